"""Sentences as plain values and back, so that a reply can be saved before it is spoken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from bot.model.money import Money
from bot.model.talk import Button, Say


def to_plain(say: Say) -> dict[str, Any]:
    """A sentence as JSON values; types that JSON lacks carry a tag."""
    return {
        "name": say.name,
        "facts": {key: _pack(value) for key, value in say.facts.items()},
        "buttons": [
            {"label": b.label, "press": b.press, "facts": {k: _pack(v) for k, v in b.facts.items()}}
            for b in say.buttons
        ],
        "card": say.card and dict(say.card),
        "reveals": say.reveals,
    }


def from_plain(item: Mapping[str, Any]) -> Say:
    """The sentence that :func:`to_plain` wrote."""
    return Say(
        name=item["name"],
        facts={key: _unpack(value) for key, value in item["facts"].items()},
        buttons=tuple(
            Button(b["label"], b["press"], {k: _unpack(v) for k, v in b["facts"].items()})
            for b in item["buttons"]
        ),
        card=item["card"],
        reveals=item["reveals"],
    )


def amounts(says: Sequence[Say]) -> Iterator[Money]:
    """Every amount in the facts of some sentences."""
    return (value for value in _values(says) if isinstance(value, Money))


def dates(says: Sequence[Say]) -> Iterator[date]:
    """Every day in the facts of some sentences and their buttons."""
    return (value for value in _values(says) if isinstance(value, date) and not isinstance(value, datetime))


def _values(says: Sequence[Say]) -> Iterator[Any]:
    for say in says:
        for source in (say.facts, *(button.facts for button in say.buttons)):
            for value in source.values():
                yield from _flat(value)


def _flat(value: Any) -> Iterator[Any]:
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from _flat(item)
    else:
        yield value


def _pack(value: Any) -> Any:
    if isinstance(value, Money):
        return {"$money": [value.minor, value.currency]}
    if isinstance(value, datetime):
        return {"$at": value.isoformat()}
    if isinstance(value, date):
        return {"$day": value.isoformat()}
    if isinstance(value, Decimal):
        return {"$number": str(value)}
    if isinstance(value, (list, tuple)):
        return [_pack(item) for item in value]
    return value


def _unpack(value: Any) -> Any:
    if isinstance(value, list):
        return [_unpack(item) for item in value]
    if not isinstance(value, dict):
        return value
    (tag, inner), *_ = value.items()
    if tag == "$money":
        return Money(int(inner[0]), inner[1])
    if tag == "$at":
        return datetime.fromisoformat(inner)
    if tag == "$day":
        return date.fromisoformat(inner)
    return Decimal(inner)
