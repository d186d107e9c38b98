"""Once a day: what has had its time is purged, and the head of the audit chain is written down.

Both can be switched off where they are done another way (``TIDEOVER_PURGE_DAILY``,
``TIDEOVER_AUDIT_HEAD_DAILY``), and both say in the log what they did, in numbers only.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import structlog

from bot.insights import retention
from bot.insights.anchors import export_head

if TYPE_CHECKING:
    from bot.bootstrap import App

log = structlog.get_logger(__name__)


def purge(app: App, now: datetime) -> retention.Report | None:
    """Purge what is past its retention; ``None`` when this installation does it another way."""
    if not app.settings.purge_daily:
        return None
    rules = app.house.rules
    policy = retention.load_retention(app.settings.policies / "retention.yml", rules=rules)
    with app.store.write() as unit:
        report = retention.purge(unit, policy, rules, now=now)
        unit.commit()
    log.info(
        "purged", rows=report.purged.total(), accounts=len(report.accounts), kept=sum(report.kept.values())
    )
    return report


def write_head(app: App, now: datetime) -> bool:
    """Add today's head of the audit chain to the file that is kept elsewhere; true when it was new."""
    if not app.settings.audit_head_daily:
        return False
    with app.store.read() as unit:
        seq, digest = unit.audit.head()
    new = export_head(app.settings.audit_heads, seq=seq, digest=digest, on=now.date()) is not None
    log.info("audit_head", seq=seq, written=new)
    return new
