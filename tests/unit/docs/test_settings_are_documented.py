"""Every setting is in the one table of docs/operations.md and in .env.example, with its default."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import ROOT, Settings

TABLE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
EXAMPLE = ROOT / ".env.example"
ROW = re.compile(r"^\| `(TIDEOVER_\w+)` \| (.+) \| (.+) \|$", re.M)
NAMES = [f"TIDEOVER_{name.upper()}" for name in Settings.model_fields]
OTHERS = {"TIDEOVER_VALIDATION", "TIDEOVER_STAFF_PASSWORD", "TIDEOVER_CHROMIUM", "TIDEOVER_DEBUG"}


def default_of(name: str) -> str:
    """A default as the table writes it; empty when there is none."""
    value = Settings.model_fields[name.removeprefix("TIDEOVER_").lower()].default
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Path):
        return str(value.relative_to(ROOT))
    return str(value).replace(f"{ROOT}/", "")


def test_the_table_has_a_row_for_each_setting_in_order_and_for_nothing_else() -> None:
    assert sorted(name for name, _, _ in ROW.findall(TABLE)) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_row_says_what_a_setting_means_and_its_default(name: str) -> None:
    meaning, default = next(row[1:] for row in ROW.findall(TABLE) if row[0] == name)

    assert len(meaning) > 10
    assert default.startswith("`") == bool(default_of(name))
    assert not default_of(name) or default.strip("`") == default_of(name)


def test_the_example_file_holds_every_setting_with_its_default() -> None:
    found = dict(re.findall(r"^(?:# )?(TIDEOVER_\w+)=(.*)$", EXAMPLE.read_text(encoding="utf-8"), re.M))

    assert found == {name: default_of(name) for name in NAMES}


def test_the_documents_name_no_setting_that_is_not_there() -> None:
    texts = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    named = {
        name
        for path in texts
        for name in re.findall(r"TIDEOVER_[A-Z_]+[A-Z]", path.read_text(encoding="utf-8"))
    }

    assert {name for name in named - set(NAMES) - OTHERS if not name.startswith("TIDEOVER_TEST_")} == set()
