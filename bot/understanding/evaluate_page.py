"""The evaluation as one HTML page without outside parts; models stand side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from typing import Any

from bot.understanding.evaluate_table import (
    LANGUAGES,
    Row,
    columns,
    in_one_line,
    letter_of,
    rows,
    signals,
)
from bot.understanding.evaluate_table import words as _words

_STYLE = """
:root{color-scheme:light dark;--good:#1b6e42;--bad:#b3261e;--line:#8884;--soft:#8881}
*{box-sizing:border-box}
body{font:16px/1.5 system-ui,sans-serif;max-width:76rem;margin:0 auto;padding:1.2rem 1rem 4rem}
h1{font-size:1.6rem;line-height:1.2;margin:.4rem 0}
h2{font-size:1.2rem;margin:2.6rem 0 .4rem}
p{max-width:44rem;margin:.3rem 0}
nav a{display:inline-block;margin:.5rem .9rem 0 0;padding:.3rem 0}
.wide{overflow-x:auto;margin:.6rem 0}
table{border-collapse:collapse;font-size:.93rem}
th,td{padding:.28rem .8rem;text-align:left;border-bottom:1px solid var(--line);vertical-align:top}
thead th{border-bottom:2px solid var(--line);white-space:nowrap}
tbody th{font-weight:400}
th:first-child{position:sticky;left:0;background:Canvas}
tr.part th{font-weight:600;padding-top:1rem;background:Canvas}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
td small{color:GrayText}
.ok b{color:var(--good)}
.low b{color:var(--bad)}
.goal,.aim{color:GrayText}
.aim{display:none}
.said{overflow-wrap:anywhere;min-width:14rem}
details{margin:.2rem 0}
summary{cursor:pointer;padding:.45rem 0}
ul{margin:.2rem 0 .8rem;padding-left:1.2rem}
.matrix table{font-size:11px}
.matrix td,.matrix th{padding:0;border:1px solid var(--soft)}
.matrix td.c{width:1.7em;min-width:1.7em;height:1.7em;text-align:center;vertical-align:middle}
.matrix thead th{writing-mode:vertical-rl;transform:rotate(180deg);font-weight:400;padding:.3em 0}
.matrix thead th{border:0;position:static}
.matrix tbody th{font-weight:400;padding:0 .5em;white-space:nowrap;vertical-align:middle}
@media(prefers-color-scheme:dark){:root{--good:#7fd8a4;--bad:#f2b8b5}}
@media(max-width:40rem){
body{font-size:15px}
th,td{padding:.28rem .45rem}
#goals td small,#goals .aim{display:block}
#goals .goal,#goals thead th:nth-child(2){display:none}
#worst thead{display:none}
#worst tr{display:block;padding:.5rem 0;border-bottom:1px solid var(--line)}
#worst td{display:block;border:0;padding:0;text-align:left;overflow-wrap:anywhere;white-space:normal}
#worst td+td{color:GrayText;font-size:.87rem}
#worst td:nth-child(2)::before{content:"said: "}
#worst td:nth-child(3)::before{content:"read: "}
#worst td:nth-child(4)::before{content:"sure: "}
}
"""

_PARTS = (
    ("goals", "Goals"),
    ("signals", "Signals"),
    ("labels", "Labels"),
    ("confused", "Taken for another"),
    ("worst", "Worst errors"),
    ("matrix", "Confusion matrix"),
)


def page(report: dict[str, Any]) -> str:
    """Return the whole page for a report as ``tideover evaluate`` writes it."""
    models = report["models"]
    links = "".join(f"<a href='#{anchor}'>{title}</a>" for anchor, title in _PARTS)
    named = "".join(
        f"<p>{letter_of(model, models).strip() or 'Reader'}: <code>{escape(model['model'])}</code></p>"
        for model in models
    )
    bodies = (
        _goals(models),
        _signals(models),
        _labels(models),
        _confused(models),
        _worst(models),
        _matrices(models),
    )
    return "".join(
        (
            "<!doctype html><html lang=en><meta charset=utf-8>",
            "<meta name=viewport content='width=device-width,initial-scale=1'>",
            f"<title>Understanding: evaluation</title><style>{_STYLE}</style>",
            f"<h1>How well messages are understood</h1><p>{escape(in_one_line(report))}.</p>{named}",
            f"<nav>{links}</nav>",
            *(
                f"<section id={anchor}><h2>{title}</h2>{body}</section>"
                for (anchor, title), body in zip(_PARTS, bodies, strict=True)
            ),
            "</html>\n",
        )
    )


def _goals(models: Sequence[dict[str, Any]]) -> str:
    heads = [_column(name, model, models) for name, model in columns(models)]
    lines = []
    for section, group in groupby(rows(models), key=lambda row: row.section):
        lines.append(f"<tr class=part><th colspan={len(heads) + 2}>{escape(section)}")
        lines += [_goal(row) for row in group]
    head = "".join(f"<th class=n>{escape(each)}" for each in heads)
    head = f"<thead><tr><th>measure<th class=n>goal{head}"
    return f"<div class=wide><table>{head}<tbody>{''.join(lines)}</table></div>"


def _goal(row: Row) -> str:
    cells = []
    for cell in row.cells:
        value, _, interval = row.shown(cell).partition(" ")
        mark = row.mark(cell).strip()
        kind = {"✓": " ok", "✗": " low"}.get(mark, "")
        cells.append(f"<td class='n{kind}'><b>{mark} {value}</b> <small>{interval}</small>")
    aim = f"<small class=aim>{escape(row.aim)}</small>" if row.aim else ""
    return f"<tr><th>{escape(row.name)}{aim}<td class='n goal'>{escape(row.aim)}{''.join(cells)}"


def _signals(models: Sequence[dict[str, Any]]) -> str:
    """Show every signal with its counts, and what was missed or found in vain."""
    head, lines, lists = [], [], []
    for title, _ in _blocks(models):
        head += [f"{title}: said", "found", "by pattern alone", "false alarms"]
    for signal in signals(models):
        cells: list[Any] = []
        listed = ""
        for title, block in _blocks(models):
            one = block["signals"].get(signal)
            if one is None:
                cells += [""] * 4
                continue
            shares = (one[key] for key in ("recall", "recall_by_pattern", "false_alarms"))
            cells += [one["recall"]["of"], *map(_share, shares)]
            for key, words in (("missed", "missed"), ("alarms", "heard in vain")):
                texts = "".join(f"<li class=said>{escape(text)}" for text in one[key])
                listed += f"<p>{escape(title)}, {words}:</p><ul>{texts}</ul>" if texts else ""
        lines.append((_words(signal), *cells))
        lists.append(_folded(f"{_words(signal)}: missed, or heard in vain", listed) if listed else "")
    note = "<p>A false alarm is counted on ordinary messages: neither distress nor unrelated.</p>"
    return note + _table(("signal", *head), lines, numbers=range(1, len(head) + 1)) + "".join(lists)


def _labels(models: Sequence[dict[str, Any]]) -> str:
    """Show the F1 of each label, the weakest first."""
    blocks = [model["languages"][name]["held_back"]["labels"] for name, model in columns(models)]
    weakest = {
        label: min(block[label]["f1"] for block in blocks if label in block)
        for label in {label for block in blocks for label in block}
    }
    lines = []
    for label in sorted(weakest, key=lambda each: (weakest[each], each)):
        cells: list[Any] = []
        for block in blocks:
            one = block.get(label)
            cells += (
                [one["said"], *(f"{one[key]:.3f}" for key in ("f1", "precision", "recall"))]
                if one
                else [""] * 4
            )
        lines.append((label, *cells))
    head = [
        each
        for name, model in columns(models)
        for each in (f"{_column(name, model, models)}: said", "F1", "precision", "recall")
    ]
    return "<p>The weakest first.</p>" + _table(("label", *head), lines, numbers=range(1, len(head) + 1))


def _confused(models: Sequence[dict[str, Any]]) -> str:
    parts = []
    for title, block in _blocks(models):
        lines = [(one["said"], one["read"], one["times"]) for one in block["confusions"]]
        parts.append(_folded(title, _table(("said", "read", "times"), lines, numbers={2})))
    return "<p>What was said and not read, against what was read in its place.</p>" + "".join(parts)


def _worst(models: Sequence[dict[str, Any]]) -> str:
    parts = []
    for title, block in _blocks(models):
        lines = [
            (one["text"], ", ".join(one["said"]), ", ".join(one["read"]), f"{one['confidence']:.2f}")
            for one in block["worst"]
        ]
        parts.append(
            _folded(title, _table(("message", "said", "read", "sure"), lines, numbers={3}, words={0}))
        )
    return "<p>Nothing of what was said was read; the surest first.</p>" + "".join(parts)


def _matrices(models: Sequence[dict[str, Any]]) -> str:
    note = "A row is what was said, a column what was read; darker is a larger share of the row."
    folded = (_folded(title, _matrix(block["matrix"])) for title, block in _blocks(models))
    return f"<p>Leading intents. {note}</p>" + "".join(folded)


def _blocks(models: Sequence[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, model in columns(models):
        yield _column(name, model, models), model["languages"][name]


def _column(name: str, model: dict[str, Any], models: Sequence[dict[str, Any]]) -> str:
    return f"{LANGUAGES.get(name, name)}{letter_of(model, models)}"


def _folded(title: str, body: str) -> str:
    return f"<details><summary>{escape(title)}</summary>{body}</details>"


def _share(cell: dict[str, Any] | None) -> str:
    return "–" if cell is None else f"{cell['value']:.1%}"


def _table(
    head: Sequence[str],
    lines: Iterable[Sequence[Any]],
    *,
    numbers: Iterable[int],
    words: Iterable[int] = (),
) -> str:
    kinds = dict.fromkeys(numbers, " class=n") | dict.fromkeys(words, " class=said")

    def row(tag: str, values: Sequence[Any]) -> str:
        first = "th" if 0 not in kinds else tag
        return "<tr>" + "".join(
            f"<{tag if place else first}{kinds.get(place, '')}>{escape(str(value))}"
            for place, value in enumerate(values)
        )

    body = "".join(row("td", values) for values in lines)
    return f"<div class=wide><table><thead>{row('th', head)}<tbody>{body}</table></div>"


def _matrix(matrix: dict[str, Any]) -> str:
    intents, counts = matrix["intents"], matrix["counts"]
    head = "".join(f"<th scope=col>{escape(name)}</th>" for name in intents)
    lines = []
    for said, row in zip(intents, counts, strict=True):
        whole, cells = max(sum(row), 1), []
        for seen, times in zip(intents, row, strict=True):
            hue = "30 120 70" if said == seen else "190 40 30"
            shade = f" style='background:rgb({hue}/{0.15 + 0.85 * times / whole:.2f})'" if times else ""
            title = f" title='{escape(said)} read as {escape(seen)}: {times}'" if times else ""
            cells.append(f"<td class=c{shade}{title}>{times or ''}</td>")
        lines.append(f"<tr><th scope=row>{escape(said)}</th>{''.join(cells)}</tr>")
    return (
        f"<div class='wide matrix'><table><thead><tr><td></td>{head}</tr></thead>"
        f"<tbody>{''.join(lines)}</tbody></table></div>"
    )
