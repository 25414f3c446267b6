"""What is done with a case, and what must hold of the outcome: one class for each way into namenorm."""

from __future__ import annotations

import csv
import io
import os
import time
from functools import cache
from pathlib import Path
from typing import Any

import click
from click.testing import CliRunner
from hypothesis import strategies as st

import namenorm
from benchmarks.fuzz.cases import PAIRS, File, rows, tables
from namenorm import AliasTable, Canonicalizer, NamenormError, Reason, Status
from namenorm.cli import main
from namenorm.table_check import check

LIMIT = 1.0  # seconds of processor time for one case: other programs on the machine don't count
SMALL_TABLE = """
- {id: mustafa-al-kadhimi, name: Mustafa al-Kadhimi, type: person, native: [مصطفى الكاظمي]}
- {id: vladimir-putin, name: Vladimir Putin, type: person, native: [Владимир Путин]}
- {id: fatah, name: Fatah, type: org}
- {id: fatah-alliance, name: Fatah Alliance, type: org, aliases: [Fatah], weak: [FA]}
"""


class WrongError(AssertionError):
    """A case did what none may do."""


class Path_:
    """One way in. `cases` makes what `run` is given; `run` raises whatever went wrong."""

    cases: st.SearchStrategy[Any]

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.count = 0
        self.slowest = 0.0

    def __call__(self, case: Any) -> None:
        self.count += 1
        started = time.process_time()
        self.run(case)
        taken = time.process_time() - started
        self.slowest = max(self.slowest, taken)
        require(taken < LIMIT, f"took {taken:.2f} s")

    def run(self, case: Any) -> None:
        raise NotImplementedError


def require(holds: bool, what: str) -> None:
    if not holds:
        raise WrongError(what)


class Names(Path_):
    """Names of any kind are decided, read and compared on the shipped table."""

    cases = PAIRS

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.canonicalizer = Canonicalizer.open()

    def run(self, case: tuple[str, str, str | None]) -> None:
        name, other, kind = case
        decision = self.canonicalizer.explain(name, kind)
        scores = [candidate.score for candidate in decision.candidates]
        require(scores == sorted(scores, reverse=True) and all(0.0 <= score <= 1.0 for score in scores), f"scores {scores}")
        require((decision.status is Status.MATCH) == (decision.canonical_id is not None), "an ID without a match, or none with one")
        require(decision.reason is Reason.EXACT_ALIAS or 1.0 not in scores, "1.0 for what is no alias")
        if kind is None:
            require(self.canonicalizer.canonicalize(name) == decision.canonical_id, "canonicalize says another thing than explain")
        comparison = self.canonicalizer.compare(name, other, kind)
        require(0.0 <= comparison.score <= 1.0, f"compared at {comparison.score}")
        self.canonicalizer.read(other)


class Rows(Path_):
    """Files of rows go through `namenorm canonicalize`, whole: options, reading, answers, writing."""

    cases = rows()

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.table = folder / "table.yaml"
        self.table.write_text(SMALL_TABLE, encoding="utf-8")
        self.output = folder / "out.csv"
        self.known = {option for parameter in main.commands["canonicalize"].params for option in parameter.opts}
        Canonicalizer.open = cache(Canonicalizer.open)  # type: ignore[method-assign] - a start for each case takes too long

    def run(self, case: File) -> None:
        options = case.options if not case.options or case.options[0] in self.known else ()
        given = self.folder / f"in{case.suffix}"
        given.write_bytes(case.content)
        before = os.getcwd()
        os.chdir(self.folder)
        try:
            command = ["canonicalize", given.name, "-c", case.column, "--table", "table.yaml", "-o", "out.csv", *options]
            result = CliRunner().invoke(main, command)
        finally:
            os.chdir(before)
        if result.exit_code in (130, 143):
            raise KeyboardInterrupt  # a signal for all of this, which the program took for its own
        wrote = self.output.exists()
        try:
            require(isinstance(result.exception, SystemExit | type(None)), f"raised {result.exception!r}")
            require(result.exit_code in (0, 1, 2, 3), f"exit status {result.exit_code}")
            require(given.read_bytes() == case.content, "the input was changed")
            require(wrote == (result.exit_code in (0, 3)), f"exit status {result.exit_code}, and the output is {wrote}")
            if result.exit_code in (1, 2):
                require(result.stderr.splitlines()[-1].startswith("namenorm: "), f"the error is {result.stderr!r}")
            elif case.suffix == ".csv" and not case.options:
                require(_as_many_rows(case.content, self.output.read_bytes()), "rows were lost or made up")
        finally:
            for left in set(self.folder.iterdir()) - {self.table}:
                left.unlink()
                require(not left.name.startswith("."), f"{left.name} was left behind")


def _as_many_rows(content: bytes, output: bytes) -> bool:
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    return any(_row_count(content, encoding, sign) == _row_count(output, encoding, sign) for sign in ",;\t|")


def _row_count(content: bytes, encoding: str, delimiter: str) -> int:
    try:
        text = io.StringIO(content.decode(encoding), newline="")
        return sum(1 for _ in csv.reader(text, delimiter=delimiter, strict=True))
    except (csv.Error, UnicodeDecodeError):
        return -1 - (encoding == "utf-16")


class Tables(Path_):
    """Alias tables are loaded and checked."""

    cases = tables()

    def run(self, case: bytes) -> None:
        file = self.folder / "table.yaml"
        file.write_bytes(case)
        try:
            table = AliasTable.parse(case, "table.yaml")
        except namenorm.TableError as error:
            require(bool(error.problems), "an error without a problem")
            require("\n" not in str(error), f"the error is not one line: {error}")
            require(check(file) == error.problems, "check says another thing than load")
        except NamenormError:
            raise WrongError("not a TableError") from None
        else:
            require(all(problem.severity == "warning" for problem in check(file)), "check finds an error, load does not")
            require(AliasTable.from_records(table) == table, "the same records make another table")


PATHS: dict[str, type[Path_]] = {"names": Names, "rows": Rows, "tables": Tables}
assert isinstance(main, click.Group)
