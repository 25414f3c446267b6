"""Rows of CSV keep the text they were read from, and every fault is told with its line."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namenorm.cli.rows import add_cells, find_column, quote, read_header, read_rows
from namenorm.errors import FileError

CELLS = st.text(alphabet=st.sampled_from('ab,"\n\r\0 =كى'), max_size=6)


def rows_of(data: bytes) -> list[list[str]]:
    return [row.cells for row in read_rows(io.BytesIO(data), "a.csv")]


def fault_of(data: bytes) -> str:
    with pytest.raises(FileError) as caught:
        rows_of(data)
    return str(caught.value)


@given(
    st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans()
)
def test_rows_are_what_the_csv_module_wrote_and_their_text_is_the_file(
    table: list[list[str]], ending: str, quote_all: bool
) -> None:
    table[0].insert(0, "head")  # a NUL in the first line is taken for UTF-16
    table[0] = [cell.replace("\0", "") for cell in table[0]]
    text = io.StringIO(newline="")
    # With another ending than CRLF, the csv module of Python 3.11 leaves a CR or LF in a cell without quotes.
    minimal = ending == "\r\n" and not quote_all
    csv.writer(text, lineterminator=ending, quoting=csv.QUOTE_MINIMAL if minimal else csv.QUOTE_ALL).writerows(table)
    rows = list(read_rows(io.BytesIO(text.getvalue().encode()), "a.csv"))
    assert [row.cells for row in rows] == table
    assert "".join(row.text + row.ending for row in rows) == text.getvalue()
    assert {row.ending for row in rows} == {ending}


@given(st.lists(st.sampled_from([b"a", b",", b'"', b"\n", b"\r", b" ", "ك".encode(), b"\xef\xbb\xbf", b"\xff", b"\0"])))
def test_any_file_is_read_without_loss_or_refused_with_a_line(pieces: list[bytes]) -> None:
    data = b"".join(pieces)
    try:
        rows = list(read_rows(io.BytesIO(data), "a.csv"))
    except FileError as error:
        assert re.match(r"a\.csv: line \d+: .* - ", str(error))
    else:
        assert "".join(row.text + row.ending for row in rows).encode() == data.removeprefix(b"\xef\xbb\xbf")


@given(st.lists(CELLS, min_size=1, max_size=4), st.lists(CELLS, min_size=1, max_size=4), st.sampled_from(",;\t"))
def test_added_cells_read_back_after_the_old_ones(old: list[str], new: list[str], delimiter: str) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([["h"], old])
    row = list(read_rows(io.BytesIO(text.getvalue().encode()), "a.csv", delimiter))[1]
    written = next(
        csv.reader(io.StringIO(add_cells(row, new, delimiter), newline=""), delimiter=delimiter, strict=True)
    )
    assert written[: len(old)] == old
    assert [cell.removeprefix("'") for cell in written[len(old) :]] == [cell.removeprefix("'") for cell in new]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_a_cell_of_ours_is_never_a_formula(start: str) -> None:
    assert quote(start + "1").strip('"') == f"'{start}1"


def test_line_endings_may_be_mixed_and_the_last_may_be_missing() -> None:
    rows = list(read_rows(io.BytesIO(b"a\r\nb\rc\nd"), "a.csv"))
    assert [(row.line, row.text, row.ending) for row in rows] == [
        (1, "a", "\r\n"),
        (2, "b", "\r"),
        (3, "c", "\n"),
        (4, "d", ""),
    ]


def test_a_row_is_told_by_the_line_it_begins_on() -> None:
    rows = list(read_rows(io.BytesIO(b'a,b\n"x\ny\r\nz",1\n2,3\n'), "a.csv"))
    assert [row.line for row in rows] == [1, 2, 5]


def test_the_byte_order_mark_is_no_part_of_the_header() -> None:
    rows = list(read_rows(io.BytesIO(b'\xef\xbb\xbf"name"\nx\n'), "a.csv"))
    assert (rows[0].cells, rows[0].text) == (["name"], '"name"')


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_refused_with_what_to_do(encoding: str) -> None:
    assert fault_of("name\nReuters\n".encode(encoding)).startswith("a.csv: line 1: this looks like UTF-16 - convert")


@pytest.mark.parametrize(
    ("data", "line", "offset"),
    [
        (b"name\nx\n\xe9t\xe9\n", 3, 7),
        (b"\xff", 1, 0),
        (b"\xef\xbb\xbfna\xe9me", 1, 5),
        ("name\nكى".encode() + b"\xd9", 2, 9),
        (b"name\r\xed\xa0\x80\n", 2, 5),
        (b"name\n" + b"0123456789\n" * 5000 + b"\xc3(\n", 5002, 55005),
    ],
)
def test_a_byte_that_is_not_utf8_is_refused_with_its_place(data: bytes, line: int, offset: int) -> None:
    fault = fault_of(data)
    assert fault.startswith(f"a.csv: line {line}: byte 0x{data[offset]:02X} at offset {offset} is not UTF-8")


@pytest.mark.parametrize(
    ("data", "line", "what"),
    [
        (b'a,b\n1,2\n3,"open\n5,6\n', 3, "never closed"),
        (b'a,b\n"x\r\ny","open\n5,6\n', 3, "never closed"),
        (b'a,b\n1,"open\n3,"good"\n', 2, "followed by text"),
        (b'a,b\n"x\ny","open"z\n', 3, "followed by text"),
        (b'"a', 1, "never closed"),
        (b'a,"b""\n1,2', 1, "never closed"),
    ],
)
def test_a_quote_that_is_not_closed_is_told_by_the_line_it_opened_on(data: bytes, line: int, what: str) -> None:
    fault = fault_of(data)
    assert fault.startswith(f"a.csv: line {line}: the quote opened here is ")
    assert what in fault


def test_a_quote_inside_a_plain_cell_is_a_letter() -> None:
    assert rows_of(b'a,b\n5" gun,x\n') == [["a", "b"], ['5" gun', "x"]]


def test_cells_up_to_16_mib_are_read_and_longer_ones_refused() -> None:
    limit = 16 * 1024 * 1024
    assert rows_of(b"a\n" + b"x" * limit) == [["a"], ["x" * limit]]
    assert "no cell may be longer" in fault_of(b"a\n" + b"x" * (limit + 1))
    fault = fault_of(b'a,b\n1,"' + b"x\n" * (limit // 2 + 1))
    assert fault.startswith("a.csv: line 2: the quote opened here is not closed within 16777216 characters")


def test_header_errors() -> None:
    for data, what in ((b"", "empty"), (b"\xef\xbb\xbf", "empty"), (b"\nname\n", "line 1: the line is blank")):
        with pytest.raises(FileError, match=what):
            read_header(read_rows(io.BytesIO(data), "a.csv"), "a.csv")


def test_a_column_is_found_by_name_and_else_by_number() -> None:
    assert find_column(["id", "name"], "name", "a.csv") == 1
    assert find_column(["id", "name"], "2", "a.csv") == 1
    assert find_column(["2", "name"], "2", "a.csv") == 0
    assert find_column(["name", "name"], "2", "a.csv") == 1


@pytest.mark.parametrize("column", ["Name", "0", "3", "-1", "²", ""])
def test_a_missing_column_lists_those_there_are(column: str) -> None:
    with pytest.raises(FileError, match="the columns are 'id', 'na\\\\u202eme'"):
        find_column(["id", "na\u202eme"], column, "a.csv")


def test_a_column_that_occurs_twice_is_refused_with_its_numbers() -> None:
    with pytest.raises(FileError, match="give a number: 1, 3"):
        find_column(["name", "id", "name"], "name", "a.csv")
