from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import Engine, select, text

from bot.model.errors import Conflict, StorageBusy, Unavailable, UnknownThing
from bot.model.words import Channel, HandoffReason, Language, Owner, Priority, Role
from bot.storage import tables as t
from bot.storage.database import open_engine
from bot.storage.types import use_keys
from bot.storage.unit import Store
from tests.conftest import TEST_DATA_KEY
from tests.integration.storage_world import ADDRESS, NAME, NOW, add_account, open_talk

T = TypeVar("T")
MINUTE = timedelta(minutes=1)
OTHER_KEY = "YW5vdGhlci1rZXktdGhhdC1vcGVucy1ub3RoaW5nISE="


def at_once(times: int, do: Callable[[int], T]) -> list[T]:
    """Do something in several threads at the same time."""
    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(do, range(times)))


def test_leaving_a_unit_without_a_commit_undoes_everything(store: Store) -> None:
    with store.write() as unit:
        add_account(unit)

    with store.read() as unit, pytest.raises(UnknownThing):
        unit.books.account("A1")


def test_an_error_inside_a_unit_undoes_everything(store: Store) -> None:
    def fail() -> None:
        with store.write() as unit:
            add_account(unit)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    with store.read() as unit:
        assert unit.books.count("accounts") == 0


def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    open_talk(store)

    with store.write() as unit, pytest.raises(Exception, match="names no moment"):
        unit.people.set_unreachable("p1", at=datetime(2026, 3, 10))  # noqa: DTZ001


def test_moments_come_back_in_utc_whatever_zone_they_went_in_with(store: Store) -> None:
    talk, _ = open_talk(store)
    shanghai = datetime.fromisoformat("2026-03-10T15:00:00.123456+08:00")
    with store.write() as unit:
        unit.people.add_link(
            key="k", conversation_id=talk.id, purpose="chat", at=shanghai, expires_at=shanghai
        )
        link = unit.people.link("k")

    assert link is not None
    assert link.expires_at.isoformat() == "2026-03-10T07:00:00.123456+00:00"


# what is sealed


def test_names_and_addresses_are_ciphertext_in_the_database(store: Store) -> None:
    open_talk(store)

    with store.read() as unit:
        raw = [
            *unit.connection.execute(text("SELECT name FROM borrowers")).scalars(),
            *unit.connection.execute(text("SELECT address FROM sessions")).scalars(),
        ]
        opened = unit.people.borrower("B1").name

    assert opened == NAME
    assert len(raw) == 2
    assert all(value.startswith("gAAAA") for value in raw)


def test_names_and_addresses_are_nowhere_in_the_file(sqlite_store: Store) -> None:
    open_talk(sqlite_store)
    path = Path(str(sqlite_store.engine.url.database))
    sqlite_store.engine.dispose()

    kept = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))

    assert b"A1" in kept
    assert NAME.encode() not in kept
    assert ADDRESS.encode() not in kept


def test_a_database_sealed_with_another_key_says_which_setting_is_wrong(sqlite_store: Store) -> None:
    open_talk(sqlite_store)
    use_keys([OTHER_KEY])

    with sqlite_store.read() as unit, pytest.raises(Unavailable, match="TIDEOVER_DATA_KEYS"):
        unit.people.borrower("B1")


def test_a_new_key_seals_while_the_old_one_still_opens(sqlite_store: Store) -> None:
    open_talk(sqlite_store)
    use_keys([OTHER_KEY, TEST_DATA_KEY])
    with sqlite_store.write() as unit:
        add_account(unit, "A2", borrower_id="B2")
        unit.commit()

    with sqlite_store.read() as unit:
        assert [unit.people.borrower(key).name for key in ("B1", "B2")] == [NAME, NAME]
    use_keys([OTHER_KEY])
    with sqlite_store.read() as unit:
        assert unit.people.borrower("B2").name == NAME


# conversations


def test_an_account_has_one_conversation_however_many_open_it_at_once(store: Store) -> None:
    with store.write() as unit:
        add_account(unit)
        unit.commit()

    def open_it(_: int) -> str:
        with store.write() as unit:
            talk = unit.talks.open(borrower_id="B1", account_id="A1", language=Language.ZH, at=NOW)
            unit.commit()
            return talk.id

    assert len(set(at_once(4, open_it))) == 1


