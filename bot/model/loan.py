"""The facts of one account: schedule, charges, payments, and what happened to them later.

Nothing here is ever edited. A payment that bounced has a :class:`Reversal`, a waived fee a :class:`Waiver`,
a deferred instalment a :class:`DueDateMove`, a contested amount a :class:`Dispute`. Whoever wants to know
what is owed computes it from these facts for a date (``bot.offers.ledger``). Standard library only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.model.errors import BadInput
from bot.model.money import Money
from bot.model.words import Word


class Component(Word):
    """What an amount owed is made of, in the order in which payments meet it by default."""

    FEES = "fees"
    INTEREST = "interest"
    PRINCIPAL = "principal"


WATERFALL = (Component.FEES, Component.INTEREST, Component.PRINCIPAL)
"""The order in which payments meet amounts due on one day, where no policy says otherwise."""


class ChargeKind(Word):
    """An amount that came on top of the schedule."""

    LATE_FEE = "late_fee"
    LATE_INTEREST = "late_interest"
    PLAN_INTEREST = "plan_interest"
    OTHER = "other"

    @property
    def component(self) -> Component:
        """Interest when it accrued over time, a fee otherwise."""
        accrued = (ChargeKind.LATE_INTEREST, ChargeKind.PLAN_INTEREST)
        return Component.INTEREST if self in accrued else Component.FEES


@dataclass(frozen=True, slots=True)
class Instalment:
    """One line of the contract's repayment schedule."""

    id: str
    due_on: date
    principal: Money
    interest: Money
    fees: Money

    @property
    def amount(self) -> Money:
        """The whole line."""
        return self.principal + self.interest + self.fees

    def component(self, component: Component) -> Money:
        """One component of the line."""
        amounts = {
            Component.FEES: self.fees,
            Component.INTEREST: self.interest,
            Component.PRINCIPAL: self.principal,
        }
        return amounts[component]


@dataclass(frozen=True, slots=True)
class Charge:
    """A fee or late interest posted by the lender; owed from ``posted_on``."""

    id: str
    posted_on: date
    kind: ChargeKind
    amount: Money


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that arrived. ``received_on`` is the value date, which may lie before the day it was recorded."""

    id: str
    received_on: date
    amount: Money


class ReturnReason(Word):
    """Why money went back."""

    RETURNED = "returned"
    """The bank did not carry the payment out after all: no balance, a limit, a closed account."""
    CHARGEBACK = "chargeback"
    """The borrower had her bank fetch it back."""


@dataclass(frozen=True, slots=True)
class Reversal:
    """All or part of a payment taken back by the bank, from ``on``."""

    id: str
    payment: str
    on: date
    amount: Money
    reason: ReturnReason = ReturnReason.RETURNED


@dataclass(frozen=True, slots=True)
class Waiver:
    """Part of an item that the lender gave up, from ``on``; the item is an instalment or a charge.

    It ends on the day ``until`` when the payment that it depended on went back.
    """

    id: str
    item: str
    component: Component
    on: date
    amount: Money
    until: date | None = None

    def in_force(self, day: date) -> bool:
        """Whether it counts on a day."""
        return self.on <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Dispute:
    """Part of an item that the borrower contests, from ``since`` until the day before ``until``.

    While it is open the amount is not asked for, is not overdue, and never receives a payment.
    """

    id: str
    item: str
    component: Component
    amount: Money
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class DueDateMove:
    """An item's new due date, agreed on ``since``; withdrawn from ``until`` (a broken deferral)."""

    id: str
    item: str
    to: date
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class LoanTerms:
    """What the contract says about price and rhythm.

    Args:
        annual_rate: contract interest, simple, of principal.
        late_annual_rate: late interest on overdue principal, simple.
    """

    annual_rate: Decimal = Decimal(0)
    late_annual_rate: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class AccountLedger:
    """Every dated fact of one account in one currency.

    Args:
        waterfall: the policy's order of components among amounts due on one day.

    Raises:
        BadInput: mixed currencies, a negative amount, a fact about something that is not there, two facts
            with one id, or more reversed or waived than there was.
    """

    id: str
    currency: str
    instalments: tuple[Instalment, ...]
    charges: tuple[Charge, ...] = ()
    payments: tuple[Payment, ...] = ()
    reversals: tuple[Reversal, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    moves: tuple[DueDateMove, ...] = ()
    terms: LoanTerms = LoanTerms()
    waterfall: tuple[Component, ...] = WATERFALL

    def __post_init__(self) -> None:
        """Refuse facts that cannot be true together."""
        self._refuse_bad_amounts()
        components = self.components()
        items = {item for item, _ in components}
        if len(items) < len(self.instalments) + len(self.charges):
            raise self._wrong("two instalments or charges share an id", "give each its own")
        facts: tuple[Waiver | Dispute, ...] = (*self.waivers, *self.disputes)
        for fact in facts:
            if (fact.item, fact.component) not in components:
                raise self._wrong(f"{fact.id} names {fact.item}/{fact.component}", "name an item on file")
        for move in self.moves:
            if move.item not in items:
                raise self._wrong(f"move {move.id} names {move.item}", "name an item on file")
        arrived = {payment.id: payment.amount.minor for payment in self.payments}
        if len(arrived) < len(self.payments):
            raise self._wrong("two payments share an id", "give each its own")
        for reversal in self.reversals:
            arrived[reversal.payment] = arrived.get(reversal.payment, 0) - reversal.amount.minor
            if arrived[reversal.payment] < 0:
                raise self._wrong(f"reversal {reversal.id} exceeds its payment", "check it")
        for waiver in sorted(self.waivers, key=lambda each: each.until is None):
            left = components[waiver.item, waiver.component] - waiver.amount.minor
            if waiver.until is None:
                components[waiver.item, waiver.component] = left
            if left < 0:
                raise self._wrong(f"waiver {waiver.id} waives more than is owed", "waive at most the item")

    def components(self) -> dict[tuple[str, Component], int]:
        """Minor units billed per item and component."""
        billed = {
            (line.id, part): line.component(part).minor for line in self.instalments for part in Component
        }
        billed.update({(charge.id, charge.kind.component): charge.amount.minor for charge in self.charges})
        return billed

    def _refuse_bad_amounts(self) -> None:
        dated: Iterable[Charge | Payment | Reversal | Waiver | Dispute] = (
            *self.charges,
            *self.payments,
            *self.reversals,
            *self.waivers,
            *self.disputes,
        )
        amounts = [fact.amount for fact in dated]
        for line in self.instalments:
            amounts += [line.principal, line.interest, line.fees]
        for amount in amounts:
            if amount.currency != self.currency:
                raise self._wrong(f"{amount.currency} in an account of {self.currency}", "one currency only")
            if amount.minor < 0:
                raise self._wrong("a negative amount", "record it as a reversal or a waiver")

    def _wrong(self, what: str, remedy: str) -> BadInput:
        return BadInput(what, where=f"account {self.id}", remedy=remedy)
