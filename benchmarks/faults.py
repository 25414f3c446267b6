"""Faults put in on purpose: writes that fail, disks that are full, a program that is stopped or killed at any moment.

    python -m benchmarks.faults                             # every call that writes fails once; 200 kills of each kind
    python -m benchmarks.faults --writes 20 --kills 10      # a try

After each, the output is absent or whole (an old one as it was), the input is untouched, and nothing else is in the folder;
only after SIGKILL, of which no program can know, a hidden part of a file may be left.

The program runs in a fork of a process that has imported it already, so that a thousand runs take a minute, and the moments
at which it is hit lie in its work and not in its start.
"""

from __future__ import annotations

import _pyio
import argparse
import builtins
import errno
import io
import os
import random
import resource
import select
import shutil
import signal
import stat
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import click

ROWS = 12_000
TABLE = """
- {id: mustafa-al-kadhimi, name: Mustafa al-Kadhimi, type: person, native: [مصطفى الكاظمي]}
- {id: vladimir-putin, name: Vladimir Putin, type: person, native: [Владимир Путин]}
- {id: fatah, name: Fatah, type: org}
- {id: fatah-alliance, name: Fatah Alliance, type: org, aliases: [Fatah]}
"""
NAMES = ["Mustafa al-Kadhimi", "مصطفى الكاظمي", "Vladimir Putin", "Fatah", "Zdenka Vrbicová"]
OLD = b"what was there before\n"
BASE = ["canonicalize", "in.csv", "-c", "name", "--table", "table.yaml", "-q", "-o", "out.csv"]
MORE = [[], ["--review", "review.csv", "--rejects", "rejects.csv"], ["--jobs", "2"]]
CALLS = ("open", "write", "fsync", "link", "replace", "rename", "chmod", "fchmod")
HANG = 60  # seconds
STATUS = {signal.SIGTERM: 143, signal.SIGINT: 130, signal.SIGKILL: -signal.SIGKILL}


@dataclass(slots=True)
class Outcome:
    """How one run ended."""

    status: int
    message: str
    hit: bool  # whether the fault that was put in was met


@dataclass(slots=True)
class Report:
    """What was tried and what went wrong."""

    tried: Counter[str] = field(default_factory=Counter)
    ends: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def program() -> click.Command:
    """The command line, imported when it is first asked for: see `_written_in_python`."""
    from namenorm.cli import main

    return main


def supported(options: list[str]) -> bool:
    known = {option for parameter in program().commands["canonicalize"].params for option in parameter.opts}
    return all(option in known for option in options if option.startswith("--"))


class World:
    """A folder with a file to read, a table and perhaps an old output, made anew for each run."""

    def __init__(self, folder: Path, options: list[str]) -> None:
        self.folder = folder
        self.command = BASE + options
        self.given = {"in.csv": ("id,name\n" + "".join(f"{n},{NAMES[n % 5]}\n" for n in range(ROWS))).encode(), "table.yaml": TABLE.encode()}
        self.outputs = ["out.csv", *(name for name in options if name.endswith(".csv"))]
        self.whole: dict[str, bytes | None] = {}
        self.set_up(old=False)
        from namenorm import Canonicalizer

        Canonicalizer.open(folder / "table.yaml").explain("a fork has what was loaded before it")
        self.seconds = min(self._undisturbed() for _ in range(3))
        self.whole = {name: self._read(name) for name in self.outputs}

    def _undisturbed(self) -> float:
        """How many seconds a run takes."""
        started = time.monotonic()
        outcome = run(self, lambda: None)
        if outcome.status:
            raise SystemExit(f"the program fails without any fault: {outcome.message}")
        return time.monotonic() - started

    def _read(self, name: str) -> bytes | None:
        path = self.folder / name
        return path.read_bytes() if path.exists() else None

    def set_up(self, old: bool) -> None:
        for path in self.folder.iterdir():
            path.unlink()
        for name, content in self.given.items():
            (self.folder / name).write_bytes(content)
        for name in self.outputs if old else ():
            (self.folder / name).write_bytes(OLD)

    def faults(self, outcome: Outcome, old: bool, debris: bool) -> Iterator[str]:
        """What should not be as it is after a run."""
        for name, content in self.given.items():
            if self._read(name) != content:
                yield f"{name} was changed"
        before = OLD if old else None
        for name in self.outputs:
            found = self._read(name)
            if found not in (before, self.whole[name]):
                yield f"{name} is neither as before nor whole: {len(found or b'')} bytes"
            elif outcome.status == 0 and found != self.whole[name]:
                yield f"{name} is not whole, but the exit status is 0"
        left = {path.name for path in self.folder.iterdir()} - {*self.given, *self.outputs}
        if left and not (debris and all(name.startswith(".namenorm-") for name in left)):
            yield f"left behind: {', '.join(sorted(left))}"


