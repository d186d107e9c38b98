"""What people at the desk do: see the queue, take a case, write, give it back, close it.

Who may do what is decided here, not in the pages. An agent's sentence goes through the same one door
as the bot's; when the door refuses, nothing is sent and the verdict says why.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.conversation import entry
from bot.conversation.groups import SETTLING
from bot.conversation.heard import from_record
from bot.conversation.house import House
from bot.model.errors import BadInput, Conflict, NotAllowed
from bot.model.ports import Unit
from bot.model.rows import Account, Borrower, ShownOffer, StaffMember
from bot.model.talk import Case, Conversation, Line, Say, Session
from bot.model.words import Owner, Purpose, Role, Sender
from bot.outreach.door import Spoken, address_of, speak

READERS = frozenset({Role.AGENT, Role.SUPERVISOR, Role.COMPLIANCE, Role.ADMIN})
WRITERS = frozenset({Role.AGENT, Role.SUPERVISOR, Role.ADMIN})
LEADERS = frozenset({Role.SUPERVISOR, Role.ADMIN})
OUTCOMES = ("agreed", "paid", "corrected", "referred", "no_contact", "other")
GIVEN_BACK = "given_back"
MAX_TEXT = 2000


@dataclass(frozen=True, slots=True)
class Waiting:
    """One row of the queue."""

    case: Case
    borrower: Borrower
    lender: str
    agent: str | None
    now: datetime

    @property
    def left(self) -> float:
        """Seconds until the service level is missed; negative when it is."""
        return (self.case.due_at - self.now).total_seconds()

    @property
    def waited(self) -> float:
        """Seconds since the case was opened."""
        return (self.now - self.case.opened_at).total_seconds()


@dataclass(frozen=True, slots=True)
class OpenCase:
    """One case with its live conversation."""

    case: Case
    conversation: Conversation
    account: Account
    borrower: Borrower
    agent: str | None
    lines: tuple[Line, ...]
    agreed: tuple[ShownOffer, ...]
    verified: bool
    may_write: bool
    may_take: bool
    now: datetime


def queue(house: House, member: StaffMember, *, mine: bool = False) -> tuple[Waiting, ...]:
    """Cases that are not closed: those that wait before those in hand, each most urgent first.

    Raises:
        NotAllowed: this role does not see cases.
    """
    must(member, READERS)
    now = house.clock()
    with house.store.read() as unit:
        cases = unit.cases.queue(agent_id=member.id if mine else None)
        cases = tuple(sorted(cases, key=lambda case: case.status != "queued"))
        return tuple(
            Waiting(
                case=case,
                borrower=unit.people.borrower(case.borrower_id),
                lender=unit.books.account(case.account_id).lender,
                agent=_agent_name(unit, case),
                now=now,
            )
            for case in cases
        )


def look(house: House, case_id: str, *, member: StaffMember, after: int = 0) -> OpenCase:
    """Everything about one case now.

    Raises:
        UnknownThing: no such case.
        NotAllowed: this role does not see cases.
    """
    must(member, READERS)
    now = house.clock()
    with house.store.read() as unit:
        case = unit.cases.get(case_id)
        conversation = unit.talks.get(case.conversation_id)
        sessions = unit.talks.sessions_of(conversation.id)
        return OpenCase(
            case=case,
            conversation=conversation,
            account=unit.books.account(case.account_id),
            borrower=unit.people.borrower(case.borrower_id),
            agent=_agent_name(unit, case),
            lines=unit.talks.lines(conversation.id, after=after),
            agreed=tuple(o for o in unit.books.offers_of(conversation.id) if o.status == "accepted"),
            verified=bool(sessions) and sessions[0].is_verified(now=now),
            may_write=may_write_in(case, conversation, member),
            may_take=case.status == "queued" and member.role in WRITERS,
            now=now,
        )


def take(house: House, case_id: str, *, member: StaffMember) -> Case:
    """Become the person who owns this conversation; from now on the bot is silent in it.

    Raises:
        Conflict: a colleague was faster.
        NotAllowed: this role does not take cases.
    """
    must(member, WRITERS)
    now = house.clock()
    with house.store.write() as unit:
        case = unit.cases.get(case_id)
        taken = unit.cases.take(case, agent_id=member.id, at=now)
        conversation = unit.talks.get(case.conversation_id)
        unit.talks.hand_over(conversation, to=Owner.AGENT, agent_id=member.id, at=now)
        _note(unit, case, member, what="case_taken", at=now)
        unit.commit()
    house.wake(case.conversation_id)
    return taken


def write(house: House, case_id: str, *, member: StaffMember, text: str) -> Spoken:
    """Say something to the borrower, where she last wrote, through the one door.

    What is said to somebody who is not verified must speak of no debt; the door sees to it, and the
    line stays readable for her. What is said to a verified person only a verified one may read.

    Returns:
        What the door said; ``left`` tells whether it went out. The attempt is recorded either way.

    Raises:
        BadInput: the text is empty or far too long, or there is nowhere to send it.
        Conflict: the case is not in this person's hands any more.
    """
    clean = text.strip()
    if not clean:
        raise BadInput("the message is empty", where="text", remedy="write a sentence")
    if len(clean) > MAX_TEXT:
        raise BadInput(
            f"the message is longer than {MAX_TEXT} characters", where="text", remedy="send it in parts"
        )
    must(member, WRITERS)
    now = house.clock()
    with house.store.write() as unit:
        case = unit.cases.get(case_id)
        conversation = unit.talks.get(case.conversation_id)
        if not may_write_in(case, conversation, member):
            raise Conflict(
                "this case is not in your hands", remedy="take it, or ask the colleague who has it"
            )
        session = where(unit, conversation)
        verified = session.is_verified(now=now)
        speaker = entry.speaker_of(house, unit, conversation, verified=verified)
        spoken = speak(
            speaker,
            text=clean,
            to=address_of(session),
            purpose=Purpose.REPLY,
            by=Sender.AGENT,
            author=member.display_name,
            reveals=verified,
            reply=True,
            asked_for=verified and _asked_to_settle(unit, conversation),
        )
        unit.commit()
    if spoken.left:
        house.wake(conversation.id)
    return spoken


LATELY = 6
"""So many of her last messages are what an agent answers."""


def _asked_to_settle(unit: Unit, conversation: Conversation) -> bool:
    """Whether she herself asked lately to pay or for a plan; then an answer may speak of paying."""
    said = [line for line in unit.talks.lines(conversation.id) if line.direction == "in"][-LATELY:]
    return any(from_record(unit.talks.inbound(line.id).understanding).has(*SETTLING) for line in said)


def invite(
    house: House, case_id: str, *, member: StaffMember, link_for: Callable[[str], str | None] | None
) -> str:
    """A sentence that invites a verified borrower to Telegram, with a link that works once.

    It is a draft: the agent copies it or sends it with :func:`write`, through the one door.

    Returns:
        The sentence in the language of the conversation; empty while Telegram cannot be reached.

    Raises:
        Conflict: the case is not in this person's hands, or the borrower is not verified now.
    """
    opened = look(house, case_id, member=member)
    if not opened.may_write or not opened.verified:
        raise Conflict(
            "this cannot be done now", remedy="take the case, and let the borrower be verified first"
        )
    link = link_for(opened.conversation.id) if link_for is not None else None
    if link is None:
        return ""
    with house.store.write() as unit:
        _note(unit, opened.case, member, what="telegram_invited", at=opened.now)
        unit.commit()
    say = Say("utter_telegram_invitation", {"link": link})
    return house.wording.render(
        say, language=opened.conversation.language, zone=opened.borrower.timezone
    ).text


def give_back(house: House, case_id: str, *, member: StaffMember) -> None:
    """Let the bot go on with the conversation; the case is closed as given back."""
    _finish(house, case_id, member=member, to=Owner.BOT, outcome=GIVEN_BACK)


def close(house: House, case_id: str, *, member: StaffMember, outcome: str, note: str = "") -> None:
    """Close a case with what came of it; the conversation ends.

    Raises:
        BadInput: the outcome is not one of :data:`OUTCOMES`.
    """
    if outcome not in OUTCOMES:
        raise BadInput("this outcome is not known", where="outcome", remedy=f"one of {', '.join(OUTCOMES)}")
    _finish(house, case_id, member=member, to=Owner.CLOSED, outcome=outcome, note=note.strip()[:500])


def _finish(
    house: House, case_id: str, *, member: StaffMember, to: Owner, outcome: str, note: str = ""
) -> None:
    must(member, WRITERS)
    now = house.clock()
    with house.store.write() as unit:
        case = unit.cases.get(case_id)
        conversation = unit.talks.get(case.conversation_id)
        if not may_write_in(case, conversation, member):
            raise Conflict("this case is not in your hands", remedy="go back to the queue")
        unit.cases.close(case.id, outcome=f"{outcome}: {note}" if note else outcome, at=now)
        unit.talks.hand_over(conversation, to=to, agent_id=None, at=now)
        _note(unit, case, member, what="case_closed", at=now, outcome=outcome)
        unit.commit()
    house.wake(case.conversation_id)


def must(member: StaffMember, roles: frozenset[Role]) -> None:
    """Refuse whoever has none of these roles."""
    if member.role not in roles:
        raise NotAllowed(
            "your role does not include this", where=member.role.value, remedy="ask a supervisor"
        )


def may_write_in(case: Case, conversation: Conversation, member: StaffMember) -> bool:
    """Whether the case is in this person's hands, or in those of somebody she leads."""
    if case.status != "taken" or conversation.owner is not Owner.AGENT:
        return False
    return case.agent_id == member.id or member.role in LEADERS


def where(unit: Unit, conversation: Conversation) -> Session:
    """The session to answer: the one the borrower used last."""
    sessions = unit.talks.sessions_of(conversation.id)
    if not sessions:
        raise BadInput("the borrower has not opened the conversation yet", remedy="wait until she writes")
    return sessions[0]


def _agent_name(unit: Unit, case: Case) -> str | None:
    return unit.people.staff(case.agent_id).display_name if case.agent_id else None


def _note(unit: Unit, case: Case, member: StaffMember, *, what: str, at: datetime, **more: str) -> None:
    unit.audit.append(
        at=at, kind=what, ref=case.id, body={"by": member.id, "conversation": case.conversation_id, **more}
    )
