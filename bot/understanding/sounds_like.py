# ruff: noqa: E501 - a pattern is read best on one line
"""What only sounds like a stop, a death or a danger to the classifier: 月底再来, move it to the end, 对不起.

Each is asked for a guess alone; what a pattern hears in so many words stands. Works on Python 3.10.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.understanding.signal_words import HANDED_EN, LOST_ZH
from bot.understanding.smaller_wishes import asks_for_less
from bot.understanding.tells_us import will_tell_us

_LATER = re.compile(
    r"\W*(?:那|就|我|要不|还是|等)*.{1,8}再(?:来|说|还|付|弄|交|看)(?:吧|啊|了|可以吗|行吗|行不行)?\W*"
)
_TO_THE_END = re.compile(
    r"\b(?:move|push|put|shift|add|tack|stick)\b.{0,24}\b(?:to|at|on|onto) the (?:very )?end\b"
    r"|(?:挪|移|放|推|加|排|延)(?:到|在|至)?(?:贷款|合同|整个)?(?:的)?(?:最后|末尾|最末)(?!通牒)",
    re.IGNORECASE,
)
_THE_LAST_WORD = re.compile(
    r"\d[^.!?]{0,30}\b(?:that'?s (?:it|all|my (?:limit|max))|nothing more|no more|not a penny more)\b"
    r"|\b(?:all of it|the lot|pay\w*|in full|everything)\b[^.!?]{0,16}\bthen never again\b"
    r"|\b(?:that'?s (?:it|all)|no more than)\b[^.!?]{0,20}\d"
    r"|\d[^。！？]{0,12}(?:就这些|没(?:有)?更多|多(?:的)?没有|再多(?:也)?没)",
    re.IGNORECASE,
)
_OR_ELSE = re.compile(
    r"\bor (?:else )?(?:i(?:'?m|'?ll| will| am)?|we'?ll) (?:go(?:ing)?|take|complain|call|write|report)\b"
    r"|(?:不然|否则|要不然)(?:我)?(?:就|要|去)+(?:投诉|找|去|告|举报)",
    re.IGNORECASE,
)


_NOT_NOW = re.compile(
    r"\b(?:message|text|contact|try|remind|ping|call|ring|write(?: to)?|get back to|come back to) me"
    r"(?: again| back)? (?:(?:a (?:bit|little) )?later(?: on)?"
    r"|in (?:a (?:bit|while)|an hour|\d+ (?:mins?|minutes|hours?)))\b"
    r"|(?:晚[点些]|晚一[点些]|过(?:一?会儿?|一?阵儿?)|[等待]一?会儿?|等下|稍后|回头|迟[点些])儿?(?:你们?|您)?再?(?:来)?"
    r"(?:联系|找|发给|提醒|通知)我|^\W*除了.{1,6}(?:都|其他|别的)(?:天|时间)?(?:都)?(?:行|可以|好|成)\W*$",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(
    r"\b(?:so |but |and |just |it'?s )?(?:not|nothing|nowt|(?:do ?n['’]?t|do not|dnt) (?:\w+ )?(?:expect|bank on|count on|hold your breath)(?: (?:for )?\w+){0,4})"
    r" (?:before|until|till|til) (?:at least )?(?:next |this |the |about |around )?"
    r"(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun|\d{1,2}(?:st|nd|rd|th)|pay ?day|week|month|january|february|march|april|may|june)"
    r"|(?:(?:周|星期|礼拜)[一二三四五六日天]|\d{1,2}[号日]|月底|发工资|下个?月)(?:以|之)?前(?:都|肯定|真的?|你们?|您|就|也|先)*(?:不行|没法|来不及|不了|没(?:有|钱)|拿不出|还不(?:了|上)|给不了|别(?:指望|想|等)|不要(?:指望|想))",
    re.IGNORECASE,
)
_REACHED = re.compile(
    r"\b(?:call|text|messag|ring|phon|contact|e-?mail|reach|remind|whatsapp|bother|disturb|talk|speak|write|chas|hassl|alone|visit|come|turn up|show up)"
    r"|打|电话|联系|发|短信|消息|微信|邮件|提醒|吵|扰|[找催]我",
    re.IGNORECASE,
)


def not_before_a_day(text: str) -> bool:
    """Whether a day is named before which she cannot pay, and no word of being reached.

    >>> not_before_a_day("my mum's operation is on friday so not before monday"), not_before_a_day("not before monday")
    (True, True)
    >>> not_before_a_day("dont expect anything before the 25th"), not_before_a_day("25号之前别指望")
    (True, True)
    >>> not_before_a_day("don't text me, not before monday"), not_before_a_day("周一之前别打给我")
    (False, False)
    """
    return _NOT_BEFORE.search(text) is not None and _REACHED.search(text) is None


_GO_ON = re.compile(
    r"(?:不要|别|请勿|不能|不想|千万别)(?:给我)?(?:停止|停掉|停了|中断|取消|终止)(?!.{0,6}(?:骚扰|催)).{0,6}(?:服务|提醒|账户|账号|使用|合同|额度|卡)"
    r"|\b(?:do ?n['’]?t|do not|dnt|never|please no) (?:stop|end|cancel|close|terminate|suspend) (?:the |my |our |your |this )?"
    r"(?:service|account|card|contract|reminders?|facility|credit|plan)\b",
    re.IGNORECASE,
)
_KEEPS_IT = re.compile(
    r"\b(?:not|won['’]?t|will not|never|no way im|aint|ain['’]?t|refuse to) (?:\w+ )?(?:giv\w+|tell\w*|shar\w+|hand\w*) "
    r"(?:you|u|ya|yous|out|over|any\w*)? ?(?:you |u )?(?:my|any|the|that|personal|out my) ?(?:\w+ ){0,2}"
    r"(?:number|digits|phone|mobile|details|info\w*|birthday|dob|date of birth|postcode)\b"
    r"|(?:不会|不想|不能|不可能|不愿意?|凭什么|干嘛)(?:要)?(?:把)?(?:给|告诉|透露|提供|说)(?:你们?)?(?:我的)?.{0,4}(?:手机号|号码|电话|生日|信息|证件|尾号)",
    re.IGNORECASE,
)
"""Who will not hand over a number asks for no silence."""


_NONE_CAME = re.compile(
    r"\b(?:got|had|received|seen|there (?:was|were)) (?:no|not (?:one|a single|any)|zero) (?:\w+ )?"
    r"(?:calls?|messages?|texts?|e-?mails?|letters?|reminders?|notice)\b",
    re.IGNORECASE,
)


_NO_MONEY_ANYWAY = re.compile(
    r"(?:再|就算|怎么|天天|一直)?(?:发|催|打|逼|找)(?:我|再多|消息|短信|电话)*(?:我)?也(?:是)?(?:变不出|没(?:有)?钱|拿不出|还不[上了起]|榨不出)"
    r"|\b(?:text|message|call|chas|ring|email|remind|hound|harass)\w*\b[^.!?]{0,30}\b(?:won['’]?t|doesn['’]?t|isn['’]?t going to|will not|can['’]?t) (?:make|magic|produce|conjure)\b[^.!?]{0,16}\b(?:money|cash|it appear)"
    r"|\b(?:text|message|call|ring|email|remind)\w*(?: me)? (?:all|as (?:much|often) as) (?:you|u|ya) (?:like|want)\b",
    re.IGNORECASE,
)
"""However often we write, there is no money: she tells of want, and asks for no silence."""


def keeps_her_number(text: str) -> bool:
    """Whether somebody will not hand over what the check asks for.

    >>> keeps_her_number("im not giving you my number mate, you contacted me"), keeps_her_number("凭什么给你手机号")
    (True, True)
    >>> keeps_her_number("I'm not giving you any more money")
    False
    """
    return _KEEPS_IT.search(text) is not None


def only_sounds_like_a_stop(text: str) -> bool:
    """Whether a message names when, where to or how much, or what else she will do, and asks for no silence.

    >>> only_sounds_like_a_stop("月底再来"), only_sounds_like_a_stop("move it to the end")
    (True, True)
    >>> only_sounds_like_a_stop("£100 friday, that's it, nothing more"), only_sounds_like_a_stop("no more")
    (True, False)
    >>> only_sounds_like_a_stop("I got no calls from you"), only_sounds_like_a_stop("no calls, no texts")
    (True, False)
    >>> only_sounds_like_a_stop("不要停止服务"), only_sounds_like_a_stop("请停止服务")
    (True, False)
    >>> only_sounds_like_a_stop("I'm driving, message me later"), only_sounds_like_a_stop("晚点联系我")
    (True, True)
    >>> only_sounds_like_a_stop("家里米也见底了 你们再发我也变不出钱"), only_sounds_like_a_stop("text all you like, I've nothing")
    (True, True)
    >>> only_sounds_like_a_stop("同意，那天要是没发我再跟你说"), only_sounds_like_a_stop("我有钱会找你，别再发了")
    (True, False)
    >>> only_sounds_like_a_stop("write it off or I go to the ombudsman"), only_sounds_like_a_stop("别再来了")
    (True, False)
    """
    if _LATER.fullmatch(text):
        return not re.search(r"[别不勿莫]", text)
    if not_before_a_day(text) or asks_for_less(text) or will_tell_us(text):
        return True
    readers = (
        _TO_THE_END,
        _THE_LAST_WORD,
        _OR_ELSE,
        _GO_ON,
        _KEEPS_IT,
        _NONE_CAME,
        _NOT_NOW,
        _NO_MONEY_ANYWAY,
    )
    return any(each.search(text) for each in readers)


_DYING = re.compile(
    r"走了|走的|走左|没了|死|亡|逝|过世|不在了|没救|没抢救|没能|离开|送走|丧|葬|后事|[没冇][熬挺留保]"
    r"|头七|做七|尽力了"
    r"|\b(?:dead|died|die|dies|dying|deaths?|killed|pass\w*|lost|loss|gone|fatal\w*|funeral|buried|bury"
    r"|burial"
    r"|grave|deceased|miscarr\w*|stillb\w*|widow\w*|rip|cremat\w*|griev\w*|grief|bereav\w*|mourn\w*"
    r"|make it|made it|pull through|no longer with|not here|taken from)\b",
    re.IGNORECASE,
)
_ACCIDENT = re.compile(
    r"车祸|[摔跌撞]|骨折|受伤|工伤|\b(?:accident|crash(?:ed)?|fell|fall|injur\w*|broke|broken|collision)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:live|living|bought|buy|rent|renting|own|moved into|took over|got)\b.{0,16}"
    r"\b(?:old|former|previous|his|her|their|the) (?:house|flat|place|home|apartment|room|address)\b"
    r"|\b(?:out of|from|released from|leaves?|left) (?:prison|jail|gaol)\b"
    r"|(?:房子|屋|公寓).{0,8}(?:买|租|过户)|(?:买|租|住)(?:了|的|在)?(?:他|她)(?:以前|原来|之前"
    r"|的).{0,4}(?:房|屋|家)"
    r"|刑满|出狱|释放|放出来|坐牢|服刑",
    re.IGNORECASE,
)
"""Who lives in somebody's old house, or comes out of prison."""


