"""File formats: which one a file has by its name, and the reader or writer for it. Each format is a module of its own.

All readers give rows in one shape and all writers take it (`shape.py`). What needs a library of an extra is imported when it
is asked for.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO

from namenorm.cli.formats.compression import ENDINGS, inflated
from namenorm.cli.formats.rejects import Rejects
from namenorm.cli.formats.shape import Reader, Writer
from namenorm.cli.formats.sniffing import DELIMITERS, sniff
from namenorm.cli.formats.text import BLOCK, UTF_8, Encoding, Source, TextFile

FORMATS = ("csv", "tsv", "jsonl", "parquet", "xlsx")
_TEXT = ("csv", "tsv", "jsonl")
_BY_ENDING = {".tsv": "tsv", ".tab": "tsv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet", ".xlsx": "xlsx"}


@dataclass(frozen=True, slots=True)
class Kind:
    """The format of a file, and the ending of its compression: '', '.gz' or '.zst'."""

    format: str
    compression: str = ""

    @property
    def is_text(self) -> bool:
        return self.format in _TEXT


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is to be read: what was asked for, None where the file is to tell."""

    delimiter: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    named: bool = True
    live: bool = False
    exact: bool = True
    has_option: bool = True
    wanted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Writing:
    """How a file is to be written."""

    delimiter: str = ","
    encoding: Encoding = UTF_8
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A reader, how to write a file like the one that it reads, and what a user should be told about the way it is read.

    `text` is what the reader reads from, if that is a text file.
    """

    reader: Reader
    writing: Writing
    notice: str | None = None
    text: TextFile | None = None


def kind_of(path: str | None, asked: str | None, default: str = "csv") -> Kind:
    """The kind of a file by the ending of its name, or what was asked for.

    >>> kind_of("mentions.tsv.gz", None)
    Kind(format='tsv', compression='.gz')
    """
    stem, ending = os.path.splitext((path or "").lower())
    compression = ending if ending in ENDINGS else ""
    if compression:
        ending = os.path.splitext(stem)[1]
    return Kind(asked or _BY_ENDING.get(ending) or ("csv" if ending in (".csv", ".txt") else default), compression)


def open_reader(stream: IO[bytes], source: str, kind: Kind, how: Reading, rejects: Rejects) -> Opened:
    """A reader of `stream`, whose name in messages is `source`. Raises FileError, or ExtraError for a missing library."""
    if kind.format == "xlsx":
        from namenorm.cli.formats.excel import ExcelReader

        return Opened(ExcelReader(_seekable(stream, kind, source), source, how.sheet, named=how.named), Writing())
    if kind.format == "parquet":
        from namenorm.cli.formats.parquet import ParquetReader

        return Opened(ParquetReader(_seekable(stream, kind, source), source), Writing())
    plain = _plain(stream, kind, source)
    file = TextFile(plain, source, how.encoding, live=how.live, exact=how.exact, has_option=how.has_option)
    if kind.format == "jsonl":
        from namenorm.cli.formats.json_lines import JsonLinesReader

        return Opened(JsonLinesReader(file, rejects), Writing(encoding=file.encoding), text=file)
    from namenorm.cli.formats.delimited import DelimitedReader

    asked = how.delimiter or ("\t" if kind.format == "tsv" else None)
    delimiter = asked or sniff(file.sample(), how.wanted)
    reader = DelimitedReader(file, delimiter, rejects, named=how.named)
    return Opened(reader, Writing(delimiter, file.encoding), None if asked else _notice(source, delimiter), file)


def _notice(source: str, delimiter: str) -> str | None:
    name = next(name for name, sign in DELIMITERS.items() if sign == delimiter)
    return None if name == "comma" else f"{source}: read with {name} as the delimiter, which -d can change"


def open_writer(sink: IO[bytes], target: str, kind: Kind, how: Writing) -> Writer:
    """A writer to `sink`, called `target` in messages, which compresses by itself. Raises ExtraError for a missing library."""
    if kind.format == "xlsx":
        from namenorm.cli.formats.excel import ExcelWriter

        return ExcelWriter(sink, target, safe=how.safe)
    if kind.format == "parquet":
        from namenorm.cli.formats.parquet import ParquetWriter

        return ParquetWriter(sink)
    if kind.format == "jsonl":
        from namenorm.cli.formats.json_lines import JsonLinesWriter

        return JsonLinesWriter(sink, target, how.encoding)
    from namenorm.cli.formats.delimited_writer import DelimitedWriter

    return DelimitedWriter(sink, target, how.delimiter, how.encoding, safe=how.safe)


def _plain(stream: IO[bytes], kind: Kind, source: str) -> Source:
    return inflated(stream, kind.compression, source) if kind.compression else stream  # type: ignore[return-value]


def _seekable(stream: IO[bytes], kind: Kind, source: str) -> IO[bytes]:
    """A stream whose end can be read first; what comes through a pipe is kept on disk for that."""
    if stream.seekable() and not kind.compression:
        return stream
    plain = _plain(stream, kind, source)
    whole = TemporaryFile()  # noqa: SIM115 - lasts as long as the reader, and goes with it
    while data := plain.read(BLOCK):
        whole.write(data)
    whole.seek(0)
    return whole
