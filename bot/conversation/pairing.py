"""Which amount belongs to which day: "500 on the 15th and the rest at the end of the month"."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from bot.conversation.heard import Heard, HeardAmount, HeardDate
from bot.model.money import Money
from bot.understanding.counts import read_parts
from bot.understanding.events import is_spent_elsewhere, is_to_pay_on, pays_next

_CLAUSE = re.compile(r"[,，;；。、&]|\b(?:and|n|then|plus)\b|然后|再还|再付|另外", re.IGNORECASE)
_SPACE = re.compile(
    r"(?<!第) (?=[\u4e00-\u9fff](?<![元块号日月期]))|(?<=[\u4e00-\u9fff\d]) (?=\d{1,2} ?[月号日])"
    r"|(?<=\d\d) (?=\d{2,6}(?![\d号日月]))"
)
"""In Chinese a space parts clauses too."""
_REST = re.compile(
    r"剩下|剩余|余下|其余|余款|尾款|剩的|后面的|另一半|还剩|还差"
    r"|\brest\b|remain|balance|other half|left ?over|what'?s left|\bthe other [£$€]?\d",
    re.IGNORECASE,
)
_TODAY = r"现在|今天|马上|立刻|今日|\bnow\b|today|straight away|right away|up ?front"
_FIRST = re.compile(r"先(?:还|付|交|给|转)|\bfirst\b", re.IGNORECASE)
_AT_ONCE = re.compile(_TODAY, re.IGNORECASE)
_EACH = re.compile(
    r"\beach\b(?! (?:week|month|fortnight|\w+day))|\bapiece\b|各(?!种)|每次|都还", re.IGNORECASE
)
_HAS_BEFORE = re.compile(
    r"(?:工资|收入|月薪|薪水|底薪|月入|挣|赚|到手|房租|房贷|车贷|生活费)"
    r"(?:[是有就只才也能大概约了的到手 ]|一?个?月|每月){0,6}$"
    r"|\b(?:earn(?:s|ing)?|salary|wages?|income|rent|mortgage|take[- ]home|(?:bring|take|get) home"
    r"|(?:i|we)(?: only| just)? make|get paid|(?:i'm|im|am) (?:only |just )?(?:on|paid))"
    r"(?: (?:is|are|only|just|about|around|like|of))* ?$",
    re.IGNORECASE,
)
_A_MONTH_IS = re.compile(
    r"(?:[我俺咱]|家里|老公|老婆|爱人)(?:现在|们|家|这边)?(?:一个?月|每个?月|一个?(?:周|星期|礼拜))"
    r"(?:也|就|才|只|总共|一共|大概|差不多|收|进|拿|领|有|得)*(?:就|才|只|拿|领|有|进账|得)(?:了|个)?$"
    r"|\b(?:i|we|he|she|partner|husband|wife|hubby)(?:'m| am)?(?: only| just| literally| currently| both)*"
    r" (?:gets?|receives?|brings? in|lives? on|living on|claims?)(?: only| just| about| around| like"
    r"| roughly)* ?$",
    re.IGNORECASE,
)
"""Before a sum for each week or month: it is what comes in."""
_COMES_IN = re.compile(
    r"(?:到账|进账|发了?|收到|拿到|[我俺公婆]一个?月(?:就|才|只|也))$"
    r"|\b(?:i|we|partner|husband|wife)(?:'m| am| will|'ll)?(?: only| just)? (?:gets?|getting|receives?"
    r"|receiving)"
    r"(?: paid)?(?: about| around)? ?$",
    re.IGNORECASE,
)
"""Before one of several sums: it is what she gets, and another is offered out of it."""
_TO_SPARE = re.compile(
    r"行[吗不]?|可以|够[吗不]|[还付给交]|吧$"
    r"|\b(?:spare|left|free|for you|towards?|to pay|each|is that ok|would that)\b"
)
"""After it: it is offered after all."""
_CHARGED = re.compile(
    r"[扣收]了?我?(?:一笔)?$"
    r"|\b(?:charg(?:ed|es|ing)|fined|cost|costs|took|billed)(?: me| us)?(?: an?(?: extra)?| another"
    r"| over)? ?$",
    re.IGNORECASE,
)
_CHARGE_AFTER = re.compile(
    r"(?:元|块钱?)?(?:的)?(?:手续费|罚款|违约金|滞纳金|透支费|退票费)"
    r"|(?: (?:quid|pounds?|bucks|dollars?))? (?:overdraft|bank|late|bounce\w*|returned|unpaid|failed|penalty)"
    r"(?: \w+)? ?(?:fees?|charges?)\b"
    r"|(?: (?:quid|pounds?|bucks|dollars?))? (?:by|from|off) (?:the|my) bank\b",
    re.IGNORECASE,
)
"""Beside a sum: somebody charged her so much, and she offers none of it."""
_LACKS_BEFORE = re.compile(
    r"(?:差|少了|缺)(?:着|了|个|大概)?$|\bshort (?:by|of)(?: about| around)? ?$", re.IGNORECASE
)
_LACKS_AFTER = re.compile(r"(?: ?(?:quid|pounds?|bucks|dollars?))? (?:short|shy)\b", re.IGNORECASE)
_CUT_BEFORE = re.compile(
    r"(?:砍|减|降|扣|缩|裁|跌|发)(?:了|掉|到|成|去)?(?:一|整整)?$"
    r"|\b(?:cut|down|dropped|slashed)(?: (?:in|by|to))? ?$",
    re.IGNORECASE,
)
_HAS_ONLY = re.compile(
    r"(?:兜里|手里|手头|手上|卡里|卡上|身上|账上|口袋里|钱包里)"
    r"(?:现在|总共|一共|加起来|也|就|只|才|仅|剩|有|了|不到|个|下)*$"
    r"|\b(?:have|got|left with|down to|there'?s|living on|live on)"
    r"(?: only| just| about| like| around| maybe| a)* ?$",
    re.IGNORECASE,
)
_TO_LIVE_ON = re.compile(
    r"(?:元|块钱?|多)?(?:了|的|钱)?[，, ]?(?:还)?(?:要|得|来|就|靠它|靠这)?"
    r"(?:撑|熬|用|过日子|活|吃|生活)(?:到|过|着|饭)?"
    r"|(?: (?:quid|pounds?|bucks|dollars?))?(?: left)? (?:to (?:last|live|survive|eat|feed)|for food"
    r"|to my name"
    r"|till|until|to (?:get|see) (?:me|us) through|left to (?:last|live))\b",
    re.IGNORECASE,
)
_OUT_OF_WHAT = re.compile(
    r"拿什么|拿啥|怎么还|咋还|哪来的?钱|累死累活|(?:how|what) (?:am i|can i|do i) (?:supposed to )?pay"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A day she named for paying, with the amount she named for it."""

    day: date
    amount: HeardAmount | None


