"""Choosing what answers a message: acknowledge, answer side questions, then the main thing.

People say several things at once. The weightiest is acted on; reasons are acknowledged; questions
beside it get their short answer in the same reply, so that nobody asks twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from bot.conversation import budget, deal
from bot.conversation.cards import credit_by_the_facts
from bot.conversation.heard import is_definite, limits_contact, payment_day
from bot.conversation.memory import CLARIFYING, CONFIRMING, OFFERING
from bot.conversation.pairing import offered, starts_now, the_rest
from bot.conversation.schedules import comes_back, moves_the_first
from bot.conversation.topics import (
    TOPICS,
    cannot_be,
    consequences,
    correcting,
    gate,
    off_day,
    replying,
    short,
    slips,
)
from bot.conversation.turn import Turn
from bot.conversation.wishes import moves_due_day
from bot.model.words import Intent, OfferKind, Reason
from bot.understanding.asides import checks_the_cost, wonders_at_the_sum
from bot.understanding.counts import read_cadence, read_parts, read_returning_day
from bot.understanding.paying import pays_at_once

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

SPLITTING = (Intent.REQUEST_INSTALMENTS, Intent.OFFER_PARTIAL)
OPEN = (
    Intent.ASK_HOW_TO_PAY, Intent.GIVE_REASON, Intent.OUT_OF_SCOPE, Intent.UNSURE, Intent.REQUEST_HELP,
    Intent.CHOOSE_OPTION, Intent.AFFIRM, Intent.DENY,
)  # fmt: skip
"""Intents beside which a figure says more than the word did."""
FINAL = (Intent.GOODBYE, Intent.ASK_AMOUNT)
"""What "30 June, that is final" and "30 June or nothing" sound like to the reader."""

CANNOT_NOW = frozenset(
    {
        Reason.SALARY_DELAY, Reason.CASH_FLOW, Reason.JOB_LOSS, Reason.ILLNESS, Reason.FAMILY_EVENT,
        Reason.BUSINESS_TROUBLE, Reason.DISASTER,
    }
)  # fmt: skip
"""Reasons beside which "how do I pay" asks for ways that she can afford."""

SIDE: dict[Intent, str | Callable[[Turn], str]] = {
    Intent.ASK_IF_BOT: "utter_i_am_automated",
    Intent.ASK_IDENTITY: "utter_identity",
    Intent.ASK_IF_SCAM: "utter_not_a_scam",
    Intent.ASK_CREDIT_IMPACT: consequences.credit_words,
    Intent.ASK_LEGAL: consequences.legal_words,
    Intent.ASK_COLLECTION: "utter_privacy_promise",
    Intent.ASK_CONSEQUENCE: consequences.general_words,
}
"""Short answers to what is asked beside something else; some follow what is on file."""
WONDERING = frozenset(
    {Intent.GIVE_REASON, Intent.ASK_FEES, Intent.AFFIRM, Intent.ASK_AMOUNT, Intent.ASK_WHY_CONTACTED}
)
"""What "that's more than I thought, why" is also read as."""
REVEALING = {Intent.ASK_CREDIT_IMPACT, Intent.ASK_LEGAL, Intent.ASK_CONSEQUENCE}
QUIET = {
    Intent.WRONG_PERSON,
    Intent.THIRD_PARTY,
    Intent.STOP_CONTACT,
    Intent.REPORT_FRAUD,
    Intent.EXPRESS_DISTRESS,
}


COUNTS_MISSES = frozenset({Intent.OUT_OF_SCOPE, Intent.CORRECT_INFORMATION, Intent.AFFIRM})
"""Intents whose topics look at how many messages before were not understood."""
BEFORE_TERMS = (CLARIFYING, OFFERING)
SHORT = 30
"""Characters of an answer that names a rhythm and hardly more."""
BARE = 12
"""Characters of an answer that is a day and hardly more."""
ELSEWHERE = 0.85
"""How surely a message is about something else when a day in it is no wish ("june 30th final" is less)."""


def respond(turn: Turn) -> None:
    """Answer one message of a conversation that the bot owns."""
    if pays_at_once(turn.message.text):
        turn.memory.misses = 0
        TOPICS[Intent.ASK_HOW_TO_PAY](turn)
        return
    main = lead(turn)
    if main is Intent.WRONG_PERSON and slips.doubted(turn):
        return
    if main not in QUIET and cannot_be.asked_back(turn):
        turn.memory.misses = 0
        return
    if main not in QUIET and cannot_be.more_than_owed(turn) and main is Intent.REPORT_AUTODEBIT_PROBLEM:
        main = Intent.PROMISE_TO_PAY  # "all of it twice" is a promise and no debit gone wrong
    if main not in COUNTS_MISSES:
        turn.memory.misses = 0
    if main not in QUIET:
        acknowledge(turn, main)
        side_answers(turn, main)
    if main in QUIET or not off_day.asked_again(turn):
        TOPICS[main](turn)
    not_twice(turn)


def says_something(turn: Turn) -> bool:
    """Whether a message can be acted on though no intent is sure: a wish to pay, a reason or a figure."""
    if pays_at_once(turn.message.text):
        return True
    day = payment_day(turn.heard, today=turn.today)
    figures = any(amount.per for amount in turn.heard.amounts) or (day is not None and is_definite(day))
    return bool(turn.heard.reasons) or figures or (in_parts(turn) and names_rhythm(turn.message.text))


def lead(turn: Turn) -> Intent:
    """The intent to act on: the weightiest of those said, else the engine's leading one."""
    said, first = turn.heard.intents, turn.heard.lead
    if limits_contact(turn.heard):  # the wish is on file and was said; the talk goes on with the rest
        said = tuple(intent for intent in said if intent is not Intent.STOP_CONTACT)
        first = said[0] if first is Intent.STOP_CONTACT and said else first
        if first is Intent.STOP_CONTACT:
            first = Intent.UNSURE
    for row in WEIGHT:
        found = next((intent for intent in said if intent in row), None)
        if found is Intent.CORRECT_INFORMATION and not correcting.has_figures(turn):
            return correcting.said_instead(turn)
        if found is not None:
            return _by_figures(turn, found)
    if first is Intent.CORRECT_INFORMATION and not correcting.has_figures(turn):
        return correcting.said_instead(turn)
    return _by_figures(turn, first)


