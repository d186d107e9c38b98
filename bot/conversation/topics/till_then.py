"""Peace asked for till then: until the day just named, the one on the table, or the next that is arranged.

The reading leaves open which day is meant. Where the talk knows one that is still to come, the wish is for
quiet until it and closes nothing; where it knows none, a stop stays a stop.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.conversation import memory as stages
from bot.conversation.topics import balance, replying
from bot.conversation.turn import Turn
from bot.model.words import Intent, Owner, Reason, Signal
from bot.understanding.quiet import ASKED, THEN, Quiet

_SHUTS = frozenset(
    {
        Signal.STOP.value, Signal.CEASE.value, Signal.MEDIA_BAN.value, Signal.INCONVENIENT_TIME.value,
        Signal.AGREED_HOURS.value,
    }
)  # fmt: skip
"""What a wish to hear nothing till then is mistaken for."""


def settled(turn: Turn, record: dict[str, Any]) -> dict[str, Any]:
    """The reading of a message with the day that "then" means, or with the stop that it is otherwise."""
    told = record.get("occasions") or []
    then = next((each for each in told if each["about"] == THEN), None)
    if then is None:
        return record
    others = [each for each in told if each is not then]
    day = _named(turn, record) or _day(turn)
    if day is None:
        return {**record, "occasions": others}
    quiet = Quiet(0, len(then["text"]), day).as_occasion(then["text"], today=turn.today)
    kept = [hit for hit in record["hits"] if hit["signal"] not in _SHUTS or hit["detail"].get("to")]
    named = {hit["signal"] for hit in kept}
    signals = [name for name in record["signals"] if name not in _SHUTS or name in named]
    settled = {**record, "occasions": [*others, quiet.as_json()], "hits": kept, "signals": signals}
    return _only_quiet(settled) if settled.get("leading") == Intent.STOP_CONTACT.value else settled


def _only_quiet(record: Mapping[str, Any]) -> dict[str, Any]:
    """The same without the payment that "finally, don't text me till then" sounds like."""
    return {
        **record,
        "intents": [each for each in record["intents"] if each["name"] != Intent.REPORT_PAID.value],
        "reasons": [name for name in record["reasons"] if name != Reason.ALREADY_PAID.value],
    }


def _named(turn: Turn, record: Mapping[str, Any]) -> date | None:
    """The one day to come that the same message names: "I'll pay on the 20th, leave me alone till then"."""
    if not turn.verified:
        return None
    days = {each["from"] for each in record.get("dates") or [] if each["from"] == each["to"]}
    day = date.fromisoformat(days.pop()) if len(days) == 1 else None
    return day if day and day > turn.today else None


def _day(turn: Turn) -> date | None:
    """The day that the talk is about: of what waits for a yes, else of what is arranged, else wished."""
    if not turn.verified:
        return None
    pending = turn.memory.pending if turn.memory.stage == stages.CONFIRMING else None
    offer = turn.unit.books.offer(pending) if pending else None
    days = [date.fromisoformat(part["due_on"]) for part in offer.body["parts"]] if offer else []
    if not days and (held := balance.arranged(turn)) is not None:
        days = [held.due_on]
    if not days and turn.memory.wish.get("by"):
        days = [date.fromisoformat(turn.memory.wish["by"])]
    return next((day for day in sorted(days) if day > turn.today), None)


def asks_for_the_yes(turn: Turn) -> None:
    """Peace alone agrees to nothing: what is on the table still wants its yes, and she is told so."""
    pending = turn.memory.pending if turn.memory.stage == stages.CONFIRMING else None
    quiet = any(each.about == ASKED for each in turn.heard.occasions)
    if quiet and pending and turn.verified and turn.conversation.owner is Owner.BOT:
        replying.ask_for_a_yes(turn, pending)
