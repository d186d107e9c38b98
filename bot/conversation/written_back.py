"""Somebody answers an SMS or an email: the words that stop anything work at once, the rest gets a link.

An SMS or email holds no debt fact, so the talk itself goes on where the person can be verified. A message
that says stop, wrong person, a crisis or the like is handled in full here, and so is every message of a
conversation that a person has taken over.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import timedelta

import structlog

from bot.conversation import entry, receive
from bot.conversation.house import House
from bot.conversation.topics import gravest
from bot.model.ports import Unit
from bot.model.rows import StoredPoint
from bot.model.talk import Conversation, Session
from bot.model.words import Channel, FactKind, Outcome, Owner, Purpose, Sender, Signal
from bot.outreach import reach
from bot.outreach.door import Address, speak

log = structlog.get_logger(__name__)
HEARD_HERE = frozenset(signal for signal, _ in gravest.STOPS) | {
    Signal.MEDIA_BAN,
    Signal.CONSENT,
    Signal.INCONVENIENT_TIME,
    Signal.AGREED_HOURS,
}
ONE_LINK_IN = timedelta(hours=1)
QUOTE = re.compile(
    r"^\s*(?:>|On .+ wrote:\s*$|-{2,}\s*(?:Original|Forwarded)|_{8,}|From:|发件人[:：]|在.+写道[:：]\s*$)",
    re.IGNORECASE,
)


def written_back(
    house: House, *, channel: Channel, adapters: Sequence[str], address: str, text: str, message_id: str
) -> bool:
    """Take in what came from an address on file.

    Args:
        house: the house.
        channel: ``sms`` or ``email``.
        adapters: names of the adapters whose addresses may be meant, in order.
        address: whom it came from, as the medium writes it.
        text: what was written, quotations included.
        message_id: the medium's own id; the same message again changes nothing.

    Returns:
        False when the address is nobody's on file; then nothing is stored.
    """
    with house.store.write() as unit:
        point = _point(house, unit, adapters, address)
        conversation = _conversation(house, unit, point) if point else None
        if point is None or conversation is None:
            log.info("written_back_by_nobody_on_file", channel=channel.value)
            return False
        said = _own_words(text, _said_before(unit, conversation))
        session = _session(house, unit, point, conversation, channel)
        unit.commit()
    key = hashlib.sha256(message_id.encode()).hexdigest()[:40]
    if conversation.owner is not Owner.BOT or _heard_here(house, conversation, said):
        receive.accept_message(house, session, text=said, channel_message_id=key)
    else:
        _invite(house, session, said, key)
    return True


def opt_out(house: House, parcel_id: str, *, channel: Channel) -> None:
    """Honour a one-click unsubscribe: this medium is closed at once, and what waits is withdrawn."""
    now = house.clock()
    with house.store.write() as unit:
        parcel = unit.outbox.get(parcel_id)
        unit.record.note(
            borrower_id=parcel.borrower_id, kind=FactKind.OPT_OUT, at=now, detail={"channel": channel.value}
        )
        unit.outbox.cancel_for(parcel.borrower_id, purposes=("reminder", "offer", "location"))
        body = {"channel": channel.value, "by": "one_click"}
        unit.audit.append(at=now, kind="opt_out", ref=parcel.conversation_id, body=body)
        unit.commit()
    house.wake(parcel.conversation_id)


def unsubscribe_signature(house: House, parcel_id: str) -> str:
    """What makes a one-click address ours."""
    return house.keys.digest("unsubscribe", parcel_id)[:40]


def unsubscribe_url(house: House, parcel_id: str) -> str:
    """The address that a mail program calls when somebody unsubscribes by one click."""
    signature = unsubscribe_signature(house, parcel_id)
    return f"{house.base_url.rstrip('/')}/api/v1/unsubscribe/{parcel_id}/{signature}"


def spellings(address: str, channel: Channel) -> Iterable[str]:
    """Ways in which an address may stand on file."""
    bare = address.strip()
    yield bare
    if channel is Channel.EMAIL:
        yield bare.lower()
        return
    digits = re.sub(r"[^\d]", "", bare).removeprefix("00")
    yield "+" + digits


def _point(house: House, unit: Unit, adapters: Sequence[str], address: str) -> StoredPoint | None:
    for adapter in adapters:
        channel = Channel.EMAIL if "email" in adapter else Channel.SMS
        for spelling in spellings(address, channel):
            key = house.keys.digest("address", spelling)
            found = unit.people.point_at(adapter=adapter, address_key=key)
            if found is not None:
                return found
    return None


def _conversation(house: House, unit: Unit, point: StoredPoint) -> Conversation | None:
    """The conversation that is meant: the one in which something was said last."""
    talks = unit.talks.of_borrower(point.borrower_id)
    if talks:
        return max(talks, key=lambda talk: unit.talks.last_seq(talk.id))
    accounts = unit.books.accounts_of(point.borrower_id)
    return entry.open_conversation(house, unit, accounts[0].id) if accounts else None


def _session(
    house: House, unit: Unit, point: StoredPoint, conversation: Conversation, channel: Channel
) -> Session:
    key = house.keys.digest("address", point.address)
    known = unit.talks.session_at(adapter=point.adapter, address_key=key)
    if known is not None and known.conversation_id == conversation.id:
        return known
    return unit.talks.open_session(
        conversation_id=conversation.id,
        channel=channel,
        adapter=point.adapter,
        address=point.address,
        address_key=key,
        at=house.clock(),
    )


def _said_before(unit: Unit, conversation: Conversation) -> set[str]:
    """Lines of what we said lately: quoted back without a mark, they are not her words."""
    lines = unit.talks.lines(conversation.id, limit=10)
    return {part.strip() for line in lines if line.direction == "out" for part in line.text.splitlines()}


def _own_words(text: str, ours: set[str]) -> str:
    """What she wrote herself, without the mail she answers."""
    own: list[str] = []
    for line in text.splitlines():
        if QUOTE.match(line):
            break
        if line.strip() not in ours:
            own.append(line)
    return "\n".join(own).strip()


def _heard_here(house: House, conversation: Conversation, text: str) -> bool:
    """Whether a message holds something that must be acted on wherever it is said."""
    with house.store.read() as unit:
        account = unit.books.account(conversation.account_id)
        borrower = unit.people.borrower(conversation.borrower_id)
    record = house.read(
        text,
        at=house.clock(),
        language=conversation.language,
        currency=account.currency,
        region=borrower.residence,
        payday=borrower.payday,
    )
    return any(hit["signal"] in HEARD_HERE for hit in record.get("hits", ()))


def _invite(house: House, session: Session, text: str, key: str) -> None:
    """Keep what she wrote and answer with a way in to where she can be verified, once an hour at most."""
    now = house.clock()
    with house.store.write() as unit:
        message, new = unit.talks.store_inbound(session=session, at=now, text=text, channel_message_id=key)
        if not new:
            return
        conversation = unit.talks.get(session.conversation_id)
        unit.record.contacted(
            borrower_id=conversation.borrower_id,
            account_id=conversation.account_id,
            at=now,
            direction="inbound",
            channel=session.channel,
            outcome=Outcome.REPLIED,
            by=Sender.BOT,
        )
        recent = any(
            line.direction == "out" and line.session_id == session.id and line.at > now - ONE_LINK_IN
            for line in unit.talks.lines(conversation.id, limit=20)
        )
        if not recent:
            speaker = entry.speaker_of(house, unit, conversation, verified=None)
            letter = reach.first_letter(speaker, session.channel, link=reach.fresh_link(speaker))
            speak(
                speaker,
                text=letter.text,
                to=Address(
                    channel=session.channel,
                    adapter=session.adapter,
                    address=session.address,
                    session_id=session.id,
                ),
                purpose=Purpose.REPLY,
                reveals=False,
                reply=True,
                payload=letter.payload(session.channel),
            )
        unit.talks.update_inbound(message.id, answered_at=now, status="answered")
        unit.commit()
    house.wake(session.conversation_id)
