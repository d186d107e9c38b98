"""Intents and reasons that belong together, for whoever asks whether any of them was said."""

from __future__ import annotations

from bot.model.words import Intent, Reason

SPLITTING = (Intent.REQUEST_INSTALMENTS, Intent.OFFER_PARTIAL)
PAYING = frozenset({*SPLITTING, Intent.PROMISE_TO_PAY})
"""She says how she pays."""
PAYS = PAYING | {Intent.REQUEST_DEFERRAL}
"""The same, and a wish for time."""
WISHES_BESIDE = PAYS | {
    Intent.REQUEST_WAIVER, Intent.REQUEST_DUE_DAY_CHANGE, Intent.ASK_AMOUNT, Intent.ASK_HOW_TO_PAY,
    Intent.ASK_FEES, Intent.REPORT_PAID, Intent.DISPUTE_AMOUNT, Intent.DISPUTE_DEBT,
}  # fmt: skip
"""What is answered beside the denial of a death."""
SETTLING = PAYS | {
    Intent.REQUEST_WAIVER, Intent.REQUEST_DUE_DAY_CHANGE, Intent.ASK_AMOUNT, Intent.ASK_HOW_TO_PAY,
    Intent.REQUEST_HELP, Intent.CHOOSE_OPTION, Intent.AFFIRM, Intent.CORRECT_INFORMATION,
    Intent.ASK_PLAN_STATUS,
}  # fmt: skip
"""She asks to pay or for a plan; an answer to that is no demand."""
NO_PROMISE = frozenset(
    {
        Intent.REPORT_PAID, Intent.DISPUTE_DEBT, Intent.DISPUTE_AMOUNT, Intent.REPORT_FRAUD,
        Intent.REPORT_AUTODEBIT_PROBLEM, Intent.COMPLAIN, Intent.REPORT_HARASSMENT, Intent.REQUEST_HUMAN,
    }
)  # fmt: skip
"""What is said makes a day or a sum beside it no promise."""
OPEN = (
    Intent.ASK_HOW_TO_PAY, Intent.GIVE_REASON, Intent.OUT_OF_SCOPE, Intent.UNSURE, Intent.REQUEST_HELP,
    Intent.CHOOSE_OPTION, Intent.AFFIRM, Intent.DENY,
)  # fmt: skip
"""Intents beside which a figure says more than the word did."""

HARDSHIP = frozenset(
    {
        Reason.JOB_LOSS, Reason.CASH_FLOW, Reason.ILLNESS, Reason.BUSINESS_TROUBLE, Reason.FAMILY_EVENT,
        Reason.DISASTER,
    }
)  # fmt: skip
CANNOT_NOW = HARDSHIP | {Reason.SALARY_DELAY}
"""Reasons beside which "how do I pay" asks for ways that she can afford."""
CONTESTED = frozenset({Reason.AMOUNT_DISPUTED, Reason.NOT_MY_DEBT, Reason.SUSPECTS_SCAM})
"""Reasons to look at the debt itself first."""
