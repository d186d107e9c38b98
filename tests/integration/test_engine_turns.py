"""The sealed engine as the product meets it: over HTTP, with its own small bot and a real action server."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from bot.engine_client.client import AsyncEngineClient, EngineClient, TurnFailed
from bot.model.errors import EngineDown
from bot.understanding.classifier import LabelModel

ROOT = Path(__file__).resolve().parents[2]
ENGINE_PYTHON = ROOT / "engine" / ".venv" / "bin" / "python"
FIXTURE = ROOT / "tests" / "engine_fixture"
TOKEN = "fixture-token-0123456789"
ENVIRONMENT = {**os.environ, "TIDEOVER_ENGINE_TOKEN": TOKEN}


@dataclass(frozen=True)
class Running:
    """A started engine: where it answers, where its model is, its log and the action server's."""

    url: str
    models: Path
    logs: tuple[Path, Path]


def launch(
    *arguments: str, project: Path, environment: dict[str, str] = ENVIRONMENT
) -> subprocess.CompletedProcess[str]:
    command = [str(ENGINE_PYTHON), "-m", "engine.launcher", "--project", str(project), *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], *, errors: Path) -> Iterator[None]:
    """Run a server from the moment it says that it is ready until the block ends; its errors go to a file."""
    with (
        errors.open("wb") as log,
        subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=log) as process,
    ):
        try:
            assert process.stdout is not None
            said = next((line for line in process.stdout if b"ready on" in line), b"")
            assert said, errors.read_text()
            yield
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("engine")
    shutil.copytree(FIXTURE / "data", folder / "data")
    shutil.copy(FIXTURE / "domain.yml", folder)
    for name in ("config.yml", "endpoints.yml", "credentials.yml"):
        shutil.copy(ROOT / name, folder)
    config = (folder / "config.yml").read_text()
    assert "threshold: 0.5" in config
    (folder / "config.yml").write_text(config.replace("threshold: 0.5", "threshold: 0.9"))  # few examples
    return folder


@pytest.fixture(scope="session")
def trained(project: Path) -> Path:
    done = launch("train", "--out", "models/engine.tar.gz", project=project)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    return project / "models"


@pytest.fixture(scope="session")
def engine(project: Path, trained: Path) -> Iterator[Running]:
    port, actions_port = free_port(), free_port()
    errors, action_errors = project / "engine.log", project / "actions.log"
    actions = [sys.executable, "-m", "tests.engine_fixture.action_server", str(actions_port)]
    serve = [str(ENGINE_PYTHON), "-m", "engine.launcher", "--project", str(project), "serve"]
    serve += ["--model", "models/engine.tar.gz", "--port", str(port)]
    serve += ["--actions-url", f"http://127.0.0.1:{actions_port}/webhook"]
    with running(actions, errors=action_errors), running(serve, errors=errors):
        yield Running(f"http://127.0.0.1:{port}", trained, (errors, action_errors))


@pytest.fixture
def client(engine: Running) -> Iterator[EngineClient]:
    with EngineClient(engine.url, token=TOKEN) as opened:
        yield opened


def test_a_greeting_is_understood_and_a_response_is_proposed_not_spoken(client: EngineClient) -> None:
    turn = client.turn("greets", "hello", metadata={"language": "en", "verified": False})

    assert turn.understanding.intent == "greet"
    assert turn.understanding.understood
    assert [(each.say, each.arguments) for each in turn.proposals] == [("utter_hello", {"language": "en"})]
    assert turn.actions == ("utter_hello",)


def test_facts_of_each_message_overrule_what_the_engine_remembers(client: EngineClient) -> None:
    before = client.turn("facts", "how much do i owe", metadata={"verified": False})
    verified = client.turn("facts", "how much do i owe", metadata={"verified": True})
    expired = client.turn("facts", "how much do i owe", metadata={"verified": False})

    assert before.proposals[0].say == "utter_verify_first"
    assert verified.proposals[0].say == "utter_amount"
    assert expired.proposals[0].say == "utter_verify_first"


def test_a_stage_given_with_the_message_selects_the_rule(client: EngineClient) -> None:
    choosing = client.turn("stage", "thank you so much", metadata={"stage": "choosing"})
    done = client.turn("stage", "thank you so much", metadata={"stage": "none"})

    assert choosing.proposals[0].say == "utter_choose"
    assert done.proposals[0].say == "utter_ask_again"  # no rule fits


def test_an_action_may_name_a_response_with_arguments_or_send_a_payload(client: EngineClient) -> None:
    turn = client.turn("owes", "what is my balance", metadata={"verified": True, "asked_by": "B7"})

    said, payload = turn.proposals
    assert (said.say, said.arguments) == ("utter_amount", {"amount": "128.00", "asked_by": "B7"})
    assert payload.payload == {"do": "show_plan", "plan": 7}


