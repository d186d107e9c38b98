"""What is asked or told so plainly that the words decide, before intents are weighed."""

from __future__ import annotations

from collections.abc import Callable

from bot.conversation.topics import figures, money_gone, settlement, ways
from bot.conversation.turn import Turn
from bot.understanding import figures_asked, ways_asked
from bot.understanding.card_data import held_card_data
from bot.understanding.scams import asks_if_it_is_ours, hosts, paid_a_stranger, taken_twice
from bot.understanding.settling import settles_for_less, that_ends_it

ANSWERS: tuple[Callable[[Turn], bool], ...] = (
    money_gone.to_a_stranger, money_gone.card_sent, money_gone.twice, money_gone.not_ours,
    settlement.answered, ways.debit_to_stop, ways.new_details, ways.collected, ways.unsafe_link,
    ways.transfer, ways.call, ways.how_beside, figures.said_before, figures.explained, figures.added_up,
    figures.go_ahead,
)  # fmt: skip
"""Asked in this order, the gravest first."""
_SAYS = (
    paid_a_stranger, held_card_data, taken_twice, asks_if_it_is_ours, hosts, settles_for_less, that_ends_it,
    ways_asked.asks_to_stop_the_debit, ways_asked.asks_for_new_details, ways_asked.asks_if_collected,
    ways_asked.finds_the_link_unsafe, ways_asked.asks_for_a_transfer, ways_asked.wants_to_call,
    figures_asked.says_we_agreed, figures_asked.asks_the_meaning, figures_asked.asks_the_sum,
    figures_asked.asks_if_square, figures_asked.asks_to_ask, figures_asked.why_this_figure,
)  # fmt: skip


def answered(turn: Turn) -> bool:
    """Answer a message that one of :data:`ANSWERS` knows; false when it is about something else."""
    if any(answers(turn) for answers in ANSWERS):
        turn.memory.misses = 0
        return True
    return False


def asked(text: str) -> bool:
    """Whether the words may be enough, though no intent is sure."""
    return any(says(text) for says in _SAYS)
