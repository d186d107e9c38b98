"""What has had its time is purged, what nobody knows a number for is kept, and the chain stays whole."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import orjson
import pytest
from sqlalchemy import func, insert, select, update

from bot.conversation.house import House
from bot.insights import rights
from bot.insights.retention import CLASSES, Judgement, judge, load_retention, purge
from bot.model.errors import UnknownThing
from bot.model.words import Channel, FactKind
from bot.storage import tables as t
from bot.storage.keeping import NOT_PERSONAL, PERSONAL
from bot.storage.unit import Store, UnitOfWork
from tests.integration.reserving import capped_house, propose
from tests.integration.small_world import POLICIES, add_borrower, policies
from tests.kit import concrete

POLICY = load_retention(POLICIES / "retention.yml", rules=policies()[0])
RULES = policies()[0]
NAME, PHONE, SAID = "Test Person", "+8613811112222", "我上个月被裁员了"


@pytest.fixture
def house(store: Store) -> House:
    """A borrower who wrote to us, was written to, and asked for nothing yet."""
    made = capped_house(store)
    add_borrower(made, points={"sandbox_sms": PHONE})
    assert propose(made, "A1").left
    with made.store.write() as unit:
        talk = unit.talks.of_account("A1")
        assert talk
        session = unit.talks.open_session(
            conversation_id=talk.id, channel=Channel.IM, adapter="web", address="device-1", address_key="k",
            at=made.clock(),
        )  # fmt: skip
        message, _ = unit.talks.store_inbound(
            session=session, at=made.clock(), text=SAID, channel_message_id="M-77"
        )
        unit.talks.update_inbound(
            message.id, answered_at=made.clock(), understanding={"reasons": ["job_loss"]}
        )
        unit.record.note(
            borrower_id="B-A1",
            account_id="A1",
            kind=FactKind.VULNERABLE,
            at=made.clock(),
            detail={"about": "illness"},
        )
        unit.record.note(
            borrower_id="B-A1",
            account_id="A1",
            kind=FactKind.OPT_OUT,
            at=made.clock(),
            detail={"channel": "sms"},
        )
        unit.commit()
    return made


def settle(house: House, *, on: date) -> None:
    """Everything is paid."""
    with house.store.write() as unit:
        concrete(unit).connection.execute(
            insert(t.payments).values(
                id="P-all",
                account_id="A1",
                received_on=on,
                amount=100_000,
                source="bank",
                recorded_at=house.clock(),
            )
        )
        unit.commit()


def move_to(house: House, *, residence: str, regimes: str, actor: str = "first_party") -> None:
    with house.store.write() as unit:
        db = concrete(unit).connection
        db.execute(update(t.accounts).values(regimes=regimes, actor=actor))
        db.execute(update(t.borrowers).values(residence=residence))
        unit.commit()


def judged(house: House, *, today: date, name: str = "transcript") -> Judgement:
    with house.store.read() as unit:
        account = unit.books.account("A1")
        borrower = unit.people.borrower("B-A1")
        return judge(
            concrete(unit), POLICY, RULES, account=account, borrower=borrower, name=name, today=today
        )


def run(house: House, now: datetime, *, commit: bool = True) -> dict[str, Any]:
    with house.store.write() as unit:
        report = purge(concrete(unit), POLICY, RULES, now=now)
        if commit:
            unit.commit()
    return report.as_json()


def transcript(house: House) -> list[str]:
    with house.store.read() as unit:
        return list(concrete(unit).connection.scalars(select(t.lines.c.text)))


def whole(house: House) -> bool:
    with house.store.read() as unit:
        return concrete(unit).audit.verify() is None


def later(house: House, *, years: float) -> datetime:
    return house.clock() + timedelta(days=365.25 * years)


def test_china_keeps_five_years_after_the_last_activity_of_a_settled_account(house: House) -> None:
    settle(house, on=house.clock().date())

    found = judged(house, today=house.clock().date())

    assert found.until == date(2031, 3, 10)
    assert found.because.startswith("CN-REC-3")


def test_nothing_of_an_account_on_which_money_is_owed_is_purged(house: House) -> None:
    assert judged(house, today=later(house, years=20).date()) == Judgement(
        None, "the account is not settled (house)"
    )


@pytest.mark.parametrize(
    ("residence", "regimes", "actor", "said"),
    [
        ("GB", "UK", "first_party", "UK-REC-1 gives no number"),
        ("AU", "AU", "first_party", "AU has no known number"),
        ("DE", "EU", "first_party", "EU has no known number"),
        ("US-TX", "US", "first_party", "no rule of US speaks to this lender"),
        ("BR", "CN", "first_party", "BR has no pack of rules"),
    ],
)
def test_where_no_number_is_known_everything_is_kept_and_compliance_is_asked(
    house: House, residence: str, regimes: str, actor: str, said: str
) -> None:
    settle(house, on=house.clock().date())
    move_to(house, residence=residence, regimes=regimes, actor=actor)

    found = judged(house, today=later(house, years=30).date())

    assert found.until is None
    assert said in found.because
    report = run(house, later(house, years=30))
    assert report["accounts"] == []
    assert any(said in row["because"] for row in report["kept"])
    assert SAID in transcript(house)


def test_an_american_agency_keeps_three_years(house: House) -> None:
    settle(house, on=house.clock().date())
    move_to(house, residence="US-TX", regimes="US", actor="third_party")

    found = judged(house, today=house.clock().date())

    assert found.until == date(2029, 3, 10)
    assert found.because.startswith("US-REC-1")


def test_a_purge_blanks_what_was_said_and_decided_and_the_chain_holds(house: House) -> None:
    settle(house, on=house.clock().date())

    report = run(house, later(house, years=5.1))

    assert report["accounts"] == ["A1"]
    assert set(transcript(house)) == {""}
    assert whole(house)
    with house.store.read() as unit:
        assert unit.audit.entries(kind="decision") == []
        assert [fact.kind for fact in unit.record.facts("B-A1")] == [FactKind.OPT_OUT]
        (entry,) = unit.audit.entries(kind="purge")
        assert entry["because"].startswith("CN-REC-3")
    assert run(house, later(house, years=5.2))["accounts"] == []


def test_what_staff_wrote_about_the_end_of_a_fact_goes_with_the_transcript(house: House) -> None:
    settle(house, on=house.clock().date())
    with house.store.write() as unit:
        (opt_out,) = [fact for fact in unit.record.facts("B-A1") if fact.kind is FactKind.OPT_OUT]
        unit.record.lift(opt_out.id, at=house.clock(), by="S1", why=f"she called: {SAID}")
        unit.commit()

    run(house, later(house, years=5.1))

    with house.store.read() as unit:
        row = concrete(unit).connection.execute(select(t.facts)).mappings().one()
    assert (row["kind"], row["ended_by"], row["ended_why"]) == ("opt_out", "S1", None)
    assert row["ended_at"] is not None


def test_a_day_before_its_time_nothing_is_purged(house: House) -> None:
    settle(house, on=house.clock().date())

    report = run(house, datetime.fromisoformat("2031-03-10T23:00:00+00:00"))

    assert report["accounts"] == []
    assert SAID in transcript(house)


def test_a_dry_run_says_the_same_and_changes_nothing(house: House) -> None:
    settle(house, on=house.clock().date())
    moment = later(house, years=5.1)

    tried = run(house, moment, commit=False)

    assert SAID in transcript(house)
    assert tried == run(house, moment)


def test_links_button_keys_and_sessions_go_after_their_end(house: House) -> None:
    now = house.clock()
    with house.store.write() as unit:
        talk = unit.talks.of_account("A1")
        assert talk
        unit.people.add_link(key="L", conversation_id=talk.id, purpose="chat", at=now, expires_at=now)
        unit.people.add_callback(key="C", conversation_id=talk.id, press="hello", expires_at=now)
        unit.commit()

    early = run(house, now + timedelta(days=6))["purged"]
    week = run(house, now + timedelta(days=8))["purged"]
    month = run(house, now + timedelta(days=31))["purged"]
    year = run(house, now + timedelta(days=200))["purged"]

    assert not any(early.values())
    assert week["callbacks"] == 1
    assert month["links"] == 1
    assert year["sessions"] == 1
    assert SAID in transcript(house)


def test_a_locked_session_stays_locked_without_its_address(house: House) -> None:
    with house.store.write() as unit:
        db = concrete(unit).connection
        db.execute(update(t.sessions).values(locked_at=house.clock(), tries=3))
        unit.commit()

    run(house, house.clock() + timedelta(days=200))

    with house.store.read() as unit:
        row = concrete(unit).connection.execute(select(t.sessions)).mappings().one()
    assert (row["address"], row["tries"]) == ("", 3)
    assert row["locked_at"] is not None


def test_every_table_is_known_to_hold_something_personal_or_not() -> None:
    assert set(t.metadata.tables) == PERSONAL | NOT_PERSONAL | {"payment_links", "receipts"} & set(
        t.metadata.tables
    )


def exported(unit: UnitOfWork, house: House) -> dict[str, Any]:
    return rights.export(unit, "B-A1", by="S1", now=house.clock())


def test_an_export_holds_everything_and_none_of_our_keys(house: House, store: Store) -> None:
    with store.write() as unit:
        found = exported(unit, house)
        unit.commit()

    text = orjson.dumps(found, default=str).decode()
    assert NAME in text
    assert PHONE in text
    assert SAID in text
    assert "illness" in text
    assert found["accounts"][0]["id"] == "A1"
    assert {entry["kind"] for entry in found["decisions_and_audit"]} >= {"decision"}
    assert "answer_hash" not in text
    assert "address_key" not in text
    with store.read() as unit:
        assert len(unit.audit.entries(kind=rights.EXPORTED)) == 1


def test_somebody_we_do_not_know_has_no_export(house: House, store: Store) -> None:
    with store.write() as unit, pytest.raises(UnknownThing):
        rights.export(unit, "nobody", by="S1", now=house.clock())


def erased(store: Store, now: datetime, *, commit: bool = True) -> dict[str, Any]:
    with store.write() as unit:
        done = rights.erase(unit, "B-A1", policy=POLICY, rules=RULES, by="S1", now=now)
        if commit:
            unit.commit()
    return done.as_json()


def why(done: dict[str, Any]) -> dict[str, str]:
    return {row["what"]: row["because"] for row in done["kept"]}


def test_an_erasure_with_an_open_debt_forgets_the_ways_in_and_says_what_it_keeps(
    house: House, store: Store
) -> None:
    done = erased(store, house.clock())

    kept = why(done)
    assert done["erased"] == {"sessions": 1}
    assert kept["identity and contact points"] == "money is owed on A1 (contract)"
    assert {f"{name} of A1" for name in CLASSES} <= set(kept)
    assert "facts that forbid contact" in kept
    with store.read() as unit:
        assert unit.people.borrower("B-A1").name == NAME


def test_an_erasure_after_settlement_keeps_what_the_law_wants_and_forgets_who_it_was(
    house: House, store: Store
) -> None:
    settle(house, on=house.clock().date())

    done = erased(store, house.clock() + timedelta(days=400))

    assert why(done)["transcript of A1"].startswith("CN-REC-3")
    with store.read() as unit:
        assert unit.people.borrower("B-A1").name == ""
        assert unit.people.points("B-A1") == ()
        assert SAID in list(unit.connection.scalars(select(t.lines.c.text)))


def test_an_erasure_keeps_what_a_rule_wants_even_where_the_house_would_keep_it_longer(
    house: House, store: Store
) -> None:
    with house.store.write() as unit:
        concrete(unit).connection.execute(update(t.accounts).values(product="credit_card"))
        unit.commit()
    settle(
        house, on=house.clock().date() + timedelta(days=90)
    )  # so the house's two years end after the law's

    done = erased(store, house.clock() + timedelta(days=400))

    assert why(done)["transcript of A1"].startswith("CN-REC-1")
    with store.read() as unit:
        assert SAID in list(unit.connection.scalars(select(t.lines.c.text)))

    done = erased(store, house.clock() + timedelta(days=740))

    assert "transcript of A1" not in why(done)
    assert SAID not in transcript(house)


def test_an_erasure_after_everything_has_had_its_time_leaves_ledger_and_blanked_chain(
    house: House, store: Store
) -> None:
    settle(house, on=house.clock().date())

    done = erased(store, later(house, years=6))

    assert set(why(done)) == {"ledger", "facts that forbid contact"}
    assert whole(house)
    with store.read() as unit:
        everything = orjson.dumps(unit.keeping.everything("B-A1"), default=str).decode()
        entries = orjson.dumps(unit.audit.of_refs(["A1", *unit.keeping.refs_of("A1")]), default=str).decode()
        paid = unit.connection.scalar(select(func.sum(t.payments.c.amount)))
    for word in (NAME, PHONE, SAID, "illness", "M-77"):
        assert word not in everything
        assert word not in entries
    assert paid == 100_000


def test_a_request_to_erase_is_answered_and_a_dry_run_changes_nothing(house: House, store: Store) -> None:
    with store.write() as unit:
        unit.record.note(borrower_id="B-A1", kind=FactKind.ERASURE_REQUEST, at=house.clock())
        unit.commit()

    tried = erased(store, house.clock(), commit=False)
    done = erased(store, house.clock())

    assert tried == done
    with store.read() as unit:
        open_kinds = {fact.kind for fact in unit.record.facts("B-A1", in_force_at=house.clock())}
    assert FactKind.ERASURE_REQUEST not in open_kinds


def test_what_is_read_at_once_is_what_is_on_file(house: House, store: Store) -> None:
    now = house.clock()
    with store.write() as unit:
        unit.books.add_promise(
            borrower_id="B-A1",
            account_id="A1",
            offer_id=None,
            amount=500,
            due_on=now.date(),
            weak=[],
            at=now,
            by="b",
        )
        unit.books.add_plan(
            borrower_id="B-A1", account_id="A1", offer_id=None, kind="instalment", body={}, at=now, by="b",
            parts=[(now.date() + timedelta(days=30), 1), (now.date(), 2)],
        )  # fmt: skip
        found = unit.record.on_file("B-A1", "A1", since=now - timedelta(days=70))

        assert found.contacts == unit.record.contacts("B-A1", since=now - timedelta(days=70))
        assert found.facts == unit.record.facts("B-A1")
        assert found.notices == unit.record.notices("B-A1")
        points = [(p.id, p.channel, p.consent_at, p.checked_at, p.work) for p in unit.people.points("B-A1")]
        assert [(p.id, p.channel, p.consent_at, p.checked_at, p.work) for p in found.points] == points
        assert [(p.id, p.amount, p.due_on, p.status) for p in found.promises] == [
            (p.id, p.amount, p.due_on, p.status.value) for p in unit.books.promises_of("A1")
        ]
        assert [(p.id, p.kind, p.status, p.days) for p in found.plans] == [
            (p.id, p.kind, p.status.value, tuple(sorted(day for day, _ in p.parts)))
            for p in unit.books.plans_of("A1")
        ]
        assert len(found.facts) == 2
