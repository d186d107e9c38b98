"""Pictures of what a demo cannot show at once: what takes days, a receipt on paper, the way on to Telegram.

python scripts/pictures_desk.py docs/img      (needs Chromium; the receipt needs pdftoppm of poppler-utils)

The small product of the tests is used, whose clock can be moved; all but its language engine is real.
"""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

from httpx import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot import bootstrap
from bot.channels.pay_sandbox import SandboxPayments
from bot.model.words import Language, Role
from bot.outreach.weak_promises import put_to_person
from bot.payments.receive import receive
from bot.web.app import create_app
from tests.browser.steps import open_chat, say, verify
from tests.integration.telegram_double import TOKEN, telegram_double
from tests.unit.web.borrower import Borrower
from tests.unit.web.serving import address_of, listening, serving
from tests.unit.web.world import PASSWORD, World, build_world, hashed

SIZES = {"phone": (390, 844), "desktop": (1280, 800)}
LOCALE = {"zh": "zh-CN", "en": "en-GB"}
WORDS = {
    "zh": {
        "parts": "可以分期吗",
        "ten": "失业了，想按月分期，分十期",
        "pay": "我现在就还，发我链接",
        "person": "转人工",
    },
    "en": {
        "parts": "I lost my job, can I pay in parts",
        "ten": "I lost my job, can I pay in ten monthly parts",
        "pay": "I'll pay right now, send me the link",
        "person": "a person please",
    },
}  # fmt: skip


@contextmanager
def product(**settings: Any) -> Iterator[World]:
    """A running product of its own."""
    with tempfile.TemporaryDirectory() as folder:
        socket = listening()
        world = build_world(Path(folder), base_url=address_of(socket), **settings)
        with world.house.store.write() as unit:
            unit.people.add_staff(
                username="zhou", display_name="周主管", password_hash=hashed(PASSWORD), role=Role.SUPERVISOR,
                language=Language.ZH,
            )  # fmt: skip
            unit.commit()
        app = world.product
        app.telegram = bootstrap.telegram_inbox_of(app.settings, app.house, app.adapters)
        if app.telegram is not None:
            app.telegram.start()
        with serving(create_app(app, run_workers=False), at=socket):
            yield world
            app.stop()


def somebody(world: World, language: str) -> Borrower:
    """A verified borrower."""
    borrower = Borrower(
        Client(base_url=world.house.base_url, timeout=30), world.link(f"A-{language.upper()}")
    )
    borrower.verify()
    return borrower


def card(answer: dict[str, Any], kind: str) -> dict[str, Any]:
    """The last card of a kind in an answer."""
    found: list[dict[str, Any]] = [each for line in answer["lines"] for each in line["cards"]]
    return next(each for each in reversed(found) if each["kind"] == kind)


def weak_promise(world: World, language: str) -> None:
    """A promise with two marks, the day before its date."""
    somebody(world, language).tell(WORDS[language]["parts"])
    account = f"A-{language.upper()}"
    with world.house.store.write() as unit:
        unit.books.add_promise(
            borrower_id=f"B-{language.upper()}", account_id=account, offer_id=None,
            amount={"zh": 128_000, "en": 24_000}[language],
            due_on=(world.house.clock() + timedelta(days=1)).date(),
            weak=("vague_date", "broken_before"), at=world.house.clock(), by="borrower",
        )  # fmt: skip
        unit.commit()
    put_to_person(world.house, world.house.clock())


def money_back(world: World, language: str) -> None:
    """She paid, and had the bank fetch the money back."""
    borrower, provider = somebody(world, language), world.house.payments
    if not isinstance(provider, SandboxPayments):
        raise SystemExit("the sandbox takes the money in this picture")
    pay = card(borrower.send(WORDS[language]["pay"]), "pay")
    path = urlparse(pay["url"]).path
    borrower.client.post(path, data={"action": "pay"})
    world.pass_time(timedelta(minutes=40))
    body, headers = provider.returned(
        path.rsplit("/", 1)[-1], minor=int(pay["minor"]), currency=str(pay["currency"]),
        now=world.house.clock(), number="1", chargeback=True,
    )  # fmt: skip
    receive(world.house, body, headers=headers)


def beyond_the_bot(world: World, language: str) -> None:
    """She asks for more than the bot may grant, and for a person."""
    borrower = somebody(world, language)
    borrower.tell(WORDS[language]["ten"])
    borrower.tell(WORDS[language]["person"])


SCENES = {"weak": weak_promise, "returned": money_back, "grant": beyond_the_bot}
STAFF = {"zh": "zhou", "en": "sofia"}


