"""She tells what she lives on or what others take, and offers none of it: she is asked what she can spare.

Asked once. Where there is nothing to spare, or she only tells more of the same, a person takes it; her income
is never counted as an offer.
"""

from __future__ import annotations

from bot.conversation import deal
from bot.conversation import memory as stages
from bot.conversation.groups import OPEN, PAYING
from bot.conversation.heard import is_definite
from bot.conversation.pairing import offered_of
from bot.conversation.position import owed_now
from bot.conversation.topics import gate
from bot.conversation.turn import Turn
from bot.conversation.wishes import KEPT
from bot.model.talk import Button
from bot.model.words import FactKind, HandoffReason, Intent, OfferKind
from bot.understanding.counts import read_parts
from bot.understanding.living_on import has_nothing_to_spare, tells_what_comes_in

ASKED = "spare_asked"
"""Note that she was asked, and the key of the wish while the answer is awaited."""
_HEARD = frozenset(
    {*OPEN, *PAYING, Intent.GREET, Intent.THANK, Intent.CORRECT_INFORMATION, Intent.ASK_AMOUNT}
)
"""What a message that tells of income may be read as; a graver or plainer wish is answered for itself."""
_PERSON = Button("utter_button_human", f"intent:{Intent.REQUEST_HUMAN}")


def answered(turn: Turn) -> bool:
    """Ask what she can spare; where it is nothing, a person takes it. False when she tells no income."""
    if not turn.verified or owed_now(turn).minor <= 0 or not set(turn.heard.intents) <= _HEARD:
        return False
    if turn.unit.books.active_plan(turn.account.id) is not None:
        return False
    if turn.memory.wish.get(ASKED) and has_nothing_to_spare(turn.message.text):
        _to_a_person(turn)
        return True
    if not _only_tells(turn):
        return False
    from bot.conversation.respond import acknowledge

    acknowledge(turn, Intent.GIVE_REASON)
    if deal.settled_already(turn) or deal.hardship_notice(turn):
        return True
    memory = turn.memory
    memory.misses, memory.pending, memory.offers, memory.stage = 0, None, [], stages.TALKING
    if not memory.once(ASKED):
        _to_a_person(turn)
        return True
    memory.wish = {key: memory.wish[key] for key in KEPT if key in memory.wish}
    memory.wish.update({"kind": OfferKind.INSTALMENT.value, "every": "month", ASKED: True})
    turn.say("utter_spare_ask", buttons=(gate.STARTERS[1], _PERSON))
    return True


def _only_tells(turn: Turn) -> bool:
    """Whether sums are named that are none of ours, and neither a sum, a day nor parts to pay in."""
    heard, text = turn.heard, turn.message.text
    if not heard.amounts or offered_of(heard, text, overdue=owed_now(turn)) or read_parts(text):
        return False
    if any(is_definite(day) for day in heard.dates):
        return False
    return tells_what_comes_in(text)


def _to_a_person(turn: Turn) -> None:
    turn.memory.wish.pop(ASKED, None)
    turn.note(FactKind.HARDSHIP_NOTICE)
    turn.say("utter_need_person", reveals=False)
    turn.say("utter_debt_advice", advice=turn.help_line("debt_advice"))
    turn.hand_off(HandoffReason.HARDSHIP, note="nothing_to_spare")
