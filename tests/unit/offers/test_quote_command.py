"""``tideover quote``: a counter-offer as JSON is answered alike from the command line, in either language."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.settings import ROOT

ASKED: dict[str, Any] = {
    "id": "q1",
    "now": "2026-03-10T15:00:00+08:00",
    "lender": {"actor": "first_party", "product": "online_consumer_loan", "regimes": ["CN"]},
    "borrower": {"language": "zh", "timezone": "Asia/Shanghai", "residence": "CN"},
    "account": {"currency": "CNY", "overdue_amount": "1280.00", "days_past_due": 5},
}


def answered(*lines: dict[str, Any]) -> list[dict[str, Any]]:
    done = run("--jsonl", given="".join(json.dumps(line) + "\n" for line in lines))
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def run(*words: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", "quote", *words],
        input=given,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )


def test_a_proposal_inside_authority_is_accepted_and_one_beyond_gets_alternatives() -> None:
    inside, beyond = answered(
        ASKED | {"propose": {"kind": "deferral", "days": 5}},
        ASKED | {"propose": {"kind": "deferral", "days": 200}},
    )

    assert inside["answer"]["status"] == "accepted"
    assert beyond["answer"]["status"] != "accepted"
    assert beyond["answer"]["alternatives"]
    assert beyond["answer"]["reason"]


def test_without_a_proposal_there_are_at_least_two_choices_that_add_up() -> None:
    (found,) = answered(ASKED)

    assert len(found["offers"]) >= 2
    assert {offer["total"] for offer in found["offers"] if offer["kind"] == "pay_now"} == {"1280.00"}


def test_the_language_of_the_borrower_changes_nothing() -> None:
    english = ASKED | {"borrower": ASKED["borrower"] | {"language": "en"}}

    for wish in ({}, {"propose": {"kind": "instalment", "parts": 3}}):
        zh, en = answered(ASKED | wish, english | wish)
        assert zh == en


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "say which account"),
        (("--account", "A1", "--propose", "{"), "not JSON"),
        (("--account", "A1", "--as-of", "2026-02-30"), "--as-of"),
        (("--account", "A1"), "has no tables yet"),
    ],
)
def test_bad_input_is_one_sentence_with_its_place(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", "quote", *words],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        env={
            "PATH": "",
            "TIDEOVER_DATABASE_URL": f"sqlite:///{tmp_path}/empty.db",
            "TIDEOVER_SECRET": "s" * 40,
            "TIDEOVER_DATA_KEYS": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
        },
    )

    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_line_that_cannot_be_answered_does_not_stop_the_others() -> None:
    done = run("--jsonl", given=json.dumps({"acount": 3}) + "\n" + json.dumps(ASKED) + "\n")
    lines = [json.loads(line) for line in done.stdout.splitlines()]

    assert len(lines) == 2
    assert "acount" in json.dumps(lines[0])
    assert lines[1]["offers"]


@pytest.mark.parametrize(
    ("changed", "named"), [({"as_of": "2019-01-01"}, "no terms are in force"), ({"round": -3}, "no round")]
)
def test_a_day_without_terms_and_a_round_below_one_are_named(changed: dict[str, object], named: str) -> None:
    done = run("--jsonl", given=json.dumps({**ASKED, **changed}) + "\n")

    assert done.returncode == 2
    assert named in json.loads(done.stdout)["error"]
