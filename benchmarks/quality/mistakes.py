"""Print what goes wrong on an entity set: wrong links with a high score, and right records missed or ranked low.

    python -m benchmarks.quality.mistakes DATA_DIR SETS [--queries N] [--most N]
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from benchmarks.quality.protocol import Linking, Query, build, discover
from namenorm import AliasTable, Canonicalizer

SURE = 0.5


def mistakes(linking: Linking, type: str) -> Iterator[tuple[str, float, Query, str]]:
    """(kind of mistake, score of the best record, query, what was said) of every query that is not answered rightly."""
    c = Canonicalizer(AliasTable.from_records(
        {"id": i, "name": e.name, "type": type, "aliases": [*e.aliases, *({"name": w, "strength": "weak"} for w in e.weak)]}
        for i, e in linking.table.items()
    ))  # fmt: skip
    for query in linking.queries:
        decision = c.explain(query.mention)
        ranked = [candidate.canonical_id for candidate in decision.candidates]
        best = decision.candidates[0] if ranked else None
        score = best.score if best else 0.0
        said = f"{score:.2f} {best.alias!r}" if best else "nothing"
        said += "".join(f" {e.feature}={e.value:g}({e.effect:+.1f})" for e in (best.evidence if best else ()))
        if query.expected is None:
            if score >= SURE:
                yield "linked, is not in the table", score, query, said
            continue
        if ranked[:1] == [query.expected]:
            if decision.canonical_id is None:
                yield "right, but not sure", score, query, said
            continue
        said += "\n          right: " + " | ".join(linking.table[query.expected].names)
        if query.expected in ranked:
            right = next(x for x in decision.candidates if x.canonical_id == query.expected)
            said += f"\n          {right.score:.2f} {right.alias!r}" + "".join(f" {e.feature}={e.value:g}({e.effect:+.1f})" for e in right.evidence)
        kind = "wrong record" if score >= SURE else "ranked low" if query.expected in ranked else "not a candidate"
        yield kind + (", not a candidate" if score >= SURE and query.expected not in ranked else ""), score, query, said


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("data", type=Path)
    ap.add_argument("sets")
    ap.add_argument("--queries", type=int, default=600)
    ap.add_argument("--most", type=int, default=60)
    args = ap.parse_args()
    for task in discover(args.data, args.sets.split(",")):
        kinds = defaultdict(list)
        for kind, *rest in mistakes(build(task, args.queries), task.type):
            kinds[kind].append(rest)
        for kind, found in kinds.items():
            print(f"\n## {task.label}: {kind}: {len(found)}")
            for _, query, said in sorted(found, key=lambda x: -x[0])[: args.most]:
                print(f"  {query.mention!r}\n       -> {said}")


if __name__ == "__main__":
    main()
