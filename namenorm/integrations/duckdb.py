"""DuckDB: `canonicalize(name)` and `canonicalize_struct(name)` in SQL. Extra: `pip install "namenorm[duckdb]"`."""

from __future__ import annotations

from contextlib import suppress

from namenorm.integrations import extra
from namenorm.integrations.answers import Answer, Table

with extra("duckdb"):
    import duckdb
    import numpy  # noqa: F401 - DuckDB's functions need it and do not say so
    import pyarrow as pa

    from namenorm.integrations.columns import ColumnAnswers


def register(con: duckdb.DuckDBPyConnection, table: Table = None) -> None:
    """Give `con` two vectorised functions; null for null. Registered again, they answer by the new table.

    `canonicalize(name)` is the canonical ID, null if it is unknown or in doubt; `canonicalize_struct(name)` a struct of
    canonical_id, canonical_name, score (0..1), status and reason.

    >>> con = duckdb.connect()
    >>> register(con)
    >>> con.sql("select canonicalize('Al-Kazemi'), canonicalize_struct('Fatah').reason").fetchall()
    [('mustafa-al-kadhimi', 'shared_alias')]
    """
    answers = ColumnAnswers(table)

    def canonicalize_struct(names: pa.ChunkedArray) -> pa.Array:
        return answers.of(names.combine_chunks())

    def canonicalize(names: pa.ChunkedArray) -> pa.Array:
        return canonicalize_struct(names).field("canonical_id")

    struct = duckdb.struct_type({f: "DOUBLE" if f == "score" else "VARCHAR" for f in Answer._fields})
    for function, returned in ((canonicalize, "VARCHAR"), (canonicalize_struct, struct)):
        with suppress(duckdb.InvalidInputException):  # there was none
            con.remove_function(function.__name__)
        con.create_function(  # type: ignore[call-overload]  # its stub does not know this way to say Arrow
            function.__name__, function, ["VARCHAR"], returned, type="arrow", null_handling="special"
        )
