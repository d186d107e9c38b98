"""Claims in numbers: an amount must be the ledger's or the offer's, a deadline a day that was really set.

What is no claim passes: what the borrower said, a question, an example, nothing owed at all, and our own promise
to answer by a day. Phone numbers, references, percentages, times and option numbers are no amounts.
"""

# ruff: noqa: E501 - a pattern is read best on one line
from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from bot.compliance.language.findings import Finding, Ledger
from bot.compliance.language.lexicon import SENTENCE
from bot.compliance.language.reading import plain
from bot.compliance.needles import Quick
from bot.model.errors import BadInput
from bot.model.money import Money
from bot.understanding.amounts import read_amounts
from bot.understanding.dates import read_dates
from bot.understanding.mentions import AmountMention, DateMention
from bot.understanding.numbers import EN_ONE_TO_TWELVE

_UNIT = re.compile(
    r"[¥￥$£€₹]|元|块|圆|人民币|港币|美金|英镑|欧元|卢比|万|cny|rmb|usd|gbp|eur|inr|aud|hkd|\brs\b|yuan|dollar|pound|quid|euro|rupee|buck|cent|pence|penc"
)
_OWED = re.compile(
    r"(?:逾期|欠款?|应还|未还|待还|应付|金额|本金|账单|余额|结清|还款额|总额|共计|合计|一共|总共|费用|罚息|利息|滞纳金|违约金)(?:的)?(?:金额|总额|余额)?(?:是|为|有|共|了|:|：|达|约)*\s*$"
    r"|\b(?:owe|owes|owed|owing|overdue|past due|balance|arrears|outstanding|amount(?: due)?|total|fees?|charges?|interest|pay|settle)\b(?: (?:us|is|are|of|now|due|a|the|total|amount|stands at|comes to|on your account|in full))*[:\s]*$"
)
_NOT_MONEY_AFTER = re.compile(
    r"\s*(?:天|日|号|期|次|个|笔|年|月|周|点|时|分钟|小时|位|条|岁|%|％|折|倍|:|/|days?|weeks?|months?|years?|hours?|times?|instal\w*|payments?|options?|letters?|calls?|x\b|th\b|st\b|nd\b|rd\b|am\b|pm\b|-\d)"
)
_QUOTED = re.compile(
    r"(?:您|你)(?:刚才|之前|上次|前面)?(?:说|提到|提的|想还|希望|建议|转了|转的|付了|给的)|比如|例如|譬如|举例|\b(?:you (?:said|say|mentioned|told|offered|suggested|wanted|wrote|asked|sent)|for example|for instance|e\.?g\.?|such as|your (?:offer|suggestion|proposal|income|rent|salary|wages|pension|benefits?) (?:of|is))\b|(?:工资|收入|房租|生活费|月薪|低保)"
)
_ASKED = re.compile(r"(?:吗|呢|么|可以不|行不行|好不好|能不能.*)[?？]?$|[?？]$")
_ASKS = re.compile(
    r"能|可以|行吗|多少|够|想|方便|要不要|\b(?:can|could|would|how about|what about|is|are|do|does)\b"
)
_PHONES = re.compile(
    r"(?:电话|热线|拨打|致电|打|联系|编号|凭证|工单|参考|号码|尾号|\b(?:call|phone|ring|dial|ref\w*|number|line|no|id|text|ending(?: in)?)\b)\W{0,3}(?:is|为|是|号)?\W{0,3}$"
)

