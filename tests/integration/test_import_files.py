from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.conversation.verification import answer_hash
from bot.imports.report import Report
from bot.intake_desk import read_places
from bot.keys import KeyRing
from bot.model.errors import Conflict, UnknownThing
from bot.model.money import Money
from bot.model.words import Channel, Language, OfferKind, Reason
from bot.offers.ledger import state
from bot.offers.policy import load_offers
from bot.offers.quote import quote
from bot.offers.terms import QuoteFacts, Wish
from bot.storage import tables as t
from bot.storage.intake import compare, load_file, read_rows, save
from bot.storage.intake_plan import Desk
from bot.storage.unit import Store

AT = datetime(2026, 3, 10, 7, 0, tzinfo=UTC)
LATER = AT + timedelta(days=1)
ROOT = Path(__file__).parents[2]
HEAD = (
    "account_id,borrower_id,name,language,timezone,residence,city,phone,email,phone_consent_at,birth_date,id_last4,"
    "postcode,payday,lender,actor,product,currency,annual_rate,late_daily_rate,opened_on\n"
)
WANG = (
    "A1,B1,王小明,zh,,CN,杭州,１３８００１３８０００,,2025-09-01,1990-03-14,123X,310000,10,晴川消费金融,first_party,"
    "消费贷,CNY,18%,0.0005,2025-09-01\n"
)
BAKER = (
    "A2,B2,Ann Baker,en,America/New_York,US-MA,Boston,617 555 0143,ann@Example.com,2025-09-01,1988-07-02,,"
    "02139,,Fairwater,first_party,bnpl,USD,0.12,,2025-09-01\n"
)
SCHEDULE = """账户号,期数,应还日期,应还本金,利息
A1,1,2026-02-05,"1,000.00",１８０
A1,2,2026-03-05,1000,180.50
A2,1,2026-03-01,60,
"""
MONEY = "payment_id,account_id,paid_on,amount,kind,reverses\n"
PAID = f"{MONEY}P1,A1,2026-02-05,1180,,\nP2,A1,2026-03-06,500,还款,\nR1,A1,2026-03-08,200,冲正,P2\n"

Importer = Callable[..., Report]


@pytest.fixture
def desk(keys: KeyRing) -> Desk:
    ids = itertools.count()
    return Desk(
        places=read_places(ROOT / "policies"),
        answer_hash=lambda who, question, answer: answer_hash(
            keys, borrower_id=who, question=question, answer=answer
        ),
        address_key=lambda address: keys.digest("address", address),
        adapters={"sms": "sandbox_sms", "email": "sandbox_email"},
        new_id=lambda: f"new-{next(ids)}",
    )


@pytest.fixture
def take_in(store: Store, desk: Desk) -> Importer:
    def load(kind: str, text: str, *, at: datetime = AT, dry_run: bool = False) -> Report:
        return load_file(store, kind, text.encode(), name=f"{kind}.csv", desk=desk, at=at, dry_run=dry_run)

    return load


@pytest.fixture
def filled(take_in: Importer) -> Importer:
    reports = [
        take_in("accounts", HEAD + WANG + BAKER),
        take_in("instalments", SCHEDULE),
        take_in("payments", PAID),
    ]
    assert [report.as_json()["problems"] for report in reports] == [[], [], []]
    return take_in


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    with store.read() as unit:
        return {
            table.name: sorted(map(tuple, unit.connection.execute(select(table))), key=str)
            for table in t.metadata.sorted_tables
        }


def reasons(report: Report) -> list[tuple[int, str, str]]:
    return [(problem.line, problem.column, problem.reason) for problem in report.problems]


