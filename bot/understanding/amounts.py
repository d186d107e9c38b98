"""Reads the sums of money and the shares of a debt out of a borrower's message.

两千五 is 2500, 一半 is a half, "a couple hundred" is about two hundred. A number that counts days, people, percent,
or that is a phone, card or order number is no amount.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bot.model.words import Language
from bot.understanding.currencies import EN_AFTER, EN_BEFORE, SIGNS, ZH_AFTER, currency_of
from bot.understanding.mentions import AmountMention, Per
from bot.understanding.numbers import en_number, zh_number
from bot.understanding.text import Normalised, normalise

_HAN = re.compile(r"[\u4e00-\u9fff]")
_ZD, _ZN = "一二两三四五六七八九", "零〇一二两俩三四五六七八九壹贰叁肆伍陆柒捌玖"
_ARABIC = r"(?:\d{1,3}(?:,\d{2,3})+(?!\d)|\d+)(?:\.\d+)?"
_ZH_NUM = (rf"(?:{_ARABIC} ?(?:[百千万亿兆十]|[kw](?![a-z]))*(?:\d+[百千万]?)?|[{_ZN}十](?:[{_ZN}十百千万亿兆佰仟拾]| ?点[{_ZN}]+)*)")
_ZH_RANGE = rf"(?:[{_ZD}]{{2}}(?:[百千万]+)|[{_ZD}]{{2}}十(?![{_ZD}百千万])|(?:好几|几|上|数|大几)[百千万十]+|[十百千万][来把])"
_ZH_AMOUNT = re.compile(
    rf"(?P<cur>{EN_BEFORE})? ?(?<![\d.第])(?P<n>{_ZH_RANGE}|{_ZH_NUM})(?P<more>(?:多|来|出头|几)(?P<big>[万千百亿])?)?(?: ?(?:-|~|到|至) ?(?P<hi>{_ZH_NUM}))? ?"
    rf"(?P<unit>{ZH_AFTER}|(?:大洋|块大洋))?(?:(?<=[元块圆])(?P<jiao>[{_ZN}\d]+)[角毛]?(?![\d月号日年天个期万千百]))?(?P<post>人民币)?"
)
_MINOR = re.compile(rf" ?又? ?(?P<n>[{_ZN}\d十]+) ?(?:(?P<ten>毛|角)(?:(?P<f>[{_ZN}\d])分)?|(?:分|美分|cents?|日本銭|日本钱)(?!之|期|钟))")
_ZH_NOT = re.compile(
    r" ?(?:[天日号月年周点时岁%°期笔次个人位名度倍折条层级楼室路公克斤米g寸届遍遭杯部台双]|分(?!钱)|礼拜|星期|小时|秒|季|工作日|成(?!都)|多?个|几?[天号月年岁次个]|(?:多|来|几)(?:[天号月年岁次人]|个)|[:/]\d|-\d|ms|mb)"
)
_ZH_NOTBEFORE = re.compile(r"(?:尾号|后四位|后4位|手机号?|电话|卡号|身份证号?|账号|单号|编号|订单号?|验证码|密码|工号|房号|第|百分之|分之|星期|礼拜|周|分|逾期|号码|微信|qq|[a-z\d]-?)[是为:]? ?$")
_ZH_MONEY = re.compile(
    r"(?:还|付|交|给|转|打|存|先|欠|借|补|凑|出|扣|剩|差|要|只有|只能|只|有|是|挣|赚|工资|收入|月入|月供|到手|最多|顶多|大概|大约|约|差不多|每期|每月|个月|再|少|多|本金|利息|费|成|拿|够|为|还款|加|共|账单|就|入|花)(?:了|得起|上|到|个|出|款|掉|的|你|您|我)? ?$"
)
_ZH_AFTER = re.compile(r" ?(?:元|块|左右|上下|先|行|可以|吧|吗|够|就|每|一个?月|/月|以内|以上|,|，|。|\.(?!\d)|剩|的|明|后|今|下|$)")
_ZH_SHARE = re.compile(
    rf"(?P<den>[{_ZD}十\d]+)分之(?P<num>[{_ZD}十\d]+)|(?P<half>一半(?!天|年|时间|的?时)|半数|对半)|"
    r"(?P<all>全部|全额|全款|全还|全都还|一次性?(?:还清|结清|付清|还完)|一把还清)(?!了|都?还了|都?已)"
)
_PERCENT = re.compile(r"(?P<n>\d+(?:\.\d+)?) ?(?:%|percent|per cent)(?= ?(?:now|today|of (?:it|the|what)|up ?front|first|and|,|$))")
_PER_BEFORE = re.compile(
    r"(?P<month>每个?月|月供|一个?月|按月|月还|每期|逐月)|(?P<fortnight>每两个?[周星礼]期?拜?|每半个?月)|(?P<week>每个?(?:周|星期|礼拜)|一个?(?:周|星期|礼拜)|按周)"
)
_PER_AFTER = re.compile(
    r"[元块钱]* ?(?:左右)? ?(?:(?P<month>(?:每个?|一个?|/)月|(?:a|per|each|every|/|p/?)(?: ?|-)(?:calendar )?(?:month|mth|mo\b|m\b)|monthly|pm\b|p/m|pcm)|"
    r"(?P<fortnight>(?:a|per|each|every|/) ?fortnight|fortnightly|every (?:two|2|other) weeks?|bi-?weekly|每两周|两周一次)|"
    r"(?P<week>(?:每个?|一个?|/)(?:周|星期|礼拜)|(?:a|per|each|every|/|p/?) ?(?:week|wk|w\b)|weekly|pw\b))"
)
_ABOUT_BEFORE = re.compile(r"(?:大概|大约|差不多|约|可能|估计|将近|快|around|about|roughly|approx\.?|approximately|maybe|nearly|almost|like|say|probably|ish)(?: (?:is|a))? ?(?:是|有|能|还|先|能还)? ?$")
_ABOUT_AFTER = re.compile(r" ?(?:左右|上下|的样子|ish\b|-ish|or so|odd\b|or thereabouts|give or take)")

_ONES = "one|two|three|four|five|six|seven|eight|nine"
_WORD = (rf"(?:{_ONES}|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twenty|thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:{_ONES}))?)(?![a-z])")
_SCALE = r"(?:hundreds?|thousand|grand|million|billion|trillion|lakhs?|crores?|mn|bn|k|m)(?![a-z])"
_EN_NUM = (rf"(?:{_ARABIC}(?: ?{_SCALE})?|\.\d+|(?:(?:{_WORD}|a(?: few)?|several)(?: and a half)? )?(?:hundreds?|thousand|grand|million|billion|trillion)(?![a-z])"
           rf"(?: (?:and )?(?:(?:{_WORD} )?hundred(?: and)? ?)?(?:{_WORD})?)*|(?:a )?couple (?:of )?(?:hundred|thousand|grand|hundreds)|"
           rf"(?:a )?few (?:hundred|thousand|grand)|(?:half|quarter|three quarters)(?: an?)? (?:million|billion|grand|hundred|thousand)|{_WORD}(?: and a half)?)")  # fmt: skip
_EN_AMOUNT = re.compile(
    rf"(?<![a-z\d.])(?P<both>between )?(?P<cur>{EN_BEFORE})? ?(?<![\d.,#/:-])(?P<n>{_EN_NUM})(?![\d:]|\.\d)"
    rf"(?: ?(?:-|to|or|(?(both)and|(?!))) ?(?:{EN_BEFORE})? ?(?P<hi>{_EN_NUM})(?![\d:/]))?(?:(?(cur)(?!)|[ -]?(?P<unit>(?:{EN_AFTER})(?![a-z\d]))))?(?P<scale> ?(?:million|billion|thousand)\b)?"
)
_EN_NOT = re.compile(
    r" ?-?(?:st|nd|rd|th|am|pm|a\.m|p\.m|o'?clock|%|percent|per cent|days?|d\b|weeks?|wks?|months?|mths?|mo\b|years?|yrs?|hours?|hrs?|h\b|min(?:ute)?s?|seconds?|secs?|"
    r"fortnights?|times?|x\b|people|kids?|children|payments?|instal\w+|parts?|loans?|cards?|accounts?|calls?|messages?|texts?|emails?|letters?|of (?:us|them|my|these|those|you)|jobs?|hand|reasons?|options?|"
    r"working|business|more (?:days?|weeks?|months?)|jan\w*|feb\w*|mar(?:ch)?\b|apr\w*|may\b|jun\w*|jul\w*|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|degrees?|miles?|km|digits?|/\d|\.\d|extra days?|"
    r"different|other (?:days|people)|bed\w*|year)"
)
_EN_NOTBEFORE = re.compile(
    r"(?:#|no\.?|number|ref\w*|ending(?: in)?|digits(?: are)?|code(?: is)?|id|order|account|card|phone|tel|room|flat|apt|unit|house|age|aged|at|section|article|page|step|option|"
    r"chapter|level|version|the|since|until|till|on the|year|jan\w*|feb\w*|march|apr\w*|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*|o'?clock|i'm|im|turn(?:ed|ing)|[a-z]\d*-) ?:? ?$"
)
_EN_MONEY = re.compile(
    r"(?:pay|paying|paid|send|give|afford|do|manage|put|meant?|transfer\w*|owe|owed|have|got|offer|only|just|spare|scrape|find|least|most|max|maximum|about|around|towards|of|than|with|to|is|it's|its|"
    r"earn|make|get|for|say|borrow\w*|like|roughly|another|extra|remaining|up to|plus|a|deposit|settle|clear|throw|chuck|drop|charged|took|bill|rent|total|be|not|sorry|no|said|there'?s|there is|i've|and|then|or|nearly|next|,|:|-)"
    r"(?: (?:you|u|in|down|off|him|it|back|up|maybe|say|over|u guys|like|only|around|about|just|a|the))* ?$"
)
_EN_AFTER_OK = re.compile(
    r" ?(?:$|[,;!?)]|\.(?!\d)|now|today|tonight|tomorrow|tmrw|upfront|up front|down|first|each|every|a (?:month|week|fortnight)|per|/ ?(?:m|w)|p[mw]\b|monthly|weekly|on\b|by\b|at\b|and|then|is\b|max|this|next|towards|off|"
    r"left|for now|instead|not|not\b|right|straight|ish|or so|please|if|but|because|until|in |with|toward|out|more|back|would|should|will|before|when|or\b|to\b|fortnight|extra|total|a\b|-)"
)
_EN_SHARE = re.compile(
    r"\b(?P<half>(?:a |one )?half|1/2)\b(?! ?(?:an? (?:hour|day|year|month|week|million|grand)|hour|day|year|month|term|past|million|billion|brother|sister|price|asleep|decent|pay\b|term))|"
    r"(?P<frac>\b(?:a|one|two|three|1|2|3)[ -](?:third|quarter|fifth|tenth)s?\b(?! party|time|person|of (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)| (?:million|billion))|(?<![\d/])[1-3]/[3-5](?![\d/])(?= (?:of|now|today|first|up ?front)))|"
    r"(?P<all>\b(?:in full|(?:the )?(?:full|whole|entire) (?:amount|balance|thing|lot|sum|payment|bill|debt)|the (?:whole )?lot\b|all of it|everything i owe|the full|it all|pay (?:it )?all|whole thing)\b)(?! of (?:stuff|people|things))"
)
_PHONE = re.compile(r"(?<!\d)(?:\+?\d[ -]?){8,}(?!\d)|\d{8,}|(?<![a-z])[a-z]+\d+[a-z\d]*(?<!rmb)")


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    value: Decimal | None = None
    currency: str | None = None
    fraction: Fraction | None = None
    firm: bool = True
    low: Decimal | None = None
    high: Decimal | None = None


def _clean(value: Decimal | None) -> Decimal | None:
    if value is None:
        return None
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole and abs(whole) < Decimal(10) ** 25 else value.normalize()


def _zh_range(text: str) -> tuple[Decimal | None, Decimal | None]:
    """Read 两三百, 几千, 上万, 千把."""
    unit = zh_number("一" + re.sub(r"[^百千万十]", "", text))
    if unit is None:
        return None, None
    pair = re.match(rf"([{_ZD}])([{_ZD}])", text)
    if pair:
        return (zh_number(pair[1] + text[2:]), zh_number(pair[2] + text[2:]))
    if text[0] in "上" or text[-1] in "来把":
        return unit, unit * 2
    return (unit * 2, unit * 9) if not text.startswith(("好几", "大几")) else (unit * 3, unit * 9)


def _zh(text: str, default: str | None) -> Iterator[_Hit]:
    for m in _ZH_AMOUNT.finditer(text):
        number, unit, mark = m["n"], m["unit"], m["cur"]
        before, after = text[max(0, m.start() - 12) : m.start()], text[m.end() : m.end() + 8]
        named = bool(unit or mark or m["post"])
        if not named and (_ZH_NOT.match(after) or _ZH_NOTBEFORE.search(before)):
            continue
        if unit in ("块", "块钱", "毛", "毛钱", "分钱", "角") and number == "一" and not re.match(r"[钱人]|$", after) and unit != "块钱":
            continue
        if (unit in ("毛钱", "分钱", "毛") and number in ("一", "1")) or (unit == "角" and after.startswith(("大", "度", "落"))):
            continue
        low = high = None
        vague = re.fullmatch(_ZH_RANGE, number)
        if vague:
            low, high = _zh_range(number)
            if low is None or high is None or (not named and not re.search("[百千万]", number)):
                continue
            value = None
        else:
            value = zh_number(number)
            if value is None or not (named or _bare_zh(number, before, after, text)):
                continue
            if m["hi"]:
                low, high = value, zh_number(m["hi"])
                if high is not None and low < 10 <= high and not re.search("[百千万]", number):
                    low = low * (Decimal(10) ** (len(str(int(high))) - 1))
                value = None
            elif m["more"]:
                value *= zh_number("一" + (m["big"] or "")) or 1
                step = Decimal(10) ** max(0, len(str(int(value))) - len(str(int(value)).rstrip("0")) if value >= 10 else 0)
                low, high, value = value, value + step, None
            if m["jiao"] and value is not None:
                cents = zh_number(m["jiao"])
                value += (cents or 0) / (10 if cents is not None and cents < 10 else 100)
        end = m.end()
        minor = _MINOR.match(text, end) if unit else None
        if minor and value is not None:
            part = zh_number(minor["n"]) or Decimal(0)
            value += part / (10 if minor["ten"] else 100) + (Decimal(zh_number(minor["f"]) or 0) / 100 if minor["f"] else 0)
            end = minor.end()
        if unit in ("毛", "毛钱", "角") and value is not None:
            value = value / 10
        if unit == "分钱" and value is not None:
            value = value / 100
        yield _Hit(m.start(), end, value, currency_of(mark or m["post"] or unit, default), None, low is None, low, high)
    for m in _ZH_SHARE.finditer(text):
        if m["den"]:
            den, num = zh_number(m["den"]), zh_number(m["num"])
            if den and num and den <= 20 and num <= den:
                yield _Hit(m.start(), m.end(), fraction=Fraction(int(num), int(den)))
        elif not re.search(r"(?:已经?|都|我|已全)$", text[max(0, m.start() - 2) : m.start()]) or m["half"] or "了" not in text[m.end() : m.end() + 4]:
            yield _Hit(m.start(), m.end(), fraction=Fraction(1, 2) if m["half"] else Fraction(1))


def _bare_zh(number: str, before: str, after: str, text: str) -> bool:
    """Tell whether a number without a unit is money: 两千五 always, 500 where money is talked about."""
    if re.search(r"[百千万kw]", number):
        return len(number) > 1 and not number.endswith("万一")
    value = zh_number(number)
    if value is None or value < 10 or (number.isdigit() and len(number) > 7):
        return False
    if re.fullmatch(r"(?:19|20)\d\d", number) and after.startswith("年"):
        return False
    alone = not re.search(r"\w", text.replace(number, "", 1))
    return alone or bool(_ZH_MONEY.search(before)) or (number[0].isdigit() and value >= 50 and bool(_ZH_AFTER.match(after)))


def _en(text: str, default: str | None) -> Iterator[_Hit]:
    for m in _EN_AMOUNT.finditer(text):
        number, mark, unit = m["n"], m["cur"], m["unit"]
        before, after = text[max(0, m.start() - 40) : m.start()], text[m.end() :][:16]
        named = bool(mark or unit)
        if not named:
            if _EN_NOT.match(after) or _EN_NOTBEFORE.search(before) or (m["hi"] and _EN_NOT.match(text[m.end("n") :][:12])):
                continue
            if not _bare_en(number, before, after, text):
                continue
        value = en_number(re.sub(r"(?<=\d) ?m$", " million", number)) if "few" not in number and "several" not in number else None
        if value is None and not re.search("few|several", number):
            continue
        scaled = m["scale"]
        if scaled and value is not None:
            value = value * (en_number(scaled) or 1)
        low = high = None
        vague = "couple" in number
        if value is None:
            scale = en_number("a " + number.split()[-1]) or Decimal(1)
            low, high = scale * 3, scale * 5
        if m["hi"] and value is not None:
            other = en_number(m["hi"])
            if other is not None and other > value:
                shared = re.search(_SCALE, m["hi"])
                if value < 10 <= other and shared:
                    value *= en_number("a " + shared[0]) or 1
                low, high, value = value, other, None
        end = m.end()
        cents = re.match(r"(?: and)? (?P<c>(?:\d\d?|" + _WORD + r"))(?: (?P<w>cents?|pence|p|mao))?\b(?! ?(?:of|a|the|per|days?|times?|points?|per|is)\b)", text[end:]) if unit and value is not None else None  # fmt: skip
        if cents and value is not None and (cents["w"] or after.startswith((" and", " ")) and not cents["c"].isdigit() or unit) and not _EN_NOT.match(text[end + cents.end() :][:10]) and not re.match(r" (?:$|£)", text[end + cents.end() :][:4]):  # fmt: skip
            part = en_number(cents["c"])
            whole = value == int(value)
            if part is not None and whole and (cents["w"] or part < 100) and not re.match(r" ?(?:dollar|usd|rmb|%|€|\$|£|hundred)", text[end + cents.end() :]):  # fmt: skip
                value, end = value + part / (10 if cents["w"] == "mao" else 100), end + cents.end()
        yield _Hit(m.start(), end, value, currency_of(mark or unit, default), None, low is None and not vague, low, high)
    for m in _EN_SHARE.finditer(text):
        if m["half"]:
            yield _Hit(m.start(), m.end(), fraction=Fraction(1, 2))
        elif m["frac"]:
            yield _Hit(m.start(), m.end(), fraction=_fraction(m["frac"]))
        elif _settles(m["all"], text[max(0, m.start() - 40) : m.start()]):
            yield _Hit(m.start(), m.end(), fraction=Fraction(1))
    for m in _PERCENT.finditer(text):
        yield _Hit(m.start(), m.end(), fraction=Fraction(m["n"]) / 100)


def _settles(words: str, before: str) -> bool:
    """Tell whether "the lot" or "all of it" is about paying, and not about what is done or lost."""
    if re.search(r"\b(?:paid|settled|cleared|sent|already)(?: \w+){0,3} ?$", before):
        return False
    sure = re.match(r"(?:in full|pay|(?:the )?(?:full|whole|entire) (?:amount|balance|sum|payment|bill|debt))", words)
    return bool(sure or not before.strip() or re.search(r"\b(?:pay|paying|clear|settle|send|cover|sort|do|manage|afford)\b", before))


def _fraction(text: str) -> Fraction:
    if "/" in text:
        top, bottom = text.split("/")
        return Fraction(int(top), int(bottom))
    word, part = re.split(r"[ -]", text)
    whole = {"a": 1, "one": 1, "two": 2, "three": 3}.get(word) or int(word)
    return Fraction(whole, {"thi": 3, "qua": 4, "fif": 5, "ten": 10}[part[:3]])


def _bare_en(number: str, before: str, after: str, text: str) -> bool:
    """Tell whether a number without a currency is money: "a couple hundred" always, 200 after a paying word."""
    if re.search(r"\d ?k$|hundred|thousand|grand", number):
        return True
    value = en_number(number)
    if value is None or value < 10 or (number.isdigit() and (len(number) > 6 or number[0] == "0")):
        return False
    alone = not re.search(r"\w", text.replace(number, "", 1))
    paying = _EN_MONEY.search(before) and (_EN_AFTER_OK.match(after) or number[0].isdigit())
    return bool(alone or (number[0].isdigit() or value >= 20) and (paying or _PER_AFTER.match(after)))


def _per(ready: Normalised, hit: _Hit) -> Per | None:
    after = _PER_AFTER.match(ready.text, hit.end)
    if after is None:
        after = re.compile(r"[^\d,，。.]{0,4}?(?:每个?月|a month|per month|every month|each month)$").match(ready.text[: hit.end + 14], hit.end)
        if after is not None and _HAN.search(after[0]) is None:
            return "month"
        after = None
    found = after
    if found is None:
        window = ready.text[max(0, hit.start - 8) : hit.start]
        for found in _PER_BEFORE.finditer(window):
            rest = window[found.end() :]
            if re.search(r"[,，。后内前]", rest) or re.search(r"[下上这个]$", window[: found.start()]):
                found = None
                continue
    if found is None:
        head = re.search(r"\b(?P<month>monthly|each month|every month|per month)|(?P<week>weekly|every week|each week)\b(?:[\w ]{0,14})$", ready.text[max(0, hit.start - 26) : hit.start])  # fmt: skip
        found = head
    kind = found.lastgroup if found is not None else None
    return kind if kind in ("week", "fortnight", "month") else None  # type: ignore[return-value]


def read_amounts(
    text: str, *, language: Language | str = Language.ZH, currency: str | None = None
) -> tuple[AmountMention, ...]:
    """Read every amount of money and every share of the debt in a message.

    Args:
        text: the borrower's own words.
        language: the language of the conversation; both grammars are used wherever their script appears.
        currency: the account's currency, taken where none was said and to settle what $ or ¥ means.

    Returns:
        The mentions in the order of the text; vague ones keep ``low`` and ``high`` and are not firm.
    """
    ready = normalise(text)
    body = _PHONE.sub(lambda m: m[0] if m[0].startswith(("rmb", "usd", "hk", "us", "cny", "gbp", "eur")) else "\x00" * len(m[0]), ready.text)
    han = _HAN.search(body) is not None
    hits = list(_zh(body, currency)) if han or (str(language) == "zh") else []
    if not han or re.search(r"[a-z]{2}", body):
        hits += _en(body, currency)
    out: list[AmountMention] = []
    kept: list[_Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start - h.end, h.start)):
        if all(hit.end <= k.start or hit.start >= k.end for k in kept):
            kept.append(hit)
    for hit in sorted(kept, key=lambda h: h.start):
        first = hit.start + (len(body[hit.start : hit.end]) - len(body[hit.start : hit.end].lstrip()))
        last = hit.end - (len(body[first : hit.end]) - len(body[first : hit.end].rstrip()))
        start, end = ready.span(first, last)
        firm = hit.firm and not (_ABOUT_BEFORE.search(body[max(0, first - 16) : first]) or _ABOUT_AFTER.match(body, last))
        out.append(
            AmountMention(_clean(hit.value), hit.currency, text[start:end], start, end, hit.fraction, _per(ready, hit), firm,
                          _clean(hit.low), _clean(hit.high))
        )  # fmt: skip
    return tuple(out)


__all__ = ["SIGNS", "read_amounts"]
