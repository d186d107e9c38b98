"""Reading tens of thousands of sentences to be scored: once each, on every core."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from bot.model.words import REASON_OF_INTENT
from bot.understanding.classifier import LabelModel
from bot.understanding.labels import Classifier
from bot.understanding.read import read

AT = datetime(2026, 3, 10, 15, tzinfo=timezone.utc)
CHUNK = 100
"""How many sentences a process takes at a time."""
_DERIVED = frozenset(reason.value for reason in REASON_OF_INTENT.values())

Asked = tuple[str, str | None]
"""A text and the language of its talk, None where that is not known."""
Progress = Callable[[int, int], None]
"""Told how many sentences are read, and of how many."""


@dataclass(frozen=True)
class Reading:
    """What the scores need of one message that was read."""

    language: str
    intents: frozenset[str]
    reasons: frozenset[str]
    leading: str
    confidence: float
    signals: frozenset[str]
    by_pattern: frozenset[str]

    @property
    def labels(self) -> frozenset[str]:
        """Intents and learned reasons; those that follow from an intent are no labels of their own."""
        return self.intents | (self.reasons - _DERIVED)


Readings = dict[Asked, Reading]
Reader = Callable[[Sequence[Asked]], Readings]


def read_one(asked: Asked, model: Classifier) -> Reading:
    """Read one sentence and keep what is scored."""
    text, language = asked
    found = read(text, at=AT, language=language, model=model)
    return Reading(
        found.language.value,
        frozenset(intent.value for intent, _ in found.intents),
        frozenset(reason.value for reason in found.reasons),
        found.leading.value,
        found.confidence,
        frozenset(signal.value for signal in found.signals),
        frozenset(hit.signal.value for hit in found.hits),
    )


def silent(done: int, total: int) -> None:
    """Tell nobody."""


def reader_of(model: Classifier) -> Reader:
    """Read with a model in this process."""
    return lambda asked: {each: read_one(each, model) for each in dict.fromkeys(asked)}


def reader_on_cores(path: Path, *, workers: int | None = None, progress: Progress = silent) -> Reader:
    """Read with a model file, on all cores; every process loads the file for itself."""

    def work(asked: Sequence[Asked]) -> Readings:
        each = list(dict.fromkeys(asked))
        chunks = [each[start : start + CHUNK] for start in range(0, len(each), CHUNK)]
        readings: Readings = {}
        progress(0, len(each))
        for found in _read_chunks(path, chunks, workers=workers or os.cpu_count() or 1):
            readings.update(found)
            progress(len(readings), len(each))
        return readings

    return work


def _read_chunks(path: Path, chunks: Sequence[list[Asked]], *, workers: int) -> Iterator[Readings]:
    if min(workers, len(chunks)) < 2:
        yield from map(reader_of(LabelModel.load(path)), chunks)
        return
    # Not forked: the network's library has threads of its own.
    with multiprocessing.get_context("spawn").Pool(
        min(workers, len(chunks)), initializer=_load, initargs=(path,)
    ) as pool:
        yield from pool.imap(_read_chunk, chunks)


_loaded: list[Classifier] = []


def _load(path: Path) -> None:
    _loaded[:] = [LabelModel.load(path)]


def _read_chunk(chunk: list[Asked]) -> Readings:
    return reader_of(_loaded[0])(chunk)


def milliseconds(model: Classifier, asked: Iterable[Asked]) -> list[float]:
    """Time the whole reading of each sentence, one after the other; the first warm it up."""
    each = list(asked)
    for one in each[:20]:
        read_one(one, model)
    taken = []
    for one in each:
        began = time.perf_counter()
        read_one(one, model)
        taken.append((time.perf_counter() - began) * 1000)
    return taken
