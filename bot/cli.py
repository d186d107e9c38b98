"""The command ``tideover``: one place for operators, product teams and scripts.

Every command that answers a question takes ``--json``; those that take ``--jsonl`` read JSON Lines
on standard input and answer one line each, in order, with the input's ``id`` kept. Exit codes: 0
done, 1 a check failed, 2 bad input, 70 a fault of ours.
"""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

from bot.logs import set_up
from bot.model.errors import BadInput, TideoverError

app = typer.Typer(
    help="A conversational reminder bot: gentle, lawful, exact.",
    epilog="After a fault of ours, --debug (or TIDEOVER_DEBUG=1) shows where it came from.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
Json = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]
Jsonl = Annotated[bool, typer.Option("--jsonl", help="Read JSON Lines on standard input; one answer a line.")]

MOUNTED = {
    "import": ("bot.cli_import", "app", "Read accounts, instalments and payments from CSV files."),
    "outreach": ("bot.cli_outreach", "app", "Who is contacted, when, where and why; and who is not."),
    "audit": ("bot.cli_audit", "app", "Walk the audit chain; export its head."),
    "policy": ("bot.cli_policy", "app", "Check, compare and explain the policies."),
}


def emit(value: Any) -> None:
    """Write one JSON value on a line of its own."""
    sys.stdout.write(orjson.dumps(value, default=str).decode() + "\n")


