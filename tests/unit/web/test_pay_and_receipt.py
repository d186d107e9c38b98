"""A borrower pays on the sandbox page and keeps her receipt; strangers get neither."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlparse

import pytest
from httpx import Client, Response

from tests.unit.web.borrower import Borrower
from tests.unit.web.world import World

Browser = Callable[[], Client]


def agreed(browser: Browser, world: World) -> tuple[Borrower, dict[str, Any]]:
    """A verified borrower who has just agreed to an arrangement, and the card of her receipt."""
    borrower = Borrower(browser(), world.link("A-ZH"))
    borrower.verify()
    cards = borrower.send("可以分期吗")["lines"][0]["cards"]
    plan = next(card for card in cards if card["offer_kind"] == "instalment")
    if plan["kind"] == "offer":
        borrower.press(f"offer:{plan['id']}")
    answer = borrower.press(f"accept:{plan['id']}").json()
    return borrower, _card(answer, "receipt")


def _card(answer: dict[str, Any], kind: str) -> dict[str, Any]:
    return next(card for line in answer["lines"] for card in line["cards"] if card["kind"] == kind)


def path_of(url: object) -> str:
    parts = urlparse(str(url))
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def test_a_part_is_paid_on_the_page_and_the_chat_says_thank_you(browser: Browser, world: World) -> None:
    borrower, _ = agreed(browser, world)
    url = _pay_url(world)

    page = borrower.client.get(url)
    assert page.status_code == 200
    assert "演示" in page.text
    paid = borrower.client.post(url, data={"action": "pay"}, follow_redirects=True)

    assert "支付成功" in paid.text
    lines = borrower.client.get(f"/api/v1/chat/{borrower.token}/messages").json()["lines"]
    assert "收到" in lines[-1]["text"]


@pytest.mark.parametrize(
    ("account", "wish", "seen"),
    [
        ("A-ZH", "我现在就还，发我链接", ("zh-Hans", "云帆消费金融", "¥1,280.00")),
        ("A-EN", "I'll pay right now, send me the link", ("en", "Harbour Credit", "£240.00")),
    ],
)
def test_who_wants_to_pay_now_reaches_the_page_of_her_own_account(
    browser: Browser, world: World, account: str, wish: str, seen: tuple[str, str, str]
) -> None:
    borrower = Borrower(browser(), world.link(account))
    borrower.verify()

    link = _card(borrower.send(wish), "pay")["url"]
    page = borrower.client.get(path_of(link)).text
    done = borrower.client.post(path_of(link), data={"action": "pay"}, follow_redirects=True).text

    assert f'lang="{seen[0]}"' in page
    assert seen[1] in page
    assert seen[2] in page
    assert "✓" in done
    assert _payments(world) == 1


def test_who_writes_the_traditional_script_pays_on_a_page_in_it_and_keeps_a_receipt_in_it(
    browser: Browser, world: World
) -> None:
    borrower = Borrower(browser(), world.link("A-ZH"))
    borrower.verify()
    cards = borrower.send("可以分期還款嗎")["lines"][0]["cards"]
    plan = next(card for card in cards if card["offer_kind"] == "instalment")
    if plan["kind"] == "offer":
        borrower.press(f"offer:{plan['id']}")
    receipt = _card(borrower.press(f"accept:{plan['id']}").json(), "receipt")

    page = borrower.client.get(_pay_url(world)).text
    calendar = borrower.client.get(path_of(receipt["ics"])).text

    assert 'lang="zh-Hant"' in page
    assert "云帆消费金融" in page  # the lender's name stays as it is registered
    assert "还" not in page.replace("云帆消费金融", "")
    assert "約好的事" in calendar


def test_a_failed_payment_can_be_tried_again(browser: Browser, world: World) -> None:
    world.link("A-EN")
    url = _pay_url(world, account="A-EN", minor=24_000)
    client = browser()

    failed = client.post(url, data={"action": "fail"}, follow_redirects=True)
    assert "nothing was taken" in failed.text
    paid = client.post(url, data={"action": "pay"}, follow_redirects=True)

    assert "Paid" in paid.text


def test_the_bank_takes_it_back_and_the_account_owes_again(browser: Browser, world: World) -> None:
    borrower, _ = agreed(browser, world)
    url = _pay_url(world)
    before = borrower.client.get(url).text
    paid = borrower.client.post(url, data={"action": "pay"}, follow_redirects=True).text

    back = borrower.client.post(url, data={"action": "return"}, follow_redirects=True).text
    again = borrower.client.post(url, data={"action": "return"}, follow_redirects=True)

    assert "模拟银行退回" not in before
    assert "模拟银行退回" in paid
    assert "银行退回了这笔钱" in back
    assert "模拟银行退回" not in back
    assert again.status_code == 200  # a second press finds it done
    assert _payments(world) == 1
    assert _reversals(world) == 1
    assert "The bank took this payment back" in borrower.client.get(f"{url}?lang=en").text


def test_what_was_never_paid_cannot_be_taken_back(browser: Browser, world: World) -> None:
    world.link("A-EN")
    url = _pay_url(world, account="A-EN", minor=24_000)

    page = browser().post(url, data={"action": "return"}, follow_redirects=True)

    assert page.status_code == 200
    assert "Let it fail" in page.text
    assert "take it back" not in page.text


def test_a_paid_order_and_one_that_is_too_much_take_no_money(browser: Browser, world: World) -> None:
    world.link("A-EN")
    client, url = browser(), _pay_url(world, account="A-EN", minor=24_000)
    client.post(url, data={"action": "pay"})
    before = _payments(world)

    client.post(url, data={"action": "pay"})
    client.post(_pay_url(world, account="A-EN", minor=99_999_999), data={"action": "pay"})

    assert _payments(world) == before == 1


def test_a_made_up_link_leads_nowhere(browser: Browser, world: World) -> None:
    assert browser().get("/pay/made-up").status_code == 404


def test_an_unsigned_message_books_nothing(browser: Browser, world: World) -> None:
    answer = browser().post("/api/v1/payments/events", json={"id": "evt-1", "type": "payment.paid"})

    assert answer.status_code == 403
    assert _payments(world) == 0


def test_a_receipt_comes_by_its_signed_address_and_not_without_it(browser: Browser, world: World) -> None:
    _, card = agreed(browser, world)
    stranger = browser()

    pdf, ics = stranger.get(path_of(card["pdf"])), stranger.get(path_of(card["ics"]))

    assert _kind(pdf) == "application/pdf"
    assert pdf.content.startswith(b"%PDF")
    assert _kind(ics) == "text/calendar"
    assert stranger.get(f"/receipt/{card['reference']}.pdf").status_code in (400, 404, 422)
    forged = path_of(card["pdf"])[:-1] + "!"
    assert stranger.get(forged).status_code == 404


def test_a_verified_chat_sees_its_own_receipt_and_a_second_device_does_not(
    browser: Browser, world: World
) -> None:
    borrower, card = agreed(browser, world)
    path = f"/chat/{borrower.token}/receipt/{card['reference']}.pdf"

    assert borrower.client.get(path).content.startswith(b"%PDF")
    assert browser().get(path).status_code == 403


def _kind(answer: Response) -> str:
    assert answer.status_code == 200
    return answer.headers["content-type"].partition(";")[0]


def _payments(world: World) -> int:
    with world.house.store.read() as unit:
        return unit.books.count("payments")


def _reversals(world: World) -> int:
    with world.house.store.read() as unit:
        return len(unit.books.ledger(unit.books.account("A-ZH")).reversals)


def _pay_url(world: World, *, account: str = "A-ZH", minor: int = 0) -> str:
    from bot.model.money import Money
    from bot.outreach.reach import speaker_at
    from bot.payments.orders import due_now, pay_link

    with world.house.store.read() as unit:
        speaker = speaker_at(world.house, unit, account, now=world.house.clock())
        amount = Money(minor, speaker.account.currency) if minor else due_now(speaker)
    link = pay_link(world.house, world.conversation(account), amount)
    return f"/pay/{PurePosixPath(urlparse(link).path).name}"
