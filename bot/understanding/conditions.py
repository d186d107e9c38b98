"""What a promise hangs on: "if my mate pays me back", 要是周五发工资就还, "Friday, if not Monday".

Money that may not come makes a promise conditional, and where she says what she does without it, that is the
safe way. A question ("what if"), a courtesy ("if that's ok") and what we are to do ("if you take it") hang on
nothing of hers. Works on Python 3.10.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

ONLY, SAFE = "only", "safe"

_COMES_EN = (
    r"(?:(?:am|'?m|is|are|get|gets|got)(?: \w+)? paid|pays? (?:me|us)|pay ?day|wages?|salary|bonus|overtime"
    r"|rebate|refund|commission|benefits?|uc|universal credit|pension|cash|cheque"
    r"|(?:the|that|my|this|some|any) money|(?:lends?|gives?|sends?|owes?) (?:me|us)"
    r"|comes? (?:in|through|off|good)|(?:it|that) (?:comes|arrives|clears)|lands?|sells?"
    r"|get (?:the|that|this|my) job)"
)
_IF_EN = re.compile(
    r"(?<!what )(?<!even )(?<!as )(?<!wonder )(?<!know )(?<!see )(?<!ask )"
    r"\b(?:if|assuming|provided(?: that)?|as long as|so long as|depending on|depends on)\b"
    r"(?! (?:you|u|that'?s|its? (?:ok|fine|alright|possible)|i (?:pay|clear|settle|could|can)\b"
    r"|(?:i|we) had))"
    r"(?:(?!\b(?:not|never|no|isn'?t|doesn'?t|don'?t|hasn'?t|won'?t|what|had)\b)[^,.;!?]){0,40}?"
    rf"\b{_COMES_EN}\b",
    re.IGNORECASE,
)
_COMES_ZH = (
    r"(?:发(?:了|下来|得下来)?(?:工资|薪|钱|奖金?)|(?:工资|奖金|钱|尾款|货款|退税|补贴)[^，。；！？还]{0,5}(?:发|到|下来|进)"
    r"|到账|到了|下来|打给我|给我(?:结|打|转|发|还)|还我|借[到给]|批(?:了|下)|进账|回款|结(?:了|账|工钱))"
)
_IF_ZH = re.compile(
    rf"(?:要是|如果|假如|倘若|只要)(?!可以|能行|方便|同意|你|您)(?:(?![没不])[^，。；！？]){{0,14}}?{_COMES_ZH}"
    rf"(?![^，。；]{{0,3}}(?:怎么办|咋办|行吗|可以吗|呢[?？]?$))"
    rf"|(?:(?![没不])[^，。；！？ ]){{1,12}}{_COMES_ZH}[^，。；！？ ]{{0,3}}的话"
)
_OTHERWISE = re.compile(
    r"\b(?:otherwise|or else|failing that|if not(?! (?:sooner|before|earlier|already|too))"
    r"|if (?:it|they|he|she|that|i|im|i'm)(?: (?:does|do|is|am|has|have|did)(?:n'?t| not)| not|n'?t)\b)"
    r"|要不然|不然(?!后)|否则"
    r"|(?:要是|如果)?(?:没有?(?:到账?|发|来|成|下来)|[到发收拿来]不(?:了|下来|到)|不行|不成)"
    r"[^，。；！？ 还]{0,3}?(?:的话|就|那就)",
    re.IGNORECASE,
)
"""Words with which another way begins; what follows them is safe where it names a day or a sum."""


_WORRY = re.compile(
    r"(?:要是|如果|万一)[^，。；！？]{0,8}没有?(?:发|到账|下来|结|给我)"
    rf"|\bunless\b[^.;!?]{{0,30}}?\b{_COMES_EN}\b",
    re.IGNORECASE,
)
"""Money may fail to come, and nothing is said of what is done then."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What a promise hangs on.

    ``on_money`` is false where only a worry is told, or two ways of which none names money; ``otherwise`` is
    where the second begins.
    """

    on_money: bool
    otherwise: int | None = None


def read_condition(text: str) -> Condition | None:
    """What the promise in a message hangs on; None where it hangs on nothing.

    >>> read_condition("if i get paid friday then 100 otherwise next friday")
    Condition(on_money=True, otherwise=30)
    >>> read_condition("要是周五发工资就还一百"), read_condition("if that's ok i'll pay friday")
    (Condition(on_money=True, otherwise=None), None)
    >>> read_condition("what if my wages are late")
    """
    told = _IF_EN.search(text) or _IF_ZH.search(text)
    other = _OTHERWISE.search(text, told.end() if told else 1)
    if other is not None:
        return Condition(told is not None, other.start())
    if told is None and _WORRY.search(text):
        return Condition(on_money=False)
    return Condition(on_money=True) if told is not None else None
