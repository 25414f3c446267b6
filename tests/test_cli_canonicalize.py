"""`namenorm canonicalize`: what goes in comes out with five cells more, or nothing comes out and the error says why."""

from __future__ import annotations

import csv
import errno
import io
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from namenorm.cli import main

TABLE = """
- {id: mustafa-al-kadhimi, name: Mustafa al-Kadhimi, type: person, native: [مصطفى الكاظمي]}
- {id: vladimir-putin, name: Vladimir Putin, type: person, native: [Владимир Путин]}
- {id: fatah, name: Fatah, type: org}
- {id: fatah-alliance, name: Fatah Alliance, type: org, aliases: [Fatah]}
- {id: plus, name: "=SUM(1,2)", type: other, aliases: [Zyxwort]}
"""
ADDED = ["name_id", "name_name", "name_status", "name_score", "name_reason", "name_flags"]
EXAMPLE = Path(__file__).parents[1] / "examples" / "mentions.csv"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("table.yaml").write_text(TABLE, encoding="utf-8")
    return tmp_path


def run(*args: str, data: bytes | None = None) -> Result:
    command = ["canonicalize", "--table", "table.yaml", *args]
    return CliRunner().invoke(main, command, input=data, catch_exceptions=False)


def converted(data: bytes, *args: str) -> bytes:
    result = run("-c", "name", "--quiet", *args, data=data)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout_bytes


def failed(*args: str, data: bytes | None = None, status: int = 1) -> str:
    """The one line on standard error."""
    result = run(*args, data=data)
    assert result.exit_code == status, result.output
    assert result.stderr.startswith("namenorm: ")
    assert result.stderr.count("\n") == 1
    return result.stderr


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))


@pytest.mark.usefixtures("here")
def test_five_cells_are_appended() -> None:
    out = read(converted(b"name\nMustafa al-Kadhimi\nFatah\nQwrtzpsdfg\n\n"))
    assert out[0] == ["name", *ADDED]
    assert out[1][:3] == ["Mustafa al-Kadhimi", "mustafa-al-kadhimi", "Mustafa al-Kadhimi"]
    assert out[1][3:] == ["match", "1.0000", "exact_alias", ""]
    assert out[2][:4] == ["Fatah", "", "", "ambiguous"]
    assert out[2][5] == "shared_alias"
    assert out[3][:4] == ["Qwrtzpsdfg", "", "", "no_match"]
    assert out[4] == ["", "", "", "no_match", "0.0000", "empty", ""]


@pytest.mark.usefixtures("here")
def test_every_other_byte_stays_as_it_was() -> None:
    data = (
        '\ufeff id ,name,"te""xt"\r\n1,"Putin",=1+1\n"2",  Мустафа ,"a\r\nb, ""c"""\r\r\n3,مصطفى الكاظمي,\0\u202e'
    ).encode()
    out = converted(data)
    lines = out.removeprefix(b"\xef\xbb\xbf").decode()
    assert len(lines.encode()) == len(out) - 3
    assert lines.startswith(f' id ,name,"te""xt",{",".join(ADDED)}\r\n1,"Putin",=1+1,')
    assert '\n"2",  Мустафа ,"a\r\nb, ""c""",' in lines
    assert "\r\r\n3,مصطفى الكاظمي,\0\u202e,mustafa-al-kadhimi,Mustafa al-Kadhimi,match," in lines
    assert not lines.endswith(("\r", "\n"))


@pytest.mark.usefixtures("here")
def test_a_header_alone_is_a_table_without_rows() -> None:
    result = run("-c", "name", data=b"id,name")
    assert result.stdout_bytes == ("id,name," + ",".join(ADDED)).encode()
    assert (result.exit_code, result.stderr) == (0, "0 rows, 0 matched, 0 ambiguous, 0 no match\n")


