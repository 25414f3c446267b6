"""One canonicalizer in many hands: threads, forks, spawned workers and copies give the answers that it gives alone."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import random
import signal
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pytest

from namenorm import AliasTable, Canonicalizer, Decision

NAMES = ["Mustafa Kadhemi", "Рутіn Vlаdimir", "김정은", "Fatah", "習近平", "", "\ud800", "Kataeb Hizbullah", "x" * 600, "鄧禛瀞碁麴懋珺燁"]
RECORDS = [
    {"id": "mustafa-al-kadhimi", "name": "Mustafa al-Kadhimi", "type": "person"},
    {"id": "vladimir-putin", "name": "Vladimir Putin", "type": "person"},
    {"id": "kim-jong-un", "name": "Kim Jong-un", "type": "person"},
    {"id": "fatah", "name": "Fatah", "type": "org"},
    {"id": "kataib-hezbollah", "name": "Kataib Hezbollah", "type": "org"},
]


@pytest.fixture
def table() -> AliasTable:
    return AliasTable.from_records(RECORDS)


@pytest.fixture
def alone(table: AliasTable) -> list[Decision]:
    decisions = Canonicalizer(table).explain_many(NAMES)
    assert [d.canonical_id for d in decisions[:4]] == ["mustafa-al-kadhimi", "vladimir-putin", "kim-jong-un", "fatah"]
    return decisions


def ask(canonicalizer: Canonicalizer) -> list[Decision]:
    return canonicalizer.explain_many(NAMES)


@pytest.mark.parametrize("method", [m for m in ("fork", "spawn") if m in multiprocessing.get_all_start_methods()])
def test_worker_processes_give_the_same_answers(table: AliasTable, alone: list[Decision], method: str) -> None:
    canonicalizer = Canonicalizer(table)
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(2, mp_context=context) as pool:
        assert list(pool.map(ask, [canonicalizer] * 4)) == [alone] * 4


def test_a_copy_gives_the_same_answers_even_of_one_that_has_answered(table: AliasTable, alone: list[Decision]) -> None:
    canonicalizer = Canonicalizer(table)
    for _ in range(3):
        canonicalizer = pickle.loads(pickle.dumps(canonicalizer))
        assert ask(canonicalizer) == alone


def test_threads_on_one_fresh_canonicalizer_give_the_same_answers(table: AliasTable, alone: list[Decision]) -> None:
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # threads take turns all the time
    try:
        fresh = Canonicalizer(table)
        with ThreadPoolExecutor(8) as pool:
            assert all(found == alone for found in pool.map(ask, [fresh] * 64))
    finally:
        sys.setswitchinterval(interval)


def ended(process: int) -> bool:
    """Whether a fork ends well within a few seconds; it is gone in any case."""
    for _ in range(1000):
        found, status = os.waitpid(process, os.WNOHANG)
        if found:
            return status == 0
        time.sleep(0.01)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    return False


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_fork_amid_busy_threads_answers(table: AliasTable, alone: list[Decision]) -> None:
    """A lock that another thread holds at the moment of the fork is held in the child for ever: so there must be none."""
    canonicalizer = Canonicalizer(table)
    stop = threading.Event()

    def work() -> None:
        number = 0
        while not stop.is_set():
            canonicalizer.explain(f"Moustafa {number} Kazemi")
            number += 1

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(10):
            process = os.fork()
            if not process:
                os._exit(0 if ask(canonicalizer) == alone else 1)
            assert ended(process), "the fork hangs"
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def test_no_answer_hangs_on_what_was_asked_before(shipped: Canonicalizer) -> None:
    """Much is remembered between two mentions, and none of it may show: neighbours put together in other ways, for one."""
    chance = random.Random(20261122)
    mentions = []
    for record in chance.sample(AliasTable.shipped().records, 250):
        for name in (record.name, *(alias.name for alias in record.aliases[:3])):
            at = chance.randrange(len(name))
            mentions += [name[:at] + name[at + 1 :], name[:at] + " " + name[at:]]
    asked, backwards = list(dict.fromkeys(mentions)), Canonicalizer.open()
    answers = dict(zip(asked, shipped.explain_many(asked), strict=True))
    assert len(asked) > 900
    assert dict(zip(asked[::-1], backwards.explain_many(asked[::-1]), strict=True)) == answers


def test_importing_starts_no_thread_and_no_process() -> None:
    code = "import namenorm, threading; namenorm.canonicalize('Al-Kazemi'); print(threading.active_count())"
    with os.popen(f'"{sys.executable}" -c "{code}"') as output:
        assert output.read() == "1\n"
