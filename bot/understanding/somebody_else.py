# ruff: noqa: E501 - a pattern is read best on one line
"""Who writes: somebody who asks whom we want, or another person near the one concerned. Works on Python 3.10.

"你找谁" and "who's this for?" ask, and say of nobody that she is not the one. "我不是他，他在洗澡" says that
he is there: his phone, and another person who picked it up.
"""

from __future__ import annotations

import re

from bot.understanding.folding import fold
from bot.understanding.signal_words import written_out
from bot.understanding.text import normalise

_ASKS_WHO = re.compile(
    r"(?:[您你](?:们)?(?:是|要|到底|想)*)?(?:找|联系)(?:的是)?(?:谁|哪位|哪个|什么人)(?:[呀啊呢]|$)"
    r"|谁[呀啊]|[您你]们?(?:是)?(?:谁|哪位)"
    r"|\b(?:who dis|who (?:is|s) (?:this|that)(?: for)?|whos (?:this|that)(?: for)?"
    r"|who (?:are|r) (?:you|u|ya)(?: (?:trying to|looking|wanting|after)[^,.!?]{0,20})?"
    r"|who (?:do|did) (?:you|u) want|who is it (?:you|u) (?:want|are after))\b"
)


def without_asking_who(text: str) -> str:
    """What is left of a message without the question who we are or whom we want.

    >>> without_asking_who("你找谁"), without_asking_who("who's this for?")
    ('', '?')
    """
    return _ASKS_WHO.sub(" ", fold(text).replace("'", "").replace("’", "")).strip()


def asks_who(text: str) -> bool:
    """Whether a message asks who we are or whom we want.

    >>> asks_who("你找谁啊"), asks_who("no mate whos this"), asks_who("who owes what")
    (True, True, False)
    """
    return _ASKS_WHO.search(fold(text).replace("'", "").replace("’", "")) is not None


_AWAY_ZH = (
    r"(?:他|她|本人|机主)(?:人)?(?:现在|正|还|刚|今天)?(?:在(?:洗|睡|上班|开车|开会|忙|外面|外地|加班"
    r"|做饭|吃饭|厕所|医院|公司|单位|家|旁边|隔壁|工地|打游戏|出差)"
    r"|不在(?:家|旁边|身边|这儿?[，,。]|[，,。！!]|$)|出去了|出门了|上班去了|睡了|睡着了|没在|(?:等会"
    r"|等下|一会|待会|晚上|晚点|马上|明天)儿?(?:就)?(?:回|来|下班|看))"
)
_AWAY_EN = (
    r"\b(?:he|she) ?(?:is|s|ll be|will be)? (?:just |currently |still |now |out )?"
    r"(?:in (?:the )?(?:shower|bath|bed|loo|toilet|kitchen|garden|hospital|a meeting)|at work|asleep"
    r"|sleeping|out(?! of)|driving"
    r"|busy|away|not (?:in|home|around|about)(?! any)|not here(?! any)|back (?:later|soon|at|in|tonight"
    r"|tomorrow)|next door)\b"
)
_AWAY = re.compile(f"{_AWAY_ZH}|{_AWAY_EN}")


def is_away_for_now(text: str) -> bool:
    """Whether a message says that the person concerned is near, or comes back: it is the right phone.

    >>> is_away_for_now("我不是他 他在洗澡"), is_away_for_now("I'm not him, he's at work")
    (True, True)
    >>> is_away_for_now("他不在这住了"), is_away_for_now("she's not here anymore"), is_away_for_now("打错了")
    (False, False, False)
    """
    return _AWAY.search(_plain(text)) is not None


