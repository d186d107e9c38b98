"""Answers a counter-offer: yes inside authority, else the nearest lawful ways, after some rounds a person.

There is no haggling: whatever the bot may grant it grants at once, in any round, to anyone. What it may not
grant it answers with the least change in the borrower's own terms: her date with other amounts, or her
amounts with other dates. Where the regime forbids turning down an affordable figure (UK, EU, AU), a figure
below the bot's authority goes to a person with the figures, and is never answered with a higher one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from bot.model.errors import BadInput
from bot.model.money import Money
from bot.model.words import OfferKind
from bot.offers import build
from bot.offers.build import Draft
from bot.offers.case import MEANS, Case, may_talk_money, means_first, open_case
from bot.offers.openings import longest_plans, plan_dates
from bot.offers.quote import cheapest_ways, cost_to_borrower, distinct, presentable, volunteered
from bot.offers.records import LowFigure, OfferPolicy, Record, Refusal
from bot.offers.terms import Answer, AnswerStatus, Band, Offer, QuoteFacts, Wish
from bot.offers.wishes import as_asked, asked_day, check_wish, meant_rhythm

_UNAVAILABLE = frozenset(
    {"not_for_this_account", "no_fees_to_waive", "only_late_fees", "no_later_instalment", "same_due_day"}
)
_WHOLE = (OfferKind.PROMISE, OfferKind.DEFERRAL)
LOW = frozenset({"too_many_parts", "too_little_now", "plan_too_long", "amount_out_of_range"})


def counter(facts: QuoteFacts, proposal: Wish, *, round: int, today: date, policy: OfferPolicy) -> Answer:
    """Answer what the borrower proposes.

    Args:
        facts: the account today.
        proposal: what she said, as far as she said it.
        round: which counter-offer of this conversation it is, from 1.
        today: the day in the account's calendar.
        policy: the lender's offers.

    Raises:
        BadInput: a round below one, or a proposal that cannot be read at all.
    """
    if round < 1:
        raise BadInput(f"round {round}", where="round", remedy="count from 1")
    check_wish(proposal, currency=facts.currency)
    case = open_case(facts, today=today, policy=policy)
    stop = may_talk_money(case) or ("plan_is_running" if facts.history.plan_active else "")
    if stop:
        return _person(case, stop, round)
    drafts = as_asked(proposal, case)
    granted = _on_the_day_itself(_granted(drafts), proposal, case)
    if granted is not None:
        cheaper = [each for each in cheapest_ways(case) if cost_to_borrower(each) < cost_to_borrower(granted)]
        return Answer(
            AnswerStatus.ACCEPTED,
            "inside_authority",
            round,
            offer=granted,
            alternatives=_with_cheapest(tuple(cheaper), (), most=1),
            rounds_left=max(policy.negotiation.max_rounds - round, 0),
            policy=policy.version,
        )
    if drafts and all(means_first(draft.record.kind, case) for draft in drafts):
        return _person(case, MEANS, round, drafts)
    if round > policy.negotiation.max_rounds:
        return _person(case, "rounds_over", round, drafts)
    best = min(drafts, key=lambda draft: draft.band.rank, default=None)
    if _low_figure(proposal, best, case):
        return _person(case, "low_figure", round, drafts)
    return _alternatives(case, proposal, drafts, best, round)


def latest_day(facts: QuoteFacts, *, today: date, policy: OfferPolicy) -> Offer | None:
    """The offer that puts the whole off longest, of those the bot may grant; None where there is none.

    Of two with the same day the cheaper one.
    """
    case = open_case(facts, today=today, policy=policy)
    if may_talk_money(case) or facts.history.plan_active:
        return None
    drafts = [
        draft
        for record in case.policy.records_on(case.today)
        if record.kind in _WHOLE and record.limits.days and not means_first(record.kind, case)
        for draft in _latest(record, case, record.limits.days.bot)
    ]
    offers = presentable((draft.grantable for draft in drafts), case)
    return max(offers, key=lambda each: (each.parts[-1].due_on, -cost_to_borrower(each)[0]), default=None)


def within_authority(
    facts: QuoteFacts, proposal: Wish, *, authority: Band, today: date, policy: OfferPolicy
) -> tuple[Offer, ...]:
    """The forms of a wish that somebody with this authority may grant, the cheapest first.

    The cap and the ban on growth bind everyone: what breaks them is nobody's to grant.

    Raises:
        BadInput: a proposal that cannot be read at all.
    """
    check_wish(proposal, currency=facts.currency)
    case = open_case(facts, today=today, policy=policy)
    if authority is Band.NOBODY or not case.owed.total:
        return ()
    offers = [
        draft.offer
        for draft in as_asked(proposal, case)
        if draft.offer is not None and draft.band.rank <= authority.rank
    ]
    return tuple(sorted(distinct(offers), key=cost_to_borrower))


def _granted(drafts: list[Draft]) -> Offer | None:
    """The form of the wish to agree to: as she meant it; of several names for one date the cheapest.

    Of two that cost the same, the one on the very day she named.
    """
    offers = [offer for draft in drafts if (offer := draft.grantable) and offer.affordable is not False]
    whole = [offer for offer in offers if offer.kind in _WHOLE]
    return (
        min(whole, key=lambda each: (cost_to_borrower(each), bool(each.on_request)))
        if whole
        else next(iter(offers), None)
    )


def _on_the_day_itself(granted: Offer | None, proposal: Wish, case: Case) -> Offer | None:
    """A near Saturday is agreed to as a promise, where more time could only be given to the Monday after."""
    if granted is None or granted.kind is not OfferKind.DEFERRAL or not granted.on_request:
        return granted
    exact = _granted(as_asked(replace(proposal, kind=OfferKind.PROMISE), case))
    dearer = exact is None or cost_to_borrower(exact) > cost_to_borrower(granted)
    return granted if exact is None or exact.on_request or dearer else exact


def _low_figure(proposal: Wish, best: Draft | None, case: Case) -> bool:
    """Whether she named a figure she can afford, below the bot's authority, where nobody may refuse it."""
    if case.regime.low_figure is not LowFigure.PERSON or best is None or best.band is Band.BOT:
        return False
    return names_a_figure(proposal) and best.why in LOW


