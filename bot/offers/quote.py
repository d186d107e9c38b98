"""What is volunteered: a few fitting choices within the bot's authority, the cheapest always among them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.model.words import OfferKind
from bot.offers.build import Draft
from bot.offers.case import Case, may_talk_money, open_case
from bot.offers.openings import longest_plans, opening
from bot.offers.records import OfferPolicy
from bot.offers.terms import Cadence, Offer, QuoteFacts
from bot.offers.wishes import as_asked


def quote(facts: QuoteFacts, *, today: date, policy: OfferPolicy) -> tuple[Offer, ...]:
    """Choose the offers to show, in the policy's order for the reasons given.

    The same facts give the same offers. Every offer is within the bot's authority and the regime's cap; when
    the borrower told a budget, every offer fits it. A wish in the facts that the bot may grant stands first.

    Returns:
        Up to ``shown.max`` offers, or none when nothing is owed, a person must look first, or nothing fits:
        then the case goes to a person.
    """
    case = open_case(facts, today=today, policy=policy)
    if may_talk_money(case):
        return ()
    offers = volunteered(case)
    if facts.wish is not None:
        asked = [draft.grantable for draft in as_asked(facts.wish, case)]
        offers = distinct((*presentable(asked, case), *offers))
    return shown(offers, most=policy.negotiation.shown_max)


def volunteered(case: Case) -> tuple[Offer, ...]:
    """Every offer the bot may make unasked, in the order of the policy: one form of each kind.

    When that leaves fewer than the policy wants to show, the other forms are added: other rhythms, and the
    longest plan within authority.
    """
    first: list[Draft] = []
    more: list[Draft] = []
    for kind in case.policy.order(case.facts.reasons):
        if case.facts.history.plan_active and kind is not OfferKind.PAY_NOW:
            continue
        records = [record for record in case.policy.records_on(case.today) if record.kind is kind]
        records.sort(key=lambda record: record.cadence is not _pay_rhythm(case))
        first += [draft for record in records[:1] if (draft := opening(record, case)) is not None]
        more += [draft for record in records[1:] if (draft := opening(record, case)) is not None]
    offers = distinct(presentable((draft.grantable for draft in first), case))
    if len(offers) < case.policy.negotiation.shown_min and not case.facts.history.plan_active:
        more += longest_plans(case)
        offers = distinct((*offers, *presentable((draft.grantable for draft in more), case)))
    return offers


def cheapest_ways(case: Case) -> tuple[Offer, ...]:
    """Offers among which the cheapest of all volunteered ones is, without building them all.

    Paying today costs nothing, and only a waiver can cost less; when neither fits, all are looked at.
    """
    kinds = (OfferKind.PAY_NOW, OfferKind.WAIVER)
    if case.facts.history.plan_active:
        return volunteered(case)
    drafts = [opening(record, case) for record in case.policy.records_on(case.today) if record.kind in kinds]
    found = presentable((draft.grantable for draft in drafts if draft is not None), case)
    return found if any(offer.kind is OfferKind.PAY_NOW for offer in found) else volunteered(case)


def cost_to_borrower(offer: Offer) -> tuple[int, Decimal]:
    """What an offer costs her more than paying today; less than zero when something is waived."""
    return offer.extra_cost.minor - offer.waived.minor, offer.annual_rate


def shown(offers: tuple[Offer, ...], *, most: int) -> tuple[Offer, ...]:
    """The first offers of the order, with the cheapest of all among them and marked."""
    if not offers:
        return ()
    cheapest = min(offers, key=cost_to_borrower)
    picked = offers[:most]
    if cheapest not in picked:
        picked = (*picked[: most - 1], cheapest)
    return tuple(replace(offer, cheapest=True) if offer is cheapest else offer for offer in picked)


def distinct(offers: Iterable[Offer]) -> tuple[Offer, ...]:
    """Drop offers with the same dates and amounts: two names for one thing help nobody."""
    seen: dict[object, Offer] = {}
    for offer in offers:
        seen.setdefault((offer.parts, offer.new_due_day, offer.waived), offer)
    return tuple(seen.values())


def presentable(offers: Iterable[Offer | None], case: Case) -> tuple[Offer, ...]:
    """Offers there are, and that leave enough to live on when the borrower told a budget."""
    return tuple(offer for offer in offers if offer is not None and offer.affordable is not False)


def _pay_rhythm(case: Case) -> Cadence:
    return case.facts.payday.cadence if case.facts.payday else Cadence.MONTHLY
