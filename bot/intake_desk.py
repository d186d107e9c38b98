"""Wiring of the intake: which places, hashes and channel adapters this installation imports with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import yaml

from bot.compliance.places import Places
from bot.conversation.house import Keys
from bot.conversation.verification import answer_hash
from bot.keys import KeyRing
from bot.model.errors import BadPolicy
from bot.model.ports import Unit
from bot.settings import Settings
from bot.storage.intake_plan import Desk

ADAPTERS = {
    "sandbox": {"sms": "sandbox_sms", "email": "sandbox_email"},
    "live": {"sms": "sms", "email": "email"},
}


def open_desk(settings: Settings, *, new_id: Callable[[], str], source: str = "file") -> Desk:
    """What imports need of this installation.

    Args:
        settings: where the policies are, which channels are used, the secret of keyed hashes.
        new_id: makes a fresh id.
        source: ``file`` or ``api``; kept beside each payment.

    Raises:
        Unavailable: the secret is missing.
        BadPolicy: the table of places cannot be read.
    """
    keys: Keys = KeyRing(settings.secret.get_secret_value())
    return Desk(
        places=read_places(settings.policies),
        answer_hash=lambda borrower, question, answer: answer_hash(
            keys, borrower_id=borrower, question=question, answer=answer
        ),
        address_key=lambda address: keys.digest("address", address),
        adapters=ADAPTERS[settings.channels],
        new_id=new_id,
        source=source,
    )


def read_places(policies: Path) -> Places:
    """The table of places and the rules that belong to them."""
    path = policies / "places.yml"
    try:
        return Places.of(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, KeyError, AttributeError) as error:
        raise BadPolicy(
            f"the table of places cannot be read: {type(error).__name__}", where=str(path)
        ) from error


def api_key_hash(keys: Keys, api_key: str) -> str:
    """Under which hash an API key is kept."""
    return keys.digest("api-key", api_key)


def issue_api_key(unit: Unit, keys: Keys, *, name: str, at: datetime) -> str:
    """Make an API key for a program by name; an older one of that name stops working.

    Returns:
        The key. It is shown once and kept only as a keyed hash.
    """
    api_key = f"tk_{keys.new_token()}"
    unit.people.add_api_key(key_hash=api_key_hash(keys, api_key), name=name, at=at)
    return api_key