_BIRTHDAY = re.compile(
    r"\b\w+['’]?s (?:1st|\d{1,2}0th|(?:16|18|21|40|50)(?:th|st)) (?:is|party|do|bash|birthday|b-?day|this|next|on)\b"
    r"|\bbirthday (?:is|party|on|next|this)\b|(?:过生日|生日(?:宴|聚|快到|要到)|满月酒|大寿|寿宴)",
    re.IGNORECASE,
)
"""A day to celebrate, told of somebody alive: "my cousin's 21st is on the 30th"."""
_REMEMBERED = re.compile(
    r"\bw(?:ould|ou?ld) ?(?:have|ve|of)\b|['’]?d have been|\bshould have been\b|\bwithout (?:him|her|them)\b|\banniversary\b|\bmiss\w*\b|\bheaven\w*\b"
    r"|\bnever\b|忌|冥|等不到|再也|撑|最后|没能|想[他她]|本来|本该",
    re.IGNORECASE,
)
"""What is said of the birthday of somebody who did not live to see it."""


def tells_of_a_birthday(text: str) -> bool:
    """Whether a birthday of somebody alive is told of, with no word of dying or of missing her.

    >>> tells_of_a_birthday("my cousin's 21st is on the 30th"), tells_of_a_birthday("下周给我爸办大寿")
    (True, True)
    >>> tells_of_a_birthday("it would have been my son's 21st on the 30th"), tells_of_a_birthday("他再也不能过生日了")
    (False, False)
    """
    return (
        _BIRTHDAY.search(text) is not None
        and _DYING.search(text) is None
        and _REMEMBERED.search(text) is None
    )


