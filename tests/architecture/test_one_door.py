"""Nothing but the one door can send: proved on the source, so that a new path fails at once."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from bot.settings import ROOT

SOURCES = sorted([*(ROOT / "bot").rglob("*.py"), *(ROOT / "actions").rglob("*.py")])
DOOR, DISPATCH = "bot/outreach/door.py", "bot/outreach/dispatch.py"


def calls(name: str) -> Iterator[tuple[str, int, str]]:
    """(file, line, what it is called on) of each call of a method of this name."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name:
                yield str(path.relative_to(ROOT)), node.lineno, ast.unparse(node.func.value)


def test_only_the_door_puts_parcels_into_the_outbox() -> None:
    found = {file for file, _, on in calls("put") if on.endswith("outbox")}
    assert found == {DOOR}


def test_only_the_door_writes_lines_that_the_product_says() -> None:
    found = {file for file, _, _ in calls("add_outbound")}
    assert found == {DOOR}


def test_only_the_dispatcher_hands_parcels_to_channels() -> None:
    found = {file for file, _, on in calls("send") if "adapter" in on}
    assert found == {DISPATCH}


def test_only_channels_the_engines_client_and_the_watchman_speak_with_other_machines() -> None:
    outside = {"httpx", "smtplib", "telegram", "requests", "urllib.request", "aiohttp", "aiosmtplib"}
    allowed = {"bot/engine_client", "bot/channels", "bot/supervisor.py"}
    found = {
        str(path.relative_to(ROOT))
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in imported(node)
        if any(name == each or name.startswith(f"{each}.") for each in outside)
    }
    assert [file for file in sorted(found) if not file.startswith(tuple(allowed))] == []
    assert any(file.startswith("bot/channels") for file in found)


def imported(node: ast.AST) -> list[str]:
    """Modules that a statement brings in."""
    if isinstance(node, ast.Import):
        return [each.name for each in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [node.module]
    return []


def test_the_door_decides_before_it_puts() -> None:
    text = (ROOT / DOOR).read_text(encoding="utf-8")
    assert "decide(" in text
    assert text.index("_decided(speaker") < text.index("outbox.put(")


def test_only_storage_writes_sql() -> None:
    allowed = ("bot/storage/",)
    offenders = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if "sqlalchemy" in path.read_text(encoding="utf-8")
        and not str(path.relative_to(ROOT)).startswith(allowed)
        and any(
            isinstance(node, (ast.Import, ast.ImportFrom))
            and "sqlalchemy" in (getattr(node, "module", "") or "" + str([a.name for a in node.names]))
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        )
    ]
    assert offenders == []


def test_no_clock_no_environment_no_randomness_below_bootstrap() -> None:
    rooms = ("model", "compliance", "offers", "understanding", "conversation", "outreach", "handoff")
    banned = (
        "datetime.now(",
        "date.today(",
        "os.environ",
        "os.getenv",
        "random.",
        "uuid.uuid4(",
        "time.time(",
    )
    offenders = [
        (str(path.relative_to(ROOT)), word)
        for path in SOURCES
        if path.relative_to(ROOT).parts[1] in rooms
        for word in banned
        if word in path.read_text(encoding="utf-8")
    ]
    assert offenders == []


def test_every_sentence_named_in_the_code_has_its_wording() -> None:
    import re

    from bot.conversation.wording import load_wording

    wording = load_wording(ROOT / "domain.yml")
    named = {
        (str(path.relative_to(ROOT)), name)
        for path in SOURCES
        for name in re.findall(r'"(utter_[a-z0-9_]+)"', path.read_text(encoding="utf-8"))
    }
    missing = sorted(pair for pair in named if not wording.has(pair[1]) and not pair[1].endswith("_"))
    assert missing == []


def test_what_a_stranger_may_hear_never_speaks_of_a_debt() -> None:
    import re

    from bot.compliance.text import TextView
    from bot.conversation.wording import load_wording
    from bot.model.words import Language

    wording = load_wording(ROOT / "domain.yml")
    pattern = re.compile(r'say\(\s*f?"(utter_[a-z_]+)"[^()]*(?:\([^()]*\)[^()]*)*reveals=False')
    names = {
        name
        for path in SOURCES
        for name in pattern.findall(path.read_text(encoding="utf-8"))
        if wording.has(name)
    }
    names |= {
        name
        for name in wording.names()
        if name.startswith(("utter_verify_", "utter_outreach_", "utter_ack_"))
    }
    assert len(names) > 40
    told = [
        (name, language.value)
        for name in sorted(names)
        for language in Language
        for variant in wording.variants(name, language)
        if (view := TextView.of(variant.text, language.value)) and view.speaks_of_debt
    ]
    assert told == []
