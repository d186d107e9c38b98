"""The Celery twin of the embedded scheduler: the same jobs, on workers of their own.

The broker carries names of jobs and nothing else. Beat may run in every worker, since a job is done under
its lease: called twice, it is done once. Each worker also looks after what a process that died left
behind: messages without an answer, parcels that were not sent.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import structlog
from celery import Celery, signals
from kombu.exceptions import OperationalError

from bot.bootstrap import App, build_app
from bot.jobs.work import JOBS, do
from bot.model.errors import Unavailable
from bot.settings import Settings
from bot.storage.migrate import is_current

log = structlog.get_logger(__name__)
QUEUE = "tideover"
DO, SWEEP = "tideover.do", "tideover.sweep"
SWEEP_EVERY = timedelta(seconds=5)
PATIENCE = 3.0
"""Seconds in which a broker must answer when a worker starts."""


def make_celery(broker: str, product: Callable[[], App]) -> Celery:
    """The Celery application: two tasks and their timetable.

    Args:
        broker: URL of Redis (``redis://``, ``rediss://``) or RabbitMQ (``amqp://``).
        product: the running product of this process.
    """
    celery = Celery("tideover", broker=broker, set_as_current=False)
    celery.conf.update(
        task_ignore_result=True,
        task_serializer="json",
        accept_content=["json"],
        task_default_queue=QUEUE,
        timezone="UTC",
        worker_hijack_root_logger=False,
        worker_prefetch_multiplier=1,
        broker_connection_retry_on_startup=True,
        broker_connection_timeout=PATIENCE,
        beat_scheduler="celery.beat:Scheduler",  # remembers nothing on disk; the leases do
        beat_schedule={job.name: _every(job.period, DO, job.name) for job in JOBS}
        | {"sweep": _every(SWEEP_EVERY, SWEEP)},
    )
    by_name = {job.name: job for job in JOBS}

    def _do(name: str) -> None:
        app = product()
        try:
            done = do(app, by_name[name], now=app.house.clock(), holder=uuid.uuid4().hex)
        except Exception as error:  # a failing job is tried again at its next time
            log.warning("job_failed", job=name, why=type(error).__name__, exc_info=True)
        else:
            log.info("job_done" if done else "job_done_elsewhere", job=name)

    def _sweep() -> None:
        try:
            product().sweep()
        except Exception as error:
            log.warning("job_failed", job="sweep", why=type(error).__name__, exc_info=True)

    celery.task(name=DO)(_do)
    celery.task(name=SWEEP)(_sweep)
    return celery


def _every(period: timedelta, task: str, *arguments: str) -> dict[str, Any]:
    """One line of the timetable; a call that nobody took before the next one is dropped."""
    return {
        "task": task,
        "schedule": period,
        "args": list(arguments),
        "options": {"expires": period.total_seconds()},
    }


def run_worker(settings: Settings, *, concurrency: int, beat: bool) -> None:
    """Work until told to stop.

    Args:
        settings: of this installation; the same database and secrets as the app's.
        concurrency: jobs at a time.
        beat: also call the jobs when they are due.

    Raises:
        Unavailable: no broker is set or it does not answer, or the database is not up to date.
    """
    broker = settings.redis_url.get_secret_value()
    if not broker:
        raise Unavailable(
            "no broker is set, so the app does the scheduled jobs itself",
            where="TIDEOVER_REDIS_URL",
            remedy="set it for the app and for its workers, like redis://127.0.0.1:6379/0",
        )
    celery = make_celery(broker, lambda: product)
    _answer_or_say_so(celery)
    product = build_app(settings)
    try:
        if not is_current(product.store.engine):
            raise Unavailable(
                "the database is not up to date",
                where="TIDEOVER_DATABASE_URL",
                remedy="start the app first (tideover serve): it brings the database up to date",
            )

        def catch_up(**_: object) -> None:
            log.info("worker_ready", jobs=[job.name for job in JOBS], beat=beat)
            for job in JOBS if beat else ():  # what was missed while no worker ran
                celery.send_task(DO, args=[job.name], expires=job.period.total_seconds())

        signals.worker_ready.connect(catch_up, weak=False)
        celery.worker_main(
            [
                "worker",
                "--pool=threads",  # jobs wait for the database and for channels; one house serves them all
                f"--concurrency={concurrency}",
                "--loglevel=WARNING",
                "--without-gossip",
                "--without-mingle",
                f"--hostname=tideover-{uuid.uuid4().hex[:8]}@%h",
                *(["--beat"] if beat else []),
            ]
        )
    finally:
        product.stop()


def _answer_or_say_so(celery: Celery) -> None:
    """Fail clearly, and at once, when the broker does not answer."""
    try:
        with celery.connection_for_write() as connection:
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=PATIENCE)
    except (OperationalError, OSError, KeyError, ValueError) as error:
        raise Unavailable(
            f"the broker does not answer ({type(error).__name__})",
            where="TIDEOVER_REDIS_URL",
            remedy="start Redis (or RabbitMQ), or leave the setting empty: then the app does the jobs itself",
        ) from error
