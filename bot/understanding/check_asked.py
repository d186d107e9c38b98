# ruff: noqa: E501 - a pattern is read best on one line
"""Beside the identity check: what it is for, what she would rather not write, what she has forgotten.

Works on Python 3.10.
"""

from __future__ import annotations

import re

from bot.understanding.folding import fold

_OF_THE_CHECK = (
    r"(?:生日|出生|手机|电话|号码|尾号|后四位|身份|证件|信息|资料|隐私)",
    r"(?:birthday|birth ?date|date of birth|dob|phone|mobile|number|digits|postcode|details|info\w*|id"
    r"|this|that)",
)


_WHY_THE_CHECK = re.compile(
    rf"(?:为什么|为啥|为何|凭什么|干嘛|干什么|干啥|做什么|有什么用)[^，。！？]{{0,8}}"
    rf"(?:要|问|填|给|输|核对|验证)[^，。！？]{{0,8}}{_OF_THE_CHECK[0]}"
    rf"|(?:要|问|填|给|输|核对|验证)[^，。！？]{{0,6}}{_OF_THE_CHECK[0]}[^，。！？]{{0,4}}"
    rf"(?:干嘛|干什么|干啥|做什么|做啥|有什么用|有啥用)"
    rf"|(?:为什么|为啥|凭什么|凭啥|干嘛)(?:我)?(?:要|得|非得)?(?:给|告诉|填|报|发|说)(?:给)?你们?[^，。！？]{{0,4}}{_OF_THE_CHECK[0]}"
    rf"|\bwhy (?:do|would|should|must|d) (?:you|u|i|ya)\b[^.!?]{{0,24}}"
    rf"\b(?:need|want|ask|give|tell|have|know)\b[^.!?]{{0,16}}\b{_OF_THE_CHECK[1]}\b"
    rf"|^\W*(?:凭啥|凭什么|为什么|为啥|干嘛|干啥)(?:啊|呀|呢|要给你们?)?\W*$|^\W*(?:but |and |erm )?(?:why|what for|why should i|how come)(?: though)?\W*$"
    rf"|\bwhat (?:do|d) (?:you|u|ya) (?:need|want)\b[^.!?]{{0,10}}\b{_OF_THE_CHECK[1]}\b[^.!?]{{0,6}}\bfor\b",
)


def asks_why_the_check(text: str) -> bool:
    """Whether somebody asks what the questions of the identity check are for.

    >>> asks_why_the_check("why do you need my birthday"), asks_why_the_check("要我生日干嘛")
    (True, True)
    >>> asks_why_the_check("凭什么给你手机号")
    True
    >>> asks_why_the_check("why do you text me"), asks_why_the_check("我换号码了")
    (False, False)
    """
    return _WHY_THE_CHECK.search(fold(text)) is not None


_RATHER_NOT = re.compile(
    r"(?:不方便|不想|不愿意?|不会|不能|不太想|没必要)(?:在这(?:里|儿)?)?(?:随便|直接|给你们?|跟你们?"
    r"|告诉你们?|透露|提供|报|发|说|写|填|打字)"
    r"[^，。！？]{0,8}(?:号|生日|信息|资料|隐私|数字|说|这个|这些)?"
    r"|不(?:告诉|给|跟|和|想跟)你们?(?:说)?[^，。！？]{0,6}(?:生日|号|信息|资料|隐私)|(?:生日|号码?|尾号|后四位|信息)(?:我)?(?:不告诉|不给|不说|不能给|不想给)"
    r"|\b(?:do ?n'?t|do not|wo ?n'?t|will not|not|never|rather not|wouldn'?t)\b[^.!?]{0,20}\b(?:say\b|giv\w+"
    r"|shar\w+|tell\w*|send\w*|typ\w+|put\w*|hand\w*)\b"
    r"[^.!?]{0,14}\b(?:numbers?|digits|details|info\w*|birthday|dob|date of birth|that|anything personal"
    r"|data|personal)\b",
    re.IGNORECASE,
)


def rather_not_say(text: str) -> bool:
    """Whether somebody will not write the answers of the check here.

    >>> rather_not_say("i dont give numbers out over text"), rather_not_say("不方便说")
    (True, True)
    >>> rather_not_say("I won't give up"), rather_not_say("我不想还了")
    (False, False)
    """
    return _RATHER_NOT.search(fold(text)) is not None


_LUNAR = re.compile(
    r"(?:生日|出生|生的?|过的?|身份证).{0,8}(?:阴历|农历|旧历|老历)|(?:阴历|农历|旧历|老历).{0,10}(?:生日|出生|生的?|身份证)|(?:公历|阳历|新历)还是(?:阴历|农历)|(?:阴历|农历)还是(?:公历|阳历)|\blunar\b"
)


def keeps_the_lunar_day(text: str) -> bool:
    """Whether a birthday is told, or asked, to go by the lunar calendar.

    >>> keeps_the_lunar_day("我生日是阴历的 身份证上九零年正月"), keeps_the_lunar_day("填农历还是公历")
    (True, True)
    >>> keeps_the_lunar_day("阴历二月初一还")
    False
    """
    return _LUNAR.search(fold(text)) is not None


_NUMBER = re.compile(r"手机|电话|号码?|尾数|后四位|\b(?:number|digits|phone|mobile)\b", re.IGNORECASE)


def names_the_number(text: str) -> bool:
    """Whether a message speaks of the phone number that is on file."""
    return _NUMBER.search(text) is not None


_CANNOT_RECALL = re.compile(
    r"(?:[不唔]记得|记不[得住清起]|想不起|忘记?了|忘光|不知道|不清楚|不确定)[^，。！？]{0,8}(?:哪|什么"
    r"|多少|几|号|手机|电话|尾数|后四位|生日|证件|登记|预留)"
    r"|(?:手机|电话|号码?|尾数|后四位|证件号?|生日)[^，。！？]{0,8}(?:不记得|记不[得住清起]|想不起"
    r"|忘记?了|忘光|换了|停用|不用了)"
    r"|^\W*(?:我|真的|都|早)*(?:不记得|记不[得住清起]来?|想不起来?|忘记?|忘光)了?\W*$"
    r"|\b(?:can'?t|cannot|don'?t|do not|no longer|couldn'?t) (?:\w+ )?(?:remember|recall|know|think)\b"
    r"[^.!?]{0,24}\b(?:number|digits|phone|mobile|which|what|one|postcode|id)\b"
    r"|\b(?:forgot|forgotten|no idea|not sure)\b[^.!?]{0,24}\b(?:number|digits|phone|mobile|postcode|id)\b"
    r"|^\W*(?:i |sorry )*(?:can'?t|cannot|don'?t|do not) (?:\w+ )?(?:remember|recall)(?: it| that)?\W*$",
    re.IGNORECASE,
)


def cannot_recall(text: str) -> bool:
    """Whether a message says that something asked for is forgotten.

    >>> cannot_recall("不记得留的哪个号了"), cannot_recall("can't remember it"), cannot_recall("4821")
    (True, True, False)
    """
    return _CANNOT_RECALL.search(fold(text)) is not None
