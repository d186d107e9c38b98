"""One borrower with one account and an open conversation, written straight to the tables."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import insert

from bot.model.talk import Conversation, Session
from bot.model.words import Channel, Language
from bot.storage import tables as t
from bot.storage.unit import Store, UnitOfWork

NOW = datetime(2026, 3, 10, 7, 0, tzinfo=UTC)
NAME, ADDRESS = "王晓雨", "+8612000000001"


def add_account(unit: UnitOfWork, account_id: str = "A1", *, borrower_id: str = "B1") -> None:
    """Write a borrower and an account."""
    unit.connection.execute(
        insert(t.borrowers).values(
            id=borrower_id, name=NAME, language="zh", timezone="Asia/Shanghai", residence="CN", created_at=NOW
        )
    )
    unit.connection.execute(
        insert(t.accounts).values(
            id=account_id,
            borrower_id=borrower_id,
            lender="晴禾消费金融",
            actor="first_party",
            product="online_consumer_loan",
            currency="CNY",
            regimes="CN",
            annual_rate="0.156",
            late_daily_rate="0.0005",
            record_at=NOW,
        )
    )


def open_talk(store: Store) -> tuple[Conversation, Session]:
    """A saved conversation with one session."""
    with store.write() as unit:
        add_account(unit)
        talk = unit.talks.open(borrower_id="B1", account_id="A1", language=Language.ZH, at=NOW)
        session = unit.talks.open_session(
            conversation_id=talk.id,
            channel=Channel.IM,
            adapter="web",
            address=ADDRESS,
            address_key="k1",
            at=NOW,
        )
        unit.commit()
    return talk, session
