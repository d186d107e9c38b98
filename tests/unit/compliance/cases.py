"""Builders shared by the tests of the engine: the policy, a plain case, a plain proposal."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from bot.compliance import Policy, load_policy
from bot.model.contact import AccountFacts, BorrowerFacts, CaseFile, Event, Lender, Proposal
from bot.model.money import Money
from bot.model.words import Actor, Channel, Purpose

ROOT = Path(__file__).resolve().parents[3]
NEUTRAL = {
    "zh": "【青禾消费金融】您好，我是自动助手小禾，有一条消息想和您确认，点链接查看。回复TD退订。",
    "en": "Hello, this is the automated assistant of Alder Finance. There is a message for you, "
    "open the link. Reply STOP to opt out.",
}
PLACES = {
    "CN": ("zh", "Asia/Shanghai", "CN", "CNY"),
    "US": ("en", "America/New_York", "US-PA", "USD"),
    "US-MA": ("en", "America/New_York", "US-MA", "USD"),
    "US-NYC": ("en", "America/New_York", "US-NY", "USD"),
    "US-CA": ("en", "America/Los_Angeles", "US-CA", "USD"),
    "US-WA": ("en", "America/Los_Angeles", "US-WA", "USD"),
    "US-UT": ("en", "America/Denver", "US-UT", "USD"),
    "US-FL": ("en", "America/New_York", "US-FL", "USD"),
    "US-TX": ("en", "America/Chicago", "US-TX", "USD"),
    "US-CO": ("en", "America/Denver", "US-CO", "USD"),
    "US-DC": ("en", "America/New_York", "US-DC", "USD"),
    "US-WV": ("en", "America/New_York", "US-WV", "USD"),
    "US-OR": ("en", "America/Los_Angeles", "US-OR", "USD"),
    "UK-SCT": ("en", "Europe/London", "GB-SCT", "GBP"),
    "UK": ("en", "Europe/London", "GB", "GBP"),
    "EU": ("en", "Europe/Berlin", "DE", "EUR"),
    "IN": ("en", "Asia/Kolkata", "IN", "INR"),
    "AU": ("en", "Australia/Sydney", "AU-NSW", "AUD"),
    "HK": ("en", "Asia/Hong_Kong", "HK", "HKD"),
    "SG": ("en", "Asia/Singapore", "SG", "SGD"),
}
CITIES = {"US-NYC": "New York City"}


@lru_cache(maxsize=1)
def policy() -> Policy:
    """Return the packs of the product."""
    return load_policy(ROOT / "policies")


def case(
    regime: str = "CN",
    *history: Event,
    also: tuple[str, ...] = (),
    actor: Actor = Actor.FIRST_PARTY,
    product: str = "online_consumer_loan",
    verified: bool | None = None,
) -> CaseFile:
    """Return a borrower of one place with some history."""
    language, zone, residence, currency = PLACES[regime]
    return CaseFile(
        lender=Lender(actor, product, (regime, *also)),
        borrower=BorrowerFacts(language, zone, residence, CITIES.get(regime)),
        account=AccountFacts("A1", currency, Money.of("1280.00", currency), 5),
        history=history,
        verified=verified,
    )


def reminder(
    language: str = "zh", *, channel: Channel = Channel.SMS, deliver_by: datetime | None = None
) -> Proposal:
    """Return a neutral first message."""
    return Proposal(channel, Purpose.REMINDER, NEUTRAL[language], deliver_by=deliver_by)
