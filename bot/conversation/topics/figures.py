"""Sums that people want added up, options they want explained, and what they say was agreed before."""

from __future__ import annotations

from bot.conversation import memory as stages
from bot.conversation import showing, ways_to_pay
from bot.conversation.cards import offer_facts, offer_of
from bot.conversation.topics import balance, gate, replying
from bot.conversation.turn import Turn
from bot.model.rows import ShownOffer
from bot.model.words import HandoffReason, Intent, OfferKind
from bot.understanding import asides, figures_asked, offer_words, taking_back

_GRAVER = (Intent.DISPUTE_DEBT, Intent.REPORT_FRAUD, Intent.REPORT_PAID, Intent.COMPLAIN, Intent.STOP_CONTACT)


def added_up(turn: Turn) -> bool:
    """Add up what is due and the next instalment; all that is open on the loan, where that is asked."""
    text = turn.message.text
    asked = figures_asked.asks_the_sum(text) or figures_asked.asks_if_square(text)
    told = turn.heard.has(*gate.WISHES) or turn.heard.has(*_GRAVER)
    disputes = turn.heard.lead is Intent.DISPUTE_AMOUNT and "sum of" not in text.lower()
    if not asked or told or disputes or _of_an_offer(turn):
        return False
    if not gate.opened(turn):
        return True
    if turn.memory.stage == stages.NEW:
        turn.memory.stage = stages.TALKING
    state = turn.ledger
    if balance.settled(turn) or not state.cure_amount or state.next_due_on is None:
        balance.statement(turn)
    else:
        turn.say(
            "utter_added_up",
            amount=state.cure_amount,
            next_amount=state.next_due_amount,
            due_on=state.next_due_on,
            total=state.cure_amount + state.next_due_amount,
            record_at=turn.account.record_at,
        )
    if figures_asked.asks_the_whole(text) and state.outstanding > state.cure_amount:
        turn.say("utter_all_that_is_open", amount=state.outstanding)
    if turn.heard.has(Intent.ASK_COLLECTION):
        turn.say("utter_privacy_promise", reveals=False)
    if turn.heard.has(Intent.ASK_HOW_TO_PAY) and state.cure_amount:
        ways_to_pay.show_what_is_due(turn)
    return True


def _of_an_offer(turn: Turn) -> bool:
    """Whether a sum asked for is that of what is on the table, and not of the account."""
    table = turn.memory.stage in (stages.OFFERING, stages.CONFIRMING)
    return table and not figures_asked.asks_if_square(turn.message.text)


def why(turn: Turn) -> bool:
    """Why a figure is what it is: what it is made of, before anybody thinks of a dispute."""
    text = turn.message.text
    if not (figures_asked.why_this_figure(text) or figures_asked.asks_the_difference(text)):
        return False
    if gate.opened(turn):
        balance.made_of(turn)
    return True


def explained(turn: Turn) -> bool:
    """Say what an option means: one line on its kind, its own days and cost, and when the next one is due."""
    text = turn.message.text
    if not offer_words.asks_the_meaning(text):
        return False
    shown = _shown(turn, text)
    kind = OfferKind(shown.kind) if shown is not None else offer_words.kind_asked_about(text)
    if kind is None or not turn.house.wording.has(f"utter_explain_{kind}"):
        return False
    if not gate.opened(turn):
        return True
    turn.say(f"utter_explain_{kind}")
    if shown is not None:
        facts = offer_facts(offer_of(dict(shown.body)))
        turn.say("utter_explained", **{name: facts[name] for name in ("schedule", "total", "extra")})
    if turn.ledger.cure_amount and turn.ledger.next_due_on is not None:
        turn.say("utter_next_instalment", due_on=turn.ledger.next_due_on, amount=turn.ledger.next_due_amount)
    if turn.memory.stage == stages.CONFIRMING and turn.memory.pending:
        replying.ask_for_a_yes(turn, turn.memory.pending)
    elif turn.memory.stage == stages.OFFERING and turn.memory.offers:
        showing.which_one(turn)
    return True


def _shown(turn: Turn, text: str) -> ShownOffer | None:
    """The offer on the table that is asked about: by its kind, or else by its number."""
    shown, book = turn.memory.offers, turn.unit.books
    named, number = offer_words.kind_asked_about(text), offer_words.number_asked_about(text)
    if named is not None:
        rows = (book.offer(each) for each in shown)
        return next((row for row in rows if row is not None and row.kind == named.value), None)
    if number is None or turn.memory.stage != stages.OFFERING or number > len(shown):
        return None
    return book.offer(shown[number - 1])


def said_before(turn: Turn) -> bool:
    """Who says that we agreed to something is told what is on file, and a person looks for the rest."""
    if not taking_back.says_we_agreed(turn.message.text):
        return False
    if turn.heard.has(*_GRAVER, Intent.DISPUTE_AMOUNT):
        return False
    if not gate.opened(turn):
        return True
    if balance.settled(turn):
        balance.plan_status(turn)
        turn.say("utter_only_that_on_file")
    else:
        turn.say("utter_nothing_like_it_on_file")
    turn.hand_off(HandoffReason.OUTSIDE_AUTHORITY, note="said_before")
    return True


def go_ahead(turn: Turn) -> bool:
    """Who only says that a question is coming is told to go ahead."""
    asked = turn.memory.stage in (stages.OFFERING, stages.CONFIRMING, stages.CLARIFYING)
    if asked or turn.heard.signals or not asides.asks_to_ask(turn.message.text):
        return False
    turn.say("utter_go_ahead", reveals=False)
    return True
