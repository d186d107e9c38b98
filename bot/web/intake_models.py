"""What the data interface takes and answers, for OpenAPI. Values are checked by the importer, not here."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StrictStr

Amount = StrictStr | StrictInt
"""Money as text or a whole number, never a floating-point number."""


class InstalmentIn(BaseModel):
    """One line of a repayment schedule."""

    model_config = ConfigDict(extra="forbid")

    number: int = Field(examples=[1])
    due_on: str = Field(examples=["2026-04-05"])
    principal: Amount = Field(examples=["1200.00"])
    interest: Amount = Field("0", examples=["80.00"])
    fees: Amount = Field("0", examples=["0.00"])


class AccountIn(BaseModel):
    """An account and its borrower; the fields are those of ``accounts.csv``."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "account_id": "A-1",
                    "borrower_id": "B-1",
                    "name": "王晓雨",
                    "language": "zh",
                    "residence": "CN",
                    "city": "杭州",
                    "phone": "+8612000000001",
                    "phone_consent_at": "2025-09-05",
                    "birth_date": "1993-04-18",
                    "payday": 15,
                    "lender": "晴禾消费金融",
                    "actor": "first_party",
                    "product": "online_consumer_loan",
                    "currency": "CNY",
                    "annual_rate": "0.156",
                    "late_daily_rate": "0.0005",
                    "opened_on": "2025-09-05",
                    "instalments": [
                        {"number": 1, "due_on": "2025-10-05", "principal": "1200.00", "interest": "80.00"}
                    ],
                }
            ]
        },
    )

    account_id: str
    borrower_id: str
    name: str
    language: str
    residence: str
    lender: str
    actor: str
    product: str
    currency: str
    annual_rate: StrictStr
    timezone: str | None = None
    city: str | None = None
    phone: str | None = None
    email: str | None = None
    phone_consent_at: str | None = None
    email_consent_at: str | None = None
    phone_last4: StrictStr | None = None
    birth_date: str | None = None
    id_last4: StrictStr | None = None
    postcode: StrictStr | None = None
    payday: int | None = None
    regimes: str | None = None
    late_daily_rate: StrictStr | None = None
    opened_on: str | None = None
    credit_reported: bool | None = Field(
        None, description="whether the lender reports this loan to a credit bureau; leave out when not known"
    )
    instalments: list[InstalmentIn] = Field(default_factory=list, max_length=600)


class PaymentIn(BaseModel):
    """A payment, or money of one that went back; the fields are those of ``payments.csv``."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"payment_id": "P-1", "account_id": "A-1", "paid_on": "2026-03-10", "amount": "1280.00"},
                {
                    "payment_id": "R-1",
                    "account_id": "A-1",
                    "paid_on": "2026-03-12",
                    "amount": "1280.00",
                    "kind": "reversal",
                    "reverses": "P-1",
                },
            ]
        },
    )

    payment_id: str
    account_id: str
    paid_on: str
    amount: Amount
    kind: str | None = Field(
        None, description="payment (when left out), reversal, chargeback, late_fee or late_interest"
    )
    reverses: str | None = None


class ProblemOut(BaseModel):
    """One value that cannot be used; ``line`` counts the objects of the request from one."""

    line: int
    column: str
    value: str
    reason: str


class ReportOut(BaseModel):
    """What became of the objects of one kind."""

    kind: str
    name: str
    rows: int
    added: int
    changed: int
    unchanged: int
    applied: bool
    dry_run: bool
    problems: list[ProblemOut]
    more_problems: int
    notes: list[str]


class Answer(BaseModel):
    """One report for each kind of object that the request held."""

    accounts: ReportOut | None = None
    instalments: ReportOut | None = None
    payments: ReportOut | None = None


class ErrorOut(BaseModel):
    """What was wrong, where, and what to do."""

    what: str
    where: str
    remedy: str


class Refusal(BaseModel):
    """Why nothing was taken."""

    error: ErrorOut
    report: Answer
