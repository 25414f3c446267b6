"""Where the bytes of an alias table come from: a file, or the table that ships with the package."""

from __future__ import annotations

import os
import stat
from importlib.resources import files
from pathlib import Path

from namenorm.errors import FileError

MAX_BYTES = 64_000_000
SHIPPED = "the alias table shipped with namenorm"


def read_file(path: str | os.PathLike[str]) -> bytes:
    """The file's bytes, one more than MAX_BYTES at most. FileError where it can't be read, or is written meanwhile."""
    try:
        with open(os.fspath(path), "rb") as file:
            before = os.fstat(file.fileno())
            content = file.read(MAX_BYTES + 1)
            after = os.fstat(file.fileno())
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FileError(f"{os.fsdecode(path)}: can't read the alias table ({reason}); check the path") from error
    if stat.S_ISREG(after.st_mode) and (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise FileError(f"{os.fsdecode(path)}: the alias table was changed while it was read; save it, then try again")
    return content


def shipped_bytes() -> bytes:
    """The shipped file: inside the package, or beside it where the package is a checkout."""
    package = files("namenorm")
    inside = package / "data" / "aliases.yaml"
    if inside.is_file():
        return inside.read_bytes()
    if isinstance(package, Path) and (package.parent / "pyproject.toml").is_file():
        return read_file(package.parent / "data" / "aliases.yaml")
    raise FileError(f"{SHIPPED} is missing; install namenorm again")
