"""``tideover train`` and ``tideover evaluate``: the tuning loop of the message reader."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Annotated

import typer

from bot.model.errors import Unavailable
from bot.settings import ROOT
from bot.supervisor import ENGINE_PYTHON
from bot.understanding import evaluate as scoring

REPORT = ROOT / "var" / "evaluation.json"


def train(
    nlu_only: Annotated[bool, typer.Option("--nlu-only", help="Language only: no rules.")] = False,
) -> None:
    """Train the engine and the message reader; both use the very same weights."""
    if not ENGINE_PYTHON.exists():
        raise Unavailable(
            "the engine's environment is not there", where="engine/.venv", remedy="run make setup"
        )
    command = [str(ENGINE_PYTHON), "-m", "engine.launcher", "train", *(["--nlu-only"] if nlu_only else [])]
    raise typer.Exit(subprocess.run(command, cwd=ROOT, check=False).returncode)  # noqa: S603 - our own command


def evaluate(
    external: Annotated[
        Path | None, typer.Option(help="A labelled JSON Lines file to score as well.")
    ] = None,
    compare: Annotated[Path | None, typer.Option(help="A second labels.npz, side by side.")] = None,
    out: Annotated[Path, typer.Option(help="Where the JSON goes; the page stands beside it.")] = REPORT,
) -> None:
    """Score the reader on the held-back fifth, by language, with confidence intervals."""
    given = ["--out", str(out)]
    for name, path in (("--external", external), ("--compare", compare)):
        given += [name, str(path)] if path is not None else []
    raise typer.Exit(scoring.main(given))
