"""`namenorm canonicalize`: CSV in, the same CSV out with the canonical ID of a column's names appended."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

import click

from namenorm.cli.files import open_input, open_output, source_name
from namenorm.cli.matcher import load_canonicalizer, table_option
from namenorm.cli.rows import Row, add_cells, find_column, read_header, read_rows
from namenorm.errors import FileError
from namenorm.model import Decision, Status

if TYPE_CHECKING:
    from namenorm import Canonicalizer

ADDED = ("id", "name", "status", "score", "reason")
_BATCH_ROWS = 1_000
_BATCH_CHARACTERS = 4_000_000
_MEMO_SIZE = 100_000
_MEMO_LENGTH = 512  # characters; a longer mention is answered, but not remembered

_Answer = tuple[Status, tuple[str, ...]]


@click.command(short_help="Append canonical IDs to a CSV file.")
@click.argument("file", required=False, type=click.Path())
@click.option("-c", "--column", required=True, metavar="COLUMN", help="Column of the names: its name or number.")
@click.option("-o", "--output", metavar="OUT", type=click.Path(), help="File to write; '-': standard output.")
@table_option
@click.option("--threshold", metavar="X", type=click.FloatRange(0, 1), help="Lowest score of a match, 0 to 1.")
@click.option("--line-buffered", is_flag=True, help="Write each row as soon as it was read; slower.")
@click.option("-q", "--quiet", is_flag=True, help="No summary on standard error.")
def canonicalize(  # noqa: PLR0917 - click passes each option as an argument
    file: str | None,
    column: str,
    output: str | None,
    table: str | None,
    threshold: float | None,
    line_buffered: bool,
    quiet: bool,
) -> None:
    """Append the canonical ID of each name in a column of a CSV file.

    FILE is UTF-8 with a header line; without FILE, or with '-', it is standard input. Five columns are appended, called
    after COLUMN: _id, _name, _status (match, ambiguous or no_match), _score (0 to 1) and _reason. All else goes out as
    it came in. OUT is written beside its place and takes it only when it is whole.

    \b
    Example:
      namenorm canonicalize mentions.csv -c name -o mentions-with-ids.csv
    """
    source = source_name(file)
    with open_input(file) as stream:
        rows = read_rows(stream, source)
        header = read_header(rows, source)
        index = find_column(header.cells, column, source)
        added = _added_columns(header.cells, index, source)
        answers = _Answers(load_canonicalizer(table, threshold))
        with open_output(output, [stream] if table is None else [stream, table]) as sink:
            sink.write(add_cells(header, added).encode())
            if line_buffered:
                sink.flush()
            checked = _checked(rows, len(header.cells), source)
            tally = _append_answers(checked, index, answers, sink, line_buffered)
    if not quiet:
        click.echo(_summary(tally), err=True)


def _added_columns(header: list[str], index: int, source: str) -> list[str]:
    added = [f"{header[index]}_{ending}" for ending in ADDED]
    for name in added:
        if name in header:
            raise FileError(f"{source}: line 1: there is a column '{name}' already - rename it or take it out first")
    return added


def _checked(rows: Iterator[Row], columns: int, source: str) -> Iterator[Row]:
    """The rows that follow the header, each found to have as many cells as that."""
    for row in rows:
        if not row.cells and columns == 1:  # in a file of one column a blank line is an empty cell
            yield Row(row.line, [""], row.text, row.ending)
        elif row.cells and len(row.cells) != columns:
            cells = "1 cell" if len(row.cells) == 1 else f"{len(row.cells)} cells"
            raise FileError(
                f"{source}: line {row.line}: {cells} where the header has {columns} - put quotes round a cell "
                "that has a comma in it, or add what is missing"
            )
        else:
            yield row


def _append_answers(
    rows: Iterator[Row], index: int, answers: _Answers, sink: IO[bytes], line_buffered: bool
) -> Counter[Status]:
    """Write every row with its answer, blank lines as they are; what comes back counts the rows by status."""
    tally: Counter[Status] = Counter()
    count = 0
    for batch in _batches(rows, 1 if line_buffered else _BATCH_ROWS):
        asked = [row for row in batch if row.cells]
        found = dict(zip((row.line for row in asked), answers.of([row.cells[index] for row in asked]), strict=True))
        for row in batch:
            if row.cells:
                status, cells = found[row.line]
                tally[status] += 1
                sink.write(add_cells(row, cells).encode())
            else:
                sink.write(row.ending.encode())
        count += len(asked)
        if line_buffered:
            sink.flush()
    if tally.total() != count:
        raise AssertionError(f"{count} rows went in, {tally.total()} came out")
    return tally


def _batches(rows: Iterator[Row], most: int) -> Iterator[list[Row]]:
    batch: list[Row] = []
    characters = 0
    for row in rows:
        batch.append(row)
        characters += len(row.text)
        if len(batch) >= most or characters >= _BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    yield batch


class _Answers:
    """What the matcher says to mentions, as cells; it remembers the `_MEMO_SIZE` that were asked for last."""

    def __init__(self, canonicalizer: Canonicalizer) -> None:
        self._canonicalizer = canonicalizer
        self._memo: OrderedDict[str, _Answer] = OrderedDict()

    def of(self, mentions: list[str]) -> list[_Answer]:
        """Status and cells for each mention, in their order."""
        distinct = dict.fromkeys(mentions)
        new = [mention for mention in distinct if mention not in self._memo]
        decisions = self._canonicalizer.explain_many(new)
        known = {mention: _cells(decision) for mention, decision in zip(new, decisions, strict=True)}
        for mention in distinct:
            if mention not in known:
                known[mention] = self._memo[mention]
            if len(mention) <= _MEMO_LENGTH:
                self._memo[mention] = known[mention]
                self._memo.move_to_end(mention)
        while len(self._memo) > _MEMO_SIZE:
            self._memo.popitem(last=False)
        return [known[mention] for mention in mentions]


def _cells(decision: Decision) -> _Answer:
    return decision.status, (
        decision.canonical_id or "",
        decision.canonical_name or "",
        decision.status.value,
        _score(decision.score),
        decision.reason.value,
    )


def _score(score: float) -> str:
    """The score with four digits. Only an exact alias is 1.0000: what is just below does not round up to it."""
    return f"{min(score, 0.9999) if score < 1 else score:.4f}"


def _summary(tally: Counter[Status]) -> str:
    rows = tally.total()
    return (
        f"{rows} {'row' if rows == 1 else 'rows'}, {tally[Status.MATCH]} matched, {tally[Status.AMBIGUOUS]} ambiguous, "
        f"{tally[Status.NO_MATCH]} no match"
    )
