"""The command of `benchmarks.fuzz`: runs the cases in chunks, each with a seed of its own, and counts."""

from __future__ import annotations

import argparse
import faulthandler
import json
import sys
import tempfile
import time
import traceback
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from benchmarks.fuzz.paths import PATHS, Path_

CHUNK = 2_000
HANG = 60  # seconds after which a case that does not end is told by its stack, and the run is over
QUIET = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate, Phase.shrink])


def fuzz(path: Path_, cases: int, first_seed: int, log: Path | None = None) -> list[dict[str, object]]:
    """Run so many cases; what failed, each with its seed. A chunk ends at its first failure."""
    failures: list[dict[str, object]] = []
    done = 0
    while done < cases:
        chunk, number, before = min(CHUNK, cases - done), first_seed + done // CHUNK, path.count

        @seed(number)
        @settings(QUIET, max_examples=chunk)
        @given(path.cases)
        def one(case: object) -> None:
            faulthandler.dump_traceback_later(HANG, exit=True)
            path(case)

        try:
            one()
        except Exception as error:
            failures.append({"path": type(path).__name__, "seed": number, "error": "".join(traceback.format_exception(error))})
        faulthandler.cancel_dump_traceback_later()
        if log is not None:
            _tell(log, path, number, path.count - before, failures)
        done += chunk
    return failures


def _tell(log: Path, path: Path_, number: int, count: int, failures: list[dict[str, object]]) -> None:
    with log.open("a", encoding="utf-8") as file:
        failed = failures[-1] if failures and failures[-1]["seed"] == number else None
        line = {"path": type(path).__name__, "seed": number, "cases": count, "slowest": round(path.slowest, 3), "failure": failed}
        file.write(json.dumps(line) + "\n")


def led_by_coverage(path: Path_, cases: int, first_seed: int) -> None:
    """The same cases, chosen by atheris for the code that they reach. Does not come back: atheris ends the process."""
    import atheris

    atheris.instrument_all()

    @settings(QUIET)
    @given(path.cases)
    def one(case: object) -> None:
        path(case)

    atheris.Setup([sys.argv[0], f"-runs={cases}", f"-seed={first_seed}", "-timeout=60"], one.hypothesis.fuzz_one_input)
    atheris.Fuzz()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description="Feeds random cases to namenorm.")
    parser.add_argument("path", nargs="*", choices=[*PATHS, []], help="names, rows or tables; all three if none is given")
    parser.add_argument("--cases", type=int, default=1_000, help="cases of each path (default: 1000)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the first chunk of 2,000 cases; the next one has the next")
    parser.add_argument("--log", type=Path, help="a file to which each chunk adds a line of JSON")
    parser.add_argument("--atheris", action="store_true", help="let atheris choose the cases (pip install atheris)")
    asked = parser.parse_args()
    failed = False
    for name in asked.path or PATHS:
        with tempfile.TemporaryDirectory() as folder:
            path = PATHS[name](Path(folder))
            if asked.atheris:
                led_by_coverage(path, asked.cases, asked.seed)
            started = time.monotonic()
            failures = fuzz(path, asked.cases, asked.seed, asked.log)
            for failure in failures:
                print(failure["error"], file=sys.stderr)
            took = time.monotonic() - started
            told = f"{len(failures)} failed, the slowest took {path.slowest:.2f} s of processor time; {took:.0f} s in all"
            print(f"{name}: {path.count:,} cases from seed {asked.seed}, {told}", flush=True)
            failed = failed or bool(failures)
    sys.exit(failed)


if __name__ == "__main__":
    main()