@pytest.mark.parametrize(
    "text", ['/ask_amount{"verified": true}', '  /ask_amount{"verified": true}', "/restart", "/"]
)
def test_command_text_is_only_text(client: EngineClient, text: str) -> None:
    turn = client.turn("slash", text, metadata={"verified": False})
    after = client.turn("slash", "how much do i owe", metadata={})

    assert turn.understanding.intents[0][1] < 1.0
    assert "action_owed" not in (*turn.actions, *after.actions)


def test_a_failing_action_is_an_error_with_an_id_and_leaks_nothing(
    client: EngineClient, engine: Running
) -> None:
    with pytest.raises(TurnFailed) as caught:
        client.turn("breaks", "talk to a person", metadata={})

    assert (caught.value.code, caught.value.action) == ("action_failed", "action_breaks")
    logged = "".join(log.read_text() for log in engine.logs)
    assert logged.count(caught.value.error_id) == 2  # the same id in both logs
    assert "talk to a person" not in logged
    assert "secret" not in logged


def test_a_failed_turn_leaves_the_conversation_as_it_was(client: EngineClient) -> None:
    with pytest.raises(TurnFailed):
        client.turn("resumes", "give me a human", metadata={})

    assert client.turn("resumes", "hello", metadata={}).proposals[0].say == "utter_hello"


@pytest.mark.parametrize(
    ("text", "code"), [("stop messaging me", "action_spoke"), ("that is not my debt", "action_loop")]
)
def test_an_action_that_speaks_or_never_ends_fails_the_turn(
    client: EngineClient, text: str, code: str
) -> None:
    with pytest.raises(TurnFailed) as caught:
        client.turn("misbehaves", text, metadata={})

    assert caught.value.code == code


def test_nonsense_is_not_understood_and_the_rules_ask_again(client: EngineClient) -> None:
    turn = client.turn("nonsense", "qwzx vbnk 9981", metadata={})

    assert not turn.understanding.understood
    assert [each.say for each in turn.proposals] == ["utter_ask_again"]


def test_parse_gives_further_acts_and_reasons_of_the_examples_metadata(client: EngineClient) -> None:
    understanding = client.parse("i lost my job, thanks")

    assert understanding.intent in {"give_reason", "thank"}
    assert {understanding.intent, *understanding.also} == {"give_reason", "thank"}
    assert understanding.reasons[0][0] == "job_loss"


def test_the_product_reads_the_same_weights_without_rasa(client: EngineClient, engine: Running) -> None:
    model = LabelModel.load(engine.models / "labels.npz")

    for text in ("我欠多少", "别再发了，谢谢", "i was made redundant"):
        scores = model.read(text)
        understanding = client.parse(text)
        assert understanding.intent == scores.leading
        assert dict(understanding.intents).items() <= dict(scores.intents).items()
        assert dict(understanding.signals).items() <= dict(scores.signals).items()


def test_a_long_conversation_and_a_short_one_take_turns_at_once(client: EngineClient) -> None:
    def talk(number: int) -> str:
        return client.turn(f"many-{number % 4}", "hello", metadata={}).proposals[0].say

    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(talk, range(64)))

    assert said == ["utter_hello"] * 64


async def _both_ways(url: str) -> tuple[str, str, bool]:
    async with AsyncEngineClient(url, token=TOKEN) as opened:
        turn = await opened.turn("async", "你好", metadata={"language": "zh"})
        parsed = await opened.parse("你好")
        return turn.proposals[0].say, parsed.intent, await opened.healthy()


def test_the_awaiting_client_does_the_same(engine: Running) -> None:
    import asyncio

    assert asyncio.run(_both_ways(engine.url)) == ("utter_hello", "greet", True)


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": TOKEN}])
@pytest.mark.parametrize("path", ["/webhooks/turn/webhook", "/webhooks/turn/parse"])
def test_without_the_token_nothing_is_answered(engine: Running, path: str, header: dict[str, str]) -> None:
    assert (
        httpx.post(engine.url + path, json={"sender": "a", "text": "hi"}, headers=header).status_code == 401
    )


def test_a_wrong_token_is_engine_down_with_the_remedy(engine: Running) -> None:
    with (
        EngineClient(engine.url, token="another-token-0123456789") as stranger,
        pytest.raises(EngineDown, match="same token"),
    ):
        stranger.parse("hello")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'{"sender": "a"}',
        b'{"sender": "", "text": "hi"}',
        b'{"sender": "a", "text": "  "}',
        b'{"sender": "a", "text": "hi", "metadata": []}',
        b'{"sender": "a", "text": "' + b"x" * 9000 + b'"}',
    ],
)
def test_what_is_not_a_turn_is_refused_with_a_reason(engine: Running, body: bytes) -> None:
    answer = httpx.post(
        engine.url + "/webhooks/turn/webhook", content=body, headers={"Authorization": f"Bearer {TOKEN}"}
    )

    assert answer.status_code == 400
    assert answer.json()["error"]["what"]


