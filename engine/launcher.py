"""Starts, trains and checks the sealed engine: ``python -m engine.launcher serve|train|validate``.

Run it from the project's root with the engine's own environment. It listens on the loopback interface only,
wants a token, sends no telemetry, opens no connection except to the action server, and says what it does.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
NEEDED = ("config.yml", "domain.yml", "data", "endpoints.yml", "credentials.yml")
NOISE = (DeprecationWarning, PendingDeprecationWarning, FutureWarning)


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = argparse.ArgumentParser(prog="engine.launcher", description=__doc__.splitlines()[0])
    parser.add_argument(
        "--project", type=Path, default=ROOT, help="folder with domain.yml, config.yml and data/"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("serve", help="answer turns on the loopback interface")
    serve.add_argument("--model", type=Path, default=Path("models/engine.tar.gz"))
    serve.add_argument("--port", type=int, required=True)
    serve.add_argument("--token-env", default="TIDEOVER_ENGINE_TOKEN", help="variable that holds the token")
    serve.add_argument("--actions-url", required=True, help="the action server's webhook")
    serve.add_argument(
        "--actions-token-env", default="", help="its token's variable; default: the same as ours"
    )
    train = commands.add_parser("train", help="train the model and write labels.npz beside it")
    train.add_argument("--out", type=Path, default=Path("models/engine.tar.gz"))
    train.add_argument("--nlu-only", action="store_true", help="language only: no rules, parse answers only")
    commands.add_parser("validate", help="check domain, rules and examples; a warning is a failure")
    chosen = parser.parse_args(arguments)
    os.chdir(chosen.project)
    absent = [name for name in NEEDED if not Path(name).exists()]
    if absent:
        say(f"{chosen.project} has no {' and no '.join(absent)}: run from the project's root")
        return 2
    quiet()
    from engine import slim

    slim.install()
    try:
        if chosen.command == "serve":
            return _serve(chosen)
        if chosen.command == "train":
            return _train(chosen)
        return _validate()
    except SetUpError as error:
        say(str(error))
        return 2


class SetUpError(Exception):
    """Something that the person who starts the engine can mend; the text says how."""


def _serve(chosen: argparse.Namespace) -> int:
    started = time.perf_counter()
    token = secret(chosen.token_env)
    actions_token = secret(chosen.actions_token_env or chosen.token_env)
    if not chosen.model.is_file():
        raise SetUpError(f"no model at {chosen.model}: run `python -m engine.launcher train`")
    say("loading Rasa")
    from engine import server

    try:
        app = server.build(
            model=chosen.model, token=token, actions_url=chosen.actions_url, actions_token=actions_token
        )
    except server.BrokenModel as error:
        raise SetUpError(f"the model {chosen.model} cannot be used ({error}): train it again") from error

    def ready() -> None:
        took = time.perf_counter() - started
        say(f"ready on http://{HOST}:{chosen.port} in {took:.1f} s, {memory():.0f} MB")

    server.run(app, host=HOST, port=chosen.port, ready=ready)
    return 0


def _train(chosen: argparse.Namespace) -> int:
    started = time.perf_counter()
    say("loading Rasa")
    from engine import training

    say(f"training {chosen.out}" + (" (language only)" if chosen.nlu_only else ""))
    try:
        labels = training.train(chosen.out, nlu_only=chosen.nlu_only)
    except training.TrainingError as error:
        raise SetUpError(f"training failed: {one_line(error)[:600]}") from error
    size = chosen.out.stat().st_size / 1e6
    say(f"trained {chosen.out} ({size:.1f} MB) and {labels} in {time.perf_counter() - started:.1f} s")
    return 0


def _validate() -> int:
    started = time.perf_counter()
    say("loading Rasa")
    from engine import training

    problems = training.problems()
    for problem in problems:
        say(f"problem: {one_line(problem)}")
    took = time.perf_counter() - started
    say(f"{len(problems) or 'no'} problem(s) in domain, rules and examples, checked in {took:.1f} s")
    return 1 if problems else 0


def secret(variable: str) -> str:
    """Return a token from the environment.

    Raises:
        SetUpError: it is not set, or too short to be one.
    """
    value = os.environ.get(variable, "")
    if len(value) < 16:
        raise SetUpError(
            f"{variable} must hold a token of at least 16 characters; the engine does not start without"
        )
    return value


def memory() -> float:
    """Return the megabytes that this process has used at most."""
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def quiet() -> None:
    """Switch off telemetry, progress bars and the warnings of old libraries that nobody can act on here."""
    import warnings

    os.environ.update(
        RASA_TELEMETRY_ENABLED="false",
        RASA_MAX_CACHE_SIZE="0",  # a model is always made from what is on disk now, code included
        SQLALCHEMY_SILENCE_UBER_WARNING="1",
        LOG_LEVEL="WARNING",  # Rasa shows its progress bars below this level
        MPLBACKEND="agg",
    )

    def show(message: Warning | str, category: type[Warning], *_rest: Any, **_more: Any) -> None:
        # Decided when shown, because some of Rasa's libraries reset the filters while they are imported.
        if not issubclass(category, NOISE) and "Slot auto-fill" not in str(message):
            sys.stderr.write(f"engine: warning: {one_line(message)}\n")

    warnings.showwarning = show


def one_line(message: object) -> str:
    """Return what Rasa says in several lines as one, without its links."""
    lines = (line.strip() for line in str(message).splitlines())
    return " ".join(
        line for line in lines if line and not line.startswith(("More info", "You can use https"))
    )


def say(sentence: str) -> None:
    """Print one line at once, so that whoever supervises the engine sees it."""
    sys.stdout.write(f"engine: {sentence}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
