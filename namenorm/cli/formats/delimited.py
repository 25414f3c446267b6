"""CSV and its kin: rows read in blocks, each with the very text that it stood in, so that it goes out again byte for byte.

A block without a quote is cut at its delimiters; the `csv` module finds the cells of the others, strictly.
"""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from namenorm.cli.formats.rejects import Rejects
from namenorm.cli.formats.shape import Batch, Head
from namenorm.cli.formats.text import Block, TextFile, count_lines, is_sound, split_lines
from namenorm.errors import FileError

MAX_CELL = 16 * 1024 * 1024  # characters
QUOTED_CELL = re.compile(r'"[^"]*+(?:""[^"]*+)*+"')
_WORTH_WAITING = 1 << 20  # characters of an unfinished row, from where on it is tried again only when it has doubled
_LINE_END = re.compile(r"\r\n|\r|\n")
_Broken = tuple[int, Callable[[], FileError], str]
"""A row that can't be read: its line, what is wrong with it, and its text."""


@dataclass(frozen=True, slots=True)
class DelimitedHead:
    """The first line as it stood in the file, and the delimiter that it was read with."""

    text: str
    ending: str
    delimiter: str


@dataclass(frozen=True, slots=True)
class DelimitedBatch(Batch):
    """Rows with their text, apart from what ends them: one ending for all or one for each, blank lines with it.

    `lead` is what stands before the first row: blank lines.
    """

    cells: list[list[str]]
    texts: list[str]
    endings: str | list[str]
    lines: Sequence[int]
    delimiter: str
    lead: str = ""

    def mentions(self, column: int) -> list[str]:
        return [row[column] for row in self.cells]

    def rows(self) -> list[list[str]]:
        return self.cells

    def each_ending(self) -> list[str]:
        return [self.endings] * len(self.texts) if isinstance(self.endings, str) else self.endings

    def without_first(self) -> DelimitedBatch:
        return DelimitedBatch(self.cells[1:], self.texts[1:], self.each_ending()[1:], self.lines[1:], self.delimiter)


