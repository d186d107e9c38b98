"""What may never be said, shown or done: third parties, public places, threats, claims without a fact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.compliance.ask import Ask
from bot.compliance.kinds.registry import kind
from bot.compliance.language import second_look as learned
from bot.compliance.rule import Hit, Stage
from bot.model.errors import BadInput
from bot.model.words import Channel, Purpose, Sender


@dataclass(frozen=True, slots=True)
class VerifyParams:
    """Who is told about a debt.

    Args:
        factors: answers that verify a person.
        max_tries: tries before the conversation is locked and given to a person.
        neutral_script: what is said before is free of any fact of the debt.
    """

    factors: int = 2
    max_tries: int = 3
    neutral_script: bool = True


@kind("verify_before_disclosure", Stage.BAN, VerifyParams, replies=True, needs="unverified")
def verify_before_disclosure(p: VerifyParams, ask: Ask) -> Hit | None:
    """Whatever a message claims: no fact of an account before the product itself has verified the person."""
    if ask.case.verified is not False or ask.third_party:
        return None
    if ask.speaks_of_debt:
        return Hit(required=("verified",))
    if ask.offer is not None:
        return Hit(required=("verified",))
    return None


@dataclass(frozen=True, slots=True)
class ThirdPartyParams:
    """Who besides the borrower may be reached, and for what.

    Args:
        persons_allowed: names or roles that may be told (``guarantor``, ``spouse``, ``attorney``...).
        purposes: purposes for which another person may be reached at all; empty means none.
        conditions: one of these facts must be on file first; empty means no condition.
        max_contacts: contacts with the same other person; None when the rule gives no number.
        suppress_on_refusal: a person who refused is never reached again.
    """

    persons_allowed: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()
    conditions: tuple[str, ...] = ()
    max_contacts: int | None = None
    suppress_on_refusal: bool = False


@kind("third_party_ban", Stage.STOP, ThirdPartyParams, replies=True, needs="third_party")
def third_party_ban(p: ThirdPartyParams, ask: Ask) -> Hit | None:
    """Others are never collected from and never told.

    At most they are asked, once, to pass on a wish to be called.
    """
    if not ask.third_party or ask.proposal.recipient.startswith("group:"):
        return None
    name = ask.proposal.recipient.split(":", 1)[-1]
    role = ask.proposal.recipient.split(":", 1)[0]
    if name in p.persons_allowed or role in p.persons_allowed:
        return None
    if ask.pushes or ask.sells_help or ask.offer is not None:
        return Hit()
    if ask.text is not None and ask.text.speaks_of_debt:
        return Hit()
    if ask.reply:
        return None
    if ask.proposal.purpose not in p.purposes:
        return Hit()
    if p.conditions and not any(ask.facts(kind_) for kind_ in p.conditions):
        return Hit()
    if p.suppress_on_refusal and any(
        f.detail.get("person") in (None, name) for f in ask.facts("third_party_refused")
    ):
        return Hit()
    if p.max_contacts is not None:
        reached = sum(
            f.detail.get("person") in (None, name) for f in ask.facts("third_party_answered")
        ) + sum(c.to in (name, f"third_party:{name}") for c in ask.index.outbound)
        if reached >= p.max_contacts:
            return Hit()
    return None


@dataclass(frozen=True, slots=True)
class ExposureParams:
    """Places where others can read along.

    Args:
        public: media that are public by nature.
        groups: a group chat is public too.
        names: words in a recipient's name that mean several people.
    """

    public: frozenset[str] = frozenset({Channel.SOCIAL_PUBLIC})
    groups: bool = True
    names: frozenset[str] = frozenset({"群", "group", "occupier", "household"})


@kind("public_exposure_ban", Stage.BAN, ExposureParams, replies=True)
def public_exposure_ban(p: ExposureParams, ask: Ask) -> Hit | None:
    """Nothing about a debt where others can read it: no public post, no group chat, no open card."""
    if ask.channel in p.public:
        return Hit()
    recipient = ask.proposal.recipient.lower()
    if p.groups and ask.third_party and any(name in recipient for name in p.names):
        return Hit()
    return None


@dataclass(frozen=True, slots=True)
class LanguageParams:
    """Sorts of speech that are banned.

    Args:
        categories: finding categories, see :mod:`bot.compliance.language`.
        rubric: for reviewers only; the engine does not read it.
    """

    categories: frozenset[str] = frozenset()
    rubric: str | None = None


@kind("language_ban", Stage.BAN, LanguageParams, replies=True, needs="findings")
def language_ban(p: LanguageParams, ask: Ask) -> Hit | None:
    """In no spelling a threat, insult, false persona, invented blacklist, push to borrow or false promise."""
    if ask.text is None:
        return None
    found = ask.findings & p.categories
    if ask.proposal.by is not Sender.BOT:
        found -= _TRUE_OF_PEOPLE
    return Hit() if found else None


_TRUE_OF_PEOPLE = frozenset({"denies_ai"})
"""What only a machine may not say: a colleague who says that she is a person says the truth."""


@dataclass(frozen=True, slots=True)
class SecondLookParams:
    """The learned second opinion.

    Args:
        model: fingerprint of the learned numbers that were approved; other numbers decide nothing.
    """

    model: str = ""


@kind("second_look", Stage.BAN, SecondLookParams, replies=True, needs="text")
def second_look(p: SecondLookParams, ask: Ask) -> Hit | None:
    """What a person types and sounds like banned speech waits for a second pair of eyes."""
    if ask.proposal.by is Sender.BOT or ask.text is None:
        return None
    if p.model != learned.version():
        raise BadInput(
            f"the second look was approved as {p.model!r}, the file is {learned.version()!r}",
            where="second_look",
            remedy="measure it with `python -m bench.second_look` and name it in the rule",
        )
    return Hit() if learned.suspicious(ask.text.raw) else None


@dataclass(frozen=True, slots=True)
class ExploitParams:
    """Ways of using somebody's trouble.

    Args:
        categories: finding categories of made-up urgency, banned towards vulnerable people.
        features: parts of names of features by which nobody may be selected.
    """

    categories: frozenset[str] = frozenset()
    features: frozenset[str] = frozenset(
        {"distress", "anxi", "emotion", "vulnerab", "fear", "mood", "desperat", "health"}
    )


@kind("vulnerability_exploit_ban", Stage.BAN, ExploitParams, replies=True, needs="lever")
def vulnerability_exploit_ban(p: ExploitParams, ask: Ask) -> Hit | None:
    """Nobody is picked or pressed because of fear, illness or poverty; no urgency is made up to move them."""
    if any(sign in feature.lower() for feature in ask.proposal.targeting for sign in p.features):
        return Hit()
    pressed = ask.text is not None and ask.findings_without_facts & p.categories
    return Hit() if pressed and (ask.facts("vulnerable") or ask.facts("capacity")) else None


@kind("no_marketing_mix", Stage.BAN, LanguageParams, replies=True, needs="findings")
def no_marketing_mix(p: LanguageParams, ask: Ask) -> Hit | None:
    """A message about arrears sells nothing."""
    return Hit() if ask.text is not None and ask.findings & p.categories else None


@dataclass(frozen=True, slots=True)
class ClaimParams:
    """Claims that need a fact.

    Args:
        claims: finding categories that pass only when the facts on file hold them.
        paid_hours: after a payment nobody says "not paid" or asks again for so many hours, since ledgers lag.
    """

    claims: frozenset[str] = frozenset()
    paid_hours: int | None = None


@kind("claim_requires_fact", Stage.BAN, ClaimParams, replies=True, timed=True)
def claim_requires_fact(p: ClaimParams, ask: Ask) -> Hit | None:
    """Legal steps, credit reports, amounts and deadlines are named only as facts and ledger have them."""
    if ask.text is not None and ask.findings & p.claims:
        return Hit()
    if p.paid_hours is not None and ask.proposal.purpose is Purpose.REMINDER and ask.index.payments:
        free = max(e.at for e in ask.index.payments) + timedelta(hours=p.paid_hours)
        if free > ask.at:
            return Hit(until=free)
    return None
