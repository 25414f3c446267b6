"""Rows of CSV keep the text they were read from, and every fault is told with its line."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namenorm.cli.columns import find_columns
from namenorm.cli.formats.delimited import DelimitedHead, DelimitedReader
from namenorm.cli.formats.delimited_writer import DelimitedWriter, quote, raw_cells
from namenorm.cli.formats.rejects import Rejects
from namenorm.cli.formats.shape import Added, Head
from namenorm.cli.formats.sniffing import sniff
from namenorm.cli.formats.text import UTF_8, TextFile
from namenorm.errors import FileError

CELLS = st.text(alphabet=st.sampled_from('ab,"\n\r\0 =كى'), max_size=6)


@dataclass(frozen=True)
class Row:
    line: int
    cells: list[str]
    text: str
    ending: str


def reader_of(data: bytes, delimiter: str = ",", encoding: str | None = None) -> DelimitedReader:
    return DelimitedReader(TextFile(io.BytesIO(data), "a.csv", encoding), delimiter, Rejects())


def read_rows(data: bytes, delimiter: str = ",") -> list[Row]:
    """The header and all rows, in the text they stood in."""
    reader = reader_of(data, delimiter)
    head = reader.head.own
    assert isinstance(head, DelimitedHead)
    rows = [Row(1, list(reader.head.columns), head.text, head.ending)]
    for batch in reader:
        rows[-1] = replace(rows[-1], ending=rows[-1].ending + batch.lead)
        rows += map(Row, batch.lines, batch.cells, batch.texts, batch.each_ending())
    return rows


def rows_of(data: bytes) -> list[list[str]]:
    return [row.cells for row in read_rows(data)]


def fault_of(data: bytes) -> str:
    with pytest.raises(FileError) as caught:
        rows_of(data)
    return str(caught.value)


def table_of(columns: int) -> st.SearchStrategy[list[list[str]]]:
    return st.lists(st.lists(CELLS, min_size=columns, max_size=columns), min_size=1, max_size=6)


@given(st.integers(2, 4).flatmap(table_of), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_rows_are_what_the_csv_module_wrote_and_their_text_is_the_file(
    table: list[list[str]], ending: str, quote_all: bool
) -> None:
    table[0] = [f"h{cell}".replace("\0", "") for cell in table[0]]  # many NULs at the start are taken for UTF-16
    text = io.StringIO(newline="")
    # With another ending than CRLF, the csv module of Python 3.11 leaves a CR or LF in a cell without quotes.
    minimal = ending == "\r\n" and not quote_all
    csv.writer(text, lineterminator=ending, quoting=csv.QUOTE_MINIMAL if minimal else csv.QUOTE_ALL).writerows(table)
    rows = read_rows(text.getvalue().encode())
    assert [row.cells for row in rows] == table
    assert "".join(row.text + row.ending for row in rows) == text.getvalue()
    assert {row.ending for row in rows} == {ending}


PIECES = [b"a", b",", b'"', b"\n", b"\r", b" ", "ك".encode(), b"\xef\xbb\xbf", b"\xff", b"\0"]


@given(st.lists(st.sampled_from(PIECES)), st.integers(1, 5))
def test_any_file_is_read_without_loss_or_refused_with_a_line(pieces: list[bytes], block: int) -> None:
    data = b"".join(pieces)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("namenorm.cli.formats.text.BLOCK", block)  # rows and letters that lie across blocks
        try:
            rows = read_rows(data)
        except FileError as error:
            assert re.match(r"a\.csv: (line \d+: .*|the file is empty) - ", str(error))
        else:
            assert "".join(row.text + row.ending for row in rows).encode() == data.removeprefix(b"\xef\xbb\xbf")


@given(st.lists(st.sampled_from(PIECES)), st.integers(1, 5))
def test_what_is_not_read_is_rejected_as_it_was(pieces: list[bytes], block: int) -> None:
    data = b"a,b\n" + b"".join(pieces)
    sink = io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("namenorm.cli.formats.text.BLOCK", block)
        reader = DelimitedReader(TextFile(io.BytesIO(data), "a.csv"), ",", Rejects(sink, quiet=True))
        kept = [
            (line, text.encode(), ending.encode())
            for batch in reader
            for line, text, ending in zip(batch.lines, batch.texts, batch.each_ending(), strict=True)
        ]
    rejected = sink.getvalue().removeprefix(b"a,b\n")
    blank = re.compile(rb"(\r\n|\r|\n)+")
    left = blank.sub(b"\n", data.removeprefix(b"a,b\n"))
    for text in (*(text for _, text, _ in kept), *blank.split(rejected)):
        assert blank.sub(b"\n", text) in left
    assert sorted(line for line, _, _ in kept) == [line for line, _, _ in kept]
    whole = b"".join(text for _, text, _ in kept) + rejected
    assert sorted(blank.sub(b"", whole)) == sorted(blank.sub(b"", data.removeprefix(b"a,b\n")))  # not one byte is lost


@given(table_of(2), st.lists(CELLS, min_size=1, max_size=4), st.sampled_from(",;\t"), st.booleans())
def test_added_cells_read_back_after_the_old_ones(table: list[list[str]], new: list[str], delimiter: str, safe: bool) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([["h", "i"], *table])
    reader = reader_of(text.getvalue().encode(), delimiter)
    sink = io.BytesIO()
    writer = DelimitedWriter(sink, "b.csv", delimiter, UTF_8, safe=safe)
    writer.begin(reader.head, Added(tuple("x" * (n + 1) for n, _ in enumerate(new))))
    for batch in reader:
        writer.write(batch, [tuple(new)] * len(batch))
    written = list(csv.reader(io.StringIO(sink.getvalue().decode(), newline=""), delimiter=delimiter, strict=True))[1:]
    kept = [row[:2] for row in written]
    assert kept == ([[f"'{cell}" if cell[:1] in list("=\n\r") else cell for cell in row] for row in table] if safe else table)
    assert writer.formulas == sum(cell[:1] in list("=\n\r") for row in table for cell in row)
    assert all([cell.removeprefix("'") for cell in row[2:]] == [cell.removeprefix("'") for cell in new] for row in written)


@given(st.lists(CELLS, min_size=1), st.sampled_from(",;\t"))
def test_the_cells_of_a_text_are_its_parts(cells: list[str], delimiter: str) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="").writerow(cells)
    assert delimiter.join(raw_cells(text.getvalue(), delimiter)) == text.getvalue()
    assert len(raw_cells(text.getvalue(), delimiter)) == len(cells)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_a_cell_of_ours_is_never_a_formula(start: str) -> None:
    assert quote(start + "1").strip('"') == f"'{start}1"


def test_line_endings_may_be_mixed_and_the_last_may_be_missing() -> None:
    rows = read_rows(b"a\r\nb\rc\nd")
    assert [(row.line, row.text, row.ending) for row in rows] == [
        (1, "a", "\r\n"),
        (2, "b", "\r"),
        (3, "c", "\n"),
        (4, "d", ""),
    ]


def test_a_row_is_told_by_the_line_it_begins_on() -> None:
    rows = read_rows(b'a,b\n"x\ny\r\nz",1\n2,3\n')
    assert [row.line for row in rows] == [1, 2, 5]


def test_the_byte_order_mark_is_no_part_of_the_header() -> None:
    rows = read_rows(b'\xef\xbb\xbf"name"\nx\n')
    assert (rows[0].cells, rows[0].text) == (["name"], '"name"')


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_refused_with_what_to_do(encoding: str) -> None:
    fault = fault_of("name\nReuters\n".encode(encoding))
    assert fault == f"a.csv: line 1: this looks like UTF-16 without a byte order mark - give --encoding {encoding}"


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
        assert what in fault_of(data)


def test_columns_are_found_by_name_and_else_by_number() -> None:
    for names, asked, found in (
        (("id", "name"), ["name"], [1]),
        (("id", "name"), ["2"], [1]),
        (("2", "name"), ["2"], [0]),
        (("name", "name"), ["2"], [1]),
        (("first name", "id", "last name"), ["first name,3"], [0, 2]),
        (("first name", "id", "last name"), ["first name", "last name", "1"], [0, 2]),
        (("last, first", "last", "first"), ["last, first"], [0]),
        (("last, first", "last", "first"), ["last,first"], [1, 2]),
    ):
        assert find_columns(Head(names), asked, "a.csv") == found
    assert find_columns(Head(("1", "2"), named=False), ["2"], "a.csv") == [1]


@pytest.mark.parametrize("column", ["Name", "0", "3", "-1", "²", "", "id,Name"])
def test_a_missing_column_lists_those_there_are(column: str) -> None:
    with pytest.raises(FileError, match="the columns are 'id', 'na\\\\u202eme'"):
        find_columns(Head(("id", "na\u202eme")), [column], "a.csv")


def test_a_column_that_occurs_twice_is_refused_with_its_numbers() -> None:
    with pytest.raises(FileError, match="give a number: 1, 3"):
        find_columns(Head(("name", "id", "name")), ["name"], "a.csv")


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("name,x\nFatah,1\n", ","),
        ("name;x\nFatah;1,5\nHamas;2,5\n", ";"),
        ("name\tx\nLast, First\t1\n", "\t"),
        ("name|x\n", "|"),
        ("name\nLast, First\n", ","),
        ("name\nFatah\n", ","),
        ("Name, full;age\nSadr, Muqtada;5\n", ","),
        ('name;note\n"a;b";"x,\ny"\n"a;b";"never closed', ";"),
        ("", ","),
        ("a;b\n" + "1;2\n" * 50 + "1;2;3\n", ";"),
    ],
)
def test_the_delimiter_is_the_one_by_which_rows_agree(text: str, delimiter: str) -> None:
    assert sniff(text) == delimiter


def test_the_wanted_column_tells_the_delimiter() -> None:
    assert sniff("Name, full;age\nSadr, Muqtada;5\n", ("age",)) == ";"


@pytest.mark.parametrize(("encoding", "text"), [
    ("cp1256", "مصطفى الكاظمي\nمقتدى الصدر\n"), ("cp1251", "Владимир Путин\n"), ("cp1252", "José Álvarez\n"), ("gb18030", "习近平\n李克强\n"),
])  # fmt: skip
def test_another_encoding_is_guessed_for_the_message_and_not_for_the_reading(encoding: str, text: str) -> None:
    data = f"name\n{text}".encode(encoding)
    assert f"give --encoding {encoding}" in fault_of(data)
    batches = list(reader_of(data, encoding=encoding))
    assert "\n".join(batches[0].texts) + "\n" == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding(encoding: str) -> None:
    reader = reader_of("name\nمقتدى\n".encode(encoding))
    assert reader.head.columns == ("name",)
    assert [batch.texts for batch in reader] == [["مقتدى"]]


def test_utf16_that_breaks_off_is_refused_with_its_place() -> None:
    with pytest.raises(FileError, match=r"line 2: byte 0x62 at offset 14 is not utf-16-le"):
        list(reader_of("name\nab".encode("utf-16")[:-1]))


@pytest.mark.parametrize(("start", "ending"), [(b"\x1f\x8b\x08\0", ".gz"), (b"PK\x03\x04", ".xlsx"), (b"PAR1", ".parquet"), (b"\x28\xb5\x2f\xfd", ".zst")])
def test_what_is_no_text_is_told_by_its_start(start: bytes, ending: str) -> None:
    assert f"ends in {ending}" in fault_of(start + b"\xff\n")
