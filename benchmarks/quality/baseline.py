"""The figures on our own small sets that no change may make worse without saying so: `benchmarks/baseline.json`.

    python -m benchmarks.quality.baseline            # compare, 1 if one of them is worse
    python -m benchmarks.quality.baseline --renew    # write the present ones down
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks.quality.metrics import score
from benchmarks.quality.pairs import measure_pairs, pooled, read_pairs
from benchmarks.quality.protocol import build, discover
from benchmarks.quality.systems import Namenorm

DATA = Path(__file__).resolve().parent.parent / "data"
BASELINE = DATA.parent / "baseline.json"
SLACK = 0.005
"""How much worse a figure may be: less than one answer in a hundred."""
LOWER_IS_BETTER = ("ECE", "merged")


def figures() -> dict[str, float]:
    """Every figure of our own sets by its name, 0..1."""
    out: dict[str, float] = {}
    for task in discover(DATA):
        linking = build(task)
        answers = Namenorm.of(linking.table, task.type).link([query.mention for query in linking.queries])
        of = score(answers, linking.queries)
        shares = {
            "F1": of.f1, "R@P95": of.recall_at_p95, "P": of.shipped_precision, "R": of.shipped_recall, "ECE": of.calibration_error,
            "candidates": of.candidate_recall or 0.0,
        }  # fmt: skip
        out |= {f"{task.label} {name}": share for name, share in shares.items()}
    for path in sorted(DATA.glob("pairs_*.tsv")):
        every = pooled(measure_pairs(Namenorm.shipped(), read_pairs(path)).values())
        out |= {f"{path.stem} found": every.found or 0.0, f"{path.stem} merged": every.merged or 0.0}
    return {name: round(share, 4) for name, share in out.items()}


def worse(now: Mapping[str, float], before: Mapping[str, float]) -> list[str]:
    """A line for each figure that got worse by more than `SLACK`, or is gone."""
    lines = [f"{name} is no longer measured" for name in before if name not in now]
    for name in before.keys() & now.keys():
        loss = now[name] - before[name] if name.endswith(LOWER_IS_BETTER) else before[name] - now[name]
        if loss > SLACK:
            lines.append(f"{name} was {before[name]:.4f}, is {now[name]:.4f}")
    return sorted(lines)


def main() -> int:
    now = figures()
    if "--renew" in sys.argv[1:]:
        BASELINE.write_text(json.dumps(now, indent=1) + "\n", encoding="utf-8")
        print(f"written to {BASELINE}")
        return 0
    lines = worse(now, json.loads(BASELINE.read_text(encoding="utf-8")))
    print(*(lines or ["no figure is worse"]), sep="\n")
    return bool(lines)


if __name__ == "__main__":
    sys.exit(main())
