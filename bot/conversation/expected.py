"""By when a person comes to a conversation that was handed over, and saying so."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.conversation.turn import Turn
from bot.model.talk import Case


def expected(turn: Turn, case: Case | None) -> datetime | None:
    """By when a person comes: the case's own clock, moved into the hours in which people work."""
    if case is None or case.due_at <= turn.now:
        return None
    start, end = turn.house.handoff.hours
    local = case.due_at.astimezone(ZoneInfo(turn.borrower.timezone))
    if start <= local.time() <= end:
        return case.due_at
    day = local.date() + timedelta(days=0 if local.time() < start else 1)
    left = timedelta(minutes=turn.house.handoff.routes[case.reason].minutes)
    return datetime.combine(day, start, tzinfo=local.tzinfo) + left


def say_by_when(turn: Turn) -> None:
    """Tell somebody who was just handed over by when a colleague writes, where the desk knows it."""
    by = expected(turn, turn.unit.cases.open_of(turn.conversation.id))
    if by is not None:
        turn.say("utter_handoff_by", day=by, reveals=False)
