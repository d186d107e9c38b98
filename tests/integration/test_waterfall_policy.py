"""``ledger.waterfall`` of the policy decides what a payment meets first: in Python, in SQL, in an offer."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine

from bot.bootstrap import open_store
from bot.model.loan import AccountLedger, Charge, ChargeKind, Instalment, Payment
from bot.model.words import OfferKind
from bot.offers.build import instalments
from bot.offers.case import open_case
from bot.offers.ledger import state
from bot.offers.policy import load_offers
from bot.settings import Settings
from bot.storage.unit import Store
from tests.conftest import TEST_DATA_KEY
from tests.integration.small_world import POLICIES
from tests.integration.test_storage_overdue import TODAY, cny, put
from tests.unit.offers.generated import sample_account, sample_facts

SHIPPED = "waterfall: [fees, interest, principal]"
OTHER = "waterfall: [principal, interest, fees]"
DUE = date(2026, 3, 5)
ACCOUNT = AccountLedger(
    "A1",
    "CNY",
    (Instalment("1", DUE, cny(100_00), cny(5_00), cny(0)),),
    charges=(Charge("c1", DUE, ChargeKind.LATE_FEE, cny(20_00)),),
    payments=(Payment("p1", DUE, cny(100_00)),),
)
"""A fee, interest and principal of one day, and money for a part of them."""


def policies(folder: Path, order: str) -> Path:
    shutil.copytree(POLICIES, folder / "policies")
    file = folder / "policies" / "offers.yml"
    text = file.read_text(encoding="utf-8")
    assert SHIPPED in text
    file.write_text(text.replace(SHIPPED, order), encoding="utf-8")
    return folder / "policies"


def store_of(database: Engine, folder: Path) -> Store:
    return open_store(
        Settings(
            database_url=database.url.render_as_string(hide_password=False),
            data_keys=SecretStr(TEST_DATA_KEY),
            policies=folder,
        )
    )


@pytest.mark.parametrize(
    ("order", "unpaid", "overdue"),
    [
        (SHIPPED, {"fees": 0, "interest": 0, "principal": 25_00}, 25_00),
        (OTHER, {"fees": 20_00, "interest": 5_00, "principal": 0}, 5_00),
    ],
    ids=["as shipped", "principal first"],
)
def test_the_order_in_the_policy_is_the_order_of_the_ledger_and_of_the_sql(
    database: Engine, tmp_path: Path, order: str, unpaid: dict[str, int], overdue: int
) -> None:
    store = store_of(database, policies(tmp_path, order))
    with store.write() as unit:
        put(unit, [ACCOUNT])

        ledger = state(unit.books.ledger(unit.books.account("A1")), as_of=TODAY)
        (valued,), (late,) = unit.books.valued(as_of=TODAY), unit.books.overdue(as_of=TODAY)

    left = {"fees": 0, "interest": 0, "principal": 0}
    for row in ledger.allocations:
        left[row.component.value] += row.unpaid.minor
    assert left == unpaid
    assert ledger.overdue.minor == valued.overdue == late.overdue == overdue
    assert ledger.cure_amount.minor == valued.cure_amount == 25_00
    store.engine.dispose()


def test_the_parts_of_an_offer_pay_for_components_in_the_policys_order(tmp_path: Path) -> None:
    shipped = load_offers(POLICIES / "offers.yml")
    other = load_offers(policies(tmp_path, OTHER) / "offers.yml")
    facts = sample_facts()
    turned = replace(
        facts, ledger=state(replace(sample_account(), waterfall=other.waterfall), as_of=date(2026, 3, 10))
    )

    firsts = []
    for known, policy in ((facts, shipped), (turned, other)):
        case = open_case(known, today=TODAY, policy=policy)
        record = next(each for each in policy.records_on(TODAY) if each.kind is OfferKind.INSTALMENT)
        draft = instalments(record, case, (date(2026, 3, 17), date(2026, 3, 24), date(2026, 3, 31)))
        assert draft.offer is not None
        firsts.append(draft.offer.parts[0])

    assert firsts[0].fees.minor > 0
    assert (firsts[1].fees.minor, firsts[1].interest.minor) == (0, 0)
    assert firsts[1].principal.minor > firsts[0].principal.minor > 0
