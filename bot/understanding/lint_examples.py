"""Near-duplicate check of the labelled sentences: `python -m bot.understanding.lint_examples`.

Two sentences whose character 4-grams overlap by more than 0.7 (Jaccard) teach nothing new, and across the
held-back split they would make the scores lie. Exit code 1 names every such pair.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from bot.understanding.examples import HELD_BACK, TRAINING, load_folder
from bot.understanding.labels import LabelledText

TOO_CLOSE = 0.7
SHORT = 6
"""With fewer 4-grams than this, one changed letter decides (thank you, no thank you): only equal texts
count."""


def grams_of(text: str) -> frozenset[str]:
    """Return the character 4-grams of the letters of ``text``; the whole of a shorter one."""
    letters = re.sub(r"[\s.,;:，。、…~'\"]", "", text).lower()
    return frozenset(letters[start : start + 4] for start in range(max(1, len(letters) - 3)))


def close_pairs(examples: Sequence[LabelledText]) -> list[tuple[float, LabelledText, LabelledText]]:
    """Find all pairs closer than :data:`TOO_CLOSE`, closest first."""
    grams = [grams_of(example.text) for example in examples]
    rare = Counter(gram for bag in grams for gram in bag)
    holders: dict[str, list[int]] = defaultdict(list)
    found = []
    for index, bag in enumerate(grams):
        # Two bags closer than 0.7 must share one of the rarest 30 % (+1) grams of each.
        ordered = sorted(bag, key=lambda gram: (rare[gram], gram))
        prefix = ordered[: len(ordered) - int(TOO_CLOSE * len(ordered)) + 1]
        for other in {other for gram in prefix for other in holders[gram]}:
            near = len(bag & grams[other]) / len(bag | grams[other])
            if near > TOO_CLOSE and (near == 1.0 or min(len(bag), len(grams[other])) >= SHORT):
                found.append((near, examples[other], examples[index]))
        for gram in prefix:
            holders[gram].append(index)
    return sorted(found, key=lambda pair: -pair[0])


def main(folders: Sequence[str] = ()) -> int:
    """Check the training sentences together with the held-back ones."""
    paths = [Path(folder) for folder in folders] or [TRAINING, HELD_BACK]
    examples = [example for path in paths if path.is_dir() for example in load_folder(path)]
    pairs = close_pairs(examples)
    for near, one, other in pairs:
        sys.stdout.write(
            f"{near:.2f} {one.topic}.{one.language} {one.intent}: {one.text!r}\n"
            f"     {other.topic}.{other.language} {other.intent}: {other.text!r}\n"
        )
    sys.stdout.write(f"{len(examples)} sentences, {len(pairs)} pairs too close\n")
    return 1 if pairs else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
