"""A person please; stop; wrong person; somebody else on the line; another language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.conversation.expected import say_by_when
from bot.conversation.topics import gate
from bot.conversation.turn import Turn
from bot.handoff.open_case import open_case
from bot.model.talk import Button
from bot.model.words import Channel, FactKind, HandoffReason, Intent, Owner, Signal
from bot.understanding.asides import typed_for_her
from bot.understanding.check_answers import MASK
from bot.understanding.labels import SAID
from bot.understanding.language_asked import language_asked_for, names_a_language, script_asked
from bot.understanding.somebody_else import (
    answers_on_his_phone,
    fears_a_visit,
    gives_anothers,
    is_back,
    passes_it_on,
    says_she_is_another,
    spares_another,
    speaks_for_another,
)
from bot.understanding.sounds_like import names_a_person


def human(turn: Turn) -> None:
    """A person is one message away, without hurdles and whether verified or not.

    Who complains and asks for a person makes a complaint: on file, with its routes, and goes first.
    """
    from bot.conversation.topics import complaint

    if complaint.beside(turn):
        turn.note(FactKind.COMPLAINT)
        turn.say("utter_complaint_taken", route=turn.help_line("complaint"), reveals=False)
        turn.hand_off(HandoffReason.COMPLAINT, note="asked_for_a_person")
        return
    turn.say("utter_handoff_requested", reveals=False)
    beside = next((reason for signal, reason in TEAMS if turn.heard.signal(signal)), None)
    if beside is None:
        turn.hand_off(HandoffReason.REQUESTED)
        say_by_when(turn)
        return
    soon = turn.now + timedelta(minutes=turn.house.handoff.routes[HandoffReason.REQUESTED].minutes)
    open_case(turn, beside, note="asked_for_a_person", due_at=soon)
    say_by_when(turn)


TEAMS = (
    (Signal.FRAUD, HandoffReason.FRAUD),
    (Signal.DISPUTE, HandoffReason.DISPUTE),
    (Signal.DATA_RIGHTS, HandoffReason.DATA_RIGHTS),
)
"""What is said beside the wish for a person names the team that can answer it, as soon as that wish asks."""


def stop(turn: Turn) -> None:
    """Honour an opt-out at once, on every channel it covers, and confirm it once.

    "Stop texting me" covers a medium; "leave me alone" covers all we start by ourselves. "Never
    contact me again" in so many words is a cease, and goes to the legal team.
    """
    if turn.heard.signal(Signal.CEASE):
        cease(turn)
        return
    if turn.heard.signal(Signal.THIRD_PARTY):
        on_the_line(turn)
    if shut(turn):
        turn.say("utter_opt_out_done", reveals=False)
        if "crisis" in turn.memory.told:  # whoever wants no word of ours is not left alone with it
            turn.say("utter_waiting_in_care", line=turn.help_line("crisis"), reveals=False)
    else:
        say_closed(turn)


def shut(turn: Turn) -> bool:
    """Put an opt-out on file at once: the media named, or all of them; true when all.

    Whatever else the message holds, and whoever answers it: what was refused stays refused.
    """
    if turn.heard.signal(Signal.CEASE):
        turn.note(FactKind.CEASE)
    if _only_media(turn):
        close_media(turn)
        withdraw(turn)
        return False
    for each in (Channel.SMS, Channel.EMAIL, Channel.IM, Channel.PUSH, Channel.VOICE_AI):
        turn.note(FactKind.OPT_OUT, channel=each.value)
    withdraw(turn)
    return True


def _only_media(turn: Turn) -> bool:
    """Whether a stop closes the media or places it names, and not everything."""
    everything = any(said.detail.get("everything") for said in turn.heard.every(Signal.STOP))
    named = any(ban.detail.get("only") for ban in turn.heard.every(Signal.MEDIA_BAN))
    places = any(ban.detail.get("to") for ban in turn.heard.every(Signal.MEDIA_BAN))
    return bool(places or bans(turn)) and (named or not everything)


def say_shut(turn: Turn) -> None:
    """Say what an opt-out that is on file has closed; how she pays is answered after it."""
    if _only_media(turn):
        say_closed(turn)
    else:
        turn.say("utter_opt_out_done", reveals=False)


def bans(turn: Turn) -> tuple[Channel, ...]:
    """The media that the message asks us not to use, all of them."""
    names = [
        name
        for ban in turn.heard.every(Signal.MEDIA_BAN)
        if not ban.detail.get("to")
        for name in ban.detail.get("channels", ())
    ]
    return tuple(dict.fromkeys(Channel(name) for name in names))


def close_media(turn: Turn) -> bool:
    """Put every ban of the message on file; true when there was one.

    A ban of a place ("not at work") closes that place and leaves the medium open elsewhere.
    """
    for channel in bans(turn):
        turn.note(FactKind.MEDIA_BAN, channel=channel.value)
        turn.note(FactKind.OPT_OUT, channel=channel.value)
    places = [ban.detail for ban in turn.heard.every(Signal.MEDIA_BAN) if ban.detail.get("to")]
    for detail in places:
        turn.note(FactKind.MEDIA_BAN, channel=detail.get("channel"), to=detail["to"])
    return bool(bans(turn) or places)


def say_closed(turn: Turn) -> None:
    """Say by name which media or places are closed now, once; where several are, that those named are."""
    said = turn.heard.every(Signal.MEDIA_BAN)
    placed = bans(turn) or any(ban.detail.get("to") for ban in said)
    if not placed and spares_another(turn.message.text):
        turn.say("utter_not_to_another", reveals=False)
        open_case(turn, HandoffReason.THIRD_PARTY, note="somebody else's number on file", bot_goes_on=True)
        return
    if not placed:  # only another medium is asked for: none is closed, and a person sees to it
        turn.say("utter_rather_another_way", reveals=False)
        open_case(turn, HandoffReason.REQUESTED, note="rather by another medium", bot_goes_on=True)
        return
    closed = list(dict.fromkeys(_closed_name(ban.detail) for ban in said if _closes(ban.detail)))
    only = next((ban.detail["only"] for ban in said if ban.detail.get("only")), None)
    name = f"utter_media_only_{only[0]}" if only else closed[0]
    if only and not turn.house.wording.has(name):
        name = "utter_media_only_done"
    if len(closed) > 1 or not turn.house.wording.has(name):
        name = "utter_media_ban_done"
    if not turn.said(name):
        turn.say(name, reveals=False)


def _closes(detail: Mapping[str, Any]) -> bool:
    """Whether a wish about a medium closes one, and does not only ask for another."""
    return bool(detail.get("to") or detail.get("channels"))


def _closed_name(detail: Mapping[str, Any]) -> str:
    """The words that say what one ban closes: a place, else a medium; a call is a call, whoever makes it."""
    return f"utter_media_ban_{detail.get('to') or detail.get('channel')}"


def cease(turn: Turn) -> None:
    """Everything stops; a person in the legal team looks at it."""
    turn.note(FactKind.CEASE)
    if turn.heard.signal(Signal.THIRD_PARTY):
        on_the_line(turn)
    turn.say("utter_cease_done", reveals=False)
    turn.hand_off(HandoffReason.LEGAL, note="cease")
    withdraw(turn)


def wrong_person(turn: Turn) -> None:
    """Not the person we look for: apologise, reveal nothing, never use this address again.

    Who was told something already is not told that nothing was: a person looks into it at once, and the
    brief holds what was said.
    """
    told = _told(turn)
    turn.note(FactKind.WRONG_PERSON, to=turn.session.id)
    turn.unit.people.suppress_address_of(turn.session.id, at=turn.now)
    turn.unit.talks.update_session(turn.session.id, verified_until=None, locked_at=turn.now)
    turn.verified = False
    if told:
        turn.say("utter_wrong_person_told", reveals=False)
        open_case(turn, HandoffReason.DISCLOSURE, note="wrong person after the check", told=told)
        withdraw(turn)
        return
    turn.say("utter_wrong_person_done", reveals=False)
    if turn.conversation.owner in (Owner.AGENT, Owner.WAITING_FOR_AGENT):
        open_case(
            turn, HandoffReason.THIRD_PARTY, note=NOT_HERS
        )  # hers to close; the door guards what she writes
        withdraw(turn)
        return
    turn.conversation = turn.unit.talks.hand_over(
        turn.conversation, to=Owner.CLOSED, agent_id=None, at=turn.now
    )
    withdraw(turn)


NOT_HERS = "wrong person"
"""Key for the desk: the device that the talk goes on with is somebody else's."""


