"""Whose day it is: a day named for something that happens to her is no day to pay on.

"We're being evicted Friday", 公司今天把我裁了, "rent is due on Friday", 15号交学费. A day belongs to its
clause: it is one to pay on where that speaks of paying us, of money that comes in, or of nothing but the day.
Works on Python 3.10.
"""

from __future__ import annotations

import re

_BREAK = re.compile(
    r"[,，;；。!！?？…\n]|\.(?!\d)|(?<=[\u4e00-\u9fff]) | (?=[\u4e00-\u9fff])|但是?|所以|不过|能不能"
    r"|可不可以|可以不可以"
    r"|才能|只能|然后|只好|\b(?:so|but|and|then|because|cos|coz|cuz|therefore|though|although)\b"
)
_BILL_ZH = (
    r"(?:房租|租金|房贷|车贷|水电费?|水费|电费|燃气费|物业费?|学费|补课费|托费|伙食费|社保|医保|保险费?|保费|车险|押金|医药费|手术费"
    r"|花呗|借呗|白条|信用卡|别的(?:贷款|平台|网贷)|其他(?:贷款|平台|网贷)|别人的?钱|别家)"
)
_BILL_EN = (
    r"(?:rent|mortgage|council tax|car (?:tax|insurance|finance|payment|loan)|insurance|school fees"
    r"|tuition|nursery"
    r"|child ?care|child (?:support|maintenance)|(?:gas|electric\w*|water|energy|phone|heating|hospital"
    r"|vet) ?bill"
    r"|gas|electric\w*|credit card|other (?:loan|bills?|debts?)|mot\b|tv licen[cs]e)"
)
_EVENT = re.compile(
    rf"{_BILL_ZH}[^还]{{0,4}}(?:到期|要交|得交|该交|扣|交|付|还)|(?:交|付|缴|还)(?:我的?|这个?月的?|孩子的?|娃的?)?{_BILL_ZH}(?!完|了?之?以?后)"
    r"|(?:裁|炒|开除|辞退|解雇|解聘|失业|下岗|停产|停工|倒闭|破产|关门|关店|断供|封(?:了|城|店|楼)|停(?:发|了|掉)?(?:低保|补助|补贴|工资|薪))"
    r"|(?:低保|补助|补贴|救济金?|失业金|合同|租约|宽限|活儿?|工程)[^，。]{0,4}(?:停|断|到期|结束|没了|取消|完工)"
    r"|(?:搬(?:走|家|出去|离)|赶(?:我|我们|出|走)|清退|腾房|收房|拍卖|法拍|查封)"
    r"|(?:住院|出院|手术|化疗|透析|生孩子|预产|生产期|离婚|结婚|出殡|下葬|办丧|走了(?!吗)|去世|过世"
    r"|判刑|坐牢|入狱|拘留|刑满|出狱|服刑|释放|放出来)"
    r"|(?:车祸|被骗|被偷|被抢|丢了|着火|失火|水淹|被淹|地震|台风)|孩子(?:开学|中考|高考)|开学"
    rf"|\b{_BILL_EN}(?:'?s)?(?: \w+){{0,3}} (?:due|goes out|comes out|is taken|gets taken|has to be paid"
    rf"|needs paying|to pay)\b"
    rf"|\b{_BILL_EN} (?:is|are|'s) (?:on|the|\d)|\b{_BILL_EN} (?:takes|eats|swallows|wipes)\b"
    rf"|\b(?:pay|paying|cover|covering) (?:for )?(?:(?:my|the|our|his|her) )?{_BILL_EN}\b"
    r"|\b(?:evict\w*|reposs\w*|(?:kick|chuck|throw)(?:ed|ing|n|s)? (?:me|us) out|thrown out"
    r"|mov(?:e|es|ed|ing) (?:out|house|home)|(?:lose|losing|lost) (?:my|the|our|his|her) \w+"
    r"|(?:get|got|getting|been|being|be|was|were|am|i'm) (?:laid off|let go|sacked|fired|axed)|sacked me"
    r"|fired me|laid me off"
    r"|let me go|redundan\w+|unemployed|tak(?:e|es|ing|en|in) (?:my|our|the|his|her) (?!money|payment"
    r"|full|whole|240)\w+"
    r"|into care|homeless)\b"
    r"|\b(?:benefits?|job|contract|work|uc|universal credit|pip|esa|jsa|sick pay|ssp|maternity pay"
    r"|allowance|pension"
    r"|tax credits?|wages?|my pay|money|tenancy|lease|hours|shifts?|overtime) (?:\w+ ){0,2}?"
    r"(?:stops|stopped|stopping|ends|ended|ending|finishes|finished|runs? out|expires?|cut off|are cut"
    r"|is cut|got cut)\b"
    r"|\b(?:benefits|wages|hours|shifts|tax credits|payments) (?:stop|end|finish)\b"
    r"|\b(?:funeral|burying|cremat\w+|wedding|divorce|giv(?:e|ing) birth|baby(?:'s| is)? due|c-section"
    r"|chemo\w*|biopsy|scan"
    r"|admitted|(?:in|into|to) (?:hospital|jail|prison|court|hospice)|in custody|sentenc\w+"
    r"|(?:he|she|they|husband|wife|partner|son|dad|mum|brother)(?:'s| is| will)?(?: get(?:s|ting)?"
    r"| com(?:es?|ing)| be)? (?:out|released)|gets out|released from"
    r"|out of (?:prison|jail|hospital|custody|rehab)"
    r"|broke(?:n)? down|crash\w*|flood\w*"
    r"|burgl\w*|robbed|mugged|stole\w*|died|passed away|diagnos\w+|shut(?:s|ting)? down|closing down"
    r"|closes down|clos(?:es|ing)"
    r"|liquidat\w*|bankrupt\w*|school starts|on strike"
    r"|they(?: ?'?re| are| will be)? coming(?: back| round| again)?)\b"
)
"""What happens to her on a day, or what else is paid on it."""
_AFTER_IT = re.compile(
    r"(?:[之以]后|过后|完[^，,。]{0,4}?)(?:再|才|就|我|马上|能|可以|都|全|给你们?)*[还付给转清结]"
    r"|\b(?:after|once|when|as soon as)\b(?!\W*$)(?!.*\b(?:can'?t|cannot|won'?t)\b)"
)
"""Words with which the event is what she waits for, and the day the one she pays on."""
_THEN = re.compile(
    r"(?:到时候?|到那天|那天|当天|之后|以后|之前)[^，,。；;]{0,6}(?:还|付|转|结清)"
    r"|\b(?:pay|clear|settle|send|do|give|sort)\b[^.;!?]*\b(?:then|that day|after that|before then"
    r"|before that|by then)\b"
)
"""What takes the day of the event up again for paying."""
_CANNOT = re.compile(
    r"(?:没钱|没法|没办法|无法|不能|没能力|不知道怎么|怎么|咋|拿什么)(?:再|来|给你们?)?(?:还|付)|(?:还|付)不(?:了|上|起|出)"
    r"|\b(?:can'?t|cannot|can not|couldn'?t|unable to|won'?t be able to|no way to|cant|how (?:am i|can i"
    r"|do i)[\w ]*)"
    r"(?: \w+)? ?(?:pay|afford|settle|clear)\b"
)
_PAYS = re.compile(
    r"[还付结清转]|给你|给您|打款|打给|划扣|扣款|处理|凑(?:够|齐|到)|拿得?出|延|宽限|缓|推|晚点|等到|先给|再给|来"
    r"|\b(?:pay|paying|repay|clear|settle|send|transfer|give|sort|do|make|manage|take (?:it|the|my|a)"
    r"|collect|wait|extend"
    r"|extension|until|till|til|by|have it|put|drop|cover it|deal with|move|moved|change|push|have (?:the"
    r"|it|some)|get (?:you|it)"
    r"|half|rest|part|[£$€]?\d+(?! ?(?:st|nd|rd|th|:|am|pm|days?|weeks?|kids?)\b))\b"
)
_MONEY_COMES = re.compile(
    r"发(?:了|下来|放)?|工资|薪|到账|进账|回款|结账|结(?:了|工钱|尾款)|打给我|收(?:到|回)|年终奖|奖金|分红|提成|补助|低保|退休金|养老金|卖"
    r"|\b(?:paid|pays?|pay ?day|wages?|salary|bonus|benefits?|uc|universal credit|pip|esa|jsa|pension"
    r"|giro|credit(?:ed)?|money"
    r"|student (?:loan|finance)|refund|comm?iss?ion|inheritance|cash|comes? in|coming in|lands?|arrives?"
    r"|clears?|sell|selling|overtime|start)\b"
)


