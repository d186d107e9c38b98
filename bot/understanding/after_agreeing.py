"""What people ask once something is arranged: will you remind me, is that all; and that it is paid.

Short messages, looked for only where they can mean it. Works on Python 3.10.
"""

from __future__ import annotations

import re

from bot.understanding.folding import fold

_REMINDER = re.compile(
    r"(?:会|能|可以|到时候?|到时|要)[^，。！？]{0,10}(?:提醒|通知)(?:我|一下|一声|吗|么|的|不)"
    r"|(?:提醒|通知)(?:我|一下|一声)(?:吗|么|不|行吗|好吗|可以吗|吧)"
    r"|\b(?:will|can|could|would|do|are) (?:you|u|i|there)\b[^.!?]{0,16}\b(?:remind(?:ed)?|reminders?)\b"
    r"|\bremind me (?:before|when|nearer|the day|on the day|closer)\b"
)


def asks_for_a_reminder(text: str) -> bool:
    """Whether somebody asks to be reminded of the day that was arranged.

    >>> asks_for_a_reminder("到时候会提醒我吗"), asks_for_a_reminder("will you remind me")
    (True, True)
    >>> asks_for_a_reminder("别再提醒了"), asks_for_a_reminder("stop reminding me")
    (False, False)
    """
    return _REMINDER.search(fold(text)) is not None


_SO = r"(?:so |and |ok(?:ay)? )*"
_ALL_DONE = re.compile(
    r"\W*(?:那|所以|现在)*(?:这样|这)?(?:就|是不是就)(?:行|可以|好|完|没事|成)了(?:吗|吧|么|是吧|对吧|啊)?\W*"
    r"|\W*(?:还)?(?:要|需要|用)(?:我)?(?:再)?(?:做|弄|干)(?:什么|啥|点什么)(?:吗|么)?\W*"
    r"|\W*没(?:别的|其他)?(?:事|什么)了(?:吧|吗)?\W*"
    rf"|\W*{_SO}(?:is|was) (?:that|this) (?:all|it|everything)(?: then| now| done| sorted| set)?\W*"
    rf"|\W*{_SO}(?:am i|are we|i'?m|we'?re|all) (?:all )?(?:done|set|sorted|good)(?: then| now)?\W*"
    r"|\W*(?:is there )?anything else (?:i (?:need|have|should|must)(?: to)?(?: do)?|to do|needed)\W*"
    r"|\W*(?:do i|what else do i) (?:need|have) to do(?: anything)?(?: else| more| now)?\W*",
)


def asks_if_that_is_all(text: str) -> bool:
    """Whether somebody makes sure that nothing is left to do.

    >>> asks_if_that_is_all("这就行了吗"), asks_if_that_is_all("is that all then")
    (True, True)
    >>> asks_if_that_is_all("is that all you can do for me")
    False
    """
    return _ALL_DONE.fullmatch(fold(text)) is not None


_PAID = re.compile(
    r"\W*(?:ok(?:ay)?|right|that'?s|it'?s|all|just|now|i'?ve|have|i)?\W*(?:just |now |all )?"
    r"(?:done|paid|sent|transferred)(?: it| that| now| just now)?\W*"
    r"|\W*(?:我|已经?|刚刚?|都|嗯|好|ok)*(?:还|付|转|交|弄|搞|支付)(?:好|完|定|过去)?了\W*",
)


def says_it_is_paid(text: str) -> bool:
    """Whether a short message after the way to pay says that it is done.

    >>> says_it_is_paid("done"), says_it_is_paid("还好了"), says_it_is_paid("not done yet")
    (True, True, False)
    """
    return _PAID.fullmatch(fold(text)) is not None
