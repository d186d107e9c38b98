"""Measures a turn of the engine with and without its two shortcuts, and a parse.

``engine/.venv/bin/python bench/engine_turn.py [--turns 300]`` trains the small test bot, starts its action
server with the product's environment, and talks to the processor in this process, so that HTTP to the engine
is not counted.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FIXTURE = ROOT / "tests" / "engine_fixture"
TOKEN = "fixture-token-0123456789"
PORT = 25055
sys.path.insert(0, str(ROOT))


def main() -> None:
    """Print one line for each way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=300)
    turns = parser.parse_args().turns

    from engine import launcher, slim

    launcher.quiet()
    slim.install()
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        from engine import training

        training.train(Path("models/engine.tar.gz"), nlu_only=False)
        server = subprocess.Popen(
            [ROOT / ".venv/bin/python", "-m", "tests.engine_fixture.action_server", str(PORT)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
        )
        try:
            server.stdout.readline()
            asyncio.run(measure(turns))
        finally:
            server.terminate()
            server.wait()
    print(f"peak memory {launcher.memory():.0f} MB")


def prepare(folder: Path) -> None:
    """Lay the test bot out in an empty folder and go there."""
    shutil.copytree(FIXTURE / "data", folder / "data")
    shutil.copy(FIXTURE / "domain.yml", folder)
    for name in ("config.yml", "endpoints.yml", "credentials.yml"):
        shutil.copy(ROOT / name, folder)
    os.chdir(folder)


async def measure(turns: int) -> None:
    """Time parses, turns without an action, and turns with one in three set-ups."""
    from rasa.core.actions.action import RemoteAction
    from rasa.core.lock_store import InMemoryLockStore
    from rasa.core.nlg.generator import NaturalLanguageGenerator
    from rasa.shared.core.domain import Domain
    from rasa.utils.endpoints import EndpointConfig

    from engine import action_calls
    from engine.nlg import ProposingGenerator
    from engine.processor import TurnProcessor
    from engine.trackers import RecentTrackers

    url = f"http://127.0.0.1:{PORT}/webhook"

    class Plain(EndpointConfig):
        """Rasa's own way of calling, with the token."""

        async def request(self, *args: Any, **kwargs: Any) -> Any:
            kwargs["json"].setdefault("domain", {})
            return await super().request(*args, **kwargs)

    def processor(calls: EndpointConfig) -> TurnProcessor:
        generator: NaturalLanguageGenerator = ProposingGenerator()
        made = TurnProcessor(
            "models/engine.tar.gz", RecentTrackers(Domain.empty()), InMemoryLockStore(), generator, calls
        )
        made.tracker_store.domain = made.domain
        return made

    plain = Plain(url, headers={"Authorization": f"Bearer {TOKEN}"}, enable_selective_domain=True)
    kept = action_calls.ActionCalls(url, token=TOKEN)
    theirs = RemoteAction._validate_action_result

    bot = processor(plain)
    await timed("parse", turns, lambda n: bot.understand("how much do i owe, 我欠多少"))
    await timed("turn, no action", turns, lambda n: bot.turn(f"g{n // 5}", "hello", slots={"verified": True}))

    def owed(bot: TurnProcessor, way: str) -> Callable[[int], Any]:
        return lambda n: bot.turn(f"{way}{n // 5}", "how much do i owe", slots={"verified": True})

    await timed("turn, action: Rasa's way", turns, owed(bot, "a"))
    action_calls.keep_one_validator()
    await timed("turn, action: one checked validator", turns, owed(bot, "b"))
    quick = processor(kept)
    await timed("turn, action: and one kept session", turns, owed(quick, "c"))
    await crowd("8 at once: both shortcuts", turns, quick)
    RemoteAction._validate_action_result = theirs
    await crowd("8 at once: Rasa's way", turns, bot)
    await kept.close()


async def timed(what: str, turns: int, once: Callable[[int], Any]) -> None:
    """Print median and 95th percentile of one call after another."""
    took = []
    for number in range(turns):
        started = time.perf_counter()
        await once(number)
        took.append((time.perf_counter() - started) * 1000)
    took = took[turns // 10 :]
    late = sorted(took)[int(len(took) * 0.95)]
    print(f"{what:<42} median {statistics.median(took):6.2f} ms   95 % {late:6.2f} ms")


async def crowd(what: str, turns: int, bot: Any) -> None:
    """Print turns a second with eight conversations at once."""

    async def one(user: int) -> None:
        for number in range(turns // 8):
            await bot.turn(f"{what}{user}-{number // 5}", "how much do i owe", slots={"verified": True})

    started = time.perf_counter()
    await asyncio.gather(*(one(user) for user in range(8)))
    print(f"{what:<42} {turns // 8 * 8 / (time.perf_counter() - started):6.0f} turns a second")


if __name__ == "__main__":
    main()
