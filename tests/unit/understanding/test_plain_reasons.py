"""Fewer hours are money being tight and no lost job, whatever the classifier makes of them."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.model.words import Reason
from bot.understanding.classifier import LabelScores
from bot.understanding.plain_reasons import fewer_hours
from bot.understanding.read import read

AT = datetime.fromisoformat("2026-03-10T12:00:00+08:00")


class HearsALostJob:
    """A classifier that takes everything for a lost job."""

    def read(self, text: str) -> LabelScores:
        """Always the same."""
        return LabelScores((("give_reason", 0.9),), (("job_loss", 0.9),), (), "give_reason")


@pytest.mark.parametrize(
    "text",
    [
        "lost some shifts, need more time", "lost two shifts this week", "they cut my hours",
        "my hours got cut", "only got three shifts", "on reduced hours", "这个月少排了几个班", "班次被砍了",
        "公司压缩工时", "加班少了",
    ],
)  # fmt: skip
def test_fewer_hours_are_no_lost_job(text: str) -> None:
    assert read(text, at=AT, model=HearsALostJob()).reasons == (Reason.CASH_FLOW,)


@pytest.mark.parametrize(
    "text",
    [
        "I lost my job", "they cut my hours and then let me go", "lost all my shifts, no work at all",
        "laid off, fewer hours before that", "失业了", "先减班次，后来被裁了", "give me a few hours",
        "I'll pay in two hours", "下班后还",
    ],
)  # fmt: skip
def test_a_lost_job_stays_one_and_hours_alone_are_nothing(text: str) -> None:
    assert not fewer_hours(text)
    assert Reason.JOB_LOSS in read(text, at=AT, model=HearsALostJob()).reasons
