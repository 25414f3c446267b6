"""Whether the index finds what scoring every alias finds: `python -m benchmarks.speed.exhaustive DATA_DIR`.

For every entity set of a folder (docs/benchmarks.md tells their form) the same queries are answered twice: from the candidates
that the index finds, and from all aliases of the table. Printed are the share of queries whose best record is the same, of those
where it has 5 % or more; the share whose link is the same, if one way is sure enough for one; the best F1 and the time of both.
"""

from __future__ import annotations

import argparse
import sys
import time
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.quality.metrics import score
from benchmarks.quality.protocol import Answer, Linking, build, discover
from benchmarks.quality.systems import Namenorm
from namenorm import Canonicalizer
from namenorm.decision import PLAUSIBLE, THRESHOLD
from namenorm.kernel.finding import MOST
from namenorm.kernel.ranking import Ranking, share


def every_alias(canonicalizer: Canonicalizer, mentions: Sequence[str]) -> list[Answer]:
    """The best record of each mention when every alias of the table is scored; equal names are left to the index."""
    segment = canonicalizer._segment
    workspace, table = segment.borrow(), segment.table
    entries, ranking = array("i", range(len(table))), Ranking(len(table), 0.0)
    answers = []
    for mention in mentions:
        read = canonicalizer._reader.read(mention)
        if canonicalizer._equal(read, None) is not None:
            decision = canonicalizer.explain(mention)
            best = decision.candidates[0] if decision.candidates else None
            answers.append(Answer(best and best.canonical_id, decision.score, decision.canonical_id is not None))
            continue
        workspace.take(canonicalizer._reader.mention(read, translated=table.has_orgs))
        workspace.judge.rank(entries, array("i"), table.row, table.kinds, table.weak, ranking)
        odds, names = ranking.found()
        scores = share(odds[:MOST])  # as many rivals as the index would bring: a thousand hopeless ones are not a doubt
        answers.append(Answer(table.ids[table.row[names[0]]] if names else None, scores[0] if names else 0.0, False))
    return answers


class Compared(NamedTuple):
    """One set both ways. `likely` are queries whose best record is not hopeless when every alias is scored."""

    queries: int
    likely: int
    same: int
    same_link: int
    f1: float
    f1_of_all: float
    seconds: float
    seconds_of_all: float


def measure(linking: Linking, type_: str, most: int) -> Compared:
    """The queries of a set answered from the index and from every alias."""
    system = Namenorm.of(linking.table, type_)
    queries = linking.queries[:most]
    mentions = [query.mention for query in queries]
    start = time.perf_counter()
    found = system.link(mentions)
    middle = time.perf_counter()
    everything = every_alias(system.canonicalizer, mentions)
    end = time.perf_counter()
    pairs = list(zip(found, everything, strict=True))
    likely = [(a, b) for a, b in pairs if b.score >= PLAUSIBLE]
    linked = [(a.canonical_id, b.canonical_id) for a, b in pairs if max(a.score, b.score) >= THRESHOLD]
    return Compared(
        len(queries), len(likely), sum(a.canonical_id == b.canonical_id for a, b in likely),
        len(queries) - sum(a != b for a, b in linked), score(found, queries).f1, score(everything, queries).f1,
        middle - start, end - middle,
    )  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the comparison and print it; always 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.exhaustive", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--queries", type=int, default=200, help="of each set (default: 200)")
    options = parser.parse_args(arguments)
    every: list[Compared] = []
    for task in discover(options.data):
        every.append(one := measure(build(task), task.type, options.queries))
        print(
            f"{task.label:42s} {one.queries:4d} queries, {one.likely:4d} not hopeless, same best {one.same / one.likely:7.2%}, same link "
            f"{one.same_link / one.queries:7.2%}, F1 {one.f1:.3f} and {one.f1_of_all:.3f}, {1000 * one.seconds / one.queries:5.2f} and "
            f"{1000 * one.seconds_of_all / one.queries:6.1f} ms", flush=True,
        )  # fmt: skip
    queries, likely = sum(one.queries for one in every), sum(one.likely for one in every)
    same, same_link = sum(one.same for one in every), sum(one.same_link for one in every)
    print(f"{'all':42s} {queries:4d} queries, {likely:4d} not hopeless, same best {same / likely:7.2%}, same link {same_link / queries:7.2%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
