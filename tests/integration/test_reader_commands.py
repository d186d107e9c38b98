"""``tideover understand`` and ``tideover evaluate`` refuse what they cannot use, before any work."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from bot import cli, cli_evaluate
from bot.understanding.classifier import train
from bot.understanding.examples import as_yaml
from bot.understanding.labels import LabelledText

SAID = {
    "zh": {
        "request_deferral": ("能晚两天吗", "可以延期吗", "宽限几天"),
        "greet": ("你好", "您好啊", "在吗你好"),
    },
    "en": {"request_deferral": ("can i pay late", "more time please"), "greet": ("hello", "hi there")},
}
EXAMPLES = [
    LabelledText(text, intent, language=language)
    for language, intents in SAID.items()
    for intent, texts in intents.items()
    for text in texts
]


@pytest.fixture(scope="module")
def labels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small model, and the sentences it is scored on beside it."""
    folder = tmp_path_factory.mktemp("reader")
    train(EXAMPLES, encoder=None).save(folder / "labels.npz")
    for language in SAID:
        text = as_yaml(each for each in EXAMPLES if each.language == language)
        (folder / f"some.{language}.yml").write_text(text, encoding="utf-8")
    return folder / "labels.npz"


@pytest.fixture(autouse=True)
def _small(labels: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIDEOVER_LABELS", str(labels))
    monkeypatch.setattr(cli_evaluate, "HELD_BACK", labels.parent)


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["tideover", *words])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(ended.value.code or 0)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--lang", "fr", "hello"), "'fr'"),
        (("--currency", "XX", "hello"), "'XX'"),
        (("--at", "tomorrow", "hello"), "'tomorrow'"),
        (("",), "nothing to understand"),
        (("  ",), "nothing to understand"),
    ],
)
def test_what_understand_cannot_use_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], named: str
) -> None:
    assert run(monkeypatch, "understand", *words) == 2
    assert named in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('{"text": 5}', "5 is no text"),
        ('{"text": null}', "None is no text"),
        ('{"said": "hi"}', "'text' is missing"),
        ("[1]", "one JSON object"),
        ("hello", "not JSON"),
    ],
)
def test_a_line_that_understand_cannot_use_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], line: str, named: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f'{line}\n{{"text": "hello"}}\n'))
    assert run(monkeypatch, "understand", "--jsonl") == 2
    first, second = (json.loads(each) for each in capsys.readouterr().out.splitlines())
    assert named in first["error"]
    assert second["language"] == "en"


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (("hi",), "en"),
        (("ok",), "en"),
        (("ok", "--lang", "zh"), "zh"),
        (("你好",), "zh"),
        (("1", "--lang", "en-GB"), "en"),
    ],
)
def test_the_language_of_the_talk_settles_what_says_none_itself(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], language: str
) -> None:
    assert run(monkeypatch, "understand", *words) == 0
    assert json.loads(capsys.readouterr().out)["language"] == language


def test_a_bad_line_says_once_where_and_what(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO('{"id": 7}\n[1]\n{"text": "hello", "lang": "fr"}\n'))

    assert run(monkeypatch, "understand", "--jsonl") == 2

    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert answers == [
        {"id": 7, "error": "line 1: 'text' is missing"},
        {"error": "line 2: a line is one JSON object"},
        {"error": "line 3: --lang: 'fr' is not spoken here (zh or en)"},
    ]


def test_on_a_terminal_what_was_understood_is_lines_and_json_only_on_request(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    shown = []
    for words in ((), ("--json",)):
        screen = Terminal()
        with monkeypatch.context() as patched:
            patched.setattr(sys, "stdout", screen)
            run(patched, "understand", "hello", *words)
        shown.append(screen.getvalue())

    assert shown[0].startswith("intents    greet ")
    assert json.loads(shown[1])["language"] == "en"


@pytest.mark.parametrize(
    ("option", "name"), [("--external", "real.jsonl"), ("--compare", "other.npz"), ("--model", "none.npz")]
)
def test_a_missing_file_ends_the_evaluation_before_any_sentence_is_read(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    option: str,
    name: str,
) -> None:
    out = tmp_path / "e.json"

    code = run(monkeypatch, "evaluate", option, str(tmp_path / name), "--out", str(out))

    told = capsys.readouterr().err
    assert code == 2
    assert name in told
    assert "reading with" not in told
    assert not out.exists()


def test_an_out_that_cannot_be_written_is_noticed_first(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()

    assert run(monkeypatch, "evaluate", "--out", str(tmp_path / "file" / "e.json")) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_two_models_are_scored_into_a_table_a_json_file_and_a_page(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, labels: Path
) -> None:
    out = tmp_path / "new" / "e.json"

    code = run(
        monkeypatch,
        "evaluate",
        "--compare",
        str(labels),
        "--sample",
        "6",
        "--workers",
        "1",
        "--out",
        str(out),
    )

    told = capsys.readouterr()
    assert code == 0
    assert "Chinese A" in told.out
    assert "English B" in told.out
    assert "reading with labels.npz: 0 of " in told.err
    report = json.loads(out.read_text(encoding="utf-8"))
    assert (report["sentences"], report["held_back"], len(report["models"])) == (6, 10, 2)
    assert "Chinese B" in out.with_suffix(".html").read_text(encoding="utf-8")
