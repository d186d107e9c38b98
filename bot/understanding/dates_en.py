"""The grammar of English days: next Friday, the 25th, end of the month, in a fortnight, payday.

Each rule is one pattern and the function that reads it; :mod:`bot.understanding.dates` chooses among what
they find, joins ranges and looks at the words around.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.understanding.days_en import (
    read_after_work,
    read_ago,
    read_ahead,
    read_day,
    read_day_after,
    read_day_of,
    read_days_of,
    read_end_of,
    read_festival,
    read_iso,
    read_listed_day,
    read_month,
    read_month_day,
    read_month_number,
    read_near,
    read_nth_weekday,
    read_one_after,
    read_payday,
    read_rest,
    read_slash,
    read_span_after,
    read_week,
    read_week_days,
    read_week_of,
    read_week_today,
    read_weekday,
    read_weekday_after,
    read_weekday_after_this,
    read_weekday_count,
    read_weekday_the,
    read_within,
)
from bot.understanding.festivals import WORDS_EN
from bot.understanding.found import Context, Found, Rule
from bot.understanding.spans import EN_SPAN
from bot.understanding.text import listed
from bot.understanding.words_en import (
    DAYWORD,
    DOW,
    DOWFULL,
    MON,
    NEAR,
    NUM,
    ONES,
    ORD,
    ORDWORD,
    TEENS,
    THEN,
    WHICHRE,
    YEAR,
    YEARWORD,
)

_OF = r"(?: ?,? ?(?:of |in )?)"
_NOTITEM = (
    r"(?! ?(?:one|option|time|payment|instal\w*|choice|part\w*|offer|plan|person|week|floor|"
    r"street|party|thing|"
    r"reminder|message|next|upcoming|few|couple|loan|month|attempt|request|call|letter|line|chance|job|"
    r"account|anniversary|birthday|of all|century|grade|hand|-hand|"
    r"(?:(?<=\b1st )|(?<=\b2nd )|(?<=first )|(?<=second ))half(?! (?:on|by|then|and)\b)))"
)
_SURE = (
    "(?:"
    + "|".join(rf"(?<=\b{w} )" for w in listed("in by until till next this last from between to or and of"))
    + ")"
)
_MAY = r"may(?= (?:is|instead|works|would)\b)|(?<=\bbe )may(?= ?(?:$|[?.,!]|then|instead|please|pls))"
"""May as the subject, or the end, of what is said of it."""
_MONTH_NAME = MON.replace("|may|", f"|{_SURE}may|{_MAY}|").replace(
    "mar(?:ch)?|apr(?:il)?", rf"{_SURE}mar(?:ch)?|march(?=[ ,]+20)|{_SURE}apr|april"
)
_RULES: tuple[tuple[str, Callable[[re.Match[str], Context], Found | None]], ...] = (
    (
        rf"(?:{DOW},? )?{MON}(?:, ?|[ /-])?(?:the )?(?P<d>{ORD}|{NUM}|"
        rf"{DAYWORD})(?!-\d)(?:,? ?(?:of |in )?{YEAR})?(?![\d:])(?! ?(?:am|pm)\b)",
        read_month_day,
    ),
    (
        rf"(?:{DOW},? )?(?:the )?(?<![\d.,$£€])(?<![x*] )(?<![x*])(?P<d>{ORD}(?: day)?{_OF}|(?:{NUM}|"
        rf"{DAYWORD})\.?(?: ?,? ?(?:of )?)){MON}(?:,? ?(?:of |in )?{YEAR})?(?![\d:])",
        read_month_day,
    ),
    (r"(?<!\d)(?P<y>\d{4})(?P<s>[-/. ])(?P<m>\d{1,2}|[a-z]{3})(?P=s)(?P<d>\d{1,2})(?!\d)", read_iso),
    (r"(?<![\d.])(?P<a>\d{1,2})(?P<s>[-/.])(?P<b>\d{1,2})(?:(?P=s)|, ?)(?P<y>\d{4}|\d\d)(?!\d)", read_slash),
    (
        r"(?<![\d/.$£€])(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\d/])(?! ?(?:of|now)\b)(?! (?:today|now|first|"
        r"upfront))",
        read_slash,
    ),
    (r"(?:(?<=\bon )|(?<=day ))(?P<a>\d{1,2})[-.](?P<b>\d{1,2})(?![\d.])", read_slash),
    (
        rf"the (?P<d>(?:3[01]|[12]\d|0?[1-9]) ?(?:st|nd|rd|th)(?![a-z])|(?:{ORDWORD}|{NUM}|"
        rf"{TEENS}){THEN}){_NOTITEM}(?! ?(?:{DOW.replace('?P<dow>', '?:')}|days?|quid|pounds?|"
        rf"dollars?|of (?:{MON.replace('?P<mon>', '?:')})))(?![\d.,/:-]*\d)",
        read_day,
    ),
    (rf"(?<![\d.,$£€])(?P<d>(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th))(?![a-z]){_NOTITEM}", read_day),
    (r"(?<=\bon )(?P<d>3[01]|[12]\d|[1-9])(?![\d.,:/-]*\d)(?! ?[a-z%])", read_day),
    (rf"(?:the )?(?P<d>{ORD}|{NUM})(?: day)?{_OF}{WHICHRE} month", read_day_of),
    (
        rf"{DOW}(?:,? (?:the )?(?P<d>{ORD})(?! (?:one|half|part|bit|lot|payment|instal\w*)\b)"
        rf"|,? the (?P<d2>{TEENS}|{NUM})|"
        rf",? (?P<d3>{NUM}){THEN})(?![:./-]\d|:)(?! ?(?:am|pm|o'clock|days?|weeks?|months?|quid|"
        rf"pounds?|dollars?|bucks|k)\b)",
        read_weekday_the,
    ),
    (
        rf"{WHICHRE} week,? (?:from |between )?{DOW} (?:to|till|until|and|-|"
        rf"through) {DOW.replace('?P<dow>', '?P<dow2>')}",
        read_week_days,
    ),
    (
        r"(?P<y>20\d\d) ?[-/.] ?(?P<m>1[0-2]|0?[1-9])(?![\d/.-])|(?<![\d/.-])(?P<m2>1[0-2]|"
        r"0?[1-9]) ?[-/] ?(?P<y2>20\d\d)(?![\d/-])",
        read_month_number,
    ),
    (
        rf"not (?:on )?this (?:coming )?{DOW},? ?(?:but |rather |maybe )?(?:the )?"
        rf"(?:next(?: one| {DOW.replace('?P<dow>', '?:')})?|following(?: one| week)?|one after"
        r"|week after)(?! month)"
        rf"|(?:the )?{DOW.replace('?P<dow>', '?P<dow2>')} after"
        r" (?:this(?: (?:coming )?one)?|(?:the )?next(?: one)?)"
        r"(?= ?(?:$|[,.;!?]|(?:and|then|ok|please|pls|is|if|for|would)\b))",
        read_weekday_after_this,
    ),
    (
        r"(?:(?:straight |right |just )?after (?:work|my shift|this shift)"
        r"|(?:when|once|as soon as) i(?:'?ve|'?m| have| am)? (?:finish(?:ed)?(?: work| my shift)?"
        r"|(?:get )?(?:home|off work|in from work|back from work)|clock(?:ed)? off|knock(?:ed)? off)"
        r"(?: from work)?)"
        r"(?<!day after work)(?! (?:on|in|tomorrow|mon|tue|wed|thu|fri|sat|sun|next|every|each|the)\b)",
        read_after_work,
    ),
    (
        rf"(?<=[\dthsnrd][, ])(?: ?(?:and )?)(?P<d>{NUM})(?=$|[,.;!?]| (?:and|then)\b)(?![.,]\d)",
        read_listed_day,
    ),
    (rf"{WHICHRE} {DOW}(?! week\b)", read_weekday),
    (
        rf"(?<![a-z'])(?:on )?{DOW},? (?:of |in )?(?P<k>(?:the )?(?:this|next|last|following|coming|"
        rf"previous) week)",
        read_weekday,
    ),
    (rf"(?P<k>(?:this|next|last|following|coming) week),? (?:on )?{DOW}", read_weekday),
    (rf"(?:a )?(?P<x>week (?:on )?)?{DOWFULL}(?! (?:week|[\w ]{{0,12}}week)\b)", read_weekday),
    (rf"{DOWFULL}(?P<x> week\b)", read_weekday),
    (
        r"(?:(?<=\bon )|(?<=\bby )|(?<=\btil )|(?<=\btill )|(?<=\buntil )|(?<=\bfor )|(?<=\bbefore )|"
        r"(?<=\bpay ))(?P<dow>sat|sun)(?![a-z])",
        read_weekday,
    ),
    (
        r"(?P<dow>sat|sun)(?= (?:is |be |would be |will be )?(?:ok(?:ay)?|fine|alright|all right|good"
        r"|possible|doable|works?|suits|any good)\b)",
        read_weekday,
    ),
    ("|".join(sorted(NEAR, key=len, reverse=True)), read_near),
    (
        r"(?P<part>(?:the )?(?:beginning|start|middle|mid|end|early|"
        r"(?<!is )(?<!was )(?<!us )(?<!me )(?<!be )(?<!been )(?<!paid )(?<!are )(?<!pay )late|"
        r"back end)(?: of|-| in)?(?: the)? ?)?"
        r"(?:\b(?:the |my )?(?P<w>this|current|next|coming|following|upcoming|last|previous|past|the|"
        r"my|that|same)(?: coming)? (?:week(?:end)?)(?! ?(?:day|ly|'s (?:time))|s)(?! (?:"
        r"after (?:the )?next|of|on|commenc|start|begin)))",
        read_week,
    ),
    (r"(?:the )?week(?:end)? after (?:the )?next", read_week),
    (r"(?<!a )(?<!every )(?<!each )(?<!last )weekend(?!s| of| work)", read_week),
    (
        r"(?P<part>(?:the )?(?:beginning|start|middle|mid|end|early|"
        r"(?<!is )(?<!was )(?<!us )(?<!me )(?<!be )(?<!been )(?<!paid )(?<!are )(?<!pay )late|"
        r"back end)(?: of|-| in)?(?: the)? ?)?"
        r"\b(?:the )?(?P<w>this|current|next|coming|following|upcoming|last|previous|past|"
        r"same)(?: coming)? (?:month|mnth|mth)(?! ?(?:s\b|ly))",
        read_month,
    ),
    (
        r"(?P<part>(?:the )?(?:beginning|start|middle|mid|end|early|"
        r"(?<!is )(?<!was )(?<!us )(?<!me )(?<!be )(?<!been )(?<!paid )(?<!are )(?<!pay )late|"
        r"back end)(?: of|-| in)?(?: the)? ?)month\b",
        read_month,
    ),
    (r"(?:the )?month after (?:the )?next", read_month),
    (
        rf"(?P<s>{EN_SPAN}) after(?: that)?(?P<b>)"
        r"(?= ?(?:$|[,.;!?)]|(?:and|then|ok|okay|please|pls|if|is|would|for|instead)\b))",
        read_span_after,
    ),
    (
        r"the (?P<u>week|month) after(?: that)?"
        r"(?= ?(?:$|[,.;!?)]|(?:and|then|ok|okay|please|pls|if|is|would|for|instead|when|cos)\b))",
        read_one_after,
    ),
    (
        rf"(?P<part>(?:the )?(?:beginning|start|middle|mid|end|early|"
        rf"(?<!is )(?<!was )(?<!us )(?<!me )(?<!be )(?<!been )(?<!paid )(?<!are )(?<!pay )late|"
        rf"back end)(?: of|-| in)?(?: the)? ?){MON}(?:,? ?(?:of )?(?P<y>(?:19|20)\d\d))?",
        read_month,
    ),
    (
        rf"(?:(?P<w>this|next|last) )?(?<!\d)"
        rf"{_MONTH_NAME}(?! ?(?:3[01]|[0-2]?\d)(?:st|nd|rd|th)?\b(?!\d))"
        rf"(?:(?: ?, ?| | of )(?P<y>(?:19|20)\d\d|{YEARWORD}))?",
        read_month,
    ),
    (
        r"\b(?:eom|month ?end|month's end|eow|week end(?!s)|eod|cob|(?:the )?end of (?:the )?(?:day|"
        r"year)|eoy|year end|end of (?:the )?business)\b",
        read_end_of,
    ),
    (r"(?:the )?rest (?:of )?(?:(?:the|this|my|current) )?(?P<u>week|month|year)(?! after)", read_rest),
    (r"later (?:this|in the) (?P<u>week|month)", read_rest),
    (
        rf"\bin (?:about |around |approx |another |maybe |like )?(?P<s>{EN_SPAN}(?:(?:,|"
        rf" and)? {EN_SPAN}){{0,3}})(?:'?s?'? time)?(?! ago)",
        read_ahead,
    ),
    (
        rf"(?P<s>{EN_SPAN}(?:(?:,| and)? {EN_SPAN}){{0,3}}) (?:from now|later|from today|after today|(?:from|"
        rf"after) (?P<b>tomorrow|yesterday)|hence|on from today)",
        read_ahead,
    ),
    (rf"\b(?:after) (?P<s>{EN_SPAN})(?! (?:ago|late|overdue|behind))", read_ahead),
    (r"(?:a|1|one) (?P<s>week) (?:today|from today)", read_week_today),
    (r"(?P<b>tomorrow|tmrw) week", read_week_today),
    (
        rf"\b(?:within|less than|in under|inside)(?: the)?(?: next| coming|"
        rf" upcoming)? (?P<s>{EN_SPAN}(?:,? (?:and )?{EN_SPAN}){{0,3}})(?P<b> (?:from|of|after) (?:today|now|"
        rf"tomorrow))?",
        read_within,
    ),
    (rf"(?:over |for |in )?(?:the )?\b(?P<w>next|coming|following) (?P<s>{EN_SPAN})", read_within),
    (r"(?:over |for |in )?(?:the )?\b(?P<w>next|coming) (?P<s>fortnight)", read_within),
    (
        rf"(?P<s>{EN_SPAN}(?:(?:,| and)? {EN_SPAN}){{0,3}}) (?:ago|back\b|earlier"
        r"|before (?:today|yesterday|now))",
        read_ago,
    ),
    (rf"\b(?:the |over the |for the )?(?:past|last|previous) (?P<s>{EN_SPAN})", read_ago),
    (
        r"\b(?<!no )(?:on |my |the )?(?:next )?(?:pay ?day|pay ?che(?:que|ck)|salary day|wage day|"
        r"pay date)\b|(?:when|once|after|as soon as|until|till|til) (?:i|i'm|i am|i've|my (?:boss|work|"
        r"employer|job)|they|we)(?: have| am| been|'ve)? ?(?:get(?:ting)? paid|got paid|(?<=m )paid|pays? me|"
        r"been paid)|"
        r"(?:when|once|after|until|till|til|as soon as) (?:my |the )?(?:wages?|salary|pay|paycheck|"
        r"paycheque|check|cheque) (?:comes?|goes|lands?|clears?|hits?|arrives?|is|gets?|are)(?: in|"
        r" through| here)?",
        read_payday,
    ),
    (
        rf"(?P<a>(?<!days )(?<!day )(?<!weeks )(?<!week )(?<!months )(?<!month )"
        rf"(?:(?:just |right )?after |before ))?(?:the )?\b(?P<f>{'|'.join(WORDS_EN)})\b(?: day|"
        rf" holidays?| break)?",
        read_festival,
    ),
    (
        rf"(?:the )?(?P<n>last|{ONES}|1st|2nd|3rd|4th) (?P<dow2>(?:mon|tues|wednes|thurs|fri|satur|"
        rf"sun)day|week|(?:working |business )?day)(?: of| in)? (?:(?:the )?{MON}|(?:the |each "
        rf"|every )?(?P<w>this|"
        rf"next|last|previous|coming|following)? ?month)",
        read_nth_weekday,
    ),
    (
        r"(?<!\ba )(?<!\bper )(?<!\beach )(?<!\bevery )(?:the )?(?:week|w)"
        rf"(?: ?/ ?c| of| commencing| starting| beginning)(?: on)?"
        rf" (?:the )?(?:{MON} ?\.?(?P<d>{ORD}|{NUM})|(?P<d2>{ORD}|{NUM}))",
        read_week_of,
    ),
    (rf"(?P<n>two|three|2|3|a couple of) {DOW} (?:from now|later)", read_weekday_count),
    (r"the (?:next )?day after(?: that)?(?= ?(?:$|[,.;!?]|and\b|ok\b|please\b))", read_day_after),
    (rf"the {DOWFULL} after(?: that| then)?(?= ?(?:$|[,.;!?]|and\b|ok\b|please\b))", read_weekday_after),
    (
        rf"(?:from |between )?(?:the )?(?P<a>{ORD}|{NUM}) ?(?:to|till|until|-|and|or|"
        rf"through) ?(?:the )?(?P<b>{ORD}|{NUM})(?:{_OF}{MON}(?:,? ?{YEAR})?| (?:of |"
        rf"in )?(?P<w>this|next) month)",
        read_days_of,
    ),
    (
        rf"(?:from |between )(?:the )?(?P<a>{ORD}|{NUM}) (?:to|till|until|and|"
        rf"through) {MON} (?P<b>{ORD}|{NUM})(?:,? ?{YEAR})?",
        read_days_of,
    ),
    (
        rf"{MON} (?:between |from )?(?:the )?(?P<a>{ORD}|{NUM}) ?(?:to|-|and|or|through|till|"
        rf"until) ?(?:the )?(?P<b>{ORD}|{NUM})(?:,? ?{YEAR})?",
        read_days_of,
    ),
    (rf"the (?P<a>{ORD}) ?(?:to|till|until|-|or|through) ?(?:the )?(?P<b>{ORD})", read_days_of),
)
RULES: tuple[Rule, ...] = tuple(Rule(re.compile(r"(?<![a-z\d])(?:" + p + ")"), f) for p, f in _RULES)
