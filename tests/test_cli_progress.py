"""A bar on a terminal, and nothing of it elsewhere."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

import namenorm

ROOT = Path(namenorm.__file__).parents[1]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("table.yaml").write_text("- {id: fatah, name: Fatah, type: org}\n")
    Path("in.csv").write_text("name\n" + "Fatah\n" * 400_000)


def on_terminal(*args: str, **options: int) -> str:
    """What a run shows on a terminal of 100 columns."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    code = "from namenorm.cli import main; main()"
    command = [sys.executable, "-c", code, "canonicalize", "-c", "1", "--table", "table.yaml", "-o", "out", *args]
    options = {"stdin": subprocess.DEVNULL} | options
    with subprocess.Popen(command, stderr=follower, env=os.environ | {"PYTHONPATH": str(ROOT)}, **options) as process:
        os.close(follower)
        shown = b""
        while True:
            try:
                shown += os.read(leader, 10_000)
            except OSError:  # the terminal is gone with the process
                break
        os.close(leader)
        assert process.wait(60) == 0
    return shown.decode()


@pytest.mark.parametrize("name", ["in.csv", "in.csv.gz"])
def test_a_bar_tells_how_far_how_fast_and_how_long(name: str) -> None:
    if name.endswith(".gz"):
        subprocess.run(["gzip", "-k", "in.csv"], check=True)
    shown = on_terminal(name)
    assert "% " in shown
    assert "rows/s" in shown
    assert " left" in shown
    assert " , " not in shown
    assert shown.rstrip().endswith("400000 rows, 400000 matched, 0 ambiguous, 0 no match")


def test_rows_of_a_pipe_are_counted() -> None:
    with open("in.csv", "rb") as pipe, subprocess.Popen(["cat"], stdin=pipe, stdout=subprocess.PIPE) as cat:
        assert cat.stdout
        shown = on_terminal("-", stdin=cat.stdout.fileno())
    assert "rows/s" in shown
    assert " left" not in shown


def test_quiet_shows_no_bar() -> None:
    assert on_terminal("in.csv", "-q") == ""
