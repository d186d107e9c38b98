"""Decisions that can be replayed: case and proposal as JSON and back, and the record of a decision.

The record of a decision holds everything the rules looked at, so that the same question can be asked again
years later, or under another set of rules. Fields are read from the dataclasses themselves, so a new fact
enters the record by being declared; ``None`` and empty values are left out. What a rule compares but nobody
needs to read (the name of a third person) is replaced by a keyed hash, equal for equal names; free notes
are left out.
"""

from __future__ import annotations

import dataclasses
import hashlib
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar

import orjson

from bot.compliance.door import Verdict, decide
from bot.compliance.policy import Policy
from bot.model.contact import (
    CaseFile,
    Contact,
    Event,
    Fact,
    Notice,
    PaymentEvent,
    PlanEvent,
    PromiseEvent,
    Proposal,
)
from bot.model.errors import BadInput, TideoverError
from bot.model.money import Money

T = TypeVar("T")
Plain = dict[str, Any]
Hide = Callable[[str], str]
EVENTS: dict[str, type] = {
    kind.__name__: kind for kind in (Contact, Fact, PlanEvent, PromiseEvent, PaymentEvent, Notice)
}
UNREAD = frozenset({"note"})
"""Details that no rule reads: free text about somebody."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One recorded decision, ready to be asked again."""

    case: CaseFile
    proposal: Proposal
    now: datetime
    policy: str
    verdict: str
    rules: tuple[str, ...]

    def again(self, policy: Policy) -> Verdict:
        """Decide the same question under a set of rules."""
        return decide(self.case, self.proposal, now=self.now, policy=policy)


