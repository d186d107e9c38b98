"""What a month leaves, if she says: one short question, two round figures, perhaps a payday, a way to skip.

Asked for only by a button beside offers, after a reason of hardship or a wish that failed, as the policy
says. Nothing about health, family or savings.
"""

from __future__ import annotations

import re

from bot.conversation import deal
from bot.conversation import memory as stages
from bot.conversation.turn import Turn
from bot.model.money import Money
from bot.model.talk import Button
from bot.model.words import Intent, Reason

ASKING = "budgeting"
PRESS, SKIP = "budget:ask", "budget:skip"
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_THOUSANDS = {"万": 10_000, "w": 10_000, "千": 1_000, "k": 1_000}
_DAY = re.compile(
    r"(\d{1,2})\s*[号號日]|\b(\d{1,2})(?:st|nd|rd|th)\b|月底|月末|\b(?:end|last day) of the month\b",
    re.IGNORECASE,
)
"""A day in an answer about a month is payday, and no amount."""
_COSTS = re.compile(
    r"开支|支出|开销|花|房租|房贷|固定|rent|bills?|costs?|outgoings?|spend|expenses?", re.IGNORECASE
)


def button(turn: Turn) -> tuple[Button, ...]:
    """The button that offers the question, where the policy has it asked and it was not yet."""
    rule = turn.house.offers.negotiation
    told = turn.memory.wish.get("budget") is not None or "budget" in turn.memory.told
    hard = bool(rule.budget_reasons & {Reason(name) for name in (*turn.memory.reasons, *turn.memory.maybe)})
    failed = 0 < rule.budget_after_rounds <= turn.memory.round
    return () if told or not (hard or failed) else (Button("utter_button_budget", PRESS),)


def pressed(turn: Turn, value: str) -> None:
    """The button, or the one that skips the question."""
    if value == "ask":
        turn.memory.stage = ASKING
        turn.memory.once("budget")
        turn.say(
            "utter_budget_ask",
            buttons=(
                Button("utter_button_budget_skip", SKIP),
                Button("utter_button_human", f"intent:{Intent.REQUEST_HUMAN}"),
            ),
        )
        return
    turn.memory.stage = stages.TALKING
    turn.say("utter_budget_skipped")
    deal.show_choices(turn)


def answered(turn: Turn) -> bool:
    """Take two figures as income and fixed costs, when they were asked for; false when it is no answer."""
    if turn.memory.stage != ASKING or not turn.verified:
        return False
    figures = read_budget(turn.message.text, currency=turn.account.currency)
    if figures is None:
        return False
    turn.memory.wish = {**turn.memory.wish, "budget": [figure.minor for figure in figures]}
    payday = read_payday(turn.message.text)
    if payday is not None:
        turn.memory.wish["payday"] = payday
    turn.memory.stage = stages.TALKING
    turn.say("utter_budget_thanks")
    deal.show_choices(turn)
    return True


def read_budget(text: str, *, currency: str) -> tuple[Money, Money] | None:
    """Income and fixed costs in a sentence; ``None`` when there are not two figures.

    >>> read_budget("房租2100，工资4000", currency="CNY")
    (Money(minor=400000, currency='CNY'), Money(minor=210000, currency='CNY'))
    """
    found = []
    text = _DAY.sub(" ", text)
    for match in _NUMBER.finditer(text):
        unit = text[match.end() : match.end() + 1].lower()
        after = text[match.end() + 1 : match.end() + 2]
        times = _THOUSANDS.get(unit, 1) if not after.isascii() or not after.isalpha() else 1
        try:
            whole = Money.of(match.group().replace(",", ""), currency)
        except ValueError:
            return None
        found.append((match.start(), Money(whole.minor * times, currency)))
    if len(found) != 2:
        return None
    costs = _COSTS.search(text)
    costs_first = costs is not None and costs.start() < found[0][0] and _income_after(text, found[0][0])
    first, second = found[0][1], found[1][1]
    return (second, first) if costs_first else (first, second)


def read_payday(text: str) -> int | None:
    """The day of the month on which pay comes, when a day is named; 31 is the last of any month.

    >>> read_payday("收入4000，15号发，开支2500"), read_payday("1600 on the 25th"), read_payday("4000")
    (15, 25, None)
    """
    found = _DAY.search(text)
    if found is None:
        return None
    named = found.group(1) or found.group(2)
    return 31 if named is None else int(named) if 1 <= int(named) <= 31 else None


def _income_after(text: str, at: int) -> bool:
    return (
        re.search(r"收入|工资|薪|挣|赚|income|earn|salary|wage|make|pay\b", text[at:], re.IGNORECASE)
        is not None
    )
