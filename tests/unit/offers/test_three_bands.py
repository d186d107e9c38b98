"""Three bands for every limit, each at its last value and one beyond: bot, supervisor, nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.model.loan import Charge, ChargeKind
from bot.model.money import Money
from bot.model.words import Reason
from bot.offers.jsonform import wish_from_json
from bot.offers.ledger import state
from bot.offers.negotiate import within_authority
from bot.offers.terms import Band, History, QuoteFacts
from tests.unit.offers.generated import TODAY, sample_account, sample_facts, shipped_policy

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
