"""Taking an arrangement back: every cost table says that this is free, so it must be possible to say it."""

from __future__ import annotations

from bot.conversation import deal
from bot.conversation import memory as stages
from bot.conversation.topics import gate, replying, short, waiting
from bot.conversation.turn import Turn
from bot.handoff.weak_case import end_weak_case
from bot.model.words import HandoffReason, Intent, OfferKind, Owner, PromiseStatus, Signal
from bot.understanding.counts import read_parts
from bot.understanding.plain_acts import changed_mind
from bot.understanding.taking_back import never_agreed, rather_all_at_once, retreats, wants_it_cancelled

_GRAVER = frozenset(Signal) - {Signal.STOP}
_ABOUT_THE_YES = frozenset({Signal.FRAUD, Signal.DISPUTE})


def answered(turn: Turn) -> bool:
    """Whether she took an arrangement back, or refused the one in question; then that is done.

    "Cancel" alone means our messages when nothing is arranged, and the arrangement when there is one.
    """
    text = turn.message.text
    other = _bare_change_of_mind(turn)
    if not turn.verified:
        return False
    if never_agreed(text) and _somebody_else_agreed(turn):
        return True
    if not (wants_it_cancelled(text) or other or _retreats(turn)):
        return False
    if any(turn.heard.signal(signal) is not None for signal in _GRAVER):
        return False
    if turn.conversation.owner is Owner.WAITING_FOR_AGENT:
        arranged = turn.unit.books.active_plan(turn.account.id) is not None
        if arranged:
            waiting.answer(turn)
        return arranged
    if turn.conversation.owner is not Owner.BOT:
        return False
    if turn.memory.stage == stages.CONFIRMING or (other and turn.memory.stage == stages.OFFERING):
        if other and rather_all_at_once(text):
            turn.memory.wish, turn.memory.pending = {}, None
            turn.say("utter_corrected")
            deal.show_choices(turn, OfferKind.PROMISE)
        else:
            (replying.start_over if other else replying.deny)(turn)
        return True
    if turn.unit.books.active_plan(turn.account.id) is not None:
        turn.say("utter_cancel_passed_on", reveals=False)
        turn.hand_off(HandoffReason.REQUESTED, note="she takes her arrangement back; free of charge")
        return True
    held = _end_promises(turn, why="taken back")
    if held:
        turn.say("utter_cancelled", buttons=gate.STARTERS)
    elif other:
        replying.start_over(turn)
    return held or other


def _end_promises(turn: Turn, *, why: str) -> bool:
    """Take back every promise that stands; whether there was one."""
    promises = turn.unit.books.promises_of(turn.account.id)
    held = [promise for promise in promises if promise.status is PromiseStatus.OPEN]
    for promise in held:
        turn.unit.books.transition(
            "promise", promise.id, old=promise.status.value, new=PromiseStatus.CANCELLED.value,
            at=turn.now, by="borrower", why=why,
        )  # fmt: skip
    if held:
        end_weak_case(turn.unit, turn.conversation.id, at=turn.now)
        turn.memory.stage = stages.TALKING
    return bool(held)


def _somebody_else_agreed(turn: Turn) -> bool:
    """A yes that was not hers binds her to nothing: a promise ends at once, a plan by a person, who looks."""
    graver = any(turn.heard.signal(signal) is not None for signal in _GRAVER - _ABOUT_THE_YES)
    if graver or turn.conversation.owner is not Owner.BOT:
        return False
    if turn.unit.books.active_plan(turn.account.id) is not None:
        turn.say("utter_cancel_passed_on", reveals=False)
    elif _end_promises(turn, why="says that somebody else agreed"):
        turn.say("utter_never_agreed", reveals=False)
    else:
        return False
    turn.hand_off(HandoffReason.DISPUTE, note="says that it was not she who agreed to the arrangement")
    return True


def _retreats(turn: Turn) -> bool:
    """Whether she steps back from what was recorded a moment ago: "actually no", right under the receipt."""
    return retreats(turn.message.text) and short.last_showed(turn, "receipt")


def _bare_change_of_mind(turn: Turn) -> bool:
    """Whether she takes back what she wanted and names nothing else: with a figure it is a new wish."""
    if not changed_mind(turn.message.text) or turn.heard.amounts or turn.heard.dates:
        return False
    return read_parts(turn.message.text) is None and not turn.heard.has(*_NEW_WISHES)


_NEW_WISHES = frozenset(
    {
        Intent.REQUEST_INSTALMENTS, Intent.REQUEST_DEFERRAL, Intent.REQUEST_WAIVER, Intent.REQUEST_HUMAN,
        Intent.REQUEST_DUE_DAY_CHANGE, Intent.OFFER_PARTIAL, Intent.ASK_HOW_TO_PAY, Intent.REPORT_PAID,
        Intent.DISPUTE_DEBT, Intent.DISPUTE_AMOUNT, Intent.COMPLAIN,
    }
)  # fmt: skip
