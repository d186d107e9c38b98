"""The desk over HTTP: who may come in, who may do what, and what leaves through the one door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from queue import Queue
from threading import Thread

import pytest
from httpx import Client
from sqlalchemy import select

from bot.model.words import Owner
from bot.storage import tables as t
from bot.web import signin
from tests.kit import concrete
from tests.unit.web.agent import Agent
from tests.unit.web.borrower import Borrower
from tests.unit.web.world import World

Browser = Callable[[], Client]


@pytest.fixture
def grace(world: World, browser: Browser) -> Borrower:
    """A verified borrower who asked for a person."""
    borrower = Borrower(browser(), world.link("A-EN"))
    borrower.verify()
    assert borrower.tell("I want to talk to a person")["owner"] == "waiting_for_agent"
    return borrower


@pytest.fixture
def anna(browser: Browser) -> Agent:
    agent = Agent(browser(), "anna")
    agent.sign_in()
    return agent


# signing in ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/desk", "/desk/cases/some", "/desk/cases/some/events"])
def test_who_is_not_signed_in_is_sent_to_the_form(browser: Browser, path: str) -> None:
    answer = browser().get(path)

    assert answer.status_code == 303
    assert answer.headers["location"] == "/desk/sign-in"


def test_the_right_password_opens_the_desk(browser: Browser) -> None:
    agent = Agent(browser(), "anna")

    answer = agent.sign_in()

    assert answer.headers["location"] == "/desk"
    assert "Anna Reed" in agent.client.get("/desk").text


def test_the_session_cookie_stays_with_the_desk_and_off_other_sites(browser: Browser) -> None:
    cookie = Agent(browser(), "anna").sign_in().headers["set-cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Path=/desk" in cookie


@pytest.mark.parametrize("username", ["anna", "nobody-of-this-name"])
def test_a_wrong_password_and_an_unknown_name_look_the_same(browser: Browser, username: str) -> None:
    answer = Agent(browser(), username).sign_in("wrong")

    assert answer.status_code == 401
    assert "Username or password is not right." in answer.text


def test_a_sign_in_form_from_elsewhere_is_refused(browser: Browser) -> None:
    client = browser()
    client.get("/desk/sign-in")

    answer = client.post("/desk/sign-in", data={"username": "anna", "password": "x", "csrf": "made-up"})

    assert answer.status_code == 403


def test_five_wrong_passwords_lock_the_account_even_for_the_right_one(world: World, browser: Browser) -> None:
    agent = Agent(browser(), "anna")
    for _ in range(signin.FREE_TRIES):
        agent.sign_in("wrong")

    locked = agent.sign_in()
    world.pass_time(signin.FIRST_LOCK)
    later = agent.sign_in()

    assert locked.status_code == 429
    assert later.status_code == 303


def test_four_wrong_passwords_lock_nothing(browser: Browser) -> None:
    agent = Agent(browser(), "anna")
    for _ in range(signin.FREE_TRIES - 1):
        agent.sign_in("wrong")

    assert agent.sign_in().status_code == 303


def test_each_further_wrong_password_locks_for_twice_as_long_up_to_an_hour() -> None:
    waits = [signin.lock_for(failed) for failed in (4, 5, 6, 7, 20, 4000)]

    assert waits == [
        None,
        timedelta(minutes=1),
        timedelta(minutes=2),
        timedelta(minutes=4),
        timedelta(hours=1),
        timedelta(hours=1),
    ]


def test_signing_out_ends_the_session(anna: Agent) -> None:
    page = anna.client.get("/desk").text
    csrf = page.split('name="csrf" value="')[1].split('"')[0]
    cookie = anna.client.cookies[signin.SESSION_COOKIE]

    anna.client.post("/desk/sign-out", data={"csrf": csrf})
    anna.client.cookies.set(signin.SESSION_COOKIE, cookie, path="/desk")

    assert anna.client.get("/desk").status_code == 303


def test_an_open_case_page_goes_silent_the_moment_its_reader_signs_out(
    world: World, grace: Borrower, anna: Agent
) -> None:
    case_id, seen = anna.cases()[0], Queue[str]()
    csrf = anna.client.get("/desk").text.split('name="csrf" value="')[1].split('"')[0]

    def read() -> None:
        with anna.client.stream("GET", f"/desk/cases/{case_id}/events") as answer:
            for line in answer.iter_lines():
                seen.put(line)
        seen.put(OVER)

    reader = Thread(target=read, daemon=True)
    reader.start()
    _until(seen, "I want to talk to a person")
    grace.send("a word while Anna looks on")
    _until(seen, "a word while Anna looks on")

    anna.client.post("/desk/sign-out", data={"csrf": csrf})
    grace.send("a word that nobody at that screen may read")

    assert "nobody at that screen" not in _until(seen, OVER)
    reader.join(timeout=10)
    assert not reader.is_alive()


OVER = "the stream has ended"


def _until(seen: Queue[str], word: str) -> str:
    """What came over a stream up to a word."""
    told = ""
    while word not in told:
        told += seen.get(timeout=30)
    return told


def test_a_session_ends_by_itself(world: World, anna: Agent) -> None:
    world.pass_time(signin.SESSION_FOR)

    assert anna.client.get("/desk").status_code == 303


# roles --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("username", "status"), [("anna", 200), ("sofia", 200), ("carl", 200), ("ada", 200), ("paula", 403)]
)
def test_only_roles_that_handle_cases_see_the_queue_and_a_case(
    grace: Borrower, browser: Browser, username: str, status: int
) -> None:
    case_id = _case_of(browser)
    agent = Agent(browser(), username)
    agent.sign_in()

    assert agent.client.get("/desk").status_code == status
    assert agent.client.get(f"/desk/cases/{case_id}").status_code == status


def _case_of(browser: Browser) -> str:
    """The case that waits, as an agent sees it."""
    agent = Agent(browser(), "anna")
    agent.sign_in()
    return agent.cases()[0]


def test_an_administrator_takes_a_case_writes_in_it_and_steps_into_a_colleagues(
    grace: Borrower, anna: Agent, browser: Browser
) -> None:
    ada, case_id = Agent(browser(), "ada"), anna.cases()[0]
    ada.sign_in()
    anna.do(case_id, "take")

    assert ada.do(case_id, "write", text="Hello, this is Ada.").status_code == 303
    assert "this is Ada" in grace.lines()[-1]["text"]
    assert ada.do(case_id, "close", outcome="agreed").status_code == 303
    assert "an arrangement was agreed" in ada.case(case_id)


@pytest.mark.parametrize("what", ["take", "write", "give-back", "close"])
def test_a_role_that_only_looks_after_the_product_changes_no_case(
    world: World, grace: Borrower, browser: Browser, what: str
) -> None:
    case_id, paula = _case_of(browser), Agent(browser(), "paula")
    paula.sign_in()
    with world.house.store.read() as unit:  # a form made by hand, with the token of her own session
        tokens = concrete(unit).connection.scalars(
            select(t.staff_sessions.c.csrf)
            .join(t.staff, t.staff.c.id == t.staff_sessions.c.staff_id)
            .where(t.staff.c.username == "paula")
        )
        (token,) = tokens.all()

    answer = paula.client.post(
        f"/desk/cases/{case_id}/{what}", data={"csrf": token, "text": "hello", "outcome": "agreed"}
    )

    assert answer.status_code == 403
    with world.house.store.read() as unit:
        assert unit.talks.get(world.conversation("A-EN")).owner is Owner.WAITING_FOR_AGENT


def test_compliance_reads_a_case_and_cannot_take_it(grace: Borrower, browser: Browser) -> None:
    carl = Agent(browser(), "carl")
    carl.sign_in()
    case_id = carl.cases()[0]

    assert "Take this case" not in carl.case(case_id)
    assert carl.do(case_id, "take").status_code == 403


@pytest.mark.parametrize("what", ["take", "write", "give-back", "close"])
def test_every_form_wants_its_token(grace: Borrower, anna: Agent, what: str) -> None:
    case_id = anna.cases()[0]

    answer = anna.client.post(f"/desk/cases/{case_id}/{what}", data={"csrf": "made-up", "text": "hello"})

    assert answer.status_code == 403


def test_a_case_that_is_not_there_is_a_clear_page(anna: Agent) -> None:
    answer = anna.client.get("/desk/cases/none")

    assert answer.status_code == 404
    assert "There is no such page" in answer.text


# a case -------------------------------------------------------------------------------------------


def test_the_queue_shows_why_how_urgent_and_how_long(grace: Borrower, anna: Agent) -> None:
    page = anna.client.get("/desk").text

    assert "asked for a person" in page
    assert "normal" in page
    assert "Grace Miller" in page
    assert "1 h left" in page


def test_an_overdue_case_says_so(world: World, grace: Borrower, anna: Agent) -> None:
    world.pass_time(timedelta(minutes=70))

    assert "late by 10 min" in anna.client.get("/desk").text


def test_the_brief_tells_who_what_and_why(grace: Borrower, anna: Agent) -> None:
    page = anna.case(anna.cases()[0])

    for told in (
        "Grace Miller",
        "£240.00",
        "6 days past due",
        "asked for a person",
        "I want to talk to a person",
    ):
        assert told in page


def test_the_brief_names_the_rules_that_asked_for_a_person_meanwhile(
    world: World, grace: Borrower, anna: Agent
) -> None:
    case_id = anna.cases()[0]
    with world.house.store.write() as unit:
        unit.cases.note(case_id, brief={"asked": ["SG-1", "HOUSE-CARE-1"]})
        unit.commit()

    assert "SG-1, HOUSE-CARE-1" in anna.case(case_id)


def test_the_desk_speaks_the_language_of_who_sits_there(grace: Borrower, browser: Browser) -> None:
    mei = Agent(browser(), "mei")
    mei.sign_in()

    page = mei.case(mei.cases()[0])

    assert "要求转人工" in page
    assert "我来接" in page


def test_while_a_person_owns_it_the_bot_is_silent(world: World, grace: Borrower, anna: Agent) -> None:
    anna.do(anna.cases()[0], "take")

    answer = grace.send("how much do I owe")

    assert answer["owner"] == "agent"
    assert answer["lines"] == []


def test_what_an_agent_writes_reaches_the_borrower_under_her_name(grace: Borrower, anna: Agent) -> None:
    case_id = anna.cases()[0]
    anna.do(case_id, "take")

    sent = anna.do(case_id, "write", text="Hello Grace, this is Anna. How can I help?")

    assert sent.status_code == 303
    assert grace.lines()[-1]["author"] == "agent"
    assert "this is Anna" in grace.lines()[-1]["text"]
    assert "Anna Reed" in grace.open().text


def test_a_threat_is_held_back_with_the_rule_and_the_draft_is_kept(grace: Borrower, anna: Agent) -> None:
    case_id = anna.cases()[0]
    anna.do(case_id, "take")
    before = len(grace.lines())

    answer = anna.do(case_id, "write", text="Pay today or we will send the police to your house.")

    assert answer.status_code == 422
    assert "The rules do not let this out" in answer.text
    assert "HOUSE-LANG-1" in answer.text
    assert "Pay today or we will send the police to your house.</textarea>" in answer.text
    assert len(grace.lines()) == before


def test_the_debt_is_not_told_to_who_is_not_verified(world: World, browser: Browser, anna: Agent) -> None:
    stranger = Borrower(browser(), world.link("A-EN"))
    stranger.open()
    stranger.send("I want to talk to a person")
    case_id = anna.cases()[0]
    anna.do(case_id, "take")

    held = anna.do(case_id, "write", text="You owe £240.00 since 4 March.")
    plain = anna.do(case_id, "write", text="Hello, this is Anna. How can I help?")

    assert held.status_code == 422
    assert plain.status_code == 303
    assert "this is Anna" in stranger.lines()[-1]["text"]


def test_a_colleague_who_was_faster_has_it(grace: Borrower, anna: Agent, browser: Browser) -> None:
    mei = Agent(browser(), "mei")
    mei.sign_in()
    case_id = anna.cases()[0]
    anna.do(case_id, "take")

    late = mei.do(case_id, "take")

    assert late.status_code == 409
    assert "同事先接走了这件事" in late.text
    assert "Anna Reed" in late.text


def test_only_who_has_the_case_writes_in_it(grace: Borrower, anna: Agent, browser: Browser) -> None:
    mei, case_id = Agent(browser(), "mei"), anna.cases()[0]
    mei.sign_in()
    anna.do(case_id, "take")

    answer = mei.do(case_id, "write", text="您好")

    assert answer.status_code == 409
    assert len([line for line in grace.lines() if line["author"] == "agent"]) == 0


def test_a_supervisor_may_step_in(grace: Borrower, anna: Agent, browser: Browser) -> None:
    sofia, case_id = Agent(browser(), "sofia"), anna.cases()[0]
    sofia.sign_in()
    anna.do(case_id, "take")

    assert sofia.do(case_id, "write", text="Hello, this is Sofia.").status_code == 303


def test_an_empty_message_is_not_sent(grace: Borrower, anna: Agent) -> None:
    case_id = anna.cases()[0]
    anna.do(case_id, "take")

    assert anna.do(case_id, "write", text="  ").status_code == 400


def test_given_back_the_bot_answers_again(world: World, grace: Borrower, anna: Agent) -> None:
    case_id = anna.cases()[0]
    anna.do(case_id, "take")

    anna.do(case_id, "give-back")
    answer = grace.send("how much do I owe")

    assert answer["owner"] == "bot"
    assert "240" in answer["lines"][0]["text"]
    assert anna.cases() == []


def test_closed_with_an_outcome_the_conversation_ends(world: World, grace: Borrower, anna: Agent) -> None:
    case_id = anna.cases()[0]
    anna.do(case_id, "take")

    anna.do(case_id, "close", outcome="agreed")

    assert "an arrangement was agreed" in anna.case(case_id)
    with world.house.store.read() as unit:
        assert unit.talks.get(world.conversation("A-EN")).owner is Owner.CLOSED
    assert grace.send("what do I owe now?")["owner"] == "waiting_for_agent"


def test_an_outcome_from_nowhere_is_refused(grace: Borrower, anna: Agent) -> None:
    case_id = anna.cases()[0]
    anna.do(case_id, "take")

    assert anna.do(case_id, "close", outcome="won").status_code == 400


def test_who_did_what_is_on_the_chain(world: World, grace: Borrower, anna: Agent) -> None:
    case_id = anna.cases()[0]
    anna.do(case_id, "take")
    anna.do(case_id, "close", outcome="paid")

    with world.house.store.read() as unit:
        taken, closed = unit.audit.entries(kind="case_taken"), unit.audit.entries(kind="case_closed")

    assert [entry["ref"] for entry in (*taken, *closed)] == [case_id, case_id]
    assert closed[0]["outcome"] == "paid"