def test_a_person_is_on_file_as_the_lender_wrote_them(store: Store, filled: Importer, keys: KeyRing) -> None:
    with store.read() as unit:
        wang, account = unit.people.borrower("B1"), unit.books.account("A1")
        (point,) = unit.people.points("B1")
        answers = unit.people.answers("B1")

    assert (wang.name, wang.language, wang.timezone, wang.phone_area, wang.payday) == (
        "王小明", Language.ZH, "Asia/Shanghai", "+86", 10
    )  # fmt: skip
    assert (account.product, account.regimes, str(account.annual_rate)) == (
        "online_consumer_loan",
        ("CN",),
        "0.18",
    )
    assert (point.channel, point.adapter, point.address) == (Channel.SMS, "sandbox_sms", "+8613800138000")
    assert point.consent_at == datetime(2025, 8, 31, 16, tzinfo=UTC)
    assert answers == {
        question: answer_hash(keys, borrower_id="B1", question=question, answer=answer)
        for question, answer in (
            ("phone_last4", "8000"), ("birth_date", "1990-03-14"), ("id_last4", "123x"),
            ("postcode", "310000"),
        )
    }  # fmt: skip


def test_rules_follow_from_the_place_when_none_are_named(store: Store, filled: Importer) -> None:
    with store.read() as unit:
        assert unit.books.account("A2").regimes == ("US", "US-MA")


FULL = "AU CN EU HK IN UK US UK-SCT US-NYC US-CA US-CO US-FL US-MA US-TX"
"""As many packs as one account can name: 64 characters."""


@pytest.mark.parametrize(("named", "fits"), [(FULL, True), (FULL + " US-WV", False)])
def test_more_packs_than_can_be_stored_are_refused_and_never_cut_short(
    take_in: Importer, store: Store, named: str, fits: bool
) -> None:
    assert len(FULL) == 64
    report = take_in("accounts", f"{HEAD.rstrip()},regimes\n{WANG.rstrip()},{named}\n")

    if fits:
        assert reasons(report) == []
        with store.read() as unit:
            assert unit.books.account("A1").regimes == tuple(named.split())
        return
    ((line, column, why),) = reasons(report)
    assert (line, column) == (2, "regimes")
    assert "too many rule packs" in why
    with store.read() as unit, pytest.raises(UnknownThing):
        unit.books.account("A1")


def test_the_ledger_holds_schedule_payments_and_reversals(store: Store, filled: Importer) -> None:
    with store.read() as unit:
        ledger = state(unit.books.ledger(unit.books.account("A1")), as_of=date(2026, 3, 10))

    assert ledger.overdue == Money(1180_50 - 500_00 + 200_00, "CNY")
    assert ledger.days_past_due == 5


def test_the_same_files_again_change_nothing(store: Store, filled: Importer) -> None:
    before = everything(store)

    again = [
        filled("accounts", HEAD + WANG + BAKER, at=LATER),
        filled("instalments", SCHEDULE, at=LATER),
        filled("payments", PAID, at=LATER),
    ]

    assert everything(store) == before
    assert [(report.added, report.changed, report.unchanged) for report in again] == [
        (0, 0, 2),
        (0, 0, 3),
        (0, 0, 3),
    ]


def test_one_bad_row_keeps_everything_out(store: Store, take_in: Importer) -> None:
    before = everything(store)

    report = take_in("accounts", HEAD + WANG + BAKER.replace("USD", "dollars"))

    assert (everything(store), report.applied) == (before, False)
    assert reasons(report) == [(3, "currency", "is no currency; write an ISO code like CNY")]


def test_a_dry_run_says_what_would_happen_and_saves_nothing(store: Store, take_in: Importer) -> None:
    before = everything(store)

    report = take_in("accounts", HEAD + WANG, dry_run=True)

    assert (everything(store), report.added, report.applied) == (before, 1, False)


def test_every_problem_of_a_row_is_named_and_nothing_personal_shown(take_in: Importer) -> None:
    bad = (
        WANG.replace("１３８００１３８０００", "12-secret")
        .replace("1990-03-14", "14/03/1990")
        .replace("CNY", "")
    )

    report = take_in("accounts", HEAD + bad)

    assert [problem.column for problem in report.problems] == ["phone", "birth_date", "currency"]
    assert [problem.value for problem in report.problems] == [
        "(9 characters, not shown)",
        "(10 characters, not shown)",
        "",
    ]


def test_a_new_number_replaces_the_old_one(store: Store, filled: Importer) -> None:
    report = filled("accounts", HEAD + WANG.replace("１３８００１３８０００", "13900139000"), at=LATER)

    with store.read() as unit:
        points = {point.address: point.unreachable_at for point in unit.people.points("B1")}
    assert (report.changed, report.problems) == (1, [])
    assert points == {"+8613800138000": LATER, "+8613900139000": None}


