"""Accounts, their ledgers and what was agreed on them, as use cases need them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol

from bot.model.loan import AccountLedger, ReturnReason
from bot.model.rows import (
    Account,
    OverdueRow,
    PlanRow,
    PromiseRow,
    ShownOffer,
    ValuedRow,
)


class BooksPort(Protocol):
    """Reads ledgers and keeps what was offered, promised and agreed."""

    def account(self, account_id: str) -> Account:
        """One account by id, or :class:`UnknownThing`."""
        ...

    def accounts_of(self, borrower_id: str) -> tuple[Account, ...]:
        """All accounts of a borrower."""
        ...

    def ledger(self, account: Account) -> AccountLedger:
        """Every dated money fact of one account."""
        ...

    def overdue(self, *, as_of: date) -> tuple[OverdueRow, ...]:
        """Every open account with an instalment past due on a day, the oldest debt first."""
        ...

    def valued(self, *, as_of: date) -> tuple[ValuedRow, ...]:
        """Every open account with what it owes on a day, late or not, by id."""
        ...

    def add_payment(
        self, *, payment_id: str, account_id: str, received_on: date, amount: int, source: str, at: datetime
    ) -> bool:
        """Record money that arrived; false when this payment id is known already."""
        ...

    def add_ledger_fact(
        self,
        *,
        account_id: str,
        kind: str,
        item: str,
        since: date,
        at: datetime,
        component: str | None = None,
        amount: int | None = None,
        until: date | None = None,
        moved_to: date | None = None,
        reason: str | None = None,
        fact_id: str | None = None,
    ) -> str:
        """Record a later fact: charge, reversal, waiver, dispute or move; its id may be given."""
        ...

    def add_reversal(
        self,
        *,
        reversal_id: str,
        account_id: str,
        payment_id: str,
        on: date,
        amount: int,
        reason: ReturnReason,
        at: datetime,
    ) -> bool:
        """Record that money of a payment went back; false when this reversal id is known already."""
        ...

    def reversals_recorded(self, *, since: datetime) -> list[tuple[str, str]]:
        """(reversal id, account id) of what went back according to records made since an instant."""
        ...

    def to_settle(self, account_ids: Sequence[str]) -> list[str]:
        """Which of these accounts a payment means more to than a lower balance, in their order."""
        ...

    def end_waivers(self, prefix: str, *, on: date) -> int:
        """Give waivers whose ids begin so an end: the payment that they depended on went back."""
        ...

    def end_moves(self, plan_id: str, *, on: date) -> int:
        """Give the moves of due dates that an arrangement made an end; returns how many."""
        ...

    def show_offer(
        self,
        *,
        offer_id: str,
        conversation_id: str,
        account_id: str,
        kind: str,
        body: Mapping[str, Any],
        at: datetime,
        expires_at: datetime,
    ) -> None:
        """Remember an offer that was shown; showing it again renews it."""
        ...

    def offer(self, offer_id: str) -> ShownOffer | None:
        """An offer that was shown, by id."""
        ...

    def offers_of(self, conversation_id: str) -> tuple[ShownOffer, ...]:
        """Every offer shown in a conversation, latest first."""
        ...

    def table_shown(self, offer_id: str, *, text: str, version: str, at: datetime) -> None:
        """Record that the cost table of an offer was shown: its exact text, its version and when."""
        ...

    def accept_offer(self, offer_id: str, *, text: str, at: datetime) -> bool:
        """Mark an offer accepted, once; false when it was accepted before (a double click)."""
        ...

    def add_promise(
        self,
        *,
        borrower_id: str,
        account_id: str,
        offer_id: str | None,
        amount: int,
        due_on: date,
        weak: Sequence[str],
        at: datetime,
        by: str,
    ) -> str:
        """Record a promise to pay."""
        ...

    def add_plan(
        self,
        *,
        borrower_id: str,
        account_id: str,
        offer_id: str | None,
        kind: str,
        body: Mapping[str, Any],
        parts: Iterable[tuple[date, int]],
        at: datetime,
        by: str,
        plan_id: str | None = None,
    ) -> str:
        """Record an arrangement that takes effect at once; its id may be given."""
        ...

    def transition(
        self, subject: str, subject_id: str, *, old: str, new: str, at: datetime, by: str, why: str
    ) -> None:
        """Write a dated row about a promise or plan, and its new status beside it."""
        ...

    def promises_of(self, account_id: str) -> tuple[PromiseRow, ...]:
        """Promises of an account, oldest first."""
        ...

    def plans_of(self, account_id: str) -> tuple[PlanRow, ...]:
        """Arrangements of an account, oldest first."""
        ...

    def active_plan(self, account_id: str) -> PlanRow | None:
        """The arrangement in force, if any."""
        ...

    def open_promises(self) -> list[tuple[str, str]]:
        """(promise id, account id) of all open promises."""
        ...

    def open_plans(self) -> list[tuple[str, str]]:
        """(plan id, account id) of all arrangements in force."""
        ...

    def account_of_agreement(self, reference: str) -> str | None:
        """Whose promise or plan this is, by its id; ``None`` when there is no such one."""
        ...

    def transitions_of(self, subject_id: str) -> list[dict[str, Any]]:
        """The dated rows of one promise or plan."""
        ...

    def count(self, table: str) -> int:
        """How many rows a table of this room holds (accounts, payments, promises, plans, offers)."""
        ...