def names_a_figure(proposal: Wish) -> bool:
    """Whether a wish names a sum or a number of parts of her own; a waiver names none that she would pay."""
    figures = (proposal.part_amount, proposal.amount_now, proposal.parts, proposal.months)
    named = bool(proposal.amounts) or any(figure is not None for figure in figures)
    return named and proposal.kind is not OfferKind.WAIVER


def _alternatives(case: Case, proposal: Wish, drafts: list[Draft], best: Draft | None, round: int) -> Answer:
    found = distinct(presentable((draft.grantable for draft in _nearest(case, proposal)), case))
    most = case.policy.negotiation.alternatives
    usual = cheapest_ways(case) if len(found) >= most else volunteered(case)
    choices = _with_cheapest(found, usual, most=most)
    too_much = any(draft.grantable and draft.grantable.affordable is False for draft in drafts)
    reason = "leaves_too_little" if too_much else (best.why if best is not None else "") or "tell_me_more"
    if best is not None and best.band is Band.NOBODY and reason in _UNAVAILABLE:
        status = AnswerStatus.REFUSED_BY_POLICY
    else:
        status = AnswerStatus.ALTERNATIVES if choices else AnswerStatus.HUMAN
    by_person = case.regime.refusal is Refusal.PERSON
    if status is AnswerStatus.REFUSED_BY_POLICY and by_person:
        status = AnswerStatus.ALTERNATIVES if choices else AnswerStatus.HUMAN
    return Answer(
        status,
        reason,
        round,
        alternatives=choices,
        person_may=True,
        notice=case.regime.notice,
        rounds_left=case.policy.negotiation.max_rounds - round,
        asked=_asked(drafts),
        policy=case.policy.version,
    )


def _nearest(case: Case, proposal: Wish) -> Iterator[Draft]:
    """Lawful ways near the wish, least change first: her kind at the limit, her amounts, her date."""
    records = sorted(
        case.policy.records_on(case.today),
        key=lambda record: record.cadence is not meant_rhythm(proposal, case),
    )
    day = asked_day(proposal, case)
    if day is not None and proposal.kind in _WHOLE:
        yield from _whole_by(records, day, case)
    if proposal.kind is not None:
        yield from _same_kind([record for record in records if record.kind is proposal.kind], proposal, case)
    if proposal.kind is OfferKind.WAIVER:
        return
    yield from _keep_amount(records, proposal, case)
    if day is not None:
        yield from _keep_date(records, proposal, day, case)


def _same_kind(records: list[Record], proposal: Wish, case: Case) -> Iterator[Draft]:
    for record in records:
        if record.kind in _WHOLE and record.limits.days:
            yield from _latest(record, case, record.limits.days.bot)
        elif record.kind is OfferKind.PART_NOW:
            now = max(proposal.amount_now or case.money(1), _least_now(record, case))
            yield from _part_now_latest(record, now, asked_day(proposal, case), case)
        elif record.kind is OfferKind.WAIVER:
            yield build.waiver(record, case)
    if proposal.kind is OfferKind.INSTALMENT:
        yield from _longest(proposal, case)