def nobody_died(text: str, *, hurt: bool) -> bool:
    """Whether a message tells of a move, a release, an injury or a sleep, and has no word of dying.

    Args:
        text: the message.
        hurt: whether an illness or an accident is told of in so many words.

    >>> nobody_died("昨天出车祸了", hurt=True), nobody_died("I live in his old house", hurt=False)
    (True, True)
    >>> nobody_died("昨天车祸走了", hurt=True), nobody_died("呼吸机还给医院了 他用不着了", hurt=True)
    (False, False)
    """
    told = (hurt and _ACCIDENT.search(text) is not None) or _ELSEWHERE.search(text) is not None
    told = told or somebody_wakes(text)
    return told and _DYING.search(text) is None


def names_dying(text: str) -> bool:
    """Whether a message has a word that dying is told with, whatever it means here."""
    return _DYING.search(text) is not None


_ANIMAL = r"(?:dogs?|doggy|pupp(?:y|ies)|cats?|kittens?|rabbits?|hamsters?|horses?|pony|parrot|budgie|bird|goldfish|pets?)"
_ANIMAL_ZH = r"(?:狗狗?|小狗|狗子|猫咪?|小猫|猫猫|兔子|仓鼠|鹦鹉|宠物|毛孩子|金毛|泰迪|柯基|乌龟)"
_ANIMAL_DIED = re.compile(
    rf"\b(?:my|our|the|his|her) (?:\w+ ){{0,2}}{_ANIMAL}(?:['’]?s| is| has| had| was| got| just| sadly| suddenly){{0,3}} "
    r"(?:died|dead|passed(?: away| on)?|put (?:down|to sleep)|gone(?=\W*$)|run over|killed)\b"
    rf"|\b(?:lost|buried|put down) (?:my|our|the) (?:\w+ ){{0,2}}{_ANIMAL}\b(?! (?:lead|collar|passport))"
    rf"|\b(?:death|loss) of (?:my|our) (?:\w+ )?{_ANIMAL}\b"
    rf"|{_ANIMAL_ZH}(?:昨天|今天|前天|刚刚?|上周|突然|也|病|老){{0,2}}(?:死了|死掉了|没了|走了|去世了?|离开了|去了?喵星|去了?汪星|安乐死)",
    re.IGNORECASE,
)
_SOMEBODY_DIED = re.compile(
    r"\b(?:dad|father|mum|mom|mother|nan|gran\w*|grandad|husband|wife|partner|son|daughter|brother|sister|baby"
    r"|friend|uncle|aunt\w*|cousin|child|funeral|miscarr\w*)\b"
    r"|[爸妈爹娘]|父亲|母亲|爷爷|奶奶|外[公婆]|姥[姥爷]|老公|老婆|丈夫|妻子|老伴|儿子|女儿|孩子|朋友|哥|姐|弟|妹|丧|葬",
    re.IGNORECASE,
)


