"""What an answer costs as the table grows, beside rapidfuzz on the same names in the same run."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any, TypeVar

from rapidfuzz import fuzz, process, utils
from unidecode import unidecode

from benchmarks.speed.names import Asked, NameMaker
from namenorm import AliasTable, Canonicalizer

Made = TypeVar("Made")

WARM_UP = 20
KNOWN = 2000
SINGLE = 500
MANY = 1000
RAPIDFUZZ_SECONDS = 10.0
"""Rapidfuzz gets at most so much time a size; where it is slow, fewer of the same queries are asked of it."""


@dataclass(frozen=True, slots=True)
class AtSize:
    """The cost of a table of `names` names. Times are in seconds, a query; shares are of the queries asked."""

    names: int
    records: int
    build: float
    peak_megabytes: float
    known_median: float
    known_per_second: float
    fuzzy_median: float
    fuzzy_p99: float
    many_per_query: float
    many_queries: int
    rapidfuzz_per_query: float
    rapidfuzz_queries: int
    ratio: float
    right: float
    wrong: float
    rapidfuzz_right: float
    rapidfuzz_wrong: float


def measure_at_size(names: int) -> AtSize:
    """Build a table of made-up names and ask it known names, unseen ones one by one, and unseen ones at once."""
    maker = NameMaker()
    records = maker.records(names)
    build, canonicalizer = _timed(lambda: Canonicalizer(AliasTable.from_records(records)))
    for query in maker.queries(records, WARM_UP):
        canonicalizer.canonicalize(query.mention)

    known = _latencies(canonicalizer.canonicalize, _known(records))
    fuzzy = _latencies(canonicalizer.canonicalize, [query.mention for query in maker.queries(records, SINGLE)])
    queries = maker.queries(records, MANY)
    many, answers = _timed(lambda: canonicalizer.canonicalize_many([query.mention for query in queries]))
    peak = _peak_megabytes()
    peer, peer_answers = _rapidfuzz(records, queries)

    asked = len(peer_answers)
    right, wrong = _verdict(answers, queries)
    peer_right, peer_wrong = _verdict(peer_answers, queries[:asked])
    return AtSize(
        names=names,
        records=len(records),
        build=build,
        peak_megabytes=peak,
        known_median=median(known),
        known_per_second=len(known) / sum(known),
        fuzzy_median=median(fuzzy),
        fuzzy_p99=quantiles(fuzzy, n=100)[-1],
        many_per_query=many / len(queries),
        many_queries=len(queries),
        rapidfuzz_per_query=peer / asked,
        rapidfuzz_queries=asked,
        ratio=(peer / asked) / (many / len(queries)),
        right=right,
        wrong=wrong,
        rapidfuzz_right=peer_right,
        rapidfuzz_wrong=peer_wrong,
    )


def _known(records: Sequence[dict[str, Any]]) -> list[str]:
    """Names that stand in the table, spread over it, each once: a cache has nothing to give."""
    names = [name for record in records for name in (record["name"], *record["aliases"])]
    return names[:: max(1, len(names) // KNOWN)][:KNOWN]


def _rapidfuzz(records: Sequence[dict[str, Any]], queries: Sequence[Asked]) -> tuple[float, list[str | None]]:
    """Seconds and answers of the usual way: the best of all names by WRatio, a link from 86 on."""
    named = [(record["id"], name) for record in records for name in (record["name"], *record["aliases"])]
    choices = [utils.default_process(unidecode(name)) for _, name in named]
    answers: list[str | None] = []
    start = time.perf_counter()
    for query in queries:
        best = process.extractOne(utils.default_process(unidecode(query.mention)), choices, scorer=fuzz.WRatio)
        answers.append(named[best[2]][0] if best and best[1] >= 86 else None)
        if time.perf_counter() - start > RAPIDFUZZ_SECONDS:
            break
    return time.perf_counter() - start, answers


def _verdict(answers: Sequence[str | None], queries: Sequence[Asked]) -> tuple[float, float]:
    """The share of answers that are right (silence about an out-of-table name is), and of links that are not."""
    pairs = list(zip(answers, queries, strict=True))
    right = sum(answer == query.expected for answer, query in pairs)
    wrong = sum(answer is not None and answer != query.expected for answer, query in pairs)
    return right / len(pairs), wrong / len(pairs)


def _latencies(ask: Callable[[str], object], mentions: Sequence[str]) -> list[float]:
    taken: list[float] = []
    for mention in mentions:
        start = time.perf_counter()
        ask(mention)
        taken.append(time.perf_counter() - start)
    return taken


def _timed(work: Callable[[], Made]) -> tuple[float, Made]:
    start = time.perf_counter()
    made = work()
    return time.perf_counter() - start, made


def _peak_megabytes() -> float:
    """The most memory this process ever held. Sizes are measured in rising order, so it is that of the largest."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
