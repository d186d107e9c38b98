"""The one error tree. Each error says what was wrong, where, and what to do next.

TideoverError
├── BadInput            someone gave us something we cannot use (HTTP 4xx, exit code 2)
│   ├── BadFile         a file: carries file, line, field, value
│   ├── UnknownThing    a name or id that is not there
│   └── NotAllowed      the person may not do this
├── BadPolicy           a policy file is wrong: carries file, rule, field
├── Conflict            somebody else changed it first; read again and retry
├── Refused             the one door said no: carries the verdict
├── Unavailable         a part of the house is down; nothing is lost, try later
│   ├── EngineDown
│   │   └── StepFailed  the engine answers, but this step failed: tried some times, then given up
│   └── StorageBusy
└── ChannelError        a message could not be handed over
    ├── Unreachable     the address will never work again (blocked, unknown)
    ├── RetryLater      wait: carries seconds
    └── OutcomeUnknown  it may have arrived; never repeat blindly
"""

from __future__ import annotations


class TideoverError(Exception):
    """Root of every error that the product raises on purpose.

    Args:
        what: what was wrong, with the offending value if it is not personal.
        where: the file, line, field, rule or id it concerns; empty when there is none.
        remedy: what to do next.
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        """Keep the three parts and build one readable sentence of them."""
        self.what, self.where, self.remedy = what, where, remedy
        sentence = ": ".join(part for part in (where, what) if part)
        super().__init__(sentence + (f" ({remedy})" if remedy else ""))


class BadInput(TideoverError):
    """Someone gave us something we cannot use."""


class BadFile(BadInput):
    """A file cannot be read as what it should be."""


class UnknownThing(BadInput):
    """A name or id that is not there."""


class NotAllowed(BadInput):
    """The person may not do this."""


class BadPolicy(TideoverError):
    """A policy file is wrong; ``where`` names file, rule and field."""


class Conflict(TideoverError):
    """Somebody else changed it first; read again and retry."""


class Refused(TideoverError):
    """The one door said no."""


class Unavailable(TideoverError):
    """A part of the house is down; nothing is lost, try later."""


class EngineDown(Unavailable):
    """The language engine or its action server does not answer."""


class StepFailed(EngineDown):
    """The engine answers, but the step of this one message failed; it may fail each time."""


class StorageBusy(Unavailable):
    """The database is locked or unreachable."""


class ChannelError(TideoverError):
    """A message could not be handed over to its channel."""


class Unreachable(ChannelError):
    """The address will never work again: blocked, unknown, closed."""


class RetryLater(ChannelError):
    """The channel asks to wait.

    Args:
        what: what the channel said.
        seconds: how long to wait before the next attempt.
    """

    def __init__(self, what: str, *, seconds: float) -> None:
        """Keep the waiting time beside the sentence."""
        super().__init__(what, remedy=f"wait {seconds:g} s")
        self.seconds = seconds


class OutcomeUnknown(ChannelError):
    """The message may have arrived or not; never repeat it blindly."""
