"""How to pay, with a personal link where payments can be made online."""

from __future__ import annotations

from bot.conversation.turn import Turn
from bot.model.money import Money


def show(turn: Turn, amount: Money, *, agreed: bool = False) -> None:
    """Say the ways to pay an amount; the link is in the card and, for media without cards, in the text.

    Args:
        turn: the message being answered.
        amount: how much.
        agreed: it is a part of an arrangement, so it is told and not asked for.
    """
    from bot.payments.orders import pay_link

    url = pay_link(turn.house, turn.conversation.id, amount)
    turn.say(
        "utter_pay_part" if agreed else "utter_how_to_pay",
        amount=amount,
        link=url,
        card={"kind": "pay", "minor": amount.minor, "currency": amount.currency, "url": url},
    )


def show_what_is_due(turn: Turn) -> bool:
    """The same for what is due now; false when nothing is, and nothing was said."""
    from bot.outreach.door import Speaker
    from bot.payments.orders import due_now

    plan = turn.unit.books.active_plan(turn.account.id)
    if plan is None and turn.ledger.cure_amount.minor <= 0:
        return False
    speaker = Speaker(
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
    amount = due_now(speaker)
    if amount.minor <= 0:
        return False
    show(turn, amount, agreed=plan is not None)
    return True
