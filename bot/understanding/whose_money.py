"""Whose money a sum is: one she offers, or one she earns, lacks, lives on, was charged or told of.

"I earn 900, I can do 50": only the second is for us. Works on Python 3.10.
"""

from __future__ import annotations

import re

from bot.understanding.events import is_spent_elsewhere
from bot.understanding.living_on import is_no_offer

_HAS_BEFORE = re.compile(
    r"(?:工资|收入|月薪|薪水|底薪|月入|挣|赚|到手|房租|房贷|车贷|生活费)"
    r"(?:[是有就只才也能大概约了的到手 ]|一?个?月|每月){0,6}$"
    r"|\b(?:earn(?:s|ing)?|salary|wages?|income|rent|mortgage|take[- ]home|(?:bring|take|get) home"
    r"|(?:i|we)(?: only| just)? make|get paid|(?:i'm|im|am) (?:only |just )?(?:on|paid))"
    r"(?: (?:is|are|only|just|about|around|like|of))* ?$",
    re.IGNORECASE,
)
_A_MONTH_IS = re.compile(
    r"(?:[我俺咱]|家里|老公|老婆|爱人)(?:现在|们|家|这边)?(?:一个?月|每个?月|一个?(?:周|星期|礼拜))"
    r"(?:也|就|才|只|总共|一共|大概|差不多|收|进|拿|领|有|得)*(?:就|才|只|拿|领|有|进账|得)(?:了|个)?$"
    r"|(?:低保|特困|五保|失业|退休)户?[，, ]{0,2}(?:一个?月|每个?月)"
    r"(?:也|就|才|只|总共|一共|大概|拿|领|有|发)*$"
    r"|\b(?:i|we|he|she|partner|husband|wife|hubby)(?:'m| am)?(?: only| just| literally| currently| both)*"
    r" (?:gets?|receives?|brings? in|lives? on|living on|claims?)(?: only| just| about| around| like"
    r"| roughly)* ?$",
    re.IGNORECASE,
)
"""Before a sum for each week or month: it is what comes in."""
_COMES_IN = re.compile(
    r"(?:到账|进账|发了?|收到|拿到|[我俺公婆]一个?月(?:就|才|只|也))$"
    r"|\b(?:i|we|partner|husband|wife)(?:'m| am| will|'ll)?(?: only| just)? (?:gets?|getting|receives?"
    r"|receiving)"
    r"(?: paid)?(?: about| around)? ?$",
    re.IGNORECASE,
)
"""Before one of several sums: it is what she gets, and another is offered out of it."""
_KEPT_BACK = re.compile(r"(?:得|要|还)?留(?:着|下|出)?(?:个)?$")
_PAYS_FIRST = re.compile(r"先(?:还|转|付|给)(?:你们?|您)?[\d一二两三四五六七八九十]")
"""What she has, or keeps, stands before what she pays of it: 手里有500，留200买菜，先还300."""
_TO_SPARE = re.compile(
    r"行[吗不]?|可以|够[吗不]|[还付给交]|吧$"
    r"|\b(?:spare|left|free|for you|towards?|to pay|each|is that ok|would that)\b"
)
"""After it: it is offered after all."""
_CHARGED = re.compile(
    r"[扣收]了?我?(?:一笔)?$"
    r"|\b(?:charg(?:ed|es|ing)|fined|cost|costs|took|billed)(?: me| us)?(?: an?(?: extra)?| another"
    r"| over)? ?$",
    re.IGNORECASE,
)
_CHARGE_AFTER = re.compile(
    r"(?:元|块钱?)?(?:的)?(?:手续费|罚款|违约金|滞纳金|透支费|退票费)"
    r"|(?: (?:quid|pounds?|bucks|dollars?))? (?:overdraft|bank|late|bounce\w*|returned|unpaid|failed|penalty)"
    r"(?: \w+)? ?(?:fees?|charges?)\b"
    r"|(?: (?:quid|pounds?|bucks|dollars?))? (?:by|from|off) (?:the|my) bank\b",
    re.IGNORECASE,
)
"""Beside a sum: somebody charged her so much, and she offers none of it."""
_PRICE_AFTER = re.compile(
    r"(?: (?:quid|pounds?|bucks|dollars?))? (?:to (?:fix|repair|replace|mend|tow|get (?:it|that|her|him)\b"
    r"|get [\w ]{1,14}(?:fixed|repaired|mended|back on the road))"
    r"|for (?:the |a |an |my |new |two |four )*(?:repairs?|parts|mot|tyres?|boiler|washing machine|plumber"
    r"|mechanic|garage|dentist|vet|funeral|deposit on))\b"
    r"|(?:元|块钱?)?(?:的)?(?:修理费|维修费|修车费|医药费|手术费|药费)",
    re.IGNORECASE,
)
_PRICE_BEFORE = re.compile(
    r"(?:修(?:车|理|一下|好)?|换(?:个|新)?[\u4e00-\u9fff]{0,4}|看病|配药|拖车)(?:就|又|还|得|要|花)*(?:要|得|花)(?:了|掉)?$"
)
"""Beside a sum: it is what something costs, and nothing she pays us."""
_LACKS_BEFORE = re.compile(
    r"(?:差|少了|缺)(?:着|了|个|大概)?$|\bshort (?:by|of)(?: about| around)? ?$", re.IGNORECASE
)
_LACKS_AFTER = re.compile(r"(?: ?(?:quid|pounds?|bucks|dollars?))? (?:short|shy)\b", re.IGNORECASE)
_CUT_BEFORE = re.compile(
    r"(?:砍|减|降|扣|缩|裁|跌|发)(?:了|掉|到|成|去)?(?:一|整整)?$"
    r"|\b(?:cut|down|dropped|slashed)(?: (?:in|by|to))? ?$",
    re.IGNORECASE,
)
_HAS_ONLY = re.compile(
    r"(?:兜里|手里|手头|手上|卡里|卡上|身上|账上|口袋里|钱包里)"
    r"(?:现在|总共|一共|加起来|也|就|只|才|仅|剩|有|了|不到|个|下)*$"
    r"|\b(?:have|got|left with|down to|there'?s|living on|live on)"
    r"(?: only| just| about| like| around| maybe| a)* ?$",
    re.IGNORECASE,
)
_TO_LIVE_ON = re.compile(
    r"(?:元|块钱?|多)?(?:了|的|钱)?[，, ]?(?:还)?(?:要|得|来|就|靠它|靠这)?"
    r"(?:撑|熬|用|过日子|活|吃|生活)(?:到|过|着|饭)?"
    r"|(?: (?:quid|pounds?|bucks|dollars?))?(?: left)? (?:to (?:last|live|survive|eat|feed)|for food"
    r"|to my name"
    r"|till|until|to (?:get|see) (?:me|us) through|left to (?:last|live))\b",
    re.IGNORECASE,
)
_OUT_OF_WHAT = re.compile(
    r"拿什么|拿啥|怎么还|咋还|哪来的?钱|累死累活|(?:how|what) (?:am i|can i|do i) (?:supposed to )?pay"
)
_QUOTED_BEFORE = re.compile(
    r"\b(?:it|this|that|link|page|plan|app|message|you|thing|site|website|screen|letter|text)"
    r"(?: still| just)? "
    r"(?:say|said|says|show|shows|showed|ask|asks|asked|(?:is|are|was) (?:asking|showing|saying))"
    r"(?: (?:for|me|to|pay))* ?$"
    r"|(?:上面|链接|页面|那里|这里|它)[^，。0-9]{0,4}(?:是|写|显示|要)[着的了]?是? ?$"
    r"|(?:显示|写着|写的是)[的了]?是? ?$",
    re.IGNORECASE,
)
"""Before a sum that is only read out: "it says 150, I can only do 75"."""