@pytest.mark.usefixtures("here")
def test_the_summary_counts_rows_and_quiet_silences_it() -> None:
    data = b"name\nVladimir Putin\nVladimir Putin\nFatah\nQwrtzpsdfg\n"
    assert run("-c", "name", data=data).stderr == "4 rows, 2 matched, 1 ambiguous, 1 no match\n"
    assert run("-c", "1", "-q", data=data).stderr == ""
    assert run("-c", "name", data=b"name\nFatah\n").stderr == "1 row, 0 matched, 1 ambiguous, 0 no match\n"


@pytest.mark.usefixtures("here")
def test_a_name_from_the_table_is_no_formula() -> None:
    assert b'Zyxwort,plus,"\'=SUM(1,2)",match,' in converted(b"name\nZyxwort\n")


@pytest.mark.usefixtures("here")
def test_a_column_by_number_gives_its_name_to_the_new_ones() -> None:
    result = run("-c", "2", data=b"name,who,name\n1,Fatah,2\n")
    assert result.stdout.splitlines()[0] == "name,who,name,who_id,who_name,who_status,who_score,who_reason,who_flags"


@pytest.mark.usefixtures("here")
def test_more_rows_than_a_batch_come_out_in_order() -> None:
    rows = [f"{number},{'Fatah' if number % 3 else 'Vladimir Putin'}" for number in range(2500)]
    out = read(converted(("id,name\n" + "\n".join(rows)).encode()))
    assert [row[0] for row in out[1:]] == [str(number) for number in range(2500)]
    assert all((row[2] == "vladimir-putin") == (int(row[0]) % 3 == 0) for row in out[1:])


@pytest.mark.usefixtures("here")
def test_the_threshold_decides() -> None:
    data = b"name\nMoustapha al-Kadhemi\n"
    assert read(converted(data, "--threshold", "0.01"))[1][1] == "mustafa-al-kadhimi"
    assert read(converted(data, "--threshold", "1"))[1][3] == "no_match"
    for wrong in ("1.5", "-1", "nan", "high"):
        failed("-c", "name", "--threshold", wrong, data=data, status=2)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "<stdin>: the file is empty"),
        (b"a,b\n", "<stdin>: line 1: no column 'name' - the columns are 'a', 'b'"),
        (b"name,x,name\n", "<stdin>: line 1: column 'name' occurs twice or more - give a number: 1, 3"),
        (b"name,name_score\n", "<stdin>: line 1: there is a column 'name_score' already"),
        (b'name,x\n"a\nb",1\n1\n', "<stdin>: line 4: 1 cell where the header has 2"),
        (b"name,x\n1,2,3\n", "<stdin>: line 2: 3 cells where the header has 2"),
        (b'name\nx\n"y\n', "<stdin>: line 3: the quote opened here is never closed"),
        (b"name\nx\n\xff\n", "<stdin>: line 3: byte 0xFF at offset 7 is not UTF-8"),
        (b"date,Name ,text\n", "<stdin>: line 1: no column 'name' - did you mean 'Name '? the columns are 'date', 'Name ', 'text'"),
        ("name\nFatah\n".encode("utf-16-le"), "<stdin>: line 1: this looks like UTF-16 without"),
        ("name\nFatah\n".encode("utf-16-be"), "<stdin>: line 1: this looks like UTF-16 without a byte order mark - give --encoding utf-16-be"),
        ("name\nFatah\n".encode("utf-32-le"), "<stdin>: line 1: this looks like UTF-32 without a byte order mark - give --encoding utf-32-le"),
        (bytes(10_000), "<stdin>: line 1: this is no text, for most of its bytes are NUL - check that the file is whole"),
        (b"name\n" + bytes(600), "<stdin>: line 1: this is no text, for most of its bytes are NUL - check that the file is whole"),
    ],
)
def test_a_file_that_is_not_right_is_refused_with_the_line_and_what_to_do(data: bytes, what: str) -> None:
    error = failed("-c", "name", "-o", "out.csv", data=data)
    assert error.startswith(f"namenorm: {what}")
    assert " - " in error
    assert os.listdir() == ["table.yaml"]