def the_rest(text: str) -> bool:
    """Whether she speaks of what is left over."""
    return _REST.search(text) is not None


def parts_of_the_rest(text: str) -> int | None:
    """In how many parts she would pay what is left over, where she says so."""
    rest = _REST.search(text)
    return read_parts(text[rest.start() :]) if rest else None


def starts_now(text: str) -> bool:
    """Whether the first of it is to be paid at once."""
    return _FIRST.search(text) is not None or _at_once(text) is not None


def _at_once(text: str) -> re.Match[str] | None:
    """Where "now" is said of paying, and not of having no money or of something else that is today."""
    said = text.lower()
    return next(
        (now for now in _AT_ONCE.finditer(text) if is_to_pay_on(said, *now.span()) is not False), None
    )


def only_to_pay_on(heard: Heard, text: str) -> Heard:
    """Leave out the days that are named for something else, where another day is one to pay on.

    "payday friday, 50 to you monday" pays on Monday; "15号发工资，还500" on the day of the wages.
    """
    said = text.lower()
    sums = tuple(at for _, at in offered(heard, text))
    places, after = [], 0
    for each in heard.dates:
        at = text.find(each.text, after)
        after = max(after, at + len(each.text))
        places.append(at)
    days = tuple(places)
    pays = [
        at < 0 or is_to_pay_on(said, at, at + len(each.text), sums=sums)
        for each, at in zip(heard.dates, places, strict=True)
    ]
    if not any(pays) or all(each is not False for each in pays):
        return heard
    kept = [
        each
        for each, at, paying in zip(heard.dates, places, pays, strict=True)
        if paying is not False or pays_next(said, at + len(each.text), days=days)
    ]
    return replace(heard, dates=tuple(kept))


def on_its_day(text: str, day: str, amount: str) -> bool:
    """Whether an amount is meant for the day named beside it, and not for today."""
    here, there = text.find(day), text.find(amount)
    named = here >= 0 and there >= 0
    together = named and (_clause(text, here) == _clause(text, there) or not starts_now(text))
    return together and not the_rest(text) and _at_once(text) is None


