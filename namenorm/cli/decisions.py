"""What a person decided, read from a review file: it goes before what the matcher says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from namenorm.cli.formats import Reading, kind_of, open_reader
from namenorm.cli.formats.rejects import Rejects
from namenorm.cli.formats.shape import Cells, Reader
from namenorm.cli.review import DECISION, FIRST_CANDIDATE, written
from namenorm.cli.suggesting import did_you_mean
from namenorm.cli.tally import DECIDED
from namenorm.cli.terminal import escape
from namenorm.errors import FileError, TableError
from namenorm.model import Status

if TYPE_CHECKING:
    from namenorm import AliasTable

_WORDS = ("accept", "reject", "new")
_CHECK = "check the ID, or decide 'new'"
_NEEDED = ("name", DECISION[0])


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the file that holds a decision."""

    line: int
    name: str
    word: str
    id: str
    new_name: str
    first_candidate: str


class Decisions:
    """The cells that a person's decision gives to a name. `used` are the names that were asked for."""

    def __init__(self, cells: dict[str, Cells]) -> None:
        self._cells = cells
        self.used: set[str] = set()

    def get(self, name: str) -> Cells | None:
        """The cells of a name, None if nothing was decided on it."""
        if not self._cells:
            return None
        key = written(name)
        cells = self._cells.get(key)
        if cells is None:
            return None
        self.used.add(key)
        return (*cells[:-1], _flags(name))

    def __len__(self) -> int:
        return len(self._cells)


NO_DECISIONS = Decisions({})


def read_decisions(path: str, table: AliasTable) -> Decisions:
    """The decisions in a file, which names columns as the review file does. Rows without a decision say nothing.

    Raises FileError with the line for a word that is none of accept, reject and new, an ID that the table has not (or has
    already, for new), and for two decisions on one name that differ.
    """
    with open(path, "rb") as stream:
        reader = open_reader(stream, path, kind_of(path, None), Reading(wanted=_NEEDED, has_option=False), Rejects()).reader
        cells: dict[str, Cells] = {}
        lines: dict[str, int] = {}
        new: dict[str, tuple[str, int]] = {}
        for row in _rows(reader, path):
            decided = _decided(row, table, new, path)
            before = cells.setdefault(row.name, decided)
            if before != decided:
                raise _fault(path, row, f"line {lines[row.name]} decides otherwise on this name", "keep one of them")
            lines.setdefault(row.name, row.line)
    return Decisions(cells)


def _rows(reader: Reader, path: str) -> Iterator[_Row]:
    columns = reader.head.columns
    for name in _NEEDED:
        if columns.count(name) != 1:
            raise FileError(
                f"{path}: line 1: a file of decisions needs one column '{name}' - take the review file and fill it in"
            )
    for batch in reader:
        every = {name: batch.mentions(i) for i, name in enumerate(columns) if name in (*_NEEDED, *DECISION, FIRST_CANDIDATE)}
        nothing = [""] * len(batch)
        given = (every.get(name, nothing) for name in ("name", *DECISION, FIRST_CANDIDATE))
        for line, name, word, *rest in zip(batch.lines, *given, strict=True):
            new_id, new_name, candidate = (cell.strip() for cell in rest)
            row = _Row(line, name if name.isprintable() else written(name), word.strip().lower(), new_id, new_name, candidate)
            if row.word:
                yield row
            elif row.id or row.new_name:
                raise _fault(path, row, "there is an ID or a name, but no decision", f"write one of {', '.join(_WORDS)}")


def _decided(row: _Row, table: AliasTable, new: dict[str, tuple[str, int]], path: str) -> Cells:
    if row.word == "reject":
        return _cells("", "", Status.NO_MATCH)
    if row.word == "accept":
        given = row.id or row.first_candidate
        if not given:
            raise _fault(path, row, "nothing says which record is accepted", f"write its ID into {DECISION[1]}")
        try:
            record = table.heir(given)
        except KeyError:
            mending = f"{did_you_mean(given, (record.id for record in table))}{_CHECK}"
            raise _fault(path, row, f"the table has no record '{escape(given)}'", mending) from None
        return _cells(record.id, record.name, Status.MATCH)
    if row.word != "new":
        raise _fault(path, row, f"the decision is '{escape(row.word)}'", f"write one of {', '.join(_WORDS)}, or nothing")
    name = row.new_name or row.name
    if not row.id:
        raise _fault(path, row, "a new record needs an ID", f"write it into {DECISION[1]}")
    _check_new(row, name, table, path)
    other, line = new.setdefault(row.id, (name, row.line))
    if other != name:
        what = f"line {line} gives the new record '{escape(row.id)}' another name"
        raise _fault(path, row, what, "write the same name in both")
    return _cells(row.id, name, Status.MATCH)


def _check_new(row: _Row, name: str, table: AliasTable, path: str) -> None:
    """The ID and name of a new record have to be such as a table may hold, and the ID must be free."""
    try:
        table.record(row.id)
    except KeyError:
        pass
    else:
        raise _fault(path, row, f"the table has a record '{escape(row.id)}' already", "decide 'accept', or choose another ID")
    try:
        table.from_records([{"id": row.id, "name": name}])
    except TableError as error:
        raise FileError(f"{path}: line {row.line}: {escape(error.problems[0].message)}") from None


def _cells(record_id: str, name: str, status: Status) -> Cells:
    return record_id, name, status.value, "", DECIDED, ""


def _flags(name: str) -> str:
    from namenorm.cleaning import clean  # not needed for --help

    return " ".join(clean(name).flags)


def _fault(path: str, row: _Row, what: str, mending: str) -> FileError:
    return FileError(f"{path}: line {row.line}: {what} - {mending}")
