"""What a message is about by the figures in it, where its words leave that open.

"100 a month is all I have" asks for instalments, "can I pay it all on 30 June" for time, and "half now, is
the rest on the 15th all right" for a part now. The rules in :data:`BY_FIGURES` are asked in their order, and
the first that knows better than the words decides.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.conversation.groups import CANNOT_NOW, HARDSHIP, OPEN, SPLITTING
from bot.conversation.heard import HeardDate, is_definite, payment_day
from bot.conversation.in_full import makes_the_whole
from bot.conversation.memory import CLARIFYING, CONFIRMING, OFFERING
from bot.conversation.on_the_table import (
    another_time_will_do,
    asks_about_the_parts,
    in_parts,
    speaks_of_parts,
    sums_with_days,
)
from bot.conversation.pairing import offered, offered_of
from bot.conversation.schedules import comes_back
from bot.conversation.topics import short
from bot.conversation.turn import Turn
from bot.model.words import Intent, OfferKind, Reason, Signal
from bot.understanding.beside_figures import (
    asks_out_of_what,
    blames_the_bank,
    finds_fault,
    pays_with_the_next,
    some_but_not_all,
    supposes,
    tells_of_a_payment,
    wants_to_know,
)
from bot.understanding.corrections import rather_this_sum
from bot.understanding.counts import pays_every_week, read_parts
from bot.understanding.due_days import asks_to_move, moves_due_day
from bot.understanding.events import awaits_a_payout, names_a_day_to_pay, waits_for_a_time
from bot.understanding.figures_asked import (
    asks_the_least,
    asks_the_parts,
    checks_the_cost,
    disputes_nothing,
    wonders_at_the_sum,
)
from bot.understanding.left_over import leftover, plainly, without
from bot.understanding.outcomes_asked import supposes_a_later_day
from bot.understanding.pairing_words import the_rest
from bot.understanding.parts_said import less_in_the_first
from bot.understanding.plain_acts import names_a_part
from bot.understanding.plain_reasons import cannot_pay
from bot.understanding.short_replies import for_every_month
from bot.understanding.ways_asked import tells_of_a_dead_link

_POLITE = (Intent.GREET, Intent.THANK)
"""What a message with a sum in it may open with: "Good afternoon, I can manage sixty pound a month"."""
_ABOUT_US = (Intent.ASK_WHY_CONTACTED, Intent.ASK_IDENTITY, Intent.ASK_IF_BOT)
"""What an offer may open with before she knows us: "is this about my loan? I can do 60 a week"."""
FINAL = (Intent.GOODBYE, Intent.ASK_AMOUNT)
"""What "30 June, that is final" and "30 June or nothing" sound like to the reader."""

WONDERING = frozenset(
    {
        Intent.DISPUTE_AMOUNT, Intent.GIVE_REASON, Intent.ASK_FEES, Intent.AFFIRM, Intent.ASK_AMOUNT,
        Intent.ASK_WHY_CONTACTED, Intent.ASK_HOW_TO_PAY,
    }
)  # fmt: skip
"""What "that's more than I thought, why" is read as."""
BEFORE_TERMS = (CLARIFYING, OFFERING)
BARE = 12
"""Characters of an answer that is a day and hardly more."""
ELSEWHERE = 0.85
"""How surely a message is about something else when a day in it is no wish ("june 30th final" is less)."""
HARDLY = 0.5
"""Below it a dispute is no more than a guess at bare figures: "80 in march 80 in april 80 in may"."""


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


def _counts_them_out(said: Said) -> Intent | None:
    """Sums that come to just what is owed are parts, whatever bare figures sound like: 300+300+300+300+80."""
    open_words = said.lead in (*OPEN, Intent.OFFER_PARTIAL, Intent.PROMISE_TO_PAY, Intent.ASK_AMOUNT)
    whole = open_words and not said.turn.heard.dates and makes_the_whole(said.text, overdue=said.turn.overdue)
    return Intent.REQUEST_INSTALMENTS if whole else None


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
    asks = said.lead is Intent.DISPUTE_AMOUNT or wants_to_know(text)
    return Intent.ASK_FEES if disputes and asks and disputes_nothing(text) else None


def _a_fee_to_take_off(said: Said) -> Intent | None:
    """A late charge that is only to be taken off is no wrong amount: "a late fee?? take it off"."""
    off = said.lead is Intent.DISPUTE_AMOUNT and said.turn.heard.has(Intent.REQUEST_WAIVER)
    return Intent.REQUEST_WAIVER if off and not finds_fault(said.text) else None


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


def _what_a_later_day_does(said: Said) -> Intent | None:
    """Who asks what a later day does to the credit file gets that day's plan: its terms answer it."""
    asks = said.lead is Intent.ASK_CREDIT_IMPACT and said.exact and not said.amounts
    later = asks and said.day is not None and said.day.start > said.turn.today
    return Intent.REQUEST_DEFERRAL if later and supposes_a_later_day(said.text) else None


