"""Tideover: a conversational reminder bot for people a few days late on a loan."""
