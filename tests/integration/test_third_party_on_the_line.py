"""Somebody else answers: what is on file then, what this device no longer hears, who is not tried again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.compliance import decide
from bot.conversation.house import House
from bot.handoff.facts import LIFTED
from bot.keys import KeyRing
from bot.model.contact import Proposal
from bot.model.errors import BadInput, NotAllowed
from bot.model.words import Channel, FactKind, Purpose, Role, Sender
from bot.offers.ledger import state
from bot.outreach.casefile import case_file
from bot.storage.unit import Store
from tests.integration.small_world import Clock
from tests.integration.test_contact_wishes import session_of, world, write
from tests.integration.test_facts_from_talk import MEDIA, ends, rows

ASKS = {"zh": "我是他妈妈，他欠你们多少钱？", "en": "I'm his wife, how much does he owe you?"}
REFUSES = [
    ("zh", "我是他妈妈，别再给我打电话了，我不管他的事"),
    ("zh", "我是他同事，以后不要找我"),
    ("en", "I'm his mother, don't contact me about this again"),
    ("en", "this is his sister, please don't call me about him any more"),
]
RELAY = {
    "zh": "您好，我是小林，麻烦转告他本人方便时回个电话。",
    "en": "Hello, this is Amy; could you ask him to ring me?",
}
HOW_MUCH = {"zh": "我还要还多少？", "en": "how much do I owe?"}


def to_ann(house: House, language: str, *, regime: str | None = None) -> dict[Channel, set[str]]:
    """The rules on third persons that bite, by medium, when a colleague asks one to pass on a wish."""
    with house.store.read() as unit:
        account, borrower = unit.books.account("A1"), unit.people.borrower("B-A1")
        now = house.clock()
        ledger = state(unit.books.ledger(account), as_of=now.date())
        case = case_file(unit, account=account, borrower=borrower, ledger=ledger, now=now, verified=None)
    if regime:
        case = replace(case, lender=replace(case.lender, regimes=(regime,)))
    found = {}
    for channel in MEDIA:
        asked = Proposal(
            channel, Purpose.LOCATION, RELAY[language], language=language, recipient="third_party:Ann",
            by=Sender.AGENT, account="A1",
        )  # fmt: skip
        verdict = decide(case, asked, now=now, policy=house.rules)
        found[channel] = {hit.id for hit in verdict.rules if "-3P-" in hit.id}
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_is_one_dated_row_with_its_message_and_this_device_has_to_prove_itself_again(
    store: Store, keys: KeyRing, language: str
) -> None:
    clock = Clock()
    house = world(store, keys, clock, language)
    session = session_of(house, verified=True)

    write(house, clock, session, ASKS[language])
    write(house, clock, session, HOW_MUCH[language])

    (fact,) = rows(house, FactKind.THIRD_PARTY_ANSWERED)
    assert fact.message_id
    with store.read() as unit:
        assert unit.talks.inbound(fact.message_id).text == ASKS[language]
        assert fact.at == unit.talks.inbound(fact.message_id).at
        talk = unit.talks.of_account("A1")
        assert talk
        said = [line for line in unit.talks.lines(talk.id) if line.direction == "out"]
    assert len(said) >= 2
    assert not any(line.reveals or any(char.isdigit() for char in line.text) for line in said)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_who_answered_counts_as_the_one_try_that_a_rule_allows_in_every_medium(
    sqlite_store: Store, keys: KeyRing, language: str
) -> None:
    clock = Clock()
    house = world(sqlite_store, keys, clock, language)
    before = to_ann(house, language, regime="US")

    write(house, clock, session_of(house, verified=False), ASKS[language])

    after = to_ann(house, language, regime="US")
    newly = {channel: after[channel] - before[channel] for channel in MEDIA}
    assert newly == {channel: {"US-3P-2"} for channel in MEDIA}


@pytest.mark.parametrize(("language", "text"), REFUSES)
def test_who_asked_to_be_left_alone_closes_every_medium_until_compliance_ends_it_with_a_reason(
    sqlite_store: Store, keys: KeyRing, language: str, text: str
) -> None:
    clock = Clock()
    house = world(sqlite_store, keys, clock, language)
    assert all("HOUSE-3P-1" not in rules for rules in to_ann(house, language).values())

    write(house, clock, session_of(house, verified=True), text)

    assert all("HOUSE-3P-1" in rules for rules in to_ann(house, language).values())
    (answered,) = rows(house, FactKind.THIRD_PARTY_ANSWERED)
    (refused,) = rows(house, FactKind.THIRD_PARTY_REFUSED)
    assert answered.message_id == refused.message_id is not None
    for role in (Role.AGENT, Role.SUPERVISOR, Role.ADMIN):
        with pytest.raises(NotAllowed):
            ends(house, refused, role)
    with pytest.raises(BadInput):
        ends(house, refused, Role.COMPLIANCE, why=" ")
    clock.forward(minutes=5)
    ends(house, refused, Role.COMPLIANCE)
    assert all("HOUSE-3P-1" not in rules for rules in to_ann(house, language).values())
    with sqlite_store.read() as unit:
        (entry,) = unit.audit.entries(kind=LIFTED)
    assert (entry["fact"], entry["why"]) == (refused.id, "papers seen")


@pytest.mark.parametrize(
    ("language", "text"), [("zh", "别再打给我妈妈了"), ("en", "please don't contact my wife about this")]
)
def test_a_borrower_who_speaks_of_her_family_is_nobody_else(
    sqlite_store: Store, keys: KeyRing, language: str, text: str
) -> None:
    clock = Clock()
    house = world(sqlite_store, keys, clock, language)
    write(house, clock, session_of(house, verified=True), text)

    assert rows(house, FactKind.THIRD_PARTY_ANSWERED) == []
    assert rows(house, FactKind.THIRD_PARTY_REFUSED) == []
