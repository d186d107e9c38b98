"""Yes, no, not sure, the second one, no I meant the 25th."""

from __future__ import annotations

from datetime import date

from bot.conversation import deal, showing, wishes
from bot.conversation import memory as stages
from bot.conversation.topics import balance, gate
from bot.conversation.turn import Turn
from bot.model.rows import ShownOffer
from bot.understanding.offer_words import Most, kinds_chosen, most_wanted, place_named
from bot.understanding.plain_yes import plain_yes
from bot.understanding.plan_questions import forced, nods
from bot.understanding.pointing import leaves_out
from bot.understanding.short_replies import half_hearted, with_a_but


def affirm(turn: Turn) -> None:
    """A yes counts only for what was just asked."""
    if not turn.verified:
        gate.next_step(turn)
        return
    memory = turn.memory
    puzzled, memory.misses = memory.misses > 0, 0
    if memory.stage == stages.CONFIRMING and memory.pending:
        if puzzled or not _plain_yes(turn, memory.pending):  # a yes to what, after what nobody understood?
            ask_for_a_yes(turn, memory.pending)
        else:
            deal.accept(turn, memory.pending)
    elif memory.stage == stages.OFFERING and memory.offers:
        if len(memory.offers) == 1:
            deal.choose(turn, memory.offers[0])
        else:
            showing.which_one(turn)
    elif memory.stage in (stages.NEW, stages.VERIFYING):
        gate.state_debt(turn)
    else:
        deal.show_choices(turn)


def _plain_yes(turn: Turn, pending: str) -> bool:
    """Whether a yes is nothing but one (or a nod when asked again) and names no figure outside the offer."""
    text = turn.message.text
    if half_hearted(text) or with_a_but(text) or forced(text):
        return False
    named = [day.text for day in turn.heard.dates] + [amount.text for amount in turn.heard.amounts]
    if not (nods(text) or plain_yes(text, named=[each for each in named if each])):
        return False
    row = turn.unit.books.offer(pending)
    parts = row.body["parts"] if row else []
    days = {date.fromisoformat(each["due_on"]) for each in parts}
    sums = {int(each["total"]) for each in parts} | {sum(int(each["total"]) for each in parts)}
    said = [amount.of(turn.overdue) for amount in turn.heard.amounts]
    other_sum = any(amount is not None and amount.minor not in sums for amount in said)
    return not other_sum and all(day.start in days or day.end in days for day in turn.heard.dates)


def ask_for_a_yes(turn: Turn, pending: str) -> None:
    """What was said is no plain yes, and nothing is agreed to without one: ask for it."""
    if showing.ASKED_AGAIN not in turn.memory.asked_back:
        turn.memory.asked_back.append(showing.ASKED_AGAIN)
    turn.say("utter_confirm_again", buttons=showing.agree_buttons(pending))


def deny(turn: Turn) -> None:
    """A no to what was just asked: nothing is recorded, other ways are shown or asked for."""
    if not turn.verified:
        gate.next_step(turn)
        return
    memory = turn.memory
    if memory.stage in (stages.CONFIRMING, stages.OFFERING):
        memory.pending, memory.stage = None, stages.TALKING
        if deal.advises(turn):
            turn.say("utter_not_agreed")
            turn.say("utter_debt_advice", buttons=gate.STARTERS, advice=turn.help_line("debt_advice"))
        else:
            turn.say("utter_not_agreed", buttons=gate.STARTERS)
        return
    if turn.unit.books.active_plan(turn.account.id) is not None:
        deal.settled_already(turn)
    elif balance.settled(turn):
        balance.plan_status(turn)  # a promise stands; why she is late was told before it
    else:
        turn.say("utter_ask_reason", buttons=gate.STARTERS)


def start_over(turn: Turn) -> None:
    """What was wished so far is taken back: nothing is recorded, and she is asked what would suit."""
    memory = turn.memory
    memory.pending, memory.stage, memory.offers = None, stages.TALKING, []
    memory.wish = {key: memory.wish[key] for key in wishes.KEPT if key in memory.wish}
    turn.say("utter_not_agreed", buttons=gate.STARTERS)


def unsure(turn: Turn) -> None:
    """No hurry: say that nothing happens now and show what there is."""
    if not turn.verified:
        gate.next_step(turn)
        return
    turn.say("utter_take_your_time")
    if turn.memory.stage not in (stages.CONFIRMING, stages.OFFERING):
        deal.show_choices(turn)


def choose(turn: Turn) -> None:
    """One of the choices, by number, by kind or by price."""
    if not gate.opened(turn):
        return
    shown = turn.memory.offers
    pending = turn.memory.pending if turn.memory.stage == stages.CONFIRMING else None
    if pending and turn.message.text.strip(" .。").isdigit():
        deal.choose(turn, pending)  # a number at a cost table is neither a yes nor an older choice
        return
    if not shown:
        deal.show_choices(turn)
        return
    picked = _picked(turn)
    if picked is None:
        showing.which_one(turn)
    else:
        deal.choose(turn, picked)


def cheapest(turn: Turn) -> str | None:
    """The offer that costs least among those shown."""
    known = _rows_shown(turn)
    return min(known, key=lambda row: int(row.body["extra_cost"])).id if known else None


def smallest(turn: Turn) -> str | None:
    """The offer whose largest payment is the smallest among those shown."""
    known = [row for row in _rows_shown(turn) if row.body["parts"]]
    return (
        min(known, key=lambda row: max(int(each["total"]) for each in row.body["parts"])).id
        if known
        else None
    )


def latest(turn: Turn) -> str | None:
    """The offer that ends last among those shown."""
    known = [row for row in _rows_shown(turn) if row.body["parts"]]
    return max(known, key=lambda row: str(row.body["parts"][-1]["due_on"])).id if known else None


def _rows_shown(turn: Turn) -> list[ShownOffer]:
    rows = [turn.unit.books.offer(offer_id) for offer_id in turn.memory.offers]
    return [row for row in rows if row]


def _picked(turn: Turn) -> str | None:
    text, shown = turn.message.text.lower(), turn.memory.offers
    if leaves_out(text):
        return None  # the one named may be the one that is not wanted
    most = most_wanted(text)
    if most is not None:
        return _BY_MOST[most](turn)
    place = place_named(text)
    if place:
        index = place - 1 if place > 0 else len(shown) - 1
        return shown[index] if index < len(shown) else None
    rows = _rows_shown(turn)
    fits = (row.id for kind in kinds_chosen(text) for row in rows if row.kind == kind.value)
    return next(fits, None)


_BY_MOST = {Most.SMALLEST: smallest, Most.CHEAPEST: cheapest, Most.LATEST: latest}


def something_else(turn: Turn) -> None:
    """None of these: ask in her own words, once; then a person is offered beside it."""
    turn.memory.pending, turn.memory.stage = None, stages.TALKING
    turn.say("utter_tell_me_yours", buttons=gate.STARTERS[1:])
