"""Processes that decide on names beside this one. Each opens the stored table; they end when this process does."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any

from namenorm.cli.answers import Answer, Case, decide
from namenorm.cli.matcher import TableContent, load_canonicalizer
from namenorm.cli.signals import held
from namenorm.errors import FileError, NamenormError

if TYPE_CHECKING:
    from namenorm.model import Decision

_NAMES = 128  # at a time: a tenth of a second
_AHEAD = 2  # lots that a worker has, so that it need not wait for the next one
_SMALL = 16_384  # characters of a lot that surely fits into what the system holds between two processes


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker needs to answer as this process would."""

    table: TableContent
    threshold: float | None
    candidates: int
    case_of: Callable[[Decision], Case | None] | None


@dataclass(slots=True)
class _Worker:
    process: Any
    connection: Connection
    lots: deque[list[str]]


class Workers:
    """Deciders (see answers.py) in processes of their own, which end with the block."""

    def __init__(self, count: int, task: Task) -> None:
        self._count, self._task = count, task
        self._workers: list[_Worker] = []
        self._queue: deque[list[str]] = deque()

    def __enter__(self) -> Workers:
        context = multiprocessing.get_context("spawn")  # a fork would hold the other workers' pipes and the outputs open
        try:
            for _ in range(self._count):
                ours, theirs = context.Pipe()
                process = context.Process(target=_work, args=(theirs, self._task), daemon=True)
                self._workers.append(_Worker(process, ours, deque()))
                with held("SIGINT"):  # else it would print a traceback if Ctrl-C comes while it imports
                    process.start()
                theirs.close()
        except BaseException:
            self._end(at_once=True)
            raise
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self._end(at_once=kind is not None)

    def _end(self, *, at_once: bool) -> None:
        for worker in self._workers:
            worker.connection.close()
            if at_once and worker.process.pid is not None:
                worker.process.terminate()
        for worker in self._workers:
            if worker.process.pid is not None:
                worker.process.join()

    @property
    def hungry(self) -> bool:
        return len(self._queue) < 4 * self._count

    def submit(self, names: list[str]) -> None:
        self._queue += (names[start : start + _NAMES] for start in range(0, len(names), _NAMES))
        self._feed()

    def collect(self) -> Iterable[tuple[str, Answer]]:
        busy = {worker.connection: worker for worker in self._workers if worker.lots}
        done: list[tuple[str, Answer]] = []
        for connection in wait(list(busy)):
            worker = busy[connection]  # type: ignore[index]
            try:
                answers = worker.connection.recv()
            except (EOFError, OSError):
                raise self._loss(worker) from None
            if isinstance(answers, str):
                raise FileError(answers)
            done += zip(worker.lots.popleft(), answers, strict=True)
        self._feed()
        return done

    def _feed(self) -> None:
        """Give names to workers that have few. A busy one gets no large lot: both sides could wait for the other to read."""
        for few in range(_AHEAD):
            for worker in self._workers:
                if self._queue and len(worker.lots) == few and (not few or sum(map(len, self._queue[0])) <= _SMALL):
                    worker.lots.append(self._queue.popleft())
                    try:
                        worker.connection.send(worker.lots[-1])
                    except OSError:
                        raise self._loss(worker) from None

    def _loss(self, worker: _Worker) -> FileError:
        worker.process.join(5)
        code = worker.process.exitcode
        how = f"killed by signal {-code}" if code is not None and code < 0 else f"exit status {code}"
        what = f"a worker process ended before its work was done ({how})"
        return FileError(f"{what} - run it again, with fewer --jobs if memory is short")


def _work(connection: Connection, task: Task) -> None:
    """Answer names until the other side is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group, and the first process sees to the end
    with suppress(EOFError, OSError):
        try:
            canonicalizer = load_canonicalizer(task.table, task.threshold, task.candidates)
        except NamenormError as error:
            connection.recv()
            connection.send(str(error))
            return
        while True:
            connection.send(decide(canonicalizer, connection.recv(), task.case_of))
