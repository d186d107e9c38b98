from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from pydantic import SecretStr

from bot.conversation.house import House
from bot.intake_desk import issue_api_key
from bot.keys import KeyRing
from bot.model.words import PromiseStatus
from bot.offers.ledger import state
from bot.settings import Settings
from bot.storage.unit import Store
from bot.web import errors, intake_api
from tests.integration.small_world import make_house

AT = datetime(2026, 3, 10, 7, 0, tzinfo=UTC)
SECRET = "a secret of at least thirty-two characters"
ACCOUNT: dict[str, Any] = {
    "account_id": "A1",
    "borrower_id": "B1",
    "name": "王晓雨",
    "language": "zh",
    "residence": "CN",
    "phone": "+8612000000001",
    "birth_date": "1993-04-18",
    "payday": 15,
    "lender": "晴禾消费金融",
    "actor": "first_party",
    "product": "online_consumer_loan",
    "currency": "CNY",
    "annual_rate": "0.156",
    "instalments": [
        {"number": 1, "due_on": "2026-02-05", "principal": "1200.00", "interest": "80.00"},
        {"number": 2, "due_on": "2026-03-05", "principal": 1200, "interest": "80.00"},
    ],
}
PAYMENT = {"payment_id": "P1", "account_id": "A1", "paid_on": "2026-02-05", "amount": "1280.00"}


@dataclass(frozen=True)
class FakeProduct:
    store: Store
    settings: Settings
    house: House


class Caller:
    """Calls the application without a server; several requests at once when asked."""

    def __init__(self, app: FastAPI, *, headers: dict[str, str]) -> None:
        self.app, self.headers = app, headers

    def post(self, path: str, **given: Any) -> Any:
        return self.post_at_once(path, 1, **given)[0]

    def post_at_once(
        self, path: str, times: int, *, headers: dict[str, str] | None = None, **given: Any
    ) -> Any:
        async def call() -> Any:
            client = AsyncClient(transport=ASGITransport(self.app), base_url="http://tideover.invalid")
            async with client:
                both = self.headers | (headers or {})
                return await asyncio.gather(*(client.post(path, headers=both, **given) for _ in range(times)))

        return asyncio.run(call())


@pytest.fixture
def keys() -> KeyRing:
    return KeyRing(SECRET)


@pytest.fixture
def api(store: Store, keys: KeyRing) -> Caller:
    app = FastAPI()
    app.state.product = FakeProduct(
        store, Settings(secret=SecretStr(SECRET)), make_house(store, keys, clock=lambda: AT)
    )
    app.include_router(intake_api.router)
    errors.install(app)
    with store.write() as unit:
        key = issue_api_key(unit, keys, name="core banking", at=AT)
        unit.commit()
    return Caller(app, headers={"X-API-Key": key})


def test_an_account_with_its_schedule_and_a_payment_make_a_ledger(store: Store, api: Caller) -> None:
    taken = api.post("/api/v1/accounts", json=ACCOUNT)
    paid = api.post("/api/v1/payments", json=[PAYMENT])

    assert (taken.status_code, paid.status_code) == (200, 200)
    assert [(kind, report["added"]) for kind, report in taken.json().items()] == [
        ("accounts", 1),
        ("instalments", 2),
    ]
    with store.read() as unit:
        ledger = state(unit.books.ledger(unit.books.account("A1")), as_of=date(2026, 3, 10))
    assert (ledger.overdue.minor, ledger.days_past_due) == (128_000, 5)


@pytest.mark.parametrize("key", ["", "tk_wrong"])
def test_without_a_valid_key_nothing_is_taken(api: Caller, key: str) -> None:
    answer = api.post("/api/v1/payments", json=PAYMENT, headers={"X-API-Key": key})

    assert answer.status_code == 401
    assert answer.json()["error"]["what"] == "no valid API key"


def test_a_replaced_key_stops_working(store: Store, api: Caller, keys: KeyRing) -> None:
    with store.write() as unit:
        issue_api_key(unit, keys, name="core banking", at=AT)
        unit.commit()

    assert api.post("/api/v1/payments", json=PAYMENT).status_code == 401


def test_the_same_key_and_body_get_the_same_answer_and_do_nothing_again(store: Store, api: Caller) -> None:
    header = {"Idempotency-Key": "batch-7"}

    first = api.post("/api/v1/accounts", json=ACCOUNT, headers=header)
    second = api.post("/api/v1/accounts", json=ACCOUNT, headers=header)

    assert first.status_code == second.status_code == 200
    assert first.json() == second.json()
    assert second.json()["accounts"]["added"] == 1
    with store.read() as unit:
        assert len(unit.audit.entries(kind="import")) == 2


def test_the_same_key_with_another_body_is_refused(api: Caller) -> None:
    header = {"Idempotency-Key": "batch-7"}
    api.post("/api/v1/accounts", json=ACCOUNT, headers=header)

    answer = api.post("/api/v1/accounts", json={**ACCOUNT, "name": "王小雨"}, headers=header)

    assert answer.status_code == 409
    assert answer.json()["error"]["where"] == "Idempotency-Key"


def test_a_key_belongs_to_one_address_and_a_refused_request_may_be_mended_under_it(api: Caller) -> None:
    header = {"Idempotency-Key": "batch-7"}

    early = api.post("/api/v1/payments", json=PAYMENT, headers=header)
    account = api.post("/api/v1/accounts", json=ACCOUNT, headers=header)
    again = api.post("/api/v1/payments", json=PAYMENT, headers=header)

    assert [early.status_code, account.status_code, again.status_code] == [422, 200, 200]


