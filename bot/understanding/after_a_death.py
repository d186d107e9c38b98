# ruff: noqa: E501 - a pattern is read best on one line
"""What somebody bereaved asks of us: who has to pay now, and what becomes of the loan. Works on Python 3.10."""

from __future__ import annotations

import re

_WHO_PAYS = re.compile(
    r"\b(?:do|does|will|must|should|would|am|are|is|can|have|now)\b[^.!?]{0,24}\b(?:i|we|me|us|family|wife|husband|son|daughter)\b"
    r"[^.!?]{0,24}\b(?:pay\w*|owe|liable|responsible|settle|clear|repay|take (?:it|this|that) on|inherit)\b"
    r"|\b(?:who|what)(?:'?s| is| has to| does| will| must| happens?| becomes?)\b[^.!?]{0,24}\b(?:pay\w*|liable|responsible|owes?|debt|loan|account|balance|it)\b"
    r"|\b(?:debt|loan|it)\b[^.!?]{0,12}\b(?:pass(?:es)?|come|comes|go|goes|fall|falls|die|dies)\b[^.!?]{0,10}\b(?:me|us|with|away|family)\b"
    r"|\bis (?:it|that|this|the (?:debt|loan)) (?:mine|my (?:debt|problem)|on me)\b"
    r"|(?:债|钱|贷款?|账|欠款?|款)[^。！？]{0,10}(?:我|我们|家里?|家属|子女|儿子|女儿|配偶|谁)(?:们)?(?:来|去|要|得|负责)*(?:还|承担|背|负责|付|接)"
    r"|(?:要|得|该|用|需要|是不是)(?:不要|不用)?(?:让|由|轮到)?(?:我|我们|家里?|家属)(?:来|去|替|帮|他|她)*(?:还|承担|背|付)"
    r"|(?:我|我们|家里?|家属)(?:要|得|该|用|需要)(?:不(?:要|用))?(?:替|帮)?(?:他|她)?(?:还|承担|付)[^。！？]{0,8}(?:吗|么|嘛|[?？])"
    r"|父债子还|人死债(?:消|了|烂)|(?:债|贷款|欠款?|账)[^。！？]{0,6}(?:怎么办|怎么处理|咋办|咋整)",
    re.IGNORECASE,
)


def asks_who_pays(text: str) -> bool:
    """Whether somebody asks if she has to pay now, or what becomes of the debt.

    >>> asks_who_pays("do I have to pay his debt now?"), asks_who_pays("那这个债是不是要我还")
    (True, True)
    >>> asks_who_pays("what happens to the loan"), asks_who_pays("他的贷款怎么办")
    (True, True)
    >>> asks_who_pays("the funeral is on friday"), asks_who_pays("后天出殡")
    (False, False)
    """
    return _WHO_PAYS.search(text.replace("’", "'")) is not None
