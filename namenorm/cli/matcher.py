"""The matcher as a command asks for it. Imported here only when it is needed: it takes longer than all the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from namenorm import AliasTable, Canonicalizer

TABLE_OPTION: dict[str, Any] = {
    "metavar": "TABLE",
    "type": click.Path(),
    "help": "Alias table (YAML) to use in place of the one that comes with namenorm.",
}


def load_canonicalizer(table: str | None, threshold: float | None = None) -> Canonicalizer:
    """A Canonicalizer on the table in a file, or on the shipped one. Raises TableError or FileError."""
    from namenorm import Canonicalizer  # see above

    return Canonicalizer.open(table) if threshold is None else Canonicalizer.open(table, threshold=threshold)


def load_table(table: str | None) -> AliasTable:
    """The records of the table in a file, or of the shipped one. Raises TableError or FileError."""
    from namenorm import AliasTable  # see above

    return AliasTable.shipped() if table is None else AliasTable.load(table)
