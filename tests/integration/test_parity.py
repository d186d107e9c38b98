"""The same facts give the same offers, whoever the borrower is: 500 invented accounts, each held twice.

The twins differ in everything that must not matter (language, name, and the words of the talk) and in nothing
that may. They are written to a database and quoted the way the chat quotes.
"""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import insert

from bot.conversation.position import quote_facts
from bot.keys import KeyRing
from bot.model.words import Language, Reason
from bot.offers.negotiate import counter
from bot.offers.quote import quote
from bot.offers.terms import Wish
from bot.storage import tables as t
from bot.storage.unit import Store
from tests.integration.small_world import Clock, policies

ACCOUNTS = 500
PLACES = [("CN", "CNY", "CN", "Asia/Shanghai"), ("UK", "GBP", "GB", "Europe/London"),
          ("US", "USD", "US-MA", "America/New_York"), ("HK", "HKD", "HK", "Asia/Hong_Kong")]  # fmt: skip
PRODUCTS = ["online_consumer_loan", "credit_card", "microloan", "bnpl"]
TWINS = {"zh": "王晓雨", "en": "Grace Okafor"}


def fill(store: Store, *, dice: Random, clock: Clock) -> None:
    """Write every account twice."""
    rows: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("borrowers", "accounts", "instalments", "payments", "ledger_facts", "promises")
    }
    now, today = clock(), clock().date()
    for number in range(ACCOUNTS):
        regime, currency, place, zone = dice.choice(PLACES)
        product, rate, payday = (
            dice.choice(PRODUCTS),
            dice.choice(["0", "0.12", "0.36"]),
            dice.randrange(1, 32),
        )
        late, principal, interest = (
            dice.randrange(-8, 70),
            dice.randrange(1_000, 500_000),
            dice.randrange(9_000),
        )
        paid, fee, broken = dice.randrange(principal), dice.choice([0, 2_000]), dice.randrange(3)
        for language, name in TWINS.items():
            key = f"{language}-{number}"
            rows["borrowers"].append(
                dict(id=f"B-{key}", name=name, language=language, timezone=zone, residence=place,
                     payday=payday, created_at=now)
            )  # fmt: skip
            rows["accounts"].append(
                dict(id=key, borrower_id=f"B-{key}", lender="Lender", actor="first_party", product=product,
                     currency=currency, regimes=regime, annual_rate=rate, late_daily_rate="0.0005",
                     record_at=now)
            )  # fmt: skip
            rows["instalments"] += [
                dict(account_id=key, number=n + 1, due_on=today - timedelta(days=late - 30 * n),
                     principal=principal, interest=interest, fees=0)
                for n in range(3)
            ]  # fmt: skip
            if number % 3 == 0:
                rows["payments"].append(
                    dict(id=f"P-{key}", account_id=key, received_on=today, amount=paid, source="test",
                         recorded_at=now)
                )  # fmt: skip
            if fee:
                rows["ledger_facts"].append(
                    dict(id=f"F-{key}", account_id=key, kind="charge", item="late_fee", amount=fee,
                         since=today - timedelta(days=1), recorded_at=now)
                )  # fmt: skip
            rows["promises"] += [
                dict(id=f"{n}{key}", borrower_id=f"B-{key}", account_id=key, amount=1, due_on=today, weak=[],
                     made_at=now - timedelta(days=40), status="broken")
                for n in range(broken)
            ]  # fmt: skip
    with store.write() as unit:
        for name, values in rows.items():
            unit.connection.execute(insert(getattr(t, name)), values)
        unit.commit()


def figures(offers: Any) -> list[tuple[object, ...]]:
    """All of an offer but whose it is: its id names the account."""
    return [
        (o.kind, o.record, o.parts, o.extra_cost, o.waived, o.annual_rate, o.band, o.cheapest, o.conditions)
        for o in offers
    ]


def test_five_hundred_accounts_get_the_same_offers_in_chinese_and_english(
    sqlite_store: Store, keys: KeyRing
) -> None:
    dice, clock = Random(20260310), Clock()
    fill(sqlite_store, dice=dice, clock=clock)
    policy, today = policies()[1], clock().date()
    seen = []
    with sqlite_store.read() as unit:
        for number in range(ACCOUNTS):
            reasons = frozenset(dice.sample(list(Reason), dice.randrange(3)))
            wish = Wish(by=today + timedelta(days=dice.randrange(1, 60)), parts=dice.choice([None, 3]))
            both = []
            for language in TWINS:
                account = unit.books.account(f"{language}-{number}")
                borrower = unit.people.borrower(account.borrower_id)
                assert borrower.language is Language(language)
                facts = quote_facts(
                    unit,
                    places=policies()[0].places,
                    account=account,
                    borrower=borrower,
                    today=today,
                    now=clock(),
                    reasons=reasons,
                )
                answer = counter(facts, wish, round=1, today=today, policy=policy)
                offers = quote(facts, today=today, policy=policy)
                both.append(
                    (figures(offers), answer.status, answer.reason, figures(answer.alternatives),
                     figures([answer.offer] if answer.offer else []))
                )  # fmt: skip
            assert both[0] == both[1]
            seen.append(len(both[0][0]))
    assert sum(count >= 2 for count in seen) > ACCOUNTS // 2  # most of them really were offered something