def before_an_open_rest(heard: Heard, text: str, *, today: date) -> Dated | None:
    """The day and the amount of a first part whose rest has no day: "500 on the 15th, the rest later".

    None where the rest has the day ("500 now, the rest on the 15th") or the first part is for today.
    """
    rest = _REST.search(text)
    if rest is None:
        return None
    parts = _SPACE.sub("，", text)

    def apart(one: int, other: int) -> bool:
        return _clause(parts, one) != _clause(parts, other)

    days = [
        (each.start, text.find(each.text))
        for each in heard.dates
        if each.is_one_day and each.firm and each.start > today and each.text in text
    ]
    if len(days) != 1 or not apart(days[0][1], rest.start()):
        return None
    day, place = days[0]
    amounts = [
        amount
        for amount, at in offered(heard, text)
        if not amount.per and amount.fraction != 1 and at >= 0 and not apart(at, place)
    ]
    now = _at_once(text)
    if not amounts or (now and not apart(now.start(), place)):
        return None
    return Dated(day, amounts[0])


_QUOTED_BEFORE = re.compile(
    r"\b(?:it|this|that|link|page|plan|app|message|you)(?: still| just)? "
    r"(?:say|said|says|show|shows|showed|ask|asks|asked|(?:is|are|was) (?:asking|showing|saying))"
    r"(?: (?:for|me|to|pay))* ?$"
    r"|(?:上面|链接|页面|那里|这里|它)[^，。0-9]{0,4}(?:是|写|显示|要)[着的了]?是? ?$"
    r"|(?:显示|写着|写的是)[的了]?是? ?$",
    re.IGNORECASE,
)
"""Before a sum that is only read out: "it says 150, I can only do 75"."""


def offered(heard: Heard, text: str) -> list[tuple[HeardAmount, int]]:
    """The amounts she offers to pay and where each stands: not what she earns, lacks or has to live on.

    What she lacks is offered after all where its clause names a day: "还差的280月底还".
    """
    found, at = [], 0
    for amount in heard.amounts:
        place = text.find(amount.text, at)
        place = place if place >= 0 else text.find(amount.text)
        end = place + len(amount.text)
        at = max(at, end)
        dated = any(_clause(text, text.find(each.text)) == _clause(text, place) for each in heard.dates)
        lacks = _LACKS_BEFORE.search(text[:place]) or _LACKS_AFTER.match(text, end)
        earns = _HAS_BEFORE.search(text[:place]) or (amount.per and _OUT_OF_WHAT.search(text))
        lives = _HAS_ONLY.search(text[:place]) and _TO_LIVE_ON.match(text, end)
        comes_in = amount.per and _A_MONTH_IS.search(text[:place]) and not _TO_SPARE.search(text[end:])
        comes_in = comes_in or (len(heard.amounts) > 1 and _COMES_IN.search(text[:place]) is not None)
        charged = _CHARGED.search(text[:place]) or _CHARGE_AFTER.match(text, end)
        quoted = len(heard.amounts) > 1 and _QUOTED_BEFORE.search(text[:place])
        cut = amount.fraction and _CUT_BEFORE.search(text[:place])
        spent = place >= 0 and is_spent_elsewhere(text.lower(), place, end)
        taken = charged or lives or spent or cut or quoted
        if place < 0 or not (earns or comes_in or taken or (lacks and not dated)):
            found.append((amount, place))
    return found


_ALL_BUT = re.compile(
    r"\b(?:all|everything|the lot|whole thing)(?: of it)?,? (?:but|except(?: for)?|bar|apart from"
    r"|minus|less) (?:the last )?[£$€]?$"
    r"|(?:除了?|除去|就差|只差|留下?|扣掉)(?:最后)?$",
    re.IGNORECASE,
)
_OTHERS_ZH = re.compile(
    r"(?:元|块钱?)?[^，。]{0,4}[，,]?(?:其[余他]|别的|剩下|都|全)[^，。]{0,6}(?:还|付|给|清)"
)