def is_another_event(text: str, begin: int, finish: int) -> bool:
    """Whether the day at this place is that of something that happens to her or of another bill.

    Args:
        text: the normalised message.
        begin: where the day begins.
        finish: where it ends.

    >>> evicted, rent = "we're being evicted friday", "房租1500,20号交"
    >>> is_another_event(evicted, 20, 26), is_another_event(rent, 7, 10)
    (True, True)
    >>> is_another_event("i lost my job, i can pay 50 on friday", 31, 37)
    False
    """
    here, start = _clause(text, begin, finish)
    if _is_of_hers(here, begin - start, finish - start) or _gone_the_same_day(text, here, begin, finish):
        return True
    found = _EVENT.search(here)
    if found is None:
        return _due_of_a_bill(text, start, here)
    rest = _CANNOT.sub(" ", here[: found.start()] + " " + here[found.end() :])
    return not (_AFTER_IT.search(here) or _OWN_PAYING.search(rest) or _THEN.search(text, finish))


_HERS = re.compile(
    r"(?<!off )(?<!from )(?<!with )(?<!by )(?<!to )(?<!at )(?<!in )(?<!into )(?<!on )(?<!of )(?<!for )"
    r"(?<!after )\b(?:my|our|his|her)(?: (?!between|till|until|before|and|now)[\w'-]+){1,3}?"
    r"(?:'?s| is| are|'re)?(?: booked| set)?(?: on| for)?"
    r"(?: the| this| next)? $"
)
"""Before a day: it is that of something of hers, whatever that is: "my op is tomorrow"."""
_NO_EVENT = re.compile(
    r"\b(?:days?|dates?|best|only|earliest|soonest|latest|first|last|next|plan|preference|choice|option"
    r"|instal\w+|account|card|loan|rebate|job|help\w*|lend\w*|giv\w*|com(?:e|es|ing)|sort\w*|ask\w*)\b"
)
_ASKS_ON = re.compile(r"\b(?:can|could|would|will|please|pls|plz|is it|any chance|how|what|why)\b.*")


