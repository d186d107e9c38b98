"""``tideover worker``: scheduled jobs on a process of their own, for installations that are scaled out."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.settings import Settings


def worker(
    concurrency: Annotated[int, typer.Option(min=1, help="Jobs at a time.")] = 4,
    beat: Annotated[
        bool, typer.Option(help="Also call the jobs when they are due; any number of workers may.")
    ] = True,
) -> None:
    """Run a Celery worker: outreach, reminders, follow-up and the rest, on TIDEOVER_REDIS_URL."""
    from bot.jobs.twin import run_worker

    run_worker(Settings(), concurrency=concurrency, beat=beat)