def _costs(said: Said) -> Intent | None:
    """Making sure that nothing is charged asks for no waiver: "and no fee?"."""
    return Intent.ASK_FEES if checks_the_cost(said.text) else None


def _so_much_each_time(said: Said) -> Intent | None:
    """So much each time: "100 a month is all I have", "60 on Fridays", "what if I paid 20 a week"."""
    open_words: tuple[Intent, ...] = (*OPEN, *_POLITE, Intent.PROMISE_TO_PAY, Intent.OFFER_PARTIAL)
    if supposes(said.text):
        open_words = (*open_words, Intent.ASK_FEES, Intent.ASK_CONSEQUENCE, Intent.ASK_AMOUNT)
    heard = said.turn.heard
    sums = offered_of(heard, said.text, overdue=said.turn.overdue)
    if said.lead in _ABOUT_US and sums:
        open_words = (*open_words, *_ABOUT_US)
    each = any(amount.per for amount in sums) or (bool(sums) and comes_back(heard, said.text))
    if said.lead is Intent.REQUEST_DUE_DAY_CHANGE and not asks_to_move(said.text):
        return Intent.REQUEST_INSTALMENTS if each else None  # "standing order for 80 on the 15th every month"
    return Intent.REQUEST_INSTALMENTS if said.lead in open_words and each else None


def _so_much_on_each_day(said: Said) -> Intent | None:
    """Sums with a day each are an offer, whatever a short message sounds like: "今天640 3月31号640"."""
    open_words = (*OPEN, *_POLITE, Intent.ASK_AMOUNT, Intent.PROMISE_TO_PAY)
    hardly = said.lead is Intent.DISPUTE_AMOUNT and said.turn.heard.confidence < HARDLY
    disputes = said.turn.heard.signal(Signal.DISPUTE) or finds_fault(said.text)
    fits = said.lead in open_words or (hardly and not disputes)
    return Intent.OFFER_PARTIAL if fits and sums_with_days(said.turn) else None


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


def _asks_about_the_parts(said: Said) -> Intent | None:
    """Who asks why a part just shown is that much disputes nothing: 为啥变260了, "why 256 not 300"."""
    asks = said.lead is Intent.DISPUTE_AMOUNT and asks_about_the_parts(said.turn)
    return Intent.REQUEST_INSTALMENTS if asks else None


def _charged_by_the_bank(said: Said) -> Intent | None:
    """What her bank charged disputes none of ours, beside an offer: "£12 overdraft fee, I can pay half"."""
    heard = said.turn.heard
    offer = next((each for each in (*SPLITTING, Intent.PROMISE_TO_PAY) if heard.has(each)), None)
    bank = said.lead is Intent.DISPUTE_AMOUNT and blames_the_bank(said.text)
    return offer if bank and heard.lead is offer else None


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


def _some_time_later(said: Said) -> Intent | None:
    """A time when money comes, however vague, is one to wait for: "20号以后才有钱"."""
    day, heard = said.day, said.turn.heard
    if said.lead not in (Intent.GIVE_REASON, Intent.UNSURE) or day is None or said.exact or heard.amounts:
        return None
    graver = HARDSHIP.intersection(heard.reasons) - {Reason.CASH_FLOW}
    waits = not graver and waits_for_a_time(said.text, day.text)
    ahead = day.start > said.turn.today and (waits or awaits_a_payout(said.text, day.text))
    return Intent.REQUEST_DEFERRAL if ahead else None


