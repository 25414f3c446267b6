"""The records that a mention may mean, each by its best alias, over all segments of a canonicalizer."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from typing import NamedTuple

from namenorm.finding import Found, worth_scoring
from namenorm.kernel.features import share
from namenorm.mention import Mention
from namenorm.model import Candidate, Evidence, Reason
from namenorm.reading import NameReader, Read
from namenorm.scoring import GROUPS
from namenorm.segment import Segment, Workspace

SAME_PARTS_SCORE = 0.99


Place = tuple[int, int]
"""An alias: its segment by number, and its number there."""


class Ranked(NamedTuple):
    """The best alias of each record with its score, best first, and what a verdict wants to know besides.

    `exact` is the reason if the mention equals these aliases and they are strong; `weak` tells whether the best rests on a weak
    alias alone, `lone` whether it is one word for one word; `partial` of how many names the mention is a part; `capped` whether
    a token was too common to follow to all its aliases.
    """

    scores: Sequence[float]
    places: Sequence[Place]
    exact: Reason | None = None
    weak: bool = False
    lone: bool = False
    partial: int = 0
    capped: bool = False


def exact(segments: Sequence[Segment], read: Read, type: str | None) -> Ranked | None:
    """The aliases that equal the mention, to the letter or but for articles and honorifics; None if there are none."""
    if found := _holding(segments, "exact", read.key, type):
        return _settled(segments, found, Reason.EXACT_ALIAS)
    core = read.core  # the name has to be parsed for it
    if found := _holding(segments, "core", core, type):
        return _settled(segments, found, Reason.SAME_PARTS)
    bare = read.bare_core
    if bare != core and (found := _holding(segments, "core", bare, type)):
        return _settled(segments, found, Reason.SAME_PARTS)
    return None


def _holding(segments: Sequence[Segment], index: str, key: str, type: str | None) -> list[Place]:
    """The aliases of a key that are there still, of records of a type if one is given."""
    return [
        (number, entry)
        for number, segment in enumerate(segments if key else ())
        for entry in getattr(segment.table, index).get(key)
        if not segment.gone[entry] and (type is None or segment.table.types[segment.table.row[entry]] == type)
    ]


def _settled(segments: Sequence[Segment], found: Sequence[Place], reason: Reason) -> Ranked:
    """Aliases that equal the mention: strong ones go before weak ones."""
    strong = [(n, entry) for n, entry in found if not segments[n].table.weak[entry]]
    by_record = {(n, segments[n].table.row[entry]): (n, entry) for n, entry in reversed(strong or found)}
    n = len(by_record)
    certain = 1.0 if reason is Reason.EXACT_ALIAS else SAME_PARTS_SCORE
    score = certain if n == 1 and strong else SAME_PARTS_SCORE / (n + (not strong))
    why = (Reason.SHARED_ALIAS if n > 1 else reason) if strong else None
    return Ranked([score] * n, sorted(by_record.values()), why, not strong)


def similar(
    segments: Sequence[Segment], workspaces: Sequence[Workspace], read: Read, reader: NameReader, type: str | None
) -> Ranked:
    """The records with an alias like the mention; the workspaces hold the mention then, to be asked for evidence."""
    mention = Mention.of(read.name.tokens, reader, translated=any(segment.table.has_orgs for segment in segments))
    near: list[Found] = []
    for workspace in workspaces:
        near.append(workspace.take(mention, segments, near[-1].best if near else 0.0))
    for workspace, entries in zip(workspaces, worth_scoring(near), strict=True):
        workspace.rank(entries, type)
    capped = any(one.capped for one in near)
    found = [workspace.ranking.found() for workspace in workspaces]
    odds, places = found[0][0], list(zip(repeat(0), found[0][1]))
    if len(found) > 1:
        every = sorted((-o, (n, e)) for n, one in enumerate(found) for o, e in zip(*one, strict=True))
        odds, places = [-o for o, _ in every], [place for _, place in every]
    if not places:
        return Ranked((), (), capped=capped)
    number, entry = places[0]
    group, supported = workspaces[number].ranking.first()
    return Ranked(
        share(odds), places, weak=bool(segments[number].table.weak[entry]) and not supported, lone=GROUPS[group] == "single",
        partial=sum(workspace.ranking.partials() for workspace in workspaces), capped=capped,
    )  # fmt: skip


def candidate(segment: Segment, entry: int, score: float, evidence: tuple[Evidence, ...] = ()) -> Candidate:
    """A record of a segment, by one of its aliases, as decisions show it."""
    table = segment.table
    row = table.row[entry]
    return Candidate(table.ids[row], table.names[row], table.aliases[entry], score, evidence, table.types[row])
