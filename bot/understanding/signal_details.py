# ruff: noqa: E501 - a pattern is read best on one line
"""What a found signal says exactly: which medium is banned, which hours, which days."""

from __future__ import annotations

import re
from typing import Any

from bot.model.words import Channel, Signal
from bot.understanding.numbers import EN_ONE_TO_TWELVE, EN_WORDS, zh_number

_MEDIA: tuple[tuple[str, tuple[Channel, ...]], ...] = (
    (
        r"电话|来电|语音|座机|打给|打我|打来|call|phon|ring|voice|打(?:了|过来|$)",
        (Channel.VOICE_HUMAN, Channel.VOICE_AI),
    ),
    (r"短[信讯]|sms|\btexts?\b|\btexting|txt", (Channel.SMS,)),
    (r"邮件|邮箱|e ?-?mail", (Channel.EMAIL,)),
    (r"微信|whatsapp|\bdm|私信|\bim\b", (Channel.IM,)),
    (r"信件|寄|letter|\bpost\b|(?<!e)(?<!e-)(?<!e )\bmail", (Channel.LETTER,)),
    (r"上门|家访|家里|[来到去找]我?家|visit|knock|turn up|show up|come ", (Channel.VISIT,)),
)
_ONLY = re.compile(
    r"(?:只|仅)(?:能|接受|用|要|想|可以|允许|通过|限|发|以|是|看)|\bonly\b|instead|rather"
    r"|prefer|in writing|(?:就|可以|即可)"
)
_NOTHING_ELSE = re.compile(
    r"(?:只|仅)(?!是)|一律|统一|除了|除非|以外|之外|别的|其他|其它"
    r"|\bonly\b|\bexcept\b|\bnothing but\b|\bother than\b|\bnot? other"
)
"""Words that close every medium but the one named; "rather" and "instead" close what stands against it."""
_CLOSABLE = (
    Channel.VOICE_HUMAN,
    Channel.VOICE_AI,
    Channel.SMS,
    Channel.EMAIL,
    Channel.IM,
    Channel.PUSH,
    Channel.LETTER,
    Channel.VISIT,
)
_HOME = re.compile(
    r"(?:打|来电|响).{0,20}(?:家|座机)|(?:家|座机).{0,20}(?:打|来电|响)|\b(?:home|house|landline)\b"
)
"""Calls to the home; "don't come to my home" closes visits."""
_VISITS = re.compile(r"上门|家访|visit|knock|turn up|show up|\bcome |send ")
_WORK = re.compile(r"公司|单位|办公室|厂里|\b(?:work|job|office|workplace|employer)\b")

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLOCK = re.compile(
    r"(?P<part>凌晨|早上|上午|中午|下午|傍晚|晚上|夜里|半夜)?(?:的)?(?P<hour>\d{1,2}|[一二两三四五六七八九十]{1,3}"
    rf"|{EN_ONE_TO_TWELVE}|noon|midday|midnight)(?:(?:[:：.](?P<minute>\d\d))"
    r"|点(?P<half>半)?)? ?(?P<suffix>am|pm|a\.m|p\.m)?"
)
_FIRST_HOUR = re.compile(r"[一二两]?十[一二三四五六七八九]?|.")
"""Of 八九点 the 八, of 十一二点 the 十一."""
_PARTS: tuple[tuple[str, str, str], ...] = (
    (r"凌晨|半夜|深夜|夜里|夜间|middle of the night|\bnights?\b|night ?time", "21:00", "08:00"),
    (r"早上|早晨|上午|一大早|大清早|mornings?|\bearly\b", "00:00", "12:00"),
    (r"中午|午休|lunch", "12:00", "14:00"),
    (r"下午|afternoons?", "12:00", "18:00"),
    (r"傍晚|晚上|evenings?|week ?nights?|dinner|\blate\b", "18:00", "23:59"),
    (
        r"上班|工作(?:时间|期间|的时候|时)|上课|开会|\bwork|office hours"
        r"|business hours|school|class|my shift|meetings",
        "09:00",
        "18:00",
    ),
    (r"白天|day ?time|the day", "08:00", "18:00"),
)
_NIGHT_SHIFT = re.compile(
    r"夜班|大夜|晚班|night ?-?shift|graveyard|\b(?:work|working|works|do)\b.*nights|overnights?"
    r"|sleep (?:during|in|through|days)"
)


def detail_of(signal: Signal, text: str, *, start: int, end: int) -> dict[str, Any]:
    """Return what the words of a hit say beyond the signal itself; empty when nothing."""
    said = text[start:end]
    if signal is Signal.MEDIA_BAN:
        return _media(said, after=text[end:], whole=text)
    if signal is Signal.CONSENT:
        return _agreed_media(said)
    if signal in (Signal.INCONVENIENT_TIME, Signal.AGREED_HOURS):
        return hours_of(said)
    return {}