# --- one run -----------------------------------------------------------------------------------------------------------


def run(world: World, fault: Callable[[], None], hit: Callable[[int], None] | None = None) -> Outcome:
    """Run the program in a fork with `fault` put in; `hit` gets its process ID while it runs. All that it started is gone then."""
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        _as_the_program(world, fault, reading, writing)
    os.close(writing)
    if hit is not None:
        hit(process)
    told = _told(reading, process)
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    message, _, was_hit = told.decode().partition("\0")
    return Outcome(status, message, bool(was_hit))


def _told(reading: int, process: int) -> bytes:
    """What comes on standard error, until the program and all that it started have ended; if they hang, they are killed."""
    told, until = b"", time.monotonic() + HANG
    with open(reading, "rb", buffering=0) as stream:
        while select.select([stream], [], [], max(0.0, until - time.monotonic()))[0]:
            if not (piece := stream.read(65536)):
                return told
            told += piece
        os.killpg(process, signal.SIGKILL)
    return told + b"it hangs, or a process that it started does\n"


def _as_the_program(world: World, fault: Callable[[], None], reading: int, writing: int) -> None:
    """What the fork does, and no more: it never returns."""
    status = 99
    try:
        os.close(reading)
        os.setsid()
        signal.signal(signal.SIGINT, signal.default_int_handler)  # which is off in what a shell runs in the background
        sys.dont_write_bytecode = True
        os.chdir(world.folder)
        os.dup2(writing, 2)
        os.dup2(os.open(os.devnull, os.O_RDWR), 0)
        os.dup2(0, 1)
        sys.stdout, sys.stderr = os.fdopen(1, "w", encoding="utf-8"), os.fdopen(2, "w", encoding="utf-8")
        fault()
        program()(world.command)
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except KeyboardInterrupt:
        status = 130  # it came before the program was ready for it
    except BaseException as error:
        print(f"{error!r}", file=sys.stderr)
    finally:
        sys.stderr.flush()
        if Nth.hit:
            Nth.real["write"](2, b"\0hit")
        os._exit(status)


def _written_in_python() -> None:
    """From here on all files call `os.write`, which can be made to fail: Python's own ones are written in C."""
    io.FileIO = _pyio.FileIO  # type: ignore[misc]
    builtins.open = io.open = _pyio.open  # type: ignore[assignment]


class Nth:
    """Lets the n-th call that writes to a file fail."""

    real: ClassVar = {name: getattr(os, name) for name in CALLS}
    hit = False
    left = 0
    number = 0

    @classmethod
    def fails(cls, nth: int, number: int) -> None:
        cls.left, cls.number = nth, number
        for name in CALLS:
            setattr(os, name, cls._wrapped(name))
    @classmethod
    def _wrapped(cls, name: str) -> Callable[..., Any]:
        def call(*args: Any, **more: Any) -> Any:
            if not _harmless(name, args):
                cls.left -= 1
                if cls.left == 0:
                    cls.hit = True
                    raise OSError(cls.number, os.strerror(cls.number))
            return cls.real[name](*args, **more)

        return call


def _harmless(name: str, args: tuple[Any, ...]) -> bool:
    """Whether a call writes to no file: a pipe between two processes has no disk that could be full."""
    if name == "open":
        return not args[1] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) or str(args[0]).startswith("/dev/")
    return name == "write" and not stat.S_ISREG(os.fstat(args[0]).st_mode)


# --- many runs ------------------------------------------------------------------------------------------------------------


