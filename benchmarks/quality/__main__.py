"""The command: measure every entity set, pair file and mention file of a folder."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.quality import metrics, report
from benchmarks.quality.mentions import measure_mentions, read_mentions
from benchmarks.quality.pairs import measure_pairs, pooled, read_pairs
from benchmarks.quality.phenomena import fared
from benchmarks.quality.protocol import SEED, Linking, Task, build, discover
from benchmarks.quality.report import Measured
from benchmarks.quality.systems import SYSTEMS, System, missing
from namenorm.romanization import Romanizer
from training.pairs import in_half

OWN_DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(slots=True)
class Outcome:
    """Everything that was measured, as it will be written down."""

    linking: list[Measured] = field(default_factory=list)
    pairs: dict[str, Any] = field(default_factory=dict)
    mentions: dict[str, Any] = field(default_factory=dict)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; 0 if anything was measured, 2 if the folder holds nothing to measure."""
    options = _options(arguments)
    Romanizer.folder = options.tables
    options.systems = [name for name in options.systems if not _is_missing(name)]
    wanted = [word for word in options.sets.split(",") if word]
    outcome = Outcome()
    measure_linking(options, wanted, outcome)
    measure_pair_files(options, wanted, outcome)
    measure_mention_files(options, wanted, outcome)
    if not (outcome.linking or outcome.pairs or outcome.mentions):
        print(f"{options.data}: no entities_*.tsv, pairs_*.tsv or *_mentions.csv that was asked for", file=sys.stderr)
        return 2
    if options.out:
        write(options, outcome)
    return 0


def measure_linking(options: argparse.Namespace, wanted: Sequence[str], outcome: Outcome) -> None:
    """Every entity set, each system in turn on the same queries."""
    tasks = discover(options.data, wanted, everything=options.all)
    if tasks:
        print(report.heading())
    for task in tasks:
        linking = build(task, options.queries, _asked(task, options))
        for name in options.systems:
            measured = measure(task, linking, name)
            outcome.linking.append(measured)
            print(report.line(measured), flush=True)
    if len(tasks) > 1:
        print(*report.mean_lines(outcome.linking), sep="\n")
    for system in options.systems if tasks else ():
        print(*report.phenomenon_lines(system, outcome.linking), sep="\n")


def _asked(task: Task, options: argparse.Namespace) -> Callable[[str], bool]:
    """Whom to ask about: with tables of one half of the entities, about the others. Nothing is learned from organisations."""
    if options.tables is None or task.type == "org":
        return lambda entity_id: True
    return lambda entity_id: not in_half(entity_id)


def measure(task: Task, linking: Linking, name: str) -> Measured:
    """One system on one task, with the clock on."""
    start = time.perf_counter()
    system = SYSTEMS[name].of(linking.table, task.type)
    built = time.perf_counter()
    answers = system.link([query.mention for query in linking.queries])
    asked = time.perf_counter()
    return Measured(
        task=task.label,
        system=name,
        records=len(linking.table),
        scores=metrics.score(answers, linking.queries),
        build_seconds=built - start,
        milliseconds_per_query=(asked - built) / max(len(linking.queries), 1) * 1000,
        curve=tuple(metrics.precision_recall(answers, linking.queries)),
        bins=tuple(metrics.reliability(answers, linking.queries)),
        phenomena=tuple(fared(answers, linking.queries, linking.table)),
    )


def measure_pair_files(options: argparse.Namespace, wanted: Sequence[str], outcome: Outcome) -> None:
    """Every file of pairs: what is found and what is merged at the default threshold."""
    files = _wanted(options.data.glob("pairs_*.tsv"), wanted)
    systems = _shipped(options.systems) if files else {}
    for path in files:
        pairs = read_pairs(path, options.pairs)
        by_system = {name: measure_pairs(system, pairs) for name, system in systems.items()}
        print(f"\n{path.name}: {len(pairs)} pairs at the default threshold", report.pair_heading(), sep="\n")
        print(*report.pair_lines(by_system), sep="\n", flush=True)
        outcome.pairs[path.stem] = {
            name: {category: asdict(scores) for category, scores in (*categories.items(), ("all", pooled(categories.values())))}
            for name, categories in by_system.items()
        }


