"""What was only guessed is taken back when she denies it plainly: a danger, a death, a serious illness.

The case stays open and a person reads it. Her ordinary wish beside the denial is answered, or after it.
"""

from __future__ import annotations

from bot.conversation.groups import SETTLING, WISHES_BESIDE
from bot.conversation.topics.care import CLEARED, DEATH_IN_WORDS, ILLNESS, IN_WORDS
from bot.conversation.turn import Turn
from bot.model.words import HandoffReason, Intent, Owner, Signal
from bot.understanding.denials import denies

STEPPED_BACK = "stepped_back"
ORDINARY = (WISHES_BESIDE | SETTLING | {Intent.ASK_CREDIT_IMPACT, Intent.ASK_CONSEQUENCE}) - {Intent.AFFIRM}
"""Wishes with nothing grave in them."""


def stepped_back(turn: Turn) -> bool:
    """Take back a crisis that was only guessed at, once, when she denies it plainly; a person still looks.

    An ordinary wish beside the denial is answered, and so is one that follows (:func:`goes_on`). Danger that
    was said in so many words, before or beside the denial, is never taken back.
    """
    told = turn.memory.told
    if "crisis" not in told or IN_WORDS in told or not denies(turn.message.text, Signal.CRISIS):
        return False
    if not turn.memory.once(STEPPED_BACK):
        return False
    turn.memory.once(CLEARED)
    turn.say("utter_crisis_misread_on" if goes_on(turn) else "utter_crisis_misread", reveals=False)
    return True


def goes_on(turn: Turn) -> bool:
    """Give the talk back to the bot where a misreading is cleared up and an ordinary wish is told.

    The case stays open and a person reads it. Beside distress, or any new word of danger, it stays with her.
    """
    told, heard = turn.memory.told, turn.heard
    if CLEARED not in told or IN_WORDS in told or turn.conversation.owner is not Owner.WAITING_FOR_AGENT:
        return False
    case = turn.unit.cases.open_of(turn.conversation.id)
    if case is None or case.reason is not HandoffReason.CRISIS:
        return False
    in_danger = heard.signal(Signal.CRISIS) is not None and not denies(turn.message.text, Signal.CRISIS)
    if in_danger or not heard.has(*ORDINARY):
        return False
    _back_to_the_bot(turn)
    return True


def denied_outright(turn: Turn) -> bool:
    """Whether danger is named only to deny it, where none was heard before and a person is awaited."""
    awaited = (
        turn.conversation.owner is Owner.WAITING_FOR_AGENT and turn.heard.signal(Signal.CRISIS) is not None
    )
    return awaited and "crisis" not in turn.memory.told and denies(turn.message.text, Signal.CRISIS)


def nobody_died(turn: Turn) -> bool:
    """Take back a death that was only guessed at, once, when she denies it; the bot goes on with her wish.

    The case stays open, and a person reads it; nothing is sent meanwhile.
    """
    told = turn.memory.told
    if "condolences" not in told or DEATH_IN_WORDS in told or not denies(turn.message.text, Signal.DEATH):
        return False
    return _taken_back(turn, HandoffReason.BEREAVEMENT, once="death_denied", say="utter_death_misread")


def not_so_ill(turn: Turn) -> bool:
    """Take back a serious illness, once, when she says that it is a cold; a person reads it all the same."""
    if ILLNESS not in turn.memory.told or not denies(turn.message.text, Signal.SERIOUS_ILLNESS):
        return False
    return _taken_back(turn, HandoffReason.VULNERABLE, once="illness_denied", say="utter_not_so_ill")


def _taken_back(turn: Turn, reason: HandoffReason, *, once: str, say: str) -> bool:
    """Give the talk back to the bot, once, where she waits for a person for this reason alone."""
    case = turn.unit.cases.open_of(turn.conversation.id)
    alone = case is not None and case.reason is reason
    if turn.conversation.owner is not Owner.WAITING_FOR_AGENT or not alone or not turn.memory.once(once):
        return False
    turn.say(say, reveals=False)
    _back_to_the_bot(turn)
    return True


def _back_to_the_bot(turn: Turn) -> None:
    turn.conversation = turn.unit.talks.hand_over(turn.conversation, to=Owner.BOT, agent_id=None, at=turn.now)
