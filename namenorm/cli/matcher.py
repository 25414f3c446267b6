"""The matcher as a command asks for it. Imported here only when it is needed: it takes longer than all the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from namenorm import AliasTable, Canonicalizer

TABLE_OPTION: dict[str, Any] = {
    "metavar": "TABLE",
    "type": click.Path(),
    "help": "Alias table (YAML) to use in place of the one that comes with namenorm.",
}


@dataclass(frozen=True, slots=True)
class TableContent:
    """What a table's file holds, read once: what comes through a pipe can't be read again. The shipped table has no path."""

    path: str | None
    content: bytes


def read_table(path: str | None) -> TableContent:
    """The content of the file, or of the shipped table. Raises FileError."""
    from namenorm.table_file import read_file, shipped_bytes  # see above

    return TableContent(path, shipped_bytes() if path is None else read_file(path))


def load_canonicalizer(
    table: TableContent, threshold: float | None = None, candidates: int | None = None
) -> Canonicalizer:
    """A Canonicalizer on a table, with its own defaults for None. Raises TableError."""
    from namenorm import Canonicalizer  # see above

    settings: dict[str, Any] = {"threshold": threshold, "candidates": candidates}
    given = {name: value for name, value in settings.items() if value is not None}
    return Canonicalizer.open(table.path, content=table.content, **given)


def load_table(table: TableContent) -> AliasTable:
    """The records of a table. Raises TableError."""
    from namenorm import AliasTable  # see above

    return AliasTable.shipped() if table.path is None else AliasTable.parse(table.content, table.path)
