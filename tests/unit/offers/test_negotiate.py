from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.errors import BadInput
from bot.model.money import Money
from bot.model.words import OfferKind, Reason
from bot.offers.case import open_case
from bot.offers.jsonform import as_json, wish_from_json
from bot.offers.ledger import state_of_totals
from bot.offers.negotiate import counter, within_authority
from bot.offers.quote import cost_to_borrower, volunteered
from bot.offers.terms import Answer, AnswerStatus, Band, Budget, Cadence, History, QuoteFacts, Wish
from tests.unit.offers.generated import PLACES, TODAY, facts, sample_facts, shipped_policy, wishes
from tests.unit.offers.test_quote import assert_lawful

POLICY = shipped_policy()


def ask(
    regime: str = "CN", *, round: int = 1, facts_: dict[str, object] | None = None, **wish: object
) -> Answer:
    known = sample_facts(regime, **(facts_ or {}))
    proposal = wish_from_json(wish, currency=known.currency)
    return counter(known, proposal, round=round, today=TODAY, policy=POLICY)


def test_half_now_and_the_rest_on_a_day_is_accepted_as_said() -> None:
    answer = ask(amount_now="500", by="2026-03-17")

    assert answer.status is AnswerStatus.ACCEPTED
    assert answer.offer is not None
    assert [(p.due_on, p.total.plain()) for p in answer.offer.parts] == [
        (date(2026, 3, 10), "500.00"),
        (date(2026, 3, 17), "625.29"),
    ]


def test_a_date_within_authority_is_accepted_under_its_cheaper_name() -> None:
    answer = ask(by="2026-03-16")

    assert answer.offer is not None
    assert answer.offer.kind is OfferKind.DEFERRAL  # contract interest is lower than late interest
    assert answer.offer.parts[-1].due_on == date(2026, 3, 16)


def test_every_limit_is_granted_in_the_first_round_to_whoever_asks() -> None:
    first, last = ask(days=30), ask(days=31)

    assert first.status is AnswerStatus.ACCEPTED
    assert (last.status, last.reason) == (AnswerStatus.ALTERNATIVES, "too_many_days")


def test_too_late_a_date_is_answered_with_the_last_day_and_with_her_date_in_parts() -> None:
    answer = ask(by="2026-04-25")

    kinds = [offer.kind for offer in answer.alternatives]
    assert kinds[:2] == [OfferKind.DEFERRAL, OfferKind.INSTALMENT]
    assert answer.alternatives[0].parts[-1].due_on == TODAY + timedelta(days=30)
    assert all(part.due_on <= date(2026, 4, 25) for part in answer.alternatives[1].parts)
    assert answer.person_may


def test_a_promise_that_is_too_far_away_can_be_a_deferral_on_the_same_day() -> None:
    answer = ask(kind="promise", by="2026-03-25")

    assert answer.reason == "too_many_days"
    assert [(o.kind, o.parts[-1].due_on) for o in answer.alternatives[:2]] == [
        (OfferKind.DEFERRAL, date(2026, 3, 25)),
        (OfferKind.PROMISE, date(2026, 3, 20)),
    ]


def test_an_open_promise_may_be_replaced_once() -> None:
    first, second = (
        ask(kind="promise", days=5, facts_={"history": History(promises_open=n)}) for n in (1, 2)
    )

    assert (first.status, second.status) == (AnswerStatus.ACCEPTED, AnswerStatus.ALTERNATIVES)


def test_too_small_a_part_is_answered_with_the_smallest_parts_there_are() -> None:
    answer = ask(part_amount="50")

    first = [offer.parts[0].total for offer in answer.alternatives[:2]]
    assert answer.reason == "too_many_parts"
    assert first == sorted(first)
    assert any(offer.cheapest for offer in answer.alternatives)


def test_parts_never_exceed_the_amount_she_named() -> None:
    answer = ask(part_amount="200", every="monthly")

    assert answer.offer is not None
    assert max(part.total for part in answer.offer.parts) <= Money(20_000, "CNY")


