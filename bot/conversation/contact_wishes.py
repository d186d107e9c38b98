"""What she says about being reached: which media stay closed, which open again, and at what hours.

Wishes are facts first: they are put on file, or end a fact, before anything is answered, so that they hold
even when the rest of the message has to wait. :func:`take` writes them, :func:`acknowledge` says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.conversation.endings import agreed_again, other_hours
from bot.conversation.heard import HeardSignal, beside_a_ban, is_definite, payment_day, pays_beside_a_stop
from bot.conversation.memory import CONFIRMING
from bot.conversation.topics import gate, occasion, people, pointed
from bot.conversation.turn import Turn
from bot.conversation.wishes_on_file import HOURS, say_hours
from bot.model.rows import StoredFact
from bot.model.words import Channel, FactKind, HandoffReason, Intent, Owner, Signal
from bot.understanding.quiet import ASKED
from bot.understanding.signal_details import also_these_hours

WRITTEN = (Channel.SMS, Channel.EMAIL, Channel.IM, Channel.PUSH)
"""What "you can message me again" opens; a call must be named to be allowed again."""
CLOSED_BY_HER = frozenset({FactKind.OPT_OUT, FactKind.MEDIA_BAN})
ALONE = frozenset(
    {
        Intent.STOP_CONTACT,
        Intent.OUT_OF_SCOPE,
        Intent.UNSURE,
        Intent.GREET,
        Intent.THANK,
        Intent.GOODBYE,
        Intent.AFFIRM,
    }
)


def take(turn: Turn) -> None:
    """Put every wish of the message on file; nothing is said yet.

    A message that also says stop, or never again, opens nothing.
    """
    days_to_pay = pointed.names_the_plan(turn)  # "yes, Friday is fine" says no hours for us to write
    if turn.verified and not days_to_pay:
        _replace_hours(turn)
    beside = also_these_hours(turn.message.text)
    for signal, kind in () if days_to_pay else HOURS:
        only = {"only": True} if kind is FactKind.AGREED_HOURS and not beside else {}
        for each in turn.heard.every(signal):
            turn.note(kind, **each.detail, **only)
    occasion.note(turn)
    if turn.heard.signal(Signal.STOP):
        people.shut(turn)
    elif people.close_media(turn):
        people.withdraw(turn)
    for channel in opened(turn):
        agreed_again(
            turn.unit,
            policy=turn.house.lifting,
            borrower_id=turn.borrower.id,
            account_id=turn.account.id,
            channel=channel,
            spoken_in=turn.session.channel,
            verified=turn.verified,
            message_id=turn.message.id,
            at=turn.now,
        )


def acknowledge(turn: Turn) -> bool:
    """Say what became of the wishes; true when there was one.

    Somebody who is not verified can open the medium she writes in and no other: then the check comes first. A
    cease is ended by the compliance team alone, which is asked to look.
    """
    before = len(turn.says)
    if any(turn.heard.signal(signal) for signal, _ in HOURS):
        _say_hours(turn)
    occasion.acknowledge(turn)
    if turn.heard.signal(Signal.STOP) is None and turn.heard.signal(Signal.MEDIA_BAN):
        people.say_closed(turn)
    elif turn.verified and pays_beside_a_stop(turn.heard):
        people.say_shut(turn)
    if asked_again(turn):
        if _in_force(turn, {FactKind.CEASE}):
            turn.say("utter_contact_again_later", reveals=False)
            if turn.conversation.owner is Owner.BOT:
                turn.hand_off(HandoffReason.LEGAL, note="consent_after_cease")
        elif opened(turn):
            turn.say("utter_contact_again", reveals=False)
        else:
            turn.say("utter_contact_again_check", reveals=False)
            gate.opened(turn)
    return len(turn.says) > before


def _say_hours(turn: Turn) -> None:
    """Say back from when to when we write; hours allowed beside the usual ones are only noted."""
    said = [(kind, each.detail) for signal, kind in HOURS for each in turn.heard.every(signal)]
    if also_these_hours(turn.message.text):
        turn.say("utter_time_wish_noted", reveals=False)
    else:
        say_hours(turn, said)


def asked_again(turn: Turn) -> bool:
    """Whether she agrees to be contacted again, and nothing in the message says the opposite."""
    said = turn.heard.every(Signal.CONSENT)
    if not said or turn.heard.signal(Signal.STOP) or turn.heard.signal(Signal.CEASE):
        return False
    if any(each.detail.get("channels") or each.detail.get("keep") for each in said):
        return True
    return bool(_in_force(turn, CLOSED_BY_HER | {FactKind.CEASE, FactKind.OCCASION}) or _agreed_here(turn))


def opened(turn: Turn) -> tuple[Channel, ...]:
    """The media she agrees to again and may open from where she writes."""
    if not asked_again(turn):
        return ()
    named = _named(turn.heard.every(Signal.CONSENT)) or WRITTEN
    shut = set(people.bans(turn))
    may = [channel for channel in named if turn.verified or channel is turn.session.channel]
    return tuple(channel for channel in may if channel not in shut)


def _named(said: Iterable[HeardSignal]) -> tuple[Channel, ...]:
    names = [name for each in said for name in each.detail.get("channels", ())]
    return tuple(dict.fromkeys(Channel(name) for name in names))


def _in_force(turn: Turn, kinds: Iterable[FactKind]) -> list[StoredFact]:
    wanted = set(kinds)
    facts = turn.unit.record.facts(turn.borrower.id, in_force_at=turn.now)
    return [fact for fact in facts if fact.kind in wanted]


def _agreed_here(turn: Turn) -> bool:
    """Whether this very message ended something already (the turn is then being answered)."""
    facts = turn.unit.record.facts(turn.borrower.id, in_force_at=turn.now)
    return any(f.kind is FactKind.CONSENT and f.message_id == turn.message.id for f in facts)


def _replace_hours(turn: Turn) -> None:
    """Hours that suit stand in place of those said before, and of what was inconvenient within them.

    What is inconvenient adds up. A stranger's word never loosens what is on file.
    """
    suits = turn.heard.every(Signal.AGREED_HOURS)

    def suits_now(fact: StoredFact) -> bool:
        return fact.kind is FactKind.AGREED_HOURS or any(_within(fact.detail, each.detail) for each in suits)

    for kind in (FactKind.AGREED_HOURS, FactKind.INCONVENIENT_TIME) if suits else ():
        other_hours(
            turn.unit,
            policy=turn.house.lifting,
            borrower_id=turn.borrower.id,
            kind=kind,
            message_id=turn.message.id,
            at=turn.now,
            where=suits_now,
        )


def _within(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether old hours lie wholly inside new ones; times are HH:MM, days are named alike or all."""
    if not all(detail.get(end) for detail in (old, new) for end in ("from", "to")):
        return False
    days, now = set(old.get("days") or ()), set(new.get("days") or ())
    fits = not now or (bool(days) and days <= now)
    return fits and str(new["from"]) <= str(old["from"]) <= str(old["to"]) <= str(new["to"])


def says_no_more(turn: Turn) -> bool:
    """Whether the wish was all there was: a bare word to it, or a classifier that took it for a stop."""
    rest = {intent for intent in turn.heard.intents if intent not in ALONE}
    if turn.verified and pays_beside_a_stop(turn.heard):
        return False
    if turn.memory.stage == CONFIRMING and Intent.AFFIRM in turn.heard.intents:
        return False  # a yes to the terms stands beside it
    if any(each.about == ASKED for each in turn.heard.occasions):  # why she wants peace asks for no offers
        return rest <= {Intent.GIVE_REASON} and not _also_pays(turn)
    return not rest and not turn.heard.reasons and not _also_pays(turn)


def _also_pays(turn: Turn) -> bool:
    """Whether an amount or a day to pay stands beside a ban of a medium; beside hours, a day is theirs."""
    if not beside_a_ban(turn.heard) or any(turn.heard.signal(signal) for signal, _ in HOURS):
        return False
    day = payment_day(turn.heard, today=turn.today)
    return bool(turn.heard.amounts) or (day is not None and is_definite(day))
