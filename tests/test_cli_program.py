"""The program as a process: start-up, streams, signals and exit status."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

import namenorm

ROOT = Path(namenorm.__file__).parents[1]
PROGRAM = "from namenorm.cli import main; main()"
TABLE = "- {id: mustafa-al-kadhimi, name: Mustafa al-Kadhimi, type: person, native: [مصطفى الكاظمي]}\n"


def start(
    *args: str, code: str = PROGRAM, env: dict[str, str] | None = None, **options: Any
) -> subprocess.Popen[bytes]:
    options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | (env or {})
    return subprocess.Popen([sys.executable, "-c", code, *args], env=environment, **options)


def run(*args: str, **options: Any) -> tuple[int, str, str]:
    process = start(*args, **options)
    out, err = process.communicate(timeout=60)
    return process.returncode, out.decode(), err.decode()


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("table.yaml").write_text(TABLE, encoding="utf-8")
    Path("in.csv").write_text("name\nمصطفى الكاظمي\n", encoding="utf-8")


def test_help_does_not_load_the_matcher() -> None:
    code = (
        "import sys; from namenorm.cli import main\n"
        "try: main()\n"
        "finally: print(sorted({'namenorm.canonicalizer', 'namenorm.alias_table', 'yaml', 'jellyfish', 'rapidfuzz',"
        " 'numpy', 'unidecode'} & set(sys.modules)))"
    )
    for args in (["--help"], ["canonicalize", "--help"], ["explain", "--help"], ["check", "--help"]):
        status, out, _ = run(*args, code=code)
        assert status == 0
        assert "Example" in out
        assert out.endswith("[]\n")


def test_the_version() -> None:
    status, out, _ = run("--version")
    assert status == 0
    assert out.startswith("namenorm ")


def test_no_command_shows_the_help_as_an_error() -> None:
    status, out, err = run()
    assert (status, out) == (2, "")
    assert "Commands:" in err


def test_an_unknown_command() -> None:
    status, out, err = run("canonize")
    assert (status, out) == (2, "")
    assert err.startswith("namenorm: No such command 'canonize'")
    assert err.endswith(" - see 'namenorm --help'\n")


def test_a_terminal_without_a_file_is_a_usage_error() -> None:
    leader, follower = pty.openpty()
    try:
        status, out, err = run("canonicalize", "-c", "name", stdin=follower)
    finally:
        os.close(leader)
        os.close(follower)
    assert (status, out) == (2, "")
    assert "standard input is a terminal" in err


@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_colour_on_a_terminal_only(no_color: str, coloured: bool) -> None:
    leader, follower = pty.openpty()
    process = start("explain", "--table", "table.yaml", "Al-Kadhimi", env={"NO_COLOR": no_color}, stdout=follower)
    os.close(follower)
    shown = b""
    while True:
        try:
            shown += os.read(leader, 10_000)
        except OSError:  # the terminal is gone with the process
            break
    os.close(leader)
    assert process.communicate()[1] == b""
    assert process.returncode == 0
    assert (b"\x1b[" in shown) == coloured


@pytest.mark.parametrize("env", [{"LC_ALL": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "latin-1"}])
def test_the_output_is_utf8_whatever_the_locale(env: dict[str, str]) -> None:
    status, out, _ = run("canonicalize", "in.csv", "-c", "name", "--table", "table.yaml", env=env)
    assert status == 0
    assert out.splitlines()[1].startswith("مصطفى الكاظمي,mustafa-al-kadhimi,")
    status, _, err = run("canonicalize", "مصطفى.csv", "-c", "1", env=env | {"PYTHONUTF8": "1"})
    assert (status, err) == (1, "namenorm: مصطفى.csv: No such file or directory - check the path\n")


def test_a_closed_pipe_ends_it_quietly() -> None:
    Path("in.csv").write_text("name\n" + "Al-Kadhimi\n" * 200_000)
    process = start("canonicalize", "in.csv", "-c", "name", "--table", "table.yaml")
    assert process.stdout
    assert process.stderr
    assert process.stdout.readline().startswith(b"name,name_id")
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) in (-signal.SIGPIPE, 141)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
@pytest.mark.parametrize("args", [["canonicalize", "in.csv", "-c", "name"], ["explain", "Al-Kadhimi"]])
def test_a_full_disk_is_an_error(args: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        process = start(*args, "--table", "table.yaml", stdout=full)
        err = process.communicate()[1].decode()
    assert process.returncode == 1
    assert err == "namenorm: standard input or output: No space left on device - free some space\n"


def writing(process: subprocess.Popen[bytes]) -> bool:
    """Whether a process has an output open: a file in this folder that has no name, or not its own name yet."""
    with suppress(OSError):
        return any(
            os.readlink(f"/proc/{process.pid}/fd/{fd}").startswith((f"{os.getcwd()}/#", f"{os.getcwd()}/.namenorm-"))
            for fd in os.listdir(f"/proc/{process.pid}/fd")
        )
    return False


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_leaves_the_old_output_and_nothing_else(number: signal.Signals, status: int) -> None:
    Path("out.csv").write_text("old")
    args = ("canonicalize", "-c", "name", "--table", "table.yaml", "-o", "out.csv")
    process = start(*args, stdin=subprocess.PIPE)
    assert process.stdin
    process.stdin.write(b"name\nAl-Kadhimi\n")
    process.stdin.flush()
    deadline = time.monotonic() + 60
    while not writing(process) and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(number)
    assert process.communicate(timeout=60)[0] == b""
    assert process.returncode == status
    assert Path("out.csv").read_text() == "old"
    assert sorted(os.listdir()) == ["in.csv", "out.csv", "table.yaml"]


def test_appending_to_the_input_is_refused() -> None:
    before = Path("in.csv").read_bytes()
    with open("in.csv", "ab") as out:
        process = start("canonicalize", "in.csv", "-c", "name", "--table", "table.yaml", stdout=out)
        err = process.communicate()[1]
    assert process.returncode == 1
    assert b"this file is also read" in err
    assert Path("in.csv").read_bytes() == before
