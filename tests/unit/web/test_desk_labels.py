"""What the case page says of the borrower's lines, and in which order it is read out."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from httpx import Client

from tests.unit.web.agent import Agent
from tests.unit.web.borrower import Borrower
from tests.unit.web.world import World

Browser = Callable[[], Client]


@pytest.mark.parametrize(("who", "name", "own"), [("anna", "Borrower", "You"), ("mei", "借款人", "您")])
def test_the_borrower_s_lines_say_borrower_to_the_colleague(
    world: World, browser: Browser, who: str, name: str, own: str
) -> None:
    borrower = Borrower(browser(), world.link("A-EN"))
    borrower.verify()
    borrower.tell("I want to talk to a person")
    agent = Agent(browser(), who)
    agent.sign_in()

    page = agent.case(agent.cases()[0])

    authors = re.findall(r'class="author"><span class="hidden">([^<]*?) ?</span>', page)
    assert authors
    assert set(authors) == {name}
    assert own not in authors


def test_the_brief_shows_the_newest_words_beside_those_that_opened_the_case(
    world: World, browser: Browser
) -> None:
    borrower = Borrower(browser(), world.link("A-EN"))
    borrower.verify()
    borrower.tell("I want to talk to a person")
    borrower.tell("My rent went up and I am scared")
    agent = Agent(browser(), "anna")
    agent.sign_in()

    brief, _, rest = agent.case(agent.cases()[0]).partition('<ol id="log"')

    assert "<blockquote>I want to talk to a person</blockquote>" in brief
    assert "<blockquote>My rent went up and I am scared</blockquote>" in brief
    assert 'id="fact-kind"' not in brief
    assert 'id="fact-kind"' in rest


def test_a_personal_link_is_not_the_colleague_s_to_open(world: World, browser: Browser) -> None:
    borrower = Borrower(browser(), world.link("A-EN"))
    borrower.verify()
    borrower.tell(
        "I want to talk to a person, you sent me https://talk.example.com/chat/T2G5ZBO46wEHHR09mRqkLnCO"
    )
    agent = Agent(browser(), "anna")
    agent.sign_in()

    page = agent.case(agent.cases()[0])
    log = page.partition('<ol id="log"')[2]

    assert "T2G5ZBO46wEHHR09mRqkLnCO" not in log
    assert "https://talk.example.com/chat/••••" in log
    assert any("T2G5ZBO46wEHHR09mRqkLnCO" in line["text"] for line in borrower.lines()), "hers stays whole"


def test_the_brief_shows_her_matter_and_not_that_she_wants_a_person(world: World, browser: Browser) -> None:
    borrower = Borrower(browser(), world.link("A-EN"))
    borrower.verify()
    borrower.tell("My rent went up and I am scared")
    borrower.tell("I want to talk to a person")
    agent = Agent(browser(), "anna")
    agent.sign_in()

    brief, _, _ = agent.case(agent.cases()[0]).partition('<ol id="log"')

    assert "<blockquote>My rent went up and I am scared</blockquote>" in brief
    assert "I want to talk to a person" not in brief
