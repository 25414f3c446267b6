"""Compressed files, read and written as if they were not. One that is damaged or cut short is an error, never a short file."""

from __future__ import annotations

import gzip
import zlib
from typing import IO, TYPE_CHECKING, Any, cast

from namenorm.cli.formats.text import Source
from namenorm.errors import ExtraError, FileError

if TYPE_CHECKING:
    import zstandard

ENDINGS = (".gz", ".zst")
_STEP = 1024  # bytes of zstandard at a time: each may come out a hundred thousand times as long
_FAULT = "{}: the compressed data is damaged or cut short - get the file anew"


def inflated(stream: IO[bytes], ending: str, source: str) -> Source:
    """What a compressed stream holds. Raises ExtraError if `.zst` is asked for without its library."""
    return _Gzip(stream, source) if ending == ".gz" else _Zstandard(stream, source)


def deflated(stream: IO[bytes], ending: str) -> IO[bytes]:
    """A stream that compresses into another, which stays open. The same bytes give the same bytes."""
    if ending == ".gz":
        return cast(IO[bytes], gzip.GzipFile("", "wb", 6, stream, mtime=0))
    return cast(IO[bytes], _zstandard().ZstdCompressor().stream_writer(stream, closefd=False))


def _zstandard() -> Any:
    try:
        import zstandard
    except ModuleNotFoundError:
        raise ExtraError("a .zst file needs zstandard: pip install 'namenorm[zst]'") from None
    return zstandard


class _Gzip:
    def __init__(self, stream: IO[bytes], source: str) -> None:
        self._file, self._source = gzip.GzipFile(fileobj=stream, mode="rb"), source

    def read(self, size: int, /) -> bytes:
        return self._checked(self._file.read, size)

    def read1(self, size: int, /) -> bytes:
        return self._checked(self._file.read1, size)

    def _checked(self, read: Any, size: int) -> bytes:
        try:
            return cast(bytes, read(size))
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise FileError(_FAULT.format(self._source)) from error


class _Zstandard:
    """The library's own reader takes the end of the data for the end of the frame, so that a cut file seems whole."""

    def __init__(self, stream: IO[bytes], source: str) -> None:
        self._library = _zstandard()
        self._stream, self._source = stream, source
        self._frame: zstandard.ZstdDecompressionObj | None = None
        self._left = b""

    def read(self, size: int, /) -> bytes:
        parts = []
        while size > 0 and (part := self.read1(size)):
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def read1(self, size: int, /) -> bytes:
        del size  # a step gives what it gives
        while True:
            data = self._left or self._stream.read(_STEP)
            if not data and self._frame is None:
                return b""
            if not data:
                raise FileError(_FAULT.format(self._source))
            self._frame = self._frame or self._library.ZstdDecompressor().decompressobj()
            try:
                out = self._frame.decompress(data)
            except self._library.ZstdError as error:
                raise FileError(_FAULT.format(self._source)) from error
            self._left = b""
            if self._frame.eof:
                self._left, self._frame = self._frame.unused_data, None
            if out:
                return out
