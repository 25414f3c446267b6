"""What a column needs of a decision, for its distinct names: the core that all doors share. Knows no library."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import NamedTuple

from namenorm.alias_table import AliasTable
from namenorm.canonicalizer import Canonicalizer
from namenorm.default import canonicalizer as shipped

Table = str | os.PathLike[str] | AliasTable | Canonicalizer | None
"""What doors take: a YAML file, a table in memory, a canonicalizer with thresholds of its own; None: the shipped table."""

_AT_ONCE = 1_000  # decisions hold candidates and evidence; only so many are kept before they become answers


class Answer(NamedTuple):
    """A decision without its candidates. `canonical_id` and `canonical_name` are None unless `status` is "match"."""

    canonical_id: str | None
    canonical_name: str | None
    score: float
    status: str
    reason: str


def answers(canonicalizer: Canonicalizer, names: Iterable[str | None]) -> list[Answer | None]:
    """The answer to each name, in their order; None for None. Each distinct name is decided once.

    Raises TypeError for what is no string.

    >>> from namenorm.default import canonicalizer
    >>> [answer and answer.reason for answer in answers(canonicalizer(), ["Al-Kazemi", None, "Fatah"])]
    ['exact_alias', None, 'shared_alias']
    """
    names = list(names)
    found: dict[str | None, Answer | None] = {}
    distinct = list({name: None for name in names if name is not None})
    for start in range(0, len(distinct), _AT_ONCE):
        batch = distinct[start : start + _AT_ONCE]
        for name, d in zip(batch, canonicalizer.explain_many(batch), strict=True):
            found[name] = Answer(d.canonical_id, d.canonical_name, d.score, d.status.value, d.reason.value)
    return [found.get(name) for name in names]


def opened(table: Table) -> Canonicalizer:
    """The canonicalizer on `table`. Errors are those of `AliasTable.load`."""
    if table is None:
        return shipped()
    if isinstance(table, Canonicalizer):
        return table
    return Canonicalizer(table) if isinstance(table, AliasTable) else Canonicalizer.open(table)
