# ruff: noqa: E501 - a pattern is read best on one line
"""Her phone is read by somebody close, or nothing on it may tell what we write about: 别写还款俩字.

Such a wish is about her safety: it is no stop, no other person answering and no danger to a life, however a
classifier takes it. Works on Python 3.10.
"""

from __future__ import annotations

import re

_HE = r"(?:he|she|they|(?:my |the )?(?:husband|wife|hubby|partner|boyfriend|girlfriend|bf|gf|fella|ex|dad|father|stepdad|mum|mom|mother|mother in law|in ?laws|parents))"
_TA = (
    r"(?:他|她|老公|老婆|丈夫|妻子|爱人|对象|男朋友|女朋友|男友|女友|前夫|婆婆|公公|我?[爸妈]|家里?人|那个人)"
)
_MONEY_WORDS = r"(?:loans?|debts?|owe|owing|owed|arrears|overdue|money|payments?|repay\w*|borrow\w*|lend\w*|finance|bank|instal\w+|collect\w*|harbour\w*|your (?:name|company)|(?:the )?company(?: name)?|what (?:it|this) is(?: about)?)"
_MONEY_ZH = r"(?:还款|还钱|贷款|欠款|欠钱|借款|借钱|逾期|催收|催款|分期|债务?|钱|公司(?:的?名字?)?|晴川\w*|消费金融|平台(?:的?名字?)?)"
_NEUTRAL = re.compile(
    rf"\b(?:nothing|not anything|no (?:texts?|messages?)) (?:that|which) (?:says?|mentions?|shows?|names?|gives? away)\b[^.!?]{{0,16}}\b{_MONEY_WORDS}\b"
    rf"|\b(?:nothing|no words?) (?:saying|mentioning|showing|naming|about|with|to do with)\b[^.!?]{{0,16}}\b{_MONEY_WORDS} (?:on|in) (?:it|them|there|the (?:text|message|screen)\w*)\b"
    rf"|\b(?:don'?t|dont|do not|never|without|please no|not) (?:ever )?(?:say(?:ing)?|put(?:ting)?|writ(?:e|ing)|mention(?:ing)?|us(?:e|ing)|show(?:ing)?|hav(?:e|ing)|includ(?:e|ing)) (?:any ?thing about )?(?:the |a |any |my |your )?(?:words? )?[\"'“‘]?{_MONEY_WORDS}[\"'”’]?(?: \w+)? (?:on (?:it|them|there|the (?:text|screen|message|envelope|front)\w*)|in (?:it|them|there|the (?:text|message|subject|title|preview)\w*|(?:any |your )?(?:texts?|messages?|e-?mails?)))\b"
    rf"|\b(?:the )?words? [\"'“‘]?{_MONEY_WORDS}[\"'”’]? (?:on|in) (?:it|them|the (?:text|message)\w*)\b|\bno mention of (?:the |a |any |my )?{_MONEY_WORDS}\b"
    r"|\b(?:keep|make) (?:it|them|the (?:texts?|messages?|wording)|your (?:texts?|messages?)) (?:\w+ )?(?:vague|neutral|discreet|plain|anonymous|boring|look like)\b"
    rf"|(?:别|不要|不许|请勿|勿|不能|千万别|别让它?)(?:再)?(?:写|出现|提到?|带|用|说|有|显示|标|打)(?:上|到|着|出)?(?:什么|任何|跟)?[“”\"'「]?{_MONEY_ZH}[”“\"'」]?(?:的)?(?:这|那)?(?:[俩两二三四几个些一])*(?:字|字眼|字样|词)"
    rf"|(?:短信|消息|信息|微信|内容|标题|通知)(?:里头?|上|中)?面?(?:千万|最好|请|能不能)?(?:别|不要|不能|不许|勿)(?:再)?(?:写|出现|提|带|显示|有|说)[^，。！？]{{0,4}}{_MONEY_ZH}"
    rf"|(?:发|写)(?:的?)?(?:短信|消息|信息|微信)(?:的时候|时)?(?:请|千万)?(?:别|不要)(?:写|提|带|出现|显示)[^，。！？]{{0,4}}{_MONEY_ZH}",
    re.IGNORECASE,
)
_READ = re.compile(
    rf"\b{_HE}(?:'?ll| will| always| sometimes| often| usually| does| might| can| would|'?s| is){{0,2}} (?:check(?:s|ing)?|reads?|reading|look(?:s|ing)? (?:at|through|on)|go(?:es|ing)? (?:through|on)|see(?:s|ing)?|opens?|monitors?|track(?:s|ing)?|pick(?:s|ing)? up) "
    r"(?:this|my|the|all my|these|every) (?:(?:letters|post|mail)(?: and|,| or)? (?:all )?(?:my )?)?(?:phone|mobile|texts?|messages?|number|screen|notifications?)\b(?! (?:for|to|with) me)"
    rf"|\bnot (?:on|to) this (?:number|phone|mobile|one)\b[^.!?]{{0,14}}\b{_HE} (?:looks?|sees?|checks?|reads?|has it|uses it)\b"
    rf"|{_TA}[^，。！？]{{0,4}}(?:会|要|老是?|总是?|天天|每天|每晚|常|经常|都|还|晚上|偷偷|随时|爱)*(?:翻|查|偷看|看|拆)(?:我的?|这(?:个|部)?)?(?:手机|短信|微信|消息|聊天记录|信(?:件|封)?(?!用|息))"
    rf"|手机[^，。！？]{{0,6}}{_TA}[^，。！？]{{0,4}}(?:会|要|都|也|老|总|能|天天|经常)*(?:翻|查|看)(?!好|中|过病)",
    re.IGNORECASE,
)
_SHALL_NOT_SEE = re.compile(
    rf"\b(?:don'?t|dont|do not) want (?:{_HE}|him|her|them|my \w+) (?:seeing|to see|reading|to read|finding (?:it|out)|to find (?:it|out))\b"
    rf"|\b(?:don'?t|dont|do not|stop|no)\b[^.!?]{{0,60}}\b{_HE}(?:'?ll| will| might| would|'?d) see (?:it|this|them|that)\b",
    re.IGNORECASE,
)
_REACHED = re.compile(
    r"\b(?:mornings?|afternoons?|evenings?|daytime|weekdays?|only|text|message|write|call|ring|contact|number|when he'?s|when she'?s|at work|safe|please|letters?|post|e-?mails?)\b"
    r"|发|打|寄|联系|别写|白天|上午|早上|下午|点|号码",
    re.IGNORECASE,
)
_LINES = re.compile(
    r"\b(?:don'?t|dont|do not|stop|no|not|never|without|enough)\b[^.!?]{0,50}\b(?:help ?lines?|samaritans|hot ?lines?|crisis (?:line|text|number)s?|numbers? (?:for|to) (?:help|call)|(?:that|those|these) (?:numbers?|messages? about))\b"
    r"|(?:别|不要|不用|甭|不许)(?:再)?[^，。！？]{0,8}(?:热线|援助|求助电话|心理咨询|那个电话|12356)",
    re.IGNORECASE,
)


