"""The chain names any row that was changed, removed or inserted, and a purge leaves it whole."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Executable, delete, insert, select, update

from bot.insights.anchors import export_head, read_anchors
from bot.model.errors import BadFile
from bot.storage import tables as t
from bot.storage.audit import ranges
from bot.storage.chain import GENESIS
from bot.storage.unit import Store, UnitOfWork
from tests.conftest import NOW

A = t.audit.c


@pytest.fixture
def chain(store: Store) -> list[str]:
    """Eight entries; returns their ids."""
    with store.write() as unit:
        ids = [
            unit.audit.append(
                at=NOW + timedelta(seconds=n), kind="decision", ref=f"C{n}", body={"n": n, "word": "还款"}
            )
            for n in range(1, 9)
        ]
        unit.commit()
    return ids


def faults(store: Store, anchors: Path | None = None) -> list[tuple[int, str, str]]:
    with store.read() as unit:
        found = unit.audit.faults(anchors=read_anchors(anchors) if anchors else ())
    return [(fault.seq, fault.entry_id, fault.why) for fault in found]


def tamper(store: Store, *statements: Executable) -> None:
    with store.write() as unit:
        for statement in statements:
            unit.connection.execute(statement)
        unit.commit()


def rewind(unit: UnitOfWork, seq: int) -> None:
    """What somebody does who may write everything: put the head row where the chain is to end."""
    digest = unit.connection.scalar(select(A.hash).where(A.seq == seq)) if seq else GENESIS
    unit.connection.execute(update(t.audit_head).values(seq=seq, hash=digest))


def test_an_untouched_chain_holds(store: Store, chain: list[str]) -> None:
    assert faults(store) == []
    with store.read() as unit:
        assert unit.audit.head()[0] == 8
        assert unit.audit.verify() is None


def test_the_first_entry_follows_the_genesis(store: Store) -> None:
    with store.write() as unit:
        unit.audit.append(at=NOW, kind="decision", ref="C", body={})
        unit.commit()
        assert unit.connection.scalar(select(A.previous)) == GENESIS


@pytest.mark.parametrize("seq", [1, 4, 8])
def test_changed_content_is_named(store: Store, chain: list[str], seq: int) -> None:
    tamper(store, update(t.audit).where(A.seq == seq).values(body='{"n":9}'))

    assert faults(store) == [(seq, chain[seq - 1], "its content was changed")]


@pytest.mark.parametrize("seq", [1, 4, 8])
@pytest.mark.parametrize("column", ["at", "kind", "ref", "id", "body_hash", "previous", "hash"])
def test_a_changed_column_is_named(store: Store, chain: list[str], column: str, seq: int) -> None:
    value = NOW if column == "at" else "x"
    tamper(store, update(t.audit).where(A.seq == seq).values({column: value}))

    assert faults(store)[0][0] == seq


def test_content_changed_together_with_its_own_hashes_is_named(store: Store, chain: list[str]) -> None:
    with store.write() as unit:
        row = unit.connection.execute(select(t.audit).where(A.seq == 4)).mappings().one()
        unit.connection.execute(delete(t.audit).where(A.seq >= 4))
        rewind(unit, 3)
        unit.audit.append(at=row["at"], kind="decision", ref="C4", body={"n": 99}, entry_id=row["id"])
        unit.commit()
    with store.write() as unit:  # what followed, put back as it was
        other = [(n, chain[n - 1]) for n in range(5, 9)]
        for n, entry_id in other:
            unit.audit.append(
                at=NOW + timedelta(seconds=n), kind="decision", ref=f"C{n}", body={"n": n}, entry_id=entry_id
            )
        unit.connection.execute(update(t.audit).where(A.seq == 5).values(previous="0" * 64))
        unit.commit()

    assert faults(store)[0][0] == 5


def test_an_entry_rewritten_alone_is_named_by_what_follows_it(store: Store, chain: list[str]) -> None:
    with store.write() as unit:
        later = unit.connection.execute(select(t.audit).where(A.seq > 4).order_by(A.seq)).mappings().all()
        unit.connection.execute(delete(t.audit).where(A.seq >= 4))
        rewind(unit, 3)
        unit.audit.append(at=NOW, kind="decision", ref="C4", body={"n": 99}, entry_id=chain[3])
        for row in later:
            unit.connection.execute(insert(t.audit).values(**row))
        rewind(unit, 8)
        unit.commit()

    assert faults(store) == [(4, chain[3], "it was written anew: the next entry follows what stood here")]


@pytest.mark.parametrize("seq", [1, 4, 7])
def test_a_removed_entry_is_named(store: Store, chain: list[str], seq: int) -> None:
    tamper(store, delete(t.audit).where(A.seq == seq))

    assert faults(store) == [(seq, "", f"entry {seq} is missing")]


def test_several_removed_entries_are_named_with_the_changed_one(store: Store, chain: list[str]) -> None:
    tamper(store, delete(t.audit).where(A.seq.in_([3, 4])), update(t.audit).where(A.seq == 6).values(ref="X"))

    assert [fault[2] for fault in faults(store)] == [
        "entries 3 to 4 are missing",
        "its hash does not fit what it says",
    ]


@pytest.mark.parametrize("before", [0, 4, 7])
def test_an_inserted_entry_is_named(store: Store, chain: list[str], before: int) -> None:
    with store.write() as unit:
        later = (
            unit.connection.execute(select(t.audit).where(A.seq > before).order_by(A.seq)).mappings().all()
        )
        unit.connection.execute(delete(t.audit).where(A.seq > before))
        rewind(unit, before)
        new = unit.audit.append(at=NOW, kind="decision", ref="C4", body={"n": 99})
        for row in later:
            unit.connection.execute(insert(t.audit).values(**{**row, "seq": row["seq"] + 1}))
        rewind(unit, 9)
        unit.commit()

    assert faults(store)[0] == (before + 1, new, "it was inserted: the next entry follows another one")


@pytest.mark.parametrize(
    ("first", "why"),
    [
        (8, "entry 8 was removed from the end: the head kept beside the chain is 8"),
        (6, "entries 6 to 8 were removed from the end: the head kept beside the chain is 8"),
        (1, "entries 1 to 8 were removed from the end: the head kept beside the chain is 8"),
    ],
)
def test_what_is_cut_off_the_end_is_named_without_an_export(
    store: Store, chain: list[str], first: int, why: str
) -> None:
    tamper(store, delete(t.audit).where(A.seq >= first))

    assert faults(store) == [(first, "", why)]


def test_a_cut_end_still_shows_when_the_house_has_gone_on(store: Store, chain: list[str]) -> None:
    tamper(store, delete(t.audit).where(A.seq == 8))
    with store.write() as unit:
        unit.audit.append(at=NOW, kind="decision", ref="C9", body={"n": 9})
        unit.commit()

    assert faults(store) == [(8, "", "entry 8 is missing")]


def test_a_last_entry_written_anew_is_named_without_an_export(store: Store, chain: list[str]) -> None:
    with store.write() as unit:
        digest = unit.connection.scalar(select(t.audit_head.c.hash))
        unit.connection.execute(delete(t.audit).where(A.seq == 8))
        rewind(unit, 7)
        unit.audit.append(at=NOW, kind="decision", ref="C8", body={"n": 99}, entry_id=chain[7])
        unit.connection.execute(update(t.audit_head).values(hash=digest))
        unit.commit()

    assert faults(store) == [(8, chain[7], "it is not the entry whose hash is kept as the head")]


def test_a_head_row_that_is_gone_is_named(store: Store, chain: list[str]) -> None:
    tamper(store, delete(t.audit_head))

    assert faults(store) == [(1, chain[0], "it was put behind the end: the head kept beside the chain is 0")]


def test_a_well_linked_entry_put_behind_the_end_by_hand_is_named(store: Store, chain: list[str]) -> None:
    with store.write() as unit:
        nine = unit.audit.append(at=NOW, kind="decision", ref="C9", body={"n": 9})
        rewind(unit, 8)
        unit.commit()

    assert faults(store) == [(9, nine, "it was put behind the end: the head kept beside the chain is 8")]


def test_the_head_moves_with_the_transaction_or_not_at_all(store: Store, chain: list[str]) -> None:
    with store.write() as unit:
        unit.audit.append(at=NOW, kind="decision", ref="C9", body={"n": 9})  # never committed

    with store.read() as unit:
        assert unit.audit.head()[0] == 8
    assert faults(store) == []


def test_an_entry_put_behind_the_last_is_named(store: Store, chain: list[str]) -> None:
    with store.write() as unit:
        row = dict(unit.connection.execute(select(t.audit).where(A.seq == 8)).mappings().one())
        unit.connection.execute(
            insert(t.audit).values(**{**row, "seq": 9, "id": "nine", "previous": row["hash"]})
        )
        unit.commit()

    assert [fault[:2] for fault in faults(store)] == [(9, "nine")]


def test_an_entry_before_the_first_is_named(store: Store, chain: list[str]) -> None:
    with store.write() as unit:
        row = dict(unit.connection.execute(select(t.audit).where(A.seq == 1)).mappings().one())
        unit.connection.execute(insert(t.audit).values(**{**row, "seq": 0, "id": "zero"}))
        unit.commit()

    assert faults(store) == [(0, "zero", "it was inserted: the chain begins with entry 1")]


def test_what_was_cut_off_the_end_shows_against_an_exported_head(
    store: Store, chain: list[str], tmp_path: Path
) -> None:
    heads = tmp_path / "heads.jsonl"
    with store.read() as unit:
        seq, digest = unit.audit.head()
    export_head(heads, seq=seq, digest=digest, on=NOW.date())
    with store.write() as unit:
        unit.connection.execute(delete(t.audit).where(A.seq >= 7))
        rewind(unit, 6)
        unit.commit()

    assert faults(store) == []
    ((number, _, why),) = faults(store, heads)
    assert number == 7
    assert "entries 7 to 8 removed from the end" in why
    assert "2026-03-10" in why


def test_a_chain_written_anew_shows_against_an_exported_head(
    store: Store, chain: list[str], tmp_path: Path
) -> None:
    heads = tmp_path / "heads.jsonl"
    with store.write() as unit:
        seq, digest = unit.audit.head()
        export_head(heads, seq=seq, digest=digest, on=NOW.date())
        unit.connection.execute(delete(t.audit))
        rewind(unit, 0)
        for n, entry_id in enumerate(chain, start=1):
            unit.audit.append(at=NOW, kind="decision", ref="C", body={"n": -n}, entry_id=entry_id)
        unit.commit()

    assert faults(store) == []
    assert faults(store, heads) == [
        (8, chain[7], "it is not the entry whose hash was exported on 2026-03-10")
    ]


def test_a_decision_that_a_message_names_cannot_be_cut_off_unseen(store: Store, chain: list[str]) -> None:
    with store.write() as unit:
        unit.outbox.put(
            line_id="L1", conversation_id="C1", borrower_id="B1", adapter="web", address="a", payload={},
            purpose="reply", decision_id=chain[7], at=NOW,
        )  # fmt: skip
        unit.commit()
    with store.write() as unit:
        unit.connection.execute(delete(t.audit).where(A.seq == 8))
        rewind(unit, 7)
        unit.commit()

    assert faults(store) == [(8, chain[7], "a message names this decision, and it was removed")]


def test_a_purge_blanks_content_and_the_chain_still_holds(store: Store, chain: list[str]) -> None:
    with store.write() as unit:
        blanked = unit.audit.blank([2, 3, 6], at=NOW, why={"class": "decisions"})
        unit.commit()

    assert blanked == 3
    assert faults(store) == []
    with store.read() as unit:
        assert unit.audit.body(chain[1]) is None
        assert [entry["n"] for entry in unit.audit.entries(kind="decision")] == [1, 4, 5, 7, 8]
        (purge,) = unit.audit.entries(kind="purge")
    assert purge["blanked"] == [[2, 3], [6, 6]]


def test_a_purge_may_run_again_and_never_blanks_its_own_entries(store: Store, chain: list[str]) -> None:
    with store.write() as unit:
        unit.audit.blank([2], at=NOW, why={})
        again = unit.audit.blank([2, 9], at=NOW, why={})
        unit.commit()

    assert again == 0
    assert faults(store) == []


def test_content_blanked_behind_the_back_of_the_purge_is_named(store: Store, chain: list[str]) -> None:
    tamper(store, update(t.audit).where(A.seq == 5).values(body="", purged_at=NOW))

    assert faults(store) == [(5, chain[4], "its content was blanked, and no purge names it")]


def test_a_change_hidden_behind_the_mark_of_a_purge_is_named(store: Store, chain: list[str]) -> None:
    tamper(store, update(t.audit).where(A.seq == 5).values(body="{}", purged_at=NOW))

    assert faults(store)[0][:2] == (5, chain[4])


def test_heads_are_exported_once_a_day(tmp_path: Path) -> None:
    heads = tmp_path / "var" / "heads.jsonl"

    first = export_head(heads, seq=1, digest="a", on=NOW.date())
    again = export_head(heads, seq=2, digest="b", on=NOW.date())
    later = export_head(heads, seq=3, digest="c", on=NOW.date() + timedelta(days=1))

    assert again is None
    assert read_anchors(heads) == (first, later)


def test_a_file_that_holds_no_heads_is_said_to_be_none(tmp_path: Path) -> None:
    heads = tmp_path / "heads.jsonl"
    heads.write_text('{"date": "2026-03-10"}\n')

    with pytest.raises(BadFile, match="line 1"):
        read_anchors(heads)


def test_numbers_are_told_as_ranges() -> None:
    assert ranges([1, 2, 3, 7, 9, 10]) == [[1, 3], [7, 7], [9, 10]]
    assert ranges([]) == []
