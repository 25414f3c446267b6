"""Nothing is lost: outputs are whole or not there, none is an input or another output, and rows that can't be read are kept."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import namenorm
from namenorm.cli import files, main

ROOT = Path(namenorm.__file__).parents[1]
TABLE = "- {id: mustafa-al-kadhimi, name: Mustafa al-Kadhimi, type: person, native: [مصطفى الكاظمي]}\n"
REPORTS = ("--review", "review.csv", "--summary-json", "summary.json", "--rejects", "rejects.csv")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("table.yaml").write_text(TABLE, encoding="utf-8")
    Path("in.csv").write_text("id,name\n1,Al-Kadhimi\n2\n3,Mustafa\n", encoding="utf-8")


@pytest.fixture(params=[True, False], ids=["unnamed", "named"])
def _unnamed_or_not(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With and without files that have no name, which only some systems have."""
    if not request.param:
        monkeypatch.setattr(files, "_unnamed", lambda folder: None)


def run(*args: str, data: bytes | None = None) -> Result:
    command = ["canonicalize", "--table", "table.yaml", "-c", "name", *args]
    return CliRunner().invoke(main, command, input=data, catch_exceptions=False)


def names() -> list[str]:
    return sorted(os.listdir())


# --- rejects ---------------------------------------------------------------------------------------------------------


def test_rows_that_can_not_be_read_go_to_a_file_as_they_are() -> None:
    rows = [b"1,Al-Kadhimi\r\n", b"2\r\n", b"3,b\xffd,\r\n", b'4,"x" y\r\n', b"5,Mustafa al-Kadhimi\r\n", b'6,"open\r\n', b"7,x\xe9\n", b"8,x"]
    data = b"id,name\r\n" + b"".join(rows)
    result = run("-o", "out.csv", "--rejects", "rejects.csv", data=data)
    assert result.exit_code == 0
    lines = result.stderr.splitlines()
    told = ("line 3: 1 cell where the header has 2", "line 4: byte 0xFF at offset 29", "line 5: the quote opened here is", "line 7: ", "line 8: byte 0xE9 at offset 77")
    assert all(line.startswith(f"rejected: <stdin>: {what}") for line, what in zip(lines, told, strict=False))
    assert lines[-1] == "3 rows, 1 matched, 0 ambiguous, 2 no match, 5 rejected"
    assert Path("rejects.csv").read_bytes().splitlines(True) == [b"id,name\r\n", *rows[1:4], *rows[5:7]]
    assert [line.split(",")[0] for line in Path("out.csv").read_text("utf-8").splitlines()] == ["id", "1", "5", "8"]
    assert run("-q", "--rejects", "none.csv", data=b"name\nx\n").stderr == ""
    assert Path("none.csv").read_bytes() == b""


def test_a_header_is_never_rejected() -> None:
    for data in (b"na\xffme\nx\n", b'"name" x\ny\n'):
        assert run("--rejects", "rejects.csv", "-o", "out.csv", data=data).exit_code == 1
        assert names() == ["in.csv", "table.yaml"]


def test_json_lines_are_rejected_too() -> None:
    repeated = b'{"name": "a", "name": "b"}\n{"name": "a", "more": [{"x": 1, "x": 1}]}\n'
    data = b'{"name": "Mustafa al-Kadhimi"}\n{"name": \n[]\n{"name": "\xff"}\n' + repeated
    result = run("-q", "--format", "jsonl", "--rejects", "rejects.jsonl", data=data)
    assert result.exit_code == 0
    assert Path("rejects.jsonl").read_bytes() == b"".join(data.splitlines(True)[1:])
    assert result.stdout.count("\n") == 1
    for row, name in zip(repeated.splitlines(), ("name", "x"), strict=True):
        fault = f"namenorm: <stdin>: line 2: the field '{name}' is given twice - keep one of them\n"
        assert run("--format", "jsonl", data=b'{"name": "a"}\n' + row).stderr == fault


