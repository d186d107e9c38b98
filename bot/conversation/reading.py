"""What a message says: read once, with what was asked in mind, and the language and script to answer in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from bot.conversation import hanging, speech, stretch, verification
from bot.conversation import heard as hearing
from bot.conversation.honest import wishes
from bot.conversation.house import House
from bot.conversation.memory import CONFIRMING
from bot.conversation.script import writes_traditional
from bot.conversation.topics import slips
from bot.conversation.turn import Turn
from bot.model.words import Intent, Language, Signal
from bot.understanding.check_answers import MASK, is_answer_alone, without_answers
from bot.understanding.honest_part import honest_part
from bot.understanding.language_asked import (
    is_a_word_alone,
    is_in_any_language,
    language_asked,
    script_asked,
)
from bot.understanding.pinyin import in_characters, is_pinyin
from bot.understanding.signals import find_signals


def understand(house: House, turn: Turn) -> dict[str, Any]:
    """The record of what a message says; an answer to the check is read for signals alone."""
    if turn.message.press is not None:
        return {"intents": [], "language": turn.language.value}
    wordless = not speech.has_words(turn.message.text)
    is_answer = not wordless and verification.looks_like_answer(turn)
    read = partial(
        house.read,
        at=turn.now.astimezone(ZoneInfo(turn.borrower.timezone)),  # "tomorrow" is her tomorrow
        language=turn.language,
        currency=turn.account.currency,
        region=turn.borrower.residence,
        payday=turn.borrower.payday,
        patterns_only=is_answer or wordless,  # an answer to a check never leaves this process
    )
    if not (is_answer or wordless) and is_pinyin(turn.message.text):
        return _from_pinyin(turn.message.text, read)
    record = read(turn.message.text)
    if wordless:  # all that pictures alone may say: a knife and blood
        signals = [name for name in record["signals"] if name == Signal.CRISIS]
        return {"intents": [], "language": turn.language.value, "signals": signals}
    if not is_answer:
        record = _without_pretence(turn.message.text, record, read)
        record = hanging.either_way(record, turn.message.text)
        record = stretch.not_before_wages(record, turn.message.text)
        record = stretch.settled_within(record, turn.memory.wish)
        record = stretch.in_the_same_week(record, turn.memory.wish, turn.message.text)
        if turn.memory.stage == CONFIRMING:
            record = stretch.counted_from(record, turn.memory.wish, turn.message.text)
        return _bare_figure(turn, slips.understood(turn, record, read))
    record = slips.understood(turn, record, read)
    dropped = {*NOT_IN_ANSWERS, *([Signal.STOP] if turn.message.text.strip(" .。").isdigit() else [])}  # 0000
    signals = [name for name in record["signals"] if name not in dropped]
    answer = {"intents": [], "language": record["language"], "signals": signals, "hits": []}
    beside = without_answers(turn.message.text, numbers=True).replace(MASK, " ")
    if _says_more(beside):  # what is left holds no answer any more, and is read like any message
        answer[BESIDE] = house.read(
            beside,
            at=turn.now.astimezone(ZoneInfo(turn.borrower.timezone)),
            language=turn.language,
            currency=turn.account.currency,
            region=turn.borrower.residence,
            payday=turn.borrower.payday,
        )
    return answer


BESIDE = "beside"
"""Where the record of an answer to the check keeps the reading of what is said beside it."""
_ENOUGH = 4


def _says_more(rest: str) -> bool:
    """Whether something is said beside the answers, and not only what each of them is."""
    return not is_answer_alone(f"{rest} 0") and sum(letter.isalpha() for letter in rest) >= _ENOUGH


def _from_pinyin(text: str, read: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    """Read pinyin in characters where every word is known; else only what a pattern hears in it counts."""
    heard, characters = find_signals(text), in_characters(text)
    named = [hit.signal.value for hit in heard]
    if characters is None:
        hits = [{"signal": hit.signal.value, "detail": dict(hit.detail)} for hit in heard]
        return {"intents": [], "language": Language.ZH.value, "signals": named, "hits": hits, **UNREAD}
    record = read(characters)
    also: list[dict[str, Any]] = [{"signal": name, "detail": {}} for name in named]
    hits = [*record.get("hits", ()), *also]
    signals = list(dict.fromkeys([*record["signals"], *named]))
    return {**record, "signals": signals, "hits": hits, "characters": characters}


UNREAD: dict[str, Any] = {"leading": Intent.OUT_OF_SCOPE.value, "confidence": 0.0}
"""The leading act of a message that could not be read."""


def _bare_figure(turn: Turn, record: dict[str, Any]) -> dict[str, Any]:
    """A number alone answers what was asked of the verified: a choice, a day, an amount, and no age."""
    if not turn.verified or not turn.message.text.strip(" .,。，!！").isdigit():
        return record
    return {**record, "signals": [name for name in record["signals"] if name not in NOT_IN_ANSWERS]}


def _without_pretence(
    text: str, record: dict[str, Any], read: Callable[[str], dict[str, Any]]
) -> dict[str, Any]:
    """Read the wish beside markup or text that pretends to be the system; signals count in all of it."""
    if Signal.INJECTION.value not in record["signals"]:
        return record
    honest = honest_part(text)
    meant = read(honest) if honest else record
    if not honest or not wishes(hearing.from_record(meant)):
        return record
    every = dict.fromkeys([*record["signals"], *meant["signals"]])
    return {**meant, "signals": list(every), "hits": record["hits"], "honest": honest}


NOT_IN_ANSWERS = frozenset({Signal.MINOR.value, Signal.STUDENT.value, Signal.HUMAN.value})
"""What a birth date or four digits could be mistaken for; the figures of an answer are never kept."""


def language_of(turn: Turn, record: Mapping[str, Any]) -> Language:
    """The language to answer in: asked for, chosen earlier, or the one she writes."""
    if turn.message.press is not None:
        return turn.language
    text = turn.message.text
    asked = language_asked(text)
    if asked is not None:
        return asked
    if "language_chosen" in turn.memory.told or is_in_any_language(text):
        return turn.language
    if verification.looks_like_answer(turn):
        return turn.language
    written = Language(record.get("language") or turn.language.value)
    if written is not turn.language and is_a_word_alone(text) and _wrote_before(turn):
        return turn.language
    return written


def _wrote_before(turn: Turn) -> bool:
    """Whether she wrote in this talk before; the first word of all sets its language."""
    return any(line.direction == "in" for line in turn.unit.talks.lines(turn.conversation.id))


SCRIPT_CHOSEN = "script_chosen"


def note_script(turn: Turn) -> None:
    """Who writes traditional characters is answered in them, until she writes the others, or asks for one."""
    if turn.message.press is not None:
        return
    asked = script_asked(turn.message.text)
    if asked is not None:
        turn.memory.traditional = asked
        turn.memory.once(SCRIPT_CHOSEN)
    elif turn.language is Language.ZH and SCRIPT_CHOSEN not in turn.memory.told:
        written = writes_traditional(turn.message.text)
        if written is not None:
            turn.memory.traditional = written


def reading_of(record: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """What this process read with the engine's own weights, so that the engine need not read it again."""
    if not record or not record.get("leading") or not record.get("intents"):
        return None
    return {key: record[key] for key in ("leading", "confidence", "intents", "reasons", "signals")}
