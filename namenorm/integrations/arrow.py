"""PyArrow: a column of names in, a column of answers out. Extra: `pip install "namenorm[arrow]"`."""

from __future__ import annotations

from typing import TypeVar

from namenorm.integrations import extra
from namenorm.integrations.answers import Table

with extra("arrow"):
    import pyarrow as pa

    from namenorm.integrations.columns import ColumnAnswers

Column = TypeVar("Column", pa.Array, pa.ChunkedArray)


def canonicalize_array(names: Column, table: Table = None) -> Column:
    """The answer to each name: a StructArray of canonical_id, canonical_name, score (0..1), status and reason; null for null.

    `names` are strings, or a dictionary of strings: then the texts of the answer are dictionary-encoded too. A ChunkedArray
    gives one with the same chunks. Raises TypeError for a column of another type.

    >>> canonicalize_array(pa.array(["Al-Kazemi", None, "Fatah"])).field("status").to_pylist()
    ['match', None, 'ambiguous']
    """
    answers = ColumnAnswers(table)
    if isinstance(names, pa.ChunkedArray):
        chunks = names.chunks or [pa.array([], names.type)]  # a column without chunks still has a type
        return pa.chunked_array([_like(chunk, answers.of(chunk)) for chunk in chunks])
    return _like(names, answers.of(names))


def _like(names: pa.Array, structs: pa.StructArray) -> pa.StructArray:
    """The answers, their texts encoded as the names are."""
    if not pa.types.is_dictionary(names.type):
        return structs
    columns = [
        column.dictionary_encode() if pa.types.is_string(column.type) else column
        for column in map(structs.field, range(structs.type.num_fields))
    ]
    fields = [pa.field(old.name, column.type) for old, column in zip(structs.type, columns, strict=True)]
    return pa.StructArray.from_arrays(columns, fields=fields, mask=structs.is_null())
