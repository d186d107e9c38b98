from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import typer
from click.testing import Result
from sqlalchemy import Engine, select
from typer.testing import CliRunner

from bot import cli_import
from bot.model.errors import BadFile, BadInput
from bot.model.money import Money
from bot.model.words import PromiseStatus
from bot.storage import tables as t
from bot.storage.migrate import is_current
from bot.storage.unit import Store
from tests.conftest import TEST_DATA_KEY

EXAMPLES = Path(__file__).parents[2] / "examples"
HEAD = "account_id,number,due_on,principal\n"
Command = Callable[..., Result]


def command_on(database: Engine) -> Command:
    app = typer.Typer()
    app.add_typer(cli_import.app, name="import")
    app.command()(cli_import.overdue)
    app.command()(cli_import.apikey)
    environment = {
        "TIDEOVER_DATABASE_URL": database.url.render_as_string(hide_password=False),
        "TIDEOVER_DATA_KEYS": TEST_DATA_KEY,
        "TIDEOVER_SECRET": "a secret of at least thirty-two characters",
        "TIDEOVER_FROZEN_NOW": "2026-03-10T07:00:00+00:00",
    }
    return lambda *arguments: CliRunner().invoke(app, arguments, env=environment)


@pytest.fixture
def command(database: Engine) -> Command:
    """The commands of this module, on each database in turn, on 10 March 2026."""
    return command_on(database)


@pytest.fixture
def filled(command: Command) -> Command:
    for kind in ("accounts", "instalments", "payments"):
        assert command("import", kind, str(EXAMPLES / f"{kind}.csv")).exit_code == 0
    return command


def test_a_file_is_taken_and_the_outcome_told_in_one_sentence(command: Command) -> None:
    file = str(EXAMPLES / "accounts.csv")

    said = [command("import", "accounts", file).stdout for _ in range(2)]

    assert said == [
        "accounts.csv: 200 rows, 200 added, 0 changed, 0 as before\n",
        "accounts.csv: 200 rows, 0 added, 0 changed, 200 as before\n",
    ]


def test_the_first_import_makes_the_tables(blank_database: Engine) -> None:
    answer = command_on(blank_database)("import", "accounts", str(EXAMPLES / "accounts.csv"))

    assert (answer.exit_code, is_current(blank_database)) == (0, True)


def test_a_dry_run_says_so(command: Command) -> None:
    answer = command("import", "accounts", str(EXAMPLES / "accounts.csv"), "--dry-run", "--json")

    report = json.loads(answer.stdout)
    assert (answer.exit_code, report["added"], report["applied"], report["dry_run"]) == (0, 200, False, True)


def test_a_file_with_problems_exits_with_two_and_names_the_places(filled: Command, tmp_path: Path) -> None:
    file = tmp_path / "i.csv"
    file.write_text(f"{HEAD}A1001,13,soon,1\nA9,1,2026-03-05,1\n", encoding="utf-8")

    answer = filled("import", "instalments", str(file))

    assert answer.exit_code == 2
    assert answer.stdout.splitlines() == [
        "line 2, due_on: 'soon' is no day; write it year first, like 2026-03-05",
        "line 3, account_id: 'A9' is not on file; import the accounts first",
        "i.csv: nothing was saved; 2 problems in 2 rows",
    ]


def test_sixty_problems_are_fifty_lines_and_a_count(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "i.csv"
    file.write_text(HEAD + "A1,0,2026-03-05,1\n" * 60, encoding="utf-8")

    said = command("import", "instalments", str(file)).stdout.splitlines()

    assert (len(said), said[50], said[51]) == (
        52,
        "... and 10 more",
        "i.csv: nothing was saved; 60 problems in 60 rows",
    )


def test_a_file_that_is_not_there_is_an_error_with_its_name(command: Command, tmp_path: Path) -> None:
    answer = command("import", "accounts", str(tmp_path / "none.csv"))

    assert isinstance(answer.exception, BadFile)
    assert "none.csv" in str(answer.exception)


def test_the_collection_list_is_found_from_dates_and_payments(filled: Command) -> None:
    answer = json.loads(filled("overdue", "--json").stdout)

    assert answer["as_of"] == "2026-03-10"
    assert answer["count"] == len(answer["accounts"])
    assert next(row for row in answer["accounts"] if row["account_id"] == "A1001") == {
        "account_id": "A1001",
        "borrower_id": "B1001",
        "overdue": "1280.00",
        "currency": "CNY",
        "days_past_due": 5,
        "bucket": "1-7",
        "oldest_due_on": "2026-03-05",
    }
    assert "A1006" not in {row["account_id"] for row in answer["accounts"]}


def test_the_list_of_another_day_and_in_words(filled: Command) -> None:
    said = filled("overdue", "--as-of", "2026-03-06").stdout

    assert (
        "A1001                B1001                  1 days since 2026-03-05    1-7        1280.00 CNY"
        in said
    )
    assert said.endswith("accounts are late on 2026-03-06\n")


def test_the_whole_book_says_what_each_account_owes_and_what_would_cure_it(filled: Command) -> None:
    answer = json.loads(filled("overdue", "--all", "--json").stdout)
    said = filled("overdue", "--all").stdout

    book = {row["account_id"]: row for row in answer["accounts"]}
    late, even = book["A1001"], book["A1006"]
    assert (late["overdue"], late["days_past_due"], late["oldest_due_on"]) == ("1280.00", 5, "2026-03-05")
    assert float(late["outstanding"]) > float(late["cure_amount"]) >= 1280
    assert (even["overdue"], even["cure_amount"], even["days_past_due"]) == ("0.00", "0.00", 0)
    assert said.endswith(f"{answer['count']} open accounts on 2026-03-10\n")
    assert any(line.startswith("A1001") and "1280.00" in line for line in said.splitlines())


def test_a_day_that_is_none_is_refused(command: Command) -> None:
    assert isinstance(command("overdue", "--as-of", "10/03/2026").exception, BadInput)


def test_a_new_key_is_shown_once_and_kept_as_a_hash(command: Command, database: Engine) -> None:
    key = command("apikey", "core-banking").stdout.strip()

    with database.connect() as connection:
        (kept,) = connection.execute(select(t.api_keys.c.name, t.api_keys.c.key_hash)).all()
    assert key.startswith("tk_")
    assert kept.name == "core-banking"
    assert key not in kept.key_hash


def test_an_imported_payment_settles_the_promise_right_away(
    filled: Command, database: Engine, tmp_path: Path
) -> None:
    late = json.loads(filled("overdue", "--json").stdout)["accounts"][0]
    account, amount = late["account_id"], late["overdue"]
    with Store(database, new_id=lambda: uuid.uuid4().hex).write() as unit:
        unit.books.add_promise(
            borrower_id=late["borrower_id"], account_id=account, offer_id=None,
            amount=Money.of(amount, late["currency"]).minor, due_on=date(2026, 3, 12), weak=(),
            at=datetime(2026, 3, 10, 6, tzinfo=UTC), by="borrower",
        )  # fmt: skip
        unit.commit()
    file = tmp_path / "today.csv"
    file.write_text(f"payment_id,account_id,paid_on,amount\nNEW-1,{account},2026-03-10,{amount}\n")

    assert filled("import", "payments", str(file)).exit_code == 0

    with Store(database, new_id=lambda: uuid.uuid4().hex).read() as unit:
        assert [p.status for p in unit.books.promises_of(account)] == [PromiseStatus.KEPT]
