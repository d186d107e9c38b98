"""``tideover check`` on a file that holds no question: one sentence with the place, and no traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import ROOT


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"a":', "is neither YAML nor JSON"),
        (b"a: [b\n", "is neither YAML nor JSON"),
        (b"\xff\xfe\x00", "is neither YAML nor JSON"),
        (b"just words", "holds no question"),
        (b"", "holds no question"),
        (None, "cannot be read"),
    ],
)
def test_a_file_without_a_question_is_told_in_one_sentence(
    tmp_path: Path, content: bytes | None, said: str
) -> None:
    file = tmp_path / "asked.json"
    if content is not None:
        file.write_bytes(content)

    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", "check", str(file)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )

    assert done.returncode == 2
    assert done.stderr.startswith("tideover: ")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