def window(browser: Browser, language: str, size: str) -> Page:
    """A fresh window."""
    width, height = SIZES[size]
    return browser.new_context(
        viewport={"width": width, "height": height}, locale=LOCALE[language],
        is_mobile=size == "phone", has_touch=size == "phone",
    ).new_page()  # fmt: skip


def shot(page: Page, path: Path) -> None:
    """Keep what is seen now."""
    page.wait_for_timeout(500)
    page.screenshot(path=path)


def signed_in(browser: Browser, world: World, language: str, size: str) -> Page:
    """The queue of a supervisor."""
    page = window(browser, language, size)
    page.goto(f"{world.house.base_url}/desk")
    page.fill("[name=username]", STAFF[language])
    page.fill("[name=password]", PASSWORD)
    page.locator("form .button").first.click()
    page.wait_for_url("**/desk")
    return page


def taken(page: Page) -> None:
    """The first case of the queue, taken."""
    page.locator(".queue a").first.click()
    page.wait_for_url("**/cases/**")
    page.locator('form[action$="/take"] button').click()
    page.locator("#draft").wait_for()


def telegram(browser: Browser, language: str, size: str, out: Path) -> None:
    """A verified chat that may go on in Telegram, and an agent who invites to it."""
    with telegram_double() as double, product(telegram_token=TOKEN, telegram_base_url=double.url) as world:
        double.wait_for("deleteWebhook")
        page = window(browser, language, size)
        open_chat(page, world, f"A-{language.upper()}")
        verify(page)
        page.reload()
        page.locator(".elsewhere").scroll_into_view_if_needed()
        shot(page, out / f"chat-telegram-{size}-{language}.png")
        say(page, WORDS[language]["person"])
        page.context.close()
        page = signed_in(browser, world, language, size)
        taken(page)
        page.locator('form[action$="/telegram"] button').click()
        page.wait_for_function("document.querySelector('#draft').value.includes('t.me')")
        page.locator("#draft").scroll_into_view_if_needed()
        shot(page, out / f"desk-telegram-{size}-{language}.png")
        page.context.close()
        double.close()


def closing(browser: Browser, language: str, size: str, out: Path) -> None:
    """The form with which a case is closed."""
    with product() as world:
        somebody(world, language).tell(WORDS[language]["person"])
        page = signed_in(browser, world, language, size)
        taken(page)
        page.locator('form[action$="/close"]').scroll_into_view_if_needed()
        shot(page, out / f"desk-close-{size}-{language}.png")
        page.context.close()


def desk(browser: Browser, world: World, language: str, size: str, name: str, out: Path) -> None:
    """The queue with its row, and the case."""
    page = signed_in(browser, world, language, size)
    shot(page, out / f"desk-{name}-queue-{size}-{language}.png")
    page.locator(".queue a").first.click()
    page.wait_for_url("**/cases/**")
    if name == "grant" and page.locator('form[action$="/take"] button').count():
        page.locator('form[action$="/take"] button').click()
        page.locator(".wish").wait_for()
        page.locator(".wish").scroll_into_view_if_needed()
    shot(page, out / f"desk-{name}-{size}-{language}.png")
    page.context.close()


def receipt(world: World, language: str, out: Path) -> None:
    """Both pages of a receipt, as printed."""
    borrower = somebody(world, language)
    answer = borrower.send(WORDS[language]["parts"])
    cards = [each for line in answer["lines"] for each in line["cards"]]
    plan = next(each for each in cards if each["offer_kind"] == "instalment")
    if plan["kind"] == "offer":
        borrower.press(f"offer:{plan['id']}")
    made = card(borrower.press(f"accept:{plan['id']}").json(), "receipt")
    parts = urlparse(made["pdf"])
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / "receipt.pdf"
        paper.write_bytes(borrower.client.get(f"{parts.path}?{parts.query}").content)
        draw = shutil.which("pdftoppm") or "pdftoppm"
        command = [draw, "-png", "-r", "110", str(paper), str(out / f"receipt-{language}")]
        subprocess.run(command, check=True)  # noqa: S603 - our own file, drawn by poppler


def main(folder: str, *only: str) -> None:
    """Take them all, or only some."""
    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=30_000)
    chromium = os.environ.get("TIDEOVER_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, happen in SCENES.items():
            if only and name not in only:
                continue
            for language in LOCALE:
                for size in SIZES:
                    with product() as world:
                        happen(world, language)
                        desk(browser, world, language, size, name, out)
        for name, take in {"telegram": telegram, "close": closing}.items():
            for language, size in itertools.product(LOCALE, SIZES) if not only or name in only else ():
                take(browser, language, size, out)
        browser.close()
    for language in LOCALE if not only or "receipt" in only else ():
        with product() as world:
            receipt(world, language, out)


if __name__ == "__main__":
    main(*sys.argv[1:])
