"""Telegram by webhook, and as the settings switch it on."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from bot import bootstrap
from bot.channels.telegram_inbox import TelegramInbox
from bot.channels.telegram_line import TelegramLine
from bot.keys import KeyRing
from bot.model.errors import Unavailable
from bot.settings import Settings
from bot.storage import tables
from bot.storage.unit import Store
from bot.web import errors, inbound_api
from tests.conftest import TEST_DATA_KEY
from tests.integration.small_world import (
    Clock,
    PlainEngine,
    add_borrower,
    enrolment,
    make_house,
)
from tests.integration.telegram_double import (
    TOKEN,
    TelegramDouble,
)
from tests.integration.telegram_phone import CHAT


def test_a_webhook_is_set_with_its_secret_and_takes_updates(
    store: Store, keys: KeyRing, double: TelegramDouble
) -> None:
    house = make_house(store, keys, clock=Clock())
    add_borrower(house)
    line = TelegramLine(TOKEN, base_url=double.url, timeout=1.0)
    inbox = TelegramInbox(house, line, webhook_url="https://pay.example/hook", webhook_secret="s3cret")
    inbox.start()
    (call,) = double.wait_for("setWebhook")

    assert (call.params["url"], call.params["secret_token"]) == ("https://pay.example/hook", "s3cret")
    assert call.params["allowed_updates"] == ["message", "callback_query", "my_chat_member"]

    app = FastAPI()
    errors.install(app)
    app.include_router(inbound_api.router)
    app.state.product = SimpleNamespace(house=house, telegram=inbox)
    update = {"update_id": 1, "message": double.message(f"/start {enrolment(house)}", chat=CHAT)}

    assert _posted(app, update, secret="wrong") == 403
    with house.store.read() as unit:
        assert unit.people.points("B-A1") == ()
    assert _posted(app, update, secret="s3cret") == 204
    with house.store.read() as unit:
        assert len(unit.people.points("B-A1")) == 1
    inbox.stop()
    line.close()


def _posted(app: FastAPI, update: dict[str, Any], *, secret: str) -> int:
    async def call() -> int:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://hook") as client:
            header = {"X-Telegram-Bot-Api-Secret-Token": secret}
            answer = await client.post("/api/v1/inbound/telegram", json=update, headers=header)
            return answer.status_code

    return asyncio.run(call())


def settings(**more: Any) -> Settings:
    return Settings(_env_file=None, secret=SecretStr("x" * 40), **more)


def test_without_a_token_everything_else_runs(sqlite_store: Store, keys: KeyRing) -> None:
    house = make_house(sqlite_store, keys, clock=Clock())
    adapters = bootstrap.adapters_of(settings(), house)

    assert "web" in adapters
    assert "telegram" not in adapters
    assert bootstrap.telegram_inbox_of(settings(), house, adapters) is None


def test_live_channels_are_there_when_they_are_set(sqlite_store: Store, keys: KeyRing) -> None:
    house = make_house(sqlite_store, keys, clock=Clock())
    live = settings(
        channels="live",
        smtp_host="mail.example",
        sms_gateway_url="https://sms.example",
        telegram_token=SecretStr(TOKEN),
    )
    adapters = bootstrap.adapters_of(live, house)

    assert {"email", "sms", "telegram"} <= set(adapters)
    assert bootstrap.telegram_inbox_of(live, house, adapters) is not None
    bootstrap.close_adapters(adapters)


def test_a_webhook_without_a_secret_is_refused(sqlite_store: Store, keys: KeyRing) -> None:
    house = make_house(sqlite_store, keys, clock=Clock())
    wrong = settings(telegram_token=SecretStr(TOKEN), telegram_webhook_url="https://pay.example/hook")
    adapters = bootstrap.adapters_of(wrong, house)

    with pytest.raises(Unavailable, match="TIDEOVER_TELEGRAM_WEBHOOK_SECRET"):
        bootstrap.telegram_inbox_of(wrong, house, adapters)


def test_the_app_starts_telegram_with_its_workers_and_stops_it(
    double: TelegramDouble, tmp_path: Path
) -> None:
    engine = PlainEngine()
    app = bootstrap.build_app(
        settings(
            database_url=f"sqlite:///{tmp_path / 'app.db'}",
            data_keys=SecretStr(TEST_DATA_KEY),
            telegram_token=SecretStr(TOKEN),
            telegram_base_url=double.url,
            labels=tmp_path / "none.npz",
        ),
        clock=Clock(),
        engine=engine,
    )
    engine.house = app.house
    tables.metadata.create_all(app.store.engine)
    add_borrower(app.house)
    app.start_workers()

    double.write(f"/start {enrolment(app.house)}")
    double.wait_for("sendMessage")
    double.write("4821")
    double.wait_for("sendMessage", count=2)
    double.close()
    app.stop()

    assert "晴川消费金融" in double.texts()[0]