def _is_of_hers(here: str, begin: int, finish: int) -> bool:
    """Whether a clause tells only that something of hers is on the day: "my nan's 90th is on friday"."""
    mine = _HERS.search(here[:begin])
    if mine is None or re.search(r"week|month|now|from", here[begin:finish]):
        return False
    said = mine[0] + _ASKS_ON.sub("", here[finish:])
    return not (_PAYS.search(said) or _MONEY_COMES.search(said) or _NO_EVENT.search(said))


_SAME_DAY = re.compile(
    rf"\b{_BILL_EN}(?:'?s)?\b[^.;!?]{{0,24}}\b(?:same|that) day\b"
    rf"|(?:当天|同一天|那天)[^，。；！？还]{{0,4}}[交付扣]{_BILL_ZH}"
)


def _gone_the_same_day(text: str, here: str, begin: int, finish: int) -> bool:
    """Whether what comes in goes to another bill at once: "payday friday but rents out same day"."""
    return _SAME_DAY.search(text, finish) is not None and not _OWN_PAYING.search(here)


_OWN_PAYING = re.compile(
    r"[还结清](?!有|是|没|在|要交|得交)|给你们?|给您|\b(?:i|we)(?:'ll| will| can| could| would|'d"
    r"|'m going to)? ?(?:to )?"
    r"(?:pay|clear|settle|send)\b|\b(?:pay|send) (?:you|it|this)\b"
)


def _due_of_a_bill(text: str, start: int, here: str) -> bool:
    """Whether a clause like 20号交 tells when the bill is paid that the clause before it names."""
    before = re.split(r"[,，。；;!！?？ ]", text[:start].rstrip(" ,，"))[-1]
    bill = re.search(rf"{_BILL_ZH}|\b{_BILL_EN}\b", before)
    only = re.fullmatch(
        r".{0,6}?[号日天五一二三四六底初].{0,2}(?:就?要|得|该|之前)?[交扣付]\W*"
        r"|\W*(?:it'?s |its |and it'?s )?(?:due|goes out|comes out)\b.*",
        here,
    )
    return bill is not None and only is not None


