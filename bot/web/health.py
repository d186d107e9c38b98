"""For operators: alive, ready, counted."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from starlette.concurrency import run_in_threadpool

from bot.model.errors import TideoverError
from bot.web.site import Site, site_of

router = APIRouter(tags=["operations"])


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz")
async def readyz(request: Request) -> Response:
    """Database and language engine answer; 503 names what does not, and messages are kept meanwhile."""
    site = site_of(request)
    parts = await run_in_threadpool(_parts, site)
    ready = all(parts.values())
    body = {"ready": ready, "parts": {name: "ok" if ok else "down" for name, ok in parts.items()}}
    return JSONResponse(body, status_code=200 if ready else 503)


@router.get("/metrics", response_class=PlainTextResponse)
def metrics(request: Request) -> Response:
    """Counters in the Prometheus text format; no personal data."""
    return Response(site_of(request).metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")


def _parts(site: Site) -> dict[str, bool]:
    try:
        with site.house.store.read() as unit:
            unit.audit.head()
        database = True
    except TideoverError:
        database = False
    return {"database": database, "engine": site.engine_healthy()}
