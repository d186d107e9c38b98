"""Wording: turns a named sentence and its facts into words a person reads.

``domain.yml`` is the only home of what the product says, in both languages. Money, dates and
percentages are written for the reader by Babel; a missing response or fact is an error at lint
time and at load time, never a hole in a sentence.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_percent

from bot.conversation.script import traditional as traditional_script
from bot.model.errors import BadPolicy
from bot.model.money import Money
from bot.model.talk import Button, Say
from bot.model.words import Language

LOCALE = {Language.ZH: "zh_Hans_CN", Language.EN: "en_GB"}
MADE_OF = {Language.ZH: ("本金", "利息", "费用"), Language.EN: ("principal", "interest", "fees")}


@dataclass(frozen=True, slots=True)
class Rendered:
    """A sentence as the reader sees it."""

    name: str
    text: str
    buttons: tuple[tuple[str, str], ...]
    card: Mapping[str, Any] | None
    reveals: bool


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording of a response in one language."""

    text: str
    fields: frozenset[str]
    buttons: tuple[tuple[str, str], ...]


class Wording:
    """All responses, by name and language."""

    def __init__(self, responses: Mapping[str, Mapping[Language, tuple[Variant, ...]]]) -> None:
        """Use :func:`load_wording` to make one from a file."""
        self._responses = responses

    def names(self) -> tuple[str, ...]:
        """Every response there is."""
        return tuple(self._responses)

    def variants(self, name: str, language: Language) -> tuple[Variant, ...]:
        """Every wording of a response in one language.

        Raises:
            BadPolicy: there is no such response.
        """
        found = self._responses.get(name)
        if found is None:
            raise BadPolicy(f"there is no response {name}", where="domain.yml", remedy="add it in zh and en")
        return found[language]

    def has(self, name: str) -> bool:
        """Whether a response of this name exists."""
        return name in self._responses

    def render(
        self, say: Say, *, language: Language, zone: str, pick: int = 0, traditional: bool = False
    ) -> Rendered:
        """Write a sentence out.

        Args:
            say: which sentence, with which facts.
            language: the reader's.
            zone: the reader's IANA time zone, in which instants are written.
            pick: chooses among variants, so that a repeated answer need not be word for word the same.
            traditional: Chinese in the traditional script; the lender's name stays as it is registered.

        Raises:
            BadPolicy: the response is not there or wants a fact that was not given.
        """
        choices = self.variants(say.name, language)
        variant = choices[pick % len(choices)]
        missing = variant.fields - set(say.facts)
        if missing:
            raise BadPolicy(
                f"response {say.name} wants {', '.join(sorted(missing))}",
                where=f"domain.yml, {say.name}",
                remedy="give the fact or change the wording",
            )
        own = [Button(label=label, press=press) for label, press in variant.buttons]
        return Rendered(
            name=say.name,
            text=_fill(variant.text, say.facts, language, zone, old=traditional),
            buttons=tuple(
                self._button(button, language, zone, old=traditional) for button in [*say.buttons, *own]
            ),
            card=say.card,
            reveals=say.reveals,
        )

    def _button(self, button: Button, language: Language, zone: str, *, old: bool) -> tuple[str, str]:
        if not button.label.startswith("utter_"):
            return button.label, button.press
        label = self.variants(button.label, language)[0].text
        return _fill(label, button.facts, language, zone, old=old), button.press


NAMES = frozenset({"lender", "colleague", "pdf", "ics", "link", "reference"})
"""Facts that are names or addresses, and are never written in another script."""


def _fill(text: str, facts: Mapping[str, Any], language: Language, zone: str, *, old: bool) -> str:
    written = {name: write(value, language=language, zone=zone) for name, value in facts.items()}
    if language is not Language.ZH:
        return _possessive(text, written).format(**written)
    if old:
        text = traditional_script(text)
        written = {
            name: value if name in NAMES else traditional_script(value) for name, value in written.items()
        }
    return _AFTER_BRACKET.sub("）", text.format(**written))


_AFTER_BRACKET = re.compile(r"） (?=[\u4e00-\u9fff])")
"""A full-width bracket, as at the end of a day, brings its own space."""


def _possessive(text: str, written: Mapping[str, str]) -> str:
    """Names that end in s take the apostrophe alone: Fairwater Loans' assistant."""
    for name in NAMES & set(written):
        if written[name].endswith(("s", "S")):
            text = text.replace(f"{{{name}}}'s", f"{{{name}}}'")
    return text