def test_one_worker_answers_a_conversation_until_it_lets_go_or_its_time_is_over(store: Store) -> None:
    talk, _ = open_talk(store)

    def claim(_: int) -> bool:
        with store.write() as unit:
            mine = unit.talks.claim(talk.id, now=NOW, until=NOW + MINUTE)
            unit.commit()
            return mine

    assert sorted(at_once(4, claim)) == [False, False, False, True]
    with store.write() as unit:
        just_before = unit.talks.claim(
            talk.id, now=NOW + MINUTE - timedelta(seconds=1), until=NOW + 2 * MINUTE
        )
        just_after = unit.talks.claim(talk.id, now=NOW + MINUTE, until=NOW + 2 * MINUTE)
        unit.talks.release(talk.id)
        released = unit.talks.claim(talk.id, now=NOW + MINUTE, until=NOW + 2 * MINUTE)

    assert (just_before, just_after, released) == (False, True, True)


def test_who_read_an_older_owner_cannot_change_it(store: Store) -> None:
    talk, _ = open_talk(store)
    with store.write() as unit:
        taken = unit.talks.hand_over(talk, to=Owner.AGENT, agent_id="a1", at=NOW)
        unit.commit()

    with store.write() as unit, pytest.raises(Conflict):
        unit.talks.hand_over(talk, to=Owner.BOT, agent_id=None, at=NOW)

    with store.read() as unit:
        assert unit.talks.get(talk.id) == taken
    assert (taken.owner, taken.version, taken.agent_id) == (Owner.AGENT, talk.version + 1, "a1")


def test_one_of_two_agents_who_take_over_at_once_gets_it(store: Store) -> None:
    talk, _ = open_talk(store)

    def take(n: int) -> str:
        try:
            with store.write() as unit:
                unit.talks.hand_over(talk, to=Owner.AGENT, agent_id=f"a{n}", at=NOW)
                unit.commit()
        except Conflict:
            return "late"
        return "taken"

    assert sorted(at_once(3, take)) == ["late", "late", "taken"]


def test_a_message_is_stored_once_however_often_its_channel_sends_it(store: Store) -> None:
    _, session = open_talk(store)

    def receive(_: int) -> tuple[str, bool]:
        with store.write() as unit:
            message, new = unit.talks.store_inbound(
                session=session, at=NOW, text="我下周还", channel_message_id="m-1"
            )
            unit.commit()
            return message.id, new

    answers = at_once(4, receive)

    assert len({message for message, _ in answers}) == 1
    assert sum(new for _, new in answers) == 1


def test_messages_wait_in_order_until_each_is_answered(store: Store) -> None:
    talk, session = open_talk(store)
    with store.write() as unit:
        first, second = (
            unit.talks.store_inbound(session=session, at=NOW, text=text, channel_message_id=None)[0]
            for text in ("one", "two")
        )
        waiting = [unit.talks.next_unanswered(talk.id)]
        late = unit.talks.waiting(before=NOW)
        unit.talks.update_inbound(first.id, answered_at=NOW)
        waiting.append(unit.talks.next_unanswered(talk.id))
        unit.talks.update_inbound(second.id, answered_at=NOW)
        waiting.append(unit.talks.next_unanswered(talk.id))

    assert [message and message.text for message in waiting] == ["one", "two", None]
    assert late == [talk.id]


def test_an_unverified_device_sees_only_its_own_lines_that_reveal_nothing(store: Store) -> None:
    talk, session = open_talk(store)
    with store.write() as unit:
        other = unit.talks.open_session(
            conversation_id=talk.id, channel=Channel.IM, adapter="web", address="x", address_key="k2", at=NOW
        )
        for text_, owner, reveals in (
            ("hello", session, False),
            ("you owe", session, True),
            ("who", other, False),
        ):
            unit.talks.add_outbound(
                conversation_id=talk.id,
                session_id=owner.id,
                at=NOW,
                author="bot",
                channel=Channel.IM,
                adapter="web",
                text=text_,
                reveals=reveals,
                payload={},
                status="sent",
            )

        seen = {
            verified: [line.text for line in unit.talks.lines(talk.id, visible_to=session, verified=verified)]
            for verified in (False, True)
        }

    assert seen == {False: ["hello"], True: ["hello", "you owe", "who"]}


# the outbox


def put(store: Store, **values: Any) -> str:
    talk, _ = open_talk(store)
    with store.write() as unit:
        parcel = unit.outbox.put(
            line_id="l1",
            conversation_id=talk.id,
            borrower_id="B1",
            adapter="sandbox_sms",
            address=ADDRESS,
            payload={"text": "hi"},
            purpose="reminder",
            decision_id="d1",
            at=NOW,
            **values,
        )
        unit.commit()
    return parcel


def test_one_sender_gets_a_parcel(store: Store) -> None:
    parcel = put(store)

    def claim(_: int) -> bool:
        with store.write() as unit:
            mine = unit.outbox.claim(parcel, now=NOW, until=NOW + MINUTE)
            unit.commit()
            return mine is not None

    assert sorted(at_once(4, claim)) == [False, False, False, True]


