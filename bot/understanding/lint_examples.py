"""Checks of the labelled sentences (near-duplicates, scarcity): `python -m bot.understanding.lint_examples`.

Two sentences whose character 4-grams overlap by more than 0.7 (Jaccard) teach nothing new, and across the
held-back split they would make the scores lie. An intent with fewer than eighty sentences in a language is
learned from too few ways to say it. Exit code 1 names every such pair and intent.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from bot.model.words import Intent, Language
from bot.understanding.examples import HELD_BACK, TRAINING, load_folder
from bot.understanding.labels import LabelledText

TOO_CLOSE = 0.7
SHORT = 6
"""With fewer 4-grams than this, one changed letter decides (thank you, no thank you): only equal texts
count."""


FEWEST = 80
"""So many sentences an intent needs in each language."""


def scarce(examples: Sequence[LabelledText]) -> list[tuple[str, str, int]]:
    """Find the intents that lead too few sentences of a language: (language, intent, how many)."""
    counted = Counter((example.language, example.intent) for example in examples)
    return [
        (language.value, intent.value, counted[language.value, intent.value])
        for language in Language
        for intent in Intent
        if counted[language.value, intent.value] < FEWEST
    ]


def grams_of(text: str) -> frozenset[str]:
    """Return the character 4-grams of the letters of ``text``; the whole of a shorter one."""
    letters = re.sub(r"[\s.,;:，。、…~'\"]", "", text).lower()
    return frozenset(letters[start : start + 4] for start in range(max(1, len(letters) - 3)))


def close_pairs(examples: Sequence[LabelledText]) -> list[tuple[float, LabelledText, LabelledText]]:
    """Find all pairs closer than :data:`TOO_CLOSE`, closest first."""
    grams = [grams_of(example.text) for example in examples]
    rare = Counter(gram for bag in grams for gram in bag)
    rank = {gram: place for place, (gram, _) in enumerate(sorted(rare.items(), key=lambda pair: pair[::-1]))}
    sizes = [len(bag) for bag in grams]
    holders: dict[int, list[tuple[int, int]]] = defaultdict(list)
    found = []
    for index, bag in enumerate(grams):
        size = sizes[index]
        # Two bags closer than 0.7 must share one of the rarest 30 % (+1) grams of each, and enough after the
        # first one they share (size and position filter of Xiao et al., PPJoin, 2008).
        prefix = sorted(rank[gram] for gram in bag)[: size - int(TOO_CLOSE * size) + 1]
        near_by = set()
        for place, gram in enumerate(prefix):
            for other, there in holders[gram]:
                shared = min(size - place, sizes[other] - there)
                if shared * (1 + TOO_CLOSE) > TOO_CLOSE * (size + sizes[other]):
                    near_by.add(other)
            holders[gram].append((index, place))
        for other in near_by:
            shared = len(bag & grams[other])
            near = shared / (size + sizes[other] - shared)
            if near > TOO_CLOSE and (near == 1.0 or min(size, sizes[other]) >= SHORT):
                found.append((near, examples[other], examples[index]))
    return sorted(found, key=lambda pair: -pair[0])


def main(folders: Sequence[str] = ()) -> int:
    """Check the training sentences together with the held-back ones."""
    paths = [Path(folder) for folder in folders] or [TRAINING, HELD_BACK]
    by_path = {path: load_folder(path) for path in paths if path.is_dir()}
    examples = [example for loaded in by_path.values() for example in loaded]
    few = scarce(by_path.get(TRAINING, [])) if TRAINING in by_path else []
    for language, intent, count in few:
        sys.stdout.write(f"{intent}: {count} sentences in {language}, {FEWEST} are needed\n")
    pairs = close_pairs(examples)
    for near, one, other in pairs:
        sys.stdout.write(
            f"{near:.2f} {one.topic}.{one.language} {one.intent}: {one.text!r}\n"
            f"     {other.topic}.{other.language} {other.intent}: {other.text!r}\n"
        )
    sys.stdout.write(f"{len(examples)} sentences, {len(pairs)} pairs too close\n")
    return 1 if pairs or few else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
