"""Real browsers against a real server: the system's Chromium, or Playwright's own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bot.web.app import create_app
from tests.unit.web.serving import address_of, listening, serving
from tests.unit.web.world import World, build_world

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}
NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests; each test gets windows of its own."""
    path = os.environ.get("TIDEOVER_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A running product, served at the address that its links point to."""
    socket = listening()
    made = build_world(tmp_path, base_url=address_of(socket))
    with serving(create_app(made.product, run_workers=False), at=socket):
        yield made
        made.product.stop()


@pytest.fixture
def window(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens windows that share nothing; a message on the browser's console fails the test."""
    opened: list[BrowserContext] = []
    complaints: list[str] = []

    def open_window(*, phone: bool = True, language: str = "en", **more: object) -> Page:
        context = chromium.new_context(
            viewport=PHONE if phone else DESKTOP,
            locale={"zh": "zh-CN", "en": "en-GB"}[language],
            is_mobile=phone,
            has_touch=phone,
            reduced_motion="reduce",
            **more,  # type: ignore[arg-type]
        )
        context.set_default_timeout(15_000)
        opened.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console", lambda message: complaints.append(message.text) if message.type == "error" else None
        )
        return page

    yield open_window
    for context in opened:
        context.close()
    unexpected = [text for text in complaints if "Failed to load resource" not in text]
    assert unexpected == []
