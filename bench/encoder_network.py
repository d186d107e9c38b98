"""The sentence encoder as a network to train, as the ONNX graph that ships, and back from that graph."""

from __future__ import annotations

import copy
import io
import json
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from torch.nn import functional

from bench.packed_encoder import BLOCK, WIDTH, Packed, cutter, prepared
from bot.understanding.encoder import PAD, fingerprint
from bot.understanding.labels import INTENT

INNER, PLACES, HEADS = 1536, 128, 12
DICE = 1 << 24
"""How many drawn masks are kept: drawing them anew at each step would take longer than the products."""
MATRICES = {"q": (WIDTH, WIDTH), "k": (WIDTH, WIDTH), "v": (WIDTH, WIDTH), "ao": (WIDTH, WIDTH)}
MATRICES |= {"fi": (WIDTH, INNER), "fo": (INNER, WIDTH)}


class Forgetting(nn.Module):
    """Dropout whose masks come from one long drawn row, each time from another place of it."""

    def __init__(self, share: float) -> None:
        """Forget this share of the numbers while training."""
        super().__init__()
        self.share = share
        self.drawn = torch.empty(0)

    def forward(self, state: torch.Tensor) -> torch.Tensor:
        """Return the numbers, some set to zero and the rest enlarged."""
        if not self.training:
            return state
        if not len(self.drawn):
            self.drawn = (torch.rand(DICE) > self.share).to(state.dtype) / (1 - self.share)
        begin = int(torch.randint(0, DICE - state.numel(), ()))
        return state * self.drawn[begin : begin + state.numel()].view_as(state)


FORGET = Forgetting(0.1)


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
        self.drop = FORGET

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
        self.drop = FORGET
        self.head, self.lead = nn.Linear(WIDTH, labels), nn.Linear(WIDTH, intents)
        self.head.bias.data.fill_(-3)

    def forward(self, numbers: torch.Tensor) -> torch.Tensor:
        """Return one vector a row: the mean over its real pieces."""
        real = (numbers != PAD).to(self.pos.dtype)
        state = self.drop(self.n(self.words(numbers) + self.pos[: numbers.shape[1]]))
        hidden = ((1 - real) * -30_000)[:, None, None, :]
        for layer in self.layers:
            state = layer(state, hidden)
        weights = real[..., None]
        return (state * weights).sum(1) / weights.sum(1)


class Alone(nn.Module):
    """The network as the product runs it: embeddings of sentences in, their mean state out.

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
        return state.mean(1)


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


def take_over(
    network: Network, path: Path, *, packed: Packed, kept: Sequence[int], labels: Sequence[str]
) -> None:
    """Start from an encoder that was tuned before: its layers, word pieces and heads."""
    with np.load(path) as stored:
        described = json.loads(stored["described"].tobytes().decode())
        graph = onnx.load_from_string(stored["network"].tobytes())
        words, scales = stored["words"].astype(np.float32), stored["word_scales"].astype(np.float32)
        heads, bias = torch.tensor(stored["head_weights"].astype(np.float32)), stored["head_bias"]
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
        for row, label in enumerate(labels):
            if label in described["labels"]:
                column = described["labels"].index(label)
                network.head.weight[row], network.head.bias[row] = heads[:, column], float(bias[column])
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


def store(
    network: Network,
    packed: Packed,
    kept: Sequence[int],
    *,
    labels: Sequence[str],
    path: Path,
    name: str,
    texts: Sequence[str],
) -> None:
    """Write the file that :func:`bot.understanding.encoder.load_encoder` reads.

    Args:
        network: the tuned one.
        packed: the file it began with.
        kept: the word pieces it knows, as numbers of that file.
        labels: what its heads say, in their order.
        path: where to write.
        name: what a trained model names as its encoder.
        texts: the sentences it was tuned on; some of them show how large the numbers inside grow.
    """
    pieces = cutter(packed, kept)
    some = texts[:: max(1, len(texts) // 300)]
    sample = [torch.tensor([pieces.cut(prepared(text))]) for text in some]
    blocks = network.words.weight.detach().numpy().reshape(-1, WIDTH // BLOCK, BLOCK)
    scales = (np.abs(blocks).max(axis=-1) / 127).astype(np.float16)
    whole = np.rint(blocks / np.maximum(scales.astype(np.float32), 1e-8)[..., None])
    arrays = {
        "words": np.clip(whole, -127, 127).astype(np.int8).reshape(-1, WIDTH),
        "word_scales": scales,
        "tuned_on": np.array(sorted(map(fingerprint, texts)), np.uint32),
        "head_weights": network.head.weight.detach().numpy().T.astype(np.float16),
        "head_bias": network.head.bias.detach().numpy().astype(np.float32),
        "lead_weights": network.lead.weight.detach().numpy().T.astype(np.float16),
        "lead_bias": network.lead.bias.detach().numpy().astype(np.float32),
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
        "labels": list(labels),
        "leading": [label for label in labels if label.startswith(INTENT)],
        "name": name,
    }
    text = json.dumps(described, ensure_ascii=False).encode()
    np.savez_compressed(path, described=np.frombuffer(text, np.uint8), **arrays)