def each_line(answer: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Answer JSON Lines from standard input, in order, keeping each ``id``.

    A line that cannot be answered gets ``{"id": ..., "error": ...}`` and the next one is read; the
    exit code is 2 when there was one.
    """
    failed = False
    for number, line in enumerate(sys.stdin, start=1):
        if not line.strip():
            continue
        given: Any = None
        try:
            given = orjson.loads(line)
            if not isinstance(given, dict):
                raise BadInput("a line is one JSON object")
            result = answer(given)
        except orjson.JSONDecodeError as error:
            result, failed = {"error": f"line {number}: not JSON: {error}"}, True
        except KeyError as error:
            result, failed = {"error": f"line {number}: {error} is missing"}, True
        except (TideoverError, ValueError, TypeError) as error:
            result, failed = {"error": f"line {number}: {error or type(error).__name__}"}, True
        found_id = given.get("id") if isinstance(given, dict) else None
        emit({"id": found_id, **result} if found_id is not None else result)
        sys.stdout.flush()
    if failed:
        raise typer.Exit(2)


def clock() -> datetime:
    """Return now, on the clock of this installation."""
    from bot.bootstrap import clock_of
    from bot.settings import Settings

    return clock_of(Settings())()


def instant(text: str | None) -> datetime:
    """Read ``--at`` and ``--as-of``: an ISO instant with its offset, or now.

    Raises:
        BadInput: it is not one.
    """
    if not text:
        return clock()
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise BadInput(
            f"{text!r} is not an instant", where="--at", remedy="write 2026-03-10T15:00:00+08:00"
        ) from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


@app.command()
def check(
    file: Annotated[Path | None, typer.Argument(help="A YAML or JSON file with one question.")] = None,
    lang: Annotated[str, typer.Option("--lang", help="Language of the explanations: zh or en.")] = "en",
    as_json: Json = False,
    jsonl: Jsonl = False,
) -> None:
    """Ask the one door about one proposed message with its facts."""
    import yaml

    from bot.compliance.door import decide
    from bot.compliance.policy import load_policy
    from bot.compliance.scenario_facts import question
    from bot.settings import Settings

    policy = load_policy(Settings().policies)

    def one(given: dict[str, Any]) -> dict[str, Any]:
        asked = question({k: v for k, v in given.items() if k != "expect"}, now=clock())
        verdict = decide(asked.case, asked.proposal, now=asked.now, policy=policy)
        return verdict.as_json(given.get("lang", lang))

    if jsonl:
        each_line(one)
        return
    if file is None:
        raise BadInput("name a file, or send JSON Lines with --jsonl", where="FILE")
    try:
        given = yaml.safe_load(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput(
            f"cannot be read: {error.strerror}", where=str(file), remedy="check the path"
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadInput(f"is neither YAML nor JSON: {error}", where=str(file)) from error
    entries = given if isinstance(given, list) else [given]
    if not all(isinstance(entry, dict) for entry in entries):
        raise BadInput("holds no question", where=str(file), remedy="give one mapping, or a list of them")
    answers = [one(entry) for entry in entries]
    for answer in answers:
        if as_json or not sys.stdout.isatty():
            emit(answer)
        else:
            from rich import print_json

            print_json(data=answer)


@app.command("scenario")
def scenario(
    action: Annotated[str, typer.Argument(help="run")],
    paths: Annotated[list[Path], typer.Argument(help="Scenario files or folders.")],
    as_json: Json = False,
) -> None:
    """Run scenario files of both kinds; exit 1 when one fails."""
    from bot.scenarios.runner import load_entries, run_entries

    if action != "run":
        raise BadInput(f"{action!r} is not known", where="scenario", remedy="tideover scenario run PATH...")
    entries = load_entries(paths)

    def say(text: str) -> None:
        sys.stderr.write(f"tideover: {text}\n")

    results = []
    for result in run_entries(entries, say=say):
        results.append(result)
        if as_json:
            emit(result.as_json())
        elif not result.passed:
            sys.stdout.write(f"FAIL {result.file} {result.id}\n")
            for problem in result.problems:
                sys.stdout.write(f"     {problem}\n")
        for note in result.notes if not as_json else ():
            sys.stdout.write(f"note {result.id}: {note}\n")
    failed = sum(not result.passed for result in results)
    sys.stderr.write(f"{len(results) - failed} passed, {failed} failed\n")
    if failed:
        raise typer.Exit(1)


@app.command()
def serve(migrate: Annotated[bool, typer.Option(help="Bring the database up to date first.")] = True) -> None:
    """Run the app: chat, desk, API, Telegram and the embedded scheduler."""
    from bot.web.serve import run

    run(migrate=migrate)


@app.command()
def demo(
    reset: Annotated[bool, typer.Option(help="Throw the demo's database away and begin anew.")] = False,
) -> None:
    """Everything on one machine with sample data."""
    from bot.demo import run

    run(reset=reset)


def more() -> Iterator[tuple[str, str]]:
    """Single commands that live in modules of their own: (name, module)."""
    yield from (
        ("overdue", "bot.cli_import"),
        ("apikey", "bot.cli_import"),
        ("understand", "bot.cli_understand"),
        ("chat", "bot.cli_chat"),
        ("quote", "bot.cli_quote"),
        ("evaluate", "bot.cli_evaluate"),
        ("train", "bot.cli_evaluate"),
        ("export", "bot.cli_people"),
        ("erase", "bot.cli_people"),
        ("staff", "bot.cli_people"),
        ("purge", "bot.cli_audit"),
        ("worker", "bot.cli_worker"),
        ("replay", "bot.cli_replay"),
    )


DEBUG = "--debug"


def main() -> None:
    """Run the command; our own errors become one clear sentence and exit code 2.

    What nobody foresaw becomes one too: its kind and place, since its words may hold what somebody wrote.
    """
    debug = DEBUG in sys.argv[1:] or os.environ.get("TIDEOVER_DEBUG", "0") not in ("", "0")
    sys.argv[1:] = [argument for argument in sys.argv[1:] if argument != DEBUG]
    try:
        _run()
    except TideoverError as error:
        sys.stderr.write(f"tideover: {error}\n")
        raise SystemExit(2) from error
    except Exception as error:
        if debug:
            traceback.print_exc()
        sys.stderr.write(f"tideover: a fault of ours: {_place(error)}\n")
        if not debug:
            sys.stderr.write(f"Nothing was saved half. Run it again with {DEBUG} for the whole trace; ")
            sys.stderr.write("it may hold what a borrower wrote.\n")
        raise SystemExit(70) from error


def _place(error: Exception) -> str:
    """The kind of a fault and the last place in the product that it went through."""
    home = str(Path(__file__).parent)
    steps = traceback.extract_tb(error.__traceback__)
    ours = next((step for step in reversed(steps) if step.filename.startswith(home)), steps[-1])
    return f"{type(error).__name__} at {Path(ours.filename).name}:{ours.lineno}"


def _run() -> None:
    wanted = set(sys.argv[1:2])
    everything = not wanted or "--help" in wanted
    for name, module in more():
        if everything or name in wanted:
            try:
                found = getattr(importlib.import_module(module), name)
            except ModuleNotFoundError as error:
                if error.name != module:
                    raise
                continue
            app.command(name)(found)
    for name, (module, attribute, text) in MOUNTED.items():
        if everything or name in wanted:
            try:
                group = getattr(importlib.import_module(module), attribute)
            except ModuleNotFoundError as error:
                if error.name != module:
                    raise
                continue
            app.add_typer(group, name=name, help=text)
    set_up(as_json=False)  # also where no product is built: a logged fault holds no words of a borrower
    app()


if __name__ == "__main__":
    main()
