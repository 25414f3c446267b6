"""What an answer costs as the table grows, beside rapidfuzz on the same names in the same run."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from benchmarks.speed.beside import PAIRS, PairCost, Race, measure_pairs, race
from benchmarks.speed.names import NameMaker
from benchmarks.speed.stages import floor, profile
from benchmarks.speed.stored import IndexCost, build_and_store, measure_in_fresh_process, opened
from namenorm import AliasTable, Canonicalizer

WARM_UP = 300
KNOWN = 4000
QUERIES = 2000
ADDED = 100


@dataclass(frozen=True, slots=True)
class AnswerCost:
    """Seconds. Medians are of wall time, as is `fuzzy_p99`; `fuzzy_p99_cpu` leaves out what other programs took meanwhile."""

    known_median: float
    known_per_second: float
    fuzzy_median: float
    fuzzy_p99: float
    fuzzy_p99_cpu: float


@dataclass(frozen=True, slots=True)
class AtSize:
    """The cost of a table of `names` names. Times are in seconds, shares of the queries asked; `load` is the load average."""

    names: int
    records: int
    load: float
    index: IndexCost
    answers: AnswerCost
    race: Race
    pairs: PairCost
    update: float
    profile: dict[str, float]
    floor: float


def measure_at_size(names: int, queries: int = QUERIES) -> AtSize:
    """Build a table of made-up names, store it, and ask it known names, unseen ones one by one, and unseen ones at once.

    Every figure rests on so many queries of its own.
    """
    maker = NameMaker()
    records = maker.records(names)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.namenorm"
        build, save = build_and_store(records, path)
        gc.collect()
        gc.freeze()  # the records are here for the benchmark's sake: collecting garbage should not walk through them
        _tell(f"{names:,} names: built")
        canonicalizer = opened(path)
        index = measure_in_fresh_process(path, _mentions(maker, records, queries), build, save)
        canonicalizer.canonicalize_many(_mentions(maker, records, WARM_UP))
        answers = _answers(canonicalizer, records, _mentions(maker, records, queries))
        _tell(f"{names:,} names: asked one by one")
        result = AtSize(
            names=names, records=len(records), load=os.getloadavg()[0], index=index, answers=answers,
            race=race(canonicalizer, records, maker.queries(records, queries)),
            update=_update(canonicalizer, maker), profile=profile(canonicalizer, _mentions(maker, records, queries)),
            floor=floor(canonicalizer, _mentions(maker, records, queries)),
            pairs=measure_pairs(canonicalizer, records, maker.queries(records, PAIRS)),
        )  # fmt: skip
        _tell(f"{names:,} names: measured")
        gc.unfreeze()
    return result


def _mentions(maker: NameMaker, records: Sequence[dict[str, Any]], count: int) -> list[str]:
    return [query.mention for query in maker.queries(records, count)]


def _answers(canonicalizer: Canonicalizer, records: Sequence[dict[str, Any]], mentions: Sequence[str]) -> AnswerCost:
    """Names that stand in the table, spread over it, each once so that a memory has nothing to give; then unseen ones."""
    names = [name for record in records for name in (record["name"], *record["aliases"])]
    names = names[:: max(1, len(names) // KNOWN)][:KNOWN]
    known, _ = _latencies(canonicalizer, names[::2])
    start = time.perf_counter()
    for name in names[1::2]:
        canonicalizer.canonicalize(name)
    rate = len(names[1::2]) / (time.perf_counter() - start)
    fuzzy, cpu = _latencies(canonicalizer, mentions)
    return AnswerCost(median(known), rate, median(fuzzy), quantiles(fuzzy, n=100)[-1], quantiles(cpu, n=100)[-1])


def _latencies(canonicalizer: Canonicalizer, mentions: Sequence[str]) -> tuple[list[float], list[float]]:
    """Wall and CPU seconds of each call."""
    wall: list[float] = []
    cpu: list[float] = []
    for mention in mentions:
        start_cpu, start = time.thread_time(), time.perf_counter()
        canonicalizer.canonicalize(mention)
        wall.append(time.perf_counter() - start)
        cpu.append(time.thread_time() - start_cpu)
    return wall, cpu


def _update(canonicalizer: Canonicalizer, maker: NameMaker) -> float:
    """Seconds until a canonicalizer knows a small table more, the median of five."""
    taken = []
    for number in range(5):
        more = [record | {"id": f"more{number}-{record['id']}"} for record in maker.records(2 * ADDED)[:ADDED]]
        table = AliasTable.from_records(more)
        start = time.perf_counter()
        canonicalizer.updated(table)
        taken.append(time.perf_counter() - start)
    return median(taken)


def _tell(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)
