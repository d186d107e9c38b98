"""Who are you, are you a machine, is this a scam, why do you write to me."""

from __future__ import annotations

import re

from bot.conversation.topics import balance, gate
from bot.conversation.turn import Turn
from bot.understanding.folding import fold


def who(turn: Turn) -> None:
    """Name the lender and say that this is an automated assistant."""
    turn.say("utter_identity", reveals=False)
    gate.next_step(turn)


_WHAT_FOR = re.compile(
    r"\W*(?:(?:你们?|您|这(?:个)?(?:机器人|东西|助手)?|机器人|要)*(?:到底|究竟|还|又)*(?:能|会|可以|是|有)*"
    r"(?:干嘛|干什么|干啥|做什么|做啥|帮我?什么|什么用|啥用|何用|什么本事|啥本事|没用|什么作用|用处)(?:的|呢|啊|吗|我)*"
    r"|(?:怎么|咋|为什么|为啥)?(?:又|还|总|老)是(?:你们?|您|这个机器人))(?:啊|呀|了|的)*\W*"
    r"|\W*(?:and |so |but |then )*(?:what'?s|whats|what is|what) (?:"
    r"(?:even )?the (?:use|point|good) (?:of|in) (?:you|this bot|this|u)"
    r"|(?:are|r) (?:you|u) (?:even )?(?:good )?for"
    r"|(?:can|do) (?:you|u) (?:even |actually )?do|(?:use|good) are you)"
    r"(?: anyway| then| exactly| for me| here)*\W*"
    r"|\W*(?:oh |ugh |not )?(?:it'?s |is it |why (?:is it )?)?(?:you|u) again\W*",
)


def answered(turn: Turn) -> bool:
    """A sigh at us, or what we are good for: said in a line to whom we know, and no debt is told again."""
    if not turn.verified or turn.heard.signals or _WHAT_FOR.fullmatch(fold(turn.message.text)) is None:
        return False
    turn.memory.misses = 0
    turn.say("utter_what_i_do")
    return True


def bot(turn: Turn) -> None:
    """Never deny being a machine, and say how to reach a person."""
    turn.say("utter_i_am_automated", reveals=False)
    gate.next_step(turn)


def scam(turn: Turn) -> None:
    """Take the doubt seriously: how to check us, and what we never ask for."""
    turn.say("utter_not_a_scam", reveals=False)
    gate.next_step(turn)


def why(turn: Turn) -> None:
    """Say why we write; the reason itself is an account fact, so only to the right person."""
    if turn.verified and balance.settled(turn):
        balance.plan_status(turn)  # what was agreed stands; the debt is not held against her again
        return
    if turn.verified:
        gate.state_debt(turn)
        return
    turn.say("utter_why_contacted", reveals=False)
    gate.opened(turn)
