"""How long what we know about somebody is kept, and the nightly purge of what has had its time.

``policies/retention.yml`` names the rules that bind each class of records; the numbers and citations stand in
the packs. A class without a known number is kept and reported, never deleted by guess.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Protocol

import yaml

from bot.compliance.kinds.answers import keep_until
from bot.compliance.places import NO_PACK
from bot.compliance.policy import Policy
from bot.model.contact import BorrowerFacts
from bot.model.errors import BadPolicy
from bot.model.ports import Unit
from bot.model.rows import Account, Borrower
from bot.model.words import FactKind
from bot.offers.ledger import state

DECISIONS, TRANSCRIPT, FACTS = "decisions", "transcript", "facts"
CLASSES = (DECISIONS, TRANSCRIPT, FACTS)
TECHNICAL = ("links", "callbacks", "sessions", "staff_sessions", "idempotency")


@dataclass(frozen=True, slots=True)
class Retention:
    """The policy, checked against the packs.

    Args:
        version: as the file says.
        minimum: regime to the ids of its rules by class of record; None when nobody knows.
        records: our classes to the class of record that rules speak of.
        house_days: the house's own time after the last activity.
        until_settled: nothing of an account on which money is owed is purged.
        technical: days after their end, by table.
        suppressions: facts that are never purged.
    """

    version: str
    minimum: Mapping[str, Mapping[str, tuple[str, ...] | None]]
    records: Mapping[str, str]
    house_days: int
    until_settled: bool
    technical: Mapping[str, int]
    suppressions: frozenset[FactKind]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Until when the records of one account are kept, and because of what.

    Args:
        until: last day of keeping; None when no day is known.
        because: the rule, or why no day is known.
        bound_until: last day on which a rule asks for it, even where the house keeps it longer; None when no
            rule gives a number.
        bound_by: that rule.
    """

    until: date | None
    because: str
    bound_until: date | None = None
    bound_by: str = ""

    def over(self, today: date) -> bool:
        """Whether the time is past."""
        return self.until is not None and self.until < today


@dataclass
class Report:
    """What a purge did, or would do."""

    purged: Counter[str] = field(default_factory=Counter)
    accounts: list[str] = field(default_factory=list)
    kept: Counter[str] = field(default_factory=Counter)

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "purged": dict(self.purged),
            "accounts": self.accounts,
            "kept": [{"because": why, "accounts": count} for why, count in sorted(self.kept.items())],
        }


class KeepingPort(Protocol):
    """What retention needs from storage."""

    def quiet_accounts(self, *, before: datetime) -> list[tuple[str, str, datetime]]:
        """(account, conversation, last activity) of talks with nothing new since an instant."""
        ...

    def last_activity(self, account_id: str) -> datetime | None:
        """When something last happened on an account."""
        ...

    def closed_on(self, account_id: str) -> date | None:
        """When the account was closed."""
        ...

    def last_paid_on(self, account_id: str) -> date | None:
        """When money last arrived."""
        ...

    def refs_of(self, account_id: str) -> list[str]:
        """Ids under which audit entries speak of an account."""
        ...

    def blank_transcript(self, account_id: str) -> Counter[str]:
        """Blank what was said on an account; returns how many rows of each table."""
        ...

    def delete_facts(self, borrower_id: str, *, account_id: str | None, but: frozenset[FactKind]) -> int:
        """Delete facts of an account (or all of a borrower) apart from some kinds."""
        ...

    def delete_expired(self, days: Mapping[str, int], *, now: datetime) -> Counter[str]:
        """Delete technical rows past their end; returns how many of each table."""
        ...


class Keeper(Unit, Protocol):
    """A transaction in which records may be purged."""

    @property
    def keeping(self) -> KeepingPort:
        """What is kept, and purging it."""
        ...


