# ruff: noqa: E501 - a pattern is read best on one line
"""What a payment would be taken from: food, warmth, medicine, a roof; and a new loan to pay the old one.

A day and a sum beside such words are no plan to agree on. Patterns alone, so that a figure in the same
sentence cannot drown them; they are data (``lexicon/need.yml``). Works on Python 3.10.
"""

from __future__ import annotations

import re
from functools import lru_cache

import yaml

from bot.understanding.folding import LEXICON


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, tuple[re.Pattern[str], ...]]:
    content = yaml.safe_load((LEXICON / "need.yml").read_text(encoding="utf-8"))
    words: dict[str, str] = {}
    for name, pattern in content.pop("words").items():
        words[name] = _written_out(pattern, words)
    return {
        name: tuple(re.compile(_written_out(line.strip(), words)) for line in lines.splitlines())
        for name, lines in content.items()
    }


def _written_out(pattern: str, words: dict[str, str]) -> str:
    for name, stands_for in words.items():
        pattern = pattern.replace(f"@{name}", stands_for)
    return pattern


_DIALECT = (
    (re.compile(r"\b(?:no|some|any|every)thin\b"), r"\g<0>g"),
    (re.compile(r"\bnowt\b|\bhee ?haw\b"), "nothing"),
    (re.compile(r"\b(?:cannae|canny|cannot|can not)\b"), "cant"),
    (re.compile(r"\bnae\b"), "no"),
    (re.compile(r"\b(?:hav|huv|hiv)nae\b"), "havent"),
    (re.compile(r"\bdin?nae\b"), "dont"),
    (re.compile(r"\bweans?\b"), "kids"),
)
"""Spellings of Scotland and the north, as the patterns write them."""


def _found(what: str, text: str) -> bool:
    plain = text.lower().replace("'", "").replace("\u2019", "")
    for spelling, means in _DIALECT:
        plain = spelling.sub(means, plain)
    return any(pattern.search(plain) for pattern in _lexicon()[what])


def goes_without(text: str) -> bool:
    """Whether food, warmth, medicine or a roof is missing, or would be given up for a payment.

    >>> goes_without("skipping meals to pay you, 80 friday?"), goes_without("省下饭钱还你们")
    (True, True)
    >>> goes_without("skipping lunch to nip to the bank"), goes_without("还没吃饭，等会还")
    (False, False)
    """
    if goes_badly_without(text) or loses_her_home(text):
        return True
    return _found("without", text) and not _sleeps_at_work(text)


_ON_THE_ROAD = re.compile(
    r"\b(?:lorry|hgv|truck(?:er|ing)?|driver|haulage|tramping|on the road|cab|long ?-?haul|deliver(?:y|ies)|camping|festival)\b"
    r"|货车|卡车|大车|挂车|司机|跑(?:长途|车|货|运输|高速)|开(?:货|卡|大|长途)|露营|自驾",
    re.IGNORECASE,
)
_SLEEPS_IN_IT = re.compile(
    r"\b(?:sleep\w*|slept|staying|living|been) in (?:my|the|our) (?:car|van|cab|truck|lorry)\b|睡(?:在)?(?:车里|车上)|住(?:在)?车里",
    re.IGNORECASE,
)
_NO_HOME = re.compile(
    r"\bhomeless|evict|kicked out|nowhere|no home|without a home\b|无家|没地方住|没家|赶出来|流落",
    re.IGNORECASE,
)


def _sleeps_at_work(text: str) -> bool:
    """Whether nothing is missing but a bed at home, for the sake of the road: who drives sleeps in the cab.

    >>> goes_without("i'm a lorry driver, sleeping in my van this week"), goes_without("sleeping in my van")
    (False, True)
    >>> goes_without("我开货车，晚上睡车里"), goes_without("我没地方住，睡车里"), goes_without("开货车的，吃不上饭，睡车里")
    (False, True, True)
    """
    if _ON_THE_ROAD.search(text) is None or _NO_HOME.search(text):
        return False
    rest = _SLEEPS_IN_IT.sub(" ", text)
    return rest != text and not _found("without", rest)


def goes_badly_without(text: str) -> bool:
    """Whether it harms now: nothing to eat, a child that is cold, medicine that is not taken.

    >>> goes_badly_without("I'd have to skip my insulin"), goes_badly_without("奶粉钱先给你们吧，明天还")
    (True, True)
    >>> goes_badly_without("i cannae eat"), goes_badly_without("nothin in the cupboards")
    (True, True)
    >>> goes_badly_without("skipping meals to pay you"), goes_badly_without("cant eat or sleep for worry")
    (False, False)
    """
    return _found("badly", text)


def takes_all_she_has(text: str) -> bool:
    """Whether what comes in is gone at once, or this would take nearly all of it.

    >>> takes_all_she_has("the whole 240? that's nearly all of it"), takes_all_she_has("UC is on the 24th and it's gone by the 25th")
    (True, True)
    >>> takes_all_she_has("工资一发下来就没了"), takes_all_she_has("到了低保是460，还要买药，1280怎么可能")
    (True, True)
    >>> takes_all_she_has("can do 200, that's nearly all of it"), takes_all_she_has("工资一到就还")
    (False, False)
    """
    return _found("all_of_it", text)


