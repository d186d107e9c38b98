"""The front page, the sandbox phone, health, metrics and the description of the interface."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from httpx import Client

from bot.model.errors import StorageBusy
from bot.model.ports import StorePort, Unit
from bot.model.words import Purpose
from bot.outreach import reach
from bot.outreach.dispatch import dispatch
from bot.web.app import create_app
from bot.web.front import linked
from tests.unit.web.borrower import Borrower
from tests.unit.web.serving import serving
from tests.unit.web.world import World, build_world

Browser = Callable[[], Client]


def send_sms(world: World, account: str, *, link: str = "") -> None:
    """Let an SMS go through the door into the sandbox."""
    link = link or f"{world.house.base_url}/chat/abcdefghijklmnop"
    with world.house.store.write() as unit:
        speaker = reach.opened(world.house, unit, account, now=world.house.clock())
        point = next(p for p in unit.people.points(speaker.borrower.id) if p.adapter == "sandbox_sms")
        letter = reach.first_letter(speaker, point.channel, link=link)
        spoken = reach.post(speaker, letter, reach.address_at(speaker, point), purpose=Purpose.SERVICE)
        unit.commit()
    assert spoken.left, spoken.verdict.rules
    dispatch(world.house, world.product.adapters)


def test_the_front_page_has_three_doors(browser: Browser) -> None:
    page = browser().get("/?lang=en").text

    assert 'href="/sandbox"' in page
    assert 'href="/desk"' in page
    assert "What happened today" in page


def test_the_studio_is_the_day_on_the_front_page(browser: Browser) -> None:
    answer = browser().get("/studio", follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, "/#today")
    assert 'id="today"' in browser().get("/").text


def test_the_icon_that_browsers_ask_for_by_habit_is_there(browser: Browser) -> None:
    answer = browser().get("/favicon.ico", follow_redirects=True)

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("image/svg")


@pytest.mark.parametrize(("language", "shown"), [("en", "Chinese · China"), ("zh", "英文 · 英国")])
def test_the_phones_name_places_in_the_readers_language(browser: Browser, language: str, shown: str) -> None:
    assert shown in browser().get(f"/sandbox?lang={language}").text


@pytest.mark.parametrize(("wish", "expected"), [("zh", "zh-Hans"), ("en", "en"), ("xx", "en")])
def test_the_front_page_speaks_the_language_asked_for(browser: Browser, wish: str, expected: str) -> None:
    assert f'<html lang="{expected}">' in browser().get(f"/?lang={wish}").text


def test_a_language_once_chosen_is_remembered(browser: Browser) -> None:
    client = browser()
    client.get("/?lang=zh")

    assert '<html lang="zh-Hans">' in client.get("/").text


def test_a_chinese_browser_is_greeted_in_chinese(browser: Browser) -> None:
    page = browser().get("/", headers={"accept-language": "zh-CN,zh;q=0.9"}).text

    assert '<html lang="zh-Hans">' in page


def test_today_counts_what_the_door_decided(world: World, browser: Browser) -> None:
    borrower = Borrower(browser(), world.link("A-EN"))
    borrower.verify()
    borrower.send("a person please")

    today = browser().get("/?lang=en").text

    assert "<dt>messages let out</dt>" in today
    assert "<b>4</b>" in today.split("messages let out")[1].split("</dd>")[0]
    assert "<b>1</b>" in today.split("cases waiting")[1].split("</dd>")[0]


def test_the_phone_shows_what_arrived_with_a_link_to_tap(world: World, browser: Browser) -> None:
    send_sms(world, "A-EN")

    page = browser().get("/sandbox?borrower=B-EN&lang=en").text

    assert "Harbour Credit" in page
    assert 'class="button" href="/chat/abcdefghijklmnop"' in page
    assert "240" not in page


def test_a_phone_that_received_nothing_says_so(browser: Browser) -> None:
    assert "Nothing has arrived yet" in browser().get("/sandbox?borrower=B-EN&lang=en").text


def test_somebody_whom_nobody_wrote_to_opens_the_chat_herself(browser: Browser) -> None:
    answer = browser().post("/sandbox/open", data={"borrower": "B-EN"}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/chat/")


def test_with_real_channels_there_is_no_sandbox(tmp_path: Path) -> None:
    world = build_world(tmp_path, channels="live")
    with serving(create_app(world.product, run_workers=False)) as address:
        client = Client(base_url=address, trust_env=False, headers={"accept": "text/html"})
        phone, front = client.get("/sandbox"), client.get("/")
        client.close()
    world.product.stop()

    assert phone.status_code == 404
    assert "/sandbox" not in front.text
    assert "What happened today" not in front.text


def test_a_text_with_html_in_it_is_shown_as_text() -> None:
    found = linked('<b>x</b> https://a.example/?q="1 end')

    assert "<b>" not in found
    assert '<a href="https://a.example/?q="' in found.replace("&#34;", '"')
    assert found.count("<a ") == 1


def test_alive_is_answered_without_looking_at_anything(browser: Browser) -> None:
    assert browser().get("/healthz").json() == {"status": "ok"}


def test_ready_names_what_does_not_answer(world: World, browser: Browser) -> None:
    client = browser()
    before = client.get("/readyz")
    world.engine.down = True
    after = client.get("/readyz")

    assert (before.status_code, after.status_code) == (200, 503)
    assert after.json()["parts"] == {"database": "ok", "engine": "down"}


def test_metrics_count_without_naming_anybody(world: World, browser: Browser) -> None:
    borrower = Borrower(browser(), world.link("A-EN"))
    borrower.open()
    borrower.send("hello")

    text = browser().get("/metrics").text

    assert 'tideover_chat_messages_total{result="text"} 1.0' in text
    assert 'route="/chat/{token}"' in text
    for secret in (borrower.token, "Grace", "B-EN", "A-EN"):
        assert secret not in text


def test_the_interface_describes_itself_without_help_from_elsewhere(browser: Browser) -> None:
    page = browser().get("/docs")

    assert "/api/v1/chat/{token}/messages" in page.text
    assert "<script" not in page.text
    assert browser().get("/openapi.json").json()["info"]["title"] == "Tideover"


def test_an_address_that_is_not_there_is_a_page_for_people_and_json_for_programs(browser: Browser) -> None:
    client = browser()

    page, answer = client.get("/nothing"), client.get("/api/v1/nothing")

    assert "There is no such page" in page.text
    assert answer.json()["error"]["remedy"] == "see /docs"
    assert (page.status_code, answer.status_code) == (404, 404)


class LockedStore:
    """A store that can be read and not written, as when another process holds the lock."""

    def __init__(self, store: StorePort) -> None:
        self.read = store.read

    def write(self) -> AbstractContextManager[Unit]:
        raise StorageBusy("the database does not answer or is locked")


def test_a_locked_database_asks_to_come_back_soon(world: World) -> None:
    token = world.link("A-EN")
    world.product.house = replace(world.house, store=LockedStore(world.house.store))

    with serving(create_app(world.product, run_workers=False)) as address:
        answer = httpx.post(
            f"{address}/api/v1/chat/{token}/messages", json={"text": "hello"}, trust_env=False
        )

    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "2"


def test_static_files_may_be_kept_because_their_address_changes_with_them(browser: Browser) -> None:
    client = browser()
    path = client.get("/").text.split('rel="stylesheet" href="')[1].split('"')[0]

    answer = client.get(path)

    assert "?v=" in path
    assert "immutable" in answer.headers["cache-control"]


def test_a_phone_keeps_its_place_and_its_page_however_many_messages_others_received(
    world: World, browser: Browser
) -> None:
    before = re.findall(r'href="\?borrower=([^"&]+)', browser().get("/sandbox").text)
    send_sms(world, "A-EN")

    after = re.findall(r'href="\?borrower=([^"&]+)', browser().get("/sandbox").text)

    assert after == before == sorted(before)
