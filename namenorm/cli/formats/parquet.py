"""Parquet, by PyArrow: columns keep their types and metadata, ours come after them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any

from namenorm.cli.formats.shape import Added, Batch, Cells, Head, Writer, as_text
from namenorm.cli.terminal import escape
from namenorm.errors import ExtraError, FileError

try:
    import pyarrow as pa
    import pyarrow.parquet as pq
except ModuleNotFoundError:
    raise ExtraError("Parquet needs pyarrow: pip install 'namenorm[parquet]'") from None

_ROWS = 65_536  # in a batch read, and at least in a row group written


@dataclass(frozen=True, slots=True)
class ArrowBatch(Batch):
    """A record batch and the numbers of its rows, counted from 1."""

    record_batch: Any
    lines: range
    source: str

    def mentions(self, column: int) -> list[str]:
        values = self.record_batch.column(column)
        if pa.types.is_dictionary(values.type):
            values = values.dictionary_decode()
        kind = values.type
        text = pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)
        if not (text or pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_null(kind)):
            name = self.record_batch.schema.names[column]
            raise FileError(f"{self.source}: the column '{escape(name)}' is {kind}, no text - choose one that holds names")
        return list(map(as_text, values.to_pylist()))

    def rows(self) -> Iterator[Sequence[Any]]:
        if not self.record_batch.num_columns:
            return iter([()] * len(self))
        return zip(*(column.to_pylist() for column in self.record_batch.columns), strict=True)


class ParquetReader:
    """The rows of a Parquet file, which has to be seekable."""

    def __init__(self, stream: IO[bytes], source: str) -> None:
        self._source = source
        try:
            self._file = pq.ParquetFile(stream)
        except (pa.ArrowException, OSError) as error:
            raise FileError(f"{source}: this can't be read as Parquet ({_first_line(error)}) - check the file") from error
        self.head = Head(tuple(self._file.schema_arrow.names), True, self._file.schema_arrow)
        self.total: int = self._file.metadata.num_rows

    def __iter__(self) -> Iterator[ArrowBatch]:
        first = 1
        batches = self._file.iter_batches(_ROWS)
        while True:
            try:
                batch = next(batches)
            except StopIteration:
                return
            except (pa.ArrowException, OSError) as error:
                what = f"{self._source}: row {first} or later: the file is damaged ({_first_line(error)})"
                raise FileError(f"{what} - get it anew") from error
            yield ArrowBatch(batch, range(first, first + batch.num_rows), self._source)
            first += batch.num_rows


class ParquetWriter(Writer):
    """Writes Parquet. Rows of another format become columns of text."""

    def __init__(self, sink: IO[bytes]) -> None:
        self._sink = sink
        self._waiting: list[Any] = []
        self._rows = 0

    def begin(self, head: Head, added: Added) -> None:
        base = head.own if isinstance(head.own, pa.Schema) else pa.schema([(name, pa.string()) for name in head.columns])
        self._added = added
        kinds = [pa.float64() if i in added.numbers else pa.string() for i in range(len(added.names))]
        self._base = base
        self._schema = pa.schema([*base, *map(pa.field, added.names, kinds)], base.metadata)
        self._writer = pq.ParquetWriter(self._sink, self._schema)

    def write(self, batch: Batch, added: Sequence[Cells]) -> None:
        ours = list(zip(*map(self._added.values, added), strict=True)) or [()] * len(self._added.names)
        columns = batch.record_batch.columns if isinstance(batch, ArrowBatch) else self._columns(batch)
        appended = map(pa.array, ours, list(self._schema.types)[len(self._base) :])
        self._waiting.append(pa.record_batch([*columns, *appended], schema=self._schema))
        self._rows += len(batch)
        if self._rows >= _ROWS:
            self._flush()

    def end(self) -> None:
        self._flush()
        self._writer.close()

    def _columns(self, batch: Batch) -> Iterable[Any]:
        rows = [[None if value is None else as_text(value) for value in row] for row in batch.rows()]
        return [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]

    def _flush(self) -> None:
        if self._waiting:
            self._writer.write_table(pa.Table.from_batches(self._waiting, self._schema))
        self._waiting, self._rows = [], 0


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0].rstrip(".")
