"""Bad files of every kind, through every command that reads files.

`corpus/manifest.csv` says of each file what a command makes of it: the exit status, the line that the message names and a
pattern of its text. The files are bad to the byte, see `.gitattributes`. Whatever the manifest does not name is run all the
same, for what holds of any file: one line that says what is wrong, no output but a whole one, nothing left behind.
"""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from namenorm.cli import main

CORPUS = Path(__file__).parent / "corpus"
FILES = sorted(path.relative_to(CORPUS).as_posix() for path in CORPUS.glob("*/*"))
WITH_DECISIONS = any("--decisions" in option.opts for option in main.commands["canonicalize"].params)
COMMANDS = {
    "canonicalize": [["canonicalize", "{}", "-c", "name", "--table", "good.yaml", "-o", "out.csv"]],
    "--table": [
        ["canonicalize", "good.csv", "-c", "name", "--table", "{}", "-o", "out.csv"],
        ["explain", "Vladimir Putin", "--table", "{}"],
    ],
    "check": [["check", "{}"]],
    "--decisions": [
        ["canonicalize", "good.csv", "-c", "name", "--table", "good.yaml", "-o", "out.csv", "--decisions", "{}"]
    ]
    * WITH_DECISIONS,
}


def manifest() -> list[dict[str, str]]:
    with (CORPUS / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    shutil.copy(CORPUS / "tables" / "plain.yaml", "good.yaml")
    shutil.copy(CORPUS / "rows" / "plain.csv", "good.csv")
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def run(here: Path, command: list[str], file: Path) -> Result:
    """The outcome of a command, once it is sure that only the output has come into the folder, whole, and no other has changed."""
    name = f"bad{''.join(file.suffixes)}"
    if file != here / name:
        shutil.copy(file, name)
    before = contents(here)
    result = CliRunner().invoke(main, [part.format(name) for part in command])
    assert isinstance(result.exception, SystemExit | None), f"{command}: {result.exception!r}"
    after = contents(here)
    output = after.pop("out.csv", None)
    assert after == before, "a file was changed, or left behind"
    assert (output is not None) == ("out.csv" in command and result.exit_code == 0)
    if result.exit_code:
        assert result.exit_code == 1, result.stderr
        told = result.stdout + result.stderr
        assert all(line.isprintable() for line in told.splitlines())
        if result.stderr or command[0] != "check":  # whose list of faults is what was asked for, on standard output
            assert result.stdout == ""
            assert result.stderr.startswith("namenorm: "), result.stderr
            assert result.stderr.count("\n") == 1, result.stderr
    return result


def line_told(result: Result, name: str, line: str, message: str) -> str:
    """The line of the messages that is about this fault; '' if there is none."""
    where = rf"(?:{re.escape(name)}:|{re.escape(name)}: line ){line}\b" if line else re.escape(name)
    pattern = re.compile(f"{where}.*{message}", re.IGNORECASE)
    return next(filter(pattern.search, (result.stdout + result.stderr).splitlines()), "")


@pytest.mark.parametrize("row", [pytest.param(row, id=f"{row['file']} {row['command']}") for row in manifest()])
def test_each_file_does_what_the_manifest_says(here: Path, row: dict[str, str]) -> None:
    file = CORPUS / row["file"]
    name = f"bad{''.join(file.suffixes)}"
    for command in COMMANDS[row["command"]]:
        result = run(here, command, file)
        assert result.exit_code == int(row["exit"]), result.output
        if row["message"]:
            told = line_told(result, name, row["line"], row["message"])
            assert told, result.output
            assert re.search(r" - |; |but must be ", told.split(name, 1)[1]), f"how is that to be mended? {told}"
        (here / "out.csv").unlink(missing_ok=True)


@pytest.mark.parametrize("file", FILES)
def test_each_file_is_harmless_to_each_command(here: Path, file: str) -> None:
    for command in (command for commands in COMMANDS.values() for command in commands):
        run(here, command, CORPUS / file)
        (here / "out.csv").unlink(missing_ok=True)


def test_the_manifest_knows_every_file() -> None:
    assert {row["file"] for row in manifest()} == set(FILES)
    assert all(row["why"] for row in manifest())


# --- what goes through whole ---------------------------------------------------------------------------------------------

WHOLE = [row["file"] for row in manifest() if row["command"] == "canonicalize" and row["exit"] == "0" and row["file"].endswith(".csv")]


def text_of(content: bytes) -> str:
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    return content.decode(encoding)


def lines_of(text: str) -> list[str]:
    return re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)


@pytest.mark.parametrize("file", WHOLE)
def test_every_row_goes_out_as_it_came_in(here: Path, file: str) -> None:
    run(here, COMMANDS["canonicalize"][0], CORPUS / file)
    given, written = (text_of(path.read_bytes()) for path in (CORPUS / file, here / "out.csv"))
    old = list(csv.reader(lines_of(given), strict=True))
    new = list(csv.reader(lines_of(written), strict=True))
    assert [row[: len(before)] for row, before in zip(new, old, strict=True)] == old
    assert new[0][2:7] == [*old[0][2:], "name_id", "name_name", "name_status", "name_score", "name_reason"][:5]
    bare = [line.rstrip("\r\n") for line in lines_of(given)]
    assert all(line.startswith(before) for line, before in zip(lines_of(written), bare, strict=True))
    ends = [line[len(line.rstrip("\r\n")) :] for line in lines_of(given)]
    assert [line[len(line.rstrip("\r\n")) :] for line in lines_of(written)] == ends