def measure_mention_files(options: argparse.Namespace, wanted: Sequence[str], outcome: Outcome) -> None:
    """Every file of mentions, on the shipped table, with and without telling the type."""
    files = _wanted(options.data.glob("*_mentions.csv"), wanted)
    systems = _shipped(options.systems) if files else {}
    for path in files:
        mentions = read_mentions(path)
        print(f"\n{path.name} on the shipped alias table")
        for name, system in systems.items():
            for typed in (False, True) if name == "namenorm" else (False,):
                results = measure_mentions(system, mentions, typed=typed)
                print(report.mention_line(name, typed, results))
                if name == "namenorm" and not typed:
                    print(*report.missed_lines(results), sep="\n", flush=True)
                key = f"{name}, type given" if typed else name
                outcome.mentions.setdefault(path.stem, {})[key] = [asdict(result) for result in results]


def write(options: argparse.Namespace, outcome: Outcome) -> None:
    """The numbers as JSON and as tables in Markdown and, if there are entity sets, the two pictures."""
    options.out.mkdir(parents=True, exist_ok=True)
    linking: dict[str, dict[str, Any]] = {}
    for measured in outcome.linking:
        linking.setdefault(measured.task, {})[measured.system] = report.as_json(measured)
    asked = {"seed": SEED, "queries": options.queries, "pairs": options.pairs}
    content = {"about": report.about(), "asked": asked, "linking": linking}
    path = options.out / "quality.json"
    report.write_json(path, content | {"pairs": outcome.pairs, "mentions": outcome.mentions})
    (options.out / "quality.md").write_text(report.markdown(outcome.linking, outcome.pairs), encoding="utf-8")
    print(f"\nwritten to {options.out}")
    if outcome.linking:
        from benchmarks.quality import plots  # matplotlib is only wanted for pictures

        plots.plot_precision_recall(outcome.linking, options.out / "precision_recall.png")
        plots.plot_calibration(outcome.linking, options.out / "calibration.png")


def _is_missing(name: str) -> bool:
    if reason := missing(name):
        print(reason, file=sys.stderr)
    return reason is not None


def _shipped(names: Sequence[str]) -> dict[str, System]:
    return {name: SYSTEMS[name].shipped() for name in names}


def _wanted(paths: Iterable[Path], wanted: Sequence[str]) -> list[Path]:
    return [path for path in sorted(paths) if not wanted or any(word in path.stem for word in wanted)]


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument("data", nargs="?", type=Path, default=OWN_DATA, help="folder of files (default: our own set)")
    parser.add_argument("--sets", default="", help="only tasks and files whose label contains one of these, a,b,c")
    parser.add_argument("--queries", type=int, default=1000, help="at most this many queries a task (default: 1000)")
    parser.add_argument("--pairs", type=int, default=None, help="at most this many pairs a file (default: all)")
    parser.add_argument("--all", action="store_true", help="every mode and type of every file, not only the planned")
    parser.add_argument("--systems", type=_systems, default=["namenorm", "rapidfuzz"], help="of namenorm, rapidfuzz, logicv2")
    parser.add_argument("--tables", type=Path, help="folder of `learn_tables --half`: ask only what they have not seen")
    parser.add_argument("--out", type=Path, help="folder for quality.json, quality.md and two pictures (default: none written)")
    return parser.parse_args(arguments)


def _systems(text: str) -> list[str]:
    names = [name for name in text.split(",") if name]
    unknown = [name for name in names if name not in SYSTEMS]
    if unknown or not names:
        raise argparse.ArgumentTypeError(f"unknown system {unknown}: choose from {', '.join(SYSTEMS)}")
    return names


if __name__ == "__main__":
    sys.exit(main())
