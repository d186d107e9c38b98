"""Talks to the running bot as a scenario's borrower, with a frozen clock, and compares what happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.compliance.scenario_facts import moment
from bot.conversation import entry as ways_in
from bot.conversation import receive
from bot.conversation.house import House
from bot.model.errors import BadFile
from bot.model.money import Money
from bot.model.talk import Line
from bot.model.words import SEVERITY, Decision, Purpose
from bot.outreach import door, reach
from bot.outreach.standing import standing
from bot.scenarios.money import MONEY, move_money, moves_money
from bot.scenarios.world import World, build_world
from bot.storage.unit import Store

TURN = frozenset({"say", "expect", "press", "about", "after", "device"}) | MONEY
EXPECT = frozenset(
    {
        "intents", "reasons", "signals", "facts", "facts_ended", "language", "amounts", "dates", "owner",
        "handoff", "collection",
        "offers", "plan", "promise", "reminder_stopped_by",
        "reminder_not_stopped_by", "reply_has", "reply_lacks", "replies_max",
    }
)  # fmt: skip
ENTRY = frozenset(
    {"id", "about", "kind", "now", "lender", "borrower", "account", "history", "verified", "channel", "turns"}
)


@dataclass
class Clock:
    """A clock that stands where it is put."""

    at: datetime

    def __call__(self) -> datetime:
        """The moment it shows."""
        return self.at


@dataclass(frozen=True)
class Happened:
    """What one turn did."""

    understanding: Mapping[str, Any]
    replies: tuple[Line, ...]
    facts: frozenset[str]
    ended: frozenset[str]


def run_dialogue(
    house: House, store: Store, clock: Clock, entry: Mapping[str, Any], *, file: str
) -> list[str]:
    """Run one entry of ``kind: dialogue``.

    Returns:
        What differed, each with the number of its turn; empty when all is as expected.

    Raises:
        BadFile: an unknown key, an unreadable value, or nothing that could fail, naming file, id and key.
    """
    _known(entry, ENTRY, file, entry.get("id"), "entry")
    must_prove(entry, file=file)
    try:
        clock.at = moment(entry["now"])
    except (KeyError, ValueError) as error:
        raise BadFile(f"cannot be read: {error}", where=f"{file}, {entry.get('id')}, now") from error
    world = build_world(house, store, entry, now=clock.at, file=file)
    found: list[str] = []
    for number, turn in enumerate(entry.get("turns") or (), start=1):
        _known(turn, TURN, file, entry.get("id"), f"turns[{number}]")
        expect = turn.get("expect") or {}
        _known(expect, EXPECT, file, entry.get("id"), f"turns[{number}].expect")
        for key in WITH_FIELDS & expect.keys():
            if expect[key] is not None and not isinstance(expect[key], Mapping):
                raise BadFile(
                    f"{expect[key]!r} is no mapping",
                    where=f"{file}, {entry.get('id')}, turns[{number}].expect.{key}",
                    remedy=f"write {WITH_FIELDS_LIKE[key]}",
                )
        clock.at += timedelta(seconds=20) + _waited(turn, f"{file}, {entry.get('id')}, turns[{number}].after")
        happened = _take_turn(
            house, store, world, turn, now=clock.at, where=f"{file}, {entry.get('id')}, turns[{number}]"
        )
        found += [
            f"turn {number}: {problem}"
            for problem in compare(house, store, world, happened, expect, clock.at)
        ]
    return found


PROVES_NOTHING = frozenset({"reply_lacks", "replies_max", "reminder_not_stopped_by"})
"""Expectations that any wrong answer meets as well: they say only what must not be."""


def must_prove(entry: Mapping[str, Any], *, file: str) -> None:
    """Refuse a dialogue that passes whatever the bot answers.

    Its last turn must expect something, or why was it said; and at least one turn must expect what the bot
    says or decides, not only what it leaves out.

    Raises:
        BadFile: naming file and id.
    """
    where = f"{file}, {entry.get('id')}"
    turns = [turn for turn in entry.get("turns") or () if isinstance(turn, Mapping)]
    if not turns or not turns[-1].get("expect"):
        raise BadFile(
            "the last turn expects nothing",
            where=where,
            remedy="write under expect what must come of it",
        )
    if not any(_positive(turn.get("expect")) for turn in turns):
        raise BadFile(
            f"expects nothing but {', '.join(sorted(PROVES_NOTHING))}: every wrong answer would pass",
            where=where,
            remedy="add what must be: intents, offers, facts, owner, reply_has",
        )


def _positive(expect: Any) -> bool:
    """Whether an expectation names what must be; an empty list or ``null`` says what must not."""
    if not isinstance(expect, Mapping):
        return False
    return any(value not in (None, [], {}) for key, value in expect.items() if key not in PROVES_NOTHING)


WITH_FIELDS_LIKE = {
    "offers": "offers: {kinds: [part_now], min: 1}",
    "handoff": "handoff: {reason: dispute}",
    "plan": "plan: {status: active}",
    "promise": "promise: {date: 2026-03-20, amount: '240.00'}",
}
WITH_FIELDS = frozenset(WITH_FIELDS_LIKE)


def _known(row: Any, keys: frozenset[str], file: str, entry_id: Any, inside: str) -> None:
    if not isinstance(row, Mapping):
        raise BadFile(f"{row!r} is no mapping", where=f"{file}, {entry_id}, {inside}")
    for key in row:
        if key not in keys:
            raise BadFile(
                "unknown key",
                where=f"{file}, {entry_id}, {inside}.{key}",
                remedy=f"known: {', '.join(sorted(keys))}",
            )


def _waited(turn: Mapping[str, Any], where: str) -> timedelta:
    """The time that passes before a turn: ``after: 3 days`` or ``after: 5 hours``."""
    if "after" not in turn:
        return timedelta()
    count, _, unit = str(turn["after"]).partition(" ")
    if not count.isdecimal() or unit.rstrip("s") not in ("hour", "day"):
        raise BadFile(f"{turn['after']!r} is no time", where=where, remedy="write 3 days or 5 hours")
    return timedelta(**{f"{unit.rstrip('s')}s": int(count)})


def _take_turn(
    house: House, store: Store, world: World, turn: Mapping[str, Any], *, now: datetime, where: str
) -> Happened:
    _open_device(house, store, world, turn.get("device"))
    with store.read() as unit:
        last = unit.talks.last_seq(world.conversation_id)
        before = {fact.id for fact in unit.record.facts(world.borrower_id)}
        open_before = {f.id: f.kind.value for f in unit.record.facts(world.borrower_id) if f.ended_at is None}
        session = unit.talks.session(world.session_on(turn.get("device")))
    heard = None
    if moves_money(turn, where=where):
        move_money(house, store, world.account_id, turn, now=now, where=where)
    else:
        heard, _ = receive.accept_message(
            house, session, text=str(turn.get("say", "")), channel_message_id=None, press=turn.get("press")
        )
        receive.work(house, world.conversation_id)
    with store.read() as unit:
        understood = unit.talks.inbound(heard.id).understanding if heard else None
        replies = tuple(
            line for line in unit.talks.lines(world.conversation_id, after=last) if line.direction == "out"
        )
        fresh = {fact.kind.value for fact in unit.record.facts(world.borrower_id) if fact.id not in before}
        still = {f.id for f in unit.record.facts(world.borrower_id) if f.ended_at is None}
    ended = frozenset(kind for fact_id, kind in open_before.items() if fact_id not in still)
    return Happened(understood or {}, replies, frozenset(fresh), ended)


def _open_device(house: House, store: Store, world: World, name: Any) -> None:
    """Open a second, unverified way in, the first time a turn names it."""
    if name is None or str(name) in world.devices:
        return
    with store.write() as unit:
        session = ways_in.start_session(
            house, unit, world.conversation_id, adapter=world.session.adapter, address=str(name),
            channel=world.session.channel,
        )  # fmt: skip
        unit.commit()
    world.devices[str(name)] = session.id


def compare(
    house: House, store: Store, world: World, happened: Happened, expect: Mapping[str, Any], now: datetime
) -> list[str]:
    """What one turn did, against what was expected of it."""
    understood, found = happened.understanding, []
    names = [item["name"] for item in understood.get("intents", [])]
    for key, have in (
        ("intents", names),
        ("reasons", understood.get("reasons", [])),
        ("signals", understood.get("signals", [])),
        ("facts", sorted(happened.facts)),
        ("facts_ended", sorted(happened.ended)),
    ):
        missing = [want for want in _list(expect.get(key)) if want not in have]
        if missing:
            found.append(f"{key} lack {', '.join(map(str, missing))}; there are {', '.join(have) or 'none'}")
    if "language" in expect and understood.get("language") != expect["language"]:
        found.append(f"language is {understood.get('language')}, expected {expect['language']}")
    if "amounts" in expect:
        found += _sets(
            "amounts", map(_amount, understood.get("amounts", [])), map(_amount, _list(expect["amounts"]))
        )
    if "dates" in expect:
        found += _sets("dates", map(_days, understood.get("dates", [])), map(_days, _list(expect["dates"])))
    return found + _state(house, store, world, happened, expect, now) + _replies(happened, expect)


def _state(
    house: House, store: Store, world: World, happened: Happened, expect: Mapping[str, Any], now: datetime
) -> list[str]:
    found: list[str] = []
    with store.read() as unit:
        conversation = unit.talks.get(world.conversation_id)
        account = unit.books.account(world.account_id)
        case = unit.cases.open_of(world.conversation_id)
        plans = unit.books.plans_of(world.account_id)
        promises = unit.books.promises_of(world.account_id)
        where = standing(
            unit,
            house.handoff,
            borrower_id=world.borrower_id,
            account_id=world.account_id,
            conversation_id=world.conversation_id,
            now=now,
        )
    if "owner" in expect and conversation.owner.value not in _list(expect["owner"]):
        found.append(f"owner is {conversation.owner}, expected {expect['owner']}")
    if "collection" in expect and where.collection.value not in _list(expect["collection"]):
        found.append(f"collection is {where.collection} ({where.because}), expected {expect['collection']}")
    if "reminder_stopped_by" in expect:
        stops = _reminder_stops(house, store, world, now)
        found += [
            f"a reminder would not be stopped by {rule}, but by {', '.join(stops) or 'nothing'}"
            for rule in _list(expect["reminder_stopped_by"])
            if rule not in stops
        ]
    if "reminder_not_stopped_by" in expect:
        stops = _reminder_stops(house, store, world, now)
        found += [
            f"a reminder would be stopped by {rule}"
            for rule in _list(expect["reminder_not_stopped_by"])
            if rule in stops
        ]
    for key, want in (expect.get("handoff") or {}).items():
        have = getattr(case, key, None)
        if case is None or str(have) not in map(str, _list(want)):
            found.append(f"handoff {key} is {have}, expected {want}")
    if "offers" in expect:
        shown = [
            card
            for line in happened.replies
            for card in line.payload.get("cards", ())
            if card.get("kind") in ("offer", "cost_table")
        ]
        kinds = [str(card["offer_kind"]) for card in shown]
        want = expect["offers"]
        if len(shown) < int(want.get("min", 0)):
            found.append(f"{len(shown)} offers ({', '.join(kinds)}), expected at least {want['min']}")
        found += [
            f"no {kind} among the offers {', '.join(kinds)}"
            for kind in _list(want.get("kinds"))
            if kind not in kinds
        ]
    if "plan" in expect:
        last = plans[-1] if plans else None
        have_plan = {"status": last.status.value, "kind": last.kind} if last else {}
        found += _fields("plan", have_plan, expect["plan"])
    if "promise" in expect:
        given = promises[-1] if promises else None
        have_promise = (
            {
                "amount": Money(given.amount, account.currency).decimal(),
                "due_on": given.due_on,
                "status": given.status.value,
            }
            if given
            else {}
        )
        found += _fields("promise", have_promise, expect["promise"])
    return found


def _reminder_stops(house: House, store: Store, world: World, now: datetime) -> list[str]:
    """The rules that would keep back a first reminder of ours, were it sent now where she writes."""
    with store.write() as unit:  # rolled back: nothing is opened, nothing leaves
        speaker = reach.opened(house, unit, world.account_id, now=now)
        letter = reach.first_letter(speaker, world.session.channel, link=reach.sample_link(house))
        to = door.address_of(world.session)
        verdict = door.ask(speaker, text=letter.text, to=to, purpose=Purpose.REMINDER)
    return [hit.id for hit in verdict.rules if SEVERITY[hit.decision] >= SEVERITY[Decision.HUMAN]]


def _replies(happened: Happened, expect: Mapping[str, Any]) -> list[str]:
    said = "\n".join(line.text for line in happened.replies)
    low, found = said.lower(), []
    for want in _list(expect.get("reply_has")):
        if not any(str(word).lower() in low for word in _list(want)):
            found.append(f"reply has no {want!r}: {said[:240]!r}")
    found += [
        f"reply has {word!r}: {said[:240]!r}"
        for word in _list(expect.get("reply_lacks"))
        if str(word).lower() in low
    ]
    if "replies_max" in expect and len(happened.replies) > int(expect["replies_max"]):
        found.append(f"{len(happened.replies)} replies, expected at most {expect['replies_max']}")
    return found


def _fields(name: str, have: Mapping[str, Any], want: Any) -> list[str]:
    if want is None:
        return [f"there is a {name}: {dict(have)}"] if have else []
    return [
        f"{name} {key} is {have.get(key)}, expected {value}"
        for key, value in want.items()
        if not any(_same(have.get(key), each) for each in _list(value))
    ]


def _same(have: Any, want: Any) -> bool:
    if isinstance(have, Decimal):
        try:
            return have == Decimal(str(want))
        except InvalidOperation:
            return False
    return str(have) == str(want)


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _sets(name: str, have: Iterable[Any], want: Iterable[Any]) -> list[str]:
    left, right = set(have), set(want)
    return (
        [] if left == right else [f"{name} are {sorted(map(str, left))}, expected {sorted(map(str, right))}"]
    )


def _amount(item: Any) -> Any:
    value = item.get("value") if isinstance(item, Mapping) else item
    try:
        return Decimal(str(value)).normalize()
    except InvalidOperation:
        return str(item.get("fraction") if isinstance(item, Mapping) else item)


def _days(item: Any) -> tuple[str, str]:
    if isinstance(item, Mapping):
        return str(item.get("from")), str(item.get("to"))
    if isinstance(item, (list, tuple)):
        return str(item[0]), str(item[-1])
    text = item.isoformat() if isinstance(item, date) else str(item)
    first, _, last = text.partition("/")
    return first, last or first