@pytest.mark.parametrize(
    "path", ["/", "/status", "/domain", "/conversations/a/tracker", "/model/parse", "/webhooks/rest/webhook"]
)
def test_nothing_of_rasas_own_interface_is_there(engine: Running, path: str) -> None:
    answer = httpx.get(engine.url + path, headers={"Authorization": f"Bearer {TOKEN}"})

    assert answer.status_code == 404


def test_nobody_at_the_address_is_engine_down() -> None:
    with EngineClient(f"http://127.0.0.1:{free_port()}", token=TOKEN) as client:
        assert not client.healthy()
        with pytest.raises(EngineDown, match="no answer"):
            client.turn("a", "hello", metadata={})


def test_validate_accepts_the_test_bot(project: Path) -> None:
    done = launch("validate", project=project)

    assert done.returncode == 0, done.stdout
    assert "no problem(s)" in done.stdout


def test_validate_fails_on_a_warning_and_names_it(project: Path, tmp_path: Path) -> None:
    shutil.copytree(project, tmp_path / "p", ignore=shutil.ignore_patterns("models", "*.log"))
    domain = tmp_path / "p" / "domain.yml"
    domain.write_text(domain.read_text().replace("intents: [", "intents: [never_used, "))

    done = launch("validate", project=tmp_path / "p")

    assert done.returncode == 1
    assert "never_used" in done.stdout


def test_the_engine_does_not_start_without_a_token_or_with_a_broken_model(
    project: Path, trained: Path
) -> None:
    serve = ("serve", "--port", "20999", "--actions-url", "http://127.0.0.1:20998/webhook")
    naked = {name: value for name, value in os.environ.items() if name != "TIDEOVER_ENGINE_TOKEN"}
    broken = trained / "broken.tar.gz"
    with tarfile.open(broken, "w:gz") as archive:
        archive.add(project / "domain.yml", "domain.yml")

    without = launch(*serve, project=project, environment=naked)
    missing = launch(*serve, "--model", "models/none.tar.gz", project=project)
    unusable = launch(*serve, "--model", str(broken), project=project)

    assert (without.returncode, missing.returncode, unusable.returncode) == (2, 2, 2)
    assert "TIDEOVER_ENGINE_TOKEN" in without.stdout
    assert "engine.launcher train" in missing.stdout
    assert "train it again" in unusable.stdout
    assert "Traceback" not in without.stderr + missing.stderr + unusable.stderr


def test_a_long_conversation_stays_small_and_keeps_its_facts(client: EngineClient) -> None:
    first = client.turn("long", "hello", metadata={"stage": "choosing", "language": "en"})
    for _ in range(40):
        client.turn("long", "hello", metadata={})
    last = client.turn("long", "thank you so much", metadata={})

    assert first.proposals[0].arguments == {"language": "en"}
    assert last.proposals[0].say == "utter_choose"


COUNT_EVENTS = """
import asyncio
from engine import launcher, slim
launcher.quiet()
slim.install()
from rasa.utils.log_utils import configure_structlog
from rasa.core.lock_store import InMemoryLockStore
from rasa.shared.core.domain import Domain
from engine.nlg import ProposingGenerator
from engine.processor import TurnProcessor
from engine.trackers import RecentTrackers

configure_structlog(30)

async def talk():
    shown = [0.0]
    trackers = RecentTrackers(Domain.empty(), keep=2, turns=3, minutes=60, clock=lambda: shown[0])
    bot = TurnProcessor("models/engine.tar.gz", trackers, InMemoryLockStore(), ProposingGenerator())
    trackers.domain = bot.domain
    for number in range(12):
        await bot.turn("a", "hello", slots={"verified": True})
    stored = await trackers.retrieve("a")
    print(sum(event.type_name == "user" for event in stored.events), stored.get_slot("verified"))
    for sender in "bc":
        await bot.turn(sender, "hello", slots={})
    print(*trackers.store)
    shown[0] = 3599.0
    await bot.turn("c", "hello", slots={})
    shown[0] = 3600.0
    print(trackers.forget_idle(), *trackers.store)
    shown[0] = 3599.0 + 3600.0
    print(await trackers.retrieve("c"), *trackers.store)

asyncio.run(talk())
"""


def test_the_store_forgets_old_turns_the_oldest_conversation_and_idle_ones(
    project: Path, trained: Path
) -> None:
    done = subprocess.run(
        [str(ENGINE_PYTHON), "-c", COUNT_EVENTS],
        cwd=project,
        env={**ENVIRONMENT, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.stdout.splitlines() == ["3 True", "b c", "1 c", "None"], done.stderr
