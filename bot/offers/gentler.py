"""When what was shown is too much: offers that ask for less at a time, within the bot's authority."""

from __future__ import annotations

from datetime import date

from bot.model.money import Money
from bot.offers.case import may_talk_money, open_case
from bot.offers.openings import longest_plans
from bot.offers.quote import cheapest_ways, cost_to_borrower, distinct, presentable, volunteered
from bot.offers.records import OfferPolicy
from bot.offers.terms import Offer, QuoteFacts


def largest_part(offer: Offer) -> Money:
    """The most that one date of an offer asks for."""
    return max((part.total for part in offer.parts), default=Money.zero(offer.total.currency))


def gentler(facts: QuoteFacts, *, below: Money, today: date, policy: OfferPolicy) -> tuple[Offer, ...]:
    """Offers whose every part is smaller than what was too much, the smallest parts first.

    Args:
        facts: the account today.
        below: the part that was too much.
        today: the day in the account's calendar.
        policy: the lender's offers.

    Returns:
        At most as many as the policy shows as alternatives; none when the bot may go no lower, and then
        a person is the way on.
    """
    case = open_case(facts, today=today, policy=policy)
    if may_talk_money(case) or facts.history.plan_active:
        return ()
    plans = presentable((draft.grantable for draft in longest_plans(case)), case)
    lower = [offer for offer in distinct((*plans, *volunteered(case))) if largest_part(offer) < below]
    lower.sort(key=lambda offer: (largest_part(offer).minor, cost_to_borrower(offer)))
    return tuple(lower[: policy.negotiation.alternatives])


def cheapest(facts: QuoteFacts, *, today: date, policy: OfferPolicy) -> Offer | None:
    """The way that costs the borrower least, among all the bot may offer."""
    case = open_case(facts, today=today, policy=policy)
    if may_talk_money(case):
        return None
    return min(cheapest_ways(case), key=cost_to_borrower, default=None)
