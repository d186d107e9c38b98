"""A borrower on a phone: from the link to a receipt, also when the connection fails her."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import APIResponse, Page, Route, expect

from tests.browser.steps import open_chat, press, say, verify
from tests.unit.web.world import World

Window = Callable[..., Page]
TOP_WHEN_STILL = """() => new Promise((done) => {
  let still = 0, place = -1;
  (function look() {
    still = window.scrollY === place ? still + 1 : 0;
    place = window.scrollY;
    if (still < 30) requestAnimationFrame(look);
    else done(document.querySelector('#log > .bot:last-child').getBoundingClientRect().top);
  })();
})"""
"""Where the last answer begins on the screen, once nothing moves any more."""


@pytest.mark.parametrize(
    ("account", "language", "wish", "receipt"),
    [("A-EN", "en", "can I pay in parts", "Agreed"), ("A-ZH", "zh", "能分期还吗", "安排已定")],
)
def test_a_borrower_settles_on_a_phone_and_holds_a_receipt(
    world: World, window: Window, account: str, language: str, wish: str, receipt: str
) -> None:
    page = window(language=language)
    open_chat(page, world, account)
    verify(page)
    say(page, wish)

    press(page, ".card.offer:has(.parts li:nth-child(2)) .choose")
    press(page, ".reply.yes")

    expect(page.locator(".card.receipt h3")).to_contain_text(receipt)
    with world.house.store.read() as unit:
        assert unit.books.active_plan(account) is not None


def test_a_double_click_on_i_agree_agrees_once(world: World, window: Window) -> None:
    page = window()
    open_chat(page, world)
    verify(page)
    say(page, "can I pay in parts")
    press(page, ".card.offer:has(.parts li:nth-child(2)) .choose")

    page.locator(".reply.yes").dblclick()

    expect(page.locator(".card.receipt")).to_have_count(1)
    expect(page.locator("#log > .mine")).to_have_count(5)
    with world.house.store.read() as unit:
        assert len(unit.books.plans_of("A-EN")) == 1


def test_what_is_written_offline_is_sent_once_when_the_connection_returns(
    world: World, window: Window
) -> None:
    page = window()
    open_chat(page, world)
    verify(page)
    page.context.set_offline(True)

    page.locator("#text").fill("how much do I owe")
    page.locator("#text").press("Enter")
    expect(page.locator(".line.waiting")).to_have_count(1)
    expect(page.locator("#notice")).to_contain_text("offline")
    page.context.set_offline(False)

    expect(page.locator("#log > .bot")).to_have_count(4)
    expect(page.locator(".line.waiting")).to_have_count(0)
    expect(page.get_by_text("how much do I owe")).to_have_count(1)


def test_what_waits_to_be_sent_survives_a_reload(world: World, window: Window) -> None:
    page = window()
    open_chat(page, world)
    page.route("**/messages", lambda route: route.abort())
    page.locator("#text").fill("hello there")
    page.locator("#text").press("Enter")
    expect(page.locator(".line.waiting")).to_have_count(1)

    page.unroute("**/messages")
    page.reload()

    expect(page.locator("#log > .bot")).to_have_count(2)
    expect(page.get_by_text("hello there")).to_have_count(1)


def test_an_answer_lost_on_the_way_is_not_sent_twice(world: World, window: Window) -> None:
    page = window()
    open_chat(page, world)
    verify(page)
    lost: list[APIResponse] = []

    def lose_the_first(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch())
        route.abort()

    page.route("**/api/v1/chat/*/messages", lose_the_first)
    say(page, "how much do I owe")

    expect(page.locator(".line.waiting")).to_have_count(0)
    expect(page.get_by_text("how much do I owe")).to_have_count(1)
    with world.house.store.read() as unit:
        lines = unit.talks.lines(world.conversation("A-EN"))
    assert [line.text for line in lines].count("how much do I owe") == 1


def test_a_tall_answer_is_shown_from_its_top_however_late_the_sending_is_confirmed(
    world: World, window: Window
) -> None:
    page = window()
    open_chat(page, world)
    verify(page)
    say(page, "can I pay in parts")
    page.emulate_media(reduced_motion="no-preference")

    def confirm_late(route: Route) -> None:
        answer = route.fetch()
        expect(page.locator(".card.cost_table")).to_be_visible()  # the stream brought the answer first
        route.fulfill(response=answer)

    page.route("**/api/v1/chat/*/press", confirm_late)
    press(page, ".card.offer:has(.parts li:nth-child(2)) .choose")

    expect(page.locator(".line.waiting")).to_have_count(0)
    assert 60 < page.evaluate(TOP_WHEN_STILL) < 110


def test_the_page_shows_that_an_answer_is_being_written(world: World, window: Window) -> None:
    page = window()
    open_chat(page, world)
    verify(page)
    world.engine.free.clear()

    page.locator("#text").fill("how much do I owe")
    page.locator("#text").press("Enter")
    expect(page.locator("#typing")).to_be_visible()
    world.engine.free.set()

    expect(page.locator("#typing")).to_be_hidden()
    expect(page.locator("#log > .bot")).to_have_count(4)


def test_a_second_device_sees_nothing_of_the_first(world: World, window: Window) -> None:
    first, second = window(), window()
    token = open_chat(first, world)
    verify(first)

    open_chat(second, world, token=token)

    expect(second.locator("#log")).not_to_contain_text("240")
    expect(first.locator("#log")).to_contain_text("£240.00")


def test_the_page_follows_when_the_language_changes(world: World, window: Window) -> None:
    page = window()
    open_chat(page, world)
    verify(page)

    page.locator("#text").fill("can we speak chinese")
    page.locator("#text").press("Enter")

    expect(page.locator("html[lang=zh-Hans]")).to_have_count(1)
    expect(page.locator("#text")).to_have_attribute("placeholder", "想说什么就写什么")


def test_without_scripts_the_talk_goes_on(world: World, window: Window) -> None:
    page = window(java_script_enabled=False)
    open_chat(page, world)

    page.locator("#text").fill("4821")
    page.locator(".send").click()
    expect(page.locator("#log > .mine")).to_have_count(1)  # the page came back by itself
    page.reload()

    expect(page.locator("#log > .mine")).to_have_count(1)


def test_an_expired_link_is_met_with_a_kind_page(world: World, window: Window) -> None:
    page = window()

    page.goto(f"{world.house.base_url}/chat/long-gone")

    expect(page.locator("h1")).to_have_text("This link no longer works")