def test_a_parcel_is_due_from_its_moment_on(store: Store) -> None:
    parcel = put(store, next_at=NOW + MINUTE)

    with store.read() as unit:
        early = unit.outbox.due(now=NOW + MINUTE - timedelta(microseconds=1))
        due = unit.outbox.due(now=NOW + MINUTE)

    assert (early, due) == ([], [parcel])


def test_a_parcel_whose_sender_died_is_unknown_and_never_sent_again(store: Store) -> None:
    parcel = put(store)
    with store.write() as unit:
        unit.outbox.claim(parcel, now=NOW, until=NOW + MINUTE)
        unit.commit()

    with store.write() as unit:
        stranded = [
            unit.outbox.strand(now=NOW + MINUTE - timedelta(seconds=1)),
            unit.outbox.strand(now=NOW + MINUTE),
        ]
        again = unit.outbox.claim(parcel, now=NOW + 2 * MINUTE, until=NOW + 3 * MINUTE)

    assert (stranded, again) == ([0, 1], None)


def test_a_parcel_to_be_tried_again_waits_for_its_new_moment(store: Store) -> None:
    parcel = put(store)
    with store.write() as unit:
        unit.outbox.claim(parcel, now=NOW, until=NOW + MINUTE)
        unit.outbox.settle(parcel, status="queued", at=NOW, next_at=NOW + 5 * MINUTE, error="busy")

        due = [unit.outbox.due(now=NOW + MINUTE), unit.outbox.due(now=NOW + 5 * MINUTE)]
        claimed = unit.outbox.claim(parcel, now=NOW + 5 * MINUTE, until=NOW + 6 * MINUTE)

    assert due == [[], [parcel]]
    assert claimed is not None
    assert (claimed.attempts, claimed.address) == (2, ADDRESS)


def test_an_opt_out_withdraws_what_is_queued_for_that_purpose(store: Store) -> None:
    parcel = put(store)

    with store.write() as unit:
        counts = [unit.outbox.cancel_for("B1", purposes=(purpose,)) for purpose in ("offer", "reminder")]
        claimed = unit.outbox.claim(parcel, now=NOW, until=NOW + MINUTE)

    assert (counts, claimed) == ([0, 1], None)


def test_a_lease_has_one_holder_until_it_runs_out(store: Store) -> None:
    def take(n: int) -> bool:
        return store.take_lease("outreach", holder=f"w{n}", now=NOW, until=NOW + MINUTE)

    taken = at_once(3, take)
    holder = f"w{taken.index(True)}"

    assert taken.count(True) == 1
    assert store.take_lease("outreach", holder=holder, now=NOW, until=NOW + MINUTE)
    assert not store.take_lease("outreach", holder="late", now=NOW, until=NOW + MINUTE)
    assert store.take_lease("outreach", holder="late", now=NOW + MINUTE, until=NOW + 2 * MINUTE)


# cases


def open_case(store: Store, conversation_id: str, priority: Priority, *, minutes: int = 60) -> str:
    with store.write() as unit:
        case = unit.cases.open(
            conversation_id=conversation_id,
            borrower_id="B1",
            account_id="A1",
            reason=HandoffReason.CRISIS if priority is Priority.URGENT else HandoffReason.REQUESTED,
            priority=priority,
            team="care",
            brief={"why": priority.value},
            at=NOW,
            due_at=NOW + minutes * MINUTE,
        )
        unit.commit()
    return case.id


def test_the_most_urgent_case_comes_first_then_the_one_due_first(store: Store) -> None:
    talks = [open_talk(store)[0].id]
    with store.write() as unit:
        for n in (2, 3):
            add_account(unit, f"A{n}", borrower_id=f"B{n}")
            talk = unit.talks.open(borrower_id=f"B{n}", account_id=f"A{n}", language=Language.EN, at=NOW)
            talks.append(talk.id)
        unit.commit()
    normal, early, urgent = (
        open_case(store, talks[0], Priority.NORMAL, minutes=60),
        open_case(store, talks[1], Priority.NORMAL, minutes=30),
        open_case(store, talks[2], Priority.URGENT, minutes=90),
    )

    with store.read() as unit:
        assert [case.id for case in unit.cases.queue()] == [urgent, early, normal]


def test_a_second_reason_raises_the_open_case_instead_of_doubling_it(store: Store) -> None:
    talk, _ = open_talk(store)
    first = open_case(store, talk.id, Priority.NORMAL)
    second = open_case(store, talk.id, Priority.URGENT, minutes=5)
    third = open_case(store, talk.id, Priority.LOW, minutes=500)

    with store.read() as unit:
        (case,) = unit.cases.queue()
    assert {first, second, third} == {case.id}
    assert (case.priority, case.reason, case.due_at) == (
        Priority.URGENT,
        HandoffReason.CRISIS,
        NOW + 5 * MINUTE,
    )


