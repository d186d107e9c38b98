"""What to act on first: the weightiest intent said, and what figures make of it.

The words leave much open; a figure beside them says it. "100 a month is all I have" asks for instalments,
"can I pay it all on 30 June" for time, and "half now, is the rest on the 15th all right" for a part now. The
rules in :data:`BY_FIGURES` are asked in their order, and the first that knows better than the words decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.conversation.heard import HeardDate, is_definite, limits_contact, payment_day, pays_beside_a_stop
from bot.conversation.memory import CLARIFYING, CONFIRMING, OFFERING
from bot.conversation.pairing import dated_amounts, offered, starts_now, the_rest
from bot.conversation.schedules import comes_back, less_in_the_first, moves_the_first
from bot.conversation.topics import correcting, short
from bot.conversation.turn import Turn
from bot.conversation.wishes import moves_due_day
from bot.model.words import Intent, OfferKind, Reason, Signal
from bot.understanding.about_us import reports_only_a_scam
from bot.understanding.corrections import rather_this_sum
from bot.understanding.counts import pays_every_week, read_cadence, read_parts, read_returning_day
from bot.understanding.events import names_a_day_to_pay
from bot.understanding.figures_asked import (
    asks_the_least,
    asks_the_parts,
    checks_the_cost,
    disputes_nothing,
    wonders_at_the_sum,
)
from bot.understanding.paying import pays_at_once
from bot.understanding.plain_acts import names_a_part
from bot.understanding.plain_reasons import cannot_pay
from bot.understanding.short_replies import for_every_month
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

SPLITTING = (Intent.REQUEST_INSTALMENTS, Intent.OFFER_PARTIAL)
OPEN = (
    Intent.ASK_HOW_TO_PAY, Intent.GIVE_REASON, Intent.OUT_OF_SCOPE, Intent.UNSURE, Intent.REQUEST_HELP,
    Intent.CHOOSE_OPTION, Intent.AFFIRM, Intent.DENY,
)  # fmt: skip
"""Intents beside which a figure says more than the word did."""
_POLITE = (Intent.GREET, Intent.THANK)
"""What a message with a sum in it may open with: "Good afternoon, I can manage sixty pound a month"."""
FINAL = (Intent.GOODBYE, Intent.ASK_AMOUNT)
"""What "30 June, that is final" and "30 June or nothing" sound like to the reader."""

CANNOT_NOW = frozenset(
    {
        Reason.SALARY_DELAY, Reason.CASH_FLOW, Reason.JOB_LOSS, Reason.ILLNESS, Reason.FAMILY_EVENT,
        Reason.BUSINESS_TROUBLE, Reason.DISASTER,
    }
)  # fmt: skip
"""Reasons beside which "how do I pay" asks for ways that she can afford."""

WONDERING = frozenset(
    {
        Intent.DISPUTE_AMOUNT, Intent.GIVE_REASON, Intent.ASK_FEES, Intent.AFFIRM, Intent.ASK_AMOUNT,
        Intent.ASK_WHY_CONTACTED, Intent.ASK_HOW_TO_PAY,
    }
)  # fmt: skip
"""What "that's more than I thought, why" is read as."""
BEFORE_TERMS = (CLARIFYING, OFFERING)
SHORT = 30
"""Characters of an answer that names a rhythm and hardly more."""
BARE = 12
"""Characters of an answer that is a day and hardly more."""
ELSEWHERE = 0.85
"""How surely a message is about something else when a day in it is no wish ("june 30th final" is less)."""


def says_something(turn: Turn) -> bool:
    """Whether a message can be acted on though no intent is sure: a wish to pay, a reason or a figure."""
    text = turn.message.text
    if pays_at_once(text) or wonders_at_the_sum(text) or checks_the_cost(text):
        return True
    if tells_of_a_dead_link(text) or asks_the_least(text):
        return True
    day = payment_day(turn.heard, today=turn.today)
    figures = any(amount.per for amount in turn.heard.amounts) or (day is not None and is_definite(day))
    figures = figures or sums_with_days(turn) or another_time_will_do(turn)
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


@dataclass(frozen=True, slots=True)
class Said:
    """A message as the rules look at it: its leading intent, and the day to pay on if it names one."""

    turn: Turn
    lead: Intent
    day: HeardDate | None

    @property
    def text(self) -> str:
        """Her words."""
        return self.turn.message.text

    @property
    def amounts(self) -> bool:
        """Whether any amount is named."""
        return bool(self.turn.heard.amounts)

    @property
    def exact(self) -> bool:
        """Whether a day is named that can be taken at its word."""
        return self.day is not None and is_definite(self.day)

    @property
    def wish(self) -> str | None:
        """The kind of help that was wished before."""
        kind = self.turn.memory.wish.get("kind")
        return str(kind) if kind else None


def by_figures(turn: Turn, lead: Intent) -> Intent:
    """What a message with this leading intent is about, by its figures and by what is on the table."""
    said = Said(turn, lead, payment_day(turn.heard, today=turn.today))
    return next((better for rule in BY_FIGURES if (better := rule(said)) is not None), lead)


def _elsewhere(said: Said) -> Intent | None:
    """Small talk names no day to pay on: "what's the weather like today"."""
    sure = said.lead is Intent.OUT_OF_SCOPE and said.turn.heard.confidence >= ELSEWHERE
    return said.lead if sure and not said.amounts else None


def _wonders(said: Said) -> Intent | None:
    """Who only asks why it is so much disputes nothing yet, and is told what the sum is made of."""
    text = said.text
    disputes = said.lead in (Intent.DISPUTE_AMOUNT, Intent.DENY, Intent.CORRECT_INFORMATION)
    asks = wonders_at_the_sum(text) or asks_the_parts(text)
    if said.lead in WONDERING and asks:
        return Intent.ASK_FEES
    wants_to_know = said.lead is Intent.DISPUTE_AMOUNT or _WANTS_TO_KNOW.search(text) is not None
    return Intent.ASK_FEES if disputes and wants_to_know and disputes_nothing(text) else None


_WANTS_TO_KNOW = re.compile(r"知道|问|啥|什么|多少|明细|\b(?:know|ask\w*|how much|what)\b", re.IGNORECASE)


def _a_fee_to_take_off(said: Said) -> Intent | None:
    """A late charge that is only to be taken off is no wrong amount: "a late fee?? take it off"."""
    off = said.lead is Intent.DISPUTE_AMOUNT and said.turn.heard.has(Intent.REQUEST_WAIVER)
    return Intent.REQUEST_WAIVER if off and _WRONG.search(said.text) is None else None


_WRONG = re.compile(
    r"不对|错|多[扣收算]|不认|凭什么"
    r"|\b(?:wrong|mistake|error|incorrect|never|already|paid|disput\w+|not (?:right|fair))\b",
    re.IGNORECASE,
)


def _finds_it_wrong(said: Said) -> Intent | None:
    """A no to what the sum is made of is a dispute: "no, that's wrong"."""
    wrong = said.lead is Intent.DENY and short.just_offered(said.turn, Intent.DISPUTE_AMOUNT)
    return Intent.DISPUTE_AMOUNT if wrong else None


def _a_dead_link(said: Said) -> Intent | None:
    """A link that does not open is sent again: "your link won't open"."""
    told = said.lead in (
        Intent.DENY, Intent.UNSURE, Intent.GIVE_REASON, Intent.OUT_OF_SCOPE, Intent.REPORT_PAID
    )  # fmt: skip
    return Intent.ASK_HOW_TO_PAY if told and tells_of_a_dead_link(said.text) else None


def _the_least(said: Said) -> Intent | None:
    """Who asks for the least that can be paid asks for a part now: "what's the minimum I can pay"."""
    asks = said.lead in (Intent.ASK_AMOUNT, Intent.ASK_HOW_TO_PAY, Intent.UNSURE) and asks_the_least(
        said.text
    )
    each = Intent.REQUEST_INSTALMENTS if in_parts(said.turn) else Intent.OFFER_PARTIAL
    return each if asks else None


def _every_week(said: Said) -> Intent | None:
    """A day of every week is no due day of a month, but parts: "make it every friday", 改成每周五."""
    pays = said.lead in (Intent.REQUEST_DUE_DAY_CHANGE, Intent.PROMISE_TO_PAY)
    return Intent.REQUEST_INSTALMENTS if pays and pays_every_week(said.text) else None


def _from_now_on(said: Said) -> Intent | None:
    """A yes for all later months asks for another due day: "yes, every month"."""
    waits = said.lead is Intent.AFFIRM and said.wish in (OfferKind.DEFERRAL.value, OfferKind.PROMISE.value)
    named = said.turn.memory.wish.get("by") and for_every_month(said.text)
    return Intent.REQUEST_DUE_DAY_CHANGE if waits and named else None


def _no_money_and_why(said: Said) -> Intent | None:
    """A no that says why is a reason: "I can't pay, I lost my job"."""
    why = said.lead is Intent.DENY and CANNOT_NOW.intersection(said.turn.heard.reasons)
    return Intent.GIVE_REASON if why and cannot_pay(said.text) and not said.exact else None


def _a_yes_with_a_question(said: Said) -> Intent | None:
    """A question beside a yes to terms is answered beside it, and a plain yes asked for."""
    asks = said.lead in (Intent.ASK_CONSEQUENCE, Intent.ASK_CREDIT_IMPACT, Intent.ASK_LEGAL)
    confirming = said.turn.memory.stage == CONFIRMING and said.turn.heard.has(Intent.AFFIRM)
    return Intent.AFFIRM if asks and confirming else None


def _costs(said: Said) -> Intent | None:
    """Making sure that nothing is charged asks for no waiver: "and no fee?"."""
    return Intent.ASK_FEES if checks_the_cost(said.text) else None


def _so_much_each_time(said: Said) -> Intent | None:
    """So much each time: "100 a month is all I have", "60 on Fridays", "what if I paid 20 a week"."""
    open_words: tuple[Intent, ...] = (*OPEN, *_POLITE, Intent.PROMISE_TO_PAY, Intent.OFFER_PARTIAL)
    if supposes(said.text):
        open_words = (*open_words, Intent.ASK_FEES, Intent.ASK_CONSEQUENCE, Intent.ASK_AMOUNT)
    heard = said.turn.heard
    each = any(amount.per for amount in heard.amounts) or comes_back(heard, said.text)
    return Intent.REQUEST_INSTALMENTS if said.lead in open_words and each else None


def _so_much_on_each_day(said: Said) -> Intent | None:
    """Sums with a day each are an offer, whatever a short message sounds like: "今天640 3月31号640"."""
    open_words = (*OPEN, *_POLITE, Intent.ASK_AMOUNT, Intent.PROMISE_TO_PAY)
    hardly = said.lead is Intent.DISPUTE_AMOUNT and said.turn.heard.confidence < HARDLY
    disputes = said.turn.heard.signal(Signal.DISPUTE) or _WRONG.search(said.text)
    fits = said.lead in open_words or (hardly and not disputes)
    return Intent.OFFER_PARTIAL if fits and sums_with_days(said.turn) else None


HARDLY = 0.5
"""Below it a dispute is no more than a guess at bare figures: "80 in march 80 in april 80 in may"."""


def sums_with_days(turn: Turn) -> bool:
    """Whether at least two sums are named with a day each."""
    found = dated_amounts(turn.heard, turn.message.text, today=turn.today)
    return sum(each.amount is not None for each in found) > 1


def _so_many_parts(said: Said) -> Intent | None:
    """A day beside a number of parts is that of the first: "in four parts, from the 15th"."""
    later = said.lead in (Intent.PROMISE_TO_PAY, Intent.REQUEST_DEFERRAL)
    parts = said.turn.heard.has(Intent.REQUEST_INSTALMENTS) and read_parts(said.text)
    return Intent.REQUEST_INSTALMENTS if later and parts else None


def _parts_on_the_table(said: Said) -> Intent | None:
    """While parts are talked of: "weekly", "can it be 50", "no, Fridays"."""
    shown = said.turn.memory.stage in (OFFERING, CONFIRMING) and in_parts(said.turn)
    return Intent.REQUEST_INSTALMENTS if shown and speaks_of_parts(said.turn, said.lead) else None


def _a_part_now(said: Said) -> Intent | None:
    """Time for the rest alone: "half now, is the rest on the 15th all right"."""
    part = said.lead is Intent.REQUEST_DEFERRAL and said.turn.heard.has(Intent.OFFER_PARTIAL)
    return Intent.OFFER_PARTIAL if part and said.amounts else None


def _a_day_and_no_part(said: Said) -> Intent | None:
    """A day without a sum or a word of parts is one to pay all: "can't do the 20th can do the 21st"."""
    plain = said.lead is Intent.OFFER_PARTIAL and said.exact and not said.amounts
    return Intent.PROMISE_TO_PAY if plain and not names_a_part(said.text) else None


def _puts_the_sum_right(said: Said) -> Intent | None:
    """A yes to another sum is an offer: "yes please but 120 not 240"."""
    disputes = said.lead is Intent.DISPUTE_AMOUNT and said.turn.memory.stage in (OFFERING, CONFIRMING)
    agrees = said.turn.heard.has(Intent.AFFIRM) and said.amounts
    return Intent.OFFER_PARTIAL if disputes and agrees and rather_this_sum(said.text) else None


def _charged_by_the_bank(said: Said) -> Intent | None:
    """What her bank charged disputes none of ours, beside an offer: "£12 overdraft fee, I can pay half"."""
    heard = said.turn.heard
    offer = next((each for each in (*SPLITTING, Intent.PROMISE_TO_PAY) if heard.has(each)), None)
    bank = said.lead is Intent.DISPUTE_AMOUNT and _HER_BANK.search(said.text) is not None
    return offer if bank and heard.lead is offer else None


_HER_BANK = re.compile(
    r"银行(?:又|还|多|额外)*(?:扣|收)|透支费|\boverdraft|\b(?:charge\w*|fees?)\b[^.!?]{0,20}\bby (?:the"
    r"|my) bank"
    r"|\b(?:the|my) bank (?:has |have |just )?charg",
    re.IGNORECASE,
)


def _perhaps_a_day(said: Said) -> Intent | None:
    """A day that is not sure is asked back about, not put off: "maybe Friday?"."""
    one = said.day is not None and said.day.is_one_day and not said.amounts
    return Intent.PROMISE_TO_PAY if said.lead is Intent.UNSURE and one else None


def _this_day_and_not_every(said: Said) -> Intent | None:
    """This payment is moved by "make it Friday", the due day of every month by "move it to the 20th"."""
    if said.lead is not Intent.REQUEST_DUE_DAY_CHANGE or not said.exact:
        return None
    all_of_it = any(amount.fraction == 1 for amount in said.turn.heard.amounts)
    return said.lead if moves_due_day(said.text) and not all_of_it else Intent.PROMISE_TO_PAY


def _a_day_beside_open_words(said: Said) -> Intent | None:
    """Until the day named, or with an amount a part of it: "can I pay it all on 30 June"."""
    if said.lead not in OPEN or not said.exact or said.day is None:
        return None
    if said.lead is Intent.GIVE_REASON and not names_a_day_to_pay(said.text, said.day.text):
        return None
    offers = offered(said.turn.heard, said.text)
    return Intent.OFFER_PARTIAL if offers else Intent.REQUEST_DEFERRAL


def _another_time_will_do(said: Said) -> Intent | None:
    """A no to one time beside a yes to a later one asks for it: "can't pay in march, april is ok"."""
    open_words = said.lead in (Intent.DENY, Intent.AFFIRM, Intent.UNSURE)
    later = open_words and another_time_will_do(said.turn)
    return Intent.REQUEST_DEFERRAL if later and not said.amounts else None


def another_time_will_do(turn: Turn) -> bool:
    """Whether one time is turned down and a later one will do: "三月还不了，四月可以"."""
    day, text = payment_day(turn.heard, today=turn.today), turn.message.text
    later = day is not None and day.start > turn.today
    return later and _TURNED_DOWN.search(text) is not None and _WILL_DO.search(text) is not None


_TURNED_DOWN = re.compile(
    r"不(?:了|行|成|可能|上|起|出)|没钱|\b(?:can'?t|cant|cannot|won'?t|not)\b", re.IGNORECASE
)


_WILL_DO = re.compile(
    r"(?:可以|能还|没问题|行)(?![吗嘛么不?？])"
    r"|(?:\b(?:is|would be|will be|should be)|'s) (?:ok(?:ay)?|fine|good|better|alright"
    r"|all right|possible|doable)\b"
    r"|\b(?:can|could) (?:do|pay|manage)\b",
    re.IGNORECASE,
)


def _until_when(said: Said) -> Intent | None:
    """After a wish for more time a bare day says until when: "the 25th"."""
    asked = said.wish == OfferKind.DEFERRAL.value and said.turn.memory.stage in BEFORE_TERMS
    bare = said.lead is Intent.PROMISE_TO_PAY and not said.amounts and len(said.text) <= BARE
    return Intent.REQUEST_DEFERRAL if asked and bare else None


def _insists_on_her_day(said: Said) -> Intent | None:
    """After a wish for one day she insists on hers: "30 June or nothing"."""
    waits = said.wish in (OfferKind.DEFERRAL.value, OfferKind.PROMISE.value)
    splits = said.amounts or read_parts(said.text) is not None
    final = said.lead in FINAL and said.turn.memory.stage in BEFORE_TERMS
    insists = said.lead in SPLITTING or final
    return Intent.REQUEST_DEFERRAL if insists and waits and not splits and said.exact else None


def _an_amount_at_the_offers(said: Said) -> Intent | None:
    """A sum beside open words, while offers are on the table, is a counter-offer."""
    shown = said.turn.memory.stage in (OFFERING, CONFIRMING)
    return Intent.OFFER_PARTIAL if said.lead in OPEN and shown and said.amounts else None


def _some_and_not_all(said: Said) -> Intent | None:
    """Who can do some of it asks for a part, however long the story: "some of it now but not all of it"."""
    open_words = said.lead in (Intent.REQUEST_HELP, Intent.GIVE_REASON, Intent.ASK_HOW_TO_PAY, Intent.UNSURE)
    return Intent.OFFER_PARTIAL if open_words and _SOME_NOT_ALL.search(said.text) else None


_SOME_NOT_ALL = re.compile(
    r"(?:能|可以|先)(?:还|付|给)(?:得?起|上)?(?:一?部分|一点|一些|点)[^。！？]{0,14}(?:还|付|拿)不(?:起|了|出|上|清|完)(?:全|那么|这么|所有|完)?"
    r"|\b(?:some|part|a bit)(?: of (?:it|that|what i owe))?(?: \w+){0,2}\b[^.!?]{0,20}"
    r"\b(?:but )?not (?:all|everything|the (?:lot|whole|full))\b",
    re.IGNORECASE,
)


def _out_of_what(said: Said) -> Intent | None:
    """Who asks out of what she should pay so much asks for help: "how am I supposed to pay 2100"."""
    asks = said.lead in (Intent.OUT_OF_SCOPE, Intent.UNSURE) and _OUT_OF_WHAT.search(said.text)
    return Intent.REQUEST_HELP if asks and not said.exact else None


_OUT_OF_WHAT = re.compile(
    r"(?:咋|怎么|拿什么|拿啥)(?:能|可能|来)?还(?:得起|上|清)?"
    r"|\bhow (?:the \w+ )?(?:am|are|do|can|could|would) (?:i|we) (?:supposed|meant|expected|going"
    r"|ever)?(?: to)? ?(?:pay|find|afford)\b",
    re.IGNORECASE,
)


def _cannot_pay_now(said: Said) -> Intent | None:
    """Who cannot pay now does not ask for a link: "I lost my job, how do I pay"."""
    asks = said.lead is Intent.ASK_HOW_TO_PAY and CANNOT_NOW.intersection(said.turn.heard.reasons)
    return Intent.REQUEST_HELP if asks else None


def _the_rest_on_a_day(said: Said) -> Intent | None:
    """A day to come for the rest is no payment made: "and the other 980 on the 10th"."""
    begun = said.turn.memory.wish.get("amount_now") and the_rest(said.text)
    claims = said.lead is Intent.REPORT_PAID and said.turn.heard.confidence < ELSEWHERE
    return Intent.OFFER_PARTIAL if claims and begun and said.exact and not _PAID.search(said.text) else None


def _less_in_the_first(said: Said) -> Intent | None:
    """Parts of which the first is another sum are asked for: "first month 280, the other two 500 each"."""
    open_words = (*OPEN, Intent.PROMISE_TO_PAY, Intent.OFFER_PARTIAL, Intent.REPORT_PAID)
    unsure = said.lead in open_words and said.turn.heard.confidence < ELSEWHERE
    parts = unsure and less_in_the_first(said.text) and not _PAID.search(said.text)
    return Intent.REQUEST_INSTALMENTS if parts else None


_PAID = re.compile(r"已经?|[还付转]了|\b(?:paid|already|sent|transferred|went|gone|made)\b", re.IGNORECASE)


BY_FIGURES: tuple[Callable[[Said], Intent | None], ...] = (
    _the_rest_on_a_day, _less_in_the_first,
    _elsewhere, _wonders, _a_fee_to_take_off, _finds_it_wrong, _a_dead_link, _the_least,
    _every_week, _from_now_on, _costs,
    _no_money_and_why, _a_yes_with_a_question,
    _so_much_each_time, _so_much_on_each_day, _so_many_parts,
    _parts_on_the_table, _a_part_now, _a_day_and_no_part, _puts_the_sum_right, _charged_by_the_bank,
    _perhaps_a_day, _this_day_and_not_every, _a_day_beside_open_words, _another_time_will_do,
    _until_when, _insists_on_her_day,
    _an_amount_at_the_offers, _some_and_not_all, _out_of_what, _cannot_pay_now,
)  # fmt: skip
"""Asked in this order; the first that knows better than the words decides."""


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
