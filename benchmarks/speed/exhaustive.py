"""Whether the index finds what scoring every alias finds: `python -m benchmarks.speed.exhaustive DATA_DIR`.

For every entity set of a folder (docs/benchmarks.md tells their form) the same queries are answered twice: from the candidates
that the index finds, and from all aliases of the table. Printed are the share of queries whose best record is the same, the best
F1 of both ways, and how long each took.
"""

from __future__ import annotations

import argparse
import sys
import time
from array import array
from collections.abc import Sequence
from pathlib import Path

from benchmarks.quality.metrics import score
from benchmarks.quality.protocol import Answer, Linking, build, discover
from benchmarks.quality.systems import Namenorm
from namenorm import Canonicalizer
from namenorm.finding import MOST
from namenorm.kernel.features import Ranking
from namenorm.mention import Mention
from namenorm.scoring import share


def every_alias(canonicalizer: Canonicalizer, mentions: Sequence[str]) -> list[Answer]:
    """The best record of each mention when every alias of the table is scored; equal names are left to the index."""
    segment = canonicalizer._segments[0]
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
        workspace.take(Mention.of(read.name.tokens, canonicalizer._reader, translated=table.has_orgs))
        workspace._judge.rank(entries, table.row, table.kinds, table.weak, ranking)
        odds, names = ranking.found()
        scores = share(odds[:MOST])  # as many rivals as the index would bring: a thousand hopeless ones are not a doubt
        answers.append(Answer(table.ids[table.row[names[0]]] if names else None, scores[0] if names else 0.0, False))
    return answers


def measure(linking: Linking, type_: str, most: int) -> tuple[int, int, float, float, float, float]:
    """(queries, those with the same best record, F1 by the index, F1 of all, seconds by the index, seconds of all)."""
    system = Namenorm.of(linking.table, type_)
    queries = linking.queries[:most]
    mentions = [query.mention for query in queries]
    start = time.perf_counter()
    found = system.link(mentions)
    middle = time.perf_counter()
    everything = every_alias(system.canonicalizer, mentions)
    end = time.perf_counter()
    same = sum(a.canonical_id == b.canonical_id for a, b in zip(found, everything, strict=True))
    return len(queries), same, score(found, queries).f1, score(everything, queries).f1, middle - start, end - middle


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the comparison and print it; always 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.exhaustive", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--queries", type=int, default=200, help="of each set (default: 200)")
    options = parser.parse_args(arguments)
    total = agreed = 0
    for task in discover(options.data):
        count, same, f1, of_all, seconds, of_all_seconds = measure(build(task), task.type, options.queries)
        total, agreed = total + count, agreed + same
        print(f"{task.label:44s} {count:5d} queries, same best {same / count:7.2%}, F1 {f1:.3f} and {of_all:.3f}, "
              f"{1000 * seconds / count:6.2f} and {1000 * of_all_seconds / count:7.1f} ms", flush=True)  # fmt: skip
    print(f"{'all':44s} {total:5d} queries, same best {agreed / max(total, 1):7.2%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
