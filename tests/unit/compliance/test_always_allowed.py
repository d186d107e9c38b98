"""One sentence may always answer somebody who wrote: no rule, no fact and no hour stands in its way."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.conversation.saying import WHEN_REFUSED
from bot.conversation.wording import load_wording
from bot.handoff.policy import load_handoff
from bot.model.contact import (
    AccountFacts,
    BorrowerFacts,
    CaseFile,
    Contact,
    Event,
    Fact,
    Lender,
    PaymentEvent,
    PlanEvent,
    PromiseEvent,
    Proposal,
)
from bot.model.money import Money
from bot.model.talk import Say
from bot.model.words import Actor, Channel, FactKind, Language, Outcome, Purpose, Sender
from bot.outreach import door
from tests.unit.compliance.cases import PLACES, ROOT, policy

LAST = WHEN_REFUSED[-1]
WRITTEN = (Channel.IM, Channel.SMS, Channel.EMAIL)
NOW = datetime(2026, 10, 25, 1, 0, tzinfo=UTC)
HOME = {regime: (zone, residence, currency) for regime, (_, zone, residence, currency) in PLACES.items()} | {
    "SG": ("Asia/Singapore", "SG", "SGD"),
    "UK-SCT": ("Europe/London", "GB-SCT", "GBP"),
    **{f"US-{state}": ("America/New_York", f"US-{state}", "USD") for state in ("CA", "CO", "DC", "FL", "NY")},
    **{f"US-{state}": ("America/Denver", f"US-{state}", "USD") for state in ("OR", "TX", "UT", "WA", "WV")},
}
HARSH = ("Last Warning Court Collections", "法院催收黑名单公司", "Fairwater Loans", "晴川消费金融")
PRODUCTS = ("online_consumer_loan", "credit_card", "microloan", "bnpl")
DETAILS: tuple[dict[str, object], ...] = (
    {},
    {"channel": "im"},
    {"channel": "sms"},
    {"type": "mental_health"},
    {"status": "discharged"},
    {"age": 12},
    {"from": "00:00", "to": "23:59"},
)


WORDING, HANDOFF = load_wording(ROOT / "domain.yml"), load_handoff(ROOT / "policies")
TEXTS = {lang: WORDING.render(Say(LAST, {}), language=lang, zone="UTC").text for lang in Language}


def leaves(
    *history: Event,
    regime: str,
    language: Language,
    channel: Channel,
    at: datetime,
    also: str | None = None,
    actor: Actor = Actor.FIRST_PARTY,
    product: str = "online_consumer_loan",
    lender: str = HARSH[0],
    city: str | None = None,
    place_known: bool = True,
    verified: bool | None = None,
) -> list[str]:
    """The rules that would keep the sentence in; none is the only good answer."""
    zone, residence, currency = HOME[regime]
    wrote = Contact(at, "inbound", channel, Outcome.REPLIED, "A1")
    file = CaseFile(
        lender=Lender(actor, product, tuple(name for name in (regime, also) if name), name=lender),
        borrower=BorrowerFacts(
            language.value, zone if place_known else None, residence if place_known else None, city
        ),
        account=AccountFacts("A1", currency, Money.of("1280.00", currency), 5),
        history=(*history, wrote),
        verified=verified,
    )
    said = Proposal(
        channel,
        Purpose.SERVICE,
        TEXTS[language],
        language=language.value,
        account="A1",
        reply_to_inbound=True,
    )
    speaker: Any = SimpleNamespace(
        house=SimpleNamespace(rules=policy(), wording=WORDING, handoff=HANDOFF),
        now=at,
        language=language,
        traditional=False,
        account=SimpleNamespace(lender=lender),
        borrower=SimpleNamespace(residence=residence, timezone=zone),
    )
    _, verdict = door._decided(speaker, file, said)  # with what rules want said besides, as always
    return [] if verdict.may_leave else [hit.id for hit in verdict.rules]


def test_every_pack_has_its_place_in_this_test() -> None:
    packs = {rule.regime for rule in policy().rules} - {"house", "US-NYC"}  # New York's is by city
    assert packs <= set(HOME)


@pytest.mark.parametrize("regime", sorted(HOME))
def test_no_pack_with_any_one_fact_at_any_hour_keeps_it_in(regime: str) -> None:
    facts = [None, *FactKind]
    for fact, channel, language, hour in itertools.product(facts, WRITTEN, Language, range(0, 24, 3)):
        at = NOW + timedelta(hours=hour)
        known = [Fact(at - timedelta(days=1), fact.value)] if fact else []
        city = "New York City" if regime == "US-NY" else None

        kept = leaves(*known, regime=regime, language=language, channel=channel, at=at, city=city)

        assert kept == [], (fact, channel, language, hour)


moments = st.integers(min_value=1, max_value=60 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
events = st.one_of(
    st.tuples(st.just("fact"), moments, st.sampled_from(list(FactKind)), st.sampled_from(DETAILS)),
    st.tuples(st.just("out"), moments, st.sampled_from(list(Channel)), st.sampled_from(list(Outcome))),
    st.tuples(st.just("plan"), moments, st.sampled_from(["active", "kept", "broken"]), st.none()),
    st.tuples(st.just("promise"), moments, st.sampled_from(["open", "broken"]), st.none()),
    st.tuples(st.just("paid"), moments, st.none(), st.none()),
)


def event(drawn: tuple[str, timedelta, object, object], *, at: datetime, currency: str) -> Event:
    what, ago, one, two = drawn
    when, money = at - ago, Money.of("10.00", currency)
    if what == "fact":
        return Fact(when, str(one), two)  # type: ignore[arg-type]
    if what == "out":
        return Contact(when, "outbound", one, two, "A1", by=Sender.AGENT)  # type: ignore[arg-type]
    if what == "plan":
        return PlanEvent(when, "instalment", str(one))
    if what == "promise":
        return PromiseEvent(when, money, when.date(), str(one))
    return PaymentEvent(when, money)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    regime=st.sampled_from(sorted(HOME)),
    also=st.none() | st.sampled_from(sorted(HOME)),
    language=st.sampled_from(list(Language)),
    channel=st.sampled_from(WRITTEN),
    minute=st.integers(min_value=0, max_value=366 * 24 * 60),
    drawn=st.lists(events, max_size=8),
    actor=st.sampled_from(list(Actor)),
    product=st.sampled_from(PRODUCTS),
    lender=st.sampled_from(HARSH) | st.text(min_size=1, max_size=20),
    city=st.sampled_from([None, "New York City"]),
    place_known=st.booleans(),
    verified=st.sampled_from([None, True, False]),
)
def test_no_mixture_of_packs_facts_and_history_keeps_it_in(
    regime: str,
    also: str | None,
    language: Language,
    channel: Channel,
    minute: int,
    drawn: list[tuple[str, timedelta, object, object]],
    actor: Actor,
    product: str,
    lender: str,
    city: str | None,
    place_known: bool,
    verified: bool | None,
) -> None:
    at = NOW + timedelta(minutes=minute)
    history = [event(each, at=at, currency=HOME[regime][2]) for each in drawn]

    kept = leaves(
        *history,
        regime=regime,
        also=also,
        language=language,
        channel=channel,
        at=at,
        actor=actor,
        product=product,
        lender=lender,
        city=city,
        place_known=place_known,
        verified=verified,
    )

    assert kept == []


@pytest.mark.parametrize("language", list(Language))
def test_it_holds_no_fact_and_no_name(language: Language) -> None:
    assert "{" not in TEXTS[language]
    assert not any(figure.isdigit() for figure in TEXTS[language])
