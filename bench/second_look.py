"""Learns the second opinion of the language check, and measures it on sentences that were held back.

Run ``python -m bench.second_look`` to measure what ships, with ``--learn`` to make it anew (a minute).
Learned from the test sentences of the check but for ``first_sight``, and from every sentence of the domain
file. The threshold makes three honest sentences in two hundred suspicious, counted on sentences the head had
not seen: each of ``pressed`` and ``field`` is scored by a head learned without it.
"""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml

from bot.compliance.language import second_look
from bot.understanding.encoder import shipped_encoder
from bot.understanding.features import features_of
from tests.unit.compliance.language import first_sight, sentences

RIDGE = 0.3
SEEN_AT_LEAST = 2
BIAS = 3.0
FALSE_ALARMS = 0.015

Doubles = npt.NDArray[np.float64]


def one_set(name: str) -> tuple[list[str], list[str]]:
    """Return the bad and the honest sentences of one set."""
    bad = [said for language in sentences.LANGUAGES for _, said in first_sight.banned(name, language)]
    honest = [
        said for language in sentences.LANGUAGES for said in first_sight.read(name, language)["allowed"]
    ]
    return bad, honest


def product_copy() -> list[str]:
    """Return every sentence of the product's own wording, figures in place of the braces."""
    domain = yaml.safe_load(Path("domain.yml").read_text("utf-8"))
    texts = [variant.get("text") or "" for variants in domain["responses"].values() for variant in variants]
    parts = (
        part.strip()
        for text in texts
        for part in re.split(r"(?<=[。！？!?；;\n])|(?<=\.)\s", re.sub(r"\{[^}]*\}", "100", text))
    )
    return list(dict.fromkeys(part for part in parts if len(part) > 3))


def known() -> tuple[list[str], list[str]]:
    """Return the older bad sentences, and the honest ones with the product's own wording."""
    bad = [said for name in ("banned", "hurried", "unseen", "again") for _, _, said in sentences.banned(name)]
    honest = [said for _, said in sentences.kind()]
    for language in sentences.LANGUAGES:
        honest += _read("plain", language) + _read("courteous", language)
        bad += [said for rows in _read("veiled", language).values() for said in rows]
    return bad, honest + product_copy()


def _read(name: str, language: str) -> Any:
    return yaml.safe_load((sentences.FOLDER / f"{name}.{language}.yml").read_text("utf-8"))


def _bare(said: Sequence[str]) -> list[str]:
    """Return sentences as the head reads them."""
    return [second_look.bare(sentence) for sentence in said]


@dataclass(frozen=True)
class Learner:
    """Sentence vectors by sentence, made once."""

    vectors: dict[str, Doubles]

    def fit(self, bad: Sequence[str], honest: Sequence[str], threshold: float = 0.0) -> second_look.Head:
        """Return the head that weighted ridge regression finds, both sorts counting alike."""
        said = [*bad, *honest]
        wanted = np.array([1.0] * len(bad) + [0.0] * len(honest))
        bags = [set(features_of(sentence)) for sentence in said]
        counts = Counter(feature for bag in bags for feature in bag)
        names = sorted(feature for feature, count in counts.items() if count >= SEEN_AT_LEAST)
        place = {feature: row for row, feature in enumerate(names)}
        idf = np.array([np.log((1 + len(said)) / (1 + counts[name])) + 1 for name in names])
        table = np.zeros((len(said), len(names)))
        for row, bag in enumerate(bags):
            columns = sorted(place[feature] for feature in bag if feature in place)
            table[row, columns] = idf[columns] / (np.sqrt((idf[columns] ** 2).sum()) or 1.0)
        dense = np.stack([self.vectors[sentence] for sentence in said]) * np.sqrt(second_look.VECTOR_SHARE)
        whole = np.hstack([table, dense, np.full((len(said), 1), BIAS)])
        weight = np.sqrt(np.where(wanted > 0, 0.5 / len(bad), 0.5 / len(honest)) * len(said))
        rows = whole * weight[:, None]
        found = rows.T @ np.linalg.solve(rows @ rows.T + RIDGE * np.eye(len(rows)), wanted * weight)
        size = dense.shape[1]
        return second_look.Head(
            place,
            idf.astype(np.float32),
            found[: len(names)].astype(np.float32),
            (np.sqrt(second_look.VECTOR_SHARE) * found[len(names) : len(names) + size]).astype(np.float32),
            float(found[-1] * BIAS),
            threshold,
        )


def _learn() -> None:
    encoder = shipped_encoder()
    if encoder is None:
        raise SystemExit("the sentence encoder is not there; fetch bot/understanding/encoder.npz")
    bad, honest = known()
    sets = {name: one_set(name) for name in first_sight.MENDED}
    bad, honest = _bare(bad), _bare(honest)
    sets = {name: (_bare(pair[0]), _bare(pair[1])) for name, pair in sets.items()}
    every = list(
        dict.fromkeys([*bad, *honest, *(said for pair in sets.values() for rows in pair for said in rows)])
    )
    learner = Learner(dict(zip(every, encoder.vectors(every).astype(np.float64), strict=True)))
    scores: list[float] = []
    for name, (_, own) in sets.items():
        others = [pair for other, pair in sets.items() if other != name]
        other = learner.fit(
            bad + [said for pair in others for said in pair[0]],
            honest + [said for pair in others for said in pair[1]],
        )
        scores += [other.score(said, encoder) for said in own]
    threshold = sorted(scores, reverse=True)[int(len(scores) * FALSE_ALARMS)]
    for pair in sets.values():
        bad, honest = bad + pair[0], honest + pair[1]
    _save(learner.fit(bad, honest, round(threshold, 3)), encoder=encoder.name)


def _save(made: second_look.Head, *, encoder: str) -> None:
    """Write the numbers so that the same numbers make the same file."""
    described = {
        "features": list(made.place),
        "bias": made.bias,
        "threshold": made.threshold,
        "encoder": encoder,
    }
    parts: dict[str, npt.NDArray[np.generic]] = {
        "described": np.frombuffer(json.dumps(described, ensure_ascii=False).encode(), np.uint8),
        "idf": made.idf,
        "counted": made.counted,
        "vector": made.vector,
    }
    with zipfile.ZipFile(second_look.FILE, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in parts.items():
            body = io.BytesIO()
            np.save(body, array)
            archive.writestr(
                zipfile.ZipInfo(f"{name}.npy", (2026, 1, 1, 0, 0, 0)), body.getvalue(), zipfile.ZIP_DEFLATED
            )


def table() -> str:
    """Return what patterns, second opinion and both find in the sets that were held back."""
    lines = [
        f"model {second_look.version()}",
        f"{'set':20} {'':3} patterns  second look  both   false alarms of both",
    ]
    for name in first_sight.HELD_BACK:
        for language in sentences.LANGUAGES:
            bad = [said for _, said in first_sight.banned(name, language)]
            honest = first_sight.read(name, language)["allowed"]
            by_words = {said for said in [*bad, *honest] if sentences.found(said, language=language)}
            learned = {said for said in [*bad, *honest] if second_look.suspicious(said)}
            either = by_words | learned
            lines.append(
                f"{name:20} {language:3} {len(by_words & set(bad)):5} {len(learned & set(bad)):10} "
                f"{len(either & set(bad)):9} of {len(bad)}   {len(learned & set(honest))} + "
                f"{len((by_words - learned) & set(honest))} of {len(honest)}"
            )
    return "\n".join(lines)


if __name__ == "__main__":
    if "--learn" in sys.argv:
        _learn()
    print(table())