_DUE_BEFORE = re.compile(
    r"(?:截止(?:到|日期?|时间)?|截至|最晚|最迟|到期日?|还款日|期限|务必[于在]|须[于在]|必须[在于]|请[于在]|限[于在]|不晚于|有效期?[至到])(?:是|为|到|在|:|：)?\s*$"
    r"|\b(?:by|before|until|till|no later than|deadline|due(?: date)?|expires?|valid(?: only)?|last day|ends?|closes?|cut-?off)\b(?: (?:is|are|was|on|by|at|until|till|the|end of|close of|latest|noon|midnight|no later than|,))*\s*$"
)
_DUE_AFTER = re.compile(
    r"^\s{0,9}[,，]?(?:请|务必|必须|要)*在?(?:那|此|这|该日|当[天日])(?:天|日)?[之以]?前"
    r"|^\s{0,9}(?:\d{1,2}[:点时]\d{0,2}分?|晚上?|中午|下午|上午|24点|零点|下班)?\s{0,9}(?:[之以]?前|为止|截止|到期|之内|以内|失效|作废|过期)|^\s{0,9}(?:必须|务必|要|得)?(?:还清|结清|付清)"
    r"|^\s{0,9}(?:at the latest|deadline|is (?:the|your) (?:deadline|last day|due date|cut-?off)|or\b)"
)
_DUE_BEFORE_EVENT = re.compile(
    r"\b(?:by|before|until|till|no later than)\b (?!or )(?:(?!(?:or|and|on)\b)[\w'’-]+ ){0,4}"
    r"(?!(?:or|and|on)\b)[\w'’-]+,? (?:(?:on|is|at|comes?|visits?) )*$"
)
"""A day that something happens on which a duty has to come first: "pay before the hearing on"."""
_HOURS = re.compile(
    r"(?:(?:within|in|next)(?: the)?(?: next)? (?P<n>\d+|an|one|two|three|six|twelve|half an) ?(?:hours?|hrs?|minutes?|mins?))|(?P<z>(?<!\d)\d+|[一二两三半几]个?)(?:个)?(?:小时|钟头|分钟)(?:之)?内"
)
_DUTY = Quick(
    r"还|付|款|钱|结清|处理|优惠|减免|方案|名额|有效(?!）)|\b(?:pay\w*|paid|settle\w*|clear\w*|repay\w*|money|offer|discount|plan|waiv\w*|balance|due|deadline|expire\w*|arrears|instal\w*|respond|act)\b"
)
_OURS = Quick(
    r"(?:我们|我|同事|专员|团队|客服|部门)[^,，。]{0,14}(?:答复|回复|联系|处理|核对|核实|审核|反馈|提醒|给您)|入账|到账(?:有时|可能|一般)|链接|链结|答复您|回复您|不会催|不再催|已(?:经)?还|还了|已收到"
    r"|\b(?:we|i|a colleague|someone|our team|the team|they)\b[^.;]{0,20}\b(?:reply|answer|get back|respond|send|confirm|review|call you back|be in touch|let you know|come back|remind|wait|hold|not (?:chase|contact)|will not)\b|\blink\b|\b(?:was|were|received|paid on|arrived|cleared on|since|as of)\b"
)
_FREE = re.compile(
    r"(?:不用|不必|不需要|无需|无须|不要求|没有|不是)[^。]{0,16}$|(?:如果|要是|若)[^,，。]{0,12}(?:您|你)?(?:能|想|可以|愿意|方便)[^,，。]{0,8}$|(?:n't|\b(?:not|never|no|need not|without|if you (?:can|could|want|would|like|prefer))\b)[^.;]{0,40}$"
)
_CLOCK = re.compile(
    r"(?:\bby|\bbefore) (?:noon|midnight|close of business|cob|eod|end of (?:the )?day|\d{1,2} ?(?:am|pm))\b|下班(?:之)?前|中午(?:之)?前|\d{1,2}点(?:之)?前"
)
_SYMBOLS: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = tuple(
    (re.compile(pattern), frozenset(codes.split()))
    for pattern, codes in (
        (r"港[元币]|hk\$|hkd", "HKD"),
        (r"美[元金]|usd|us\$", "USD"),
        (r"澳元|澳币|aud|a\$", "AUD"),
        (r"英镑|£|gbp|pound|quid", "GBP"),
        (r"欧元|€|euro?\b", "EUR"),
        (r"卢比|₹|inr|\brs\b|rupee", "INR"),
        (r"日元|jpy|\byen\b", "JPY"),
        (r"人民币|cny|rmb|yuan", "CNY"),
        (r"[¥￥]", "CNY JPY"),
        (r"\$|dollar|buck", "USD AUD HKD CAD SGD NZD"),
    )
)


_NUMBER = Quick(
    r"[\d零〇二两三四五六七八九十百千万亿半几]|一(?![起下些样直定般切旦致])|teen(?![a-z])|ty(?![a-z])"
    + "".join(
        rf"|(?<![a-z]){word}(?![a-z])"
        for word in (
            *EN_ONE_TO_TWELVE.split("|"),
            "hundreds?",
            "thousand",
            "grand",
            "million",
            "billion",
            "trillion",
            "fivers?",
            "tenners?",
            "score",
            "pony",
            "ton",
        )
    )
)
"""Without any of these a sentence names no amount: "a third", "a few" and "half" are shares or need a hundred."""
_DUE_WORD = Quick(
    r"截止|截至|最晚|最迟|到期|还款日|期限|[务须限请][必于在]|必须[在于]|不晚于|有效期?[至到]|\b(?:by|before|until|till|no later than|deadline|due|expires?|valid|last day|ends?|closes?|cut-?off)\b"
)
"""Every word of :data:`_DUE_BEFORE`, looked for anywhere."""


@lru_cache(maxsize=4096)
def _sentences(text: str) -> tuple[tuple[str, int], ...]:
    return tuple((match.group(), match.start()) for match in SENTENCE.finditer(text))


def amounts(text: str, *, language: str, ledger: Ledger) -> list[Finding]:
    """Return the amounts a text claims that neither the ledger nor the offer holds."""
    reading = plain(text)
    found = []
    currency = _currency(ledger)
    for sentence, shift in _sentences(reading.text):
        for mention in _claimed_amounts(sentence, language, currency):
            if mention.value is not None and not _held(mention.value, mention.text.lower(), ledger):
                span = reading.span(shift + mention.start, shift + mention.end)
                found.append(Finding("amount", span, text[span[0] : span[1]]))
    return found


