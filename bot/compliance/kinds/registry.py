"""The register of kinds; a kind enters it by decorating its function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.compliance.rule import Evaluate, Kind, Stage

KINDS: dict[str, Kind] = {}


def kind(
    name: str,
    stage: Stage,
    params: type,
    *,
    replies: bool = False,
    timed: bool = False,
    facts: tuple[str, ...] = (),
    needs: str = "",
) -> Callable[[Any], Any]:
    """Register a function as the meaning of a kind.

    See :class:`bot.compliance.rule.Kind` for the arguments.
    """

    def enter(function: Evaluate) -> Evaluate:
        KINDS[name] = Kind(name, stage, params, function, replies, timed, frozenset(facts), needs)
        return function

    return enter


def answer_kind(name: str, params: type) -> None:
    """Register a kind that never decides a message; its functions answer questions of their own."""
    KINDS[name] = Kind(name, Stage.ANSWER, params, None)
