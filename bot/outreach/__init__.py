"""Reaching out: who is contacted, when and where; and the one door that every sentence passes."""
