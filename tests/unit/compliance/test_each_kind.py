"""Every kind from all its sides: it bites, it just does not, a fact is missing, a parameter is wrong.

Bites and near misses come from the scenario files; this module counts that each kind is tried from both sides
*while it is asked*, and adds what no scenario can say: parameters that do not fit, and questions that
lack a fact.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

import pytest

from bot.compliance import door, lint
from bot.compliance.ask import Ask
from bot.compliance.coverage import read_entries
from bot.compliance.kinds import KINDS
from bot.compliance.kinds.bans import VerifyParams
from bot.compliance.kinds.frequency import BurstParams, CapParams, CooldownParams
from bot.compliance.kinds.media import EligibilityParams, OptOutParams
from bot.compliance.kinds.pauses import DisputeParams, VulnerabilityParams
from bot.compliance.kinds.plans import RateParams, TermParams, TermsParams
from bot.compliance.kinds.stops import BreathingParams, MinorParams, StopParams
from bot.compliance.kinds.window import WindowParams, ZoneParams
from bot.compliance.nulls import ASKS, HOLDS
from bot.compliance.policy import Policy, read_params
from bot.compliance.rule import Hit
from bot.compliance.scenario_facts import question
from bot.model.contact import (
    AccountFacts,
    BorrowerFacts,
    CaseFile,
    Contact,
    Fact,
    Lender,
    OfferTerms,
    Proposal,
)
from bot.model.errors import BadPolicy
from bot.model.money import Money
from bot.model.words import Actor, Channel, Decision, Outcome, Purpose
from tests.unit.compliance.cases import NEUTRAL, ROOT, policy

NOW = datetime(2026, 10, 14, 12, 0, tzinfo=UTC)
DECIDING = sorted(name for name, kind in KINDS.items() if kind.evaluate is not None)
CALLED = Contact(NOW - timedelta(hours=2), "outbound", Channel.SMS, Outcome.DELIVERED, "A1")


def ask(
    *history: object,
    purpose: Purpose = Purpose.REMINDER,
    place: bool = True,
    text: str | None = NEUTRAL["en"],
    offer: OfferTerms | None = None,
    reply: bool = False,
    overdue: bool = True,
    channel: Channel = Channel.SMS,
    verified: bool | None = None,
    to: str | None = None,
) -> Ask:
    """One question; without a place nobody knows her clock."""
    case = CaseFile(
        Lender(Actor.FIRST_PARTY, "online_consumer_loan", ("US",)),
        BorrowerFacts("en", "America/New_York" if place else None, "US-PA" if place else None),
        AccountFacts("A1", "USD", Money.of("240.00", "USD") if overdue else None, 6),
        history=history,  # type: ignore[arg-type]
        verified=verified,
    )
    zones = policy().places.candidate_zones(case.borrower, frozenset(), at=NOW) if place else ()
    proposal = Proposal(channel, purpose, text, offer=offer, reply_to_inbound=reply, to=to)
    return Ask(case, proposal, now=NOW, zones=zones, regimes=frozenset({"US"}))


def hit(kind: str, params: object, question: Ask) -> Hit | None:
    evaluate = KINDS[kind].evaluate
    assert evaluate is not None
    return evaluate(params, question)


def fact(kind: str, **detail: object) -> Fact:
    return Fact(NOW - timedelta(days=1), kind, detail)


PLAN = OfferTerms("instalment", parts=3, months=3, annual_cost_rate=Decimal("0.1"))
LONG = dataclasses.replace(PLAN, months=None, parts=None)
FREE = dataclasses.replace(PLAN, annual_cost_rate=None)

MISSING = [
    ("frequency_cap", CapParams(limit=None), ask()),
    ("frequency_cap", CapParams(limit=1), ask(CALLED, place=False)),
    ("cooldown_after_contact", CooldownParams(days=None), ask()),
    ("cooldown_after_contact", CooldownParams(days=7), ask(place=False)),
    ("burst_guard", BurstParams(max_per_day=2), ask(CALLED, place=False)),
    ("contact_window", WindowParams(end=time(21)), ask()),
    ("contact_window", WindowParams(start=time(8)), ask()),
    ("contact_window", WindowParams(start=time(8), end=time(21)), ask(place=False)),
    ("tz_resolution", ZoneParams(start=time(8), end=time(21)), ask(place=False)),
    ("channel_eligibility", EligibilityParams(consent="any"), ask()),
    ("channel_eligibility", EligibilityParams(carrier_needed=True), ask()),
    ("channel_eligibility", EligibilityParams(people=2), ask(channel=Channel.VISIT)),
    ("plan_term_cap", TermParams(max_months=24), ask(offer=LONG)),
    ("plan_term_cap", TermParams(within_original_term=True), ask(offer=LONG)),
    ("plan_term_cap", TermParams(within_original_term=True), ask(offer=PLAN)),
    ("plan_term_cap", TermParams(max_months=24, max_amount=50000), ask(offer=PLAN, overdue=False)),
    ("plan_terms_guard", TermsParams(ability_needed=True), ask(offer=PLAN)),
    ("plan_terms_guard", TermsParams(no_balance_growth=True), ask(offer=FREE)),
    ("fee_rate_cap", RateParams(max_annual_rate=Decimal("0.24")), ask(offer=FREE)),
    ("fee_rate_cap", RateParams(times_lpr=4), ask(offer=FREE)),
    (
        "fee_rate_cap",
        RateParams(fees_need_ground=True),
        ask(offer=dataclasses.replace(PLAN, fees=Money.of("5", "USD"))),
    ),
]
"""Kind, parameters and a question that lacks the fact: the record's ``on_missing_fact`` decides."""


