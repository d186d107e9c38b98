"""Lines of a transcript as a page or an API answer shows them: paragraphs, cards, quick replies."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date

from bot.conversation.script import in_script
from bot.conversation.wording import date_text, money_text, write
from bot.model.money import Money
from bot.model.talk import Line
from bot.model.words import Channel, Language
from bot.web.names import name
from bot.web.timeline import Timeline, timeline
from bot.web.words import label


@dataclass(frozen=True, slots=True)
class Row:
    """One date of a card, every figure written out."""

    day: str
    short: str
    principal: str
    interest: str
    fees: str
    total: str


@dataclass(frozen=True, slots=True)
class Card:
    """An offer, a cost table, a receipt or a payment, ready to draw."""

    kind: str
    title: str
    number: int | None
    press: str | None
    press_label: str
    label: str
    total: str
    extra: str
    costs_nothing: bool
    rate: str
    cheapest: bool
    left: int | None
    due_day: int | None
    reference: str
    rows: tuple[Row, ...]
    picture: Timeline | None
    words: tuple[str, ...]
    url: str = ""
    pdf: str = ""
    ics: str = ""

    @property
    def has_interest(self) -> bool:
        """Whether the table needs more than date and amount."""
        return len(self.rows) > 0 and any(row.principal != row.total for row in self.rows)


@dataclass(frozen=True, slots=True)
class Shown:
    """One line, ready to draw."""

    id: str
    seq: int
    mine: bool
    by_person: bool
    author: str
    time: str
    iso: str
    via: str
    before: tuple[str, ...]
    cards: tuple[Card, ...]
    after: tuple[str, ...]
    buttons: tuple[tuple[str, str], ...]


def plain(line: Line) -> dict[str, Any]:
    """A line as the API gives it."""
    return {
        "id": line.id,
        "seq": line.seq,
        "at": line.at.isoformat(),
        "direction": line.direction,
        "author": "borrower" if line.direction == "in" else ("bot" if line.author == "bot" else "agent"),
        "text": line.text,
        "buttons": [{"label": b[0], "press": b[1]} for b in line.payload.get("buttons", [])],
        "cards": list(line.payload.get("cards", [])),
    }


_KEY = re.compile(r"(/chat/|[?&]start=)[\w-]{12,}")


def without_keys(line: Line) -> Line:
    """A line for a colleague's eyes: a personal link opens her talk, so its key is hers alone."""
    return replace(line, text=_KEY.sub(r"\1••••", line.text))


def shown(line: Line, *, language: Language, zone: str, traditional: bool = False) -> Shown:
    """A line as a page draws it.

    Cards that carry their own ``words`` take those paragraphs out of the text, so that the same
    figures are not told twice on one screen; they stay in the card, one tap away.
    """
    local = line.at.astimezone(ZoneInfo(zone))
    raw = _marked(list(line.payload.get("cards", [])))
    buttons = [(str(b[0]), str(b[1])) for b in line.payload.get("buttons", [])]
    before, after = split(line.text, raw)
    cards = tuple(card(item, buttons=buttons, language=language, today=local.date()) for item in raw)
    if traditional and language is Language.ZH:
        cards = tuple(_in_traditional(each) for each in cards)
    inside = {c.press for c in cards if c.press}
    person = line.direction == "out" and line.author != "bot"
    return Shown(
        id=line.id,
        seq=line.seq,
        mine=line.direction == "in",
        by_person=person,
        author=line.author if person else "",
        time=f"{local:%H:%M}",
        iso=line.at.isoformat(),
        via="" if line.channel is Channel.IM else name("channel", line.channel, language),
        before=before,
        cards=cards,
        after=after,
        buttons=tuple(b for b in _once(buttons) if b[1] not in inside),
    )


