"""Haggling without figures, while offers are on the table: too much, cheaper, longer, just as I said.

Nothing is conceded here that was not within authority before: a lower part means more time, and the
cheapest way was shown already. What does not fit goes to a person after the policy's rounds.
"""

from __future__ import annotations

from bot.conversation import deal, showing
from bot.conversation import memory as stages
from bot.conversation.position import facts_for
from bot.conversation.topics import replying
from bot.conversation.turn import Turn
from bot.model.money import Money
from bot.model.talk import Button
from bot.model.words import HandoffReason, Intent, OfferKind
from bot.offers.gentler import cheapest, gentler
from bot.understanding import haggling
from bot.understanding.absurd import twice_over
from bot.understanding.counts import read_parts
from bot.understanding.plain_acts import changed_mind

_SOFT = frozenset({Intent.DENY, Intent.UNSURE, Intent.GIVE_REASON, Intent.OUT_OF_SCOPE, Intent.AFFIRM})
LONG = 60
"""A longer message is more than haggling, and is heard in full."""
SURE = 0.6
"""An intent below this may be haggling that sounds like something else."""


def answered(turn: Turn) -> bool:
    """Answer a message that haggles over what was just shown; false when it is something else."""
    text = turn.message.text
    if not turn.verified or len(text) > LONG or haggling.speaks_of_something_else(text) or twice_over(text):
        return False
    shown = turn.memory.stage in (stages.OFFERING, stages.CONFIRMING)
    if shown and haggling.finds_a_figure_too_much(text) and len(turn.heard.amounts) == 1:
        too_much(turn)  # the figure is one of ours; no other is named against it
        return True
    if turn.heard.amounts or turn.heard.dates or read_parts(text):
        return _new_figures(turn, text)
    if turn.memory.stage not in (stages.OFFERING, stages.CONFIRMING) or turn.heard.has(Intent.REQUEST_HUMAN):
        return False
    if haggling.asks_for_cheaper(text):
        if turn.heard.has(Intent.CHOOSE_OPTION) and turn.memory.offers:
            replying.choose(turn)
        else:
            _cheaper(turn)
    elif haggling.finds_it_too_much(text) or haggling.wants_it_longer(text):
        too_much(turn)
    elif haggling.insists(text) and turn.memory.wish.get("kind"):
        deal.negotiate(turn)
    else:
        return False
    return True


def _new_figures(turn: Turn, text: str) -> bool:
    """Take "no, it has to be the 30th" as the next counter-offer, and not as the end of the talk.

    What the engine is sure of goes its usual way; this is for a refusal, and for bare figures.
    """
    kind = turn.memory.wish.get("kind")
    refuses = haggling.refuses(text) or haggling.insists(text)
    bare = set(turn.heard.intents) <= _SOFT or (turn.heard.confidence < SURE and not turn.heard.signals)
    if (
        kind is None
        or not (bare or refuses)
        or turn.heard.has(Intent.REQUEST_HUMAN, Intent.CORRECT_INFORMATION)
    ):
        return False
    turn.memory.pending = None
    if changed_mind(text) and turn.heard.dates and not turn.heard.amounts:
        kind = OfferKind.DEFERRAL.value  # "I changed my mind, can I pay it on the 20th": no parts any more
    deal.ask_for(turn, OfferKind.INSTALMENT if read_parts(text) else OfferKind(kind))
    return True


def too_much(turn: Turn) -> None:
    """Show what asks for less at a time; when nothing is lower, ask for her own figure, then a person."""
    memory, house = turn.memory, turn.house
    memory.round += 1
    if memory.round > house.offers.negotiation.max_rounds:
        turn.say("utter_negotiation_rounds_over")
        turn.hand_off(HandoffReason.OUTSIDE_AUTHORITY, note="rounds_over")
        return
    offers = gentler(facts_for(turn), below=_smallest_shown(turn), today=turn.today, policy=house.offers)
    turn.unit.audit.append(
        at=turn.now,
        kind="negotiation",
        ref=turn.account.id,
        body={"message": turn.message.id, "said": "too_much", "shown": len(offers), "round": memory.round},
    )
    if offers:
        turn.say("utter_bargain_lower")
        showing.present(turn, offers, contest=True)
        return
    memory.stage, memory.pending = stages.TALKING, None
    memory.round -= 1  # asking for her figure is no answer to it
    memory.wish = {
        "kind": OfferKind.INSTALMENT.value,
        **{k: v for k, v in memory.wish.items() if k == "budget"},
    }
    turn.say(
        "utter_bargain_your_figure",
        buttons=(Button("utter_button_contest", f"intent:{Intent.REQUEST_HUMAN}"),),
    )


def _smallest_shown(turn: Turn) -> Money:
    """The smallest of the largest parts among what is on the table; paying it all at once is no part."""
    ids = [turn.memory.pending] if turn.memory.pending else turn.memory.offers
    found = []
    for offer_id in ids:
        shown = turn.unit.books.offer(offer_id)
        if shown is not None and shown.body["parts"]:
            found.append(max(int(part["total"]) for part in shown.body["parts"]))
    return Money(min(found), turn.account.currency) if found else turn.ledger.cure_amount


def _cheaper(turn: Turn) -> None:
    """Show the way that costs least; the cheapest is never hidden, and never dressed up."""
    offer = cheapest(facts_for(turn), today=turn.today, policy=turn.house.offers)
    if offer is None:
        deal.show_choices(turn)
        return
    if turn.memory.pending:
        pending = turn.unit.books.offer(turn.memory.pending)
        if pending is not None and int(pending.body["extra_cost"]) <= offer.extra_cost.minor:
            turn.say("utter_bargain_cheapest_already")
            return
    turn.say("utter_bargain_cheapest")
    showing.present(turn, (offer,))
