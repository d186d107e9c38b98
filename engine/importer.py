"""Reading the training sentences for Rasa with the product's own reader of ``data/nlu``.

Rasa reads the files three times over with a parser written in Python, and copies and fingerprints each of
forty thousand sentences at every merge: two thirds of the whole training time. The format stays Rasa's, and
a sentence keeps its second line. ``make lint`` still has Rasa's validator read it with Rasa's own importer.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.understanding.examples import load_file
from bot.understanding.labels import LabelledText


class Sentence(Message):
    """A training sentence. Nobody changes one: its copy is itself, and its fingerprint is made once."""

    _fingerprint = ""

    def __deepcopy__(self, memo: dict[int, Any]) -> Sentence:
        """Return itself."""
        return self

    def fingerprint(self) -> str:
        """Return what tells this sentence from others."""
        if not self._fingerprint:
            self._fingerprint = super().fingerprint()
        return self._fingerprint


def as_message(example: LabelledText) -> Sentence:
    """Carry a labelled sentence over to Rasa; what else it says goes into the metadata of its intent."""
    extra = {"also": example.also, "reasons": example.reasons, "signals": example.signals}
    said = {name: list(names) for name, names in extra.items() if names}
    data: dict[str, Any] = {TEXT: example.text, INTENT: example.intent}
    if said:
        data[METADATA] = {METADATA_INTENT: said}
    return Sentence(data=data)


class SentenceImporter(RasaFileImporter):
    """Rasa's importer of files, but for the training sentences, which are read once."""

    def __init__(self, *given: Any, **named: Any) -> None:
        """Take what Rasa's importer takes."""
        super().__init__(*given, **named)
        self._sentences: TrainingData | None = None

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Return all training sentences.

        Raises:
            BadFile: a file is not training data, or uses a name the vocabulary does not have.
        """
        if self._sentences is None:
            examples = (each for path in sorted(self._nlu_files) for each in load_file(Path(path)))
            self._sentences = TrainingData([as_message(each) for each in examples])
        return self._sentences
