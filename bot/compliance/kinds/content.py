"""What a message must carry: who speaks, that it is a machine, where to complain, what help costs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.compliance.ask import Ask, lifted
from bot.compliance.kinds.registry import kind
from bot.compliance.rule import Hit, Stage
from bot.compliance.text import TextView, fold
from bot.model.words import Channel, Decision, Purpose, Sender


def lacking(ask: Ask, keys: tuple[str, ...]) -> Hit | None:
    """Return the bite for the keys a text does not carry; a text not yet written lacks nothing."""
    if ask.text is None:
        return None
    missing = tuple(key for key in keys if not ask.text.has(key))
    return Hit(required=missing) if missing else None


def earlier_contact(ask: Ask) -> bool:
    """Tell whether the lender and the person were in touch before about this account."""
    return bool(ask.index.outbound)


@dataclass(frozen=True, slots=True)
class IdentityParams:
    """Who must be named, and when.

    Args:
        keys: content keys that are needed, for example ``identity`` or ``mini_miranda_first``.
        when: ``initiated`` (every message we begin), ``first`` (the first about the debt), ``later`` (all
            after it),
            ``language`` (the text must be in the language of the conversation).
        debt_talk: only when the text speaks of the debt, or the person is verified.
        personas_banned: finding categories of a false persona.
    """

    keys: tuple[str, ...] = ()
    when: str = "initiated"
    debt_talk: bool = False
    personas_banned: frozenset[str] = frozenset()


@kind("identity_disclosure", Stage.CONTENT, IdentityParams, replies=True, needs="text")
def identity_disclosure(p: IdentityParams, ask: Ask) -> Hit | None:
    """Say who speaks, for whom and as what, in the conversation's language, and pose as nobody else."""
    if ask.text is None:
        return None
    if p.personas_banned and ask.findings & p.personas_banned:
        return Hit(decision=Decision.BLOCK)
    if p.when == "language":
        same = ask.text.script == ("zh" if str(ask.borrower.language).startswith("zh") else "en")
        return None if same else Hit(required=("same_language",))
    if ask.reply or (ask.third_party and p.when != "initiated"):
        return None
    if p.debt_talk and not (ask.case.verified or (ask.case.verified is None and ask.speaks_of_debt)):
        return None
    if p.when == "first" and earlier_contact(ask):
        return None
    if p.when == "later" and not earlier_contact(ask):
        return None
    if "identity" in p.keys and _introduces(ask.case.lender.name, ask.text):
        return lacking(ask, tuple(k for k in p.keys if k != "identity"))
    return lacking(ask, p.keys)


def _introduces(name: str | None, text: TextView) -> bool:
    """Tell whether the speaker says who it is: by the lender's name, or in any words while none is known."""
    return fold(name) in text.folded if name else text.has("introduction")


@dataclass(frozen=True, slots=True)
class BotParams:
    """When to say that a machine speaks.

    Args:
        when: ``first`` message in the medium (the label then stays on the screen).
        never_deny: a denial of being a machine is banned.
        answers: a first message that answers hers needs it too; otherwise the screen she writes on says it.
        label_metadata: the medium also carries a machine-readable mark; the channels set it.
    """

    when: str = "first"
    answers: bool = False
    never_deny: bool = True
    label_metadata: bool = False


@kind("bot_disclosure", Stage.CONTENT, BotParams, replies=True, needs="text")
def bot_disclosure(p: BotParams, ask: Ask) -> Hit | None:
    """Tell people they deal with a machine, at the latest in its first message, and never deny it."""
    if ask.text is None or ask.proposal.by is Sender.AGENT:
        return None
    if p.never_deny and "denies_ai" in ask.findings:
        return Hit(required=("bot_disclosure",))
    if ask.channel is Channel.VOICE_HUMAN or (ask.reply and (ask.third_party or not p.answers)):
        return None
    if "ai_disclosure" in ask.index.notices or (ask.reply and earlier_contact(ask)) or not ask.first_to_bot():
        return None
    return lacking(ask, ("bot_disclosure",))


@dataclass(frozen=True, slots=True)
class ContentParams:
    """Lines that certain messages carry.

    Args:
        keys: content keys.
        purposes: purposes that carry them; empty means all.
        offers: kinds of help that carry them; empty means messages with or without an offer.
        debt_talk: only a text that speaks of the debt.
        facts: only when one of these facts is on file.
        initiated_only: answers need not carry them.
    """

    keys: tuple[str, ...] = ()
    purposes: frozenset[str] = frozenset()
    offers: frozenset[str] = frozenset()
    debt_talk: bool = False
    facts: frozenset[str] = frozenset()
    initiated_only: bool = True