def animal_died(text: str) -> bool:
    """Whether an animal of hers died, and no person: that wants a kind word, and no handling of a death.

    >>> animal_died("my dog died"), animal_died("had to have it off, our old cat was put to sleep"), animal_died("我家猫没了")
    (True, True, True)
    >>> animal_died("my dad died, his dog too"), animal_died("I lost my dog lead"), animal_died("我爸和狗都走了")
    (False, False, False)
    """
    return _ANIMAL_DIED.search(text) is not None and _SOMEBODY_DIED.search(text) is None


_SORRY = re.compile(
    r"\W*(?:(?:真的?|很|非常|实在|太|我|啊|哎|唉)*(?:对不起|不好意思|抱歉)(?:了|啊|呀|哈|啦|哦|你们?|您|大家)*"
    r"|(?:(?:i'?m|i am|so|very|really|truly) )*(?:sorry|apologies)(?: (?:about|for) (?:that|this|it))?)\W*",
    re.IGNORECASE,
)
_ANOTHER_EN = (
    r"(?:he|she|they|(?:my |his |her |our |the )?(?:dad|father|mum|mom|mam|mother|nan|gran\w*|grandad|husband|wife|hubby|partner"
    r"|son|daughter|brother|sister|baby|kids?|lad|boy|girl|uncle|aunt\w*))"
)
"""Somebody who is not the one who writes, in English."""
_WAKES = re.compile(
    r"(?:他|她|人|病人|老人家?|我?(?:[爸妈爹娘哥姐弟妹]{1,2}|爷爷|奶奶|外[公婆]|姥[姥爷]|公公|婆婆|老[公婆伴]|丈夫|妻子|爱人|对象"
    r"|孩子|娃|儿子|女儿))(?:现在|手术|麻药|刚|要是|如果|什么时候|啥时候|到底|还|也|一直|都|今天|明天|能不能|会不会|能|会|睡)*"
    r"[没未]?(?:有)?醒(?!不|世)(?:了|来|过来|着)*"
    rf"|\b(?:if |when |once |until |till |whether |as soon as )?{_ANOTHER_EN}(?:['’]?ll| will| would| has| might| may| can| could|['’]?s| ever| even"
    r"| does| doesn['’]?t| do| is| just| actually){0,3} (?:(?:(?:may|might|could|will|won['’]?t) (?:not |never |ever )?)?wakes?|woke|waking|woken) up\b",
    re.IGNORECASE,
)
"""Somebody else wakes, from an operation or from sleep; who would not wake herself is heard by the patterns."""
_ORDINARY = re.compile(
    r"\b(?:tired|sick|fed up|done) (?:of|with) living (?:with (?:my|the|our) (?:\w+ )?"
    r"(?:parents|folks|family|mum|mom|dad"
    r"|in ?laws|ex|(?:flat|house|room) ?mates?|brothers?|sisters?)\b"
    r"|(?:from )?(?:pay ?che(?:ck|que)|pay ?day|hand|week|month) to \w+"
    r"|(?:off|on|out of) (?!this)(?:\w+ )?\w+)"
    r"|\bhang(?:ing)? (?:my ?self|me) out to dry\b|\bi bet (?:you|u|that|it|he|she|they)\b"
    r"|(?:我|敢)打?赌(?=你|他|她|它|明|后|周|这|下)"
    r"|\b(?:i )?(?:took|had|taken) my (?:pills?|tablets?|meds|medication|medicine)\b[ ,.]{1,3}"
    r"(?:and |now |so |i )*(?:feel(?:ing)?|im|i'm|am|doing) (?:\w+ )?(?:better|ok|okay|fine|good|well)\b"
    r"|(?:吃|喝)(?:了|过|完)药?(?:以?后|就|现在|感觉)*(?:好(?:点|些|多)了?|舒服)"
    r"|(?<![\w\"'”’] )\bi(?:['’]?ve| have)? (?:just |already |only )*(?:said|told you|told yous?)\b(?: that| so)?(?! (?:good ?bye|bye|farewell))"
    r"|\b(?:it|that|they|this|uc|universal credit|money|cash|pay|wages?|pension|benefits?|food|gas|leccy|electric) (?:do(?:es)?n['’]?t|do(?:es)? not|won['’]?t|never) "
    r"(?:\w+ly |even )?(?:lasts?|stretch(?:es)?|go(?:es)? far)\b(?! (?:for me|me))",
    re.IGNORECASE,
)