@lru_cache(maxsize=8192)
def _claimed_amounts(sentence: str, language: str, currency: str) -> tuple[AmountMention, ...]:
    """What one sentence claims to be due, whoever holds it; most sentences are said again and again."""
    if not _NUMBER.found(sentence):
        return ()
    return tuple(
        mention
        for mention in read_amounts(sentence, language=language, currency=currency)
        if mention.value and _claims_amount(sentence, mention.text, mention.start, mention.end)
    )


def _currency(ledger: Ledger) -> str:
    if ledger.overdue is not None:
        return ledger.overdue.currency
    return ledger.amounts[0].currency if ledger.amounts else "CNY"


def _claims_amount(sentence: str, words: str, start: int, end: int) -> bool:
    """Tell whether a number in a sentence claims that so much money is or will be due."""
    before, after = sentence[:start], sentence[end:]
    if _PHONES.search(before[-24:]):
        return False
    marked = _UNIT.search(words.lower()) is not None or re.match(r"\s*(?:元|块|圆)", after) is not None
    if not marked and (not _OWED.search(before.lower()) or _NOT_MONEY_AFTER.match(after.lower())):
        return False
    if not marked and re.fullmatch(r"\d{1}", words.strip()):
        return False
    if _QUOTED.search(before.lower()):
        return False
    return not (
        _ASKED.search(sentence.strip())
        and _ASKS.search(sentence.lower())
        and not _OWED.search(before.lower())
    )


def _held(value: Decimal, words: str, ledger: Ledger) -> bool:
    """Tell whether the ledger or the offer stands behind an amount in the currency it was said in."""
    currency = _currency(ledger)
    for pattern, codes in _SYMBOLS:
        if pattern.search(words):
            if currency not in codes:
                return False
            break
    try:
        named = Money.of(value, currency)
    except BadInput:
        return False
    if named in ledger.amounts or named == ledger.overdue:
        return True
    return ledger.offered and ledger.overdue is not None and named < ledger.overdue


def deadlines(text: str, *, language: str, ledger: Ledger) -> list[Finding]:
    """Return the deadlines a text sets that nothing on file sets."""
    reading = plain(text)
    found = []
    noon = datetime(ledger.today.year, ledger.today.month, ledger.today.day, 12, tzinfo=UTC)
    near = {ledger.today, ledger.today + timedelta(days=1)}
    for sentence, shift in _sentences(reading.text):
        days, hours = _last_days(sentence, noon, language)
        late = [
            (mention.begin, mention.finish)
            for mention in days
            if mention.start is not None
            and not _set(mention.start, mention.end or mention.start, mention.text, ledger)
        ]
        if hours and near.isdisjoint(ledger.dates):
            late += hours
        for start, stop in late:
            span = reading.span(shift + start, shift + stop)
            found.append(Finding("deadline", span, text[span[0] : span[1]]))
    return found


@lru_cache(maxsize=8192)
def _last_days(
    sentence: str, noon: datetime, language: str
) -> tuple[tuple[DateMention, ...], tuple[tuple[int, int], ...]]:
    """The days that one sentence sets as last ones, and the places where it sets hours."""
    duty = _DUTY.found(sentence)
    if not duty and not _DUE_WORD.found(sentence):
        return (), ()  # nothing here could set a day: no duty, and no word that ends a time
    if _OURS.found(sentence) or (_ASKED.search(sentence.strip()) and "必须" not in sentence):
        return (), ()
    days = []
    for mention in read_dates(sentence, at=noon, language=language, every=True):
        if mention.start is None or (mention.past and mention.bound == "on"):
            continue
        before, after = sentence[: mention.begin], sentence[mention.finish :]
        if _sets(before, after, mention.bound, duty) and not (_FREE.search(before) or _QUOTED.search(before)):
            days.append(mention)
    hours = [
        match.span()
        for match in (*_HOURS.finditer(sentence), *_CLOCK.finditer(sentence))
        if duty and not _FREE.search(sentence[: match.start()])
    ]
    return tuple(days), tuple(hours)


def _sets(before: str, after: str, bound: str, duty: bool) -> bool:
    """Tell whether a day is said as the last one."""
    if _DUE_AFTER.match(after) or _DUE_BEFORE.search(before):
        return duty or _DUE_BEFORE.search(before) is not None
    return duty and (bound == "by" or _DUE_BEFORE_EVENT.search(before) is not None)


def _set(start: date, end: date, words: str, ledger: Ledger) -> bool:
    """Tell whether a deadline is on file; a day without a year may be this year's or the next."""
    if start in ledger.dates or end in ledger.dates:
        return True
    if re.search(r"20\d\d", words):
        return False
    days = {(d.month, d.day) for d in ledger.dates}
    if (start.month, start.day) in days or (end.month, end.day) in days:
        return True
    two = re.fullmatch(r"\s*(\d{1,2})[/.](\d{1,2})\s*", words)
    return two is not None and (int(two[1]), int(two[2])) in days | {(d, m) for m, d in days}