def _told(turn: Turn) -> list[str]:
    """What this device was told that only the borrower may know, the latest of it."""
    lines = turn.unit.talks.lines(turn.conversation.id)
    mine = [line for line in lines if line.session_id == turn.session.id and line.direction == "out"]
    return [line.text[:TOLD_LENGTH] for line in mine if line.reveals][-TOLD_LINES:]


TOLD_LINES, TOLD_LENGTH = 6, 300


def third_party(turn: Turn) -> None:
    """Somebody else is on the line: no debt fact, whatever they know already.

    Who is verified and only guessed to be another is asked: "I'm in prison, got this phone off my cellmate".

    Who offers to pay of their own accord meets a person; everybody else is asked to pass a message on.
    """
    from bot.conversation.topics import slips

    if slips.another_doubted(turn):
        return
    on_the_line(turn)
    if turn.heard.has(Intent.ASK_IF_SCAM):
        turn.say("utter_not_a_scam", reveals=False)
    if passes_it_on(turn.message.text):
        turn.memory.once(SOMEBODY_ELSE)
        turn.say("utter_third_party_thanks", reveals=False)
        return
    if answers_on_his_phone(turn.message.text):  # what he lets us know he can tell us himself
        turn.memory.once(SOMEBODY_ELSE)
        turn.say("utter_third_party_relay", reveals=False)
        return
    offers_to_pay = turn.heard.has(Intent.PROMISE_TO_PAY, Intent.OFFER_PARTIAL, Intent.ASK_HOW_TO_PAY) or any(
        word in turn.message.text.lower() for word in ("替", "帮", "代", "pay", "behalf")
    )
    helps_her = typed_for_her(turn.message.text)
    if offers_to_pay or helps_her or turn.heard.signal(Signal.CAPACITY):
        turn.say("utter_third_party_handoff", reveals=False)
        turn.hand_off(HandoffReason.THIRD_PARTY)
    else:
        turn.memory.once(SOMEBODY_ELSE)
        if fears_a_visit(turn.message.text):
            turn.say("utter_nothing_to_fear", reveals=False)
        turn.say("utter_third_party_relay", reveals=False)


