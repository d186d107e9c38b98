"""A day named in a text is counted from the day it is where she lives, not from the day in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.compliance.ask import Ask
from bot.model.contact import AccountFacts, BorrowerFacts, CaseFile, Lender, Proposal
from bot.model.words import Actor, Channel, Language, Purpose

EARLY = datetime(2026, 3, 9, 17, 30, tzinfo=UTC)
"""Half past one on Tuesday the tenth in Shanghai, still Monday the ninth in UTC."""
TEXT = "Please pay by tomorrow."
SHANGHAI, LONDON = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/London")


def found(deadline: date, *zones: ZoneInfo) -> bool:
    case = CaseFile(
        lender=Lender(actor=Actor.FIRST_PARTY, product="online_consumer_loan", regimes=("CN",)),
        borrower=BorrowerFacts(Language.EN, residence="CN", timezone=zones[0].key),
        account=AccountFacts(id="A1", currency="CNY", deadlines=(deadline,)),
    )
    said = Proposal(Channel.IM, Purpose.REPLY, TEXT, language="en", reply_to_inbound=True)
    return "deadline" in Ask(case, said, now=EARLY, zones=zones, regimes=frozenset({"CN"})).findings


@pytest.mark.parametrize(
    ("deadline", "zones", "invented"),
    [
        (date(2026, 3, 11), (SHANGHAI,), False),
        (date(2026, 3, 10), (SHANGHAI,), True),
        (date(2026, 3, 10), (LONDON,), False),
        (date(2026, 3, 10), (SHANGHAI, LONDON), True),  # the strictest of the zones that are possible
        (date(2026, 3, 11), (SHANGHAI, LONDON), True),
    ],
)
def test_tomorrow_is_the_day_after_hers(deadline: date, zones: tuple[ZoneInfo, ...], invented: bool) -> None:
    assert found(deadline, *zones) is invented
