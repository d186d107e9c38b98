"""Distress, crisis, bereavement, illness, minors, capacity: people before money.

In each of these no money is talked of. The right line of help, a person, and collection paused.
"""

from __future__ import annotations

import re
from typing import Any

from bot.conversation.topics import complaint, consequences, gate, people
from bot.conversation.turn import Turn
from bot.model.words import FactKind, HandoffReason, Intent, Owner, Signal
from bot.understanding.after_a_death import asks_who_pays
from bot.understanding.denials import denies
from bot.understanding.feared import fears_being_found_out, fears_somebody_close
from bot.understanding.need import is_hunted, is_imprisoned
from bot.understanding.settling import settles_for_less
from bot.understanding.somebody_else import asks_if_we_called_others, passes_it_on
from bot.understanding.sounds_like import animal_died
from bot.understanding.ways_asked import wants_to_call


def distress(turn: Turn) -> None:
    """Strain that is not a crisis: say so kindly, then help with what can be helped."""
    from bot.conversation.topics import instalments

    if turn.heard.signal(Signal.CRISIS):
        crisis(turn)
        return
    turn.say("utter_distress", reveals=False)
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
    turn.say(_words_of_care(turn), line=turn.help_line("crisis"), reveals=False)
    turn.hand_off(HandoffReason.CRISIS)
    people.withdraw(turn)


IN_WORDS = "crisis_in_words"
DEATH_IN_WORDS = "death_in_words"
STEPPED_BACK = "stepped_back"


def stepped_back(turn: Turn) -> bool:
    """Take back a crisis that was only guessed at, once, when she denies it plainly; a person still looks.

    Danger that was said in so many words, before or beside the denial, is never taken back.
    """
    told = turn.memory.told
    if "crisis" not in told or IN_WORDS in told or not denies(turn.message.text, Signal.CRISIS):
        return False
    if not turn.memory.once(STEPPED_BACK):
        return False
    turn.say("utter_crisis_misread", reveals=False)
    return True


def denied_outright(turn: Turn) -> bool:
    """Whether danger is named only to deny it, where none was heard before and a person is awaited."""
    awaited = (
        turn.conversation.owner is Owner.WAITING_FOR_AGENT and turn.heard.signal(Signal.CRISIS) is not None
    )
    return awaited and "crisis" not in turn.memory.told and denies(turn.message.text, Signal.CRISIS)


def nobody_died(turn: Turn) -> bool:
    """Take back a death that was only guessed at, once, when she denies it; the bot goes on with her wish.

    The case stays open, and a person reads it; nothing is sent meanwhile.
    """
    told = turn.memory.told
    if "condolences" not in told or DEATH_IN_WORDS in told or not denies(turn.message.text, Signal.DEATH):
        return False
    case = turn.unit.cases.open_of(turn.conversation.id)
    alone = case is not None and case.reason is HandoffReason.BEREAVEMENT
    if turn.conversation.owner is not Owner.WAITING_FOR_AGENT or not alone:
        return False
    if not turn.memory.once("death_denied"):
        return False
    turn.say("utter_death_misread", reveals=False)
    turn.conversation = turn.unit.talks.hand_over(turn.conversation, to=Owner.BOT, agent_id=None, at=turn.now)
    return True


def _words_of_care(turn: Turn) -> str:
    """Two wordings by turns, so that who writes again does not read the same sentence again."""
    told = turn.memory.told
    if turn.memory.once("crisis") or not turn.memory.once("crisis_again"):
        if "crisis_again" in told:
            told.remove("crisis_again")
        return "utter_crisis"
    return "utter_crisis_again"


def bereavement(turn: Turn) -> None:
    """Somebody died. If it may be the borrower, everything stops; if a relative, it pauses."""
    hers = turn.verified and not turn.heard.has(Intent.THIRD_PARTY)
    if any(each.in_words for each in turn.heard.every(Signal.DEATH)):
        turn.memory.once(DEATH_IN_WORDS)
    if hers:
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
    _in_care(turn, "illness", "utter_told_by_another" if told else "utter_serious_illness")