@pytest.mark.parametrize("regime", ["UK", "EU", "AU"])
@pytest.mark.parametrize(
    "wish", [{"part_amount": "20"}, {"amount_now": "5"}, {"parts": 60}, {"part_amount": "0"}]
)
def test_a_low_figure_goes_to_a_person_with_advice_and_is_never_pushed_up(
    regime: str, wish: dict[str, object]
) -> None:
    answer = ask(regime, **wish)

    assert (answer.status, answer.reason) == (AnswerStatus.HUMAN, "low_figure")
    assert answer.alternatives == ()
    assert answer.notice


def test_the_third_deferral_needs_a_person_and_other_ways_are_shown() -> None:
    answer = ask(kind="deferral", days=7, facts_={"history": History(deferrals=2)})

    assert (answer.status, answer.reason) == (AnswerStatus.ALTERNATIVES, "used_up_this_year")
    assert answer.person_may
    assert OfferKind.DEFERRAL not in {offer.kind for offer in answer.alternatives}


def test_after_three_rounds_a_person_takes_over_with_what_she_asked() -> None:
    answers = [ask(days=45, round=n) for n in (1, 2, 3, 4)]

    assert [answer.rounds_left for answer in answers] == [2, 1, 0, 0]
    assert [answer.status for answer in answers] == ["alternatives"] * 3 + ["human"]
    assert answers[3].reason == "rounds_over"
    assert answers[3].asked is not None


def test_what_may_be_granted_is_granted_in_any_round() -> None:
    assert ask(days=20, round=9).status is AnswerStatus.ACCEPTED


def test_a_refusal_names_its_reason_and_leaves_the_way_to_a_person_open() -> None:
    answer = ask(kind="waiver", amount_now="900")

    assert (answer.status, answer.reason) == (AnswerStatus.REFUSED_BY_POLICY, "only_late_fees")
    assert answer.person_may
    assert ask("UK", kind="waiver", amount_now="900").status is not AnswerStatus.REFUSED_BY_POLICY


def test_an_over_promiser_is_shown_what_leaves_enough_to_live_on() -> None:
    budget = Budget(Money(400_000, "CNY"), Money(210_000, "CNY"))

    answer = ask(by="2026-03-16", facts_={"budget": budget})

    assert (answer.status, answer.reason) == (AnswerStatus.ALTERNATIVES, "leaves_too_little")
    assert all(offer.affordable for offer in answer.alternatives)


def test_the_already_paid_and_the_running_plan_go_to_a_person() -> None:
    paid = ask(days=5, facts_={"reasons": frozenset({Reason.ALREADY_PAID})})
    running = ask(days=5, facts_={"history": History(plan_active=True)})

    assert (paid.status, paid.reason) == (AnswerStatus.HUMAN, "checked_by_a_person_first")
    assert (running.status, running.reason) == (AnswerStatus.HUMAN, "plan_is_running")


def test_a_wish_without_any_figure_gets_the_usual_choices() -> None:
    answer = ask()

    assert (answer.status, answer.reason) == (AnswerStatus.ALTERNATIVES, "tell_me_more")
    assert len(answer.alternatives) >= 2


