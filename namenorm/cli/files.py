"""Files opened for a command: input by name or from a pipe, outputs that appear together, and only when all are whole."""

from __future__ import annotations

import errno
import io
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import IO, Self

import click

from namenorm.cli.formats.compression import deflated
from namenorm.cli.signals import held
from namenorm.errors import FileError

_PROC = "/proc/self/fd"


def source_name(file: str | None) -> str:
    """What messages call this input."""
    return "<stdin>" if file in (None, "-") else str(file)


@contextmanager
def open_input(file: str | None) -> Iterator[IO[bytes]]:
    """The file to read; standard input for `-` or None. A terminal with nothing asked of it is a usage error."""
    if file is None and sys.stdin is not None and sys.stdin.isatty():
        raise click.UsageError("No FILE given and standard input is a terminal")
    if file in (None, "-"):
        if sys.stdin is None:
            raise FileError("<stdin>: standard input is closed - name a FILE")
        yield sys.stdin.buffer
    else:
        with open(str(file), "rb") as stream:
            yield stream


class Outputs:
    """Files to write. They take their places when the block ends well; else nothing of them is left and old ones stay.

    No output may be one of `inputs` (streams and paths) or another output, by any name: FileError.
    """

    def __init__(self, inputs: list[IO[bytes] | str]) -> None:
        self._inputs = inputs
        self._parts: list[_Part] = []
        self._others: list[IO[bytes]] = []
        self._names: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def open(self, file: str | None, compression: str = "") -> IO[bytes]:
        """A stream to the file, which compresses if that is asked for; to standard output for `-` or None."""
        if file in (None, "-"):
            if sys.stdout is None:
                raise FileError("<stdout>: standard output is closed - name a file with -o")
            self._refuse("<stdout>", _status(sys.stdout.buffer))
            self._others.append(sys.stdout.buffer)
            return sys.stdout.buffer
        path = str(file)
        old = _status(path)
        self._refuse(path, old)
        if old is not None and not stat.S_ISREG(old.st_mode):  # a pipe or a device can't be replaced, only written to
            stream: IO[bytes] = open(path, "wb")  # noqa: SIM115 - closed when the block ends
            self._others.append(stream)
        else:
            part = _Part(path, old)
            self._parts.append(part)
            stream = part.stream
        if compression:
            stream = deflated(stream, compression)
            self._others.insert(0, stream)  # what it holds back has to be in the file before that is closed
        return stream

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if kind is None:
                self._finish()
        finally:
            for part in self._parts:
                part.discard()
            if kind is not None:
                self._abandon()

    def _finish(self) -> None:
        for stream in self._others:
            stream.flush() if stream is getattr(sys.stdout, "buffer", None) else stream.close()
        for part in self._parts:
            part.complete()
        with held("SIGINT", "SIGTERM", "SIGHUP"):  # all take their places or none does
            for part in self._parts:
                part.place()

    def _abandon(self) -> None:
        for stream in self._others:
            if stream is not getattr(sys.stdout, "buffer", None):
                with suppress(OSError, ValueError):
                    stream.close()

    def _refuse(self, name: str, output: os.stat_result | None) -> None:
        """Raises FileError for an output that is an input, or an output already."""
        place = os.path.realpath(name)
        if place in self._names:
            raise FileError(f"{name}: two outputs would go to this file - give each a file of its own")
        if output is not None and stat.S_ISREG(output.st_mode):
            for given in self._inputs:
                status = _status(given)
                if status is not None and os.path.samestat(output, status):
                    raise FileError(f"{name}: this file is also read - write to another file")
            for other in self._names.values():
                status = _status(other)
                if status is not None and os.path.samestat(output, status):
                    raise FileError(f"{name}: two outputs would go to this file - give each a file of its own")
        self._names[place] = name


class _Named(io.FileIO):
    """A file that tells its name when a write fails."""

    def __init__(self, descriptor: int, path: str) -> None:
        super().__init__(descriptor, "wb")
        self._path = path

    def write(self, data: object, /) -> int:
        try:
            return super().write(data)  # type: ignore[arg-type]
        except OSError as error:
            error.filename = self._path
            raise


class _Part:
    """A file beside the place that it is for. Where the system can, it has no name until it is whole, so that even a
    process that is killed leaves nothing behind; elsewhere its name is `.namenorm-*.part`.
    """

    def __init__(self, path: str, old: os.stat_result | None) -> None:
        self._shown = path
        self._path = os.path.realpath(path) if os.path.islink(path) else path
        self._old = old
        if old is not None and not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        self._name: str | None = None
        descriptor = _unnamed(os.path.dirname(self._path) or ".")
        if descriptor is None:
            with self._naming():
                self._name = self._free_name()
                descriptor = os.open(self._name, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        self._raw = _Named(descriptor, path)
        self.stream: IO[bytes] = io.BufferedWriter(self._raw, 1 << 18)
        if old is not None:
            try:
                with self._naming():
                    os.chmod(self._name or descriptor, stat.S_IMODE(old.st_mode))
            except OSError:
                self.discard()
                raise

    def _free_name(self) -> str:
        return os.path.join(os.path.dirname(self._path), f".namenorm-{os.urandom(6).hex()}.part")

    @contextmanager
    def _naming(self) -> Iterator[None]:
        """Errors inside tell the name that the user gave."""
        try:
            yield
        except OSError as error:
            error.filename, error.filename2 = self._shown, None
            raise

    def complete(self) -> None:
        """See to it that all is on the disk."""
        with self._naming():
            self.stream.flush()
            os.fsync(self._raw.fileno())

    def place(self) -> None:
        """Let the file take its place."""
        with self._naming():
            if self._name is None:
                if self._old is None and self._linked(self._path):
                    return
                self._name = self._free_name()
                self._linked(self._name)
            if os.name == "nt":
                self.stream.close()
            os.replace(self._name, self._path)
            self._name = None

    def _linked(self, path: str) -> bool:
        """Give the file without a name one; False if there is a file of that name by now."""
        descriptor = self._raw.fileno()
        try:
            # With a directory given, the system follows the link that stands for the open file.
            os.link(f"{_PROC}/{descriptor}", path, src_dir_fd=descriptor, follow_symlinks=True)
        except FileExistsError:
            return False
        return True

    def discard(self) -> None:
        """Close the file, and delete it if it did not take its place."""
        with suppress(OSError):
            self._raw.close()
        if self._name is not None:
            with suppress(OSError):
                os.unlink(self._name)


def _unnamed(folder: str) -> int | None:
    """A file in a folder that has no name yet; None where that can't be."""
    if not hasattr(os, "O_TMPFILE"):
        return None
    try:
        descriptor = os.open(folder, os.O_TMPFILE | os.O_RDWR | os.O_CLOEXEC, 0o666)
    except OSError:
        return None
    if os.path.exists(f"{_PROC}/{descriptor}"):
        return descriptor
    os.close(descriptor)
    return None


def _status(file: IO[bytes] | str) -> os.stat_result | None:
    """What the system knows about a file; None if there is none of that name, or none behind a stream."""
    if isinstance(file, str):
        try:
            return os.stat(file)
        except FileNotFoundError:
            return None
    try:
        return os.fstat(file.fileno())
    except OSError:
        return None
