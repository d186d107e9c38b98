"""How the money moves: collected or by hand, another card, a transfer, a page that looks unsafe, a call.

What is on file is said and nothing else: no debit and no account is known here, so a person is offered.
"""

from __future__ import annotations

from bot.conversation import memory as stages
from bot.conversation import ways_to_pay
from bot.conversation.heard import is_definite, payment_day
from bot.conversation.topics import balance, gate, payment, replying, short, to_a_person
from bot.conversation.turn import Turn
from bot.model.words import HandoffReason, Intent, Reason
from bot.understanding import ways_asked
from bot.understanding.labels import SURE


def debit_to_stop(turn: Turn) -> bool:
    """Nothing is taken by us; a debit that is to be held back is the bank's to stop, and a person's."""
    text = turn.message.text
    if ways_asked.forbids_taking(text) and not ways_asked.names_a_debit(text):
        return _nothing_is_taken(turn)
    if not ways_asked.asks_to_stop_the_debit(turn.message.text):
        return False
    if turn.verified and turn.heard.lead in gate.WISHES:
        turn.say("utter_debit_is_the_banks")  # and her wish is answered
        return False
    if gate.opened(turn):
        turn.say("utter_stop_the_debit")
        turn.hand_off(HandoffReason.OUTSIDE_AUTHORITY, note="stop_the_debit")
    return True


def _nothing_is_taken(turn: Turn) -> bool:
    """Who forbids it to be taken is told so first; the day in it is no day to pay on, unless she says so."""
    if not gate.opened(turn):
        return True
    beside = _beside_a_wish(turn) and ways_asked.pays_beside(turn.message.text)
    turn.say("utter_debit_is_the_banks", buttons=() if beside else (to_a_person.button("stop_the_debit"),))
    if not beside:
        _back_to_the_table(turn)
    return not beside


def new_details(turn: Turn) -> bool:
    """Other bank details are a person's to change; paying does not wait for it."""
    text = turn.message.text
    if not ways_asked.asks_for_new_details(text) or _beside_a_wish(turn):
        return False
    elsewhere = turn.heard.lead is Intent.OUT_OF_SCOPE and turn.heard.confidence >= SURE
    if elsewhere and not (ways_asked.asks_what_now(text) or ways_asked.names_another_bank(text)):
        return False
    if not gate.opened(turn):
        return True
    if ways_asked.details_are_to_change(text):
        turn.say("utter_new_bank_details")
        turn.hand_off(HandoffReason.OUTSIDE_AUTHORITY, note="bank_details")
    else:
        turn.say("utter_card_changed", buttons=(to_a_person.button("bank_details"),))
        _the_way_now(turn)
    return True


def collected(turn: Turn) -> bool:
    """Whether it is collected or paid by hand: what is known in one line, then back to what was talked of."""
    if not ways_asked.asks_if_collected(turn.message.text):
        return False
    claimed = turn.heard.has(Intent.REPORT_PAID) and Reason.ALREADY_PAID in turn.heard.reasons
    if turn.verified and claimed and not ways_asked.fears_it_again(turn.message.text):
        turn.say("utter_collected_or_by_hand")
        payment.paid(turn)  # no link for who has just paid
        return True
    return _answer(turn, "utter_collected_or_by_hand", matter="direct_debit", link=True)


def taken_again(turn: Turn) -> bool:
    """Whether it is taken once more if she pays by hand: asked, it is neither a payment nor a dispute."""
    if not ways_asked.fears_it_again(turn.message.text):
        return False
    return _answer(turn, "utter_collected_or_by_hand", matter="direct_debit", link=True)


def put_in(turn: Turn) -> bool:
    """Money put into her own account is no payment made: we collect nothing, and how it is paid."""
    if not ways_asked.puts_money_in(turn.message.text):
        return False
    return _answer(turn, "utter_collected_or_by_hand", matter="direct_debit", link=True)


