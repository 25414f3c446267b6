"""What a fresh process costs: every figure is the median of several runs, the bare interpreter measured in turn."""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

RUNS = 7
FIRST_MENTION = "Al-Kazemi"
COMMAND_LINE = "from namenorm.cli import main; main()"
MENTIONS = (
    "Mustafa al-Kadhimi", "Al-Kazemi", "مصطفى الكاظمي", "Moqtada Sadr", "Владимир Путин",
    "Vladimir Poutine", "Xi Jinping", "习近平", "Nobody Inparticular", "Volodymyr Zelenskyy",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FreshProcess:
    """Seconds from start to end of a process. All but `bare` are without what the bare interpreter takes."""

    bare: float
    import_namenorm: float
    import_canonicalizer: float
    first_answer: float
    cli_ten_rows: float


def measure_fresh_processes(runs: int = RUNS) -> FreshProcess:
    """Start the interpreter several times for each figure; the first round only warms the file cache."""
    with tempfile.TemporaryDirectory() as folder:
        mentions = Path(folder) / "mentions.csv"
        _write_mentions(mentions)
        commands = {
            "bare": ["-c", "pass"],
            "import_namenorm": ["-c", "import namenorm"],
            "import_canonicalizer": ["-c", "from namenorm import AliasTable, Canonicalizer"],
            "first_answer": ["-c", f"import namenorm; namenorm.canonicalize({FIRST_MENTION!r})"],
            "cli_ten_rows": ["-c", COMMAND_LINE, "canonicalize", str(mentions), "-c", "name", "-q"],
        }
        seconds: dict[str, list[float]] = {name: [] for name in commands}
        for number in range(runs + 1):
            for name, arguments in commands.items():
                taken = _run(arguments)
                if number:
                    seconds[name].append(taken)
    medians = {name: median(values) for name, values in seconds.items()}
    bare = medians.pop("bare")
    return FreshProcess(bare=bare, **{name: max(value - bare, 0.0) for name, value in medians.items()})


def _run(arguments: Sequence[str]) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def _write_mentions(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["row", "name"])
        writer.writerows(enumerate(MENTIONS, 1))
