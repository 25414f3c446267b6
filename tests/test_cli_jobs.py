"""Several processes give the bytes that one gives, and end together, however they end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import namenorm
from namenorm import Canonicalizer
from namenorm.cli.answers import Answer, Answers, Asked, Here, decide
from namenorm.cli.formats.shape import Table
from namenorm.cli.matcher import TableContent, read_table
from namenorm.cli.workers import Task, Workers

ROOT = Path(namenorm.__file__).parents[1]
TABLE = """
- {id: mustafa-al-kadhimi, name: Mustafa al-Kadhimi, type: person, native: [مصطفى الكاظمي]}
- {id: fatah, name: Fatah, type: org}
- {id: fatah-alliance, name: Fatah Alliance, type: org, aliases: [Fatah]}
"""
NAMES = ["Mustafa al-Kadhimi", "Moustafa El-Kadhemi", "مصطفى الكاظمى", "Fatah", "Fateh", "Qwrtz", "", "…", "x" * 600]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("table.yaml").write_text(TABLE, encoding="utf-8")


def start(*args: str, **options: Any) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", "from namenorm.cli import main; main()", "canonicalize", "--table", "table.yaml", *args]
    options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    return subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(ROOT)}, start_new_session=True, **options)


def run(*args: str) -> tuple[int, bytes, str]:
    process = start(*args)
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err.decode()


def many(rows: int) -> None:
    """A file of so many rows, each with a name of its own that takes its time."""
    names = (f"{first}{n} {last}" for n in range(rows) for first, last in [(NAMES[n % 2].split()[0], "al Kazimi")])
    Path("in.csv").write_text("id,name\n" + "".join(f"{n},{name}\n" for n, name in enumerate(names)), encoding="utf-8")


def in_group(group: int) -> list[int]:
    """The processes of a group that live."""
    found = []
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                fields = Path(f"/proc/{entry}/stat").read_text("utf-8").rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[2]) == group and fields[0] != "Z":
                found.append(int(entry))
    return found


def workers_of(process: subprocess.Popen[bytes], count: int) -> list[int]:
    """The worker processes, once all are there."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found = [pid for pid in in_group(process.pid) if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        if len(found) >= count:
            return found
        time.sleep(0.02)
    raise AssertionError("no workers")


def gone(group: int) -> bool:
    deadline = time.monotonic() + 20
    while in_group(group) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not in_group(group)


@pytest.fixture(scope="module")
def canonicalizer(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Canonicalizer]:
    path = tmp_path_factory.mktemp("jobs") / "table.yaml"
    path.write_text(TABLE, encoding="utf-8")
    return str(path), Canonicalizer.open(path)


@pytest.fixture(scope="module")
def workers(canonicalizer: tuple[str, Canonicalizer]) -> Any:
    path, _ = canonicalizer
    with Workers(3, Task(read_table(path), None, 1, None)) as workers:
        yield workers


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(st.lists(st.lists(st.sampled_from(NAMES) | st.text(max_size=8), max_size=90), max_size=30), st.booleans())
def test_workers_answer_as_one_process_does_and_in_order(
    workers: Workers, canonicalizer: tuple[str, Canonicalizer], batches: list[list[str]], live: bool
) -> None:
    _, here = canonicalizer

    def answered(deciders: Any) -> list[list[tuple[str, ...]]]:
        def note(name: str, case: object) -> None:
            raise AssertionError

        asked = (Asked(Table([(name,) for name in names]), [names], Counter(names)) for names in batches)
        return [[done.cells[name] for name in done.mentions[0]] for done in Answers(deciders, {}, note).to(asked, live=live)]

    assert answered(workers) == answered(Here(lambda names: decide(here, names, None)))


def test_each_name_is_decided_once_as_far_as_memory_reaches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("namenorm.cli.answers._REMEMBERED", 2)
    decided: list[str] = []

    def one(names: list[str]) -> list[Answer]:
        decided.extend(names)
        return [Answer((name,)) for name in names]

    batches = [["a", "b", "a"], ["b", "a"], ["c"], ["b"]]
    asked = (Asked(Table([]), [names], Counter(names)) for names in batches)
    list(Answers(Here(one), {}, lambda name, case: None).to(asked))
    assert decided == ["a", "b", "c", "b"]  # the third name made the one that was asked for longest ago be forgotten


