"""Telegram, inwards: each update is stored before it is acknowledged, and processed once.

Private chats only. An edited message is not a new one. A slash command outside the list below is text
like any other. Somebody whose chat is not enrolled has no conversation yet, so no rule of contact applies
to the one sentence they get; everything else that is said goes through the one door.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from concurrent.futures import Future
from typing import Any

import structlog
from telegram import CallbackQuery, Chat, ChatMember, ChatMemberUpdated, Message, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.channels.telegram import NAME
from bot.channels.telegram_line import Bot, TelegramLine, seconds_of
from bot.channels.telegram_words import (
    PRESSES,
    known_language,
    label_of,
    language_of,
    read_command,
    start_token,
    text_of,
)
from bot.conversation import entry, receive
from bot.conversation.house import House
from bot.conversation.voice import voice_of
from bot.model.errors import ChannelError, NotAllowed, StorageBusy, UnknownThing
from bot.model.ports import Unit
from bot.model.talk import Say, Session
from bot.model.words import Channel, Language

log = structlog.get_logger(__name__)
TAKEN = ("message", "callback_query", "my_chat_member")
POLL = 25
PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)


class TelegramInbox:
    """Receives updates by long polling, or by webhook when a public address is set.

    Args:
        house: the house.
        line: the line to Telegram, shared with the sender.
        webhook_url: public address; empty means long polling.
        webhook_secret: what Telegram must say in each webhook request.
    """

    def __init__(
        self, house: House, line: TelegramLine, *, webhook_url: str = "", webhook_secret: str = ""
    ) -> None:
        """Keep what is needed; nothing is received before ``start``."""
        self._house, self._line = house, line
        self._webhook_url, self.webhook_secret = webhook_url, webhook_secret
        self._work: Future[None] | None = None

    def start(self) -> None:
        """Begin to receive; comes back at once."""
        if self._work is None:
            self._work = self._line.spawn_when_ready(self._hook if self._webhook_url else self._poll)

    def stop(self) -> None:
        """Receive no more."""
        if self._work is not None:
            self._work.cancel()
            self._work = None

    def link_for(self, conversation_id: str) -> str | None:
        """A fresh address that brings a conversation to Telegram; ``None`` while Telegram is not reached."""
        username = self._line.username
        if username is None:
            return None
        with self._house.store.write() as unit:
            url = deep_link(self._house, unit, conversation_id, username=username)
            unit.commit()
        return url

    def take_json(self, body: Mapping[str, Any]) -> None:
        """Process one update as the webhook gets it.

        Raises:
            StorageBusy: it could not be stored; Telegram must send it again.
        """
        update = Update.de_json(dict(body), None)
        if update is not None:
            self.take(update)

    def take(self, update: Update) -> None:
        """Process one update; the same update again changes nothing.

        Raises:
            StorageBusy: it could not be stored.
        """
        if update.my_chat_member is not None:
            self._membership(update.my_chat_member)
        elif update.callback_query is not None:
            self._pressed(update.callback_query)
        elif update.message is not None:
            self._written(update.message)

    # receiving ---------------------------------------------------------------------------------

    async def _hook(self, bot: Bot) -> None:
        await self._until_done(
            bot,
            lambda: bot.set_webhook(
                self._webhook_url, secret_token=self.webhook_secret or None, allowed_updates=TAKEN
            ),
        )

    async def _poll(self, bot: Bot) -> None:
        """Ask for updates for ever; one is acknowledged only after it was stored."""
        await self._until_done(bot, bot.delete_webhook)
        offset: int | None = None
        failures = 0
        while True:
            try:
                updates = await bot.get_updates(
                    offset=offset, timeout=POLL, read_timeout=POLL + 10, allowed_updates=TAKEN
                )
                failures = 0
            except TelegramError as error:
                failures += 1
                await asyncio.sleep(_pause(error, failures))
                continue
            for update in updates:
                if not await self._kept(update):
                    await asyncio.sleep(PAUSES[0])
                    break
                offset = update.update_id + 1

    async def _kept(self, update: Update) -> bool:
        """Store one update in a thread of its own; false when it must be asked for again."""
        try:
            await asyncio.to_thread(self.take, update)
        except StorageBusy:
            log.warning("telegram_update_waits", update=update.update_id)
            return False
        except Exception as error:  # one odd update must not stop all others
            log.warning("telegram_update_failed", update=update.update_id, why=type(error).__name__)
        return True

    async def _until_done(self, bot: Bot, ask: Any) -> None:
        for attempt in range(1, 10_000):
            try:
                await ask()
                return
            except TelegramError as error:
                await asyncio.sleep(_pause(error, attempt))

    # what people do ----------------------------------------------------------------------------

    def _written(self, message: Message) -> None:
        chat = message.chat
        if not self._is_private(chat) or (message.from_user is not None and message.from_user.is_bot):
            return
        asked = language_of(message)
        text, message_id = text_of(message), f"{chat.id}:{message.message_id}"
        token = start_token(text)
        if token is not None:
            self._enrol(chat.id, token, message_id=message_id, asked=asked)
            return
        session = self._session(chat.id)
        if session is None:
            self._tell_stranger(chat.id, "utter_telegram_stranger", asked)
            return
        meant = read_command(text, spoken=self._language(session))
        receive.accept_message(
            self._house, session, text=meant.text, channel_message_id=message_id, press=meant.press
        )

    def _pressed(self, query: CallbackQuery) -> None:
        """A quick reply: it counts once, however often it is tapped, and the tap is always answered."""
        house, now = self._house, self._house.clock()
        session = self._session(query.from_user.id)
        with house.store.read() as unit:
            found = unit.people.callback(query.data or "", now=now)
        if session is None or found is None or found[0] != session.conversation_id:
            language = self._language(session) if session else known_language(query.from_user.language_code)
            self._answer(query, self._wording("utter_telegram_button_expired", language))
            return
        receive.accept_message(
            house,
            session,
            text=label_of(query) or "·",
            channel_message_id=f"press:{query.data}",
            press=found[1],
        )
        self._answer(query, None)
        self._quietly(lambda bot: query_without_keyboard(bot, query))

    def _enrol(self, chat: int, token: str, *, message_id: str, asked: Language) -> None:
        """Tie a chat to a conversation by a link that works once."""
        house = self._house
        try:
            session = entry.enter(
                house, token, adapter=NAME, address=str(chat), channel=Channel.IM, purpose=entry.TELEGRAM
            )
        except (UnknownThing, NotAllowed):
            known = self._enrolled_by(chat, token)
            if known is None:
                self._tell_stranger(chat, "utter_telegram_link_used", asked)
                return
            receive.accept_message(
                house, known, text="/start", channel_message_id=message_id, press=PRESSES["start"]
            )
            session = known
        with house.store.write() as unit:
            self._keep_point(unit, session, chat)
            unit.commit()

    def _membership(self, change: ChatMemberUpdated) -> None:
        """Added to a group: leave it. Blocked by a borrower: do not write there any more."""
        if not self._is_private(change.chat):
            return
        if change.new_chat_member.status == ChatMember.BANNED:
            with self._house.store.write() as unit:
                point = unit.people.point_at(adapter=NAME, address_key=self._key(change.chat.id))
                if point is not None:
                    unit.people.set_unreachable(point.id, at=self._house.clock())
                    unit.commit()

    # small things ------------------------------------------------------------------------------

    def _is_private(self, chat: Chat) -> bool:
        if chat.type == Chat.PRIVATE:
            return True
        self._quietly(lambda bot: bot.leave_chat(chat.id))
        return False

    def _session(self, chat: int) -> Session | None:
        with self._house.store.read() as unit:
            return unit.talks.session_at(adapter=NAME, address_key=self._key(chat))

    def _enrolled_by(self, chat: int, token: str) -> Session | None:
        """The session of this chat when this very link, used before, led it here."""
        house = self._house
        with house.store.read() as unit:
            link = unit.people.link(house.keys.digest("link", token))
            session = unit.talks.session_at(adapter=NAME, address_key=self._key(chat))
        if link is None or session is None or link.purpose != entry.TELEGRAM or link.used_at is None:
            return None
        return session if session.conversation_id == link.conversation_id else None

    def _keep_point(self, unit: Unit, session: Session, chat: int) -> None:
        """Remember the chat as an address of hers, with consent; it is nobody else's from now on."""
        now, borrower = self._house.clock(), unit.talks.get(session.conversation_id).borrower_id
        before = unit.people.point_at(adapter=NAME, address_key=self._key(chat))
        if before is not None and before.borrower_id != borrower:
            unit.people.set_unreachable(before.id, at=now)
        unit.people.add_point(
            borrower_id=borrower,
            channel=Channel.IM,
            adapter=NAME,
            address=str(chat),
            address_key=self._key(chat),
            consent_at=now,
        )

    def _key(self, chat: int) -> str:
        return self._house.keys.digest("address", str(chat))

    def _language(self, session: Session) -> Language:
        with self._house.store.read() as unit:
            talk, fresh = unit.talks.get(session.conversation_id), unit.talks.session(session.id)
            verified = fresh.is_verified(now=self._house.clock())
            return voice_of(talk, residence="", device=session.id, verified=verified).language

    def _wording(self, name: str, language: Language) -> str:
        return self._house.wording.render(Say(name), language=language, zone="UTC").text

    def _tell_stranger(self, chat: int, name: str, language: Language) -> None:
        text = self._wording(name, language)
        self._quietly(lambda bot: bot.send_message(chat_id=chat, text=text))

    def _answer(self, query: CallbackQuery, text: str | None) -> None:
        self._quietly(lambda bot: bot.answer_callback_query(query.id, text=text, show_alert=bool(text)))

    def _quietly(self, work: Any) -> None:
        """Do what nothing depends on; a failure is noted and no more."""
        try:
            self._line.run(work)
        except (TelegramError, ChannelError) as error:
            log.info("telegram_courtesy_failed", why=type(error).__name__)