def _another_time_will_do(said: Said) -> Intent | None:
    """A no to one time beside a yes to a later one asks for it: "can't pay in march, april is ok"."""
    open_words = said.lead in (Intent.DENY, Intent.AFFIRM, Intent.UNSURE, Intent.CHOOSE_OPTION)
    later = open_words and another_time_will_do(said.turn)
    return Intent.REQUEST_DEFERRAL if later and not said.amounts else None


def _with_the_next(said: Said) -> Intent | None:
    """Who would pay it with the next instalment asks for time: "can i pay it with my next payment"."""
    return Intent.REQUEST_DEFERRAL if said.lead in OPEN and pays_with_the_next(said.text) else None


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
    return Intent.OFFER_PARTIAL if open_words and some_but_not_all(said.text) else None


def _out_of_what(said: Said) -> Intent | None:
    """Who asks out of what she should pay so much asks for help: "how am I supposed to pay 2100"."""
    asks = said.lead in (Intent.OUT_OF_SCOPE, Intent.UNSURE) and asks_out_of_what(said.text)
    return Intent.REQUEST_HELP if asks and not said.exact else None


def _cannot_pay_now(said: Said) -> Intent | None:
    """Who cannot pay now does not ask for a link: "I lost my job, how do I pay"."""
    asks = said.lead is Intent.ASK_HOW_TO_PAY and CANNOT_NOW.intersection(said.turn.heard.reasons)
    return Intent.REQUEST_HELP if asks else None


def _the_rest_on_a_day(said: Said) -> Intent | None:
    """A day to come for the rest is no payment made: "and the other 980 on the 10th"."""
    begun = said.turn.memory.wish.get("amount_now") and the_rest(said.text)
    claims = said.lead is Intent.REPORT_PAID and said.turn.heard.confidence < ELSEWHERE
    return (
        Intent.OFFER_PARTIAL
        if claims and begun and said.exact and not tells_of_a_payment(said.text)
        else None
    )


def _figures_and_no_payment(said: Said) -> Intent | None:
    """A sum or a day and not a word more reports no payment, whatever it sounds like: 一千二, "yesterday"."""
    heard = said.turn.heard
    figures = [each for each in (*(a.text for a in heard.amounts), *(d.text for d in heard.dates)) if each]
    bare = said.lead is Intent.REPORT_PAID and figures and not leftover(without(plainly(said.text), figures))
    shown = said.turn.memory.stage in (OFFERING, CONFIRMING) and said.amounts
    return (Intent.OFFER_PARTIAL if shown else Intent.OUT_OF_SCOPE) if bare else None


def _less_in_the_first(said: Said) -> Intent | None:
    """Parts of which the first is another sum are asked for: "first month 280, the other two 500 each"."""
    open_words = (*OPEN, Intent.PROMISE_TO_PAY, Intent.OFFER_PARTIAL, Intent.REPORT_PAID)
    unsure = said.lead in open_words and said.turn.heard.confidence < ELSEWHERE
    parts = unsure and less_in_the_first(said.text) and not tells_of_a_payment(said.text)
    return Intent.REQUEST_INSTALMENTS if parts else None


BY_FIGURES: tuple[Callable[[Said], Intent | None], ...] = (
    _counts_them_out, _figures_and_no_payment, _the_rest_on_a_day, _less_in_the_first,
    _elsewhere, _wonders, _a_fee_to_take_off, _finds_it_wrong, _a_dead_link, _the_least,
    _every_week, _from_now_on, _costs,
    _no_money_and_why, _a_yes_with_a_question, _what_a_later_day_does,
    _so_much_each_time, _so_much_on_each_day, _so_many_parts,
    _parts_on_the_table, _a_part_now, _a_day_and_no_part, _puts_the_sum_right,
    _asks_about_the_parts, _charged_by_the_bank,
    _perhaps_a_day, _this_day_and_not_every, _a_day_beside_open_words, _some_time_later,
    _another_time_will_do, _with_the_next,
    _until_when, _insists_on_her_day,
    _an_amount_at_the_offers, _some_and_not_all, _out_of_what, _cannot_pay_now,
)  # fmt: skip
"""Asked in this order; the first that knows better than the words decides."""
