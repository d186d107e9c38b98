"""Laws that hold for any case.

More never makes it milder, order never matters, the first allowed instant is the first.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.compliance import decide
from bot.compliance.ask import Ask
from bot.compliance.door import Verdict, _selected, plan_for
from bot.compliance.policy import Policy
from bot.model.contact import BorrowerFacts, Contact, Fact, PaymentEvent, PlanEvent, Proposal
from bot.model.money import Money
from bot.model.words import SEVERITY, Actor, Channel, Decision, Outcome, Purpose, Sender
from tests.unit.compliance.cases import NEUTRAL, PLACES, case, policy

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
NOW = datetime(2026, 10, 23, 3, 0, tzinfo=UTC)  # two weeks in which Europe and America change their clocks

moments = st.integers(min_value=0, max_value=40 * 24 * 60).map(lambda m: NOW - timedelta(minutes=m))
nows = st.integers(min_value=0, max_value=14 * 24 * 3600).map(lambda s: NOW + timedelta(seconds=s))
contacts = st.builds(
    Contact,
    moments,
    st.just("outbound"),
    st.sampled_from([Channel.VOICE_HUMAN, Channel.VOICE_AI, Channel.SMS, Channel.EMAIL, Channel.IM]),
    st.sampled_from(list(Outcome)),
    st.sampled_from([None, "A1", "A2"]),
    by=st.sampled_from([Sender.AGENT, Sender.AGENCY]),
)
# facts that only ever restrict; consent, agreed hours and a lifted fact are permissions and stand apart
restricting = st.builds(
    Fact,
    moments,
    st.sampled_from(
        [
            *("opt_out", "cease", "media_ban", "dispute", "attorney", "bankruptcy", "deceased", "minor"),
            *("capacity", "vulnerable", "hardship_notice", "wrong_person", "plan_hold", "student", "fraud"),
            *("complaint", "erasure_request", "payment_claimed", "breathing_space", "third_party_refused"),
            *("time_barred", "servicemember", "persistent_debt", "inconvenient_time", "unreachable"),
        ]
    ),
)
hours = st.integers(min_value=0, max_value=23).map(time)
mornings = st.builds(
    Fact,
    moments,
    st.just("inconvenient_time"),
    st.builds(lambda a, b: {"from": a, "to": b}, hours, hours),
)
occasions = st.builds(
    Fact,
    moments,
    st.just("occasion"),
    st.builds(
        lambda about, ahead, long: {
            "about": about,
            "started_on": (NOW + timedelta(days=ahead)).date(),
            "ended_on": (NOW + timedelta(days=ahead + long)).date(),
        },
        st.sampled_from(["bereavement", "calamity", "marriage", "festival"]),
        st.integers(min_value=-10, max_value=14),
        st.integers(min_value=1, max_value=14),
    ),
)
payments = st.builds(PaymentEvent, moments, st.just(Money(100, "CNY")))
plans = st.builds(PlanEvent, moments, st.just("instalment"), st.just("active"))
histories = st.lists(st.one_of(contacts, restricting, payments, plans, mornings, occasions), max_size=9)
# holds that end by themselves, so that time alone helps
ending = st.builds(
    Fact,
    moments,
    st.sampled_from(["dispute", "vulnerable", "breathing_space", "plan_hold", "complaint", "cease"]),
    st.just({}),
    nows,
)
softer = st.lists(st.one_of(contacts, payments, mornings, occasions, ending), max_size=9)
lags = st.sampled_from([0, 10, 3600]).map(lambda s: timedelta(seconds=s))
regimes = st.sampled_from(sorted(PLACES))
channels = st.sampled_from([Channel.SMS, Channel.IM, Channel.EMAIL, Channel.VOICE_HUMAN, Channel.PUSH])
HARD = ("deceased", "bankruptcy", "cease", "minor")


def ask(file, *, now, channel, packs: Policy | None = None, lag: timedelta = timedelta(0)) -> Verdict:
    words = NEUTRAL[file.borrower.language]
    said = Proposal(channel, Purpose.REMINDER, words, by=Sender.BOT, deliver_by=now + lag if lag else None)
    return decide(file, said, now=now, policy=packs or policy())


def rank(verdict: Verdict) -> int:
    return SEVERITY[verdict.decision]


@QUICK
@given(regimes, histories, restricting | contacts | plans | mornings | occasions, nows, channels)
def test_one_more_fact_never_makes_a_verdict_milder(regime, history, more, now, channel):
    before = ask(case(regime, *history), now=now, channel=channel)

    after = ask(case(regime, *history, more), now=now, channel=channel)

    # a first contact on file may stand for the introduction it carried; nothing else may be forgiven
    introduced = {"bot_disclosure", "mini_miranda_first"}
    if not (isinstance(more, Contact) and set(before.required) & introduced):
        assert rank(after) >= rank(before)


@QUICK
@given(regimes, regimes, histories, nows, channels)
def test_one_more_pack_never_makes_a_verdict_milder(regime, other, history, now, channel):
    before = ask(case(regime, *history), now=now, channel=channel)

    after = ask(case(regime, *history, also=(other,)), now=now, channel=channel)

    assert rank(after) >= rank(before)


@QUICK
@given(regimes, histories, nows, channels, st.data())
def test_one_more_rule_never_makes_a_verdict_milder(regime, history, now, channel, data):
    whole = policy()
    gone = data.draw(st.sampled_from([r.id for r in whole.rules if not r.unknown]))
    # a number filled by another rule falls back to "ask compliance" without it, which is stricter by design
    fillers = {f for r in whole.rules for f in r.filled_by}
    less = Policy(tuple(r for r in whole.rules if r.id != gone), whole.places, "less")

    before = ask(case(regime, *history), now=now, channel=channel, packs=less)
    after = ask(case(regime, *history), now=now, channel=channel)

    if gone not in fillers:
        assert rank(after) >= rank(before)


@QUICK
@given(regimes, histories, nows, channels, st.randoms(use_true_random=False))
def test_the_order_of_facts_changes_nothing(regime, history, now, channel, random):
    shuffled = list(history)
    random.shuffle(shuffled)

    one = ask(case(regime, *history), now=now, channel=channel)
    two = ask(case(regime, *shuffled), now=now, channel=channel)

    assert one == two


@QUICK
@given(
    regimes,
    histories,
    nows,
    channels,
    st.sampled_from([None, *NEUTRAL.values(), "You must pay today or we will sue you.", "不还就上门。"]),
    st.sampled_from([True, False, None]),
    st.sampled_from([(), ("distress_score",)]),
    st.sampled_from(["borrower", "third_party:Bob"]),
)
def test_a_rule_that_is_not_asked_would_not_have_bitten(
    regime, history, now, channel, said, verified, targeting, recipient
):
    file = replace(case(regime, *history), verified=verified)
    proposal = Proposal(
        channel, Purpose.REMINDER, said, by=Sender.BOT, targeting=targeting, recipient=recipient
    )
    places = policy().places
    packs = places.regimes(file.lender.regimes, file.borrower)
    zones = places.candidate_zones(file.borrower, packs, at=now)
    question = Ask(file, proposal, now=now, zones=zones, regimes=packs)
    plan = plan_for(policy(), question)
    every = [step for rows in (*plan.initiated.values(), *plan.by_fact.values()) for step in rows]

    asked = {id(step) for step in _selected(plan, question)}

    assert asked
    for step in every:
        evaluate, params, rule = step
        assert id(step) in asked or evaluate(params, question) is None, rule.id


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(regimes, st.none() | regimes, softer, nows, channels, lags)
def test_not_before_is_allowed_and_nothing_just_before_it_is(regime, other, history, now, channel, lag):
    file = case(regime, *history, also=(other,) if other else ())
    verdict = ask(file, now=now, channel=channel, lag=lag)
    if verdict.not_before is None:
        return

    at = ask(file, now=verdict.not_before, channel=channel, lag=lag)

    assert SEVERITY[at.decision] < SEVERITY[Decision.HUMAN]
    span = verdict.not_before - now
    for part in (0.2, 0.5, 0.8, 0.97):
        earlier = ask(file, now=now + span * part, channel=channel, lag=lag)
        assert SEVERITY[earlier.decision] >= SEVERITY[Decision.HUMAN]
    last = verdict.not_before - timedelta(seconds=1)
    if last > now:
        assert SEVERITY[ask(file, now=last, channel=channel, lag=lag).decision] >= SEVERITY[Decision.HUMAN]


@QUICK
@given(regimes, histories, st.sampled_from(HARD), moments, nows, channels, st.booleans())
def test_a_hard_stop_beats_everything(regime, history, kind, since, now, channel, agreed):
    extra = [Fact(since, kind)]
    if agreed:
        extra += [Fact(since, "consent", {"channel": str(channel)}), Fact(since, "agreed_hours", {})]

    verdict = ask(case(regime, *history, *extra), now=now, channel=channel)

    assert verdict.decision is Decision.BLOCK
    assert verdict.not_before is None


@QUICK
@given(regimes, histories, nows)
def test_a_reply_that_asks_for_nothing_is_never_stopped_by_hours_or_counters(regime, history, now):
    file = replace(case(regime, *history), verified=True)
    words = {"zh": "好的，已经帮您记下了。", "en": "Of course, I have noted that for you."}[
        file.borrower.language
    ]
    said = Proposal(Channel.IM, Purpose.REPLY, words, by=Sender.AGENT, reply_to_inbound=True)

    verdict = decide(file, said, now=now, policy=policy())

    stages = {hit.stage for hit in verdict.rules if hit.decision is Decision.BLOCK}
    assert stages.isdisjoint({2, 4, 5})


@QUICK
@given(st.sampled_from(list(Actor)), regimes, nows, channels)
def test_a_verdict_is_the_strictest_of_its_rules(actor, regime, now, channel):
    verdict = ask(case(regime, actor=actor), now=now, channel=channel)

    strictest = max((SEVERITY[h.decision] for h in verdict.rules), default=0)
    assert rank(verdict) == strictest


ASK_A_PERSON = ("SG", "US-DC", "US-WV", "US-OR")
"""Packs whose one rule has no number: every message asks a person."""


def test_the_laws_are_tried_in_every_pack_of_the_product():
    tried = {name for regime in PLACES for name in policy().places.regimes((regime,), case(regime).borrower)}

    assert set(policy().regimes) <= tried | {"house"}


@pytest.mark.parametrize("regime", sorted(PLACES))
def test_the_laws_have_verdicts_of_both_sorts_to_work_on(regime):
    zone = ZoneInfo(PLACES[regime][1])
    days = [datetime(2026, 10, 20 + n, 12, 0, tzinfo=zone) for n in range(4)]
    consent = [Fact(NOW - timedelta(days=9), "consent", {"channel": str(channel)}) for channel in Channel]

    noon = {ask(case(regime, *consent), now=at, channel=Channel.PUSH).decision for at in days}
    night = {
        ask(case(regime, *consent), now=at.replace(hour=3), channel=Channel.PUSH).decision for at in days
    }

    assert all(SEVERITY[decision] >= SEVERITY[Decision.HUMAN] for decision in night)
    leaves = any(SEVERITY[decision] < SEVERITY[Decision.HUMAN] for decision in noon)
    assert leaves is (regime not in ASK_A_PERSON)


def test_effective_dates_are_half_open():
    rule = policy().rule("US-NYC-1")

    assert not rule.in_force(date(2026, 8, 31))
    assert rule.in_force(date(2026, 9, 1))


PLACED = st.builds(
    BorrowerFacts,
    st.just("en"),
    st.sampled_from(["America/New_York", "America/Los_Angeles", "America/Phoenix", "Pacific/Honolulu", None]),
    st.sampled_from(["US-NY", "US-CA", "US-TX", "US-AZ", "US-HI", None]),
    phone_area=st.sampled_from([None, "+1-213", "+1-212", "+1-808"]),
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PLACED, nows, channels, lags)
def test_where_facts_about_place_disagree_every_place_must_allow(borrower, now, channel, lag):
    packs = policy().places.regimes(("US",), borrower)
    zones = policy().places.candidate_zones(borrower, packs, at=now)
    mixed = replace(case("US"), borrower=borrower)
    mixed = replace(mixed, lender=replace(mixed.lender, regimes=tuple(sorted(packs))))

    def verdict(file):
        return ask(file, now=now, channel=channel, lag=lag)

    alone = [verdict(replace(mixed, borrower=BorrowerFacts("en", zone.key))) for zone in zones]
    closed = {"US-TIME-1", "US-TIME-2"}
    stops = {hit.id for hit in verdict(mixed).rules} & closed
    assert bool(stops) is (not zones or any({hit.id for hit in one.rules} & closed for one in alone))
