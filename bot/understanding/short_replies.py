"""Short replies that mean something only beside the question they answer: 好, no, 第二个, later, 都不行.

Only a message that is nothing else is read here. Works on Python 3.10.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import yaml

from bot.model.words import Word
from bot.understanding.folding import LEXICON, fold


class Short(Word):
    """What a short reply says."""

    YES = "yes"
    WEAK = "weak"
    """Heard, or perhaps yes: 嗯, mhm."""
    NO = "no"
    NONE = "none"
    """None of those shown."""
    EITHER = "either"
    """Any of those shown."""
    NTH = "nth"
    LATER = "later"
    THINK = "think"


@dataclass(frozen=True, slots=True)
class Reply:
    """A short reply; ``number`` counts from 1, and -1 is the last."""

    kind: Short
    number: int = 0


LONGEST = 40
_THUMBS_UP, _THUMBS_DOWN = frozenset("👍👌🆗✅🙆"), frozenset("👎❌🙅")
_TRIM = re.compile(r"[\s.。!！?？,，~～、…:：;；\"'“”‘’()（）\U0001F300-\U0001FAFF\u2600-\u27bf]+")
_PARTICLES = re.compile(r"(?<=[\u4e00-\u9fff])(?:啊|呀|吧|哈|呢|嘛|哦|噢|喔|啦|咯|的|滴|哒|额|呃|诶|耶|了)+$")
_ZH = {c: n for n, c in enumerate("一二三四五六", start=1)} | {"两": 2, "俩": 2, "首": 1, "头": 1}
_EN = {
    word: n
    for n, group in enumerate(
        ("first 1st one 1", "second 2nd two 2", "third 3rd three 3", "fourth 4th four 4", "fifth 5th five 5"),
        start=1,
    )
    for word in group.split()
}
_NTH_ZH = re.compile(
    r"^(?:我?(?:要|选|就|想要|选择)?(?:第|方案|选项|头|选|上面)?(?P<n>[一二三四五六1-6])"
    r"(?:个|种|条|项|号|号方案|种方案)?"
    r"|(?P<first>前一个|前者|前面那个|上面那个|头一个|第一种)"
    r"|(?P<last>最后一?个|后一个|后者|后面那个|下面那个|最下面那个))$"
)
_NTH_EN = re.compile(
    r"^(?:i(?:ll| will)? (?:take|choose|pick|want|go with|have|prefer) "
    r"|go (?:with|for) |lets (?:do|go with) )?"
    r"(?:the |option |number |no |choice |# ?)*"
    r"(?P<n>[a-z0-9]+)(?: one| option| choice| plan)?(?: please| pls)?$"
)
_LAST_EN = frozenset({"last", "latter", "bottom"})
_FIRST_EN = frozenset({"former", "top"})
_SHRUG = (
    r"(?:whatever(?: you (?:say|want|like|think)| works| then)?|(?:i|we) (?:guess|suppose|spose)(?: so)?"
    r"|if you say so|if (?:i|we) (?:must|have to|got to)"
    r"|(?:i )?(?:dont|couldnt|could not|do not) (?:really )?care"
    r"|(?:as|like) you (?:say|like|wish)|you win|yeah,? right|你们?赢了?|算你们?(?:狠|厉害|赢)"
    r"|随便(?:你们?|您)?(?:吧|好了|啦|咯)?|无所谓(?:了|吧|啦)?|(?:你们?|您)(?:说了算|看着办|说怎样就怎样)(?:吧|了|呗)?"
    r"|爱咋咋[地滴的]|就那样吧|怎么?样?都行(?:吧)?|都随便)"
)
_BESIDE_SHRUG = (
    r"(?:ok(?:ay)?|k|fine|sure|yeah|yea|yep|yes|hmm+|hm|mm+|well|alright|all right|right|then|just|oh|ugh|meh"
    r"|so|lol|fine by me|do it|that|its|thats|go ahead|works?|[好行嗯唉哎哦那就可以吧呗了的啊])"
)
_HALF = re.compile(rf"(?:{_BESIDE_SHRUG} ?)*{_SHRUG}(?: ?{_BESIDE_SHRUG})*")
_HALF_WITHIN = re.compile(
    rf"(?<![a-z]){_SHRUG}(?![a-z])",
)
_IN_WORDS = re.compile(r"\b(?:agree[ds]?|accept(?:ed)?|confirm(?:ed)?)\b|(?<!不)(?:同意|确认|接受)")


def half_hearted(text: str) -> bool:
    """Whether a yes is shrugged and not said: nothing may be agreed to by it.

    >>> half_hearted("ok you win"), half_hearted("好好好 你们赢了")
    (True, True)
    >>> half_hearted("ok whatever"), half_hearted("随便吧"), half_hearted("yes"), half_hearted("可以，就这样")
    (True, True, False, False)
    """
    plain = fold(text).replace("'", "")
    return _HALF_WITHIN.search(plain) is not None and _IN_WORDS.search(plain) is None


_BUT = re.compile(
    r"[?？]|不过|但是?|可是|怕|如果|要是|万一|先别|先不|别急|等等|等我|等一|得先"
    r"|先问|问问|问一?下|问我|商量|考虑|想想|再说|再定|改|换"
    r"|你们?(?:确定|保证|肯定)|确定(?:不|没|能|会)|没事吧|没问题吧|会不会|是不是|是吗|对吧"
    r"|[吗呢么]\s*[。！!]*$|前提|只要|条件是|几号|什么时候|多少|怎么|哪天|能不能|可不可以|只能|才行"
    r"|\b(?:but|if|when|what|whats|how|who|which|where|why|only|wait|unless|until|till|although|though|except"
    r"|condition|assuming|subject to|so long as|in return"
    r"|instead|change|swap|not|dont|cant|wont|hold on|hang on|let me|first|maybe|perhaps|as long as|provided"
    r"|check|ask|actually|rather|does|is it|is there|is this|is that|are there"
    r"|are you|am i|will (?:i|there|it|you|they|that|this)|do (?:i|you)|can i|can you|could"
    r"|would(?! be (?:(?:really|so|very|just|absolutely) )*(?:an? )?(?:amazing|great|good|lovely"
    r"|perfect|brilliant|fantastic|fab|awesome|ideal|wonderful"
    r"|fine|(?:(?:huge|massive|big|great|real) )*(?:help|relief))))\b"
)


_KINDLY_NOT = re.compile(
    r"没(?:问题|意见|关系|错|毛病|异议|事(?!吧)|得说)|不(?:错|好意思|客气|用谢|麻烦|见不散|谢)|差不多了?$|不会(?:再?[拖忘]|再逾期|耽误|食言)"
)
_NOT = re.compile(r"[不没别未]")


_FROM_NOW_ON = re.compile(
    r"以后(?:都|每)|每个?月都|每个?月的?这一?天"
    r"|\b(?:every month|each month|from now on|for good|permanently|always)\b",
    re.IGNORECASE,
)


def for_every_month(text: str) -> bool:
    """Whether what is said holds for all months to come.

    >>> for_every_month("yes every month"), for_every_month("对 以后都是"), for_every_month("yes")
    (True, True, False)
    """
    return _FROM_NOW_ON.search(text) is not None


def with_a_but(text: str) -> bool:
    """Whether more than a yes stands in a yes: a question, a condition, a change; nothing is agreed to by it.

    >>> with_a_but("ok but what if my wages are late"), with_a_but("行 不过我得先问下我老婆")
    (True, True)
    >>> with_a_but("yes please, thanks"), with_a_but("行，就这么办")
    (False, False)
    >>> with_a_but("好 20号我还不了"), with_a_but("好的，没问题，我不会忘的")
    (True, False)
    """
    plain = fold(text).replace("'", "").replace("’", "")
    refuses = _NOT.search(_KINDLY_NOT.sub("", plain)) is not None
    return refuses or _BUT.search(plain) is not None or for_every_month(text)


def read_short(text: str) -> Reply | None:
    """Read a message that is a short reply and nothing else; ``None`` for any other.

    >>> str(read_short("第二个吧").kind), read_short("the last one").number, read_short("can I pay Friday")
    ('nth', -1, None)
    """
    if len(text) > LONGEST:
        return None
    signs = set(text.strip()) - {"\ufe0f", " "}
    if signs and signs <= _THUMBS_UP | _THUMBS_DOWN:
        return Reply(Short.WEAK if signs <= _THUMBS_UP else Short.NO)
    plain = " ".join(_TRIM.sub(" ", fold(text).replace("'", "")).split())
    bare = plain.replace(" ", "") if re.search(r"[\u4e00-\u9fff]", plain) else plain
    for spelling in dict.fromkeys((bare, _PARTICLES.sub("", bare))):
        kind = _meanings().get(spelling)
        if kind is not None:
            return Reply(kind)
        number = _number(spelling)
        if number:
            return Reply(Short.NTH, number)
    return Reply(Short.WEAK) if _HALF.fullmatch(plain) else None


@lru_cache(maxsize=1)
def _meanings() -> dict[str, Short]:
    groups = yaml.safe_load((LEXICON / "short_replies.yml").read_text(encoding="utf-8"))
    return {
        words.strip(): Short(kind)
        for kind, row in groups.items()
        for words in row.split(",")
        if words.strip()
    }


def _number(text: str) -> int:
    chinese = _NTH_ZH.match(text)
    if chinese:
        if chinese["n"]:
            return _ZH.get(chinese["n"]) or int(chinese["n"])
        return 1 if chinese["first"] else -1
    english = _NTH_EN.match(text)
    if english is None:
        return 0
    word = english["n"]
    if word in _LAST_EN:
        return -1
    return 1 if word in _FIRST_EN else _EN.get(word, 0)
