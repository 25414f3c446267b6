"""Where the time of a fuzzy answer goes, stage by stage, and the floor: what hashing and reading memory alone would cost."""

from __future__ import annotations

import time
from collections.abc import Sequence

from namenorm import Canonicalizer
from namenorm.kernel.holders import COMMON
from namenorm.kernel.mention import Mention
from namenorm.ranking import exact
from namenorm.segment import Workspace

STAGES = ("read", "sounds", "similar tokens", "take in", "find", "judge", "decide")
"""Cleaning, parsing and the search for an equal alias; tokens as numbers; tokens of the table spelt alike; the mention given to
the judge; aliases that share telling tokens; their log-odds; the order of records and the verdict."""


def profile(canonicalizer: Canonicalizer, mentions: Sequence[str]) -> dict[str, float]:
    """Seconds a mention for every stage; what `Canonicalizer.canonicalize` does, taken apart."""
    segment = canonicalizer._segment
    workspace = segment.borrow()
    sums = dict.fromkeys(STAGES, 0.0)
    compared = 0
    for text in mentions:
        clock = [time.perf_counter()]
        read = canonicalizer._reader.read(text)
        if exact(segment.table, read, None) is not None:
            continue
        clock.append(time.perf_counter())
        mention = canonicalizer._reader.mention(read, translated=segment.table.has_orgs)
        clock.append(time.perf_counter())
        _compare(workspace, mention, clock)
        compared += 1
        for stage, start, end in zip(STAGES, clock, clock[1:], strict=False):
            sums[stage] += end - start
    segment.give_back(workspace)
    return {stage: seconds / max(compared, 1) for stage, seconds in sums.items()}


def _compare(workspace: Workspace, mention: Mention, clock: list[float]) -> None:
    """What a workspace does with a mention, each stage with the time of its end."""
    segment, judge, finder = workspace._segment, workspace.judge, workspace.finder
    finder.take(mention, segment.unknown, segment.well_known)
    clock.append(time.perf_counter())
    finder.hand_over(judge)
    clock.append(time.perf_counter())
    entries, parts = finder.find()
    clock.append(time.perf_counter())
    table = segment.table
    judge.rank(entries, parts, table.row, table.kinds, table.weak, workspace.ranking)
    clock.append(time.perf_counter())
    workspace.ranked()
    clock.append(time.perf_counter())


def floor(canonicalizer: Canonicalizer, mentions: Sequence[str]) -> float:
    """Seconds a mention to look its tokens up in a dict and to read the numbers of the aliases that hold them, up to COMMON each.

    No index that looks at the words of a name does less; it would find no misspelling.
    """
    table = canonicalizer._segment.table
    tokens = {text: number for number, text in enumerate(table.tokens)}
    holders = table.holders
    start = time.perf_counter()
    for mention in mentions:
        for text in mention.lower().split():
            number = tokens.get(text)
            if number is not None:
                first = holders.starts[number]
                sum(holders.items[first : min(holders.starts[number + 1], first + COMMON)])
    return (time.perf_counter() - start) / len(mentions)
