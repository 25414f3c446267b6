"""CSV read row by row, each with the very text that it stood in, and our own cells written safely.

The `csv` module finds the cells. It is fed line by line and the lines that it took for a row are kept, so that a row
can go out again byte for byte, quotes and line ending included.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from namenorm.cli.terminal import escape
from namenorm.errors import FileError

MAX_CELL = 16 * 1024 * 1024  # characters
_COLUMNS_LISTED = 30
_QUOTED_CELL = re.compile(r'"[^"]*+(?:""[^"]*+)*+"')
_LINE_END = re.compile(r"\r\n|\r|\n")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it begins on, its cells, and its text apart from the line ending ('' at the end of a file)."""

    line: int
    cells: list[str]
    text: str
    ending: str


def read_rows(stream: IO[bytes], source: str, delimiter: str = ",") -> Iterator[Row]:
    """The rows of a UTF-8 CSV file, the header among them. A blank line is a row without cells.

    Raises FileError with the line (and `source`, the name of the file) at the first byte or quote that isn't right.
    """
    csv.field_size_limit(MAX_CELL)
    taken: list[str] = []
    reader = csv.reader(_lines(stream, source, taken), delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _csv_fault("".join(taken), line, source, delimiter, str(error)) from error
        whole = "".join(taken)
        text = whole.rstrip("\r\n")
        yield Row(line, cells, text, whole[len(text) :])
        line += len(taken)
        taken.clear()


def _lines(stream: IO[bytes], source: str, taken: list[str]) -> Iterator[str]:
    """The lines of a file with their endings; every line is added to `taken` as it goes out."""
    # Bad bytes come through as surrogates, which no right UTF-8 holds: so they are found with their place in the file.
    text = io.TextIOWrapper(stream, encoding="utf-8", errors="surrogateescape", newline="")
    offset = 0
    try:
        for number, line in enumerate(text, 1):
            if number == 1:
                _refuse_utf16(line, source)
            try:
                size = len(line.encode())
            except UnicodeEncodeError as error:
                bad = error.start
                raise FileError(
                    f"{source}: line {number}: byte 0x{ord(line[bad]) - 0xDC00:02X} at offset "
                    f"{offset + len(line[:bad].encode())} is not UTF-8 - save the file as UTF-8, or convert it "
                    "with iconv -f ENCODING -t UTF-8 (often WINDOWS-1252, for Arabic WINDOWS-1256, for Cyrillic WINDOWS-1251)"
                ) from None
            wanted = line.removeprefix("\ufeff") if number == 1 else line
            if wanted:
                taken.append(wanted)
                yield wanted
            offset += size
    except OSError as error:
        error.filename = error.filename or source
        raise
    text.detach()  # else it would close the stream, which is not ours


def _refuse_utf16(first_line: str, source: str) -> None:
    if first_line.startswith(("\udcff\udcfe", "\udcfe\udcff")) or "\0" in first_line:
        raise FileError(f"{source}: line 1: this looks like UTF-16 - convert it first: iconv -f UTF-16 -t UTF-8")


def _csv_fault(text: str, line: int, source: str, delimiter: str, error: str) -> FileError:
    """The fault of the broken row `text` that begins on `line`, told by the line on which its bad quote opened."""
    place = _bad_quote(text, delimiter)
    if place is None:
        return FileError(f"{source}: line {line}: {error} - no cell may be longer than {MAX_CELL} characters")
    line += len(_LINE_END.findall(text, 0, place))
    if error.startswith("field larger"):
        what = f"the quote opened here is not closed within {MAX_CELL} characters"
    elif error.startswith("unexpected end"):
        what = "the quote opened here is never closed"
    else:
        what = "the quote opened here is followed by text after it closes"
    return FileError(f'{source}: line {line}: {what} - close it, and write a quote inside a quoted cell as ""')


def _bad_quote(text: str, delimiter: str) -> int | None:
    """Where in a row the first quoted cell opens that does not close right before a delimiter or the end."""
    place = 0
    while place < len(text):
        if text[place] == '"':
            cell = _QUOTED_CELL.match(text, place)
            if cell is None or not text.startswith((delimiter, "\r", "\n"), cell.end()):
                return place
            place = cell.end() + 1
        else:
            after = text.find(delimiter, place)
            if after < 0:
                return None
            place = after + 1
    return None


def read_header(rows: Iterator[Row], source: str) -> Row:
    """The first row, which names the columns. Raises FileError without one."""
    header = next(rows, None)
    if header is None:
        raise FileError(f"{source}: the file is empty - its first line must name the columns")
    if not header.cells:
        raise FileError(f"{source}: line 1: the line is blank - the first line must name the columns")
    return header


def find_column(header: list[str], column: str, source: str) -> int:
    """The index of the column that is called `column` or else has this number, counted from 1."""
    if header.count(column) > 1:
        places = ", ".join(str(number) for number, name in enumerate(header, 1) if name == column)
        raise FileError(f"{source}: line 1: column '{escape(column)}' occurs twice or more - give a number: {places}")
    if column in header:
        return header.index(column)
    if column.isascii() and column.isdigit() and 1 <= int(column) <= len(header):
        return int(column) - 1
    listed = ", ".join(f"'{escape(name)}'" for name in header[:_COLUMNS_LISTED])
    more = f" and {len(header) - _COLUMNS_LISTED} more" if len(header) > _COLUMNS_LISTED else ""
    raise FileError(f"{source}: line 1: no column '{escape(column)}' - the columns are {listed}{more}")


def add_cells(row: Row, cells: Iterable[str], delimiter: str = ",") -> str:
    """The text of `row`, as it was, with `cells` after it."""
    return row.text + delimiter + delimiter.join(quote(cell, delimiter) for cell in cells) + row.ending


def quote(cell: str, delimiter: str = ",") -> str:
    """One cell of our own as CSV. A spreadsheet will not take it for a formula: `=1` comes out as `'=1`."""
    if cell.startswith(_FORMULA_STARTS):
        cell = "'" + cell
    if any(letter in cell for letter in (delimiter, '"', "\r", "\n")):
        return '"' + cell.replace('"', '""') + '"'
    return cell