def write(value: Any, *, language: Language, zone: str) -> str:
    """Write one fact for a reader: money, dates, instants, rates, a day with its amount, and lists.

    >>> write(Money.of("1280.00", "CNY"), language=Language.ZH, zone="Asia/Shanghai")
    '¥1,280.00'
    """
    locale = LOCALE[language]
    if isinstance(value, Money):
        return money_text(value, language)
    if isinstance(value, datetime):
        local = value.astimezone(ZoneInfo(zone))
        if language is Language.ZH:
            return format_datetime(local, "M月d日 HH:mm", locale=locale)
        return format_datetime(local, "d MMMM, HH:mm", locale=locale)
    if isinstance(value, date):
        return date_text(value, language)
    if isinstance(value, Decimal):
        return str(format_percent(value, format="0.##%", locale=locale))
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple) and [type(item) for item in value] == [date, Money]:
        day, amount = (write(item, language=language, zone=zone) for item in value)
        return f"{day}还 {amount}" if language is Language.ZH else f"{amount} on {day}"
    if isinstance(value, list | tuple) and [type(item) for item in value] == [date, Money, list]:
        day, amount, made_of = value
        return write([day, amount], language=language, zone=zone) + _made_of(made_of, language)
    if isinstance(value, Sequence):
        return joined([write(item, language=language, zone=zone) for item in value], language)
    return str(value)


def _made_of(parts: Sequence[Money], language: Language) -> str:
    """Principal, interest and fees of one payment, those not zero; nothing when it is all principal.

    >>> _made_of([Money(24_013, "CNY"), Money(11_981, "CNY"), Money(0, "CNY")], Language.ZH)
    '（本金 ¥240.13 + 利息 ¥119.81）'
    """
    named = [
        f"{name} {money_text(part, language)}"
        for name, part in zip(MADE_OF[language], parts, strict=True)
        if part
    ]
    if not any(parts[1:]):
        return ""
    inside = " + ".join(named)
    return f"（{inside}）" if language is Language.ZH else f" ({inside})"


def money_text(value: Money, language: Language) -> str:
    """An amount with its sign and the currency's own decimal places."""
    return _money(value.minor, value.currency, LOCALE[language])


@lru_cache(maxsize=4096)
def _money(minor: int, currency: str, locale: str) -> str:
    text = str(format_currency(Money(minor, currency).decimal(), currency, locale=locale))
    return text.replace("CN¥", "¥").replace("\xa0", " ")


@lru_cache(maxsize=4096)
def date_text(value: date, language: Language) -> str:
    """A day with its weekday, since people think of pay days and Fridays.

    >>> date_text(date(2026, 3, 25), Language.EN)
    'Wednesday 25 March'
    """
    if language is Language.ZH:
        return str(format_date(value, "M月d日（EEE）", locale="zh_Hans_CN"))
    return str(format_date(value, "EEEE d MMMM", locale="en_GB"))


def joined(items: Iterable[str], language: Language) -> str:
    """A list in words."""
    parts = list(items)
    if language is Language.ZH:
        return "、".join(parts)
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""


def load_wording(path: Path) -> Wording:
    """Read the responses of ``domain.yml``.

    A variant says its language by a condition on the slot ``language``; one without a condition
    serves both.

    Raises:
        BadPolicy: a response lacks a language, or a placeholder differs between the two.
    """
    raw = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    responses: dict[str, dict[Language, tuple[Variant, ...]]] = {}
    for name, variants in (raw.get("responses") or {}).items():
        by_language: dict[Language, tuple[Variant, ...]] = {
            language: tuple(_variant(item) for item in variants if _speaks(item, language))
            for language in Language
        }
        for language, found in by_language.items():
            if not found:
                raise BadPolicy(
                    f"has no {language} wording",
                    where=f"{path.name}, {name}",
                    remedy="write it in both languages",
                )
        fields = [frozenset[str]().union(*(v.fields for v in by_language[language])) for language in Language]
        if fields[0] != fields[1]:
            odd = ", ".join(sorted(fields[0] ^ fields[1]))
            raise BadPolicy(
                f"the two languages do not tell the same facts: {odd}",
                where=f"{path.name}, {name}",
                remedy="use the same placeholders in both",
            )
        responses[name] = by_language
    return Wording(responses)


def _speaks(item: Mapping[str, Any], language: Language) -> bool:
    wanted = [c["value"] for c in item.get("condition") or [] if c.get("name") == "language"]
    return not wanted or language.value in wanted


def _variant(item: Mapping[str, Any]) -> Variant:
    text = str(item.get("text", "")).strip()
    fields = frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)
    buttons = tuple((str(b["title"]), str(b["payload"])) for b in item.get("buttons") or [])
    return Variant(text=text, fields=fields, buttons=buttons)
