"""From the bytes of a CSV file to rows under the product's own column names."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from bot.imports.columns import Column, header_key, lookup
from bot.model.errors import BadFile

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
WIDTH = "*"
"""Where a row that is longer or shorter than the header says so."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it begins on, and its values by column name."""

    line: int
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A file that was opened: its rows, roughly how many there are, and headers nobody needs."""

    rows: Iterator[Row]
    about: int
    ignored: tuple[str, ...]


class _Lines(Iterator[list[str]], Protocol):
    """What :func:`csv.reader` gives: the cells of each row, and how many lines were read for them."""

    @property
    def line_num(self) -> int: ...


def read_table(data: bytes, *, columns: tuple[Column, ...], name: str) -> Table:
    """Open a CSV file.

    UTF-8 (with or without a byte order mark), UTF-16 with one, or GB18030; commas, semicolons or tabs.

    Raises:
        BadFile: it is no text, has no header, lacks a required column or names one twice.
    """
    text = decode(data, name=name)
    first = next((line for line in text.splitlines() if line.strip()), "")
    if not first:
        raise BadFile("the file is empty", where=name, remedy="the first line names the columns")
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    return _table(reader, columns=columns, name=name, about=text.count("\n"))


def decode(data: bytes, *, name: str) -> str:
    """The text of a file in one of the encodings that spreadsheets write."""
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding or "utf-8")
        except UnicodeDecodeError as error:
            failed = error
            continue
        if "\x00" in text:
            break
        return text
    else:
        at = data.count(b"\n", 0, failed.start) + 1
        raise BadFile(
            "the text is neither UTF-8 nor GB18030", where=f"{name}, line {at}", remedy="save it as CSV UTF-8"
        )
    raise BadFile("this is no text file", where=name, remedy="export the sheet as CSV")


def _table(reader: _Lines, *, columns: tuple[Column, ...], name: str, about: int) -> Table:
    known = lookup(columns)
    try:
        header = next((cells for cells in reader if any(cell.strip() for cell in cells)), None)
    except csv.Error as error:
        raise BadFile(f"the header cannot be read: {error}", where=f"{name}, line 1") from error
    if header is None:
        raise BadFile("the file is empty", where=name, remedy="the first line names the columns")
    places: list[str | None] = []
    ignored = []
    for cell in header:
        column = known.get(header_key(cell))
        if column is None:
            if cell.strip():
                ignored.append(cell.strip())
            places.append(None)
            continue
        if column.name in places:
            raise BadFile(
                f"column {column.name} is there twice, the second time as {cell.strip()!r}",
                where=f"{name}, line 1",
                remedy="remove one",
            )
        places.append(column.name)
    missing = [column.name for column in columns if column.required and column.name not in places]
    if missing:
        raise BadFile(
            f"there is no column {', '.join(missing)}",
            where=f"{name}, line 1",
            remedy="docs/import.md lists the columns and the names they may have",
        )
    return Table(rows=_rows(reader, places=places, name=name), about=about, ignored=tuple(ignored))


def _rows(reader: _Lines, *, places: list[str | None], name: str) -> Iterator[Row]:
    width = len(places)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise BadFile(
                f"the row cannot be read: {error}", where=f"{name}, line {line}", remedy="check its quotes"
            ) from error
        if not any(cell.strip() for cell in cells):
            continue
        values = {place: cell for place, cell in zip(places, cells, strict=False) if place}
        if len(cells) < width or any(cell.strip() for cell in cells[width:]):
            values[WIDTH] = f"{len(cells)} values under {width} headers"
        yield Row(line=line, values=values)