_BENEFITS = re.compile(
    r"\b(?:on|living off|live on|only get|just get|get|my|our) (?:universal credit|uc|benefits|esa|pip|jsa|dla"
    r"|disability|welfare|jobseekers?|income support|pension credit)\b"
    r"|(?<!申请)(?<!没有)(?<!没)(?<!办)(?<!办理)(?<!不是)低保(?!证办|怎么|咋|要什么|好申)|特困户|五保户?|残疾(?:人)?(?:补贴|补助)|救济金",
    re.IGNORECASE,
)


def claims_benefits(text: str) -> bool:
    """Whether she tells that she lives on benefits.

    >>> claims_benefits("a tenner a week, that's me on PIP"), claims_benefits("低保户，一个月能还50")
    (True, True)
    >>> claims_benefits("怎么申请低保"), claims_benefits("what are the benefits of this")
    (False, False)
    """
    return _BENEFITS.search(text) is not None


_FOOD = re.compile(
    r"\b(?:eat\w*|food|meals?|hungry|starving|feed\w*|dinners?|tea|supper|lunch\w*|fridge|cupboards?|freezer|nappies|formula|milk|beans|toast|noodles|groceries)\b"
    r"|饭|吃(?!药|的?药)|饿|粮|米|奶粉|菜|锅",
    re.IGNORECASE,
)


def goes_hungry(text: str) -> bool:
    """Whether what is missing, or would be given up, is food.

    >>> goes_hungry("there's nothing in but beans"), goes_hungry("家里米也见底了"), goes_hungry("I'd skip my insulin")
    (True, True, False)
    """
    return goes_without(text) and _FOOD.search(text) is not None


def loses_her_home(text: str) -> bool:
    """Whether a roof is about to be lost, or bailiffs were at the door: a day named with it is no day to pay.

    >>> loses_her_home("im being evicted on the 20th"), loses_her_home("bailiffs been today")
    (True, True)
    >>> loses_her_home("20号要被房东赶出去了"), loses_her_home("法院明天上门查封")
    (True, True)
    >>> loses_her_home("will you send bailiffs?"), loses_her_home("are bailiffs coming"), loses_her_home("你们会不会让法院查封房子")
    (False, False, False)
    """
    return _found("roof", text)


def has_no_income(text: str) -> bool:
    """Whether nothing comes in and she asks what she is to pay from, or puts it off till she has work.

    >>> has_no_income("没工作没钱，月底前哪来一千多还你"), has_no_income("I've no job, how am I meant to pay 240")
    (True, True)
    >>> has_no_income("失业了，先还300吧"), has_no_income("lost my job, can I pay half"), has_no_income("没钱，拿什么还")
    (False, False, False)
    """
    return _found("no_income", text)


def asks_where_food_is(text: str) -> bool:
    """Whether somebody asks where help with food is found.

    >>> asks_where_food_is("is there a food bank or anythin"), asks_where_food_is("哪里可以领救济")
    (True, True)
    >>> asks_where_food_is("I work at a food bank"), asks_where_food_is("救济金25号到")
    (False, False)
    """
    return _found("food_help", text)


def weighs_essentials(text: str) -> bool:
    """Whether it is asked which comes first, this or what one lives on.

    >>> weighs_essentials("should I pay this or buy food"), weighs_essentials("先还你还是先交房租？")
    (True, True)
    >>> weighs_essentials("should I pay this by card or by transfer")
    False
    """
    return _found("weighs", text)


def would_borrow(text: str) -> bool:
    """Whether a new loan from a lender is to pay this one; money from family is her own affair.

    >>> would_borrow("should I borrow from a payday lender to pay this?"), would_borrow("要不要借网贷还你们")
    (True, True)
    >>> would_borrow("I'll borrow from my sister to pay you")
    False
    """
    return _found("borrows", text) and not _found("kin", text)


def is_hunted(text: str) -> bool:
    """Whether somebody dangerous is after her or keeps her: a loan shark, who took her passport.

    >>> is_hunted("a loan shark is threatening to break my legs"), is_hunted("被高利贷的追着砍，15号还")
    (True, True)
    >>> is_hunted("you loan sharks are after me"), is_hunted("my boss is forcing me to work late")
    (False, False)
    """
    return _found("hunted", text)


def sees_no_way(text: str) -> bool:
    """Whether she sees no way out of money trouble: strain that a person listens to, and no crisis in words.

    >>> sees_no_way("店关门了 走投无路"), sees_no_way("i've got nowhere left to turn")
    (True, True)
    >>> sees_no_way("别逼得我走投无路"), sees_no_way("at my wits end with this app")
    (False, False)
    """
    return _found("no_way", text)


def expects_alone(text: str) -> bool:
    """Whether she expects a child, and her work or whoever stood by her is gone.

    >>> expects_alone("怀孕7个月了 刚被公司劝退"), expects_alone("i'm 7 months pregnant and he's left")
    (True, True)
    >>> expects_alone("我老婆怀孕了，我失业了"), expects_alone("i'm pregnant, can I pay friday")
    (False, False)
    """
    return _found("expecting", text)


def is_imprisoned(text: str) -> bool:
    """Whether she is locked up herself.

    >>> is_imprisoned("我在服刑，用别人手机"), is_imprisoned("I'm in prison till june")
    (True, True)
    >>> is_imprisoned("我老公在服刑"), is_imprisoned("will I go to prison")
    (False, False)
    """
    return _found("imprisoned", text)