@pytest.mark.parametrize(("kind", "params", "question"), MISSING)
def test_a_missing_fact_is_told_as_missing_and_never_as_fine(
    kind: str, params: object, question: Ask
) -> None:
    found = hit(kind, params, question)

    assert found is not None
    assert found.missing


OPEN = {
    "wrong_person": fact("wrong_person"),
    "opt_out": fact("opt_out"),
    "media_ban": fact("media_ban"),
    "vulnerable": fact("vulnerable"),
    "minor": fact("minor"),
    "dispute": fact("dispute"),
    "cease": fact("cease"),
    "breathing_space": fact("breathing_space"),
}
VAGUE = [
    ("wrong_person_stop", StopParams(), OPEN["wrong_person"]),  # which number is not said: all of them
    ("opt_out_honour", OptOutParams(), OPEN["opt_out"]),  # which medium is not said: all of them
    ("media_preference", OptOutParams(), OPEN["media_ban"]),
    ("vulnerability_pause", VulnerabilityParams(classes=frozenset({"bereavement"})), OPEN["vulnerable"]),
    ("capacity_minor_stop", MinorParams(), OPEN["minor"]),  # how old is not said: too young
    ("dispute_pause", DisputeParams(written_only=True), OPEN["dispute"]),  # how it came: in writing
    ("cease_communication", StopParams(written_only=True), OPEN["cease"]),
    ("breathing_space", BreathingParams(types=frozenset({"standard"})), OPEN["breathing_space"]),
]
PRECISE = [
    ("wrong_person_stop", StopParams(), fact("wrong_person", to="n9"), "n1"),
    ("opt_out_honour", OptOutParams(), fact("opt_out", channel="email"), None),
    ("media_preference", OptOutParams(), fact("media_ban", channel="email"), None),
    (
        "vulnerability_pause",
        VulnerabilityParams(classes=frozenset({"bereavement"})),
        fact("vulnerable", about="illness"),
        None,
    ),
    ("capacity_minor_stop", MinorParams(), fact("minor", age=18), None),
    ("dispute_pause", DisputeParams(written_only=True), fact("dispute", written=False), None),
    ("cease_communication", StopParams(written_only=True), fact("cease", written=False), None),
    (
        "breathing_space",
        BreathingParams(types=frozenset({"standard"})),
        fact("breathing_space", type="mental_health"),
        None,
    ),
]


@pytest.mark.parametrize(("kind", "params", "known"), VAGUE)
def test_a_fact_that_does_not_say_how_far_it_goes_goes_all_the_way(
    kind: str, params: object, known: Fact
) -> None:
    assert hit(kind, params, ask(known)) is not None


@pytest.mark.parametrize(("kind", "params", "known", "to"), PRECISE)
def test_a_fact_that_says_how_far_it_goes_goes_no_further(
    kind: str, params: object, known: Fact, to: str | None
) -> None:
    assert hit(kind, params, ask(known, to=to)) is None


LIFTED = {
    "dispute_pause": ("dispute", DisputeParams()),
    "bankruptcy_stop": ("bankruptcy", StopParams()),
}


@pytest.mark.parametrize("kind", LIFTED)
def test_a_dispute_and_a_bankruptcy_just_do_not_stop_what_serves_or_what_was_lifted(kind: str) -> None:
    name, params = LIFTED[kind]
    serves = ask(fact(name), purpose=Purpose.REPLY, reply=True, text="We have your letter, thank you.")
    lifted = dataclasses.replace(fact(name), ended_at=NOW)
    not_yet = dataclasses.replace(fact(name), ended_at=NOW + timedelta(seconds=1))

    assert hit(kind, params, ask(fact(name))) == Hit()
    assert hit(kind, params, serves) is None
    assert hit(kind, params, ask(lifted)) is None
    assert hit(kind, params, ask(not_yet)) == Hit(until=NOW + timedelta(seconds=1))


def test_nobody_is_told_of_a_debt_before_she_is_verified_and_an_unasked_question_stays_open() -> None:
    told = "Your loan is overdue."

    assert hit("verify_before_disclosure", VerifyParams(), ask(text=told, verified=False)) is not None
    assert hit("verify_before_disclosure", VerifyParams(), ask(text="Hello.", verified=False)) is None
    assert hit("verify_before_disclosure", VerifyParams(), ask(text=told, verified=True)) is None


