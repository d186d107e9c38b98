# ruff: noqa: E501 - a pattern is read best on one line
"""Which of our languages a message asks for, and messages that are written in none. Works on Python 3.10."""

from __future__ import annotations

import re

from bot.model.words import Language

_ASKED_FOR = (
    (
        Language.ZH,
        re.compile(
            r"(?:说|讲|用|换成?|回)(?:回|到)?(?:中文|汉语|普通话|国语|漢語|國語)|\b(?:in|speak) chinese\b",
            re.I,
        ),
    ),
    (
        Language.EN,
        re.compile(
            r"(?<!怎么)(?<!怎么又)(?<!为什么)(?<!干嘛)(?<!别)(?<!不要)(?:说|讲|用|换成?)(?:英文|英语|英語)"
            r"|\b(?:in|speak|to) english\b",
            re.I,
        ),
    ),
)
_FOREIGN = r"(?:英文|英语|英語|洋文|洋字码?|鸟语|鸟文|外文|外语|(?:英文)?字母)"
_NOT_KNOWN = (
    (
        Language.ZH,
        re.compile(
            rf"(?:看|读|听|认|弄|搞)不(?:太|大)?(?:懂|明白|来)?[^，。！？]{{0,4}}{_FOREIGN}"
            rf"|{_FOREIGN}[^，。！？]{{0,6}}(?:(?:看|读|听|认)?不(?:太|大)?(?:懂|会|明白|识|认识|行|好|来)|(?:看|听|读)得?(?:很)?(?:吃力|费劲))"
            rf"|(?:不|唔)(?:太|大)?(?:懂|会|识|认识|识睇)(?:看|说|讲)?{_FOREIGN}"
            rf"|(?:你们?|刚才|刚刚|怎么|都|全)[^，。！？]{{0,4}}(?:发|说|回|写|来|讲)(?:的|过来的)+(?:都|全)?是?{_FOREIGN}",
        ),
    ),
    (
        Language.EN,
        re.compile(
            r"(?:看|读|听|认)不(?:太|大)?(?:懂|明白)?[^，。！？]{0,3}(?:中文|汉字|汉语)"
            r"|(?:中文|汉字|汉语)[^，。！？]{0,3}(?:看|读|听|认)不(?:太|大)?(?:懂|明白|了|来)"
            r"|\b(?:can'?t|can ?not|don'?t|do not|unable to) (?:read|understand|speak|know) (?:any |much |your )?chinese\b",
            re.I,
        ),
    ),
)
"""A language that is not understood asks for the other one."""
_USE = r"(?:用|写|寫|说|說|讲|講|换|換|改|转|轉|切换|切換|打|回|发|發|要|请|請|麻烦|麻煩)(?:成|回|到|为|為|用)?(?:中文)?(?:的)?"
_OLD, _NEW = r"(?:繁[体體]|正[体體]字)", r"[简簡][体體]"
_ALONE = r"\A\W*(?:中文)?{}(?:中文|字|版)*(?:可以吗|可以嗎|好吗|好嗎|行吗|谢谢|謝謝|吧|谢了)?\W*\Z"
_CANNOT_READ = r"(?:(?:看|读|讀|认|認)不[懂了得惯慣来來](?:你们|你們|这|這|这个|這個)?|(?:别|不要|不想|勿)(?:再)?(?:用|写|寫|发|發|看))"
_SCRIPTS = (
    (
        True,
        re.compile(
            rf"{_CANNOT_READ}{_NEW}|(?<![别不勿])(?<!不要){_USE}{_OLD}|{_ALONE.format(_OLD)}"
            r"|\b(?:in|to|use|write|with|prefer|want) (?:the )?traditional(?: chinese| characters?| script|(?=\W*$))",
            re.I,
        ),
    ),
    (
        False,
        re.compile(
            rf"{_CANNOT_READ}{_OLD}|(?<![别不勿])(?<!不要){_USE}{_NEW}|{_ALONE.format(_NEW)}"
            r"|\b(?:in|to|use|write|with|prefer|want) (?:the )?simplified(?: chinese| characters?| script|(?=\W*$))",
            re.I,
        ),
    ),
)
_IN_ANY_LANGUAGE = frozenset({"yes", "no", "stop", "thanks", "bye", "agree", "cancel"})
"""Words that people say in the middle of either language; alone they change nothing."""
_GRAMMAR_ALONE = re.compile(r"[你您我吗呢吧]|\b(?:i|you|we|how|what|why|when|who|where)\b", re.IGNORECASE)
_POLITE = re.compile(r"\b(?:please|pls|thanks|thank you)\b|[^\w]|谢谢|请", re.IGNORECASE)
_HAN = re.compile(r"[\u3400-\u9fff]")
_ANOTHER = re.compile(
    r"\b(?:polish|spanish|french|german|italian|portuguese|romanian|hindi|urdu|punjabi|bengali|gujarati|tamil"
    r"|arabic|turkish|russian|ukrainian|somali|vietnamese|thai|korean|japanese|filipino|tagalog|welsh|polski"
    r"|español|français|deutsch)\b|(?:波兰|西班牙|法|德|意大利|葡萄牙|印地|阿拉伯|土耳其|俄|乌克兰|越南|泰|韩|日)(?:语|文)"
)
_OURS = re.compile(r"\b(?:in|to|speak) english\b|chinese|mandarin|中文|普通话|汉语|英文|英语")
_CHINESE = re.compile(r"chinese|mandarin|中文|汉语|漢語|普通话|國語")


