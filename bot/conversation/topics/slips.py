"""She got something wrong herself, or we reached somebody else: the same words, told apart by the talk.

"打错了，是4821" in answer to a question of the check is the answer put right. "搞错了" alone may mean either:
it ends nothing, and is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.conversation import heard as hearing
from bot.conversation import memory as stages
from bot.conversation import verification
from bot.conversation.expected import say_by_when
from bot.conversation.honest import wishes
from bot.conversation.topics import gate, outside
from bot.conversation.turn import Turn
from bot.model.talk import Button
from bot.model.words import HandoffReason, Intent, Owner, Signal
from bot.understanding.labels import SURE
from bot.understanding.own_name import says_she_is
from bot.understanding.slips import only_a_mistake, says_who_it_is, without_slip
from bot.understanding.somebody_else import asks_who, says_she_is_another, without_asking_who


def answered(turn: Turn) -> bool:
    """Answer a message that says only that something was mistaken; false when it is none, or says more."""
    if not _is_bare(turn):
        return False
    if turn.verified:
        turn.memory.misses = 0
        turn.say("utter_say_it_again", reveals=False)
        return True
    if not turn.memory.once("slip"):
        outside.not_understood(turn)
        return True
    button = Button("utter_button_not_me", f"intent:{Intent.WRONG_PERSON}")
    turn.say("utter_who_is_mistaken", buttons=(button,), reveals=False)
    if turn.memory.stage == stages.VERIFYING:
        gate.ask(turn)
    return True


ASKED = "who_is_there"
MOST_ASKED = 2


def doubted(turn: Turn) -> bool:
    """Ask who is there where somebody else is heard, instead of closing the talk; true when asked.

    Who is verified is asked, and who is not where the words leave it open.

    "I'm not Sarah" is said of a person and needs no question; nor does what is said again, or beside a stop.
    """
    heard = turn.heard
    if not turn.verified and (found := heard.signal(Signal.WRONG_PERSON)) and found.in_words:
        return False  # a stranger's plain word is taken at once; what is only guessed is asked
    if turn.message.press is not None or turn.conversation.owner is not Owner.BOT:
        return False
    if ASKED in turn.memory.told or says_who_it_is(turn.message.text):
        return False
    if any((found := heard.signal(each)) and found.in_words for each in (Signal.STOP, Signal.CEASE)):
        return False
    if heard.signal(Signal.THIRD_PARTY):
        return False
    turn.memory.told.append(ASKED)
    turn.memory.misses = 0
    _ask_who(turn)
    return True


def only_guessed(turn: Turn) -> bool:
    """Whether a wrong person is guessed where no word of the message means one: "is this Harbour?"."""
    found = turn.heard.signal(Signal.WRONG_PERSON)
    if turn.message.press is not None or found is None or found.in_words:
        return False
    if says_who_it_is(turn.message.text):
        return False
    return not turn.heard.has(Intent.WRONG_PERSON) or turn.heard.signal(Signal.THIRD_PARTY) is not None


def another_doubted(turn: Turn) -> bool:
    """Ask a verified borrower who is there, where another person is only guessed; true when asked."""
    found, text = turn.heard.signal(Signal.THIRD_PARTY), turn.message.text
    if not turn.verified or turn.message.press is not None or turn.conversation.owner is not Owner.BOT:
        return False
    if (found is not None and found.in_words) or says_she_is_another(text) or ASKED in turn.memory.told:
        return False
    turn.memory.told.append(ASKED)
    turn.memory.misses = 0
    _ask_who(turn)
    return True


def only_asks_who(turn: Turn) -> bool:
    """Whether a stranger asks whom we want, and does not say that we have the wrong one: "你找谁"."""
    if turn.verified or turn.message.press is not None or turn.conversation.owner is not Owner.BOT:
        return False
    text = turn.message.text
    return asks_who(text) and not says_who_it_is(without_asking_who(text))


def still_open(turn: Turn) -> bool:
    """Answer what follows the question who is there; false when none is open, or she goes on as herself.

    A wish, a reason or a figure is hers and ends it. A mere question could be anybody's: it is asked again,
    then left to a person, and until then nothing is told.
    """
    memory, heard = turn.memory, turn.heard
    if ASKED not in memory.told:
        return False
    if not turn.verified:  # nothing is told before the check anyway
        if not heard.has(Intent.AFFIRM) or heard.has(Intent.WRONG_PERSON, Intent.THIRD_PARTY):
            return False
        memory.told.remove(ASKED)
        gate.ask(turn)
        return True
    if turn.message.press is None and heard.has(Intent.WRONG_PERSON):
        from bot.conversation.topics import people

        people.wrong_person(turn)
        return True
    if turn.message.press == gate.ITS_ME or (heard.has(Intent.AFFIRM) and not heard.reasons):
        memory.told.remove(ASKED)
        turn.say("utter_say_it_again", reveals=False)
        return True
    if turn.message.press == NOT_ME:
        return False  # the button does what it says
    if turn.message.press is None and (heard.reasons or heard.amounts or heard.dates or heard.has(*HERS)):
        memory.told.remove(ASKED)
        return False
    memory.misses += 1
    if memory.misses >= MOST_ASKED:
        turn.say("utter_handoff_not_understood", reveals=False)
        turn.hand_off(HandoffReason.NOT_UNDERSTOOD)
        say_by_when(turn)
    else:
        _ask_who(turn)
    return True


NOT_ME = f"intent:{Intent.WRONG_PERSON}"
HERS = (*gate.WISHES, *gate.GRAVER, Intent.REQUEST_HELP, Intent.GIVE_REASON, Intent.CORRECT_INFORMATION)


def _ask_who(turn: Turn) -> None:
    buttons = (Button("utter_button_its_me", gate.ITS_ME), Button("utter_button_not_me", NOT_ME))
    turn.say("utter_who_is_there", buttons=buttons, reveals=False)


def understood(turn: Turn, record: dict[str, Any], read: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    """The reading of a message without the wrong person that only her own slip sounded like."""
    if turn.conversation.owner is not Owner.BOT or not _sounds_like_somebody_else(record):
        return record
    if says_she_is(turn.message.text, turn.borrower.name):
        return _as_herself(record)
    rest = without_slip(turn.message.text)
    if rest is None or not (_is_bare(turn) or (rest and _was_at_it(turn))):
        return record
    if not rest or verification.looks_like_answer(turn):
        return _without(record)
    meant = read(rest)
    if not meant["signals"] and not wishes(hearing.from_record(meant)):
        return record
    return {**meant, "signals": list(dict.fromkeys([*_without(record)["signals"], *meant["signals"]]))}


def _is_bare(turn: Turn) -> bool:
    """Whether she says no more than that; a dialled number counts as hers once she was answering us.

    Said again where we asked who is mistaken, "wrong number" means what it says.
    """
    text = turn.message.text
    if turn.message.press is not None or without_slip(text) != "":
        return False
    return only_a_mistake(text) or (_was_at_it(turn) and (turn.verified or "slip" not in turn.memory.told))


def _was_at_it(turn: Turn) -> bool:
    """Whether this device answered a question of the check, or does so now."""
    return (
        turn.verified
        or turn.session.tries > 0
        or bool(turn.memory.answered)
        or verification.looks_like_answer(turn)
    )


def _sounds_like_somebody_else(record: dict[str, Any]) -> bool:
    said = {str(each["name"]) for each in record["intents"]}
    return Signal.WRONG_PERSON.value in record["signals"] or Intent.WRONG_PERSON.value in said


def _as_herself(record: dict[str, Any]) -> dict[str, Any]:
    """The reading without the wrong person; who says no more than her name says yes."""
    rest = [each for each in record["intents"] if each["name"] != Intent.WRONG_PERSON.value]
    intents = rest or [{"name": Intent.AFFIRM.value, "confidence": SURE}]
    leading = {"leading": intents[0]["name"], "confidence": intents[0]["confidence"]}
    return {**_without(record), "intents": intents, **leading}


def _without(record: dict[str, Any]) -> dict[str, Any]:
    return {
        **record,
        "intents": [],
        "signals": [name for name in record["signals"] if name != Signal.WRONG_PERSON.value],
        "hits": [hit for hit in record.get("hits", ()) if hit["signal"] != Signal.WRONG_PERSON.value],
    }