@pytest.mark.parametrize("jobs", ["2", "5"])
def test_jobs_give_the_same_bytes(jobs: str) -> None:
    many(600)
    files = ("--review", "review.csv", "--summary-json", "summary.json")
    found = []
    for count in ("1", jobs):
        status, out, err = run("in.csv", "-c", "name", "--jobs", count, "--stamp", *files)
        assert status == 0, err
        found.append((out, err, Path("review.csv").read_bytes(), Path("summary.json").read_bytes()))
    assert found[0] == found[1]
    assert found[0][0].count(b"\n") == 601


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_all_processes_quietly(number: signal.Signals, status: int) -> None:
    many(200_000)
    Path("out.csv").write_text("old")
    process = start("in.csv", "-c", "name", "--jobs", "2", "-o", "out.csv")
    workers_of(process, 2)
    time.sleep(0.5)
    os.killpg(process.pid, number)  # as a terminal does
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err.strip()) == (status, b"", b"")
    assert gone(process.pid)
    assert Path("out.csv").read_text() == "old"
    assert sorted(os.listdir()) == ["in.csv", "out.csv", "table.yaml"]


def test_a_worker_that_is_killed_ends_the_run_with_one_line() -> None:
    many(200_000)
    process = start("in.csv", "-c", "name", "--jobs", "2", "-o", "out.csv")
    victim = workers_of(process, 2)[1]
    time.sleep(0.5)
    os.kill(victim, signal.SIGKILL)
    err = process.communicate(timeout=60)[1].decode()
    assert process.returncode == 1
    assert err.startswith("namenorm: a worker process ended before its work was done (killed by signal 9) - ")
    assert err.count("\n") == 1
    assert gone(process.pid)
    assert sorted(os.listdir()) == ["in.csv", "table.yaml"]


def test_a_killed_program_leaves_no_process_and_no_file() -> None:
    many(200_000)
    Path("out.csv").write_text("old")
    process = start("in.csv", "-c", "name", "--jobs", "2", "-o", "out.csv")
    workers_of(process, 2)
    time.sleep(0.5)
    process.kill()
    process.wait(10)
    assert gone(process.pid)
    assert Path("out.csv").read_text() == "old"
    assert sorted(os.listdir()) == ["in.csv", "out.csv", "table.yaml"]
    for stream in (process.stdout, process.stderr):
        assert stream
        stream.close()


def test_a_closed_pipe_ends_all_processes() -> None:
    many(3000)
    process = start("in.csv", "-c", "name", "--jobs", "2")
    assert process.stdout
    assert process.stderr
    assert process.stdout.readline().startswith(b"id,name,name_id")
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(120) in (-signal.SIGPIPE, 141)
    assert gone(process.pid)


def test_workers_answer_by_the_table_as_it_was_read(tmp_path: Path) -> None:
    with Workers(1, Task(TableContent(str(tmp_path / "changed-or-gone.yaml"), TABLE.encode()), None, 1, None)) as one:
        one.submit(["مصطفى الكاظمى"])
        assert [answer.cells[0] for _, answer in one.collect()] == ["mustafa-al-kadhimi"]


def test_a_worker_that_can_not_open_the_table_says_why() -> None:
    with pytest.raises(namenorm.FileError, match=r"bad\.yaml: line 1"), Workers(1, Task(TableContent("bad.yaml", b"- [x"), None, 1, None)) as one:
        one.submit(["Fatah"])
        list(one.collect())


def test_names_of_any_length_never_make_both_sides_wait(workers: Workers) -> None:
    names = [f"{number} " + "x" * length for number, length in enumerate([0, 3_000_000, 5, 70_000, 70_000] * 80)]
    workers.submit(names)
    answered: list[str] = []
    while len(answered) < len(names):
        answered += [name for name, _ in workers.collect()]
    assert sorted(answered) == sorted(names)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_table_and_decisions_may_come_through_pipes(jobs: str) -> None:
    Path("d.csv").write_text("name,decision,decision_id\nFatah,accept,fatah\n", encoding="utf-8")
    Path("names.csv").write_text("name\nFatah\nمصطفى الكاظمى\n", encoding="utf-8")
    program = f'{sys.executable} -c "from namenorm.cli import main; main()"'
    command = (
        f"{program} canonicalize names.csv -c name --only-id -q --jobs {jobs} --table <(cat table.yaml) --decisions <(cat d.csv); "
        f"{program} check <(cat table.yaml)"
    )
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.startswith("name,name_id\nFatah,fatah\nمصطفى الكاظمى,mustafa-al-kadhimi\n")
    assert done.stdout.endswith(" 0 errors, 1 warning\n")
