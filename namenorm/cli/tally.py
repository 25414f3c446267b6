"""What a run counts: rows by status and reason, and by name those that are not settled. Names are counted on disk."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Self

from namenorm.cli.answers import Case
from namenorm.cli.columns import ENDINGS
from namenorm.cli.formats.shape import Cells
from namenorm.errors import FileError

DECIDED = "decided"
"""The reason of an answer that a person gave."""
_STATUS, _REASON = ENDINGS.index("status"), ENDINGS.index("reason")
_TABLES = """
pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -32768;
create table counted (name blob unique, rows integer, status text, reason text);
create table cases (name blob primary key, told text) without rowid;
"""
_COUNT = "insert into counted values (?, ?, ?, ?) on conflict (name) do update set rows = rows + excluded.rows"


@dataclass(frozen=True, slots=True)
class Counted:
    """A name that is not settled, in how many rows it is, and the case for a person if there is one."""

    name: str
    rows: int
    status: str
    reason: str
    case: Case | None = None


class Tally:
    """Counts answers. With `by_name` it also counts the rows of each name that has no match or, with `cases`, may have a case.

    These names may be any number, so they are kept in a database of SQLite that has no name and goes with the process.
    """

    def __init__(self, *, by_name: bool = False, cases: bool = False) -> None:
        self.status: Counter[str] = Counter()
        self.reason: Counter[str] = Counter()
        self.unmatched = 0  # by the matcher: what a person rejected is settled
        self._with_cases = cases
        self._database = sqlite3.connect("") if by_name or cases else None
        if self._database is not None:
            self._database.executescript(_TABLES)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._database is not None:
            self._database.close()

    def note(self, name: str, case: Case) -> None:
        """Keep the case of a name that is counted later."""
        if self._database is not None:
            with _disk():
                self._database.execute("insert or ignore into cases values (?, ?)", (_key(name), json.dumps(case)))

    def add(self, names: Mapping[str, int], cells: Mapping[str, Cells]) -> None:
        """Count the answers to names, each as often as it occurs."""
        unsettled = []
        for name, rows in names.items():
            answer = cells[name]
            status, reason = answer[_STATUS], answer[_REASON]
            self.status[status] += rows
            self.reason[reason] += rows
            if reason != DECIDED:
                if status != "match":
                    self.unmatched += rows
                if self._database is not None and (status != "match" or (self._with_cases and reason != "exact_alias")):
                    unsettled.append((_key(name), rows, status, reason))
        if self._database is not None:
            with _disk():
                self._database.executemany(_COUNT, unsettled)

    def cases(self) -> Iterator[Counted]:
        """The names that have a case, in the order in which they came."""
        return self._counted("select c.*, told from counted c join cases using (name) order by c.rowid")

    def most_frequent_unmatched(self, limit: int) -> list[Counted]:
        """The names without a match that most rows have, empty ones aside; of equals those that came first."""
        return list(self._counted(
            "select c.*, null from counted c where status != 'match' and reason != 'empty' "
            "order by rows desc, c.rowid limit ?", limit,
        ))  # fmt: skip

    def _counted(self, query: str, *values: int) -> Iterator[Counted]:
        if self._database is None:
            return
        with _disk(), closing(self._database.execute(query, values)) as rows:
            for name, count, status, reason, told in rows:
                case = tuple(json.loads(told)) if told else None
                yield Counted(name.decode("utf-8", "surrogatepass"), count, status, reason, case)


def _key(name: str) -> bytes:
    return name.encode("utf-8", "surrogatepass")


@contextmanager
def _disk() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        what = f"names can't be counted on disk: {error}"
        raise FileError(f"{what} - free some space, or set SQLITE_TMPDIR to another folder") from error