def coercion(turn: Turn) -> None:
    """Somebody close hits her, holds her money or reads her phone; the answer names neither."""
    _in_care(turn, "coercion", "utter_coercion", number=turn.help_line("emergency"))


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
    """Somebody dangerous is after her, or she is locked up: whatever day she names, a person takes it."""
    if is_hunted(turn.message.text):
        _in_care(turn, "hunted", "utter_hunted", number=turn.help_line("emergency"))
    elif is_imprisoned(turn.message.text):
        _in_care(turn, "prison", "utter_in_prison")
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


def minor(turn: Turn) -> None:
    """A child is on the line: stop, and a person."""
    turn.note(FactKind.MINOR)
    turn.say("utter_minor", reveals=False)
    turn.hand_off(HandoffReason.MINOR)
    people.withdraw(turn)


def attorney(turn: Turn) -> None:
    """A lawyer acts for the borrower: everything further goes to the lawyer, by a person."""
    turn.note(FactKind.ATTORNEY)
    turn.say("utter_legal_stop", reveals=False)
    turn.hand_off(HandoffReason.LEGAL, note="attorney")
    people.withdraw(turn)


def bankruptcy(turn: Turn) -> None:
    """A petition stops every act to collect; no question about paying."""
    turn.note(FactKind.BANKRUPTCY)
    turn.say("utter_legal_stop", reveals=False)
    turn.hand_off(HandoffReason.LEGAL, note="bankruptcy")
    people.withdraw(turn)


def breathing_space(turn: Turn) -> None:
    """A statutory moratorium: no contact that asks for money, no interest; a person records it."""
    turn.note(FactKind.BREATHING_SPACE, type="standard")
    turn.say("utter_breathing_space", reveals=False)
    turn.hand_off(HandoffReason.HARDSHIP, note="breathing_space")
    people.withdraw(turn)


def plan_hold(turn: Turn) -> None:
    """An adviser is working out a plan: hold still meanwhile; nothing is confirmed to who may be anybody."""
    turn.note(FactKind.PLAN_HOLD)
    turn.say("utter_plan_hold" if turn.verified else "utter_told_by_another", reveals=False)
    turn.hand_off(HandoffReason.HARDSHIP, note="plan_hold")
    people.withdraw(turn)


def student(turn: Turn) -> None:
    """A student: no pressure, and a person checks whether this credit should exist at all."""
    turn.note(FactKind.STUDENT)
    turn.say("utter_student", reveals=False)
    if turn.verified and turn.heard.has(Intent.ASK_CREDIT_IMPACT):
        turn.say(consequences.credit_words(turn))
    turn.hand_off(HandoffReason.VULNERABLE, note="student")


def time_barred(turn: Turn) -> None:
    """Her word that the debt is out of time ends the asking; the legal team looks, no suit is spoken of."""
    turn.note(FactKind.TIME_BARRED)
    turn.say("utter_time_barred", reveals=False)
    turn.hand_off(HandoffReason.LEGAL, note="time_barred")
    people.withdraw(turn)


def servicemember(turn: Turn) -> None:
    """Somebody in the armed forces may have protections that a person must look up."""
    turn.note(FactKind.SERVICEMEMBER)
    turn.say("utter_servicemember", reveals=False)
    turn.hand_off(HandoffReason.LEGAL, note="servicemember")


BESIDE = (
    (Signal.MINOR, FactKind.MINOR),
    (Signal.CAPACITY, FactKind.CAPACITY),
    (Signal.BANKRUPTCY, FactKind.BANKRUPTCY),
    (Signal.ATTORNEY, FactKind.ATTORNEY),
    (Signal.PLAN_HOLD, FactKind.PLAN_HOLD),
    (Signal.STUDENT, FactKind.STUDENT),
    (Signal.TIME_BARRED, FactKind.TIME_BARRED),
    (Signal.SERVICEMEMBER, FactKind.SERVICEMEMBER),
    (Signal.DISPUTE, FactKind.DISPUTE),
    (Signal.FRAUD, FactKind.FRAUD),
    (Signal.COMPLAINT, FactKind.COMPLAINT),
    (Signal.DATA_RIGHTS, FactKind.ERASURE_REQUEST),
)
"""Facts that stand in a message beside the gravest thing, which alone is answered."""