# --- places ----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("_unnamed_or_not")
def test_all_outputs_take_their_places_together() -> None:
    Path("review.csv").write_text("old")
    Path("review.csv").chmod(0o600)
    assert run("in.csv", "-o", "out.csv", *REPORTS).exit_code == 0
    assert names() == ["in.csv", "out.csv", "rejects.csv", "review.csv", "summary.json", "table.yaml"]
    assert Path("review.csv").read_text("utf-8-sig").startswith("name,rows,decision")
    assert Path("review.csv").stat().st_mode & 0o777 == 0o600
    usual = Path("usual")
    usual.touch()
    assert Path("summary.json").stat().st_mode == usual.stat().st_mode


@pytest.mark.usefixtures("_unnamed_or_not")
def test_none_of_the_outputs_appears_when_the_run_fails() -> None:
    for name in ("out.csv", "review.csv", "summary.json"):
        Path(name).write_text("old")
    before = names()
    assert run("in.csv", "-o", "out.csv", "--review", "review.csv", "--summary-json", "summary.json").exit_code == 1
    assert names() == before
    assert {Path(name).read_text() for name in ("out.csv", "review.csv", "summary.json")} == {"old"}


@pytest.mark.parametrize("option", ["-o", "--review", "--summary-json", "--rejects"])
def test_no_output_is_an_input_by_any_name(option: str) -> None:
    Path("decisions.csv").write_text("name,decision\n")
    Path("soft").symlink_to("in.csv")
    os.link("in.csv", "hard")
    os.link("table.yaml", "hard-table")
    for path in ("in.csv", "./in.csv", "soft", "hard", "table.yaml", "hard-table", "decisions.csv"):
        before = {name: Path(name).read_bytes() for name in names()}
        result = run("in.csv", "--decisions", "decisions.csv", option, path)
        assert result.exit_code == 1
        assert result.stderr == f"namenorm: {path}: this file is also read - write to another file\n"
        assert {name: Path(name).read_bytes() for name in names()} == before


def test_no_two_outputs_are_one_file() -> None:
    Path("a").mkdir()
    Path("b").symlink_to("a")
    Path("a/old.csv").write_text("old")
    os.link("a/old.csv", "hard.csv")
    for one, other in (("new.csv", "./new.csv"), ("a/new.csv", "b/new.csv"), ("a/old.csv", "hard.csv")):
        result = run("-o", one, "--review", other, data=b"name\n")
        assert result.exit_code == 1
        assert "two outputs would go to this file" in result.stderr
    assert sorted(os.listdir("a")) == ["old.csv"]


@pytest.mark.usefixtures("_unnamed_or_not")
def test_a_full_disk_leaves_the_old_output(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("out.csv").write_text("old")

    def full(self: object, data: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files._Named, "write", full)
    result = run("-o", "out.csv", data=b"name\n" + b"Al-Kadhimi\n" * 100)
    assert result.exit_code == 1
    assert result.stderr.endswith("No space left on device - free some space\n")
    assert names() == ["in.csv", "out.csv", "table.yaml"]
    assert Path("out.csv").read_text() == "old"


@pytest.mark.parametrize("seed", range(3))
def test_a_program_that_is_killed_at_any_time_leaves_the_old_output_or_the_new(seed: int) -> None:
    Path("big.csv").write_text("id,name\n" + "1,Al-Kadhimi\n" * 50_000)
    command = [sys.executable, "-c", "from namenorm.cli import main; main()", "canonicalize", "big.csv", "-c", "name", "-o", "out.csv"]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    chance = random.Random(seed)
    for _ in range(6):
        Path("out.csv").write_text("old")
        options: dict[str, Any] = {"stderr": subprocess.DEVNULL, "env": env}
        with subprocess.Popen([*command, "--table", "table.yaml"], **options) as process:
            time.sleep(chance.uniform(0.05, 0.5))
            process.send_signal(chance.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGINT]))
        assert names() == ["big.csv", "in.csv", "out.csv", "table.yaml"]
        assert Path("out.csv").read_text() == "old" or Path("out.csv").read_text().count("\n") == 50_001
