"""A column of many rows through the command line: one process beside two, on misspelt names of the shipped table.

    python -m benchmarks.speed.rows [--rows 1000000] [--distinct 100000] [--jobs 1,2]

Every distinct name is a misspelling that is not in the table, so that none has a short way. Printed are seconds from start to
end, and the most memory that all processes of a run held together; what they share is counted in each of them.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.speed.names import NameMaker
from benchmarks.speed.processes import COMMAND_LINE
from benchmarks.speed.report import machine
from benchmarks.speed.stored import resident
from namenorm import AliasTable

LETTERS = 7
"""Names without a word of so many different letters have too few misspellings."""


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds, CPU seconds and megabytes of a run with so many processes, and the load average at its end."""

    jobs: int
    seconds: float
    cpu: float
    peak: float
    load: float


def misspelt(count: int, seed: int = 1) -> list[str]:
    """Distinct misspellings of the names of the shipped table, of each equally many, more or less."""
    maker, chance = NameMaker(seed), random.Random(seed)
    known = {name for record in AliasTable.shipped().records for name in (record.name, *(a.name for a in record.aliases))}
    long = sorted(name for name in known if any(len(set(word)) >= LETTERS and word.isalpha() for word in name.split()))
    names: dict[str, None] = {}
    while len(names) < count:
        name = maker.misspelling(chance.choice(long))
        if name not in known:
            names[name] = None
    return list(names)


def write_rows(path: Path, rows: int, distinct: int) -> None:
    """A CSV in which each of the distinct names stands once at least, in no order."""
    chance, names = random.Random(1), misspelt(min(distinct, rows))
    filled = names + chance.choices(names, k=rows - len(names))
    chance.shuffle(filled)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["row", "name"])
        writer.writerows(enumerate(filled, 1))


def run(path: Path, jobs: int) -> Run:
    """Start the command on a file, and watch it."""
    command = [sys.executable, "-c", COMMAND_LINE, "canonicalize", str(path), "-c", "name", "-q", "--jobs", str(jobs)]
    start, cpu, peak = time.perf_counter(), _cpu_of_children(), 0.0
    with path.with_suffix(f".{jobs}.out").open("wb") as out, subprocess.Popen(command, stdout=out) as process:
        while process.poll() is None:
            peak = max(peak, sum(resident(one)[0] for one in _family(process.pid)))
            time.sleep(0.05)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Run(jobs, time.perf_counter() - start, _cpu_of_children() - cpu, peak, os.getloadavg()[0])


def _cpu_of_children() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _family(process: int) -> list[int]:
    """A process and all that it started, as far as Linux tells."""
    try:
        started = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except OSError:
        return [process]
    return [process, *(one for child in started for one in _family(int(child)))]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the comparison and print it; always 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.rows", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--distinct", type=int, default=100_000)
    parser.add_argument("--jobs", type=lambda text: [int(jobs) for jobs in text.split(",")], default=[1, 2])
    options = parser.parse_args(arguments)
    print(*(f"{what}: {value}" for what, value in machine().items()), sep="\n")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        write_rows(path, options.rows, options.distinct)
        run(_few(Path(folder)), 1)  # compiles the shipped table if that was not done yet
        print(f"{options.rows:,} rows, {min(options.distinct, options.rows):,} distinct misspelt names")
        first: Run | None = None
        for jobs in options.jobs:
            done = run(path, jobs)
            first = first or done
            print(f"{jobs} job{'s' * (jobs > 1)}: {done.seconds:7.1f} s, {done.cpu:.1f} s of CPU, {options.rows / done.seconds:10,.0f} rows/s, "
                  f"{first.seconds / done.seconds:.2f} times as quick, {done.peak:.0f} MB, load {done.load:.1f}", flush=True)  # fmt: skip
    return 0


def _few(folder: Path) -> Path:
    path = folder / "few.csv"
    write_rows(path, 10, 10)
    return path


if __name__ == "__main__":
    sys.exit(main())