def but_for(heard: Heard, text: str, *, overdue: Money) -> tuple[Heard, str]:
    """The sum that stays unpaid turned into the one that is paid, "all but £20 on Friday", and the words.

    The words for the rest, 除了200 剩下的周五都还, then mean what is paid, and are taken out.
    """
    amounts = []
    for amount in heard.amounts:
        place = text.find(amount.text)
        found = _ALL_BUT.search(text[: max(place, 0)])
        said = found and (found[0][0].isascii() or _OTHERS_ZH.match(text, place + len(amount.text)))
        stays = amount.of(overdue) if said and amount.fraction is None and not amount.per else None
        paid = replace(amount, value=(overdue - stays).decimal()) if stays and stays < overdue else amount
        amounts.append(paid)
    changed = any(one is not other for one, other in zip(amounts, heard.amounts, strict=True))
    if not changed:
        return heard, text
    return replace(heard, amounts=tuple(each for each in amounts if each.fraction != 1)), _REST.sub("", text)


_TOPPED_UP = re.compile(
    r"(?:到账|进账|结算|回款|发|收到|拿到)\D{0,6}(\d{2,6})\D{0,10}?(?<!\d)(\d{1,6})(?:块钱?|元)?(?:我|由我)?自己"
    r"(?:再)?[添补垫贴掏凑]"
    r"|\b(?:get|getting|paid|comes?|coming|lands?|receive)\b\D{0,24}(\d{2,6})\b[^.!?]{0,30}?"
    r"\b(?:add|put|chip|top|cover|find|make)\D{0,24}(\d{1,6})\b[^.!?]{0,16}\b(?:myself|my own)\b",
    re.IGNORECASE,
)


def tops_up_to_all(text: str, *, overdue: Money) -> bool:
    """Whether what comes in and what she adds to it make the whole: "到账800多 60块我自己添"."""
    found = _TOPPED_UP.search(text)
    return found is not None and sum(int(each) for each in found.groups() if each) >= overdue.decimal()


def dated_amounts(heard: Heard, text: str, *, today: date) -> list[Dated]:
    """The days to come that she named one by one, earliest first, each with its amount if it has one.

    An amount belongs to the day of its own clause; without one there, to the nearest day. Beside another
    amount "now" is a day like others: "180 now and 60 on the 27th".
    """
    heard = only_to_pay_on(heard, text)
    days: dict[date, tuple[int, int]] = {}
    after = 0
    for each in heard.dates:
        at = text.find(each.text, after)
        at = at if at >= 0 else text.find(each.text)
        after = max(after, at + len(each.text))
        if each.is_one_day and each.firm and each.start >= today and at >= 0:
            days.setdefault(each.start, (at, at + len(each.text)))
    days |= _months(heard, text)
    if len(days) == 1 and starts_now(text) and the_rest(text):
        return []
    amounts = [
        (each, at) for each, at in offered(heard, text) if not each.per and each.fraction != 1 and at >= 0
    ]
    now = _at_once(text) or _first_sum(text, days)
    if (
        now
        and len(amounts) > 1
        and today not in days
        and (len(days) == 1 or _alone(text, now, days, amounts))
    ):
        days[today] = now.span()
    if len(days) == 1 and len(amounts) == 2 and today not in days:
        ((_, first), (_, second)), (at, end) = (
            sorted(amounts, key=lambda each: each[1]),
            next(iter(days.values())),
        )
        if first < at < second and _AGAIN.search(text[end:second]):
            days[today] = (first, first)  # so much, and tomorrow so much again
    owner = _said_of_the_day_before(text, days, amounts) or _in_turn(days, amounts)
    of_the_rest = _days_of_the_rest(text, days, amounts)
    for same_clause in (True, False):  # what has a day of its own is not pushed off it by what has none
        for amount, at in amounts:
            free = {day: span for day, span in days.items() if day not in owner and day not in of_the_rest}
            if same_clause:
                free = {
                    day: span for day, span in free.items() if _clause(text, span[0]) == _clause(text, at)
                }
            if free and not any(amount is each for each in owner.values()):
                owner[min(free, key=lambda day: _apart(days[day], at, at + len(amount.text)))] = amount
    if _EACH.search(text):  # "50 on Friday, then 95 each on the 27th and the 3rd"
        last = None
        for day in sorted(days):
            last = owner.setdefault(day, last) if last is not None else owner.get(day)
    return [Dated(day, owner.get(day)) for day in sorted(days)]


_FIRST_SUM = re.compile(
    r"先(?:还|付|交|给|转)?你?们? ?\d|\b(?:pay|do|send|give you)? ?[£$€]?\d+ first\b|\bfirst [£$€]?\d",
    re.IGNORECASE,
)


