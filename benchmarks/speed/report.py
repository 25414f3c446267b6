"""The speed figures as text and as JSON."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import asdict
from importlib import metadata
from pathlib import Path

from benchmarks.speed.plot import plot
from benchmarks.speed.processes import FreshProcess
from benchmarks.speed.scale import AtSize


def machine() -> dict[str, str | int]:
    """What the figures were measured on."""
    versions = {name: metadata.version(name) for name in ("rapidfuzz", "unidecode")}
    return {
        "processor": _processor(),
        "cores": os.cpu_count() or 1,
        "system": f"{platform.system()} {platform.machine()}",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "load average": ", ".join(f"{load:.1f}" for load in os.getloadavg()),
        **versions,
    }


def process_lines(fresh: FreshProcess) -> list[str]:
    """Costs of a fresh process, in milliseconds."""
    rows = (
        ("bare interpreter", fresh.bare),
        ("+ import namenorm", fresh.import_namenorm),
        ("+ import of AliasTable and Canonicalizer", fresh.import_canonicalizer),
        ("+ import, shipped table, first answer", fresh.first_answer),
        ("+ command line, ten rows of CSV", fresh.cli_ten_rows),
    )
    return [f"{what:44s} {seconds * 1000:8.1f} ms" for what, seconds in rows]


def size_lines(sizes: Sequence[AtSize]) -> list[str]:
    """A row for each figure, a column for each size of table."""
    rows: list[tuple[str, Callable[[AtSize], str]]] = [
        ("names in the table", lambda one: f"{one.names:,}"),
        ("records", lambda one: f"{one.records:,}"),
        ("load average", lambda one: f"{one.load:.1f}"),
        ("build, CPU", lambda one: f"{one.index.build:.1f} s"),
        ("write the file", lambda one: f"{one.index.save:.2f} s"),
        ("stored file", lambda one: f"{one.index.file:.0f} MB"),
        ("opened in a new process", lambda one: _short(one.index.open)),
        ("first answer there", lambda one: _short(one.index.first_answer)),
        ("resident there, 2,000 answers on", lambda one: f"{one.index.resident:.0f} MB"),
        ("  of which not to be shared", lambda one: f"{one.index.private:.0f} MB"),
        ("100 records added", lambda one: _short(one.update)),
        ("known alias, median", lambda one: _short(one.answers.known_median)),
        ("known aliases a second", lambda one: f"{one.answers.known_per_second:,.0f}"),
        ("unseen name, median", lambda one: _short(one.answers.fuzzy_median)),
        ("unseen name, 99th percentile", lambda one: _short(one.answers.fuzzy_p99)),
        ("  the same in CPU time", lambda one: _short(one.answers.fuzzy_p99_cpu)),
        ("canonicalize_many, a query", lambda one: _short(one.race.many)),
        ("rapidfuzz extractOne, a query", lambda one: _short(one.race.rapidfuzz)),
        ("rapidfuzz / canonicalize_many", lambda one: f"{one.race.ratio:,.0f}"),
        ("right, wrong link", lambda one: f"{one.race.right:.1%}, {one.race.wrong:.1%}"),
        ("rapidfuzz right, wrong link", lambda one: f"{one.race.rapidfuzz_right:.1%}, {one.race.rapidfuzz_wrong:.1%}"),
        ("compare, a pair", lambda one: _short(one.pairs.compare)),
        ("logic-v2, a pair", lambda one: _short(one.pairs.logicv2) if one.pairs.logicv2 else "not installed"),
        ("logic-v2 / compare", lambda one: f"{one.pairs.logicv2 / one.pairs.compare:.1f}" if one.pairs.logicv2 else "-"),
        ("judged in the index, an alias", lambda one: _short(one.pairs.judged)),
        (
            "logic-v2, a pair of names it has read",
            lambda one: _short(one.pairs.logicv2_judged) if one.pairs.logicv2_judged else "not installed",
        ),
        (
            "logic-v2 / judged in the index",
            lambda one: f"{one.pairs.logicv2_judged / one.pairs.judged:.0f}" if one.pairs.logicv2_judged else "-",
        ),
        ("aliases judged a second", lambda one: f"{1 / one.pairs.judged:,.0f}"),
    ]
    return [f"{what:34s}" + "".join(f"{figure(one):>16s}" for one in sizes) for what, figure in rows]


def growth_lines(sizes: Sequence[AtSize]) -> list[str]:
    """How much more the largest table costs than the smallest."""
    first, last = sizes[0], sizes[-1]
    growths = (
        ("names in the table", last.names / first.names),
        ("unseen name, median", last.answers.fuzzy_median / first.answers.fuzzy_median),
        ("canonicalize_many", last.race.many / first.race.many),
        ("rapidfuzz extractOne", last.race.rapidfuzz / first.race.rapidfuzz),
    )
    return [f"{what:34s}{times:16.1f} times" for what, times in growths]


def profile_lines(sizes: Sequence[AtSize]) -> list[str]:
    """Microseconds a fuzzy answer by stage, with the part of the whole, and the floor."""
    lines = []
    totals = [sum(one.profile.values()) for one in sizes]
    for stage in sizes[0].profile:
        cells = (
            f"{one.profile[stage] * 1e6:8.1f} ({one.profile[stage] / t:4.0%})" for one, t in zip(sizes, totals, strict=True)
        )
        lines.append(f"{stage:34s}" + "".join(f"{cell:>16s}" for cell in cells))
    lines.append(f"{'all stages':34s}" + "".join(f"{total * 1e6:>16.1f}" for total in totals))
    lines.append(f"{'floor: hash, read the postings':34s}" + "".join(f"{one.floor * 1e6:>16.1f}" for one in sizes))
    lines.append(
        f"{'above the floor, times':34s}" + "".join(f"{t / one.floor:>16.1f}" for one, t in zip(sizes, totals, strict=True))
    )
    return lines


def write(folder: Path, fresh: FreshProcess, sizes: Sequence[AtSize]) -> None:
    """`speed.json` and, with two sizes or more, `speed.png`."""
    folder.mkdir(parents=True, exist_ok=True)
    content = {"machine": machine(), "fresh_process_seconds": asdict(fresh), "sizes": [asdict(one) for one in sizes]}
    (folder / "speed.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    if len(sizes) > 1:
        plot(sizes, folder / "speed.png")


def _short(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms" if seconds >= 0.001 else f"{seconds * 1e6:.1f} µs"


def _processor() -> str:
    """The processor's name where Linux tells it, else what the platform module knows."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown"
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.machine()
