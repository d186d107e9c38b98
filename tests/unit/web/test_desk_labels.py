"""At the desk the borrower's lines are named as hers, not as the reader's own."""

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
