"""Take every picture of docs/img anew, from a running demo with fresh data.

python scripts/pictures.py http://127.0.0.1:8765 var/examples/accounts.csv docs/img [pages settles desk pay]
"""

from __future__ import annotations

import csv
import os
import shutil
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

SIZES = {"phone": (390, 844), "desktop": (1280, 800)}
LOCALE = {"zh": "zh-CN", "en": "en-GB"}
SETTLES = {
    ("zh", "phone"): "A1001",
    ("zh", "desktop"): "A1011",
    ("en", "phone"): "A1002",
    ("en", "desktop"): "",
}
ASKS_FOR_A_PERSON = {
    ("zh", "phone"): "A1003",
    ("zh", "desktop"): "A1019",
    ("en", "phone"): "",
    ("en", "desktop"): "",
}
PAYS = {
    ("zh", "phone"): "A1026",
    ("zh", "desktop"): "A1021",
    ("en", "phone"): "",
    ("en", "desktop"): "",
}
PAY_NOW = {"zh": "我现在就还，发我链接", "en": "I'll pay right now, send me the link"}
PAGES = (
    ("/", "front"),
    ("/sandbox?borrower=B1001", "sandbox"),
    ("/chat/nope", "link-expired"),
    ("/nowhere", "page-not-found"),
    ("/docs", "api-docs"),
)
WISH = {"zh": "工资晚发了，能分期还吗", "en": "My salary is late, could I pay in parts?"}
PERSON = {
    "zh": "我失业了，家里压力很大，想和人工聊聊",
    "en": "I lost my job and my mum is in hospital. Can I talk to a person please?",
}
THREAT = {
    "zh": "今天不还就让警察上门",
    "en": "Pay today or we will send the police to your house.",
}
KIND = {
    "zh": "您好，我是林晓，先别着急，我们一起想办法。",
    "en": "Hello, this is Amy. I am sorry to hear about your mum; let us sort this out together.",
}
STAFF = {"zh": "lin", "en": "amy"}
PASSWORD = "tideover-demo"  # noqa: S105 - the demo's sign-in, printed on the screen


