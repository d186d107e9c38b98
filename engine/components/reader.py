"""The bot's own classifier as a component of Rasa's graph.

The product reads messages with :mod:`bot.understanding.classifier`; here the same code and, after training,
the very same weights are put into Rasa's model, so that engine and product never disagree about a sentence.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.understanding.classifier import LabelModel, train
from bot.understanding.labels import LabelledText, LabelScores

LABELS = "labels.npz"
VECTORS = Path("models/vectors.npz")
"""Sentence vectors kept from the last training, so that only new sentences are read again."""
FALLBACK = "nlu_fallback"
"""The intent under which Rasa's rules know a message that nobody understood."""

CHINESE = re.compile(r"[\u3400-\u9fff]")
Pairs = tuple[tuple[str, float], ...]


def labelled(message: Message) -> LabelledText:
    """Carry one training example and its metadata (also, reasons, signals) over to the classifier."""
    text = str(message.get(TEXT))
    extra = (message.get(METADATA) or {}).get(METADATA_INTENT) or {}
    return LabelledText(
        text=text,
        intent=str(message.get(INTENT)),
        also=tuple(name for name in extra.get("also") or () if name != message.get(INTENT)),
        reasons=tuple(extra.get("reasons") or ()),
        signals=tuple(extra.get("signals") or ()),
        language="zh" if CHINESE.search(text) else "en",
    )


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ReaderClassifier(IntentClassifier, GraphComponent):
    """Reads acts, reasons and signals of a message; sets the leading act as Rasa's intent."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings that config.yml may override."""
        return {"seed": 0, "threshold": 0.5, "show": 6, "show_from": 0.05}

    def __init__(
        self,
        config: dict[str, Any],
        *,
        storage: ModelStorage,
        resource: Resource,
        model: LabelModel | None = None,
    ) -> None:
        """Hold settings and, when loaded, the trained model."""
        self._config, self._storage, self._resource, self._model = config, storage, resource, model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ReaderClassifier:
        """Make one that is to be trained."""
        return cls(config, storage=model_storage, resource=resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> ReaderClassifier:
        """Make one from the weights inside a model archive."""
        with model_storage.read_from(resource) as folder:
            return cls(
                config, storage=model_storage, resource=resource, model=LabelModel.load(folder / LABELS)
            )

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the NLU examples and keep the weights as ``labels.npz``."""
        examples = [labelled(each) for each in training_data.intent_examples if each.get(TEXT)]
        self._model = train(examples, seed=self._config["seed"], cache=VECTORS)
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder / LABELS)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Write what is read onto each message; low confidence becomes ``nlu_fallback``."""
        for message in messages:
            text = message.get(TEXT)
            if self._model is not None and text:
                self._set(message, self._model.read(text))
        return messages

    def _set(self, message: Message, scores: LabelScores) -> None:
        confidences = dict(scores.intents)
        leading = scores.leading or (scores.intents[0][0] if scores.intents else "")
        confidence = confidences.get(leading, 0.0)
        understood = confidence >= self._config["threshold"]
        ranking = sorted(scores.intents, key=lambda pair: (pair[0] != leading, -pair[1]))
        message.set(
            "intent",
            {"name": leading if understood else FALLBACK, "confidence": confidence},
            add_to_output=True,
        )
        shown = self._shown(tuple(ranking)) or [{"name": n, "confidence": float(c)} for n, c in ranking[:1]]
        message.set("intent_ranking", shown, add_to_output=True)
        message.set("leading", leading, add_to_output=True)
        message.set("also", [name for name, sure in ranking[1:] if sure >= 0.5], add_to_output=True)
        message.set("reasons", self._shown(scores.reasons), add_to_output=True)
        message.set("signals", self._shown(scores.signals), add_to_output=True)

    def _shown(self, pairs: Pairs) -> list[dict[str, Any]]:
        kept = [pair for pair in pairs if pair[1] >= self._config["show_from"]][: self._config["show"]]
        return [{"name": name, "confidence": float(confidence)} for name, confidence in kept]
