"""From a wish to an agreement: quote, counter, show the cost, take an explicit yes.

Every amount is computed by ``bot.offers`` from the ledger; this room only decides what to show and
remembers exactly what was shown. What a yes writes down is in :mod:`bot.conversation.agreeing`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.conversation import (
    agreeing,
    another_due_day,
    differs,
    hanging,
    holding,
    how_much,
    payday,
    reach,
    showing,
    stretch,
    wishes,
)
from bot.conversation import memory as stages
from bot.conversation.expected import say_by_when
from bot.conversation.groups import HARDSHIP
from bot.conversation.heard import HeardDate
from bot.conversation.on_the_table import sums_with_days
from bot.conversation.position import ON_BENEFITS, covers_now, facts_for, owed_now
from bot.conversation.schedules import EVERY
from bot.conversation.turn import Turn
from bot.model.rows import ShownOffer
from bot.model.talk import Button
from bot.model.words import FactKind, HandoffReason, Intent, OfferKind, Reason
from bot.offers.case import MEANS, means_first, open_case
from bot.offers.negotiate import LOW, counter, latest_day, names_a_figure
from bot.offers.quote import quote
from bot.offers.terms import Answer, AnswerStatus, Offer, Wish
from bot.understanding.beside_figures import names_the_next_one, pays_with_the_next
from bot.understanding.plain_reasons import cannot_pay

SAYS_IT_ALL = frozenset({"low_figure", "rounds_over", MEANS})
"""Reasons whose own sentence says already that a person takes it from here."""


def settled_already(turn: Turn) -> bool:
    """Say so when nothing is owed or a plan is in force; then there is nothing to negotiate.

    An instalment that is not due yet may be talked about a few days before, as the policy says.
    """
    from bot.conversation.topics import balance

    running = turn.unit.books.active_plan(turn.account.id) is not None
    if not running and owed_now(turn).minor > 0:
        return False
    person = (Button("utter_button_human", f"intent:{Intent.REQUEST_HUMAN}"),)
    less = any(each.fraction is None for each in turn.heard.amounts)  # "I haven't got the 200, can I do 150"
    hard = HARDSHIP.intersection(turn.heard.reasons) or (less and cannot_pay(turn.message.text))
    if running and hard:
        turn.say("utter_plan_can_change", buttons=person)
        return True
    balance.statement(turn)
    if running:
        turn.say("utter_plan_needs_change", buttons=person)
    return True


def hardship_notice(turn: Turn) -> bool:
    """Where the law reads any word of inability as a hardship notice, treat it as one (AU-HARD-1).

    A card in persistent debt has a way of its own (UK-PD-1): a person takes it, no plain delay is offered.
    """
    held = {fact.kind for fact in turn.unit.record.facts(turn.borrower.id, in_force_at=turn.now)}
    if FactKind.PERSISTENT_DEBT in held and "UK" in turn.account.regimes:
        turn.say("utter_handoff_care", reveals=False)
        turn.hand_off(HandoffReason.HARDSHIP, note="persistent_debt")
        return True
    if "AU" not in turn.account.regimes or not _hard_pressed(turn):
        return False
    turn.note(FactKind.HARDSHIP_NOTICE)
    turn.say("utter_hardship_notice", advice=turn.help_line("debt_advice"))
    turn.hand_off(HandoffReason.HARDSHIP)
    return True


def advises(turn: Turn) -> bool:
    """Whether free advice is to be named to her: money is short, and the regime says where there is some."""
    if not _hard_pressed(turn):
        return False
    case = open_case(facts_for(turn), today=turn.today, policy=turn.house.offers)
    return _names_advice(case.regime.notice)


def _hard_pressed(turn: Turn) -> bool:
    return not HARDSHIP.isdisjoint(map(Reason, (*turn.memory.reasons, *turn.memory.maybe)))


def _names_advice(notice: Sequence[str]) -> bool:
    return "debt_advice" in " ".join(notice)


def show_choices(turn: Turn, kind: OfferKind | None = None) -> None:
    """Show what fits, from the quote; the kind she asked for first, the cheapest for her among them."""
    if not settled_already(turn) and not hardship_notice(turn):
        _show(turn, Wish(kind=kind) if kind is not None else None)


def show_latest(turn: Turn) -> None:
    """Say until when the whole can be put off at most, beside the other choices."""
    if settled_already(turn) or hardship_notice(turn) or means_asked_first(turn, OfferKind.DEFERRAL):
        return
    latest = latest_day(facts_for(turn), today=turn.today, policy=turn.house.offers)
    if latest is None:
        _show(turn, Wish(kind=OfferKind.DEFERRAL))
        return
    last = latest.parts[-1].due_on
    _show(turn, Wish(kind=latest.kind, by=last), latest=last)


def _show(turn: Turn, wish: Wish | None, *, latest: date | None = None) -> None:
    facts = facts_for(turn) if wish is None else replace(facts_for(turn), wish=wish)
    offers = quote(facts, today=turn.today, policy=turn.house.offers)
    if not offers:
        turn.say("utter_no_offer")
        turn.hand_off(HandoffReason.OUTSIDE_AUTHORITY, note="no offer fits")
        return
    body = {"message": turn.message.id, **_conceded(turn, offers)}
    turn.unit.audit.append(at=turn.now, kind="quote", ref=turn.account.id, body=body)
    if latest is None:
        turn.say("utter_choices_intro")
    else:
        turn.say("utter_latest_day", due_on=latest)
    showing.present(turn, offers)


def ask_for(turn: Turn, kind: OfferKind) -> None:
    """Take a wish of one kind further: gather its figures, ask back what is vague, then negotiate."""
    if settled_already(turn) or hardship_notice(turn):
        return
    memory = turn.memory
    if _with_the_next(turn):
        negotiate(turn)
        return
    before = dict(memory.wish)
    memory.wish = wishes.gather(
        turn.heard, turn.message.text, kind=kind, before=before, overdue=owed_now(turn), today=turn.today
    )
    another_due_day.this_one_first(turn, before=before)
    begins = len(memory.wish.get("dates", ())) == 1 or memory.wish.get("month_ends")
    # parts from a day on, or so much a month: nothing else is to be asked
    begins = begins or (kind is OfferKind.INSTALMENT and wishes.only_while(turn.heard, today=turn.today))
    begins = begins or sums_with_days(turn)  # "what is april and may. 120 today and 120 on 27 march"
    vague = None if begins else wishes.vague_day(turn.heard, today=turn.today)
    owed, said = owed_now(turn), turn.message.text
    part = stretch.part_in_a_stretch(turn.heard, said, overdue=owed, today=turn.today)
    if vague is not None and part is not None and kind in wishes.SPLITS:
        vague = part
        stretch.keep_part(memory.wish, turn.heard, said, overdue=owed)
    sure = vague is None or stretch.is_about_one_day(turn.heard) or reach.out_of_reach(turn, vague)
    if vague is not None and not sure and "by" not in memory.asked_back:
        memory.asked_back.append("by")
        memory.wish["exact"] = False
        stretch.open_between(memory.wish, vague.start, vague.end)
        ask_which_day(turn, vague)
        return
    if vague is not None and memory.wish.get(stretch.ON_DAY):
        stretch.put_on_day(memory.wish, vague.end, overdue=owed)
    elif vague is not None:
        memory.wish["by"] = vague.end.isoformat()
    if hanging.asked_the_day(turn) or how_much.asked(turn) or how_much.asked_of_a_part(turn):
        return
    if payday.asked(turn):
        return
    if not says_enough(memory.wish):
        if not means_asked_first(turn, kind):
            show_choices(turn, kind)
        return
    how_much.told_about(turn)
    negotiate(turn)


def _with_the_next(turn: Turn) -> bool:
    """Take the day of the next instalment where all is to be paid together with it: 能不能4月份的一起还."""
    day, named = turn.ledger.next_due_on, any(each.is_one_day for each in turn.heard.dates)
    if day is None or day <= turn.today or named or not pays_with_the_next(turn.message.text):
        return False
    kept = {key: turn.memory.wish[key] for key in wishes.KEPT if key in turn.memory.wish}
    turn.memory.wish = {**kept, "kind": OfferKind.DEFERRAL.value, "by": day.isoformat(), "exact": True}
    return True


def means_asked_first(turn: Turn, kind: OfferKind) -> bool:
    """Where the law wants a person to look at her means first, say so and give it to one."""
    case = open_case(facts_for(turn), today=turn.today, policy=turn.house.offers)
    if not means_first(kind, case):
        return False
    _answer(turn, Answer(AnswerStatus.HUMAN, MEANS, max(turn.memory.round, 1)))
    return True


def says_enough(wish: dict[str, Any]) -> bool:
    """Whether the wish holds a figure the negotiation can answer."""
    if wish.get("kind") in (OfferKind.WAIVER.value, OfferKind.MOVE_TO_END.value):
        return True
    rhythm = wish.get("kind") == OfferKind.INSTALMENT.value and wish.get("every")
    figures = ("by", "amount_now", "part_amount", "parts", "due_day", "dates")
    return bool(rhythm) or any(wish.get(key) for key in figures)


def ask_which_day(turn: Turn, vague: HeardDate) -> None:
    """Ask back once about a vague day, with days to tap; nothing is guessed."""
    turn.memory.stage = stages.CLARIFYING
    days = stretch.days_to_tap(turn.heard, vague, today=turn.today, until=reach.last_day(turn))
    if len(days) == 1:
        turn.say("utter_is_it_this_day", day=days[0], buttons=day_buttons(days))
    else:
        turn.say("utter_which_day", buttons=day_buttons(days))


def day_buttons(days: Sequence[date]) -> tuple[Button, ...]:
    """Days to tap."""
    return tuple(Button("utter_button_day", f"date:{day.isoformat()}", {"day": day}) for day in days)


def negotiate(turn: Turn) -> None:
    """Answer the wish: accept it, show the nearest ways, or put it before a person."""
    turn.memory.wish.pop(stretch.BETWEEN, None)
    wish = wishes.as_wish(turn.memory.wish, currency=turn.account.currency)
    turn.memory.round += 1
    answer = counter(
        facts_for(turn), wish, round=turn.memory.round, today=turn.today, policy=turn.house.offers
    )
    if ON_BENEFITS in turn.memory.told and names_a_figure(wish):
        answer = _not_pushed_up(answer)
    turn.unit.audit.append(
        at=turn.now,
        kind="negotiation",
        ref=turn.account.id,
        body={
            "message": turn.message.id,
            "wish": turn.memory.wish,
            "status": answer.status.value,
            "reason": answer.reason,
            "round": turn.memory.round,
            **_conceded(turn, ([answer.offer] if answer.offer else []) + list(answer.alternatives)),
        },
    )
    _answer(turn, answer)


def _not_pushed_up(answer: Answer) -> Answer:
    """Who lives on benefits and names a small sum is shown no larger one: a person looks at it.

    What she lives on is no fact that an offer may depend on, so it is the talk that stops here.
    """
    if answer.status is not AnswerStatus.ALTERNATIVES or answer.reason not in LOW:
        return answer
    return replace(answer, status=AnswerStatus.HUMAN, reason="low_figure", alternatives=(), person_may=True)


def _conceded(turn: Turn, offers: Sequence[Offer]) -> dict[str, Any]:
    """What was put before her in which order, and the order that the policy gives: the same for everyone."""
    reasons = frozenset(Reason(name) for name in turn.memory.reasons)
    policy = turn.house.offers
    return {
        "policy": policy.version,
        "order": [kind.value for kind in policy.order(reasons)],
        "shown": [{"id": offer.id, "kind": offer.kind.value, "cheapest": offer.cheapest} for offer in offers],
    }


def _answer(turn: Turn, answer: Answer) -> None:
    ledger = turn.ledger
    due_on, amount = ledger.next_due_on, ledger.next_due_amount
    told = turn.said("utter_next_instalment")
    if due_on and amount and pays_with_the_next(turn.message.text):
        turn.say("utter_with_the_next", due_on=due_on, amount=amount, total=owed_now(turn) + amount)
    elif due_on and amount and names_the_next_one(turn.message.text) and not told:
        turn.say("utter_next_instalment", due_on=due_on, amount=amount)
    if answer.status is AnswerStatus.ACCEPTED and answer.offer is not None:
        differs.explain(turn, (answer.offer,))
        differs.evenly(turn, answer.offer)
        for cheaper in answer.alternatives[:1]:
            showing.tell_cheaper(turn, cheaper)
        showing.confirm(turn, answer.offer)
        return
    if _her_day(turn, answer):
        turn.say("utter_day_possible")
        differs.explain(turn, answer.alternatives[:1])
        showing.confirm(turn, answer.alternatives[0])
        return
    within = reach.in_her_stretch(turn, answer)
    if within is not None:
        turn.say("utter_day_possible")
        showing.confirm(turn, within)
        return
    if another_due_day.for_a_person(turn, answer):
        return
    reason = answer.reason
    differs.explain(turn, answer.alternatives)
    differs.needs_more_parts(turn, answer.alternatives)
    name = f"utter_negotiation_{reason}"
    words = name if turn.house.wording.has(name) else "utter_negotiation_other"
    names_advice, lists = _names_advice(answer.notice), answer.status is not AnswerStatus.HUMAN
    if not lists:
        turn.say(words)
    if names_advice:
        turn.say("utter_debt_advice", advice=turn.help_line("debt_advice"))
    if lists:  # nothing stands between "these come closest" and what comes closest
        turn.say(words)
    if answer.status is AnswerStatus.HUMAN:
        if answer.reason not in SAYS_IT_ALL:
            turn.say("utter_handoff_authority")
        turn.hand_off(HandoffReason.OUTSIDE_AUTHORITY, note=answer.reason)
        say_by_when(turn)
    elif answer.alternatives:
        if answer.status is AnswerStatus.REFUSED_BY_POLICY:
            turn.say("utter_contest")
        showing.present(turn, answer.alternatives, contest=True)
    else:
        turn.memory.stage, turn.memory.offers, turn.memory.pending = stages.TALKING, [], None
        contest(turn)


def _her_day(turn: Turn, answer: Answer) -> bool:
    """Whether the day she named is possible after all, only under another name: a promise as a deferral."""
    first = next(iter(answer.alternatives), None)
    for_good = turn.memory.wish.get("kind") == OfferKind.CHANGE_DUE_DAY.value
    if answer.reason != "too_many_days" or first is None or not first.parts or for_good:
        return False
    whole = first.kind in (OfferKind.PROMISE, OfferKind.DEFERRAL)
    same = turn.memory.wish.get("by") == first.parts[-1].due_on.isoformat()
    return whole and (same or differs.moved(turn, (first,)) is not None)


def contest(turn: Turn) -> None:
    """One tap brings any refusal before a person."""
    turn.say("utter_contest", buttons=(Button("utter_button_contest", f"intent:{Intent.REQUEST_HUMAN}"),))


def choose(turn: Turn, offer_id: str) -> None:
    """One of the offers shown was chosen: show its whole cost and ask for a yes."""
    shown = turn.unit.books.offer(offer_id)
    if shown is None or shown.account_id != turn.account.id or shown.expires_at <= turn.now:
        turn.say("utter_offer_expired")
        show_choices(turn)
        return
    if shown.status == "accepted":
        holding.agreed_before(turn, offer_id)
        return
    if _out_of_date(turn, shown):
        turn.say("utter_offer_expired")
        show_choices(turn)
        return
    if offer_id != turn.memory.pending:
        take_up(turn, shown)
    showing.confirm_card(turn, dict(shown.body))


def take_up(turn: Turn, shown: ShownOffer) -> None:
    """Parts that were chosen are what she wishes from now on, and a later time counts from the day chosen."""
    parts = shown.body["parts"]
    if shown.kind in (OfferKind.DEFERRAL.value, OfferKind.PROMISE.value) and len(parts) == 1:
        turn.memory.wish[stretch.CHOSEN] = parts[0]["due_on"]
    if shown.kind != OfferKind.INSTALMENT.value:
        return
    kept = {key: turn.memory.wish[key] for key in wishes.KEPT if key in turn.memory.wish}
    cadence = shown.body.get("cadence")
    every = next((name for name, each in EVERY.items() if each.value == cadence), None)
    turn.memory.wish = {**kept, "kind": shown.kind, "parts": len(shown.body["parts"])}
    turn.memory.wish.update({"every": every} if every else {})


def _out_of_date(turn: Turn, shown: ShownOffer) -> bool:
    """Whether an offer speaks of another day: its first date has passed, or the ledger has changed."""
    parts = shown.body["parts"]
    if parts and date.fromisoformat(parts[0]["due_on"]) < turn.today:
        return True
    return bool(shown.body["covers"] != covers_now(turn, OfferKind(shown.kind)).minor)


def accept(turn: Turn, offer_id: str) -> None:
    """Take an explicit yes, once; a double click finds it done.

    The offer must have been shown with its cost table, must not have expired, its first date must not have
    passed, and the ledger must still say what it said; otherwise it is shown anew.
    """
    shown = turn.unit.books.offer(offer_id)
    if shown is None or shown.account_id != turn.account.id:
        turn.say("utter_nothing_to_confirm")
        return
    if shown.status == "accepted":
        holding.agreed_before(turn, offer_id)
        return
    if turn.unit.books.active_plan(turn.account.id) is not None:
        settled_already(turn)
        return
    if shown.expires_at <= turn.now or _out_of_date(turn, shown):
        turn.say("utter_offer_expired")
        show_choices(turn)
        return
    if shown.table_shown_at is None:
        showing.confirm_card(turn, dict(shown.body))
        return
    if not turn.unit.books.accept_offer(offer_id, text=turn.message.text or "[button]", at=turn.now):
        holding.agreed_before(turn, offer_id)
        return
    agreeing.agree(turn, dict(shown.body))
