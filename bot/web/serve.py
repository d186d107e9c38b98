"""Runs the app: web, Telegram when a token is set, and the embedded scheduler, in one process."""

from __future__ import annotations

import uvicorn
from fastapi import APIRouter

from bot.bootstrap import build_app
from bot.jobs.embedded import ticks
from bot.settings import Settings
from bot.storage.migrate import upgrade
from bot.supervisor import refuse_taken_port
from bot.web import check_api, inbound_api, intake_api
from bot.web.app import create_app


def run(*, migrate: bool = True) -> None:
    """Serve until told to stop.

    Args:
        migrate: bring the database up to date first.

    Raises:
        Unavailable: the port is taken, or a secret is missing.
    """
    settings = Settings()
    refuse_taken_port(settings.port, what="port", host=settings.host)
    product = build_app(settings)
    if migrate:
        upgrade(product.store.engine)
    product.ticks.extend(ticks(product))
    application = create_app(product, routers=routers())
    uvicorn.run(
        application,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,  # addresses of personal links hold secrets
        server_header=False,
        timeout_graceful_shutdown=5,
    )


def routers() -> list[APIRouter]:
    """Parts of the HTTP interface that live in modules of their own."""
    return [inbound_api.router, intake_api.router, check_api.router]
