"""What the rules leave to a person: a message that no machine may decide becomes a case, once.

That holds for a first reminder, for the talk after a broken promise or a returned payment, for a word before
an agreed date, and for a letter that waited and is asked about again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import structlog

from bot.conversation.house import House
from bot.handoff.open_case import open_case
from bot.model.ports import Unit
from bot.model.words import HandoffReason
from bot.outreach import reach
from bot.outreach.door import Speaker
from bot.outreach.silent import silent_turn

log = structlog.get_logger(__name__)
ASKED = "outreach_asked"
"""Kind of the audit entry about a person who was asked."""
ASKED_FOR = timedelta(days=90)
"""For how long the same question about the same account is not put again."""


def asked_already(unit: Unit, *, now: datetime, ref: str | None = None) -> set[tuple[str, str]]:
    """Every account and rule for which a person was asked lately, in one conversation or in all."""
    entries = unit.audit.entries(kind=ASKED, since=now - ASKED_FOR, ref=ref)
    return {(str(entry["account"]), str(rule)) for entry in entries for rule in entry["rules"]}


def ask_person(house: House, account_id: str, rules: Iterable[str], *, now: datetime) -> bool:
    """Open a case that names the rules, in a transaction of its own.

    Args:
        house: the house.
        account_id: the account the reminder would have been about.
        rules: the rules that ask for a person.
        now: the moment.

    Returns:
        False when a person was asked because of each of them already.
    """
    with house.store.write() as unit:
        speaker = reach.opened(house, unit, account_id, now=now)
        if not ask_within(speaker, rules):
            return False
        unit.commit()
    house.wake(speaker.conversation.id)
    return True


def ask_within(speaker: Speaker, rules: Iterable[str]) -> bool:
    """Open a case that names the rules, or add them to the one that is open; the caller commits.

    The bot keeps answering her: nothing was asked that waits for a person.

    Args:
        speaker: the account in an open write transaction, its borrower held and its conversation open.
        rules: the rules that ask for a person.

    Returns:
        False when a person was asked because of each of them already, and nothing was written.
    """
    unit, account = speaker.unit, speaker.account.id
    wanted = dict.fromkeys(rules)
    if not wanted:
        return False
    asked = asked_already(unit, now=speaker.now, ref=speaker.conversation.id)
    fresh = sorted(rule for rule in wanted if (account, rule) not in asked)
    if not fresh:
        return False
    case = unit.cases.open_of(speaker.conversation.id)
    if case is None:
        note = ", ".join(fresh)
        reason = HandoffReason.OUTSIDE_AUTHORITY
        case = open_case(silent_turn(speaker), reason, note=note, bot_goes_on=True)
    else:  # whoever has it keeps the reason and the words it was opened for
        unit.cases.note(case.id, brief={"asked": [*case.brief.get("asked", ()), *fresh]})
    body = {"borrower": speaker.borrower.id, "account": account, "case": case.id, "rules": fresh}
    unit.audit.append(at=speaker.now, kind=ASKED, ref=speaker.conversation.id, body=body)
    log.info("outreach_asks_a_person", case=case.id, rules=fresh)
    return True