def script_asked(text: str) -> bool | None:
    """Which script of Chinese is asked for: true for the traditional one, nothing when none is.

    >>> script_asked("请用繁体字"), script_asked("can you write in traditional Chinese"), script_asked("繁體")
    (True, True, True)
    >>> script_asked("用简体字"), script_asked("看不懂繁体"), script_asked("别用繁体")
    (False, False, False)
    >>> script_asked("你们怎么是繁体") is None, script_asked("in the traditional way") is None
    (True, True)
    """
    return next((old for old, asked in _SCRIPTS if asked.search(text)), None)


def language_asked(text: str) -> Language | None:
    """The language a message asks us to write, if it asks for one.

    >>> language_asked("can you speak chinese"), language_asked("说英文"), language_asked("how much")
    (<Language.ZH: 'zh'>, <Language.EN: 'en'>, None)
    >>> language_asked("看不懂英文"), language_asked("你刚才发的是英文吧"), language_asked("I can't read Chinese")
    (<Language.ZH: 'zh'>, <Language.ZH: 'zh'>, <Language.EN: 'en'>)
    >>> language_asked("你怎么说英文 我说下个月还") is None
    True
    """
    if script_asked(text) is not None:
        return Language.ZH
    if not _ANOTHER.search(text.lower()):
        for language, unknown in _NOT_KNOWN:
            if unknown.search(text):
                return language
    return next((language for language, asked in _ASKED_FOR if asked.search(text)), None)


def language_asked_for(text: str) -> Language | None:
    """The language that a wish for another one names; nothing when it is one that we do not speak.

    >>> language_asked_for("中文可以吗"), language_asked_for("can we do this in English")
    (<Language.ZH: 'zh'>, <Language.EN: 'en'>)
    >>> language_asked_for("do you speak Polish") is None
    True
    """
    asked = language_asked(text)
    if asked is not None:
        return asked
    said = text.lower()
    if _ANOTHER.search(said) and not _OURS.search(said):
        return None
    return Language.ZH if _CHINESE.search(said) else Language.EN


_A_LANGUAGE = re.compile(
    r"英|简转繁|(?<![无無自耳电電说說对對的])(?:语|語|话|話)|文|[汉漢]|普通|粤|國語|国语|拼音|字|[简簡繁正][体體]|翻译|翻譯|[a-z]|[\u3040-\u30ff\uac00-\ud7a3]",
    re.I,
)


def names_a_language(text: str) -> bool:
    """Whether a message in Chinese names any language, script or translation; in other letters it always may.

    >>> names_a_language("换个语言"), names_a_language("有彝语吗"), names_a_language("无语"), names_a_language("醉了")
    (True, True, False, False)
    """
    return _HAN.search(text) is None or _A_LANGUAGE.search(text) is not None


def is_in_any_language(text: str) -> bool:
    """Whether a message is a word that is said in the middle of either language: "yes" in a Chinese talk."""
    return text.strip(" .!").lower() in _IN_ANY_LANGUAGE


def is_a_word_alone(text: str) -> bool:
    """Whether a message is one short word, perhaps with a please: it does not change the language of a talk.

    >>> is_a_word_alone("receipt please"), is_a_word_alone("收据"), is_a_word_alone("how much")
    (True, True, False)
    """
    said = _POLITE.sub(" ", text).strip()
    short = len(said) <= 2 if _HAN.search(said) else len(said.split()) == 1
    return short and _GRAMMAR_ALONE.search(said) is None
