"""A decision comes back from its record exactly, and says the same again."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.compliance import decide, load_policy, replay
from bot.model.contact import (
    AccountFacts,
    BorrowerFacts,
    CaseFile,
    Contact,
    ContactPoint,
    Fact,
    Lender,
    Notice,
    OfferTerms,
    PaymentEvent,
    PlanEvent,
    PromiseEvent,
    Proposal,
)
from bot.model.errors import BadInput
from bot.model.money import Money
from bot.model.words import Actor, Channel, Outcome, Purpose, Sender

POLICY = load_policy(Path(__file__).resolve().parents[3] / "policies")
ZONES = st.one_of(st.just(UTC), st.integers(-12, 14).map(lambda h: timezone(timedelta(hours=h))))
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1), timezones=ZONES)  # noqa: DTZ001
DAYS = st.dates(date(2000, 1, 1), date(2090, 1, 1))
WORDS = st.text(max_size=12)
MAYBE = st.none() | WORDS
MONEY = st.builds(Money, st.integers(-(10**12), 10**12), st.sampled_from(["CNY", "USD", "JPY", "KWD"]))
CHANNELS = st.sampled_from(Channel)
FINITE = st.floats(allow_nan=False, allow_infinity=False)
PLAIN = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | WORDS | FINITE
TIMES = st.times().map(lambda found: found.replace(microsecond=0))
RATES = st.decimals(0, 100, allow_nan=False, places=4)
VALUES = st.recursive(
    PLAIN | MOMENTS | DAYS | TIMES | RATES | MONEY | st.frozensets(WORDS, max_size=3),
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.lists(inner, max_size=3),
    max_leaves=4,
)
EVENTS = st.one_of(
    st.builds(
        Contact, at=MOMENTS, direction=st.sampled_from(["outbound", "inbound"]), channel=CHANNELS,
        outcome=st.none() | st.sampled_from(Outcome), account=MAYBE, to=MAYBE, by=st.sampled_from(Sender),
        other_accounts=st.lists(WORDS, max_size=2).map(tuple), purpose=st.none() | st.sampled_from(Purpose),
    ),
    st.builds(
        Fact, at=MOMENTS, kind=WORDS, detail=st.dictionaries(WORDS, VALUES, max_size=3),
        ended_at=st.none() | MOMENTS,
    ),
    st.builds(PlanEvent, at=MOMENTS, kind=WORDS, status=WORDS, plan=MAYBE),
    st.builds(PromiseEvent, at=MOMENTS, amount=st.none() | MONEY, due_on=st.none() | DAYS, status=WORDS),
    st.builds(PaymentEvent, at=MOMENTS, amount=st.none() | MONEY),
    st.builds(Notice, at=MOMENTS, kind=WORDS),
)  # fmt: skip
POINTS = st.builds(
    ContactPoint, id=WORDS, channel=CHANNELS, consent_at=st.none() | MOMENTS, checked_at=st.none() | MOMENTS,
    work=st.booleans(),
)  # fmt: skip
CASES = st.builds(
    CaseFile,
    lender=st.builds(
        Lender, actor=st.sampled_from(Actor), product=WORDS, name=MAYBE,
        regimes=st.lists(WORDS, max_size=3).map(tuple),
    ),
    borrower=st.builds(
        BorrowerFacts, language=WORDS, timezone=MAYBE, residence=MAYBE, city=MAYBE, phone_area=MAYBE,
        contact_points=st.lists(POINTS, max_size=3).map(tuple),
    ),
    account=st.builds(
        AccountFacts, id=MAYBE, currency=WORDS, overdue_amount=st.none() | MONEY,
        days_past_due=st.none() | st.integers(0, 400), principal_outstanding=st.none() | MONEY,
        next_due_on=st.none() | DAYS, original_term_months=st.none() | st.integers(0, 400),
        time_barred=st.none() | st.booleans(), legal_step=MAYBE, credit_reported=st.none() | st.booleans(),
        deadlines=st.lists(DAYS, max_size=3).map(tuple),
    ),
    history=st.lists(EVENTS, max_size=6).map(tuple),
    verified=st.none() | st.booleans(),
)  # fmt: skip
PROPOSALS = st.builds(
    Proposal, channel=CHANNELS, purpose=st.sampled_from(Purpose), text=MAYBE, language=MAYBE, to=MAYBE,
    recipient=WORDS, deliver_by=st.none() | MOMENTS, by=st.sampled_from(Sender), account=MAYBE,
    offer=st.none()
    | st.builds(
        OfferTerms, kind=WORDS, parts=st.none() | st.integers(0, 60), months=st.none() | st.integers(0, 60),
        days=st.none() | st.integers(0, 60), annual_cost_rate=st.none() | RATES, fees=st.none() | MONEY,
    ),
    reply_to_inbound=st.booleans(), amounts=st.lists(MONEY, max_size=2).map(tuple),
    dates=st.lists(DAYS, max_size=2).map(tuple), carrier=MAYBE,
    targeting=st.lists(WORDS, max_size=2).map(tuple),
)  # fmt: skip

NOW = datetime(2026, 3, 10, 7, 0, tzinfo=UTC)


def a_case(*events: Contact | Fact) -> CaseFile:
    return CaseFile(
        lender=Lender(Actor.FIRST_PARTY, "online_consumer_loan", ("CN",), "Qingchuan"),
        borrower=BorrowerFacts("en", "Asia/Shanghai", "CN"),
        account=AccountFacts("A1", "CNY", Money(128000, "CNY"), 5),
        history=events,
    )


@given(CASES)
@settings(max_examples=150, deadline=None)
def test_a_case_survives_json_exactly(case: CaseFile) -> None:
    stored = orjson.loads(replay.canonical(replay.case_to_plain(case)))

    assert replay.case_from_plain(stored) == case


@given(PROPOSALS)
@settings(max_examples=150, deadline=None)
def test_a_proposal_survives_json_exactly(proposal: Proposal) -> None:
    stored = orjson.loads(replay.canonical(replay.proposal_to_plain(proposal)))

    assert replay.proposal_from_plain(stored) == proposal


def test_a_recorded_decision_says_the_same_again() -> None:
    case = a_case(
        Fact(
            NOW - timedelta(days=2),
            "inconvenient_time",
            {"from": time(9, 0), "to": time(18, 0), "days": ("mon", "tue")},
        ),
        Fact(NOW - timedelta(days=3), "opt_out", {"channel": "email"}),
        Contact(NOW - timedelta(hours=1), "outbound", Channel.SMS, Outcome.SENT, "A1"),
    )
    proposal = Proposal(
        Channel.SMS, Purpose.REMINDER, "hello", offer=OfferTerms("deferral", annual_cost_rate=Decimal("0.18"))
    )
    verdict = decide(case, proposal, now=NOW, policy=POLICY)
    stored = orjson.loads(orjson.dumps(replay.record(case, proposal, verdict, now=NOW)))

    found = replay.recorded(stored)

    again = found.again(POLICY)
    assert again == verdict
    assert (found.verdict, found.rules) == (str(verdict.decision), tuple(hit.id for hit in verdict.rules))


def test_facts_that_do_not_fit_their_hash_are_refused() -> None:
    case, proposal = a_case(), Proposal(Channel.SMS, Purpose.REMINDER)
    verdict = decide(case, proposal, now=NOW, policy=POLICY)
    stored = orjson.loads(orjson.dumps(replay.record(case, proposal, verdict, now=NOW)))
    stored["case"]["account"]["days_past_due"] = 1

    with pytest.raises(BadInput, match="do not fit their hash"):
        replay.recorded(stored)


def test_a_record_without_its_facts_is_said_to_be_one() -> None:
    with pytest.raises(BadInput, match="without its facts"):
        replay.recorded({"verdict": "allow"})


def test_names_of_third_persons_stay_out_and_the_rules_still_compare_them() -> None:
    case = a_case(
        Fact(NOW - timedelta(days=1), "third_party_refused", {"person": "Aunt Lin", "note": "she was cross"}),
        *(
            Contact(NOW - timedelta(days=2), "outbound", Channel.VOICE_HUMAN, to=to)
            for to in ("Aunt Lin", "third_party:Mr Ode")
        ),
    )
    proposal = Proposal(Channel.VOICE_HUMAN, Purpose.LOCATION, "hello", recipient="third_party:Aunt Lin")
    verdict = decide(case, proposal, now=NOW, policy=POLICY)

    raw = orjson.dumps(replay.record(case, proposal, verdict, now=NOW, hide=lambda name: f"p{len(name)}"))

    assert b"Lin" not in raw
    assert b"Ode" not in raw
    assert b"cross" not in raw
    again = replay.recorded(orjson.loads(raw)).again(POLICY)
    assert [hit.id for hit in again.rules] == [hit.id for hit in verdict.rules]
