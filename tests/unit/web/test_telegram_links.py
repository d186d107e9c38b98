"""From the web chat and from the desk on to Telegram: the real library against a double of the Bot API."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from httpx import Client

from bot import bootstrap
from bot.outreach import dispatch as outbox
from bot.web.app import create_app
from tests.integration.telegram_double import TOKEN, USERNAME, Failure, TelegramDouble, telegram_double
from tests.unit.web.agent import Agent
from tests.unit.web.borrower import Borrower
from tests.unit.web.serving import serving
from tests.unit.web.world import World, build_world

Browser = Callable[[], Client]
LINK = re.compile(rf"https://t\.me/{USERNAME}\?start=([\w-]+)")


@pytest.fixture
def double() -> Iterator[TelegramDouble]:
    with telegram_double() as found:
        yield found


@pytest.fixture
def world(tmp_path: Path, double: TelegramDouble) -> Iterator[World]:
    """The small product, with a bot token."""
    made = build_world(tmp_path, telegram_token=TOKEN, telegram_base_url=double.url)
    product = made.product
    product.telegram = bootstrap.telegram_inbox_of(product.settings, product.house, product.adapters)
    assert product.telegram is not None
    product.telegram.start()
    double.wait_for("deleteWebhook")
    yield made
    product.telegram.stop()
    double.close()
    product.stop()


@pytest.fixture
def grace(world: World, browser: Browser) -> Borrower:
    borrower = Borrower(browser(), world.link("A-EN"))
    borrower.verify()
    return borrower


@pytest.fixture
def anna(browser: Browser) -> Agent:
    agent = Agent(browser(), "anna")
    agent.sign_in()
    return agent


def arrive(world: World, double: TelegramDouble, token: str, *, chat: int = 77) -> str:
    """Open Telegram by a link; what the bot says there."""
    sent = len(double.texts(chat=chat))
    double.write(f"/start {token}", chat=chat, language="en")
    double.settled()
    outbox.dispatch(world.house, world.product.adapters)
    double.wait(lambda found: len(found.texts(chat=chat)) > sent)
    return double.texts(chat=chat)[-1]


# the web chat --------------------------------------------------------------------------------------


def test_a_verified_borrower_goes_on_in_telegram_and_the_link_works_once(
    world: World, double: TelegramDouble, grace: Borrower
) -> None:
    assert f'href="/chat/{grace.token}/telegram"' in grace.open().text

    answer = grace.client.get(f"/chat/{grace.token}/telegram")

    found = LINK.fullmatch(answer.headers["location"])
    assert answer.status_code == 303
    assert found
    assert "Harbour Credit" in arrive(world, double, found[1])
    with world.house.store.read() as unit:
        adapters = [session.adapter for session in unit.talks.sessions_of(world.conversation("A-EN"))]
        reached = [point.adapter for point in unit.people.points("B-EN")]
    assert adapters.count("telegram") == 1
    assert "telegram" in reached


def test_each_tap_makes_a_link_of_its_own(grace: Borrower) -> None:
    one, two = (grace.client.get(f"/chat/{grace.token}/telegram").headers["location"] for _ in range(2))

    assert one != two


def test_a_link_has_expired_after_three_days(world: World, double: TelegramDouble, grace: Borrower) -> None:
    found = LINK.fullmatch(grace.client.get(f"/chat/{grace.token}/telegram").headers["location"])
    assert found
    world.pass_time(timedelta(days=3, seconds=1))

    arrive(world, double, found[1])

    with world.house.store.read() as unit:
        sessions = unit.talks.sessions_of(world.conversation("A-EN"))
    assert "telegram" not in {session.adapter for session in sessions}


def test_a_device_that_is_not_verified_gets_no_link(world: World, grace: Borrower, browser: Browser) -> None:
    stranger = Borrower(browser(), grace.token)
    stranger.open()

    answer = stranger.client.get(f"/chat/{grace.token}/telegram")

    assert answer.headers["location"] == f"/chat/{grace.token}"


def test_who_is_on_telegram_already_is_not_asked_again(
    world: World, double: TelegramDouble, grace: Borrower
) -> None:
    found = LINK.fullmatch(grace.client.get(f"/chat/{grace.token}/telegram").headers["location"])
    assert found
    arrive(world, double, found[1])

    assert "/telegram" not in grace.open().text


def test_while_telegram_cannot_be_reached_the_chat_stays_where_it_is(
    tmp_path: Path, double: TelegramDouble
) -> None:
    double.fail("getMe", *[Failure(502, "Bad Gateway")] * 50)
    made = build_world(tmp_path, telegram_token=TOKEN, telegram_base_url=double.url)
    made.product.telegram = bootstrap.telegram_inbox_of(
        made.product.settings, made.house, made.product.adapters
    )
    with serving(create_app(made.product, run_workers=False)) as address:
        borrower = Borrower(httpx.Client(base_url=address, timeout=30, trust_env=False), made.link("A-EN"))
        borrower.verify()
        answer = borrower.client.get(f"/chat/{borrower.token}/telegram")
        borrower.client.close()
    made.product.stop()

    assert answer.headers["location"] == f"/chat/{borrower.token}"


# the desk ------------------------------------------------------------------------------------------


def test_an_agent_invites_a_verified_borrower_and_the_invitation_leaves_through_the_door(
    world: World, double: TelegramDouble, grace: Borrower, anna: Agent
) -> None:
    grace.send("I want to talk to a person")
    (case_id,) = anna.cases()
    anna.do(case_id, "take")

    page = anna.do(case_id, "telegram").text
    draft = html.unescape(
        page.partition('<textarea id="draft"')[2].partition(">")[2].partition("</textarea>")[0]
    )
    sent = anna.do(case_id, "write", text=draft)

    found = LINK.search(draft)
    assert found
    assert sent.status_code == 303, sent.text
    assert draft in [line["text"] for line in grace.lines()]
    arrive(world, double, found[1])
    with world.house.store.read() as unit:
        sessions = unit.talks.sessions_of(world.conversation("A-EN"))
        invited = unit.audit.entries(kind="telegram_invited")
    assert "telegram" in {session.adapter for session in sessions}
    assert len(invited) == 1
    assert found[1] not in str(invited)


def test_nobody_is_invited_before_the_case_is_taken(grace: Borrower, anna: Agent) -> None:
    grace.send("I want to talk to a person")
    (case_id,) = anna.cases()

    answer = anna.do(case_id, "telegram")

    assert answer.status_code == 409
    assert not LINK.search(answer.text)


def test_a_borrower_who_is_not_verified_is_not_invited(world: World, browser: Browser, anna: Agent) -> None:
    stranger = Borrower(browser(), world.link("A-EN"))
    stranger.open()
    stranger.send("I want to talk to a person")
    (case_id,) = anna.cases()
    anna.do(case_id, "take")

    answer = anna.do(case_id, "telegram")

    assert answer.status_code == 409
    assert "Telegram" not in anna.case(case_id)


def test_a_form_without_its_token_is_refused(grace: Borrower, anna: Agent) -> None:
    grace.send("I want to talk to a person")
    (case_id,) = anna.cases()
    anna.do(case_id, "take")

    assert anna.client.post(f"/desk/cases/{case_id}/telegram", data={"csrf": "x"}).status_code == 403