@pytest.mark.usefixtures("here")
def test_what_a_file_calls_its_columns_can_not_move_the_cursor() -> None:
    assert "\\u001b[2J" in failed("-c", "name", data=b"\x1b[2J\n")


@pytest.mark.usefixtures("here")
def test_files_that_are_not_there_or_not_files() -> None:
    assert failed("-c", "1", "no.csv") == "namenorm: no.csv: No such file or directory - check the path\n"
    assert failed("-c", "1", ".").startswith("namenorm: .: Is a directory - ")
    Path("in.csv").write_text("name\nFatah\n")
    assert failed("-c", "1", "in.csv", "-o", ".").startswith("namenorm: .: Is a directory - ")
    assert failed("-c", "1", "in.csv", "-o", "no/out.csv").startswith("namenorm: no/out.csv: No such file")
    assert failed("-c", "1", "in.csv", "--table", "no.yaml").startswith("namenorm: no.yaml: ")
    Path("bad.yaml").write_text("- id: A B\n  name: x\n")
    assert failed("-c", "1", "in.csv", "--table", "bad.yaml").startswith("namenorm: bad.yaml: line 1: ")
    assert sorted(os.listdir()) == ["bad.yaml", "in.csv", "table.yaml"]


@pytest.mark.usefixtures("here")
def test_usage_errors_are_one_line_too() -> None:
    assert "see 'namenorm canonicalize --help'" in failed(data=b"name\n", status=2)
    assert "'--colum'" in failed("--colum", "x", data=b"name\n", status=2)


@pytest.mark.usefixtures("here")
def test_the_output_file_has_what_standard_output_would_have() -> None:
    Path("in.csv").write_text("name\nFatah\n")
    out = converted(Path("in.csv").read_bytes())
    assert run("-c", "name", "in.csv", "-o", "out.csv").stdout_bytes == b""
    assert Path("out.csv").read_bytes() == out
    assert run("-c", "name", "in.csv", "-o", "-").stdout_bytes == out
    assert run("-c", "name", "-", data=Path("in.csv").read_bytes()).stdout_bytes == out
    assert sorted(os.listdir()) == ["in.csv", "out.csv", "table.yaml"]


@pytest.mark.usefixtures("here")
def test_an_old_output_keeps_its_mode_and_a_link_to_it() -> None:
    Path("in.csv").write_text("name\nFatah\n")
    Path("real.csv").write_text("old")
    Path("real.csv").chmod(0o640)
    Path("link.csv").symlink_to("real.csv")
    assert run("-c", "name", "in.csv", "-o", "link.csv").exit_code == 0
    assert Path("link.csv").is_symlink()
    assert Path("real.csv").read_text().startswith("name,name_id")
    assert stat.S_IMODE(Path("real.csv").stat().st_mode) == 0o640


@pytest.mark.usefixtures("here")
def test_a_new_output_has_the_usual_mode() -> None:
    usual = Path("usual")
    usual.touch()
    assert run("-c", "name", "-o", "out.csv", data=b"name\n").exit_code == 0
    assert Path("out.csv").stat().st_mode == usual.stat().st_mode