def _by_figures(turn: Turn, lead: Intent) -> Intent:
    """Figures say what is wished when the words leave it open: so much a month, or a day.

    "100 a month is all I have" asks for instalments, "can I pay it all on 30 June" for time, and "half now,
    is the rest on the 15th all right" for a part now, not for time for the whole.
    """
    if lead is Intent.OUT_OF_SCOPE and turn.heard.confidence >= ELSEWHERE and not turn.heard.amounts:
        return lead  # "what's the weather like today" names no day to pay on
    if (
        lead is Intent.DENY
        and "made_of" in turn.memory.asked_back
        and short.just_offered(turn, Intent.DISPUTE_AMOUNT)
    ):
        return Intent.DISPUTE_AMOUNT  # "no, that's wrong", told what the sum is made of
    if checks_the_cost(turn.message.text):
        return Intent.ASK_FEES
    if lead in WONDERING and wonders_at_the_sum(turn.message.text):
        return Intent.DISPUTE_AMOUNT  # told what it is made of
    open_words: tuple[Intent, ...] = (*OPEN, Intent.PROMISE_TO_PAY, Intent.OFFER_PARTIAL)
    if supposes(turn.message.text):
        open_words = (*open_words, Intent.ASK_FEES, Intent.ASK_CONSEQUENCE, Intent.ASK_AMOUNT)
    if lead in open_words and (
        any(amount.per for amount in turn.heard.amounts) or comes_back(turn.heard, turn.message.text)
    ):
        return Intent.REQUEST_INSTALMENTS
    if (
        lead in (Intent.PROMISE_TO_PAY, Intent.REQUEST_DEFERRAL)
        and turn.heard.has(Intent.REQUEST_INSTALMENTS)
        and read_parts(turn.message.text)
    ):  # "in four parts, from the 15th": the day is that of the first
        return Intent.REQUEST_INSTALMENTS
    if turn.memory.stage in (OFFERING, CONFIRMING) and in_parts(turn) and speaks_of_parts(turn, lead):
        return Intent.REQUEST_INSTALMENTS
    if lead is Intent.REQUEST_DEFERRAL and turn.heard.has(Intent.OFFER_PARTIAL) and turn.heard.amounts:
        return Intent.OFFER_PARTIAL
    day = payment_day(turn.heard, today=turn.today)
    if lead is Intent.UNSURE and day is not None and day.is_one_day and not turn.heard.amounts:
        return Intent.PROMISE_TO_PAY  # "maybe friday?" names a day; it is asked back about, not put off
    if lead is Intent.REQUEST_DUE_DAY_CHANGE and day is not None and is_definite(day):
        return lead if moves_due_day(turn.message.text) else Intent.PROMISE_TO_PAY  # "make it friday"
    if lead in OPEN and day is not None and is_definite(day):
        return Intent.OFFER_PARTIAL if turn.heard.amounts else Intent.REQUEST_DEFERRAL
    asked = turn.memory.wish.get("kind") == OfferKind.DEFERRAL.value and turn.memory.stage in BEFORE_TERMS
    if lead is Intent.PROMISE_TO_PAY and asked and not turn.heard.amounts and len(turn.message.text) <= BARE:
        return Intent.REQUEST_DEFERRAL  # "the 25th" says until when, after a wish for more time
    waits = turn.memory.wish.get("kind") in (OfferKind.DEFERRAL.value, OfferKind.PROMISE.value)
    splits = bool(turn.heard.amounts) or read_parts(turn.message.text) is not None
    insists = lead in SPLITTING or (lead in FINAL and turn.memory.stage in BEFORE_TERMS)
    if insists and waits and not splits and day is not None and is_definite(day):
        return Intent.REQUEST_DEFERRAL  # she insists on her day
    if lead in OPEN and turn.memory.stage in (OFFERING, CONFIRMING) and turn.heard.amounts:
        return Intent.OFFER_PARTIAL
    if lead is Intent.ASK_HOW_TO_PAY and CANNOT_NOW.intersection(turn.heard.reasons):
        return Intent.REQUEST_HELP  # "I lost my job, how do I pay" does not ask for a link
    return lead