async def query_without_keyboard(bot: Bot, query: CallbackQuery) -> None:
    """Take the buttons away under the message that was answered."""
    if query.message is not None:
        await bot.edit_message_reply_markup(
            chat_id=query.message.chat.id, message_id=query.message.message_id, reply_markup=None
        )


def deep_link(house: House, unit: Unit, conversation_id: str, *, username: str) -> str:
    """An address that opens Telegram and ties the chat to a conversation; it works once and expires."""
    token = entry.make_link(house, unit, conversation_id, purpose=entry.TELEGRAM)
    return f"https://t.me/{username}?start={token}"


def _pause(error: TelegramError, failures: int) -> float:
    """How long to wait before asking again, and one line of log with the remedy."""
    if isinstance(error, RetryAfter):
        return seconds_of(error)
    pause = PAUSES[min(failures, len(PAUSES)) - 1]
    if isinstance(error, Conflict):
        log.warning("telegram_conflict", remedy="another process receives for this bot; stop one of them")
        return PAUSES[-1]
    if isinstance(error, InvalidToken):
        log.warning("telegram_token_refused", remedy="set TIDEOVER_TELEGRAM_TOKEN")
        return PAUSES[-1]
    log.info("telegram_unreachable", why=type(error).__name__, again_in=pause)
    return pause
