"""The records that a mention may mean, each by its best alias."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from namenorm.compiled_table import CompiledTable
from namenorm.kernel.features import share
from namenorm.model import Candidate, Evidence, Reason
from namenorm.reading import NameReader, Read
from namenorm.scoring import GROUPS
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
    if found := _of_type(table, table.exact.get(read.key), type):
        return _settled(table, found, Reason.EXACT_ALIAS)
    core, bare = read.cores  # the name has to be parsed for them
    if core and (found := _of_type(table, table.core.get(core), type)):
        return _settled(table, found, Reason.SAME_PARTS)
    if bare != core and bare and (found := _of_type(table, table.core.get(bare), type)):
        return _settled(table, found, Reason.SAME_PARTS)
    return None


def _of_type(table: CompiledTable, found: list[int], type: str | None) -> list[int]:
    """Those of some aliases that are of records of a type, if one is given."""
    return found if not found or type is None else [entry for entry in found if table.types[table.row[entry]] == type]


def _settled(table: CompiledTable, found: Sequence[int], reason: Reason) -> Ranked:
    """Aliases that equal the mention: strong ones go before weak ones."""
    strong = [entry for entry in found if not table.weak[entry]]
    by_record = {table.row[entry]: entry for entry in reversed(strong or found)}
    n = len(by_record)
    certain = 1.0 if reason is Reason.EXACT_ALIAS else SAME_PARTS_SCORE
    score = certain if n == 1 and strong else SAME_PARTS_SCORE / (n + (not strong))
    why = (Reason.SHARED_ALIAS if n > 1 else reason) if strong else None
    return Ranked([score] * n, sorted(by_record.values()), why, not strong)


def similar(table: CompiledTable, workspace: Workspace, read: Read, reader: NameReader, type: str | None) -> Ranked:
    """The records with an alias like the mention; the workspace holds the mention then, to be asked for evidence."""
    entries, parts, capped = workspace.take(reader.mention(read, translated=table.has_orgs))
    workspace.rank(entries, parts, type)
    odds, best = workspace.ranking.found()
    if not best:
        return Ranked((), (), capped=capped)
    group, supported = workspace.ranking.first()
    return Ranked(
        share(odds), best, weak=bool(table.weak[best[0]]) and not supported, lone=GROUPS[group] == "single",
        partial=workspace.ranking.partials(), capped=capped,
    )  # fmt: skip


def candidate(table: CompiledTable, entry: int, score: float, evidence: tuple[Evidence, ...] = ()) -> Candidate:
    """A record, by one of its aliases, as decisions show it."""
    row = table.row[entry]
    return Candidate(table.ids[row], table.names[row], table.aliases[entry], score, evidence, table.types[row])
