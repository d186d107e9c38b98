"""Who are you, are you a machine, is this a scam, why do you write to me."""

from __future__ import annotations

from bot.conversation import memory as stages
from bot.conversation.topics import balance, gate
from bot.conversation.turn import Turn
from bot.handoff.open_case import open_case
from bot.model.words import HandoffReason, Intent, Signal
from bot.understanding.about_us import (
    asks_if_we_rang,
    asks_what_for,
    asks_what_it_is,
    asks_why_at_this_hour,
    asks_why_the_reason,
    found_genuine,
    sounds_fed_up,
)
from bot.understanding.contact_narrow import checks_before_coming_back, counts_what_came


def who(turn: Turn) -> None:
    """Name the lender and say that this is an automated assistant."""
    turn.say(name_words(turn), reveals=False)
    gate.next_step(turn)


def name_words(turn: Turn) -> str:
    """The response that says who writes; whom we know is not told that we have yet to know her."""
    return "utter_identity_to_her" if turn.verified else "utter_identity"


def answered(turn: Turn) -> bool:
    """A sigh at us, or what we are good for: said in a line to whom we know, and no debt is told again."""
    if turn.verified and sounds_fed_up(turn.message.text) and _says_no_more(turn):
        turn.say("utter_fed_up", buttons=gate.STARTERS)
        turn.memory.misses = 0
        return True
    if not turn.verified or turn.heard.signals:
        return False
    if asks_why_the_reason(turn.message.text):
        turn.say("utter_reason_is_yours", buttons=gate.STARTERS)
    elif asks_what_for(turn.message.text) and not _opens_with_why(turn):
        turn.say("utter_what_i_do")
    else:
        return False
    turn.memory.misses = 0
    return True


_FED_UP = frozenset({Signal.COMPLAINT, Signal.ABUSE})
"""What being fed up is guessed to be."""


def _says_no_more(turn: Turn) -> bool:
    """Whether nothing is wished beside a scoff: no day, no sum, nothing on the table, and nothing graver."""
    heard = turn.heard
    asked = turn.memory.stage in (stages.CONFIRMING, stages.CLARIFYING)
    told = any(each.in_words for each in heard.signals) or heard.has(*gate.WISHES, *gate.GRAVER)
    signals = {each.signal for each in heard.signals}
    return not (asked or told or heard.dates or heard.amounts) and signals <= _FED_UP


def _opens_with_why(turn: Turn) -> bool:
    """Whether "what is it?" is the first word to us: then it is said what this is about."""
    return turn.memory.stage == stages.NEW and asks_what_it_is(turn.message.text)


def rang(turn: Turn) -> bool:
    """Whether a call was ours is not seen from here: nothing is to be told to it, and how to check."""
    if not asks_if_we_rang(turn.message.text):
        return False
    turn.say("utter_was_it_us", reveals=False)
    return True


def bot(turn: Turn) -> None:
    """Never deny being a machine, and say how to reach a person."""
    turn.say("utter_i_am_automated", reveals=False)
    gate.next_step(turn)


def scam(turn: Turn) -> None:
    """Take the doubt seriously: how to check us, and what we never ask for."""
    checks_first = checks_before_coming_back(turn.message.text)
    if found_genuine(turn.message.text) and not checks_first:
        turn.say("utter_checked_us", reveals=False)
        gate.next_step(turn)
        return
    turn.say("utter_not_a_scam", reveals=False)
    if checks_first:  # nothing is asked of who goes and checks
        return
    if not turn.verified and turn.heard.has(Intent.DISPUTE_AMOUNT):
        gate.opened(turn)  # the doubt about the sum waits for the check
        return
    gate.next_step(turn)


def why(turn: Turn) -> None:
    """Say why we write; the reason itself is an account fact, so only to the right person."""
    if asks_why_at_this_hour(turn.message.text) or counts_what_came(turn.message.text):
        turn.say("utter_sorry_at_this_hour", reveals=False)
        return
    if turn.verified and turn.heard.signal(Signal.DATA_RIGHTS):  # "who gave you my number"
        turn.say("utter_number_on_file", reveals=False)
        open_case(turn, HandoffReason.DATA_RIGHTS, note="where the number is from", bot_goes_on=True)
        return
    if turn.verified and balance.settled(turn):
        balance.plan_status(turn)  # what was agreed stands; the debt is not held against her again
        return
    if turn.verified:
        gate.state_debt(turn)
        return
    turn.say("utter_why_contacted", reveals=False)
    gate.opened(turn)
