"""Stock Rasa as `rasa init` sets it up, for measuring against; bench/stock-rasa.sh makes its environment."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import yaml

from bench.line import Line
from bot.supervisor import free_port

ROOT = Path(__file__).resolve().parent.parent
HEAD: dict[str, Any] = {"recipe": "default.v1", "language": "en", "assistant_id": "stock"}


def pipeline(*, epochs: int) -> list[dict[str, Any]]:
    """What `rasa init` reads a message with, with so many epochs wherever something is learnt."""
    learns = {"epochs": epochs, "constrain_similarities": True}
    return [
        {"name": "WhitespaceTokenizer"}, {"name": "RegexFeaturizer"}, {"name": "LexicalSyntacticFeaturizer"},
        {"name": "CountVectorsFeaturizer"},
        {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
        {"name": "DIETClassifier", **learns},
        {"name": "EntitySynonymMapper"},
        {"name": "ResponseSelector", **learns},
        {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
    ]  # fmt: skip


def configuration(*, epochs: int) -> dict[str, Any]:
    """The same with what `rasa init` decides the next step with."""
    policies: list[dict[str, Any]] = [
        {"name": "MemoizationPolicy"}, {"name": "RulePolicy"},
        {"name": "UnexpecTEDIntentPolicy", "max_history": 5, "epochs": epochs},
        {"name": "TEDPolicy", "max_history": 5, "epochs": epochs, "constrain_similarities": True},
    ]  # fmt: skip
    return HEAD | {"pipeline": pipeline(epochs=epochs), "policies": policies}


@contextmanager
def stock(python: Path) -> Iterator[Callable[[int, str], None]]:
    """Stock Rasa with its default pipeline over the same domain, rules and examples."""
    folder = Path(tempfile.mkdtemp(prefix="stock-rasa-"))
    port, actions_port = free_port(), free_port()
    _stock_project(folder, actions_port)
    tool = str(python.parent / "rasa")
    silent = {**os.environ, "RASA_TELEMETRY_ENABLED": "false"}
    model = python.parent.parent / f"model-{_fingerprint(folder)}.tar.gz"
    if not model.exists():
        print("training stock Rasa for one epoch (kept for later runs over the same data)", flush=True)
        began = time.perf_counter()
        subprocess.run(
            [tool, "train", "--quiet", "--out", str(folder / "models")],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=silent, cwd=folder,
        )  # fmt: skip
        shutil.move(next((folder / "models").glob("*.tar.gz")), model)
        print(f"stock Rasa trained for one epoch in {time.perf_counter() - began:.0f} s")
    (folder / "models").mkdir(exist_ok=True)
    shutil.copy(model, folder / "models")
    serve = [tool, "run", "--port", str(port), "--interface", "127.0.0.1", "--endpoints", "endpoints.yml"]
    act = [sys.executable, "-m", "rasa_sdk", "--actions", "stock_actions", "--port", str(actions_port)]
    logs = (folder / "out.log").open("wb")
    children = [
        subprocess.Popen(serve, stdout=logs, stderr=logs, env=silent, cwd=folder),
        subprocess.Popen(
            act, stdout=logs, stderr=logs, env={**os.environ, "SANIC_HOST": "127.0.0.1"}, cwd=folder
        ),
    ]
    client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False)

    line = Line(client)

    def ask(number: int, text: str) -> None:
        answer = line.post("/webhooks/rest/webhook", {"sender": f"u{number}", "message": text})
        assert answer.status_code == 200, answer.text
        assert answer.json(), answer.text

    try:
        for _ in range(240):
            try:
                ask(99, "hello")
                break
            except (httpx.HTTPError, AssertionError):
                time.sleep(1)
        yield ask
    finally:
        for child in children:
            child.terminate()
            child.wait(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)


def _fingerprint(folder: Path) -> str:
    """Name what a model is trained on: the data, the configuration, and the domain but for its wording."""
    seen = hashlib.sha256()
    for file in [*sorted((folder / "data").rglob("*.yml")), folder / "config.yml"]:
        seen.update(file.read_bytes())
    domain = yaml.safe_load((folder / "domain.yml").read_text(encoding="utf-8"))
    seen.update(json.dumps({k: v for k, v in domain.items() if k != "responses"}, sort_keys=True).encode())
    return seen.hexdigest()[:12]


def _stock_project(folder: Path, actions_port: int) -> None:
    shutil.copytree(ROOT / "data", folder / "data")
    shutil.copy(ROOT / "domain.yml", folder / "domain.yml")
    (folder / "config.yml").write_text(yaml.safe_dump(configuration(epochs=1)))
    (folder / "credentials.yml").write_text("rest:\n")
    (folder / "endpoints.yml").write_text(
        f"action_endpoint:\n  url: http://127.0.0.1:{actions_port}/webhook\n"
    )
    names = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["actions"]
    body = "from rasa_sdk import Action\n" + "".join(
        f"\nclass A{n}(Action):\n    def name(self):\n        return {name!r}\n"
        "    async def run(self, dispatcher, tracker, domain):\n"
        "        dispatcher.utter_message(text='ok')\n        return []\n"
        for n, name in enumerate(names)
    )
    (folder / "stock_actions.py").write_text(body)