_ON_HIS_PHONE = re.compile(
    written_out(
        r"(?:他|她|我?@kin|室友|同事|朋友)(?:刚刚?|现在|在忙)?(?:叫|让|托|请|喊|要)我(?:来|帮|替|先|给|跟|和|代)?(?:他|她)?(?:回|说|讲|告诉|转告|看|问|答|发)"
        r"|(?:我)?(?:帮|替)(?:他|她|@kin|室友|朋友)?(?:看|拿|保管|照看|接)(?:着|一下)?(?:他|她)?(?:的)?(?:手机|电话)|(?:手机|电话)(?:他|她)(?:先)?(?:放|落|搁)(?:在|到)?我",
        language="zh",
    )
    + "|"
    + written_out(
        r"\b(?:minding|watching|holding|looking after|answering|keeping|charging|got|have|using|on) (?:his|her|their|@kins?|(?!this\b|its\b|yours?\b)\w+s) (?:phone|mobile|cell)\b"
        r"|\b(?:he|she|@kin) (?:just )?(?:asked|told|wants|said to tell|got) me to (?:reply|answer|text|tell|say|write|message|respond|let you know)\b",
        language="en",
    )
)


def answers_on_his_phone(text: str) -> bool:
    """Whether somebody has his phone in her hand, or writes because he asked her to: it is the right phone.

    >>> answers_on_his_phone("im not john im just minding his phone"), answers_on_his_phone("他叫我回你 说周五还")
    (True, True)
    >>> answers_on_his_phone("I'm not him"), answers_on_his_phone("this is my phone"), answers_on_his_phone("我不是他")
    (False, False, False)
    """
    return _ON_HIS_PHONE.search(_plain(text)) is not None


_ANOTHERS_NUMBER = re.compile(
    written_out(
        r"(?:我|他|她|家里)?(?:的)?(?:@kin|同事|朋友|领导|老板|亲戚)(?:的)?(?:手机|号码?|电话|微信"
        r"|邮箱)(?:上|里|那)?",
        language="zh",
    )
    + "|"
    + written_out(
        r"\b(?:my|his|her|our|their) (?:@kinword|boss|colleague)s? (?:\w+ )?(?:number|phone|mobile|cell"
        r"|e ?-?mail|inbox)\b",
        language="en",
    )
)


def names_anothers_number(text: str) -> bool:
    """Whether a message speaks of the number or inbox of somebody close.

    >>> names_anothers_number("don't text my wife's number"), names_anothers_number("别发到我老婆手机上")
    (True, True)
    >>> names_anothers_number("don't text me"), names_anothers_number("别给我老婆打电话")
    (False, False)
    """
    return _ANOTHERS_NUMBER.search(_plain(text)) is not None


_SPARE = re.compile(
    written_out(
        r"(?:别|不要|勿|停止|不许|不准|甭|别再)(?:再|老|总|去|来|随便|天天|一直|你们)*"
        r"(?:(?:给|往|跟|和|打|拨|打给|发给|打电话给|发短信给|联系|骚扰|打扰|通知|找)(?:我|她|他)?(?:的)?"
        r"(?:@kin|同事|领导|老板|朋友|亲戚|室友|邻居|对象|男朋友|女朋友))(?!.{0,2}[和跟]我)"
        r"|(?:别|不要|不许|不准|少|甭)(?:再|来|去)*(?:碰|动|惹|牵扯|连累|吵|烦|打扰)(?:我)?(?:的)?(?:@kin|家人|家里人|同事|朋友)(?!.{0,2}[和跟]我)"
        r"|(?:再|又)(?:给|打给|打电话给|发给|联系|找|骚扰)(?:我)?(?:的)?(?:@kin|同事|领导|老板|朋友|亲戚)(?:打|发|试|一次|的话|我就)",
        language="zh",
    )
    + "|"
    + written_out(
        r"\b(?:stop|quit|dont|do not|never|no more|leave off)(?: \w+)? (?:call|text|ring|phon|messag|contact|bother|"
        r"harass|email|hassl|whatsapp|pester|chas)(?:ing|e|ling)? (?:my|his|her|our) (?:\w+ )?"
        r"(?:@kinword|boss|family|friends?|mates?|colleagues?|relatives|kids|children|manager)s?\b"
        r"(?! (?:and|or|n) (?:me|i)\b)"
        r"|\bleave (?:my|his|her|our) (?:\w+ )?(?:@kinword|boss|family|friends?|kids|children)s? (?:alone|out of (?:it|this))\b",
        language="en",
    )
)


