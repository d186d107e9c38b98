"""Three bands for every limit, each at its last value and one beyond: bot, supervisor, nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.model.loan import AccountLedger, Charge, ChargeKind, Instalment
from bot.model.money import Money
from bot.model.words import OfferKind, Reason
from bot.offers.calendar import add_months, is_working_day, settle
from bot.offers.jsonform import wish_from_json
from bot.offers.ledger import state
from bot.offers.negotiate import within_authority
from bot.offers.records import NonBusiness
from bot.offers.terms import Band, History, QuoteFacts
from tests.unit.offers.generated import PLACES, TODAY, sample_account, sample_facts, shipped_policy

POLICY = shipped_policy()


def who_may(known: QuoteFacts, wish: dict[str, object]) -> str:
    """The lowest band that may grant a wish in its own kind of help."""
    proposal = wish_from_json(wish, currency=known.currency)
    for band in (Band.BOT, Band.SUPERVISOR):
        found = within_authority(known, proposal, authority=band, today=TODAY, policy=POLICY)
        if any(offer.kind is proposal.kind for offer in found):
            return str(band.value)
    return "nobody"


def stairs(
    limit: str, last_of_bot: object, beyond: object, last_of_supervisor: object, further: object
) -> list[object]:
    bands = ("bot", "supervisor", "supervisor", "nobody")
    values = (last_of_bot, beyond, last_of_supervisor, further)
    return [
        pytest.param(limit, value, band, id=f"{limit} {value}")
        for value, band in zip(values, bands, strict=True)
    ]


@pytest.mark.parametrize(
    ("limit", "value", "band"),
    [
        *stairs("promise days", 10, 11, 15, 16),
        *stairs("deferral days", 30, 31, 59, 60),  # the 60th is a Saturday: Monday would be too late
        *stairs("instalment weekly", 12, 13, 104, 105),
        *stairs("instalment fortnightly", 8, 9, 52, 53),
        *stairs("instalment monthly", 6, 7, 60, 61),
        *stairs("part_now days", 31, 32, 62, 63),
        *stairs("part_now amount", "112.35", "112.34", "11.24", "11.23"),
    ],
)
def test_a_limit_ends_where_the_policy_says(limit: str, value: object, band: str) -> None:
    kind, what = limit.split()
    wish: dict[str, object] = {"kind": kind}
    if kind == "instalment":
        wish |= {"parts": value, "every": what}
    elif what == "amount":
        wish |= {"amount_now": value, "days": 7}
    else:
        wish |= {"days": value} | ({"amount_now": "500.00"} if kind == "part_now" else {})

    assert who_may(sample_facts("UK"), wish) == band


@pytest.mark.parametrize(("used", "band"), [(1, "bot"), (2, "supervisor"), (3, "nobody")])
def test_a_year_s_count_ends_where_the_policy_says(used: int, band: str) -> None:
    known = sample_facts("UK", history=History(deferrals=used))

    assert who_may(known, {"kind": "deferral", "days": 7}) == band


@pytest.mark.parametrize(
    ("fee", "band"),
    [("50.00", "bot"), ("50.01", "supervisor"), ("500.00", "supervisor"), ("500.01", "nobody")],
)
def test_a_waiver_ends_where_the_policy_says(fee: str, band: str) -> None:
    amount = Money.of(fee, "CNY")
    account = replace(
        sample_account(), charges=(Charge("late-fee", date(2026, 3, 8), ChargeKind.LATE_FEE, amount),)
    )
    known = sample_facts("CN", ledger=state(account, as_of=TODAY), reasons=frozenset({Reason.FORGOT}))

    assert who_may(known, {"kind": "waiver", "amount_now": fee}) == band


def plan_from(first: date, *, every: str) -> dict[str, object]:
    """A plan that begins on a day of her choice and goes on in its rhythm."""
    return {"kind": "instalment", "parts": 2, "every": every, "dates": [first.isoformat()]}


@pytest.mark.parametrize(
    ("every", "limits"),
    [("weekly", (14, 31)), ("fortnightly", (21, 31)), ("monthly", (35, 62))],
)
def test_the_first_date_of_a_plan_may_be_so_far_away_and_not_a_day_more(
    every: str, limits: tuple[int, int]
) -> None:
    bot, supervisor = limits
    known = sample_facts("UK", payday=None)
    # Where the last day falls on a weekend, the day before it is the last that may be granted.
    expected = {bot: "bot", bot + 1: "supervisor", supervisor: "supervisor", supervisor + 1: "nobody"}

    for days, band in expected.items():
        first = TODAY + timedelta(days=days)
        while not is_working_day(first, known.residence) and band != "nobody":
            first -= timedelta(days=1)
        assert who_may(known, plan_from(first, every=every)) == band, (every, days)


@pytest.mark.parametrize(
    ("months", "band"), [(36, "bot"), (37, "supervisor"), (60, "supervisor"), (61, "nobody")]
)
def test_the_end_of_the_loan_may_be_so_many_months_away(months: int, band: str) -> None:
    lines = tuple(
        Instalment(f"i{n}", add_months(date(2026, 3, 5), n), *(Money(each, "GBP") for each in (10_000, 0, 0)))
        for n in range(months)  # from March on: the month behind the last one is so far away
    )
    account = AccountLedger("A1", "GBP", lines)
    known = sample_facts("UK", ledger=state(account, as_of=TODAY), reasons=frozenset({Reason.ILLNESS}))

    assert who_may(known, {"kind": "move_to_end"}) == band


@pytest.mark.parametrize(
    ("later", "band"), [(20, "bot"), (21, "supervisor"), (31, "supervisor"), (32, "nobody")]
)
def test_a_due_day_may_move_so_many_days_weekends_counted(later: int, band: str) -> None:
    due, day = next(
        (due, wanted.day)
        for due in (date(2026, 4, 1) + timedelta(days=n) for n in range(270))
        for wanted in (due + timedelta(days=n) for n in range(1, 31))
        if (settle(wanted, residence="GB", rule=NonBusiness.NEXT) - due).days == later
    )
    ledger = replace(state(sample_account("GBP"), as_of=TODAY), next_due_on=due)

    assert who_may(sample_facts("UK", ledger=ledger), {"kind": "change_due_day", "due_day": day}) == band


@pytest.mark.parametrize(
    ("counter", "wish", "reason", "limits"),
    [
        ("moves_to_end", {"kind": "move_to_end"}, Reason.ILLNESS, (1, 2)),
        ("due_day_changes", {"kind": "change_due_day", "due_day": 15}, None, (1, 2)),
        ("waivers", {"kind": "waiver", "amount_now": "23.50"}, Reason.FORGOT, (1, 2)),
        ("deferrals", {"kind": "deferral", "days": 7}, None, (2, 3)),
    ],
)
def test_every_yearly_count_ends_where_the_policy_says(
    counter: str, wish: dict[str, object], reason: Reason | None, limits: tuple[int, int]
) -> None:
    reasons = frozenset({reason} if reason else ())
    bot, supervisor = limits
    expected = {bot - 1: "bot", bot: "supervisor", supervisor - 1: "supervisor", supervisor: "nobody"}

    for used, band in expected.items():
        regime = "UK" if counter == "moves_to_end" else "CN"  # in China every one is a person's (CN-PLAN-6)
        known = sample_facts(regime, reasons=reasons, history=replace(History(), **{counter: used}))
        assert who_may(known, wish) == band, (counter, used)


def test_the_waiver_bands_hold_in_every_currency_of_the_file() -> None:
    record = next(each for each in POLICY.records if each.kind is OfferKind.WAIVER)
    assert record.limits.amount is not None
    assert set(record.limits.amount[Band.BOT]) == set(record.limits.amount[Band.SUPERVISOR])

    for regime, (currency, _) in PLACES.items():
        for band, ceiling in ((Band.BOT, "bot"), (Band.SUPERVISOR, "supervisor")):
            limit = record.limits.amount[band][currency]
            for amount, who in ((limit, ceiling), (limit + Money(1, currency), "beyond")):
                account = replace(
                    sample_account(currency),
                    charges=(Charge("late-fee", date(2026, 3, 8), ChargeKind.LATE_FEE, amount),),
                )
                known = sample_facts(
                    regime, ledger=state(account, as_of=TODAY), reasons=frozenset({Reason.FORGOT})
                )
                beyond = {"bot": "supervisor", "supervisor": "nobody"}[ceiling]
                wanted = beyond if who == "beyond" else ceiling
                assert who_may(known, {"kind": "waiver", "amount_now": amount.plain()}) == wanted, currency
