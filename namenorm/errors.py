"""The errors of namenorm.

    NamenormError
    ├── TableError          the alias table can't be used; `.problems` lists every reason with its line
    ├── FileError           an input or output file can't be read or written as asked
    ├── ArgumentError       a value that a caller gave is out of range (also a ValueError)
    └── ExtraError          a library is missing that an extra of the package brings (also an ImportError)

Every message is one line that says where the fault is and how to mend it.
"""

from __future__ import annotations

from dataclasses import dataclass


class NamenormError(Exception):
    """Any error that namenorm raises on purpose."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of an alias table. `line` is 1-based, None for tables built in code; `record` is an ID or None."""

    message: str
    line: int | None = None
    record: str | None = None
    severity: str = "error"  # or "warning"

    def __str__(self) -> str:
        where = f"line {self.line}: " if self.line else ""
        record = f"record {self.record!r}: " if self.record else ""
        return f"{where}{record}{self.message}"


class TableError(NamenormError):
    """The alias table is unusable. `problems` holds all that was found, in file order."""

    def __init__(self, where: str, problems: list[Problem]) -> None:
        self.where = where
        self.problems = problems
        more = f" (and {len(problems) - 1} more; `namenorm check` lists all)" if len(problems) > 1 else ""
        super().__init__(f"{where}: {problems[0]}{more}")


class FileError(NamenormError):
    """A file can't be read or written as asked."""


class ArgumentError(NamenormError, ValueError):
    """An argument is out of range."""


class ExtraError(NamenormError, ImportError):
    """A library is missing that an extra of the package brings."""