def closed_words(turn: Turn) -> str:
    """The response for who writes on in a closed talk: a stranger hears no name, and not to worry."""
    facts = turn.unit.record.facts(turn.borrower.id, in_force_at=turn.now)
    return "utter_closed_stranger" if any(f.kind is FactKind.WRONG_PERSON for f in facts) else "utter_closed"


def here_after_all(turn: Turn) -> bool:
    """Bring a person, when somebody says that she is there herself after we were told of a wrong person.

    The device stays locked and nothing is told: who of the two was right, a person finds out.
    """
    if turn.message.press != gate.ITS_ME and not is_back(turn.message.text):
        return False
    turn.memory.once(gate.LOCK_TOLD)
    turn.say("utter_here_after_all", reveals=False)
    turn.hand_off(HandoffReason.THIRD_PARTY, note="herself after a wrong person")
    turn.conversation = turn.unit.talks.hand_over(
        turn.conversation, to=Owner.WAITING_FOR_AGENT, agent_id=None, at=turn.now
    )
    return True


SOMEBODY_ELSE = "somebody_else"
CAME_BACK = "came_back"
"""Note that she said she is there herself, after somebody else had answered."""
_ANYBODY_MAY = frozenset(
    {
        Intent.WRONG_PERSON, Intent.THIRD_PARTY, Intent.STOP_CONTACT, Intent.REQUEST_HUMAN, Intent.ABUSE,
        Intent.COMPLAIN, Intent.REPORT_HARASSMENT, Intent.REPORT_FRAUD, Intent.REQUEST_MY_DATA,
        Intent.THANK, Intent.GOODBYE, Intent.ASK_IF_BOT, Intent.ASK_IDENTITY, Intent.ASK_IF_SCAM,
        Intent.CHANGE_LANGUAGE,
    }
)  # fmt: skip
"""What somebody else is answered like anybody."""
_WOULD_PAY = (Intent.PROMISE_TO_PAY, Intent.OFFER_PARTIAL, Intent.ASK_HOW_TO_PAY)


