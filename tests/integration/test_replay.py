"""``tideover replay``: what people wrote, read again with the reader trained now."""

from __future__ import annotations

import sys
import uuid
from datetime import timedelta
from typing import Any

import orjson
import pytest
from sqlalchemy import Engine

from bot import cli
from bot.conversation import entry
from bot.conversation.heard import to_record
from bot.conversation.house import House
from bot.insights.rereading import difference
from bot.keys import KeyRing
from bot.model.talk import Session
from bot.model.words import Channel, Language
from bot.storage.unit import Store
from bot.understanding.classifier import LabelModel
from bot.understanding.read import read
from tests.conftest import TEST_DATA_KEY
from tests.integration.small_world import NOON, ROOT, Clock, add_borrower, make_house

LABELS = ROOT / "models" / "labels.npz"
SECRET = "a secret of at least thirty-two characters"
WISH = "工资没发，能不能晚几天还"


@pytest.fixture
def house(database: Engine, keys: KeyRing) -> House:
    house = make_house(Store(database, new_id=lambda: uuid.uuid4().hex), keys, clock=Clock())
    add_borrower(house)
    return house


@pytest.fixture
def session(house: House) -> Session:
    with house.store.write() as unit:
        talk = entry.open_conversation(house, unit, "A1")
        session = entry.start_session(
            house, unit, talk.id, adapter="web", address="web:x", channel=Channel.IM
        )
        unit.commit()
    return session


@pytest.fixture
def replayed(
    house: House, database: Engine, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Any:
    """Types the command; answers with its JSON."""
    for name, value in (
        ("DATABASE_URL", database.url.render_as_string(hide_password=False)),
        ("DATA_KEYS", TEST_DATA_KEY),
        ("SECRET", SECRET),
        ("FROZEN_NOW", (NOON + timedelta(days=1)).isoformat()),
        ("LABELS", str(LABELS)),
    ):
        monkeypatch.setenv(f"TIDEOVER_{name}", value)

    def run(*words: str) -> Any:
        monkeypatch.setattr(sys, "argv", ["tideover", "replay", *words])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert not ended.value.code
        out = capsys.readouterr().out
        return orjson.loads(out) if "--json" in words else out

    return run


def store(
    house: House,
    session: Session,
    text: str,
    record: dict[str, Any],
    *,
    days: int = 0,
    press: str | None = None,
) -> str:
    """A message of earlier days, understood as it was then."""
    with house.store.write() as unit:
        message, _ = unit.talks.store_inbound(
            session=session, at=NOON - timedelta(days=days), text=text, channel_message_id=None, press=press
        )
        unit.talks.update_inbound(message.id, understanding=record)
        unit.commit()
    return message.id


def read_now(text: str) -> dict[str, Any]:
    """As the reader trained now reads it."""
    model = LabelModel.load(LABELS)
    found = read(text, at=NOON, language=Language.ZH, currency="CNY", region="CN", model=model)
    return to_record(found)


def test_only_what_is_read_otherwise_is_named_and_without_its_words(
    house: House, session: Session, replayed: Any
) -> None:
    now = read_now(WISH)
    store(house, session, WISH, now)
    changed = store(house, session, WISH, {**now, "leading": "goodbye", "reasons": ["illness"]})

    found = replayed("--json")

    assert (found["read"], found["same"], found["changed"]) == (2, 1, 1)
    assert found["by_field"] == {"leading": 1, "reasons": 1}
    (change,) = found["changes"]
    assert change["id"] == changed
    assert change["leading"] == {"before": "goodbye", "after": now["leading"]}
    assert change["reasons"] == {"before": ["illness"], "after": now["reasons"]}
    assert WISH not in orjson.dumps(found).decode()


def test_the_words_are_shown_to_whoever_asks_for_them(house: House, session: Session, replayed: Any) -> None:
    store(house, session, WISH, {**read_now(WISH), "leading": "goodbye"})

    assert WISH in replayed("--words")
    assert WISH not in replayed()


def test_buttons_answers_to_a_check_and_blanked_messages_are_left_out(
    house: House, session: Session, replayed: Any
) -> None:
    store(house, session, "", {"intents": [], "language": "zh"}, press="intent:greet")
    store(house, session, "••••", {"intents": [], "language": "zh", "signals": [], "hits": []})
    store(house, session, "", {**read_now(WISH)})

    found = replayed("--json")

    assert (found["read"], found["left_out"]) == (0, 3)


def test_only_the_days_asked_for_are_read(house: House, session: Session, replayed: Any) -> None:
    store(house, session, WISH, read_now(WISH), days=3)
    store(house, session, WISH, read_now(WISH), days=40)

    assert replayed("--json")["read"] == 1
    assert replayed("--json", "--since", "2026-01-01")["read"] == 2
    assert replayed("--json", "--since", "2026-01-01", "--limit", "1")["read"] == 1


def test_another_order_or_confidence_is_no_difference() -> None:
    one = {
        "leading": "greet",
        "intents": [{"name": "greet", "confidence": 0.9}, {"name": "thank", "confidence": 0.6}],
    }
    two = {
        "leading": "greet",
        "intents": [{"name": "thank", "confidence": 0.7}, {"name": "greet", "confidence": 0.8}],
    }

    assert difference(one, two) == {}
    assert difference(one, {**two, "dates": [{"from": "2026-03-15", "to": "2026-03-15"}]}) == {
        "dates": ([], ["2026-03-15 2026-03-15"])
    }
