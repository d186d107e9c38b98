"""Everything one message says, read in one go: acts, reasons, signals, money, days, language.

The classifier and the patterns see the same message independently; a signal counts when either finds it,
because a miss costs more than a kind sentence too many. Works without a trained classifier (``model=None``):
signals, amounts and dates are read all the same. Works on Python 3.10.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.model.words import REASON_OF_INTENT, Intent, Language, Reason, Signal
from bot.understanding.about_us import asks_to_erase
from bot.understanding.absent import is_close_to_him
from bot.understanding.after_agreeing import other_days_instead
from bot.understanding.amounts import read_amounts
from bot.understanding.asides import typed_for_her
from bot.understanding.bare_sums import offers_a_bare_sum
from bot.understanding.contact_heard import (
    days_beside_quiet,
    hear_kept_unseen,
    hear_quiet,
    narrow_to_hours,
    settle_stops,
    with_quiet,
    without_hours_of_paying,
)
from bot.understanding.contact_narrow import counts_what_came
from bot.understanding.corrections import puts_a_day_right
from bot.understanding.danger import in_danger_further_on
from bot.understanding.dates import ahead, read_dates, read_impossible
from bot.understanding.denials import denies
from bot.understanding.draft import DISPUTES, Draft, draft
from bot.understanding.faint import gainsaid_signals, only_in_other_words, sneers_at_the_bot, was_taught
from bot.understanding.labels import SAID, SURE, Classifier, LabelScores
from bot.understanding.language import detect_language
from bot.understanding.mentions import AmountMention, DateMention
from bot.understanding.missing import is_missing, with_family, without_death
from bot.understanding.no_danger import a_thing_died, only_sounds_dark
from bot.understanding.not_yet import not_yet_paid, only_to_come, tells_of_wages_only
from bot.understanding.occasions import Occasion, read_occasions
from bot.understanding.off_days import OffDay, off_days, still_to_come
from bot.understanding.paid_partly import tells_of_a_sum_sent
from bot.understanding.plain_acts import all_in_one_go, changed_mind, harassed
from bot.understanding.plain_reasons import with_plain_reasons
from bot.understanding.quiet import THEN, speaks_of_pay
from bot.understanding.scams import was_robbed
from bot.understanding.signals import POSSIBLE, SignalHit, find_signals, let_go
from bot.understanding.smaller_wishes import keeps_it_from_others, quiet_till_then
from bot.understanding.somebody_else import (
    answers_on_his_phone,
    is_away_for_now,
    names_anothers_number,
    names_herself_and_another,
    shares_her_phone,
    spares_another,
)
from bot.understanding.sounds_like import (
    animal_died,
    grumbles_in_fun,
    not_before_a_day,
    only_sounds_like_a_stop,
    somebody_wakes,
)
from bot.understanding.sureness import STOPS, faint_stop, without_passing_distress
from bot.understanding.too_much import beyond_her


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
    dates = still_to_come(dates, off, today=at.date())
    amounts = tuple(
        sum_said
        for sum_said in read_amounts(text, language=spoken, currency=currency)
        if not any(day.begin < sum_said.end and sum_said.start < day.finish for day in named)
    )  # a number that is a day (21还, 30就30) is no sum
    occasions = read_occasions(text, today=at.date(), dates=named)
    said = draft(scores, hits)
    said.add_plain_acts(text)
    sent = tells_of_a_sum_sent(text)
    if sent:
        said.lead_with(Intent.REPORT_PAID, instead_of=(Intent.PROMISE_TO_PAY, Intent.OFFER_PARTIAL))
    not_paid = not sent and _not_paid_yet(said, text, dates=dates, amounts=amounts)
    if any(day.promised for day in off):
        said.promise()
    said.intents, said.leading = without_passing_distress(said.intents, said.leading)
    if model is not None:
        _gainsay(said, text, scores, occasions=occasions, missing=missing, model=model)
    _without_other_meanings(said, text, missing=missing)
    settle_stops(said, text, dates=dates)
    narrow_to_hours(said, text)
    without_hours_of_paying(said, text, named=named)
    quiet = hear_quiet(said, text, today=at.date(), named=named, money=bool(amounts))
    if quiet is not None:
        occasions = with_quiet(quiet, occasions, text, today=at.date())
        dates = days_beside_quiet(quiet, said, text, dates=dates)
    elif quiet_till_then(text):
        occasions = (*occasions, Occasion(THEN, text, None, None))
    if typed_for_her(text):
        said.hear(Signal.READING)  # whoever needs a helper to write to us talks better with a person
        said.drop(Intent.REPORT_PAID)
    day_right = puts_a_day_right(text) and not said.hit(Signal.DISPUTE)
    if day_right:
        said.drop(Intent.DISPUTE_AMOUNT)
        said.mute({Signal.DISPUTE})
    if all_in_one_go(text):
        said.drop(Intent.CORRECT_INFORMATION)
    robbed = _robbed(said, text)
    no_family = a_thing_died(text) or (
        model is not None and only_in_other_words(text, model, of=Reason.FAMILY_EVENT)
    )
    gone = {Reason.ALREADY_PAID} if not_paid else set()
    gone |= {Reason.AMOUNT_DISPUTED} if day_right or beyond_her(text) else set()
    gone |= {Reason.FAMILY_EVENT} if no_family else set()
    gone |= {Reason.SALARY_DELAY} if quiet is not None and not speaks_of_pay(text) else set()
    reasons = _reasons(said, scores, text, gone=gone, missing=missing, robbed=robbed)
    return Understanding(
        text=text,
        language=spoken,
        intents=said.intents,
        leading=said.leading,
        reasons=tuple(reasons),
        amounts=amounts,
        dates=dates,
        signals=said.signals,
        hits=said.hits,
        reason_sure=tuple(reasons.items()),
        off_days=off,
        occasions=occasions,
    )


def _not_paid_yet(
    said: Draft, text: str, *, dates: tuple[DateMention, ...], amounts: tuple[AmountMention, ...]
) -> bool:
    """Whether what sounds like a payment made is one to come, a sum alone, or only wages; taken back then."""
    if offers_a_bare_sum(said, text, amounts):
        return True
    to_come = not_yet_paid(text) or (
        (bool(amounts and dates) or any(amount.per for amount in amounts)) and only_to_come(text, dates)
    )
    wages = tells_of_wages_only(text)
    if to_come or (wages and bool(amounts) and bool(ahead(dates))):
        said.put_off()
        return True
    if wages and said.has(Intent.REPORT_PAID):
        said.drop(Intent.REPORT_PAID)
    return wages


def _gainsay(
    said: Draft,
    text: str,
    scores: LabelScores,
    *,
    occasions: tuple[Occasion, ...],
    missing: bool,
    model: Classifier,
) -> None:
    """Take back what only the classifier hears and the words gainsay, with the acts that came along."""
    gainsaid = gainsaid_signals(text, said.hits, scores, occasions=occasions, missing=missing, model=model)
    said.signals = tuple(signal for signal in said.signals if signal not in gainsaid)
    if Signal.WRONG_PERSON in gainsaid:
        chat = (Intent.GREET, SAID) if was_taught(text) else (Intent.GIVE_REASON, SAID)
        said.drop(Intent.WRONG_PERSON, otherwise=chat)
    sounds_so = only_sounds_like_a_stop(text) and not STOPS & frozenset(said.signals)
    if Signal.CRISIS in gainsaid and (only_sounds_dark(text) or denies(text, Signal.CRISIS)):
        said.drop(Intent.EXPRESS_DISTRESS)
    if Signal.CRISIS in gainsaid and somebody_wakes(text):
        said.drop(Intent.EXPRESS_DISTRESS, otherwise=(Intent.UNSURE, SAID))
    if faint_stop(said.intents, said.signals) or sounds_so:
        said.drop(Intent.STOP_CONTACT, otherwise=(_instead_of_a_stop(text), SAID))
    minds_it = is_away_for_now(text) or answers_on_his_phone(text) or is_close_to_him(text)
    if minds_it and Signal.WRONG_PERSON in said.signals:  # his phone, in other hands
        said.mute({Signal.WRONG_PERSON})
        _hear_another(said)
    if names_herself_and_another(text):
        _hear_another(said)
    if Signal.DISPUTE in gainsaid:
        said.drop(Intent.DISPUTE_AMOUNT)
    if Signal.HUMAN in gainsaid and Signal.HUMAN in let_go(text, {Signal.HUMAN}):
        said.drop(Intent.REQUEST_HUMAN)
    hours_asked = said.hit(Signal.AGREED_HOURS)
    if Signal.COMPLAINT in gainsaid:  # "cfm" confirms
        said.drop(Intent.COMPLAIN, otherwise=(Intent.STOP_CONTACT if hours_asked else Intent.AFFIRM, SURE))
    if hours_asked and not said.hit(Signal.COMPLAINT) and not harassed(text):
        said.drop(Intent.REPORT_HARASSMENT, otherwise=(Intent.STOP_CONTACT, SURE))
    pays = dict(said.intents).get(Intent.PROMISE_TO_PAY, 0.0) >= SURE and grumbles_in_fun(text)
    if pays and not said.hit(Signal.COMPLAINT) and not harassed(text):
        said.mute({Signal.COMPLAINT})
        said.drop(Intent.REPORT_HARASSMENT, Intent.COMPLAIN)
    if other_days_instead(text) and not said.hits:
        said.drop(Intent.STOP_CONTACT, otherwise=(Intent.CORRECT_INFORMATION, SAID))
    if counts_what_came(text):  # she is told that we are sorry, and asked for her hours
        said.drop(Intent.STOP_CONTACT, otherwise=(Intent.ASK_WHY_CONTACTED, SAID))
    if Signal.THIRD_PARTY in gainsaid:
        said.drop(Intent.THIRD_PARTY)
    if Signal.CRISIS not in said.signals and in_danger_further_on(text, model):
        said.hear(Signal.CRISIS)
        said.intents = (*said.intents, (Intent.EXPRESS_DISTRESS, SAID))


def _instead_of_a_stop(text: str) -> Intent:
    """What a message is about that only sounds like a stop, where nothing else was heard in it."""
    if keeps_it_from_others(text):
        return Intent.ASK_COLLECTION
    return Intent.REQUEST_DEFERRAL if not_before_a_day(text) else Intent.GIVE_REASON


def _hear_another(said: Draft) -> None:
    """Another person has the right phone in her hand."""
    said.hear(Signal.THIRD_PARTY)
    said.lead_with(Intent.THIRD_PARTY, instead_of=(Intent.WRONG_PERSON, Intent.GIVE_REASON))


_SCHEME = re.compile(
    r"breathing ?-?(?:space|period)|respite|moratori|statutory|scheme|debt advi[sc]|step ?change|insolven"
    r"|crisis team|喘息(?!一下)|暂缓|暫緩|宽限|寬限|延期偿付|法定|债务",
    re.IGNORECASE,
)
"""Words with which a statutory breathing space is meant."""


def _without_other_meanings(said: Draft, text: str, *, missing: bool) -> None:
    """Take back what the words mean otherwise, whoever heard it."""
    if sneers_at_the_bot(text):
        said.drop(*DISPUTES, otherwise=(Intent.ASK_IF_BOT, SAID))
    if _SCHEME.search(text) is None:  # "I just need some space" asks for no moratorium
        said.signals = tuple(each for each in said.signals if each is not Signal.BREATHING_SPACE)
    if missing and not said.hit(Signal.THIRD_PARTY):
        said.drop(Intent.THIRD_PARTY)
    if animal_died(text):
        said.mute({Signal.DEATH})
    hear_kept_unseen(said, text)
    if shares_her_phone(text):
        said.mute({Signal.THIRD_PARTY, Signal.WRONG_PERSON})
        said.drop(Intent.THIRD_PARTY, Intent.WRONG_PERSON)
    if _may_be_a_cold(said):
        said.mute({Signal.SERIOUS_ILLNESS})
    if _work_number_comes_off(said) and asks_to_erase(text):
        said.mute({Signal.DATA_RIGHTS})
        said.drop(Intent.REQUEST_MY_DATA)
    if said.hit(Signal.STOP, Signal.CEASE, Signal.MEDIA_BAN):
        return
    asked = said.has(Intent.STOP_CONTACT) or Signal.STOP in said.signals
    if (
        said.has(Intent.REQUEST_MY_DATA) and names_anothers_number(text) and asks_to_erase(text)
    ):  # it comes off; nothing of hers is erased
        said.mute({Signal.DATA_RIGHTS})
        said.lead_with(Intent.STOP_CONTACT, instead_of=(Intent.REQUEST_MY_DATA,))
        asked = True
    if asked and spares_another(text):
        said.mute({Signal.STOP, Signal.CEASE})  # she herself may still be written to
        said.hear(Signal.MEDIA_BAN)
    elif keeps_it_from_others(text):
        said.mute({Signal.STOP, Signal.CEASE, Signal.MEDIA_BAN})
        said.drop(Intent.STOP_CONTACT, otherwise=(Intent.ASK_COLLECTION, SAID))
        if said.leading in _SOUNDS_LIKE_A_SECRET:
            said.lead_with(Intent.ASK_COLLECTION, instead_of=_SOUNDS_LIKE_A_SECRET)
        elif not said.has(Intent.ASK_COLLECTION):
            said.intents = (*said.intents, (Intent.ASK_COLLECTION, SAID))


_SOUNDS_LIKE_A_SECRET = (
    Intent.STOP_CONTACT, Intent.EXPRESS_DISTRESS, Intent.GIVE_REASON, Intent.DENY, Intent.UNSURE,
    Intent.THIRD_PARTY, Intent.OUT_OF_SCOPE, Intent.REPORT_HARASSMENT, Intent.ASK_COLLECTION,
)  # fmt: skip
"""How "tell no one" is read where the classifier does not know it."""


def _work_number_comes_off(said: Draft) -> bool:
    """Whether what is to be erased is the number of a place that is closed: nothing of hers is."""
    places = [hit for hit in said.hits if hit.signal is Signal.MEDIA_BAN and hit.detail.get("to")]
    erased = [hit for hit in said.hits if hit.signal is Signal.DATA_RIGHTS]
    within = all(any(hit.start < at.end and at.start < hit.end for at in places) for hit in erased)
    return bool(places) and within


def _may_be_a_cold(said: Draft) -> bool:
    """Whether only words that may mean a visit to the doctor stand beside a sure promise or offer of hers."""
    ill = [hit for hit in said.hits if hit.signal is Signal.SERIOUS_ILLNESS]
    sure = dict(said.intents)
    offers = any(sure.get(each, 0.0) >= SURE for each in (Intent.PROMISE_TO_PAY, Intent.OFFER_PARTIAL))
    return bool(ill) and offers and all(hit.strength == POSSIBLE for hit in ill)


def _robbed(said: Draft, text: str) -> Reason | None:
    """Take a theft or a scam for why money is short, and not for a fraud on the loan."""
    if not (said.has(Intent.REPORT_FRAUD) or Signal.FRAUD in said.signals) or not was_robbed(text):
        return None
    said.drop(Intent.REPORT_FRAUD)
    said.mute({Signal.FRAUD})
    return Reason.CASH_FLOW


def _reasons(
    said: Draft,
    scores: LabelScores,
    text: str,
    *,
    gone: set[Reason],
    missing: bool,
    robbed: Reason | None,
) -> dict[Reason, float]:
    """Why she is late, and how sure that is: as heard, as the acts bring along, as said in so many words."""
    reasons = {Reason(name): sure for name, sure in scores.said().reasons}
    for intent, sure in said.intents:
        if intent in REASON_OF_INTENT and (intent is not Intent.REPORT_PAID or sure >= SAID):
            reasons[REASON_OF_INTENT[intent]] = max(sure, reasons.get(REASON_OF_INTENT[intent], 0.0))
    gone = gone | ({Reason.FORGOT} if changed_mind(text) else set())
    reasons = with_plain_reasons(text, {each: sure for each, sure in reasons.items() if each not in gone})
    if robbed is not None:
        reasons.setdefault(robbed, SURE)
    return with_family(reasons) if missing else reasons