_ASKED_WHY_BEFORE = re.compile(
    r"(?:为什么|为啥|为何|凭什么|凭啥|[怎咋]么?(?=是|又|变|成|让))"
    r"(?:又|是|要|得|非|让|叫|我|今天|现在|先|变|成|只|了|还|付)*$"
    r"|\b(?:why|how come)(?: (?:is|it|the|only|just|do|does|should|would|must|i|pay|say|says|am"
    r"|paying))* ?[£$€]?$",
    re.IGNORECASE,
)
"""Before a sum that she asks the reason of: it is one we showed, and no offer of hers: "why half today?"."""


def is_offered(
    text: str, begin: int, finish: int, *, per: bool, share: bool, alone: bool, dated: bool
) -> bool:
    """Whether the sum at this place is one to pay us with.

    Args:
        text: the message.
        begin: where the sum begins.
        finish: where it ends.
        per: it is said for each week or month.
        share: it is a share, and no plain sum.
        alone: no other sum is named.
        dated: its clause names a day; what is lacking is then offered after all: 还差的280月底还.

    >>> said = "I earn 900 and can do 50"
    >>> one = dict(per=False, share=False, alone=False, dated=False)
    >>> has = "手里只有500，要留200买菜，先还300行吗"
    >>> [is_offered(has, at, at + 3, per=False, share=False, alone=False, dated=False) for at in (4, 10, 18)]
    [False, False, True]
    >>> is_offered(said, 7, 10, **one), is_offered(said, 22, 24, **one)
    (False, True)
    """
    before = text[:begin]
    if _ASKED_WHY_BEFORE.search(before):
        return False
    if _CHARGED.search(before) or _CHARGE_AFTER.match(text, finish):
        return False
    if _PRICE_AFTER.match(text, finish) or _PRICE_BEFORE.search(before):
        return False
    if _HAS_ONLY.search(before) and _TO_LIVE_ON.match(text, finish):
        return False
    if (
        not alone
        and (_HAS_ONLY.search(before) or _KEPT_BACK.search(before))
        and _PAYS_FIRST.search(text, finish)
    ):
        return False
    if share and _CUT_BEFORE.search(before):
        return False
    if _HAS_BEFORE.search(before) or (per and _OUT_OF_WHAT.search(text)):
        return False
    if per and _A_MONTH_IS.search(before) and not _TO_SPARE.search(text[finish:]):
        return False
    if not alone and (_COMES_IN.search(before) or _QUOTED_BEFORE.search(before)):
        return False
    if not dated and (_LACKS_BEFORE.search(before) or _LACKS_AFTER.match(text, finish)):
        return False
    said = text.lower()
    if not share and is_no_offer(said, begin, finish):
        return False
    return not is_spent_elsewhere(said, begin, finish)


