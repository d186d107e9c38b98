"""Tells a time that is asked for (能延期三天吗, two more weeks) from one that has passed (逾期三天了).

The words before and after decide; a length of time that stands alone is an answer, and counts.
"""

from __future__ import annotations

import re

from bot.understanding.found import Context, Found
from bot.understanding.spans import EN_SPAN, ZH_SPAN, en_span, zh_span

_ASKED_ZH = re.compile(rf"{ZH_SPAN}(?:[又零]?{ZH_SPAN})*")
_ASKED_EN = re.compile(rf"(?<![a-z\d.$£€]){EN_SPAN}(?:(?:,| and)? {EN_SPAN})*")
_CUE_ZH = re.compile(
    r"(?:延|推|宽限|缓|晚|拖到|再给|给我|给个|多给|给点|给|等|需要|需|要(?!还)|迟|往后|向后|外拖|顺延|"
    r"展期|通融|过|再|申请|能否|可以|最多|至少|大概|用)"
    r"(?:[^,，.。!！?？了]{0,5})$"
)
_AFTER_ZH = re.compile(
    r" ?(?:的?时间|可以|行|吗|么|嘛|内|期限|再还|才能|就能|能还|还款|还清|还吧|还|就好|就行|吧|呗|好不)"
)
_LATE_ZH = re.compile(
    r"(?:逾期|欠|拖欠|超|晚了|拖了|已经?|都|过了|等了|整整|了|每|分成?|住院|逾期.{0,3}|隔|前|这|头|第|"
    r"断供)(?:大概|快|有)?$"
)
_DONE_ZH = re.compile(
    r" ?(?:没|了(?![行吗可])|多了|前|来|以前|还没|的?(?:利息|逾期|房租|工资|账单|生意)|一次|一个|"
    r"[内里]?(?:还|付|交)?\d|[内里]?还?[一二两三四五六七八九][百千万])"
)
_CUE_EN = re.compile(
    r"(?:need|needs?|give|have|want|extend\w*|extension\w*|delay\w*|defer\w*|postpone\w*|push\w*|wait|"
    r"take|takes|more|another|extra|"
    r"grace|by|of|for|get|about|maybe|like|allow|giv\w+|further|additional|grant|ask\w*|only|just|and|"
    r"or|hold off|late|longer|move|spare|within|me)"
    r"(?: (?:me|us|it|this|my|the|a|an|about|around|like|maybe|just|another|extra|at least|up to|"
    r"payment|back|of|for|by|date|due|out|"
    r"bill|instalment|installment|off|only|roughly|say|one|perhaps|approx\w*)){0,5} ?$"
)
_AFTER_EN = re.compile(
    r" ?(?:more|extra|extension|delay|deferral|grace|longer|please|pls|plz|to pay|to sort|to get|max|"
    r"tops|is all|should|would|ok|will|\?|instead\b|possible\b|doable\b|an option\b)"
)
_LATE_EN = re.compile(
    r" ?(?:late|overdue|behind|past due|in arrears|already|ago|now\b(?! pl)|arrears|before|old|"
    r"in a row|sick|off\b|since|notice|straight|"
    r"of (?:no|wages|pay|work|unpaid|missed))"
)
_RATE_EN = re.compile(
    r"(?:\d|quid|pounds?|dollars?|bucks|hundred|k|euros|rupees|each|times|once|twice"
    r"|payments?|instal+ments?|parts?) ?$"
)
_REQUEST_EN = re.compile(
    r"\b(?:need|give|giving|want|extend\w*|extension|delay|defer|postpone|push|wait|ask\w*|allow|"
    r"grant|have|get|take)"
    r"(?: (?:me|us|it|this|for|of|by|another|a|an|about|around|up to|"
    r"at least|the date|back|further|only|just))* ?$"
)
_PAST_EN = re.compile(
    r"\b(?:been|had|'ve had|(?:was|were)(?! (?:wonder|hop|ask|think|told))|for the (?:last|past)|missed|lost|"
    r"off sick|after|every|each|per|over (?!the next)|worked|waited|waiting|ill|went|"
    r"split\w*|spread|across|last|past|(?:late|forgot|missed|out|behind|overdue)(?: it)? by|laid off|"
    r"only \d+ months|is|i'm|already|unemployed|hospital)(?: [a-z']+){0,4} ?$"
)


def asked(ctx: Context, *, zh: bool, taken: list[Found]) -> list[Found]:
    """Find the lengths of time that are asked for, and leave those that only tell how long it has been.

    Args:
        ctx: the text and the day of the message.
        zh: which grammar.
        taken: what the date rules have read already.
    """
    out: list[Found] = []
    for match in (_ASKED_ZH if zh else _ASKED_EN).finditer(ctx.text):
        begin, finish = match.span()
        if any(f.begin < finish and begin < f.finish for f in taken):
            continue
        before, after = ctx.text[max(0, begin - (10 if zh else 60)) : begin], ctx.text[finish : finish + 20]
        alone = not re.search(
            r"\w", ctx.text[:begin] + re.sub(r"^(?: more| extra|吧|可以吗|行吗|好吗)", "", ctx.text[finish:])
        )
        late: object
        wanted: object
        if zh:
            late = _LATE_ZH.search(before) or _DONE_ZH.match(after)
            wanted = _CUE_ZH.search(before) or _AFTER_ZH.match(after)
        else:
            more = " more" in match[0] or " extra" in match[0]
            request = more or _REQUEST_EN.search(before) or _AFTER_EN.match(after)
            late = _LATE_EN.match(after) or (_PAST_EN.search(before) and not request)
            wanted = _CUE_EN.search(before) or request
        span = zh_span(match[0]) if zh else en_span(match[0])
        if not zh and re.match("all|(?:the )?(?:whole|full)", match[0]):
            continue
        rate = not zh and match[0].startswith(("a ", "an ")) and _RATE_EN.search(before)
        if span is None or late or rate or not (wanted or alone):
            continue
        low, high = span.after(ctx.today)
        if high <= ctx.today or (high - ctx.today).days > 731:
            continue
        out.append(Found(begin, finish, low, high, span.granularity, "duration", span.firm))
    return out
