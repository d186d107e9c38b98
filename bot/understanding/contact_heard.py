"""What was heard as a wish about contact and means something else, beside the days that a message names.

"别催了，周五还" is a sigh, "周五不方便，周一还" speaks of paying, "once a week is enough" asks for quiet and
for no parts. Each step takes back from a draft of the reading. Works on Python 3.10.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from bot.model.words import Channel, Intent, Signal
from bot.understanding.contact_narrow import only_until_then, speaks_of_being_reached
from bot.understanding.dates import ahead
from bot.understanding.draft import Draft
from bot.understanding.kept_unseen import is_read_by_another, neutral_words
from bot.understanding.labels import SAID, SURE
from bot.understanding.mentions import DateMention
from bot.understanding.no_danger import has_a_dark_word
from bot.understanding.occasions import Occasion
from bot.understanding.plain_acts import no_sooner, only_a_sigh, pays_all_then
from bot.understanding.quiet import Quiet, asks_for_quiet
from bot.understanding.signal_details import hours_of
from bot.understanding.sureness import STOPS, WISHES

_SHUTS = frozenset({Signal.STOP, Signal.MEDIA_BAN, Signal.INCONVENIENT_TIME, Signal.AGREED_HOURS})
"""What a wish to hear nothing until some day is mistaken for."""
HOURS = frozenset({Signal.INCONVENIENT_TIME, Signal.AGREED_HOURS})


def settle_stops(said: Draft, text: str, *, dates: tuple[DateMention, ...]) -> None:
    """Take a sigh beside a day to pay for a promise; and no stop from who agrees to be contacted again."""
    stops = [hit for hit in said.hits if hit.signal in STOPS]
    sighed = bool(stops) and all(only_a_sigh(hit.text) for hit in stops)
    named_day = bool(ahead(dates)) and (sighed or (no_sooner(text) and not stops))
    if sighed and named_day:
        said.hits = tuple(hit for hit in said.hits if hit not in stops)
    agrees_again = said.hit(Signal.CONSENT) and not said.hit(*STOPS)
    if named_day or agrees_again:  # in so many words; a classifier may know "stop" only
        said.signals = tuple(each for each in said.signals if each not in (Signal.STOP, Signal.CEASE))
        instead = (Intent.PROMISE_TO_PAY, SURE) if named_day else (Intent.OUT_OF_SCOPE, 0.0)
        said.drop(Intent.STOP_CONTACT, otherwise=instead)
    if sighed and named_day:
        said.promise()
        if said.leading is Intent.AFFIRM:
            said.leading = Intent.PROMISE_TO_PAY


def without_hours_of_paying(said: Draft, text: str, *, named: tuple[DateMention, ...]) -> None:
    """Take back hours that are a day to pay, where nothing is said of being reached.

    A day refused beside another ("周五不方便，周一还"), or one that suits ("friday is fine to pay it all").
    """
    if speaks_of_being_reached(text):
        return
    days = [(day.begin, day.finish) for day in named]
    kept = tuple(
        hit
        for hit in said.hits
        if hit.signal not in HOURS
        or (hit.signal is Signal.INCONVENIENT_TIME and not ahead(named))
        or not any(begin < hit.end and hit.start < finish for begin, finish in days)
    )
    if len(kept) != len(said.hits):
        said.keep_hits(kept, among=HOURS)
        if pays_all_then(text):
            said.lead_with(Intent.PROMISE_TO_PAY, instead_of=(Intent.AFFIRM,))


_WRITTEN = frozenset({Channel.SMS.value, Channel.IM.value})
_HER_WORK_LINE = re.compile(
    r"\b(?:work|office) (?:e ?-?mail|phone|number|line|mobile)"
    r"|(?:公司|单位|工作)(?:的)?(?:邮箱|电话|号码?|手机)",
    re.IGNORECASE,
)


_NOT_ONLY_THERE = re.compile(r"\b(?:or|nor|anywhere|ever|again|at all|any ?more)\b|永远|再也", re.IGNORECASE)


def hours_at_work(said: Draft, text: str) -> None:
    """Take "don't text me at work" for hours: a text to her own phone finds her wherever she is."""
    kept = []
    for hit in said.hits:
        media = set(hit.detail.get("channels", ()))
        at_work = hit.signal is Signal.MEDIA_BAN and hit.detail.get("to") == "work"
        more = _HER_WORK_LINE.search(text) or _NOT_ONLY_THERE.search(text)
        if at_work and media and media <= _WRITTEN and not more:
            kept.append(replace(hit, signal=Signal.INCONVENIENT_TIME, detail=hours_of("上班")))
            said.hear(Signal.INCONVENIENT_TIME)
        else:
            kept.append(hit)
    at = [(hit.start, hit.end) for hit in kept if hit.signal is Signal.INCONVENIENT_TIME]
    if any(new.signal is not old.signal for new, old in zip(kept, said.hits, strict=True)):
        inside = [
            hit
            for hit in kept
            if hit.signal is not Signal.STOP or not any(a <= hit.start and hit.end <= b for a, b in at)
        ]
        said.keep_hits(inside, among=frozenset({Signal.MEDIA_BAN, Signal.STOP}))


def narrow_to_hours(said: Draft, text: str) -> None:
    """Take a short refusal beside hours for no more than those: "别发了 … 下午四点以前别给我发"."""
    hours_at_work(said, text)
    if said.hit(Signal.AGREED_HOURS) and not said.hit(Signal.INCONVENIENT_TIME):
        said.mute({Signal.INCONVENIENT_TIME})  # hours that suit are named; no others were refused
    if not any(hit.signal in HOURS and hit.detail.get("from") for hit in said.hits):
        return
    kept = [hit for hit in said.hits if hit.signal is not Signal.STOP or not only_until_then(hit.text)]
    if len(kept) != len(said.hits):
        said.keep_hits(kept, among=(Signal.STOP,))


def hear_quiet(
    said: Draft, text: str, *, today: date, named: tuple[DateMention, ...], money: bool
) -> Quiet | None:
    """Hear a wish for quiet until some day, or for fewer messages, in place of what it is mistaken for.

    Other stops and hours stand; "once a week is enough" asks for no parts where no money is named.
    """
    quiet = asks_for_quiet(text, today=today, dates=named)
    if quiet is None:
        return None
    kept = [hit for hit in said.hits if hit.signal not in _SHUTS or not quiet.covers(hit.start, hit.end)]
    said.keep_hits(kept, among=_SHUTS)
    mistaken = (Intent.REQUEST_INSTALMENTS, Intent.UNSURE)
    if quiet.mention is None and not money and said.leading in mistaken:
        said.lead_with(Intent.STOP_CONTACT, instead_of=(said.leading,))
    return quiet


def days_beside_quiet(
    quiet: Quiet, said: Draft, text: str, *, dates: tuple[DateMention, ...]
) -> tuple[DateMention, ...]:
    """The days to pay on: that of the next message is none, unless she pays then."""
    if not any(said.has(wish) for wish in WISHES):
        return tuple(day for day in dates if day != quiet.mention)
    if quiet.pays_then(text) and quiet.mention is not None and quiet.mention not in dates:
        return (*dates, replace(quiet.mention, pays=True))
    return dates


def with_quiet(
    quiet: Quiet, occasions: tuple[Occasion, ...], text: str, *, today: date
) -> tuple[Occasion, ...]:
    """The occasions told of, and the quiet that was asked for as one of them."""
    return (*occasions, quiet.as_occasion(text, today=today))


_SOUNDS_UNSEEN = frozenset(
    {
        Signal.STOP,
        Signal.THIRD_PARTY,
        Signal.WRONG_PERSON,
        Signal.HUMAN,
        Signal.DISPUTE,
        Signal.CONSENT,
        Signal.COMPLAINT,
    }
)
"""What "he reads this phone, nothing that says loan" sounds like to the classifier."""


def hear_kept_unseen(said: Draft, text: str) -> None:
    """Hear a phone that is read by somebody close for what it is, and let go what it only sounds like."""
    neutral, read_by_another = neutral_words(text), is_read_by_another(text)
    if not (neutral or read_by_another):
        return
    gone = {signal for signal in _SOUNDS_UNSEEN if not said.hit(signal)}
    if not has_a_dark_word(text) and not said.hit(Signal.CRISIS):
        gone.add(Signal.CRISIS)
    said.mute(gone)
    if neutral:  # "短信别带公司名字" bans no text
        begin, end = neutral
        kept = [
            hit
            for hit in said.hits
            if hit.signal not in _IN_ITS_WORDS or not begin < hit.end or not hit.start < end
        ]
        said.keep_hits(kept, among=_IN_ITS_WORDS)
    if not said.hit(Signal.STOP, Signal.CEASE):
        said.drop(Intent.STOP_CONTACT, otherwise=(Intent.ASK_COLLECTION, SAID))
    if neutral:
        said.drop(*_SOUNDS_LIKE_A_CLAIM, otherwise=(Intent.ASK_COLLECTION, SAID))
    if read_by_another:
        said.hear(Signal.COERCION)
        if not said.hit(Signal.COMPLAINT):
            said.drop(Intent.COMPLAIN, Intent.REPORT_HARASSMENT, otherwise=(Intent.ASK_COLLECTION, SAID))


_IN_ITS_WORDS = frozenset({Signal.MEDIA_BAN, Signal.CONSENT})
_SOUNDS_LIKE_A_CLAIM = (Intent.DISPUTE_DEBT, Intent.CORRECT_INFORMATION)
