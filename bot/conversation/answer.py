"""Answering one message: safety first, then verification, then the engine, then the one door.

The turn itself (facts changed, sentences named) is one transaction that ends with the reply saved
on the message. Speaking is a second one. A repetition after a crash finds the saved reply and
goes straight to the door.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from bot.conversation import bargain, budget, contact_wishes, say_codec, speech, tables, verification
from bot.conversation import heard as hearing
from bot.conversation.honest import as_meant, honest_part, wishes
from bot.conversation.house import House
from bot.conversation.memory import notebook
from bot.conversation.respond import press as press_button
from bot.conversation.respond import respond, says_something
from bot.conversation.script import writes_traditional
from bot.conversation.topics import cancel, care, complaint, correcting, gate, off_day, outside, short, slips
from bot.conversation.turn import Turn
from bot.conversation.voice import voice_of
from bot.model.contact import OfferTerms
from bot.model.money import Money
from bot.model.ports import Unit
from bot.model.talk import Inbound, Say
from bot.model.words import HandoffReason, Intent, Language, Owner, Purpose, Signal
from bot.offers.calendar import add_months
from bot.offers.ledger import state
from bot.outreach.door import Speaker, address_of, render, speak
from bot.understanding.short_replies import read_short

log = structlog.get_logger(__name__)


def answer(house: House, message: Inbound) -> None:
    """Answer one message completely.

    Raises:
        EngineDown: the engine did not answer; the message stays unanswered and nothing was done.
    """
    if message.reply is None:
        facts = _prepare(house, message)
        if facts is not None:
            house.engine.turn(message.conversation_id, message.text, metadata=facts)
    deliver(house, message.id)


def cannot_wait(house: House, message: Inbound) -> bool:
    """Whether a message says what stops the dialogue or closes a medium; it needs no engine to be heard."""
    if message.press is not None:
        return message.press in (f"intent:{Intent.STOP_CONTACT}", f"intent:{Intent.REQUEST_HUMAN}")
    with house.store.read() as unit:
        turn = open_turn(house, unit, message, hold=False)
    return not CANNOT_WAIT.isdisjoint(_understand(house, turn).get("signals", ()))


CANNOT_WAIT = frozenset(signal.value for signal, _ in care.STOPS) | {Signal.MEDIA_BAN.value}


def open_turn(
    house: House, unit: Unit, message: Inbound, *, lead: Intent | None = None, hold: bool = True
) -> Turn:
    """Everything a topic may look at, read fresh in this transaction."""
    conversation = unit.talks.get(message.conversation_id)
    if hold and unit.hold_borrower(conversation.borrower_id):
        conversation = unit.talks.get(message.conversation_id)
    session = unit.talks.session(message.session_id)
    verified = session.is_verified(now=message.at)
    borrower = unit.people.borrower(conversation.borrower_id)
    voice = voice_of(conversation, residence=borrower.residence, device=session.id, verified=verified)
    return Turn(
        unit=unit,
        house=house,
        conversation=conversation,
        session=session,
        message=as_meant(message),
        account=unit.books.account(conversation.account_id),
        borrower=borrower,
        heard=hearing.from_record(message.understanding, lead=lead),
        memory=notebook(
            conversation.memory,
            device=session.id,
            verified=verified,
            was_verified=session.verified_until is not None and session.locked_at is None,
        ),
        now=message.at,
        verified=verified,
        language=voice.language,
        traditional=voice.traditional,
    )


def close_turn(turn: Turn) -> None:
    """Save the notebook and the reply with everything the turn changed."""
    turn.remember()
    turn.unit.talks.update_inbound(turn.message.id, reply=[say_codec.to_plain(say) for say in turn.says])


def _prepare(house: House, message: Inbound) -> dict[str, Any] | None:
    """Understand the message and settle what needs no engine; saves a reply when it does.

    Returns:
        What the engine should know when it is to decide the next step, otherwise nothing. Its actions
        call back and save the reply.
    """
    with house.store.read() as unit:
        turn = open_turn(house, unit, message, hold=False)
    if turn.session.locked_at is not None:
        turn.message = replace(turn.message, text=verification.without_answers(turn.message.text))
    record = _understand(house, turn)  # takes its time, so nothing is locked meanwhile
    with house.store.write() as unit:
        turn = open_turn(house, unit, message)
        unit.talks.update_inbound(message.id, understanding=record)
        turn.heard = hearing.from_record(record)
        turn.message = as_meant(replace(message, understanding=record))
        turn.language = _language(turn, record)
        _note_script(turn)
        settled = _settle(turn)
        if settled:
            close_turn(turn)
        else:
            turn.remember()
        unit.commit()
    if settled:
        return None
    return {
        "language": turn.language.value,
        "verified": turn.verified,
        "stage": turn.memory.stage,
        "message_id": message.id,
        "reading": reading_of(record),
    }


def _understand(house: House, turn: Turn) -> dict[str, Any]:
    if turn.message.press is not None or not speech.has_words(turn.message.text):
        return {"intents": [], "language": turn.language.value}
    is_answer = verification.looks_like_answer(turn)
    read = partial(
        house.read,
        at=turn.now.astimezone(ZoneInfo(turn.borrower.timezone)),  # "tomorrow" is her tomorrow
        language=turn.language,
        currency=turn.account.currency,
        region=turn.borrower.residence,
        payday=turn.borrower.payday,
        patterns_only=is_answer,  # an answer to a check never leaves this process
    )
    record = read(turn.message.text)
    if not is_answer:
        record = _without_pretence(turn.message.text, record, read)
        return _bare_figure(turn, slips.understood(turn, record, read))
    record = slips.understood(turn, record, read)
    signals = [name for name in record["signals"] if name not in NOT_IN_ANSWERS]
    return {"intents": [], "language": record["language"], "signals": signals, "hits": []}


def _bare_figure(turn: Turn, record: dict[str, Any]) -> dict[str, Any]:
    """A number alone answers what was asked of the verified: a choice, a day, an amount, and no age."""
    if not turn.verified or not turn.message.text.strip(" .,。，!！").isdigit():
        return record
    return {**record, "signals": [name for name in record["signals"] if name not in NOT_IN_ANSWERS]}


def _without_pretence(
    text: str, record: dict[str, Any], read: Callable[[str], dict[str, Any]]
) -> dict[str, Any]:
    """Read the wish beside markup or text that pretends to be the system; signals count in all of it."""
    if Signal.INJECTION.value not in record["signals"]:
        return record
    honest = honest_part(text)
    meant = read(honest) if honest else record
    if not honest or not wishes(hearing.from_record(meant)):
        return record
    every = dict.fromkeys([*record["signals"], *meant["signals"]])
    return {**meant, "signals": list(every), "hits": record["hits"], "honest": honest}


NOT_IN_ANSWERS = frozenset({Signal.MINOR.value, Signal.STUDENT.value, Signal.HUMAN.value})
"""What a birth date or four digits could be mistaken for; the figures of an answer are never kept."""


IN_ANY_LANGUAGE = frozenset({"yes", "no", "stop", "thanks", "bye", "agree", "cancel"})
"""Words that people say in the middle of either language; alone they change nothing."""
ASKED_FOR = (
    (
        Language.ZH,
        re.compile(
            r"(?:说|讲|用|换成?|回)(?:回|到)?(?:中文|汉语|普通话|国语|漢語|國語)|\b(?:in|speak) chinese\b",
            re.I,
        ),
    ),
    (Language.EN, re.compile(r"(?:说|讲|用|换成?)(?:英文|英语|英語)|\b(?:in|speak|to) english\b", re.I)),
)


def _language(turn: Turn, record: Mapping[str, Any]) -> Language:
    if turn.message.press is None:
        for language, asked in ASKED_FOR:
            if asked.search(turn.message.text):
                return language
    if turn.message.press is not None or "language_chosen" in turn.memory.told:
        return turn.language
    if verification.looks_like_answer(turn) or turn.message.text.strip(" .!").lower() in IN_ANY_LANGUAGE:
        return turn.language
    return Language(record.get("language") or turn.language.value)


def _note_script(turn: Turn) -> None:
    """Who writes traditional characters is answered in them, until she writes the others."""
    if turn.message.press is None and turn.language is Language.ZH:
        written = writes_traditional(turn.message.text)
        if written is not None:
            turn.memory.traditional = written


def _settle(turn: Turn) -> bool:
    """What needs no engine: people first, then buttons, answers to a check, and silence."""
    is_answer = verification.looks_like_answer(turn)
    said = verification.veil(turn)
    if turn.message.press is None and (_injected(turn) or cancel.answered(turn) or _safety(turn)):
        return True
    if turn.conversation.owner is Owner.AGENT:
        return True
    if turn.conversation.owner is Owner.WAITING_FOR_AGENT:
        if turn.memory.once("waiting"):
            turn.say("utter_waiting_for_person", reveals=False)
        return True
    if turn.conversation.owner is Owner.CLOSED:
        turn.say("utter_closed", reveals=False)
        return True
    if turn.message.press is not None:
        press_button(turn, turn.message.press)
        return True
    if not speech.has_words(said.text):
        if not short.answered(turn):
            outside.not_understood(turn)
        return True
    if is_answer:
        turn.message = said
        if verification.check(turn):
            _resume(turn)
        return True
    return any(
        answers(turn)
        for answers in (
            slips.answered,
            short.answered,
            budget.answered,
            off_day.asked_again,
            correcting.answered,
            bargain.answered,
        )
    )


def _injected(turn: Turn) -> bool:
    """Text that pretends to be the system changes nothing; it is put on record and answered plainly.

    A wish that stands beside it is answered instead, and the rest passed over.
    """
    if turn.heard.signal(Signal.INJECTION) is None or turn.heard.signal(Signal.CRISIS) is not None:
        return False
    if turn.conversation.owner is not Owner.BOT:
        return False
    log.warning("injection_attempt", message=turn.message.id)
    turn.unit.audit.append(at=turn.now, kind="security", ref=turn.message.id, body={"what": "injection"})
    if "honest" in (turn.message.understanding or {}):
        return False
    turn.say("utter_not_by_text", reveals=False)
    gate.next_step(turn)
    return True


def _safety(turn: Turn) -> bool:
    """Signals that stop the dialogue whatever it is doing, gravest first; true when one did."""
    contact_wishes.take(turn)
    care.note_hardship(turn)
    owned = turn.conversation.owner in (Owner.AGENT, Owner.WAITING_FOR_AGENT)
    for signal, stop in care.STOPS:
        if turn.heard.signal(signal) is None:
            continue
        if turn.conversation.owner is Owner.CLOSED and signal is Signal.WRONG_PERSON:
            continue
        if signal is Signal.CRISIS and care.threatens_others(turn):
            continue
        if owned and signal in (Signal.HUMAN, Signal.SERIOUS_ILLNESS):
            continue
        if signal is Signal.HUMAN and turn.heard.has(Intent.ASK_IF_BOT):
            continue  # "are you a real person" asks about us; it is answered, with the way to a person
        if signal not in care.BEFORE_ALL:
            contact_wishes.acknowledge(turn)
        stop(turn)
        care.note_beside(turn, signal)
        if turn.conversation.owner is Owner.AGENT and signal not in (Signal.CRISIS, Signal.WRONG_PERSON):
            turn.says.clear()  # the facts are on file and the case is raised; a person speaks
        return True
    if owned:
        care.note_beside(turn)
        complaint.raise_case(turn)
    if turn.conversation.owner is Owner.WAITING_FOR_AGENT:
        return contact_wishes.acknowledge(turn)
    return False


def _resume(turn: Turn) -> None:
    """Verified: answer what was asked before, so that nobody repeats themselves."""
    parked, turn.memory.parked = turn.memory.parked, None
    amended, turn.memory.amended = turn.memory.amended, None
    if parked is None:
        gate.state_debt(turn)
        return
    before = as_meant(turn.unit.talks.inbound(parked))
    turn.heard = hearing.from_record(before.understanding)
    if before.press is not None:
        press_button(turn, before.press)
        return
    turn.message, now_message = before, turn.message
    try:
        contact_wishes.take(turn)
        if contact_wishes.acknowledge(turn) and contact_wishes.says_no_more(turn):
            gate.state_debt(turn)
        elif amended is None:
            respond(turn)
        else:
            correcting.seed(turn)
            turn.message = as_meant(turn.unit.talks.inbound(amended))
            turn.heard = hearing.from_record(turn.message.understanding)
            correcting.correct(turn)
    finally:
        turn.message = now_message


def reading_of(record: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """What this process read with the engine's own weights, so that the engine need not read it again."""
    if not record or not record.get("leading") or not record.get("intents"):
        return None
    return {key: record[key] for key in ("leading", "confidence", "intents", "reasons", "signals")}