def test_a_case_is_taken_by_one_agent(store: Store) -> None:
    talk, _ = open_talk(store)
    case_id = open_case(store, talk.id, Priority.HIGH)
    with store.read() as unit:
        case = unit.cases.get(case_id)

    def take(n: int) -> str:
        try:
            with store.write() as unit:
                unit.cases.take(case, agent_id=f"a{n}", at=NOW)
                unit.commit()
        except Conflict:
            return "late"
        return "taken"

    assert sorted(at_once(3, take)) == ["late", "late", "taken"]


# links, keys and the signed in


def test_a_link_works_once(store: Store) -> None:
    talk, _ = open_talk(store)
    with store.write() as unit:
        unit.people.add_link(
            key="k", conversation_id=talk.id, purpose="telegram", at=NOW, expires_at=NOW + MINUTE
        )
        unit.commit()

    def use(_: int) -> bool:
        with store.write() as unit:
            first = unit.people.use_link("k", at=NOW)
            unit.commit()
            return first

    assert sorted(at_once(3, use)) == [False, False, True]


def test_a_sign_in_ends_at_its_moment_and_when_the_person_is_disabled(store: Store) -> None:
    with store.write() as unit:
        staff = unit.people.add_staff(
            username="lin", display_name="林晓", password_hash="h", role=Role.AGENT, language=Language.ZH
        )
        unit.people.open_staff_session(key="s", staff_id=staff, csrf="c", at=NOW, expires_at=NOW + MINUTE)
        before = unit.people.staff_session("s", now=NOW + MINUTE - timedelta(seconds=1))
        after = unit.people.staff_session("s", now=NOW + MINUTE)
        unit.people.update_staff(staff, disabled_at=NOW)
        disabled = unit.people.staff_session("s", now=NOW)

    assert before is not None
    assert (before[0].username, before[1], after, disabled) == ("lin", "c", None, None)


def test_a_double_yes_accepts_an_offer_once(store: Store) -> None:
    talk, _ = open_talk(store)
    with store.write() as unit:
        unit.books.show_offer(
            offer_id="o1",
            conversation_id=talk.id,
            account_id="A1",
            kind="promise",
            body={},
            at=NOW,
            expires_at=NOW + MINUTE,
        )
        unit.commit()

    def accept(_: int) -> bool:
        with store.write() as unit:
            first = unit.books.accept_offer("o1", text="我同意", at=NOW)
            unit.commit()
            return first

    assert sorted(at_once(3, accept)) == [False, False, True]


def test_a_database_locked_by_somebody_else_is_busy_and_loses_nothing(sqlite_store: Store) -> None:
    with sqlite_store.write() as holder:
        add_account(holder)
        with sqlite_store.engine.connect() as impatient:
            impatient.rollback()
            raw: Any = impatient.connection.driver_connection
            raw.execute("PRAGMA busy_timeout=1")
        with pytest.raises(StorageBusy), sqlite_store.write() as late:
            late.books.count("accounts")
        holder.commit()

    with sqlite_store.read() as unit:
        assert unit.connection.scalar(select(t.accounts.c.id)) == "A1"


def test_a_connection_that_died_while_it_rested_is_replaced(postgres_database: Engine) -> None:
    url = postgres_database.url.render_as_string(hide_password=False)
    rested = open_engine(url, pool_size=1, ping_after=0.0)
    with rested.connect() as connection:
        dead = connection.scalar(text("SELECT pg_backend_pid()"))
    with postgres_database.connect() as admin:
        admin.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": dead})

    with rested.connect() as connection:
        alive = connection.scalar(text("SELECT pg_backend_pid()"))

    assert alive != dead
    rested.dispose()


def test_a_claim_waits_for_a_release_that_is_not_saved_yet(postgres_database: Engine) -> None:
    store = Store(postgres_database, new_id=lambda: uuid.uuid4().hex)
    talk = open_talk(store)[0].id
    with store.write() as unit:
        assert unit.talks.claim(talk, now=NOW, until=NOW + timedelta(minutes=1))
        unit.commit()

    def claim() -> bool:
        with store.write() as unit:
            return unit.talks.claim(talk, now=NOW, until=NOW + timedelta(minutes=1))

    with ThreadPoolExecutor(1) as pool, store.write() as unit:
        unit.talks.release(talk)
        other = pool.submit(claim)
        while not _somebody_waits(store) and not other.done():
            pass
        unit.commit()
        assert other.result(timeout=10)


def _somebody_waits(store: Store) -> bool:
    with store.engine.connect() as connection:
        waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        return bool(connection.scalar(text(waiting)))
