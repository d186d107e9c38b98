"""Receipts: what was agreed, as a PDF to keep and as dates for a calendar."""
