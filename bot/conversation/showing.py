"""How offers are put before her: as choices, then the whole cost before a yes; remembered exactly as shown.

What is shown is decided in :mod:`bot.conversation.deal`; every amount comes from the offer.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bot.conversation import budget, holding, ways_to_pay
from bot.conversation import memory as stages
from bot.conversation.cards import as_known, offer_card, offer_facts
from bot.conversation.position import owed_now
from bot.conversation.turn import Turn
from bot.model.money import Money
from bot.model.talk import Button
from bot.model.words import Intent, NoticeKind, OfferKind
from bot.offers.terms import Offer

ASKED_AGAIN = "yes"
"""Noted once a yes was asked for in so many words, so that a nod answers it; another table begins anew."""
OFFER_FOR = timedelta(days=2)
MADE_OF = ("principal", "interest", "fees")


def present(turn: Turn, offers: Sequence[Offer], *, contest: bool = False) -> None:
    """Show offers as cards and in words, and remember them in the order shown."""
    offers = [as_known(holding.anew(turn, offer), account=turn.account) for offer in offers]
    turn.memory.stage = stages.OFFERING
    turn.memory.offers = [offer.id for offer in offers]
    turn.memory.pending = None
    _stay_open(turn, turn.memory.offers)
    for number, offer in enumerate(offers, start=1):
        keep(turn, offer)
        turn.say(
            f"utter_{offer.wording}",
            buttons=(Button("utter_button_choose", f"offer:{offer.id}", {"number": number}),),
            card={"kind": "offer", "number": number, **offer_card(offer)},
            number=number,
            **offer_facts(offer),
        )
    buttons = [
        Button("utter_button_something_else", "other"),
        Button("utter_button_human", "intent:request_human"),
    ]
    buttons[1:1] = budget.button(turn)
    if contest:
        buttons[-1] = Button("utter_button_contest", f"intent:{Intent.REQUEST_HUMAN}")
    turn.say("utter_choose_or_tell", buttons=tuple(buttons))


MOST_OPEN = 12
"""How many of the offers shown in a talk can still be chosen; the oldest go first."""


def _stay_open(turn: Turn, offers: Sequence[str]) -> None:
    """What was shown can be chosen until something is agreed, also when other things were shown since."""
    kept = [each for each in turn.memory.earlier if each not in offers]
    turn.memory.earlier = [*kept, *offers][-MOST_OPEN:]


def which_one(turn: Turn, *, but: Collection[str] = ()) -> None:
    """A yes to several things: the same choices again but those left out, and a person beside them."""
    numbers = range(1, len(turn.memory.offers) + 1)
    choices = [
        Button("utter_button_choose", f"offer:{offer}", {"number": number})
        for number, offer in zip(numbers, turn.memory.offers, strict=True)
        if offer not in but
    ]
    human = Button("utter_button_human", f"intent:{Intent.REQUEST_HUMAN}")
    turn.say("utter_which_one", buttons=(*choices, human))


def keep(turn: Turn, offer: Offer) -> None:
    """Remember an offer exactly as shown."""
    turn.unit.books.show_offer(
        offer_id=offer.id,
        conversation_id=turn.conversation.id,
        account_id=turn.account.id,
        kind=offer.kind.value,
        body=offer_card(offer),
        at=turn.now,
        expires_at=turn.now + OFFER_FOR,
    )


def confirm(turn: Turn, offer: Offer) -> None:
    """Show the whole cost before a yes: dates, parts, extra cost, rate, what if it is broken."""
    offer = as_known(holding.anew(turn, offer), account=turn.account)
    keep(turn, offer)
    confirm_card(turn, offer_card(offer))


def confirm_card(turn: Turn, card: dict[str, Any]) -> None:
    """The same for an offer that was shown before."""

    def money(minor: int) -> Money:
        return Money(minor, card["currency"])

    schedule = [
        (date.fromisoformat(p["due_on"]), money(p["total"]), [money(p[name]) for name in MADE_OF])
        for p in card["parts"]
    ]
    turn.memory.stage, turn.memory.pending = stages.CONFIRMING, card["id"]
    _stay_open(turn, [card["id"]])
    if ASKED_AGAIN in turn.memory.asked_back:
        turn.memory.asked_back.remove(ASKED_AGAIN)
    if card["offer_kind"] == OfferKind.PAY_NOW.value:
        pay_now(turn, money(card["total"]))
        return
    facts: dict[str, Any] = {"total": money(card["total"]), "rate": Decimal(card["annual_rate"])}
    if card["extra_cost"]:
        facts["extra"] = money(card["extra_cost"])
    due = owed_now(turn)
    table = "utter_cost_table" if card["extra_cost"] else "utter_cost_table_free"
    if not card["extra_cost"] and card["total"] > due.minor:  # the next instalment is in it
        table, facts = "utter_cost_table_next", {**facts, "first_amount": due}
    turn.say(
        table,
        card={**card, "kind": "cost_table"},
        schedule=schedule,
        **facts,
    )
    if table != "utter_cost_table_next":
        _next_as_usual(turn, [due_on for due_on, _, _ in schedule])
    conditions = card["conditions"]
    turn.say(f"utter_{conditions['if_broken']}")
    turn.say(f"utter_{conditions['credit_reporting']}")
    turn.say(f"utter_{conditions['cancel']}")
    left = conditions["left_this_year"]
    if left is not None:
        turn.say("utter_left_this_year", left=left) if left else turn.say("utter_last_this_year")
    turn.say("utter_confirm_question", buttons=agree_buttons(card["id"]))
    turn.unit.record.notice(
        borrower_id=turn.borrower.id, account_id=turn.account.id, kind=NoticeKind.COST_TABLE, at=turn.now
    )


def _next_as_usual(turn: Turn, days: Sequence[date]) -> None:
    """Say of parts that reach beyond the next regular instalment that this one stays due beside them."""
    due_on, amount = turn.ledger.next_due_on, turn.ledger.next_due_amount
    told = turn.said("utter_next_instalment") or turn.said("utter_with_the_next")
    if len(days) > 1 and due_on is not None and amount and turn.today < due_on <= days[-1] and not told:
        turn.say("utter_next_as_usual", due_on=due_on, amount=amount)


def agree_buttons(offer_id: str) -> tuple[Button, ...]:
    """Yes to the arrangement on the table, or something else."""
    return (
        Button("utter_button_agree", f"accept:{offer_id}"),
        Button("utter_button_something_else", "other"),
    )


def pay_now(turn: Turn, amount: Money) -> None:
    """Show how to pay right now."""
    turn.memory.stage = stages.TALKING
    ways_to_pay.show(turn, amount)


def tell_cheaper(turn: Turn, offer: Offer) -> None:
    """The way that costs her least is never hidden, not even beside a yes."""
    offer = holding.anew(turn, offer)
    keep(turn, offer)
    turn.say(
        "utter_cheaper_way",
        buttons=(Button("utter_button_cheaper", f"offer:{offer.id}"),),
        schedule=[(part.due_on, part.total) for part in offer.parts],
        total=offer.total,
    )
