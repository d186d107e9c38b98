"""``tideover staff|export|erase|purge|audit`` as an operator types them; the check over HTTP."""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from argon2 import PasswordHasher
from httpx import ASGITransport, AsyncClient, Response
from sqlalchemy import Engine, delete, func, select, update

from bot import cli
from bot.bootstrap import build_app
from bot.intake_desk import issue_api_key
from bot.model.words import Role
from bot.settings import Settings
from bot.storage import tables as t
from bot.storage.audit import GENESIS
from bot.storage.unit import Store
from bot.web.app import create_app
from bot.web.check_api import EXAMPLE
from bot.web.serve import routers
from tests.conftest import TEST_DATA_KEY
from tests.integration.reserving import SECRET, capped_house, propose
from tests.integration.small_world import add_borrower

NOW = "2026-03-10T12:00:00+08:00"


@pytest.fixture
def environment(database: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Store:
    """The environment of an operator: a database, keys, a clock that stands still."""
    url = database.url.render_as_string(hide_password=False)
    for name, value in (
        ("DATABASE_URL", url),
        ("DATA_KEYS", TEST_DATA_KEY),
        ("SECRET", SECRET),
        ("FROZEN_NOW", NOW),
        ("LABELS", str(tmp_path / "none.npz")),
        ("AUDIT_HEADS", str(tmp_path / "var" / "audit-heads.jsonl")),
    ):
        monkeypatch.setenv(f"TIDEOVER_{name}", value)
    monkeypatch.chdir(tmp_path)
    return Store(database, new_id=lambda: "unused")


def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[int, Any]:
    """Type a command; returns its exit code and its JSON."""
    monkeypatch.setattr(sys, "argv", ["tideover", *words])
    capsys.readouterr()
    try:
        cli.main()
        code = 0
    except SystemExit as stop:
        code = int(stop.code or 0)
    out = capsys.readouterr().out
    return code, orjson.loads(out) if out.startswith("{") else out


@pytest.fixture
def world(environment: Store, store: Store) -> Store:
    """A borrower to whom one reminder went, and the chain that says so."""
    house = capped_house(store)
    add_borrower(house, points={"sandbox_sms": "+8613811112222"})
    assert propose(house, "A1").left
    return environment


def test_staff_are_added_with_a_password_from_the_environment_and_disabled(
    environment: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIDEOVER_STAFF_PASSWORD", "a long enough word")

    code, done = run(
        capsys, monkeypatch, "staff", "add", "carl", "--role", "compliance", "--name", "Carl Weiss"
    )

    assert (code, done["done"]) == (0, "add")
    with environment.read() as unit:
        member = unit.people.staff_named("carl")
    assert member
    assert member.role is Role.COMPLIANCE
    assert PasswordHasher().verify(member.password_hash, "a long enough word")
    run(capsys, monkeypatch, "staff", "disable", "carl")
    with environment.read() as unit:
        disabled = unit.people.staff_named("carl")
        kinds = [entry["ref"] for entry in unit.audit.entries(kind="staff_disabled")]
    assert disabled
    assert disabled.disabled_at is not None
    assert kinds == [disabled.id]


@pytest.mark.parametrize(
    ("password", "role"), [("short", "agent"), ("", "agent"), ("a long enough word", "king")]
)
def test_a_short_password_or_an_unknown_role_is_refused(
    environment: Store,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    password: str,
    role: str,
) -> None:
    monkeypatch.setenv("TIDEOVER_STAFF_PASSWORD", password)

    code, _ = run(capsys, monkeypatch, "staff", "add", "eve", "--role", role)

    assert code == 2
    with environment.read() as unit:
        assert unit.people.staff_named("eve") is None


def test_export_and_a_dry_erasure_from_the_command_line(
    world: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, found = run(capsys, monkeypatch, "export", "B-A1", "--json")
    assert code == 0
    assert found["borrowers"][0]["name"] == "Test Person"

    code, done = run(capsys, monkeypatch, "erase", "B-A1", "--dry-run", "--json")

    assert code == 0
    assert done["dry_run"] is True
    assert {row["what"] for row in done["kept"]} >= {"ledger", "identity and contact points"}


def test_an_unknown_borrower_is_a_clear_error(
    environment: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(capsys, monkeypatch, "export", "nobody")[0] == 2


def test_the_chain_is_verified_against_exported_heads(
    world: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    heads = str(tmp_path / "heads.jsonl")
    code, exported = run(capsys, monkeypatch, "audit", "export-head", "--heads", heads, "--json")
    assert (code, exported["date"], exported["written"]) == (0, "2026-03-10", True)
    assert run(capsys, monkeypatch, "audit", "verify", "--heads", heads, "--json")[1]["holds"] is True
    last = run(capsys, monkeypatch, "audit", "head", "--json")[1]
    assert last == {"entries": exported["seq"], "head": exported["hash"]}
    with world.write() as unit:
        unit.connection.execute(delete(t.audit))
        unit.connection.execute(delete(t.outbox))
        unit.commit()

    code, found = run(capsys, monkeypatch, "audit", "verify", "--heads", heads, "--json")

    assert (code, found["holds"]) == (1, False)
    assert "removed from the end" in found["broken"]["why"]


def test_what_was_cut_together_with_the_head_row_shows_against_an_exported_head_alone(
    world: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    heads = str(tmp_path / "heads.jsonl")
    assert run(capsys, monkeypatch, "audit", "export-head", "--heads", heads, "--json")[0] == 0
    with world.write() as unit:  # whoever may write everything: the last entry, its trace, and the head row
        seq = unit.connection.scalar(select(func.max(t.audit.c.seq)))
        kept = unit.connection.scalar(select(t.audit.c.hash).where(t.audit.c.seq == seq - 1))
        unit.connection.execute(delete(t.audit).where(t.audit.c.seq == seq))
        unit.connection.execute(delete(t.outbox))
        unit.connection.execute(update(t.audit_head).values(seq=seq - 1, hash=kept or GENESIS))
        unit.commit()

    blind, said = run(capsys, monkeypatch, "audit", "verify")
    code, found = run(capsys, monkeypatch, "audit", "verify", "--heads", heads, "--json")

    assert blind == 0
    assert "0 exported heads" in said
    assert "without an exported head" in said
    assert (code, found["holds"], found["broken"]["seq"]) == (1, False, seq)
    assert "2026-03-10" in found["broken"]["why"]


def test_a_file_of_heads_that_is_not_there_is_no_proof(
    world: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert run(capsys, monkeypatch, "audit", "verify", "--heads", str(tmp_path / "none.jsonl"))[0] == 2


def test_a_dry_purge_reports_what_is_kept(
    world: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIDEOVER_FROZEN_NOW", "2040-01-01T00:00:00+00:00")

    code, report = run(capsys, monkeypatch, "purge", "--dry-run", "--json")

    assert code == 0
    assert report["kept"] == [{"because": "the account is not settled (house)", "accounts": 3}]


def test_stored_decisions_are_compared_under_other_packs_from_a_day_on(
    world: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = shutil.copytree(Settings().policies, tmp_path / "other")
    pack = other / "regimes" / "cn.yml"
    text = pack.read_text("utf-8")
    start = text.index("- id: CN-TIME-1\n")
    record = text[start : text.index("\n- id: ", start)]
    assert 'start: "08:00"' in record
    pack.write_text(text.replace(record, record.replace('start: "08:00"', 'start: "13:00"')), "utf-8")
    with world.read() as unit:
        (decision,) = unit.audit.entries(kind="decision")

    code, found = run(capsys, monkeypatch, "policy", "diff", ".", str(other), "--json")
    same_day = run(capsys, monkeypatch, "policy", "diff", ".", str(other), "--since", "2026-03-10", "--json")
    next_day = run(capsys, monkeypatch, "policy", "diff", ".", str(other), "--since", "2026-03-11", "--json")

    assert decision["verdict"] == "allow"
    assert code == 0
    assert (found["asked"], found["changed"]) == (1, 1)
    assert found["by_verdict"] == {"allow -> block": 1}
    assert found["by_rule"] == {"CN-TIME-1": {"added": 1, "removed": 0}}
    assert same_day[1]["changed"] == 1
    assert next_day[1]["asked"] == 0


def test_stored_decisions_are_compared_under_the_same_packs(
    world: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, found = run(capsys, monkeypatch, "policy", "diff", ".", ".", "--json")

    assert code == 0
    assert (found["asked"], found["changed"], found["unreadable"]) == (1, 0, 0)


Ask = Callable[..., Response]


@pytest.fixture
def ask(environment: Store, store: Store) -> Iterator[Ask]:
    """Posts a question to the check, with a valid key when none is given."""
    product = build_app(Settings(_env_file=None), engine=object())
    application = create_app(product, routers=routers(), run_workers=False)
    with store.write() as unit:
        key = issue_api_key(unit, product.house.keys, name="test", at=product.house.clock())
        unit.commit()

    async def post(body: dict[str, Any], lang: str, api_key: str) -> Response:
        transport = ASGITransport(application)
        async with AsyncClient(transport=transport, base_url="http://tideover.invalid") as client:
            return await client.post(
                "/api/v1/check", params={"lang": lang}, json=body, headers={"X-API-Key": api_key}
            )

    yield lambda body, lang="en", api_key=key: asyncio.run(post(body, lang, api_key))
    product.stop()


def test_the_check_answers_over_http_as_the_command_does(ask: Ask) -> None:
    propose = {"channel": "sms", "purpose": "reminder", "deliver_by": "2026-03-10T22:00:10+08:00"}

    answer = ask({**EXAMPLE, "propose": propose}, lang="zh").json()

    assert answer["id"] == "one"
    assert answer["verdict"] == "block"
    assert answer["not_before"] == "2026-03-11T08:00:00+08:00"
    rule = next(rule for rule in answer["rules"] if rule["id"] == "CN-TIME-1")
    assert rule["citation"]
    assert any("\u4e00" <= letter <= "\u9fff" for letter in rule["why"])


def test_the_check_wants_a_key_and_names_what_it_cannot_read(ask: Ask) -> None:
    assert ask(EXAMPLE, api_key="no").status_code == 401

    wrong = ask({**EXAMPLE, "history": [{"at": NOW, "fact": {"kind": "optout"}}]})

    assert wrong.status_code == 400
    assert "history[1].fact.kind" in wrong.json()["error"]["where"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "您在晴川的账单已经过了还款日，欠款 200 英镑。"),
        ("en", "Your loan payment of £200 is past its due date."),
    ],
)
def test_command_and_check_name_the_lines_a_text_still_lacks(
    ask: Ask,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    language: str,
    text: str,
) -> None:
    question = {
        **EXAMPLE,
        "now": "2026-03-10T12:00:00+00:00",
        "lender": {"actor": "first_party", "product": "online_consumer_loan", "regimes": ["UK"]},
        "borrower": {"language": language, "timezone": "Europe/London", "residence": "GB"},
        "account": {"currency": "GBP", "overdue_amount": "200.00", "days_past_due": 5},
        "propose": {"channel": "im", "purpose": "reminder", "text": text},
        "verified": True,
    }
    file = tmp_path / "question.json"
    file.write_bytes(orjson.dumps(question))

    over_http = ask(question, lang=language).json()
    code, typed = run(capsys, monkeypatch, "check", str(file), "--lang", language, "--json")

    assert code == 0
    answer = ("verdict", "rules", "required", "not_before")
    assert {key: over_http[key] for key in answer} == {key: typed[key] for key in answer}
    assert over_http["verdict"] == typed["verdict"] == "require"
    assert set(over_http["required"]) == set(typed["required"]) >= {"debt_advice", "bot_disclosure"}
    rule = next(rule for rule in typed["rules"] if rule["id"] == "UK-ADV-1")
    assert any("\u4e00" <= letter <= "\u9fff" for letter in rule["why"]) is (language == "zh")
