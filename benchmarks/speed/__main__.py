"""The command: costs of a fresh process, then costs of an answer at every size of table."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.quality.systems import missing
from benchmarks.speed import report
from benchmarks.speed.processes import RUNS, measure_fresh_processes
from benchmarks.speed.scale import QUERIES, AtSize, measure_at_size


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark and print it; always 0."""
    options = _options(arguments)
    print(*(f"{what}: {value}" for what, value in report.machine().items()), sep="\n")
    if reason := missing("logicv2"):
        print(reason)
    print("\nfresh process (median, the bare interpreter taken off)")
    fresh = measure_fresh_processes(options.runs)
    print(*report.process_lines(fresh), sep="\n", flush=True)
    sizes: list[AtSize] = []
    for size in sorted(options.sizes):
        sizes.append(measure_at_size(size, options.queries))
    print("\nan answer, three in ten asked about a name that is not in the table")
    print(*report.size_lines(sizes), sep="\n")
    if len(sizes) > 1:
        print("\ngrowth from the smallest table to the largest", *report.growth_lines(sizes), sep="\n")
    print("\nwhere the time of a fuzzy answer goes, in microseconds", *report.profile_lines(sizes), sep="\n")
    if options.out:
        report.write(options.out, fresh, sizes)
        print(f"\nwritten to {options.out}")
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--sizes", type=_sizes, default=[10_000, 100_000, 1_000_000], help="names in the table, a,b,c")
    parser.add_argument("--runs", type=int, default=RUNS, help=f"processes started for each figure (default: {RUNS})")
    parser.add_argument("--queries", type=int, default=QUERIES, help=f"asked for each figure (default: {QUERIES})")
    parser.add_argument("--out", type=Path, help="folder for speed.json and speed.png (default: none written)")
    return parser.parse_args(arguments)


def _sizes(text: str) -> list[int]:
    sizes = [int(size) for size in text.split(",") if size]
    if not sizes or min(sizes) < 1:
        raise argparse.ArgumentTypeError("give table sizes of 1 or more, as in 1000,10000")
    return sizes


if __name__ == "__main__":
    sys.exit(main())
