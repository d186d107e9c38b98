"""What a borrower says may end a fact: "you can text me again", other hours than before.

Nobody can opt a stranger back in: what is said by somebody who is not verified counts for the medium they
write in, and for no other.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.handoff.facts import CONSENT, HOURS, Lifting, end_by_event
from bot.model.ports import Unit
from bot.model.rows import StoredFact
from bot.model.words import VOICE, Channel, FactKind


def agreed_again(
    unit: Unit,
    *,
    policy: Lifting,
    borrower_id: str,
    channel: Channel,
    spoken_in: Channel,
    verified: bool,
    message_id: str,
    at: datetime,
    account_id: str | None = None,
) -> tuple[StoredFact, ...]:
    """The borrower agreed to be contacted again in a medium; the caller commits.

    Consent is put on file with its message; opt-outs and bans of that medium end by it. A ban of one number
    (``to``) stays: it names something else.

    Args:
        unit: an open write transaction.
        policy: what may be ended by what.
        borrower_id: who said so.
        channel: the medium agreed to.
        spoken_in: the medium it was said in.
        verified: whether the person is verified there.
        message_id: the message that says so.
        at: when.
        account_id: the account it was about.

    Returns:
        The facts that ended; none when a stranger spoke for another medium.
    """
    if not verified and channel is not spoken_in:
        return ()
    unit.record.note(
        borrower_id=borrower_id,
        account_id=account_id,
        kind=FactKind.CONSENT,
        at=at,
        detail={"channel": channel.value, "said_in": message_id},
        message_id=message_id,
    )
    ended = [
        fact
        for fact in _endable(unit, policy, borrower_id, event=CONSENT, at=at)
        if _same_medium(fact.detail.get("channel"), channel) and not fact.detail.get("to")
    ]
    return _end(unit, ended, event=CONSENT, source=message_id, at=at)


def other_hours(
    unit: Unit,
    *,
    policy: Lifting,
    borrower_id: str,
    kind: FactKind,
    message_id: str,
    at: datetime,
    where: Callable[[StoredFact], bool] = lambda _fact: True,
) -> tuple[StoredFact, ...]:
    """Earlier wishes about times end when the borrower states new ones; note the new fact afterwards.

    Args:
        unit: an open write transaction.
        policy: what may be ended by what.
        borrower_id: who said so.
        kind: the kind of wish that ends.
        message_id: the message that says so; what it put on file itself stays.
        at: when.
        where: which of them are meant.

    Returns:
        The facts that ended.
    """
    ended = [
        fact
        for fact in _endable(unit, policy, borrower_id, event=HOURS, at=at)
        if fact.kind is kind and fact.message_id != message_id and where(fact)
    ]
    return _end(unit, ended, event=HOURS, source=message_id, at=at)


def _same_medium(closed: object, agreed: Channel) -> bool:
    """Whether a closed medium is the one agreed to; a call is a call, whoever speaks."""
    return closed is None or closed == agreed.value or (agreed in VOICE and closed in VOICE)


def _endable(unit: Unit, policy: Lifting, borrower_id: str, *, event: str, at: datetime) -> list[StoredFact]:
    facts = unit.record.facts(borrower_id, in_force_at=at)
    return [fact for fact in facts if event in policy.rows[fact.kind].borrower]


def _end(
    unit: Unit, facts: list[StoredFact], *, event: str, source: str, at: datetime
) -> tuple[StoredFact, ...]:
    for fact in facts:
        end_by_event(unit, fact, event=event, source=source, at=at)
    return tuple(facts)
