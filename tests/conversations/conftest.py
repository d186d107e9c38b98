"""One real, trained engine with its action server and a database, for all conversation tests."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from bot.scenarios.runner import Stage, stage


@pytest.fixture(autouse=True)
def _sealing_keys() -> None:
    """Leave the keys alone: the running bot has its own, and its processes share them."""


@pytest.fixture(scope="session")
def running() -> Iterator[Stage]:
    """The running bot; started once, since it takes some seconds."""
    with stage(say=lambda text: sys.stderr.write(f"{text}\n")) as started:
        yield started