def test_every_kind_bites_and_lets_alone_in_the_scenarios_while_it_is_asked() -> None:
    bites: Counter[str] = Counter()
    misses: Counter[str] = Counter()
    for entry in read_entries(ROOT / "tests" / "scenarios" / "send"):
        asked = question(entry, file="x")
        places = policy().places
        regimes = places.regimes(asked.case.lender.regimes, asked.case.borrower)
        zones = places.candidate_zones(asked.case.borrower, regimes, at=asked.now)
        one = Ask(asked.case, asked.proposal, now=asked.now, zones=zones, regimes=regimes)
        for evaluate, params, rule in door._selected(door.plan_for(policy(), one), one):
            found = evaluate(params, one)
            if found is None:
                misses[rule.kind.name] += 1
            elif not found.missing:
                bites[rule.kind.name] += 1

    assert [name for name in DECIDING if not bites[name]] == []
    assert [name for name in DECIDING if not misses[name] and name not in LIFTED] == []


FIELDS = [
    (name, part.name, typing.get_type_hints(kind.params)[part.name])
    for name, kind in sorted(KINDS.items())
    for part in dataclasses.fields(kind.params)
]


def _plain(hint: object) -> object:
    if isinstance(hint, types.UnionType):
        hint = next(h for h in typing.get_args(hint) if h is not type(None))
    return typing.get_origin(hint) or hint


WRONG: dict[object, object] = {
    int: "three",
    bool: "yes",
    str: 3,
    Decimal: "much",
    time: "25:99",
    tuple: "no list",
    frozenset: "no list",
}


@pytest.mark.parametrize(("kind", "name", "hint"), FIELDS)
def test_a_parameter_of_the_wrong_sort_is_named(kind: str, name: str, hint: object) -> None:
    with pytest.raises(BadPolicy) as caught:
        read_params(
            KINDS[kind].params, {name: WRONG[_plain(hint)]}, channels=frozenset(), where="x.yml, rule X"
        )

    assert f"x.yml, rule X, field params.{name}" in str(caught.value)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_parameter_that_the_kind_does_not_have_is_named(kind: str) -> None:
    with pytest.raises(BadPolicy, match=r"field params\.no_such_thing"):
        read_params(KINDS[kind].params, {"no_such_thing": 1}, channels=frozenset(), where="x.yml, rule X")


NUMBERS = [
    (kind, name) for kind, name, hint in FIELDS if isinstance(hint, types.UnionType) and kind in DECIDING
]


def _nulled(kind: str, name: str, *, missing: Decision) -> list[str]:
    """What the lint says of the first shipped record of a kind with one number taken out."""
    rule = next(r for r in policy().rules if r.kind.name == kind)
    params = dataclasses.replace(rule.params, **{name: None})
    changed = dataclasses.replace(
        rule, params=params, unknown=(name,), filled_by=(), overrides=(), on_missing_fact=missing
    )
    return [line for line in lint(Policy((changed,), policy().places, "x")) if f"params.{name}:" in line]


@pytest.mark.parametrize(("kind", "name"), NUMBERS)
def test_a_null_of_any_parameter_is_refused_or_answered_by_asking_or_holding(kind: str, name: str) -> None:
    asks, holds = name in ASKS.get(kind, ()), name in HOLDS.get(kind, ())

    assert bool(_nulled(kind, name, missing=Decision.BLOCK)) is not (asks or holds)
    assert bool(_nulled(kind, name, missing=Decision.WARN)) is not holds


@pytest.mark.parametrize(
    ("kind", "params", "known"),
    [
        ("breathing_space", BreathingParams(), fact("breathing_space")),
        ("vulnerability_pause", VulnerabilityParams(), fact("vulnerable")),
    ],
)
def test_a_hold_of_unknown_length_lasts_until_it_is_lifted(kind: str, params: object, known: Fact) -> None:
    late = dataclasses.replace(known, at=NOW - timedelta(days=3650))

    assert hit(kind, params, ask(late)) == Hit()


@pytest.mark.parametrize("name", DECIDING)
def test_the_docstring_of_a_kind_is_the_rule_in_plain_words(name: str) -> None:
    evaluate = KINDS[name].evaluate
    said = (evaluate.__doc__ or "").strip().split("\n")[0]
    ours = {part.name for part in dataclasses.fields(KINDS[name].params) if "_" in part.name}

    assert said.endswith(".")
    assert len(said.split()) >= 6
    assert not any(word in said for word in ("Return", "Args", "Hit", name, *ours))


def test_a_null_for_one_actor_only_is_refused_too() -> None:
    rule = next(r for r in policy().rules if r.id == "CN-FREQ-1")
    loose = {"params": dataclasses.replace(rule.params, limit=None), "on_missing_fact": Decision.WARN}
    asks = {**loose, "on_missing_fact": Decision.HUMAN}

    def said(change: dict[str, object]) -> list[str]:
        changed = dataclasses.replace(rule, overrides=(("actor", "third_party", change),))
        return [line for line in lint(Policy((changed,), policy().places, "x")) if "no limit" in line]

    assert said(loose) == [
        "cn.yml, rule CN-FREQ-1, field by_actor.third_party: null would be read as no limit"
    ]
    assert said(asks) == []
