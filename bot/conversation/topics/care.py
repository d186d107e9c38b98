"""Distress, crisis, bereavement, illness, minors, capacity: people before money.

In each of these no money is talked of. The right line of help, a person, and collection paused.
"""

from __future__ import annotations

from typing import Any

from bot.conversation.groups import WISHES_BESIDE
from bot.conversation.topics import complaint, gate, people
from bot.conversation.turn import Turn
from bot.handoff.open_case import open_case
from bot.model.words import FactKind, HandoffReason, Intent, Owner, Signal
from bot.understanding.after_a_death import asks_who_pays, lost_one_of_hers
from bot.understanding.feared import fears_being_found_out, fears_somebody_close
from bot.understanding.need import expects_alone, is_hunted, is_imprisoned, sees_no_way
from bot.understanding.overlooked import is_overlooked
from bot.understanding.somebody_else import asks_if_we_called_others, says_she_is_another
from bot.understanding.sounds_like import animal_died


def distress(turn: Turn) -> None:
    """Strain that is not a crisis: say so kindly, then help with what can be helped."""
    from bot.conversation import respond
    from bot.conversation.topics import instalments

    if turn.heard.signal(Signal.CRISIS):
        crisis(turn)
        return
    turn.say("utter_distress", reveals=False)
    for reason in turn.heard.reasons:
        respond.remember_reason(turn, reason)
    respond.side_answers(turn, Intent.EXPRESS_DISTRESS)
    if turn.memory.once("distress"):
        if gate.opened(turn):
            instalments.options(turn)
        return
    turn.say("utter_handoff_care", reveals=False)
    turn.hand_off(HandoffReason.VULNERABLE, note="distress")


def crisis(turn: Turn) -> None:
    """A sign that a life is in danger: care, the help line, a person now, collection paused.

    One that was only guessed at is stepped back from when she says plainly that she is well.
    """
    if any(each.in_words for each in turn.heard.every(Signal.CRISIS)):
        turn.memory.once(IN_WORDS)
    turn.note(FactKind.VULNERABLE, about="crisis")
    turn.memory.told = [each for each in turn.memory.told if each != CLEARED]
    turn.say(_words_of_care(turn), line=turn.help_line("crisis"), reveals=False)
    turn.hand_off(HandoffReason.CRISIS)
    people.withdraw(turn)


IN_WORDS = "crisis_in_words"
DEATH_IN_WORDS = "death_in_words"
CLEARED = "crisis_cleared"
ILLNESS = "serious_illness"


def _words_of_care(turn: Turn) -> str:
    """Two wordings by turns, so that who writes again does not read the same sentence again."""
    told = turn.memory.told
    if turn.memory.once("crisis") or not turn.memory.once("crisis_again"):
        if "crisis_again" in told:
            told.remove("crisis_again")
        return "utter_crisis"
    return "utter_crisis_again"


def bereavement(turn: Turn) -> None:
    """Somebody died. If it may be the borrower, everything stops; if a relative of hers, it pauses.

    Who is not verified and tells of her own mother, with no word of whose phone this is, is taken to live;
    the words said to her are the same, and a person reads it.
    """
    hers = turn.verified and not turn.heard.has(Intent.THIRD_PARTY)
    lives = hers or lost_one_of_hers(turn.message.text)
    if any(each.in_words for each in turn.heard.every(Signal.DEATH)):
        turn.memory.once(DEATH_IN_WORDS)
    if lives:
        turn.note(FactKind.VULNERABLE, about="bereavement")
    else:
        turn.note(FactKind.DECEASED)
    if not turn.memory.once("condolences"):
        turn.say("utter_bereaved_again", reveals=False)
    else:
        turn.say("utter_bereaved" if hers else "utter_deceased", reveals=False)
    if asks_who_pays(turn.message.text):
        turn.say("utter_after_a_death", reveals=False)
    turn.hand_off(HandoffReason.BEREAVEMENT)
    people.withdraw(turn)


def told_who_pays(turn: Turn) -> bool:
    """Tell the bereaved who waits that nothing has to be paid now, and that a colleague explains the rest.

    What the law says of it is not for a bot to tell, and nothing is confirmed to who may be anybody.
    """
    case = turn.unit.cases.open_of(turn.conversation.id)
    if case is None or case.reason is not HandoffReason.BEREAVEMENT or not asks_who_pays(turn.message.text):
        return False
    turn.say("utter_after_a_death", reveals=False)
    return True


def _in_care(turn: Turn, about: str, words: str, **slots: Any) -> None:
    """A circumstance that a person handles: on file, acknowledged in few words, nothing sent meanwhile."""
    turn.note(FactKind.VULNERABLE, about=about)
    turn.say(words, reveals=False, **slots)
    turn.hand_off(HandoffReason.VULNERABLE, note=about)
    people.withdraw(turn)


