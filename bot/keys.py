"""Keyed hashes and secrets: one key, a different hash for each purpose."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from bot.model.errors import Unavailable


class KeyRing:
    """Hashes with the installation's secret; makes fresh tokens."""

    def __init__(self, secret: str) -> None:
        """Keep the secret.

        Raises:
            Unavailable: it is missing or too short to be one.
        """
        if len(secret) < 32:
            raise Unavailable(
                "the secret is missing or shorter than 32 characters",
                where="TIDEOVER_SECRET",
                remedy="set it, or run make demo",
            )
        self._key = secret.encode()

    def digest(self, purpose: str, value: str) -> str:
        """A keyed SHA-256 of a value, different for each purpose, as 64 hexadecimal digits."""
        return hmac.new(self._key, f"{purpose}\x1f{value}".encode(), hashlib.sha256).hexdigest()

    def new_token(self) -> str:
        """A fresh secret of 192 bits, safe in a link."""
        return secrets.token_urlsafe(24)
