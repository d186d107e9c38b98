"""Fixtures that several files of this folder share."""

from tests.integration.telegram_phone import double, phone

__all__ = ["double", "phone"]