def names_a_day_to_pay(text: str, day: str) -> bool:
    """Whether a message that mainly tells a reason names its day for paying, or for money that comes.

    >>> names_a_day_to_pay("工资要20号才发", "20号")
    True
    >>> names_a_day_to_pay("my nan's 90th is on friday", "friday")
    False
    >>> names_a_day_to_pay("no money, friday please", "friday")
    True
    """
    plain = text.lower()
    begin = plain.find(day.lower())
    if begin < 0:
        return True
    here, _ = _clause(plain, begin, begin + len(day))
    rest = _CANNOT.sub(" ", here.replace(day.lower(), " ", 1))
    alone = len(re.findall(r"[a-z]+|[\u4e00-\u9fff]", rest)) <= 2
    later = _THEN.search(plain, begin) or _AFTER_IT.search(here)
    return bool(alone or later or _PAYS.search(rest) or _MONEY_COMES.search(rest))


_WAITS = re.compile(r"有钱|才(?:能|有|行|方便)|[她他]说|\b(?:s?he|wife|husband|mum|dad) sa(?:ys|id)\b")
_HARD = re.compile(r"难|紧|没钱|不行|\b(?:tight|hard|tough|skint|broke|worse)\b")


def waits_for_a_time(text: str, day: str) -> bool:
    """Whether a reason names the time when money comes, however vague: "20号以后才有钱".

    >>> waits_for_a_time("下个礼拜发工资以后", "下个礼拜"), waits_for_a_time("may is tight", "may")
    (True, False)
    """
    plain = text.lower()
    begin = plain.find(day.lower())
    here, _ = _clause(plain, max(begin, 0), max(begin, 0) + len(day))
    alone = not _BARE.sub("", here.replace(day.lower(), ""))
    told = alone or _MONEY_COMES.search(here) or _WAITS.search(here)
    return begin >= 0 and bool(told) and not (_HARD.search(here) or _CANNOT.search(here))


_PAYOUT = re.compile(
    r"赔偿|补偿|遣散|失业金|理赔|保险金|工伤款|抚恤|n\+1"
    r"|\b(?:redundancy (?:pay\w*|money)|severance|payout|pay-?off|settlement|compensation|insurance)\b",
    re.IGNORECASE,
)


def awaits_a_payout(text: str, day: str) -> bool:
    """Whether what follows from the trouble itself pays on that day: 被裁了，赔偿金四月中旬才下来.

    >>> awaits_a_payout("被裁了 赔偿金四月中旬才下来", "四月中旬"), awaits_a_payout("被裁了 四月再说", "四月")
    (True, False)
    >>> awaits_a_payout("laid off, redundancy pay is mid april", "mid april")
    True
    """
    plain = text.lower()
    begin = plain.find(day.lower())
    here, _ = _clause(plain, max(begin, 0), max(begin, 0) + len(day))
    return begin >= 0 and _PAYOUT.search(here) is not None and _CANNOT.search(here) is None


_TO_PAY = re.compile(
    r"(?<!房)还(?!在|没|是|有|要|得|行|不)|[付清]|结清|转(?!院|学)|打(?:款|给|过)|给(?!孩子|娃|我)|处理|一半|剩|其余|余[款下]|尾款|全部|凑"
    r"|\b(?:(?:re)?pay(?!day)|paying|clear|settle|send|transfer|give|sort|do|make|manage|have it|half"
    r"|thirds?|quarters?|rest|balance|remain\w*|remainder|part|full|all of it|the lot|quid|pounds?"
    r"|(?:first|second|third|other|next|last) one)\b"
    r"|第[一二三四两]?[笔次期]|另一笔"
)
_NONE = re.compile(
    r"没(?!问题)|(?<![行好能可是够])不(?!过|少|到|是问题)|无"
    r"|\b(?:nothing|none|no(?! (?:problem|worries|later))"
    r"|not(?! a problem)|cannot|cant|broke|skint|never)\b|n't\b"
)
_BARE = re.compile(
    r"\W|吧|[吗呢啊哦嗯那就是在到的也和跟与]|可以|行|好|号|可能|大概|最晚|最迟|之?前|左右|下午|上午|晚上|中午|早上"
    r"|\b(?:and|or|on|by|the|of|at|for|from|until|till|til|before|after|then|please|pls|ok|okay|yes|yeah|sure|maybe"
    r"|one|another|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|\d{1,2}(?:st|nd|rd|th)"
    r"|about|around|say|next|this|coming|if|possible|latest|it|its|is|that|be|would|will|should|works?|good|fine"
    r"|better|like|i|me|you|can|could|straight|right|up|away|first|asap|morning|afternoon|evening|night|to|in)\b"
)
"""What may stand with a day that has its clause to itself."""
_NUMBER = re.compile(r"\d+|[一二两三四五六七八九十百千万][百千万十]")


