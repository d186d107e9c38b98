# ruff: noqa: E501 - a pattern is read best on one line
"""What only the classifier hears, and faintly: when it counts, is let go, or is asked back about.

The patterns hear what is said in so many words, and their hits stand. The classifier guesses, recall first;
its guess at a signal is let go where the words of the message gainsay it. Works on Python 3.10.
"""

from __future__ import annotations

import re

from bot.model.words import Intent, Reason, Signal
from bot.understanding.absent import is_only_absent
from bot.understanding.after_agreeing import other_days_instead
from bot.understanding.bare_sums import takes_all_of_it
from bot.understanding.check_asked import keeps_the_lunar_day
from bot.understanding.contact_narrow import (
    checks_before_coming_back,
    counts_what_came,
    may_still_write,
)
from bot.understanding.corrections import rather_this_sum
from bot.understanding.counts import puts_parts_right, read_parts
from bot.understanding.danger import taken_for_crisis
from bot.understanding.labels import SAID, Classifier, LabelScores
from bot.understanding.missing import NOT_SAID
from bot.understanding.need import loses_her_home
from bot.understanding.no_danger import a_thing_died, only_sounds_dark
from bot.understanding.occasions import FESTIVAL, MARRIAGE, Occasion, tells_of_a_birth
from bot.understanding.overlooked import is_overlooked
from bot.understanding.plain_acts import (
    changed_mind,
    of_age,
)
from bot.understanding.signals import SignalHit, let_go
from bot.understanding.smaller_wishes import asks_which_number
from bot.understanding.sounds_like import (
    keeps_her_number,
    left_without,
    names_dying,
    nobody_died,
    only_sounds_like_a_stop,
    said_of_no_death,
    tells_of_a_birthday,
)
from bot.understanding.sureness import (
    HARDLY,
    UNMISTAKABLE,
    WISHES,
    faint_beside_business,
    hardly_thought_of,
)
from bot.understanding.too_much import beyond_her, not_all_at_once

_YOUNG = re.compile(
    r"岁|成年|学|孩|娃|儿子|女儿|弟|妹|年级|\b(?:child|kid|minor|under|school|teen|young|years? old|1[0-7])\b"
)
"""Words of who is young, or writes for somebody who is."""
_TAUGHT = re.compile(
    r"(?:手机|微信|短信|这个|打字)[^，。！？]{0,6}(?:孙子|孙女|儿子|女儿|闺女|孩子|外孙|老伴|侄子|邻居)[^，。！？]{0,4}教"
    r"|\b(?:grand\w+|son|daughter|kids?|neighbou?r|niece|nephew)\b[^.!?]{0,16}\b(?:taught|showed|shown|teaching|set (?:it|this|me) up)\b",
    re.IGNORECASE,
)
"""Who was taught to use her phone has her own in hand."""
_THE_REST = re.compile(
    r"\W*(?:(?:ok|okay|and|then|the|yes|yeah|so|now|fine|do|put|with|pay|plus|sure)[ ,]+)*"
    r"rest (?:on|by|at the|in (?:\d|two|a |april|may|june)|next|when|after|later)\b",
    re.IGNORECASE,
)
"""What is left to pay, and nobody at rest: "rest on the 27th"."""
_ABBREVIATED_CONFIRM = re.compile(
    r"\W{0,9}(?:ok(?:ay)?|yes|ya|can|i)?\W{0,9}(?:cfm|cnfm|cfrm|cfmd|cfmed)\b", re.IGNORECASE
)
"""How people in Singapore and Malaysia write that they confirm."""
_CHILD_ZH = "(?:孩子|娃|儿子|女儿|闺女|宝宝|小孩)"
_CHILD_EN = r"(?:kids?|son|daughter|child|children|boys?|girls?|baby|little one)"
_ALIVE = re.compile(
    r"刑满|出狱|(?:放|释放)出来"
    rf"|{_CHILD_ZH}.{{0,4}}[跟随归](?:着|了)?[他她]?的?(?:妈妈?|爸爸?|前妻|前夫|奶奶|爷爷|外婆|姥姥)(?:走|离开|过|生活)"
    r"|\b(?:released?|gets? out|getting out|coming out|out) (?:of|from) (?:prison|jail|custody)\b"
    rf"|\b{_CHILD_EN}(?:['’]?s| is| are| has| have)? (?:gone|went|moved|left|living) (?:off |away )?with"
    r" (?:his|her|their) (?:mum|mom|dad|mother|father|nan|gran)\b",
    re.IGNORECASE,
)
"""Somebody comes back from prison, or lives with the other parent, and is not gone for ever."""
_TOGETHER = re.compile(
    r"我(?:现在|正|在|刚|这会儿)*[跟和同](?:我)?"
    r"(?:爸妈|爸爸?|妈妈?|老公|老婆|家里?人|爱人|对象|[姐哥弟妹]{1,2}|儿子|女儿|朋友)"
    r"(?:一起|一块儿?)(?:在)?(?:看|商量|坐|研究|核对|算)"
    r"|\b(?:i'?m|i am) (?:\w+ )?(?:looking at|reading|going through|doing) (?:this|it) with my \w+"
    r"|\b(?:i'?m|i am) (?:sat|sitting|here) with my \w+,? (?:and )?(?:s?he|they)(?:'s| is| are)? ask",
    re.IGNORECASE,
)
"""She reads it with somebody of her own, and is there herself."""
_SNEER = re.compile(
    r"(?:机器人?|ai|电脑|程序).{0,4}[催讨](?:债|收|钱|款).{0,8}(?:出息|可笑|搞笑|本事|丢人|笑话|了不起|厉害|绝了)"
    r"|\b(?:robot|bot|machine|computer|ai)\b.{0,12}\b(?:chasing|collecting|begging)\b.{0,15}"
    r"\b(?:impressive|pathetic|sad|laughable|funny|lovely|nice|classy|low)\b",
    re.IGNORECASE,
)