def judge(world: World, report: Report, outcome: Outcome, *, what: str, old: bool, expected: tuple[int, ...], debris: bool = False) -> None:
    report.tried[what.partition(" ")[0]] += 1
    report.ends[f"{what.partition(' ')[0]} -> {outcome.status}"] += 1
    wrong = list(world.faults(outcome, old, debris))
    if outcome.status not in expected:
        wrong.append(f"exit status {outcome.status}: {outcome.message}")
    if outcome.status == 1 and not (outcome.message.startswith("namenorm: ") and outcome.message.count("\n") == 1):
        wrong.append(f"the message is {outcome.message!r}")
    command = " ".join(world.command[world.command.index("-o") :])
    report.wrong += [f"{command}: {what}, {'an old output' if old else 'no output'} before: {fault}" for fault in wrong]


def failing_calls(world: World, report: Report, most: int) -> None:
    """Each call that writes fails once with each error; with fewer than all, as many as `most`, evenly spread."""
    world.set_up(old=True)
    total = _count_calls(world)
    for number in (errno.ENOSPC, errno.EIO):
        for nth in sorted({1 + n * total // most for n in range(min(most, total))} | {total}) if most < total else range(1, total + 1):
            old = bool(nth % 2)
            world.set_up(old)
            outcome = run(world, lambda nth=nth, number=number: Nth.fails(nth, number))  # type: ignore[misc]
            expected = (1, 0) if outcome.hit else (0,)  # 0: there was another way, as there is to a file without a name
            what = f"{errno.errorcode[number]} at call {nth} of {total}"
            judge(world, report, outcome, what=what, old=old, expected=expected)


def _count_calls(world: World) -> int:
    """How many calls of a run write something: of so many, the last that can be made to fail."""
    low, high = 0, 1
    while _is_hit(world, high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _is_hit(world, middle) else (low, middle)
    return low


def _is_hit(world: World, nth: int) -> bool:
    world.set_up(old=True)
    return run(world, lambda: Nth.fails(nth, errno.EIO)).hit


def full_disks(world: World, report: Report, times: int, chance: random.Random) -> None:
    """The system itself lets no file grow beyond a size at random (RLIMIT_FSIZE): the write that would is a real error."""
    largest = max(len(content or b"") for content in world.whole.values())
    for n in range(times):
        size, old = chance.randrange(largest + 1), bool(n % 2)
        world.set_up(old)
        outcome = run(world, lambda size=size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))  # type: ignore[misc]
        judge(world, report, outcome, what=f"FULL after {size} bytes", old=old, expected=(1,) if size < largest else (0,))


def kills(world: World, report: Report, times: int, chance: random.Random) -> None:
    """The program gets a signal at a moment at random."""
    for number, status in STATUS.items():
        for n in range(times):
            pause, old = chance.uniform(0, world.seconds), bool(n % 2)
            world.set_up(old)
            outcome = run(world, lambda: None, lambda process, pause=pause, number=number: _hit(process, pause, number))  # type: ignore[misc]
            what, expected = f"{number.name} after {pause:.4f} s", (status, 0, -number)
            judge(world, report, outcome, what=what, old=old, expected=expected, debris=number == signal.SIGKILL)


def _hit(process: int, pause: float, number: int) -> None:
    time.sleep(pause)
    os.kill(process, number)


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp())
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults", description="Puts faults in while namenorm writes a file.")
    parser.add_argument("--writes", type=int, default=1_000_000, help="calls that fail, at most, for each error and set of options")
    parser.add_argument("--kills", type=int, default=200, help="moments for each signal, and sizes of a full disk, for each set of options")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plain", action="store_true", help="only without further options")
    asked = parser.parse_args()
    _written_in_python()
    report, chance = Report(), random.Random(asked.seed)
    for options in filter(supported, MORE[:1] if asked.plain else MORE):
        with _folder() as folder:
            os.environ["NAMENORM_CACHE"] = str(folder / "cache")
            (folder / "world").mkdir()
            world = World(folder / "world", options)
            failing_calls(world, report, asked.writes)
            full_disks(world, report, asked.kills, chance)
            kills(world, report, asked.kills, chance)
    for fault in report.wrong:
        print(fault, file=sys.stderr)
    for what, count in report.tried.items():
        ends = ", ".join(f"{end.split('-> ')[1]} {times} times" for end, times in report.ends.items() if end.startswith(f"{what} "))
        print(f"{what}: {count} runs; exit status {ends}")
    print(f"{report.tried.total()} runs, {len(report.wrong)} faults")
    sys.exit(bool(report.wrong))


if __name__ == "__main__":
    main()
