"""What people do on the pages."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.unit.web.world import PASSWORD, World

ANSWERS = ("4821", "1990-01-31")


def open_chat(page: Page, world: World, account: str = "A-EN", token: str | None = None) -> str:
    """Open a personal link."""
    token = token or world.link(account)
    page.goto(f"{world.house.base_url}/chat/{token}")
    return token


def say(page: Page, text: str) -> None:
    """Write a message and wait until it was answered."""
    before = page.locator("#log > .bot").count()
    page.locator("#text").fill(text)
    page.locator("#text").press("Enter")
    expect(page.locator("#log > .bot")).to_have_count(before + 1)


def press(page: Page, selector: str) -> None:
    """Press a button and wait until it was answered."""
    before = page.locator("#log > .bot").count()
    page.locator(selector).last.click()
    expect(page.locator("#log > .bot")).to_have_count(before + 1)


def verify(page: Page) -> None:
    """Answer both questions rightly."""
    for answer in ANSWERS:
        say(page, answer)


def sign_in(page: Page, world: World, username: str) -> None:
    """Sign in at the desk."""
    page.goto(f"{world.house.base_url}/desk")
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form .button").click()
    expect(page.locator(".queue")).to_be_visible()