def spares_another(text: str) -> bool:
    """Whether somebody close is to be left alone; she herself may still be written to.

    >>> spares_another("stop texting my mum"), spares_another("别给我妈打电话了，周五还")
    (True, True)
    >>> spares_another("leave my family out of it"), spares_another("stop texting me and my mum")
    (True, False)
    >>> spares_another("stop texting my mum and me"), spares_another("别发短信了"), spares_another("leave me alone")
    (False, False, False)
    """
    return names_anothers_number(text) or _SPARE.search(_plain(text)) is not None


_CALLED_FAMILY = re.compile(
    written_out(
        r"你们?(?:是不是|怎么|为什么|凭什么|是否|又|都|竟然|居然)*(?:给|打给|打电话给|联系|骚扰|找"
        r"|通知)(?:了|到|过)?(?:我)?(?:的)?(?:@kin|同事|领导|单位|公司|朋友)"
        r"(?:打(?:了|过)?电话|打电话|发(?:了|过)?(?:短信|消息|信息))?(?:了|过)?",
        language="zh",
    )
    + "|"
    + written_out(
        r"\b(?:did|have|was it|is it) (?:you|u)(?: lot| guys| people)?(?: who| that| just)* (?:call"
        r"|called|ring|rung|rang|phone|phoned|text|texted|contact|contacted|message|messaged)"
        r" (?:my|our) (?:@kinword|boss|work|employer|colleagues?|family)\b",
        language="en",
    )
)


def asks_if_we_called_others(text: str) -> bool:
    """Whether somebody asks if we called her family or work, or holds it against us.

    >>> asks_if_we_called_others("你们是不是给我妈打电话了"), asks_if_we_called_others("did you call my mum")
    (True, True)
    >>> asks_if_we_called_others("我妈住院了"), asks_if_we_called_others("will you call my boss")
    (False, False)
    """
    return _CALLED_FAMILY.search(_plain(text)) is not None


_I_AM_ANOTHER = re.compile(
    written_out(
        r"我是(?:他|她|机主|本人|借款人)的?(?:@kin|太太|先生|爱人|家属|朋友|同事|室友|对象|男朋友|女朋友"
        r"|领导|老板|邻居|护工|父母)"
        r"|我是@kin(?!的)|我不是(?:他|她|本人|机主|借款人)|我(?:当|做)(?:妈|爸|老公|老婆|姐|哥)的|(?:这"
        r"|这个)(?:是)?我?@kin的?(?:手机|电话|号)"
        r"|(?:我|这|这里|这边)是(?!家里|\w{0,5}[孩娃宝们个军兵警烈])[^，,。！!？?我你您\s的]{1,4}的(?:@kin|太太|先生|爱人|家属|室友|男朋友|女朋友)(?!的)"
        r"|这(?:里|边)?是(?!他妈(?!妈))[他她](?:@kin|太太|爱人|家属|室友)(?!的)"
        r"|^\W*(?!他妈(?!妈))[他她](?:@kin|太太|爱人|家属|室友)\W*$",
        language="zh",
    )
    + "|"
    + written_out(
        r"\b(?:im|i am|this is|its|it is) (?:just )?(?:his|her|their|\w+s) (?:@kinword|carer|flat ?mate"
        r"|boss|colleague|landlord)\b"
        r"|\b(?:his|her) (?:@kinword|mrs|missus|gf|bf|carer|flat ?mate) (?:here|speaking)\b|\b(?:im|i am) not (?:him|her)\b"
        r"|^\W*(?:(?:hi|hello|hey)\W+)?(?!kids|whos)(?:\w+s )?(?:@kinword|mrs|missus|gf|bf|carer|flat ?mate) (?:here|speaking)\b(?! (?:with|is|in|and)\b)"
        r"|\b(?:im|i am|this is) the (?:wife|husband|missus|partner|girlfriend|boyfriend)\b(?! of\b)"
        r"|(?:\byouve (?:reached|got)|\byoure (?:speaking|talking) (?:to|with)) (?:his|her) @kinword\b"
        r"|\bnot (?!well\b|ok\b|sure\b)\w+,? (?:but |its |im )?(?:his|her) (?:@kinword|flat ?mate|carer)(?=\W*$|[,.!?])",
        language="en",
    )
)


