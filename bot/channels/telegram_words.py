"""What is read out of a Telegram update: its text, its command, its language, the label of a button."""

from __future__ import annotations

import re
from dataclasses import dataclass

from telegram import CallbackQuery, InlineKeyboardMarkup, Message

from bot.model.words import Language

COMMAND = re.compile(r"/([a-z]+)(?:@\w+)?(?:\s+(\S+))?\s*", re.IGNORECASE)
PRESSES = {"start": "hello", "help": "intent:ask_identity", "human": "intent:request_human"}
STOP_WORD = {Language.ZH: "停止", Language.EN: "stop"}
ATTACHMENT = "📎"
"""Stands for what carries no text: a picture, a voice message, a place."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a message does: ``press`` when a command of the list was used; the rest is text like any other."""

    text: str
    press: str | None = None


def text_of(message: Message) -> str:
    """The words of a message, or what stands for them."""
    return message.text or message.caption or (message.sticker and message.sticker.emoji) or ATTACHMENT


def start_token(text: str) -> str | None:
    """The token of an enrolment link, if that is what the message is."""
    command = COMMAND.fullmatch(text)
    return command[2] if command and command[1].lower() == "start" else None


def read_command(text: str, *, spoken: Language) -> Asked:
    """Give the allowed commands their meaning; any other slash text means nothing special.

    To stop is sent on as a word, since words that stop are heard whoever owns the conversation.
    """
    command = COMMAND.fullmatch(text)
    name = command[1].lower() if command else ""
    if name == "stop":
        return Asked(STOP_WORD[spoken])
    if command and name == "language":
        return Asked(other_language(command[2], spoken), press="intent:change_language")
    if name in PRESSES:
        return Asked(text, press=PRESSES[name])
    return Asked(text.lstrip("/") or text if command else text)


def label_of(query: CallbackQuery) -> str:
    """What stood on the button that was tapped."""
    message = query.message
    markup = message.reply_markup if isinstance(message, Message) else None
    if isinstance(markup, InlineKeyboardMarkup):
        for row in markup.inline_keyboard:
            for button in row:
                if button.callback_data == query.data:
                    return button.text
    return ""


def other_language(wanted: str | None, spoken: Language) -> str:
    """The word for the language to change to: the one named, else the one not spoken now."""
    if wanted:
        return "中文" if wanted.lower().startswith(("zh", "ch", "中")) else "English"
    return "English" if spoken is Language.ZH else "中文"


def language_of(message: Message) -> Language:
    """The language of the sender's app; all that is known of a stranger."""
    return known_language(message.from_user.language_code if message.from_user else None)


def known_language(code: str | None) -> Language:
    """The language we speak to somebody whose app says ``code``."""
    return Language.ZH if (code or "").lower().startswith("zh") else Language.EN
