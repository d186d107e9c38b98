"""Exact money: whole minor units with an ISO 4217 currency, never a float.

Every amount in the product is a :class:`Money`. Arithmetic refuses mixed currencies and floats, so that
neither a rounding error nor a yuan added to a dollar can hide in a ledger. Standard library only; also
imported on Python 3.10 by the engine.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache

from bot.model.errors import BadInput

EXPONENTS: dict[str, int] = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX"), 0),
    **dict.fromkeys(("UYI", "VND", "VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}
"""ISO 4217 minor-unit exponents that are not two."""


def exponent(currency: str) -> int:
    """Return how many decimal places a currency has: JPY 0, KWD 3, most 2."""
    return EXPONENTS.get(currency, 2)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of one currency in its minor unit; may be negative.

    Args:
        minor: whole minor units (fen, cents, yen, fils).
        currency: three capital letters, ISO 4217.

    Raises:
        BadInput: ``minor`` is not an integer or ``currency`` is not three capital letters.
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        """Refuse floats, booleans and malformed currencies at the door."""
        if type(self.minor) is not int:
            raise BadInput(
                f"money needs whole minor units, got {type(self.minor).__name__}", remedy="use Money.of"
            )
        if type(self.currency) is not str or not _is_code(self.currency):
            raise BadInput(f"{self.currency!r} is no currency", remedy="use a three-letter ISO 4217 code")

    @classmethod
    def of(cls, amount: str | int | Decimal, currency: str) -> Money:
        """Read a decimal amount: ``Money.of("1280.00", "CNY")`` is 128000 fen.

        Raises:
            BadInput: not a finite number, a float, or more decimal places than the currency has.
        """
        if isinstance(amount, (float, bool)):
            raise BadInput("money is never a float", remedy="pass the amount as text, an int or a Decimal")
        try:
            if isinstance(amount, str) and "_" in amount:
                raise InvalidOperation
            value = Decimal(amount)
        except (InvalidOperation, TypeError, ValueError) as error:
            raise BadInput(f"{amount!r} is not an amount", remedy='write it like "1280.00"') from error
        if not value.is_finite() or abs(value) >= Decimal(10) ** 18:
            raise BadInput("the amount is not a sensible number", remedy='write it like "1280.00"')
        scaled = value.scaleb(exponent(currency))
        if scaled != scaled.to_integral_value():
            raise BadInput(
                f"{currency} has {exponent(currency)} decimal places, got {amount}", remedy="round it first"
            )
        return cls(int(scaled), currency)

    @classmethod
    def zero(cls, currency: str) -> Money:
        """Nothing, in this currency."""
        return cls(0, currency)

    @classmethod
    def total(cls, amounts: Iterable[Money], *, currency: str) -> Money:
        """Add up amounts of one currency; zero of that currency when there are none."""
        result = cls(0, currency)
        for amount in amounts:
            result += amount
        return result

    def decimal(self) -> Decimal:
        """The amount in major units with the currency's own number of decimals."""
        return Decimal(self.minor).scaleb(-exponent(self.currency))

    def plain(self) -> str:
        """The amount as plain text without the currency: ``1280.00``, ``5000`` (JPY)."""
        return f"{self.decimal():f}"

    def __str__(self) -> str:
        """The amount with its currency: ``1280.00 CNY``."""
        return f"{self.plain()} {self.currency}"

    def __bool__(self) -> bool:
        """Whether there is any money at all."""
        return self.minor != 0

    def __add__(self, other: object) -> Money:
        """Add an amount of the same currency."""
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: object) -> Money:
        """Subtract an amount of the same currency."""
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> Money:
        """The same amount the other way round."""
        return Money(-self.minor, self.currency)

    def __mul__(self, times: object) -> Money:
        """Multiply by a whole number; rates go through :meth:`share`."""
        if type(times) is not int:
            raise BadInput("money is multiplied by whole numbers only", remedy="use Money.share for a rate")
        return Money(self.minor * times, self.currency)

    __rmul__ = __mul__

    def __lt__(self, other: object) -> bool:
        """Order within one currency."""
        return self.minor < self._same(other)

    def __le__(self, other: object) -> bool:
        """Order within one currency."""
        return self.minor <= self._same(other)

    def __gt__(self, other: object) -> bool:
        """Order within one currency."""
        return self.minor > self._same(other)

    def __ge__(self, other: object) -> bool:
        """Order within one currency."""
        return self.minor >= self._same(other)

    def share(self, rate: Decimal | Fraction) -> Money:
        """A fraction of the amount, rounded half away from zero to the minor unit."""
        if isinstance(rate, Decimal):
            exact = (Decimal(self.minor) * rate).to_integral_value(rounding=ROUND_HALF_UP)
            return Money(int(exact), self.currency)
        if isinstance(rate, Fraction):
            away = int((abs(self.minor * rate) * 2 + 1) // 2)
            return Money(away if self.minor * rate >= 0 else -away, self.currency)
        raise BadInput("a rate is a Decimal or a Fraction, never a float", remedy='write Decimal("0.24")')

    def split(self, parts: int) -> tuple[Money, ...]:
        """Cut into parts that sum exactly and differ by at most one minor unit, larger parts first.

        Raises:
            BadInput: fewer than one part.
        """
        if type(parts) is not int or parts < 1:
            raise BadInput(f"cannot split into {parts} parts", remedy="ask for one part or more")
        base, rest = divmod(self.minor, parts)
        return tuple(Money(base + (1 if n < rest else 0), self.currency) for n in range(parts))

    def _same(self, other: object) -> int:
        if not isinstance(other, Money):
            raise BadInput(f"money goes with money, not {type(other).__name__}", remedy="wrap it in Money")
        if other.currency != self.currency:
            raise BadInput(
                f"{self.currency} and {other.currency} do not mix", remedy="compare amounts of one currency"
            )
        return other.minor


@lru_cache(maxsize=256)
def _is_code(currency: str) -> bool:
    return len(currency) == 3 and currency.isascii() and currency.isalpha() and currency.isupper()
