"""``tideover policy lint|diff|explain|table``: check, compare, explain and list what the policies say."""

from __future__ import annotations

import dataclasses
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml

from bot.compliance.compare import compare
from bot.compliance.policy import Policy, lint, load_policy
from bot.compliance.rule import Rule
from bot.compliance.table import markdown
from bot.handoff.facts import load_lifting
from bot.handoff.policy import load_handoff
from bot.insights.retention import load_retention
from bot.model.errors import BadInput, BadPolicy
from bot.offers.policy import load_offers
from bot.settings import ROOT, Settings
from bot.strategy.policy import load_strategy

app = typer.Typer(help="Check, compare, explain and list what the policies say.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]
Folder = Annotated[Path | None, typer.Option("--policies", help="Folder of the policies; the settings' own.")]
TABLE = ROOT / "docs" / "compliance-rules.md"


@app.command("lint")
def lint_all(policies: Folder = None, as_json: AsJson = False) -> None:
    """Read every policy file and name file, rule and field of what is wrong; exit 1 when something is."""
    problems = findings(policies or Settings().policies)
    if as_json:
        _emit({"problems": problems, "passed": not problems})
    else:
        for problem in problems:
            sys.stdout.write(f"{problem}\n")
        sys.stdout.write(f"{len(problems)} problems\n" if problems else "the policies are in order\n")
    if problems:
        raise typer.Exit(1)


def findings(folder: Path) -> list[str]:
    """Everything wrong with the policies in a folder; each line names file, rule or row, and field."""
    problems: list[str] = []
    rules: list[Policy] = []

    def packs() -> None:
        rules.append(load_policy(folder))
        problems.extend(lint(rules[0]))

    def retention() -> None:
        if rules:
            load_retention(folder / "retention.yml", rules=rules[0])

    parts: dict[str, Callable[[], object]] = {
        "regimes": packs,
        "offers.yml": lambda: load_offers(folder / "offers.yml"),
        "handoff.yml": lambda: load_handoff(folder),
        "strategy.yml": lambda: load_strategy(folder),
        "lifting.yml": lambda: load_lifting(folder / "lifting.yml"),
        "retention.yml": retention,
    }
    for name, load in parts.items():
        try:
            load()
        except BadPolicy as error:
            problems.append(str(error))
        except OSError as error:
            problems.append(f"{name}: cannot be read: {error.strerror}")
        except (KeyError, TypeError, ValueError, AttributeError, yaml.YAMLError) as error:
            problems.append(f"{name}: {type(error).__name__}: {error}")
    return problems


@app.command("diff")
def diff(
    old: Annotated[str, typer.Argument(help="A folder of policies, or a git revision.")],
    new: Annotated[str, typer.Argument(help="The same; . is the folder of the settings.")],
    since: Annotated[str | None, typer.Option(help="Decisions from this day or instant on.")] = None,
    as_json: AsJson = False,
) -> None:
    """Ask stored decisions again under two sets of packs and list what would change."""
    from bot.bootstrap import opened_store
    from bot.cli import instant

    settings = Settings()
    start: datetime | None = instant(since) if since else None
    with packs_of(old, settings.policies) as one, packs_of(new, settings.policies) as other:
        before, after = load_policy(one), load_policy(other)
    with opened_store(settings) as store, store.read() as unit:
        found = compare(unit.audit.stream(kind="decision", since=start), old=before, new=after)
    if as_json:
        _emit({"old": before.version, "new": after.version, **found.as_json()})
        return
    sys.stdout.write(f"{found.asked} decisions asked again, {len(found.changes)} would change\n")
    if found.unreadable:
        sys.stdout.write(f"{found.unreadable} cannot be asked again: purged, or stored without facts\n")
    for entry in found.drifted:
        sys.stdout.write(f"warning: decision {entry} is not reproduced by the packs it names\n")
    for turn, count in found.by_verdict.items():
        sys.stdout.write(f"  {turn}: {count}\n")
    for rule, counts in found.by_rule.items():
        sys.stdout.write(f"  {rule}: bites {counts['added']} more, lets go {counts['removed']}\n")
    for change in found.changes:
        rules = [*(f"+{rule}" for rule in change.begun), *(f"-{rule}" for rule in change.ended)]
        sys.stdout.write(f"{change.at}  {change.id}  {change.old} -> {change.new}  {' '.join(rules)}\n")


@contextmanager
def packs_of(name: str, policies: Path) -> Iterator[Path]:
    """A folder of policies: a folder by its path, or the policies as they were at a git revision.

    Raises:
        BadInput: it is neither.
    """
    if name == ".":
        yield policies
        return
    if Path(name).is_dir():
        inside = Path(name) / "policies"
        yield inside if inside.is_dir() else Path(name)
        return
    git = shutil.which("git")
    if git is None or name.startswith("-"):
        raise BadInput(
            f"{name!r} is no folder", where="policy diff", remedy="name a folder or a git revision"
        )
    done = subprocess.run(  # noqa: S603 (a revision, never an option, and no shell)
        [git, "archive", "--format=tar", name, "."], cwd=policies, capture_output=True, check=False
    )
    if done.returncode:
        raise BadInput(
            f"{name!r} is neither a folder nor a revision that holds the policies",
            where="policy diff",
            remedy="name a folder, a tag or a commit",
        )
    with tempfile.TemporaryDirectory() as folder, tarfile.open(fileobj=BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
        yield Path(folder)


@app.command("explain")
def explain(
    rule: Annotated[str, typer.Argument(help="The id of a rule, for example CN-TIME-1.")],
    as_json: AsJson = False,
) -> None:
    """Say what a rule means, what it rests on, and every value it had."""
    rows = [row for row in load_policy(Settings().policies).rules if row.id == rule]
    if not rows:
        raise BadInput(f"there is no rule {rule}", where="policy explain", remedy="see tideover policy table")
    if as_json:
        _emit([explained(row) for row in rows])
        return
    for row in rows:
        for name, value in explained(row).items():
            sys.stdout.write(f"{name:12} {value}\n")
        sys.stdout.write("\n")


def explained(rule: Rule) -> dict[str, Any]:
    """One dated value of a rule in plain words."""
    everybody = "all"
    return {
        "id": rule.id,
        "title": rule.title["en"],
        "title_zh": rule.title["zh"],
        "why": rule.why["en"],
        "why_zh": rule.why["zh"],
        "means": " ".join((rule.kind.evaluate.__doc__ or "").split()) if rule.kind.evaluate else "",
        "kind": rule.kind.name,
        "regime": rule.regime,
        "force": rule.force,
        "decision": str(rule.severity),
        "fact missing": str(rule.on_missing_fact),
        "params": {
            part.name: _word(getattr(rule.params, part.name))
            for part in dataclasses.fields(rule.params)
            if getattr(rule.params, part.name) != part.default
        },
        "actors": sorted(rule.actors) or everybody,
        "products": sorted(rule.products) or everybody,
        "channels": sorted(rule.channels) or everybody,
        "from": rule.starts and rule.starts.isoformat(),
        "to": rule.ends and rule.ends.isoformat(),
        "citation": str(rule.citation),
        "seen": rule.citation.seen,
        "check": "the primary text must be checked" if rule.citation.needs_primary_check else "checked",
        "no number": list(rule.unknown),
        "file": rule.file,
    }


@app.command("table")
def table(
    write: Annotated[bool, typer.Option("--write", help="Write docs/compliance-rules.md.")] = False,
    as_json: AsJson = False,
) -> None:
    """Print the table of all rules with force and confidence, or write it into the documentation."""
    policy = load_policy(Settings().policies)
    if as_json:
        _emit({"version": policy.version, "rules": [explained(rule) for rule in policy.rules]})
        return
    text = markdown(policy)
    if write:
        TABLE.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


def _word(value: Any) -> Any:
    if isinstance(value, (frozenset, set)):
        return sorted(str(item) for item in value)
    if isinstance(value, tuple):
        return [_word(item) for item in value]
    return value if value is None or isinstance(value, (str, int, bool)) else str(value)


def _emit(value: Any) -> None:
    from bot.cli import emit

    emit(value)
