from __future__ import annotations

import csv
import uuid
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.conversation.verification import answer_hash
from bot.intake_desk import open_desk
from bot.keys import KeyRing
from bot.model.money import Money
from bot.offers.ledger import state
from bot.settings import Settings
from bot.storage.intake import load_file
from bot.storage.unit import Store
from examples.generate import BASE, write

FOLDER = Path(__file__).parents[2] / "examples"
NAMES = ("accounts", "instalments", "payments")
SECRET = "a secret of at least thirty-two characters"
AT = datetime(2026, 3, 10, 7, 0, tzinfo=UTC)


def load(store: Store, folder: Path) -> list[int]:
    desk = open_desk(Settings(secret=SecretStr(SECRET)), new_id=lambda: uuid.uuid4().hex)
    reports = [
        load_file(store, name, (folder / f"{name}.csv").read_bytes(), name=name, desk=desk, at=AT)
        for name in NAMES
    ]
    assert [report.problems for report in reports] == [[], [], []]
    assert [report.notes for report in reports] == [[], [], []]
    return [report.added for report in reports]


def six() -> list[list[str]]:
    lines = (FOLDER / "README.md").read_text(encoding="utf-8").splitlines()
    return [
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| A1")
    ]


@pytest.mark.parametrize("name", NAMES)
def test_the_files_are_what_the_generator_writes(tmp_path: Path, name: str) -> None:
    write(tmp_path, today=BASE)

    assert (tmp_path / f"{name}.csv").read_bytes() == (FOLDER / f"{name}.csv").read_bytes()


def test_the_portfolio_is_taken_whole_and_is_as_varied_as_it_says(store: Store) -> None:
    assert load(store, FOLDER)[:2] == [200, 2400]

    with store.read() as unit:
        late = unit.books.overdue(as_of=BASE)
        with (FOLDER / "accounts.csv").open(encoding="utf-8", newline="") as file:
            people = list(csv.DictReader(file))
        regimes = {unit.books.account(person["account_id"]).regimes for person in people}

    assert Counter(person["language"] for person in people) == {"zh": 100, "en": 100}
    assert {person["currency"] for person in people} == {"CNY", "HKD", "GBP", "USD", "EUR", "AUD", "INR"}
    assert {person["product"] for person in people} == {
        "online_consumer_loan",
        "credit_card",
        "microloan",
        "bnpl",
    }
    assert {("CN",), ("HK",), ("UK",), ("EU",), ("AU",), ("IN",), ("US", "US-MA"), ("US", "US-CA")} <= regimes
    assert ("US", "US-NY", "US-NYC") in regimes
    assert 120 <= len(late) <= 170
    assert {row.days_past_due for row in late} <= set(range(1, 31))
    assert {row.bucket for row in late} == {"1-7", "8-15", "16-30"}


def test_another_day_moves_every_date_and_nothing_else(store: Store, tmp_path: Path) -> None:
    day = date(2026, 5, 31)
    write(tmp_path, today=day)
    load(store, tmp_path)

    with store.read() as unit:
        late = {row.account_id: row.days_past_due for row in unit.books.overdue(as_of=day)}

    assert (late["A1001"], late["A1002"], late["A1005"]) == (5, 6, 2)


def test_the_six_people_are_as_the_readme_says(store: Store) -> None:
    load(store, FOLDER)
    keys = KeyRing(SECRET)
    found = {}
    with store.read() as unit:
        for account_id, name, _, _, phone, birth in six():
            account = unit.books.account(account_id)
            ledger = state(unit.books.ledger(account), as_of=BASE)
            found[account_id] = (ledger.days_past_due, ledger.overdue)
            answers = unit.people.answers(account.borrower_id)
            assert unit.people.borrower(account.borrower_id).name == name
            for question, answer in (("phone_last4", phone), ("birth_date", birth)):
                digest = answer_hash(keys, borrower_id=account.borrower_id, question=question, answer=answer)
                assert answers[question] == digest

    assert found == {
        "A1001": (5, Money(128_000, "CNY")),
        "A1002": (6, Money(24_000, "GBP")),
        "A1003": (17, Money(96_500, "CNY")),
        "A1004": (9, Money(18_550, "USD")),
        "A1005": (2, Money(215_000, "HKD")),
        "A1006": (0, Money(0, "INR")),
    }