def says_she_is_another(text: str) -> bool:
    """Whether somebody says of herself, in so many words, that she is not the person concerned.

    >>> says_she_is_another("我是他老婆"), says_she_is_another("this is his wife hes at work")
    (True, True)
    >>> says_she_is_another("帮我老公问一下"), says_she_is_another("it's my wife's card")
    (False, False)
    """
    said = _plain(text)
    if names_herself_and_another(text):
        return True
    return _I_AM_ANOTHER.search(said) is not None or _AWAY.search(said) is not None


_HERSELF = re.compile(
    r"(?:这是|我是|是我|我就是|我)本人|我就是(?!.)|我回来了"
    r"|\b(?:it'?s me|it is me|this is (?:she|he|her|him|me)\b|that'?s me|i'?m (?:back|the person))",
    re.IGNORECASE,
)


def is_back(text: str) -> bool:
    """Whether somebody says that she is there herself now.

    >>> is_back("it's me now"), is_back("我是本人"), is_back("he's back")
    (True, True, False)
    """
    return _HERSELF.search(text) is not None


_LENT_PHONE = re.compile(
    r"\bbut (?:it'?s|its|this is|it is) (?:really |only |just )*(?:me|mine)\b(?!,? (?:his|her|your|the|@))"
    r"|(?:但|不过|可)(?:是)?(?:现在|这会儿)?(?:我)?(?:就)?是(?:我)?本人|(?:但|不过)(?:现在)?是我(?:在)?(?:用|本人|自己|[，,。！!]|$)",
    re.IGNORECASE,
)


def shares_her_phone(text: str) -> bool:
    """Whether somebody else uses the phone at times, and she writes herself.

    >>> shares_her_phone("my son uses this phone sometimes but it's me"), shares_her_phone("儿子有时用，但我是本人")
    (True, True)
    >>> shares_her_phone("I'm not him but it's his phone"), shares_her_phone("it's me, his mum")
    (False, False)
    """
    return _LENT_PHONE.search(text.replace("’", "'")) is not None and not says_she_is_another(text)


_NAMES_HERSELF = re.compile(
    r"\b(?:this is|its|it is) (?!me\b|just\b|only\b|about\b|for\b|an?\b|the\b|my\b|not\b|why\b|because\b|cos\b)\w+,? ?(?:here|speaking)?[,. ]+"
    r"(?:my )?(?!im |i |he |she |its )\w+s (?:is )?(?:just |currently |out |still )?(?:at work|in (?:the )?(?:shower|bath|bed|hospital|a meeting)|asleep"
    r"|out|away|not (?:in|here|home|about|around)|on (?:his|her) (?:shift|break|way)|working|driving|busy)\b"
    r"|^[^，,。]{0,3}我是(?!本人)[^，,。 ]{1,4}[，,。 ]+(?:你|您)?(?:找)?(?:的)?(?:他|她|\w{1,3})(?:人)?(?:现在|正|还|刚|今天)?"
    r"(?:在(?:洗澡|睡觉|上班|开车|开会|忙|外面|外地|加班|做饭)|不在|出去了|上班去了)"
)


def names_herself_and_another(text: str) -> bool:
    """Whether somebody gives her own name and says that the other one is away.

    >>> names_herself_and_another("this is Karen, Dave's at work, what's it about?")
    True
    >>> names_herself_and_another("我是小李，他在上班，什么事"), names_herself_and_another("this is me, i'm at work")
    (True, False)
    """
    return _NAMES_HERSELF.search(_plain(text)) is not None


