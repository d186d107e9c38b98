"""What a person sees when a page is gone, broken or busy: a sentence and a way on, never a code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bot.model.errors import StorageBusy
from bot.web.app import create_app
from tests.unit.web.serving import serving
from tests.unit.web.world import build_world

Window = Callable[..., Page]
PATHS = {
    "gone": ("/nowhere", 404),
    "expired": ("/chat/long-gone", 404),
    "broken": ("/chat/any", 500),
    "busy": ("/chat/any?lang=", 503),
}
SENTENCES = {
    ("gone", "zh"): ("没有找到这一页", "回到首页"),
    ("gone", "en"): ("There is no such page", "To the start page"),
    ("expired", "zh"): ("这个链接已经失效", "English"),
    ("expired", "en"): ("This link no longer works", "中文"),
    ("broken", "zh"): ("是我们的问题，已经记下来了", "再试一次"),
    ("broken", "en"): ("That was our fault, and it has been noted", "Try again"),
    ("busy", "zh"): ("什么都没有丢，请稍后再试", "再试一次"),
    ("busy", "en"): ("Nothing was lost; please try again soon", "Try again"),
}


class Failing:
    """A store in which every look fails in the same way."""

    def __init__(self, error: Exception) -> None:
        """Keep the error."""
        self.error = error

    def read(self) -> Any:
        """Fail."""
        raise self.error

    write = read


@pytest.mark.parametrize(("kind", "language"), SENTENCES)
def test_a_page_that_cannot_be_shown_says_so_in_a_sentence_with_a_way_on(
    tmp_path: Path, window: Window, kind: str, language: str
) -> None:
    world, (path, status) = build_world(tmp_path), PATHS[kind]
    app = create_app(world.product, run_workers=False)
    if kind in ("broken", "busy"):
        store = Failing(StorageBusy("locked") if kind == "busy" else RuntimeError("no such column"))
        app.state.site = replace(app.state.site, house=replace(world.house, store=store))
    page = window(language=language)
    with serving(app) as address:
        answer = page.goto(address + path)
        sentence, way_on = SENTENCES[kind, language]

        assert answer is not None
        assert answer.status == status
        expect(page.locator("main")).to_contain_text(sentence)
        for technical in (str(status), "Error", "Traceback", "column", "locked"):
            expect(page.locator("body")).not_to_contain_text(technical)
        assert page.locator("html").evaluate("e => e.scrollWidth") <= 390
        page.get_by_role("link", name=way_on).click()
        page.wait_for_load_state()
        landed = page.url.removeprefix(address)
    world.product.stop()
    assert landed.startswith("/" if kind == "gone" else path.partition("?")[0])
