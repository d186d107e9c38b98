"""A fact on the case page: seen by whoever handles cases, ended by the right role with a reason."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from bot.model.words import FactKind
from tests.browser.steps import open_chat, say, sign_in, verify
from tests.unit.web.world import World

Window = Callable[..., Page]


@pytest.mark.parametrize("phone", [True, False])
def test_a_fact_is_recorded_and_ended_with_reasons(world: World, window: Window, phone: bool) -> None:
    borrower, desk = window(), window(phone=phone)
    open_chat(borrower, world)
    verify(borrower)
    say(borrower, "I want to talk to a person")
    sign_in(desk, world, "carl")
    desk.locator(".queue a").first.click()

    desk.get_by_text("Record a fact").first.click()
    desk.locator("#fact-kind").select_option(FactKind.SERVICEMEMBER.value)
    desk.locator("#fact-why").fill("letter of 3 March")
    if folder := os.environ.get("TIDEOVER_PICTURES"):
        desk.screenshot(path=f"{folder}/facts-{'phone' if phone else 'desktop'}-record.png", full_page=True)
    desk.locator(".noting:has(#fact-kind) button").click()
    fact = desk.locator("[data-fact=servicemember]")
    expect(fact).to_be_visible()
    fact.locator("summary").click()
    fact.locator("textarea").fill("left the service in 2024, papers seen")
    if folder:
        desk.screenshot(path=f"{folder}/facts-{'phone' if phone else 'desktop'}-end.png", full_page=True)
    fact.locator("button").click()

    expect(desk.locator("[data-fact=servicemember]")).to_have_count(0)
    assert desk.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
