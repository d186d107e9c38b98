"""The labelled sentences: reading ``data/nlu``, and the fifth that is never trained on.

Files are Rasa 3.6 NLU YAML (``<topic>.<language>.yml``). A block's metadata says what else its sentences say:
``also`` (other intents), ``reasons``, ``signals``. The held-back fifth lives in the same format outside
``data/``, so that no training can pick it up by accident.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from bot.model.errors import BadFile
from bot.model.words import Intent, Reason, Signal
from bot.understanding.labels import LabelledText

TRAINING = Path("data/nlu")
HELD_BACK = Path("tests/nlu/heldback")

_NAMES = {
    "intent": frozenset(word.value for word in Intent),
    "also": frozenset(word.value for word in Intent),
    "reasons": frozenset(word.value for word in Reason),
    "signals": frozenset(word.value for word in Signal),
}


def load_folder(folder: Path | str = TRAINING) -> list[LabelledText]:
    """Read every ``<topic>.<language>.yml`` of ``folder``, files and sentences in a stable order."""
    return [example for path in sorted(Path(folder).glob("*.*.yml")) for example in load_file(path)]


def load_file(path: Path) -> list[LabelledText]:
    """Read one file.

    Raises:
        BadFile: not YAML, not NLU data, or a name that the vocabulary does not have.
    """
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - the safe one, in C
    except yaml.YAMLError as error:
        raise BadFile(f"not YAML: {error}", where=str(path), remedy="mend the file") from error
    blocks = content.get("nlu") if isinstance(content, dict) else None
    if not isinstance(blocks, list):
        raise BadFile("no list under `nlu`", where=str(path), remedy="see data/nlu for the format")
    topic, language = path.name.split(".")[:2]
    return [
        example for block in blocks for example in _block(block, path=path, topic=topic, language=language)
    ]


def _block(block: dict[str, Any], *, path: Path, topic: str, language: str) -> Iterator[LabelledText]:
    if "intent" not in block:
        return
    extra = block.get("metadata") or {}
    named: dict[str, tuple[str, ...]] = {"intent": (str(block["intent"]),)}
    for key in ("also", "reasons", "signals"):
        named[key] = tuple(str(name) for name in extra.get(key) or ())
    for key, names in named.items():
        unknown = [name for name in names if name not in _NAMES[key]]
        if unknown:
            raise BadFile(
                f"unknown {key} {', '.join(unknown)}",
                where=str(path),
                remedy="use the names of bot/model/words.py",
            )
    for text in sentences_of(str(block.get("examples") or "")):
        yield LabelledText(
            text,
            named["intent"][0],
            tuple(name for name in named["also"] if name != named["intent"][0]),
            named["reasons"],
            named["signals"],
            language,
            topic,
        )


def sentences_of(listed: str) -> Iterator[str]:
    """Take the sentences out of a Markdown list; an indented line continues the sentence before it."""
    sentence = ""
    for line in listed.splitlines():
        if line.startswith("- "):
            if sentence.strip():
                yield sentence.strip()
            sentence = line[2:]
        elif line.strip() and line.strip() != "-":
            sentence += "\n" + line.strip()
    if sentence.strip():
        yield sentence.strip()


def is_held_back(text: str) -> bool:
    """Say whether a sentence belongs to the held-back fifth: a stable hash of its letters."""
    letters = re.sub(r"\W", "", text).lower()
    return hashlib.blake2b(letters.encode(), digest_size=4).digest()[0] % 5 == 0


def split_folder(training: Path = TRAINING, *, held_back: Path = HELD_BACK) -> dict[str, tuple[int, int]]:
    """Move the held-back fifth of each file in ``training`` out; safe to repeat.

    Returns:
        Sentences kept and held back, by file name.
    """
    held_back.mkdir(parents=True, exist_ok=True)
    counts = {}
    for path in sorted(training.glob("*.*.yml")):
        before = load_file(path)
        stored = load_file(held_back / path.name) if (held_back / path.name).exists() else []
        kept = [example for example in before if not is_held_back(example.text)]
        moved = [example for example in before if is_held_back(example.text)]
        if moved:
            path.write_text(as_yaml(kept), encoding="utf-8")
            (held_back / path.name).write_text(as_yaml(_unique([*stored, *moved])), encoding="utf-8")
        counts[path.name] = (len(kept), len(stored) + len(moved))
    return counts


def _unique(examples: Iterable[LabelledText]) -> list[LabelledText]:
    return list({example.text: example for example in examples}.values())


def as_yaml(examples: Iterable[LabelledText]) -> str:
    """Write sentences in the format of ``data/nlu``, equal labels together."""
    blocks: dict[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for one in examples:
        blocks.setdefault((one.intent, one.also, one.reasons, one.signals), []).append(one.text)
    lines = ['version: "3.1"', "nlu:"]
    for (intent, also, reasons, signals), texts in blocks.items():
        lines.append(f"- intent: {intent}")
        if also or reasons or signals:
            lines.append("  metadata:")
            for key, names in (("also", also), ("reasons", reasons), ("signals", signals)):
                if names:
                    lines.append(f"    {key}: [{', '.join(names)}]")
        lines.append("  examples: |")
        for text in texts:
            first, *more = text.split("\n")
            lines.append(f"    - {first}")
            lines += [f"      {line}" for line in more]
    return "\n".join(lines) + "\n"


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


if __name__ == "__main__":
    for name, (kept_count, held_count) in split_folder().items():
        sys.stdout.write(f"{name}: {kept_count} to train on, {held_count} held back\n")
