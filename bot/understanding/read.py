"""Everything one message says, read in one go: acts, reasons, signals, money, days, language.

The classifier and the patterns see the same message independently; a signal counts when either finds it,
because a miss costs more than a kind sentence too many. Works without a trained classifier (``model=None``):
signals, amounts and dates are read all the same. Works on Python 3.10.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.model.words import REASON_OF_INTENT, Intent, Language, Reason, Signal
from bot.understanding.amounts import read_amounts
from bot.understanding.asides import typed_for_her
from bot.understanding.corrections import puts_a_day_right
from bot.understanding.dates import ahead, read_dates, read_impossible
from bot.understanding.faint import (
    STOPS,
    faint_stop,
    gainsaid_signals,
    in_danger_further_on,
    sneers_at_the_bot,
    weighed_against_elsewhere,
    without_passing_distress,
)
from bot.understanding.labels import SAID, SURE, Classifier, LabelScores
from bot.understanding.language import detect_language
from bot.understanding.mentions import AmountMention, DateMention
from bot.understanding.missing import is_missing, with_family, without_death
from bot.understanding.not_yet import not_yet_paid, only_to_come, tells_of_wages_only
from bot.understanding.occasions import Occasion, read_occasions
from bot.understanding.off_days import OffDay, off_days
from bot.understanding.plain_acts import (
    LEADS_OVER,
    YIELDS,
    all_in_one_go,
    changed_mind,
    no_sooner,
    only_a_sigh,
    plain_acts,
)
from bot.understanding.plain_reasons import with_plain_reasons
from bot.understanding.quiet import Quiet, asks_for_quiet
from bot.understanding.signals import CERTAIN, SignalHit, find_signals, let_go
from bot.understanding.somebody_else import is_away_for_now, names_herself_and_another
from bot.understanding.sounds_like import only_sounds_like_a_stop

_INTENT_OF_SIGNAL: dict[Signal, tuple[Intent, float]] = {
    Signal.STOP: (Intent.STOP_CONTACT, 0.0),
    Signal.CEASE: (Intent.STOP_CONTACT, 0.0),
    Signal.MEDIA_BAN: (Intent.STOP_CONTACT, 0.0),
    Signal.HUMAN: (Intent.REQUEST_HUMAN, 0.1),
    Signal.WRONG_PERSON: (Intent.WRONG_PERSON, 0.05),
    Signal.THIRD_PARTY: (Intent.THIRD_PARTY, 0.2),
    Signal.FRAUD: (Intent.REPORT_FRAUD, 0.25),
    Signal.COMPLAINT: (Intent.COMPLAIN, 0.1),
    Signal.DATA_RIGHTS: (Intent.REQUEST_MY_DATA, 0.1),
    Signal.ABUSE: (Intent.ABUSE, 0.1),
    Signal.CRISIS: (Intent.EXPRESS_DISTRESS, 0.0),
}
"""The intent that a certain signal brings along, and how likely the classifier must at least think it."""

_DISPUTES = (Intent.DISPUTE_DEBT, Intent.DISPUTE_AMOUNT)
_DISPUTE_NEEDS = 0.25


@dataclass(frozen=True)
class Understanding:
    """One message, understood.

    ``intents`` are (name, confidence), strongest first; ``leading`` is the one to act on first.
    ``reason_sure`` holds how sure each of ``reasons`` is; ``off_days`` are days to pay on that cannot be,
    ``occasions`` the weddings, festivals and disasters that are told of.
    """

    text: str
    language: Language
    intents: tuple[tuple[Intent, float], ...]
    leading: Intent
    reasons: tuple[Reason, ...]
    amounts: tuple[AmountMention, ...]
    dates: tuple[DateMention, ...]
    signals: tuple[Signal, ...]
    hits: tuple[SignalHit, ...]
    reason_sure: tuple[tuple[Reason, float], ...] = ()
    off_days: tuple[OffDay, ...] = ()
    occasions: tuple[Occasion, ...] = ()

    @property
    def confidence(self) -> float:
        """How sure the reading of the leading intent is."""
        return dict(self.intents).get(self.leading, 0.0)

    def as_json(self) -> dict[str, Any]:
        """Return the stable shape of ``tideover understand``."""
        return {
            "intents": [{"name": name.value, "confidence": round(sure, 3)} for name, sure in self.intents],
            "reasons": [reason.value for reason in self.reasons],
            "amounts": [amount.as_json() for amount in self.amounts],
            "dates": [day.as_json() for day in ahead(self.dates)],
            "signals": [signal.value for signal in self.signals],
            "language": self.language.value,
        }


def read(
    text: str,
    *,
    at: datetime,
    language: Language | str | None = None,
    currency: str | None = None,
    region: str | None = None,
    payday: int | None = None,
    model: Classifier | None = None,
) -> Understanding:
    """Read one message.

    Args:
        text: the borrower's own words.
        at: the borrower's local time of the message (aware).
        language: the language of the conversation; the message decides, this settles what is open.
        currency: ISO code of the account, for amounts without one.
        region: ISO 3166 country or subdivision of the borrower.
        payday: day of month on which the borrower is paid, when on file.
        model: the trained classifier; None reads without one.

    Returns:
        Everything found. Intents below the threshold are left out, but there is always at least one.
    """
    spoken = detect_language(text, default=Language(language) if language else Language.ZH)
    hits, missing = find_signals(text, spoken.value), is_missing(text)
    if missing:
        hits = without_death(text, hits)
    scores = model.read(text) if model is not None else LabelScores((), (), ())
    named = read_dates(text, at=at, language=spoken, region=region, payday=payday, every=True)
    dates = tuple(day for day in named if day.pays)
    impossible = read_impossible(text, at=at, language=spoken, region=region)
    off = off_days(text, today=at.date(), dates=dates, impossible=impossible)
    intents, leading = _with_plain_acts(text, *_intents(scores, hits))
    amounts = read_amounts(text, language=spoken, currency=currency)
    to_come = not_yet_paid(text) or (
        (bool(amounts and dates) or any(amount.per for amount in amounts)) and only_to_come(text, dates)
    )
    wages = tells_of_wages_only(text)
    to_come = to_come or (wages and bool(amounts) and bool(ahead(dates)))
    if wages and not to_come and Intent.REPORT_PAID in dict(intents):
        intents, leading = _without(Intent.REPORT_PAID, intents, leading)
    if to_come:
        intents, leading = _still_to_come(intents, leading)
    if any(day.promised for day in off):
        intents, leading = _promised(intents, leading)
    intents, leading = without_passing_distress(intents, leading)
    said = scores.said()
    signals = _ordered([hit.signal for hit in hits] + [Signal(name) for name, _ in said.signals])
    occasions = read_occasions(text, today=at.date(), dates=named)
    if model is not None:
        gainsaid = gainsaid_signals(text, hits, scores, occasions=occasions, missing=missing, model=model)
        signals = tuple(signal for signal in signals if signal not in gainsaid)
        if Signal.WRONG_PERSON in gainsaid:
            intents, leading = _without(Intent.WRONG_PERSON, intents, leading)
        if faint_stop(intents, signals):
            intents, leading = _without(Intent.STOP_CONTACT, intents, leading)
        if Signal.STOP in gainsaid and only_sounds_like_a_stop(text):
            intents, leading = _without(Intent.STOP_CONTACT, intents, leading)
        if is_away_for_now(text) and Signal.WRONG_PERSON in signals:  # it is his phone, in other hands
            hits = tuple(hit for hit in hits if hit.signal is not Signal.WRONG_PERSON)
            signals = _ordered(
                [*(each for each in signals if each is not Signal.WRONG_PERSON), Signal.THIRD_PARTY]
            )
            intents, leading = _somebody_else(intents)
        if names_herself_and_another(text):
            signals = _ordered([*signals, Signal.THIRD_PARTY])
            intents, leading = _somebody_else(intents)
        if Signal.DISPUTE in gainsaid:
            intents, leading = _without(Intent.DISPUTE_AMOUNT, intents, leading)
        if Signal.HUMAN in gainsaid and Signal.HUMAN in let_go(text, {Signal.HUMAN}):
            intents, leading = _without(Intent.REQUEST_HUMAN, intents, leading)
        if Signal.COMPLAINT in gainsaid:  # "cfm" confirms
            kept = tuple(pair for pair in intents if pair[0] is not Intent.COMPLAIN)
            intents = kept or ((Intent.AFFIRM, SURE),)
            leading = intents[0][0] if leading is Intent.COMPLAIN else leading
        if Signal.THIRD_PARTY in gainsaid:
            intents, leading = _without(Intent.THIRD_PARTY, intents, leading)
        if Signal.CRISIS not in signals and in_danger_further_on(text, model):
            signals = _ordered([*signals, Signal.CRISIS])
            intents = (*intents, (Intent.EXPRESS_DISTRESS, SAID))
    if sneers_at_the_bot(text):
        intents = tuple(pair for pair in intents if pair[0] not in _DISPUTES) or ((Intent.ASK_IF_BOT, SAID),)
        leading = intents[0][0] if leading in _DISPUTES else leading
    if _SCHEME.search(text) is None:  # "I just need some space" asks for no moratorium
        signals = tuple(signal for signal in signals if signal is not Signal.BREATHING_SPACE)
    if missing and Signal.THIRD_PARTY not in {hit.signal for hit in hits}:
        intents, leading = _without(Intent.THIRD_PARTY, intents, leading)
    stops = [hit for hit in hits if hit.signal in STOPS]
    sighed = bool(stops) and all(only_a_sigh(hit.text) for hit in stops)
    named_day = bool(ahead(dates)) and (sighed or (no_sooner(text) and not stops))
    if sighed and named_day:
        hits = tuple(hit for hit in hits if hit not in stops)
    if named_day or _agrees_again(hits):  # in so many words; a classifier may know "stop" only
        signals = tuple(signal for signal in signals if signal not in (Signal.STOP, Signal.CEASE))
        intents = tuple(pair for pair in intents if pair[0] is not Intent.STOP_CONTACT) or (
            (Intent.PROMISE_TO_PAY, SURE) if named_day else (Intent.OUT_OF_SCOPE, 0.0),
        )
        leading = intents[0][0] if leading is Intent.STOP_CONTACT else leading
    if sighed and named_day:
        intents, leading = _promised(intents, leading)
        leading = Intent.PROMISE_TO_PAY if leading is Intent.AFFIRM else leading
    if ahead(dates):
        hits, signals = _no_hours(text, named, hits, signals)
    quiet = asks_for_quiet(text, today=at.date(), dates=named)
    if quiet is not None:
        hits, signals = _no_stop(quiet, hits, signals)
        occasions = (*occasions, quiet.as_occasion(text, today=at.date()))
        intents, leading = _asked_for_quiet(quiet, intents, leading, money=bool(amounts))
        if not any(name in _WISHES for name, _ in intents):  # the day is that of the next message
            dates = tuple(day for day in dates if day != quiet.mention)
        elif quiet.pays_then(text) and quiet.mention is not None and quiet.mention not in dates:
            dates = (*dates, replace(quiet.mention, pays=True))
    if Signal.READING in signals and typed_for_her(text):
        intents, leading = _without(Intent.REPORT_PAID, intents, leading)
    day_right = puts_a_day_right(text) and not any(hit.signal is Signal.DISPUTE for hit in hits)
    if day_right:
        intents, leading = _without(Intent.DISPUTE_AMOUNT, intents, leading)
        signals = tuple(signal for signal in signals if signal is not Signal.DISPUTE)
    if all_in_one_go(text):
        intents, leading = _without(Intent.CORRECT_INFORMATION, intents, leading)
    reasons = {Reason(name): sure for name, sure in said.reasons}
    for intent, sure in intents:
        if intent in REASON_OF_INTENT:
            reasons[REASON_OF_INTENT[intent]] = max(sure, reasons.get(REASON_OF_INTENT[intent], 0.0))
    if to_come or wages:
        reasons.pop(Reason.ALREADY_PAID, None)
    if day_right:
        reasons.pop(Reason.AMOUNT_DISPUTED, None)
    if changed_mind(text):
        reasons.pop(Reason.FORGOT, None)
    reasons = with_plain_reasons(text, reasons)
    if missing:
        reasons = with_family(reasons)
    return Understanding(
        text=text,
        language=spoken,
        intents=intents,
        leading=leading,
        reasons=tuple(reasons),
        amounts=amounts,
        dates=dates,
        signals=signals,
        hits=hits,
        reason_sure=tuple(reasons.items()),
        off_days=off,
        occasions=occasions,
    )


def _without(
    intent: Intent, intents: tuple[tuple[Intent, float], ...], leading: Intent
) -> tuple[tuple[tuple[Intent, float], ...], Intent]:
    """The intents without one of them; a reason is given where nothing else was said."""
    kept = tuple(pair for pair in intents if pair[0] is not intent) or ((Intent.GIVE_REASON, SAID),)
    return kept, kept[0][0] if leading is intent else leading


def _somebody_else(
    intents: tuple[tuple[Intent, float], ...],
) -> tuple[tuple[tuple[Intent, float], ...], Intent]:
    """The intents of another person who has the right phone in her hand."""
    taken = (Intent.WRONG_PERSON, Intent.THIRD_PARTY, Intent.GIVE_REASON)
    kept = tuple(pair for pair in intents if pair[0] not in taken)
    return ((Intent.THIRD_PARTY, SURE), *kept), Intent.THIRD_PARTY


_WISHES = (Intent.PROMISE_TO_PAY, Intent.REQUEST_DEFERRAL, Intent.OFFER_PARTIAL, Intent.REQUEST_INSTALMENTS)
_SHUTS = frozenset({Signal.STOP, Signal.MEDIA_BAN, Signal.INCONVENIENT_TIME, Signal.AGREED_HOURS})
"""What a wish to hear nothing until some day is mistaken for."""


def _no_stop(
    quiet: Quiet, hits: tuple[SignalHit, ...], signals: tuple[Signal, ...]
) -> tuple[tuple[SignalHit, ...], tuple[Signal, ...]]:
    """Hits and signals without those that lie in the words of such a wish; others stand."""
    kept = tuple(hit for hit in hits if hit.signal not in _SHUTS or not quiet.covers(hit.start, hit.end))
    named = {hit.signal for hit in kept}
    return kept, tuple(signal for signal in signals if signal not in _SHUTS or signal in named)


_REACHES = re.compile(
    r"打|电话|联系|发|短信|消息|微信|邮件|提醒|吵|扰|接|[找催]我"
    r"|\b(?:call|text|messag|ring|phon|contact|e-?mail|reach|remind|whatsapp|bother|disturb|talk|speak)",
    re.IGNORECASE,
)
"""Words for being reached, and not for paying."""


def _no_hours(
    text: str, named: tuple[DateMention, ...], hits: tuple[SignalHit, ...], signals: tuple[Signal, ...]
) -> tuple[tuple[SignalHit, ...], tuple[Signal, ...]]:
    """Hits and signals without hours that are a day to pay refused beside another: 周五不方便，周一还."""
    if _REACHES.search(text):
        return hits, signals
    days = [(day.begin, day.finish) for day in named]
    kept = tuple(
        hit
        for hit in hits
        if hit.signal is not Signal.INCONVENIENT_TIME
        or not any(begin < hit.end and hit.start < finish for begin, finish in days)
    )
    heard = {hit.signal for hit in kept}
    if len(kept) == len(hits) or Signal.INCONVENIENT_TIME in heard:
        return kept, signals
    return kept, tuple(signal for signal in signals if signal is not Signal.INCONVENIENT_TIME)


def _asked_for_quiet(
    quiet: Quiet, intents: tuple[tuple[Intent, float], ...], leading: Intent, *, money: bool
) -> tuple[tuple[tuple[Intent, float], ...], Intent]:
    """The intents of such a wish; "once a week is enough" asks for no parts where no money is named."""
    if quiet.mention is None and not money and leading in (Intent.REQUEST_INSTALMENTS, Intent.UNSURE):
        kept = tuple(pair for pair in intents if pair[0] is not leading)
        return ((Intent.STOP_CONTACT, SURE), *kept), Intent.STOP_CONTACT
    return intents, leading


_SCHEME = re.compile(
    r"breathing ?-?(?:space|period)|respite|moratori|statutory|scheme|debt advi[sc]|step ?change|insolven"
    r"|crisis team|喘息(?!一下)|暂缓|暫緩|宽限|寬限|延期偿付|法定|债务",
    re.IGNORECASE,
)
"""Words with which a statutory breathing space is meant."""


def _agrees_again(hits: tuple[SignalHit, ...]) -> bool:
    named = {hit.signal for hit in hits}
    return Signal.CONSENT in named and not named & STOPS


def _ordered(signals: list[Signal]) -> tuple[Signal, ...]:
    present = set(signals)
    return tuple(signal for signal in Signal if signal in present)


def _likelier_dispute(thought: dict[Intent, float]) -> Intent:
    return max(_DISPUTES, key=lambda each: thought.get(each, 0.0))


def _intents(
    scores: LabelScores, hits: tuple[SignalHit, ...]
) -> tuple[tuple[tuple[Intent, float], ...], Intent]:
    thought = {Intent(name): sure for name, sure in scores.intents}
    said = {Intent(name): sure for name, sure in scores.said().intents}
    brought: list[Intent] = []
    for hit in hits:
        if hit.strength != CERTAIN:
            continue
        intent, needs = _INTENT_OF_SIGNAL.get(hit.signal, (None, 0.0))
        if hit.signal is Signal.DISPUTE and not any(each in said for each in _DISPUTES):
            told = set(said) <= {Intent.GIVE_REASON} and not scores.said().reasons
            intent, needs = (
                (Intent.DISPUTE_DEBT, 0.0) if told else (_likelier_dispute(thought), _DISPUTE_NEEDS)
            )
        if intent is not None and (not thought or thought.get(intent, 0.0) >= needs):
            brought.append(intent)
    unsure = not said or max(said.values()) < 0.5
    for intent in brought:
        said[intent] = max(SURE, said.get(intent, 0.0))
    if not said:
        return ((Intent.OUT_OF_SCOPE, 0.0),), Intent.OUT_OF_SCOPE
    if brought and unsure:
        said = {intent: sure for intent, sure in said.items() if sure >= 0.5}
    ranked = tuple(sorted(said.items(), key=lambda pair: -pair[1]))
    leading = Intent(scores.leading) if scores.leading else ranked[0][0]
    if (
        unsure and not brought and any(sure >= SURE for _, sure in scores.reasons)
    ):  # a reason and nothing else
        ranked, leading = ((Intent.GIVE_REASON, SAID),), Intent.GIVE_REASON
    elif leading not in said or (brought and unsure):
        leading = brought[0] if brought else ranked[0][0]
    if not brought:
        elsewhere = thought.get(Intent.OUT_OF_SCOPE, 0.0)
        ranked = weighed_against_elsewhere(ranked, leading, elsewhere, doubt=not hits)
    return ranked, leading


def _promised(
    intents: tuple[tuple[Intent, float], ...], leading: Intent
) -> tuple[tuple[tuple[Intent, float], ...], Intent]:
    """Take "I'll pay last Monday" for the promise it is, and not for news of a payment."""
    taken = (Intent.REPORT_PAID, Intent.PROMISE_TO_PAY)
    kept = [pair for pair in intents if pair[0] not in taken]
    ranked = tuple(sorted([(Intent.PROMISE_TO_PAY, SURE), *kept], key=lambda pair: -pair[1]))
    return ranked, Intent.PROMISE_TO_PAY if leading is Intent.REPORT_PAID else leading


def _still_to_come(
    intents: tuple[tuple[Intent, float], ...], leading: Intent
) -> tuple[tuple[tuple[Intent, float], ...], Intent]:
    """Drop the report of a payment that is still to come; where nothing else is asked it is a promise."""
    if Intent.REPORT_PAID not in dict(intents):
        return intents, leading
    kept = tuple(pair for pair in intents if pair[0] is not Intent.REPORT_PAID)
    if not any(name is not Intent.DENY and sure >= SAID for name, sure in kept):
        return ((Intent.PROMISE_TO_PAY, SURE), *kept), Intent.PROMISE_TO_PAY
    return kept, kept[0][0] if leading is Intent.REPORT_PAID else leading


def _with_plain_acts(
    text: str, intents: tuple[tuple[Intent, float], ...], leading: Intent
) -> tuple[tuple[tuple[Intent, float], ...], Intent]:
    """Add the acts that stand there in so many words; what they are mistaken for gives way."""
    said = plain_acts(text)
    for act in said:
        kept = tuple(
            pair for pair in intents if pair[1] >= SAID and pair[0] not in YIELDS[act] and pair[0] is not act
        )  # what was only the likeliest of the unlikely gives way to what was said
        intents = tuple(sorted(((act, SURE), *kept), key=lambda pair: -pair[1]))
    if said and (leading in LEADS_OVER or leading not in dict(intents)):
        leading = said[0]
    return intents, leading
