# ruff: noqa: E501 - a pattern is read best on one line
"""What sounds grave only to the classifier: a day refused, a secret kept, a car that died, a plan that breaks off.

Asked of a guess alone, and only where no word of the message is dark: what a pattern hears in so many words
stands, and so does a guess beside any word of dying or of an end. Works on Python 3.10.
"""

from __future__ import annotations

import re

from bot.understanding.signal_words import THING_EN

_DARK = re.compile(
    r"\b(?:die[ds]?|dying|dead|death|kill\w*|suicid\w*|end(?:ing|ed)? (?:it|my|this|everything|things)|alive|liv(?:e|ing)|life|gone"
    r"|good ?bye|forever|for good|ever again|never|pills?|tablets|overdos\w*|jump\w*|rope|hurt\w*|harm\w*|hang\w*|heaven|funeral|cope|go on|carry on"
    r"|any ?more|hope\w*|burden|asleep|sleep|wake|grave|last time|cut(?:ting)?|worth|sorry|miss me|without me|over soon|letter|note)\b"
    r"|死|活|命|跳[楼河江海桥]|割|吃药|安眠|遗|永别|永远|来世|下辈子|绝望|了断|解脱|一了百了|自杀|轻生|没意思|[撑熬扛挺]不|保重|告别|丧|葬|逝|过世|尸|结束|最后一",
    re.IGNORECASE,
)
_DAY = (
    r"(?:then|that day|today|tomorrow|yet|now|(?:this|next|that) (?:week|month|time|one)|(?:on |before |until |till |til )?(?:the )?(?:\d{1,2}(?:st|nd|rd|th)"
    r"|mon\w*|tues?\w*|wed\w*|thu\w*|fri\w*|sat\w*|sun\w*|pay ?day|april|may|june|next week|next month|the weekend))"
)
_DAY_REFUSED = re.compile(
    rf"\b(?:so|but|just|only|and|im saying|i'?m saying|i said|i mean|be|it'?s|its|that'?s) not (?:on )?{_DAY}\b"
    r"|\b(?:won'?t|wont|can'?t|cant|will not|not going to|not gonna) be (?:able (?:to|till)\b|before|until|till|til|this (?:week|month)|by)\b"
    r"|\bnot saying i (?:won'?t|wont|will not|refuse)\b"
    r"|(?:不是|没)说不还|(?:只是|就是|我是说)(?:这周|这个月|今天|周[一二三四五六日])(?:不行|没有|还不了)",
    re.IGNORECASE,
)
_SECRET = re.compile(
    r"\W*(?:please |pls |just |and |so |but |can you |ok )*(?:tell|say)(?: to)? (?:no ?(?:one|body)|my \w+ nothing|nothing(?: to (?:my \w+|any ?(?:one|body)|them|him|her))?)"
    r"(?: (?:please|pls|about (?:this|it)|ok|yeah|at (?:home|work)))*\W*"
    r"|\W*(?:please |pls |just |and |so |but |can you )*(?:don'?t|dont|do not|never) (?:ever )?(?:tell|say (?:any ?thing|a word|owt) to|speak to|let on to|mention (?:this|it) to)"
    r" (?:any ?(?:one|body)|my (?:\w+ )?\w+|them|him|her|them at work)(?: (?:at (?:my )?(?:work|home|the office)|please|pls|about (?:this|it)|any ?thing|ok|yeah))*\W*"
    r"|\W*(?:请|求你们?|千万|麻烦)*(?:谁(?:也|都)|跟谁(?:都|也)|任何人都)?(?:别|不要|不许|不能)(?:跟|和|对|告诉|让)?(?:任何人|别人|谁|我?(?:老公|老婆|爸妈?|妈|家里?人?|同事|单位|公司|领导|朋友)(?:的人)?)?(?:说|讲|知道|提)?(?:这事|这个|这件事)?(?:啊|哈|好吗|行吗|吧)?\W*",
    re.IGNORECASE,
)
_TOLD = re.compile(r"tell|say|speak|mention|let on|告诉|说|讲|知道|提", re.IGNORECASE)
_SOON = re.compile(
    r"\W*(?:(?:very|really|quite|pretty|hopefully|just|real|as) )*(?:soon|shortly|in a bit)(?: (?:as|i can|as i can|x+|hopefully))*\W*"
    r"|\W*(?:很|就|马上|应该)?(?:快了|快|就快了|很快|尽快)[啦了的吧哈啊]*\W*",
    re.IGNORECASE,
)
"""A word alone that answers when."""
_MONEY_BREAKS = re.compile(
    r"怕(?:会|要|中间|到时候|后面|又)*(?:断(?:了|供|掉|缴)?|跟不上|续不上|接不上)|(?:分期|还款|每[月期])(?:中间)?(?:会|要|怕)?断了"
)
_PARTS = re.compile(r"[分按]|[次期月]|供")
_HANDED_OVER = re.compile(
    r"(?:给|交给?|发给?|借给?|拿给?|寄给?)(?:了)?(?:他|她|他们|别人|人家|对方|中介|那个人).{0,4}(?:身份证|证件|银行卡|卡|照片|资料|复印件|号码|手机)"
    r"|(?:身份证|证件|银行卡|卡|资料|复印件|手机)(?:都|也|已经|早就)*(?:给|交给?|发给?|借给?)(?:了)?(?:他|她|他们|别人|人家|对方|中介)"
)
_MOVED_ON = re.compile(
    r"不在(?:那儿?|那边|原来|以前)?了?[，, ]{0,2}(?:换(?:了)?(?:工作|公司|单位)|离职|辞职|跳槽|调走|搬(?:家|走|了))|(?:离职|辞职|换工作|跳槽).{0,6}不在了"
)
_NEWS_OF_PAY = re.compile(
    r"(?:他|她|老板|经理|会计|公司|工头|单位|财务|中介|人事)(?:们)?说.{0,3}(?:最晚|最迟|要到?|得等?|等到?|会|下个?月|月底|\d)"
    r"|(?:老板|工头|包工头|合伙人|合伙的|中介|房东|老板娘|经理)(?:也|都|就|带着钱|卷款|直接|突然)*(?:跑路?了?|失联|不见了|卷款)"
)
_THING_DIED = re.compile(
    rf"\b{THING_EN}(?:['’]?s|s| has| have| had| just| is| was| went| and| finally| completely| all){{0,4}} "
    r"(?:died|dead|ded|packed up|packed in|conked out|given up|blown up|knackered|gone(?=\W*$))(?: on me| today| yesterday| last night| this (?:morning|week)| again)*"
    r"|(?:手机|电脑|车子?|电动车|电瓶车?|货车|冰箱|空调|洗衣机|热水器|发动机|电池|网)(?:今天|昨天|突然|又|直接|也|彻底|都)*(?:报废|坏|死机|熄火|挂|趴窝|废|没电)(?:掉)?了?",
    re.IGNORECASE,
)


