"""Reads the rule packs, checks every field of every record, and names file, rule and field when one is wrong.

A :class:`Policy` is immutable and knows its version: a hash over everything that was read, so that a stored
decision can say under which rules it was made.
"""

from __future__ import annotations

import dataclasses
import hashlib
import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

from bot.compliance.kinds import KINDS
from bot.compliance.nulls import null_problems
from bot.compliance.places import Places
from bot.compliance.rule import FORCES, SEVERITIES, Citation, Rule
from bot.model import yaml_dates
from bot.model.errors import BadPolicy
from bot.model.words import Actor, Channel

_FIELDS = frozenset(
    [
        "id",
        "kind",
        "regime",
        "force",
        "actors",
        "products",
        "channels",
        "direction",
        "params",
        "severity",
        "on_missing_fact",
        "effective",
        "citation",
        "title",
        "why",
        "filled_by",
        "by_actor",
        "by_product",
    ]
)
_NEEDED = (
    "id",
    "kind",
    "regime",
    "force",
    "severity",
    "on_missing_fact",
    "citation",
    "title",
    "why",
    "params",
)
_SEEN = ("S1", "S2", "P", "U")


@dataclass(frozen=True)
class Policy:
    """All packs that were read.

    Args:
        rules: every dated value of every rule, packs in order of file name.
        places: which packs and zones follow from a place.
        version: hash of everything read.
        plans: compiled selections, kept by the door.
    """

    rules: tuple[Rule, ...]
    places: Places
    version: str
    plans: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    def rule(self, rule_id: str, *, on: date | None = None) -> Rule | None:
        """Return a rule by its id, as it stands on a day (the newest value when no day is given)."""
        rows = [r for r in self.rules if r.id == rule_id and (on is None or r.in_force(on))]
        return rows[-1] if rows else None

    @property
    def regimes(self) -> frozenset[str]:
        """Names of all packs on file."""
        return frozenset(r.regime for r in self.rules)

    def changes(self) -> tuple[date, ...]:
        """Return the days on which some rule begins or ends, in order."""
        return tuple(sorted({d for r in self.rules for d in (r.starts, r.ends) if d is not None}))


def load_policy(folder: Path) -> Policy:
    """Read ``places.yml`` and ``regimes/*.yml`` below a folder.

    Raises:
        BadPolicy: naming file, rule and field.
    """
    digest = hashlib.sha256()
    places_file = folder / "places.yml"
    table = _read(places_file, digest)
    try:
        places = Places.of(table)
    except (KeyError, TypeError) as error:
        raise BadPolicy(f"the table of places lacks {error}", where=str(places_file)) from error
    rules: list[Rule] = []
    for path in sorted((folder / "regimes").glob("*.yml")):
        rows = _read(path, digest)
        if not isinstance(rows, list):
            raise BadPolicy(
                "a pack is a list of rules", where=path.name, remedy="begin each rule with '- id:'"
            )
        rules += [read_rule(row, file=path.name, places=places) for row in rows]
    if not rules:
        raise BadPolicy(
            "no rules found", where=str(folder), remedy="policies/regimes/*.yml must hold the packs"
        )
    return Policy(rules=tuple(rules), places=places, version=digest.hexdigest()[:16])


def _read(path: Path, digest: Any) -> Any:
    try:
        raw = path.read_bytes()
        digest.update(raw)
        return yaml_dates.load(raw)
    except OSError as error:
        raise BadPolicy("the file cannot be read", where=str(path), remedy=str(error)) from error
    except yaml.YAMLError as error:
        raise BadPolicy(f"this is no YAML: {error}", where=str(path)) from error


