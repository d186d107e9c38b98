"""Chinese days that are written without 号: 20号发工资 21还, 15 25 各还一半, 3.20还, 30就30.

A bare number is a day only where the words around leave nothing else: wages come on it, it stands before 还
with nothing that counts money, or two of them share what is paid. Of one digit it is too often an option.
"""

from __future__ import annotations

import re
from datetime import timedelta

from bot.understanding.days_zh import read_day, read_slash
from bot.understanding.found import Context, Found, Rule

_DAY = r"(?:3[01]|[12]\d)"
_DOTTED = r"(?P<a>1[0-2]|0?[1-9])[.](?P<b>3[01]|[12]\d|0?[1-9])"
_WAGES = r" ?才?(?:发(?:了|完)?(?:工资|薪)|工资|薪水)"
_PAID = r" ?(?:(?:就|再|才|我|一定|能|可以)*(?:还(?![有是没差剩要不能行会得好])|结清|付清|还清))"
_SHARED = r" ?(?:两天)?(?:各|分别|都还)"
_NEAR = timedelta(days=300)


def read_dotted(m: re.Match[str], ctx: Context) -> Found | None:
    """Read 3.20还: the next such day, unless it lies so far off that the number is something else."""
    found = read_slash(m, ctx)
    return found if found.start is not None and found.start - ctx.today < _NEAR else None


RULES: tuple[Rule, ...] = tuple(
    Rule(re.compile(pattern), read)
    for pattern, read in (
        (rf"(?<![\d.])(?P<d>{_DAY})就(?P=d)(?![\d元块百千期])", read_day),
        (rf"(?:^|(?<=[,，。;； ]))(?P<d>{_DAY})(?={_PAID})", read_day),
        (rf"(?<=工资[当那]天 )(?P<d>{_DAY})(?=$|[,，。 ])", read_day),
        (rf"(?<![\d.元块])(?P<d>{_DAY})(?={_WAGES})", read_day),
        (rf"(?<![\d.])(?P<d>{_DAY}|[1-9])(?= ?[,，、和跟 ] ?{_DAY}{_SHARED})", read_day),
        (rf"(?<=\d[,，、和跟 ])(?P<d>{_DAY})(?={_SHARED})", read_day),
        (rf"(?<![\d.¥$-]){_DOTTED}(?={_PAID}|{_WAGES})", read_dotted),
    )
)
