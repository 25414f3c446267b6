"""namenorm beside its rivals on the same names: in turns, so that a noisy machine troubles both, and in CPU time."""

from __future__ import annotations

import gc
import time
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process, utils
from unidecode import unidecode

from benchmarks.quality.systems import LogicV2, missing
from benchmarks.speed.names import Asked
from namenorm import Canonicalizer

ROUNDS = 4
"""Turns, each of some hundred names or of thousands of pairs: with fewer, what is measured is how long it takes to bring our
table into the caches again, which are full of the rival's when our turn comes. Who canonicalizes or compares many names asks
thousands at once.
"""
RAPIDFUZZ_SECONDS = 20.0
"""Rapidfuzz gets about so much time a size; where it is slow, fewer of the same queries are asked of it."""
PAIRS = 10_000
CANDIDATES = 1000


@dataclass(frozen=True, slots=True)
class Race:
    """CPU seconds a query, how many queries, and the shares of right answers and of wrong links."""

    many: float
    many_queries: int
    rapidfuzz: float
    rapidfuzz_queries: int
    ratio: float
    right: float
    wrong: float
    rapidfuzz_right: float
    rapidfuzz_wrong: float


@dataclass(frozen=True, slots=True)
class PairCost:
    """CPU seconds a pair; logic-v2 is None where it is not installed.

    `judged` is a candidate of the index, whose names are read already, and so they are for `logicv2_judged`.
    """

    pairs: int
    compare: float
    judged: float
    logicv2: float | None
    logicv2_judged: float | None


def race(canonicalizer: Canonicalizer, records: Sequence[dict[str, Any]], queries: Sequence[Asked]) -> Race:
    """`canonicalize_many` and the best of all names by WRatio, a link from 86 on, in turns."""
    peer = _rapidfuzz(records)
    size = -(-len(queries) // ROUNDS)
    ours, theirs = [0.0, 0], [0.0, 0]
    marks: list[tuple[bool, bool]] = []
    peer_marks: list[tuple[bool, bool]] = []
    for start in range(0, len(queries), size):
        batch = queries[start : start + size]
        begun = time.process_time()
        answers = canonicalizer.canonicalize_many([query.mention for query in batch])
        ours[0] += time.process_time() - begun
        marks += map(_verdict, answers, batch)
        allowed, spent = RAPIDFUZZ_SECONDS / ROUNDS, 0.0
        for query in batch:
            begun = time.process_time()
            answer = peer(query.mention)
            spent += time.process_time() - begun
            peer_marks.append(_verdict(answer, query))
            if spent > allowed:
                break
        theirs[0] += spent
    ours[1], theirs[1] = len(marks), len(peer_marks)
    many, rapidfuzz = ours[0] / ours[1], theirs[0] / theirs[1]
    return Race(many, len(marks), rapidfuzz, len(peer_marks), rapidfuzz / many, *_shares(marks), *_shares(peer_marks))


def _rapidfuzz(records: Sequence[dict[str, Any]]) -> Callable[[str], str | None]:
    named = [(record["id"], name) for record in records for name in (record["name"], *record["aliases"])]
    choices = [utils.default_process(unidecode(name)) for _, name in named]

    def answer(mention: str) -> str | None:
        best = process.extractOne(utils.default_process(unidecode(mention)), choices, scorer=fuzz.WRatio)
        return named[best[2]][0] if best and best[1] >= 86 else None

    return answer


def _verdict(answer: str | None, query: Asked) -> tuple[bool, bool]:
    """Whether an answer is right (silence about an out-of-table name is), and whether it is a wrong link."""
    return answer == query.expected, answer is not None and answer != query.expected


def _shares(marks: Sequence[tuple[bool, bool]]) -> tuple[float, float]:
    return sum(right for right, _ in marks) / len(marks), sum(wrong for _, wrong in marks) / len(marks)


def measure_pairs(canonicalizer: Canonicalizer, records: Sequence[dict[str, Any]], queries: Sequence[Asked]) -> PairCost:
    """A misspelling beside the name it was made of, or any name of the table: `compare`, the index's judge, logic-v2."""
    names = {record["id"]: record["name"] for record in records}
    pairs = [(q.mention, names.get(q.expected, records[n]["name"])) for n, q in enumerate(queries[: min(PAIRS, len(records))])]
    peer = None if missing("logicv2") else LogicV2.shipped()
    for name, other in pairs[:20]:
        canonicalizer.compare(name, other)
        if peer:
            peer.compare(name, other)
    gc.collect()
    gc.freeze()  # what the peer brought along is nobody's garbage: neither should walk through it
    ours = theirs = 0.0
    size = -(-len(pairs) // ROUNDS)
    for start in range(0, len(pairs), size):
        turn = pairs[start : start + size]
        begun = time.process_time()
        for name, other in turn:
            canonicalizer.compare(name, other)
        middle = time.process_time()
        for name, other in turn if peer else ():
            peer.compare(name, other)
        ours, theirs = ours + middle - begun, theirs + time.process_time() - middle
    judged, candidates = _judged(canonicalizer, queries)
    return PairCost(
        len(pairs), ours / len(pairs), judged, theirs / len(pairs) if peer else None,
        _judged_by(peer, candidates) if peer else None,
    )  # fmt: skip


def _judged(canonicalizer: Canonicalizer, queries: Sequence[Asked]) -> tuple[float, list[tuple[str, str]]]:
    """(CPU seconds to judge one alias that the index brought, the first of these with their mentions)."""
    segment = canonicalizer._segment
    workspace, table = segment.borrow(), segment.table
    seconds, count = 0.0, 0
    pairs: list[tuple[str, str]] = []
    for query in queries:
        read = canonicalizer._reader.read(query.mention)
        workspace.take(canonicalizer._reader.mention(read, translated=table.has_orgs))
        entries, _ = workspace.finder.find()
        start = time.process_time()
        workspace.judge.rank(entries, array("i"), table.row, table.kinds, table.weak, workspace.ranking)
        seconds, count = seconds + time.process_time() - start, count + len(entries)
        if len(pairs) < CANDIDATES:
            pairs += [(query.mention, table.aliases[entry]) for entry in entries[:12]]
    segment.give_back(workspace)
    return seconds / max(count, 1), pairs


def _judged_by(peer: LogicV2, pairs: Sequence[tuple[str, str]]) -> float:
    """CPU seconds that the peer takes for one of these pairs, once it has read all names."""
    made = {name: peer.entity([name]) for pair in pairs for name in pair}
    ready = [(made[mention], made[alias]) for mention, alias in pairs]
    for one, other in ready:
        peer.score(one, other)
    start = time.process_time()
    for one, other in ready:
        peer.score(one, other)
    return (time.process_time() - start) / max(len(ready), 1)