def read_rule(row: Mapping[str, Any], *, file: str, places: Places) -> Rule:
    """Check one record and return it as a rule.

    Raises:
        BadPolicy: naming file, rule and field.
    """
    rule_id = str(row.get("id", "?")) if isinstance(row, Mapping) else "?"
    where = f"{file}, rule {rule_id}"
    if not isinstance(row, Mapping):
        raise BadPolicy("a rule is a mapping", where=where)
    for name in row:
        if name not in _FIELDS:
            raise BadPolicy(
                "unknown field", where=f"{where}, field {name}", remedy=f"known: {sorted(_FIELDS)}"
            )
    for name in _NEEDED:
        if name not in row:
            raise BadPolicy("field is missing", where=f"{where}, field {name}")
    kind = KINDS.get(row["kind"])
    if kind is None:
        raise BadPolicy(
            f"unknown kind {row['kind']!r}", where=f"{where}, field kind", remedy=f"known: {sorted(KINDS)}"
        )
    if not places.knows(row["regime"]):
        raise BadPolicy(f"unknown regime {row['regime']!r}", where=f"{where}, field regime")
    _one_of(row["force"], FORCES, f"{where}, field force")
    channels = _words(row.get("channels"), [str(c) for c in Channel], f"{where}, field channels")
    params, unknown = read_params(kind.params, row["params"] or {}, channels=channels, where=where)
    overrides = []
    for what in ("actor", "product"):
        for value, change in (row.get(f"by_{what}") or {}).items():
            overrides.append(
                (what, str(value), _override(change, row, kind.params, channels, f"{where}, field by_{what}"))
            )
    starts, ends = _interval(row.get("effective") or {}, f"{where}, field effective")
    filled = row.get("filled_by") or ()
    return Rule(
        id=rule_id,
        kind=kind,
        regime=row["regime"],
        force=row["force"],
        actors=_words(row.get("actors"), [str(a) for a in Actor], f"{where}, field actors"),
        products=_words(row.get("products"), None, f"{where}, field products"),
        channels=channels,
        direction=_one_of(
            row.get("direction", "outbound"), ("outbound", "inbound", "any"), f"{where}, field direction"
        ),
        params=params,
        severity=SEVERITIES[_one_of(row["severity"], tuple(SEVERITIES), f"{where}, field severity")],
        on_missing_fact=SEVERITIES[
            _one_of(row["on_missing_fact"], tuple(SEVERITIES), f"{where}, field on_missing_fact")
        ],
        starts=starts,
        ends=ends,
        citation=_citation(row["citation"], where),
        title=_both_languages(row["title"], f"{where}, field title"),
        why=_both_languages(row["why"], f"{where}, field why"),
        filled_by=(filled,) if isinstance(filled, str) else tuple(filled),
        unknown=unknown,
        overrides=tuple(overrides),
        file=file,
    )


def _override(
    change: Mapping[str, Any], row: Mapping[str, Any], params: type, channels: frozenset[str], where: str
) -> Mapping[str, Any]:
    allowed = {"force", "severity", "on_missing_fact", "params"}
    out: dict[str, Any] = {}
    for name, value in change.items():
        if name not in allowed:
            raise BadPolicy(f"{name!r} cannot be overridden", where=where, remedy=f"only {sorted(allowed)}")
        if name == "force":
            out[name] = _one_of(value, FORCES, where)
        elif name == "params":
            out[name] = read_params(
                params, {**(row["params"] or {}), **value}, channels=channels, where=where
            )[0]
        else:
            out[name] = SEVERITIES[_one_of(value, tuple(SEVERITIES), where)]
    return out


def read_params(
    params: type, row: Mapping[str, Any], *, channels: frozenset[str], where: str
) -> tuple[Any, tuple[str, ...]]:
    """Build the typed parameters of a kind; also return which of them are said to be unknown (``null``)."""
    hints = typing.get_type_hints(params)
    values: dict[str, Any] = {}
    for name, value in row.items():
        if name not in hints:
            raise BadPolicy(
                "unknown parameter", where=f"{where}, field params.{name}", remedy=f"known: {sorted(hints)}"
            )
        if value is not None:
            values[name] = _value(value, hints[name], f"{where}, field params.{name}")
    if "channels" in hints and "channels" not in row:
        values["channels"] = channels
    try:
        return params(**values), tuple(name for name, value in row.items() if value is None)
    except ValueError as error:
        raise BadPolicy(str(error), where=f"{where}, field params") from error


def _value(value: Any, hint: Any, where: str) -> Any:
    """Convert one YAML value to the type a parameter asks for."""
    if isinstance(hint, types.UnionType):
        hint = next(h for h in typing.get_args(hint) if h is not type(None))
    origin = typing.get_origin(hint) or hint
    try:
        if origin is time:
            return clock(value)
        if origin is Decimal:
            return Decimal(str(value))
        if origin in (tuple, frozenset):
            inner = typing.get_args(hint)[0]
            if isinstance(value, str) or not isinstance(value, Iterable):
                raise TypeError("a list is needed")
            return origin(_value(v, inner, where) for v in value)
        if origin is bool and not isinstance(value, bool):
            raise TypeError("true or false is needed")
        if origin is int and (isinstance(value, bool) or not isinstance(value, int)):
            raise TypeError("a whole number is needed")
        if origin is str and not isinstance(value, str):
            raise TypeError("a word is needed")
    except (TypeError, ValueError, InvalidOperation) as error:
        raise BadPolicy(f"{value!r} does not fit: {error}", where=where) from error
    return value


