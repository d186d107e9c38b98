"""``tideover outreach run --as-of``: a clock set by hand never lets a message reach a person."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner

from bot import cli_outreach
from bot.keys import KeyRing
from bot.storage.unit import Store
from tests.conftest import TEST_DATA_KEY
from tests.integration.small_world import Clock, add_borrower, make_house, parcels

NIGHT = "2026-03-09T19:00:00+00:00"
"""Three in the morning in Shanghai."""
NOON = "2026-03-10T12:00:00+08:00"
SMS = {"TIDEOVER_CHANNELS": "live", "TIDEOVER_SMS_GATEWAY_URL": "http://127.0.0.1:9"}
MAIL = {"TIDEOVER_CHANNELS": "live", "TIDEOVER_SMTP_HOST": "127.0.0.1", "TIDEOVER_SMTP_PORT": "9"}
TELEGRAM = {"TIDEOVER_TELEGRAM_TOKEN": "1:x", "TIDEOVER_TELEGRAM_BASE_URL": "http://127.0.0.1:9"}


def run_at_noon(database: Engine, **channels: str) -> Any:
    environment = {
        "TIDEOVER_DATABASE_URL": database.url.render_as_string(hide_password=False),
        "TIDEOVER_DATA_KEYS": TEST_DATA_KEY,
        "TIDEOVER_SECRET": "a secret of at least thirty-two characters",
        "TIDEOVER_FROZEN_NOW": NIGHT,
        "TIDEOVER_CHANNELS": "sandbox",
        **channels,
    }
    return CliRunner().invoke(cli_outreach.app, ["run", "--as-of", NOON, "--json"], env=environment)


@pytest.mark.parametrize(
    ("channels", "adapter", "address"),
    [
        (SMS, "sms", "+8613800004821"),
        (MAIL, "email", "mei@example.com"),
        (TELEGRAM, "telegram", "77"),
        (TELEGRAM, "sandbox_sms", "+8613800004821"),  # what else waits in the outbox could leave by Telegram
    ],
    ids=["sms", "email", "telegram", "a sandbox beside telegram"],
)
def test_another_time_sends_nothing_where_a_channel_reaches_people(
    sqlite_database: Engine,
    sqlite_store: Store,
    keys: KeyRing,
    channels: dict[str, str],
    adapter: str,
    address: str,
) -> None:
    house = make_house(sqlite_store, keys, clock=Clock())
    add_borrower(house, points={adapter: address})

    said = run_at_noon(sqlite_database, **channels)

    assert said.exit_code == 0, said.output
    assert parcels(house) == []
    assert [item["adapter"] for item in json.loads(said.stdout)["planned"]] == [adapter]
    assert "nothing is sent" in said.stderr


def test_another_time_runs_for_real_where_all_channels_are_the_sandboxs(
    sqlite_database: Engine, sqlite_store: Store, keys: KeyRing
) -> None:
    house = make_house(sqlite_store, keys, clock=Clock())
    add_borrower(house, points={"sandbox_sms": "+8613800004821"})

    said = run_at_noon(sqlite_database)

    assert said.exit_code == 0, said.output
    assert [parcel["status"] for parcel in parcels(house)] == ["sent"]