def _first_sum(text: str, days: dict[date, tuple[int, int]]) -> re.Match[str] | None:
    """The words for a first sum that has no day in its clause: it is paid at once, 先500 780下个月5号."""
    found, parts = _FIRST_SUM.search(text), _SPACE.sub("，", text)
    here = _clause(parts, found.start()) if found else 0
    return None if any(_clause(parts, start) == here for start, _ in days.values()) else found


def _in_turn(
    days: dict[date, tuple[int, int]], amounts: list[tuple[HeardAmount, int]]
) -> dict[date, HeardAmount]:
    """Days and sums said in turn belong together: "周四400 下周四880", "50 today n 190 on the 20th"."""
    said = sorted([(at, "day") for at, _ in days.values()] + [(at, "sum") for _, at in amounts])
    kinds = [kind for _, kind in said]
    if len(days) < 2 or len(days) != len(amounts) or any(a == b for a, b in pairwise(kinds)):
        return {}
    in_order = sorted(days, key=lambda day: days[day])
    return dict(
        zip(in_order, [amount for amount, _ in sorted(amounts, key=lambda each: each[1])], strict=True)
    )


def _months(heard: Heard, text: str) -> dict[date, tuple[int, int]]:
    """The last day of each month that stands for a day, where each has a sum: 3月500 4月500 5月280."""
    found = {
        each.end: (text.find(each.text), text.find(each.text) + len(each.text))
        for each in heard.dates
        if each.kind == "period" and _is_a_month(each)
    }
    return found if 1 < len(found) == len(heard.dates) <= len(heard.amounts) else {}


def _is_a_month(day: HeardDate) -> bool:
    """Whether a stretch is a month by its name, and no part of one."""
    named = "月" in day.text or _MONTH_EN.search(day.text) is not None
    return named and (day.end + timedelta(days=1)).day == 1


_MONTH_EN = re.compile(
    r"^\W*(?:in )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\W*$", re.IGNORECASE
)


def names_months(heard: Heard, text: str) -> bool:
    """Whether months stand for days: the last of each is taken, and she is told so."""
    return bool(_months(heard, text))


def _days_of_the_rest(
    text: str, days: dict[date, tuple[int, int]], amounts: list[tuple[HeardAmount, int]]
) -> set[date]:
    """The day that the words for the rest name, where no sum stands beside it: "400 先给 剩下的下周四"."""
    parts = _SPACE.sub("，", text)
    rest = _REST.search(parts)
    if rest is None or len(days) < 2:
        return set()
    here = _clause(parts, rest.start())
    if any(_clause(parts, at) == here for _, at in amounts):
        return set()
    return {day for day, (at, _) in days.items() if _clause(parts, at) == here}


_AGAIN = re.compile(r"^ ?(?:我|就|可以|能)*再|\b(?:another|again|the other)\b", re.IGNORECASE)
_THEN_BEFORE = re.compile(r"(?:到时候?|那天|那时候?|到那天|当天)[^，。,;；\d]{0,8}$")
_THEN_AFTER = re.compile(r"(?: ?(?:quid|pounds?|bucks|dollars?))? (?:then|(?:on )?that day)\b", re.IGNORECASE)


def _said_of_the_day_before(
    text: str, days: dict[date, tuple[int, int]], amounts: list[tuple[HeardAmount, int]]
) -> dict[date, HeardAmount]:
    """The amounts for a day that was named before them: "paid on the 28th, I can do 80 then"."""
    owner: dict[date, HeardAmount] = {}
    for amount, at in amounts:
        told = _THEN_BEFORE.search(text[:at]) or _THEN_AFTER.match(text, at + len(amount.text))
        before = [day for day, (_, end) in days.items() if end <= at]
        if told and before:
            owner.setdefault(max(before, key=lambda day: days[day][1]), amount)
    return owner


def _alone(
    text: str, now: re.Match[str], days: dict[date, tuple[int, int]], amounts: list[tuple[HeardAmount, int]]
) -> bool:
    """Whether "now" has a clause of its own with an amount and no day in it."""
    here = _clause(text, now.start())
    dated = any(_clause(text, start) == here for start, _ in days.values())
    return not dated and any(_clause(text, at) == here for _, at in amounts)


def _clause(text: str, at: int) -> int:
    """The number of the clause that a place lies in."""
    return bisect_left(_breaks(text), at)


@lru_cache(maxsize=64)
def _breaks(text: str) -> tuple[int, ...]:
    return tuple(found.start() for found in _CLAUSE.finditer(text))


def _apart(span: tuple[int, int], start: int, end: int) -> int:
    return max(span[0] - end, start - span[1], 0)
