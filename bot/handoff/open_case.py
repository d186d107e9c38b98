"""Opening a case: owner, queue, service level and a brief made only of stored facts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.handoff.last_words import LONGEST, last_words
from bot.model.talk import Case
from bot.model.words import HandoffReason, Owner

if TYPE_CHECKING:
    from bot.conversation.turn import Turn


def open_case(
    turn: Turn,
    reason: HandoffReason,
    *,
    note: str = "",
    due_at: datetime | None = None,
    bot_goes_on: bool = False,
    told: Sequence[str] = (),
) -> Case:
    """Put the conversation into the queue of the team that its reason names.

    The owner becomes ``waiting_for_agent`` unless a person has it already. An open case is raised
    to the more urgent of the two reasons, never doubled.

    Args:
        turn: the turn in which it happened.
        reason: why a person is needed.
        note: a short key for the desk, such as the rule or limit that was met.
        due_at: by when, if not by the service level of the reason.
        told: what was said to somebody who may not have been meant.
        bot_goes_on: a person should look, but nothing was asked that waits for one: the bot keeps talking.
    """
    route = turn.house.handoff.routes[reason]
    case = turn.unit.cases.open(
        conversation_id=turn.conversation.id,
        borrower_id=turn.borrower.id,
        account_id=turn.account.id,
        reason=reason,
        priority=route.priority,
        team=route.team,
        brief={**brief(turn, reason, note=note), **({"told": list(told)} if told else {})},
        at=turn.now,
        due_at=due_at or turn.now + timedelta(minutes=route.minutes),
    )
    if turn.conversation.owner is Owner.BOT and not bot_goes_on:
        turn.conversation = turn.unit.talks.hand_over(
            turn.conversation, to=Owner.WAITING_FOR_AGENT, agent_id=None, at=turn.now
        )
    turn.unit.audit.append(
        at=turn.now,
        kind="case_opened",
        ref=case.id,
        body={
            "conversation": turn.conversation.id,
            "reason": reason,
            "message": turn.message.id,
            "note": note,
        },
    )
    return case


def brief(turn: Turn, reason: HandoffReason, *, note: str = "") -> dict[str, Any]:
    """What an agent must know in twenty seconds, from stored facts only.

    Returns:
        Plain values: who, what is owed and since when, reasons given, offers shown and not taken,
        promises and plans, facts in force, and why the case was handed off.
    """
    ledger = turn.ledger
    plan = turn.unit.books.active_plan(turn.account.id)
    offers = turn.unit.books.offers_of(turn.conversation.id)
    return {
        "borrower": turn.borrower.id,
        "language": turn.language.value,
        "residence": turn.borrower.residence,
        "verified": turn.verified,
        "lender": turn.account.lender,
        "product": turn.account.product,
        "currency": turn.account.currency,
        "overdue_minor": ledger.overdue.minor,
        "days_past_due": ledger.days_past_due,
        "since": ledger.oldest_unpaid_due_on and ledger.oldest_unpaid_due_on.isoformat(),
        "record_at": turn.account.record_at.isoformat(),
        "reasons": list(
            dict.fromkeys([*turn.memory.reasons, *turn.memory.maybe, *(r.value for r in turn.heard.reasons)])
        ),
        "wish": dict(turn.memory.wish),
        "offers": [{"id": o.id, "kind": o.kind, "status": o.status} for o in offers[:6]],
        "plan": plan and {"kind": plan.kind, "status": plan.status.value},
        "promises": [
            {
                "amount_minor": p.amount,
                "due_on": p.due_on.isoformat(),
                "status": p.status.value,
                "weak": list(p.weak),
            }
            for p in turn.unit.books.promises_of(turn.account.id)[-3:]
        ],
        "facts": [
            {"kind": f.kind.value, "at": f.at.isoformat()}
            for f in turn.unit.record.facts(turn.borrower.id, in_force_at=turn.now)
        ],
        "why": reason.value,
        "note": note,
        "message": turn.message.id,
        "said": last_words(turn, reason),
        "request": turn.message.text[:LONGEST],
    }
