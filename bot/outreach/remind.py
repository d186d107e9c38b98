"""A word before each agreed date, on the days that policy names and on its morning, once each.

It is a service to somebody who has a promise or a plan, and passes the door; what was said is kept as audit
entries.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.conversation.house import House
from bot.model.ports import Unit
from bot.model.words import Purpose
from bot.outreach import agreements, reach
from bot.outreach.ask_person import ask_within
from bot.outreach.door import Address

REMINDED = "remind"
REMEMBERED = timedelta(days=4)


def remind(house: House, now: datetime, *, adapters: Collection[str] | None = None) -> int:
    """Give every reminder whose hour it is; returns how many left.

    Args:
        house: the house.
        now: the moment of sending.
        adapters: names of the channel adapters that run.
    """
    with house.store.read() as unit:
        told = _told(unit, now=now)
        due = _reminders_due(house, unit, now=now, told=told)
    return sum(_say(house, *each, now=now, adapters=adapters) for each in due)


def _say(
    house: House,
    account_id: str,
    key: str,
    subject: str,
    *,
    now: datetime,
    adapters: Collection[str] | None,
) -> bool:
    with house.store.write() as unit:
        speaker = reach.opened(house, unit, account_id, now=now)
        if key in _told(unit, now=now, ref=speaker.conversation.id):
            return False  # another run was faster while this one waited for the borrower
        coming = dict(agreements.coming_dates(speaker)).get(subject)
        if coming is None:
            return False

        def write(to: Address, link: str) -> reach.Letter:
            return reach.reminder_letter(speaker, to, coming, link=link)

        posted = reach.post_first(speaker, write, purpose=Purpose.SERVICE, adapters=adapters)
        if not posted.left:
            if ask_within(speaker, posted.ask):
                unit.commit()
            return False
        body = {"key": key, "account": account_id}
        unit.audit.append(at=now, kind=REMINDED, ref=speaker.conversation.id, body=body)
        unit.commit()
    house.wake(speaker.conversation.id)
    return True


def _told(unit: Unit, *, now: datetime, ref: str | None = None) -> set[str]:
    entries = unit.audit.entries(kind=REMINDED, since=now - REMEMBERED, ref=ref)
    return {str(entry["key"]) for entry in entries}


def _reminders_due(house: House, unit: Unit, *, now: datetime, told: set[str]) -> list[tuple[str, str, str]]:
    """(account, key, promise or plan) of each reminder whose hour it is and that was not given yet."""
    strategy, days = house.strategy, {0, *house.offers.negotiation.remind_days_before}
    due: list[tuple[str, str, str]] = []
    accounts = dict.fromkeys(
        account for _, account in (*unit.books.open_promises(), *unit.books.open_plans())
    )
    for account_id in accounts:
        speaker = reach.speaker_at(house, unit, account_id, now=now)
        clock = now.astimezone(ZoneInfo(speaker.borrower.timezone))
        for subject, coming in agreements.coming_dates(speaker):
            ahead = (coming.due_on - clock.date()).days
            slot = strategy.same_day if ahead == 0 else strategy.days_before
            key = f"{subject}:{coming.due_on}:{ahead}"
            if ahead not in days or key in told or not slot.holds(clock.time()):
                continue
            if agreements.may_serve(speaker):
                due.append((account_id, key, subject))
    return due