def applies(p: ContentParams, ask: Ask) -> bool:
    """Tell whether a message is one that carries the lines of ``p``."""
    if (p.initiated_only and ask.reply) or ask.third_party:
        return False
    if p.purposes and ask.proposal.purpose not in p.purposes:
        return False
    if p.offers and (ask.offer is None or ask.offer.kind not in p.offers):
        return False
    if p.facts and not any(ask.facts(name) for name in p.facts):
        return False
    return not p.debt_talk or ask.text is None or ask.speaks_of_debt


@kind("required_content", Stage.CONTENT, ContentParams, replies=True, needs="text")
def required_content(p: ContentParams, ask: Ask) -> Hit | None:
    """A message of this sort carries the lines the rule names."""
    return lacking(ask, p.keys) if applies(p, ask) else None


@kind("debt_advice_signpost", Stage.CONTENT, ContentParams, replies=True, needs="text")
def debt_advice_signpost(p: ContentParams, ask: Ask) -> Hit | None:
    """Where someone is in arrears, say that free and independent debt advice exists and how to reach it."""
    return lacking(ask, p.keys) if applies(p, ask) else None


@dataclass(frozen=True, slots=True)
class CostParams:
    """What is shown before a yes.

    Args:
        items: items of the table.
        forced_read_seconds: how long it stays before it can be confirmed; None where no number is given.
        purposes: messages that record a yes.
        offers: kinds of help that need the table.
    """

    items: tuple[str, ...] = ()
    forced_read_seconds: int | None = None
    purposes: frozenset[str] = frozenset({"confirmation"})
    offers: frozenset[str] = frozenset(
        {"deferral", "instalment", "move_to_end", "change_due_day", "part_now"}
    )


@kind("cost_disclosure", Stage.CONTENT, CostParams, replies=True, needs="offer")
def cost_disclosure(p: CostParams, ask: Ask) -> Hit | None:
    """No yes to a plan counts before its full cost was shown and confirmed (notice ``cost_table``)."""
    if ask.offer is None or ask.offer.kind not in p.offers or ask.proposal.purpose not in p.purposes:
        return None
    return None if "cost_table" in ask.index.notices else Hit(required=("cost_table",))


@dataclass(frozen=True, slots=True)
class ComplaintParams:
    """How complaints are received.

    Args:
        keys: content keys an answer to a complaint carries.
        hours: how long after the complaint an answer is an answer to it.
        clock_days: days to answer in full.
        further_days: extensions the rule knows.
        hotline: number or body to name.
    """

    keys: tuple[str, ...] = ("complaint_route",)
    hours: int = 24
    clock_days: int | None = None
    further_days: tuple[int, ...] = ()
    hotline: str | None = None


@kind("complaint_route", Stage.CONTENT, ComplaintParams, replies=True, facts=("complaint",))
def complaint_route(p: ComplaintParams, ask: Ask) -> Hit | None:
    """The first answer to a complaint says where it goes and who stands above the lender.

    A complaint that is still open when its clock has run out stops requests for money.
    """
    if p.clock_days is not None and ask.initiated and ask.asks_for_money:
        limit = timedelta(days=p.clock_days)
        open_ = [f for f in ask.facts("complaint") if ask.at - f.at > limit]
        return Hit(until=lifted(open_), decision=Decision.HUMAN) if open_ else None
    if not ask.reply or ask.third_party or ask.text is None:
        return None
    fresh = [f.at for f in ask.facts("complaint") if ask.at - f.at <= timedelta(hours=p.hours)]
    if not fresh or any(c.at > max(fresh) for c in ask.index.outbound):
        return None
    return lacking(ask, p.keys)


@dataclass(frozen=True, slots=True)
class RecordingParams:
    """Calls that are recorded.

    Args:
        keys: content keys a call script carries.
    """

    keys: tuple[str, ...] = ("recording_notice",)


@kind("recording_notice", Stage.CONTENT, RecordingParams, needs="text")
def recording_notice(p: RecordingParams, ask: Ask) -> Hit | None:
    """Where everyone on a call must agree to a recording, the script says so before anything of substance."""
    return None if ask.reply else lacking(ask, p.keys)