@pytest.mark.usefixtures("here")
def test_an_output_whose_mode_can_not_be_set_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("out.csv").write_text("old")

    def refused(*_: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "chmod", refused)
    error = failed("-c", "name", "-o", "out.csv", data=b"name\nFatah\n")
    assert error == "namenorm: out.csv: Operation not permitted - check the permissions\n"
    assert sorted(os.listdir()) == ["out.csv", "table.yaml"]
    assert Path("out.csv").read_text() == "old"


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("option", [(), ("--format", "jsonl"), ("--line-buffered",)])
def test_a_nul_is_kept_and_told_once(option: tuple[str, ...]) -> None:
    rows = [b"Mustafa\0 al-Kadhimi,x", b"Vladimir Putin,\0\0"] * 3
    data = b"name,n\n" + b"a,b\n" * 40_000 + b"\n".join(rows) + b"\n"
    if "jsonl" in option:
        data = b'{"name": "a"}\n' * 40_001 + b'{"name": "Vladimir Putin"}\0\n'
    result = run("-c", "name", *option, "--rejects", "rejects", data=data)
    if "jsonl" in option:
        assert Path("rejects").read_bytes() == data.splitlines(True)[-1]
    else:
        assert result.stdout_bytes.splitlines()[-1].startswith(b"Vladimir Putin,\0\0,vladimir-putin,")
        assert b"Mustafa\0 al-Kadhimi,x,mustafa-al-kadhimi," in result.stdout_bytes
    told = "<stdin>: line 40002: a NUL, perhaps not the only one - they go out as they came and do not count in names"
    assert result.stderr.splitlines()[-1] == told
    assert result.stderr.count("NUL") == 1


@pytest.mark.usefixtures("here")
def test_an_old_output_survives_a_failure() -> None:
    Path("out.csv").write_text("old")
    failed("-c", "name", "-o", "out.csv", data=b"name,x\n" + b"Fatah,1\n" * 3000 + b"Fatah\n")
    assert Path("out.csv").read_text() == "old"
    assert sorted(os.listdir()) == ["out.csv", "table.yaml"]


@pytest.mark.usefixtures("here")
def test_the_input_and_the_table_are_never_the_output() -> None:
    data = "name\nFatah\n"
    Path("in.csv").write_text(data)
    Path("soft.csv").symlink_to("in.csv")
    os.link("in.csv", "hard.csv")
    for name in ("in.csv", "./in.csv", "soft.csv", "hard.csv"):
        assert "this file is also read" in failed("-c", "name", "in.csv", "-o", name)
    assert "this file is also read" in failed("-c", "name", "in.csv", "-o", "table.yaml")
    assert Path("in.csv").read_text() == data
    assert Path("table.yaml").read_text(encoding="utf-8") == TABLE


@pytest.mark.usefixtures("here")
def test_a_device_is_written_to_and_not_replaced() -> None:
    assert run("-c", "name", "-o", os.devnull, data=b"name\nFatah\n").exit_code == 0
    assert not stat.S_ISREG(os.stat(os.devnull).st_mode)


def test_the_example_with_the_shipped_table() -> None:
    result = CliRunner().invoke(main, ["canonicalize", str(EXAMPLE), "-c", "name"], catch_exceptions=False)
    assert result.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(result.stdout, newline="")))
    text = EXAMPLE.read_text(encoding="utf-8")
    assert [line.startswith(old) for line, old in zip(result.stdout.splitlines(), text.splitlines(), strict=True)]
    status = {row["name"]: row["name_status"] for row in rows}
    assert status["Fatah"] == "ambiguous"
    assert status["Halvard Brekkesund"] == status["Zdenka Vrbicová"] == status[""] == "no_match"
    canonical = {row["name"]: row["name_id"] for row in rows}
    assert canonical["Mustafa al-Kadhimi"]
    spellings = ("Al-Kazemi", "مصطفى الكاظمي", "Moustafa El-Kadhemi", "Мустафа аль-Казыми")
    assert {canonical[spelling] for spelling in spellings} == {canonical["Mustafa al-Kadhimi"]}
    assert sum(row["name_status"] == "match" for row in rows) == len(rows) - 4


def test_line_buffered_a_row_is_answered_before_the_next_is_read() -> None:
    command = [sys.executable, "-c", "from namenorm.cli import main; main()", "canonicalize", "-", "-c", "name", "-q", "--line-buffered"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin and process.stdout
        process.stdin.write(b"name\nAl-Kazemi\n")
        process.stdin.flush()
        assert process.stdout.readline().startswith(b"name,name_id")
        assert process.stdout.readline().startswith(b"Al-Kazemi,mustafa-al-kadhimi,")  # and standard input is still open
        process.stdin.close()
        assert process.wait() == 0
