"""Distress, crisis, bereavement, illness, minors, capacity: people before money.

In each of these no money is talked of. The right line of help, a person, and collection paused.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.conversation.groups import PAYS, WISHES_BESIDE
from bot.conversation.topics import complaint, gate, people
from bot.conversation.turn import Turn
from bot.handoff.open_case import open_case
from bot.model.words import FactKind, HandoffReason, Intent, Owner, Signal
from bot.understanding.after_a_death import asks_who_pays, lost_one_of_hers
from bot.understanding.feared import fears_being_found_out, fears_somebody_close
from bot.understanding.figures_of_speech import Manner, is_earnest, manner_of
from bot.understanding.kept_unseen import is_read_by_another, wants_neutral_words, wants_no_help_lines
from bot.understanding.missing import is_missing_for_days
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
    if any(each.in_words for each in turn.heard.every(Signal.CRISIS)) or is_earnest(turn.message.text):
        _remember_how(turn)
    turn.note(FactKind.VULNERABLE, about="crisis")
    turn.memory.told = [each for each in turn.memory.told if each != CLEARED]
    if may_name_a_line(turn):
        turn.say(_words_of_care(turn), line=turn.help_line("crisis"), reveals=False)
    else:
        turn.memory.once("crisis")
        turn.say("utter_crisis_unseen", number=turn.help_line("emergency"), reveals=False)
    turn.hand_off(HandoffReason.CRISIS)
    people.withdraw(turn)


def _remember_how(turn: Turn) -> None:
    """Keep what may end the alarm for the talk: nothing, an explanation, or a plain "I'm fine"."""
    manner = manner_of(turn.message.text)
    if manner is Manner.EARNEST:
        turn.memory.once(IN_WORDS)
    elif manner is Manner.THOUGHT:
        turn.memory.once(AS_A_THOUGHT)


IN_WORDS = "crisis_in_words"
AS_A_THOUGHT = "crisis_as_a_thought"
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
    _keep_her_wish(turn)
    turn.hand_off(HandoffReason.BEREAVEMENT)
    people.withdraw(turn)


def _keep_her_wish(turn: Turn) -> None:
    """Tell her that what she would do is not lost, without a word of money; the case shows her words."""
    if turn.verified and turn.heard.has(*PAYS):
        turn.say("utter_wish_kept", reveals=False)


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
    if told:
        _in_care(turn, "illness", "utter_told_by_another")
        return
    _in_care(turn, "illness", "utter_serious_illness")
    _keep_her_wish(turn)


def ill_meanwhile(turn: Turn) -> None:
    """A serious illness told to who has the talk already: on file, and the case raised; she speaks."""
    if says_she_is_another(turn.message.text):
        people.on_the_line(turn)
    turn.note(FactKind.VULNERABLE, about="illness")
    if turn.memory.once(ILLNESS):
        turn.hand_off(HandoffReason.VULNERABLE, note="illness")
        people.withdraw(turn)


def coercion(turn: Turn) -> None:
    """Somebody close hits her, holds her money or reads her phone; the answer names neither.

    Where she says how to write so that nobody notices, or adds to what she told, the words are such that
    anybody may read them.
    """
    again = not turn.memory.once("coercion")
    if again or asks_to_be_unseen(turn):
        _in_care(turn, "coercion", "utter_kept_unseen")
        return
    _in_care(turn, "coercion", "utter_coercion", number=turn.help_line("emergency"))


_UNSEEN, _NO_LINES = "unseen", "no_help_lines"


def heed_what_may_show(turn: Turn) -> None:
    """Remember that her phone is read, or that she wants no more lines of help on it."""
    if wants_no_help_lines(turn.message.text):
        turn.memory.once(_NO_LINES)
    if asks_to_be_unseen(turn):
        turn.memory.once(_UNSEEN)


def asks_to_be_unseen(turn: Turn) -> bool:
    """Whether this message says that her phone is read, or that our words must not show what it is about."""
    return is_read_by_another(turn.message.text) or wants_neutral_words(turn.message.text)


def may_name_a_line(turn: Turn) -> bool:
    """Whether a line of help may stand on her screen.

    Not once she asked for none; on a phone that another reads, only where danger is told in so many words.
    """
    told = turn.memory.told
    in_words = any(each.in_words for each in turn.heard.every(Signal.CRISIS))
    return _NO_LINES not in told and (_UNSEEN not in told or in_words)


def in_neutral_words(turn: Turn) -> bool:
    """Note that our words must not show what it is about; a person sees to it, a wish is answered."""
    if turn.conversation.owner is not Owner.BOT or not wants_neutral_words(turn.message.text):
        return False
    turn.note(FactKind.VULNERABLE, about=_UNSEEN)
    turn.say("utter_kept_unseen", reveals=False)
    open_case(turn, HandoffReason.VULNERABLE, note=_UNSEEN, bot_goes_on=True)
    people.withdraw(turn)
    return True


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
    _leave_the_wish(turn)
    return True


def _leave_the_wish(turn: Turn) -> None:
    """Let a wish lead that stands beside a fear which was answered just now."""
    heard = turn.heard
    left = tuple(each for each in heard.intents if each is not Intent.EXPRESS_DISTRESS)
    if heard.has(*PAYS, *WISHES_BESIDE):
        turn.heard = replace(heard, intents=left, lead=heard.lead if heard.lead in left else left[0])


def _animal_died(turn: Turn) -> bool:
    """Be sorry for an animal that died; nobody is bereaved by it as the rules mean it."""
    if not animal_died(turn.message.text) or not turn.memory.once(_SORRY_FOR_IT):
        return False
    turn.say("utter_animal_died", reveals=False)
    return True


def in_bad_hands(turn: Turn) -> bool:
    """She is hunted, locked up, looks for one of hers, or sees no way out: a person takes it."""
    if is_missing_for_days(turn.message.text):
        _in_care(turn, "resilience", "utter_missing")
        _keep_her_wish(turn)
    elif is_hunted(turn.message.text):
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
