"""What a message is taken to say, while patterns and classifier are weighed against each other.

Both read the same message independently. :func:`draft` joins what they hear; the steps that follow take back
what the words gainsay, and add what they say plainly. Works on Python 3.10.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.model.words import Intent, Signal
from bot.understanding.labels import SAID, SURE, LabelScores
from bot.understanding.plain_acts import LEADS_OVER, YIELDS, plain_acts
from bot.understanding.signals import CERTAIN, SignalHit
from bot.understanding.sureness import weighed_against_elsewhere

DISPUTES = (Intent.DISPUTE_DEBT, Intent.DISPUTE_AMOUNT)
_DISPUTE_NEEDS = 0.25
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

Ranked = tuple[tuple[Intent, float], ...]


@dataclass
class Draft:
    """Acts with their confidence, strongest first, the one to act on first, and signals with their places."""

    intents: Ranked
    leading: Intent
    signals: tuple[Signal, ...]
    hits: tuple[SignalHit, ...]

    def has(self, intent: Intent) -> bool:
        """Whether an act is taken as said."""
        return any(name is intent for name, _ in self.intents)

    def hit(self, *signals: Signal) -> bool:
        """Whether a pattern hears one of some signals."""
        return any(each.signal in signals for each in self.hits)

    def drop(self, *intents: Intent, otherwise: tuple[Intent, float] = (Intent.GIVE_REASON, SAID)) -> None:
        """Take back acts; where nothing else was said, ``otherwise`` is."""
        self.intents = tuple(pair for pair in self.intents if pair[0] not in intents) or (otherwise,)
        if self.leading in intents:
            self.leading = self.intents[0][0]

    def mute(self, signals: Collection[Signal]) -> None:
        """Take back signals, whoever heard them."""
        self.signals = tuple(signal for signal in self.signals if signal not in signals)
        self.hits = tuple(hit for hit in self.hits if hit.signal not in signals)

    def keep_hits(self, hits: Iterable[SignalHit], *, among: Collection[Signal]) -> None:
        """Keep only some hits; a signal ``among`` some that has none left was only guessed, and goes."""
        self.hits = tuple(hits)
        left = {hit.signal for hit in self.hits}
        self.signals = tuple(signal for signal in self.signals if signal not in among or signal in left)

    def hear(self, *signals: Signal) -> None:
        """Add signals, in the order of gravity."""
        present = {*self.signals, *signals}
        self.signals = tuple(signal for signal in Signal if signal in present)

    def lead_with(self, intent: Intent, *, instead_of: Collection[Intent] = ()) -> None:
        """Put a sure act first, in place of those that it was mistaken for."""
        kept = tuple(pair for pair in self.intents if pair[0] not in (*instead_of, intent))
        self.intents, self.leading = ((intent, SURE), *kept), intent

    def promise(self) -> None:
        """Take "I'll pay last Monday" for the promise it is, and not for news of a payment."""
        taken = (Intent.REPORT_PAID, Intent.PROMISE_TO_PAY)
        kept = [pair for pair in self.intents if pair[0] not in taken]
        self.intents = tuple(sorted([(Intent.PROMISE_TO_PAY, SURE), *kept], key=lambda pair: -pair[1]))
        if self.leading is Intent.REPORT_PAID:
            self.leading = Intent.PROMISE_TO_PAY

    def put_off(self) -> None:
        """Drop the report of a payment that is still to come; where nothing else is asked it is a promise."""
        if not self.has(Intent.REPORT_PAID):
            return
        others = [pair for pair in self.intents if pair[0] is not Intent.REPORT_PAID]
        if any(name is not Intent.DENY and sure >= SAID for name, sure in others):
            self.drop(Intent.REPORT_PAID)
        else:
            self.lead_with(Intent.PROMISE_TO_PAY, instead_of=(Intent.REPORT_PAID,))

    def add_plain_acts(self, text: str) -> None:
        """Add the acts that stand there in so many words; what they are mistaken for gives way."""
        said = plain_acts(text)
        for act in said:
            kept = tuple(
                pair
                for pair in self.intents
                if pair[1] >= SAID and pair[0] not in YIELDS[act] and pair[0] is not act
            )  # what was only the likeliest of the unlikely gives way to what was said
            self.intents = tuple(sorted(((act, SURE), *kept), key=lambda pair: -pair[1]))
        if said and (self.leading in LEADS_OVER or not self.has(self.leading)):
            self.leading = said[0]


def draft(scores: LabelScores, hits: tuple[SignalHit, ...]) -> Draft:
    """Join what the classifier hears, with what the patterns hear and bring along."""
    intents, leading = _intents(scores, hits)
    joined = Draft(intents, leading, (), hits)
    joined.hear(*(hit.signal for hit in hits), *(Signal(name) for name, _ in scores.said().signals))
    return joined


def _intents(scores: LabelScores, hits: tuple[SignalHit, ...]) -> tuple[Ranked, Intent]:
    thought = {Intent(name): sure for name, sure in scores.intents}
    said = {Intent(name): sure for name, sure in scores.said().intents}
    brought = _brought_along(scores, hits, thought=thought, said=said)
    unsure = not said or max(said.values()) < SAID
    for intent in brought:
        said[intent] = max(SURE, said.get(intent, 0.0))
    if not said:
        return ((Intent.OUT_OF_SCOPE, 0.0),), Intent.OUT_OF_SCOPE
    if brought and unsure:
        said = {intent: sure for intent, sure in said.items() if sure >= SAID}
    ranked = tuple(sorted(said.items(), key=lambda pair: -pair[1]))
    leading = Intent(scores.leading) if scores.leading else ranked[0][0]
    if unsure and not brought and any(sure >= SURE for _, sure in scores.reasons):
        ranked, leading = ((Intent.GIVE_REASON, SAID),), Intent.GIVE_REASON  # a reason and nothing else
    elif leading not in said or (brought and unsure):
        leading = brought[0] if brought else ranked[0][0]
    if not brought:
        elsewhere = thought.get(Intent.OUT_OF_SCOPE, 0.0)
        ranked = weighed_against_elsewhere(ranked, leading, elsewhere, doubt=not hits)
    return ranked, leading


def _brought_along(
    scores: LabelScores,
    hits: tuple[SignalHit, ...],
    *,
    thought: dict[Intent, float],
    said: dict[Intent, float],
) -> list[Intent]:
    brought: list[Intent] = []
    for hit in hits:
        if hit.strength != CERTAIN:
            continue
        intent, needs = _INTENT_OF_SIGNAL.get(hit.signal, (None, 0.0))
        if hit.signal is Signal.DISPUTE and not any(each in said for each in DISPUTES):
            told = set(said) <= {Intent.GIVE_REASON} and not scores.said().reasons
            likelier = max(DISPUTES, key=lambda each: thought.get(each, 0.0))
            intent, needs = (Intent.DISPUTE_DEBT, 0.0) if told else (likelier, _DISPUTE_NEEDS)
        if intent is not None and (not thought or thought.get(intent, 0.0) >= needs):
            brought.append(intent)
    return brought
