"""``tideover quote``: a round counts from one, and today is the day on this installation's clock."""

from __future__ import annotations

import json
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from bot.cli import check
from bot.cli_quote import answer, quote
from bot.model.errors import BadInput
from tests.unit.offers.generated import shipped_policy

FROZEN = {"TIDEOVER_FROZEN_NOW": "2026-03-10T17:00:00+00:00"}
FACTS: dict[str, Any] = {
    "lender": {"actor": "first_party", "product": "online_consumer_loan", "regimes": ["CN"]},
    "borrower": {"language": "zh", "timezone": "Asia/Shanghai", "residence": "CN"},
    "account": {"id": "A1", "currency": "CNY", "overdue_amount": "1280.00", "days_past_due": 5},
}


def asked(command: Any, line: dict[str, Any]) -> Result:
    app = typer.Typer()
    app.command()(command)
    return CliRunner().invoke(app, ["--jsonl"], input=json.dumps(line) + "\n", env=FROZEN)


@pytest.mark.parametrize("number", [0, -1, 1.5, "2", True])
def test_a_round_that_is_none_is_refused(number: object) -> None:
    with pytest.raises(BadInput, match="round"):
        answer({**FACTS, "propose": {"kind": "instalment", "parts": 3}, "round": number}, shipped_policy())


def test_without_a_day_the_clock_of_the_installation_says_it() -> None:
    said = asked(quote, FACTS)

    assert said.exit_code == 0, said.output
    assert json.loads(said.stdout)["as_of"] == "2026-03-11"  # one in the morning where she lives


def test_a_check_without_a_moment_is_asked_about_the_installations_now() -> None:
    line = {**FACTS, "propose": {"channel": "sms", "purpose": "reminder", "text": "您有一笔款项未还。"}}

    said = asked(check, line)

    assert "CN-TIME" in said.stdout, said.stdout  # one in the morning where she lives
