"""Write the example portfolio: 200 invented borrowers, the same ones every time.

    python -m examples.generate                        # the files beside this one, as of 10 March 2026
    python -m examples.generate --today 2026-05-02 --out var/examples

Every date is counted from ``--today``, so that somebody who is five days late is five days late on that
day; who they are, what they owe and how they answer is always the same. Telephone numbers are from ranges
kept for fiction or never given out, email addresses from example.com. Nobody here exists.
"""

from __future__ import annotations

import argparse
import csv
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from examples.people import DEMO, PLACES, PRODUCTS, SITUATIONS, Demo, Place, name_of

BASE = date(2026, 3, 10)
SEED = 20260310
MONTHS, PAID_BEFORE = 12, 5
"""Each loan has twelve instalments; the sixth is the one that is late or due next."""


@dataclass(frozen=True)
class Loan:
    """One invented account."""

    account_id: str
    person: dict[str, str]
    place: Place
    product: str
    situation: str
    days: int
    minor: int


def loans() -> list[Loan]:
    """All 200, the six named ones first."""
    dice = Random(SEED)  # noqa: S311 - the same people every time are wanted here
    found = [_named(demo) for demo in DEMO]
    counts = {name: sum(demo.place == name for demo in DEMO) for name in PLACES}
    for place in PLACES.values():
        for _ in range(place.borrowers - counts[place.name]):
            found.append(_invented(len(found) + 1001, place, dice))
    return found


def _named(demo: Demo) -> Loan:
    number, place = int(demo.account_id[1:]), PLACES[demo.place]
    person = _person(number, place, name=demo.name, city=demo.city, born=demo.born, payday=demo.payday)
    return Loan(demo.account_id, person, place, demo.product, demo.situation, demo.days, demo.minor)


def _invented(number: int, place: Place, dice: Random) -> Loan:
    situation = dice.choices([name for name, _ in SITUATIONS], [weight for _, weight in SITUATIONS])[0]
    days = -dice.randrange(1, 11) if situation == "current" else dice.randrange(1, 31)
    if situation == "due_today":
        days = 0
    person = _person(
        number,
        place,
        name=name_of(place, dice),
        city=dice.choice(place.cities)[0],
        born=date(1965, 1, 1) + timedelta(days=dice.randrange(38 * 365)),
        payday=dice.choice((5, 10, 15, 20, 25, 28)),
    )
    minor = dice.randrange(place.least, place.most)
    if place.least >= 10_000:
        minor -= minor % 100  # where instalments are large, nobody is asked for small change
    return Loan(f"A{number}", person, place, dice.choice(PRODUCTS), situation, days, minor)


def _person(number: int, place: Place, *, name: str, city: str, born: date, payday: int) -> dict[str, str]:
    where = next(found for found in place.cities if found[0] == city)
    return {
        "borrower_id": f"B{number}",
        "name": name,
        "language": place.language,
        "timezone": where[2],
        "residence": where[1],
        "city": city,
        "phone": place.phone.format(n=_digits(number, place), area=where[4]),
        "email": f"b{number}@example.com",
        "birth_date": born.isoformat(),
        "id_last4": f"{number * 37 % 10_000:04}" if place.name == "CN" else "",
        "postcode": where[3],
        "payday": str(payday),
    }


def _digits(number: int, place: Place) -> str | int:
    """The end of a telephone number; the United States keep only 0100 to 0199 for fiction."""
    return f"{number % 100:02}" if place.name == "US" else number - 1000


def rows(loan: Loan, today: date) -> tuple[dict[str, str], list[list[str]], list[list[str]]]:
    """One account, its schedule and its payments as of a day."""
    place, key = loan.place, loan.account_id
    due = today - timedelta(days=loan.days)
    opened_on = add_months(due, -PAID_BEFORE - 1)
    consent = opened_on.isoformat()
    account = loan.person | {
        "account_id": key,
        "phone_consent_at": consent,
        "email_consent_at": consent,
        "lender": place.lender,
        "actor": place.actors[int(key[1:]) % len(place.actors)] if key not in NAMED else "first_party",
        "product": loan.product,
        "currency": place.currency,
        "annual_rate": place.rate,
        "late_daily_rate": place.late_rate,
        "opened_on": consent,
    }
    schedule, paid = [], []
    interest = loan.minor * 6 // 100 if loan.product != "bnpl" else 0
    whole = f"{loan.minor / 100:.2f}"
    for n in range(MONTHS):
        day = add_months(due, n - PAID_BEFORE)
        schedule.append([key, str(n + 1), day.isoformat(), f"{(loan.minor - interest) / 100:.2f}",
                         f"{interest / 100:.2f}", "0.00"])  # fmt: skip
        if n < PAID_BEFORE:
            paid.append([f"P{key}-{n + 1}", key, day.isoformat(), whole, "payment", ""])
    late = [f"P{key}-{PAID_BEFORE + 1}", key]
    yesterday = (today - timedelta(days=1)).isoformat()
    if loan.situation == "paid_since":
        paid.append([*late, yesterday, whole, "payment", ""])
    elif loan.situation == "part_paid":
        paid.append([*late, yesterday, f"{loan.minor // 2 / 100:.2f}", "payment", ""])
    elif loan.situation == "bounced":
        paid.append([*late, due.isoformat(), whole, "payment", ""])
        paid.append([f"R{key}-{PAID_BEFORE + 1}", key, yesterday, whole, "reversal", late[0]])
    return account, schedule, paid


def add_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


NAMED = {demo.account_id for demo in DEMO}
ACCOUNT_COLUMNS = (
    *("account_id", "borrower_id", "name", "language", "timezone", "residence", "city", "phone", "email"),
    *(
        "phone_consent_at",
        "email_consent_at",
        "birth_date",
        "id_last4",
        "postcode",
        "payday",
        "lender",
        "actor",
    ),
    *("product", "currency", "annual_rate", "late_daily_rate", "opened_on"),
)
HEADERS = {
    "accounts": ACCOUNT_COLUMNS,
    "instalments": ("account_id", "number", "due_on", "principal", "interest", "fees"),
    "payments": ("payment_id", "account_id", "paid_on", "amount", "kind", "reverses"),
}


def write(folder: Path, *, today: date) -> None:
    """Write the three files."""
    tables: dict[str, list[list[str]]] = {"accounts": [], "instalments": [], "payments": []}
    for loan in loans():
        account, schedule, paid = rows(loan, today)
        tables["accounts"].append([account[name] for name in ACCOUNT_COLUMNS])
        tables["instalments"] += schedule
        tables["payments"] += paid
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(HEADERS[name])
            writer.writerows(lines)


def main() -> None:
    """Read the options and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--today", type=date.fromisoformat, default=BASE)
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent)
    chosen = parser.parse_args()
    write(chosen.out, today=chosen.today)


if __name__ == "__main__":
    main()