def act(house: House, message_id: str, *, lead: Intent | None, understood: bool) -> None:
    """The next dialogue step that the engine proposed for a message; called by the actions.

    Done once: when a reply is saved already, nothing happens.
    """
    with house.store.write() as unit:
        message = _held(unit, message_id)
        if message.reply is not None:
            return
        turn = open_turn(house, unit, message, lead=lead)
        wished = contact_wishes.acknowledge(turn)
        if wished and contact_wishes.says_no_more(turn):
            turn.memory.misses = 0
        elif understood or says_something(turn):
            respond(turn)
        else:
            outside.not_understood(turn)
        close_turn(turn)
        unit.commit()


def _held(unit: Unit, message_id: str) -> Inbound:
    """A message as it stands when everybody else has finished with its borrower."""
    message = unit.talks.inbound(message_id)
    if unit.hold_borrower(unit.talks.get(message.conversation_id).borrower_id):
        return unit.talks.inbound(message_id)
    return message


def deliver(house: House, message_id: str) -> None:
    """Say the saved reply through the one door and mark the message answered, in one transaction."""
    with house.store.write() as unit:
        message = _held(unit, message_id)
        if message.answered_at is not None:
            return
        if message.reply is None:  # no rule wanted an answer: say that it was not understood
            turn = open_turn(house, unit, message)
            outside.not_understood(turn)
            close_turn(turn)
            message = unit.talks.inbound(message_id)
        says = [say_codec.from_plain(item) for item in message.reply or ()]
        if says and speech.was_cut(message.text):
            says.insert(0, Say("utter_too_long", {}, reveals=False))
        if says:
            say_all(house, unit, message, says)
        unit.talks.update_inbound(message_id, answered_at=house.clock(), status="answered")
        unit.commit()
    house.wake(message.conversation_id)


