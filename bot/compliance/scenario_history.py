"""Reads what happened before: contacts, facts, payments, promises, plans and notices of a scenario file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from bot.compliance.policy import clock
from bot.compliance.scenario_where import Where, day, local_moment, moment, moment_or_day, text_of
from bot.model.contact import (
    Contact,
    Event,
    Fact,
    Notice,
    PaymentEvent,
    PlanEvent,
    PromiseEvent,
)
from bot.model.money import Money
from bot.model.words import Channel, FactKind, NoticeKind, Outcome, Purpose, Sender

CONTACT = frozenset(["direction", "channel", "outcome", "account", "accounts", "to", "by", "purpose"])
FACT_DETAIL = frozenset(
    [
        "channel",
        "to",
        "from",
        "days",
        "type",
        "status",
        "person",
        "about",
        "age",
        "written",
        "extended",
        "only",
        "started_on",
        "ended_on",
        "ended_at",
        "lifted_at",
        "until",
        "decided_at",
        "note",
        "source",
        "account",
        "by",
        "reason",
        "amount",
        "date",
    ]
)
_BREATHING = frozenset(
    {"standard", "mental_health_crisis", "mental_health", "crisis", "scotland", "moratorium"}
)
_DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_GROUPS = {
    "weekdays": _DAY_NAMES[:5],
    "weekday": _DAY_NAMES[:5],
    "weekends": _DAY_NAMES[5:],
    "weekend": _DAY_NAMES[5:],
    "all": (),
    "every_day": (),
    "daily": (),
}


def event(row: Mapping[str, Any], at: Where, number: int, currency: str, zone: str | None) -> Event:
    """Read one line of the history, the ``number``-th."""
    inside = f"history[{number}]"
    at.keys(row, frozenset({"at", "contact", "fact", "plan", "promise", "payment", "notice"}), inside)
    when = at.read(moment, row.get("at"), f"{inside}.at")
    if when is None:
        raise at.fail(f"{inside}.at", "the moment is missing")
    names = [name for name in row if name != "at"]
    if len(names) != 1:
        raise at.fail(inside, "exactly one of contact, fact, plan, promise, payment, notice is needed")
    name, body = names[0], row[names[0]] or {}
    inside = f"{inside}.{name}"
    if name == "contact":
        return _contact(body, when, at, inside)
    if name == "fact":
        return _fact(body, when, at, inside, zone)
    if name == "plan":
        at.keys(body, frozenset({"kind", "status", "id"}), inside)
        return PlanEvent(
            when, str(body.get("kind", "instalment")), str(body.get("status")), text_of(body.get("id"))
        )
    if name == "promise":
        at.keys(body, frozenset({"amount", "due_on", "status"}), inside)
        return PromiseEvent(
            when,
            at.read(lambda v: Money.of(str(v), currency), body.get("amount"), f"{inside}.amount"),
            at.read(day, body.get("due_on"), f"{inside}.due_on"),
            str(body.get("status", "open")),
        )
    if name == "payment":
        at.keys(body, frozenset({"amount"}), inside)
        return PaymentEvent(
            when, at.read(lambda v: Money.of(str(v), currency), body.get("amount"), f"{inside}.amount")
        )
    at.keys(body, frozenset({"kind"}), inside)
    return Notice(when, str(at.word(NoticeKind, body.get("kind"), f"{inside}.kind")))


def _contact(body: Mapping[str, Any], when: datetime, at: Where, inside: str) -> Contact:
    at.keys(body, CONTACT, inside)
    direction = str(body.get("direction", "outbound"))
    if direction not in ("outbound", "inbound"):
        raise at.fail(f"{inside}.direction", f"{direction!r} is neither outbound nor inbound")
    account = body.get("account")
    many = tuple(str(a) for a in (account if isinstance(account, list) else body.get("accounts") or ()))
    return Contact(
        at=when,
        direction=direction,
        channel=at.word(Channel, body.get("channel"), f"{inside}.channel"),
        outcome=at.word(Outcome, body["outcome"], f"{inside}.outcome") if body.get("outcome") else None,
        account=many[0] if many else text_of(account),
        to=text_of(body.get("to")),
        by=at.word(Sender, body.get("by", "bot"), f"{inside}.by"),
        other_accounts=many[1:],
        purpose=at.word(Purpose, body["purpose"], f"{inside}.purpose") if body.get("purpose") else None,
    )


def _fact(body: Mapping[str, Any], when: datetime, at: Where, inside: str, zone: str | None) -> Fact:
    at.keys(body, FACT_DETAIL | {"kind"}, inside)
    kind = str(body.get("kind"))
    detail: dict[str, object] = {}
    if kind in _BREATHING:  # a moratorium written with its own sort as the kind
        kind, detail["type"] = "breathing_space", kind
    kind = str(at.word(FactKind, kind, f"{inside}.kind"))
    for key, value in body.items():
        if key == "kind" or value is None:
            continue
        where = f"{inside}.{key}"
        if kind in ("inconvenient_time", "agreed_hours") and key in ("from", "to"):
            detail[key] = at.read(clock, value, where)
        elif key == "days" and isinstance(value, (list, str)):
            detail[key] = _weekdays(value, at, where)
        elif key in ("started_on", "ended_on", "date"):
            detail[key] = at.read(day, value, where)
        elif key == "decided_at":
            detail[key] = at.read(moment_or_day, value, where)
        elif key not in ("ended_at", "lifted_at", "until"):
            detail[key] = value
    ended = next((body[k] for k in ("ended_at", "lifted_at", "until") if body.get(k)), None)
    return Fact(
        when,
        kind,
        MappingProxyType(detail),
        at.read(lambda v: local_moment(v, zone), ended, f"{inside}.ended_at"),
    )


def _weekdays(value: Any, at: Where, where: str) -> tuple[str, ...]:
    names: list[str] = []
    for word in [value] if isinstance(value, str) else value:
        low = str(word).lower()
        if low in _GROUPS:
            names += _GROUPS[low]
        elif low[:3] in _DAY_NAMES:
            names.append(low[:3])
        elif isinstance(word, int) and 1 <= word <= 7:
            names.append(_DAY_NAMES[word - 1])
        else:
            raise at.fail(where, f"{word!r} is no weekday", "mon tue wed thu fri sat sun, weekdays, weekends")
    return tuple(names)
