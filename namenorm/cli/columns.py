"""The columns that hold names, as a user says them, and what the appended ones are called."""

from __future__ import annotations

from collections.abc import Sequence

import click

from namenorm.cli.formats.shape import Added, Head
from namenorm.cli.suggesting import did_you_mean
from namenorm.cli.terminal import escape
from namenorm.errors import FileError

ENDINGS = ("id", "name", "status", "score", "reason", "flags")
STAMP = ("namenorm_table", "namenorm_model", "namenorm_threshold")
_COLUMN = "{column}"
_LISTED = 30


def find_columns(head: Head, asked: Sequence[str], source: str) -> list[int]:
    """The index of each column asked for: by its name, by its number from 1, or several of these with commas between.

    Raises FileError, which lists the columns there are.
    """
    found: dict[int, None] = {}
    for text in asked:
        parts = [text] if text in head.columns else text.split(",")
        for part in parts:
            found[_find(head, part if part in head.columns else part.strip(), source)] = None
    return list(found)


def _find(head: Head, column: str, source: str) -> int:
    names = head.columns
    if head.named and names.count(column) > 1:
        places = ", ".join(str(number) for number, name in enumerate(names, 1) if name == column)
        raise FileError(f"{source}: line 1: column '{escape(column)}' occurs twice or more - give a number: {places}")
    if head.named and column in names:
        return names.index(column)
    if column.isascii() and column.isdigit() and 1 <= int(column) <= len(names):
        return int(column) - 1
    if not head.named:
        raise FileError(
            f"{source}: line 1: no column '{escape(column)}' - without a header they are numbers, from 1 to {len(names)}"
        )
    listed = ", ".join(f"'{escape(name)}'" for name in names[:_LISTED])
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    mending = f"{did_you_mean(column, names)}the columns are {listed}{more}"
    raise FileError(f"{source}: line 1: no column '{escape(column)}' - {mending}")


def added_columns(head: Head, chosen: Sequence[int], prefix: str | None, *, only_id: bool, stamp: bool, source: str) -> Added:
    """What is appended to each row: the answer to each chosen column, then the stamp. FileError if a name is taken."""
    if prefix is not None and len(chosen) > 1 and _COLUMN not in prefix:
        raise click.UsageError(f"With several columns --prefix must hold {_COLUMN}, for example --prefix '{prefix}{_COLUMN}_'")
    endings = ENDINGS[:1] if only_id else ENDINGS
    names: list[str] = []
    for index in chosen:
        before = f"{head.columns[index]}_" if prefix is None else prefix.replace(_COLUMN, head.columns[index])
        names += [before + ending for ending in endings]
    numbers = {i for i, _ in enumerate(names) if not only_id and i % len(endings) == ENDINGS.index("score")}
    if stamp:
        numbers.add(len(names) + len(STAMP) - 1)
        names += STAMP
    for name in names:
        if head.named and name in head.columns:
            raise FileError(f"{source}: line 1: there is a column '{escape(name)}' already - choose another --prefix")
        if names.count(name) > 1:
            raise FileError(f"{source}: line 1: two columns would be called '{escape(name)}' - choose another --prefix")
    return Added(tuple(names), frozenset(numbers))
