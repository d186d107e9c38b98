"""Telegram, outwards: text in pieces of lawful length, quick replies as inline keyboards with opaque keys.

A key is a random token of 32 characters. What pressing it means stays in our database, belongs to one
conversation and expires. Offer cards need no drawing here: the text already says them in words.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from concurrent.futures import CancelledError
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import MessageLimit
from telegram.error import TelegramError

from bot.channels.port import Delivery
from bot.channels.telegram_line import TelegramLine, as_channel_error
from bot.conversation.house import House
from bot.model.errors import OutcomeUnknown, Unreachable

NAME = "telegram"
LIMIT = int(MessageLimit.MAX_TEXT_LENGTH)
SEAMS = (("\n\n",), ("\n",), ("。", "！", "？", ". ", "! ", "? "), (" ", "，", "、"))
"""Where a long text may be cut, the best place first."""
REMEMBERED = 1000
"""Long messages of which a piece is still to be sent, at most."""


class TelegramChannel:
    """Sends messages of one bot to private chats.

    Args:
        line: the line to Telegram, shared with the receiver.
        house: keeps what the buttons mean.
    """

    name = NAME

    def __init__(self, line: TelegramLine, house: House) -> None:
        """Keep both; nothing is sent yet."""
        self.line, self._house = line, house
        self._guard = threading.Lock()
        self._sent: OrderedDict[str, int] = OrderedDict()

    def send(self, *, parcel_id: str, address: str, payload: Mapping[str, Any]) -> Delivery:
        """Send one message, in several pieces when it is long; the buttons stand under the last.

        A second attempt goes on after the last piece that Telegram confirmed.

        Args:
            parcel_id: the row of the outbox.
            address: the chat's number.
            payload: ``text`` and perhaps ``buttons`` as ``[[label, press], ...]``.

        Raises:
            Unreachable: blocked, unknown, or not a chat's number.
            RetryLater: Telegram asks to slow down.
            OutcomeUnknown: it may have arrived.
            ChannelError: it did not leave.
        """
        if not address.removeprefix("-").isdecimal():
            raise Unreachable("this is no Telegram chat")
        pieces = split(str(payload.get("text") or ""))
        receipt = ""
        for number in range(self._sent.get(parcel_id, 0), len(pieces)):
            last = number == len(pieces) - 1
            keyboard = self._keyboard(parcel_id, payload.get("buttons") or ()) if last else None
            receipt = self._send_piece(int(address), pieces[number], keyboard)
            self._note(parcel_id, None if last else number + 1)
        return Delivery(receipt=receipt)

    def close(self) -> None:
        """Close the line."""
        self.line.close()

    def _send_piece(self, chat: int, text: str, keyboard: InlineKeyboardMarkup | None) -> str:
        try:
            message = self.line.run(
                lambda bot: bot.send_message(
                    chat_id=chat,
                    text=text,
                    reply_markup=keyboard,
                    link_preview_options=LinkPreviewOptions(is_disabled=True),
                )
            )
        except TelegramError as error:
            raise as_channel_error(error) from error
        except CancelledError as error:
            raise OutcomeUnknown("the line was closed while sending") from error
        return str(message.message_id)

    def _keyboard(self, parcel_id: str, buttons: Sequence[Sequence[str]]) -> InlineKeyboardMarkup | None:
        """Quick replies, one to a row; what each means is stored under a fresh key."""
        if not buttons:
            return None
        house, rows = self._house, []
        with house.store.write() as unit:
            conversation = unit.outbox.get(parcel_id).conversation_id
            for label, press in buttons:
                key = house.keys.new_token()
                unit.people.add_callback(
                    key=key,
                    conversation_id=conversation,
                    press=str(press),
                    expires_at=house.clock() + house.link_for,
                )
                rows.append([InlineKeyboardButton(str(label), callback_data=key)])
            unit.commit()
        return InlineKeyboardMarkup(rows)

    def _note(self, parcel_id: str, sent: int | None) -> None:
        with self._guard:
            self._sent.pop(parcel_id, None)
            if sent is not None:
                self._sent[parcel_id] = sent
                while len(self._sent) > REMEMBERED:
                    self._sent.popitem(last=False)


def split(text: str, *, limit: int = LIMIT) -> list[str]:
    r"""Cut a text into pieces that Telegram takes: between paragraphs, else lines, sentences, anywhere.

    Telegram counts UTF-16 units, so that most emoji count twice.

    >>> split("one\n\ntwo", limit=5)
    ['one', 'two']
    """
    pieces: list[str] = []
    rest = text.strip()
    while size(rest) > limit:
        window = _head(rest, limit)
        cut = next((cut for marks in SEAMS if (cut := _last(window, marks))), len(window))
        pieces.append(rest[:cut].strip())
        rest = rest[cut:].strip()
    return [piece for piece in (*pieces, rest) if piece] or [""]


def _last(text: str, marks: tuple[str, ...]) -> int:
    """Where the last of some marks ends, 0 when none is there."""
    return max((text.rfind(mark) + len(mark) for mark in marks if mark in text), default=0)


def size(text: str) -> int:
    """Length as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def _head(text: str, limit: int) -> str:
    """The longest beginning that is not longer than the limit."""
    used = 0
    for place, char in enumerate(text):
        used += 2 if ord(char) > 0xFFFF else 1
        if used > limit:
            return text[:place]
    return text
