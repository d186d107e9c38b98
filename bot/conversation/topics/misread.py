"""What was only guessed is taken back when she denies it plainly: a danger, a death, a serious illness.

So is a danger that was a manner of speaking, when she says so. The case stays open and a person reads it. Her
ordinary wish beside the denial is answered, or after it.
"""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.groups import SETTLING, WISHES_BESIDE
from bot.conversation.topics.care import AS_A_THOUGHT, CLEARED, DEATH_IN_WORDS, ILLNESS, IN_WORDS
from bot.conversation.turn import Turn
from bot.handoff.open_case import open_case
from bot.model.words import FactKind, HandoffReason, Intent, Owner, Signal
from bot.understanding.denials import denies
from bot.understanding.figures_of_speech import is_hedged, takes_back

STEPPED_BACK = "stepped_back"
ORDINARY = (WISHES_BESIDE | SETTLING | {Intent.ASK_CREDIT_IMPACT, Intent.ASK_CONSEQUENCE}) - {Intent.AFFIRM}
"""Wishes with nothing grave in them."""


def stepped_back(turn: Turn) -> bool:
    """Take back a crisis that was only guessed at, once, when she denies it plainly; a person still looks.

    An ordinary wish beside the denial is answered, and so is one that follows (:func:`goes_on`). So it is
    with an idiom ("被催得想跳楼哈哈哈"). A thought ("they'd be better off without me") must be explained,
    "I'm fine" is too little. Danger said in earnest, before or beside the denial, is never taken back, nor is
    one that she once took back by half.
    """
    told, text = turn.memory.told, turn.message.text
    if "crisis" in told and is_hedged(text):
        turn.memory.once(IN_WORDS)
    if "crisis" not in told or IN_WORDS in told or not denies(text, Signal.CRISIS):
        return False
    if AS_A_THOUGHT in told and not takes_back(text):
        return False
    if not turn.memory.once(STEPPED_BACK):
        return False
    turn.memory.once(CLEARED)
    turn.say("utter_crisis_misread_on" if goes_on(turn) else "utter_crisis_misread", reveals=False)
    without_the_danger(turn)
    return True


def taken_back_at_once(turn: Turn) -> bool:
    """Go on where words of danger are explained away in the very message that has them; a person sees it.

    "What I said about ending it was me shouting at my son" raises no alarm a second time, nor does "I'm not
    suicidal, just skint". Only an explanation does that, never "I'm fine".
    """
    if turn.conversation.owner is not Owner.BOT or turn.heard.signal(Signal.CRISIS) is None:
        return False
    if "crisis" in turn.memory.told or not takes_back(turn.message.text):
        return False
    turn.note(FactKind.VULNERABLE, about="crisis")
    open_case(turn, HandoffReason.CRISIS, note=STEPPED_BACK, bot_goes_on=True)
    turn.say("utter_crisis_taken_back", reveals=False)
    without_the_danger(turn)
    return True


def without_the_danger(turn: Turn) -> None:
    """Leave of a message that takes a danger back what is to be answered; the denial asks for nothing."""
    heard = turn.heard
    left = tuple(each for each in heard.intents if each not in _DENYING) or (Intent.DENY,)
    turn.heard = replace(
        heard,
        intents=left,
        lead=heard.lead if heard.lead in left else left[0],
        signals=tuple(each for each in heard.signals if each.signal is not Signal.CRISIS),
    )


_DENYING = (Intent.EXPRESS_DISTRESS, Intent.CORRECT_INFORMATION, Intent.DENY)
"""How a denial is read, beside what else is said."""


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
    told_when = heard.reasons and heard.dates  # "just skint till the 27th"
    if in_danger or not (heard.has(*ORDINARY) or told_when):
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
