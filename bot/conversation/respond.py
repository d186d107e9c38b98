"""Choosing what answers a message: acknowledge, answer side questions, then the main thing.

People say several things at once. The weightiest is acted on; reasons are acknowledged; questions
beside it get their short answer in the same reply, so that nobody asks twice.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.conversation import another_due_day, budget, deal, how_much, stretch
from bot.conversation.cards import credit_by_the_facts
from bot.conversation.groups import OPEN, SPLITTING
from bot.conversation.leading import lead
from bot.conversation.on_the_table import asks_about_the_parts
from bot.conversation.position import owed_now
from bot.conversation.topics import (
    TOPICS,
    balance,
    cannot_be,
    consequences,
    correcting,
    gate,
    off_day,
    plainly_asked,
    replying,
    slips,
    to_a_person,
    trust,
)
from bot.conversation.turn import Turn
from bot.model.money import Money
from bot.model.words import Intent, OfferKind, Reason
from bot.understanding.outcomes_asked import asks_what_follows
from bot.understanding.paying import pays_at_once
from bot.understanding.plain_reasons import sympathy_fits

SIDE: dict[Intent, str | Callable[[Turn], str]] = {
    Intent.ASK_IF_BOT: "utter_i_am_automated",
    Intent.ASK_IDENTITY: trust.name_words,
    Intent.ASK_IF_SCAM: "utter_not_a_scam",
    Intent.ASK_CREDIT_IMPACT: consequences.credit_words,
    Intent.ASK_LEGAL: consequences.legal_words,
    Intent.ASK_COLLECTION: consequences.privacy_words,
    Intent.ASK_CONSEQUENCE: consequences.side_words,
}
"""Short answers to what is asked beside something else; some follow what is on file."""
REVEALING = {Intent.ASK_CREDIT_IMPACT, Intent.ASK_LEGAL, Intent.ASK_CONSEQUENCE}
QUESTIONS = {Intent.ASK_CREDIT_IMPACT, Intent.ASK_LEGAL, Intent.ASK_CONSEQUENCE}
"""Questions after which those of fees beside them are answered too."""
QUIET = {
    Intent.WRONG_PERSON,
    Intent.THIRD_PARTY,
    Intent.STOP_CONTACT,
    Intent.REPORT_FRAUD,
    Intent.EXPRESS_DISTRESS,
}


COUNTS_MISSES = frozenset({Intent.OUT_OF_SCOPE, Intent.CORRECT_INFORMATION, Intent.AFFIRM})
"""Intents whose topics look at how many messages before were not understood."""


def respond(turn: Turn) -> None:
    """Answer one message of a conversation that the bot owns."""
    if plainly_asked.answered(turn):
        return
    if pays_at_once(turn.message.text):
        turn.memory.misses = 0
        TOPICS[Intent.ASK_HOW_TO_PAY](turn)
        return
    if balance.link_at_once(turn):
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
        another_due_day.said_beside(turn, main)
    if main in QUIET or not off_day.asked_again(turn):
        TOPICS[main](turn)
        if main in QUESTIONS:
            consequences.fees_beside(turn)
    not_twice(turn)


def acknowledge(turn: Turn, main: Intent) -> None:
    """Say in a few words that a reason was heard, the first time it is.

    Once she has said why, a wish that names her payday is a date and no new reason to comment on.
    """
    memory = turn.memory
    passing = {
        Reason.SUSPECTS_SCAM,
        *([Reason.AMOUNT_DISPUTED] if main in (Intent.ASK_FEES, Intent.REQUEST_WAIVER) else []),
        *([Reason.AMOUNT_DISPUTED] if main in SPLITTING and asks_about_the_parts(turn) else []),
    }
    heard = [reason for reason in turn.heard.reasons if reason not in passing]
    fresh = [reason for reason in heard if reason.value not in (*memory.reasons, *memory.maybe)]
    if heard and turn.heard.has(Intent.CORRECT_INFORMATION) and not correcting.has_figures(turn):
        memory.reasons, memory.maybe = [], []  # "not my job, it's late wages" takes the other one back
    wishing = bool(memory.reasons or memory.maybe) and main not in OPEN
    for reason in heard:
        remember_reason(turn, reason)
    if wishing:
        return
    for reason in sorted(fresh, key=lambda each: each is Reason.CASH_FLOW):  # why before how it feels
        name = f"utter_ack_{reason}"
        if turn.house.wording.has(name):
            if sympathy_fits(reason, turn.message.text):
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
    if main is Intent.REQUEST_WAIVER and not asks_what_follows(turn.message.text):
        asked = [intent for intent in asked if intent is not Intent.ASK_CONSEQUENCE]
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
    """A button was pressed: ``intent:NAME``, ``offer:ID``, ``accept:ID``, ``date:DAY``, ``sum:MINOR``.

    The code was made by us and came back through an opaque key; still, only what a button may do
    can be done with it.
    """
    verb, _, value = code.partition(":")
    turn.memory.misses = 0
    if verb == "intent" and value in Intent._value2member_map_:
        TOPICS[Intent(value)](turn)
    elif verb == to_a_person.VERB:
        to_a_person.asked(turn, value)
    elif verb == "accept" and gate.opened(turn):
        deal.accept(turn, value)
    elif verb == "offer" and gate.opened(turn):
        deal.choose(turn, value)
    elif verb == "date" and gate.opened(turn):
        _on_day(turn, value)
    elif verb == "sum" and gate.opened(turn):
        _with_sum(turn, int(value))
    elif verb == "other" and gate.opened(turn):
        replying.something_else(turn)
    elif verb == "budget" and gate.opened(turn):
        budget.pressed(turn, value)
    elif verb == "hello":
        TOPICS[Intent.GREET](turn)
    elif not turn.says:
        gate.next_step(turn)


def _with_sum(turn: Turn, minor: int) -> None:
    turn.memory.wish = dict(turn.memory.wish)
    asked = Money(minor, turn.account.currency)
    how_much.put(turn.memory.wish, min(asked, owed_now(turn)))  # the button may be older than a payment
    if not deal.settled_already(turn) and not deal.hardship_notice(turn):
        deal.negotiate(turn)


def _on_day(turn: Turn, value: str) -> None:
    day = date.fromisoformat(value)
    kind = turn.memory.wish.get("kind", OfferKind.DEFERRAL.value)
    wish = turn.memory.wish
    if wish.get(stretch.ON_DAY):
        stretch.put_on_day(wish, day, overdue=owed_now(turn))
        if not deal.settled_already(turn) and not deal.hardship_notice(turn):
            deal.negotiate(turn)
        return
    begins = kind == OfferKind.INSTALMENT.value and (wish.get("part_amount") or wish.get("parts"))
    turn.memory.wish = {
        **wish,
        "kind": kind,
        **({"dates": [day.isoformat()]} if begins else {"by": day.isoformat()}),
    }
    if not deal.settled_already(turn) and not deal.hardship_notice(turn):
        deal.negotiate(turn)
