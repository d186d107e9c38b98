"""Who gets a first gentle reminder now, where and why; who does not, and why not.

``plan`` only looks; ``run`` asks everything again in a write transaction of its own for each borrower and
puts the message through the one door. A plan shown and a plan run say the same, since both use
:func:`consider`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Protocol, TypeAlias

import structlog

from bot.conversation import entry
from bot.conversation.house import House
from bot.model.ports import Unit
from bot.model.words import SEVERITY, Channel, Owner, Purpose, Sender
from bot.model.words import Collection as Standing
from bot.outreach import reach
from bot.outreach.ask_person import ask_person, asked_already
from bot.outreach.door import PASSES, Address, Speaker, ask
from bot.outreach.standing import standing

log = structlog.get_logger(__name__)
DAY = timedelta(days=1)
LOOK_BACK = timedelta(days=70)
FIRST_ZONE = timezone(timedelta(hours=14))
NOT_LATE = "not_late"
REMINDED = "outreach"
"""Kind of the audit entry about a reminder that was started."""


class Late(Protocol):
    """A row of the collection list."""

    @property
    def account_id(self) -> str:
        """The account."""
        ...

    @property
    def days_past_due(self) -> int:
        """Days since its oldest unpaid due date."""
        ...


@dataclass(frozen=True, slots=True)
class Planned:
    """A message that may go out: to whom, where, when and why."""

    account_id: str
    borrower_id: str
    channel: Channel
    adapter: str
    point_id: str
    when: datetime
    why: str
    days_past_due: int


@dataclass(frozen=True, slots=True)
class NotContacted:
    """Nobody writes: why, by which rules, and from when it may be looked at again.

    ``ask`` are the rules that leave it to a person.
    """

    account_id: str
    borrower_id: str
    why: str
    rules: tuple[str, ...] = ()
    not_before: datetime | None = None
    ask: tuple[str, ...] = ()


Item: TypeAlias = Planned | NotContacted


def plan(
    house: House, unit: Unit, *, now: datetime, rows: Iterable[Late], adapters: Collection[str] | None = None
) -> tuple[Item, ...]:
    """Look at everybody who is late, the longest first; changes nothing.

    Args:
        house: the house.
        unit: an open transaction; reading is enough.
        now: the moment of sending.
        rows: the collection list.
        adapters: names of the channel adapters that run; ``None`` when that does not matter.
    """
    room = _room(house, unit, now=now)
    items: list[Item] = []
    for item in _each(house, unit, now=now, rows=rows, adapters=adapters):
        if isinstance(item, Planned):
            room -= 1
            if room < 0:
                item = NotContacted(item.account_id, item.borrower_id, "daily_limit", not_before=now + DAY)
        items.append(item)
    return tuple(items)


def run(
    house: House,
    *,
    now: datetime,
    as_of: date | None = None,
    limit: int = 500,
    adapters: Collection[str] | None = None,
) -> tuple[Item, ...]:
    """Send what the plan says, each borrower in a transaction of its own.

    Args:
        house: the house.
        now: the moment of sending.
        as_of: the day on which the collection list is drawn up; today when not given.
        limit: at most so many messages.
        adapters: names of the channel adapters that run.

    Returns:
        What became of each account looked at.
    """
    with house.store.read() as unit:
        rows = late_rows(unit, now=now, as_of=as_of)
        drafts = plan(house, unit, now=now, rows=rows, adapters=adapters)
        asked = asked_already(unit, now=now)
    items: list[Item] = []
    for draft in drafts:
        if isinstance(draft, Planned):
            if limit <= 0:
                draft = NotContacted(draft.account_id, draft.borrower_id, "next_run")
            else:
                draft = _send(house, draft, now=now, adapters=adapters)
                limit -= isinstance(draft, Planned)
        if isinstance(draft, NotContacted) and any(
            (draft.account_id, rule) not in asked for rule in draft.ask
        ):
            ask_person(house, draft.account_id, draft.ask, now=now)
        items.append(draft)
    sent = sum(isinstance(item, Planned) for item in items)
    log.info("outreach_run", looked_at=len(items), started=sent)
    return tuple(items)


def late_rows(unit: Unit, *, now: datetime, as_of: date | None = None) -> list[Late]:
    """The collection list of a day; without one, of the day it is already where the day begins first.

    Each account is looked at once more on its borrower's own calendar.
    """
    return list(unit.books.overdue(as_of=as_of or now.astimezone(FIRST_ZONE).date()))


def consider(
    house: House,
    unit: Unit,
    account_id: str,
    *,
    now: datetime,
    adapters: Collection[str] | None = None,
) -> Item:
    """Whether one account is due for a first reminder now, and through which address."""
    speaker = reach.speaker_at(house, unit, account_id, now=now)
    borrower = speaker.borrower.id
    reason = _not_due(speaker) or _pause(speaker) or _gap(speaker)
    if reason is not None:
        return NotContacted(account_id, borrower, reason[0], not_before=reason[1])
    points = reach.points_in_order(unit.people.points(borrower), house.strategy, adapters=adapters)
    if not points:
        return NotContacted(account_id, borrower, "no_address")
    rules: dict[str, None] = {}
    instants: list[datetime] = []
    left: dict[str, None] = {}
    for point in points:
        to = reach.address_at(speaker, point)
        letter = reach.first_letter(speaker, to.channel, link=reach.sample_link(house))
        deliver_by = now + house.strategy.deliver_within
        verdict = ask(speaker, text=letter.text, to=to, purpose=Purpose.REMINDER, deliver_by=deliver_by)
        if SEVERITY[verdict.decision] <= PASSES:
            return Planned(
                account_id=account_id,
                borrower_id=borrower,
                channel=point.channel,
                adapter=point.adapter,
                point_id=point.id,
                when=now,
                why="first_reminder",
                days_past_due=speaker.ledger.days_past_due,
            )
        rules.update(dict.fromkeys(hit.id for hit in verdict.rules))
        left.update(dict.fromkeys(verdict.left_to_person))
        if verdict.not_before is not None:
            instants.append(verdict.not_before)
    return NotContacted(account_id, borrower, "door", tuple(rules), min(instants, default=None), tuple(left))


def _each(
    house: House, unit: Unit, *, now: datetime, rows: Iterable[Late], adapters: Collection[str] | None
) -> Iterator[Item]:
    """Consider each account; one message at most to a person."""
    written: set[str] = set()
    for row in sorted(rows, key=lambda row: (-row.days_past_due, row.account_id)):
        item = consider(house, unit, row.account_id, now=now, adapters=adapters)
        if isinstance(item, Planned):
            if item.borrower_id in written:
                item = NotContacted(row.account_id, item.borrower_id, "other_account_first")
            else:
                written.add(item.borrower_id)
        if not (isinstance(item, NotContacted) and item.why == NOT_LATE):
            yield item


def _send(house: House, draft: Planned, *, now: datetime, adapters: Collection[str] | None) -> Item:
    """Ask again under the borrower's lock, then write the letter with a real link and let it go."""
    with house.store.write() as unit:
        unit.hold_borrower(draft.borrower_id)
        item = consider(house, unit, draft.account_id, now=now, adapters=adapters)
        if isinstance(item, NotContacted):
            return item
        conversation = entry.open_conversation(house, unit, item.account_id)
        speaker = reach.speaker_at(house, unit, item.account_id, now=now)
        point = next(p for p in unit.people.points(item.borrower_id) if p.id == item.point_id)
        to: Address = reach.address_at(speaker, point)
        link = "" if to.channel is Channel.IM else reach.fresh_link(speaker)
        letter = reach.first_letter(speaker, to.channel, link=link)
        spoken = reach.post(speaker, letter, to, purpose=Purpose.REMINDER)
        if spoken.left:
            unit.audit.append(
                at=now,
                kind=REMINDED,
                ref=conversation.id,
                body={"account": item.account_id, "why": item.why, "channel": item.channel.value},
            )
        unit.commit()  # a refusal is kept too: the decision belongs to the record
    house.wake(conversation.id)
    if spoken.left:
        return item
    verdict = spoken.verdict
    rules = tuple(hit.id for hit in verdict.rules)
    return NotContacted(item.account_id, item.borrower_id, "door", rules, verdict.not_before)