def say_all(house: House, unit: Unit, message: Inbound, says: list[Say]) -> bool:
    """Speak a reply as one message; if a rule objects, hand over to a person instead of falling silent.

    Returns:
        Whether the reply itself left.
    """
    speaker = speaker_for(house, unit, message)
    session = unit.talks.session(message.session_id)
    lines = render(speaker, says)
    spoken = speak(
        speaker,
        text="\n\n".join(line.text for line in lines if line.text),
        to=address_of(session),
        purpose=Purpose.REPLY,
        reveals=any(line.reveals for line in lines),
        reply=True,
        asked_for=wants_to_settle(message),
        payload={
            "buttons": [list(button) for line in lines for button in line.buttons],
            "cards": [{**line.card, "words": line.text} for line in lines if line.card],
        },
        amounts=tuple(say_codec.amounts(says)),
        dates=tuple(say_codec.dates(says)),
        offer=offer_terms(says, today=speaker.now.date()),
    )
    if spoken.left:
        tables.remember_shown(unit, says, text=spoken.text, at=speaker.now)
        return True
    log.warning("reply_refused", message=message.id, rules=[hit.id for hit in spoken.verdict.rules])
    turn = open_turn(house, unit, message)
    if turn.conversation.owner is Owner.BOT:
        turn.hand_off(HandoffReason.OUTSIDE_AUTHORITY, note="reply refused at the door")
    for name in WHEN_REFUSED:
        plain = render(speaker, [Say(name=name, facts={"lender": turn.account.lender}, reveals=False)])
        spoken = speak(
            speaker,
            text=plain[0].text,
            to=address_of(session),
            purpose=Purpose.SERVICE,
            reveals=False,
            reply=True,
        )
        if spoken.left:
            break
        log.error("fallback_refused", message=message.id, rules=[hit.id for hit in spoken.verdict.rules])
    return False


