"""Flat arrays in one file, mapped if it is large: the stored form of a compiled table, and where it is kept.

A file is a line of JSON (format, sections with type, place and size, check sum) and the sections behind it. It is written
beside its place and renamed when whole. A file that is damaged or of another version is as good as none.
"""

from __future__ import annotations

import json
import mmap
import os
import sys
import tempfile
import zlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self, cast

FORMAT = 5
_ALIGN = 64
_CHECKED = 1 << 26  # files of up to 64 MiB are read and summed up on opening; larger ones are mapped, their size is checked


class Writer:
    """Collects sections, then writes them at once."""

    def __init__(self) -> None:
        self._sections: list[tuple[str, str, memoryview]] = []

    def add(self, name: str, values: memoryview | array[Any] | bytes) -> None:
        view = memoryview(values)
        self._sections.append((name, view.format, view.cast("B")))

    def add_strings(self, name: str, strings: Iterable[str]) -> None:
        ends, blob = array("q", [0]), bytearray()
        for text in strings:
            blob += text.encode("utf8", "surrogatepass")
            ends.append(len(blob))
        self.add(f"{name}.ends", ends)
        self.add(f"{name}.text", bytes(blob))

    def save(self, path: Path) -> None:
        """Write the file, whole or not at all; OSError where that can't be done."""
        directory, at = {}, 0
        for name, kind, view in self._sections:
            directory[name] = [kind, at, len(view)]
            at += -(-len(view) // _ALIGN) * _ALIGN
        total = _sum(directory, (view for _, _, view in self._sections))
        head = json.dumps({"format": FORMAT, "order": sys.byteorder, "size": at, "sum": total, "sections": directory})
        line = head.encode() + b" " * (-(len(head) + 1) % _ALIGN) + b"\n"
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".namenorm-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(line)
                for _, _, view in self._sections:
                    file.write(view)
                    file.write(bytes(-len(view) % _ALIGN))
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise


@dataclass(frozen=True, slots=True)
class Strings(Sequence[str]):
    """Texts that are decoded when asked for."""

    ends: memoryview
    text: memoryview

    def __getitem__(self, i: Any) -> Any:
        return str(self.text[self.ends[i] : self.ends[i + 1]], "utf8", "surrogatepass")

    def __len__(self) -> int:
        return len(self.ends) - 1


@dataclass(frozen=True, slots=True)
class Joined(Sequence[str]):
    """Texts behind others."""

    first: Sequence[str]
    more: Sequence[str]

    def __getitem__(self, i: Any) -> Any:
        count = len(self.first)
        return self.first[i] if i < count else self.more[i - count]

    def __len__(self) -> int:
        return len(self.first) + len(self.more)


@dataclass(frozen=True, slots=True)
class Sections:
    """The sections of an opened file, or of a writer whose file was never needed."""

    views: dict[str, memoryview] = field(default_factory=dict)

    @classmethod
    def of(cls, writer: Writer) -> Self:
        return cls({name: _typed(view, kind) for name, kind, view in writer._sections})

    @classmethod
    def open(cls, path: Path) -> Self | None:
        """The file's sections, mapped; None where there is no whole file of this version."""
        try:
            if not path.is_file():
                return None
            with path.open("rb") as file:
                head = json.loads(file.readline(1 << 20))
                start = file.tell()
                if head["format"] != FORMAT or head["order"] != sys.byteorder:
                    return None
                if os.fstat(file.fileno()).st_size != start + head["size"]:
                    return None
                small = head["size"] <= _CHECKED
                content = memoryview(file.read() if small else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
            body = content if small else content[start:]
            raw = {name: (kind, body[at : at + size]) for name, (kind, at, size) in head["sections"].items()}
            if small and head["sum"] != _sum(head["sections"], (view for _, view in raw.values())):
                return None
            return cls({name: _typed(view, kind) for name, (kind, view) in raw.items()})
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def copied(self) -> dict[str, tuple[str, bytes]]:
        """The sections as bytes, each with its type, to be sent to another process."""
        return {name: (view.format, bytes(view)) for name, view in self.views.items()}

    @classmethod
    def restored(cls, copied: dict[str, tuple[str, bytes]]) -> Self:
        return cls({name: _typed(memoryview(content), kind) for name, (kind, content) in copied.items()})

    def array(self, name: str) -> memoryview:
        return self.views[name]

    def strings(self, name: str) -> Sequence[str]:
        """The texts of a section, and behind them those of its second part if it has one."""
        found, more = Strings(self.views[f"{name}.ends"], self.views[f"{name}.text"]), more_part(name)
        return Joined(found, self.strings(more)) if f"{more}.ends" in self.views else found


def more_part(name: str) -> str:
    """What the second part of a section of texts is called."""
    return f"{name}.more"


def _sum(directory: dict[str, list[Any]], views: Iterable[memoryview]) -> int:
    """The check sum of a file: of its directory and of all its sections."""
    total = zlib.crc32(json.dumps(directory).encode())
    for view in views:
        total = zlib.crc32(view, total)
    return total


def _typed(view: memoryview, kind: str) -> memoryview:
    """A view of bytes as numbers of the struct type `kind`."""
    return view if kind == "B" else view.cast(cast(Any, kind))


def cache_folder() -> Path:
    """Where stored tables are kept: NAMENORM_CACHE, or the user's cache folder of the system."""
    if own := os.environ.get("NAMENORM_CACHE"):
        return Path(own)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
        return Path(base) / "namenorm" if base else Path.home() / "AppData/Local/namenorm"
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches/namenorm"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "namenorm"
