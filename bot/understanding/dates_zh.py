"""The grammar of Chinese days: 下周五, 月底, 15号, 三天后, 国庆后, 发工资那天.

Each rule is one pattern and the function that reads it; :mod:`bot.understanding.dates` chooses among what
they find, joins ranges and looks at the words around.
"""

from __future__ import annotations

import re

from bot.understanding import bare_days
from bot.understanding.days_zh import (
    DAYS,
    LATER_TODAY,
    SEP,
    D,
    M,
    read_about_days,
    read_ago,
    read_day,
    read_days,
    read_festival,
    read_full,
    read_half,
    read_later,
    read_later_today,
    read_lunar,
    read_month,
    read_month_day,
    read_month_part,
    read_near,
    read_next_days,
    read_ordinal_weekday,
    read_payday,
    read_relative_month_day,
    read_slash,
    read_three,
    read_week,
    read_weekday,
    read_within,
    read_year_end,
    read_ymd,
)
from bot.understanding.festivals import WORDS_ZH
from bot.understanding.found import Rule
from bot.understanding.spans import ZH_SPAN

_LUNAR_DAY = rf"(?:初[一二三四五六七八九十]|{D})"
LUNAR = (
    rf"(?:阴历|农历|旧历)的?(?:(?:{M}|[腊冬])月份?)?(?:{_LUNAR_DAY})[号日]?"
    rf"|(?:{M}|[腊冬])月初[一二三四五六七八九十](?!定|起|直|共|点)"
)
"""A day of the old calendar, in so many words or by its 初."""
_R = r"(?P<r>下下|上上|下|上|这|本|(?<![这那每一首下上])次|当)"
_NOTDAY = r"(?![线楼店柜院铺码房门桌机车台区家人]|日元|公里|文件)"
RULES: tuple[Rule, ...] = bare_days.RULES + tuple(
    Rule(re.compile(pattern), read)
    for pattern, read in (
        (LUNAR, read_lunar),
        (
            rf"(?P<y>\d{{2,4}} ?年|[零〇一二三四五六七八九两千]{{2,5}} ?年|今年|明年|后年|去年|"
            rf"前年)的?(?P<m>{M}) ?月 ?(?P<d>{D})"
            r"(?: ?[日号])?(?:[,，] ?(?:星期|周|礼拜)[一二三四五六日天])?",
            read_full,
        ),
        (r"(?<!\d)(?P<y>\d{4})(?P<s>[-/. ])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?!\d)", read_ymd),
        (r"(?<!\d)(?P<a>\d{1,2})(?P<s>[-/.])(?P<b>\d{1,2})(?P=s)(?P<c>\d{4}|\d{1,2})(?!\d)", read_three),
        (
            rf"(?<!\d)(?P<m>{M}) ?月份?的? ?(?!一[起块并同齐道次半期])(?P<d>{D})(?: ?[日号]|(?![\d.个元块]))"
            rf"(?:[,，] ?(?:星期|周|礼拜)[一二三四五六日天])?",
            read_month_day,
        ),
        (r"(?<![\d/.])(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\d/])", read_slash),
        (
            r"(?<![\d.¥$-])(?P<a>1[0-2]|0?[1-9])[.-](?P<b>3[01]|[12]\d|0?[1-9])(?= ?[号日]| ?之?以?前|"
            r" ?左右)[号日]?",
            read_slash,
        ),
        (r"(?<!\d)(?P<y>20\d\d) ?[-/.] ?(?P<m>1[0-2]|0?[1-9])(?![\d/.-])", read_month),
        (rf"{_R}个?月份?的?(?P<d>{D}) ?(?:[日号]|(?=[前左之以还发就]))", read_relative_month_day),
        (rf"(?<![\d.月尾第])(?P<d>{D}) ?[号日]{_NOTDAY}", read_day),
        (rf"(?<![\d.月])(?P<a>{D})[号日]?(?P<sep>{SEP})(?P<b>{D}) ?[号日]{_NOTDAY}", read_days),
        (r"(?:(?P<r>下|这|本|上)个?月)?(?P<t>1[几多来]|2[几多来]|二?十[几多来])[号日]", read_about_days),
        ("|".join(sorted(DAYS, key=len, reverse=True)), read_near),
        (LATER_TODAY, read_later_today),
        (
            r"(?P<w>明后|今明|这一两|这两|这几|这三|过两|过几|近几|近两|前几|前两)[天日](?:[之以]?[后内])?",
            read_next_days,
        ),
        (
            rf"(?:在|等)?(?<!\d){_R}个?(?:周|星期|礼拜)(?P<p>末|初|底|尾|中(?!旬)|"
            rf"的周末)?(?![一二三四五六日天\d转期])",
            read_week,
        ),
        (
            rf"{_R}?个?(?<![一两三半每几\d十])(?<![一两三半每几\d十]个)(?:周|星期|"
            rf"礼拜)(?P<d>[一二三四五六日天末]|[1-7](?!\d))(?![千百万个月次回笔趟]|两(?!三?[百千万])|\d(?![\d元块]))",
            read_weekday,
        ),
        (
            rf"(?:{_R}个?月|(?P<y>\d{{4}}年|今年|明年|去年)?(?P<m>{M})月份?|(?<![\d个])月)的?"
            r"(?P<p>底最后一天|最后一天|底|末|尾(?!数|款)|初|头|中旬|上旬|下旬|上半|下半|中)",
            read_month_part,
        ),
        (
            rf"{_R}个?月份?(?![底末尾初头中上下旬供])|(?P<y>\d{{4}} ?年|\d\d ?年|"
            rf"[零〇一二三四五六七八九]{{4}} ?年|今年|明年|后年|去年|前年)?的? ?(?<![\d个第])"
            rf"(?P<m>{M}) ?月份?(?![底末尾初头中上下旬供]|\d{{1,2}}(?!\d))",
            read_month,
        ),
        (r"(?P<p>上|下)半个?月(?![之以]?[内后])|(?P<w>下|后)半周", read_half),
        (
            r"今年底|明年底|年底|年末|今年年底|明年年底|明年年?初|年前(?!后)|"
            r"(?<![今明去前后几半\d一两三])年后",
            read_year_end,
        ),
        (
            rf"(?:再?过|等|再等)?(?P<s>{ZH_SPAN}(?:[又零]?{ZH_SPAN}){{0,3}})(?:[之以]后|过后|后(?!天|台|续))",
            read_later,
        ),
        (rf"(?:再过|再等|过|等)(?P<s>{ZH_SPAN})(?![前没了])", read_later),
        (rf"(?P<s>{ZH_SPAN})(?:[之以]?内)(?P<f>)", read_within),
        (rf"(?P<f>未来|接下来|往后|后(?=\d))的?(?P<s>{ZH_SPAN})", read_within),
        (rf"(?P<s>{ZH_SPAN})(?:[之以]?前|来(?=[一,，.。 ]|都))", read_ago),
        (rf"(?:过去|近|最近|上|前)的?(?P<s>{ZH_SPAN})", read_ago),
        (
            r"(?:下个月|下次|这次|等到?|到)?(?:发(?:了|完|下来)?(?:工资|薪水?|钱|饷|奖金|工钱)|(?:工资|"
            r"薪水|工钱|薪资)(?:一?到账?|一?发|下来)|开(?:工资|支))"
            r"(?:那天|当天|那日|日|的?时候|[之以]?后|了?再|了?就|才|到账|下来|了(?=[,，.。 ]|$))",
            read_payday,
        ),
        (r"(?:等|到|下次|等我)发(?:了|完)?(?:工资|薪水?)(?!单|条)|发薪日|发薪那天|工资日", read_payday),
        (
            rf"(?P<b>过完?)?(?P<f>{'|'.join(WORDS_ZH)})节?(?:假期|长假|放假|假)?(?P<a>过?完|[之以过]?后|"
            rf"收假后|[之以]?前|期间)?(?<!十一)(?![月号日个点块元])",
            read_festival,
        ),
        (
            rf"(?P<m>{M})月的?(?P<n>第[一二三四五]|最后一)个?(?P<w>(?:周|星期|礼拜)[一二三四五六日天]|周)",
            read_ordinal_weekday,
        ),
    )
)
