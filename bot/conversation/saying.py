"""Saying a reply through the one door, with what the rules want to know of it, or handing it to a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import structlog

from bot.compliance.door import decide
from bot.conversation import heard as hearing
from bot.conversation import say_codec, tables
from bot.conversation.groups import SETTLING
from bot.conversation.house import House
from bot.conversation.opening import open_turn
from bot.model.contact import OfferTerms, Proposal
from bot.model.money import Money
from bot.model.ports import Unit
from bot.model.talk import Inbound, Say
from bot.model.words import SEVERITY, HandoffReason, Owner, Purpose
from bot.offers.calendar import add_months
from bot.offers.ledger import state
from bot.outreach.door import Speaker, address_of, render, speak
from bot.understanding.short_replies import read_short

log = structlog.get_logger(__name__)


def say_all(house: House, unit: Unit, message: Inbound, says: list[Say]) -> bool:
    """Speak a reply as one message; if a rule objects, hand over to a person instead of falling silent.

    Returns:
        Whether the reply itself left.
    """
    speaker = speaker_for(house, unit, message)
    session = unit.talks.session(message.session_id)
    lines = render(speaker, says)
    text = "\n\n".join(line.text for line in lines if line.text)
    spoken = speak(
        speaker,
        text=text,
        to=address_of(session),
        purpose=Purpose.REPLY,
        reveals=any(line.reveals for line in lines),
        reply=True,
        asked_for=wants_to_settle(message),
        payload={
            "buttons": [list(button) for line in lines for button in line.buttons],
            "cards": [{**line.card, "words": line.text} for line in lines if line.card],
        },
        amounts=tuple(say_codec.amounts(says)),
        dates=tuple(say_codec.dates(says)),
        offer=least_liked(speaker, message, text=text, terms=offer_terms(says, today=speaker.now.date())),
    )
    if spoken.left:
        tables.remember_shown(unit, says, text=spoken.text, at=speaker.now)
        return True
    log.warning("reply_refused", message=message.id, rules=[hit.id for hit in spoken.verdict.rules])
    turn = open_turn(house, unit, message)
    if turn.conversation.owner is Owner.BOT:
        turn.hand_off(HandoffReason.OUTSIDE_AUTHORITY, note="reply refused at the door")
    for name in WHEN_REFUSED:
        plain = render(speaker, [Say(name=name, facts={"lender": turn.account.lender}, reveals=False)])
        spoken = speak(
            speaker,
            text=plain[0].text,
            to=address_of(session),
            purpose=Purpose.SERVICE,
            reveals=False,
            reply=True,
        )
        if spoken.left:
            break
        log.error("fallback_refused", message=message.id, rules=[hit.id for hit in spoken.verdict.rules])
    return False


WHEN_REFUSED = ("utter_person_will_answer", "utter_always_allowed")
"""What is said instead of a refused reply. The last one holds no fact and no name, so that nobody who wrote
to us is left without a word; tests prove it under every rule, fact and hour."""


def offer_terms(says: list[Say], *, today: date) -> list[OfferTerms]:
    """The terms that a reply offers or confirms, as rules look at them; with a cost table, its alone."""
    cards = [
        say.card for say in says if say.card and say.card.get("kind") in ("cost_table", "offer", "receipt")
    ]
    tables = [card for card in cards if card["kind"] == "cost_table"]
    return [_terms(card, today=today) for card in tables[:1] or cards if card.get("parts")]


def _terms(card: Mapping[str, Any], *, today: date) -> OfferTerms:
    last = date.fromisoformat(card["parts"][-1]["due_on"])
    return OfferTerms(
        kind=card["offer_kind"],
        parts=len(card["parts"]),
        months=months_begun(today, last),
        days=(last - today).days,
        annual_cost_rate=Decimal(card["annual_rate"]),
        fees=Money(int(card["extra_cost"]), card["currency"]),
    )


def least_liked(
    speaker: Speaker, message: Inbound, *, text: str, terms: Sequence[OfferTerms]
) -> OfferTerms | None:
    """Of several offers in one reply the one that the rules judge most severely: the door decides by it."""
    if len(terms) < 2:
        return next(iter(terms), None)
    facts = speaker.case()
    session = speaker.unit.talks.session(message.session_id)

    def severity(offer: OfferTerms) -> int:
        proposal = Proposal(
            channel=session.channel,
            purpose=Purpose.REPLY,
            text=text,
            language=speaker.language.value,
            account=speaker.account.id,
            reply_to_inbound=True,
            asked_for=wants_to_settle(message),
            offer=offer,
        )
        return SEVERITY[decide(facts, proposal, now=speaker.now, policy=speaker.house.rules).decision]

    return max(terms, key=severity)


def months_begun(today: date, last: date) -> int:
    """Months until a day, a begun one counted whole, so that a day too long is above a rule's cap."""
    months = (last.year - today.year) * 12 + last.month - today.month
    return max(months + (last > add_months(today, months)), 0)


def wants_to_settle(message: Inbound) -> bool:
    """Whether the borrower's own message asks to pay or for a plan; an answer to that is no demand."""
    if message.press is not None:
        return message.press.partition(":")[0] in ("offer", "accept", "date", "other") or any(
            message.press == f"intent:{intent}" for intent in SETTLING
        )
    return hearing.from_record(message.understanding).has(*SETTLING) or read_short(message.text) is not None


def speaker_for(house: House, unit: Unit, message: Inbound) -> Speaker:
    """The door's view of the conversation a message belongs to."""
    turn = open_turn(house, unit, message)
    return Speaker(
        house=house,
        unit=unit,
        conversation=turn.conversation,
        account=turn.account,
        borrower=turn.borrower,
        ledger=state(unit.books.ledger(turn.account), as_of=turn.today),
        now=house.clock(),
        language=turn.language,
        verified=turn.verified,
        traditional=turn.traditional,
    )
