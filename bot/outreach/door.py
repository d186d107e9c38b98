"""The one door out. Every sentence, from bot, scheduler or agent, passes :func:`speak`.

render -> required content added -> ``compliance.decide`` -> line and outbox row written, counters
reserved -> decision stored in the audit chain with everything it looked at -> one commit -> a channel
adapter sends. Nothing else in the product writes to the outbox; a test and an import contract prove it.

The borrower is held from before the counters are read until the commit, so a cap is never read twice
for one free place. A crash between commit and sending leaves a contact counted that never arrived.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.compliance import replay
from bot.compliance.door import Verdict, decide
from bot.compliance.text import TextView
from bot.conversation.house import House
from bot.conversation.wording import Rendered
from bot.model.contact import CaseFile, Notice, OfferTerms, Proposal
from bot.model.money import Money
from bot.model.ports import Unit
from bot.model.rows import Account, Borrower
from bot.model.talk import Conversation, Say, Session
from bot.model.words import SEVERITY, Channel, Decision, Language, NoticeKind, Outcome, Purpose, Sender
from bot.offers.ledger import LedgerState
from bot.outreach.casefile import Refs, case_file

PASSES = SEVERITY[Decision.WARN]
"""A verdict up to ``warn`` lets a sentence out."""
AGAIN = "again"
"""Where a parcel of a letter that we start keeps what the door has to be told once more when it waited."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a sentence goes: an adapter and an address, and the session when it is part of a talk."""

    channel: Channel
    adapter: str
    address: str
    session_id: str | None = None
    point_id: str | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """What came of a sentence at the door."""

    verdict: Verdict
    text: str
    line_id: str | None
    parcel_id: str | None

    @property
    def left(self) -> bool:
        """Whether it may go out."""
        return self.parcel_id is not None


@dataclass(frozen=True)
class Speaker:
    """Everything the door needs to know about one conversation at one moment."""

    house: House
    unit: Unit
    conversation: Conversation
    account: Account
    borrower: Borrower
    ledger: LedgerState
    now: datetime
    language: Language
    verified: bool | None
    traditional: bool = False

    def case(self, *, refs: Refs | None = None) -> CaseFile:
        """The facts on file now; ``refs`` collects the ids of the rows they come from."""
        return case_file(
            self.unit,
            account=self.account,
            borrower=self.borrower,
            ledger=self.ledger,
            now=self.now,
            verified=self.verified,
            language=self.language,
            refs=refs,
        )


def address_of(session: Session) -> Address:
    """Where a session's answers go."""
    return Address(
        channel=session.channel, adapter=session.adapter, address=session.address, session_id=session.id
    )


def render(speaker: Speaker, says: Sequence[Say]) -> list[Rendered]:
    """Write sentences out in the language of the conversation."""
    pick = speaker.unit.talks.last_seq(speaker.conversation.id)
    return [
        speaker.house.wording.render(
            say,
            language=speaker.language,
            zone=speaker.borrower.timezone,
            pick=pick + number,
            traditional=speaker.traditional,
        )
        for number, say in enumerate(says)
    ]


def speak(
    speaker: Speaker,
    *,
    text: str,
    to: Address,
    purpose: Purpose,
    by: Sender = Sender.BOT,
    author: str = "bot",
    reveals: bool = True,
    reply: bool = False,
    asked_for: bool = False,
    payload: dict[str, object] | None = None,
    amounts: tuple[Money, ...] = (),
    dates: tuple[date, ...] = (),
    offer: OfferTerms | None = None,
    deliver_by: datetime | None = None,
) -> Spoken:
    """Put one message before the rules and, if they let it, into the outbox.

    Args:
        speaker: the conversation at this moment, in an open write transaction.
        text: what would be said, complete.
        to: where it goes.
        purpose: why.
        by: bot, agent or agency.
        author: the name in the transcript.
        reveals: whether only the verified may read it.
        reply: it answers a message of the borrower.
        asked_for: the borrower just asked to pay or for a plan.
        payload: buttons and cards for channels that can show them.
        amounts: amounts in the text that an offer stands behind, beside the ledger's own.
        dates: dates in the text that an offer stands behind.
        offer: terms offered or confirmed.
        deliver_by: latest moment at which it may arrive.

    Returns:
        The verdict, and the ids of line and parcel when it may leave. The caller commits.
    """
    speaker.unit.hold_borrower(speaker.borrower.id)
    refs: Refs = {}
    facts = speaker.case(refs=refs)
    proposal = Proposal(
        channel=to.channel,
        purpose=purpose,
        text=text,
        language=speaker.language.value,
        to=to.point_id,
        by=by,
        account=speaker.account.id,
        reply_to_inbound=reply,
        asked_for=asked_for,
        amounts=amounts,
        dates=dates,
        offer=offer,
        deliver_by=deliver_by,
    )
    full, verdict = _decided(speaker, facts, proposal)
    decision_id = speaker.unit.new_id()
    said = full.text or ""
    if SEVERITY[verdict.decision] > PASSES:
        _store(speaker, decision_id, facts, full, verdict, refs=refs)
        return Spoken(verdict=verdict, text=said, line_id=None, parcel_id=None)
    if by is Sender.BOT and _first_disclosure(facts, said, speaker.language):
        speaker.unit.record.notice(
            borrower_id=speaker.borrower.id,
            account_id=speaker.account.id,
            kind=NoticeKind.AI_DISCLOSURE,
            at=speaker.now,
        )
    content = {"text": said, **(payload or {})}
    if deliver_by is not None:
        content[AGAIN] = _to_ask_again(full, to, reveals=reveals)
    line_id = speaker.unit.talks.add_outbound(
        conversation_id=speaker.conversation.id,
        session_id=to.session_id,
        at=speaker.now,
        author=author,
        channel=to.channel,
        adapter=to.adapter,
        text=said,
        reveals=reveals,
        payload=payload or {},
        status="queued",
    )
    parcel_id = speaker.unit.outbox.put(
        line_id=line_id,
        conversation_id=speaker.conversation.id,
        borrower_id=speaker.borrower.id,
        adapter=to.adapter,
        address=to.address,
        payload=content,
        purpose=purpose.value,
        decision_id=decision_id,
        at=speaker.now,
        deliver_by=deliver_by,
    )
    if not reply:
        speaker.unit.record.contacted(
            borrower_id=speaker.borrower.id,
            account_id=speaker.account.id,
            at=speaker.now,
            direction="outbound",
            channel=to.channel,
            outcome=Outcome.SENT,
            by=by,
            recipient=to.point_id,
            outbox_id=parcel_id,
            purpose=purpose,
        )
    _store(speaker, decision_id, facts, full, verdict, refs=refs)  # last: the chain is held from here
    return Spoken(verdict=verdict, text=said, line_id=line_id, parcel_id=parcel_id)


