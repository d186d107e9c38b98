"""The commands that scripts and people rely on are there, and those that answer a question speak JSON."""

from __future__ import annotations

import sys

import pytest

from bot import cli

COMMANDS = (
    "demo", "serve", "worker", "import", "overdue", "outreach", "understand", "check", "quote", "chat",
    "scenario", "audit", "train", "evaluate", "replay", "export", "erase",
)  # fmt: skip
ANSWERING = (
    ("import", "accounts"), ("import", "instalments"), ("import", "payments"), ("overdue",),
    ("outreach", "plan"), ("outreach", "run"), ("understand",), ("check",), ("quote",), ("scenario",),
    ("audit", "verify"), ("replay",), ("export",), ("erase",),
)  # fmt: skip


def helped(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: str) -> str:
    """What ``--help`` says, on one line."""
    monkeypatch.setattr(sys, "argv", ["tideover", *words, "--help"])
    monkeypatch.setenv("COLUMNS", "200")
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 0
    return capsys.readouterr().out


def test_every_command_of_the_design_is_there(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = helped(capsys, monkeypatch)

    assert [name for name in COMMANDS if f" {name} " not in shown] == []


@pytest.mark.parametrize("words", ANSWERING, ids=" ".join)
def test_what_answers_a_question_speaks_json(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    assert "--json" in helped(capsys, monkeypatch, *words)


@pytest.mark.parametrize("name", ["understand", "check", "quote"])
def test_what_is_asked_in_numbers_reads_json_lines(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    assert "--jsonl" in helped(capsys, monkeypatch, name)
