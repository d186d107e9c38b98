"""Money taken twice or sent to somebody who is not us, accounts and links that are not ours, card data."""

from __future__ import annotations

from urllib.parse import urlsplit

from bot.conversation import ways_to_pay
from bot.conversation.topics import balance, gate
from bot.conversation.turn import Turn
from bot.model.words import FactKind, HandoffReason, Intent
from bot.understanding.card_data import asks_to_be_charged, held_card_data
from bot.understanding.scams import (
    asks_if_it_is_ours,
    asks_what_after_a_scam,
    hosts,
    paid_a_stranger,
    pays_somebody,
    taken_twice,
    wants_bank_charge_back,
    went_astray,
)
from bot.understanding.ways_asked import fears_it_again


def to_a_stranger(turn: Turn) -> bool:
    """Money that went to somebody who turned up: the bank at once, the fraud team, and nothing asked for."""
    if not (paid_a_stranger(turn.message.text) or _paid_who_called(turn)):
        return False
    turn.note(FactKind.FRAUD)
    turn.say("utter_paid_a_stranger", reveals=False)
    turn.say("utter_report_a_scam", place=turn.help_line("fraud"), reveals=False)
    turn.hand_off(HandoffReason.FRAUD, note="paid_a_stranger")
    return True


def after_a_scam(turn: Turn) -> bool:
    """Money that a cheat took: only the bank may stop it, and who takes the report."""
    if not asks_what_after_a_scam(turn.message.text):
        return False
    turn.say("utter_after_a_scam", reveals=False)
    turn.say("utter_report_a_scam", place=turn.help_line("fraud"), reveals=False)
    gate.next_step(turn)
    return True


def _paid_who_called(turn: Turn) -> bool:
    """Whether money went to "him", of whom she told before that he turned up and named an account."""
    if not pays_somebody(turn.message.text):
        return False
    lines = turn.unit.talks.lines(turn.conversation.id)
    return any(line.direction == "in" and asks_if_it_is_ours(line.text) for line in lines[-RECENT:])


RECENT = 12


def astray(turn: Turn) -> bool:
    """Money that she sent to a wrong account by a slip: her bank at once, and a person looks for it."""
    if not went_astray(turn.message.text):
        return False
    if gate.opened(turn):
        turn.note(FactKind.PAYMENT_CLAIMED)
        turn.say("utter_went_astray", reveals=False)
        turn.hand_off(HandoffReason.PAYMENT_CLAIM, note="wrong_account")
    return True


def twice(turn: Turn) -> bool:
    """A payment that was taken twice: on file, nothing asked for, and a person looks at it."""
    if not taken_twice(turn.message.text) or fears_it_again(turn.message.text):
        return False
    if gate.opened(turn):
        turn.note(FactKind.PAYMENT_CLAIMED)
        turn.say("utter_taken_twice", record_at=turn.account.record_at)
        turn.hand_off(HandoffReason.PAYMENT_CLAIM, note="taken_twice")
    return True


def bank_charge(turn: Turn) -> bool:
    """What her bank took because of our debit and she wants back: a person looks, nothing is asked for."""
    if not wants_bank_charge_back(turn.message.text):
        return False
    if gate.opened(turn):
        turn.say("utter_bank_charge")
        turn.hand_off(HandoffReason.PAYMENT_CLAIM, note="bank_charge")
    return True


def not_ours(turn: Turn) -> bool:
    """An account or a link that somebody else sent: no, and the two ways that are ours."""
    text = turn.message.text
    ours = urlsplit(turn.house.base_url).hostname
    foreign = [host for host in hosts(text) if host != ours]
    if not foreign and not asks_if_it_is_ours(text):
        return False
    turn.say("utter_not_our_account", reveals=False)
    if turn.heard.has(Intent.REPORT_FRAUD):
        return False  # and the fraud team has it
    gate.next_step(turn)
    return True


def told_while_waiting(turn: Turn) -> bool:
    """Warn of a card number, and of money that went astray, also while a person is awaited."""
    if held_card_data(turn.message.text):
        _warn(turn)
        return True
    return to_a_stranger(turn) or after_a_scam(turn)


def _warn(turn: Turn) -> None:
    """Say what may not be typed here; before the check without a word of payments."""
    if turn.verified:
        turn.say("utter_no_card_data_here")
    else:
        turn.say("utter_no_card_data_here_yet", reveals=False)


def card_sent(turn: Turn) -> bool:
    """A card number or a code that was typed: warn, and say that nothing is taken that way.

    True when that was the matter; else the rest of the message is still to be answered.
    """
    text = turn.message.text
    if not held_card_data(text):
        return False
    _warn(turn)
    if not asks_to_be_charged(text):
        return False
    if turn.verified and not balance.settled(turn):
        ways_to_pay.show_what_is_due(turn)
    elif not turn.verified:
        gate.next_step(turn)
    return True
