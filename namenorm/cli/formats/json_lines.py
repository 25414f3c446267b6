"""JSON Lines: one object a line. Rows go out in the text they came in, with our fields before the closing brace."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import IO, Any

from namenorm.cli.formats.rejects import Rejects
from namenorm.cli.formats.shape import Added, Batch, Cells, Head, Writer, as_text
from namenorm.cli.formats.text import Block, Encoding, TextFile, is_sound, split_lines
from namenorm.cli.terminal import escape
from namenorm.errors import FileError


@dataclass(frozen=True, slots=True)
class JsonBatch(Batch):
    """Objects, each with the line that it stood in. Blank lines are no rows, and do not go out again."""

    objects: list[dict[str, Any]]
    texts: list[str]
    lines: Sequence[int]
    columns: tuple[str, ...]
    source: str

    def mentions(self, column: int) -> list[str]:
        """Text of one field; nothing where it is missing or null, the digits of a number."""
        name = self.columns[column]
        out = []
        for row, line in zip(self.objects, self.lines, strict=True):
            value = row.get(name)
            if isinstance(value, bool | dict | list):
                raise FileError(f"{self.source}: line {line}: '{escape(name)}' is no text - choose a column that holds names")
            out.append(as_text(value))
        return out

    def rows(self) -> Iterator[list[Any]]:
        """The cells of each row. Raises FileError where a row has a field that the first rows had not."""
        known = set(self.columns)
        for row, line in zip(self.objects, self.lines, strict=True):
            if not known.issuperset(row):
                name = next(name for name in row if name not in known)
                raise FileError(
                    f"{self.source}: line {line}: the field '{escape(name)}' is new here, and there is no column for it - "
                    "write JSON Lines, or give the first row all fields"
                )
            yield [row.get(name) for name in self.columns]


class _RepeatedError(ValueError):
    """An object has a field twice, of which a dict would keep the last."""


def _fields_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _ in pairs]
        raise _RepeatedError(next(name for name in names if names.count(name) > 1))
    return fields


_DECODER = json.JSONDecoder(object_pairs_hook=_fields_once)


class JsonLinesReader:
    """The objects of a JSON Lines file. Its columns are the fields of the first rows, as many as come in one block."""

    def __init__(self, file: TextFile, rejects: Rejects) -> None:
        self._file, self._rejects = file, rejects
        rejects.head = file.encoding.bom
        self.head = Head(())
        batches = self._read()
        first = next(batches, None)
        if first is None:
            raise FileError(f"{file.source}: the file is empty - it has no rows")
        self.head = Head(tuple(dict.fromkeys(name for row in first.objects for name in row)))
        self._batches = itertools.chain([self._batch(first.objects, first.texts, first.lines)], batches)

    def __iter__(self) -> Iterator[JsonBatch]:
        return self._batches

    def _batch(self, objects: list[dict[str, Any]], texts: list[str], lines: Sequence[int]) -> JsonBatch:
        return JsonBatch(objects, texts, lines, self.head.columns, self._file.source)

    def _read(self) -> Iterator[JsonBatch]:
        for block in self._file:
            objects: list[dict[str, Any]] = []
            texts: list[str] = []
            lines: list[int] = []
            start = 0
            for i, text in enumerate(split_lines(block.text)):
                row = self._parsed(text, block.line + i, block, start) if text.strip() else None
                start += len(text)
                if row is not None:
                    objects.append(row)
                    texts.append(text)
                    lines.append(block.line + i)
            if objects:
                yield self._batch(objects, texts, lines)

    def _parsed(self, text: str, line: int, block: Block, start: int) -> dict[str, Any] | None:
        raw = self._file.encoding.encode
        if block.bad and not is_sound(text):
            self._rejects.take(partial(self._file.bad_byte, text, line, block.text[start:]), raw(text))
            return None
        try:
            row = _DECODER.decode(text)
        except (ValueError, RecursionError) as error:
            self._rejects.take(partial(self._fault, line, error), raw(text))
            return None
        if not isinstance(row, dict):
            self._rejects.take(partial(self._fault, line, None), raw(text))
            return None
        return row

    def _fault(self, line: int, error: Exception | None) -> FileError:
        if isinstance(error, _RepeatedError):
            what = f"the field '{escape(str(error))}' is given twice"
            return FileError(f"{self._file.source}: line {line}: {what} - keep one of them")
        what = "this is no JSON object"
        if isinstance(error, json.JSONDecodeError):
            what = f"this is no JSON object ({error.msg} at character {error.colno})"
        elif isinstance(error, RecursionError):
            what = "the object is nested too deeply"
        elif error is not None:
            what = "a number is too long"
        return FileError(f'{self._file.source}: line {line}: {what} - every line is one, such as {{"name": "Al-Kazemi"}}')


class JsonLinesWriter(Writer):
    """Writes JSON Lines in UTF-8 or the encoding of the input; numbers as numbers, null for an empty cell of ours."""

    def __init__(self, sink: IO[bytes], target: str, encoding: Encoding) -> None:
        self._sink, self._target, self._encoding = sink, target, encoding
        self._columns: tuple[str, ...] = ()
        self._added = Added()

    def begin(self, head: Head, added: Added) -> None:
        self._sink.write(self._encoding.bom)
        self._columns, self._added = head.columns, added

    def write(self, batch: Batch, added: Sequence[Cells]) -> None:
        text = "".join(self._appended(batch, added) if isinstance(batch, JsonBatch) else self._lines(batch, added))
        self._sink.write(self._encoding.write(text, self._target))

    def _fields(self, cells: Cells) -> dict[str, str | float | None]:
        return dict(zip(self._added.names, self._added.values(cells), strict=True))

    def _appended(self, batch: JsonBatch, added: Sequence[Cells]) -> Iterator[str]:
        ours = {cells: json.dumps(self._fields(cells), ensure_ascii=False)[1:] for cells in set(added)}
        for row, text, line, cells in zip(batch.objects, batch.texts, batch.lines, added, strict=True):
            taken = next((name for name in self._added.names if name in row), None)
            if taken is not None:
                what = f"there is a field '{escape(taken)}' already"
                raise FileError(f"{batch.source}: line {line}: {what} - choose another --prefix")
            end = text.rindex("}")
            yield f"{text[:end].rstrip()}{', ' if row else ''}{ours[cells]}{text[end + 1 :]}"

    def _lines(self, batch: Batch, added: Sequence[Cells]) -> Iterator[str]:
        for row, cells in zip(batch.rows(), added, strict=True):
            whole = dict(zip(self._columns, row, strict=True)) | self._fields(cells)
            yield json.dumps(whole, ensure_ascii=False, default=as_text) + "\n"
