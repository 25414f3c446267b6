"""Excel workbooks, by openpyxl: one sheet's values go through with their types and number formats; text is never a formula."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from tempfile import TemporaryFile
from typing import IO, Any

from namenorm.cli.formats.shape import Added, Batch, Cells, Head, Writer, as_text
from namenorm.cli.terminal import escape
from namenorm.errors import ExtraError, FileError

try:
    from openpyxl import Workbook, load_workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.read_only import EMPTY_CELL
    from openpyxl.utils.exceptions import IllegalCharacterError
except ModuleNotFoundError:
    raise ExtraError("Excel needs openpyxl: pip install 'namenorm[excel]'") from None

_ROWS = 1_048_576
_LONGEST = 32_767  # characters of a cell; the library would cut it without a word
_BATCH = 1_000
_EPOCH = (1980, 1, 1, 0, 0, 0)
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_BROKEN = (zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError, SyntaxError)  # SyntaxError: XML that is none


@dataclass(frozen=True, slots=True)
class SheetBatch(Batch):
    """Rows of cells as openpyxl has them."""

    cells: list[Sequence[Any]]
    lines: Sequence[int]
    source: str

    def mentions(self, column: int) -> list[str]:
        out = []
        for row, line in zip(self.cells, self.lines, strict=True):
            if row[column].data_type == "f":
                raise FileError(f"{self.source}: row {line}: the name is a formula - paste the column as values first")
            out.append(as_text(row[column].value))
        return out

    def rows(self) -> Iterator[list[Any]]:
        return ([cell.value for cell in row] for row in self.cells)


class ExcelReader:
    """The rows of one sheet: `sheet`, or else the one that was open when the workbook was saved."""

    def __init__(self, stream: IO[bytes], source: str, sheet: str | None = None, *, named: bool = True) -> None:
        self._source = source
        try:
            book = load_workbook(stream, read_only=True)
        except _BROKEN as error:
            raise FileError(f"{source}: this can't be read as an Excel workbook (.xlsx) - check the file") from error
        if sheet is not None and sheet not in book.sheetnames:
            listed = ", ".join(f"'{escape(name)}'" for name in book.sheetnames)
            raise FileError(f"{source}: no sheet '{escape(sheet)}' - the sheets are {listed}")
        found: Any = book.active if sheet is None else book[sheet]
        if not hasattr(found, "iter_rows"):  # a sheet that is a chart
            raise FileError(f"{source}: the sheet has no cells - give --sheet")
        self._sheet = found
        self._rows = enumerate(self._cells(), 1)
        _, first = next(self._rows, (1, ()))
        values = [cell.value for cell in first]
        while values and values[-1] is None:
            values.pop()
        if not values:
            raise FileError(f"{source}: row 1 is empty - it must name the columns")
        names = tuple(map(as_text, values)) if named else tuple(str(i + 1) for i in range(len(values)))
        self.head = Head(names, named)
        self._first = [] if named else [(1, first)]
        self.total: int | None = self._sheet.max_row

    def _cells(self) -> Iterator[Sequence[Any]]:
        try:
            yield from self._sheet.iter_rows()
        except _BROKEN as error:
            raise FileError(f"{self._source}: the workbook is damaged - save it anew") from error

    def __iter__(self) -> Iterator[SheetBatch]:
        rows = chain(self._first, self._rows)
        while batch := list(islice(rows, _BATCH)):
            yield SheetBatch([self._fitted(*numbered) for numbered in batch], [number for number, _ in batch], self._source)

    def _fitted(self, number: int, row: Sequence[Any]) -> Sequence[Any]:
        """A row with as many cells as there are columns."""
        columns = len(self.head.columns)
        if any(cell.value is not None for cell in row[columns:]):
            raise FileError(
                f"{self._source}: row {number}: a cell to the right of the {columns} columns that the first row names - "
                "name its column, or empty it"
            )
        return [*row[:columns], *[EMPTY_CELL] * (columns - len(row))]


class ExcelWriter(Writer):
    """Writes a workbook of one sheet. `formulas` counts the formulas in it; with `safe` they go out as text."""

    def __init__(self, sink: IO[bytes], target: str, *, safe: bool = False) -> None:
        self._sink, self._target, self._safe = sink, target, safe
        self._book = Workbook(write_only=True)
        self._sheet = self._book.create_sheet("namenorm")
        self._added = Added()
        self._count = 0

    def begin(self, head: Head, added: Added) -> None:
        self._added = added
        if head.named:
            self._append(map(self._text, (*head.columns, *added.names)), 1)

    def write(self, batch: Batch, added: Sequence[Cells]) -> None:
        rows = map(self._copies, batch.cells) if isinstance(batch, SheetBatch) else map(self._values, batch.rows())
        for row, cells, line in zip(rows, added, batch.lines or range(1, len(batch) + 1), strict=True):
            self._append(chain(row, map(self._value, self._added.values(cells))), line)

    def end(self) -> None:
        with TemporaryFile() as whole:
            self._book.save(whole)
            _copy_without_times(whole, self._sink)

    def abandon(self) -> None:
        with suppress(Exception):  # a sheet that is not closed complains on standard error, and its file stays
            self._sheet.close()
            self._sheet._writer.cleanup()

    def _append(self, row: Iterable[Any], line: int) -> None:
        self._count += 1
        if self._count > _ROWS:
            raise FileError(f"{self._target}: a sheet holds no more than {_ROWS} rows - write CSV or Parquet")
        try:
            self._sheet.append(list(row))
        except IllegalCharacterError as error:
            what = f"{self._target}: row {line} has a control character, which a workbook can't hold"
            raise FileError(f"{what} - write CSV or JSON Lines") from error
        except ValueError as error:
            raise FileError(f"{self._target}: row {line}: {error} - write CSV or JSON Lines") from error

    def _copies(self, row: Sequence[Any]) -> Iterator[Any]:
        for cell in row:
            if cell.value is None:
                yield None
                continue
            copy = WriteOnlyCell(self._sheet, cell.value)
            copy.number_format = cell.number_format
            if cell.data_type == "f":
                self.formulas += 1
            if cell.data_type == "s" or (cell.data_type == "f" and self._safe):
                copy.data_type = "s"
            yield copy

    def _values(self, row: Iterable[Any]) -> Iterator[Any]:
        return map(self._value, row)

    def _value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, int | float | date) else self._text(as_text(value))

    def _text(self, text: str) -> Any:
        """A cell that is text whatever it begins with."""
        if len(text) > _LONGEST:
            raise ValueError(f"a cell holds no more than {_LONGEST} characters")
        cell = WriteOnlyCell(self._sheet, text)
        cell.data_type = "s"
        return cell


def _copy_without_times(workbook: IO[bytes], sink: IO[bytes]) -> None:
    """Copy a workbook; the same values give the same bytes, whenever they are written."""
    with zipfile.ZipFile(workbook) as old, zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            info = zipfile.ZipInfo(entry.filename, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            with old.open(entry) as source, new.open(info, "w", force_zip64=True) as target:
                if entry.filename == "docProps/core.xml":
                    target.write(_TIMES.sub(rb"\g<1>1980-01-01T00:00:00Z", source.read()))
                else:
                    shutil.copyfileobj(source, target)