_SUPPOSES = re.compile(
    r"(?:要是|如果|假如|那要|要不).{0,14}(?:还|付|交)"
    r"|\b(?:what if|how about|what about|if i (?:paid|pay|did|do))\b",
    re.IGNORECASE,
)


def supposes(text: str) -> bool:
    """Whether a way to pay is put as a question: "要是一个星期还200呢", "what if I paid 20 a week"."""
    return _SUPPOSES.search(text) is not None


def in_parts(turn: Turn) -> bool:
    """Whether she wished to pay in parts."""
    return turn.memory.wish.get("kind") == OfferKind.INSTALMENT.value


def names_rhythm(text: str) -> bool:
    """Whether an answer is a rhythm and hardly more: "weekly", "按周吧", "no, Fridays"."""
    return len(text) <= SHORT and bool(read_cadence(text) or read_returning_day(text))


def speaks_of_parts(turn: Turn, lead: Intent) -> bool:
    """Whether a message changes the parts on the table: how much, in which rhythm, from which day on.

    "Can it be 50", "weekly", "no, Fridays", "start on the 1st".
    """
    text, wish = turn.message.text, turn.memory.wish
    if turn.heard.dates and (moves_the_first(text) or (wish.get("part_amount") and the_rest(text))):
        return True
    if lead not in (*OPEN, Intent.PROMISE_TO_PAY, Intent.OFFER_PARTIAL, Intent.CORRECT_INFORMATION):
        return False
    if not turn.heard.amounts and names_rhythm(text):
        return True
    bare = [amount for amount, _ in offered(turn.heard, text) if amount.fraction is None]
    known = wish.get("part_amount") or wish.get("every")
    return bool(known and bare) and not (turn.heard.dates or starts_now(text) or the_rest(text))


