"""Handing a hard case to a person, with everything that person needs."""
