"""Reads the days out of a borrower's message, as money talk means them: towards the future.

The grammars of both languages propose, this module disposes: it joins ranges, tells context from a promise
(a past date, the days somebody is already late), and marks what is vague.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.model.words import Language
from bot.understanding import dates_en, dates_zh
from bot.understanding.asked import asked
from bot.understanding.corrections import taken_back
from bot.understanding.daymath import (
    add_months,
    make,
    monday,
    month_end,
    month_start,
    next_day_of_month,
)
from bot.understanding.events import is_another_event
from bot.understanding.found import Context, Found, Rule, choose
from bot.understanding.mentions import DateKind, DateMention
from bot.understanding.spans import EN_SPAN, ZH_SPAN, en_span, zh_span
from bot.understanding.text import Normalised, normalise

_HAN = re.compile(r"[\u4e00-\u9fff]")
_WORTH_ZH = re.compile(r"[天日号月周年底旬晚早后前星拜薪资钱支庆节元旦五十一夜内来儿\d]")
_WORTH_EN = re.compile(
    r"\d|day|tom|week|month|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|"
    r"dec|fortnight|"
    r"year|night|paid|pay|wage|salary|che[qc]|eo[mwd]|tm|moro|2m|th\b|st\b|nd\b|rd\b|cob|wk|mth|christ|"
    r"xmas|easter|"
    r"thanks|the [a-z]+(?:teen|th|rst|nd|rd|ty|two|one)|morning|afternoon|evening|hallow"
)

_PAID_EN = re.compile(
    r"\b(?<!get )(?<!gets )(?<!be )(?<!getting )(?<!i'm )(?<!am )(?<!been )(?:paid|sent|transferred|"
    r"died|passed away|laid off|made redundant|sacked|"
    r"fired|lost my|was taken|went out|went through|bounced|cleared|came out|"
    r"was done|cashed|mailed|left us|charged|billed|fined|did not|didn't|didnt|paied|payed|settled)\b"
)
_AHEAD_EN = re.compile(
    r"\b(?:will|'ll|can|could|gonna|going to|would|hope|should|might|may|until|till|by|get paid|and|"
    r"but|so|then)\b"
)
_DONE_AFTER_ZH = re.compile(
    r".{0,4}?(?:已经|就)?(?:还过|付过|还清了|还款了|还了(?!吗)|付了|转了|扣了|交了|转过|扣过)"
)
_AGREED_ZH = re.compile(r"(?:约[好定]?|[说讲][好定]|谈好|商量好|定[好在]|答应|承诺|同意)了?(?:是|在|到|的)?$")
"""Before a day: it was agreed on and is still to come, whatever 还了 stands after it."""
_VAGUE_BEFORE = re.compile(
    r"(?:大概|大约|可能|差不多|估计|应该(?!是)|也许|争取|尽量|约|或许|around|about|roughly|maybe|"
    r"probably|possibly|perhaps|ish|hopefully|approx\w*|"
    r"sometime)(?: (?:on|by|the|in|after|before|around|是|在|到))* ?(?:是|在|到|要)?$"
)
_VAGUE_AFTER = re.compile(
    r" ?(?:左右|前后|上下|那几天|ish\b|-ish|or so|or thereabouts|or around|吧大概|的样子)"
)
_BY_BEFORE = re.compile(
    r"(?:最晚|最迟|至多|不晚于|截止|before|by|until|till|til|latest|no later than|up to)(?: (?:the|at|"
    r"around|about|latest))*(?:到|在|是)? ?$"
)
_BY_AFTER = re.compile(r" ?(?:[之以]?前(?!天|几天|两天|后)|[之以]?内|为止|at the latest|latest)")
_AFTER_BEFORE = re.compile(r"(?:after|since|from) (?:the )?$")
_AFTER_AFTER = re.compile(r" ?(?:[之以]?后(?!天|台|续)|过后|onwards?|or after|or later)")
_JOIN = re.compile(r" ?(?:到|至|-|~|to|till|until|through|thru) ?|,? ?(?:and|与|和) ?")
_EITHER = re.compile(r",? ?(?:或者?|还是|or|or maybe|maybe|/|、) ?")
_BESIDE = re.compile(r"[,，(（]? ?(?:the |on )?")
_OFFSET_EN = re.compile(rf"(?<![a-z\d])(?P<s>{EN_SPAN}) (?P<w>after|from|before) (?:the |my )?$")
_NO_OFFSET = re.compile(
    r"(?:\bfor|\d|\b(?:quid|pounds?|dollars?|bucks|euros?|rupees|hundred|thousand|fifty|sixty|each)) $"
)
"""Before a length it is none until the day: "60 a week from Friday" begins on Friday."""
_PICK = re.compile(r"\b(?:pick|choose|chose|go(?:ing)? with|go for|prefer|select|take)(?: \w+)? ?$")
_ORDINAL = re.compile(r"the (?:first|second|third|fourth|fifth)")
_PREPOSITION = re.compile(r"\b(?:on|by|until|till|til|for|before|from|after|around|about|to)(?: like)? $")
_HAPPENED = re.compile(
    r"\b(?:took|came|died|started|began|gave|given|got|left|passed|happened|stopped|closed|retired|divorced|crashed|"
    r"was|were|had|since)\b(?!.*\b(?:until|till|til|to|by|will|can|could|from)\b).* (?:in|since|last) $"
)
_STARTING = re.compile(r",? ?(?:starting|beginning|commencing|from)(?: from| on)? (?:the )?")
_FROM_NOW = re.compile(r"(?:(?:between|from) now (?:and|to|till|until|-) (?:the )?|从?现在起?(?:到|至))$")
_LIVES_UNTIL = re.compile(
    r"(?:块钱?|元|钱|百|千|\d)[^，。,;；]{0,6}(?:撑|熬|活|用|够吃|吃|过)到$"
    r"|\b(?:left|last|live|survive|eat|feed (?:us|them|the kids)|through|over)(?: (?:me|us|them))?"
    r" (?:till|until|til|to|through) (?:the )?$"
)
"""Before a day: money is to last until then, and nothing is said of paying on it."""
_REST_ZH = re.compile(r"([剩余])下")
"""剩下月底 is the rest at the end of this month, not of the next: 下 belongs to the rest."""
_NOT_THEN = re.compile(
    r"[,， ]?(?:我|就|也|都|是|肯定|可能|恐怕|怕|估计|真的?|实在|那天)*"
    r"(?:(?:还|付|拿|凑|转|交)不(?:上|起|出来?|了|齐|到|清)|没空|没钱|来不及|太早|太赶|不行(?![吗嘛么?？])|不合适|没戏|够呛)"
)
_NOT_THEN_EN = re.compile(
    r",? ?(?:is|'s|was|would be|will be)? ?(?:just |really |a bit |way |far |still )*"
    r"(?:no good|no use|too (?:early|soon|tight)"
    r"|not (?:good|possible|ok(?:ay)?|doable|going to work|gonna work|enough time)|impossible)\b"
    r"|,? ?(?:won'?t|wont|doesn'?t|doesnt|isn'?t going to|does not|will not) (?:work|do|suit|be possible)\b"
)
_NOT_ON = re.compile(
    r"\b(?:can'?t|cannot|won'?t|couldn'?t|unable to) (?:pay|make|do|manage)(?: it| that| anything)?"
    r"(?: on| by| in)? (?:the )?$"
    r"|\b(?:anything|any ?(?:day|time)|(?<!why )(?<!if )(?:but )?not|except(?: for)?|other than|apart from)"
    r"(?: but| except| on| this| next)* (?:the )?$"
    r"|(?:除了|别排|不要排|避开|别选|不选)(?:在|到)?(?:这个?|下个?)?$"
)
"""Beside a day: it is one on which she cannot pay, or will not."""
_INSTEAD_OF = re.compile(r"\b(?:instead of|rather than)(?: on| in)? (?:the |a )?$")
"""Before a day: another one is named in its place."""
_ELSE_THEN = re.compile(
    r"[,， ]?(?:就|要|会|他们|他|我|得|有|去|来|做|还|又|也|说|法院|执行|警察|物业|房东|催收|的|人)*"
    r"(?:上门|开庭|手术|动手术|开刀|考试|面试|复查|化疗|出殡|下葬|来?查封|来?收房)"
    r"(?![费完后]|.{0,2}(?:之|以)后)"
)
_ELSE_BEFORE = re.compile(
    r"(?<!after )(?<!after the )(?<!after my )"
    r"\b(?:bailiffs?|enforcement|sheriffs?|repo|police|eviction|court|hearing|operation|surgery|appointment"
    r"|exam|interview|funeral)\b(?:(?!\b(?:pay|send|clear|settle|after|then|and|can|could|will|but|today|tomorrow"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d+(?:st|nd|rd|th))\b)[^,.;!?]){0,28}$"
)
"""Beside a day: something else happens on it, and nothing is said of paying."""
_TO_TALK = re.compile(
    r"[,， ]?(?:我|再|就|给你们?|给您|来|跟你们?|和你们?)*(?:答复|回复|回你|回您|联系|再聊|再谈|告诉你)"
    r"|(?:我)?再说(?!好)"
)
_TO_TALK_BEFORE = re.compile(
    r"\b(?:let (?:you|u) know|get back to (?:you|u)"
    r"|(?:call|text|ring|message|contact|email) me(?: again| back)?|talk(?: again)?)(?: on| by)? (?:the )?$"
)
"""Beside a day: it is one to talk, and nothing is said of paying on it."""
_OF_A_CARD = re.compile(
    r"(?:\bexp(?:iry|ires?|iration)?|\bvalid(?: thru| through| until| to)?|有效期"
    r"|\bsort ?code)(?: date)?(?: is)?(?:是|到|至)? ?[:：]? ?$"
)
"""Before a number of a card, which is no day."""
_BARE = re.compile(r"[\d/ .\-]+")
"""What such a number is written with: 09/27."""
_A_PART_OF_IT = re.compile(
    r" (?:one|bit|payment|instal\w+|bill)\b|的?[那这]?(?:一?期|一?笔|账单)(?!我|能|可)"
)
"""Behind a month: it is the instalment of that month that is spoken of."""
_SHOULD_HAVE = re.compile(
    r"(?:本来|早|原本)?就?(?:应?该|说好|说要|答应)(?:要|给)?(?:结|发|给|到|付|打)[^，。]{0,4}(?:的|了)"
)
_SHOULD_HAVE_BEFORE = re.compile(
    r"\b(?:should(?:'ve| have)|(?:was|were) (?:supposed|meant|due) to)\b(?![^,.;!?]*\b(?:but|now|can"
    r"|will)\b)[^,.;!?]{0,25}$"
)
"""Beside a day: money of hers should have come then."""
_ASKS_WHY = re.compile(
    r"(?:怎么|为什么|为啥|咋)[^，。！？,!? ]{0,8}(?:到|成|在)$"
    r"|\b(?:why|how come)\b(?:(?!\bcan'?t\b|\bcannot\b|\bnot\b)[^,.;!?]){0,30}$"
)
"""Before a day: somebody asks why it is that one."""
_RECUR = re.compile(r"(?:每个?|每逢|every |each |per )$")


def _scan(rules: tuple[Rule, ...], ctx: Context) -> list[Found]:
    out: list[Found] = []
    for rule in rules:
        for match in rule.pattern.finditer(ctx.text):
            try:
                found = rule.read(match, ctx)
            except (ValueError, OverflowError):  # a day outside the calendar is no day
                continue
            if found is not None and found.finish > found.begin:
                out.append(found)
    return out


def _join(found: list[Found], ctx: Context) -> list[Found]:
    """Join two days with a 到, to or or between them into one period."""
    out: list[Found] = []
    for one in found:
        now = _FROM_NOW.search(ctx.text[max(0, one.begin - 20) : one.begin])
        if now and one.start is not None and one.kind != "duration":
            one = replace(one, begin=one.begin - len(now[0]), start=ctx.today, kind="period")
        last = out[-1] if out else None
        if last is None or None in (last.start, last.end, one.start, one.end):
            out.append(one)
            continue
        gap = ctx.text[last.finish : one.begin]
        if last.kind == "duration" and one.kind == "date" and _STARTING.fullmatch(gap):
            out[-1] = _from_day(last, one, ctx)
            continue
        if (
            (last.weekday or one.weekday)
            and _BESIDE.fullmatch(gap)
            and last.granularity == one.granularity == "day"
        ):
            exact, week = (one, last) if last.weekday else (last, one)
            if exact.start is not None and week.start is not None and not exact.weekday:
                agree = exact.start.weekday() == week.start.weekday()
                out[-1] = replace(exact, begin=last.begin, finish=one.finish, firm=exact.firm and agree)
                continue
        if _EITHER.fullmatch(gap) and not last.past:  # one or the other: two days, neither firm
            out[-1] = replace(last, firm=False)
            out.append(replace(one, firm=False))
            continue
        between = re.search(r"(?:between|from|从|在) ?$", ctx.text[max(0, last.begin - 8) : last.begin])
        plain = _JOIN.fullmatch(gap) and (between or not re.search("and|和|与", gap))
        if last.past and not between:
            plain = None
        if not plain or (last.kind == "duration") != (one.kind == "duration"):
            out.append(one)
            continue
        joined = _merge(last, one)
        out[-1:] = [joined] if joined else [last, one]
    return out


def _offset(one: Found, ctx: Context) -> Found:
    """Two days after payday, a week before the 15th: shift the day by the length said before it."""
    if one.start is None or one.past or one.start != one.end:
        return one
    match = _OFFSET_EN.search(ctx.text, max(0, one.begin - 40), one.begin)
    if match is None or _NO_OFFSET.search(ctx.text[: match.start()]):
        return one
    span = en_span(match["s"])
    if span is None:
        return one
    low, high = span.before(one.start) if match["w"] == "before" else span.after(one.start)
    return replace(
        one, begin=match.start(), start=low, end=high, firm=one.firm and span.firm, day=None, weekday=False
    )


def _from_day(length: Found, day: Found, ctx: Context) -> Found:
    """3 days starting from next Monday."""
    said = ctx.text[length.begin : length.finish]
    span = zh_span(said) or en_span(said)
    if span is None or day.start is None:
        return day
    return replace(
        day, begin=length.begin, end=span.after(day.start)[1], kind="period", firm=span.firm and day.firm
    )


def _merge(first: Found, second: Found) -> Found | None:
    start, end = first.start, second.end
    if start is None or end is None:
        return None
    if second.day is not None and first.day is None:
        end = next_day_of_month(start, second.day) or end
    if first.day is not None and second.rolled and end.day > first.day:
        start = make(end.year, end.month, first.day) or start
    if first.rolled and not second.rolled and second.day is None and end.year > start.year:
        same = make(end.year, start.month, start.day)  # 5/1-5/7, 2027: one year for both
        start = same if same is not None and same <= end else start
    if end < start and first.rolled:
        start = make(start.year - 1, start.month, start.day) or start
    if end < start and second.rolled:
        end = add_months(end, 12)
    if 0 < (start - end).days < 21 and second.granularity == "day" and second.day is None:  # 下周三到周五
        end += timedelta(days=7 * (((start - end).days + 6) // 7))
    if end < start or (end - start).days > 800:
        return None
    return replace(
        second,
        begin=first.begin,
        start=start,
        end=end,
        kind="period",
        firm=first.firm and second.firm,
        past=False,
    )


_SAID_ON = r"(?= ?(?:$|[,.;!?)]|(?:and|then|ok|okay|please|pls|if|is|would|for|instead|when|cos)\b))"
_LATER_EN = re.compile(rf"(?P<s>{EN_SPAN}) (?:later|after(?: that)?{_SAID_ON})")
_LATER_ZH = re.compile(rf"(?:再过?(?P<s>{ZH_SPAN})|(?P<t>{ZH_SPAN})(?:[之以]?后|再(?=还|付|给)))")
_PAID_ON_ZH = re.compile(r"[还付给交清转]|\d")
_COMES_ZH = re.compile(r"[发领开](?:工资|薪|钱)|工资|到账")
_NEXT_AFTER = re.compile(r"the (?P<u>week|month) after")


def _counted_on(found: list[Found], ctx: Context) -> list[Found]:
    """What is said to come later counts from the day before it: "120 on Friday and 120 two weeks later"."""
    out: list[Found] = []
    last: Found | None = None
    for each in found:
        one = _later_than(last, each, ctx) if last is not None else each
        out.append(one)
        if one.start is not None and one.end is not None and not one.past and one.kind != "payday":
            last = one
    return out


def _later_than(last: Found, one: Found, ctx: Context) -> Found:
    """The same day or stretch, counted from the one before it where its words say so."""
    if last.start is None or last.end is None:
        return one
    after = _NEXT_AFTER.match(ctx.text, one.begin, one.finish)
    if after and after["u"] == "week" and last.granularity in ("day", "week"):
        first = monday(last.start, 1)
        return replace(one, start=first, end=first + timedelta(days=6))
    if after and after["u"] == "month":
        first = month_start(last.start, 1)
        return replace(one, start=first, end=month_end(first))
    if last.start != last.end or last.kind == "duration":
        return one
    said = _LATER_EN.match(ctx.text, one.begin)
    span = en_span(said["s"]) if said else None
    if said is None:
        said = _LATER_ZH.match(ctx.text, one.begin)
        between = ctx.text[last.finish : one.begin]
        paid = _PAID_ON_ZH.search(between) and not _COMES_ZH.search(between)
        span = zh_span(said["s"] or said["t"]) if said and paid else None
    if said is None or span is None:
        return one
    low, high = span.after(last.start)
    kind: DateKind = "date" if low == high else "period"
    return replace(one, finish=max(one.finish, said.end()), start=low, end=high, kind=kind, firm=span.firm)


_TO_PAY_IN = re.compile(r"\d|[还付给交]|\b(?:pay|quid|pounds?|half|some|do|send)\b")
_HARD = re.compile(r"难|紧|没钱|不行|[还付]不|\b(?:tight|hard|tough|skint|broke|can'?t|cannot|not)\b")
_OTHER_TIME = re.compile(r"不|改|还是|或|\b(?:no|not|actually|or|rather|instead|but|mean|meant)\b")
_OF_ITS_OWN = re.compile(r"这|本|下|上|\b(?:this|next|coming|last)\b")


def _in_that_week(found: list[Found], ctx: Context) -> list[Found]:
    """A day of the week after a week to pay in is one of that week: "50 next week, no 60, on Thursday"."""
    out: list[Found] = []
    week: Found | None = None
    for one in found:
        if one.granularity == "week" and one.kind == "period" and one.start is not None:
            around = re.split(r"[,.;!?，。；！？]", ctx.text[: one.begin])[-1]
            around += re.split(r"[,.;!?，。；！？]", ctx.text[one.finish :])[0]
            paid = one.pays and one.firm and _TO_PAY_IN.search(around) and not _HARD.search(around)
            week = one if paid and one.bound == "on" and one.start > ctx.today else None
        elif week is not None and week.start is not None and one.start is not None:
            gap, words = ctx.text[week.finish : one.begin], ctx.text[one.begin : one.finish]
            other = _OTHER_TIME.search(gap) and not re.search(r"\d", gap)
            if one.weekday and one.start < week.start and not (other or _OF_ITS_OWN.search(words)):
                day = monday(week.start) + timedelta(days=one.start.weekday())
                one = replace(one, start=day, end=day)
        out.append(one)
    return out


def _judge(one: Found, ctx: Context) -> Found | None:
    """Look at the words around a day: by, after, about, already, every."""
    before, after = ctx.text[max(0, one.begin - 40) : one.begin], ctx.text[one.finish : one.finish + 14]
    beyond = ctx.text[one.finish : one.finish + 34]
    refused = _NOT_THEN.match(after) or _NOT_THEN_EN.match(beyond) or _NOT_ON.search(before)
    refused = refused or _INSTEAD_OF.search(before)
    ahead_of_her = one.kind != "payday" and not one.past and one.end is not None and one.end >= ctx.today
    event = ahead_of_her and is_another_event(ctx.text, one.begin, one.finish)
    other = event or _ELSE_THEN.match(after) or _ELSE_BEFORE.search(before)
    if (
        refused
        or other
        or _TO_TALK.match(after)
        or _TO_TALK_BEFORE.search(before)
        or _ASKS_WHY.search(before)
    ):
        one = replace(one, pays=False)
    bare = _BARE.fullmatch(ctx.text[one.begin : one.finish]) is not None
    if (bare and _OF_A_CARD.search(before)) or (one.granularity == "month" and _A_PART_OF_IT.match(after)):
        return None
    if _SHOULD_HAVE.match(after) or _SHOULD_HAVE_BEFORE.search(before):
        return replace(one, pays=False)
    if _RECUR.search(before) or (_LIVES_UNTIL.search(before) and not re.match("再|才|就|还", after)):
        return None
    if re.search(r"\bsince (?:the )?$", before):
        return replace(one, past=True)
    if one.day is not None and one.day <= 5:
        word = _ORDINAL.fullmatch(ctx.text, one.begin, one.finish) and not re.match(
            r" of (?:every|each)", after
        )
        if _PICK.search(before) or (word and not _PREPOSITION.search(before)):
            return None  # the second option, rather than the 2nd of a month
    if one.granularity == "month" and one.rolled and one.kind == "period":
        happened = _HAPPENED.search(re.split(r"[,.;!?，。；！？]", before)[-1])
        if happened and one.start != ctx.today:
            return replace(one, past=True)
    if one.kind != "payday" and one.start is not None and one.end is not None:
        if (
            _DONE_AFTER_ZH.match(after)
            and not _AGREED_ZH.search(before)
            and one.granularity == "day"
            and (one.rolled or one.day or one.start <= ctx.today)
        ):
            return replace(one, past=True)
        clause = re.split(r"[,.;!?，。；！？]", before)[-1]
        said = _PAID_EN.search(clause)
        if said and not _AHEAD_EN.search(clause[said.end() :]) and (one.day or one.rolled or one.weekday):
            back = one.start
            if not re.search(r"\b(?:will|'ll|can|could|going)\b", clause) and back > ctx.today:
                return replace(one, past=True)
    firm = one.firm and not (_VAGUE_BEFORE.search(before) or _VAGUE_AFTER.match(after))
    bound = one.bound
    if bound == "on" and one.kind != "duration":
        if _BY_BEFORE.search(before) or _BY_AFTER.match(after):
            bound = "by"
        elif _AFTER_BEFORE.search(before) or _AFTER_AFTER.match(after):
            bound, firm = "after", False
    return replace(one, firm=firm, bound=bound)


def _drop_pay_beside_day(found: list[Found]) -> list[Found]:
    """我下个月十号发工资 names one day, not a day and a payday."""
    dated = [f for f in found if f.kind != "payday" and not f.past]
    return [
        f
        for f in found
        if f.kind != "payday"
        or not any(-3 <= f.begin - d.finish <= 8 or 0 <= d.begin - f.finish <= 6 for d in dated)
    ]


def read_dates(
    text: str,
    *,
    at: datetime,
    language: Language | str = Language.ZH,
    region: str | None = None,
    payday: int | None = None,
    every: bool = False,
) -> tuple[DateMention, ...]:
    """Read every day, period, payday and asked-for length of time in a message.

    Days are resolved towards the future, as talk about paying means them: on the 16th, "15号之前" is the
    15th of the next month. A length of time that is asked for counts from ``at``. Days that lie behind come
    with ``past=True``; what lies between is kept as a range and not guessed.

    Args:
        text: the borrower's own words.
        at: the borrower's local time of the message (aware); only its calendar day counts.
        language: the language of the conversation; both grammars are used wherever their script appears.
        region: ISO 3166 country or subdivision of the borrower; decides whether 3/4 is April or March.
        payday: day of month on which the borrower is paid, when on file.
        every: keep the days too that are named for something else than paying ("contact me on Friday").

    Returns:
        The mentions in the order of the text.
    """
    ready = normalise(text)
    ctx = _context(ready, at=at, region=region, payday=payday)
    han, zh, en = _grammars(ctx, language)
    found = [_offset(one, ctx) for one in _proposed(ctx, han=han, zh=zh, en=en)]
    found += (asked(ctx, zh=True, taken=found) if zh and han else []) + (
        asked(ctx, zh=False, taken=found) if en else []
    )
    found = _counted_on(_join([f for f in choose(found) if not f.void], ctx), ctx)
    judged = _in_that_week([f for f in (_judge(one, ctx) for one in found) if f is not None], ctx)
    paying = [f for f in judged if f.pays]
    gone = taken_back(ctx.text, [f.begin for f in paying if not f.past])
    kept = _drop_pay_beside_day([f for f in paying if f.begin not in gone])
    if every:
        kept = sorted([*kept, *(f for f in judged if not f.pays)], key=lambda f: f.begin)
    return tuple(
        _mention(one, ready_span=ready.span(one.begin, one.finish), text=text, today=ctx.today)
        for one in kept
    )


def _context(ready: Normalised, *, at: datetime, region: str | None, payday: int | None) -> Context:
    country = region.split("-")[0].upper() if region else None
    return Context(_REST_ZH.sub(r"\1余", ready.text), at.date(), country, payday)


def _grammars(ctx: Context, language: Language | str) -> tuple[bool, bool, bool]:
    """Whether there are Chinese characters, and which grammars are worth trying."""
    han = _HAN.search(ctx.text) is not None
    zh = (han or str(language) == "zh") and _WORTH_ZH.search(ctx.text) is not None
    en = _WORTH_EN.search(ctx.text) is not None and (
        str(language) == "en" or re.search("[a-z]|/", ctx.text) is not None
    )
    return han, zh, en


def _proposed(ctx: Context, *, han: bool, zh: bool, en: bool) -> list[Found]:
    found: list[Found] = []
    if zh:
        found += _scan(dates_zh.RULES, ctx)
    if en and (not han or re.search("[a-z]{2}", ctx.text)):
        found += _scan(dates_en.RULES, ctx)
    return choose(found)


def read_impossible(
    text: str, *, at: datetime, language: Language | str = Language.ZH, region: str | None = None
) -> tuple[str, ...]:
    """Days a message names that no calendar has (2月30号, 31 April), in the borrower's own words."""
    ready = normalise(text)
    ctx = _context(ready, at=at, region=region, payday=None)
    han, zh, en = _grammars(ctx, language)
    spans = [ready.span(one.begin, one.finish) for one in _proposed(ctx, han=han, zh=zh, en=en) if one.void]
    return tuple(text[begin:finish].strip(" .,，。") for begin, finish in spans)


def _mention(one: Found, *, ready_span: tuple[int, int], text: str, today: date) -> DateMention:
    begin, finish = ready_span
    finish -= len(text[begin:finish]) - len(text[begin:finish].rstrip(" .,"))
    past = one.past or (one.end is not None and one.end < today)
    start = one.start
    if not past and start is not None and start < today:
        start = today
    far = one.rolled and start is not None and start - today > timedelta(days=300)
    return DateMention(
        start,
        one.end,
        text[begin:finish],
        begin,
        finish,
        one.firm and not far,
        one.granularity,
        one.kind,
        past,
        one.bound,
        one.pays,
    )


def ahead(mentions: tuple[DateMention, ...]) -> tuple[DateMention, ...]:
    """Keep what lies today or later; the rest is context of a reason, not an offer."""
    return tuple(m for m in mentions if not m.past)
