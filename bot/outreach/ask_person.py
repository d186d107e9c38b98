"""What the rules leave to a person: a first reminder that no machine may decide becomes a case, once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import structlog

from bot.conversation.house import House
from bot.handoff.open_case import open_case
from bot.model.ports import Unit
from bot.model.words import HandoffReason
from bot.outreach import reach
from bot.outreach.silent import silent_turn

log = structlog.get_logger(__name__)
ASKED = "outreach_asked"
"""Kind of the audit entry about a person who was asked."""
ASKED_FOR = timedelta(days=90)
"""For how long the same question about the same person is not put again."""


def asked_already(unit: Unit, *, now: datetime) -> set[tuple[str, str]]:
    """Every account and rule for which a person was asked lately; read once for a whole sweep."""
    entries = unit.audit.entries(kind=ASKED, since=now - ASKED_FOR)
    return {(str(entry["account"]), str(rule)) for entry in entries for rule in entry["rules"]}


def ask_person(house: House, account_id: str, rules: Iterable[str], *, now: datetime) -> bool:
    """Open a case that names the rules; false when a person was asked because of each of them already.

    Args:
        house: the house.
        account_id: the account the reminder would have been about.
        rules: the rules that ask for a person.
        now: the moment.
    """
    with house.store.write() as unit:
        speaker = reach.opened(house, unit, account_id, now=now)
        borrower = speaker.borrower.id
        asked = {
            str(rule)
            for entry in unit.audit.entries(kind=ASKED, since=now - ASKED_FOR)
            if entry["borrower"] == borrower
            for rule in entry["rules"]
        }
        fresh = sorted(set(rules) - asked)
        if not fresh:
            return False
        case = open_case(
            silent_turn(speaker),
            HandoffReason.OUTSIDE_AUTHORITY,
            note=", ".join(fresh),
            bot_goes_on=True,
        )
        body = {"borrower": borrower, "account": account_id, "rules": fresh}
        unit.audit.append(at=now, kind=ASKED, ref=case.id, body=body)
        unit.commit()
    house.wake(speaker.conversation.id)
    log.info("outreach_asks_a_person", case=case.id, rules=fresh)
    return True
