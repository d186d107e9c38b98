"""The one door: every sentence, from bot, scheduler or agent, is decided here and nowhere else.

How a decision is made, in five steps:

1. The packs that apply are found: by licence and contract, by residence and city, and the house's own.
2. Of their rules, those in force today that speak to this actor, product and channel are read, in the order
of stages:
   stops, pauses, media, window, caps, content, bans. The selection is compiled once per combination.
3. Each rule that bites gives a :class:`RuleHit`; one that lacks a fact bites as its ``on_missing_fact`` says.
4. The strictest hit is the verdict.
5. If something forbids the message now, the first instant is sought at which nothing would (``not_before``).

An error inside the engine is a block, never a hole.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from traceback import extract_tb
from typing import Any

import structlog

from bot.compliance.ask import Ask
from bot.compliance.policy import Policy
from bot.compliance.rule import Evaluate, Hit, Rule, Stage
from bot.compliance.text import MARKERS, TextView
from bot.model.contact import CaseFile, Proposal
from bot.model.words import SEVERITY, Decision

_log = structlog.get_logger(__name__)
_STEPS = 400
_HORIZON = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class RuleHit:
    """A rule that mattered.

    Args:
        id: of the rule.
        decision: what it asks for.
        citation: instrument and article.
        why: one sentence in zh and en.
        force: its legal force, so that a house rule is never quoted as law.
        until: when this rule alone would let go; None when time does not help.
        required: what would satisfy it.
        stage: where it stands in the order.
    """

    id: str
    decision: Decision
    citation: str
    why: Mapping[str, str]
    force: str
    until: datetime | None = None
    required: tuple[str, ...] = ()
    stage: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of the door.

    Args:
        decision: the strictest of all rules.
        rules: every rule that bit, in the order of stages.
        not_before: the first instant at which nothing would forbid it; None when it may go now or time does
            not help.
        required: content or facts that are missing.
        considered: ids of every rule that was asked.
        policy_version: version of the packs.
    """

    decision: Decision
    rules: tuple[RuleHit, ...]
    not_before: datetime | None
    required: tuple[str, ...]
    considered: tuple[str, ...]
    policy_version: str

    @property
    def may_leave(self) -> bool:
        """Tell whether the message may leave as it is."""
        return self.decision in (Decision.ALLOW, Decision.WARN)

    @property
    def left_to_person(self) -> tuple[str, ...]:
        """Ids of the rules that leave it to a person; none when something stricter forbids it anyway."""
        if self.decision is not Decision.HUMAN:
            return ()
        return tuple(hit.id for hit in self.rules if hit.decision is Decision.HUMAN)

    def as_json(self, language: str = "en") -> dict[str, Any]:
        """Return the answer in the shape of ``tideover check``."""
        lang = "zh" if str(language).startswith("zh") else "en"
        return {
            "verdict": str(self.decision),
            "rules": [
                {
                    "id": hit.id,
                    "decision": str(hit.decision),
                    "citation": hit.citation,
                    "force": hit.force,
                    "why": hit.why[lang],
                }
                for hit in self.rules
            ],
            "not_before": self.not_before.isoformat() if self.not_before else None,
            "required": list(self.required),
        }


