"""What an index costs: to build, to store, to open in another process and to hold there.

Run as a command it is that other process: `python -m benchmarks.speed.stored FILE`, with mentions as lines of standard input.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from namenorm import AliasTable, Canonicalizer
from namenorm.compiled_table import compiled
from namenorm.decision import MARGIN, THRESHOLD
from namenorm.reading import NameReader
from namenorm.similar_tokens import add_similar
from namenorm.storage import Sections

CHECKOUT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True, slots=True)
class IndexCost:
    """Seconds, and megabytes of a million bytes.

    `resident` is what the process holds after its queries, `private` the part that no other process could share.
    """

    build: float
    save: float
    file: float
    open: float
    first_answer: float
    resident: float
    private: float


def build_and_store(records: Sequence[dict[str, Any]], path: Path) -> tuple[float, float]:
    """Compile a table into a file; (CPU seconds to build it from the records, seconds to write it)."""
    start = time.process_time()
    reader = NameReader()
    writer = compiled(AliasTable.from_records(records).records, reader)
    add_similar(writer, reader)
    build = time.process_time() - start
    start = time.perf_counter()
    writer.save(path)
    return build, time.perf_counter() - start


def opened(path: Path) -> Canonicalizer:
    """A canonicalizer on a stored file, which `Canonicalizer.open` makes and opens for a table in YAML."""
    sections = Sections.open(path)
    if sections is None:
        raise OSError(f"{path} is no whole stored table of this version")
    canonicalizer = Canonicalizer.__new__(Canonicalizer)
    canonicalizer._set_up(sections, NameReader(), (THRESHOLD, MARGIN, 10))
    return canonicalizer


def measure_in_fresh_process(path: Path, mentions: Sequence[str], build: float, save: float) -> IndexCost:
    """Open the file in a new process, have it answer the mentions, and see what it took."""
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.speed.stored", str(path)], input="\n".join(mentions), cwd=CHECKOUT,
        check=True, stdout=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    return IndexCost(build=build, save=save, file=path.stat().st_size / 1e6, **json.loads(ran.stdout))


def resident(process: int | str = "self") -> tuple[float, float]:
    """(all memory that a process holds, the part that is its own) in megabytes; zeros where the system does not tell."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0, 0.0
    sizes = dict(line.split(":", 1) for line in status.splitlines())
    return tuple(int(sizes.get(name, "0 kB").split()[0]) * 1024 / 1e6 for name in ("VmRSS", "RssAnon"))  # type: ignore[return-value]


def main() -> None:
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    mentions = sys.stdin.read().splitlines()
    start = time.perf_counter()
    canonicalizer = opened(Path(sys.argv[1]))
    ready = time.perf_counter()
    canonicalizer.canonicalize(mentions[0])
    answered = time.perf_counter()
    canonicalizer.canonicalize_many(mentions)
    whole, private = resident()
    print(json.dumps({"open": ready - start, "first_answer": answered - ready, "resident": whole, "private": private}))


if __name__ == "__main__":
    main()