_ASKS_WHY = re.compile(r"\W*(?:(?:why|how come)\b(?! not| can'?t| don'?t)|(?:为什么|为啥|凭什么)(?!不))")
"""At the start of a clause: the day in it is asked about, "why half today?"."""


def is_to_pay_on(text: str, begin: int, finish: int, *, sums: tuple[int, ...] = ()) -> bool | None:
    """Whether the clause of a day speaks of paying on it; None where the day stands in it alone.

    Args:
        text: the message, in small letters.
        begin: where the day begins.
        finish: where it ends.
        sums: where the sums stand that are offered.

    >>> is_to_pay_on("现在没钱，20号还500", 0, 2), is_to_pay_on("现在没钱，20号还500", 5, 8)
    (False, True)
    >>> is_to_pay_on("payday friday, 50 monday", 7, 13), is_to_pay_on("120 each, friday", 10, 16)
    (False, None)
    >>> is_to_pay_on("why half today?? all of it friday", 9, 14), is_to_pay_on("all of it friday", 10, 16)
    (False, True)
    """
    here, start = _clause(text, begin, finish)
    rest = here[: begin - start] + " " + here[finish - start :]
    own = any(start <= at < start + len(here) for at in sums)
    numbers = [one for one in _NUMBER.finditer(here) if not begin <= start + one.start() < finish]
    number = not _MONEY_COMES.search(rest) and any(
        not is_spent_elsewhere(text, start + one.start(), start + one.end()) for one in numbers
    )
    if not _BARE.sub("", rest):
        return None
    if _ASKS_WHY.match(here) or _CANNOT.search(here) or (_NONE.search(rest) and not own):
        return False
    return own or number or _TO_PAY.search(rest) is not None


_SPENT = re.compile(
    rf"(?:房东|老师|学校|孩子|娃|医院|物业|法院)[^，。,;；\d还]{{0,6}}要(?:交|我|花)*$"
    r"|(?:输|赔|亏|被骗|借了?朋友|花|孩子交|娃交|交学费|交房租)(?:了|掉|进去|出去)*$"
    rf"|(?:还|交|付|缴)(?:我的?|这个?月的?|孩子的?|娃的?)?{_BILL_ZH}(?:要|得|是)?$"
    r"|\b(?:costs?(?: me| us)?|lost|borrowed|spent|gambled(?: away)?|blew"
    r"|(?:landlord|school|nursery) (?:wants|needs)"
    rf"|(?:(?:school )?trip|nursery|uniforms?|vet|dentist|{_BILL_EN})(?: (?:is|are|of|for))?)"
    r"(?: about| around| over| like)? ?$"
)
"""Before a sum: it goes, or went, to somebody else."""


def is_spent_elsewhere(text: str, begin: int, finish: int) -> bool:
    """Whether the sum at this place goes to somebody else, or is lost.

    >>> school, ours = "周五给孩子交学费800，周一还500", "20号还500"
    >>> is_spent_elsewhere(school, 8, 11), is_spent_elsewhere(school, 15, 18), is_spent_elsewhere(ours, 4, 7)
    (True, False, False)
    """
    here, start = _clause(text, begin, finish)
    if re.search(r"[还给]你们?|给您|\b(?:you|u)\b|\bi(?:'ll| can| will| could)\b", here):
        return False
    return _SPENT.search(here[: begin - start].rstrip("£$€¥ ")) is not None


def pays_next(text: str, finish: int, *, days: tuple[int, ...]) -> bool:
    """Whether the clause after that of a day pays and names no day of its own: 15号发工资，还500.

    Args:
        text: the message, in small letters.
        finish: where the day ends.
        days: where the days stand that are named.
    """
    after = _BREAK.search(text, finish)
    if after is None:
        return False
    start, then = after.end(), _BREAK.search(text, after.end())
    here = text[start : then.start() if then else len(text)]
    dated = any(start <= at < start + len(here) for at in days)
    return not dated and bool(_TO_PAY.search(here) or _NUMBER.search(here)) and not _NONE.search(here)


def _clause(text: str, begin: int, finish: int) -> tuple[str, int]:
    """The clause in which a day stands, no more than :data:`REACH` around it, and where it starts."""
    first, last = max(0, begin - REACH), finish + REACH
    start = max((found.end() for found in _BREAK.finditer(text, first, begin)), default=first)
    after = _BREAK.search(text, finish, last)
    return text[start : after.start() if after else last], start


REACH = 120
"""How far from a day words still speak of it, where no comma parts them."""
