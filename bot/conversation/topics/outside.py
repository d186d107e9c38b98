"""What this assistant is not for, and what it did not understand."""

from __future__ import annotations

from bot.conversation.expected import say_by_when
from bot.conversation.topics import gate
from bot.conversation.turn import Turn
from bot.model.talk import Button
from bot.model.words import HandoffReason, Intent
from bot.understanding.pinyin import is_pinyin

LABELS = {
    Intent.REQUEST_DEFERRAL: "utter_button_later",
    Intent.PROMISE_TO_PAY: "utter_button_pay_soon",
    Intent.REQUEST_INSTALMENTS: "utter_button_split",
    Intent.OFFER_PARTIAL: "utter_button_part",
    Intent.REPORT_PAID: "utter_button_paid",
    Intent.REQUEST_HUMAN: "utter_button_human",
    Intent.ASK_AMOUNT: "utter_button_amount",
    Intent.ASK_HOW_TO_PAY: "utter_button_pay",
    Intent.DISPUTE_DEBT: "utter_button_not_mine",
    Intent.DISPUTE_AMOUNT: "utter_button_amount_wrong",
    Intent.ASK_IF_SCAM: "utter_button_scam",
    Intent.REQUEST_WAIVER: "utter_button_waiver",
    Intent.STOP_CONTACT: "utter_button_stop",
}

USUAL = (Intent.REQUEST_DEFERRAL, Intent.REQUEST_INSTALMENTS, Intent.REQUEST_HUMAN)
"""What is offered when a sentence gave no hint at all."""


LIKELIEST = 2
"""How many readings are offered at least: one alone leaves no choice."""


def out_of_scope(turn: Turn) -> None:
    """Say kindly what this assistant can help with; it counts as a failed understanding."""
    _missed(turn, "utter_out_of_scope")


def not_understood(turn: Turn) -> None:
    """First time: explain and offer the two likeliest readings. Second time: offer a person.

    A third message in a row that makes no sense goes to a person without asking again, so that
    the dialogue never loops.
    """
    _missed(turn, "utter_not_understood")


def _missed(turn: Turn, first: str) -> None:
    turn.memory.misses += 1
    if turn.memory.misses >= 3:
        turn.say("utter_handoff_not_understood", reveals=False)
        turn.hand_off(HandoffReason.NOT_UNDERSTOOD)
        say_by_when(turn)
        return
    if turn.memory.misses == 2:
        turn.say(
            "utter_offer_person",
            buttons=(Button("utter_button_human", f"intent:{Intent.REQUEST_HUMAN}"),),
            reveals=False,
        )
        return
    if not turn.verified and turn.session.locked_at is None:
        turn.say(f"{first}_yet", reveals=False)  # before the check no word may tell what it is about
        gate.ask(turn)
        return
    likely = [intent for intent in turn.heard.intents if intent in LABELS][:2] or list(USUAL)
    if len(likely) < LIKELIEST:
        likely += [intent for intent in USUAL if intent not in likely][: LIKELIEST - len(likely)]
    turn.say(
        first, buttons=tuple(Button(LABELS[intent], f"intent:{intent}") for intent in likely), reveals=False
    )


def unread_pinyin(turn: Turn) -> bool:
    """Ask kindly for characters where Chinese in Latin letters could not be read; true when asked."""
    if turn.message.press is not None or not is_pinyin(turn.message.text):
        return False
    if not turn.memory.once("pinyin"):
        not_understood(turn)
        return True
    button = Button("utter_button_human", f"intent:{Intent.REQUEST_HUMAN}")
    turn.say("utter_characters_please", buttons=(button,), reveals=False)
    return True