WHEN_REFUSED = ("utter_person_will_answer", "utter_always_allowed")
"""What is said instead of a refused reply. The last one holds no fact and no name, so that nobody who wrote
to us is left without a word; tests prove it under every rule, fact and hour."""


def offer_terms(says: list[Say], *, today: date) -> OfferTerms | None:
    """The terms that a reply offers or confirms, as rules look at them; the cost table's, if there is one."""
    cards = [
        say.card for say in says if say.card and say.card.get("kind") in ("cost_table", "offer", "receipt")
    ]
    card = next((card for card in cards if card["kind"] == "cost_table"), cards[0] if cards else None)
    if card is None or not card.get("parts"):
        return None
    last = date.fromisoformat(card["parts"][-1]["due_on"])
    return OfferTerms(
        kind=card["offer_kind"],
        parts=len(card["parts"]),
        months=months_begun(today, last),
        days=(last - today).days,
        annual_cost_rate=Decimal(card["annual_rate"]),
        fees=Money(int(card["extra_cost"]), card["currency"]),
    )


def months_begun(today: date, last: date) -> int:
    """Months until a day, a begun one counted whole, so that a day too long is above a rule's cap."""
    months = (last.year - today.year) * 12 + last.month - today.month
    return max(months + (last > add_months(today, months)), 0)


