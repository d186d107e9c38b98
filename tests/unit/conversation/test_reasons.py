"""Which reasons may change an offer: those read surely, or said twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from bot.conversation.heard import Heard, from_record
from bot.conversation.memory import Memory
from bot.conversation.respond import REASON_SURE, remember_reason
from bot.conversation.turn import Turn
from bot.model.words import Reason


def hear(sure: float | None) -> Heard:
    record: dict[str, Any] = {"reasons": ["job_loss"]}
    if sure is not None:
        record["reason_sure"] = {"job_loss": sure}
    return from_record(record)


@dataclass
class Talk:
    """As much of a turn as a reason needs."""

    heard: Heard
    memory: Memory = field(default_factory=Memory)

    def remember(self) -> Memory:
        for reason in self.heard.reasons:
            remember_reason(cast(Turn, self), reason)
        return self.memory


@pytest.mark.parametrize("sure", [REASON_SURE, 0.99, None])
def test_a_reason_read_surely_counts_for_offers(sure: float | None) -> None:
    kept = Talk(hear(sure)).remember()

    assert (kept.reasons, kept.maybe) == (["job_loss"], [])


@pytest.mark.parametrize("sure", [0.5, REASON_SURE - 0.01])
def test_an_unsure_reason_changes_no_offer(sure: float) -> None:
    kept = Talk(hear(sure)).remember()

    assert (kept.reasons, kept.maybe) == ([], ["job_loss"])


def test_an_unsure_reason_said_twice_counts() -> None:
    talk = Talk(hear(0.6))
    talk.remember()
    kept = talk.remember()

    assert (kept.reasons, kept.maybe) == (["job_loss"], [])
    assert [Reason(name) for name in kept.reasons] == [Reason.JOB_LOSS]
