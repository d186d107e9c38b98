"""What a person may ask for: everything we know about them, and that we forget what no rule needs.

An erasure never touches the ledger, never breaks the audit chain, and never forgets that somebody must not be
contacted. What is kept is named together with the rule, or the open question, that keeps it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from bot.compliance.policy import Policy
from bot.insights.retention import (
    CLASSES,
    KeepingPort,
    Report,
    Retention,
    judge,
    purge_class,
    settled_on,
)
from bot.model.ports import Unit
from bot.model.words import FactKind

LEDGER = "the ledger (accounts, instalments, payments, promises, plans) belongs to the loan contract (house)"
EXPORTED, ERASED = "data_exported", "data_erased"


class PersonPort(KeepingPort, Protocol):
    """What the rights of a person need from storage, beside retention."""

    def everything(self, borrower_id: str) -> dict[str, list[dict[str, Any]]]:
        """Every row about a borrower, by table."""
        ...

    def forget_ways_in(self, borrower_id: str) -> Counter[str]:
        """Delete links, button keys and sessions."""
        ...

    def forget_identity(self, borrower_id: str, *, at: datetime) -> Counter[str]:
        """Blank who a borrower is and how to reach them."""
        ...


class PersonUnit(Unit, Protocol):
    """A transaction in which a person's records may be read as a whole and erased."""

    @property
    def keeping(self) -> PersonPort:
        """What is kept, and purging it."""
        ...


@dataclass
class Erasure:
    """What was erased, and what was kept because of what."""

    borrower: str
    erased: Counter[str] = field(default_factory=Counter)
    kept: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "borrower": self.borrower,
            "erased": {name: count for name, count in sorted(self.erased.items()) if count},
            "kept": [{"what": what, "because": why} for what, why in sorted(self.kept.items())],
        }


def export(unit: PersonUnit, borrower_id: str, *, by: str, now: datetime) -> dict[str, Any]:
    """Everything personal about one person, as plain values; the export itself goes on record.

    Raises:
        UnknownThing: there is no such borrower.
    """
    unit.people.borrower(borrower_id)
    rows = unit.keeping.everything(borrower_id)
    refs = _refs(unit, borrower_id)
    entries = unit.audit.of_refs(refs)
    unit.audit.append(at=now, kind=EXPORTED, ref=borrower_id, body={"by": by, "entries": len(entries)})
    return {"borrower": borrower_id, "exported_at": now.isoformat(), **rows, "decisions_and_audit": entries}


def erase(
    unit: PersonUnit, borrower_id: str, *, policy: Retention, rules: Policy, by: str, now: datetime
) -> Erasure:
    """Forget what no rule needs; the caller commits, or leaves it to see what would happen.

    Args:
        unit: an open write transaction.
        borrower_id: who asks.
        policy: how long what is kept.
        rules: the packs, with the law's numbers.
        by: who carries it out.
        now: the moment.

    Raises:
        UnknownThing: there is no such borrower.
    """
    unit.hold_borrower(borrower_id)
    borrower = unit.people.borrower(borrower_id)
    done = Erasure(borrower_id, kept={"ledger": LEDGER})
    report, today = Report(), now.date()
    open_accounts = []
    for account in unit.books.accounts_of(borrower_id):
        if settled_on(unit, account, today=today) is None:
            open_accounts.append(account.id)
        for name in CLASSES:
            found = judge(unit, policy, rules, account=account, borrower=borrower, name=name, today=today)
            if found.until is None:
                done.kept[f"{name} of {account.id}"] = found.because
            elif found.bound_until is not None and found.bound_until >= today:
                done.kept[f"{name} of {account.id}"] = f"{found.bound_by}, until {found.bound_until}"
            else:
                because = f"asked for by the borrower; {found.because}"
                purge_class(unit, policy, account, name=name, because=because, now=now, into=report)
    done.erased.update(report.purged)
    done.erased.update(unit.keeping.forget_ways_in(borrower_id))
    if open_accounts:
        done.kept["identity and contact points"] = f"money is owed on {', '.join(open_accounts)} (contract)"
    else:
        done.erased.update(unit.keeping.forget_identity(borrower_id, at=now))
    if _suppressed(unit, borrower_id, policy):
        done.kept["facts that forbid contact"] = "so that nobody is contacted who must not be (house)"
    for fact in unit.record.facts(borrower_id, in_force_at=now):
        if fact.kind is FactKind.ERASURE_REQUEST:
            unit.record.lift(fact.id, at=now, by=by, why="erased")
    body: Mapping[str, Any] = {"by": by, **done.as_json()}
    unit.audit.append(at=now, kind=ERASED, ref=borrower_id, body=body)
    return done


def _suppressed(unit: Unit, borrower_id: str, policy: Retention) -> bool:
    return any(fact.kind in policy.suppressions for fact in unit.record.facts(borrower_id))


def _refs(unit: PersonUnit, borrower_id: str) -> list[str]:
    found = [borrower_id]
    for account in unit.books.accounts_of(borrower_id):
        found += unit.keeping.refs_of(account.id)
    return found
