"""The dialogue's notebook: what it asked, heard and offered so far. Kept in our database.

A device that proved who is there writes in the notebook of the conversation. One that did not yet, or whose
proof has expired, has a notebook of its own inside it: its check, its language and what it said touch nobody
else's talk, and are joined to it when the check is passed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

NEW, VERIFYING, TALKING, OFFERING, CONFIRMING, CLARIFYING = (
    "new",
    "verifying",
    "talking",
    "offering",
    "confirming",
    "clarifying",
)


@dataclass(slots=True)
class Memory:
    """Mutable notes of one conversation.

    Attributes:
        stage: what the next message is probably about; a hint, never a permission.
        question: the verification question now asked.
        answered: verification questions answered rightly, in this session.
        parked: id of a message that waits until the person is verified.
        amended: id of a message that corrects the parked one, or says more of the same wish.
        figures: digits of the amounts said before the check, so that one put right is no answer to it.
        reasons: reasons heard so far, in order: surely, or more than once. These may change an offer.
        maybe: reasons heard once and not surely; they are acknowledged and change nothing.
        wish: what she asked for so far: kind, by, amount_now, part_amount, parts, months, days, every.
        offers: ids of the offers last shown, in the order shown.
        earlier: ids of offers shown before in this talk; they can be chosen until something is agreed.
        pending: id of the offer now to be confirmed.
        round: how many counter-offers were answered.
        misses: messages in a row that were not understood.
        asked_back: what was asked back once already.
        told: one-time notes already given (``engine_down``, ``waiting``).
        language: the language of a device that is not verified; the conversation's own is beside it.
        traditional: whether she writes the traditional script; ``None`` until her writing shows it.
        device: the session whose own notebook this is; ``None`` for the conversation's. Not stored.
        joined: the session whose own notebook has just become part of this one. Not stored.
    """

    stage: str = NEW
    question: str | None = None
    answered: list[str] = field(default_factory=list)
    parked: str | None = None
    amended: str | None = None
    figures: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    maybe: list[str] = field(default_factory=list)
    wish: dict[str, Any] = field(default_factory=dict)
    offers: list[str] = field(default_factory=list)
    earlier: list[str] = field(default_factory=list)
    pending: str | None = None
    round: int = 0
    misses: int = 0
    asked_back: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    language: str | None = None
    traditional: bool | None = None
    device: str | None = None
    joined: str | None = None

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Memory:
        """Read stored notes; unknown keys of an older version are dropped."""
        known = {f.name for f in fields(cls)} - UNSTORED
        return cls(**{key: value for key, value in stored.items() if key in known})

    def as_dict(self) -> dict[str, Any]:
        """Plain values for storage."""
        return {key: value for key, value in asdict(self).items() if key not in UNSTORED}

    def once(self, note: str) -> bool:
        """True the first time a note is given, false afterwards."""
        if note in self.told:
            return False
        self.told.append(note)
        return True


DEVICES = "devices"
MOST_DEVICES = 8
"""How many devices that are not verified keep a notebook; the one that was quiet longest starts anew."""
UNSTORED = frozenset({"device", "joined"})


def notebook(stored: Mapping[str, Any], *, device: str, verified: bool, was_verified: bool) -> Memory:
    """The notes a session may read and write.

    Args:
        stored: the notes of the conversation as stored.
        device: the session.
        verified: it has proved who is there.
        was_verified: it had, and the proof has expired; then it starts from what was said, with a check of
            its own.
    """
    if verified:
        return Memory.of(stored)
    own = stored.get(DEVICES, {}).get(device)
    if own is None and was_verified:
        own = {**stored, "question": None, "answered": [], "parked": None, "amended": None, "figures": []}
    found = Memory.of(own or {})
    found.device = device
    return found


def join(stored: Mapping[str, Any], own: Memory) -> Memory:
    """The conversation's notes once a device is verified, with what was said on it before."""
    shared = Memory.of(stored)
    shared.stage, shared.question, shared.answered = NEW, None, []
    shared.parked, shared.amended, shared.misses, shared.joined = own.parked, own.amended, 0, own.device
    if own.traditional is not None:
        shared.traditional = own.traditional
    for kept, said in (
        (shared.reasons, own.reasons),
        (shared.told, own.told),
        (shared.maybe, [each for each in own.maybe if each not in shared.reasons]),
    ):
        kept += [each for each in said if each not in kept]
    return shared


def to_store(stored: Mapping[str, Any], notes: Memory) -> dict[str, Any]:
    """What is stored after a turn that wrote ``notes``."""
    devices = {key: value for key, value in stored.get(DEVICES, {}).items() if key != notes.joined}
    if notes.device is None:
        return {**notes.as_dict(), DEVICES: devices}
    devices.pop(notes.device, None)
    devices[notes.device] = notes.as_dict()  # last: the one that spoke last
    kept = dict(list(devices.items())[-MOST_DEVICES:])
    return {**stored, DEVICES: kept}