def transfer(turn: Turn) -> bool:
    """A transfer, cash or a counter: not from here, and never into an account that somebody sent."""
    if not ways_asked.asks_for_a_transfer(turn.message.text):
        return False
    return _answer(turn, "utter_no_transfer", matter="other_ways_to_pay")


def account_number(turn: Turn) -> bool:
    """Who is about to send it and wants our account gets the link, which is the way there is."""
    if not ways_asked.asks_for_our_account(turn.message.text) or not turn.verified or _later(turn):
        return False
    turn.say("utter_no_transfer")
    if balance.settled(turn):
        _back_to_the_table(turn)
    else:
        ways_to_pay.show_what_is_due(turn)
    return True


def _later(turn: Turn) -> bool:
    return bool(turn.heard.amounts) or any(day.end > turn.today for day in turn.heard.dates)


def unsafe_link(turn: Turn) -> bool:
    """Who finds the page unsafe is right to stop, and can pay without it."""
    text = turn.message.text
    if not ways_asked.finds_the_link_unsafe(text):
        return False
    if not (ways_asked.speaks_of_a_page(text) or short.told_how_to_pay(turn)):
        return False
    return _answer(turn, "utter_link_looks_unsafe", matter="unsafe_link")


def dead_link(turn: Turn) -> bool:
    """A link or page that does not open: another way, and a fresh link for what is to be paid."""
    if not turn.verified or not ways_asked.link_does_not_open(turn.message.text):
        return False
    held = balance.arranged(turn)
    table = turn.memory.stage == stages.CONFIRMING and turn.memory.pending is not None
    alone = held is not None or not (_beside_a_wish(turn) or table)
    turn.say("utter_link_trouble", buttons=(to_a_person.button("dead_link"),) if alone else ())
    if held is not None:
        ways_to_pay.show(turn, held.amount, agreed=True)
        return True
    if _beside_a_wish(turn):
        return False
    if table:
        _back_to_the_table(turn)
    else:
        ways_to_pay.show_what_is_due(turn)
    return True


def call(turn: Turn) -> bool:
    """Who would rather ring is told which number is ours."""
    if not ways_asked.wants_to_call(turn.message.text) or turn.heard.amounts:
        return False
    turn.say("utter_ring_us", buttons=(to_a_person.button("to_ring"),), reveals=False)
    if not turn.verified:
        gate.next_step(turn)
    _back_to_the_table(turn)
    return True


def how_beside(turn: Turn) -> bool:
    """The way to pay, asked beside a day, is said before its terms; for today it is the whole answer."""
    if balance.link_at_once(turn):
        return True
    if turn.verified and ways_asked.asks_how_beside(turn.message.text) and _beside_a_wish(turn):
        turn.say("utter_pay_then")
    return False


def _answer(turn: Turn, name: str, *, matter: str, link: bool = False) -> bool:
    """Say it; beside a wish with a day the rest of the message is still to be answered."""
    if not gate.opened(turn):
        return True
    beside = _beside_a_wish(turn)
    table = turn.memory.stage == stages.CONFIRMING and turn.memory.pending is not None
    turn.say(name, buttons=() if beside or table else (to_a_person.button(matter),))
    if beside:
        return False
    if link:
        _the_way_now(turn)
    _back_to_the_table(turn)
    return True


def _the_way_now(turn: Turn) -> None:
    if not balance.settled(turn) and turn.memory.stage != stages.CONFIRMING:
        ways_to_pay.show_what_is_due(turn)


def _back_to_the_table(turn: Turn) -> None:
    if turn.verified and turn.memory.stage == stages.CONFIRMING and turn.memory.pending:
        replying.ask_for_a_yes(turn, turn.memory.pending)


def _beside_a_wish(turn: Turn) -> bool:
    """Whether a day to pay on, or an amount, is named beside the question."""
    day = payment_day(turn.heard, today=turn.today)
    if turn.heard.lead in gate.WISHES and turn.heard.lead is not Intent.PROMISE_TO_PAY:
        return True
    return turn.heard.has(*gate.WISHES) and (
        bool(turn.heard.amounts) or (day is not None and is_definite(day))
    )