def clock(value: Any) -> time:
    """Read a time of day: ``"22:00"``, or the whole number YAML makes of an unquoted 22:00."""
    if isinstance(value, time):
        return value
    if isinstance(value, int) and not isinstance(value, bool):  # YAML 1.1 reads 22:00 as 22 * 60
        value = f"{value // 60:02d}:{value % 60:02d}"
    text = str(value)
    if text in ("24:00", "24:00:00"):
        return time.min
    return time.fromisoformat(text if len(text.split(":")[0]) == 2 else f"0{text}")


def _one_of(value: Any, words: tuple[str, ...], where: str) -> str:
    if value not in words:
        raise BadPolicy(f"{value!r} is none of {', '.join(words)}", where=where)
    return str(value)


def _words(value: Any, known: list[str] | None, where: str) -> frozenset[str]:
    if value in (None, "all"):
        return frozenset()
    if not isinstance(value, list):
        raise BadPolicy(f"{value!r} is no list", where=where, remedy="write a list, or 'all'")
    for word in value:
        if known is not None and word not in known:
            raise BadPolicy(f"{word!r} is none of {', '.join(known)}", where=where)
    return frozenset(str(word) for word in value)


def _interval(row: Mapping[str, Any], where: str) -> tuple[date | None, date | None]:
    days = []
    for name in ("from", "to"):
        value = row.get(name)
        if isinstance(value, datetime) or not (value is None or isinstance(value, date)):
            raise BadPolicy(f"{value!r} is no date", where=where, remedy="write YYYY-MM-DD or null")
        days.append(value)
    if days[0] and days[1] and days[0] >= days[1]:
        raise BadPolicy("it ends before it begins", where=where)
    return days[0], days[1]


def _citation(row: Any, where: str) -> Citation:
    where = f"{where}, field citation"
    if not isinstance(row, Mapping) or not row.get("instrument"):
        raise BadPolicy("a citation names its instrument", where=where)
    return Citation(
        instrument=str(row["instrument"]),
        locator=str(row.get("locator") or ""),
        seen=_one_of(row.get("seen"), _SEEN, where),
        needs_primary_check=bool(row.get("needs_primary_check", True)),
    )


def _both_languages(row: Any, where: str) -> Mapping[str, str]:
    if not isinstance(row, Mapping) or not row.get("zh") or not row.get("en"):
        raise BadPolicy("a sentence is needed in zh and en", where=where)
    return types.MappingProxyType({"zh": str(row["zh"]), "en": str(row["en"])})


def lint(policy: Policy) -> list[str]:
    """Return what is wrong although it could be loaded.

    Overlaps, numbers without a source, unanswered nulls.
    """
    problems: list[str] = []
    by_id: dict[tuple[str, str], list[Rule]] = {}
    for rule in policy.rules:
        by_id.setdefault((rule.id, rule.regime), []).append(rule)
    for (rule_id, _), rows in by_id.items():
        for i, one in enumerate(rows):
            problems += [
                f"{other.file}, rule {rule_id}, field effective: overlaps another value of the same rule"
                for other in rows[i + 1 :]
                if _overlap(one, other)
            ]
    for rule in policy.rules:
        where = f"{rule.file}, rule {rule.id}"
        cited = rule.citation
        if _has_number(rule.params) and cited.seen == "U" and rule.force != "house":
            problems.append(f"{where}, field citation: a number needs a source; seen U has none")
        if cited.instrument in ("-", "–", "unknown") and _has_number(rule.params):
            problems.append(f"{where}, field citation: a number needs an instrument")
        if cited.seen != "S1" and not cited.needs_primary_check and rule.force != "house":
            problems.append(f"{where}, field citation: seen {cited.seen} needs needs_primary_check: true")
        problems += [f"{where}, {problem}" for problem in null_problems(rule)]
        for _ in rule.unknown:
            fillers = [policy.rule(f) for f in rule.filled_by]
            if rule.filled_by and any(f is None or f.unknown for f in fillers):
                problems.append(
                    f"{where}, field filled_by: names a rule that is not there or has no number itself"
                )
        if "http" in str(cited) or "www." in str(cited):
            problems.append(f"{where}, field citation: instrument and article only, no address")
    return problems


def _overlap(one: Rule, other: Rule) -> bool:
    first, last = date.min, date.max
    return (one.starts or first) < (other.ends or last) and (other.starts or first) < (one.ends or last)


def _has_number(params: Any) -> bool:
    """Tell whether a record sets a number, a time or a rate that its kind does not already have."""
    for part in dataclasses.fields(params):
        value = getattr(params, part.name)
        number = isinstance(value, (int, Decimal, time)) and not isinstance(value, bool)
        if number and value != part.default:
            return True
    return False