def only_sounds_dark(text: str) -> bool:
    """Whether a message refuses a day, keeps a secret, fears for a plan or tells of a thing, and no dark word stands in it.

    >>> only_sounds_dark("i promised my kid a bike friday so not then"), only_sounds_dark("tell no one")
    (True, True)
    >>> only_sounds_dark("按三次那个吧 但是我怕断了"), only_sounds_dark("我已经给他身份证了")
    (True, True)
    >>> only_sounds_dark("very soon"), only_sounds_dark("快了"), only_sounds_dark("it will be over soon")
    (True, True, False)
    >>> only_sounds_dark("tell no one I'm ending it"), only_sounds_dark("i won't be here, not then, not ever again")
    (False, False)
    """
    plain = text.replace("’", "'")
    rest = _THING_DIED.sub(" ", plain)
    if _DARK.search(rest):
        return False
    told = (_DAY_REFUSED, _HANDED_OVER, _MOVED_ON, _NEWS_OF_PAY)
    return (
        rest != plain
        or _SOON.fullmatch(plain) is not None
        or keeps_it_secret(plain)
        or (_MONEY_BREAKS.search(plain) is not None and _PARTS.search(plain) is not None)
        or any(each.search(plain) for each in told)
    )


def has_a_dark_word(text: str) -> bool:
    """Whether a message has any word of dying, of an end or of giving up, meant so or not.

    >>> has_a_dark_word("my life is over"), has_a_dark_word("我是他爱人，手机给我用")
    (True, False)
    """
    return _DARK.search(text) is not None


def keeps_it_secret(text: str) -> bool:
    """Whether a message asks that nobody be told, and nothing else: no stop, and no farewell.

    >>> keeps_it_secret("say nothing to my husband"), keeps_it_secret("dont tell anyone at work"), keeps_it_secret("别跟我老公说")
    (True, True, True)
    >>> keeps_it_secret("tell me nothing changed"), keeps_it_secret("别说了"), keeps_it_secret("don't tell me to calm down")
    (False, False, False)
    """
    plain = text.replace("’", "'")
    return (
        _SECRET.fullmatch(plain) is not None
        and _TOLD.search(plain) is not None
        and not _HUSHED.fullmatch(plain)
    )


_HUSHED = re.compile(r"\W*(?:别|不要|不许|不能)(?:再)?(?:说|讲|提|让|告诉)(?:了|啊|吧)?\W*")
"""Who says "say no more" hushes us."""


def a_thing_died(text: str) -> bool:
    """Whether only a thing broke down: nobody is condoled for a car.

    >>> a_thing_died("my car died"), a_thing_died("my engine's dead so no work"), a_thing_died("车报废了")
    (True, True, True)
    >>> a_thing_died("my dad died in his car"), a_thing_died("the car's dead and so is my dad")
    (False, False)
    """
    rest = _THING_DIED.sub(" ", text)
    return rest != text and _DARK.search(rest) is None and _KIN.search(rest) is None


_KIN = re.compile(
    r"\b(?:dad|father|mum|mom|mother|nan|gran\w*|husband|wife|partner|son|daughter|brother|sister|baby|friend|he|she)\b|[爸妈爹娘]|老公|老婆|人没了|去世",
    re.IGNORECASE,
)
