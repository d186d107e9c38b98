"""The goals of the reader in one table: a row for each, a column for each language and model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.model.words import Language
from bot.understanding.scoring import Measured, measured, share

LANGUAGES = {Language.ZH.value: "Chinese", Language.EN.value: "English"}
RECALL_GOALS = {"crisis": 0.99, "death": 0.98, "stop": 0.98, "human": 0.98, "wrong_person": 0.98}
ALARMS_GOAL = 0.02
APART_GOAL, NOISE_GOAL = 2.0, 4.0
"""Points."""
MEDIAN_GOAL, P95_GOAL = 10.0, 45.0
"""Milliseconds."""


@dataclass(frozen=True)
class Row:
    """One measure: how it is written, a cell for each column, its goal (0: none), whether more is better."""

    section: str
    name: str
    form: str
    cells: tuple[Measured | None, ...]
    goal: float = 0.0
    more: bool = True

    def meets(self, cell: Measured) -> bool:
        """Say whether a number reaches the goal."""
        return cell["value"] >= self.goal if self.more else cell["value"] <= self.goal

    @property
    def aim(self) -> str:
        """The goal in words."""
        return f"{'≥' if self.more else '≤'} {FORMS[self.form].format(self.goal)}" if self.goal else ""

    def shown(self, cell: Measured | None) -> str:
        """Write a number and its interval."""
        if cell is None:
            return "–"
        low, value, high = (
            FORMS[self.form].format(round(number, 1) + 0.0 if self.form == "points" else number)  # never -0.0
            for number in (cell["low"], cell["value"], cell["high"])
        )
        return f"{value} ({low.removesuffix('%')}–{high})"

    def mark(self, cell: Measured | None) -> str:
        """Tick or cross a number that has a goal."""
        return " " if cell is None or not self.goal else "✓" if self.meets(cell) else "✗"


FORMS = {"f1": "{:.3f}", "share": "{:.1%}", "points": "{:.1f}", "ms": "{:.1f}"}


def columns(models: Sequence[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    """List languages and models: both models of a language stand side by side."""
    languages = list(dict.fromkeys(name for model in models for name in model["languages"]))
    return [(name, model) for name in languages for model in models]


def rows(models: Sequence[dict[str, Any]]) -> Iterator[Row]:
    """Yield every measure that has a goal, section by section."""
    blocks = [(name, model, model["languages"][name]) for name, model in columns(models)]

    def cells(*path: str) -> tuple[Measured | None, ...]:
        return tuple(_at(block, *path) for _, _, block in blocks)

    def real(measure: str) -> tuple[Measured | None, ...]:
        return tuple(_at(model, "external", name, measure) for name, model, _ in blocks)

    yield Row("Acts and reasons", "macro F1, held back", "f1", cells("held_back", "macro_f1"), 0.93)
    yield Row("Acts and reasons", "micro F1, held back", "f1", cells("held_back", "micro_f1"))
    yield Row("Acts and reasons", "leading act right", "share", cells("held_back", "leading_intent"))
    first = blocks[0][0]
    apart = tuple(_at(model, "distance") if name == first else None for name, model, _ in blocks)
    if len(models) > 1:
        better = tuple(
            None if model is models[0] else _better(models[0]["languages"].get(name), block)
            for name, model, block in blocks
        )
        yield Row("Acts and reasons", "macro F1, points above A", "points", better)
    if any(apart):
        yield Row("Acts and reasons", "languages apart, points", "points", apart, APART_GOAL, more=False)
    if any(model.get("external") for model in models):
        yield Row("Acts and reasons", "micro F1, real messages", "f1", real("micro_f1"), 0.90)
        yield Row("Acts and reasons", "macro F1, real messages", "f1", real("macro_f1"))
    for section, measure in (("found", "recall"), ("false alarms on ordinary messages", "false_alarms")):
        others: list[tuple[Measured | None, ...]] = []
        for name in signals(models):
            found = cells("signals", name, measure)
            if name not in RECALL_GOALS:
                others.append(found)
                continue
            goal, more = (RECALL_GOALS[name], True) if measure == "recall" else (ALARMS_GOAL, False)
            yield Row(f"Signals: {section}", words(name), "share", found, goal, more)
        if others:
            together = tuple(_together(column) for column in zip(*others, strict=True))
            yield Row(f"Signals: {section}", f"the other {len(others)} together", "share", together)
    away = cells("unrelated", "rejected_or_asked_back")
    yield Row("Unrelated messages", "rejected or asked back", "share", away, 0.85)
    lost = cells("unrelated", "others_lost")
    yield Row("Unrelated messages", "others lost with them", "share", lost, 0.03, more=False)
    for kind in dict.fromkeys(kind for _, _, block in blocks for kind in block["noise"]):
        points = cells("noise", kind, "points_lost")
        yield Row("Noise: points of micro F1 lost", kind, "points", points, NOISE_GOAL, more=False)
    median, p95 = cells("speed", "median_ms"), cells("speed", "p95_ms")
    yield Row("Speed of one reading, ms", "median", "ms", median, MEDIAN_GOAL, more=False)
    yield Row("Speed of one reading, ms", "95 in 100 within", "ms", p95, P95_GOAL, more=False)


def signals(models: Sequence[dict[str, Any]]) -> list[str]:
    """List the signals that were scored, those with a goal first."""
    found = {
        name
        for _, model in columns(models)
        for block in model["languages"].values()
        for name in block["signals"]
    }
    return [name for name in RECALL_GOALS if name in found] + sorted(found - set(RECALL_GOALS))


def as_text(report: dict[str, Any]) -> str:
    """Write the table for a terminal."""
    models = report["models"]
    letters = [letter_of(model, models) for _, model in columns(models)]
    heads = [
        f"{LANGUAGES.get(name, name)}{letter}"
        for (name, _), letter in zip(columns(models), letters, strict=True)
    ]
    lines = [in_one_line(report)]
    lines += [f"{letter_of(model, models).strip() or 'reader'}: {model['model']}" for model in models]
    lines.append("")
    lines.append(f"{'':27}{'goal':>9}" + "".join(f"  {head:>23}" for head in heads))
    section = ""
    for row in rows(models):
        if row.section != section:
            section = row.section
            lines.append(section)
        written = "".join(f"  {row.shown(cell):>21} {row.mark(cell)}" for cell in row.cells)
        lines.append(f"  {row.name:25}{row.aim:>9}{written}".rstrip())
    return "\n".join(lines) + "\n"


def in_one_line(report: dict[str, Any]) -> str:
    """Say what was read and what stands in brackets."""
    sentences = report["sentences"]
    of = f" drawn from {report['held_back']:,} (seed {report['seed']})" if report["sample"] else ""
    return (
        f"{sentences:,} held-back sentences{of}; in brackets the 95 % interval; ✓ meets the goal, ✗ misses it"
    )


def letter_of(model: dict[str, Any], models: Sequence[dict[str, Any]]) -> str:
    """Tell the models of a comparison apart: A and B; a single one needs no letter."""
    place = next(place for place, each in enumerate(models) if each is model)
    return f" {'AB'[place]}" if len(models) > 1 else ""


def _better(one: dict[str, Any] | None, other: dict[str, Any]) -> Measured | None:
    """Say how many points another model reads better, on the same sentences resampled alike."""
    if one is None:
        return None
    before, after = (np.array(each["held_back"]["macro_f1_redrawn"]) for each in (one, other))
    return measured(100 * (after - before), of=other["held_back"]["sentences"])


def _together(cells: Iterable[Measured | None]) -> Measured | None:
    there = [cell for cell in cells if cell is not None]
    return share(sum(round(cell["value"] * cell["of"]) for cell in there), sum(cell["of"] for cell in there))


def _at(block: dict[str, Any], *path: str) -> Any:
    found: Any = block
    for step in path:
        found = found.get(step) if isinstance(found, dict) else None
    return found


def words(name: str) -> str:
    """Write a name as words."""
    return name.replace("_", " ")
