"""A person, stop, wrong person, third party, language."""

from __future__ import annotations

from actions.base import TopicAction


class PeopleAction(TopicAction):
    """A person, stop, wrong person, third party, language."""

    topic = "people"
