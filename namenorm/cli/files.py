"""Files opened for a command: input by name or from a pipe, output that appears only when it is whole."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO

import click

from namenorm.errors import FileError


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


@contextmanager
def open_output(file: str | None, inputs: list[IO[bytes] | str]) -> Iterator[IO[bytes]]:
    """The file to write; standard output for `-` or None.

    A file is written beside its place and takes it only when the block ends well; else nothing of it is left and an
    old file stays as it was. Raises FileError if the output is one of `inputs` (streams and paths) by any name.
    """
    if file in (None, "-"):
        if sys.stdout is None:
            raise FileError("<stdout>: standard output is closed - name a file with -o")
        _refuse_inputs("<stdout>", _status(sys.stdout.buffer), inputs)
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = str(file)
    old = _status(path)
    _refuse_inputs(path, old, inputs)
    if old is None or stat.S_ISREG(old.st_mode):
        with _replaced(os.path.realpath(path) if os.path.islink(path) else path, old) as stream:
            yield stream
    else:  # a pipe or a device can't be replaced, only written to
        with open(path, "wb") as stream:
            yield stream


@contextmanager
def _replaced(path: str, old: os.stat_result | None) -> Iterator[IO[bytes]]:
    if old is not None and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
    part = os.path.join(os.path.dirname(path), f".namenorm-{os.urandom(6).hex()}.part")
    try:
        with open(part, "xb") as stream:
            if old is not None:
                os.chmod(part, stat.S_IMODE(old.st_mode))
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(part, path)
    except BaseException as error:
        with suppress(OSError):
            os.unlink(part)
        if isinstance(error, OSError) and error.filename in (None, part):
            error.filename, error.filename2 = path, None
        raise


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


def _refuse_inputs(name: str, output: os.stat_result | None, inputs: list[IO[bytes] | str]) -> None:
    if output is None or not stat.S_ISREG(output.st_mode):
        return
    for given in inputs:
        status = _status(given)
        if status is not None and os.path.samestat(output, status):
            raise FileError(f"{name}: this file is also read - write to another file")
