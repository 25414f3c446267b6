"""The speed figures as text, as JSON and as a picture."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict
from importlib import metadata
from pathlib import Path

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
    rows = (
        ("names in the table", [f"{one.names:,}" for one in sizes]),
        ("records", [f"{one.records:,}" for one in sizes]),
        ("build", [f"{one.build:.2f} s" for one in sizes]),
        ("peak memory of the process", [f"{one.peak_megabytes:.0f} MB" for one in sizes]),
        ("known alias, median", [_short(one.known_median) for one in sizes]),
        ("known aliases a second", [f"{one.known_per_second:,.0f}" for one in sizes]),
        ("unseen name, median", [_short(one.fuzzy_median) for one in sizes]),
        ("unseen name, 99th percentile", [_short(one.fuzzy_p99) for one in sizes]),
        ("canonicalize_many, a query", [_short(one.many_per_query) for one in sizes]),
        ("rapidfuzz extractOne, a query", [_short(one.rapidfuzz_per_query) for one in sizes]),
        ("rapidfuzz / canonicalize_many", [f"{one.ratio:.1f}" for one in sizes]),
        ("right, wrong link", [f"{one.right:.1%}, {one.wrong:.1%}" for one in sizes]),
        ("rapidfuzz right, wrong link", [f"{one.rapidfuzz_right:.1%}, {one.rapidfuzz_wrong:.1%}" for one in sizes]),
    )
    return [f"{what:32s}" + "".join(f"{cell:>16s}" for cell in cells) for what, cells in rows]


def write(folder: Path, fresh: FreshProcess, sizes: Sequence[AtSize]) -> None:
    """`speed.json` and, with two sizes or more, `speed.png`."""
    folder.mkdir(parents=True, exist_ok=True)
    content = {"machine": machine(), "fresh_process_seconds": asdict(fresh), "sizes": [asdict(one) for one in sizes]}
    (folder / "speed.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    if len(sizes) > 1:
        _plot(sizes, folder / "speed.png")


def _plot(sizes: Sequence[AtSize], path: Path) -> None:
    from matplotlib.figure import Figure  # only wanted for the picture

    figure = Figure(figsize=(10, 4.8), layout="constrained")
    axes = figure.subplots()
    names = [one.names for one in sizes]
    series = (
        ("rapidfuzz extractOne(WRatio)", "#c8553d", "o-", [one.rapidfuzz_per_query for one in sizes]),
        ("namenorm, unseen name, 99th percentile", "#0b6e4f", "^:", [one.fuzzy_p99 for one in sizes]),
        ("namenorm, unseen name, median", "#0b6e4f", "o-", [one.fuzzy_median for one in sizes]),
        ("namenorm, canonicalize_many", "#3f88c5", "s-", [one.many_per_query for one in sizes]),
        ("namenorm, known alias", "#8d99ae", "v-", [one.known_median for one in sizes]),
    )
    for label, colour, style, seconds in series:
        axes.plot(names, [second * 1000 for second in seconds], style, color=colour, label=label, linewidth=1.8)
    axes.set(xscale="log", yscale="log", xlabel="names in the table", ylabel="milliseconds a query")
    axes.set_xticks(names, [f"{size:,}" for size in names])
    axes.set_xticks([], minor=True)
    axes.yaxis.set_major_formatter("{x:g}")
    axes.yaxis.set_minor_formatter("")
    axes.grid(alpha=0.3, which="both", linewidth=0.5)
    axes.legend(frameon=False, fontsize=9, loc="center left", bbox_to_anchor=(1.0, 0.5))
    figure.savefig(path, dpi=130)


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
