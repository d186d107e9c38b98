"""``tideover export|erase BORROWER`` and ``tideover staff add|disable|list``: people and their rights."""

from __future__ import annotations

import os
import sys
from typing import Annotated, Any

import typer

from bot.bootstrap import clock_of, opened_store
from bot.compliance.policy import load_policy
from bot.insights import rights
from bot.insights.retention import load_retention
from bot.model.errors import BadInput, UnknownThing
from bot.model.words import Language, Role
from bot.settings import Settings

PASSWORD = "TIDEOVER_STAFF_PASSWORD"  # noqa: S105 (the name of a variable)
LEAST = 12
By = Annotated[str, typer.Option("--by", help="Who carries it out; goes on record.")]
AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]


def export(
    borrower: Annotated[str, typer.Argument(help="The borrower's id.")],
    by: By = "operator",
    as_json: AsJson = False,
) -> None:
    """Everything personal about one person, as JSON."""
    from bot.cli import emit

    settings = Settings()
    with opened_store(settings) as store, store.write() as unit:
        found = rights.export(unit, borrower, by=by, now=clock_of(settings)())
        unit.commit()
    if as_json or not sys.stdout.isatty():
        emit(found)
    else:
        from rich import print_json

        print_json(data=found, default=str)


def erase(
    borrower: Annotated[str, typer.Argument(help="The borrower's id.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen; change nothing.")
    ] = False,
    by: By = "operator",
    as_json: AsJson = False,
) -> None:
    """Erase what no retention rule needs; say what is kept and why."""
    settings = Settings()
    rules = load_policy(settings.policies)
    policy = load_retention(settings.policies / "retention.yml", rules=rules)
    with opened_store(settings) as store, store.write() as unit:
        done = rights.erase(unit, borrower, policy=policy, rules=rules, by=by, now=clock_of(settings)())
        if not dry_run:
            unit.commit()
    _say({"dry_run": dry_run, **done.as_json()}, as_json=as_json)


def staff(
    action: Annotated[str, typer.Argument(help="add, disable or list")],
    username: Annotated[str, typer.Argument(help="The name to sign in with.")] = "",
    role: Annotated[str, typer.Option(help="agent, supervisor, product, compliance, admin")] = "agent",
    name: Annotated[str, typer.Option("--name", help="The name colleagues and borrowers see.")] = "",
    language: Annotated[str, typer.Option("--lang", help="zh or en")] = "en",
    as_json: AsJson = False,
) -> None:
    """Add or disable a member of staff; the password is asked for, or read from TIDEOVER_STAFF_PASSWORD."""
    settings = Settings()
    if action == "list":
        with opened_store(settings) as store, store.read() as unit:
            rows = [
                {
                    "username": m.username,
                    "name": m.display_name,
                    "role": m.role.value,
                    "disabled": m.disabled_at,
                }
                for m in unit.people.all_staff()
            ]
        _say({"staff": rows}, as_json=as_json)
        return
    if action not in ("add", "disable") or not username:
        raise BadInput(f"{action!r} is not known", where="staff", remedy="add NAME, disable NAME, or list")
    now = clock_of(settings)()
    with opened_store(settings) as store, store.write() as unit:
        if action == "add":
            member_id = unit.people.add_staff(
                username=username,
                display_name=name or username,
                password_hash=_hash(_password()),
                role=_word(Role, role, "--role"),
                language=_word(Language, language, "--lang"),
            )
            unit.people.update_staff(member_id, failed=0, locked_until=None, disabled_at=None)
            unit.audit.append(at=now, kind="staff_added", ref=member_id, body={"role": role})
        else:
            member = unit.people.staff_named(username)
            if member is None:
                raise UnknownThing(f"there is no member of staff {username}", remedy="tideover staff list")
            member_id = member.id
            unit.people.update_staff(member_id, disabled_at=now)
            unit.audit.append(at=now, kind="staff_disabled", ref=member_id, body={})
        unit.commit()
    _say({"username": username, "done": action, "id": member_id}, as_json=as_json)


def _password() -> str:
    given = os.environ.get(PASSWORD) or (
        str(typer.prompt("Password", hide_input=True, confirmation_prompt=True)) if sys.stdin.isatty() else ""
    )
    if len(given) < LEAST:
        raise BadInput(
            f"a password has at least {LEAST} characters",
            where="staff add",
            remedy=f"type it, or set {PASSWORD}",
        )
    return given


def _hash(password: str) -> str:
    from argon2 import PasswordHasher

    return PasswordHasher().hash(password)


def _word(kind: Any, value: str, where: str) -> Any:
    try:
        return kind(value)
    except ValueError:
        known = ", ".join(word.value for word in kind)
        raise BadInput(f"{value!r} is none of {known}", where=where) from None


def _say(value: dict[str, Any], *, as_json: bool) -> None:
    from bot.cli import emit

    if as_json or not sys.stdout.isatty():
        emit(value)
        return
    from rich import print_json

    print_json(data=value, default=str)
