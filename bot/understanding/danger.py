"""A life in danger that only the classifier hears: when it is none, and where one drowns.

What a pattern hears in so many words stands. Works on Python 3.10.
"""

from __future__ import annotations

import re

from bot.model.words import Intent, Reason, Signal
from bot.understanding.denials import denies
from bot.understanding.feared import fear_at_home_in
from bot.understanding.labels import SAID, SURE, Classifier, LabelScores
from bot.understanding.need import goes_badly_without, loses_her_home
from bot.understanding.no_danger import has_a_dark_word, only_sounds_dark
from bot.understanding.plain_acts import all_in_one_go, only_changed_mind
from bot.understanding.signals import SignalHit, find_signals, set_aside
from bot.understanding.somebody_else import says_she_is_another
from bot.understanding.sounds_like import left_without, only_sorry, ordinary_words
from bot.understanding.sureness import (
    BARELY,
    BUSINESS,
    GUESSED,
    HARDLY,
    PASSING,
    STOPS,
    UNMISTAKABLE,
    faint_beside_business,
    hardly_thought_of,
)
from bot.understanding.too_much import finds_too_dear, not_all_at_once

_MONEY_IS_SHORT = (Reason.JOB_LOSS, Reason.CASH_FLOW, Reason.SALARY_DELAY, Reason.BUSINESS_TROUBLE)
_LITTLE = 3
"""Letters that say nothing alone: what is left of "我不想再收到你们的短信了" without the asking."""


def taken_for_crisis(text: str, hits: tuple[SignalHit, ...], scores: LabelScores, model: Classifier) -> bool:
    """Tell whether the classifier hears a crisis only in the words of plain business or of a stop.

    "My wife will kill me, can I pay in three parts?" has a sure wish and no distress: a faint crisis beside
    them is a figure of speech (on the held-back fifth this costs no crisis that was found). "I don't want to
    go on getting your texts" sounds like not wanting to go on. What is left without those words is read
    again: a crisis in the rest of the message, or in any pattern, is one.
    """
    guessed = dict(scores.signals).get(Signal.CRISIS.value, 0.0)
    if finds_too_dear(text) or all_in_one_go(text) or only_changed_mind(text) or not_all_at_once(text):
        return True
    if only_sounds_dark(text) or (guessed < UNMISTAKABLE and _is_another(text)):
        return True
    if denies(text, Signal.CRISIS) and _asks_for_business(scores) and not has_a_dark_word(text):
        return True  # "I am safe. Can I pay on the 27th"
    if only_sorry(text) or (_hardly_heard(scores) and (_CONFIRM.search(text) or _for_another(scores))):
        return True
    if faint_beside_business(Signal.CRISIS, Intent.EXPRESS_DISTRESS, scores, below=PASSING):
        return True
    if _faint_beside_a_plain_reason(scores):
        return True
    if goes_badly_without(text) and guessed < GUESSED:
        return True  # hunger; a person takes it all the same
    if loses_her_home(text) and guessed < UNMISTAKABLE and not has_a_dark_word(text):
        return True  # a roof; a person takes it all the same
    gambles = any(hit.signal is Signal.GAMBLING for hit in hits)
    if gambles and guessed < UNMISTAKABLE and not has_a_dark_word(text):
        return True  # asks for help to stop; a person of the same team takes it
    dead = any(hit.signal is Signal.DEATH for hit in hits)
    if dead and guessed < BARELY:
        return True  # grief in so many words
    spans = [(hit.start, hit.end) for hit in hits if hit.signal in STOPS] + [*ordinary_words(text)]
    spans += fear_at_home_in(text)  # asked about kindly, whatever else is answered
    if gambles and not has_a_dark_word(text):  # "I can't stop" is said of the slots
        spans += [(hit.start, hit.end) for hit in hits if hit.signal is Signal.GAMBLING]
    ill = any(hit.signal is Signal.SERIOUS_ILLNESS for hit in hits)
    if dead or ill or guessed < UNMISTAKABLE:
        spans += set_aside(text, Signal.CRISIS)  # how somebody else died, or what is known to be milder
    if not spans:
        return False
    rest = left_without(text, spans)
    if sum(letter.isalpha() for letter in rest) <= _LITTLE:
        return True
    return Signal.CRISIS.value not in dict(model.read(rest).said().signals)


_SENTENCE = re.compile(r"[^。！？!?；;\n.]+[。！？!?；;\n.]*")
_PIECE = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")
_SEEN, _WINDOW, _WINDOWS = 90, 60, 4
"""Words or characters of a message that the classifier surely sees, and of how many pieces how long after."""


def in_danger_further_on(text: str, model: Classifier) -> bool:
    """Whether a long message speaks of a life in danger where the classifier no longer looks.

    It sees the beginning of a message, as one thought: the last sentence of a long complaint drowns. A longer
    message is read again in pieces, each sentence once, from the end; a short one never, it costs nothing.
    """
    if len(_PIECE.findall(text)) <= _SEEN:
        return False
    windows, size = [""], 0
    for sentence in reversed(list(dict.fromkeys(found.strip() for found in _SENTENCE.findall(text)))):
        pieces = len(_PIECE.findall(sentence))
        if size and size + pieces > _WINDOW:
            windows, size = [*windows, ""], 0
        windows[-1], size = f"{sentence} {windows[-1]}".strip(), size + pieces
    return any(_danger_in(window, model) for window in windows[:_WINDOWS])


def _danger_in(text: str, model: Classifier) -> bool:
    scores = model.read(text)
    heard = Signal.CRISIS.value in dict(scores.said().signals)
    return heard and not taken_for_crisis(text, find_signals(text), scores, model)


_CONFIRM = re.compile(
    r"\b(?:kindly|please|pls|can you|could you|would you) (?:just )?confirm\b"
    r"|请[您你]?确认|麻烦确认|确认一下",
    re.IGNORECASE,
)


def _hardly_heard(scores: LabelScores) -> bool:
    """Whether a crisis is no more than a guess and distress not thought of at all: "kindly confirm"."""
    crisis = dict(scores.signals).get(Signal.CRISIS.value, 0.0)
    return crisis < GUESSED and hardly_thought_of(Intent.EXPRESS_DISTRESS, scores, below=HARDLY)


def _asks_for_business(scores: LabelScores) -> bool:
    """Whether a wish about the loan stands there for sure."""
    return any(dict(scores.intents).get(each.value, 0.0) >= SURE for each in BUSINESS)


def _for_another(scores: LabelScores) -> bool:
    """Whether somebody surely asks for somebody else: "adviser here. does he have any debts with you?"."""
    return dict(scores.signals).get(Signal.THIRD_PARTY.value, 0.0) >= SURE


def _is_another(text: str) -> bool:
    """Whether somebody says that she is another, and no word of it is dark: "我是他爱人 手机他不用了"."""
    return says_she_is_another(text) and not has_a_dark_word(text)


def _faint_beside_a_plain_reason(scores: LabelScores) -> bool:
    """Whether a crisis is heard faintly and no distress beside why the money is short: "失业了，还不上了".

    On the held-back fifth this costs one crisis of 772 and takes away a tenth of the false alarms.
    """
    sure = dict(scores.reasons)
    return (
        dict(scores.signals).get(Signal.CRISIS.value, 0.0) < UNMISTAKABLE
        and dict(scores.intents).get(Intent.EXPRESS_DISTRESS.value, 0.0) < SAID
        and any(sure.get(reason.value, 0.0) >= SURE for reason in _MONEY_IS_SHORT)
    )