def was_taught(text: str) -> bool:
    """Whether somebody of hers taught her to use the phone that she holds: she is herself.

    >>> was_taught("手机是我孙子教我用的"), was_taught("my grandson showed me how to do this")
    (True, True)
    >>> was_taught("孙子帮我打的")
    False
    """
    return _TAUGHT.search(text) is not None


def sneers_at_the_bot(text: str) -> bool:
    """Whether a message laughs at a machine that asks for money, and disputes nothing.

    >>> sneers_at_the_bot("机器人也来催债 真有出息"), sneers_at_the_bot("a robot chasing debts, how sad")
    (True, True)
    >>> sneers_at_the_bot("机器人算的钱不对")
    False
    """
    return _SNEER.search(text) is not None


def only_in_other_words(text: str, model: Classifier, *, of: Signal | Reason) -> bool:
    """Whether a signal or a reason is heard in an oath or in what was handed over, and not in the rest."""
    said = said_of_no_death(text)
    if not said:
        return False
    rest = model.read(left_without(text, said)).said()
    return of.value not in {name for name, _ in (*rest.signals, *rest.reasons)}


_LET_GO = frozenset(
    {Signal.WRONG_PERSON, Signal.DEATH, Signal.MINOR, Signal.STOP, Signal.CEASE, Signal.HUMAN}
)
"""Signals whose patterns know well what only sounds like them."""
_BESIDE_COERCION = frozenset({Signal.DEATH, Signal.STOP, Signal.COMPLAINT})
"""What blows and a card that was taken sound like, where somebody at home is told of in so many words."""
_HER_PHONE = re.compile(r"我的?(?:手机|微信)|\b(?:my|this) (?:phone|mobile)\b", re.IGNORECASE)
_A_FEW_WORDS = 12
"""Characters in which somebody who names a number of parts disputes nothing."""