REJECTED = [
    row["file"]
    for row in manifest()
    if row["command"] == "canonicalize" and int(row["line"] or 0) > 1 and not row["file"].endswith(".gz")
]


@pytest.mark.parametrize("file", REJECTED)
def test_what_can_not_be_read_is_set_aside_if_asked_and_no_line_is_lost(here: Path, file: str) -> None:
    given = (CORPUS / file).read_bytes()
    suffix = Path(file).suffix
    (here / f"bad{suffix}").write_bytes(given)
    command = ["canonicalize", f"bad{suffix}", "-c", "name", "--table", "good.yaml", "-o", f"out{suffix}", "--rejects", "rejects"]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0, result.output
    named = suffix == ".csv"  # its first line names the columns, of the rejects too
    lines = given.splitlines()[named:]
    written = (here / f"out{suffix}").read_bytes().splitlines()[named:]
    rejected = [line for line in (here / "rejects").read_bytes().splitlines() if line != given.splitlines()[0] or not named]
    assert 0 < len(rejected) < len(given.splitlines())
    assert len(written) + len(rejected) == len(lines)
    assert all(line in lines for line in rejected)
    rest = [line.rstrip(b"}") for line in lines if line not in rejected]
    assert all(line.startswith(before) for line, before in zip(written, rest, strict=True))
    assert f"{len(rejected)} rejected" in result.stderr


def test_cells_like_formulas_are_told_and_made_safe_if_asked(here: Path) -> None:
    shutil.copy(CORPUS / "rows" / "formulas.csv", "in.csv")
    command = ["canonicalize", "in.csv", "-c", "name", "--table", "good.yaml", "-o", "out.csv"]
    assert CliRunner().invoke(main, command).stderr.count("--excel-safe") == 1
    assert CliRunner().invoke(main, [*command, "--excel-safe"]).exit_code == 0
    with (here / "out.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file, strict=True) for cell in row]
    assert "'=1+1" in cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))] == ["+1"]  # a number is no formula


# --- files too large to keep -----------------------------------------------------------------------------------------------


def test_a_cell_beyond_the_cap_is_refused_by_its_line(here: Path) -> None:
    (here / "bad.csv").write_bytes(b"id,name\n1,Fatah\n2," + b"x" * (16 * 1024 * 1024 + 1) + b"\n")
    result = run(here, COMMANDS["canonicalize"][0], here / "bad.csv")
    assert result.exit_code == 1
    assert line_told(result, "bad.csv", "3", "16777216|16,777,216|16 MiB")


def test_a_cell_of_a_megabyte_goes_through_and_is_no_name(here: Path) -> None:
    (here / "bad.csv").write_bytes(b"id,name\n1," + b"x" * 1_000_000 + b"\n")
    assert run(here, COMMANDS["canonicalize"][0], here / "bad.csv").exit_code == 0
    assert b",no_match,0.0000,too_long" in (here / "out.csv").read_bytes()[-100:]


@pytest.mark.parametrize(
    "content",
    ["[" * 50_000, "- id: a\n  name: A\n  aliases: " + "[" * 50_000 + "]" * 50_000 + "\n", "- " * 50_000, "? " * 50_000],
)
@pytest.mark.parametrize("command", [*COMMANDS["--table"], *COMMANDS["check"]], ids=lambda command: command[0])
def test_fifty_thousand_brackets_are_refused(here: Path, command: list[str], content: str) -> None:
    (here / "bad.yaml").write_text(content)
    result = run(here, command, here / "bad.yaml")
    assert result.exit_code == 1
    assert line_told(result, "bad.yaml", "", "nested more than 32 deep|not a list of records"), result.output


def test_a_table_of_more_than_64_mb_is_refused(here: Path) -> None:
    with (here / "bad.yaml").open("wb") as file:
        file.truncate(64_000_001)
    for command in [*COMMANDS["--table"], *COMMANDS["check"]]:
        result = run(here, command, here / "bad.yaml")
        assert result.exit_code == 1
        assert line_told(result, "bad.yaml", "", "larger than 64,000,000 bytes; split"), result.output


@pytest.mark.parametrize("file", [row["file"] for row in manifest() if row["command"] == "check" and row["exit"] == "1"])
def test_all_faults_of_a_table_are_told_in_one_run(here: Path, file: str) -> None:
    """Two faults, one behind the other: what is wrong with the first entry hides nothing of the last."""
    last = b"\n- id: last\n  name: Last\n  colour: red\n"
    content = (CORPUS / file).read_bytes()
    if not content.startswith(b"- ") or b"\xff" in content or "open-quote" in file or "cp1256" in file or "two-doc" in file:
        return
    (here / "bad.yaml").write_bytes(content + last)
    assert "unknown field 'colour'" in run(here, COMMANDS["check"][0], here / "bad.yaml").stdout
