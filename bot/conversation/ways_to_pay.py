"""How to pay, with a personal link where payments can be made online."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.turn import Turn
from bot.model.money import Money

if TYPE_CHECKING:
    from bot.outreach.door import Speaker


def show(turn: Turn, amount: Money, *, agreed: bool = False, early: bool = False) -> None:
    """Say the ways to pay an amount; the link is in the card and, for media without cards, in the text.

    Args:
        turn: the message being answered.
        amount: how much.
        agreed: it is a part of an arrangement, so it is told and not asked for.
        early: it is all that is left of one, which she may pay before its days.
    """
    from bot.payments.orders import pay_link

    url = pay_link(turn.house, turn.conversation.id, amount)
    name = "utter_pay_part" if agreed else "utter_how_to_pay"
    turn.say(
        "utter_early_rest" if early else name,
        amount=amount,
        link=url,
        card={"kind": "pay", "minor": amount.minor, "currency": amount.currency, "url": url},
    )


def show_what_is_due(turn: Turn) -> bool:
    """The same for what is due now; false when nothing is, and nothing was said."""
    from bot.payments.orders import due_now

    plan = turn.unit.books.active_plan(turn.account.id)
    if plan is None and turn.ledger.cure_amount.minor <= 0:
        return False
    amount = due_now(_speaker(turn))
    if amount.minor <= 0:
        return False
    show(turn, amount, agreed=plan is not None)
    return True


def left_over(turn: Turn) -> Money:
    """All that is left of the arrangement, which may be paid before its days."""
    from bot.payments.orders import left_over

    return left_over(_speaker(turn))


def _speaker(turn: Turn) -> Speaker:
    from bot.outreach.door import Speaker

    return Speaker(
        house=turn.house,
        unit=turn.unit,
        conversation=turn.conversation,
        account=turn.account,
        borrower=turn.borrower,
        ledger=turn.ledger,
        now=turn.now,
        language=turn.language,
        verified=turn.verified,
    )
