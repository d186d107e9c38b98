"""Facts at the desk: seen with their source, ended by the right role for a reason, recorded with theirs."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from httpx import Client
from sqlalchemy import update

from bot.compliance import decide
from bot.compliance.door import Verdict
from bot.handoff import on_file
from bot.handoff.facts import LIFTED
from bot.handoff.on_file import RECORDED
from bot.model.contact import Proposal
from bot.model.errors import NotAllowed
from bot.model.rows import StoredFact
from bot.model.words import Channel, Decision, FactKind, Purpose, Sender
from bot.offers.ledger import state
from bot.outreach.casefile import case_file
from bot.storage import tables as t
from tests.kit import concrete
from tests.unit.web.agent import Agent
from tests.unit.web.borrower import Borrower
from tests.unit.web.world import World

Browser = Callable[[], Client]


@pytest.fixture
def case_id(world: World, browser: Browser) -> str:
    """A verified borrower asked for a person; a dispute of hers would be on file."""
    borrower = Borrower(browser(), world.link("A-EN"))
    borrower.verify()
    borrower.send("I want to talk to a person")
    agent = Agent(browser(), "sofia")
    agent.sign_in()
    return agent.cases()[0]


def staff(browser: Browser, name: str) -> Agent:
    agent = Agent(browser(), name)
    agent.sign_in()
    return agent


def note(world: World, kind: FactKind, **detail: str) -> str:
    with world.house.store.write() as unit:
        account = unit.books.account("A-EN")
        found = unit.record.note(
            borrower_id=account.borrower_id,
            account_id=account.id,
            kind=kind,
            at=world.clock[0],
            detail=detail,
        )
        unit.commit()
    assert found
    return found


def in_force(world: World) -> list[StoredFact]:
    with world.house.store.read() as unit:
        borrower = unit.books.account("A-EN").borrower_id
        return list(unit.record.facts(borrower, in_force_at=world.clock[0]))


def entries(world: World, kind: str) -> list[dict[str, object]]:
    with world.house.store.read() as unit:
        return [dict(entry) for entry in unit.audit.entries(kind=kind)]


def reminder(world: World) -> Verdict:
    """What the door says to a plain reminder by text now."""
    now = world.clock[0]
    with world.house.store.read() as unit:
        account = unit.books.account("A-EN")
        borrower = unit.people.borrower(account.borrower_id)
        ledger = state(unit.books.ledger(account), as_of=now.date())
        case = case_file(unit, account=account, borrower=borrower, ledger=ledger, now=now, verified=True)
    asked = Proposal(channel=Channel.LETTER, purpose=Purpose.REMINDER, by=Sender.AGENT, account=account.id)
    return decide(case, asked, now=now, policy=world.house.rules)


def test_the_right_role_ends_a_fact_with_a_reason_and_it_is_in_the_audit(
    world: World, browser: Browser, case_id: str
) -> None:
    fact = note(world, FactKind.SERVICEMEMBER)
    carl = staff(browser, "carl")
    page = carl.case(case_id)
    form = re.search(rf'action="(/desk/cases/{case_id}/facts/{fact}/end)"', page)
    assert form is not None

    answer = carl.do(case_id, f"facts/{fact}/end", why="left the service in 2024, papers seen")

    assert answer.status_code == 303
    assert in_force(world) == []
    (entry,) = entries(world, LIFTED)
    assert (entry["fact"], entry["role"]) == (fact, "compliance")
    assert entry["why"] == "left the service in 2024, papers seen"
    assert fact not in carl.case(case_id)


def test_another_role_sees_who_may_and_has_no_button(world: World, browser: Browser, case_id: str) -> None:
    fact = note(world, FactKind.SERVICEMEMBER)
    anna = staff(browser, "anna")

    page = anna.case(case_id)
    answer = anna.do(case_id, f"facts/{fact}/end", why="I think so")

    assert f"/facts/{fact}/end" not in page
    assert "Ended only by" in page
    assert answer.status_code == 403
    assert [each.id for each in in_force(world)] == [fact]
    assert entries(world, LIFTED) == []


@pytest.mark.parametrize("why", ["", "   "])
def test_nothing_ends_without_a_reason(world: World, browser: Browser, case_id: str, why: str) -> None:
    fact = note(world, FactKind.SERVICEMEMBER)

    answer = staff(browser, "carl").do(case_id, f"facts/{fact}/end", why=why)

    assert answer.status_code in (400, 422)
    assert [each.id for each in in_force(world)] == [fact]


def test_what_must_come_first_is_named(world: World, browser: Browser, case_id: str) -> None:
    fact = note(world, FactKind.DISPUTE)
    sofia = staff(browser, "sofia")

    assert "First comes" in sofia.case(case_id)
    assert sofia.do(case_id, f"facts/{fact}/end", why="done").status_code == 409


def test_an_opt_out_is_ended_by_nobody_at_the_desk(world: World, browser: Browser, case_id: str) -> None:
    fact = note(world, FactKind.OPT_OUT, channel="sms")
    for name in ("anna", "sofia", "carl"):
        member = staff(browser, name)
        assert "the borrower" in member.case(case_id)
        assert member.do(case_id, f"facts/{fact}/end", why="she told me").status_code == 403
    assert [each.id for each in in_force(world)] == [fact]


def test_a_fact_of_somebody_else_cannot_be_ended_from_this_case(
    world: World, browser: Browser, case_id: str
) -> None:
    with world.house.store.write() as unit:
        other = unit.books.account("A-ZH").borrower_id
        fact = unit.record.note(borrower_id=other, kind=FactKind.SERVICEMEMBER, at=world.clock[0], detail={})
        unit.commit()

    assert staff(browser, "carl").do(case_id, f"facts/{fact}/end", why="mine?").status_code == 404


def test_a_stale_form_ends_nothing(world: World, browser: Browser, case_id: str) -> None:
    fact = note(world, FactKind.SERVICEMEMBER)
    carl = staff(browser, "carl")

    answer = carl.client.post(
        f"/desk/cases/{case_id}/facts/{fact}/end", data={"csrf": "made-up", "why": "a good one"}
    )

    assert answer.status_code == 403
    assert len(in_force(world)) == 1


@pytest.mark.parametrize("kind", [FactKind.TIME_BARRED, FactKind.SERVICEMEMBER, FactKind.PERSISTENT_DEBT])
def test_a_fact_from_a_letter_is_recorded_with_its_source(
    world: World, browser: Browser, case_id: str, kind: FactKind
) -> None:
    anna = staff(browser, "anna")

    answer = anna.do(case_id, "facts", kind=kind.value, why="letter of 3 March")

    assert answer.status_code == 303
    assert [fact.kind for fact in in_force(world)] == [kind]
    (entry,) = entries(world, RECORDED)
    assert (entry["kind"], entry["why"]) == (kind.value, "letter of 3 March")
    assert f'data-fact="{kind.value}"' in anna.case(case_id)


def test_a_moratorium_is_recorded_with_its_days_and_closes_reminders(
    world: World, browser: Browser, case_id: str
) -> None:
    assert reminder(world).decision is Decision.ALLOW

    staff(browser, "carl").do(
        case_id, "facts", kind="breathing_space", why="register", space="mental_health_crisis",
        started_on="2026-03-01",
    )  # fmt: skip

    (fact,) = in_force(world)
    assert dict(fact.detail) == {"started_on": "2026-03-01", "type": "mental_health_crisis"}
    verdict = reminder(world)
    assert verdict.decision is Decision.BLOCK
    assert "UK-BS-2" in [hit.id for hit in verdict.rules]


@pytest.mark.parametrize(
    "form",
    [
        {"kind": "consent", "why": "she said so"},
        {"kind": "agreed_hours", "why": "she said so"},
        {"kind": "opt_out", "why": "phone call"},
        {"kind": "dispute", "why": ""},
        {"kind": "breathing_space", "why": "register", "ended_on": "soon"},
        {"kind": "occasion", "why": "phone call"},
        {"kind": "occasion", "why": "phone call", "occasion": "picnic"},
        {"kind": "occasion", "why": "phone", "occasion": "marriage", "ended_on": "2020-01-01"},
        {"kind": "breathing_space", "why": "register", "started_on": "2026-03-10", "ended_on": "2026-03-01"},
    ],
)
def test_what_cannot_be_recorded_is_refused(
    world: World, browser: Browser, case_id: str, form: dict[str, str]
) -> None:
    answer = staff(browser, "anna").do(case_id, "facts", **form)

    assert answer.status_code in (400, 422)
    assert in_force(world) == []


def test_who_does_not_handle_cases_records_nothing(world: World, browser: Browser, case_id: str) -> None:
    paula = staff(browser, "paula")
    with world.house.store.read() as unit:
        member = unit.people.staff_named("paula")
    assert member is not None

    with pytest.raises(NotAllowed):
        on_file.record(world.house, case_id, member=member, kind="dispute", why="a letter", detail={})

    assert paula.client.get(f"/desk/cases/{case_id}").status_code == 403
    assert in_force(world) == []


def move_to_india(world: World) -> None:
    """The borrower lives where the rule on occasions holds; it is a working day there, and open hours."""
    with world.house.store.write() as unit:
        db = concrete(unit).connection
        db.execute(update(t.accounts).where(t.accounts.c.id == "A-EN").values(regimes="IN"))
        db.execute(update(t.borrowers).values(residence="IN", timezone="Asia/Kolkata"))
        unit.commit()
    world.clock[0] = datetime(2026, 12, 8, 11, 0, tzinfo=ZoneInfo("Asia/Kolkata"))


def hits(world: World) -> list[str]:
    return [hit.id for hit in reminder(world).rules]


@pytest.mark.parametrize("about", on_file.OCCASIONS)
def test_an_occasion_is_recorded_with_its_days_and_closes_them_and_no_other(
    world: World, browser: Browser, case_id: str, about: str
) -> None:
    move_to_india(world)
    anna = staff(browser, "anna")
    assert "IN-TIME-3" not in hits(world)

    anna.do(
        case_id, "facts", kind="occasion", why="told on the phone", occasion=about,
        started_on="2026-12-10", ended_on="2026-12-12",
    )  # fmt: skip

    (fact,) = in_force(world)
    assert dict(fact.detail) == {"about": about, "started_on": "2026-12-10", "ended_on": "2026-12-13"}
    (entry,) = entries(world, RECORDED)
    assert (entry["kind"], entry["about"], entry["why"]) == ("occasion", about, "told on the phone")
    assert "over on 2026-12-13" in anna.case(case_id)
    kolkata = ZoneInfo("Asia/Kolkata")
    closed = []
    for moment in (
        datetime(2026, 12, 9, 18, 59, 59, tzinfo=kolkata),
        datetime(2026, 12, 10, 8, 0, tzinfo=kolkata),
        datetime(2026, 12, 12, 18, 59, 59, tzinfo=kolkata),
        datetime(2026, 12, 13, 8, 0, tzinfo=kolkata),
    ):
        world.clock[0] = moment
        closed.append(("HOUSE-PREF-1" if about == "asked" else "IN-TIME-3") in hits(world))
    assert closed == [False, True, True, False]


def test_an_occasion_without_days_is_now_and_lasts_as_the_policy_says(
    world: World, browser: Browser, case_id: str
) -> None:
    move_to_india(world)

    staff(browser, "anna").do(case_id, "facts", kind="occasion", why="her neighbour", occasion="calamity")

    (fact,) = in_force(world)
    assert dict(fact.detail) == {
        "about": "calamity", "started_on": "2026-12-08", "ended_on": "2026-12-22",
    }  # fmt: skip
    assert "IN-TIME-3" in hits(world)


def test_an_occasion_is_ended_by_an_agent_with_a_reason(world: World, browser: Browser, case_id: str) -> None:
    move_to_india(world)
    anna = staff(browser, "anna")
    anna.do(case_id, "facts", kind="occasion", why="told on the phone", occasion="marriage")
    (fact,) = in_force(world)

    refused = anna.do(case_id, f"facts/{fact.id}/end", why=" ")
    assert "IN-TIME-3" in hits(world)
    anna.do(case_id, f"facts/{fact.id}/end", why="the wedding was put off, she says")

    assert refused.status_code in (400, 422)
    assert "IN-TIME-3" not in hits(world)
    (entry,) = entries(world, LIFTED)
    assert (entry["kind"], entry["role"]) == ("occasion", "agent")


@pytest.mark.parametrize(
    ("step", "fields", "said"),
    [
        ("write", {"text": "   "}, "Nothing was sent: write a sentence"),
        ("facts", {"kind": "vulnerable", "why": " "}, "say where it is known from"),
        ("facts", {"kind": "media_ban", "why": "by letter"}, "choose a medium"),
        (
            "facts",
            {"kind": "occasion", "why": "x", "occasion": "family_event", "started_on": "2031-01-01",
             "ended_on": "2020-01-01"},
            "Nothing was recorded",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_said_on_the_case_itself(
    browser: Browser, case_id: str, step: str, fields: dict[str, str], said: str
) -> None:
    anna = staff(browser, "anna")
    anna.do(case_id, "take")

    answer = anna.do(case_id, step, **fields)

    assert answer.status_code == 400
    assert said in answer.text
    assert f"/desk/cases/{case_id}/" in answer.text