def still_somebody_else(turn: Turn) -> bool:
    """Answer what somebody else asks after saying so, and ask them nothing of the check; true when answered.

    It ends when the person concerned says or taps that she is there herself.
    """
    if SOMEBODY_ELSE not in turn.memory.told or turn.verified:
        return False
    if turn.message.press is not None or is_back(turn.message.text):
        if gate.another_today(turn):
            herself = turn.message.press in (None, gate.ITS_ME)
            if herself:
                turn.memory.once(CAME_BACK)
                gate.ask(turn)
            return herself  # another button does what it says
        turn.memory.told.remove(SOMEBODY_ELSE)
        return False
    if passes_it_on(turn.message.text):
        turn.say("utter_third_party_thanks", reveals=False)
        return True
    if bans(turn) and not turn.heard.has(Intent.REQUEST_HUMAN):
        say_closed(turn)  # it is on file already, and nothing is asked of her
        return True
    if turn.heard.has(*_ANYBODY_MAY) and not only_sounds_like_a_person(turn):
        return False
    if turn.heard.has(*_WOULD_PAY):
        third_party(turn)
    elif CAME_BACK in turn.memory.told and gate.another_today(turn):
        gate.ask(turn)
    else:
        if fears_a_visit(turn.message.text):
            turn.say("utter_nothing_to_fear", reveals=False)
        turn.say("utter_only_with_her", buttons=(Button("utter_button_its_me", gate.ITS_ME),), reveals=False)
    return True


def only_sounds_like_a_person(turn: Turn) -> bool:
    """Whether the wish for a person is faintly guessed in what somebody else says: 跟我说一下."""
    found = turn.heard.signal(Signal.HUMAN)
    faint = turn.heard.lead is Intent.REQUEST_HUMAN and turn.heard.confidence < SAID
    return faint and not (found and found.in_words) and not names_a_person(turn.message.text)


def answers_for_another(turn: Turn) -> bool:
    """End the check where its answers come as another person's, or somebody says she is another; true then.

    Whatever she knows of him: two facts that close people know open nothing on this device today.
    """
    if turn.verified or turn.message.press is not None or gate.another_today(turn):
        return False
    if not _says_another(turn):
        return False
    turn.memory.misses = 0
    third_party(turn)
    return True


def _says_another(turn: Turn) -> bool:
    """Whether another person says so herself, or gives answers that she says are another's."""
    text = turn.message.text
    if says_she_is_another(text):
        return True
    answers = MASK in text and gives_anothers(text, MASK)
    return not turn.verified and (answers or speaks_for_another(text))


def speaks_of_the_living(turn: Turn) -> bool:
    """Whether somebody acts or answers for another person: a death that no word names is then a guess."""
    return turn.message.press is None and not turn.verified and _says_another(turn)


def on_the_line(turn: Turn) -> None:
    """Put on file that somebody else answered here, and end the check of who it is on this device.

    Nobody said a name, so the fact counts for each other person whom somebody might want to reach: one who
    answered is not asked again where a rule allows one try; one who asked to be left alone closes them all.
    """
    if _says_another(turn):
        turn.note(FactKind.THIRD_PARTY_ANSWERED, **{gate.HERE: turn.session.id})
        turn.memory.answered = []
    else:
        turn.note(FactKind.THIRD_PARTY_ANSWERED)
    if turn.heard.signal(Signal.STOP) or turn.heard.has(Intent.STOP_CONTACT):
        turn.note(FactKind.THIRD_PARTY_REFUSED)
    turn.unit.talks.update_session(turn.session.id, verified_until=None)
    turn.verified = False


def language(turn: Turn) -> None:
    """Switch to the other language, explicitly asked for; any third one is plainly not spoken.

    What is on the table is shown again in it: nobody asks twice for what she could not read.
    """
    from bot.conversation.topics import outside, short

    if not names_a_language(turn.message.text):
        outside.not_understood(turn)  # "无语" is no wish for a language
        return
    wanted = language_asked_for(turn.message.text)
    if wanted is None:
        human_button = Button("utter_button_human", f"intent:{Intent.REQUEST_HUMAN}")
        turn.say("utter_two_languages", buttons=(human_button,), reveals=False)
        return
    turn.language = wanted
    turn.memory.told.append("language_chosen")
    old = script_asked(turn.message.text)
    if old is not None:
        turn.say("utter_script_traditional" if old else "utter_script_simplified", reveals=False)
        return
    turn.say("utter_language_changed", reveals=False)
    if turn.verified:
        short.shows_again(turn)
    elif gate.waits_for_answers(turn):
        gate.ask(turn)


def withdraw(turn: Turn) -> None:
    """Take back what waits in the outbox and was to be started by us."""
    turn.unit.outbox.cancel_for(turn.borrower.id, purposes=("reminder", "offer", "location"))