class Camera:
    """A browser on a demo, and a folder for what it sees."""

    def __init__(
        self, browser: Browser, base: str, people: list[dict[str, str]], late: set[str], out: Path
    ) -> None:
        """Keep them."""
        self.browser, self.base, self.out = browser, base, out
        self.people = {row["account_id"]: row for row in people}
        english = [row for row in people if row["language"] == "en" and row["account_id"] in late]
        fits = [row for row in english if row["residence"] == "GB"]
        fits.sort(key=lambda row: row["product"] != "online_consumer_loan")
        self.unused = [row["account_id"] for row in fits if row["account_id"] not in SETTLES.values()]

    def page(self, language: str, size: str, *, dark: bool = False) -> Page:
        """A fresh window that knows nobody."""
        width, height = SIZES[size]
        return self.browser.new_context(
            viewport={"width": width, "height": height},
            locale=LOCALE[language],
            color_scheme="dark" if dark else "light",
            is_mobile=size == "phone",
            has_touch=size == "phone",
        ).new_page()

    def shot(self, page: Page, name: str) -> None:
        """Keep what is seen now."""
        page.wait_for_timeout(600)
        page.screenshot(path=self.out / f"{name}.png")

    def plain(self, path: str, name: str) -> None:
        """A page that needs nobody, in both languages and widths."""
        for language in LOCALE:
            for size in SIZES:
                page = self.page(language, size)
                page.goto(self.base + path)
                self.shot(page, f"{name}-{size}-{language}")
                page.context.close()

    def chat(self, page: Page, account: str) -> None:
        """Open the chat as somebody, from the sandbox."""
        page.goto(f"{self.base}/sandbox?borrower={self.people[account]['borrower_id']}")
        page.locator('form[action="/sandbox/open"] button').click()
        page.wait_for_url("**/chat/**")
        page.locator("#log .line").first.wait_for()

    def say(self, page: Page, text: str) -> None:
        """Write, and wait for the answer."""
        before = answers(page).count()
        page.fill("#text", text)
        page.press("#text", "Enter")
        answers(page).nth(before).wait_for(timeout=15_000)
        page.wait_for_timeout(900)

    def press(self, page: Page, selector: str) -> None:
        """Press a button, and wait for the answer."""
        before = answers(page).count()
        page.locator(selector).last.dispatch_event("click")  # cards may stand beside the screen
        answers(page).nth(before).wait_for(timeout=15_000)
        page.wait_for_timeout(900)

    def verify(self, page: Page, account: str) -> None:
        """Answer both questions."""
        who = self.people[account]
        self.say(page, who["phone"][-4:])
        self.say(page, who["birth_date"])

    def settles(self, language: str, size: str, account: str, *, dark: bool = False) -> None:
        """From the first hello to the receipt, and the page where a part is paid."""
        account, kind = account or self.unused.pop(0), f"{size}-{language}{'-dark' if dark else ''}"
        page = self.page(language, size, dark=dark)
        self.chat(page, account)
        self.shot(page, f"chat-start-{kind}")
        self.verify(page, account)
        self.say(page, WISH[language])
        self.shot(page, f"chat-options-{kind}")
        several = ".card.offer:has(.parts li:nth-child(3)) .choose"
        self.press(page, several if page.locator(several).count() else ".card.offer:nth-child(2) .choose")
        self.shot(page, f"chat-cost-{kind}")
        self.press(page, ".reply.yes")
        self.shot(page, f"chat-receipt-{kind}")
        page.context.close()

    def pays(self, language: str, size: str, account: str) -> None:
        """The sandbox's payment page, as somebody reaches it who wants to pay now."""
        account, page = account or self.unused.pop(0), self.page(language, size)
        self.chat(page, account)
        self.verify(page, account)
        self.say(page, PAY_NOW[language])
        page.goto(str(page.locator("a.choose").last.get_attribute("href")))
        self.shot(page, f"pay-{size}-{language}")
        page.context.close()

    def reaches_a_person(self, language: str, size: str, account: str) -> None:
        """The desk: sign-in, queue, case, a sentence held back; and the chat with a person in it."""
        account, kind = account or self.unused.pop(0), f"{size}-{language}"
        phone = self.page(language, "phone")
        self.chat(phone, account)
        self.verify(phone, account)
        self.say(phone, WISH[language])
        self.say(phone, PERSON[language])
        desk = self.page(language, size)
        desk.goto(self.base + "/desk")
        self.shot(desk, f"desk-sign-in-{kind}")
        desk.fill("[name=username]", STAFF[language])
        desk.fill("[name=password]", PASSWORD)
        desk.locator("form .button").first.click()
        desk.wait_for_url("**/desk")
        self.shot(desk, f"desk-queue-{kind}")
        desk.locator(".queue a", has_text=self.people[account]["name"]).first.click()
        desk.locator('form[action$="/take"] button').click()
        desk.locator("#draft").wait_for()
        desk.evaluate("window.scrollTo(0, 0)")
        self.shot(desk, f"desk-case-{kind}")
        desk.fill("#draft", THREAT[language])
        desk.locator('form[action$="/write"] button').click()
        desk.locator(".alert").evaluate("alert => alert.scrollIntoView()")  # from its first line
        self.shot(desk, f"desk-refused-{kind}")
        desk.fill("#draft", KIND[language])
        desk.locator('form[action$="/write"] button').click()
        phone.wait_for_timeout(6000)
        if size == "phone":
            self.shot(phone, f"chat-person-phone-{language}")
        desk.context.close()
        phone.context.close()


def who_is_late(folder: Path) -> set[str]:
    """Accounts of the sample portfolio that owe something today."""
    owed: dict[str, Decimal] = {}
    for row in rows(folder / "instalments.csv"):
        if row["due_on"] <= datetime.now(UTC).date().isoformat():
            parts = (Decimal(row.get(part) or 0) for part in ("principal", "interest", "fees"))
            owed[row["account_id"]] = owed.get(row["account_id"], Decimal(0)) + sum(parts)
    for row in rows(folder / "payments.csv"):
        amount = Decimal(row["amount"])
        sign = -1 if row["kind"] in ("", "payment") else 1  # what went back or was charged is owed
        owed[row["account_id"]] = owed.get(row["account_id"], Decimal(0)) + sign * amount
    return {account for account, amount in owed.items() if amount > 0}


def rows(path: Path) -> list[dict[str, str]]:
    """A file of the portfolio."""
    with path.open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def answers(page: Page) -> Locator:
    """Lines that are not the borrower's own."""
    return page.locator("#log > .line:not(.mine)")


def main(base: str, accounts: str, out: str, *only: str) -> None:
    """Take all pictures, or only some parts."""
    parts = only or ("pages", "settles", "desk", "pay")
    people, late = rows(Path(accounts)), who_is_late(Path(accounts).parent)
    Path(out).mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("TIDEOVER_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        camera = Camera(browser, base.rstrip("/"), people, late, Path(out))
        for path, name in PAGES if "pages" in parts else ():
            camera.plain(path, name)
        for (language, size), account in SETTLES.items() if "settles" in parts else ():
            camera.settles(language, size, account)
        if "settles" in parts:
            camera.settles("en", "phone", "", dark=True)
        for (language, size), account in ASKS_FOR_A_PERSON.items() if "desk" in parts else ():
            camera.reaches_a_person(language, size, account)
        for (language, size), account in PAYS.items() if "pay" in parts else ():
            camera.pays(language, size, account)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
