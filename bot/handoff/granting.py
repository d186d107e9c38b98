"""What a supervisor may grant beyond the bot: the wish on file, built as asked, put to the borrower.

The middle band of ``policies/offers.yml``. A grant is no agreement: the borrower sees the whole cost and says
yes herself, as with any offer. What breaks the cap or the ban on growth is nobody's to grant.
"""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.conversation import deal, showing, wishes
from bot.conversation.cards import as_known, offer_card
from bot.conversation.house import House
from bot.conversation.memory import Memory
from bot.conversation.opening import open_turn
from bot.conversation.position import quote_facts
from bot.conversation.saying import say_all
from bot.handoff import desk
from bot.model.errors import Conflict
from bot.model.money import Money
from bot.model.ports import Unit
from bot.model.rows import StaffMember
from bot.model.talk import Button, Case, Inbound
from bot.model.words import Owner, Reason
from bot.offers.negotiate import within_authority
from bot.offers.terms import Band, Budget, Offer

GRANTED = "granted"


@dataclass(frozen=True, slots=True)
class Asked:
    """What she asked for, in the forms that a supervisor may grant.

    Attributes:
        asked: she named a date, an amount or a number of parts at all.
        may: whether this member may grant it, here and now.
    """

    asked: bool
    offers: tuple[Offer, ...]
    may: bool


def asked_for(house: House, case_id: str, *, member: StaffMember) -> Asked:
    """What the case page shows about her wish.

    Raises:
        NotAllowed: this role does not see cases.
    """
    opened = desk.look(house, case_id, member=member)
    with house.store.read() as unit:
        asked, offers = _forms(house, unit, opened.case)
    may = member.role in desk.LEADERS and opened.may_write
    return Asked(asked, offers if opened.case.status != "closed" else (), may)


def grant(house: House, case_id: str, offer_id: str, *, member: StaffMember) -> None:
    """Put a form of her wish before her, in the name of a supervisor, and let the bot take her yes.

    Whoever is verified sees the whole cost at once; whoever is not is told without a word of the debt that an
    answer is there, and sees it after the check.

    Raises:
        NotAllowed: only a supervisor grants.
        Conflict: the case is not in hand, the ledger says something else by now, or a rule holds it back.
    """
    desk.must(member, desk.LEADERS)
    now = house.clock()
    with house.store.write() as unit:
        case = unit.cases.get(case_id)
        conversation = unit.talks.get(case.conversation_id)
        if not desk.may_write_in(case, conversation, member):
            raise Conflict("this case is not in your hands", remedy="take it first")
        offer = next((each for each in _forms(house, unit, case)[1] if each.id == offer_id), None)
        if offer is None:
            raise Conflict("this cannot be granted any more", remedy="reload the case and look again")
        session = desk.where(unit, conversation)
        message = Inbound(
            id=unit.new_id(), conversation_id=conversation.id, session_id=session.id, at=now, text="",
            press=f"offer:{offer.id}",
        )  # fmt: skip
        turn = open_turn(house, unit, message)
        if turn.verified:
            turn.say("utter_granted", colleague=member.display_name)
            showing.confirm(turn, offer)
            turn.remember()
        else:
            showing.keep(turn, as_known(offer, account=turn.account))
            see = Button("utter_button_see_answer", f"offer:{offer.id}")
            turn.say("utter_granted_waits", colleague=member.display_name, buttons=(see,), reveals=False)
        if not say_all(house, unit, message, turn.says):
            raise Conflict("a rule holds this back now", remedy="write to her, or try again in the morning")
        unit.audit.append(
            at=now, kind="granted", ref=case.id,
            body={"by": member.id, "role": member.role.value, "conversation": conversation.id,
                  "band": offer.band.value, "offer": offer_card(offer)},
        )  # fmt: skip
        unit.cases.close(case.id, outcome=GRANTED, at=now)
        unit.talks.hand_over(unit.talks.get(conversation.id), to=Owner.BOT, agent_id=None, at=now)
        unit.commit()
    house.wake(case.conversation_id)


def _forms(house: House, unit: Unit, case: Case) -> tuple[bool, tuple[Offer, ...]]:
    """Whether she named figures, and her wish in every form that a supervisor may grant."""
    memory = Memory.of(unit.talks.get(case.conversation_id).memory)
    account = unit.books.account(case.account_id)
    if not deal.says_enough(memory.wish):
        return False, ()
    if unit.books.active_plan(account.id) is not None:
        return True, ()
    borrower, now = unit.people.borrower(case.borrower_id), house.clock()
    told = memory.wish.get("budget")
    today = now.astimezone(ZoneInfo(borrower.timezone)).date()
    facts = quote_facts(
        unit, places=house.rules.places, account=account, borrower=borrower, today=today, now=now,
        reasons=frozenset(Reason(name) for name in memory.reasons),
        budget=Budget(*(Money(int(minor), account.currency) for minor in told)) if told else None,
        payday=memory.wish.get("payday"),
    )  # fmt: skip
    wish = wishes.as_wish(memory.wish, currency=account.currency)
    offers = within_authority(facts, wish, authority=Band.SUPERVISOR, today=today, policy=house.offers)
    return True, tuple(offer for offer in offers if offer.affordable is not False)
