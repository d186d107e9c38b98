"""What reaches the log: kinds and places, never what somebody wrote."""

from __future__ import annotations

import subprocess
import sys

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.logs import hide, place_of_fault
from bot.settings import ROOT
from bot.storage.unit import Store

WORDS = "我在医院，电话 13800004821"


def test_a_fault_is_logged_by_kind_and_place_without_its_words() -> None:
    try:
        raise ValueError(WORDS)
    except ValueError:
        event = place_of_fault(None, "error", {"event": "turn_failed", "exc_info": True})
    assert event["fault"] == "ValueError"
    assert "test_logs.py:" in event["at"]
    assert WORDS not in str(event)


def test_a_value_under_a_forbidden_key_is_hidden() -> None:
    assert hide(None, "info", {"text": WORDS, "message": "m1"}) == {"text": "[hidden]", "message": "m1"}


@pytest.mark.parametrize("key", ["body", "said", "payload", "url", "address_key"])
def test_what_may_hold_words_or_a_sealed_link_is_hidden_under_any_of_its_names(key: str) -> None:
    assert hide(None, "info", {key: WORDS}) == {key: "[hidden]"}


def test_an_error_of_the_database_does_not_carry_what_was_to_be_stored(store: Store) -> None:
    with store.write() as unit, pytest.raises(DBAPIError) as caught:
        unit.connection.execute(text("INSERT INTO no_such_table VALUES (:words)"), {"words": WORDS})
    assert WORDS not in str(caught.value)


def test_every_command_logs_a_fault_without_its_words() -> None:
    code = (
        "import sys, structlog\n"
        "from bot import cli\n"
        "@cli.app.command('fails')\n"
        "def fails():\n"
        "    said = 'in hospital, phone 13800004821'\n"
        "    try:\n"
        "        raise ValueError(said)\n"
        "    except ValueError:\n"
        "        structlog.get_logger().exception('turn_failed')\n"
        "sys.argv = ['tideover', 'fails']\n"
        "cli.main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=90, check=False
    )

    assert "turn_failed" in done.stderr
    assert "fault=ValueError" in done.stderr
    assert "13800004821" not in done.stderr
