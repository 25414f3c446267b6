"""The one shape of rows that every format gives and takes, so that commands know no format."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

Cells = tuple[str, ...]
"""What is appended to a row."""


@dataclass(frozen=True, slots=True)
class Head:
    """The columns of a file. `named` tells whether the file names them; else they are called 1, 2, 3, ...

    `own` is what the reader's format knows besides, for a writer of the same format.
    """

    columns: tuple[str, ...]
    named: bool = True
    own: object = None


@dataclass(frozen=True, slots=True)
class Added:
    """The columns that are appended, and which of them hold numbers."""

    names: tuple[str, ...] = ()
    numbers: frozenset[int] = frozenset()

    def values(self, cells: Cells) -> list[str | float | None]:
        """Cells for a format that has types: a number for a number, None for an empty text."""
        return [float(cell) if cell and i in self.numbers else cell or None for i, cell in enumerate(cells)]


class Batch(ABC):
    """Some rows, in their order. `lines` tells where each begins, counted from 1."""

    lines: Sequence[int]

    @abstractmethod
    def mentions(self, column: int) -> list[str]:
        """The text of each row's cell in a column. Raises FileError where a cell holds what can be no name."""

    @abstractmethod
    def rows(self) -> Iterable[Sequence[Any]]:
        """The cells of each row, for a writer of another format: text, or what the format has in its place."""

    def __len__(self) -> int:
        return len(self.lines)


@dataclass(frozen=True, slots=True)
class Table(Batch):
    """Rows of text that come from no file."""

    cells: Sequence[Cells]
    lines: Sequence[int] = ()

    def mentions(self, column: int) -> list[str]:
        return [row[column] for row in self.cells]

    def rows(self) -> Iterable[Cells]:
        return self.cells

    def __len__(self) -> int:
        return len(self.cells)


class Reader(Protocol):
    """A file opened for reading: its columns, then its rows. Iterating raises FileError with the line of a fault."""

    head: Head

    def __iter__(self) -> Iterator[Batch]: ...


class Writer(ABC):
    """A file opened for writing: `begin` once, `write` for each batch, `end` once; `abandon` where it does not come to that.

    `formulas` counts the cells, not ours, that a spreadsheet would take for formulas.
    """

    formulas = 0

    @abstractmethod
    def begin(self, head: Head, added: Added) -> None:
        """Write what comes before the rows. `added` are the columns that every row gets after its own."""

    @abstractmethod
    def write(self, batch: Batch, added: Sequence[Cells]) -> None:
        """Write rows, each with the cells appended to it."""

    def end(self) -> None:  # noqa: B027 - most formats have nothing to do here
        """Write what comes after the rows."""

    def abandon(self) -> None:  # noqa: B027 - the same
        """Let go of what the writer holds besides its sink."""


def as_text(value: Any) -> str:
    """A cell of a format with types as text: nothing for None, a date as 2024-05-31."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        import json

        return json.dumps(value, ensure_ascii=False, default=str)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
