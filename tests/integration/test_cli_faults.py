"""A command that meets an error nobody foresaw: one sentence, no words of a borrower, a way to see more."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from bot.settings import ROOT

SAID = "王小明 13800138000"
PROGRAM = f"""
from bot import cli

@cli.app.command("fail")
def fail() -> None:
    cli.instant({{}}["{SAID}"])

cli.main()
"""


def run(*arguments: str, program: str = PROGRAM, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, **environment},
        check=False,
    )


def test_it_says_what_sort_of_fault_where_and_what_to_do_and_nothing_personal() -> None:
    done = run("fail")

    assert done.returncode == 70
    first, second = done.stderr.strip().splitlines()
    assert first.startswith("tideover: a fault of ours: KeyError at ")
    assert "--debug" in second
    assert SAID not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_the_place_is_the_last_one_in_the_product() -> None:
    program = PROGRAM.replace(f'cli.instant({{}}["{SAID}"])', "cli.instant(7)")
    assert program != PROGRAM

    done = run("fail", program=program)

    assert "TypeError at cli.py:" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [(("fail", "--debug"), {}), (("--debug", "fail"), {}), (("fail",), {"TIDEOVER_DEBUG": "1"})],
)
def test_whoever_asks_sees_the_whole_trace(arguments: tuple[str, ...], environment: dict[str, str]) -> None:
    done = run(*arguments, **environment)

    assert done.returncode == 70
    assert "Traceback" in done.stderr
    assert SAID in done.stderr


@pytest.mark.parametrize("off", ["", "0"])
def test_debug_switched_off_shows_no_trace(off: str) -> None:
    assert "Traceback" not in run("fail", TIDEOVER_DEBUG=off).stderr


def test_an_error_of_the_question_stays_one_sentence_with_its_own_code() -> None:
    done = run("check", "/does/not/exist.yml")

    assert done.returncode == 2
    assert done.stderr.startswith("tideover: /does/not/exist.yml: cannot be read")


def test_the_help_names_the_switch() -> None:
    assert "--debug" in run("--help").stdout
