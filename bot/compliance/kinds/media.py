"""Through which medium: consent, opt-outs, and addresses that may be used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.compliance.ask import Ask, latest
from bot.compliance.kinds.registry import kind
from bot.compliance.kinds.window import at_work
from bot.compliance.rule import Hit, Stage
from bot.model.contact import Fact
from bot.model.words import VOICE, Purpose, Sender


@dataclass(frozen=True, slots=True)
class EligibilityParams:
    """Proof that a medium may be used.

    Args:
        consent: ``any`` needs consent, a check or the person's own use of the medium; ``express`` needs
            consent.
        max_age_days: the proof may be at most so many days old; None means any age.
        work_ban: no address of the employer.
        carriers_banned: contract routes that refuse this traffic.
        carrier_needed: the route must be known.
        never_by: speakers who may never use the medium, for example the bot on a visit.
        silent_when_unlisted: say nothing while no contact point is on file for the medium.
        people: collectors that must go together; the proposal cannot show it, so a person confirms.
    """

    consent: str | None = None
    max_age_days: int | None = None
    work_ban: bool = False
    carriers_banned: frozenset[str] = frozenset()
    carrier_needed: bool = False
    never_by: frozenset[str] = frozenset()
    silent_when_unlisted: bool = False
    people: int | None = None


@kind("channel_eligibility", Stage.MEDIA, EligibilityParams, timed=True)
def channel_eligibility(p: EligibilityParams, ask: Ask) -> Hit | None:
    """Use a medium only with the proof named: consent, the person's own use, or a fresh check of a number."""
    by = ask.proposal.by
    if by in p.never_by:
        return Hit()
    if p.people is not None and by not in p.never_by:
        return Hit(missing=True)
    if p.carriers_banned or p.carrier_needed:
        if ask.proposal.carrier in p.carriers_banned:
            return Hit()
        if p.carrier_needed and ask.proposal.carrier is None:
            return Hit(missing=True)
    points = ask.points()
    if p.work_ban and at_work(ask):
        return Hit()
    if p.consent is None or ask.reply:
        return None
    if p.silent_when_unlisted and not points and not ask.facts("consent"):
        return None
    proofs = list(_proofs(p, ask))
    if not proofs:
        return Hit(missing=True)
    if p.max_age_days is None:
        return None
    zone = ask.zones[0] if ask.zones else ask.at.tzinfo
    newest = max(proofs).astimezone(zone).date()
    if (ask.at.astimezone(zone).date() - newest).days > p.max_age_days:
        return Hit()
    return None


def _proofs(p: EligibilityParams, ask: Ask) -> list[datetime]:
    """Return the moments of everything that shows the medium may be used."""
    found = [
        f.at
        for f in ask.facts("consent")
        if f.detail.get("channel") in (None, ask.channel) and f.at <= ask.at
    ]
    for point in ask.points():
        found += [m for m in (point.consent_at,) if m is not None and m <= ask.at]
        if p.consent == "any" and point.checked_at is not None and point.checked_at <= ask.at:
            found.append(point.checked_at)
    if p.consent == "any":
        found += [c.at for c in ask.index.inbound if c.channel == ask.channel]
    return found


def _covers(fact: Fact, ask: Ask) -> bool:
    """Tell whether an opt-out or ban covers the proposal's medium or address.

    A fact without either covers all.
    """
    channel, to = fact.detail.get("channel"), fact.detail.get("to")
    if to is not None and ask.proposal.to is not None:
        return to == ask.proposal.to
    if channel is None:
        return True
    if channel in ("voice", "phone", "call", "calls"):
        return ask.channel in VOICE
    return channel == ask.channel or (channel in VOICE and ask.channel in VOICE)


def _answered_since(ask: Ask, since: datetime) -> bool:
    return any(
        c.channel == ask.channel and c.at > since and c.purpose is not Purpose.CONFIRMATION
        for c in ask.index.outbound
    )


