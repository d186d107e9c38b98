"""What somebody says, heard without the classifier, and as the wish it becomes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from bot.bootstrap import MessageReader
from bot.conversation.heard import Heard, from_record
from bot.conversation.wishes import gather
from bot.model.money import Money
from bot.model.words import Intent, Language, OfferKind

NOW = datetime(2026, 3, 10, 7, 0, tzinfo=UTC)
TODAY = date(2026, 3, 10)
READ = MessageReader(None)


def hear(text: str) -> Heard:
    chinese = any("\u4e00" <= char <= "\u9fff" for char in text)
    record = READ(
        text,
        at=NOW,
        language=Language.ZH if chinese else Language.EN,
        currency="CNY",
        region="CN",
        payday=None,
    )
    return from_record(record, lead=Intent.PROMISE_TO_PAY)


def wish(
    text: str, kind: OfferKind = OfferKind.PROMISE, before: dict[str, Any] | None = None, owed: int = 128_000
) -> dict[str, Any]:
    return gather(hear(text), text, kind=kind, before=before or {}, overdue=Money(owed, "CNY"), today=TODAY)
