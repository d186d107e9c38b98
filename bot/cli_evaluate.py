"""``tideover train`` and ``tideover evaluate``: the tuning loop of the message reader."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.model.errors import BadFile, Unavailable
from bot.settings import ROOT, Settings
from bot.supervisor import ENGINE_PYTHON
from bot.understanding.classifier import LabelModel
from bot.understanding.evaluate import evaluate as score
from bot.understanding.evaluate_page import page
from bot.understanding.evaluate_reading import reader_on_cores
from bot.understanding.evaluate_sets import load_external, load_held_back, sampled
from bot.understanding.evaluate_table import as_text
from bot.understanding.examples import HELD_BACK

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
    sample: Annotated[
        int | None, typer.Option(min=2, help="A quick look: so many sentences, as many of each language.")
    ] = None,
    external: Annotated[
        Path | None, typer.Option(help="Real messages to score as well: JSON Lines with text and labels.")
    ] = None,
    compare: Annotated[Path | None, typer.Option(help="A second labels.npz, side by side.")] = None,
    model: Annotated[
        Path | None, typer.Option(help="The labels.npz to score; the trained one by default.")
    ] = None,
    out: Annotated[Path, typer.Option(help="Where the JSON goes; the page stands beside it.")] = REPORT,
    seed: Annotated[int, typer.Option(min=0, help="Decides the sample, the noise and the resampling.")] = 0,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes that read; one a core by default.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """Score the reader on the held-back fifth, by language, with 95 % intervals.

    Prints one table, and writes JSON and a page with the confusion matrices and the worst errors. All 62,000
    sentences take some ten minutes on two cores, twice that with --compare; --sample 2000 less than one.
    """
    paths = [each for each in (model or Settings().labels, compare) if each is not None]
    models = [LabelModel.load(path) for path in paths]  # whatever is wrong shows before any work
    rows = load_external(external) if external else []
    whole = load_held_back(ROOT / HELD_BACK)
    writable(out)
    chosen = sampled(whole, sample, seed=seed) if sample else whole
    report: dict[str, Any] = {
        "sentences": len(chosen), "held_back": len(whole), "sample": sample, "seed": seed,
        "external": str(external) if external else None, "models": [],
    }  # fmt: skip
    for path, loaded in zip(paths, models, strict=True):
        with told(f"reading with {path.name}") as progress:
            scored = score(
                reader_on_cores(path, workers=workers, progress=progress),
                held_back=chosen, external=rows, timed=loaded, seed=seed,
            )  # fmt: skip
        report["models"].append({"model": str(path), **scored})
    beside = out.with_suffix(".html")
    out.write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")
    beside.write_text(page(report), encoding="utf-8")
    sys.stdout.write(json.dumps(report, ensure_ascii=False) + "\n" if as_json else as_text(report))
    sys.stderr.write(f"written: {out}, {beside}\n")


def writable(out: Path) -> None:
    """Make sure that the report can be written, before an hour is spent on it.

    Raises:
        BadFile: it cannot, or the page would take the place of the JSON.
    """
    if out.suffix == ".html" or out.is_dir():
        raise BadFile(
            "is no place for the JSON", where=str(out), remedy="name a file like var/evaluation.json"
        )
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        for each in (out, out.with_suffix(".html")):
            each.open("a").close()
    except OSError as error:
        raise BadFile(
            f"cannot be written: {error.strerror}", where=str(out), remedy="name another --out"
        ) from error


@contextmanager
def told(what: str) -> Iterator[Callable[[int, int], None]]:
    """Say how far it is: a bar on a terminal, a line for every tenth elsewhere."""
    if sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        parts = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*parts, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(what, total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)
        return
    tenths = [-1]

    def line(done: int, total: int) -> None:
        if done * 10 // max(total, 1) > tenths[0]:
            tenths[0] = done * 10 // max(total, 1)
            sys.stderr.write(f"{what}: {done:,} of {total:,}\n")

    yield line