_Step = tuple[Evaluate, Any, Rule]
"""A rule made ready: its function, its parameters, and itself."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """The rules for one combination of packs, actor, product, channel and day.

    The general ones are grouped by what their kind needs of a question, the others by the fact that calls
    them.
    """

    initiated: Mapping[str, tuple[_Step, ...]]
    replies: Mapping[str, tuple[_Step, ...]]
    by_fact: Mapping[str, tuple[_Step, ...]]
    considered: tuple[str, ...]


_ENGINE_ERROR = RuleHit(
    id="ENGINE-ERROR",
    decision=Decision.BLOCK,
    citation="House policy, an error is a block",
    why={
        "zh": "规则引擎出错了，消息先不发出；请技术同事查看日志。",
        "en": "The rule engine failed, so nothing leaves; please have the log looked at.",
    },
    force="house",
)


def decide(case: CaseFile, proposal: Proposal, *, now: datetime, policy: Policy) -> Verdict:
    """Decide whether one proposed message may leave.

    Args:
        case: what is on file.
        proposal: what somebody wants to send.
        now: the moment of sending; must be aware.
        policy: the packs.
    """
    try:
        return _decide(case, proposal, now=now, policy=policy)
    except Exception as error:  # the door stays shut whatever breaks behind it
        steps = [f"{Path(f.filename).name}:{f.lineno}" for f in extract_tb(error.__traceback__)]
        _log.error(
            "compliance.engine_error", error=type(error).__name__, steps=steps, account=case.account.id
        )
        return Verdict(Decision.BLOCK, (_ENGINE_ERROR,), None, (), (), policy.version)


def _decide(case: CaseFile, proposal: Proposal, *, now: datetime, policy: Policy) -> Verdict:
    regimes = policy.places.regimes(case.lender.regimes, case.borrower)
    zones = policy.places.candidate_zones(case.borrower, regimes, at=now)
    ask = Ask(case, proposal, now=now, zones=zones, regimes=regimes)
    plan = plan_for(policy, ask)
    hits = _read(plan, ask)
    verdict = Decision.ALLOW
    for hit in hits:
        if SEVERITY[hit.decision] > SEVERITY[verdict]:
            verdict = hit.decision
    required: tuple[str, ...] = ()
    if any(hit.required for hit in hits):
        required = tuple(dict.fromkeys(key for hit in hits for key in hit.required))
    not_before = None
    if SEVERITY[verdict] >= SEVERITY[Decision.HUMAN]:
        not_before = _first_allowed(plan, ask, hits)
    return Verdict(verdict, tuple(hits), not_before, required, plan.considered, policy.version)


def plan_for(policy: Policy, ask: Ask) -> _Plan:
    """Return the compiled selection of rules, made once per combination."""
    lender = ask.case.lender
    day = (ask.local(ask.zones[0], ask.now) if ask.zones else ask.now).date()
    days = policy.plans.get("days")
    if days is None:
        days = policy.plans["days"] = policy.changes()
    key = (ask.regimes, lender.actor, lender.product, ask.channel, bisect_right(days, day))
    plan = policy.plans.get(key)
    if plan is None:
        plan = policy.plans[key] = _compile(policy, ask, day)
    return plan


def _compile(policy: Policy, ask: Ask, day: date) -> _Plan:
    who = {"actor": str(ask.case.lender.actor), "product": ask.case.lender.product}
    chosen = [
        rule.seen_by(**who)
        for rule in policy.rules
        if (rule.regime in ask.regimes or rule.regime == "house")
        and rule.in_force(day)
        and rule.binds(**who, channel=str(ask.channel))
    ]
    filled = {r.id for r in chosen}
    deciding = [
        r
        for r in chosen
        if r.force != "superseded"
        and r.direction != "inbound"
        and not (r.unknown and not filled.isdisjoint(r.filled_by))
    ]
    deciding.sort(key=lambda r: (r.kind.stage, r.id))
    steps = [(r.kind.evaluate, r.params, r) for r in deciding if r.kind.evaluate is not None]
    always = [step for step in steps if not _called_by(step[2])]
    needs = dict.fromkeys(step[2].kind.needs for step in always)
    by_fact: dict[str, list[_Step]] = {}
    for step in steps:
        for name in _called_by(step[2]):
            by_fact.setdefault(name, []).append(step)
    return _Plan(
        initiated={need: tuple(s for s in always if s[2].kind.needs == need) for need in needs},
        replies={
            need: tuple(s for s in always if s[2].kind.needs == need and s[2].kind.replies) for need in needs
        },
        by_fact={name: tuple(rows) for name, rows in by_fact.items()},
        considered=tuple(r.id for r in chosen),
    )


def _called_by(rule: Rule) -> Iterable[str]:
    """Return the fact kinds that call a rule: those its kind knows, or the fewer it names itself.

    None calls a rule that must always be asked.
    """
    return getattr(rule.params, "facts", ()) or rule.kind.facts


def _selected(plan: _Plan, ask: Ask) -> list[_Step]:
    """Return the rules to ask: the general ones, and those a fact on file calls."""
    rows: list[_Step] = []
    for need, steps in (plan.replies if ask.reply else plan.initiated).items():
        if not need or ask.offers(need):
            rows += steps
    if ask.index.facts:
        called: dict[int, _Step] = {}
        for name in ask.index.facts:
            for step in plan.by_fact.get(name, ()):
                called[id(step)] = step
        rows += called.values()
    return rows


def _read(plan: _Plan, ask: Ask) -> list[RuleHit]:
    hits: list[RuleHit] = []
    for evaluate, params, rule in _selected(plan, ask):
        hit = evaluate(params, ask)
        if hit is not None:
            hits.append(_named(rule, hit))
    hits.sort(key=lambda h: (h.stage, h.id))
    return hits


def _decision(rule: Rule, hit: Hit) -> Decision:
    if hit.missing:
        return rule.on_missing_fact
    return hit.decision or rule.severity


def _named(rule: Rule, hit: Hit) -> RuleHit:
    return RuleHit(
        rule.id,
        _decision(rule, hit),
        str(rule.citation),
        rule.why,
        rule.force,
        hit.until,
        hit.required,
        int(rule.kind.stage),
    )


def _first_allowed(plan: _Plan, ask: Ask, hits: list[RuleHit]) -> datetime | None:
    """Return the first instant at which no rule would stop the message.

    Or None when time alone does not help.

    Each stopping rule says when it alone lets go; the latest of these is tried, and so on until nothing
    stops it.
    """
    stopping = [h for h in hits if SEVERITY[h.decision] >= SEVERITY[Decision.HUMAN]]
    steps = [step for step in _selected(plan, ask) if step[2].kind.timed]
    lags = ask.at
    try:
        for _ in range(_STEPS):
            untils = [h.until for h in stopping]
            if any(u is None for u in untils):
                return None
            moment = max((u for u in untils if u is not None), default=ask.at)
            if moment <= ask.at or moment - ask.now > _HORIZON:
                return None
            ask.moved_to(moment)
            stopping = []
            for evaluate, params, rule in steps:
                hit = evaluate(params, ask)
                if hit is not None and SEVERITY[_decision(rule, hit)] >= SEVERITY[Decision.HUMAN]:
                    stopping.append(_named(rule, hit))
            if not stopping:
                return moment.astimezone(ask.zones[0]) if ask.zones else moment
        return None
    finally:
        ask.moved_to(lags)


def required_texts(case: CaseFile, proposal: Proposal, policy: Policy, *, now: datetime) -> tuple[str, ...]:
    """Return the content keys that a message of this sort must carry, so that the wording can add them.

    It asks the same rules about a text that carries nothing; notices that must be on file are left out.
    """
    language = str(proposal.language or case.borrower.language)[:2]
    view = TextView.of(proposal.text, language)
    neutral = view is not None and not view.speaks_of_debt
    bare = replace(proposal, text=_BARE["zh" if language == "zh" else "en"][neutral], deliver_by=None)
    regimes = policy.places.regimes(case.lender.regimes, case.borrower)
    ask = Ask(
        case,
        bare,
        now=now,
        zones=policy.places.candidate_zones(case.borrower, regimes, at=now),
        regimes=regimes,
    )
    plan = plan_for(policy, ask)
    keys: dict[str, None] = {}
    for evaluate, params, rule in _selected(plan, ask):
        if rule.kind.stage is Stage.CONTENT:
            hit = evaluate(params, ask)
            if hit is not None and _decision(rule, hit) is Decision.REQUIRE:
                keys.update(dict.fromkeys(k for k in hit.required if k in MARKERS))
    return tuple(keys)


_BARE = {"zh": ("您有一期逾期", "您好"), "en": ("you are overdue", "hello")}
"""Texts that carry no required line: one about a debt, one about nothing."""
