"""Who is missing is not dead: a hard time in the family, and no condolences."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.model.words import Intent, Reason, Signal
from bot.understanding.labels import LabelScores
from bot.understanding.read import Understanding, read

MISSING = (
    "我妈昨天走丢了", "我爸失联三天了", "我儿子昨天离家出走了", "孩子走失了，没心思管这个",
    "我奶奶突然走失了",
    "家里有人失踪了", "my mum's gone missing since yesterday", "my dad has gone missing",
    "my grandma got lost and we can't find her", "my son ran away from home", "my wife hasn't come home",
    "my brother disappeared last week",
)  # fmt: skip
DEAD = (
    "我妈走了",
    "我妈走失了，昨天找到时人已经没了",
    "my dad went missing and was found dead",
    "my dad is gone",
)


class HearsDeath:
    """A classifier that takes everything for a death told by somebody else."""

    def read(self, text: str) -> LabelScores:
        return LabelScores(
            intents=((Intent.THIRD_PARTY.value, 0.9),), reasons=(), signals=((Signal.DEATH.value, 0.9),)
        )


def heard(text: str) -> Understanding:
    return read(text, at=datetime(2026, 3, 10, 15, tzinfo=UTC), model=HearsDeath())


@pytest.mark.parametrize("text", MISSING)
def test_a_missing_relative_is_a_family_event_and_no_death(text: str) -> None:
    found = heard(text)

    assert Reason.FAMILY_EVENT in found.reasons
    assert Signal.DEATH not in found.signals
    assert Intent.THIRD_PARTY not in dict(found.intents)


@pytest.mark.parametrize("text", DEAD)
def test_a_death_stays_a_death(text: str) -> None:
    assert Signal.DEATH in heard(text).signals