def wants_neutral_words(text: str) -> bool:
    """Whether nothing that we write may tell what it is about.

    >>> wants_neutral_words("and nothing that says loan on it"), wants_neutral_words("别写还款俩字")
    (True, True)
    >>> wants_neutral_words("短信里别写贷款"), wants_neutral_words("please don't put the word debt in the texts")
    (True, True)
    >>> wants_neutral_words("nothing says I owe this"), wants_neutral_words("别提钱了"), wants_neutral_words("don't have money")
    (False, False, False)
    """
    return neutral_words(text) is not None


def neutral_words(text: str) -> tuple[int, int] | None:
    """Find where a message asks that nothing tell what we write about."""
    found = _NEUTRAL.search(text.replace("\u2019", "'"))
    return found.span() if found else None


def is_read_by_another(text: str) -> bool:
    """Whether somebody close reads her phone and she says how we may write all the same, or must not be seen.

    >>> is_read_by_another("he checks this phone when he gets in so mornings only please")
    True
    >>> is_read_by_another("我手机晚上他会翻,你们白天十点到三点发"), is_read_by_another("I just don't want him seeing")
    (True, True)
    >>> is_read_by_another("my wife reads the texts for me"), is_read_by_another("I'll tell him, he'll see it's paid")
    (False, False)
    """
    plain = text.replace("\u2019", "'")
    if _SHALL_NOT_SEE.search(plain):
        return True
    return _READ.search(plain) is not None and _REACHED.search(_READ.sub(" ", plain)) is not None


def wants_no_help_lines(text: str) -> bool:
    """Whether she asks that no more lines of help be written to her.

    >>> wants_no_help_lines("please dont message this phone again about help lines he'll see it")
    True
    >>> wants_no_help_lines("别再发热线了"), wants_no_help_lines("is there a helpline"), wants_no_help_lines("戒赌热线是多少")
    (True, False, False)
    """
    return _LINES.search(text.replace("\u2019", "'")) is not None