def only_sorry(text: str) -> bool:
    """Whether a message is an apology and nothing else.

    >>> only_sorry("对不起"), only_sorry("I'm so sorry.")
    (True, True)
    >>> only_sorry("对不起爸妈"), only_sorry("sorry to my kids")
    (False, False)
    """
    return _SORRY.fullmatch(text) is not None


_OATH = re.compile(
    r"(?:^|(?<=[.,!?;:]))\W*(?:(?:oh|for|sweet|good|the love of|dear|my) )*"
    r"(?:jesus(?: (?:h )?christ| wept)?|jeez|christ(?: almighty| alive)?|god|gawd|lord|omg|jfc|(?:bloody|fucking) hell"
    r"|hell|heavens?)(?: (?:almighty|above|sake))?(?:['’]s sake)?\W*(?=[.,!?;:…\n]|$)"
    r"|(?:^|(?<=[，。,.!！?？ ]))(?:哎呦?|哎哟)?(?:我的?)?(?:老天爷?|(?:我的?)(?:天|妈|娘)|天[哪呐啊]|妈[呀耶]|卧槽|我[靠擦去])(?:[啊呀哪呐哦耶]|(?=[，,!！。…]))",
    re.IGNORECASE,
)


_HANDED = re.compile(HANDED_EN, re.IGNORECASE)
_HIS_OWN = r"(?:我|他|她)?(?:的)?(?:爸爸?|妈妈?|父亲|母亲|爷爷|奶奶|老公|老婆|丈夫|妻子|爱人|对象|儿子|女儿|哥哥?|姐姐?|弟弟?|妹妹?)"
_THING_GONE = re.compile(
    rf"(?:{_HIS_OWN})?(?:的|那边的?|刚|前阵子)?{LOST_ZH}(?:也|都|就|全|又|已经|刚|前几天|上周|上个?月|今年|现在)*没了"
    rf"|(?:{_HIS_OWN})?(?:现在|早就?|已经|也|都|刚)*没了{LOST_ZH}(?!也|都|就|又|全)"
)
_WENT = re.compile(
    rf"(?:他|她|机主|本人|这人|{_HIS_OWN})"
    r"(?:人)?(?:早就?|已经|都|昨天|前天|上周|上个?月|年前)*走了[，,。 ]*(?:去|回|到|上|跟|找|出差|打工)(?:了)?(?!世|年|[了的]|天堂|那边|医院|见|不来|天上|西天|极乐)[^，。！？\d]{1,6}(?:了)?"
    r"|\b(?:he|she|[a-z]+)(?:['’]?s| is| has) gone(?: now| already| away)?[ ,.;–-]{1,3}(?:he|she)(?:['’]?s| is|['’]?s gone| has gone| went| moved)(?: back| over| living| staying| off| now| up| down| stopping)* "
    r"(?:at|to|in|with|round) (?:(?:his|her|a|the|their) )?(?!hospital|heaven|hospice|mortuary|morgue|chapel|god|jesus|peace|rest|better|icu|intensive|ground|grave|cemetery|(?:a )?better)[\w'’]+",
    re.IGNORECASE,
)
"""Somebody who is gone, and it is said where to: "he's gone. he's at his mum's", 他走了，去深圳了."""


