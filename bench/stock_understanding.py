"""Understanding against stock Rasa: the same sentences, the same questions, one run.

    .venv/bin/python bench/stock_understanding.py [--sentences 1200] [--asked 1200]

Stock Rasa 3.6.21 with the pipeline that `rasa init` writes (DIET and ResponseSelector at 100 epochs each)
and our reader learn from the same sentences, drawn evenly by label and language from data/nlu, and read the
same share of the held-back fifth. A part of the data, since stock Rasa's time grows with it: see what one
epoch over all of it takes in bench/turn.py. DIET names one intent a message, so the leading intent is what is
compared; beside it stands the F1 over everything that is said, where stock Rasa can only lose.

Our reader is scored twice: with counted features alone, which know nothing but these sentences, and with the
shipped encoder, which was tuned on all training sentences and so has an advantage that stock Rasa has not.
Make stock Rasa's environment with bench/stock-rasa.sh.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.stock_rasa import HEAD, pipeline  # noqa: E402
from bot.understanding.classifier import LabelModel, train  # noqa: E402
from bot.understanding.encoder import shipped_encoder  # noqa: E402
from bot.understanding.examples import HELD_BACK, load_folder  # noqa: E402
from bot.understanding.labels import LabelledText  # noqa: E402
from bot.understanding.scoring import Judged, macro_f1, micro_f1  # noqa: E402

READ_ALL = """
import asyncio, json, sys, time
from rasa.core.agent import Agent
agent = Agent.load(sys.argv[1])
texts = json.load(open(sys.argv[2]))
async def main():
    for text in texts[:20]:
        await agent.parse_message(text)
    found = []
    for text in texts:
        began = time.perf_counter()
        parsed = await agent.parse_message(text)
        ranked = [one["name"] for one in parsed["intent_ranking"] if one["name"] != "nlu_fallback"]
        found.append([ranked[0] if ranked else "", (time.perf_counter() - began) * 1000])
    json.dump(found, open(sys.argv[3], "w"))
asyncio.run(main())
"""


def main() -> None:
    """Train both, read, print one table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sentences", type=int, default=1200, help="to learn from")
    parser.add_argument("--asked", type=int, default=1200, help="held-back sentences to read")
    parser.add_argument("--stock-python", type=Path, default=ROOT / "var" / "stock-rasa" / "bin" / "python")
    chosen = parser.parse_args()
    known = evenly(load_folder(), chosen.sentences)
    asked = evenly(load_folder(HELD_BACK), chosen.asked)
    print(f"{len(known)} sentences to learn from, {len(asked)} held back to read\n")
    print(f"{'':34}{'trained in':>11}{'lead right':>11}{'lead F1':>9}{'all said':>9}{'median':>9}{'p95':>8}")
    shipped = shipped_encoder()
    without_heads = replace(shipped, heads=None) if shipped else None  # those know all the sentences
    for title, encoder in (("counted features", None), ("with the shipped encoder", without_heads)):
        began = time.perf_counter()
        model = train(known, encoder=encoder)
        report(title, time.perf_counter() - began, *ours(model, asked))
    report("stock Rasa, DIET", *stock(chosen.stock_python, known, asked))


def evenly(examples: Sequence[LabelledText], size: int) -> list[LabelledText]:
    """Draw so many sentences, each leading intent and language in turn, always the same ones."""
    heaps: dict[tuple[str, str], list[LabelledText]] = defaultdict(list)
    for example in sorted(examples, key=lambda one: blake2b(one.text.encode(), digest_size=8).digest()):
        heaps[example.intent, example.language].append(example)
    found: list[LabelledText] = []
    while len(found) < size and any(heaps.values()):
        found += [heap.pop() for heap in heaps.values() if heap]
    return found[:size]


def ours(model: LabelModel, asked: Sequence[LabelledText]) -> tuple[list[Judged], list[float]]:
    """Read with our classifier, patterns left out as stock Rasa has none."""
    judged, taken = [], []
    for example in asked:
        began = time.perf_counter()
        scores = model.read(example.text)
        taken.append((time.perf_counter() - began) * 1000)
        said = scores.said()
        judged.append(
            _judged(example, [n for n, _ in said.intents], [n for n, _ in said.reasons], scores.leading)
        )
    return judged, taken


def stock(
    python: Path, known: Sequence[LabelledText], asked: Sequence[LabelledText]
) -> tuple[float, list[Judged], list[float]]:
    """Train stock Rasa's NLU and read with it."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for example in known:
        blocks[example.intent].append(" ".join(example.text.split()))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        nlu = [
            {"intent": intent, "examples": "".join(f"- {text}\n" for text in texts)}
            for intent, texts in sorted(blocks.items())
        ]
        (folder / "data").mkdir()
        (folder / "data" / "nlu.yml").write_text(
            yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True)
        )
        (folder / "domain.yml").write_text(yaml.safe_dump({"version": "3.1", "intents": sorted(blocks)}))
        (folder / "config.yml").write_text(yaml.safe_dump(HEAD | {"pipeline": pipeline(epochs=100)}))
        quiet = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}

        def run(*command: str) -> None:
            done = subprocess.run(command, check=False, cwd=folder, env=quiet, capture_output=True, text=True)
            if done.returncode:
                sys.exit(f"stock Rasa failed:\n{done.stderr[-3000:]}")

        began = time.perf_counter()
        run(str(python.parent / "rasa"), "train", "nlu", "--quiet")
        trained = time.perf_counter() - began
        model = next((folder / "models").glob("*.tar.gz"))
        (folder / "texts.json").write_text(json.dumps([example.text for example in asked]))
        run(str(python), "-c", READ_ALL, str(model), "texts.json", "found.json")
        found = json.loads((folder / "found.json").read_text())
    judged = [_judged(example, [lead], [], lead) for example, (lead, _) in zip(asked, found, strict=True)]
    return trained, judged, [milliseconds for _, milliseconds in found]


def _judged(example: LabelledText, intents: list[str], reasons: list[str], lead: str) -> Judged:
    gold = frozenset({example.intent, *example.also, *example.reasons})
    return Judged(example.text, example.language, gold, frozenset([*intents, *reasons]), example.intent, lead)


def report(title: str, trained: float, judged: Sequence[Judged], taken: Sequence[float]) -> None:
    """Print one row."""
    leads = [
        Judged(one.text, one.language, frozenset([one.lead]), frozenset([one.read_lead])) for one in judged
    ]
    led = sum(one.lead == one.read_lead for one in judged) / len(judged)
    quick = sorted(taken)
    print(
        f"{title:34}{trained:9.1f} s{led:11.3f}"
        f"{macro_f1(leads):9.3f}{micro_f1(judged):9.3f}"
        f"{statistics.median(taken):6.1f} ms{quick[int(len(quick) * 0.95) - 1]:5.1f} ms",
        flush=True,
    )


if __name__ == "__main__":
    main()
