"""One turn of the dialogue: what a topic sees, and the few things it may do.

A topic is a plain function ``(turn) -> None``. It reads facts, changes facts through the unit of
work, and names sentences to be said. It cannot send: the sentences go through the one door later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.conversation.heard import Heard
from bot.conversation.house import House
from bot.conversation.memory import Memory, to_store
from bot.model.money import Money
from bot.model.ports import Unit
from bot.model.rows import Account, Borrower
from bot.model.talk import Button, Conversation, Inbound, Say, Session
from bot.model.words import FactKind, HandoffReason, Language
from bot.offers.ledger import LedgerState, state


@dataclass
class Turn:
    """Everything about the message being answered.

    Attributes:
        says: sentences named so far, in order.
        verified: whether this session proved who it is; only our database can say so.
        tries: wrong answers to the check, on all devices of the conversation; not looked up for the verified.
    """

    unit: Unit
    house: House
    conversation: Conversation
    session: Session
    message: Inbound
    account: Account
    borrower: Borrower
    heard: Heard
    memory: Memory
    now: datetime
    verified: bool
    language: Language
    tries: int = 0
    traditional: bool = False
    says: list[Say] = field(default_factory=list)
    _ledger: LedgerState | None = None

    @property
    def today(self) -> date:
        """The day it is where the borrower lives."""
        return self.now.astimezone(ZoneInfo(self.borrower.timezone)).date()

    @property
    def ledger(self) -> LedgerState:
        """What is owed today, from the facts on file."""
        if self._ledger is None:
            self._ledger = state(self.unit.books.ledger(self.account), as_of=self.today)
        return self._ledger

    @property
    def overdue(self) -> Money:
        """The overdue amount from the ledger."""
        return self.ledger.overdue

    def say(
        self,
        name: str,
        /,
        *,
        buttons: tuple[Button, ...] = (),
        card: Mapping[str, Any] | None = None,
        reveals: bool = True,
        **facts: Any,
    ) -> None:
        """Name a sentence to be said; ``reveals`` is false when a stranger may read it."""
        facts.setdefault("lender", self.account.lender)
        self.says.append(Say(name=name, facts=facts, buttons=buttons, card=card, reveals=reveals))

    def remember(self) -> None:
        """Save the notebook, and the language where it belongs: to the device until it is verified."""
        own = self.memory.device is not None
        if own:
            self.memory.language = self.language.value
        self.unit.talks.remember(
            self.conversation.id,
            memory=to_store(self.conversation.memory, self.memory),
            language=self.conversation.language if own else self.language,
            at=self.now,
        )

    def said(self, name: str) -> bool:
        """Whether a sentence was named in this turn already."""
        return any(say.name == name for say in self.says)

    def note(self, kind: FactKind, /, **detail: Any) -> None:
        """Put a fact on file, with this message as its source."""
        self.unit.record.note(
            borrower_id=self.borrower.id,
            account_id=self.account.id,
            kind=kind,
            at=self.now,
            detail=detail,
            message_id=self.message.id,
        )

    def help_line(self, topic: str) -> str:
        """A line of help for where the borrower lives, in the language of the conversation."""
        return self.house.handoff.line(topic, residence=self.borrower.residence, language=self.language)

    def hand_off(self, reason: HandoffReason, *, note: str = "") -> None:
        """Give the conversation to a person; see :mod:`bot.handoff.open_case`."""
        from bot.handoff.open_case import open_case

        open_case(self, reason, note=note)
