"""A short reply is read with the question it answers: 好 at a cost table, "the second" beside days, 都不行.

What was asked is known from the stage of the talk and from the buttons of what was said last; the classifier
is not asked what "no" means.
"""

from __future__ import annotations

from datetime import date

from bot.conversation import budget, deal, how_much, showing
from bot.conversation import memory as stages
from bot.conversation.topics import balance, gate, replying
from bot.conversation.turn import Turn
from bot.model.money import Money
from bot.model.talk import Line
from bot.model.words import Intent, OfferKind
from bot.understanding.about_us import asks_what_matter
from bot.understanding.asides import asks_when
from bot.understanding.busy import only_busy, only_free_now
from bot.understanding.check_asked import asks_why_the_check, names_the_number
from bot.understanding.plan_questions import gives_a_sign, nods
from bot.understanding.short_replies import Reply, Short, read_short

_YES = (Short.YES, Short.WEAK)
_NO = (Short.NO, Short.NONE)
_PAUSE = (Short.LATER, Short.THINK)


def answered(turn: Turn) -> bool:
    """Answer a short reply by what was asked; false when it is none, or answers nothing of ours."""
    reply = _read(turn)
    if _names_the_sum(turn):
        return True
    if reply is None:
        return _let_go(turn) or _takes_it_up(turn) or _days_again(turn) or _why_checked(turn)
    if not turn.verified:
        done = _beside_the_check(turn, reply)
    else:
        done = _ANSWERS.get(turn.memory.stage, _in_talk)(turn, reply)
    if done:
        turn.memory.misses = 0
    return done


def _read(turn: Turn) -> Reply | None:
    """The short reply; "那就这样吧" is one at a cost table, and a goodbye elsewhere."""
    at_the_table = turn.memory.stage == stages.CONFIRMING and turn.memory.pending
    nod = Reply(Short.WEAK) if at_the_table and nods(turn.message.text) else None
    return read_short(turn.message.text) or nod


def _let_go(turn: Turn) -> bool:
    """Who only says that now is no time is let go with one line: no menu, no question, nothing recorded."""
    if turn.heard.signals or not only_busy(turn.message.text):
        return False
    turn.memory.misses = 0
    turn.say("utter_goodbye", reveals=False)
    return True


def _takes_it_up(turn: Turn) -> bool:
    """Who has time now, or asks what it is about, is shown where the talk stands; the check goes on."""
    text = turn.message.text
    if turn.heard.signals or not (only_free_now(text) or asks_what_matter(text)):
        return False
    turn.memory.misses = 0
    if not turn.verified:
        if only_free_now(text):
            gate.ask(turn)
            return True
        return False
    if not shows_again(turn):
        gate.state_debt(turn)
    return True


def _why_checked(turn: Turn) -> bool:
    """What the questions are for is said at once, and the question is asked again."""
    text = turn.message.text
    at_once = turn.memory.stage == stages.NEW and names_the_number(text) and not turn.heard.signals
    first = at_once and not turn.verified and not gate.locked(turn)
    if not (gate.waits_for_answers(turn) or first) or not asks_why_the_check(text):
        return False
    turn.memory.misses = 0
    turn.say("utter_verify_because", reveals=False)
    gate.ask(turn)
    return True


def _days_again(turn: Turn) -> bool:
    """A bare "when?" while an arrangement is shown or stands asks for its days, and not for the debt."""
    if not turn.verified or not asks_when(turn.message.text) or not shows_again(turn):
        return False
    turn.memory.misses = 0
    return True


def shows_again(turn: Turn) -> bool:
    """What is on the table, or arranged, once more; false when nothing is."""
    if turn.memory.stage == stages.CONFIRMING and turn.memory.pending:
        deal.choose(turn, turn.memory.pending)
    elif turn.memory.stage == stages.OFFERING and turn.memory.offers:
        deal.show_choices(turn)
    elif balance.settled(turn):
        balance.plan_status(turn)
    else:
        return False
    return True


