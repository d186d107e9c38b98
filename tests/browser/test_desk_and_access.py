"""The desk live beside a borrower; keyboards, small windows, readable names."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import open_chat, press, say, sign_in, verify
from tests.unit.web.world import World

Window = Callable[..., Page]


def test_an_agent_and_a_borrower_talk_live(world: World, window: Window) -> None:
    phone, desk = window(), window(phone=False)
    open_chat(phone, world)
    verify(phone)
    say(phone, "I want to talk to a person")
    sign_in(desk, world, "anna")

    desk.locator(".queue a").first.click()
    desk.get_by_text("Take this case").click()
    desk.locator("#draft").fill("Hello Grace, this is Anna. How can I help?")
    desk.locator(".write button").click()
    expect(phone.locator("#log > .person")).to_contain_text("this is Anna")
    expect(phone.locator("#who-now")).to_contain_text("A person is with you now")
    phone.locator("#text").fill("Thank you, Anna")
    phone.locator("#text").press("Enter")

    expect(desk.locator("#log")).to_contain_text("Thank you, Anna")


def test_a_held_back_sentence_shows_the_rule_and_keeps_the_draft(world: World, window: Window) -> None:
    phone, desk = window(), window(phone=False)
    open_chat(phone, world)
    verify(phone)
    say(phone, "I want to talk to a person")
    sign_in(desk, world, "anna")
    desk.locator(".queue a").first.click()
    desk.get_by_text("Take this case").click()

    desk.locator("#draft").fill("Pay today or we will send the police to your house.")
    desk.locator(".write button").click()

    expect(desk.locator(".rules")).to_contain_text("HOUSE-LANG-1")
    expect(desk.locator("#draft")).to_have_value("Pay today or we will send the police to your house.")
    expect(phone.locator("#log > .person")).to_have_count(0)


def test_the_whole_talk_is_possible_with_a_keyboard(world: World, window: Window) -> None:
    page = window(phone=False)
    open_chat(page, world)
    page.locator("#text").focus()
    for answer in ("4821", "1990-01-31", "can I pay in parts"):
        before = page.locator("#log > .bot").count()
        page.keyboard.type(answer)
        page.keyboard.press("Enter")
        expect(page.locator("#log > .bot")).to_have_count(before + 1)
    expect(page.locator("#text")).to_be_focused()

    page.locator(".choose").first.focus()
    page.keyboard.press("Enter")

    expect(page.locator("#log > .bot")).to_have_count(5)
    expect(page.locator("#text")).to_be_focused()


def test_a_screen_reader_is_told_of_new_lines_and_every_control_has_a_name(
    world: World, window: Window
) -> None:
    page = window()
    open_chat(page, world)
    verify(page)
    say(page, "can I pay in parts")

    expect(page.get_by_role("log", name="Conversation")).to_have_attribute("aria-live", "polite")
    expect(page.get_by_role("button", name="Stop contacting me")).to_be_visible()
    expect(page.get_by_role("textbox", name="Write in your own words")).to_be_visible()
    expect(page.get_by_role("group", name="Your options")).to_be_visible()
    controls = page.locator("button:visible, a:visible, textarea:visible").all()
    assert len(controls) > 6
    for control in controls:
        expect(control).to_have_accessible_name(re.compile(r"\w"))


def test_the_skip_link_leads_to_the_conversation(world: World, window: Window) -> None:
    page = window(phone=False)
    open_chat(page, world)

    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("#main")).to_be_focused()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", ["/", "/sandbox", "/desk/sign-in", "/docs", "/chat/long-gone"])
def test_no_page_is_wider_than_a_phone(world: World, window: Window, path: str, language: str) -> None:
    page = window(language=language)

    page.goto(world.house.base_url + path)

    assert page.locator("html").evaluate("e => e.scrollWidth") <= 390


@pytest.mark.parametrize("account", ["A-ZH", "A-EN"])
def test_the_chat_with_cards_is_not_wider_than_a_phone_and_easy_to_tap(
    world: World, window: Window, account: str
) -> None:
    page = window(language="zh" if account == "A-ZH" else "en")
    open_chat(page, world, account)
    verify(page)
    say(page, "能分期还吗" if account == "A-ZH" else "can I pay in parts")
    press(page, ".card.offer:has(.parts li:nth-child(2)) .choose")

    assert page.locator("html").evaluate("e => e.scrollWidth") <= 390
    for control in page.locator("button:visible").all():
        box = control.bounding_box()
        assert box is not None
        assert box["height"] >= 44


def test_the_reminder_on_the_sandbox_phone_opens_the_chat(world: World, window: Window) -> None:
    from tests.unit.web.test_front import send_sms

    page = window()
    with world.house.store.write() as unit:
        assert unit.talks.of_account("A-EN") is None
    send_sms(world, "A-EN", link=f"{world.house.base_url}/chat/{world.link('A-EN')}")

    page.goto(f"{world.house.base_url}/sandbox?borrower=B-EN")
    page.get_by_text("Open the link").click()

    expect(page.locator(".bar h1")).to_have_text("Harbour Credit")