def test_requests_that_come_twice_at_once_take_effect_once(store: Store, api: Caller) -> None:
    answers = api.post_at_once("/api/v1/accounts", 4, json=ACCOUNT, headers={"Idempotency-Key": "batch-7"})

    assert {answer.status_code for answer in answers} == {200}
    assert {answer.text for answer in answers} == {answers[0].text}
    with store.read() as unit:
        assert unit.books.count("accounts") == 1


def test_one_bad_object_keeps_all_out_and_names_its_place(store: Store, api: Caller) -> None:
    bad = {**ACCOUNT, "account_id": "A2", "borrower_id": "B2", "phone": "not a number"}

    answer = api.post("/api/v1/accounts", json=[ACCOUNT, bad])

    assert answer.status_code == 422
    (problem,) = answer.json()["report"]["accounts"]["problems"]
    assert (problem["line"], problem["column"], problem["value"]) == (
        2,
        "phone",
        "(12 characters, not shown)",
    )
    with store.read() as unit:
        assert unit.books.count("accounts") == 0


def test_a_bad_schedule_keeps_its_account_out(store: Store, api: Caller) -> None:
    line = {"number": 1, "due_on": "05/02/2026", "principal": "1"}

    answer = api.post("/api/v1/accounts", json={**ACCOUNT, "instalments": [line]})

    assert answer.status_code == 422
    with store.read() as unit:
        assert unit.books.count("accounts") == 0


@pytest.mark.parametrize(
    "body",
    [
        {**PAYMENT, "amount": 1280.5},
        {**PAYMENT, "amount": None},
        {**PAYMENT, "amonut": "1"},
        {},
        "text",
        [PAYMENT, 7],
    ],
)
def test_a_body_of_another_shape_is_refused(api: Caller, body: Any) -> None:
    assert api.post("/api/v1/payments", json=body).status_code == 422


def test_broken_json_is_refused(api: Caller) -> None:
    answer = api.post(
        "/api/v1/payments", content=b'{"payment_id": ', headers={"Content-Type": "application/json"}
    )

    assert (answer.status_code, answer.json()["error"]["what"]) == (400, "the body is not valid JSON")


def test_too_many_objects_are_refused(api: Caller) -> None:
    assert api.post("/api/v1/payments", json=[PAYMENT] * 1001).status_code == 413


def test_the_description_has_examples_and_the_headers(api: Caller) -> None:
    spec = api.app.openapi()

    operation = spec["paths"]["/api/v1/payments"]["post"]
    assert {part["name"].lower() for part in operation["parameters"]} == {"x-api-key", "idempotency-key"}
    assert spec["components"]["schemas"]["PaymentIn"]["examples"][0]["amount"] == "1280.00"
    assert {"200", "401", "409", "422"} <= set(operation["responses"])


def promised(store: Store) -> str:
    """A promise on the account, given the day before."""
    with store.write() as unit:
        promise = unit.books.add_promise(
            borrower_id="B1", account_id="A1", offer_id=None, amount=128_000, due_on=date(2026, 3, 15),
            weak=(), at=AT - timedelta(days=1), by="borrower",
        )  # fmt: skip
        unit.commit()
    return promise


def test_a_payment_keeps_the_promise_right_away_and_its_return_opens_it_again(
    store: Store, api: Caller
) -> None:
    api.post("/api/v1/accounts", json=ACCOUNT)
    api.post("/api/v1/payments", json=PAYMENT)  # the first instalment, a month ago
    promised(store)
    paid = {"payment_id": "P2", "account_id": "A1", "paid_on": "2026-03-10", "amount": "1280.00"}

    api.post("/api/v1/payments", json=paid)
    with store.read() as unit:
        kept = unit.books.promises_of("A1")[-1].status
    back = {**paid, "payment_id": "R2", "kind": "reversal", "reverses": "P2"}
    for _ in range(2):
        assert api.post("/api/v1/payments", json=back).status_code == 200

    with store.read() as unit:
        rows = unit.books.transitions_of(unit.books.promises_of("A1")[-1].id)
    assert kept is PromiseStatus.KEPT
    assert [row["to_status"] for row in rows] == ["open", "kept", "open"]
    assert rows[-1]["why"] == "payment_returned: R2"


def test_a_chargeback_opens_one_case_for_the_payments_team(store: Store, api: Caller) -> None:
    api.post("/api/v1/accounts", json=ACCOUNT)
    api.post("/api/v1/payments", json=PAYMENT)
    promised(store)
    back = {**PAYMENT, "payment_id": "R1", "paid_on": "2026-03-09", "kind": "chargeback", "reverses": "P1"}

    for _ in range(2):
        assert api.post("/api/v1/payments", json=back).status_code == 200

    with store.read() as unit:
        (case,) = unit.cases.queue()
    assert (case.team, case.brief["returned"]["reason"]) == ("payments", "chargeback")


def test_accounts_that_nobody_talked_with_are_only_booked(store: Store, api: Caller) -> None:
    api.post("/api/v1/accounts", json=ACCOUNT)

    api.post("/api/v1/payments", json=PAYMENT)

    with store.read() as unit:
        assert unit.talks.of_account("A1") is None