def wants_to_settle(message: Inbound) -> bool:
    """Whether the borrower's own message asks to pay or for a plan; an answer to that is no demand."""
    if message.press is not None:
        return message.press.partition(":")[0] in ("offer", "accept", "date", "other") or any(
            message.press == f"intent:{intent}" for intent in SETTLING
        )
    return hearing.from_record(message.understanding).has(*SETTLING) or read_short(message.text) is not None


SETTLING = (
    Intent.REQUEST_DEFERRAL, Intent.REQUEST_INSTALMENTS, Intent.REQUEST_HELP,
    Intent.REQUEST_DUE_DAY_CHANGE,
    Intent.REQUEST_WAIVER, Intent.PROMISE_TO_PAY, Intent.OFFER_PARTIAL, Intent.ASK_HOW_TO_PAY,
    Intent.ASK_AMOUNT,
    Intent.CHOOSE_OPTION, Intent.AFFIRM, Intent.CORRECT_INFORMATION, Intent.ASK_PLAN_STATUS,
)  # fmt: skip


def speaker_for(house: House, unit: Unit, message: Inbound) -> Speaker:
    """The door's view of the conversation a message belongs to."""
    turn = open_turn(house, unit, message)
    return Speaker(
        house=house,
        unit=unit,
        conversation=turn.conversation,
        account=turn.account,
        borrower=turn.borrower,
        ledger=state(unit.books.ledger(turn.account), as_of=turn.today),
        now=house.clock(),
        language=turn.language,
        verified=turn.verified,
        traditional=turn.traditional,
    )


def tell_engine_down(house: House, message: Inbound) -> None:
    """Say once that an answer will come; the message itself stays unanswered and is tried again."""
    with house.store.write() as unit:
        turn = open_turn(house, unit, message)
        note = f"engine_down:{message.id}"
        first = turn.memory.once(note)
        if first:
            turn.memory.told = turn.memory.told[-20:]
            turn.remember()
            say_all(
                house,
                unit,
                message,
                [Say("utter_engine_down", {"lender": turn.account.lender}, reveals=False)],
            )
        unit.commit()
    if first:  # the message waits for the sweep; waking a worker again would try without end
        house.wake(message.conversation_id)


FAULT = "fault"
"""What the desk reads beside a case that a fault of ours opened."""


def give_up(house: House, message: Inbound, *, note: str = FAULT) -> None:
    """A fault of ours: tell the borrower plainly, put a person on it, and go on with the next message."""
    with house.store.write() as unit:
        turn = open_turn(house, unit, message)
        verification.veil(turn)
        turn.hand_off(HandoffReason.NOT_UNDERSTOOD, note=note)
        say_all(house, unit, message, [Say("utter_fault", {"lender": turn.account.lender}, reveals=False)])
        unit.talks.update_inbound(message.id, answered_at=house.clock(), status="failed")
        unit.commit()
    house.wake(message.conversation_id)


def leave_to_person(house: House, message: Inbound, *, note: str = FAULT) -> None:
    """The same when even giving up fails: a case with next to no brief, and nothing is said."""
    route, now = house.handoff.routes[HandoffReason.NOT_UNDERSTOOD], house.clock()
    with house.store.write() as unit:
        conversation = unit.talks.get(message.conversation_id)
        case = unit.cases.open_of(conversation.id) or unit.cases.open(
            conversation_id=conversation.id,
            borrower_id=conversation.borrower_id,
            account_id=conversation.account_id,
            reason=HandoffReason.NOT_UNDERSTOOD,
            priority=route.priority,
            team=route.team,
            brief={"why": HandoffReason.NOT_UNDERSTOOD.value},
            at=now,
            due_at=now + timedelta(minutes=route.minutes),
        )
        unit.cases.note(case.id, brief={"note": note, "message": message.id})
        if conversation.owner is Owner.BOT:
            unit.talks.hand_over(conversation, to=Owner.WAITING_FOR_AGENT, agent_id=None, at=now)
        unit.talks.update_inbound(message.id, answered_at=now, status="failed")
        body = {"conversation": conversation.id, "reason": HandoffReason.NOT_UNDERSTOOD, "note": note}
        unit.audit.append(at=now, kind="case_opened", ref=case.id, body={**body, "message": message.id})
        unit.commit()
    house.wake(message.conversation_id)


def set_aside(house: House, message: Inbound, *, note: str = FAULT) -> None:
    """The least that can be done: the message is kept, marked as failed, and holds up nothing behind it."""
    with house.store.write() as unit:
        unit.talks.update_inbound(message.id, answered_at=house.clock(), status="failed")
        unit.commit()
    house.wake(message.conversation_id)
