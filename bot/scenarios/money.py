"""Turns in which nobody speaks but money moves: a payment, one that goes back, a charge that is posted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.conversation.house import House
from bot.model.errors import BadFile, TideoverError
from bot.model.loan import ChargeKind, Payment, ReturnReason
from bot.model.money import Money
from bot.payments.returned import tell_returns
from bot.payments.settle import settle
from bot.storage.unit import Store

MONEY = frozenset({"payment", "payment_returned", "charge"})
RETURNED = frozenset({"amount", "reason"})


def moves_money(turn: Mapping[str, Any], *, where: str) -> bool:
    """Whether this is such a turn.

    Raises:
        BadFile: somebody speaks in it too, or both happen at once.
    """
    found = [key for key in ("say", "press", *sorted(MONEY)) if key in turn]
    moves = not MONEY.isdisjoint(found)
    if moves and len(found) > 1:
        raise BadFile(f"{' and '.join(found)} in one turn", where=where, remedy="give each a turn of its own")
    return moves


def move_money(
    house: House, store: Store, account_id: str, turn: Mapping[str, Any], *, now: datetime, where: str
) -> None:
    """Book what the turn says, and let everything that follows from it happen.

    Raises:
        BadFile: an amount or a reason that cannot be read, or nothing is there that could go back.
    """
    try:
        if "payment" in turn:
            _arrives(house, store, account_id, str(turn["payment"]), now)
        elif "charge" in turn:
            _posted(store, account_id, turn["charge"], now)
        else:
            _goes_back(house, store, account_id, turn["payment_returned"], now)
    except (TideoverError, ValueError) as error:
        raise BadFile(f"cannot happen: {error}", where=where) from error


def _arrives(house: House, store: Store, account_id: str, amount: str, now: datetime) -> None:
    with store.write() as unit:
        account = unit.books.account(account_id)
        money = Money.of(amount, account.currency)
        unit.books.add_payment(
            payment_id=unit.new_id(),
            account_id=account_id,
            received_on=now.astimezone(ZoneInfo(unit.people.borrower(account.borrower_id).timezone)).date(),
            amount=money.minor,
            source="scenario",
            at=now,
        )
        unit.commit()
    settle(house, account_id, amount=money, answering=True)


def _posted(store: Store, account_id: str, said: Any, now: datetime) -> None:
    if not isinstance(said, Mapping) or not said:
        raise ValueError(f"{said!r}: write kinds and amounts, such as {{late_fee: '20.00'}}")
    with store.write() as unit:
        account = unit.books.account(account_id)
        today = now.astimezone(ZoneInfo(unit.people.borrower(account.borrower_id).timezone)).date()
        for kind, amount in said.items():
            unit.books.add_ledger_fact(
                account_id=account_id, kind="charge", item=ChargeKind(kind).value, since=today,
                amount=Money.of(str(amount), account.currency).minor, at=now,
            )  # fmt: skip
        unit.commit()


def _goes_back(house: House, store: Store, account_id: str, said: Any, now: datetime) -> None:
    detail = {} if said in (True, None) else said
    if not isinstance(detail, Mapping) or not RETURNED.issuperset(detail):
        raise ValueError(f"{said!r}: write true, or amount and reason")
    with store.write() as unit:
        account = unit.books.account(account_id)
        ledger = unit.books.ledger(account)
        if not ledger.payments:
            raise ValueError("no payment is there that could go back")
        paid: Payment = ledger.payments[-1]
        amount = Money.of(str(detail["amount"]), account.currency) if "amount" in detail else paid.amount
        unit.books.add_reversal(
            reversal_id=unit.new_id(),
            account_id=account_id,
            payment_id=paid.id,
            on=now.astimezone(ZoneInfo(unit.people.borrower(account.borrower_id).timezone)).date(),
            amount=amount.minor,
            reason=ReturnReason(str(detail.get("reason", ReturnReason.RETURNED.value))),
            at=now,
        )
        unit.commit()
    settle(house, account_id)
    tell_returns(house, now)
