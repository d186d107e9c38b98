"""Checking who is there: answers on file as keyed hashes, constant time, three tries, then locked.

An answer never reaches the engine and is never stored as written: the line in the transcript is
masked. Tries are counted over all devices of a conversation, so that a new browser gives no new
guesses; and a message that lists more values than a person corrects is a try and is compared with nothing.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date

from bot.conversation import memory as stages
from bot.conversation.house import Keys
from bot.conversation.topics import gate
from bot.conversation.turn import Turn
from bot.model.talk import Inbound
from bot.model.words import HandoffReason, Owner
from bot.understanding.corrections import corrects, denied
from bot.understanding.spelled import in_figures

MOST_VALUES = 2
"""How many values of a message are compared for a question: one, and one that puts it right."""
MASK = "••••"
_MONTHS = {
    name: i
    for i, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}
_WIDE = str.maketrans("０１２３４５６７８９Ｘ", "0123456789X")
_YMD = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*[-/.年]?\s*(\d{1,2})\s*[-/.月]?\s*(\d{1,2})\s*日?(?!\d)")
_DMY = re.compile(r"(?<!\d)(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*((?:19|20)\d{2})(?!\d)")
_DAY_NAME = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([a-z]{3,9})\.?,?\s+((?:19|20)\d{2})", re.IGNORECASE
)
_NAME_DAY = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d{2})", re.IGNORECASE)
_FOUR = re.compile(r"(?<![\dA-Za-z])(\d{3}[\dXx])(?![\dA-Za-z])")
_SHORT_ZH = re.compile(r"(?<!\d)(\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?(?!\d)")
_SHORT = re.compile(r"(?<![\d./-])(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{2})(?![\d./-])")
_SHORT_NAMED = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([a-z]{3,9})\.?,?\s+'?(\d{2})(?!\d)", re.IGNORECASE
)
_SIX = re.compile(r"(?<![\dA-Za-z])(\d{2})(\d{2})(\d{2})(?![\dA-Za-z])")
_DMY_EIGHT = re.compile(r"(?<!\d)(\d{2})(\d{2})((?:19|20)\d{2})(?!\d)")
_DATES = (_DAY_NAME, _NAME_DAY, _YMD, _DMY, _DMY_EIGHT, _SHORT_ZH, _SHORT, _SHORT_NAMED)
_PHONE = re.compile(
    r"(?<![\d+])(?:\+\d(?:[ -]?\d){6,10}|(?:0044|0) ?7(?:[ -]?\d){5}|(?:86[ -]?)?1[3-9](?:[ -]?\d){5})"
    r"(?:[ -]?\d){4}(?!\d|[ -]\d)"
)
"""A whole mobile number: its last four are meant."""
_RING_ME = re.compile(
    r"\b(?:call|ring|reach|contact|text|phone me)\b|打给?我|打这个|联系我|回我", re.IGNORECASE
)
_DENIES = re.compile(
    r"(?:\bnot|n['’]t)(?: (?:it|the|ending|my|in|on|born)){0,2} ?$|(?:不是|并非|没有)(?:尾号)?\s?$",
    re.IGNORECASE,
)
_EITHER = re.compile(r"\bor\b|或|要么|还是|/ ?\d{4}\b", re.IGNORECASE)
_PUT_RIGHT = re.compile(
    r"\b(?:no|sorry|wait|oops|i mean|meant|actually|rather|typo)\b"
    r"|[打写输说搞按记]错|手滑|手误|不对|更正|应该是",
    re.IGNORECASE,
)
_BORN = (*range(36, 100), *range(13))
"""Years of two digits in which a borrower was born: 1936 to 1999, 2000 to 2012; others are no birthday."""
_ONLY_FIGURES = re.compile(r"[\d\sXxＸｘ０-９.,，、/年月日号-]+")
"""A message that is an answer to the check and nothing else; it may come before it is asked for."""
_MONTH_NAME = re.compile(rf"\b(?:{'|'.join(_MONTHS)})[a-z]{{0,6}}\b", re.IGNORECASE)
_POSTCODE = re.compile(r"(?<![\dA-Za-z])([A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}|\d{5,6})(?![\dA-Za-z])")


def normal(question: str, answer: str) -> str:
    """The one spelling of an answer that is hashed: digits only, dates as YYYY-MM-DD.

    Raises:
        ValueError: the answer cannot be read as what the question asks for.
    """
    if question == "birth_date":
        days = birth_dates(answer)
        if not days:
            raise ValueError("not a date")
        return days[0].isoformat()
    return re.sub(r"[\s-]", "", answer).upper()


def answer_hash(keys: Keys, *, borrower_id: str, question: str, answer: str) -> str:
    """The keyed hash of an answer; the borrower and question are part of it."""
    return keys.digest("verification", f"{borrower_id}|{question}|{normal(question, answer)}")


def candidates(question: str, text: str) -> list[str]:
    """Spellings in a message that could answer a question; empty when it is no answer at all."""
    wide = in_figures(text.translate(_WIDE))
    if question == "birth_date":
        return [day.isoformat() for day in birth_dates(wide) or short_birth_dates(wide)]
    if question in ("phone_last4", "id_last4"):
        return list(dict.fromkeys(found.group().upper() for found in _fours(question, wide)))
    return list(dict.fromkeys(re.sub(r"\s", "", found).upper() for found in _POSTCODE.findall(wide)))


def _fours(question: str, wide: str) -> list[re.Match[str]]:
    """The four characters that stand for themselves, and those that end a whole phone number."""
    if question == "phone_last4":
        wide = _PHONE.sub(_blank if _RING_ME.search(wide) else _last_four, wide)
    for date_like in _DATES:
        wide = date_like.sub(_blank, wide)
    return list(_FOUR.finditer(wide))


def _last_four(found: re.Match[str]) -> str:
    return re.sub(r"[ -]", "", found.group())[-4:].rjust(len(found.group()))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _written(question: str, text: str) -> list[tuple[int, list[str]]]:
    """Each answer as it is written: where it stands, and how it may be read (5/3/1990 in two ways)."""
    wide = in_figures(text.translate(_WIDE))
    if question != "birth_date":
        found = _POSTCODE.finditer(wide) if question == "postcode" else _fours(question, wide)
        return [(each.start(), [re.sub(r"\s", "", each.group()).upper()]) for each in found]
    parts = []
    for date_like in (*_DATES, _SIX):
        for each in date_like.finditer(wide):
            days = birth_dates(each.group()) or short_birth_dates(each.group())
            if days:
                parts.append((each.start(), [day.isoformat() for day in days]))
        wide = date_like.sub(_blank, wide)
    return sorted(parts)


def _meant(question: str, text: str, values: list[str]) -> list[str] | None:
    """Which value is meant: the last where it puts one right; None where we are to choose.

    What is denied is no answer: "not 4821".
    """
    wide = in_figures(text.translate(_WIDE))
    parts = [part for part in _written(question, text) if set(part[1]) & set(values)]
    said = [readings for at, readings in parts if not _DENIES.search(wide[:at])]
    if len({tuple(sorted(readings)) for readings in said}) < MOST_VALUES:
        return said[-1] if said else ([] if parts else values)
    return said[-1] if _PUT_RIGHT.search(wide) and not _EITHER.search(wide) else None


def to_compare(
    questions: Iterable[str], text: str, *, asked: str | None = None
) -> dict[str, list[str]] | None:
    """What of a message is compared, by question; nothing at all when it lists more than an answer.

    One value that puts another right takes its place; two to choose from are no answer.

    Six figures that may be a day or a postcode answer one question, the one that was ``asked`` or the day.

    >>> to_compare(["phone_last4"], "9993, no wait 9939"), to_compare(["phone_last4"], "0001 or 0002")
    ({'phone_last4': ['9939']}, None)
    >>> to_compare(["phone_last4"], "not 9993"), to_compare(["phone_last4"], "+44 7700 909939")
    ({'phone_last4': []}, {'phone_last4': ['9939']})
    """
    bare = without_money(text)
    said = {q: candidates(q, text if q == "birth_date" else bare) for q in questions}
    if said.get("postcode") and said.get("birth_date") and not candidates("birth_date", _SIX.sub(" ", text)):
        said.pop("birth_date" if asked == "postcode" else "postcode")
    if any(len(values) > MOST_VALUES for values in said.values()):
        return None
    meant = {q: _meant(q, text if q == "birth_date" else bare, values) for q, values in said.items()}
    whole = {q: values for q, values in meant.items() if values is not None}
    return whole if len(whole) == len(meant) else None


def birth_dates(text: str) -> list[date]:
    """Dates in the spellings people use for a birthday; day and month both ways round when unsure."""
    found: list[date] = []

    def add(year: str, month: int | None, day: str) -> None:
        try:
            found.append(date(int(year), month or 0, int(day)))
        except ValueError:
            return

    for year, month, day in _YMD.findall(text):
        add(year, int(month), day)
    for first, second, year in _DMY.findall(text) + _DMY_EIGHT.findall(text):
        add(year, int(second), first)
        add(year, int(first), second)
    for day, name, year in _DAY_NAME.findall(text):
        add(year, _MONTHS.get(name[:3].lower()), day)
    for name, day, year in _NAME_DAY.findall(text):
        add(year, _MONTHS.get(name[:3].lower()), day)
    return list(dict.fromkeys(found))


def short_birth_dates(text: str) -> list[date]:
    """A birthday with a year of two digits, where it can be read in one way only; else nothing.

    >>> [day.isoformat() for day in short_birth_dates("31/01/90") + short_birth_dates("31 jan 90")]
    ['1990-01-31', '1990-01-31']
    >>> short_birth_dates("05/03/90"), short_birth_dates("010203")
    ([], [])
    """
    read: list[tuple[int, int, int]] = []
    for year, month, day in _SHORT_ZH.findall(text):
        read.append((int(year), int(month), int(day)))
    for day, name, year in _SHORT_NAMED.findall(text):
        read.append((int(year), _MONTHS.get(name[:3].lower(), 0), int(day)))
    parts = [(a, b, c) for a, _, b, c in _SHORT.findall(text)] + _SIX.findall(without_money(text))
    for a, b, c in ((int(x), int(y), int(z)) for x, y, z in parts):
        read += [(c, b, a), (c, a, b), (a, b, c)]
    found: list[date] = []
    for year, month, day in read:
        if year in _BORN and 1 <= month <= 12:
            with suppress(ValueError):
                found.append(date(year + (1900 if year > 12 else 2000), month, day))
    days = list(dict.fromkeys(found))
    return days if len(days) == 1 else []


def looks_like_answer(turn: Turn) -> bool:
    """Whether a message of a session under verification holds something to check."""
    first = turn.memory.stage == stages.NEW and (
        is_answer_alone(turn.message.text) or gives_both(turn.message.text)
    )
    if turn.verified or not (first or turn.memory.stage == stages.VERIFYING) or gate.locked(turn):
        return False
    text = without_money(turn.message.text)
    if _corrects_the_wish(turn, text):
        return False
    questions = [q for q in gate.QUESTION_ORDER if q not in turn.memory.answered]
    return any(candidates(q, turn.message.text if q == "birth_date" else text) for q in questions)


_NAMED = re.compile(
    r"我的?|手机|电话|号码?|尾号|尾数|[后末]四位|生日|出生(?:日期|年月)?|[日号]?生[于的]?|是|的|[，,。：:;；]"
    r"|\b(?:my|the|phone|mobile|number|last|four|digits?|ending|ends|in|is|its|it's|are|and|dob|born"
    r"|birth ?(?:day|date)"
    r"|date of birth|i was|on)\b",
    re.IGNORECASE,
)


def is_answer_alone(text: str) -> bool:
    """Whether a message is answers to the check and nothing else, so that it may come before it is asked for.

    >>> is_answer_alone("4821"), is_answer_alone("尾号四八二一，生日是90年一月三十一")
    (True, True)
    >>> is_answer_alone("my card ending 4821 was stolen"), is_answer_alone("我的手机号")
    (False, False)
    """
    if _ONLY_FIGURES.fullmatch(text):
        return True
    bare = _MONTH_NAME.sub("/", _NAMED.sub(" ", in_figures(text)))
    return _ONLY_FIGURES.fullmatch(bare) is not None and re.search(r"\d", bare) is not None


_FULL_BIRTH_DATE = re.compile(
    r"(?<!\d)(?:\d{1,2}[/.-]\d{1,2}[/.-](?:19\d\d|200\d)|(?:19\d\d|200\d)[/.年-]\d{1,2}[/.月-]\d{1,2}[日号]?)(?!\d)"
)
_FOUR_ALONE = re.compile(r"(?<![\d£$€¥.,/-])(?!19\d\d|20\d\d)\d{4}(?![\d元块]|[.,/-]\d)")
_OF_MONEY = re.compile(
    r"\b(?:paid|pay|sent|transfer\w*|owe[ds]? \d)|还了|付了|转了|交了|[£$€¥]", re.IGNORECASE
)


def gives_both(text: str) -> bool:
    """Whether a message gives four digits and a day of birth with its year, whatever else it says.

    >>> gives_both("yes its me, 4821 and 31/01/1990. how much?"), gives_both("是我 4821 1990年1月31日")
    (True, True)
    >>> gives_both("I paid 4821 on 31/01/2009"), gives_both("4821 on 31/01/2026"), gives_both("31/01/1990")
    (False, False, False)
    """
    if _OF_MONEY.search(text) or _FULL_BIRTH_DATE.search(text) is None:
        return False
    return _FOUR_ALONE.search(_FULL_BIRTH_DATE.sub(" ", text)) is not None


def may_guess(turn: Turn) -> bool:
    """Whether answers may come though none is awaited: the check is locked, or a person has the talk.

    Who was verified here once writes dates and amounts, not answers.
    """
    if turn.verified:
        return False
    elsewhere = turn.conversation.owner is not Owner.BOT and turn.memory.stage != stages.VERIFYING
    return gate.locked(turn) or (elsewhere and turn.session.verified_until is None)


def veil(turn: Turn) -> Inbound:
    """Hide what would answer the check, in the turn and in the transcript, before anybody settles the turn.

    Words and amounts of money beside it stay, so that a person can read what was meant.

    Returns:
        The message as it was written, for the check alone.
    """
    said = turn.message
    if said.press is None and (may_guess(turn) or looks_like_answer(turn)):
        whole = _PHONE.sub(MASK, said.text) if looks_like_answer(turn) else said.text
        text = without_answers(whole)
        if text != said.text:
            turn.unit.talks.update_inbound(said.id, text=text, reveals=False)
            turn.message = replace(said, text=text)
    return said


def without_answers(text: str) -> str:
    """A message with everything masked that could answer a question of the check; amounts of money stay.

    >>> without_answers("4821, born 31 January 1990, I can pay £1500")
    '••••, born ••••, I can pay £1500'
    """
    wide = in_figures(text.translate(_WIDE))
    for date_like in _DATES:
        wide = date_like.sub(MASK, wide)
    parts, end = [], 0
    for money in _MONEY.finditer(wide):
        parts += [_without_figures(wide[end : money.start()]), money.group()]
        end = money.end()
    return "".join([*parts, _without_figures(wide[end:])])


def _without_figures(text: str) -> str:
    return _POSTCODE.sub(MASK, _FOUR.sub(MASK, text))


_MONEY = re.compile(
    r"[¥￥£$€₹]\s?\d[\d,.]*|\b(?:rmb|cny|gbp|usd|eur|hkd|inr|aud|rs)\.?\s?\d[\d,.]*"
    r"|\d[\d,.]*\s?(?:块|元|塊|蚊|万|镑|欧|卢比|港币|quid|bucks?|pounds?|dollars?|euros?|rupees?|rmb|cny|gbp|usd)"
    r"|(?:先|再|只|能|想|会|要|就|可以|一次|每月|每个月|每期)?(?:还|付|转|交|打款|分期)(?:我)?(?:了|个|款|上|掉)?\s?\d[\d,.]*"
    r"|\bpay(?:ing)? (?:off |back |you |just |only |about |around |maybe |up to ){0,2}\d[\d,.]*",
    re.IGNORECASE,
)


def without_money(text: str) -> str:
    """A message without its amounts of money: they are no answer and cost no try.

    What is left out here is never compared either, so that no wording makes a guess free.

    >>> without_money("我先还1500"), without_money("I can pay 1500 on friday"), without_money("4821")
    ('我 ', 'I can   on friday', '4821')
    """
    return _MONEY.sub(" ", text)


def _corrects_the_wish(turn: Turn, text: str) -> bool:
    """Whether four digits put right an amount said before the check, and not an answer to it.

    Sure only where the figure taken back stood in the message that waits, or where nothing was answered yet.
    """
    figures = turn.memory.figures
    if not figures or not corrects(text):
        return False
    gone = re.sub(r"\D", "", denied(text))
    return gone in figures if gone else turn.session.tries == 0 and not turn.memory.answered


def check(turn: Turn, text: str) -> bool:
    """Check the answers in a message.

    Args:
        turn: the turn, its message masked already.
        text: the message as it was written.

    Returns:
        Whether the session is verified now, so that a parked message can be answered.
    """
    on_file = turn.unit.people.answers(turn.borrower.id)
    open_questions = [q for q in gate.QUESTION_ORDER if q in on_file and q not in turn.memory.answered]
    turn.unit.talks.update_inbound(turn.message.id, text=MASK, reveals=False)
    if gate.another_today(turn):
        gate.ask(turn)
        return False
    said = to_compare(open_questions, text, asked=turn.memory.question)
    if said is None:
        _wrong(turn, "utter_verify_one_answer", ask_again=True)
        return False
    if not any(said.values()):  # what is denied is no answer, and no guess: it was compared with nothing
        gate.ask(turn)
        return False
    right = [question for question, values in said.items() if _is_right(turn, question, values, on_file)]
    turn.memory.answered = [*turn.memory.answered, *right]
    if right and len(turn.memory.answered) >= gate.NEEDED:
        _verify(turn)
        return True
    known = {_KIND.get(question, question) for question in right}
    if right and not any(values and _KIND.get(q, q) not in known for q, values in said.items()):
        gate.ask(turn)
    else:  # a right answer makes no guess beside it free
        _wrong(turn, "utter_verify_wrong", ask_again=bool(right))
    return False


_KIND = {"phone_last4": "last4", "id_last4": "last4"}
"""Questions that the same four characters may answer."""


def _wrong(turn: Turn, name: str, *, ask_again: bool) -> None:
    """Count a try; say so, or lock after the last one."""
    turn.unit.talks.update_session(turn.session.id, tries=turn.session.tries + 1)
    turn.tries += 1
    if turn.tries < gate.MAX_TRIES:
        turn.say(name, left=gate.MAX_TRIES - turn.tries, reveals=False)
        if ask_again:
            gate.ask(turn)
        return
    turn.unit.talks.update_session(turn.session.id, locked_at=turn.now)
    turn.memory.stage, turn.memory.answered = stages.NEW, []
    turn.memory.once(gate.LOCK_TOLD)
    turn.say("utter_verify_locked", reveals=False)
    turn.hand_off(HandoffReason.VERIFICATION_FAILED, note="three wrong answers")


def _is_right(turn: Turn, question: str, values: list[str], on_file: Mapping[str, str]) -> bool:
    """Whether one of the values is the answer on file."""
    digests = [
        answer_hash(turn.house.keys, borrower_id=turn.borrower.id, question=question, answer=each)
        for each in values
    ]
    return any([hmac.compare_digest(digest, on_file[question]) for digest in digests])


def _verify(turn: Turn) -> None:
    turn.unit.talks.update_session(
        turn.session.id, verified_until=turn.now + turn.house.verified_for, tries=0
    )
    turn.unit.audit.append(
        at=turn.now,
        kind="verified",
        ref=turn.session.id,
        body={"conversation": turn.conversation.id, "questions": turn.memory.answered},
    )
    turn.verified = True
    turn.memory = stages.join(turn.conversation.memory, turn.memory)
    turn.say("utter_verified", reveals=False)