def test_an_address_that_reached_a_stranger_stays_silent_when_the_file_comes_again(
    store: Store, filled: Importer
) -> None:
    with store.write() as unit:
        unit.people.set_unreachable(unit.people.points("B1")[0].id, at=AT)
        unit.commit()

    filled("accounts", HEAD + WANG, at=LATER)

    with store.read() as unit:
        assert [point.unreachable_at for point in unit.people.points("B1")] == [AT]


def test_changed_particulars_are_taken_and_the_currency_never(store: Store, filled: Importer) -> None:
    renamed = filled("accounts", HEAD + BAKER.replace("Ann Baker", "Ann Miller"), at=LATER)
    other = filled("accounts", HEAD + BAKER.replace("USD", "EUR"))

    with store.read() as unit:
        assert unit.people.borrower("B2").name == "Ann Miller"
    assert (renamed.changed, other.applied) == (1, False)
    assert reasons(other) == [(2, "currency", "is USD on file and never changes")]


@pytest.mark.parametrize(
    ("kind", "text", "problem"),
    [
        ("instalments", "account_id,number,due_on,principal\nA1,1,2026-02-05,999\n",
         (2, "number", "of A1 is on file with another due date or amount, and is never edited")),
        ("instalments", "account_id,number,due_on,principal\nA9,1,2026-02-05,999\n",
         (2, "account_id", "is not on file; import the accounts first")),
        ("instalments", "account_id,number,due_on,principal\nA1,3,2026-02-05,9.999\n",
         (2, "principal", "has more decimal places than CNY, which has 2")),
        ("instalments", "account_id,number,due_on,principal\nA1,3,2026-02-05,9\nA1,3,2026-02-05,9\n",
         (3, "number", "of A1 is on line 2 already")),
        ("instalments", "account_id,number,due_on,principal\nA1,3,2026-02-05,0\n",
         (2, "principal", "leaves nothing to pay; leave the row out")),
        ("payments", "payment_id,account_id,paid_on,amount\nP1,A1,2026-02-05,1181\n",
         (2, "payment_id", "is on file with another account, day or amount; reverse it and send a new one")),
        ("payments", "payment_id,account_id,paid_on,amount\nP9,A1,2026-02-05,US$5\n",
         (2, "amount", "is in another currency than CNY")),
        ("instalments", "account_id,number,due_on,principal\nA1,3,2026-02-05,GBP 5\n",
         (2, "principal", "is in another currency than CNY")),
        ("payments", "payment_id,account_id,paid_on,amount\nP9,A1,2026-02-05,-5\n",
         (2, "amount", "is negative; money that went back is a row of kind reversal with a positive amount")),
        ("payments", MONEY + "R9,A1,2026-03-09,300.01,reversal,P2\n",
         (2, "amount", "is more than is left of the payment")),
        ("payments", MONEY + "R9,A2,2026-03-09,1,reversal,P2\n",
         (2, "reverses", "is no payment of this account")),
        ("payments", MONEY + "R9,A1,2026-03-05,1,reversal,P2\n",
         (2, "paid_on", "is before the payment of 2026-03-06")),
        ("payments", MONEY + "R9,A1,2026-03-09,1,reversal,\n",
         (2, "reverses", "is missing: name the payment that went back")),
    ],
)  # fmt: skip
def test_what_contradicts_the_ledger_is_refused(
    filled: Importer, kind: str, text: str, problem: tuple[int, str, str]
) -> None:
    assert reasons(filled(kind, text)) == [problem]


@pytest.mark.parametrize(
    ("paid_on", "thanked_for"),
    [("2026-03-02", 0), ("2026-03-03", 7_00), ("2026-03-10", 7_00), ("2026-03-11", 0), ("2062-03-09", 0)],
)
def test_nobody_is_thanked_for_old_money_nor_for_money_the_ledger_does_not_count_yet(
    filled: Importer, paid_on: str, thanked_for: int
) -> None:
    report = filled("payments", f"payment_id,account_id,paid_on,amount\nP9,A1,{paid_on},7\n")

    assert report.money == {"A1": thanked_for}