def note_hardship(turn: Turn) -> None:
    """Any words of being unable to pay are on file at once, wherever she lives and whatever else is said.

    It stops reminders (HOUSE-HARD-1 and the rules of her country) until help is agreed, or a person ends it.
    """
    if turn.heard.signal(Signal.HARDSHIP):
        turn.note(FactKind.HARDSHIP_NOTICE)


def note_beside(turn: Turn, handled: Signal | None = None) -> None:
    """Put on file what was said beside the signal that is answered, so that nothing said is lost."""
    for signal, kind in BESIDE:
        if signal is not handled and turn.heard.signal(signal):
            turn.note(kind)


def threatens_others(turn: Turn) -> bool:
    """Whether violence is threatened in so many words, and no words speak of a life in danger."""
    heard = {each.signal for each in turn.heard.signals if each.in_words}
    return Signal.THREAT in heard and Signal.CRISIS not in heard


def threat(turn: Turn) -> None:
    """Violence is threatened: calm, no word of money, a person at once."""
    turn.say("utter_threat", reveals=False)
    turn.hand_off(HandoffReason.THREAT)
    people.withdraw(turn)


HELPLESS = frozenset(
    {
        Intent.GIVE_REASON, Intent.UNSURE, Intent.REQUEST_HELP, Intent.ASK_HOW_TO_PAY, Intent.OUT_OF_SCOPE,
        Intent.REQUEST_HUMAN, Intent.EXPRESS_DISTRESS,
    }
)  # fmt: skip
"""What somebody who reads with difficulty needs a person for; any other wish is met as it was written."""


_A_PERSON = re.compile(
    r"人工|真人|同事|经理|转接?|\b(?:human|person|people|agent|manager|some(?:one|body)|speak|talk|transfer)\b",
    re.IGNORECASE,
)


def stands_aside(turn: Turn, signal: Signal) -> bool:
    """Whether what is said beside a circumstance is what to act on.

    A loan that she was forced into is looked into as a fraud, and the circumstance is on file; who can write
    "reading is hard for me, I'll pay on Friday" has managed.
    """
    if signal is Signal.COERCION and turn.heard.has(Intent.REPORT_FRAUD):
        turn.note(FactKind.VULNERABLE, about="coercion")
        return True
    if signal is Signal.DEATH and not any(each.in_words for each in turn.heard.every(signal)):
        return people.speaks_of_the_living(turn)
    if signal is Signal.WRONG_PERSON and not turn.heard.every(signal)[0].in_words:
        return settles_for_less(turn.message.text)  # "no mate, full and final" speaks to us as a friend does
    if signal is Signal.HUMAN:  # "what's your number" is answered with it; "I mean RING them" too
        text = turn.message.text
        if (
            not turn.verified
            and (turn.heard.has(Intent.THIRD_PARTY) or people.SOMEBODY_ELSE in turn.memory.told)
            and not turn.heard.every(signal)[0].in_words
            and passes_it_on(text)
        ):
            return True  # "I'll get him to ring" asks for nobody
        return wants_to_call(text) and _A_PERSON.search(text) is None
    return signal is Signal.READING and turn.heard.lead not in HELPLESS


BEFORE_ALL = frozenset({Signal.CRISIS, Signal.DEATH, Signal.MINOR, Signal.CAPACITY})
"""Signals beside which nothing else is spoken of, not even a wish that was put on file."""

STOPS = (
    (Signal.CRISIS, crisis),
    (Signal.THREAT, threat),
    (Signal.DEATH, bereavement),
    (Signal.MINOR, minor),
    (Signal.CAPACITY, capacity),
    (Signal.BANKRUPTCY, bankruptcy),
    (Signal.ATTORNEY, attorney),
    (Signal.BREATHING_SPACE, breathing_space),
    (Signal.PLAN_HOLD, plan_hold),
    (Signal.TIME_BARRED, time_barred),
    (Signal.CEASE, people.cease),
    (Signal.COERCION, coercion),
    (Signal.SERIOUS_ILLNESS, serious_illness),
    (Signal.WRONG_PERSON, people.wrong_person),
    (Signal.STUDENT, student),
    (Signal.SERVICEMEMBER, servicemember),
    (Signal.GAMBLING, gambling),
    (Signal.READING, reading),
    (Signal.STOP, people.stop),
    (Signal.HUMAN, people.human),
)
"""Signals that stop the dialogue before the engine is asked, gravest first."""
