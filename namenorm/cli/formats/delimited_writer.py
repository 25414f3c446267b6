"""CSV written: rows of the same kind go out in the text they came in, others cell by cell; no cell of ours is a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from operator import add
from typing import IO, Any

from namenorm.cli.formats.delimited import QUOTED_CELL, DelimitedBatch, DelimitedHead
from namenorm.cli.formats.shape import Added, Batch, Cells, Head, as_text
from namenorm.cli.formats.text import Encoding

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_SIGNS = frozenset(_FORMULA_STARTS)
_NUMBER = re.compile(r"[+-](?:\d+(?:[.,]\d+)*|\.\d+)(?:[eE][+-]?\d+)?%?")


class DelimitedWriter:
    """Writes CSV in an encoding, after its byte order mark. `formulas` counts the cells that a spreadsheet may compute.

    With `safe` these get a `'` before them; without, they stay as they are.
    """

    def __init__(self, sink: IO[bytes], target: str, delimiter: str, encoding: Encoding, *, safe: bool = False) -> None:
        self._sink, self._target, self._delimiter, self._encoding, self._safe = sink, target, delimiter, encoding, safe
        self.formulas = 0

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
        suffixes = {cells: self._suffix(cells) for cells in set(added)}
        ends = map(suffixes.__getitem__, added)
        if not isinstance(batch, DelimitedBatch):
            self._write([line + end + "\n" for line, end in zip(map(self._line, batch.rows()), ends, strict=True)])
            return
        texts = self._texts(batch) if batch.delimiter == self._delimiter else list(map(self._line, batch.cells))
        if isinstance(batch.endings, str):
            self._write([batch.lead, batch.endings.join(map(add, texts, ends)), batch.endings if texts else ""])
        else:
            self._write([batch.lead, *(a + b + c for a, b, c in zip(texts, ends, batch.endings, strict=True))])

    def end(self) -> None:
        pass

    def _write(self, pieces: Iterable[str]) -> None:
        text = "".join(pieces)
        self._sink.write(self._encoding.write(text, self._target))

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
        found = [i for i, row in enumerate(batch.cells) if any(cell[:1] in _SIGNS and is_formula(cell) for cell in row)]
        self.formulas += sum(is_formula(cell) for i in found for cell in batch.cells[i])
        if not found or not self._safe:
            return batch.texts
        texts = list(batch.texts)
        for i in found:
            texts[i] = self._delimiter.join(_harmless(cell) for cell in raw_cells(texts[i], self._delimiter))
        return texts

    def _may_have_formulas(self, batch: DelimitedBatch) -> bool:
        """Most blocks have no cell that begins with such a sign. Looking for the signs is quicker than at every cell."""
        text = "\n".join(batch.texts)
        if text.startswith(_FORMULA_STARTS) or '"' in text:
            return True
        signs = [sign for sign in _FORMULA_STARTS[:5] if sign != self._delimiter]
        return any(sign in text and (self._delimiter + sign in text or "\n" + sign in text) for sign in signs)


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet may take a cell for a formula. A number with a sign is none."""
    return cell.startswith(_FORMULA_STARTS) and not _NUMBER.fullmatch(cell)


def quote(cell: str, delimiter: str = ",") -> str:
    """One cell of our own as CSV. A spreadsheet will not take it for a formula: `=1` comes out as `'=1`."""
    return _quoted("'" + cell if is_formula(cell) else cell, delimiter)


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