@dataclass(frozen=True, slots=True)
class OptOutParams:
    """How far an opt-out reaches.

    Args:
        reply_once: one answer in the medium each time the person writes in it again.
        confirmation_minutes: one confirmation may be sent within so many minutes; None means at any time,
            once.
        deadline_business_days: the latest the law allows; the product acts at once.
        all_media: the opt-out reaches every medium.
    """

    reply_once: bool = True
    confirmation_minutes: int | None = None
    deadline_business_days: int | None = None
    all_media: bool = False


def _closed(rows: list[Fact], ask: Ask, *, p: OptOutParams) -> Hit | None:
    """Decide on a medium that the person has closed."""
    rows = [f for f in rows if (p.all_media or _covers(f, ask)) and not _consent_again(f, ask)]
    if not rows:
        return None
    said = max(f.at for f in rows)
    if ask.reply and p.reply_once and ask.proposal.purpose is not Purpose.CONFIRMATION:
        wrote = latest(c.at for c in ask.index.inbound if c.channel == ask.channel and c.at > said)
        if not ask.pushes and not _answered_since(ask, wrote or said):
            return None
    if ask.proposal.purpose is Purpose.CONFIRMATION and ask.offer is None and not ask.pushes:
        in_time = p.confirmation_minutes is None or (
            ask.arrives - said <= timedelta(minutes=p.confirmation_minutes)
        )
        first = not any(c.channel == ask.channel and c.at >= said for c in ask.index.outbound)
        if in_time and first:
            return None
    return Hit()


def _consent_again(fact: Fact, ask: Ask) -> bool:
    """Tell whether the person has since agreed to the medium again."""
    return any(c.at > fact.at and c.detail.get("channel") == ask.channel for c in ask.facts("consent"))


@kind("opt_out_honour", Stage.MEDIA, OptOutParams, replies=True, facts=("opt_out",))
def opt_out_honour(p: OptOutParams, ask: Ask) -> Hit | None:
    """An opt-out, in whatever words, closes its medium at once.

    One confirmation, and one answer when she writes again.
    """
    return _closed(ask.facts("opt_out"), ask, p=p)


@kind("media_preference", Stage.MEDIA, OptOutParams, replies=True, facts=("media_ban", "opt_out"))
def media_preference(p: OptOutParams, ask: Ask) -> Hit | None:
    """A medium, number or address the person asked us not to use stays unused.

    "stop calling" means the phone only.
    """
    return _closed([*ask.facts("media_ban"), *ask.facts("opt_out")], ask, p=p)


@dataclass(frozen=True, slots=True)
class OptOutNoticeParams:
    """The line that says how to stop.

    Args:
        reply_channels: media in which answers carry it as well, not only first messages.
    """

    reply_channels: frozenset[str] = frozenset()


@kind("opt_out_notice", Stage.CONTENT, OptOutNoticeParams, replies=True, needs="text")
def opt_out_notice(p: OptOutNoticeParams, ask: Ask) -> Hit | None:
    """Every electronic message says, clearly, how to stop messages to that address by a reply or a link."""
    if ask.text is None or (ask.reply and ask.channel not in p.reply_channels):
        return None
    return None if ask.text.has("opt_out_notice") else Hit(required=("opt_out_notice",))


@dataclass(frozen=True, slots=True)
class PreNoticeParams:
    """A notice that must come first.

    Args:
        notice: kind of the notice.
        by: speakers it is asked of; empty means all.
    """

    notice: str = "outsourcing"
    by: frozenset[str] = frozenset()


@kind("pre_contact_notice", Stage.MEDIA, PreNoticeParams)
def pre_contact_notice(p: PreNoticeParams, ask: Ask) -> Hit | None:
    """Before the first contact of an agency, the lender has told the person who will call and why."""
    if ask.reply or (p.by and ask.proposal.by not in p.by and ask.proposal.by is not Sender.AGENCY):
        return None
    return None if p.notice in ask.index.notices else Hit(required=(p.notice,))
