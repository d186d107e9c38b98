"""A medium without cards (Telegram, the terminal) tells the numbers of the cost table in its words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import update

from bot.conversation.wording import money_text
from bot.keys import KeyRing
from bot.model.money import Money
from bot.model.words import Intent, Language
from bot.storage import tables as t
from bot.storage.unit import Store
from tests.integration.haggle_world import talk_with

WISHES = {
    "zh": [("分三期", Intent.REQUEST_INSTALMENTS), ("20号还", Intent.REQUEST_DEFERRAL)],
    "en": [
        ("in three parts", Intent.REQUEST_INSTALMENTS),
        ("can I pay on the 20th", Intent.REQUEST_DEFERRAL),
    ],
}


@pytest.mark.parametrize("wish", [0, 1], ids=["instalments", "a later day"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_date_and_amount_of_the_card_stands_in_the_text(
    sqlite_store: Store, keys: KeyRing, language: str, wish: int
) -> None:
    talk = talk_with(sqlite_store, keys, language=language)
    with sqlite_store.write() as unit:
        unit.connection.execute(update(t.accounts).values(annual_rate="0.15", late_daily_rate="0.0005"))
        unit.commit()
    line = talk.say(*WISHES[language][wish])
    if not any(card["kind"] == "cost_table" for card in line.payload.get("cards", ())):
        line = talk.press(talk.button("offer:"))
    card: dict[str, Any] = next(c for c in line.payload["cards"] if c["kind"] == "cost_table")

    def written(minor: int) -> str:
        return money_text(Money(minor, card["currency"]), Language(language))

    amounts = [part["total"] for part in card["parts"]] + [card["total"]]
    amounts += [card["extra_cost"]] if card["extra_cost"] else []
    days = [date.fromisoformat(part["due_on"]) for part in card["parts"]]
    shown = [f"{day.month}月{day.day}日" if language == "zh" else f"{day.day} {day:%B}" for day in days]

    assert [each for each in map(written, amounts) if each not in line.text] == []
    assert [each for each in shown if each not in line.text] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_principal_interest_and_fees_of_each_date_stand_in_the_text_unless_they_are_zero(
    sqlite_store: Store, keys: KeyRing, language: str
) -> None:
    talk = talk_with(sqlite_store, keys, language=language)
    with sqlite_store.write() as unit:
        unit.connection.execute(
            update(t.instalments).where(t.instalments.c.number == 1).values(interest=11_981, fees=2_000)
        )
        unit.commit()
    line = talk.say(*WISHES[language][0])
    if not any(card["kind"] == "cost_table" for card in line.payload.get("cards", ())):
        line = talk.press(talk.button("offer:"))
    card: dict[str, Any] = next(c for c in line.payload["cards"] if c["kind"] == "cost_table")
    names = {"zh": ("本金", "利息", "费用"), "en": ("principal", "interest", "fees")}[language]

    first, *others = card["parts"]
    assert first["interest"] > 0
    assert first["fees"] > 0
    for name, part in zip(names, ("principal", "interest", "fees"), strict=True):
        amount = money_text(Money(first[part], card["currency"]), Language(language))
        assert f"{name} {amount}" in line.text
    assert all(part["principal"] == part["total"] for part in others)
    assert line.text.count(names[0]) == 1  # a date that is principal alone needs no split
    assert "¥0.00" not in line.text
    assert "£0.00" not in line.text