def said_of_no_death(text: str) -> tuple[tuple[int, int], ...]:
    """Find where stand an oath, what was handed over, a thing that is gone, or a person and where to.

    >>> said_of_no_death("she passed me this message"), said_of_no_death("she passed on sunday")
    (((4, 18),), ())
    >>> said_of_no_death("我爸工作没了"), said_of_no_death("我爸没了，工作也丢了"), said_of_no_death("他走了，去深圳了")
    (((0, 6),), (), ((0, 8),))
    >>> said_of_no_death("he's gone. he's at his mum's"), said_of_no_death("he's gone. he's in a better place")
    (((0, 28),), ())
    """
    readers = (_HANDED, _THING_GONE, _WENT)
    return (*oaths(text), *(found.span() for each in readers for found in each.finditer(text)))


def oaths(text: str) -> tuple[tuple[int, int], ...]:
    """Find where in a message somebody only swears; who is called by that name is not spoken of.

    >>> oaths("jesus. 4 payments of 60 then"), oaths("我的天,分四次吧")
    (((0, 5),), ((0, 3),))
    >>> oaths("god took him on sunday"), oaths("jesus called my mum home"), oaths("我妈走了")
    ((), (), ())
    """
    return tuple(found.span() for found in _OATH.finditer(text))


def left_without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """What is left of a message without the words at some places.

    >>> left_without("jesus. in 4 parts", oaths("jesus. in 4 parts"))
    '. in 4 parts'
    """
    letters = list(text)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return "".join(letters).strip()


