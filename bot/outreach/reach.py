"""Where to write, and in which words: a borrower's addresses in order, and the letter for each.

An SMS or email never holds a debt fact, and neither does a chat whose reader is not verified at this
moment: such a letter asks for a talk and, where the medium has no buttons, carries a personal link.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.conversation import entry
from bot.conversation.house import House
from bot.conversation.voice import voice_of
from bot.model.money import Money
from bot.model.ports import Unit
from bot.model.rows import StoredPoint
from bot.model.talk import Button, Conversation, Say
from bot.model.words import SEVERITY, Channel, Owner, Purpose
from bot.offers.ledger import state
from bot.outreach.door import PASSES, Address, Speaker, Spoken, ask, render, speak
from bot.strategy.policy import Strategy

UNKNOWN_LINK = "x" * 32
"""Stands for a token where a letter is only tried on, so that its length is right."""

TALK = (
    Button("utter_button_its_me", "hello"),
    Button("utter_button_not_me", "intent:wrong_person"),
    Button("utter_button_human", "intent:request_human"),
)


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to one address, written out."""

    text: str
    subject: str = ""
    link: str = ""
    buttons: tuple[tuple[str, str], ...] = ()
    reveals: bool = False
    amounts: tuple[Money, ...] = ()
    dates: tuple[date, ...] = ()

    def payload(self, channel: Channel) -> dict[str, object]:
        """What the channel adapter is handed beside the text."""
        extra: dict[str, object] = {"channel": channel.value}
        if self.subject:
            extra["subject"] = self.subject
        if self.link:
            extra["link"] = self.link
        if self.buttons:
            extra["buttons"] = [list(button) for button in self.buttons]
        return extra


Write: TypeAlias = Callable[[Address, str], Letter]
"""Writes a letter to an address, with a personal link."""


@dataclass(frozen=True, slots=True)
class Coming:
    """An agreed date of which a borrower is reminded."""

    due_on: date
    amount: Money


def points_in_order(
    points: Iterable[StoredPoint], strategy: Strategy, *, adapters: Collection[str] | None = None
) -> list[StoredPoint]:
    """Addresses that may be tried, the best first: by channel, then by the freshest consent.

    Args:
        points: every address on file.
        strategy: order of channels, and which of them want consent.
        adapters: names of the adapters that run; ``None`` when that does not matter.
    """

    def usable(point: StoredPoint) -> bool:
        return (
            point.unreachable_at is None
            and point.channel in strategy.order
            and (adapters is None or point.adapter in adapters)
            and (strategy.work_addresses or not point.work)
            and (point.channel not in strategy.needs_consent or point.consent_at is not None)
        )

    def rank(point: StoredPoint) -> tuple[int, float, str]:
        consent = point.consent_at.timestamp() if point.consent_at else 0.0
        return strategy.order.index(point.channel), -consent, point.id

    return sorted(filter(usable, points), key=rank)


def speaker_at(
    house: House, unit: Unit, account_id: str, *, now: datetime, conversation: Conversation | None = None
) -> Speaker:
    """The door's view of an account before anybody has talked; opens nothing and locks nothing."""
    account = unit.books.account(account_id)
    borrower = unit.people.borrower(account.borrower_id)
    conversation = (
        conversation
        or unit.talks.of_account(account.id)
        or Conversation(
            id="",
            borrower_id=borrower.id,
            account_id=account.id,
            owner=Owner.BOT,
            version=0,
            language=borrower.language,
        )
    )
    today = now.astimezone(ZoneInfo(borrower.timezone)).date()
    return Speaker(
        house=house,
        unit=unit,
        conversation=conversation,
        account=account,
        borrower=borrower,
        ledger=state(unit.books.ledger(account), as_of=today),
        now=now,
        language=conversation.language,
        verified=None,
        traditional=voice_of(conversation, residence=borrower.residence).traditional,
    )


def address_at(speaker: Speaker, point: StoredPoint) -> Address:
    """The address of a contact point, tied to the session when the talk already runs there."""
    key = speaker.house.keys.digest("address", point.address)
    session = speaker.unit.talks.session_at(adapter=point.adapter, address_key=key)
    same = session is not None and session.conversation_id == speaker.conversation.id
    return Address(
        channel=point.channel,
        adapter=point.adapter,
        address=point.address,
        session_id=session.id if session and same else None,
        point_id=point.id,
    )


def is_verified_there(speaker: Speaker, to: Address) -> bool:
    """Whether who reads this chat has proved just now who they are."""
    if to.session_id is None:
        return False
    return speaker.unit.talks.session(to.session_id).is_verified(now=speaker.now)


