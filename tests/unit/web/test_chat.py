"""The borrower's chat over HTTP: one link, one device, nothing doubled, nothing revealed too early."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from httpx import Client

from bot.conversation import receive
from tests.kit import without_ids
from tests.unit.web.borrower import Borrower
from tests.unit.web.world import World

Browser = Callable[[], Client]


@pytest.fixture
def grace(world: World, browser: Browser) -> Borrower:
    return Borrower(browser(), world.link("A-EN"))


def debt_is_shown(text: str) -> bool:
    return "240.00" in text


def test_the_page_says_that_it_is_automated_and_for_whom_it_speaks(grace: Borrower) -> None:
    page = grace.open()

    assert page.status_code == 200
    assert "Harbour Credit" in page.text
    assert "Automated assistant" in page.text
    assert not debt_is_shown(page.text)


def test_the_page_is_in_the_language_of_the_conversation(world: World, browser: Browser) -> None:
    page = Borrower(browser(), world.link("A-ZH")).open()

    assert '<html lang="zh-Hans">' in page.text
    assert "自动助手" in page.text


def test_a_person_and_stop_are_reachable_before_anything_was_said(grace: Borrower) -> None:
    page = grace.open().text

    assert 'value="intent:request_human"' in page
    assert 'value="intent:stop_contact"' in page


def test_the_device_cookie_cannot_be_read_by_scripts_and_does_not_hold_the_link(grace: Borrower) -> None:
    cookie = grace.open().headers["set-cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert grace.token not in cookie


def test_a_device_that_comes_back_keeps_its_session(grace: Borrower) -> None:
    grace.verify()

    again = grace.open()

    assert "set-cookie" not in again.headers
    assert debt_is_shown(again.text)


def test_an_expired_link_gets_a_kind_page_and_no_session(world: World, grace: Borrower) -> None:
    world.pass_time(world.house.link_for + timedelta(seconds=1))

    page = grace.open()

    assert page.status_code == 410
    assert "no longer works" in page.text
    assert "set-cookie" not in page.headers


def test_a_link_that_never_was_gets_the_same_kind_page(browser: Browser) -> None:
    page = browser().get("/chat/no-such-link")

    assert page.status_code == 404
    assert "no longer works" in page.text


def test_programs_learn_in_json_that_a_link_has_expired(world: World, grace: Borrower) -> None:
    world.pass_time(world.house.link_for + timedelta(seconds=1))

    answer = grace.client.post(f"/api/v1/chat/{grace.token}/messages", json={"text": "hello"})

    assert answer.status_code == 403
    assert answer.json()["error"]["remedy"] == "ask for a new one"


def test_waiting_returns_what_was_said_in_answer(grace: Borrower) -> None:
    grace.open()

    answer = grace.send("4821")

    assert answer["answered"] is True
    assert len(answer["lines"]) == 1
    assert "date of birth" in answer["lines"][0]["text"]


def test_without_waiting_a_message_is_taken_in_at_once(grace: Borrower) -> None:
    answer = grace.client.post(f"/api/v1/chat/{grace.token}/messages", json={"text": "hello"})

    assert answer.status_code == 202
    assert set(answer.json()) == {"id", "duplicate", "cut"}


def test_what_is_owed_is_told_once_the_person_is_verified(grace: Borrower) -> None:
    answer = grace.verify()

    assert answer["verified"] is True
    assert debt_is_shown(answer["lines"][0]["text"])


def test_the_same_client_id_is_stored_once(grace: Borrower) -> None:
    grace.open()

    first = grace.send("hello", client_id="c-1")
    second = grace.send("hello", client_id="c-1")

    assert (first["duplicate"], second["duplicate"]) == (False, True)
    assert first["id"] == second["id"]
    assert [line["text"] for line in grace.lines()].count("hello") == 1


def test_a_repeated_message_brings_its_first_answer_again(grace: Borrower) -> None:
    grace.open()

    first = grace.send("hello", client_id="c-1")
    grace.send("how much", client_id="c-2")
    again = grace.send("hello", client_id="c-1")

    assert again["lines"][0] == first["lines"][0]


def test_two_devices_may_use_the_same_client_id(world: World, browser: Browser) -> None:
    token = world.link("A-EN")
    here, there = Borrower(browser(), token), Borrower(browser(), token)

    first, second = here.send("hello", client_id="c-1"), there.send("hello", client_id="c-1")

    assert (first["duplicate"], second["duplicate"]) == (False, False)


def test_a_second_device_on_the_same_link_starts_as_a_stranger(world: World, browser: Browser) -> None:
    token = world.link("A-EN")
    first, second = Borrower(browser(), token), Borrower(browser(), token)
    first.verify()
    first.send("how much do I owe, I lost my wallet")

    page = second.open()

    assert not debt_is_shown(page.text)
    assert "wallet" not in page.text
    assert not any(debt_is_shown(line["text"]) for line in second.lines())


def test_a_second_device_is_not_verified_by_the_first(world: World, browser: Browser) -> None:
    token = world.link("A-EN")
    Borrower(browser(), token).verify()

    answer = Borrower(browser(), token).send("how much do I owe")

    assert answer["verified"] is False
    assert not any(debt_is_shown(line["text"]) for line in answer["lines"])


@pytest.mark.parametrize("change", ["session", "until", "seal"])
def test_a_forged_device_cookie_is_a_stranger(world: World, browser: Browser, change: str) -> None:
    known = Borrower(browser(), world.link("A-EN"))
    known.verify()
    name, value = next(iter(known.client.cookies.items()))
    session, until, seal = value.split(".")
    forged = {
        "session": f"{'0' * 32}.{until}.{seal}",
        "until": f"{session}.{int(until) + 9}.{seal}",
        "seal": f"{session}.{until}.{'0' * 64}",
    }[change]
    stranger = Borrower(browser(), known.token)
    stranger.client.cookies.set(name, forged)

    page = stranger.open()

    assert "set-cookie" in page.headers
    assert not debt_is_shown(page.text)


def test_a_cookie_of_one_link_opens_no_other(world: World, browser: Browser) -> None:
    known = Borrower(browser(), world.link("A-EN"))
    known.verify()
    known.token = world.link("A-EN")

    page = known.open()

    assert not debt_is_shown(page.text)


def test_what_was_shown_to_the_verified_is_gone_when_the_proof_expires(world: World, grace: Borrower) -> None:
    grace.verify()
    world.pass_time(world.house.verified_for + timedelta(seconds=1))

    page = grace.open()

    assert not debt_is_shown(page.text)


def test_what_a_stranger_typed_stays_on_her_own_page(grace: Borrower) -> None:
    grace.open()
    grace.send("hello there")

    assert "hello there" in grace.open().text


def test_answers_to_the_check_are_masked_on_the_page(grace: Borrower) -> None:
    grace.verify()

    page = without_ids(grace.open().text)

    assert "4821" not in page
    assert "1990-01-31" not in page


def test_offers_are_cards_with_their_figures_in_words_and_a_picture(grace: Borrower) -> None:
    grace.verify()
    grace.offered()

    page = grace.open().text

    assert page.count('class="card offer') >= 2
    assert 'class="timeline"' in page
    assert "In words" in page


def test_a_chosen_offer_shows_its_whole_cost_before_the_yes(grace: Borrower) -> None:
    grace.verify()

    answer = grace.press(grace.offered()).json()["lines"][0]

    assert [card["kind"] for card in answer["cards"]] == ["cost_table"]
    assert any(button["press"].startswith("accept:") for button in answer["buttons"])


def test_a_double_click_on_i_agree_makes_one_agreement(world: World, grace: Borrower) -> None:
    grace.verify()
    shown = grace.press(grace.offered()).json()["lines"][0]["buttons"]
    yes = next(button["press"] for button in shown if button["press"].startswith("accept:"))

    answers = [grace.press(yes).json() for _ in range(2)]

    assert [card["kind"] for card in answers[0]["lines"][0]["cards"]] == ["receipt"]
    assert answers[1]["lines"][0]["cards"] == []
    with world.house.store.read() as unit:
        assert len(unit.books.promises_of("A-EN")) + len(unit.books.plans_of("A-EN")) == 1


def test_a_button_that_this_conversation_never_showed_is_refused(grace: Borrower) -> None:
    grace.verify()

    answer = grace.press("accept:0123456789abcdef")

    assert answer.status_code == 400
    assert answer.json()["error"]["where"] == "press"


def test_a_stranger_cannot_press_what_only_the_verified_were_shown(world: World, browser: Browser) -> None:
    token = world.link("A-EN")
    known, stranger = Borrower(browser(), token), Borrower(browser(), token)
    known.verify()
    code = known.offered()

    assert stranger.press(code).status_code == 400


def test_stop_is_honoured_without_any_proof_of_who_asks(world: World, grace: Borrower) -> None:
    grace.open()

    answer = grace.press("intent:stop_contact")

    assert answer.status_code == 200
    with world.house.store.read() as unit:
        assert {fact.kind.value for fact in unit.record.facts("B-EN")} >= {"opt_out"}


def test_a_person_is_one_press_away(grace: Borrower) -> None:
    grace.open()

    answer = grace.press("intent:request_human")

    assert answer.json()["owner"] == "waiting_for_agent"


def test_a_very_long_message_is_taken_in_and_the_sender_told_how_much_is_read(grace: Borrower) -> None:
    grace.open()

    answer = grace.send("later " * 1700, client_id="long")

    assert answer["cut"] is True
    assert answer["answered"] is True
    stored = next(line for line in grace.lines() if line["id"] == answer["id"])
    assert len(stored["text"]) <= receive.MAX_TEXT
    assert answer["lines"][0]["text"].startswith("Your message was very long")


@pytest.mark.parametrize("text", ["🙂🙂", "？？？", "a\x00b\x07"])
def test_emoji_marks_and_control_characters_get_an_answer(grace: Borrower, text: str) -> None:
    grace.open()

    answer = grace.send(text)

    assert answer["answered"] is True
    assert answer["lines"]


@pytest.mark.parametrize("text", ["", "   ", "\x00\x07"])
def test_nothing_at_all_is_refused_with_a_remedy(grace: Borrower, text: str) -> None:
    answer = grace.client.post(f"/api/v1/chat/{grace.token}/messages", json={"text": text})

    assert answer.status_code == 400
    assert answer.json()["error"] == {
        "what": "the message is empty",
        "where": "text",
        "remedy": "write a word or two",
    }


def test_a_body_that_is_not_json_is_refused_with_what_where_and_remedy(grace: Borrower) -> None:
    answer = grace.client.post(
        f"/api/v1/chat/{grace.token}/messages",
        content=b'{"text": ',
        headers={"content-type": "application/json"},
    )

    assert answer.status_code == 400
    assert answer.json()["error"]["what"] == "the body is not valid JSON"
    assert set(answer.json()["error"]) == {"what", "where", "remedy"}


@pytest.mark.parametrize("body", [{}, {"text": 5}, {"text": "hi", "client_id": "no spaces"}, ["hi"], None])
def test_a_body_of_the_wrong_shape_is_refused(grace: Borrower, body: object) -> None:
    answer = grace.client.post(f"/api/v1/chat/{grace.token}/messages", json=body)

    assert answer.status_code == 422
    assert "body" in answer.json()["error"]["where"]


def test_a_body_larger_than_any_message_is_refused(grace: Borrower) -> None:
    answer = grace.client.post(f"/api/v1/chat/{grace.token}/messages", json={"text": "x" * 300_000})

    assert answer.status_code == 413
    assert answer.json()["error"]["where"] == "request body"


def test_with_the_engine_down_the_borrower_is_told_and_the_message_kept(
    world: World, grace: Borrower
) -> None:
    grace.verify()
    world.engine.down = True

    told = grace.send("can I pay in parts")
    world.engine.down = False
    world.pass_time(timedelta(seconds=30))
    receive.work(world.house, world.conversation("A-EN"))

    assert told["answered"] is False
    assert len(told["lines"]) == 1
    assert any(line["cards"] for line in grace.lines())


def test_a_browser_without_scripts_can_talk_too(grace: Borrower) -> None:
    grace.open()

    sent = grace.client.post(f"/chat/{grace.token}/say", data={"client_id": "f1", "text": "hello there"})

    assert sent.status_code == 303
    assert sent.headers["location"] == f"/chat/{grace.token}#end"
    assert "hello there" in grace.open().text


def test_html_in_a_message_is_shown_as_text(grace: Borrower) -> None:
    grace.open()
    grace.send("<script>alert(1)</script>")

    page = grace.open().text

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_no_script_or_style_is_inline_and_nothing_comes_from_elsewhere(grace: Borrower) -> None:
    grace.verify()
    grace.offered()

    page = grace.open()

    policy = page.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["cache-control"] == "no-store"
    assert "style=" not in page.text
    assert "onclick" not in page.text
    assert "//" not in page.text.replace("http://www.w3.org", "").replace("<!--", "")


def test_without_a_bot_token_nobody_is_sent_to_telegram(world: World, browser: Browser) -> None:
    borrower = Borrower(browser(), world.link("A-EN"))
    borrower.verify()

    assert "/telegram" not in borrower.open().text
    answer = borrower.client.get(f"/chat/{borrower.token}/telegram")
    assert answer.headers["location"] == f"/chat/{borrower.token}"
