# ruff: noqa: E501 - a pattern is read best on one line
"""What somebody bereaved asks of us: who has to pay now, and what becomes of the loan. Works on Python 3.10."""

from __future__ import annotations

import re

_HERSELF = re.compile(
    r"\b(?:this is me|it'?s me|i'?m (?:him|her|the (?:customer|borrower|account holder|right person))|i am (?:the (?:customer|borrower|account holder))|yes,? (?:it'?s me|speaking))\b"
    r"|机主(?:就)?是我|我(?:就)?是(?:机主|本人|借款人)|本人(?:就)?是我",
    re.IGNORECASE,
)
_POINTS_AT_THE_OWNER = re.compile(
    r"\b(?:this|his|her|their|the|dad'?s|mum'?s) (?:phone|number|mobile|account|loan|line)\b|\bi(?:'?m| am) (?:his|her|their|the) \w+|\b(?:texting|messaging|calling|contacting) (?:him|her|us|this)\b"
    r"|\b(?:you (?:want|are looking for|after)|account holder|customer|borrower|mr|mrs|ms|who you)\b|\b(?:his|her) (?:debts?|estate|bills?|things|affairs)\b|\bstop (?:texting|messaging|calling)\b"
    r"|机主|户主|借款人|(?:号|手机|电话|微信|卡|账|账户|贷款)(?:码)?(?:就)?是(?:他|她)|(?:他|她)的(?:号|手机|电话|账|贷款|债|卡)|我是(?:他|她)|你们?(?:要)?找的",
    re.IGNORECASE,
)
_OF_HERS = re.compile(
    r"(?:^|[^\w])(?:my|our) (?:\w+ ){0,2}(?:dad|father|mum|mom|mam|mother|nan|gran\w*|husband|wife|partner|son|daughter|brother|sister|uncle|aunt\w*|cousin|friend|baby|child|boy|girl)\b"
    r"|我(?:的)?(?:老?爸|爸爸|父亲|老?妈|妈妈|母亲|爷爷|奶奶|外公|外婆|姥姥|姥爷|老公|老婆|丈夫|妻子|爱人|儿子|女儿|孩子|哥|姐|弟|妹|舅|姑|叔|伯|岳父|岳母|公公|婆婆|家里?人)",
    re.IGNORECASE,
)


def lost_one_of_hers(text: str) -> bool:
    """Whether the writer tells of a death in her own family, and nothing points at whoever owns this phone.

    >>> lost_one_of_hers("我妈去世了 这几天在办后事"), lost_one_of_hers("我老婆去世了 机主就是我"), lost_one_of_hers("my mum died last week")
    (True, True, True)
    >>> lost_one_of_hers("我爸上周走了，这个号是他的"), lost_one_of_hers("my dad died, this is his phone"), lost_one_of_hers("he died")
    (False, False, False)
    """
    plain = text.replace("’", "'")
    if _HERSELF.search(plain):
        return True
    return _OF_HERS.search(plain) is not None and _POINTS_AT_THE_OWNER.search(plain) is None


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
