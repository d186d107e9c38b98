"""Rasa without TensorFlow and chat services: replaces the few Rasa modules that pull them in for nothing.

Rasa's dialogue code imports its neural building blocks even when no policy or classifier is neural.
That costs 300 MB of memory, 1.7 GB of disk and several seconds at each start. The bot reads language
with a linear model and decides by rules, so the neural modules are replaced, before Rasa is imported,
by stand-ins with the same names. Using one says so at once instead of failing later.

Valid for the one Rasa version named here; any other is refused.
"""

from __future__ import annotations

import sys
from importlib import import_module, metadata
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

RASA = "3.6.21"


class NotInThisEngine:
    """Stands where a neural class of Rasa would be; making one is an error with a remedy."""

    def __init__(self, *_args: Any, **_kwargs: Any) -> None:
        """Refuse, because the engine has no TensorFlow."""
        raise RuntimeError(
            "this engine carries no TensorFlow: use a classifier or policy without it in config.yml"
        )


NEURAL: dict[str, tuple[str, ...]] = {
    "rasa.utils.tensorflow.callback": ("RasaTrainingLogger", "RasaModelCheckpoint"),
    "rasa.utils.tensorflow.data_generator": ("RasaBatchDataGenerator",),
    "rasa.nlu.classifiers.diet_classifier": ("DIETClassifier",),
    "rasa.nlu.selectors.response_selector": ("ResponseSelector",),
    "rasa.core.policies.ted_policy": ("TEDPolicy",),
}
"""Module -> the names that other Rasa modules import from it."""

COMPONENTS: dict[str, tuple[str, ...]] = {
    "rasa.nlu.classifiers.fallback_classifier": ("FallbackClassifier",),
    "rasa.core.policies.memoization": ("MemoizationPolicy",),
    "rasa.core.policies.rule_policy": ("RulePolicy",),
}
"""The built-in graph components that config.yml may name; Rasa would import all thirty."""


class _Components(ModuleType):
    """``rasa.engine.recipes.default_components`` with only what this bot uses, imported on first sight."""

    @property
    def DEFAULT_COMPONENTS(self) -> list[type]:
        return [
            getattr(import_module(module), name) for module, names in COMPONENTS.items() for name in names
        ]


def install() -> None:
    """Put the stand-ins in place. Call once, before anything of Rasa is imported.

    Raises:
        RuntimeError: Rasa is another version, or was imported too early.
    """
    found = metadata.version("rasa")
    if found != RASA:
        raise RuntimeError(
            f"engine/slim.py was written for Rasa {RASA}, found {found}: check its module list"
        )
    if "rasa.core" in sys.modules:
        raise RuntimeError("engine.slim.install() must run before Rasa is imported")
    for module, names in NEURAL.items():
        stand_in = ModuleType(module, "Stand-in of engine.slim.")
        for name in names:
            setattr(stand_in, name, type(name, (NotInThisEngine,), {"__module__": module}))
        sys.modules[module] = stand_in
    sys.modules["rasa.core.channels"] = _bare_package("rasa.core.channels")
    sys.modules["rasa.engine.recipes.default_components"] = _Components(
        "rasa.engine.recipes.default_components"
    )


def _bare_package(name: str) -> ModuleType:
    """Return a package whose submodules can be imported but whose own ``__init__`` is not run.

    That of ``rasa.core.channels`` imports a client for each chat service there is; the engine talks to none.
    """
    top, *below = name.split(".")
    found = find_spec(top)
    if found is None or not found.submodule_search_locations:
        raise RuntimeError(f"{top} is not installed: run `uv sync` in engine/")
    package = ModuleType(name, "Stand-in of engine.slim.")
    package.__getattr__ = lambda wanted: getattr(import_module(f"{name}.channel"), wanted)
    package.__path__ = [str(Path(found.submodule_search_locations[0], *below))]
    return package
