"""What a month leaves, if she says: one short question, two round figures, perhaps a payday, a way to skip.

Asked for only by a button beside offers, after a reason of hardship or a wish that failed, as the policy
says. Nothing about health, family or savings.
"""

from __future__ import annotations

from bot.conversation import deal
from bot.conversation import memory as stages
from bot.conversation.groups import OPEN
from bot.conversation.turn import Turn
from bot.model.talk import Button
from bot.model.words import Intent, Reason
from bot.understanding.living_on import tells_what_comes_in
from bot.understanding.month_said import in_figures, offers_a_sum, read_month, read_payday

ASKING = "budgeting"
PRESS, SKIP = "budget:ask", "budget:skip"


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
    """Take figures as income and fixed costs, when they were asked for; false when it is no answer.

    Where only one of the two is told, the other is asked for once more, and the first is kept.
    """
    if turn.memory.stage != ASKING or not turn.verified or offers_a_sum(turn.message.text):
        return False
    text = in_figures(turn.message.text)
    told = read_month(text, currency=turn.account.currency)
    if told is None:
        return _asked_for_the_figure(turn)
    known = turn.memory.wish.get(TOLD) or [None, None]
    if None not in told:
        known = [None, None]  # told anew
    elif known[0] is not None and told == (told[0], None) and _COSTS_ASKED in turn.memory.told:
        told = (None, told[0])  # a bare figure answers what was asked
    income, costs = (new.minor if new is not None else old for new, old in zip(told, known, strict=True))
    payday = read_payday(text)
    kept = {key: value for key, value in turn.memory.wish.items() if key != TOLD}
    turn.memory.wish = {**kept, **({"payday": payday} if payday is not None else {})}
    if income is None or costs is None:
        turn.memory.wish[TOLD] = [income, costs]
        turn.memory.once(_COSTS_ASKED)
        turn.say(
            "utter_budget_costs" if costs is None else "utter_budget_income",
            buttons=(Button("utter_button_budget_skip", SKIP),),
        )
        return True
    turn.memory.wish["budget"] = [income, costs]
    turn.memory.stage = stages.TALKING
    turn.say("utter_budget_thanks")
    deal.show_choices(turn)
    return True


def _asked_for_the_figure(turn: Turn) -> bool:
    """Ask once more where she tells what she lives on and no figure: 没收入 吃低保."""
    if not tells_what_comes_in(turn.message.text) or not set(turn.heard.intents) <= set(OPEN):
        return False
    if not turn.memory.once(_INCOME_ASKED):
        return False
    turn.say("utter_budget_income", buttons=(Button("utter_button_budget_skip", SKIP),))
    return True


TOLD = "month_told"
"""Where the wish keeps income and costs while one of them is still to be told."""
_INCOME_ASKED = "budget_income"
_COSTS_ASKED = "budget_costs"
