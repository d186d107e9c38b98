"""What the benchmarks take from the product is there; they run by hand, so nothing else would notice."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path

import pytest

from bot.settings import ROOT

SCRIPTS = sorted((ROOT / "bench").glob("*.py"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_what_a_benchmark_imports_from_the_product_exists(script: Path) -> None:
    tree = ast.parse(script.read_text(encoding="utf-8"))
    taken = [
        (node.module, name.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("bot")
        for name in node.names
    ]
    missing = [f"{module}.{name}" for module, name in taken if not _has(str(module), name)]
    assert missing == []


def _has(module: str, name: str) -> bool:
    found = import_module(module)
    if hasattr(found, name):
        return True
    try:
        import_module(f"{module}.{name}")
    except ModuleNotFoundError:
        return False
    return True
