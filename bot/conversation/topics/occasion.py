"""A wedding, a disaster, days she wants peace: put on file, and said where a rule keeps clear of them."""

from __future__ import annotations

from datetime import date, timedelta

from bot.compliance.kinds.pauses import VulnerabilityParams
from bot.compliance.kinds.window import PersonalParams
from bot.compliance.rule import Rule
from bot.conversation.topics import balance
from bot.conversation.turn import Turn
from bot.handoff.open_case import open_case
from bot.model.contact import BorrowerFacts
from bot.model.words import FactKind, HandoffReason
from bot.understanding.quiet import ASKED


def note(turn: Turn) -> None:
    """Put every occasion of the message on file, with its first day and the first day after it.

    Where no day was named it is going on, and holds for as long as ``policies/lifting.yml`` says.
    """
    lasts = turn.house.lifting.rows[FactKind.OCCASION].lasts
    for told in turn.heard.occasions:
        first = told.first or turn.today
        over = told.last + timedelta(days=1) if told.last else first + timedelta(days=lasts[told.about])
        turn.note(
            FactKind.OCCASION, about=told.about, started_on=first.isoformat(), ended_on=over.isoformat()
        )


def acknowledge(turn: Turn) -> None:
    """Say until when nothing is started by us, where a rule that holds for her says so.

    Where a disaster is a reason for care, a person looks at the case too; the talk goes on meanwhile.
    """
    for fact in turn.unit.record.facts(turn.borrower.id, in_force_at=turn.now):
        mine = fact.kind is FactKind.OCCASION and fact.message_id == turn.message.id
        paused = pause_days(turn, str(fact.detail["about"])) if mine else 0
        if paused:
            last = turn.today + timedelta(days=paused - 1)
            turn.say("utter_occasion_now", last=last, reveals=False)
            open_case(turn, HandoffReason.VULNERABLE, note=str(fact.detail["about"]), bot_goes_on=True)
            return
        if mine and kept_clear(turn, str(fact.detail["about"])):
            first = date.fromisoformat(str(fact.detail["started_on"]))
            if fact.detail["about"] == ASKED:
                _quiet_until(turn, date.fromisoformat(str(fact.detail["ended_on"])))
                return
            last = date.fromisoformat(str(fact.detail["ended_on"])) - timedelta(days=1)
            if first <= turn.today:
                turn.say("utter_occasion_now", last=last, reveals=False)
            elif first == last:
                turn.say("utter_occasion_day", first=first, reveals=False)
            else:
                turn.say("utter_occasion_ahead", first=first, last=last, reveals=False)
            return


def _quiet_until(turn: Turn, day: date) -> None:
    """Say from which day on we write again, and that a payment before it comes without a reminder."""
    turn.say("utter_quiet_until", day=day, reveals=False)
    held = balance.arranged(turn) if turn.verified else None
    if held is not None and turn.today <= held.due_on < day:
        turn.say("utter_quiet_no_reminder", due_on=held.due_on, amount=held.amount)


def kept_clear(turn: Turn, about: str) -> bool:
    """Whether a rule of a pack that applies to her closes the days of such an occasion."""
    return any(
        isinstance(rule.params, PersonalParams) and about in rule.params.occasions for rule in _rules(turn)
    )


def pause_days(turn: Turn, about: str) -> int:
    """For how many days a rule that applies to her asks for a pause after it; 0 when none does."""
    found = [rule.params for rule in _rules(turn) if isinstance(rule.params, VulnerabilityParams)]
    return max((params.days or 0 for params in found if about in params.occasions), default=0)


def _rules(turn: Turn) -> list[Rule]:
    """The rules of the packs that apply to her today."""
    policy, borrower = turn.house.rules, turn.borrower
    facts = BorrowerFacts(
        language=turn.language.value,
        timezone=borrower.timezone,
        residence=borrower.residence,
        city=borrower.city,
    )
    packs = policy.places.regimes(turn.account.regimes, facts)
    return [
        rule
        for rule in policy.rules
        if (rule.regime in packs or rule.regime == "house") and rule.in_force(turn.today)
    ]