def _beside_the_check(turn: Turn, reply: Reply) -> bool:
    """Neither yes nor no answers a question of the check: it is asked again, with the reason after a no."""
    if turn.session.locked_at is not None or turn.memory.stage != stages.VERIFYING:
        return False
    if reply.kind in _PAUSE:
        turn.say("utter_take_your_time", reveals=False)
        return True
    if reply.kind in _NO:
        turn.say("utter_verify_why", reveals=False)
    gate.ask(turn)
    return True


def _at_the_cost_table(turn: Turn, reply: Reply) -> bool:
    pending = turn.memory.pending
    if pending is None:
        return _in_talk(turn, reply)
    text = turn.message.text
    asked = gives_a_sign(text) and _asked_last(turn, pending)
    if reply.kind is Short.YES or asked or (nods(text) and _asked_again(turn, pending)):
        replying.affirm(turn)
    elif reply.kind in _NO:
        replying.deny(turn)
    elif reply.kind in _PAUSE:
        turn.say("utter_take_your_time")
    elif reply.kind is Short.NTH:
        picked = None if turn.message.text.strip(" .。").isdigit() else _nth(turn.memory.offers, reply.number)
        deal.choose(turn, picked or pending)
    else:
        replying.ask_for_a_yes(turn, pending)
    return True


def _asked_again(turn: Turn, pending: str) -> bool:
    """Whether the last thing said was to ask, in so many words, for a yes to what is on the table."""
    return _asked_last(turn, pending) and showing.ASKED_AGAIN in turn.memory.asked_back


def _asked_last(turn: Turn, pending: str) -> bool:
    """Whether a yes to what is on the table was asked for last."""
    return f"accept:{pending}" in codes_offered(turn)


def _among_offers(turn: Turn, reply: Reply) -> bool:
    offers = turn.memory.offers
    if not offers:
        return _in_talk(turn, reply)
    picked = _nth(offers, reply.number) if reply.kind is Short.NTH else None
    if reply.kind is Short.EITHER:
        picked = replying.cheapest(turn)
    if picked is not None:
        deal.choose(turn, picked)
    elif reply.kind is Short.NTH:
        if turn.heard.dates:  # "5号" beside four options is a day
            return False
        showing.which_one(turn)
    elif reply.kind in _YES:
        replying.affirm(turn)
    elif reply.kind is Short.NONE:
        replying.something_else(turn)
    elif reply.kind is Short.NO:
        replying.deny(turn)
    else:
        turn.say("utter_take_your_time")
    return True


def _asked_back(turn: Turn, reply: Reply) -> bool:
    """A day or a sum was asked back about, with some to tap."""
    from bot.conversation.respond import press

    days = [code for _, code in _last_buttons(turn) if code.startswith(("date:", "sum:"))]
    if reply.kind is Short.THINK:
        turn.say("utter_take_your_time")
        return True
    if reply.kind in (*_NO, Short.LATER) or not days:
        replying.something_else(turn)
        return True
    if reply.kind is Short.NTH and turn.heard.dates and days[0].startswith("date:"):
        return False  # "5号" is a day and no fifth button
    number = -1 if reply.kind is Short.EITHER else reply.number if reply.kind is Short.NTH else 0
    picked = _nth(days, number) or (days[0] if len(days) == 1 else None)
    if picked is not None:
        press(turn, picked)
        return True
    shown = [code.partition(":")[2] for code in days]
    if days[0].startswith("sum:"):
        sums = [Money(int(minor), turn.account.currency) for minor in shown]
        turn.say("utter_which_sum", buttons=how_much.buttons(sums))
    else:
        turn.say("utter_which_day", buttons=deal.day_buttons([date.fromisoformat(day) for day in shown]))
    return True


