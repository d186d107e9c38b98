"""Ways into a conversation: personal links, sessions on devices and chats, the first hello."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.conversation import memory as stages
from bot.conversation.house import House
from bot.conversation.opening import open_turn
from bot.conversation.saying import say_all
from bot.conversation.topics import closed, gate
from bot.conversation.turn import Turn
from bot.conversation.voice import voice_of
from bot.model.errors import NotAllowed, UnknownThing
from bot.model.ports import Unit
from bot.model.talk import Button, Conversation, Inbound, Session
from bot.model.words import Channel, Owner
from bot.offers.ledger import state
from bot.outreach.door import Speaker

CHAT, TELEGRAM = "chat", "telegram"


def open_conversation(house: House, unit: Unit, account_id: str) -> Conversation:
    """The conversation of an account, opened in the borrower's language when there is none yet."""
    account = unit.books.account(account_id)
    borrower = unit.people.borrower(account.borrower_id)
    return unit.talks.open(
        borrower_id=borrower.id, account_id=account.id, language=borrower.language, at=house.clock()
    )


def make_link(house: House, unit: Unit, conversation_id: str, *, purpose: str = CHAT) -> str:
    """Make a personal link token that expires; only its keyed hash is stored."""
    token, now = house.keys.new_token(), house.clock()
    unit.people.add_link(
        key=house.keys.digest("link", token),
        conversation_id=conversation_id,
        purpose=purpose,
        at=now,
        expires_at=now + house.link_for,
    )
    return token


def chat_url(house: House, token: str) -> str:
    """The address of the chat page for a link token."""
    return f"{house.base_url.rstrip('/')}/chat/{token}"


def enter(
    house: House,
    token: str,
    *,
    adapter: str = "web",
    address: str,
    channel: Channel = Channel.IM,
    purpose: str = CHAT,
) -> Session:
    """Open a session through a personal link; the first thing it sees is who speaks.

    A chat link may be opened from several devices until it expires; each starts unverified. A
    Telegram enrolment link works once.

    Args:
        house: the house.
        token: the secret in the link.
        adapter: ``web``, ``telegram``, ``terminal``.
        address: the device or chat, as the adapter knows it.
        channel: the medium in the words of the rules.
        purpose: what the link was made for.

    Raises:
        UnknownThing: no such link.
        NotAllowed: it has expired, or was used and works once only.
    """
    now = house.clock()
    key = house.keys.digest("link", token)
    with house.store.write() as unit:
        link = unit.people.link(key)
        if link is None or link.purpose != purpose:
            raise UnknownThing("this link is not known", remedy="open the latest message we sent")
        if link.expires_at <= now:
            raise NotAllowed("this link has expired", remedy="ask for a new one")
        fresh = unit.people.use_link(key, at=now)
        if not fresh and purpose == TELEGRAM:
            raise NotAllowed("this link was used already", remedy="ask for a new one")
        session = start_session(
            house, unit, link.conversation_id, adapter=adapter, address=address, channel=channel
        )
        unit.commit()
    house.wake(session.conversation_id)
    return session


def start_session(
    house: House, unit: Unit, conversation_id: str, *, adapter: str, address: str, channel: Channel
) -> Session:
    """Open an unverified session and greet it, in an open transaction."""
    now = house.clock()
    session = unit.talks.open_session(
        conversation_id=conversation_id,
        channel=channel,
        adapter=adapter,
        address=address,
        address_key=house.keys.digest("address", address),
        at=now,
    )
    message = Inbound(
        id=unit.new_id(), conversation_id=conversation_id, session_id=session.id, at=now, text=""
    )
    turn = open_turn(house, unit, message)
    unit.outbox.cancel_for(turn.borrower.id, purposes=("reminder",))
    greet(turn)
    turn.remember()
    say_all(house, unit, message, turn.says)
    return session


def greet(turn: Turn) -> None:
    """Say who speaks for whom, that it is automated, and ask the first question of the check."""
    if turn.conversation.owner is Owner.CLOSED and not closed.comes_back(turn):
        turn.say("utter_closed", reveals=False)
        return
    turn.memory.stage, turn.memory.question, turn.memory.answered = stages.NEW, None, []
    turn.say(
        "utter_hello",
        reveals=False,
        buttons=(
            Button("utter_button_not_me", "intent:wrong_person"),
            Button("utter_button_scam", "intent:ask_if_scam"),
            Button("utter_button_human", "intent:request_human"),
        ),
    )
    if turn.conversation.owner is Owner.BOT:
        gate.ask(turn)
    else:
        gate.told_of_lock(turn)


def session_of(house: House, session_id: str) -> Session:
    """A session by id.

    Raises:
        UnknownThing: no such session.
    """
    with house.store.read() as unit:
        return unit.talks.session(session_id)


def speaker_of(house: House, unit: Unit, conversation: Conversation, *, verified: bool | None) -> Speaker:
    """The door's view of a conversation when nobody has just written: the desk and the scheduler."""
    account = unit.books.account(conversation.account_id)
    unit.hold_borrower(account.borrower_id)
    borrower = unit.people.borrower(account.borrower_id)
    now = house.clock()
    today = now.astimezone(ZoneInfo(borrower.timezone)).date()
    return Speaker(
        house=house,
        unit=unit,
        conversation=conversation,
        account=account,
        borrower=borrower,
        ledger=state(unit.books.ledger(account), as_of=today),
        now=now,
        language=conversation.language,
        verified=verified,
        traditional=voice_of(conversation, residence=borrower.residence).traditional,
    )
