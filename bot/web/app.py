"""The web application: routers, guards, errors, static files. Made from a running product by bootstrap."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from fastapi.staticfiles import StaticFiles

import bot
from bot.bootstrap import App
from bot.storage.phones import Phones
from bot.web import chat, desk, desk_facts, desk_sign_in, errors, front, health, pay, receipt, reference
from bot.web.guard import Guard
from bot.web.pages import HERE
from bot.web.signin import NotSignedIn
from bot.web.site import Site

ABOUT = (
    "Chat, desk and data interface of Tideover. Errors are JSON: `{error: {what, where, remedy}}`. "
    "A chat link's token is a secret: it is never logged and never sent on as a referrer."
)


def create_app(product: App, *, routers: Sequence[APIRouter] = (), run_workers: bool = True) -> FastAPI:
    """Build the web application of a running product.

    Args:
        product: from :func:`bot.bootstrap.build_app`.
        routers: more of the HTTP interface (accounts, payments, check).
        run_workers: start the product's workers with the application and stop them with it.
    """

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        if run_workers:
            product.start_workers()
        try:
            yield
        finally:
            if run_workers:
                product.stop()

    sandbox = product.settings.channels == "sandbox"
    engine: Any = product.house.engine
    site = Site(
        house=product.house,
        notifier=product.notifier,
        phones=Phones(product.store) if sandbox else None,
        telegram_link=None if product.telegram is None else product.telegram.link_for,
        engine_healthy=getattr(engine, "healthy", lambda: True),
    )
    app = FastAPI(
        title="Tideover",
        version=getattr(bot, "__version__", "0.1.0"),
        description=ABOUT,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.site = site
    app.state.product = product
    own = (chat, desk, desk_facts, desk_sign_in, front, health, pay, receipt, reference)
    for router in (*(each.router for each in own), *routers):
        app.include_router(router)
    app.mount("/static", _Static(directory=HERE / "static"), name="static")
    errors.install(app)

    @app.exception_handler(NotSignedIn)
    async def _sign_in_first(request: Request, _: NotSignedIn) -> Response:
        return RedirectResponse("/desk/sign-in", status_code=303)

    app.add_middleware(Guard, metrics=site.metrics, secure=site.secure)
    return app


class _Static(StaticFiles):
    """Static files; their address changes with their content, so they may be kept."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response