_INSTEAD_OF = re.compile(
    r"^ ?(?:of |than |to )?"
    r"(?:all |these |those |the |your |any |being |by |on |over |with |me |this |a |phone ?)*"
    r"(calls?\b|call\w+|phon\w+|ring\w*|voice\w*|texts?\b|text\w+|sms|e ?-?mail\w*|whatsapp\w*|letters?)"
)
"""The medium that another is wished for instead of: "write to me rather than text"."""
_RATHER = re.compile(r"\binstead\b|\brather\b|\bprefer|就|可以|即可")
_NO_CALLS = re.compile(
    r"\b(?:no|not|dont|do not|cant|cannot|couldnt|never|stop|without|hate|drop|quit|rather than|instead of)\b.{0,24}"
    r"\b(?:call\w*|phon\w+|ring\w*|voice\w*|speak|hear|talk|landline|verbal)\b"
    r"|\b(?:deaf|hard of hearing|hearing (?:loss|impaired)|mute)\b"
    r"|\b(?:calls?|phon\w+|ringing|voice)\b.{0,24}\b(?:set|muddle|panic|anxi|wake|scare|upset|trigger|no good|hard)\w*"
    r"|(?:不|别|没法|勿|免).{0,6}(?:电话|来电|语音|接听)|(?:电话|来电).{0,6}(?:不|别|勿|免)|听力|耳聋|耳朵(?:聋|背|不好)"
)
"""Words against calls beside a wish to be written to: then they are closed, too."""
_RATHER_NOT = re.compile(r"\b(?:not|didnt)\b")
_REFUSES = re.compile(r"[不别勿]|\b(?:not|no|dont|do not|didnt|never|stop|without)\b")


def _media(said: str, *, after: str = "", whole: str = "") -> dict[str, Any]:
    """Which media a wish closes, or ``rather``, which one it only asks for."""
    named = [channel for pattern, channels in _MEDIA if re.search(pattern, said) for channel in channels]
    detail: dict[str, Any] = {}
    if _HOME.search(said) and not _VISITS.search(said) and Channel.VOICE_HUMAN in named:
        calls = (Channel.VOICE_HUMAN.value, Channel.VOICE_AI.value)
        return {"channel": calls[0], "channels": calls, "to": "home"}
    if named and _NOTHING_ELSE.search(said):
        detail["only"] = tuple(channel.value for channel in named)
        named = [channel for channel in _CLOSABLE if channel not in named]
    elif _RATHER.search(said) and Channel.VOICE_HUMAN not in named and not _REFUSES.search(said):
        detail["rather"] = tuple(channel.value for channel in named)
        unwanted = _INSTEAD_OF.match(after)
        closed = (unwanted.group(1) if unwanted else "") + (" call" if _NO_CALLS.search(whole) else "")
        named = [each for pattern, channels in _MEDIA if re.search(pattern, closed) for each in channels]
    elif _ONLY.search(said) and Channel.VOICE_HUMAN not in named and not _RATHER_NOT.search(said):
        named = [Channel.VOICE_HUMAN, Channel.VOICE_AI]
    if named:
        detail["channel"] = named[0].value
        detail["channels"] = tuple(channel.value for channel in named)
    if _WORK.search(said):
        detail["to"] = "work"
    return detail


_KEEP = re.compile(r"\b(?:stop|cancel|turn off|switch off|end|keep)\b|停|取消|关|提醒")
"""Words of who asks that it go on as it is: "don't stop the reminders"."""


def _agreed_media(said: str) -> dict[str, Any]:
    """The media named in "you can text me again"; none named is left to what was closed before."""
    named = [channel for pattern, channels in _MEDIA if re.search(pattern, said) for channel in channels]
    detail: dict[str, Any] = {"channels": tuple(channel.value for channel in named)} if named else {}
    return detail | ({"keep": True} if _KEEP.search(said) else {})


_ALSO = re.compile(r"也(?:可以|行|能|没事|没问题)|还可以|\b(?:also|as well|too)\b", re.IGNORECASE)


def also_these_hours(text: str) -> bool:
    """Whether hours are allowed beside the usual ones; hours that suit, without it, are the only ones.

    >>> also_these_hours("evenings are fine too"), also_these_hours("only evenings")
    (True, False)
    >>> also_these_hours("晚上也可以")
    True
    """
    return _ALSO.search(text) is not None