@dataclass(frozen=True, slots=True)
class ValidationParams:
    """The notice that lets people check a debt.

    Args:
        within_days: days after the first contact by which it is sent; None when this rule is not about that.
        business_days: those days are working days.
        period_days: days to dispute, from receipt.
        receipt_business_days: working days after sending at which receipt is assumed.
        no_overshadowing: nothing in the period may press against the rights in the notice.
    """

    within_days: int | None = None
    business_days: bool = False
    period_days: int | None = None
    receipt_business_days: int = 0
    no_overshadowing: bool = False


@kind("validation_notice", Stage.CONTENT, ValidationParams, replies=True)
def validation_notice(p: ValidationParams, ask: Ask) -> Hit | None:
    """The notice goes out with or soon after the first contact; nothing in its period overshadows it."""
    sent = [n.at for n in ask.index.notices.get("validation", ())]
    if p.no_overshadowing:
        if ask.text is None or "pressure" not in ask.findings_without_facts:
            return None
        if sent and p.period_days is not None:
            ends = business_days_after(min(sent), p.receipt_business_days) + timedelta(days=p.period_days)
            if ends <= ask.at:
                return None
        return Hit()
    if p.within_days is None or sent or ask.reply or not ask.index.outbound:
        return None
    first = min(c.at for c in ask.index.outbound)
    due = (
        business_days_after(first, p.within_days)
        if p.business_days
        else first + timedelta(days=p.within_days)
    )
    return Hit(required=("validation",)) if ask.at > due else None


def business_days_after(moment: datetime, days: int) -> datetime:
    """Return the moment so many working days later, Saturdays and Sundays left out."""
    while days > 0:
        moment += timedelta(days=1)
        days -= moment.weekday() < 5
    return moment


@dataclass(frozen=True, slots=True)
class DecisionRightParams:
    """What a refusal by machine carries.

    Args:
        keys: content keys of a refusal.
        human_review: a person may look at it on request.
    """

    keys: tuple[str, ...] = ("human_route",)
    human_review: bool = True


@kind("automated_decision_right", Stage.CONTENT, DecisionRightParams, replies=True, needs="findings")
def automated_decision_right(p: DecisionRightParams, ask: Ask) -> Hit | None:
    """A refusal decided by machine says that a person can look at it again.

    No adverse outcome is the bot's alone.
    """
    if ask.text is None or ask.proposal.by is Sender.AGENT or "refuses_plan" not in ask.findings:
        return None
    return lacking(ask, p.keys)


@dataclass(frozen=True, slots=True)
class HumanParams:
    """A person on request.

    Args:
        max_bot_turns: failed turns after which a person is offered.
        sla_minutes: how soon a person answers; None where no number is given.
        phrases: not a list to match, but examples for the reader of the rule.
    """

    max_bot_turns: int = 2
    sla_minutes: int | None = None
    phrases: tuple[str, ...] = ()


@kind("human_on_request", Stage.CONTENT, HumanParams, replies=True, needs="findings")
def human_on_request(p: HumanParams, ask: Ask) -> Hit | None:
    """Who asks for a person gets one: a sentence that refuses or puts hurdles before it is banned."""
    return Hit(required=("human_route",)) if "refuses_human" in ask.findings else None


@dataclass(frozen=True, slots=True)
class AuthorityParams:
    """Permission to take money.

    Args:
        keys: content or facts an agreement to recurring debits needs.
        purposes: messages that record it.
        never_disputed: a payment is never put against a disputed debt.
    """

    keys: tuple[str, ...] = ()
    purposes: frozenset[str] = field(default_factory=lambda: frozenset({Purpose.CONFIRMATION}))
    never_disputed: bool = False


@kind("payment_authority", Stage.CONTENT, AuthorityParams, replies=True, needs="findings")
def payment_authority(p: AuthorityParams, ask: Ask) -> Hit | None:
    """Recurring debits need the person's own signed permission.

    Payments follow her wish and spare disputed debts.
    """
    if ask.text is None or "recurring_debit" not in ask.findings or ask.proposal.purpose not in p.purposes:
        return None
    signed = any(f.detail.get("channel") == "autopay" for f in ask.facts("consent"))
    return Hit(required=p.keys) if p.keys and not signed else None