def test_a_reversal_may_come_before_its_payment_in_the_file_and_twice_up_to_the_whole(
    store: Store, filled: Importer
) -> None:
    head = "payment_id,account_id,paid_on,amount,kind,reverses\n"

    report = filled(
        "payments",
        f"{head}R7,A2,2026-03-09,1,reversal,P7\nR8,A2,2026-03-09,2,reversal,P7\nP7,A2,2026-03-08,3,,\n",
    )

    assert (report.added, report.problems) == (3, [])
    assert reasons(filled("payments", f"{head}R9,A2,2026-03-09,0.01,reversal,P7\n")) == [
        (2, "amount", "is more than is left of the payment")
    ]


def test_a_late_fee_and_late_interest_are_posted_once_and_can_be_waived(
    store: Store, filled: Importer
) -> None:
    rows = f"{MONEY}C1,A1,2026-03-08,20,滞纳金,\nC2,A1,2026-03-09,3.50,late_interest,\n"

    first, again = filled("payments", rows), filled("payments", rows, at=LATER)
    changed = filled("payments", f"{MONEY}C1,A1,2026-03-08,20,late_interest,\n")
    undone = filled("payments", f"{MONEY}R5,A1,2026-03-09,20,reversal,C1\n")

    with store.read() as unit:
        account = unit.books.account("A1")
        ledger = unit.books.ledger(account)
    before, on_the_day = (state(ledger, as_of=date(2026, 3, day)) for day in (8, 10))
    offer = next(
        each
        for each in quote(
            QuoteFacts(
                account="A1", regimes=("CN",), product=account.product, ledger=on_the_day, terms=ledger.terms,
                reasons=frozenset({Reason.FORGOT}), residence="CN", wish=Wish(kind=OfferKind.WAIVER),
            ),
            today=date(2026, 3, 10),
            policy=load_offers(ROOT / "policies" / "offers.yml"),
        )
        if each.kind is OfferKind.WAIVER
    )  # fmt: skip
    assert (first.added, first.problems, again.added, again.unchanged) == (2, [], 0, 2)
    assert (before.fees_due, on_the_day.fees_due) == (Money(20_00, "CNY"), Money(23_50, "CNY"))
    assert offer.waived == Money(23_50, "CNY")
    assert [column for _, column, _ in reasons(changed)] == ["payment_id"]
    assert [column for _, column, _ in reasons(undone)] == ["reverses"]


def test_two_accounts_of_one_person_must_agree_about_the_person(store: Store, take_in: Importer) -> None:
    second = WANG.replace("A1,", "A3,", 1)

    assert take_in("accounts", HEAD + WANG + second).added == 2
    assert reasons(take_in("accounts", HEAD + WANG + second.replace("王小明", "王大明"))) == [
        (3, "borrower_id", "has other particulars here than on line 2")
    ]


def test_an_import_that_was_overtaken_is_a_conflict_and_saves_nothing(store: Store, desk: Desk) -> None:
    from bot.imports.columns import ACCOUNTS
    from bot.imports.table import read_table

    report = Report(kind="accounts", name="a.csv")
    rows = read_table((HEAD + WANG).encode(), columns=ACCOUNTS, name="a.csv").rows
    records = read_rows("accounts", rows, desk=desk, report=report)
    with store.read() as unit:
        plan = compare("accounts", unit.connection, records, desk=desk, report=report, at=AT)
    load_file(store, "accounts", (HEAD + WANG).encode(), name="b.csv", desk=desk, at=AT)
    before = everything(store)

    with pytest.raises(Conflict), store.write() as unit:
        save(unit, plan, report, digest="0", at=AT)

    assert everything(store) == before


def test_an_import_leaves_one_line_in_the_audit_trail_without_personal_data(
    store: Store, filled: Importer
) -> None:
    with store.read() as unit:
        entries = unit.audit.entries(kind="import")
        broken = unit.audit.verify()
        count = unit.connection.scalar(select(func.count()).select_from(t.audit))

    assert [(entry["ref"], entry["added"]) for entry in entries] == [
        ("accounts", 2),
        ("instalments", 3),
        ("payments", 3),
    ]
    assert (broken, count) == (None, 3)
    assert "王" not in str(entries)
