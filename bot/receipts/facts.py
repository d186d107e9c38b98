"""What a receipt tells: who agreed to what, when, with which dates and amounts, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.conversation.house import House
from bot.conversation.wording import write
from bot.model.errors import UnknownThing
from bot.model.money import Money
from bot.model.ports import Unit
from bot.model.talk import Say
from bot.model.words import Language, OfferKind


@dataclass(frozen=True, slots=True)
class Part:
    """One date of an agreement."""

    due_on: date
    amount: Money
    principal: Money | None = None
    interest: Money | None = None
    fees: Money | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """An agreement as it was accepted.

    Args:
        reference: id of the promise or plan.
        accepted_text: her own words of acceptance, or that a button was pressed.
        shown_text: the cost table exactly as it was shown to her.
        shown_version: the version of offers and words.
        shown_at: when it was shown.
        conditions: names of the sentences that belonged to it.
        traditional: written in the traditional script, as she writes.
    """

    reference: str
    account_id: str
    lender: str
    kind: OfferKind
    language: Language
    timezone: str
    agreed_at: datetime
    parts: tuple[Part, ...]
    total: Money
    extra_cost: Money
    annual_rate: str
    policy: str
    accepted_text: str
    conditions: tuple[str, ...]
    shown_text: str = ""
    shown_version: str = ""
    shown_at: datetime | None = None
    traditional: bool = False

    @property
    def short(self) -> str:
        """The reference as it is told to people."""
        return self.reference[:8].upper()


def receipt_of(
    unit: Unit, account_id: str, reference: str, *, language: Language, traditional: bool = False
) -> Receipt:
    """Assemble the receipt of one promise or plan from what is on file.

    Raises:
        UnknownThing: the account has no such agreement.
    """
    account = unit.books.account(account_id)
    borrower = unit.people.borrower(account.borrower_id)
    plan = next((p for p in unit.books.plans_of(account_id) if p.id == reference), None)
    promise = next((p for p in unit.books.promises_of(account_id) if p.id == reference), None)
    if plan is None and promise is None:
        raise UnknownThing("there is no such receipt", remedy="open it from the chat")
    offer_id = plan.offer_id if plan else promise.offer_id if promise else None
    shown = unit.books.offer(offer_id) if offer_id else None
    body: Mapping[str, Any] = shown.body if shown else (plan.body if plan else {})

    def money(minor: Any) -> Money:
        return Money(int(minor), account.currency)

    if body.get("parts"):
        parts = tuple(
            Part(
                due_on=date.fromisoformat(part["due_on"]),
                amount=money(part["total"]),
                principal=money(part["principal"]),
                interest=money(part["interest"]),
                fees=money(part["fees"]),
            )
            for part in body["parts"]
        )
    elif plan is not None:
        parts = tuple(Part(due_on, money(amount)) for due_on, amount in plan.parts)
    else:
        parts = (Part(promise.due_on, money(promise.amount)),) if promise else ()
    said = body.get("conditions") or {}
    return Receipt(
        reference=reference,
        account_id=account_id,
        lender=account.lender,
        kind=OfferKind(plan.kind) if plan else OfferKind.PROMISE,
        language=language,
        timezone=borrower.timezone,
        agreed_at=plan.accepted_at if plan else promise.made_at if promise else account.record_at,
        parts=parts,
        total=money(body.get("total") or sum(part.amount.minor for part in parts)),
        extra_cost=money(body.get("extra_cost") or 0),
        annual_rate=str(body.get("annual_rate") or "0"),
        policy=str(body.get("policy") or ""),
        accepted_text=(shown.accepted_text or "") if shown else "",
        conditions=tuple(said[key] for key in ("if_broken", "credit_reporting", "cancel") if said.get(key)),
        shown_text=(shown.table_text or "") if shown else "",
        shown_version=(shown.table_version or "") if shown else "",
        shown_at=shown.table_shown_at if shown else None,
        traditional=traditional,
    )


def sentence(house: House, receipt: Receipt, name: str, /, **facts: Any) -> str:
    """A sentence of the product's wording in the receipt's language."""
    say = Say(name, {"lender": receipt.lender, **facts})
    return house.wording.render(
        say, language=receipt.language, zone=receipt.timezone, traditional=receipt.traditional
    ).text


def written(receipt: Receipt, value: Any) -> str:
    """Money, a day or an instant as the reader writes it; days with their year, since paper is kept."""
    if not isinstance(value, date):
        return write(value, language=receipt.language, zone=receipt.timezone)
    chinese = receipt.language is Language.ZH
    at = value.astimezone(ZoneInfo(receipt.timezone)) if isinstance(value, datetime) else value
    day = f"{at.year}年{at.month}月{at.day}日" if chinese else f"{at.day} {at:%B} {at.year}"
    if not isinstance(at, datetime):
        return day
    return f"{day} {at:%H:%M}" if chinese else f"{day}, {at:%H:%M}"
