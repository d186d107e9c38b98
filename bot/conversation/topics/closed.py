"""Who writes again after a colleague has closed her case: a person gets it once more.

A talk that was closed because somebody else answered stays closed for that device.
"""

from __future__ import annotations

from datetime import timedelta

from bot.conversation.expected import say_by_when
from bot.conversation.turn import Turn
from bot.model.talk import Case
from bot.model.words import FactKind, Intent, Owner

AGAIN = "written_again"
"""Key for the desk: the case was closed, and she has written since."""
LONGEST = timedelta(days=90)
"""How long ago a case may have been closed that is opened again."""
_NOT_HERS = frozenset(
    {FactKind.WRONG_PERSON, FactKind.DECEASED, FactKind.MINOR, FactKind.THIRD_PARTY_REFUSED}
)
_KIND_WORDS = frozenset({Intent.THANK, Intent.GOODBYE, Intent.GREET})


def written_again(turn: Turn) -> bool:
    """Bring a person to what she writes after her case was closed; false where the talk stays closed."""
    case = _closed_case(turn)
    if case is None or turn.session.locked_at is not None or not _is_hers(turn):
        return False
    said = turn.heard.intents if turn.message.press is None else ()
    if Intent.WRONG_PERSON in said or (said and set(said) <= _KIND_WORDS):
        return False
    turn.say("utter_written_again", reveals=False)
    turn.hand_off(case.reason, note=AGAIN)
    turn.conversation = turn.unit.talks.hand_over(
        turn.conversation, to=Owner.WAITING_FOR_AGENT, agent_id=None, at=turn.now
    )
    say_by_when(turn)
    return True


def comes_back(turn: Turn) -> bool:
    """Give a talk that a colleague closed back to the bot, when she opens it again by a new link."""
    if _closed_case(turn) is None or not _is_hers(turn):
        return False
    turn.conversation = turn.unit.talks.hand_over(turn.conversation, to=Owner.BOT, agent_id=None, at=turn.now)
    return True


def _closed_case(turn: Turn) -> Case | None:
    cases = turn.unit.cases.closed_since(turn.borrower.id, since=turn.now - LONGEST)
    mine = [case for case in cases if case.conversation_id == turn.conversation.id]
    return mine[-1] if mine else None


def _is_hers(turn: Turn) -> bool:
    held = {fact.kind for fact in turn.unit.record.facts(turn.borrower.id, in_force_at=turn.now)}
    return _NOT_HERS.isdisjoint(held)
