"""From rows to records. A row with a problem gives no record; the report says what was wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.compliance.places import NO_PACK, Places
from bot.imports import values as v
from bot.imports.columns import COLUMNS, Column
from bot.imports.phones import area, phone
from bot.imports.records import (
    AccountPart,
    AccountRecord,
    BorrowerPart,
    InstalmentRecord,
    PaymentRecord,
    PointPart,
)
from bot.imports.report import Report
from bot.imports.table import WIDTH, Row
from bot.imports.values import Unreadable
from bot.model.contact import BorrowerFacts

T = TypeVar("T")
_BY_NAME: dict[str, dict[str, Column]] = {
    kind: {column.name: column for column in columns} for kind, columns in COLUMNS.items()
}
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}|\d{5,6}")
RATE_MOST, LATE_MOST = Decimal(5), Decimal("0.05")
"""No annual rate above 500 % and no daily one above 5 %: such a value is a percent sign forgotten."""


class Cells:
    """The values of one row; what cannot be read goes into the report."""

    def __init__(self, row: Row, *, kind: str, report: Report) -> None:
        """Begin without problems."""
        self.row, self.report, self.columns = row, report, _BY_NAME[kind]
        self.good = True
        if WIDTH in row.values:
            self.refuse("row", row.values[WIDTH], "check quotes and separators")

    def take(self, name: str, read: Callable[[str], T]) -> T | None:
        """Read one value; ``None`` when it is empty or cannot be read."""
        text = v.fold(self.row.values.get(name, ""))
        if not text:
            if self.columns[name].required:
                self.refuse(name, "", "is missing")
            return None
        try:
            return read(text)
        except Unreadable as error:
            self.refuse(name, text, str(error))
            return None

    def signs(self, *names: str) -> tuple[tuple[str, str], ...]:
        """The currencies written beside some amounts, as (column, sign)."""
        found = ((name, v.sign(v.fold(self.row.values.get(name, "")))) for name in names)
        return tuple((name, sign) for name, sign in found if sign)

    def refuse(self, name: str, value: str, reason: str) -> None:
        """Note a problem of this row."""
        self.good = False
        column = self.columns.get(name)
        personal = column.personal if column else False
        self.report.refuse(line=self.row.line, column=name, value=value, reason=reason, personal=personal)


def account(row: Row, *, places: Places, report: Report) -> AccountRecord | None:
    """Read a row of an accounts file."""
    cells = Cells(row, kind="accounts", report=report)
    account_id = cells.take("account_id", v.identifier)
    borrower = _borrower(cells, places)
    lender = cells.take("lender", v.words)
    actor = cells.take("actor", v.actor)
    product = cells.take("product", v.product)
    currency = cells.take("currency", v.currency)
    annual = cells.take("annual_rate", lambda text: v.rate(text, most=RATE_MOST))
    late = cells.take("late_daily_rate", lambda text: v.rate(text, most=LATE_MOST))
    opened_on = cells.take("opened_on", v.day)
    reported = cells.take("credit_reported", v.yes_or_no)
    regimes = _regimes(cells, places, borrower) if borrower else ()
    if not cells.good or borrower is None or account_id is None or lender is None or actor is None:
        return None
    if product is None or currency is None or annual is None:
        return None
    part = AccountPart(
        id=account_id,
        borrower_id=borrower.id,
        lender=lender,
        actor=actor,
        product=product,
        currency=currency,
        regimes=regimes,
        annual_rate=annual,
        late_daily_rate=late or Decimal(0),
        opened_on=opened_on,
        credit_reported=reported,
    )
    return AccountRecord(line=row.line, borrower=borrower, account=part)


def _borrower(cells: Cells, places: Places) -> BorrowerPart | None:
    borrower_id = cells.take("borrower_id", v.identifier)
    name = cells.take("name", v.words)
    language = cells.take("language", v.language)
    residence = cells.take("residence", v.residence)
    city = cells.take("city", lambda text: v.words(text, most=64))
    zone = _zone(cells, places, residence)
    country = (residence or "").split("-")[0]
    number = cells.take("phone", lambda text: phone(text, country=country)) if residence else None
    email = cells.take("email", v.email)
    payday = cells.take("payday", lambda text: v.whole(text, least=1, most=31))
    answers = _answers(cells, number)
    points = _points(cells, zone, number=number, email=email)
    if borrower_id is None or name is None or language is None or residence is None or zone is None:
        return None
    return BorrowerPart(
        id=borrower_id,
        name=name,
        language=language,
        timezone=zone.key,
        residence=residence,
        city=city,
        phone_area=area(number) if number else None,
        payday=payday,
        points=points,
        answers=answers,
    )


def _zone(cells: Cells, places: Places, residence: str | None) -> ZoneInfo | None:
    zone = cells.take("timezone", v.timezone)
    if zone is not None or residence is None or v.fold(cells.row.values.get("timezone", "")):
        return zone
    names = places.zones.get(residence) or places.zones.get(residence.split("-")[0]) or []
    if len(names) == 1:
        return ZoneInfo(names[0])
    cells.refuse("timezone", "", f"is missing, and {residence} has more than one, or none that we know")
    return None


def _points(
    cells: Cells, zone: ZoneInfo | None, *, number: str | None, email: str | None
) -> tuple[PointPart, ...]:
    def consent(name: str) -> datetime | None:
        return cells.take(name, lambda text: v.instant(text, zone=zone or ZoneInfo("UTC")))

    found = (("sms", number, consent("phone_consent_at")), ("email", email, consent("email_consent_at")))
    return tuple(PointPart(medium, address, at) for medium, address, at in found if address)


def _answers(cells: Cells, number: str | None) -> tuple[tuple[str, str], ...]:
    def last4(text: str) -> str:
        if not re.fullmatch(r"\d{3}[\dXx]", text):
            raise Unreadable("is not four digits")
        return text.upper()

    def postcode(text: str) -> str:
        bare = re.sub(r"\s", "", text).upper()
        bare = bare[:5] if re.fullmatch(r"\d{5}-\d{4}", bare) else bare
        if not _POSTCODE.fullmatch(bare):
            raise Unreadable("is no postcode that can be asked for: five or six digits, or the form AB1 2CD")
        return bare

    found = {
        "phone_last4": cells.take("phone_last4", last4) or (number[-4:] if number else None),
        "birth_date": cells.take("birth_date", lambda text: v.day(text).isoformat()),
        "id_last4": cells.take("id_last4", last4),
        "postcode": cells.take("postcode", postcode),
    }
    return tuple((question, answer) for question, answer in found.items() if answer)


MOST_PACKS = 64
"""Characters that the names of the packs of one account may take, as they are stored."""


def _regimes(cells: Cells, places: Places, borrower: BorrowerPart) -> tuple[str, ...]:
    def named(text: str) -> tuple[str, ...]:
        names = tuple(dict.fromkeys(part for part in re.split(r"[\s,;|、]+", text.upper()) if part))
        unknown = [name for name in names if not places.knows(name)]
        if unknown:
            raise Unreadable(f"names a rule pack that is not known: {', '.join(unknown)}")
        if len(" ".join(names)) > MOST_PACKS:
            raise Unreadable("names too many rule packs; write the licence's own, those of residence join")
        return names

    given = cells.take("regimes", named)
    if given:
        return given
    who = BorrowerFacts(language=borrower.language.value, residence=borrower.residence, city=borrower.city)
    found = tuple(name for name in sorted(places.regimes((), who)) if not name.startswith(NO_PACK))
    if not found and cells.good:
        cells.refuse("regimes", "", f"is missing, and no rule pack is known for {borrower.residence}")
    return found


def instalment(row: Row, *, report: Report) -> InstalmentRecord | None:
    """Read a row of an instalments file."""
    cells = Cells(row, kind="instalments", report=report)
    account_id = cells.take("account_id", v.identifier)
    number = cells.take("number", lambda text: v.whole(text, least=1, most=9999))
    due_on = cells.take("due_on", v.day)
    principal = cells.take("principal", v.amount)
    interest = cells.take("interest", v.amount) or Decimal(0)
    fees = cells.take("fees", v.amount) or Decimal(0)
    if not cells.good or account_id is None or number is None or due_on is None or principal is None:
        return None
    if not principal + interest + fees:
        cells.refuse("principal", "0", "leaves nothing to pay; leave the row out")
        return None
    return InstalmentRecord(
        line=row.line,
        account_id=account_id,
        number=number,
        due_on=due_on,
        principal=principal,
        interest=interest,
        fees=fees,
        signs=cells.signs("principal", "interest", "fees"),
    )


def payment(row: Row, *, report: Report) -> PaymentRecord | None:
    """Read a row of a payments file."""
    cells = Cells(row, kind="payments", report=report)
    payment_id = cells.take("payment_id", v.identifier)
    account_id = cells.take("account_id", v.identifier)
    paid_on = cells.take("paid_on", v.day)
    amount = cells.take("amount", v.amount)
    kind = cells.take("kind", v.payment_kind) or "payment"
    reverses = cells.take("reverses", v.identifier)
    if amount is not None and not amount:
        cells.refuse("amount", "0", "is nothing; leave the row out")
    charge = kind if kind in ("late_fee", "late_interest") else None
    back = kind != "payment" and charge is None
    if cells.good and back != (reverses is not None):
        wanted = "is missing: name the payment that went back" if back else "is for reversals only"
        cells.refuse("reverses", reverses or "", wanted)
    if not cells.good or payment_id is None or account_id is None or paid_on is None or amount is None:
        return None
    return PaymentRecord(
        line=row.line,
        payment_id=payment_id,
        account_id=account_id,
        paid_on=paid_on,
        amount=amount,
        reverses=reverses,
        chargeback=kind == "chargeback",
        charge=charge,
        signs=cells.signs("amount"),
    )