def test_three_parts_without_a_rhythm_means_by_the_month_as_she_is_paid() -> None:
    answer = ask(parts=3)

    assert answer.offer is not None
    assert answer.offer.cadence is Cadence.MONTHLY


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"amount": "5"}, "propose"),
        ({"kind": "gift"}, "propose.kind"),
        ({"amount_now": "1.234"}, "propose.amount_now"),
        ({"by": "tomorrow"}, "propose.by"),
        ({"parts": "3"}, "propose.parts"),
        ({"parts": -1}, "parts"),
        ({"amount_now": "-5"}, "amount_now"),
        ({"due_day": 32}, "due_day"),
        ({"dates": ["2026-04-02", "2026-04-01"]}, "dates"),
    ],
)
def test_a_proposal_that_cannot_be_read_names_its_field(wish: dict[str, object], field: str) -> None:
    with pytest.raises(BadInput) as error:
        ask(**wish)

    assert error.value.where == field


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_answer_to_any_proposal_leaves_authority_cap_or_budget(data: st.DataObject) -> None:
    known = data.draw(facts())
    proposal = data.draw(wishes(currency=known.currency))
    round = data.draw(st.integers(1, 5))

    answer = counter(known, proposal, round=round, today=TODAY, policy=POLICY)

    shown = [*answer.alternatives, *([answer.offer] if answer.offer else [])]
    for offer in shown:
        assert_lawful(offer, known)
    assert (answer.status is AnswerStatus.ACCEPTED) == (answer.offer is not None)
    assert answer == counter(known, proposal, round=round, today=TODAY, policy=POLICY)
    if answer.status is AnswerStatus.ALTERNATIVES:
        assert answer.alternatives
        assert round <= POLICY.negotiation.max_rounds
    if answer.alternatives and answer.status is not AnswerStatus.ACCEPTED:
        usual = volunteered(open_case(known, today=TODAY, policy=POLICY))
        best = min(map(cost_to_borrower, answer.alternatives))
        assert all(best <= cost_to_borrower(offer) for offer in usual)
    if answer.status is AnswerStatus.REFUSED_BY_POLICY:
        assert known.regimes[0] not in {"UK", "EU", "AU"}
        assert answer.person_may


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["UK", "EU", "AU"]), st.integers(0, 112_350))
def test_a_figure_of_hers_is_taken_or_goes_to_a_person_where_nobody_may_refuse_it(
    regime: str, minor: int
) -> None:
    known = sample_facts(regime)
    currency = PLACES[regime][0]

    answer = counter(known, Wish(part_amount=Money(minor, currency)), round=1, today=TODAY, policy=POLICY)

    assert answer.status in (AnswerStatus.ACCEPTED, AnswerStatus.HUMAN)
    if answer.offer is not None:
        assert max(part.total.minor for part in answer.offer.parts) <= minor


@pytest.mark.parametrize(
    "wish",
    [
        {"by": "9999-12-31"},
        {"dates": ["2026-03-20", "9999-12-31"]},
        {"part_amount": "100", "dates": ["9999-12-31"]},
        {"amount_now": "500", "by": "9999-12-31"},
        {"kind": "deferral", "days": 100000},
        {"months": 100000},
        {"part_amount": "0.01"},
    ],
)
def test_an_absurd_wish_is_answered_like_any_other(wish: dict[str, object]) -> None:
    assert ask(**wish).status is AnswerStatus.ALTERNATIVES


def test_a_day_that_has_passed_is_asked_about_again() -> None:
    answer = ask(by="2026-03-01")

    assert (answer.status, answer.reason) == (AnswerStatus.ALTERNATIVES, "date_past")


def test_today_means_paying_now() -> None:
    offer = ask(by="2026-03-10").offer

    assert offer is not None
    assert offer.kind is OfferKind.PAY_NOW


def test_more_than_is_owed_is_not_a_low_figure() -> None:
    answer = ask("UK", kind="part_now", amount_now="2000")

    assert answer.offer is not None
    assert (answer.offer.kind, answer.offer.total) == (OfferKind.PAY_NOW, Money(112_350, "GBP"))


def test_an_amount_on_a_day_begins_a_plan_of_such_amounts() -> None:
    offer = ask(part_amount="500", dates=["2026-03-20"]).offer

    assert offer is not None
    assert [part.due_on for part in offer.parts] == [date(2026, 3, 20), date(2026, 4, 20), date(2026, 5, 20)]
    assert max(part.total for part in offer.parts) <= Money(50_000, "CNY")


def test_a_supervisor_may_grant_more_but_nobody_may_grant_growth_or_break_the_cap() -> None:
    def granted(regime: str, authority: Band, **wish: object) -> list[str]:
        known = sample_facts(regime)
        proposal = wish_from_json(wish, currency=known.currency)
        offers = within_authority(known, proposal, authority=authority, today=TODAY, policy=POLICY)
        return [str(offer.band) for offer in offers]

    assert granted("UK", Band.BOT, kind="deferral", days=45) == []
    assert granted("UK", Band.SUPERVISOR, kind="deferral", days=45) == ["supervisor"]
    assert granted("UK", Band.SUPERVISOR, part_amount="20", every="monthly") == ["supervisor"]
    assert granted("UK", Band.SUPERVISOR, kind="deferral", days=61) == []
    assert granted("UK", Band.NOBODY, kind="deferral", days=5) == []