def _keep_amount(records: list[Record], proposal: Wish, case: Case) -> Iterator[Draft]:
    """Her amount, with as many dates as the bot may give."""
    if proposal.amount_now is not None:
        for record in records:
            if record.kind is OfferKind.PART_NOW:
                now = max(proposal.amount_now, _least_now(record, case))
                yield from _part_now_latest(record, now, asked_day(proposal, case), case)
    if proposal.part_amount or proposal.parts or proposal.months or len(proposal.dates) > 1:
        yield from _longest(proposal, case)


def _keep_date(records: list[Record], proposal: Wish, day: date, case: Case) -> Iterator[Draft]:
    """Everything done by her date, in whatever form."""
    yield from _whole_by(records, day, case)
    for record in records:
        if record.kind is OfferKind.INSTALMENT and record.limits.parts:
            days = plan_dates(record, case, record.limits.parts.bot)
            inside = [each for each in days if each <= day]
            yield build.instalments(record, case, inside)
        elif record.kind is OfferKind.PART_NOW and record.limits.now_share:
            usual = case.owed.total.share(record.limits.now_share.open)
            now = max(proposal.amount_now or usual, _least_now(record, case))
            yield build.part_now(record, case, now, day)


def _whole_by(records: list[Record], day: date, case: Case) -> Iterator[Draft]:
    """All of it on her date, or on the last day before it that the bot may give."""
    whole: list[Draft] = []
    for record in records:
        if record.kind in _WHOLE and record.limits.days:
            most = min(record.limits.days.bot, (day - case.start).days)
            whole += [draft for draft in _latest(record, case, most) if draft.offer is not None]
    yield from sorted(whole, key=_end, reverse=True)[:1]


def _longest(proposal: Wish, case: Case) -> list[Draft]:
    """The longest plans the bot may give, the nearest to her figures first."""
    plans, meant = longest_plans(case), meant_rhythm(proposal, case)
    plans.sort(key=lambda draft: draft.record.cadence is not meant)
    if proposal.part_amount is not None and proposal.every is None:
        plans.sort(key=lambda draft: draft.offer.parts[0].total.minor if draft.offer else 0)
    return plans


def _part_now_latest(record: Record, now: Money, day: date | None, case: Case) -> Iterator[Draft]:
    """So much now, the rest on her day, or on the last day the bot may give."""
    if record.limits.days is None:
        return
    asked = record.limits.days.bot if day is None else (day - case.start).days
    most = min(record.limits.days.bot, max(asked, 1))
    for days in range(most, max(most - 12, 0), -1):
        draft = build.part_now(record, case, now, case.start + timedelta(days=days))
        if draft.why != "too_many_days":
            yield draft
            return


def _end(draft: Draft) -> date:
    return draft.offer.parts[-1].due_on if draft.offer else date.min


def _latest(record: Record, case: Case, most: int) -> Iterator[Draft]:
    """The latest day within the bot's days; a weekend there moves the choice to the days before."""
    for days in range(most, max(most - 12, 0), -1):
        draft = build.on_date(record, case, case.start + timedelta(days=days))
        if draft.band is Band.BOT:
            yield draft
            return
        if draft.why != "too_many_days":
            return


def _least_now(record: Record, case: Case) -> Money:
    share = record.limits.now_share
    if share is None:
        return case.owed.total
    least = case.owed.total.share(share.bot)
    return least if least.minor >= share.bot * case.owed.total.minor else least + case.money(1)


def _with_cheapest(found: tuple[Offer, ...], usual: tuple[Offer, ...], *, most: int) -> tuple[Offer, ...]:
    """The nearest, filled up with the usual choices, the cheapest of all of them kept and marked."""
    every = distinct((*found, *usual))
    if not every:
        return ()
    cheapest = min(every, key=cost_to_borrower)
    picked = every[:most]
    if cheapest not in picked:
        picked = (*picked[: most - 1], cheapest)
    return tuple(replace(offer, cheapest=True) if offer is cheapest else offer for offer in picked)


def _person(case: Case, reason: str, round: int, drafts: list[Draft] | None = None) -> Answer:
    return Answer(
        AnswerStatus.HUMAN,
        reason,
        round,
        person_may=True,
        notice=case.regime.notice,
        asked=_asked(drafts or []),
        policy=case.policy.version,
    )


def _asked(drafts: list[Draft]) -> Offer | None:
    """What she asked for as a schedule, for the person who decides."""
    return next((draft.offer for draft in drafts if draft.offer is not None), None)
