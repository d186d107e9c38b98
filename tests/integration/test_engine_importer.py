"""The engine's own importer gives Rasa what Rasa's importer would have given, and whole sentences."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENGINE_PYTHON = ROOT / "engine" / ".venv" / "bin" / "python"
SHOW = """
import json, sys
from engine import slim
slim.install()
from rasa.shared.importers.importer import TrainingDataImporter
from engine.components.reader import labelled
given = {"importers": [{"name": name}]} if (name := sys.argv[1]) else {}
data = TrainingDataImporter.load_from_dict(given, None, None, [sys.argv[2]]).get_nlu_data()
seen = [labelled(each) for each in data.intent_examples]
print(json.dumps(sorted([e.text, e.intent, *e.also, "|", *e.reasons, "|", *e.signals] for e in seen)))
"""
TWO_FILES = {
    "some.zh.yml": """version: "3.1"
nlu:
- intent: request_deferral
  metadata:
    also: [give_reason]
    reasons: [salary_delay]
  examples: |
    - 工资没发，能晚几天吗
- intent: stop_contact
  metadata:
    signals: [stop]
  examples: |
    - 别再发了
    - 别再发了
""",
    "some.en.yml": """version: "3.1"
nlu:
- intent: greet
  examples: |
    - hi there
    - hello
      is anybody in
""",
}


def seen(importer: str, folder: Path) -> list[list[str]]:
    done = subprocess.run(
        [str(ENGINE_PYTHON), "-c", SHOW, importer, str(folder)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    found: list[list[str]] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_the_sentences_are_those_that_rasa_reads(tmp_path: Path) -> None:
    for name, text in TWO_FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    ours, rasas = seen("engine.importer.SentenceImporter", tmp_path), seen("", tmp_path)

    assert [row for row in ours if "\n" not in row[0]] == [row for row in rasas if row[0] != "hello"]
    assert ["hello\nis anybody in", "greet", "|", "|"] in ours  # Rasa loses the second line
    assert [row[0].split("\n")[0] for row in ours] == [
        "hello",
        "hi there",
        "别再发了",
        "工资没发，能晚几天吗",
    ]