def _names_the_sum(turn: Turn) -> bool:
    """Take a sum and nothing else as the answer to how much; false when that was not asked."""
    from bot.conversation.respond import press

    heard = turn.heard
    plain = [amount.of(turn.overdue) for amount in heard.amounts]
    if turn.memory.stage != stages.CLARIFYING or len(plain) != 1 or heard.dates or heard.amounts[0].per:
        return False
    asked = any(code.startswith("sum:") for _, code in _last_buttons(turn))
    if not asked or plain[0] is None or not 0 < plain[0].minor < turn.overdue.minor:
        return False
    press(turn, f"sum:{plain[0].minor}")
    return True


def _at_the_budget(turn: Turn, reply: Reply) -> bool:
    budget.pressed(turn, "skip" if reply.kind in (*_NO, *_PAUSE) else "ask")
    return True


def _in_talk(turn: Turn, reply: Reply) -> bool:
    """Nothing in particular was asked, or an open question was."""
    from bot.conversation.respond import press

    if reply.kind is Short.YES and only_offered(turn, Intent.COMPLAIN):
        press(turn, f"intent:{Intent.COMPLAIN}")
        return True
    if reply.kind is Short.NTH:
        buttons = [code for _, code in _last_buttons(turn)]
        picked = _nth(buttons, reply.number)
        if picked is None:
            return False
        press(turn, picked)
        return True
    if turn.ledger.cure_amount.minor <= 0 and not balance.settled(turn):
        balance.statement(turn)  # nothing is asked for that is not due; what comes next is said
        return True
    if balance.settled(turn) or told_how_to_pay(turn):
        if reply.kind in _NO or (reply.kind in _PAUSE and balance.settled(turn)):
            balance.plan_status(turn)
        elif reply.kind in _PAUSE:
            turn.say("utter_take_your_time")
        else:
            turn.say("utter_welcome", reveals=False)
    elif reply.kind in _NO:
        replying.something_else(turn)
    elif reply.kind is Short.LATER:
        deal.ask_for(turn, OfferKind.DEFERRAL)
    elif reply.kind is Short.THINK:
        turn.say("utter_take_your_time", buttons=gate.STARTERS)
    else:
        replying.affirm(turn)
    return True


_ANSWERS = {
    stages.CONFIRMING: _at_the_cost_table,
    stages.OFFERING: _among_offers,
    stages.CLARIFYING: _asked_back,
    budget.ASKING: _at_the_budget,
}


def _nth(shown: list[str], number: int) -> str | None:
    if number == -1:
        return shown[-1] if shown else None
    return shown[number - 1] if 0 < number <= len(shown) else None


def told_how_to_pay(turn: Turn) -> bool:
    """Whether the way to pay was said last."""
    return last_showed(turn, "pay")


def last_showed(turn: Turn, kind: str) -> bool:
    """Whether a card of this kind stood under what was said last."""
    last = _last_line(turn)
    return last is not None and any(card.get("kind") == kind for card in last.payload.get("cards", ()))


def just_offered(turn: Turn, intent: Intent) -> bool:
    """Whether a button for ``intent`` stands under what was said last."""
    return any(code == f"intent:{intent}" for _, code in _last_buttons(turn))


def only_offered(turn: Turn, intent: Intent) -> bool:
    """Whether that button is the only one there."""
    return [code for _, code in _last_buttons(turn)] == [f"intent:{intent}"]


def codes_offered(turn: Turn) -> list[str]:
    """What the buttons under what was said last do."""
    return [code for _, code in _last_buttons(turn)]


def _last_buttons(turn: Turn) -> list[tuple[str, str]]:
    """The buttons of what was said last on this device."""
    last = _last_line(turn)
    return [(str(label), str(code)) for label, code in last.payload.get("buttons", ())] if last else []


def _last_line(turn: Turn) -> Line | None:
    lines = turn.unit.talks.lines(turn.conversation.id)
    mine = [line for line in lines if line.direction == "out" and line.session_id == turn.session.id]
    return mine[-1] if mine else None
