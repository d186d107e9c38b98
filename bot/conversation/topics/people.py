"""A person please; stop; wrong person; somebody else on the line; another language."""

from __future__ import annotations

from bot.conversation.turn import Turn
from bot.model.words import Channel, FactKind, HandoffReason, Intent, Language, Owner, Signal


def human(turn: Turn) -> None:
    """A person is one message away, without hurdles and whether verified or not."""
    turn.say("utter_handoff_requested", reveals=False)
    turn.hand_off(HandoffReason.REQUESTED)


def stop(turn: Turn) -> None:
    """Honour an opt-out at once, on every channel it covers, and confirm it once.

    "Stop texting me" covers a medium; "leave me alone" covers all we start by ourselves. "Never
    contact me again" in so many words is a cease, and goes to the legal team.
    """
    if turn.heard.signal(Signal.CEASE):
        cease(turn)
        return
    banned = turn.heard.signal(Signal.MEDIA_BAN)
    channel = banned.detail.get("channel") if banned else None
    if channel:
        turn.note(FactKind.MEDIA_BAN, channel=channel)
        turn.note(FactKind.OPT_OUT, channel=channel)
        turn.say("utter_media_ban_done", reveals=False)
    else:
        for each in (Channel.SMS, Channel.EMAIL, Channel.IM, Channel.PUSH, Channel.VOICE_AI):
            turn.note(FactKind.OPT_OUT, channel=each.value)
        turn.say("utter_opt_out_done", reveals=False)
    withdraw(turn)


def cease(turn: Turn) -> None:
    """Everything stops; a person in the legal team looks at it."""
    turn.note(FactKind.CEASE)
    turn.say("utter_cease_done", reveals=False)
    turn.hand_off(HandoffReason.LEGAL, note="cease")
    withdraw(turn)


def wrong_person(turn: Turn) -> None:
    """Not the person we look for: apologise, reveal nothing, never use this address again."""
    turn.note(FactKind.WRONG_PERSON, to=turn.session.id)
    turn.unit.people.suppress_address_of(turn.session.id, at=turn.now)
    turn.say("utter_wrong_person_done", reveals=False)
    turn.unit.talks.update_session(turn.session.id, verified_until=None, locked_at=turn.now)
    turn.conversation = turn.unit.talks.hand_over(
        turn.conversation, to=Owner.CLOSED, agent_id=None, at=turn.now
    )
    withdraw(turn)


def third_party(turn: Turn) -> None:
    """Somebody else is on the line: no debt fact, whatever they know already.

    Who offers to pay of their own accord meets a person; everybody else is asked to pass a message on.
    """
    turn.note(FactKind.THIRD_PARTY_ANSWERED, person="unnamed")
    turn.unit.talks.update_session(turn.session.id, verified_until=None)
    turn.verified = False
    offers_to_pay = turn.heard.has(Intent.PROMISE_TO_PAY, Intent.OFFER_PARTIAL, Intent.ASK_HOW_TO_PAY) or any(
        word in turn.message.text.lower() for word in ("替", "帮", "代", "pay", "behalf")
    )
    if offers_to_pay or turn.heard.signal(Signal.CAPACITY):
        turn.say("utter_third_party_handoff", reveals=False)
        turn.hand_off(HandoffReason.THIRD_PARTY)
    else:
        turn.say("utter_third_party_relay", reveals=False)


def language(turn: Turn) -> None:
    """Switch to the other language, explicitly asked for."""
    text = turn.message.text.lower()
    wants_zh = any(word in text for word in ("chinese", "mandarin", "中文", "汉语", "漢語", "普通话", "國語"))
    turn.language = Language.ZH if wants_zh else Language.EN
    turn.memory.told.append("language_chosen")
    turn.say("utter_language_changed", reveals=False)


def withdraw(turn: Turn) -> None:
    """Take back what waits in the outbox and was to be started by us."""
    turn.unit.outbox.cancel_for(turn.borrower.id, purposes=("reminder", "offer", "location"))