def serious_illness(turn: Turn) -> None:
    """Serious illness: no questions about it, no proof asked for in a chat, a person, a pause."""
    if turn.verified and asks_if_we_called_others(turn.message.text):
        turn.note(FactKind.VULNERABLE, about="illness")
        complaint.harassment(turn)
        people.withdraw(turn)
        return
    told = not turn.verified and turn.heard.signal(Signal.THIRD_PARTY) is not None
    if says_she_is_another(turn.message.text):
        people.on_the_line(turn)
        told = True
    turn.memory.once(ILLNESS)
    _in_care(turn, "illness", "utter_told_by_another" if told else "utter_serious_illness")


def ill_meanwhile(turn: Turn) -> None:
    """A serious illness told to who has the talk already: on file, and the case raised; she speaks."""
    if says_she_is_another(turn.message.text):
        people.on_the_line(turn)
    turn.note(FactKind.VULNERABLE, about="illness")
    if turn.memory.once(ILLNESS):
        turn.hand_off(HandoffReason.VULNERABLE, note="illness")
        people.withdraw(turn)


def coercion(turn: Turn) -> None:
    """Somebody close hits her, holds her money or reads her phone; the answer names neither."""
    _in_care(turn, "coercion", "utter_coercion", number=turn.help_line("emergency"))


NOT_ALONE = "not_alone"


def not_alone(turn: Turn) -> bool:
    """Stop with neutral words where somebody close sits beside her or has read this; a person looks at it.

    No sum, no list and no word of help for violence stands on that screen. A wish beside it is answered.
    """
    heard = turn.heard
    if turn.conversation.owner is not Owner.BOT or not is_overlooked(turn.message.text):
        return False
    if heard.has(*WISHES_BESIDE) or heard.amounts or heard.dates:
        return False
    turn.memory.once(NOT_ALONE)
    turn.say("utter_not_alone", reveals=False)
    open_case(turn, HandoffReason.VULNERABLE, note=NOT_ALONE, bot_goes_on=True)
    people.withdraw(turn)
    return True


_ASKED_SAFE, _SORRY_FOR_IT = "feared_at_home", "animal_died"
NO_OTHER_WISH = frozenset(
    {
        Intent.THIRD_PARTY, Intent.GIVE_REASON, Intent.OUT_OF_SCOPE, Intent.EXPRESS_DISTRESS, Intent.UNSURE,
        Intent.ASK_COLLECTION, Intent.REPORT_HARASSMENT, Intent.STOP_CONTACT,
    }
)  # fmt: skip
"""How a fear at home, or an animal that died, is read where nothing else is said."""


def kind_word(turn: Turn) -> bool:
    """Say what is kind, once, before what else she wants is answered; true when it was said."""
    return _feared_at_home(turn) or _animal_died(turn)


def _feared_at_home(turn: Turn) -> bool:
    """Answer "he'll kill me if he finds out", a manner of speaking or not.

    It is no third party who writes so. She is told that nobody hears of it from us, and asked by the way
    whether somebody frightens her. Beside a wish, only a secret that must not come out is asked about.
    """
    text = turn.message.text
    alone = turn.heard.lead in NO_OTHER_WISH
    if not (fears_somebody_close(text) if alone else fears_being_found_out(text)):
        return False
    if not turn.memory.once(_ASKED_SAFE):
        return False
    turn.say("utter_feared_at_home", number=turn.help_line("emergency"), reveals=False)
    return True


def _animal_died(turn: Turn) -> bool:
    """Be sorry for an animal that died; nobody is bereaved by it as the rules mean it."""
    if not animal_died(turn.message.text) or not turn.memory.once(_SORRY_FOR_IT):
        return False
    turn.say("utter_animal_died", reveals=False)
    return True


def in_bad_hands(turn: Turn) -> bool:
    """She is hunted, locked up, or sees no way out: whatever day she names, a person takes it."""
    if is_hunted(turn.message.text):
        _in_care(turn, "hunted", "utter_hunted", number=turn.help_line("emergency"))
    elif is_imprisoned(turn.message.text):
        _in_care(turn, "prison", "utter_in_prison")
    elif sees_no_way(turn.message.text) or expects_alone(turn.message.text):
        turn.say("utter_distress", reveals=False)
        _in_care(turn, "resilience", "utter_handoff_care")
    else:
        return False
    return True


def gambling(turn: Turn) -> None:
    """Gambling that she cannot stop: thanks for saying it, a line of help, a person, a pause."""
    _in_care(turn, "gambling", "utter_gambling", line=turn.help_line("gambling"))


def reading(turn: Turn) -> None:
    """She reads with difficulty: a person talks it through with her, in few words."""
    _in_care(turn, "reading", "utter_reading")


def capacity(turn: Turn) -> None:
    """Somebody may not be able to understand this: suspend, a person, no debt fact to anyone."""
    turn.note(FactKind.CAPACITY)
    _in_care(turn, "capacity", "utter_capacity")


def threatens_others(turn: Turn) -> bool:
    """Whether violence is threatened in so many words, and no words speak of a life in danger."""
    heard = {each.signal for each in turn.heard.signals if each.in_words}
    return Signal.THREAT in heard and Signal.CRISIS not in heard


def threat(turn: Turn) -> None:
    """Violence is threatened: calm, no word of money, a person at once."""
    turn.say("utter_threat", reveals=False)
    turn.hand_off(HandoffReason.THREAT)
    people.withdraw(turn)