_FEARS = re.compile(
    r"\b(?:police|bailiffs?|arrest\w*|jail|prison|court|(?:come|coming|knock\w*|visit\w*)(?: \w+){0,3} (?:door|house|home))\b"
    r"|警察|抓(?:我|人|他|她)|坐牢|上门|法院|查封|报警",
    re.IGNORECASE,
)


def fears_a_visit(text: str) -> bool:
    """Whether somebody speaks of the police, of bailiffs or of a knock on the door.

    >>> fears_a_visit("is his paper letter, i am afraid police come"), fears_a_visit("警察会不会来")
    (True, True)
    >>> fears_a_visit("what is it about")
    False
    """
    return _FEARS.search(text) is not None


_PASSES_IT_ON = re.compile(
    r"\b(?:ill|i will|i can|will|can|shall i) (?:get|tell|let|ask|have|pass it on to|mention it to|remind|make) (?:him|her|them|my \w+)?"
    r"(?: to)?(?: know| that)?\b.{0,4}(?:ring|call|know|contact|text|message|phone|get (?:back|in touch)|reply|log|$|later|when|about|tonight|you)"
    r"|\b(?:ill|i will) (?:pass (?:it|that|this|the message) on|let (?:him|her|them) know)\b"
    r"|(?:让|叫|告诉|转告|通知|提醒)(?:一下|一声)?(?:他|她).{0,6}(?:回|打|联系|说一?声|知道|看|$|吧|一下|一声)|我?转告(?:他|她)?"
)


def passes_it_on(text: str) -> bool:
    """Whether another person says that she will pass it on; she asks for nobody.

    >>> passes_it_on("ok ill get him to ring"), passes_it_on("我让他回你电话")
    (True, True)
    >>> passes_it_on("get me someone to talk to")
    False
    """
    return _PASSES_IT_ON.search(_plain(text)) is not None


