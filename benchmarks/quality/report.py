"""What is printed and what is written down."""

from __future__ import annotations

import json
import platform
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from statistics import fmean
from typing import Any

from benchmarks.quality.mentions import Outcome, Result
from benchmarks.quality.metrics import Bin, LinkingScores, Point, calibration_error, pool
from benchmarks.quality.pairs import PairScores
from benchmarks.quality.phenomena import Fared, together

HEADINGS = ("top1", "F1", "R@P95", "R@P99", "ship.P", "ship.R", "ECE", "cand50", "ms/q")


@dataclass(frozen=True, slots=True)
class Measured:
    """One system on one task."""

    task: str
    system: str
    records: int
    scores: LinkingScores
    build_seconds: float
    milliseconds_per_query: float
    curve: tuple[Point, ...]
    bins: tuple[Bin, ...]
    phenomena: tuple[Fared, ...] = ()

    def figures(self) -> tuple[float | None, ...]:
        """The numbers of a row of the table, in the order of `HEADINGS`."""
        of = self.scores
        shipped = (of.shipped_precision, of.shipped_recall)
        accuracy = (of.top1, of.f1, of.recall_at_p95, of.recall_at_p99)
        return (*accuracy, *shipped, of.calibration_error, of.candidate_recall, self.milliseconds_per_query)


def heading() -> str:
    """The head of the linking table."""
    figures = " ".join(f"{word:>6s}" for word in HEADINGS)
    return f"{'set/mode/type':44s} {'system':10s} {'records':>7s} {'n':>5s} {figures}"


def line(measured: Measured) -> str:
    """One row of the linking table."""
    figures = _figures(measured.figures())
    return f"{measured.task:44s} {measured.system:10s} {measured.records:7d} {measured.scores.queries:5d} {figures}"


def mean_lines(results: Sequence[Measured]) -> list[str]:
    """The mean of every column, one row a system: each task counts once, whatever its size."""
    lines: list[str] = []
    for system in dict.fromkeys(result.system for result in results):
        columns = zip(*(result.figures() for result in results if result.system == system), strict=True)
        known = ([value for value in column if value is not None] for column in columns)
        means = [fmean(values) if values else None for values in known]
        count = sum(result.system == system for result in results)
        lines.append(f"{f'mean of {count}':44s} {system:10s} {'':7s} {'':5s} {_figures(means)}")
        error = calibration_error(pool(one for result in results if result.system == system for one in result.bins))
        lines.append(f"{'calibration error of all answers together':44s} {system:10s} {error:.3f}")
    return lines


def phenomenon_lines(system: str, results: Sequence[Measured]) -> list[str]:
    """How the mentions of each phenomenon fared, over all tasks."""
    head = f"\n{f'phenomenon ({system})':44s} {'n':>6s} {'top1':>6s} {'linked':>6s} {'wrong':>6s}"
    return [head, *(
        f"{row.phenomenon:44s} {row.queries:6d} {row.top1:6.3f} {row.linked:6.3f} {row.wrong:6.3f}"
        for row in together(row for result in results if result.system == system for row in result.phenomena)
    )]  # fmt: skip


def markdown(linking: Sequence[Measured], pairs: Mapping[str, Mapping[str, Mapping[str, Mapping[str, Any]]]]) -> str:
    """The tables of `docs/accuracy.md`."""
    systems = list(dict.fromkeys(result.system for result in linking))
    lines = []
    if linking:
        others = [system for system in systems if system != "namenorm"]
        head = [*(f"{system} F1" for system in others), "F1", "top 1", "R@P95", "P", "R", "ECE", "cand. at 50"]
        lines += [f"| set | {' | '.join(head)} |", "|---" * (len(head) + 1) + "|"]
        for task in dict.fromkeys(result.task for result in linking):
            of = {result.system: result.scores for result in linking if result.task == task}
            own = of["namenorm"]
            values = [*(of[system].f1 for system in others), own.f1, own.top1, own.recall_at_p95, own.shipped_precision,
                      own.shipped_recall, own.calibration_error, own.candidate_recall or 0.0]  # fmt: skip
            lines.append(f"| {task} | {' | '.join(f'{value:.3f}' for value in values)} |")
        lines += ["", "| phenomenon | mentions | right on top | linked right | linked wrong |", "|---|---|---|---|---|"]
        own_rows = (row for result in linking if result.system == "namenorm" for row in result.phenomena)
        lines += [f"| {r.phenomenon} | {r.queries} | {r.top1:.3f} | {r.linked:.3f} | {r.wrong:.3f} |" for r in together(own_rows)]
    if pairs:
        lines += ["", "| pairs | system | same | found | different | merged |", "|---|---|---|---|---|---|"]
    for name, by_system in pairs.items():
        for system, categories in by_system.items():
            scores = categories["all"]
            found, merged = _percent(scores["found"]), _percent(scores["merged"])
            lines.append(f"| {name} | {system} | {scores['same']} | {found} | {scores['different']} | {merged} |")
    return "\n".join(lines) + "\n"


def pair_lines(by_system: Mapping[str, Mapping[str, PairScores]]) -> list[str]:
    """The pairs of one file: a row for each category and system."""
    lines: list[str] = []
    for category in dict.fromkeys(name for categories in by_system.values() for name in categories):
        for system, categories in by_system.items():
            of = categories[category]
            shares = " ".join(f"{_percent(share):>7s}" for share in (of.found, of.merged))
            lines.append(f"{category:44s} {system:10s} {of.same:7d} {of.different:9d} {shares}")
    return lines


def pair_heading() -> str:
    """The head of the pairs table."""
    return f"{'category':44s} {'system':10s} {'same':>7s} {'different':>9s} {'found':>7s} {'merged':>7s}"


def mention_line(system: str, typed: bool, results: Sequence[Result]) -> str:
    """How the mentions of one file fared."""
    counts = Counter(result.outcome for result in results)
    how = f"{system} ({'type given' if typed else 'no type given'})"
    shares = ", ".join(f"{counts[outcome]} {outcome}" for outcome in Outcome)
    return f"{how}: {len(results)} mentions: {shares}"


def missed_lines(results: Sequence[Result]) -> list[str]:
    """The mentions that were not linked right, with what was thought of them."""
    return [
        f"  {result.outcome:9s} {result.mention.row:>4s} {result.mention.text!r} meant {result.mention.expected}, "
        f"best {result.canonical_id or 'nothing'} {result.score:.3f}"
        for result in results
        if result.outcome is not Outcome.RIGHT
    ]


def as_json(measured: Measured) -> dict[str, Any]:
    """The numbers behind a row; the curve is left to the plots."""
    return {
        "records": measured.records,
        **asdict(measured.scores),
        "build_seconds": measured.build_seconds,
        "milliseconds_per_query": measured.milliseconds_per_query,
        "reliability": [asdict(one) for one in measured.bins],
    }


def about() -> dict[str, str]:
    """What the numbers were measured with."""
    versions = {name: _version(name) for name in ("namenorm", "rapidfuzz", "unidecode")}
    return {"python": platform.python_version(), "system": f"{platform.system()} {platform.machine()}", **versions}


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write readable UTF-8 JSON with a final newline."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "not installed"


def _figures(values: Sequence[float | None]) -> str:
    return " ".join(f"{'-':>6s}" if value is None else f"{value:6.3f}" for value in values)


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.1%}"