def test_totals_without_a_schedule_are_enough_for_an_answer() -> None:
    ledger = state_of_totals(overdue=Money(24_000, "GBP"), days_past_due=6, as_of=TODAY)
    known = sample_facts("UK", ledger=ledger, reasons=frozenset({Reason.JOB_LOSS}), payday=None)

    answer = counter(known, Wish(by=date(2026, 3, 25)), round=1, today=TODAY, policy=POLICY)

    assert answer.offer is not None
    assert (answer.offer.kind, answer.offer.total) == (OfferKind.DEFERRAL, Money(24_000, "GBP"))


def test_answers_and_quotes_have_the_documented_shape() -> None:
    answer = as_json(ask(by="2026-04-25"))

    assert isinstance(answer, dict)
    assert set(answer) == {
        "status", "reason", "round", "rounds_left", "offer", "alternatives", "person_may", "notice", "asked",
        "policy",
    }  # fmt: skip
    assert answer["alternatives"][0]["parts"][0].keys() == {
        "due_on",
        "principal",
        "interest",
        "fees",
        "total",
    }


def card(product: str = "credit_card", regimes: tuple[str, ...] = ("CN",)) -> QuoteFacts:
    return replace(sample_facts(), product=product, regimes=regimes)


@pytest.mark.parametrize("product", ["credit_card", "credit_card_cash_advance"])
@pytest.mark.parametrize("wish", [{"parts": 3}, {"part_amount": "300.00"}, {"kind": "instalment"}])
def test_in_china_instalments_on_a_card_go_to_a_person_with_the_reason_and_the_wish(
    product: str, wish: dict[str, object]
) -> None:
    answer = counter(card(product), wish_from_json(wish, currency="CNY"), round=1, today=TODAY, policy=POLICY)

    assert (answer.status, answer.reason) == (AnswerStatus.HUMAN, "means_need_a_person")


def test_a_card_is_offered_every_other_help_and_never_a_plan_and_elsewhere_also_plans() -> None:
    def kinds(known: QuoteFacts) -> set[OfferKind]:
        return {offer.kind for offer in volunteered(open_case(known, today=TODAY, policy=POLICY))}

    chinese, british = kinds(card()), kinds(card(regimes=("UK",)))

    assert OfferKind.INSTALMENT not in chinese
    assert {OfferKind.PAY_NOW, OfferKind.PROMISE} <= chinese
    assert OfferKind.INSTALMENT in british


def test_the_person_may_agree_a_card_plan_of_two_years_for_cash_and_of_five_for_the_rest() -> None:
    def months(product: str) -> int:
        return POLICY.regime(("CN",), TODAY).months_max(product)

    found = within_authority(
        card(), wish_from_json({"parts": 3, "every": "monthly"}, currency="CNY"),
        authority=Band.SUPERVISOR, today=TODAY, policy=POLICY,
    )  # fmt: skip

    assert [len(offer.parts) for offer in found] == [3]
    assert (months("credit_card_cash_advance"), months("credit_card"), months("microloan")) == (24, 60, 60)


@pytest.mark.parametrize("product", ["personal_loan", "online_consumer_loan", "microloan", "bnpl"])
def test_an_extension_of_more_than_a_month_is_a_persons_where_the_loans_own_term_bounds_it(
    product: str,
) -> None:
    known = replace(sample_facts("CN", reasons=frozenset({Reason.JOB_LOSS})), product=product)
    later = Wish(kind=OfferKind.DEFERRAL, by=date(2026, 3, 12))

    offers = volunteered(open_case(known, today=TODAY, policy=POLICY))
    answer = counter(known, later, round=1, today=date(2026, 2, 10), policy=POLICY)

    assert OfferKind.MOVE_TO_END not in {offer.kind for offer in offers}
    assert (answer.status, answer.reason) == (AnswerStatus.ALTERNATIVES, "too_many_days")
    assert within_authority(
        known, Wish(kind=OfferKind.MOVE_TO_END), authority=Band.SUPERVISOR, today=TODAY, policy=POLICY
    )
