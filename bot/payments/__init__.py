"""Payments: a hosted page to pay on, a signed word that money arrived, and what follows from it."""
