"""A payment would be taken from food, warmth, medicine or a roof, or from a new loan: those come first.

Nothing is agreed on such words, whatever day and sum stand beside them. Less or later is offered once; where
it harms already, where terms are agreed, or when she says it again, a person takes it.
"""

from __future__ import annotations

from bot.conversation import memory as stages
from bot.conversation.pairing import offered
from bot.conversation.position import owed_now
from bot.conversation.topics import gate, people
from bot.conversation.turn import Turn
from bot.model.talk import Button
from bot.model.words import FactKind, HandoffReason, Intent
from bot.understanding import need

ELSEWHERE = (
    Intent.REPORT_PAID, Intent.REPORT_FRAUD, Intent.REPORT_AUTODEBIT_PROBLEM, Intent.DISPUTE_DEBT,
    Intent.DISPUTE_AMOUNT, Intent.THIRD_PARTY, Intent.WRONG_PERSON,
)  # fmt: skip
"""What is looked into for itself: "you took my food money twice"."""

CHOICES = (
    Button("utter_button_split", f"intent:{Intent.REQUEST_INSTALMENTS}"),
    Button("utter_button_later", f"intent:{Intent.REQUEST_DEFERRAL}"),
    Button("utter_button_human", f"intent:{Intent.REQUEST_HUMAN}"),
)
TOLD, OFFERED = "need", "need_offered"
"""Notes: to which message essentials were put first, and that less or later was offered."""


def answered(turn: Turn) -> bool:
    """Put what she lives on first; false when nothing of it is told."""
    words, all_of_it = _words(turn.message.text), _takes_all_of_it(turn)
    if words is None and all_of_it:
        words = "utter_need_first"
    if words is None and need.has_no_income(turn.message.text):
        words = _NO_INCOME
    if words is None or turn.heard.has(*ELSEWHERE):
        return False
    no_income = words == _NO_INCOME
    going_without = need.goes_without(turn.message.text) or all_of_it or no_income
    if going_without:
        turn.note(FactKind.HARDSHIP_NOTICE)
    if turn.memory.once(f"{TOLD}:{turn.message.id}"):  # not again when the check is passed
        turn.say(words, reveals=False)
        if need.goes_hungry(turn.message.text) or need.asks_where_food_is(turn.message.text):
            _say_where_food(turn)
    if going_without and (no_income or _needs_person(turn)):
        if turn.verified:
            _name_advice(turn)
        turn.say("utter_need_person", reveals=False)
        turn.hand_off(HandoffReason.HARDSHIP, note="essentials")
        people.withdraw(turn)
        return True
    if not gate.opened(turn):
        return True
    turn.memory.pending, turn.memory.stage = None, stages.TALKING
    _name_advice(turn)
    if going_without:
        turn.memory.once(OFFERED)
    if turn.unit.books.active_plan(turn.account.id) is None and owed_now(turn).minor > 0:
        turn.say("utter_need_less", buttons=CHOICES)
    return True


def where_food(turn: Turn) -> bool:
    """Say where help with food is found, to anybody who asks; true when asked."""
    if not need.asks_where_food_is(turn.message.text):
        return False
    _say_where_food(turn)
    return True


def _say_where_food(turn: Turn) -> None:
    turn.say("utter_food_help", place=turn.help_line("food"), reveals=False)


def _name_advice(turn: Turn) -> None:
    turn.say("utter_debt_advice", advice=turn.help_line("debt_advice"))


def _words(text: str) -> str | None:
    if need.would_borrow(text):
        return "utter_need_no_loan"
    if need.weighs_essentials(text):
        return "utter_need_essentials"
    in_need = need.goes_without(text) or need.asks_where_food_is(text)
    return "utter_need_first" if in_need else None


_NO_INCOME = "utter_need_no_income"


def _takes_all_of_it(turn: Turn) -> bool:
    """Whether nothing would be left to her; beside a sum that she offers it is that which is answered."""
    return need.takes_all_she_has(turn.message.text) and not offered(turn.heard, turn.message.text)


def _needs_person(turn: Turn) -> bool:
    """Whether it harms already, a home is at stake, it was said before, or terms are agreed."""
    agreed = turn.verified and turn.unit.books.active_plan(turn.account.id) is not None
    again = OFFERED in turn.memory.told
    text = turn.message.text
    grave = need.goes_badly_without(text) or need.loses_her_home(text)
    return grave or agreed or again or "AU" in turn.account.regimes
