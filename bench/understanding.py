"""How well and how fast messages are understood, with and without sentence vectors.

    PYTHONPATH=. engine/.venv/bin/python bench/understanding.py [--external FILE.jsonl] [--sample 2000]

Trains both kinds on data/nlu (cold, then with the vectors kept from before), scores them on some of
the held-back fifth and on an external labelled file, and times reading with one thread. The engine's
environment has scipy, which training wants; the product's reads the result alike.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")

from bot.understanding.classifier import train  # noqa: E402 - after the threads are set
from bot.understanding.encoder import shipped_encoder  # noqa: E402
from bot.understanding.evaluate import evaluate  # noqa: E402
from bot.understanding.evaluate_reading import reader_of  # noqa: E402
from bot.understanding.evaluate_sets import load_external, sampled  # noqa: E402
from bot.understanding.evaluate_table import as_text  # noqa: E402
from bot.understanding.examples import HELD_BACK, load_folder  # noqa: E402


def main() -> None:
    """Train, score, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--external", type=Path)
    parser.add_argument("--sample", type=int, default=2_000, help="held-back sentences that are read")
    chosen = parser.parse_args()
    examples, whole = load_folder(), load_folder(HELD_BACK)
    held_back = sampled(whole, chosen.sample)
    external = load_external(chosen.external) if chosen.external else []
    kinds = {"counted features": None, "with sentence vectors": shipped_encoder()}
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder) / "vectors.npz"
        for title, encoder in kinds.items():
            if encoder is None and title != "counted features":
                continue
            for state in ("cold", "again") if encoder else ("cold",):
                began = time.perf_counter()
                model = train(examples, encoder=encoder, cache=cache)
                print(f"{title}: trained {state} on {len(examples)} in {time.perf_counter() - began:.1f} s")
            scores = evaluate(reader_of(model), held_back=held_back, external=external, timed=model)
            size = {"sentences": len(held_back), "held_back": len(whole), "sample": chosen.sample, "seed": 0}
            print(as_text({**size, "models": [{"model": title, **scores}]}), end="", flush=True)


if __name__ == "__main__":
    main()
