"""A first reminder leaves on every channel, in both languages, under every pack.

The words are the product's own, with a real link in them: no rule may keep them back unseen.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update
from zhconv import convert

from bot.conversation.house import House
from bot.keys import KeyRing
from bot.model.words import Language
from bot.outreach.plan import Planned, run
from bot.storage import tables as t
from bot.storage.unit import Store
from tests.integration.small_world import Clock, add_borrower, make_house, parcels
from tests.kit import concrete

PLACES = {
    "CN": ("CN", "Asia/Shanghai", "CNY"),
    "HK": ("HK", "Asia/Hong_Kong", "HKD"),
    "UK": ("GB", "Europe/London", "GBP"),
    "EU": ("IE", "Europe/Dublin", "EUR"),
    "IN": ("IN", "Asia/Kolkata", "INR"),
    "AU": ("AU", "Australia/Sydney", "AUD"),
    "US": ("US-TX", "America/Chicago", "USD"),
    "US US-CA": ("US-CA", "America/Los_Angeles", "USD"),
    "US US-MA": ("US-MA", "America/New_York", "USD"),
}
"""Pack to residence, zone and currency."""
ADDRESSES = {"sms": "+447700900{}", "email": "p{}@example.com", "telegram": "77{}"}
STOPS = {"sms": {"zh": "TD", "en": "STOP"}, "email": {"zh": "退订", "en": "unsubscribe"}}
STOPS["telegram"] = {"zh": "停止", "en": "stop"}
DEBT = {
    "zh": ("500", "¥", "逾期", "欠", "还款", "催收", "账单", "借款", "贷款", "金额"),
    "en": ("500", "£", "overdue", "owe", "debt", "due", "loan", "repay", "payment", "collect", "arrears"),
}
"""What a first reminder may not hold: an amount, or a word that only a debt explains."""


def live_in(house: House, pack: str, *, actor: str = "first_party") -> None:
    """Move everybody to the place of a pack."""
    residence, zone, currency = PLACES[pack]
    with house.store.write() as unit:
        db = concrete(unit).connection
        db.execute(update(t.accounts).values(regimes=pack, actor=actor, currency=currency))
        db.execute(update(t.borrowers).values(residence=residence, timezone=zone))
        unit.commit()


def simplified(text: str) -> str:
    """Hong Kong reads traditional characters."""
    return str(convert(text, "zh-hans"))


def tuesday_noon(pack: str) -> datetime:
    return datetime(2026, 3, 10, 12, 0, tzinfo=ZoneInfo(PLACES[pack][1]))


@pytest.mark.parametrize("language", [language.value for language in Language])
@pytest.mark.parametrize("pack", PLACES)
def test_a_first_reminder_leaves_on_every_channel(
    sqlite_store: Store, keys: KeyRing, pack: str, language: str
) -> None:
    clock = Clock(now=tuesday_noon(pack))
    house = make_house(sqlite_store, keys, clock=clock)
    for number, (adapter, address) in enumerate(ADDRESSES.items()):
        add_borrower(house, account=f"A{number}", language=language, points={adapter: address.format(number)})
    live_in(house, pack)

    items = run(house, now=clock.now, adapters=set(ADDRESSES))

    assert [item for item in items if not isinstance(item, Planned)] == []
    left = {parcel["adapter"]: simplified(parcel["payload"]["text"]) for parcel in parcels(house)}
    assert left.keys() == ADDRESSES.keys()
    for adapter, text in left.items():
        assert STOPS[adapter][language] in text, "no way to stop"
        assert ("自动" if language == "zh" else "automated") in text, "does not say that a machine writes"
        assert ("晴川消费金融" if language == "zh" else "Harbour Lending") in text, "does not say who writes"
        assert not [word for word in DEBT[language] if word in text.lower()], "speaks of the debt"
        assert adapter == "telegram" or "/chat/" in text, "has no personal link"
