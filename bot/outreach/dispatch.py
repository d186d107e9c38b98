"""Sending what the door let out: claim, check once more, hand to the channel, settle.

A parcel is checked again at the moment of sending when it waited: an opt-out, a dispute or the
clock may have changed the answer. What the channel says decides what happens next; a message that
may have arrived is never repeated blindly.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import structlog

from bot.compliance.door import decide
from bot.conversation.house import House
from bot.handoff.open_case import open_case
from bot.model.contact import Proposal
from bot.model.errors import ChannelError, OutcomeUnknown, RetryLater, Unavailable, Unreachable
from bot.model.money import Money
from bot.model.ports import Unit
from bot.model.rows import Parcel
from bot.model.words import SEVERITY, Channel, HandoffReason, Purpose
from bot.offers.ledger import state
from bot.outreach import reach
from bot.outreach.ask_person import ask_within
from bot.outreach.casefile import Refs, case_file
from bot.outreach.door import AGAIN, PASSES, evidence
from bot.outreach.silent import silent_turn

log = structlog.get_logger(__name__)
CLAIM_FOR = timedelta(seconds=60)
FRESH = timedelta(seconds=30)
MAX_ATTEMPTS = 5
HELD_AT_MOST = timedelta(hours=24)
"""A letter waits for its hour no longer than this; what is further off is written anew on its day."""
UNKNOWN_FOR = timedelta(hours=24)
"""How long a message may be one of which nobody knows whether it arrived."""
LOST = "delivery_unknown"
"""What the desk reads beside a case that such an answer opened."""
RESIDENT = ("web", "terminal")
"""Media that read the transcript by themselves: a reply has arrived as soon as it is stored."""
INITIATED = (Purpose.REMINDER.value, Purpose.OFFER.value, Purpose.LOCATION.value)


class Sender(Protocol):
    """A channel adapter, as the dispatcher sees it."""

    def send(self, *, parcel_id: str, address: str, payload: Mapping[str, Any]) -> Any:
        """Send one message or raise a ChannelError."""
        ...


def dispatch(house: House, adapters: Mapping[str, Sender], *, limit: int = 50) -> int:
    """Send everything that is due and settle what a crash left behind; returns how many were handed over."""
    now = house.clock()
    with house.store.write() as unit:
        stranded = unit.outbox.strand(now=now)
        arrived = unit.outbox.arrive(_resident(adapters), at=now)
        open_ended = unit.outbox.unknown(before=now - UNKNOWN_FOR)
        unit.commit()
    if stranded:
        log.warning("parcels_stranded", count=stranded)
    for parcel_id in open_ended:
        try:
            _end_unknown(house, parcel_id)
        except Exception:  # it must not keep the others from being sent
            log.exception("parcel_not_ended", parcel=parcel_id)
    return arrived + send_due(house, adapters, limit=limit)


def _end_unknown(house: House, parcel_id: str) -> None:
    """Nobody learned whether a message arrived: it counts as lost, and a person sees to a lost answer.

    A letter that we began is no answer: its place under the caps stays taken and the next one is written on
    its day.
    """
    now = house.clock()
    with house.store.write() as unit:
        parcel = unit.outbox.get(parcel_id)
        unit.hold_borrower(parcel.borrower_id)
        if not _is_letter(parcel):
            row = unit.talks.get(parcel.conversation_id)
            speaker = reach.speaker_at(house, unit, row.account_id, now=now, conversation=row)
            case = unit.cases.open_of(row.id)
            if case is None:
                reason = HandoffReason.NOT_UNDERSTOOD
                open_case(silent_turn(speaker), reason, note=LOST, bot_goes_on=True)
            else:
                unit.cases.note(case.id, brief={"note": case.brief.get("note") or LOST})
        if unit.outbox.end_unknown(parcel.id):
            unit.talks.set_status(parcel.line_id, "failed")
            unit.commit()
    log.warning("parcel_lost", parcel=parcel_id, adapter=parcel.adapter)


def send_due(house: House, adapters: Mapping[str, Sender], *, limit: int = 50) -> int:
    """Send what is due on media that need sending; returns how many were handed over."""
    with house.store.read() as unit:
        due = unit.outbox.due(now=house.clock(), limit=limit, but=_resident(adapters))
    return sum(send_one(house, adapters, parcel_id) for parcel_id in due)


def _resident(adapters: Mapping[str, Sender]) -> tuple[str, ...]:
    return tuple(name for name in RESIDENT if name in adapters)


def send_one(house: House, adapters: Mapping[str, Sender], parcel_id: str) -> bool:
    """Claim and send one parcel; false when somebody else has it or it did not leave."""
    now = house.clock()
    with house.store.write() as unit:
        waits = unit.outbox.get(parcel_id)
        if _is_letter(waits):
            unit.hold_borrower(waits.borrower_id)  # before the parcel, as everybody who withdraws one does
        parcel = unit.outbox.claim(parcel_id, now=now, until=now + CLAIM_FOR)
        if parcel is None:
            return False
        allowed, later = _asked_again(house, unit, parcel)
        if not allowed and later is not None and later <= now + HELD_AT_MOST:
            unit.outbox.settle(parcel.id, status="queued", at=now, error="held until its hour", next_at=later)
            unit.commit()
            return False
        if not allowed:
            unit.outbox.settle(parcel.id, status="cancelled", at=now, error="no longer allowed")
            unit.talks.set_status(parcel.line_id, "refused")
            unit.commit()
            return False
        unit.commit()
    adapter = adapters.get(parcel.adapter)
    if adapter is None:
        return _settle(house, parcel, status="failed", error=f"no adapter {parcel.adapter}")
    try:
        delivery = adapter.send(parcel_id=parcel.id, address=parcel.address, payload=parcel.payload)
    except RetryLater as error:
        if parcel.attempts >= MAX_ATTEMPTS:
            return _settle(house, parcel, status="failed", error="too many attempts")
        return _settle(house, parcel, status="queued", wait=timedelta(seconds=error.seconds))
    except Unreachable:
        with house.store.write() as unit:
            key = house.keys.digest("address", parcel.address)
            unit.people.mark_unreachable(parcel.borrower_id, parcel.adapter, address_key=key, at=now)
            unit.commit()
        return _settle(house, parcel, status="failed", error="unreachable")
    except OutcomeUnknown:
        return _settle(house, parcel, status="unknown", error="outcome unknown")
    except (
        ChannelError,
        Unavailable,
    ) as error:  # nothing left: the channel refused, or our own house was busy
        if parcel.attempts >= MAX_ATTEMPTS:
            return _settle(house, parcel, status="failed", error=type(error).__name__)
        return _settle(house, parcel, status="queued", wait=timedelta(seconds=5 * 2**parcel.attempts))
    except Exception as error:  # nobody knows whether it left; the others are sent all the same
        log.exception("adapter_failed", parcel=parcel.id, adapter=parcel.adapter)
        return _settle(house, parcel, status="unknown", error=type(error).__name__)
    return _settle(house, parcel, status="sent", receipt=str(getattr(delivery, "receipt", "")))


def _is_letter(parcel: Parcel) -> bool:
    """Whether we started it ourselves, so that the door is asked again when it waited."""
    return parcel.deliver_by is not None or parcel.purpose in INITIATED


def _asked_again(house: House, unit: Unit, parcel: Parcel) -> tuple[bool, datetime | None]:
    """Ask the door again about a letter that we started ourselves and that waited for a while.

    An answer goes out as it was let out; a letter, a service as well as a reminder, has a latest moment and
    is asked about anew. One that only the verified may read does not leave when the proof has run out.

    Returns:
        Whether it may leave now, and if not, from when on it may; ``None`` when time does not help.
    """
    if not _is_letter(parcel):
        return True, None
    now = house.clock()
    row = unit.talks.get(parcel.conversation_id)
    account = unit.books.account(row.account_id)
    borrower = unit.people.borrower(account.borrower_id)
    waited = unit.outbox.age(parcel.id, now=now)
    if waited <= FRESH:
        return True, None
    kept: Mapping[str, Any] = parcel.payload.get(AGAIN) or {}
    reader = kept.get("session")
    if reader is not None and not unit.talks.session(str(reader)).is_verified(now=now):
        return False, None
    today = now.astimezone(ZoneInfo(borrower.timezone)).date()
    refs: Refs = {}
    case = case_file(
        unit,
        account=account,
        borrower=borrower,
        ledger=state(unit.books.ledger(account), as_of=today),
        now=now,
        verified=True if reader is not None else None,
        language=row.language,
        without_outbox=parcel.id,
        refs=refs,
    )
    proposal = Proposal(
        channel=Channel(str(parcel.payload.get("channel", Channel.SMS))),
        purpose=Purpose(parcel.purpose),
        text=str(parcel.payload.get("text", "")),
        language=str(kept.get("language") or row.language.value),
        to=kept.get("to"),
        account=account.id,
        amounts=tuple(Money(int(minor), str(currency)) for minor, currency in kept.get("amounts", ())),
        dates=tuple(date.fromisoformat(day) for day in kept.get("dates", ())),
        deliver_by=now + house.strategy.deliver_within,
    )
    verdict = decide(case, proposal, now=now, policy=house.rules)
    if verdict.left_to_person:
        speaker = reach.speaker_at(house, unit, account.id, now=now, conversation=row)
        ask_within(speaker, verdict.left_to_person)  # before the chain is held for good
    record = evidence(case, proposal, verdict, house=house, now=now, refs=refs)
    about = {"conversation": row.id, "account": account.id, "parcel": parcel.id}
    unit.audit.append(at=now, kind="decision_again", ref=row.id, body={**record, **about})
    return SEVERITY[verdict.decision] <= PASSES, verdict.not_before


def _settle(
    house: House,
    parcel: Parcel,
    *,
    status: str,
    receipt: str | None = None,
    error: str | None = None,
    wait: timedelta | None = None,
) -> bool:
    now = house.clock()
    with house.store.write() as unit:
        unit.outbox.settle(
            parcel.id,
            status=status,
            at=now,
            receipt=receipt,
            error=error,
            next_at=now + wait if wait else None,
        )
        unit.talks.set_status(parcel.line_id, status)
        unit.commit()
    if status not in ("sent", "queued"):
        log.warning("parcel_not_sent", parcel=parcel.id, status=status, adapter=parcel.adapter)
    return status == "sent"
