"""Reading YAML whose days are days of the calendar: 2025-13-01 is named with its line like any slip."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from yaml import SafeLoader as _Base
else:
    _Base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class SafeDates(_Base):
    """The safe loader, in C where there is one."""


def _day(loader: Any, node: Any) -> object:
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError as error:
        raise yaml.constructor.ConstructorError(
            None, None, f"{node.value} is not a day: {error}", node.start_mark
        ) from error


SafeDates.add_constructor("tag:yaml.org,2002:timestamp", _day)


def load(text: str | bytes) -> Any:
    """Read one document.

    Raises:
        yaml.YAMLError: it is no YAML, or a day in it does not exist; with line and column.
    """
    return yaml.load(text, Loader=SafeDates)  # noqa: S506 - the safe loader
