"""Arrow columns: distinct values, their answers, take. For the doors of engines that speak Arrow."""

from __future__ import annotations

from itertools import count
from threading import Lock
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from namenorm.integrations.answers import Table, answers, opened

ANSWER = pa.struct(
    [
        ("canonical_id", pa.string()),
        ("canonical_name", pa.string()),
        ("score", pa.float64()),
        ("status", pa.string()),
        ("reason", pa.string()),
    ]
)
"""The type of an answer; the whole is null where the name is."""

_REMEMBERED = 250_000


class ColumnAnswers:
    """Answers to columns of names by one table. Engines hand over a column in pieces of some thousand rows, so names that
    were asked in one are remembered for the next, up to 250,000.

    Threads may share one: a name that two of them ask for is decided once. It travels to other processes with its compiled
    table and without its memory.
    """

    _place: dict[str | None, int]  # where in `_known` the answer to a name is
    _known: pa.StructArray

    def __init__(self, table: Table = None) -> None:
        self._canonicalizer = opened(table)
        self._lock = Lock()
        self._forget()

    def __reduce__(self) -> tuple[Any, ...]:
        return ColumnAnswers, (self._canonicalizer,)

    def of(self, names: pa.Array) -> pa.StructArray:
        """The answer to each of `names`, which are strings or a dictionary of strings, in their order; null for null.

        Raises TypeError for a column of another type.
        """
        if pa.types.is_null(names.type):
            return pa.nulls(len(names), ANSWER)
        column = _used(names) if pa.types.is_dictionary(names.type) else names.dictionary_encode()
        if not _is_text(column.dictionary.type):
            raise TypeError(f"names are strings, not {names.type}: cast the column first")
        with self._lock:
            known, places = self._places(column.dictionary.to_pylist())
        return known.take(places.take(column.indices))

    def _places(self, names: list[str | None]) -> tuple[pa.StructArray, pa.Array]:
        """All answers that are known, and where among them that to each of `names` is."""
        places = list(map(self._place.get, names))
        if None in places:
            self._ask([name for name, place in zip(names, places, strict=True) if place is None])
            places = list(map(self._place.get, names))
        known = self._known
        if len(known) > _REMEMBERED:
            self._forget()
        return known, pa.array(places, pa.int32())

    def _ask(self, new: list[str | None]) -> None:
        """Add the answers to these names, of which none is known."""
        self._place.update(zip(new, count(len(self._known))))
        self._known = pa.concat_arrays([self._known, pa.array(answers(self._canonicalizer, new), ANSWER)])

    def _forget(self) -> None:
        self._place = {None: 0}
        self._known = pa.nulls(1, ANSWER)  # null inside too: `.field()` of Arrow does not look at the whole


def _used(column: pa.DictionaryArray) -> pa.DictionaryArray:
    """The column with null for the dictionary's values that no row has: a slice keeps the dictionary of the whole."""
    places = pa.array(range(len(column.dictionary)), column.indices.type)
    used = pc.if_else(pc.is_in(places, column.indices), column.dictionary, None)
    return pa.DictionaryArray.from_arrays(column.indices, used)


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))
