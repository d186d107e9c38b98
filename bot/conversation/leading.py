"""What to act on first: the weightiest intent said; what figures make of it is in ``by_figures``."""

from __future__ import annotations

from bot.conversation.by_figures import by_figures
from bot.conversation.heard import is_definite, limits_contact, payment_day, pays_beside_a_stop
from bot.conversation.in_full import makes_the_whole
from bot.conversation.on_the_table import another_time_will_do, in_parts, names_rhythm, sums_with_days
from bot.conversation.schedules import comes_back
from bot.conversation.topics import correcting
from bot.conversation.turn import Turn
from bot.model.words import Intent
from bot.understanding.about_us import reports_only_a_scam
from bot.understanding.figures_asked import asks_the_least, checks_the_cost, wonders_at_the_sum
from bot.understanding.language_asked import language_asked
from bot.understanding.paying import pays_at_once
from bot.understanding.ways_asked import tells_of_a_dead_link

WEIGHT: tuple[tuple[Intent, ...], ...] = (
    (Intent.WRONG_PERSON, Intent.THIRD_PARTY, Intent.STOP_CONTACT),
    (Intent.REPORT_FRAUD, Intent.DISPUTE_DEBT, Intent.DISPUTE_AMOUNT, Intent.REPORT_PAID),
    (Intent.REQUEST_HUMAN, Intent.REPORT_HARASSMENT, Intent.COMPLAIN, Intent.REQUEST_MY_DATA),
    (Intent.EXPRESS_DISTRESS,),
    (Intent.CORRECT_INFORMATION, Intent.CHOOSE_OPTION),
    (
        Intent.REQUEST_INSTALMENTS, Intent.OFFER_PARTIAL, Intent.REQUEST_DEFERRAL,
        Intent.REQUEST_DUE_DAY_CHANGE,
        Intent.REQUEST_WAIVER, Intent.PROMISE_TO_PAY, Intent.REQUEST_HELP, Intent.REPORT_AUTODEBIT_PROBLEM,
    ),
)  # fmt: skip
"""What is acted on first when several things were said; within one row the strongest leads."""


def says_something(turn: Turn) -> bool:
    """Whether a message can be acted on though no intent is sure: a wish to pay, a reason or a figure."""
    text = turn.message.text
    if pays_at_once(text) or wonders_at_the_sum(text) or checks_the_cost(text):
        return True
    if tells_of_a_dead_link(text) or asks_the_least(text):
        return True
    day = payment_day(turn.heard, today=turn.today)
    figures = any(amount.per for amount in turn.heard.amounts) or (day is not None and is_definite(day))
    figures = figures or makes_the_whole(text, overdue=turn.overdue)
    figures = figures or sums_with_days(turn) or comes_back(turn.heard, text) or another_time_will_do(turn)
    return bool(turn.heard.reasons) or figures or (in_parts(turn) and names_rhythm(text))


def lead(turn: Turn) -> Intent:
    """The intent to act on: the weightiest of those said, else the engine's leading one."""
    said, first = turn.heard.intents, turn.heard.lead
    if limits_contact(turn.heard) or (
        turn.verified and pays_beside_a_stop(turn.heard)
    ):  # the wish is on file and was said; the talk goes on with the rest
        said = tuple(intent for intent in said if intent is not Intent.STOP_CONTACT)
        first = said[0] if first is Intent.STOP_CONTACT and said else first
        if first is Intent.STOP_CONTACT:
            first = Intent.UNSURE
    figures = turn.heard.dates or turn.heard.amounts
    if turn.verified and pays_beside_a_stop(turn.heard) and Intent.ASK_HOW_TO_PAY in said and not figures:
        return Intent.ASK_HOW_TO_PAY  # "send me the link and leave me alone"
    if not turn.verified and Intent.ASK_IF_SCAM in said and only_if_a_scam(turn.message.text, said):
        return Intent.ASK_IF_SCAM
    if first is Intent.UNSURE and Intent.CHANGE_LANGUAGE in said and language_asked(turn.message.text):
        first = Intent.CHANGE_LANGUAGE  # "什么意思 听不懂英语" is puzzled by the language alone
    for row in WEIGHT:
        found = next((intent for intent in said if intent in row), None)
        if found is Intent.CORRECT_INFORMATION and not correcting.has_figures(turn):
            return correcting.said_instead(turn)
        if found is not None:
            return by_figures(turn, found)
    if first is Intent.CORRECT_INFORMATION and not correcting.has_figures(turn):
        return correcting.said_instead(turn)
    return by_figures(turn, first)


def only_if_a_scam(text: str, said: tuple[Intent, ...]) -> bool:
    """Whether a stranger who asks if we are genuine would complain of a fraud alone, or doubts a sum besides.

    What she disputes is kept until the check, and answered after it.
    """
    return Intent.DISPUTE_AMOUNT in said or reports_only_a_scam(text)