_ALL_BUT = re.compile(
    r"\b(?:all|everything|the lot|whole thing)(?: of it)?,? (?:but|except(?: for)?|bar|apart from"
    r"|minus|less) (?:the last )?[£$€]?$"
    r"|(?:除了?|除去|就差|只差|留下?|扣掉)(?:最后)?$",
    re.IGNORECASE,
)
_OTHERS_ZH = re.compile(
    r"(?:元|块钱?)?[^，。]{0,4}[，,]?(?:其[余他]|别的|剩下|都|全)[^，。]{0,6}(?:还|付|给|清)"
)


def stays_unpaid(text: str, begin: int, finish: int) -> bool:
    """Whether the sum at this place is what she does not pay: "all but £20", 除了200 剩下的都还.

    >>> stays_unpaid("all but £20 on friday", 8, 11), stays_unpaid("£20 on friday", 0, 3)
    (True, False)
    """
    found = _ALL_BUT.search(text[:begin])
    return found is not None and (found[0][0].isascii() or _OTHERS_ZH.match(text, finish) is not None)


_TOPPED_UP = re.compile(
    r"(?:到账|进账|结算|回款|发|收到|拿到)\D{0,6}(\d{2,6})\D{0,10}?(?<!\d)(\d{1,6})(?:块钱?|元)?(?:我|由我)?自己"
    r"(?:再)?[添补垫贴掏凑]"
    r"|\b(?:get|getting|paid|comes?|coming|lands?|receive)\b\D{0,24}(\d{2,6})\b[^.!?]{0,30}?"
    r"\b(?:add|put|chip|top|cover|find|make)\D{0,24}(\d{1,6})\b[^.!?]{0,16}\b(?:myself|my own)\b",
    re.IGNORECASE,
)


def with_her_own(text: str) -> int:
    """What comes in and what she adds to it, together: 到账800多 60块我自己添; 0 where it is not said.

    >>> with_her_own("周五到账800多 60块我自己添"), with_her_own("周五还60")
    (860, 0)
    """
    found = _TOPPED_UP.search(text)
    return sum(int(each) for each in found.groups() if each) if found else 0
