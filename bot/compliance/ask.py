"""One question to the engine, with the facts indexed once so that two hundred rules can look them up cheaply.

Rules get an :class:`Ask`; they never touch the raw history. The moment under examination is ``at`` (usually
now, but the search for the first allowed instant moves it on); facts dated after ``now`` do not exist yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.compliance.language import ClaimFacts, Ledger, check_text
from bot.compliance.text import TextView, fold
from bot.model.contact import (
    CaseFile,
    Contact,
    ContactPoint,
    Fact,
    Notice,
    PaymentEvent,
    PlanEvent,
    PromiseEvent,
    Proposal,
)
from bot.model.money import Money
from bot.model.words import VOICE, Channel, OfferKind, Outcome, PlanStatus, Purpose, Sender

GRAVE = frozenset({"vulnerable", "deceased", "capacity", "minor"})
"""Facts beside which a person does not bring up paying at all, not even in an answer."""
OUTREACH = frozenset({Purpose.REMINDER, Purpose.OFFER, Purpose.LOCATION})
QUIET = frozenset({Purpose.REPLY, Purpose.SERVICE, Purpose.CONFIRMATION})
"""Purposes that answer or serve; such contacts are no outreach when counters are read."""


_OUTLASTS = frozenset({"breathing_space"})
"""Facts that still matter for a while after they have ended."""


class Index:
    """The history of a case up to now, sorted into drawers."""

    __slots__ = ("facts", "inbound", "notices", "outbound", "payments", "plans", "promises")

    def __init__(self, case: CaseFile, *, now: datetime) -> None:
        """Sort every event that has happened by ``now`` into its drawer."""
        self.facts: dict[str, list[Fact]] = {}
        self.outbound: list[Contact] = []
        self.inbound: list[Contact] = []
        self.plans: list[PlanEvent] = []
        self.promises: list[PromiseEvent] = []
        self.payments: list[PaymentEvent] = []
        self.notices: dict[str, list[Notice]] = {}
        for event in case.history:
            if event.at > now:
                continue
            if isinstance(event, Contact):
                (self.outbound if event.direction == "outbound" else self.inbound).append(event)
            elif isinstance(event, Fact):
                if event.ended_at is not None and event.ended_at <= now and event.kind not in _OUTLASTS:
                    continue
                self.facts.setdefault(str(event.kind), []).append(event)
            elif isinstance(event, PlanEvent):
                self.plans.append(event)
            elif isinstance(event, PromiseEvent):
                self.promises.append(event)
            elif isinstance(event, PaymentEvent):
                self.payments.append(event)
            else:
                self.notices.setdefault(str(event.kind), []).append(event)


class Ask:
    """Case, proposal and moment as the kinds see them."""

    __slots__ = (
        "_findings",
        "_lexical",
        "_locals",
        "_recent",
        "_starts",
        "account",
        "at",
        "borrower",
        "case",
        "channel",
        "index",
        "initiated",
        "lag",
        "now",
        "offer",
        "outreach",
        "proposal",
        "pushes",
        "regimes",
        "reply",
        "sells_help",
        "text",
        "third_party",
        "zones",
    )

    def __init__(
        self,
        case: CaseFile,
        proposal: Proposal,
        *,
        now: datetime,
        zones: tuple[ZoneInfo, ...],
        regimes: frozenset[str],
    ) -> None:
        """Index the history and say what sort of message this is."""
        self.case = case
        self.borrower = case.borrower
        self.proposal = proposal
        self.now = now
        self.at = now
        lag = (proposal.deliver_by - now) if proposal.deliver_by is not None else timedelta(0)
        self.lag = lag if lag > timedelta(0) else timedelta(0)
        self.zones = zones
        self.regimes = regimes
        self.index = Index(case, now=now)
        self.channel: Channel = proposal.channel
        self.account = proposal.account or case.account.id
        self.offer = proposal.offer
        self.text = TextView.of(proposal.text, proposal.language or case.borrower.language)
        self.reply = proposal.reply_to_inbound
        self.initiated = not self.reply
        self.third_party = proposal.recipient != "borrower"
        purpose = proposal.purpose
        answers = self.reply and proposal.asked_for
        demands = purpose is Purpose.REMINDER or (self.text is not None and self.text.demands)
        names_a_sum = proposal.by is not Sender.BOT and self.text is not None and self.text.wants_a_sum
        pushes = (demands and not (answers and proposal.by is Sender.BOT)) or (names_a_sum and not answers)
        self.pushes = pushes
        """It asks for money: a reminder, or words that press; not an answer to her own wish to pay."""
        self.sells_help = purpose is Purpose.OFFER
        self.outreach = purpose in OUTREACH
        self._findings: frozenset[str] | None = None
        self._lexical: frozenset[str] | None = None
        self._recent: dict[int, list[Contact]] = {}
        self._locals: dict[ZoneInfo, datetime] = {}
        self._starts: dict[tuple[ZoneInfo, int], datetime] = {}

    @property
    def speaks_of_debt(self) -> bool:
        """The text reveals a debt. The lender's own name reveals none to her, even one with "Loans" in it."""
        if self.text is None:
            return False
        name = self.case.lender.name
        if not name or self.third_party or not self.text.speaks_of_debt:
            return self.text.speaks_of_debt
        rest = TextView.of(self.text.folded.replace(fold(name), " "), self.text.language)
        return rest is not None and rest.speaks_of_debt

    @property
    def quiet_reply(self) -> bool:
        """An answer that asks for nothing: service, always given."""
        return self.reply and not self.pushes

    @property
    def asks_for_money(self) -> bool:
        """A reminder, a pressing sentence or an offer: what stops and pauses forbid."""
        return self.pushes or self.sells_help

    def burdens(self, facts: Iterable[str]) -> bool:
        """Tell whether a person brings up paying beside one of these facts, where nobody is to.

        Who asked herself how to pay is answered, unless a crisis or one of the other grave facts stands.
        """
        if self.proposal.by is Sender.BOT or self.text is None or GRAVE.isdisjoint(facts):
            return False
        if self.reply and self.proposal.asked_for and not self._hers_to_be_spared():
            return False
        return self.text.mentions_paying

    def _hers_to_be_spared(self) -> bool:
        """Whether nothing of paying is said to her even when she asks: a crisis, a death, a child."""
        spared = any(self.facts(name) for name in GRAVE - {"vulnerable"})
        return spared or any(fact.detail.get("about") == "crisis" for fact in self.facts("vulnerable"))

    @property
    def findings(self) -> frozenset[str]:
        """Categories of what the text must not say, claims judged by the facts on file."""
        if self._findings is None:
            self._findings = self._find(claims=True)
        return self._findings

    @property
    def findings_without_facts(self) -> frozenset[str]:
        """Categories of what the text says, whether or not facts hold it."""
        if self._lexical is None:
            self._lexical = self._find(claims=False)
        return self._lexical

    def _find(self, *, claims: bool) -> frozenset[str]:
        if self.text is None:
            return frozenset()
        found = frozenset[str]()
        for day in self._days() if claims else (None,):
            found |= self._found(day)
        return found - {"denies_ai"} if self.proposal.by is not Sender.BOT else found

    def _days(self) -> tuple[date, ...]:
        """What day it is where she lives: several where several zones are possible, and each is judged."""
        here = {self.now.astimezone(zone).date() for zone in self.zones}
        return tuple(sorted(here)) or (self.now.date(),)

    def _found(self, today: date | None) -> frozenset[str]:
        """Categories of the text; with a day, claims are judged by the facts on file."""
        if self.text is None:
            return frozenset()
        facts = ledger = None
        if today is not None:
            account = self.case.account
            facts = ClaimFacts(
                legal_step=account.legal_step,
                credit_reported=account.credit_reported,
                paid_recently=bool(self.index.payments) or bool(self.facts("payment_claimed")),
                nothing_overdue=_none(account.overdue_amount),
                owes_nothing=_none(account.overdue_amount) and self._paid_off(),
                waived=self._waived(),
            )
            own = (account.overdue_amount, account.principal_outstanding)
            ledger = Ledger(
                overdue=account.overdue_amount,
                amounts=(*(m for m in own if m is not None), *self.proposal.amounts),
                dates=(*account.deadlines, *self.proposal.dates),
                today=today,
                offered=self.offer is not None and not self.proposal.amounts,
            )
        return _categories(self.text.raw, self.text.language, facts, ledger)

    def _paid_off(self) -> bool:
        """Tell whether nothing is left beside what is late: no principal or, if unknown, no day to come."""
        rest = self.case.account.principal_outstanding
        return _none(rest) if rest is not None else self.case.account.next_due_on is None

    def _waived(self) -> bool:
        """Tell whether something was waived, or is by what the message offers."""
        offered = self.offer is not None and self.offer.kind == OfferKind.WAIVER
        held = (PlanStatus.ACCEPTED, PlanStatus.ACTIVE, PlanStatus.KEPT)
        return offered or any(e.kind == OfferKind.WAIVER and e.status in held for e in self.index.plans)

    def moved_to(self, at: datetime) -> None:
        """Ask about another moment; delivery moves with it."""
        self.at = at
        self._locals.clear()
        self._starts.clear()

    @property
    def arrives(self) -> datetime:
        """Latest moment at which the message may arrive."""
        return self.at + self.lag

    def local(self, zone: ZoneInfo, at: datetime) -> datetime:
        """Return a moment on the clock of a zone."""
        if at is not self.at:
            return at.astimezone(zone)
        found = self._locals.get(zone)
        if found is None:
            found = self._locals[zone] = at.astimezone(zone)
        return found

    def day_start(self, zone: ZoneInfo, days_back: int) -> datetime:
        """Return midnight of a day, ``days_back`` days before today on the zone's clock.

        As an instant of UTC, like those on file, since instants on one clock compare fastest.
        """
        key = (zone, days_back)
        found = self._starts.get(key)
        if found is None:
            here = self.local(zone, self.at)
            found = self._starts[key] = midnight(here - timedelta(days=days_back), zone).astimezone(UTC)
        return found

    def offers(self, need: str) -> bool:
        """Tell whether the question has what a kind needs; see :class:`bot.compliance.rule.Kind`."""
        if need == "text":
            return self.text is not None
        if need == "findings":
            return bool(self.findings or self.findings_without_facts)
        if need == "offer":
            return self.offer is not None
        if need == "third_party":
            return self.third_party
        if need == "terms":
            return self.offer is not None or self.offers("findings")
        if need == "unverified":
            return self.case.verified is False
        if need == "lever":
            return bool(self.proposal.targeting or self.findings_without_facts)
        return bool(self.index.outbound)

    def recent(self, days: int) -> list[Contact]:
        """Return the outbound contacts of about the last ``days`` days (a day more, for zones).

        Replies left out.
        """
        found = self._recent.get(days)
        if found is None:
            since = self.now - timedelta(days=days + 2)
            rows = self.index.outbound
            found = self._recent[days] = [c for c in rows if c.at >= since and not is_quiet(c)]
        return found

    def facts(self, kind: str) -> list[Fact]:
        """Return the facts of a kind that are not lifted at the moment asked about."""
        rows = self.index.facts.get(kind)
        if not rows:
            return []
        return [fact for fact in rows if fact.ended_at is None or fact.ended_at > self.at]

    def points(self) -> list[ContactPoint]:
        """Return the contact points that the proposal could use."""
        to = self.proposal.to
        rows = [p for p in self.borrower.contact_points if p.channel == self.channel]
        if to is not None:
            return [p for p in self.borrower.contact_points if p.id == to] or rows
        return rows

    def first_to_bot(self) -> bool:
        """Tell whether the bot has not yet spoken to the borrower in this medium."""
        return not any(
            c.by is Sender.BOT and (c.channel == self.channel) and c.outcome is not Outcome.BUSY
            for c in self.index.outbound
        )


@lru_cache(maxsize=4096)
def _categories(text: str, language: str, facts: ClaimFacts | None, ledger: Ledger | None) -> frozenset[str]:
    """Read a text once, since a message is decided when planned, when stored and when it leaves."""
    rows = check_text(text, language=language, facts=facts, ledger=ledger)
    return frozenset(row.category for row in rows)


def _none(amount: Money | None) -> bool:
    """Tell whether an amount is known to be nothing."""
    return amount is not None and amount.minor == 0


def is_quiet(contact: Contact) -> bool:
    """Tell whether a contact only answered or served, so that it is no outreach; a call always is."""
    return contact.purpose is not None and contact.purpose in QUIET and contact.channel not in VOICE


def midnight(day: datetime, zone: tzinfo) -> datetime:
    """Return the first instant of a local day."""
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def latest(moments: Iterable[datetime]) -> datetime | None:
    """Return the last of some moments, or None."""
    return max(moments, default=None)


def lifted(facts: Sequence[Fact]) -> datetime | None:
    """Return when the last of these facts is lifted, or None when one of them never is."""
    ends = [fact.ended_at for fact in facts]
    return None if any(end is None for end in ends) else latest(end for end in ends if end is not None)