def canonical(value: Any) -> bytes:
    """One spelling for one content: sorted keys, no spaces, UTF-8."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def digest(plain: Any) -> str:
    """SHA-256 over the canonical JSON of a value."""
    return hashlib.sha256(canonical(plain)).hexdigest()


def record(
    case: CaseFile, proposal: Proposal, verdict: Verdict, *, now: datetime, hide: Hide | None = None
) -> Plain:
    """Return what is stored about a decision: the question, a hash over the facts, and the answer.

    Args:
        case: the facts the rules looked at.
        proposal: the message as it was decided.
        verdict: the answer.
        now: the moment of decision.
        hide: replaces the name of a third person by a keyed hash; names stay when it is not given.
    """
    facts = canonical(case_to_plain(_hidden(case, hide) if hide else case))
    if hide and proposal.recipient != "borrower":
        proposal = replace(proposal, recipient=_hidden_recipient(proposal.recipient, hide))
    return {
        "now": now.isoformat(),
        "case": orjson.Fragment(facts),
        "case_sha256": hashlib.sha256(facts).hexdigest(),
        "proposal": proposal_to_plain(proposal),
        "policy": verdict.policy_version,
        "verdict": str(verdict.decision),
        "rules": [hit.id for hit in verdict.rules],
        "required": list(verdict.required),
        "not_before": verdict.not_before.isoformat() if verdict.not_before else None,
    }


def recorded(body: Mapping[str, Any]) -> Recorded:
    """Read a stored decision back.

    Raises:
        BadInput: it lacks its facts (an older or purged record), or they do not fit their hash.
    """
    facts = body.get("case")
    if not isinstance(facts, Mapping) or not isinstance(body.get("proposal"), Mapping):
        raise BadInput("this decision was stored without its facts", where=str(body.get("id", "")))
    if digest(facts) != body.get("case_sha256"):
        raise BadInput("the stored facts do not fit their hash", where=str(body.get("id", "")))
    return Recorded(
        case=case_from_plain(facts),
        proposal=proposal_from_plain(body["proposal"]),
        now=datetime.fromisoformat(body["now"]),
        policy=str(body["policy"]),
        verdict=str(body["verdict"]),
        rules=tuple(body["rules"]),
    )


def case_to_plain(case: CaseFile) -> Plain:
    """A case as JSON values."""
    return _to_plain(case)


def case_from_plain(plain: Mapping[str, Any]) -> CaseFile:
    """The case that :func:`case_to_plain` wrote.

    Raises:
        BadInput: it is none.
    """
    return _read(CaseFile, plain)


def proposal_to_plain(proposal: Proposal) -> Plain:
    """A proposal as JSON values."""
    return _to_plain(proposal)


def proposal_from_plain(plain: Mapping[str, Any]) -> Proposal:
    """The proposal that :func:`proposal_to_plain` wrote.

    Raises:
        BadInput: it is none.
    """
    return _read(Proposal, plain)


def _read(kind: type[T], plain: Mapping[str, Any]) -> T:
    try:
        return typing.cast(T, _decoder_of(kind)(plain))
    except (KeyError, TypeError, ValueError, TideoverError) as error:
        raise BadInput(f"a stored {kind.__name__} cannot be read: {error}") from error


# hiding -----------------------------------------------------------------------------------------------


def _hidden(case: CaseFile, hide: Hide) -> CaseFile:
    """The case without names of third persons; the same object when there are none."""
    named = {str(e.detail.get("person")) for e in case.history if isinstance(e, Fact)}

    def without(event: Event) -> Event:
        if isinstance(event, Fact) and ("person" in event.detail or "note" in event.detail):
            return _hidden_fact(event, hide)
        if isinstance(event, Contact) and event.to is not None:
            if event.to in named:
                return replace(event, to=hide(event.to))
            if event.to.startswith("third_party:"):
                return replace(event, to=_hidden_recipient(event.to, hide))
        return event

    history = tuple(without(event) for event in case.history)
    same = all(old is new for old, new in zip(case.history, history, strict=True))
    return case if same else replace(case, history=history)


def _hidden_fact(fact: Fact, hide: Hide) -> Event:
    detail = {key: value for key, value in fact.detail.items() if key not in UNREAD}
    if isinstance(detail.get("person"), str):
        detail["person"] = hide(str(detail["person"]))
    return replace(fact, detail=detail)


def _hidden_recipient(recipient: str, hide: Hide) -> str:
    kind, _, name = recipient.partition(":")
    return f"{kind}:{hide(name)}" if name else recipient


# to plain values --------------------------------------------------------------------------------------


def _to_plain(value: Any) -> Plain:
    out: Plain = {}
    for name, convert in _fields_of(type(value)):
        item = getattr(value, name)
        if item is None or item == ():
            continue
        out[name] = item if convert is None else convert(item)
    return out


def _fields(kind: type) -> tuple[tuple[str, Callable[[Any], Any] | None], ...]:
    hints = typing.get_type_hints(kind)
    return tuple((part.name, _encoder(hints[part.name])) for part in dataclasses.fields(kind))


_fields_of: Callable[[Any], tuple[tuple[str, Callable[[Any], Any] | None], ...]] = lru_cache(64)(_fields)


def _encoder(hint: Any) -> Callable[[Any], Any] | None:
    hint = _without_none(hint)
    origin = typing.get_origin(hint)
    if origin is tuple:
        inner = typing.get_args(hint)[0]
        if _is_event(inner):
            return lambda rows: [{"is": type(row).__name__, **_to_plain(row)} for row in rows]
        each = _encoder(inner)
        return list if each is None else lambda rows: [each(row) for row in rows]
    if origin is not None and issubclass(origin, Mapping):
        return lambda detail: {key: _tagged(value) for key, value in detail.items()}
    if hint is Money:
        return lambda money: [money.minor, money.currency]
    if hint in (datetime, date):
        return lambda moment: moment.isoformat()
    if hint in (bool, int):
        return None
    return _to_plain if dataclasses.is_dataclass(hint) else str


def _tagged(value: Any) -> Any:
    """A detail of any type, so that it comes back as that type."""
    if isinstance(value, Enum):
        return str(value.value)
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    for tag, (kind, write, _) in _TAGS.items():
        if isinstance(value, kind):
            return {tag: write(value)}
    if isinstance(value, Mapping):
        return {"$map": {key: _tagged(item) for key, item in value.items()}}
    if isinstance(value, (tuple, list)):
        tag = "$tuple" if isinstance(value, tuple) else "$list"
        return {tag: [_tagged(item) for item in value]}
    if isinstance(value, (set, frozenset)):
        return {"$set": sorted((_tagged(item) for item in value), key=str)}
    raise BadInput(f"a fact holds a {type(value).__name__}, which cannot be stored")


_TAGS: dict[str, tuple[type, Callable[[Any], Any], Callable[[Any], Any]]] = {
    "$at": (datetime, datetime.isoformat, datetime.fromisoformat),
    "$on": (date, date.isoformat, date.fromisoformat),
    "$clock": (time, time.isoformat, time.fromisoformat),
    "$number": (Decimal, str, Decimal),
    "$money": (Money, lambda money: [money.minor, money.currency], lambda row: Money(*row)),
}


# and back ---------------------------------------------------------------------------------------------


def _untagged(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    ((tag, item),) = value.items()
    if tag in _TAGS:
        return _TAGS[tag][2](item)
    if tag == "$map":
        return {key: _untagged(one) for key, one in item.items()}
    rows = [_untagged(one) for one in item]
    return {"$tuple": tuple, "$list": list, "$set": frozenset}[tag](rows)


def _decoder(hint: Any) -> Callable[[Any], Any]:
    hint = _without_none(hint)
    origin = typing.get_origin(hint)
    if origin is tuple:
        inner = typing.get_args(hint)[0]
        each = _event if _is_event(inner) else _decoder(inner)
        return lambda rows: tuple(each(row) for row in rows)
    if origin is not None and issubclass(origin, Mapping):
        return lambda row: {key: _untagged(value) for key, value in row.items()}
    if hint is Money:
        return lambda row: Money(row[0], row[1])
    if hint in (datetime, date):
        return lambda text: hint.fromisoformat(text)
    if dataclasses.is_dataclass(hint):
        return _object(typing.cast(type, hint))
    if isinstance(hint, type) and issubclass(hint, (Enum, Decimal)):
        return hint
    return lambda value: value


_decoder_of: Callable[[Any], Callable[[Any], Any]] = lru_cache(maxsize=64)(_decoder)


def _object(kind: type) -> Callable[[Mapping[str, Any]], Any]:
    hints = typing.get_type_hints(kind)
    readers = {part.name: _decoder(hints[part.name]) for part in dataclasses.fields(kind)}
    blank = {name: value for name in readers if (value := _blank(hints[name])) is not _NEEDED}

    def build(row: Mapping[str, Any]) -> Any:
        given = {name: readers[name](value) for name, value in row.items() if name != "is"}
        return kind(**{**blank, **given})

    return build


_NEEDED = object()


def _blank(hint: Any) -> Any:
    """What a field that was left out held."""
    if types.NoneType in typing.get_args(hint):
        return None
    return () if typing.get_origin(hint) is tuple else _NEEDED


def _event(row: Mapping[str, Any]) -> Event:
    return typing.cast(Event, _decoder_of(EVENTS[row["is"]])(row))


def _is_event(hint: Any) -> bool:
    return isinstance(hint, types.UnionType) and set(typing.get_args(hint)) <= set(EVENTS.values())


def _without_none(hint: Any) -> Any:
    if isinstance(hint, types.UnionType):
        rest = [one for one in typing.get_args(hint) if one is not types.NoneType]
        return rest[0] if len(rest) == 1 else hint
    return hint
