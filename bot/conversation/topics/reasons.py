"""Why she is late, in her own words."""

from __future__ import annotations

from bot.conversation import deal
from bot.conversation.topics import gate
from bot.conversation.turn import Turn


def listen(turn: Turn) -> None:
    """The reason itself was acknowledged already; go on to what can be done."""
    if gate.opened(turn):
        deal.show_choices(turn)