def gainsaid_signals(
    text: str,
    hits: tuple[SignalHit, ...],
    scores: LabelScores,
    *,
    occasions: tuple[Occasion, ...],
    missing: bool,
    model: Classifier,
) -> frozenset[Signal]:
    """Find the signals that only the classifier hears and that the words of the message gainsay.

    Args:
        text: the message.
        hits: what the patterns hear in it; never gainsaid.
        scores: what the classifier hears.
        occasions: the weddings, festivals and disasters told of.
        missing: whether somebody is told to be missing.
        model: the classifier, to read again what is left without words that mislead it.
    """
    named = {hit.signal for hit in hits}
    heard = {Signal(name): sure for name, sure in scores.said().signals if Signal(name) not in named}
    gone = {signal for signal in let_go(text, heard.keys() & _LET_GO) if heard[signal] < UNMISTAKABLE}
    if Signal.CRISIS in heard and taken_for_crisis(text, hits, scores, model):
        gone.add(Signal.CRISIS)
    if heard.get(Signal.STOP, 1.0) < UNMISTAKABLE and hardly_thought_of(Intent.STOP_CONTACT, scores):
        gone.add(Signal.STOP)
    if only_sounds_like_a_stop(text) or takes_all_of_it(text):
        gone |= {Signal.STOP, Signal.INCONVENIENT_TIME}
    if keeps_her_number(text) or asks_which_number(text):
        gone |= {Signal.WRONG_PERSON, Signal.MEDIA_BAN}
    if named & {Signal.INCONVENIENT_TIME, Signal.AGREED_HOURS} or (
        Signal.MEDIA_BAN in named and heard.get(Signal.STOP, 1.0) < UNMISTAKABLE
    ):  # hours or a medium that are named close no more than that
        gone.add(Signal.STOP)
    if faint_beside_business(Signal.STOP, Intent.STOP_CONTACT, scores, among=WISHES):
        gone.add(Signal.STOP)
    unheard = hardly_thought_of(Intent.REQUEST_HUMAN, scores, below=HARDLY)
    if faint_beside_business(Signal.HUMAN, Intent.REQUEST_HUMAN, scores) or (
        unheard and heard.get(Signal.HUMAN, 1.0) < UNMISTAKABLE
    ):
        gone.add(Signal.HUMAN)
    if Signal.HUMAN in let_go(text, {Signal.HUMAN}):  # "找人工太麻烦了" wants none, however sure it sounds
        gone.add(Signal.HUMAN)
    if Signal.MEDIA_BAN in named:  # nobody named any hours beside it
        gone |= {Signal.INCONVENIENT_TIME, Signal.AGREED_HOURS}
    if may_still_write(text) or checks_before_coming_back(text) or counts_what_came(text):
        gone |= {Signal.STOP, Signal.CEASE}
    if other_days_instead(text):  # "tuesdays instead of mondays" is about paying
        gone |= {Signal.INCONVENIENT_TIME, Signal.AGREED_HOURS}
    if Signal.INCONVENIENT_TIME in named:  # "not while I'm at work" closes no medium
        gone.add(Signal.MEDIA_BAN)
    if Signal.AGREED_HOURS in named:  # who says when to write tells why, and complains of nothing
        gone |= {Signal.INCONVENIENT_TIME, Signal.COMPLAINT}
    if _ABBREVIATED_CONFIRM.match(text) or checks_before_coming_back(text):
        gone.add(Signal.COMPLAINT)
    if _ALIVE.search(text):
        gone.add(Signal.DEATH)
    if is_only_absent(text):
        gone.add(Signal.DEATH)
    if _TOGETHER.search(text):
        gone.add(Signal.THIRD_PARTY)
    born = (tells_of_a_birth(text) or tells_of_a_birthday(text)) and heard.get(
        Signal.DEATH, 1.0
    ) < UNMISTAKABLE
    if (
        born or _THE_REST.match(text) or {each.about for each in occasions} & {MARRIAGE, FESTIVAL}
    ):  # nobody is condoled on a wedding
        gone.add(Signal.DEATH)
    if heard.get(Signal.BANKRUPTCY, 1.0) < UNMISTAKABLE and loses_her_home(text):
        gone.add(Signal.BANKRUPTCY)  # bailiffs and an eviction are about a roof; who is insolvent says so
    if loses_her_home(text) and not names_dying(text):
        gone.add(Signal.DEATH)
    if Signal.GAMBLING in named:  # "那戒赌找谁" asks for help
        gone.add(Signal.WRONG_PERSON)
    if Signal.COERCION in named:  # who is beaten is not bereaved, and asks for no peace of us
        gone |= {each for each in _BESIDE_COERCION if heard.get(each, 1.0) < UNMISTAKABLE}
        if _HER_PHONE.search(text):  # he looks at it, and it is hers
            gone |= {Signal.THIRD_PARTY, Signal.WRONG_PERSON}
    if (
        nobody_died(text, hurt=Signal.SERIOUS_ILLNESS in named)
        or a_thing_died(text)
        or only_sounds_dark(text)
    ):
        gone.add(Signal.DEATH)
    if Signal.DEATH in heard and only_in_other_words(text, model, of=Signal.DEATH):
        gone.add(Signal.DEATH)
    if is_overlooked(text):
        gone |= {Signal.DEATH, Signal.THIRD_PARTY, Signal.WRONG_PERSON, Signal.STOP}
    if of_age(text) or (keeps_the_lunar_day(text) and not _YOUNG.search(text)):
        gone.add(Signal.MINOR)
    if was_taught(text):
        gone.add(Signal.WRONG_PERSON)
    agrees = dict(scores.intents).get(Intent.AFFIRM.value, 0.0) >= SAID and rather_this_sum(text)
    few = len(text) <= _A_FEW_WORDS and read_parts(text)
    if agrees or puts_parts_right(text) or few or not_all_at_once(text) or beyond_her(text):
        gone.add(Signal.DISPUTE)
    if changed_mind(text):
        gone.add(Signal.WRONG_PERSON)
    if missing:
        gone |= NOT_SAID
    return frozenset(gone & heard.keys())
