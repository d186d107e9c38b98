"""The grammar of Chinese money: 两千五, 五百块, 两三百, 一千多, 一半, 三分之一, 全部.

A number without a unit is money only where money is talked about; see :func:`_bare`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from bot.understanding.currencies import EN_BEFORE, ZH_AFTER, currency_of
from bot.understanding.hits import ARABIC, Hit
from bot.understanding.numbers import ZH_ROUND_SUM, zh_number

_ZD, _ZN = "一二两三四五六七八九", "零〇一二两俩三四五六七八九壹贰叁肆伍陆柒捌玖"
_ZH_NUM = (
    rf"(?:{ARABIC}(?: ?(?:[百千万亿兆十]|[kw](?![a-z]))+(?:\d+[百千万]?)?)?|"
    rf"[{_ZN}十](?:[{_ZN}十百千万亿兆佰仟拾]| ?点[{_ZN}]+)*)"
)
_ZH_RANGE = (
    rf"(?:[{_ZD}]{{2}}(?:[百千万]+)|[{_ZD}]{{2}}十(?![{_ZD}百千万])|(?:好几|几|上|数|大几)[百千万十]+|"
    rf"[十百千万][来把])"
)
_EACH_WEEK = r"(?:(?<=[每一按]周)|(?<=[每个]星期)|(?<=[每个]礼拜))"
_OF_A_WEEKDAY = (
    r"(?<=[周期拜])[一二三四五六]一块(?!钱)"
    rf"|(?<=[周期拜])(?!{_EACH_WEEK}{ZH_ROUND_SUM})[一二三四五六](?=[{_ZD}]{{1,2}}[百千万])"
)
"""下周五一块给 is together on Friday, and no 51; 周五三百 is 300 then; 每周五六百 is 500 or 600 a week."""
_ZH_AMOUNT = re.compile(
    rf"(?P<cur>{EN_BEFORE})? ?(?<![\d.第])(?!{_OF_A_WEEKDAY})(?P<n>{_ZH_RANGE}|{_ZH_NUM})"
    rf"(?P<more>(?:多|来|出头|"
    rf"几)(?P<big>[万千百亿])?)?(?: ?(?:-|~|到|至) ?(?P<hi>{_ZH_NUM}))? ?"
    rf"(?P<unit>{ZH_AFTER}|(?:大洋|块大洋))?(?:(?<=[元块圆])(?P<jiao>[{_ZN}\d]+)"
    rf"[角毛]?(?![\d月号日年天个期万千百]))?(?P<post>人民币)?"
)
_MINOR = re.compile(
    rf" ?又? ?(?P<n>[{_ZN}\d十]+) ?(?:(?P<ten>毛|角)(?:(?P<f>[{_ZN}\d])分)?|(?:分|美分|cents?|日本銭|"
    rf"日本钱)(?!之|期|钟))"
)
_ZH_NOT = re.compile(
    r" ?(?:[天日号月年周点时岁%°期笔次个人位名度倍折条层级楼室路公克斤米g寸届遍遭杯部台双]|分(?!钱)|"
    r"礼拜|星期|小时|秒|季|工作日|成(?!都)|多?个|几?[天号月年岁次个]|(?:多|来|几)(?:[天号月年岁次人]|"
    r"个)|[:/]\d|-\d|ms|mb)"
)
_DAYS = 31
_A_DAY_AFTER = re.compile(r" ?(?:月[底末初尾]|(?:周|星期|礼拜)[一二三四五六日天末])")
"""Behind a number that counts no months and no weeks: 500 月底."""
_ZH_NOTBEFORE = re.compile(
    r"(?:尾号(?:不?是)?|后四位|后4位|手机号?|电话|卡号|身份证号?|账号|单号|编号|订单号?|验证码|密码|"
    r"工号|房号|第|百分之|分之|(?<!每)(?:星期|礼拜|周)|(?<!部)分|逾期|号码|微信|qq|[a-z\d]-?)[是为:]? ?$"
)
_SUM_BEFORE = re.compile(r"(?<!\d)\d{2,6} $")
_SUMS_BEFORE = re.compile(r"[还付给交转][^\d，。；]{0,3}(?:\d{2,6}(?: |[、,，和] ?|$))+$")
"""Before a number: sums in a row, 分别还300 300 680."""
_DAY_BEHIND = re.compile(
    r" ?(?:\d{1,2}(?:[号日]|月\d)|[上下这]?个?(?:月底|周|星期|礼拜|月\d)|[今明后]天|现在|马上)"
)
"""A number between a sum and a day is a sum as well: 今天给500 780 25号给."""
_SUM_BEHIND = re.compile(r" ?\d{2,6}(?: ?元| ?块| \d)")
_ZH_MONEY = re.compile(
    r"(?:还|付|交|给|转|打|存|先|说|欠|借|补|凑|出|扣|剩|差|要|只有|只能|只|有|是|挣|赚|工资|收入|月入|"
    r"月供|到手|最多|顶多|大概|大约|约|差不多|每期|每周|每星期|每礼拜|两周|半个月|每月|个月|再|少|多|本金|利息|费|成|拿|够|为|还款|加|"
    r"共|账单|就|入|花|剩下|剩余|余下|其余|另外)(?:了|得起|上|到|个|出|款|掉|的|你们?|您|我)? ?$"
)
_ZH_AFTER = re.compile(
    r" ?(?:元|块|[x×*]|分成?[一二两三四五六七八九十\d]{1,2}[次期]"
    r"|左右|上下|先|现在|现|马上|立刻|行|可以|吧|吗"
    r"|够|就|每|一个?月|/月|以内|以上|,|，|。|\.(?!\d)|剩|的|(?:我|俺|咱)?明|"
    r"(?:我|俺|咱)?(?:就|先|会|等)?(?:后|今|下|\d{1,2}[号日]|\d{1,2}月\d{1,2}|周[一二三四五六日天]|月[底初末])|$)"
)
_ZH_DAY_BEFORE = re.compile(
    r"(?:\d[号日]|\d月份?|(?:周|星期|礼拜)[一二三四五六日天]|[今明后][天日儿]|月[底初末]) ?$"
)
_ZH_PAYS = re.compile(r"还|付|剩|余|给")
_ZH_DAY_AND_SUM = re.compile(
    r"(?:\d[号日]|\d月份?|(?:周|星期|礼拜)[一二三四五六日天]|[今明后][天日儿]"
    r"|月[底初末]) ?\d{2,6}(?![\d号日月年.:/-])"
)
"""A day and a sum behind it; said twice, each number is money: 3月500 4月500."""
_ZH_SHARE = re.compile(
    rf"(?P<den>[{_ZD}十\d]{{1,4}})分之(?P<num>[{_ZD}十\d]{{1,4}})|(?P<half>一半(?!天|年|时间|的?时)|半数|对半)|"
    r"(?P<all>全部|全额|全款|全还|全都还|一次性?(?:还清|结清|付清|还完)|一把还清)(?!了|都?还了|都?已)"
)


_ZH_PERCENT = re.compile(
    rf"(?:[还付给交出][^\d%，。,]{{0,3}}|先)(?:(?P<n>\d{{1,3}}(?:\.\d+)?) ?%"
    rf"|百分之(?P<zh>[{_ZD}十\d]{{1,3}})|(?P<tenths>[{_ZD}\d])成)"
    r"(?!的?(?:利|息|年化|手续|滞纳|违约))"
)
"""A share in percent is one where it is paid, and no rate of interest."""


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


def read_zh(text: str, default: str | None) -> Iterator[Hit]:
    """Yield every amount and share in a Chinese text, in no order.

    Args:
        text: the normalised text.
        default: the account's currency.
    """
    for m in _ZH_AMOUNT.finditer(text):
        number, unit, mark = m["n"], m["unit"], m["cur"]
        before, after = text[max(0, m.start() - 12) : m.start()], text[m.end() : m.end() + 8]
        named = bool(unit or mark or m["post"])
        counts = _ZH_NOT.match(after) and not (_A_DAY_AFTER.match(after) and (zh_number(number) or 0) > _DAYS)
        dated = _SUM_BEFORE.search(before) and _DAY_BEHIND.match(after)
        in_a_row = _SUMS_BEFORE.search(before)
        if not named and (counts or (_ZH_NOTBEFORE.search(before) and not dated and not in_a_row)):
            continue
        if (
            unit in ("块", "块钱", "毛", "毛钱", "分钱", "角")
            and number == "一"
            and not re.match(r"[钱人]|$", after)
            and unit != "块钱"
        ):
            continue
        if (unit in ("毛钱", "分钱", "毛") and number in ("一", "1")) or (
            unit == "角" and after.startswith(("大", "度", "落"))
        ):
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
            if value is None or not (named or _bare(number, before, after, text)):
                continue
            if m["hi"]:
                low, high = value, zh_number(m["hi"])
                if high is not None and low < 10 <= high and not re.search("[百千万]", number):
                    low = low * (Decimal(10) ** (len(str(int(high))) - 1))
                if high is not None and high < low:  # "从500到300": said downwards
                    low, high = high, low
                value = None
            elif m["more"]:
                value *= zh_number("一" + (m["big"] or "")) or 1
                step = Decimal(10) ** max(
                    0, len(str(int(value))) - len(str(int(value)).rstrip("0")) if value >= 10 else 0
                )
                low, high, value = value, value + step, None
            if m["jiao"] and value is not None:
                cents = zh_number(m["jiao"])
                value += (cents or Decimal(0)) / (10 if cents is not None and cents < 10 else 100)
        end = m.end()
        minor = _MINOR.match(text, end) if unit else None
        if minor and value is not None:
            part = zh_number(minor["n"]) or Decimal(0)
            value += part / (10 if minor["ten"] else 100) + (
                Decimal(zh_number(minor["f"]) or 0) / 100 if minor["f"] else 0
            )
            end = minor.end()
        if unit in ("毛", "毛钱", "角") and value is not None:
            value = value / 10
        if unit == "分钱" and value is not None:
            value = value / 100
        yield Hit(
            m.start(),
            end,
            value,
            currency_of(mark or m["post"] or unit, default),
            None,
            low is None,
            low,
            high,
        )
    for m in _ZH_PERCENT.finditer(text):
        percent = Decimal(m["n"]) if m["n"] else zh_number(m["zh"] or m["tenths"])
        percent = percent * 10 if percent is not None and m["tenths"] else percent
        if percent is not None and 0 < percent <= 100:
            start = next(m.start(name) for name in ("n", "zh", "tenths") if m[name])
            yield Hit(start - (3 if m["zh"] else 0), m.end(), fraction=Fraction(percent) / 100)
    for m in _ZH_SHARE.finditer(text):
        if m["den"]:
            den, num = zh_number(m["den"]), zh_number(m["num"])
            if den and num and den <= 20 and num <= den:
                yield Hit(m.start(), m.end(), fraction=Fraction(int(num), int(den)))
        elif (
            not re.search(r"(?:已经?|都|我|已全)$", text[max(0, m.start() - 2) : m.start()])
            or m["half"]
            or "了" not in text[m.end() : m.end() + 4]
        ):
            yield Hit(m.start(), m.end(), fraction=Fraction(1, 2) if m["half"] else Fraction(1))


def _bare(number: str, before: str, after: str, text: str) -> bool:
    """Tell whether a number without a unit is money: 两千五 always, 500 where money is talked about."""
    if re.search(r"[百千万kw]", number):
        return len(number) > 1 and not number.endswith("万一")
    value = zh_number(number)
    if value is None or value < 10 or (number.isdigit() and len(number) > 7):
        return False
    if re.fullmatch(r"(?:19|20)\d\d", number) and after.startswith("年"):
        return False
    alone = not re.search(r"\w", text.replace(number, "", 1))
    return (
        alone
        or bool(_ZH_MONEY.search(before))
        or (value >= 50 and _SUMS_BEFORE.search(before) is not None)
        or (number[0].isdigit() and value >= 50 and bool(_ZH_AFTER.match(after)))
        or (
            value >= 50
            and _ZH_DAY_BEFORE.search(before) is not None
            and (
                _ZH_PAYS.search(text) is not None
                or len(_ZH_DAY_AND_SUM.findall(text)) > 1
                or _SUM_BEHIND.match(after) is not None
            )
        )
    )
