"""Taking an arrangement back: every cost table says that this is free, so it must be possible to say it."""

from __future__ import annotations

import re

from bot.conversation import memory as stages
from bot.conversation.topics import gate, replying
from bot.conversation.turn import Turn
from bot.handoff.weak_case import end_weak_case
from bot.model.words import HandoffReason, Owner, PromiseStatus, Signal

_WISH = re.compile(
    r"^\W*我?(?:想|要|想要)?取消(?:吧|了|掉)?\W*$"
    r"|取消.{0,6}(?:安排|计划|约定|分期|延期|承诺|协议|方案)"
    r"|(?:安排|计划|约定|分期|方案|协议).{0,6}(?:取消|作废|不要了|不做了|算了)"
    r"|不想(?:要|按)(?:这个|这份|刚才的?|原来的?)(?:安排|计划|约定|分期|方案|协议)?(?:来|了)"
    r"|^\W*(?:actually,? )?(?:no,? )?(?:please )?(?:i (?:want|would like|need) to |i'd like to )?"
    r"cancel(?: (?:it|this|that))?(?: please)?\W*$"
    r"|\bcancel\b.{0,20}\b(?:plan|agreement|arrangement|promise|deal)\b|\bcall it off\b",
    re.IGNORECASE,
)
_GRAVER = frozenset(Signal) - {Signal.STOP}


def answered(turn: Turn) -> bool:
    """Whether she took an arrangement back, or refused the one in question; then that is done.

    "Cancel" alone means our messages when nothing is arranged, and the arrangement when there is one.
    """
    if not turn.verified or not _WISH.search(turn.message.text):
        return False
    if any(turn.heard.signal(signal) is not None for signal in _GRAVER):
        return False
    if turn.conversation.owner is Owner.WAITING_FOR_AGENT:
        arranged = turn.unit.books.active_plan(turn.account.id) is not None
        if arranged and turn.memory.once("waiting"):
            turn.say("utter_waiting_for_person", reveals=False)
        return arranged
    if turn.conversation.owner is not Owner.BOT:
        return False
    if turn.memory.stage == stages.CONFIRMING:
        replying.deny(turn)
        return True
    promises = turn.unit.books.promises_of(turn.account.id)
    held = [promise for promise in promises if promise.status is PromiseStatus.OPEN]
    if turn.unit.books.active_plan(turn.account.id) is not None:
        turn.say("utter_cancel_passed_on", reveals=False)
        turn.hand_off(HandoffReason.REQUESTED, note="she takes her arrangement back; free of charge")
        return True
    for promise in held:
        turn.unit.books.transition(
            "promise", promise.id, old=promise.status.value, new=PromiseStatus.CANCELLED.value,
            at=turn.now, by="borrower", why="taken back",
        )  # fmt: skip
    if held:
        end_weak_case(turn.unit, turn.conversation.id, at=turn.now)
        turn.memory.stage = stages.TALKING
        turn.say("utter_cancelled", buttons=gate.STARTERS)
    return bool(held)
