"""CSV written: rows of the same kind go out in the text they came in, others cell by cell; no cell of ours is a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from operator import add
from typing import IO, Any

from namenorm.cli.formats.delimited import QUOTED_CELL, DelimitedBatch, DelimitedHead
from namenorm.cli.formats.shape import Added, Batch, Cells, Head, Writer, as_text
from namenorm.cli.formats.text import Encoding

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"[+-](?:\d+(?:[.,]\d+)*|\.\d+)(?:[eE][+-]?\d+)?%?")
_REMEMBERED = 50_000  # what is appended to rows


class DelimitedWriter(Writer):
    """Writes CSV in an encoding, after its byte order mark. `formulas` counts the cells that a spreadsheet may compute.

    With `safe` these get a `'` before them; without, they stay as they are.
    """

    def __init__(self, sink: IO[bytes], target: str, delimiter: str, encoding: Encoding, *, safe: bool = False) -> None:
        self._sink, self._target, self._delimiter, self._encoding, self._safe = sink, target, delimiter, encoding, safe
        self._suffixes: dict[Cells, str] = {}
        self._number = re.compile(rf'[+-](?:\d+(?:\.\d+)?|\.\d+)(?=$|["\n{re.escape(delimiter)}])')

    def begin(self, head: Head, added: Added) -> None:
        self._sink.write(self._encoding.bom)
        if head.named:
            suffix = self._suffix(added.names)
            own = head.own
            if isinstance(own, DelimitedHead) and own.delimiter == self._delimiter:
                batch = DelimitedBatch([list(head.columns)], [own.text], [own.ending], (1,), own.delimiter)
                self._write([self._texts(batch)[0], suffix, own.ending])
            else:
                self._write([self._line(head.columns), suffix, own.ending if isinstance(own, DelimitedHead) else "\n"])

    def write(self, batch: Batch, added: Sequence[Cells]) -> None:
        ends = self._ends(added)
        if not isinstance(batch, DelimitedBatch):
            self._write([line + end + "\n" for line, end in zip(map(self._line, batch.rows()), ends, strict=True)])
            return
        texts = self._texts(batch) if batch.delimiter == self._delimiter else list(map(self._line, batch.cells))
        if isinstance(batch.endings, str):
            self._write([batch.lead, batch.endings.join(map(add, texts, ends)), batch.endings if texts else ""])
        else:
            self._write([batch.lead, *(a + b + c for a, b, c in zip(texts, ends, batch.endings, strict=True))])

    def _write(self, pieces: Iterable[str]) -> None:
        text = "".join(pieces)
        self._sink.write(self._encoding.write(text, self._target))

    def _ends(self, added: Sequence[Cells]) -> list[str]:
        """The text that is appended to each row."""
        known = self._suffixes
        if len(known) > _REMEMBERED:
            known.clear()
        for cells in set(added) - known.keys():
            known[cells] = self._suffix(cells)
        return list(map(known.__getitem__, added))

    def _suffix(self, cells: Iterable[str]) -> str:
        return "".join(self._delimiter + quote(cell, self._delimiter) for cell in cells)

    def _line(self, cells: Iterable[Any]) -> str:
        """Cells of another format or delimiter, as they are but for formulas."""
        out = []
        for value in cells:
            cell = as_text(value)
            if isinstance(value, str) and is_formula(cell):
                self.formulas += 1
                cell = "'" + cell if self._safe else cell
            out.append(_quoted(cell, self._delimiter))
        return self._delimiter.join(out)

    def _texts(self, batch: DelimitedBatch) -> list[str]:
        """The text of each row, with its formulas made harmless if that is asked for."""
        if not self._may_have_formulas(batch):
            return batch.texts
        found = [i for i, row in enumerate(batch.cells) if any(map(is_formula, row))]
        self.formulas += sum(is_formula(cell) for i in found for cell in batch.cells[i])
        if not found or not self._safe:
            return batch.texts
        texts = list(batch.texts)
        for i in found:
            texts[i] = self._delimiter.join(_harmless(cell) for cell in raw_cells(texts[i], self._delimiter))
        return texts

    def _may_have_formulas(self, batch: DelimitedBatch) -> bool:
        """Most blocks have none. Looking for cells that begin with such a sign is quicker in the text than at every cell."""
        text = "\n" + "\n".join(batch.texts)
        for before in (self._delimiter, "\n", self._delimiter + '"', '\n"'):
            for sign in _FORMULA_STARTS if before.endswith('"') else _FORMULA_STARTS[:5]:
                if sign in text and before + sign in text and self._begins_formula(text, before, sign):
                    return True
        return False

    def _begins_formula(self, text: str, before: str, sign: str) -> bool:
        if sign == self._delimiter:
            return False  # an empty cell of a file whose delimiter is a tab
        if sign not in "+-":
            return True
        places = re.finditer(re.escape(before + sign), text)
        return not all(self._number.match(text, place.end() - 1) for place in places)


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet may take a cell for a formula. A number with a sign is none."""
    return cell.startswith(_FORMULA_STARTS) and not _NUMBER.fullmatch(cell)


def quote(cell: str, delimiter: str = ",") -> str:
    """One cell of our own as CSV. A spreadsheet will not take it for a formula: `=1` comes out as `'=1`."""
    return _quoted("'" + cell if cell.startswith(_FORMULA_STARTS) else cell, delimiter)


def _quoted(cell: str, delimiter: str) -> str:
    if delimiter in cell or '"' in cell or "\r" in cell or "\n" in cell:
        return '"' + cell.replace('"', '""') + '"'
    return cell


def raw_cells(text: str, delimiter: str) -> list[str]:
    """The cells of a row as they stand in its text, quotes and all."""
    cells, place = [], 0
    while True:
        quoted = QUOTED_CELL.match(text, place)
        end = text.find(delimiter, quoted.end() if quoted else place)
        cells.append(text[place:] if end < 0 else text[place:end])
        if end < 0:
            return cells
        place = end + len(delimiter)


def _harmless(raw: str) -> str:
    cell = raw[1:-1].replace('""', '"') if raw.startswith('"') else raw
    if not is_formula(cell):
        return raw
    return f"\"'{raw[1:]}" if raw.startswith('"') else f"'{raw}"
