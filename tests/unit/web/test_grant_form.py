"""Over HTTP: what was asked stands on the case page; a supervisor grants it, nobody else may."""

from __future__ import annotations

import re
from collections.abc import Callable

from httpx import Client

from bot.model.words import Language
from bot.web.words import label
from tests.unit.web.agent import Agent
from tests.unit.web.borrower import Borrower
from tests.unit.web.world import World

Browser = Callable[[], Client]
FORM = re.compile(r'name="offer" value="([0-9a-f]+)"')


def asked(world: World, browser: Browser) -> Borrower:
    """She is verified, asked for ten months in the UK, and waits for a person."""
    borrower = Borrower(browser(), world.link("A-EN"))
    borrower.verify()
    assert borrower.tell("can I pay in ten monthly parts")["owner"] == "waiting_for_agent"
    return borrower


def at_desk(browser: Browser, name: str) -> Agent:
    agent = Agent(browser(), name)
    agent.sign_in()
    return agent


def test_a_supervisor_finds_the_wish_on_the_page_and_one_button_puts_it_before_her(
    world: World, browser: Browser
) -> None:
    borrower = asked(world, browser)
    sofia = at_desk(browser, "sofia")
    (case,) = sofia.cases()
    sofia.do(case, "take")
    page = sofia.case(case)
    assert label("may_grant", Language.EN) in page

    answer = sofia.do(case, "grant", offer=FORM.findall(page)[0])

    assert answer.headers["location"] == "/desk"
    told = borrower.lines()[-1]
    assert "Sofia Lund" in told["text"]
    assert [card["kind"] for card in told["cards"]] == ["cost_table"]
    assert sofia.cases() == []


def test_an_agent_reads_that_a_supervisor_may_and_has_no_button(world: World, browser: Browser) -> None:
    asked(world, browser)
    anna = at_desk(browser, "anna")
    (case,) = anna.cases()
    anna.do(case, "take")
    page = anna.case(case)

    assert label("may_grant", Language.EN) in page
    assert FORM.findall(page) == []
    assert anna.do(case, "grant", offer="0123456789abcdef").status_code == 403


def test_a_form_that_is_not_hers_is_told_and_changes_nothing(world: World, browser: Browser) -> None:
    asked(world, browser)
    sofia = at_desk(browser, "sofia")
    (case,) = sofia.cases()
    sofia.do(case, "take")

    answer = sofia.do(case, "grant", offer="0123456789abcdef")

    assert answer.status_code == 409
    assert label("cannot_grant", Language.EN)[:30] in answer.text
    assert sofia.cases() == [case]