def first_letter(speaker: Speaker, channel: Channel, *, link: str) -> Letter:
    """The gentle first word: who writes, that it is automated, a way in, how to stop. No debt fact."""
    lender, hours = speaker.account.lender, int(speaker.house.link_for.total_seconds() // 3600)
    if channel is Channel.IM:
        written = render(speaker, [Say("utter_outreach_im", {"lender": lender}, buttons=TALK)])[0]
        return Letter(text=written.text, buttons=written.buttons)
    facts = {"lender": lender, "hours": hours, "link": link}
    name = "utter_outreach_email" if channel is Channel.EMAIL else "utter_outreach_sms"
    return Letter(
        text=render(speaker, [Say(name, facts)])[0].text, subject=_subject(speaker, channel), link=link
    )


def reminder_letter(speaker: Speaker, to: Address, coming: Coming, *, link: str) -> Letter:
    """A word before an agreed date; the amount is named only where the reader is verified."""
    lender = speaker.account.lender
    if to.channel is Channel.IM and is_verified_there(speaker, to):
        facts = {"lender": lender, "amount": coming.amount, "due_on": coming.due_on}
        text = render(speaker, [Say("utter_remind_part", facts)])[0].text
        return Letter(text=text, reveals=True, amounts=(coming.amount,), dates=(coming.due_on,))
    text = render(speaker, [Say("utter_remind_neutral", {"lender": lender, "link": link})])[0].text
    return Letter(text=text, subject=_subject(speaker, to.channel), link=link)


def broken_letter(speaker: Speaker, to: Address, *, link: str) -> Letter:
    """The gentle word after a date that passed: named to the verified, otherwise only a wish to talk."""
    if to.channel is Channel.IM and is_verified_there(speaker, to):
        say = Say("utter_broken_promise", {"lender": speaker.account.lender})
        return Letter(text=render(speaker, [say])[0].text, reveals=True)
    return first_letter(speaker, to.channel, link=link)


def returned_letter(speaker: Speaker, to: Address, *, amount: Money, paid_on: date, link: str) -> Letter:
    """The gentle word that a payment did not hold: named to the verified, otherwise only a wish to talk."""
    if to.channel is Channel.IM and is_verified_there(speaker, to):
        facts = {"lender": speaker.account.lender, "amount": amount, "paid_on": paid_on}
        text = render(speaker, [Say("utter_payment_returned", facts)])[0].text
        return Letter(text=text, reveals=True, amounts=(amount,), dates=(paid_on,))
    return first_letter(speaker, to.channel, link=link)


def fresh_link(speaker: Speaker) -> str:
    """A new personal link into the conversation, stored by its hash."""
    token = entry.make_link(speaker.house, speaker.unit, speaker.conversation.id)
    return entry.chat_url(speaker.house, token)


def sample_link(house: House) -> str:
    """A link of the right length that leads nowhere, for trying a letter on."""
    return entry.chat_url(house, UNKNOWN_LINK)


def post(speaker: Speaker, letter: Letter, to: Address, *, purpose: Purpose) -> Spoken:
    """Put a letter before the door and, if it is let out, into the outbox; the caller commits."""
    return speak(
        _reader(speaker, letter),
        text=letter.text,
        to=to,
        purpose=purpose,
        reveals=letter.reveals,
        payload=letter.payload(to.channel),
        amounts=letter.amounts,
        dates=letter.dates,
        deliver_by=speaker.now + speaker.house.strategy.deliver_within,
    )


def _reader(speaker: Speaker, letter: Letter) -> Speaker:
    """The door's view with who reads: a letter that reveals is only written to the verified."""
    return replace(speaker, verified=True) if letter.reveals else speaker


@dataclass(frozen=True, slots=True)
class Posted:
    """What came of a letter: whether it left, and if not, the rules that leave it to a person."""

    left: bool
    ask: tuple[str, ...] = ()


def post_first(
    speaker: Speaker, write: Write, *, purpose: Purpose, adapters: Collection[str] | None
) -> Posted:
    """Write to the first address that the door lets through; the caller commits."""
    house, unit = speaker.house, speaker.unit
    ask_of: dict[str, None] = {}
    for point in points_in_order(unit.people.points(speaker.borrower.id), house.strategy, adapters=adapters):
        to = address_at(speaker, point)
        tried = write(to, sample_link(house))
        deliver_by = speaker.now + house.strategy.deliver_within
        verdict = ask(
            _reader(speaker, tried),
            text=tried.text,
            to=to,
            purpose=purpose,
            deliver_by=deliver_by,
            amounts=tried.amounts,
            dates=tried.dates,
        )
        if SEVERITY[verdict.decision] > PASSES:
            ask_of.update(dict.fromkeys(verdict.left_to_person))
            continue
        letter = write(to, fresh_link(speaker)) if tried.link else tried
        if post(speaker, letter, to, purpose=purpose).left:
            return Posted(left=True)
    return Posted(left=False, ask=tuple(ask_of))


def opened(house: House, unit: Unit, account_id: str, *, now: datetime) -> Speaker:
    """The door's view of an account whose borrower is held and whose conversation is open."""
    unit.hold_account(account_id)
    conversation = entry.open_conversation(house, unit, account_id)
    return speaker_at(house, unit, account_id, now=now, conversation=conversation)


def _subject(speaker: Speaker, channel: Channel) -> str:
    if channel is not Channel.EMAIL:
        return ""
    return render(speaker, [Say("utter_outreach_email_subject", {"lender": speaker.account.lender})])[0].text