def _to_ask_again(proposal: Proposal, to: Address, *, reveals: bool) -> dict[str, object]:
    """What the door was told beside the text, as plain values for whoever asks it again at sending."""
    return {
        "to": proposal.to,
        "language": proposal.language,
        "session": to.session_id if reveals else None,
        "amounts": [[amount.minor, amount.currency] for amount in proposal.amounts],
        "dates": [day.isoformat() for day in proposal.dates],
    }


def ask(
    speaker: Speaker,
    *,
    text: str,
    to: Address,
    purpose: Purpose,
    deliver_by: datetime | None = None,
    amounts: tuple[Money, ...] = (),
    dates: tuple[date, ...] = (),
) -> Verdict:
    """What the door would say now to a message that the bot starts; nothing is stored, nothing leaves."""
    proposal = Proposal(
        channel=to.channel,
        purpose=purpose,
        text=text,
        language=speaker.language.value,
        to=to.point_id,
        account=speaker.account.id,
        amounts=amounts,
        dates=dates,
        deliver_by=deliver_by,
    )
    return _decided(speaker, speaker.case(), proposal)[1]


def _decided(speaker: Speaker, facts: CaseFile, proposal: Proposal) -> tuple[Proposal, Verdict]:
    """Decide; what the rules want said besides is added in the reader's language, then decided again.

    Who we are, that it is automated, how to stop, where help is: the wording adds them when the
    rules ask for them, and whoever wrote the sentence need not think of it.
    """
    policy = speaker.house.rules
    verdict = decide(facts, proposal, now=speaker.now, policy=policy)
    if verdict.decision is not Decision.REQUIRE:
        return proposal, verdict
    extra = [text for key in verdict.required if (text := _required_line(speaker, key))]
    if not extra:
        return proposal, verdict
    full = replace(proposal, text="\n".join([proposal.text or "", *extra]))
    return full, decide(facts, full, now=speaker.now, policy=policy)


def _first_disclosure(facts: CaseFile, text: str, language: Language) -> bool:
    """Whether this sentence is the first that says it comes from a machine; it is remembered as said."""
    noticed = any(
        isinstance(event, Notice) and event.kind == NoticeKind.AI_DISCLOSURE.value for event in facts.history
    )
    view = None if noticed else TextView.of(text, language.value)
    return view is not None and view.has("bot_disclosure")


def _required_line(speaker: Speaker, key: str) -> str:
    name = f"utter_required_{key}"
    if not speaker.house.wording.has(name):
        return ""
    topic = {"debt_advice": "debt_advice", "complaint_route": "complaint"}.get(key)
    line = (
        speaker.house.handoff.line(topic, residence=speaker.borrower.residence, language=speaker.language)
        if topic
        else ""
    )
    say = Say(name=name, facts={"lender": speaker.account.lender, "line": line})
    return speaker.house.wording.render(
        say, language=speaker.language, zone=speaker.borrower.timezone, traditional=speaker.traditional
    ).text


def _store(
    speaker: Speaker, decision_id: str, facts: CaseFile, proposal: Proposal, verdict: Verdict, *, refs: Refs
) -> None:
    """Put the decision into the chain: what was asked, what was known, what was answered."""
    speaker.unit.audit.append(
        entry_id=decision_id,
        at=speaker.now,
        kind="decision",
        ref=speaker.conversation.id,
        body={
            **evidence(facts, proposal, verdict, house=speaker.house, now=speaker.now, refs=refs),
            "conversation": speaker.conversation.id,
            "account": speaker.account.id,
        },
    )


def evidence(
    facts: CaseFile, proposal: Proposal, verdict: Verdict, *, house: House, now: datetime, refs: Refs
) -> dict[str, object]:
    """Everything that lets somebody ask the same question again; see :mod:`bot.compliance.replay`."""

    def hide(name: str) -> str:
        return house.keys.digest("person", name)[:16]

    return {
        **replay.record(facts, proposal, verdict, now=now, hide=hide),
        "refs": refs,
        "channel": proposal.channel,
        "purpose": proposal.purpose,
        "by": proposal.by,
        "reply": proposal.reply_to_inbound,
    }