_FOR_ANOTHER = re.compile(
    written_out(
        r"(?:他|她)(?:就)?是我(?:的)?@kin|我?(?:拿着?|用|在用)(?:的是)?(?:他|她)的?(?:手机|电话)|(?:他|她)(?:的)?手机在我"
        r"|(?:替|帮|代)(?:他|她)(?:来|去|先)?(?:还|付|交|问|查|核对|回|答|办|处理)"
        r"|(?<!其)(?:他|她|我@kin)(?:到底|还|一共|总共|现在)*欠了?(?:你们)?(?:多少|几)",
        language="zh",
    )
    + "|"
    + written_out(
        r"\b(?:hes|shes|he is|she is) my (?:\w+ )?@kinword\b"
        r"|\b(?:ill|i will|i can|i could|let me) (?:sort|pay|settle|clear|cover) (?:it|this|that)(?: out)?(?: for (?:him|her))?[,. ]+(?:hes|shes|he is|she is) (?:so |just |really |always |completely )*(?:useless|hopeless|rubbish|terrible|awful|no good|bad (?:at|with)|not (?:here|in|home)|away|abroad|forgetful|my @kinword)\b"
        r"|^\W*(?:is|was) (?:this|that|it) for (?:my @kinword|(?!(?:me|my|the|an?|us|real|you|your|this|that|what|it|him|her|them|free|sure|now|today)\b)[a-z]+)\b[^.]{0,40}\b(?:he|she|hes|shes|him|her)\b"
        r"|\b(?:i have|i(?:ve)? got|ive|im on|im using|this is|holding|looking after) (?:his|her) "
        r"(?:phone|mobile|cell)\b"
        r"|\b(?:its|it is|this is) (?:just |only |the )*(?:mum|mom|mam|mummy|dad|daddy|nan|gran"
        r"|granny|grandad)\b"
        r"|^\W*(?:(?:hi|hello|hey)\W+)?(?:\w+s|his|her|mum|mom|dad) (?:@kinword|here|speaking)\W*$"
        r"|\b(?:acting|paying|asking|calling|writing|texting|replying|answering|speaking"
        r"|messaging|here|doing this"
        r"|sorting this(?: out)?|dealing with this|handling this|pay(?: this"
        r"| it)?) (?:on behalf of|for) (?:him|her)\b"
        r"|\b(?:acting|replying|answering|speaking|messaging|texting) (?:on behalf of|for) @kin\b"
        r"|\bacting (?:\w+ ){1,6}for (?:him|her|@kin)\b"
        r"|\bon behalf of (?:him|her|@kin|the (?:borrower|account ?holder|customer)|a friend)\b"
        r"|\b(?:does|did) (?:he|she|@kin) (?:still |actually )?(?:owe|have to pay)\b",
        language="en",
    )
)
_ANOTHERS_OWN = re.compile(
    written_out(
        r"(?:(?<!其)他|她|@kin)(?:的|是)?(?:手机|电话|号码?|尾号|后四位|末四位|生日|出生|身份证|名下)"
        r"|(?:替|帮|代)(?:我)?@kin(?:来|去|先)?(?:还|付|交|问|查|核对|回|答|办|处理)",
        language="zh",
    )
    + "|"
    + written_out(
        r"\b(?:his|her|@kins?) (?:\w+ ){0,2}?(?:number|phone|mobile|cell|birth ?day|birth ?date"
        r"|dob|date of birth"
        r"|last (?:four|4)|digits|account|loan|debt|post ?code|id)\b|\b(?:he|she) (?:was |is )?born\b"
        r"|\b(?:thats|its|it is|that is|those are) (?:his|hers|@kins)\b"
        r"|\b(?:pay|paying|asking|calling|writing|here) (?:\w+ )?for @kin\b",
        language="en",
    )
)
_OF_ANOTHER = re.compile(
    written_out(r"(?<!其)他|她|@kin", language="zh")
    + "|"
    + written_out(r"\b(?:he|she|hes|shes|him|his|hers?|@kins?)\b", language="en")
)
_NAMED_OWNER = re.compile(
    r"\b(?!(?:it|that|here|what|today|phone|mobile|this|there|who|name)['’])[a-z]+['’]s (?:phone |mobile )?"
    r"(?:number|birthday|dob|date of birth|last (?:four|4))\b",
    re.IGNORECASE,
)
_SHE_HERSELF = re.compile(r"\b(?:this is|its|it is|thats) (?:she|her|he|him)\b(?: speaking\b|(?!\s+[a-z]))")
_CLAUSE = re.compile(r"[,，。.;；!！?？\n]|\bbut\b|但是?|不过|可是")


def speaks_for_another(text: str) -> bool:
    """Whether somebody says in so many words that the account is another's, or his phone is in her hand.

    >>> speaks_for_another("hi, it's mum. Sam's out"), speaks_for_another("I have his phone, he's my dad")
    (True, True)
    >>> speaks_for_another("她是我妈，我替她还"), speaks_for_another("how much does she owe")
    (True, True)
    >>> speaks_for_another("my son uses this phone sometimes"), speaks_for_another("我老公没工作了")
    (False, False)
    """
    return _FOR_ANOTHER.search(_plain(text)) is not None


def gives_anothers(text: str, mark: str) -> bool:
    """Whether the answers in a message, each hidden behind a mark, are given as somebody else's.

    Another person named beside them, in a part of the sentence of its own, does not make them hers.

    >>> gives_anothers("my brother's number ends XX", "XX"), gives_anothers("他XX生的", "XX")
    (True, True)
    >>> gives_anothers("my wife is in hospital, it's XX", "XX"), gives_anothers("yes this is her, XX", "XX")
    (False, False)
    """
    if _NAMED_OWNER.search(text):
        return True
    said = _SHE_HERSELF.sub(" ", _plain(text))
    if _FOR_ANOTHER.search(said) or _ANOTHERS_OWN.search(said):
        return True
    return any(mark.lower() in part and _OF_ANOTHER.search(part) for part in _CLAUSE.split(said))


def _plain(text: str) -> str:
    return normalise(text).text.lower().replace("'", "").replace("’", "")
