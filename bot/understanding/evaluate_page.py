"""The evaluation as one HTML page without outside parts; models stand side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

_STYLE = """
:root{color-scheme:light dark}
body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}
h2{font-size:1.15rem;margin-top:2rem}
table{border-collapse:collapse;margin:.6rem 0}
th,td{padding:.2rem .7rem;text-align:left;border-bottom:1px solid #8884}
td.n,th.n{
text-align:right;font-variant-numeric:tabular-nums}
details{margin:.4rem 0}
summary{cursor:pointer}
.low{color:#b3261e}
.matrix{overflow-x:auto}
.matrix table{font-size:11px}
.matrix td,.matrix th{padding:0;border:1px solid #8882}
.matrix td.c{width:1.5em;min-width:1.5em;height:1.5em;text-align:center}
.matrix thead th{writing-mode:vertical-rl;transform:rotate(180deg);font-weight:400;padding:.3em 0}
.matrix tbody th{font-weight:400;padding:0 .5em;white-space:nowrap;position:sticky;left:0;background:Canvas}
@media(prefers-color-scheme:dark){.low{color:#f2b8b5}
}
"""


def page(reports: dict[str, dict[str, Any]]) -> str:
    """Return the whole page."""
    names = list(reports)
    parts = [
        "<!doctype html><html lang=en><meta charset=utf-8>",
        "<meta name=viewport content='width=device-width'>",
        f"<title>Understanding: evaluation</title><style>{_STYLE}</style>",
        "<h1>How well messages are understood</h1>",
        _overview(reports),
    ]
    for name in names:
        parts.append(f"<h2>Signals: {escape(name)}</h2>{_signals(reports[name]['signals'])}")
    parts.append(f"<h2>Labels</h2>{_labels(reports)}")
    parts.append(f"<h2>Under noise (micro F1)</h2>{_noise(reports)}")
    for name in names:
        for language, one in reports[name]["matrix"].items():
            parts.append(
                f"<h2>Leading intents, {escape(language)}: {escape(name)}</h2>"
                "<p>A row is what was said, a column what was read; darker is a larger share of the row.</p>"
                + _matrix(one)
            )
    for name in names:
        rows = [(one["said"], one["read"], one["times"]) for one in reports[name]["confusions"]]
        parts.append(
            f"<h2>Taken for another: {escape(name)}</h2>"
            + _table(("said", "read", "times"), rows, numbers={2})
        )
        worst = [
            (one["text"], ", ".join(one["said"]), ", ".join(one["read"]), one["confidence"])
            for one in reports[name]["worst"]
        ]
        parts.append(
            f"<details><summary>Most confident mistakes: {escape(name)}</summary>"
            + _table(("message", "said", "read", "confidence"), worst, numbers={3})
            + "</details>"
        )
    return "".join(parts) + "</html>\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[Any]], *, numbers: set[int]) -> str:
    def cell(tag: str, place: int, value: Any) -> str:
        shown = f"{value:.3f}" if isinstance(value, float) else str(value)
        return f"<{tag}{' class=n' if place in numbers else ''}>{escape(shown)}</{tag}>"

    lines = ["<tr>" + "".join(cell("th", place, each) for place, each in enumerate(head)) + "</tr>"]
    lines += [
        "<tr>" + "".join(cell("td", place, value) for place, value in enumerate(row)) + "</tr>"
        for row in rows
    ]
    return f"<table>{''.join(lines)}</table>"


def _matrix(matrix: dict[str, Any]) -> str:
    intents, counts = matrix["intents"], matrix["counts"]
    head = "".join(f"<th scope=col>{escape(name)}</th>" for name in intents)
    lines = []
    for said, row in zip(intents, counts):  # noqa: B905
        whole, cells = max(sum(row), 1), []
        for seen, times in zip(intents, row):  # noqa: B905
            hue = "30 120 70" if said == seen else "190 40 30"
            shade = f" style='background:rgb({hue}/{0.15 + 0.85 * times / whole:.2f})'" if times else ""
            title = f" title='{escape(said)} read as {escape(seen)}: {times}'" if times else ""
            cells.append(f"<td class=c{shade}{title}>{times or ''}</td>")
        lines.append(f"<tr><th scope=row>{escape(said)}</th>{''.join(cells)}</tr>")
    return (
        f"<div class=matrix><table><thead><tr><td></td>{head}</tr></thead>"
        f"<tbody>{''.join(lines)}</tbody></table></div>"
    )


def _overview(reports: dict[str, dict[str, Any]]) -> str:
    rows = []
    for name, report in reports.items():
        sets = dict(report["held_back"])
        if "external" in report:
            sets["external"] = report["external"]
        for part, one in sets.items():
            low, high = one["macro_f1_95"]
            rows.append(
                (
                    name,
                    part,
                    one["sentences"],
                    one["micro_f1"],
                    one["macro_f1"],
                    f"{low:.3f} to {high:.3f}",
                    one["leading_intent"],
                )
            )
        away = report["out_of_scope"]
        if "rejected_or_asked_back" in away:
            turned = f"{away['rejected_or_asked_back']:.3f} turned away"
            lost = f"{away['others_lost']:.3f} of the others lost"
            rows.append((name, "out of scope", away.get("said", 0), turned, lost, "", ""))
        speed = report["speed"]
        if speed:
            rows.append(
                (
                    name,
                    "speed",
                    "",
                    f"median {speed['median_ms']:.1f} ms",
                    f"p95 {speed['p95_ms']:.1f} ms",
                    f"{speed['per_second']:.0f} a second",
                    "",
                )
            )
    head = ("model", "set", "sentences", "micro F1", "macro F1", "95 % of macro F1", "leading intent")
    return _table(head, rows, numbers={2, 3, 4, 5, 6})


def _signals(signals: dict[str, Any]) -> str:
    rows = [
        (name, one["said"], one["found"], one["found_by_pattern"], one["unlabelled"])
        for name, one in signals.items()
        if one["said"] or one["unlabelled"]
    ]
    parts = [
        _table(
            ("signal", "said", "found", "by pattern", "found but not labelled"), rows, numbers={1, 2, 3, 4}
        )
    ]
    for name, one in signals.items():
        if one["missed"]:
            listed = "".join(f"<li>{escape(text)}" for text in one["missed"])
            parts.append(
                f"<details><summary class=low>missed: {escape(name)}</summary><ul>{listed}</ul></details>"
            )
    return "".join(parts)


def _labels(reports: dict[str, dict[str, Any]]) -> str:
    columns = [(name, part) for name, report in reports.items() for part in report["held_back"]]
    labels = sorted({label for name, part in columns for label in reports[name]["held_back"][part]["labels"]})
    rows = []
    for label in labels:
        cells = [reports[name]["held_back"][part]["labels"].get(label) for name, part in columns]
        rows.append((label, *(one["f1"] if one else "" for one in cells)))
    head = ("label", *(f"{name} {part}" for name, part in columns))
    return _table(head, rows, numbers=set(range(1, len(head))))


def _noise(reports: dict[str, dict[str, Any]]) -> str:
    columns = [(name, part) for name, report in reports.items() for part in report["held_back"]]
    kinds = next(iter(reports.values()))["noise"]
    rows = [(kind, *(reports[name]["noise"][kind][part] for name, part in columns)) for kind in kinds]
    head = ("noise", *(f"{name} {part}" for name, part in columns))
    return _table(head, rows, numbers=set(range(1, len(head))))
