from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.imports.columns import COLUMNS, INSTALMENTS, lookup
from bot.imports.report import LISTED, Report
from bot.imports.table import WIDTH, Row, read_table
from bot.model.errors import BadFile

DOCS = Path(__file__).parents[3] / "docs" / "import.md"
TEXT = "account_id,number,due_on,principal\nA1,1,2026-03-05,1000\n"
ROW = Row(line=2, values={"account_id": "A1", "number": "1", "due_on": "2026-03-05", "principal": "1000"})


def rows(data: bytes) -> list[Row]:
    return list(read_table(data, columns=INSTALMENTS, name="i.csv").rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_file_reads_the_same_however_a_spreadsheet_saved_it(
    encoding: str, separator: str, ending: str
) -> None:
    text = TEXT.replace(",", separator).replace("\n", ending)

    assert rows(text.encode(encoding)) == [ROW]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_chinese_headers_name_the_same_columns(encoding: str) -> None:
    text = "借据号,期数,应还日期,应还本金（元）\nA1,1,2026-03-05,1000\n"

    assert rows(text.encode(encoding)) == [ROW]


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    text = 'account_id,number,due_on,principal\n\n"A\n1",1,2026-03-05,1000\nA2,1,2026-03-05,1000\n'

    assert [row.line for row in rows(text.encode())] == [3, 5]


def test_headers_nobody_needs_are_named() -> None:
    table = read_table(TEXT.replace("number", "number,branch").encode(), columns=INSTALMENTS, name="i.csv")

    assert table.ignored == ("branch",)


def test_a_row_of_another_width_says_so() -> None:
    found = rows(b"account_id,number,due_on,principal\nA1,1,2026-03-05\nA1,1,2026-03-05,1,280.00\n")

    assert [row.values[WIDTH] for row in found] == ["3 values under 4 headers", "5 values under 4 headers"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b",,,\n,,,\n", "empty"),
        (b'""\n', "empty"),
        (b"account_id,number\n", "no column due_on, principal"),
        (b"account_id,account_id,number,due_on,principal\n", "twice"),
        (b"account_id,number,due_on,principal\nA1,1,\xff\xff,1\n", "line 2: the text is neither"),
        (b"PK\x03\x04\x00\x00", "no text file"),
        (b'account_id,number,due_on,principal\nA1,"1"x,2026-03-05,1\n', "line 2: the row cannot be read"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_the_place(data: bytes, reason: str) -> None:
    with pytest.raises(BadFile, match=reason):
        rows(data)


@given(st.binary(max_size=300))
def test_no_bytes_lead_to_anything_but_rows_or_a_refusal(data: bytes) -> None:
    try:
        found = rows(b"account_id,number,due_on,principal\n" + data)
    except BadFile:
        return
    assert all(row.line >= 2 for row in found)


@pytest.mark.parametrize("kind", COLUMNS)
def test_no_header_names_two_columns(kind: str) -> None:
    names = [name for column in COLUMNS[kind] for name in (column.name, *column.aliases)]

    assert len(lookup(COLUMNS[kind])) == len(names)


@pytest.mark.parametrize("kind", COLUMNS)
def test_the_page_for_lenders_lists_every_column_and_every_other_name(kind: str) -> None:
    _, section = DOCS.read_text(encoding="utf-8").split(f"## {kind}.csv", 1)
    section = section.split("\n## ", 1)[0]
    listed = {
        cells[1].strip(" `*"): {name for name in re.split(r"[,，、]\s*", cells[-2].strip()) if name}
        for cells in (line.split("|") for line in section.splitlines() if line.startswith("| `"))
    }

    assert listed == {column.name: set(column.aliases) for column in COLUMNS[kind]}


def test_problems_beyond_the_fiftieth_are_counted_and_personal_values_never_shown() -> None:
    report = Report(kind="accounts", name="a.csv")

    for line in range(LISTED + 7):
        report.refuse(line=line, column="phone", value="13800138000", reason="is odd", personal=True)

    assert (len(report.problems), report.more) == (50, 7)
    assert "13800138000" not in str(report.as_json())
    assert str(report.problems[0]) == "line 0, phone: (11 characters, not shown) is odd"
