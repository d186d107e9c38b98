"""The embedded scheduler: jobs that the app's heartbeat runs, one process at a time.

Each job has a lease in the database: of several processes one runs it, and when that one dies another
takes over as soon as the lease has run out.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import structlog

from bot.jobs.work import JOBS, NEARLY, Job

if TYPE_CHECKING:
    from bot.bootstrap import App

log = structlog.get_logger(__name__)


@dataclass
class Every:
    """A job that is due again and again; call it as often as you like."""

    name: str
    period: timedelta
    job: Callable[[datetime], object]
    clock: Callable[[], datetime]
    lease: Callable[[str, datetime, datetime], bool]
    submit: Callable[[Callable[[], None]], object]
    _next: datetime | None = field(default=None, init=False)
    _busy: bool = field(default=False, init=False)

    @property
    def __name__(self) -> str:
        """The name that a log line gives when it fails."""
        return self.name

    def __call__(self) -> None:
        """Start the job on a worker if it is due and this process holds its lease."""
        now = self.clock()
        if self._busy or (self._next is not None and now < self._next):
            return
        held = self.lease(self.name, now, now + NEARLY * self.period)
        self._next = now + self.period  # not before: a busy database must not cost a whole period
        if not held:
            return
        self._busy = True
        self.submit(lambda: self._run(now))

    def _run(self, now: datetime) -> None:
        try:
            self.job(now)
        except Exception as error:  # a failing job is tried again at its next time
            log.warning("job_failed", job=self.name, why=type(error).__name__, exc_info=True)
        finally:
            self._busy = False


def ticks(app: App) -> list[Callable[[], None]]:
    """The jobs of a running product, ready to be put on ``app.ticks``; none when Celery workers do them."""
    if app.settings.redis_url.get_secret_value():
        log.info("jobs_on_celery", remedy="run tideover worker beside the app")
        return []
    holder = uuid.uuid4().hex

    def lease(name: str, now: datetime, until: datetime) -> bool:
        return app.store.take_lease(name, holder=holder, now=now, until=until)

    def submit(job: Callable[[], None]) -> object:
        return None if app.stopping.is_set() else app.workers.submit(job)

    def every(job: Job) -> Every:
        return Every(job.name, job.period, lambda now: job.run(app, now), app.house.clock, lease, submit)

    return [every(job) for job in JOBS]