class DelimitedReader:
    """The rows of a CSV file. A blank line is no row, unless the file has one column only."""

    def __init__(self, file: TextFile, delimiter: str, rejects: Rejects, *, named: bool = True) -> None:
        csv.field_size_limit(MAX_CELL)
        self._file, self._delimiter, self._rejects = file, delimiter, rejects
        self._columns, self._named = 0, named
        batches = self._read()
        first = next(batches, None)
        if first is None:
            what = "its first line must name the columns" if named else "it has no rows"
            raise FileError(f"{file.source}: the file is empty - {what}")
        own = DelimitedHead(first.texts[0], first.each_ending()[0], delimiter)
        if named:
            self.head = Head(tuple(first.cells[0]), True, own)
            first = first.without_first()
        else:
            self.head = Head(tuple(str(number + 1) for number in range(self._columns)), False, own)
        self._batches = itertools.chain([first] if first.texts else [], batches)

    def __iter__(self) -> Iterator[DelimitedBatch]:
        return self._batches

    def _read(self) -> Iterator[DelimitedBatch]:
        rest, line, bad, enough = "", 1, False, 0
        for block in self._file:
            rest, bad = rest + block.text, bad or block.bad
            if len(rest) < enough:
                continue
            batch, left = self._parse(Block(rest, line, bad), more=True)
            line += count_lines(rest) - count_lines(left)
            rest, bad = left, bad and bool(left)
            enough = 2 * len(rest) if len(rest) > _WORTH_WAITING else 0
            if batch.texts or batch.lead:
                yield batch
        if rest:
            batch, _ = self._parse(Block(rest, line, bad), more=False)
            if batch.texts or batch.lead:
                yield batch

    def _parse(self, block: Block, *, more: bool) -> tuple[DelimitedBatch, str]:
        """The rows of a block, and the text of a last one that goes on in the next block."""
        broken: list[_Broken] = []
        if '"' not in block.text and len(block.text) <= MAX_CELL and (cut := _cut(block.text, self._delimiter)) is not None:
            cells, texts, endings = cut
            batch, rest = DelimitedBatch(cells, texts, endings, range(block.line, block.line + len(texts)), self._delimiter), ""
        else:
            batch, rest = self._parse_quoted(block, broken, more=more)
        if not self._columns and batch.texts:
            self._check_first(batch, block)
        if block.bad or set(map(len, batch.cells)) - {self._columns}:
            batch = self._sifted(batch, block, broken)
        for _, fault, row in sorted(broken, key=lambda one: one[0]):
            self._rejects.take(fault, self._file.encoding.encode(row))
        return batch, rest

    def _check_first(self, batch: DelimitedBatch, block: Block) -> None:
        """The first row says how many columns there are. It can't be rejected: the others would be read by a wrong one."""
        if block.bad and not is_sound(batch.texts[0]):
            raise self._file.bad_byte(batch.texts[0], 1, block.text)
        if not batch.texts[0]:
            raise FileError(f"{self._file.source}: line 1: the line is blank - the first line must name the columns")
        self._columns = len(batch.cells[0])
        encoding = self._file.encoding
        self._rejects.head = encoding.bom + encoding.encode(batch.texts[0] + batch.each_ending()[0] if self._named else "")

    def _parse_quoted(self, block: Block, broken: list[_Broken], *, more: bool) -> tuple[DelimitedBatch, str]:
        parts = split_lines(block.text)
        whole = self._rows_of_one_line(parts)
        if whole is not None:
            bare = [text.rstrip("\r\n") for text in parts]
            endings = [text[len(kept) :] for text, kept in zip(parts, bare, strict=True)]
            return DelimitedBatch(whole, bare, endings, range(block.line, block.line + len(parts)), self._delimiter), ""
        cells: list[list[str]] = []
        starts: list[int] = []
        texts: list[str] = []
        at = 0
        while at < len(parts):
            reader = csv.reader(parts[at:] if at else parts, delimiter=self._delimiter, strict=True)
            begin = at
            try:
                for row in reader:
                    end = begin + reader.line_num
                    cells.append(row)
                    starts.append(block.line + at)
                    texts.append(parts[at] if end == at + 1 else "".join(parts[at:end]))
                    at = end
            except csv.Error as error:
                if more and str(error).startswith("unexpected end"):
                    break
                fault = partial(self._fault, parts, at, block.line + at, str(error))
                if not self._columns and not cells:
                    raise fault() from error
                broken.append((block.line + at, fault, parts[at]))
                if not self._rejects.kept:
                    break
                at += 1
        bare = [text.rstrip("\r\n") for text in texts]
        endings = [text[len(kept) :] for text, kept in zip(texts, bare, strict=True)]
        return DelimitedBatch(cells, bare, endings, starts, self._delimiter), "".join(parts[at:])

    def _rows_of_one_line(self, lines: list[str]) -> list[list[str]] | None:
        """The cells of lines that are a row each, as most are; None where one is not."""
        try:
            cells = list(csv.reader(lines, delimiter=self._delimiter, strict=True))
        except csv.Error:
            return None
        return cells if len(cells) == len(lines) else None

    def _sifted(self, batch: DelimitedBatch, block: Block, broken: list[_Broken]) -> DelimitedBatch:
        """The batch without blank lines, which go to the ending of the row before, and without rows that are rejected."""
        places = [0, *(end.end() for end in _LINE_END.finditer(block.text))] if block.bad else []
        cells: list[list[str]] = []
        texts: list[str] = []
        endings: list[str] = []
        lines: list[int] = []
        lead = ""
        for row, text, ending, line in zip(batch.cells, batch.texts, batch.each_ending(), batch.lines, strict=True):
            if not text and self._columns > 1:
                if endings:
                    endings[-1] += ending
                else:
                    lead += ending
            elif block.bad and not is_sound(text):
                tail = block.text[places[line - block.line] :]
                broken.append((line, partial(self._file.bad_byte, text, line, tail), text + ending))
            elif text and len(row) != self._columns:
                broken.append((line, partial(self._ragged, len(row), line), text + ending))
            else:
                cells.append(row or [""])
                texts.append(text)
                endings.append(ending)
                lines.append(line)
        return DelimitedBatch(cells, texts, endings, lines, batch.delimiter, lead)

    def _ragged(self, found: int, line: int) -> FileError:
        cells = "1 cell" if found == 1 else f"{found} cells"
        return FileError(
            f"{self._file.source}: line {line}: {cells} where the {'header' if self._named else 'first line'} has "
            f"{self._columns} - put quotes round a cell "
            f"that has {_NAMED.get(self._delimiter, repr(self._delimiter))} in it, or add what is missing"
        )

    def _fault(self, parts: list[str], at: int, line: int, error: str) -> FileError:
        """The fault of the broken row that begins with a part, on `line`, told by the line on which its bad quote opened."""
        source, text = self._file.source, "".join(parts[at:])
        place = _bad_quote(text, self._delimiter)
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


_NAMED = {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a bar"}


def _cut(text: str, delimiter: str) -> tuple[list[list[str]], list[str], str | list[str]] | None:
    """Cells, texts and endings of a text without quotes; None if its lines end in several ways."""
    ending = "\n"
    if "\r" in text:
        ending = "\r\n"
        if not text.count("\r\n") == text.count("\r") == text.count("\n"):
            return None
    texts = text.split(ending)
    endings: str | list[str] = ending
    if texts[-1]:
        endings = [*[ending] * (len(texts) - 1), ""]
    else:
        texts.pop()
    return [line.split(delimiter) for line in texts], texts, endings


def _bad_quote(text: str, delimiter: str) -> int | None:
    """Where in a row the first quoted cell opens that does not close right before a delimiter or the end."""
    place = 0
    while place < len(text):
        if text[place] == '"':
            cell = QUOTED_CELL.match(text, place)
            if cell is None or not text.startswith((delimiter, "\r", "\n"), cell.end()):
                return place
            place = cell.end() + 1
        else:
            after = text.find(delimiter, place)
            if after < 0:
                return None
            place = after + 1
    return None
