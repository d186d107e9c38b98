"""What is on file of how she wants to be reached, said back: the hours, and which media stay closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.conversation.turn import Turn
from bot.model.rows import StoredFact
from bot.model.words import Channel, FactKind, Signal
from bot.understanding.yes_and_how import asks_if_kept

DAY_BEGINS, DAY_ENDS = "00:00", "23:59"
WORKDAYS = ("mon", "tue", "wed", "thu", "fri")
HOURS = ((Signal.INCONVENIENT_TIME, FactKind.INCONVENIENT_TIME), (Signal.AGREED_HOURS, FactKind.AGREED_HOURS))
_TOLD = (Channel.VOICE_HUMAN, Channel.SMS, Channel.EMAIL, Channel.IM, Channel.LETTER)
"""The media that are told of by name; of calls, whoever makes them, as one."""


def say_hours(turn: Turn, said: Sequence[tuple[FactKind, Mapping[str, Any]]]) -> None:
    """Say one stretch of hours; of several, or where none was named, that they are noted."""
    kind, detail = said[0]
    since, until = str(detail.get("from") or ""), str(detail.get("to") or "")
    workdays = tuple(detail.get("days") or ()) == WORKDAYS and kind is FactKind.INCONVENIENT_TIME
    if len(said) > 1 or not (since and until) or (detail.get("days") and not workdays):
        turn.say("utter_time_wish_noted", reveals=False)
        return
    if kind is FactKind.INCONVENIENT_TIME and not workdays:
        if since == DAY_BEGINS:
            since, until = until, DAY_ENDS
        elif until == DAY_ENDS:
            since, until = DAY_BEGINS, since
        else:
            turn.say("utter_hours_not_between", since=since, until=until, reveals=False)
            return
    if workdays:
        turn.say("utter_hours_not_on_workdays", since=since, until=until, reveals=False)
    elif until == DAY_ENDS:
        turn.say("utter_hours_from", since=since, reveals=False)
    elif since == DAY_BEGINS:
        turn.say("utter_hours_until", until=until, reveals=False)
    else:
        turn.say("utter_hours_between", since=since, until=until, reveals=False)


def say_hours_on_file(turn: Turn) -> bool:
    """Say from when to when we write by what is on file; false when nothing of the kind is."""
    kept = _in_force(turn, {kind for _, kind in HOURS})
    if kept:
        say_hours(turn, [(fact.kind, fact.detail) for fact in kept])
    return bool(kept)


def answered(turn: Turn) -> bool:
    """Whether what she said of being reached is on file: asked, and answered by what is there."""
    if not turn.verified or not asks_if_kept(turn.message.text):
        return False
    say_on_file(turn)
    return True


def say_on_file(turn: Turn) -> None:
    """Say what is on file of being reached, or that nothing is."""
    said = say_hours_on_file(turn)
    bans = _in_force(turn, {FactKind.MEDIA_BAN})
    closed = {fact.detail.get("channel") for fact in bans if not fact.detail.get("to")}
    left = [each for each in _TOLD if each.value not in closed]
    names = {f"utter_media_ban_{fact.detail['to']}": None for fact in bans if fact.detail.get("to")}
    if len(left) == 1:
        names[f"utter_media_only_{left[0].value}"] = None
    else:
        names |= {f"utter_media_ban_{each.value}": None for each in _TOLD if each.value in closed}
    for name in names:
        turn.say(name, reveals=False)
    if not said and not names:
        turn.say("utter_no_contact_wish", reveals=False)


def _in_force(turn: Turn, kinds: Iterable[FactKind]) -> list[StoredFact]:
    wanted = set(kinds)
    facts = turn.unit.record.facts(turn.borrower.id, in_force_at=turn.now)
    return [fact for fact in facts if fact.kind in wanted]
