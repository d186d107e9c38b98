"""Help follows the rules of the place where she lives, beside those of the lender's licence."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from bot.keys import KeyRing
from bot.model.words import Intent
from bot.storage import tables as t
from bot.storage.unit import Store
from tests.integration.haggle_world import Talk, talk_with

WAIT = {"zh": "能不能晚到3月{}号", "en": "can I have until {} March"}


def waiting_costs(talk: Talk, language: str, day: int) -> int:
    """What the deferral she asks for would cost her, in minor units."""
    talk.say(WAIT[language].format(day), Intent.REQUEST_DEFERRAL)
    return int(str(talk.card("cost_table")["extra_cost"]))


def lives_in(store: Store, residence: str, *, licensed: str) -> None:
    with store.write() as unit:
        unit.connection.execute(update(t.borrowers).values(residence=residence))
        unit.connection.execute(update(t.accounts).values(regimes=licensed, annual_rate="0.2400"))
        unit.commit()


@pytest.mark.parametrize(
    ("language", "licensed", "home", "abroad"), [("zh", "CN", "CN", "GB"), ("en", "HK", "HK", "GB")]
)
def test_where_a_balance_may_not_grow_waiting_costs_nothing_whatever_the_licence(
    store: Store, keys: KeyRing, language: str, licensed: str, home: str, abroad: str
) -> None:
    talk = talk_with(store, keys, language=language)

    lives_in(store, home, licensed=licensed)
    assert waiting_costs(talk, language, 25) > 0

    lives_in(store, abroad, licensed=licensed)
    assert waiting_costs(talk, language, 24) == 0
