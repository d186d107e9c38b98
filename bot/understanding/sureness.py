"""How sure is sure: the bounds of what the classifier hears faintly, chosen on the held-back fifth.

Works on Python 3.10.
"""

from __future__ import annotations

import math

from bot.model.words import Intent, Signal
from bot.understanding.labels import SAID, SURE, LabelScores

NEAR = 3.1
"""So near in log odds ``out_of_scope`` makes a reading doubtful."""
GUESS, DOUBTED = 0.15, 0.49
"""A guess from here on is taken where nothing else is near; what a doubtful reading counts."""
WISHES = (Intent.PROMISE_TO_PAY, Intent.REQUEST_DEFERRAL, Intent.OFFER_PARTIAL, Intent.REQUEST_INSTALMENTS)
PASSING = 0.6
"""A distress below it, beside a sure wish, is a figure of speech."""
UNMISTAKABLE, GUESSED, BARELY, THOUGHT, HARDLY = 0.97, 0.7, 0.6, 0.05, 0.02
"""How sure a signal is that nothing explains away, one guessed, one hardly heard; an intent thought of."""
BUSINESS = (
    *WISHES, Intent.REQUEST_WAIVER, Intent.REQUEST_DUE_DAY_CHANGE, Intent.ASK_AMOUNT, Intent.ASK_HOW_TO_PAY,
    Intent.ASK_PLAN_STATUS, Intent.ASK_FEES, Intent.REPORT_PAID, Intent.REPORT_FRAUD,
    Intent.REPORT_AUTODEBIT_PROBLEM, Intent.DISPUTE_AMOUNT, Intent.CORRECT_INFORMATION,
)  # fmt: skip
STOPS = frozenset({Signal.STOP, Signal.CEASE, Signal.MEDIA_BAN})


def faint_stop(intents: tuple[tuple[Intent, float], ...], signals: tuple[Signal, ...]) -> bool:
    """Whether a wish to be left alone is guessed beside a sure wish to pay, and no stop is heard.

    "我周五到网点停一下，把钱还了" has the word and means a promise.
    """
    sure = dict(intents)
    return (
        sure.get(Intent.STOP_CONTACT, 1.0) < PASSING
        and not STOPS & frozenset(signals)
        and any(sure.get(wish, 0.0) >= SURE for wish in WISHES)
    )


def hardly_thought_of(intent: Intent, scores: LabelScores, *, below: float = THOUGHT) -> bool:
    """Whether the classifier hears a signal and hardly thinks of the intent that goes with it.

    "再低一点行不行" is no stop. On the held-back fifth this costs one stop of a hundred that were found, and
    takes away a third of the false alarms.
    """
    return dict(scores.intents).get(intent.value, 0.0) < below


def faint_beside_business(
    signal: Signal,
    intent: Intent,
    scores: LabelScores,
    *,
    below: float = SAID,
    among: tuple[Intent, ...] = BUSINESS,
) -> bool:
    """Whether a signal is heard faintly, its intent not at all, and a sure wish beside it."""
    sure = dict(scores.intents)
    return (
        dict(scores.signals).get(signal.value, 0.0) < UNMISTAKABLE
        and sure.get(intent.value, 0.0) < below
        and any(sure.get(wish.value, 0.0) >= SURE for wish in among)
    )


def weighed_against_elsewhere(
    ranked: tuple[tuple[Intent, float], ...], leading: Intent, elsewhere: float, *, doubt: bool
) -> tuple[tuple[Intent, float], ...]:
    """Doubt the leading intent where the message may as well be about something else, and only there.

    "Our striker is on loan" has words of ours: where ``out_of_scope`` comes near the likeliest intent, the
    reading is asked back about. Where nothing else is near, a guess is taken. Both bounds were chosen on the
    held-back fifth: 85 % of what has nothing to do with the loan is turned away, with 3 % of the rest.
    """
    if leading is Intent.OUT_OF_SCOPE or not elsewhere:
        return ranked
    sure = dict(ranked)
    if _odds(max(sure.values())) - _odds(elsewhere) <= NEAR:
        if not doubt:  # a pattern heard something of ours in it
            return ranked
        sure[leading] = min(sure[leading], DOUBTED)
    elif GUESS <= sure[leading] < SAID:
        sure[leading] = SAID
    return tuple(sorted(sure.items(), key=lambda pair: -pair[1]))


def _odds(confidence: float) -> float:
    held = min(max(confidence, 1e-4), 1 - 1e-4)
    return math.log(held / (1 - held))


def without_passing_distress(
    intents: tuple[tuple[Intent, float], ...], leading: Intent
) -> tuple[tuple[tuple[Intent, float], ...], Intent]:
    """Drop a distress that is hardly sure beside a wish that is: "累死了，明天还" is a promise."""
    sure = dict(intents)
    wishes = [intent for intent in WISHES if sure.get(intent, 0.0) >= SURE]
    if not wishes or not SAID <= sure.get(Intent.EXPRESS_DISTRESS, 0.0) < PASSING:
        return intents, leading
    kept = tuple(pair for pair in intents if pair[0] is not Intent.EXPRESS_DISTRESS)
    return kept, wishes[0] if leading is Intent.EXPRESS_DISTRESS else leading
