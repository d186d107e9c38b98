"""What is asked or told so plainly that the words decide, before intents are weighed.

The words find it, and the reading of the whole message allows it: beside distress, a stop, a dispute of the
debt or somebody else at the phone nothing is answered here.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.conversation import wishes_on_file
from bot.conversation.topics import (
    consequences,
    deferral,
    figures,
    loan_asked,
    money_gone,
    payment,
    settlement,
    trust,
    ways,
)
from bot.conversation.turn import Turn
from bot.model.words import Intent

I = Intent  # noqa: E741 - the table below is read by its names
ASKS = frozenset({I.ASK_HOW_TO_PAY, I.ASK_IF_SCAM, I.UNSURE, I.OUT_OF_SCOPE, I.REQUEST_HELP, I.AFFIRM})
"""What a plain question about paying is read as."""
WISHES = frozenset(
    {I.PROMISE_TO_PAY, I.REQUEST_DEFERRAL, I.OFFER_PARTIAL, I.REQUEST_INSTALMENTS, I.REQUEST_DUE_DAY_CHANGE}
)
DEBIT = frozenset({I.REPORT_AUTODEBIT_PROBLEM})
OPTIONS = frozenset(
    {I.ASK_FEES, I.ASK_AMOUNT, I.ASK_PLAN_STATUS, I.ASK_CONSEQUENCE, I.CHOOSE_OPTION, I.REQUEST_WAIVER}
)
LOAN = ASKS | OPTIONS - {I.REQUEST_WAIVER}
"""What a question about the loan itself is read as."""
GRAVER = frozenset(
    {
        I.DISPUTE_DEBT, I.EXPRESS_DISTRESS, I.STOP_CONTACT, I.THIRD_PARTY, I.COMPLAIN, I.REPORT_HARASSMENT,
        I.REQUEST_MY_DATA,
    }
)  # fmt: skip
ELSEWHERE = 0.85
"""How surely a message is about something else when its words decide nothing here."""
FAINT = 0.5
"""A leading intent that is no surer than this says nothing against the words."""
ANYWHERE = (money_gone.card_sent, money_gone.after_a_scam, ways.new_details, ways.call)
"""What the words say even where the whole sounds like something else: "我银行卡换了怎么办"."""

ANSWERS: tuple[tuple[Callable[[Turn], bool], frozenset[Intent]], ...] = (
    (
        money_gone.to_a_stranger,
        frozenset({I.REPORT_PAID, I.REPORT_FRAUD, I.PROMISE_TO_PAY, I.GIVE_REASON, I.CORRECT_INFORMATION}),
    ),
    (money_gone.after_a_scam, ASKS | {I.REPORT_FRAUD, I.GIVE_REASON, I.ASK_CONSEQUENCE, I.ASK_LEGAL}),
    (
        money_gone.astray,
        frozenset({I.REPORT_PAID, I.REPORT_FRAUD, I.CORRECT_INFORMATION, I.GIVE_REASON, I.OUT_OF_SCOPE}),
    ),
    (money_gone.card_sent, frozenset(Intent)),
    (money_gone.twice, DEBIT | {I.REPORT_PAID, I.CORRECT_INFORMATION, I.OUT_OF_SCOPE, I.REQUEST_WAIVER}),
    (money_gone.bank_charge, DEBIT | ASKS | OPTIONS | {I.REPORT_PAID, I.DISPUTE_AMOUNT, I.GIVE_REASON}),
    (money_gone.not_ours, ASKS | {I.REPORT_FRAUD, I.ASK_IDENTITY, I.ASK_IF_BOT, I.GIVE_REASON}),
    (
        settlement.answered,
        (ASKS - {I.ASK_IF_SCAM})
        | {I.PROMISE_TO_PAY, I.OFFER_PARTIAL, I.REQUEST_WAIVER, I.DENY, I.CORRECT_INFORMATION, I.ASK_AMOUNT},
    ),
    (ways.debit_to_stop, DEBIT | WISHES | (ASKS - {I.AFFIRM}) | {I.DENY, I.ASK_FEES}),
    (ways.new_details, DEBIT | ASKS | {I.ASK_PLAN_STATUS, I.ASK_CONSEQUENCE}),
    (
        ways.collected,
        DEBIT | ASKS | WISHES | {I.ASK_AMOUNT, I.ASK_PLAN_STATUS, I.ASK_CONSEQUENCE, I.CORRECT_INFORMATION},
    ),
    (ways.taken_again, DEBIT | {I.REPORT_PAID, I.ASK_FEES, I.DISPUTE_AMOUNT}),
    (ways.put_in, DEBIT | {I.REPORT_PAID}),
    (
        wishes_on_file.answered,
        ASKS | OPTIONS | {I.ASK_COLLECTION, I.DENY, I.CORRECT_INFORMATION, I.GIVE_REASON},
    ),
    (ways.unsafe_link, ASKS | {I.DENY}),
    (
        ways.dead_link,
        (ASKS - {I.AFFIRM})
        | WISHES
        | {I.DENY, I.GIVE_REASON, I.REPORT_FRAUD, I.ASK_PLAN_STATUS, I.ASK_IDENTITY},
    ),
    (ways.transfer, frozenset({I.ASK_HOW_TO_PAY})),
    (ways.account_number, frozenset({I.PROMISE_TO_PAY})),
    (ways.call, ASKS | WISHES | {I.REQUEST_HUMAN, I.DENY, I.ASK_IDENTITY, I.ASK_COLLECTION}),
    (ways.how_beside, WISHES),
    (deferral.later_ones, LOAN | WISHES | DEBIT | {I.DENY, I.CORRECT_INFORMATION, I.GIVE_REASON}),
    (
        trust.rang,
        (ASKS - {I.AFFIRM})
        | {I.ASK_IDENTITY, I.ASK_IF_BOT, I.ASK_WHY_CONTACTED, I.ASK_COLLECTION, I.REQUEST_HUMAN},
    ),
    (figures.said_before, (WISHES - {I.PROMISE_TO_PAY}) | OPTIONS | {I.GIVE_REASON, I.OUT_OF_SCOPE}),
    (
        consequences.unanswered,
        ASKS | OPTIONS | {I.DENY, I.ASK_CREDIT_IMPACT, I.ASK_LEGAL, I.CORRECT_INFORMATION, I.GIVE_REASON},
    ),
    (payment.when_it_shows, ASKS | OPTIONS | {I.ASK_CREDIT_IMPACT, I.GIVE_REASON, I.PROMISE_TO_PAY}),
    (loan_asked.whole, LOAN | {I.DENY, I.PROMISE_TO_PAY}),
    (loan_asked.how_long, LOAN),
    (loan_asked.rate, LOAN),
    (loan_asked.next_beside, LOAN | WISHES | {I.AFFIRM}),
    (loan_asked.next_later, frozenset({I.REQUEST_DEFERRAL, I.REQUEST_DUE_DAY_CHANGE, I.REQUEST_INSTALMENTS})),
    (figures.why, ASKS | OPTIONS | {I.ASK_WHY_CONTACTED, I.DISPUTE_AMOUNT}),
    (figures.explained, ASKS | WISHES | OPTIONS),
    (
        figures.added_up,
        frozenset({I.ASK_AMOUNT, I.ASK_PLAN_STATUS, I.UNSURE, I.OUT_OF_SCOPE, I.DISPUTE_AMOUNT}),
    ),
    (figures.go_ahead, ASKS | {I.GIVE_REASON, I.CHOOSE_OPTION, I.GREET}),
)
"""Asked in this order, the gravest first; each with the leading intents beside which it is believed."""


def answered(turn: Turn) -> bool:
    """Answer a message that one of :data:`ANSWERS` knows; false when it is about something else."""
    heard = turn.heard
    if not heard.signals and loan_asked.rate_alone(turn):
        turn.memory.misses = 0
        return True
    graver = GRAVER.intersection(heard.intents)
    if graver:  # who was cheated may well be in tears
        return graver == {I.EXPRESS_DISTRESS} and money_gone.to_a_stranger(turn)
    lead = heard.lead if heard.confidence > FAINT else I.OUT_OF_SCOPE
    surely_elsewhere = lead is I.OUT_OF_SCOPE and heard.confidence >= ELSEWHERE
    for answers, leads in ANSWERS:
        if surely_elsewhere and answers not in ANYWHERE:
            continue
        if lead in leads and answers(turn):
            turn.memory.misses = 0
            return True
    return False
