"""A small typed reader of policy YAML: every complaint names file, record and field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any, TypeVar

from bot.model.errors import BadInput, BadPolicy
from bot.model.money import Money

E = TypeVar("E", bound=Enum)


@dataclass(frozen=True, slots=True)
class Node:
    """A value of the file and the place it stands at, such as ``offers.yml: offers/pay-now: price``."""

    value: Any
    where: str

    def wrong(self, what: str, remedy: str) -> BadPolicy:
        """The error to raise about this value."""
        return BadPolicy(what, where=self.where, remedy=remedy)

    def keys(self, *, needed: Iterable[str] = (), optional: Iterable[str] = ()) -> dict[str, Node]:
        """Read a mapping with exactly these keys.

        Raises:
            BadPolicy: not a mapping, a key missing, an unknown key, or a null where a value must be.
        """
        if not isinstance(self.value, Mapping):
            raise self.wrong("should be a mapping", "write key: value lines")
        known = {*needed, *optional}
        for key, value in self.value.items():
            if key not in known:
                raise BadPolicy(f"unknown field {key!r}", where=self.where, remedy=f"known: {sorted(known)}")
            if value is None and key != "to":
                raise self.child(key).wrong("is null", "null is no limit and no permission; write a value")
        for key in needed:
            if key not in self.value:
                raise BadPolicy(f"field {key!r} is missing", where=self.where, remedy="add it")
        return {key: self.child(key) for key in self.value}

    def child(self, key: object) -> Node:
        """The value under a key, with its place."""
        return Node(self.value[key], f"{self.where}: {key}")

    def entries(self) -> list[Node]:
        """Read a list."""
        if not isinstance(self.value, list):
            raise self.wrong("should be a list", "write it as [a, b] or as - lines")
        return [Node(value, f"{self.where}[{n}]") for n, value in enumerate(self.value)]

    def text(self) -> str:
        """Read a non-empty text."""
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.wrong(f"{self.value!r} is not a text", "write a word or a quoted text")
        return self.value

    def whole(self, *, least: int = 0) -> int:
        """Read a whole number."""
        if type(self.value) is not int or self.value < least:
            raise self.wrong(f"{self.value!r} is not a whole number", f"write a number from {least}")
        return self.value

    def number(self) -> Decimal:
        """Read an exact decimal between 0 and 1, quoted in the file; a bare 0.1 would be a float."""
        if isinstance(self.value, float | bool):
            raise self.wrong(f"{self.value!r} is not exact", f'quote it: "{self.value}"')
        try:
            number = Decimal(self.value)
        except (InvalidOperation, TypeError, ValueError) as error:
            raise self.wrong(f"{self.value!r} is not a number", 'write it like "0.24"') from error
        if not 0 <= number <= 1:
            raise self.wrong(f"{self.value!r} is not a share", "write a number from 0 to 1")
        return number

    def day(self) -> date:
        """Read a date."""
        if type(self.value) is not date:
            raise self.wrong(f"{self.value!r} is not a date", "write it like 2026-01-31, unquoted")
        return self.value

    def word(self, words: type[E]) -> E:
        """Read a word of a closed list."""
        try:
            return words(self.value)
        except ValueError as error:
            known = [str(word.value) for word in words]
            raise self.wrong(f"{self.value!r} is not known", f"choose from {known}") from error

    def amounts(self) -> dict[str, Money]:
        """Read amounts by currency."""
        if not isinstance(self.value, Mapping) or not self.value:
            raise self.wrong("should be amounts by currency", 'write {CNY: "50.00"}')
        result = {}
        for currency, amount in self.value.items():
            try:
                result[currency] = Money.of(amount, currency)
            except BadInput as error:
                raise self.child(currency).wrong(error.what, error.remedy) from error
            if result[currency].minor < 0:
                raise self.child(currency).wrong("is negative", "write zero or more")
        return result