_A_PERSON = re.compile(
    r"人工|真人|同事|经理|转接?|\b(?:human|person|people|agent|manager|some(?:one|body)|speak|talk|transfer)\b",
    re.IGNORECASE,
)


def names_a_person(text: str) -> bool:
    """Whether a message that sounds like the wish for a person has a word for one.

    >>> names_a_person("what's your number"), names_a_person("I want to speak to someone"), names_a_person("转人工")
    (False, True, True)
    """
    return _A_PERSON.search(text) is not None


def ordinary_words(text: str) -> tuple[tuple[int, int], ...]:
    """Find where in a message stand words that mean no danger, however sure the classifier is.

    >>> ordinary_words("I bet you forget"), ordinary_words("I took my pills")
    (((0, 9),), ())
    >>> ordinary_words("等他醒了我问他"), ordinary_words("他醒不过来了"), ordinary_words("it doesn't last")
    (((1, 4),), (), ((0, 15),))
    """
    found = (each.span() for words in (_ORDINARY, _WAKES) for each in words.finditer(text))
    return (*found, *oaths(text))


_LAUGHS = re.compile(r"\b(?:lol|lmao|a?haha\w*|hehe\w*|rofl)\b|哈哈|嘻嘻|[😂🤣😅]", re.IGNORECASE)


def grumbles_in_fun(text: str) -> bool:
    """Whether somebody laughs while she grumbles: beside a sure wish to pay that is no complaint.

    >>> grumbles_in_fun("3 emails and a text lol, payday is the 27th"), grumbles_in_fun("3 emails, shocking")
    (True, False)
    """
    return _LAUGHS.search(text) is not None


def somebody_wakes(text: str) -> bool:
    """Whether somebody else is to wake, or may not: he lives, and she speaks of no end of her own.

    >>> somebody_wakes("要是他醒了我让他回你"), somebody_wakes("they don't know if he'll wake up")
    (True, True)
    >>> somebody_wakes("我不想醒了"), somebody_wakes("I hope I don't wake up")
    (False, False)
    """
    return _WAKES.search(text) is not None