def _room(house: House, unit: Unit, *, now: datetime) -> int:
    """How many messages of our own may still be started within these 24 hours."""
    return house.strategy.daily_limit - len(unit.audit.entries(kind=REMINDED, since=now - DAY))


def _not_due(speaker: Speaker) -> tuple[str, datetime | None] | None:
    strategy, ledger = speaker.house.strategy, speaker.ledger
    if ledger.overdue.minor <= 0 or ledger.days_past_due < strategy.first_day:
        return NOT_LATE, None
    if ledger.days_past_due > strategy.last_day:
        return "late_for_a_first_reminder", None
    return None


def _pause(speaker: Speaker) -> tuple[str, datetime | None] | None:
    """What is on file that stops us: a person has it, a plan, a promise, a case, a fact."""
    if speaker.conversation.owner is not Owner.BOT:
        return "with_a_person" if speaker.conversation.owner is not Owner.CLOSED else "closed", None
    found = standing(
        speaker.unit,
        speaker.house.handoff,
        borrower_id=speaker.borrower.id,
        account_id=speaker.account.id,
        conversation_id=speaker.conversation.id or None,
        now=speaker.now,
    )
    if found.collection is not Standing.ACTIVE:
        return f"{found.collection}:{found.because}", None
    for fact in speaker.unit.record.facts(speaker.borrower.id, in_force_at=speaker.now):
        if fact.kind not in speaker.house.strategy.quiet:
            continue
        days = speaker.house.strategy.quiet[fact.kind]
        until = None if days is None else fact.at + days
        if until is None or until > speaker.now:
            return f"quiet:{fact.kind}", until
    return None


def _gap(speaker: Speaker) -> tuple[str, datetime | None] | None:
    """Whether we or she wrote too short a while ago, or often enough already."""
    strategy, now = speaker.house.strategy, speaker.now
    contacts = speaker.unit.record.contacts(speaker.borrower.id, since=now - LOOK_BACK)
    hers = max((c.at for c in contacts if c.direction == "inbound"), default=None)
    if hers is not None and now < hers + strategy.gap_after_reply:
        return "talking_already", hers + strategy.gap_after_reply
    ours = [c for c in contacts if c.direction == "outbound"]
    last = max((c.at for c in ours), default=None)
    if last is not None and now < last + strategy.gap:
        return "contacted_lately", last + strategy.gap
    since = speaker.ledger.oldest_unpaid_due_on
    tried = [
        c
        for c in ours
        if c.by is Sender.BOT
        and c.account_id == speaker.account.id
        and (since is None or c.at.date() >= since)
    ]
    if len(tried) >= strategy.attempts:
        return "enough_attempts", None
    return None