def load_retention(path: Path, *, rules: Policy) -> Retention:
    """Read and check the policy.

    Raises:
        BadPolicy: naming file, row and field; also when a pack has no row, or a row names an unknown rule.
    """
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        policy = Retention(
            version=str(raw["version"]),
            minimum={
                regime: {record: None if ids is None else tuple(ids) for record, ids in row.items()}
                for regime, row in raw["minimum"].items()
            },
            records={name: str(raw["classes"][name]["record"]) for name in CLASSES},
            house_days=int(raw["house"]["days_after_last_activity"]),
            until_settled=bool(raw["house"]["until_settled"]),
            technical={name: int(raw["technical"][name]["days"]) for name in TECHNICAL},
            suppressions=frozenset(FactKind(kind) for kind in raw["suppressions"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadPolicy(f"{type(error).__name__}: {error}", where=path.name, remedy="see its head") from error
    for regime in rules.regimes:
        if regime != "house" and "-" not in regime and regime not in policy.minimum:
            raise BadPolicy(
                "has no row", where=f"{path.name}, minimum, {regime}", remedy="name rules, or null"
            )
    for regime, row in policy.minimum.items():
        for rule_id in (rule_id for ids in row.values() for rule_id in ids or ()):
            rule = rules.rule(rule_id)
            if rule is None or rule.kind.name != "record_retention":
                raise BadPolicy(
                    f"{rule_id} is no rule about retention", where=f"{path.name}, minimum, {regime}"
                )
    return policy


def judge(
    unit: Keeper,
    policy: Retention,
    rules: Policy,
    *,
    account: Account,
    borrower: Borrower,
    name: str,
    today: date,
    last: datetime | None = None,
) -> Judgement:
    """Say until when one class of an account's records is kept; the longest minimum wins.

    Args:
        unit: an open transaction.
        policy: the house's table.
        rules: the packs, with numbers and citations.
        account: the account.
        borrower: who owes.
        name: one of :data:`CLASSES`.
        today: the day it is.
        last: the last activity, when the caller knows it.
    """
    last = last or unit.keeping.last_activity(account.id) or account.record_at
    settled = settled_on(unit, account, today=today)
    if policy.until_settled and settled is None:
        return Judgement(None, "the account is not settled (house)")
    started = last.astimezone(UTC).date()
    latest = Judgement(max(started, settled or started) + timedelta(days=policy.house_days), "house")
    place = BorrowerFacts(
        language=borrower.language.value,
        timezone=borrower.timezone,
        residence=borrower.residence,
        city=borrower.city,
        phone_area=borrower.phone_area,
    )
    for regime in sorted(rules.places.regimes(account.regimes, place)):
        if regime.startswith(NO_PACK):
            return Judgement(None, f"{regime.removeprefix(NO_PACK)} has no pack of rules: ask compliance")
        row = policy.minimum.get(regime)
        if row is None:
            if regime == "house" or "-" in regime:
                continue
            return Judgement(None, f"{regime} has no row: ask compliance")
        ids = row.get(policy.records[name])
        if ids is None:
            return Judgement(None, f"{regime} has no known number: ask compliance")
        bound = 0
        for rule_id in ids:
            rule = rules.rule(rule_id, on=today)
            if rule is None or (rule.actors and account.actor not in rule.actors):
                continue
            if rule.products and account.product not in rule.products:
                continue
            bound += 1
            params = rule.seen_by(actor=account.actor, product=account.product).params
            until = keep_until([params], record=params.record, started=started, settled=settled)
            if until is None:
                return Judgement(None, f"{rule_id} gives no number: ask compliance")
            why = f"{rule_id} ({rule.citation})"
            if until > started and (latest.bound_until is None or until > latest.bound_until):
                latest = replace(latest, bound_until=until, bound_by=why)
            if latest.until is None or until > latest.until:
                latest = replace(latest, until=until, because=why)
        if not bound:
            return Judgement(None, f"no rule of {regime} speaks to this lender and product: ask compliance")
    return latest


def settled_on(unit: Keeper, account: Account, *, today: date) -> date | None:
    """The day on which nothing was owed any more; None while something is."""
    if closed := unit.keeping.closed_on(account.id):
        return closed
    owed = state(unit.books.ledger(account), as_of=today)
    if owed.outstanding or owed.disputed or not owed.allocations:
        return None
    return unit.keeping.last_paid_on(account.id)


def purge(unit: Keeper, policy: Retention, rules: Policy, *, now: datetime) -> Report:
    """Purge everything whose time is past; the caller commits, or leaves it to see what would happen."""
    report, today = Report(), now.date()
    report.purged.update(unit.keeping.delete_expired(policy.technical, now=now))
    before = datetime.combine(today - timedelta(days=policy.house_days), time.min, UTC)
    for account_id, _, last in unit.keeping.quiet_accounts(before=before):
        account = unit.books.account(account_id)
        borrower = unit.people.borrower(account.borrower_id)
        done = False
        for name in CLASSES:
            found = judge(
                unit, policy, rules, account=account, borrower=borrower, name=name, today=today, last=last
            )
            if not found.over(today):
                report.kept[found.because if found.until is None else f"{found.because}, not over yet"] += 1
                continue
            done |= purge_class(unit, policy, account, name=name, because=found.because, now=now, into=report)
        if done:
            report.accounts.append(account_id)
    return report


def purge_class(
    unit: Keeper, policy: Retention, account: Account, *, name: str, because: str, now: datetime, into: Report
) -> bool:
    """Purge one class of one account; true when something was left to purge."""
    counts: Counter[str] = Counter()
    if name == DECISIONS:
        seqs = [entry["seq"] for entry in unit.audit.of_refs(unit.keeping.refs_of(account.id))]
        why = {"class": name, "account": account.id, "because": because, "policy": policy.version}
        counts["audit"] = unit.audit.blank(seqs, at=now, why=why)
    elif name == TRANSCRIPT:
        counts.update(unit.keeping.blank_transcript(account.id))
    else:
        counts["facts"] = unit.keeping.delete_facts(
            account.borrower_id, account_id=account.id, but=policy.suppressions
        )
    into.purged.update(counts)
    return bool(counts.total())
