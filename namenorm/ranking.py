"""The records that a mention may mean, each by its best alias."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from namenorm.compiled_table import CompiledTable
from namenorm.index import text_hash
from namenorm.model import Candidate, Evidence, Reason
from namenorm.reading import NameReader, Read
from namenorm.segment import Workspace

SAME_PARTS_SCORE = 0.99


class Ranked(NamedTuple):
    """The best alias of each record with its score, best first, and what a verdict wants to know besides.

    `exact` is the reason if the mention equals these aliases and they are strong; `weak` tells whether the best rests on a weak
    alias alone, `lone` whether it is one word for one word; `partial` of how many names the mention is a part; `capped` whether
    a token was too common to follow to all its aliases.
    """

    scores: Sequence[float]
    entries: Sequence[int]
    exact: Reason | None = None
    weak: bool = False
    lone: bool = False
    partial: int = 0
    capped: bool = False


def exact(table: CompiledTable, read: Read, type: str | None) -> Ranked | None:
    """The aliases that equal the mention, to the letter or but for articles and honorifics; None if there are none."""
    number = text_hash(read.key)
    found = table.exact.of_hash(number)
    if found and (ranked := _settled(table, found, type, Reason.EXACT_ALIAS)):
        return ranked
    core, bare = read.cores  # the name has to be parsed for them
    for text in (core, bare) if bare != core else (core,):
        found = table.core.of_hash(number if text == read.key else text_hash(text)) if text else []
        if found and (ranked := _settled(table, found, type, Reason.SAME_PARTS)):
            return ranked
    return None


def _settled(table: CompiledTable, found: Sequence[int], type: str | None, reason: Reason) -> Ranked | None:
    """Aliases that equal the mention, strong ones before weak ones; None if no record is of the type, where one is given."""
    if type is not None:
        found = [entry for entry in found if table.types[table.row[entry]] == type]
        if not found:
            return None
    strong = [entry for entry in found if not table.weak[entry]]
    by_record = {table.row[entry]: entry for entry in reversed(strong or found)}
    n = len(by_record)
    certain = 1.0 if reason is Reason.EXACT_ALIAS else SAME_PARTS_SCORE
    score = certain if n == 1 and strong else SAME_PARTS_SCORE / (n + (not strong))
    why = (Reason.SHARED_ALIAS if n > 1 else reason) if strong else None
    return Ranked([score] * n, sorted(by_record.values()), why, not strong)


def similar(table: CompiledTable, workspace: Workspace, read: Read, reader: NameReader, type: str | None) -> Ranked:
    """The records with an alias like the mention; the workspace holds the mention then, to be asked for evidence."""
    workspace.rank(reader.mention(read, translated=table.has_orgs), type)
    scores, entries, weak, lone, partial, capped = workspace.ranked()
    return Ranked(scores, entries, None, weak, lone, partial, capped)


def candidate(table: CompiledTable, entry: int, score: float, evidence: tuple[Evidence, ...] = ()) -> Candidate:
    """A record, by one of its aliases, as decisions show it."""
    row = table.row[entry]
    return Candidate(table.ids[row], table.names[row], table.aliases[entry], score, evidence, table.types[row])
