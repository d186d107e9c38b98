"""The action server as a stranger, and as the engine, meets it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[2]
TOKEN = {"Authorization": "Bearer fixture-token-0123456789"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    errors = tmp_path_factory.mktemp("actions") / "errors.log"
    command = [sys.executable, "-m", "tests.engine_fixture.action_server", str(port)]
    with (
        errors.open("wb") as log,
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=log) as process,
    ):
        try:
            assert process.stdout is not None
            assert b"ready on" in process.stdout.readline(), errors.read_text()
            yield f"http://127.0.0.1:{port}", errors
        finally:
            process.terminate()


def call(action: str) -> dict[str, Any]:
    tracker = {
        "sender_id": "c1",
        "slots": {"secret_slot": "hush-hush"},
        "latest_message": {"text": "my card is hush-hush", "metadata": {}},
        "events": [],
        "paused": False,
        "followup_action": None,
        "active_loop": {},
        "latest_action_name": "action_listen",
        "latest_input_channel": "turn",
    }
    return {"next_action": action, "sender_id": "c1", "tracker": tracker, "version": "3.6.21"}


def test_an_action_answers_with_the_response_it_names(server: tuple[str, Path]) -> None:
    answer = httpx.post(server[0] + "/webhook", json=call("action_owed"), headers=TOKEN).json()

    assert answer["responses"][0]["response"] == "utter_amount"
    assert answer["responses"][0]["amount"] == "128.00"


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer x"}])
def test_without_the_token_no_action_runs(server: tuple[str, Path], headers: dict[str, str]) -> None:
    assert httpx.post(server[0] + "/webhook", json=call("action_owed"), headers=headers).status_code == 401


@pytest.mark.parametrize(
    ("body", "status"), [(call("action_breaks"), 500), (call("action_unknown"), 404), ({}, 500)]
)
def test_a_failure_has_an_id_and_holds_nothing_of_the_borrower(
    server: tuple[str, Path], body: dict[str, Any], status: int
) -> None:
    answer = httpx.post(server[0] + "/webhook", json=body, headers=TOKEN)

    assert answer.status_code == status
    assert answer.json()["error_id"] in server[1].read_text()
    assert "hush-hush" not in answer.text + server[1].read_text()


def test_there_is_no_list_of_actions(server: tuple[str, Path]) -> None:
    assert httpx.get(server[0] + "/actions", headers=TOKEN).status_code == 404


def test_it_does_not_start_without_a_token() -> None:
    naked = {name: value for name, value in os.environ.items() if name != "TIDEOVER_ENGINE_TOKEN"}

    done = subprocess.run(
        [sys.executable, "-m", "actions.server", "--port", "20997"],
        cwd=ROOT,
        env=naked,
        capture_output=True,
        text=True,
        timeout=30,
    )

    assert done.returncode == 2
    assert "TIDEOVER_ENGINE_TOKEN" in done.stderr