def hours_of(said: str) -> dict[str, Any]:
    """Read ``from`` and ``to`` (HH:MM) and ``days`` out of a phrase such as "before 10 on weekdays"."""
    detail: dict[str, Any] = {}
    if _NIGHT_SHIFT.search(said):
        return {"from": "08:00", "to": "16:00"}
    days = _days(said)
    if days:
        detail["days"] = days
    clocks = [_minutes(match) for match in _CLOCK.finditer(_without_days(said))]
    hours = [clock for clock in clocks if clock is not None]
    if hours:
        detail |= _bounds(said, hours)
    elif re.search(r"下了?班|after work", said):
        detail |= {"from": "18:00", "to": "23:59"}
    else:
        for pattern, since, until in _PARTS:
            if re.search(pattern, said):
                detail |= {"from": since, "to": until}
                if re.match(r"上班|工作|\\bwork", pattern) and "days" not in detail:
                    detail["days"] = _DAYS[:5]
                break
    return detail


def _bounds(said: str, hours: list[int]) -> dict[str, Any]:
    first = hours[0]
    if len(hours) > 1 and hours[1] != first:
        second = hours[1] + 720 if hours[1] < first and hours[1] + 720 < 1440 else hours[1]
        return {"from": _written(first), "to": _written(second)}
    if re.search(r"前|before|earlier|until|till|\btil\b", said):
        return {"from": "00:00", "to": _written(first + 720 if _afternoon(said, first) else first)}
    till = (
        719 if _REFUSES.search(said) else 480
    )  # "nothing after 9" is the evening, or it would close the day
    return {"from": _written(first + 720 if _afternoon(said, first, till=till) else first), "to": "23:59"}


def _afternoon(said: str, clock: int, *, till: int = 419) -> bool:
    """Whether "before 4" means the afternoon: nobody is written to before four in the morning.

    "After 6", up to ``till`` (minutes past midnight), means the evening: in the morning it would limit nothing.

    >>> hours_of("dont text before 4"), hours_of("not before 4 am")
    ({'from': '00:00', 'to': '16:00'}, {'from': '00:00', 'to': '04:00'})
    >>> hours_of("text me after 6"), hours_of("七点以后再发"), hours_of("早上九点以后")
    ({'from': '18:00', 'to': '23:59'}, {'from': '19:00', 'to': '23:59'}, {'from': '09:00', 'to': '23:59'})
    >>> hours_of("九点以后别给我发"), hours_of("dont text me after 10")
    ({'from': '21:00', 'to': '23:59'}, {'from': '22:00', 'to': '23:59'})
    """
    return 60 <= clock <= till and re.search(r"\d ?a\.?m|凌晨|早|上午|morning|\b0\d", said) is None


def _without_days(said: str) -> str:
    return re.sub(
        r"(?:周|星期|礼拜)[一二三四五六日天](?:到|至|和)?(?:周|星期|礼拜)?[一二三四五六日天]?", "", said
    )


def _minutes(match: re.Match[str]) -> int | None:
    written, part, suffix = match["hour"], match["part"] or "", (match["suffix"] or "")[:1]
    if written in ("noon", "midday"):
        return 720
    if written == "midnight":
        return 0
    if written.isdigit():
        hour = int(written)
    elif written in EN_WORDS:
        hour = EN_WORDS[written]
    elif "点" not in match.group() or (first := _FIRST_HOUR.match(written)) is None:
        return None
    else:
        hour = int(zh_number(first.group()) or 0)
    if hour < 12 and (
        suffix == "p" or part in ("下午", "傍晚", "晚上", "夜里") or (part == "中午" and hour < 3)
    ):
        hour += 12
    if hour == 12 and suffix == "a":
        hour = 0
    if hour > 23:
        return None
    return (
        hour * 60
        + (int(match["minute"] or 0) if int(match["minute"] or 0) < 60 else 0)
        + (30 if match["half"] else 0)
    )


def _written(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _days(said: str) -> tuple[str, ...]:
    if re.search(r"周末|双休|week ?ends?", said):
        return _DAYS[5:]
    if re.search(r"工作日|week ?days?|week ?nights?", said):
        return _DAYS[:5]
    found = [day for day in _DAYS if re.search(rf"\b{day}(?:s|nes|rs|ur)?(?:days?)?\b", said)]
    chinese = re.search(
        r"(?:周|星期|礼拜)([一二三四五六日天])(到|至|和)?(?:周|星期|礼拜)?([一二三四五六日天])?", said
    )
    if chinese:
        first, second = (
            ("一二三四五六日天".index(each) if each else -1) for each in (chinese[1], chinese[3])
        )
        first, second = min(first, 6), min(second, 6)
        if second >= 0 and chinese[2] in ("到", "至"):
            found += list(_DAYS[first : second + 1])
        else:
            found += [_DAYS[place] for place in (first, second) if place >= 0]
    return tuple(dict.fromkeys(found))
