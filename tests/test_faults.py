"""Faults put in while the program writes: the short form of `python -m benchmarks.faults`, which docs/reliability.md reports on."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.faults import OLD, Outcome, World

ROOT = Path(__file__).parents[1]


def test_the_output_is_absent_or_whole_whatever_fails_and_whenever_it_is_stopped() -> None:
    command = [sys.executable, "-m", "benchmarks.faults", "--plain", "--kills", "6"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    found = re.search(r"^(\d+) runs, 0 faults$", done.stdout, re.MULTILINE)
    assert found, done.stdout
    assert int(found[1]) >= 25
    for number in ("SIGTERM: 6 runs; .*143", "SIGINT: 6 runs; .*130", "SIGKILL: 6 runs; .*-9", "FULL: 6 runs"):
        assert re.search(f"^{number}", done.stdout, re.MULTILINE), done.stdout
    assert re.search(r"^ENOSPC: \d+ runs; exit status .*\b1 \d+ times", done.stdout, re.MULTILINE), done.stdout


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World(tmp_path_factory.mktemp("world"), [])


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("in.csv", b"id,name\n", "in.csv was changed"),
        ("table.yaml", None, "table.yaml was changed"),
        ("out.csv", b"id,name,name_id\n1,", "neither as before nor whole"),
        ("out.csv", None, "neither as before nor whole"),
        (".namenorm-0123.part", b"", "left behind: .namenorm-0123.part"),
        ("out.csv.tmp", b"", "left behind: out.csv.tmp"),
    ],
)
def test_a_program_that_did_harm_would_be_told(world: World, name: str, content: bytes | None, told: str) -> None:
    world.set_up(old=True)
    assert list(world.faults(Outcome(1, "", True), old=True, debris=False)) == []
    path = world.folder / name
    path.unlink(missing_ok=True)
    if content is not None:
        path.write_bytes(content)
    (fault,) = world.faults(Outcome(1, "", True), old=True, debris=False)
    assert told in fault


def test_success_without_an_output_would_be_told(world: World) -> None:
    world.set_up(old=True)
    assert (world.folder / "out.csv").read_bytes() == OLD
    assert "exit status is 0" in next(world.faults(Outcome(0, "", False), old=True, debris=False))
