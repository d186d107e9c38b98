"""Topics: one module for each kind of thing a borrower can bring up.

One topic name runs through ``data/nlu``, ``data/rules``, ``actions`` and here. :data:`TOPICS`
maps each intent to the function that answers it.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.conversation.topics import (
    balance,
    care,
    complaint,
    consequences,
    correcting,
    deferral,
    dispute,
    greeting,
    instalments,
    outside,
    payment,
    people,
    promise,
    reasons,
    replying,
    rights,
    trust,
    waiver,
)
from bot.conversation.turn import Turn
from bot.model.words import Intent

Topic = Callable[[Turn], None]

TOPICS: dict[Intent, Topic] = {
    Intent.GREET: greeting.greet,
    Intent.GOODBYE: greeting.goodbye,
    Intent.THANK: greeting.thank,
    Intent.AFFIRM: replying.affirm,
    Intent.DENY: replying.deny,
    Intent.UNSURE: replying.unsure,
    Intent.CHOOSE_OPTION: replying.choose,
    Intent.CORRECT_INFORMATION: correcting.correct,
    Intent.ASK_IDENTITY: trust.who,
    Intent.ASK_IF_BOT: trust.bot,
    Intent.ASK_IF_SCAM: trust.scam,
    Intent.ASK_WHY_CONTACTED: trust.why,
    Intent.ASK_AMOUNT: balance.amount,
    Intent.ASK_HOW_TO_PAY: balance.how_to_pay,
    Intent.ASK_PLAN_STATUS: balance.plan_status,
    Intent.ASK_FEES: consequences.fees,
    Intent.ASK_CREDIT_IMPACT: consequences.credit,
    Intent.ASK_LEGAL: consequences.legal,
    Intent.ASK_CONSEQUENCE: consequences.general,
    Intent.ASK_COLLECTION: consequences.collection,
    Intent.GIVE_REASON: reasons.listen,
    Intent.PROMISE_TO_PAY: promise.promise,
    Intent.OFFER_PARTIAL: promise.partial,
    Intent.REQUEST_DEFERRAL: deferral.later,
    Intent.REQUEST_DUE_DAY_CHANGE: deferral.due_day,
    Intent.REQUEST_INSTALMENTS: instalments.split,
    Intent.REQUEST_HELP: instalments.options,
    Intent.REQUEST_WAIVER: waiver.waive,
    Intent.REPORT_PAID: payment.paid,
    Intent.REPORT_AUTODEBIT_PROBLEM: payment.autodebit,
    Intent.DISPUTE_DEBT: dispute.debt,
    Intent.DISPUTE_AMOUNT: dispute.amount,
    Intent.REPORT_FRAUD: dispute.fraud,
    Intent.REQUEST_HUMAN: people.human,
    Intent.STOP_CONTACT: people.stop,
    Intent.WRONG_PERSON: people.wrong_person,
    Intent.THIRD_PARTY: people.third_party,
    Intent.CHANGE_LANGUAGE: people.language,
    Intent.COMPLAIN: complaint.complain,
    Intent.REPORT_HARASSMENT: complaint.harassment,
    Intent.ABUSE: complaint.abuse,
    Intent.EXPRESS_DISTRESS: care.distress,
    Intent.REQUEST_MY_DATA: rights.my_data,
    Intent.OUT_OF_SCOPE: outside.out_of_scope,
}