def acknowledge(turn: Turn, main: Intent) -> None:
    """Say in a few words that a reason was heard, the first time it is.

    Once she has said why, a wish that names her payday is a date and no new reason to comment on.
    """
    memory = turn.memory
    heard = [reason for reason in turn.heard.reasons if reason is not Reason.SUSPECTS_SCAM]
    fresh = [reason for reason in heard if reason.value not in (*memory.reasons, *memory.maybe)]
    if heard and turn.heard.has(Intent.CORRECT_INFORMATION) and not correcting.has_figures(turn):
        memory.reasons, memory.maybe = [], []  # "not my job, it's late wages" takes the other one back
    wishing = bool(memory.reasons or memory.maybe) and main not in OPEN
    for reason in heard:
        remember_reason(turn, reason)
    if wishing:
        return
    for reason in fresh:
        name = f"utter_ack_{reason}"
        if turn.house.wording.has(name):
            turn.say(name, reveals=False)
            return


REASON_SURE = 0.75
"""How sure a reason must be read, when it is said once, to count for offers; see :func:`remember_reason`."""


def remember_reason(turn: Turn, reason: Reason) -> None:
    """Keep a reason: it may change an offer when it was read surely or said twice, else it is only known."""
    memory, name = turn.memory, reason.value
    if name in memory.reasons:
        return
    if name in memory.maybe or turn.heard.reason_sure.get(reason, 1.0) >= REASON_SURE:
        memory.maybe = [each for each in memory.maybe if each != name]
        memory.reasons.append(name)
    else:
        memory.maybe.append(name)


def side_answers(turn: Turn, main: Intent) -> None:
    """Short answers to questions that came along with the main thing, two at most."""
    asked = [intent for intent in turn.heard.intents if intent in SIDE and intent is not main]
    if not turn.verified:
        asked = [intent for intent in asked if intent not in REVEALING]
    for intent in asked[:2]:
        words = SIDE[intent]
        turn.say(words if isinstance(words, str) else words(turn), reveals=intent in REVEALING)


def not_twice(turn: Turn) -> None:
    """Asked beside a wish whose terms speak of the credit file, it is told once: in the terms."""
    terms = {f"utter_{credit_by_the_facts(turn.account)}", "utter_credit_reporting_as_facts"}
    spoken = [say.name for say in turn.says]
    if "utter_confirm_question" not in spoken or not terms.intersection(spoken):
        return
    aside = consequences.credit_words(turn)
    if sum(name in (aside, *terms) for name in spoken) > 1:
        turn.says.pop(spoken.index(aside))


def press(turn: Turn, code: str) -> None:
    """A button was pressed: ``intent:NAME``, ``offer:ID``, ``accept:ID``, ``date:DAY``, ``other``.

    The code was made by us and came back through an opaque key; still, only what a button may do
    can be done with it.
    """
    verb, _, value = code.partition(":")
    turn.memory.misses = 0
    if verb == "intent" and value in Intent._value2member_map_:
        TOPICS[Intent(value)](turn)
    elif verb == "accept" and gate.opened(turn):
        deal.accept(turn, value)
    elif verb == "offer" and gate.opened(turn):
        deal.choose(turn, value)
    elif verb == "date" and gate.opened(turn):
        _on_day(turn, value)
    elif verb == "other" and gate.opened(turn):
        replying.something_else(turn)
    elif verb == "budget" and gate.opened(turn):
        budget.pressed(turn, value)
    elif verb == "hello":
        TOPICS[Intent.GREET](turn)
    elif not turn.says:
        gate.next_step(turn)


def _on_day(turn: Turn, value: str) -> None:
    day = date.fromisoformat(value)
    kind = turn.memory.wish.get("kind", OfferKind.DEFERRAL.value)
    wish = turn.memory.wish
    begins = kind == OfferKind.INSTALMENT.value and (wish.get("part_amount") or wish.get("parts"))
    turn.memory.wish = {
        **wish,
        "kind": kind,
        **({"dates": [day.isoformat()]} if begins else {"by": day.isoformat()}),
    }
    if not deal.settled_already(turn) and not deal.hardship_notice(turn):
        deal.negotiate(turn)