def _marked(raw: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Mark every offer that costs least of those side by side; none when all of them cost the same."""
    costs = [_cost(item) for item in raw if item.get("kind") == "offer"]
    if not costs or not any(item.get("cheapest") for item in raw):
        return raw
    some = len(set(costs)) > 1
    return [{**item, "cheapest": some and _cost(item) == min(costs)} for item in raw]


def _cost(item: Mapping[str, Any]) -> int:
    return int(item.get("extra_cost") or 0) - int(item.get("waived") or 0)


def _in_traditional(drawn: Card) -> Card:
    """The labels of a card in the traditional script; its figures and addresses stay as they are."""
    rows = tuple(replace(row, day=in_script(row.day), short=in_script(row.short)) for row in drawn.rows)
    return replace(drawn, title=in_script(drawn.title), press_label=in_script(drawn.press_label), rows=rows)


def split(text: str, cards: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Paragraphs before and after the cards, without those that the cards tell themselves."""
    first = None
    rest = text
    for item in cards:
        words = str(item.get("words") or "")
        at = rest.find(words) if words else -1
        if at < 0:
            continue
        first = at if first is None else first
        rest = rest[:at] + rest[at + len(words) :]
    if first is None:
        first = len(rest)
    return _paragraphs(rest[:first]), _paragraphs(rest[first:])


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(part.strip("\n ") for part in text.split("\n\n") if part.strip())


def _once(buttons: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    kept: dict[str, tuple[str, str]] = {}
    for button in buttons:
        kept.setdefault(button[1], button)
    return list(kept.values())


def card(
    item: Mapping[str, Any], *, buttons: Sequence[tuple[str, str]], language: Language, today: date
) -> Card:
    """Write the figures of one card for its reader."""
    currency = str(item.get("currency") or "")
    links = {key: str(item.get(key) or "") for key in ("url", "pdf", "ics")}

    def money(minor: Any) -> str:
        return money_text(Money(int(minor), currency), language) if currency else ""

    parts = list(item.get("parts") or [])
    days = [(date.fromisoformat(part["due_on"]), int(part["total"])) for part in parts]
    kind = str(item.get("kind", "offer"))
    press = f"offer:{item['id']}" if kind == "offer" and "id" in item else None
    found = next((b for b in buttons if b[1] == press), None)
    extra = int(item.get("extra_cost") or 0)
    rate = Decimal(str(item.get("annual_rate") or "0"))
    amount = item.get("total", item.get("minor", 0))
    return Card(
        kind=kind,
        title=name("kind", item.get("offer_kind", "pay_now"), language),
        number=item.get("number"),
        press=press if found else None,
        press_label=label("choose_this", language),
        label=found[0] if found else "",
        total=money(amount),
        extra=money(extra),
        costs_nothing=extra <= 0,
        rate=write(rate, language=language, zone="UTC") if rate else "",
        cheapest=bool(item.get("cheapest")),
        left=(item.get("conditions") or {}).get("left_this_year"),
        due_day=item.get("new_due_day"),
        reference=str(item.get("reference") or "")[:8].upper(),
        rows=tuple(
            Row(
                day=date_text(day, language),
                short=short_day(day, language=language),
                principal=money(part["principal"]),
                interest=money(part["interest"]),
                fees=money(part["fees"]),
                total=money(part["total"]),
            )
            for part, (day, _) in zip(parts, days, strict=True)
        ),
        picture=timeline(
            days,
            today=today,
            start_label=label("today", language),
            name=partial(short_day, language=language),
        ),
        words=_without(_paragraphs(str(item.get("words") or "")), links),
        **links,
    )


def short_day(day: date, *, language: Language) -> str:
    """A day in as few characters as can be understood."""
    if language is Language.ZH:
        return f"{day.month}月{day.day}日"
    return str(format_date(day, "d MMM", locale="en_GB"))


def _without(paragraphs: Sequence[str], links: Mapping[str, str]) -> tuple[str, ...]:
    """Paragraphs without those that are only an address: on a page it is a button."""
    return tuple(text for text in paragraphs if not any(link and link in text for link in links.values()))


def ago(seconds: float, language: Language) -> str:
    """A length of time in one short word group, for people who glance."""
    minutes = max(int(abs(seconds) // 60), 0)
    if minutes < 60:
        return f"{minutes} 分钟" if language is Language.ZH else f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    if hours < 24:
        if language is Language.ZH:
            return f"{hours} 小时 {rest} 分" if rest else f"{hours} 小时"
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    days = hours // 24
    if language is Language.ZH:
        return f"{days} 天"
    return f"{days} day" if days == 1 else f"{days} days"


_SHORT = {"HK": {Language.ZH: "香港", Language.EN: "Hong Kong"}}
"""Countries and regions whose full name is too long for a list."""


def country(code: str, *, language: Language) -> str:
    """A place of residence in the reader's language.

    >>> country("CN", language=Language.EN), country("HK", language=Language.ZH)
    ('China', '香港')
    """
    short = _SHORT.get(code)
    return short[language] if short else str(Locale(language.value).territories.get(code, code))


def moment(at: datetime, *, language: Language, zone: str) -> str:
    """An instant as a reader in that zone writes it."""
    return write(at, language=language, zone=zone)
