"""A running product for each test of the pages, and browsers that know it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from bot.web.app import create_app
from tests.unit.web.serving import serving
from tests.unit.web.world import World, build_world


@pytest.fixture
def world(tmp_path: Path, database: Engine) -> Iterator[World]:
    """Two borrowers, six members of staff, a stand-in engine; on each database in turn."""
    made = build_world(tmp_path, database=database.url.render_as_string(hide_password=False))
    yield made
    made.product.stop()


@pytest.fixture
def app(world: World) -> FastAPI:
    """The pages of that product; its scheduled jobs stand still."""
    return create_app(world.product, run_workers=False)


@pytest.fixture
def address(app: FastAPI) -> Iterator[str]:
    """Where the pages are served."""
    with serving(app) as found:
        yield found


@pytest.fixture
def browser(address: str) -> Iterator[Callable[[], httpx.Client]]:
    """Makes browsers that share nothing with each other."""
    opened: list[httpx.Client] = []

    def new() -> httpx.Client:
        client = httpx.Client(
            base_url=address, timeout=30, trust_env=False, headers={"accept": "text/html,*/*"}
        )
        opened.append(client)
        return client

    yield new
    for client in opened:
        client.close()
