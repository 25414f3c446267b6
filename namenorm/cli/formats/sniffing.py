"""Which delimiter a CSV file is written with, found by how its first rows fall into columns."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from contextlib import suppress

from namenorm.cli.formats.text import split_lines

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
_ROWS = 100


def sniff(text: str, wanted: Sequence[str] = ()) -> str:
    """The delimiter by which the first rows of `text` have the same number of columns, a comma in doubt.

    One by which the first row has all `wanted` columns goes before others.

    >>> sniff('name;notes\\nFatah;"a; b"\\n')
    ';'
    """
    lines = split_lines(text)[: _ROWS * 2]
    found = [(weight, delimiter) for delimiter in DELIMITERS.values() if (weight := _weight(lines, delimiter, wanted))]
    return max(found, key=lambda pair: pair[0])[1] if found else ","


def _weight(lines: Sequence[str], delimiter: str, wanted: Sequence[str]) -> tuple[bool, bool, float, int] | None:
    """How well a delimiter fits; None if it makes no columns, or only in some rows."""
    rows: list[list[str]] = []
    with suppress(csv.Error):  # the sample may end within a cell; what was read until there tells enough
        rows.extend(row for row in csv.reader(lines, delimiter=delimiter, strict=True) if row)
    rows = rows[:_ROWS]
    if not rows or len(rows[0]) < 2:
        return None
    agree = sum(len(row) == len(rows[0]) for row in rows) / len(rows)
    if agree < 0.5:
        return None
    has_wanted = bool(wanted) and all(column in rows[0] for column in wanted)
    return has_wanted, agree == 1, agree, len(rows[0])
