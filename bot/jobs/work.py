"""The jobs of a running product, whoever calls them: the app's own heartbeat or a Celery worker.

Each job runs under a lease in the database that lasts nearly until its next time. However many processes
call it, one does it, and when that one dies another takes over.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.jobs import daily
from bot.outreach.follow_up import follow_up
from bot.outreach.plan import run
from bot.outreach.remind import remind
from bot.outreach.weak_promises import put_to_person
from bot.payments import returned
from bot.payments.settle import settle

if TYPE_CHECKING:
    from bot.bootstrap import App

A_TICK = 200
"""Messages that one outreach tick starts at most, so that answers never wait behind it."""
NEARLY = 0.9
"""The part of its period for which a job is held: a caller that is a moment early must not be turned away."""


@dataclass(frozen=True, slots=True)
class Job:
    """Something that is due again and again.

    Args:
        name: name of its lease, and in log lines.
        period: from one time to the next.
        run: does it; called with the running product and the present instant.
    """

    name: str
    period: timedelta
    run: Callable[[App, datetime], object]


def _reach_out(app: App, now: datetime) -> object:
    return run(app.house, now=now, limit=A_TICK, adapters=set(app.adapters))


def _remind(app: App, now: datetime) -> object:
    return remind(app.house, now, adapters=set(app.adapters))


def _follow_up(app: App, now: datetime) -> object:
    return follow_up(app.house, now, adapters=set(app.adapters))


def _weak_promises(app: App, now: datetime) -> object:
    return put_to_person(app.house, now)


def _returned_payments(app: App, now: datetime) -> object:
    for account in returned.unfollowed(app.house, now=now):
        settle(app.house, account)
    return returned.tell_returns(app.house, now, adapters=set(app.adapters))


JOBS: tuple[Job, ...] = (
    Job("outreach", timedelta(minutes=5), _reach_out),
    Job("remind", timedelta(minutes=10), _remind),
    Job("follow_up", timedelta(hours=1), _follow_up),
    Job("returned_payments", timedelta(minutes=15), _returned_payments),
    Job("weak_promises", timedelta(hours=1), _weak_promises),
    Job("purge", timedelta(days=1), daily.purge),
    Job("audit_head", timedelta(days=1), daily.write_head),
)


def do(app: App, job: Job, *, now: datetime, holder: str) -> bool:
    """Do a job if nobody else has it.

    Args:
        app: the product.
        job: one of :data:`JOBS`.
        now: the present instant.
        holder: who calls, different for each call or each process.

    Returns:
        Whether it was done here.
    """
    if not app.store.take_lease(job.name, holder=holder, now=now, until=now + NEARLY * job.period):
        return False
    job.run(app, now)
    return True
