"""Each file format with its real library: what goes in comes out, of one format or another, and what is broken is refused."""

from __future__ import annotations

import csv
import datetime
import gzip
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from namenorm.cli import main

TABLE = """
- {id: mustafa-al-kadhimi, name: Mustafa al-Kadhimi, type: person, native: [مصطفى الكاظمي]}
- {id: plus, name: "=SUM(1,2)", type: other, aliases: [Zyxwort]}
"""
ADDED = ["id", "name", "status", "score", "reason", "flags"]
MATCH = ["mustafa-al-kadhimi", "Mustafa al-Kadhimi", "match"]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("table.yaml").write_text(TABLE, encoding="utf-8")


def run(*args: str, data: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["canonicalize", "--table", "table.yaml", *args], input=data, catch_exceptions=False)


def done(*args: str, data: bytes | None = None) -> bytes:
    result = run("-q", *args, data=data)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout_bytes


def failed(*args: str, data: bytes | None = None, status: int = 1) -> str:
    result = run(*args, data=data)
    assert result.exit_code == status, result.output
    assert result.stderr.startswith("namenorm: ")
    assert result.stderr.count("\n") == 1
    return result.stderr.removeprefix("namenorm: ")


def read(data: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter, strict=True))


# --- text and its encodings ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_file_with_a_byte_order_mark_goes_out_in_its_encoding(encoding: str) -> None:
    text = 'name,x\r\nمصطفى الكاظمي,"a ""b"""\r\n'
    out = done("-c", "name", data=text.encode(encoding))
    assert out[:2] == text.encode(encoding)[:2]
    lines = out.decode(encoding).split("\r\n")
    assert lines[0].startswith("name,x,name_id,")
    assert lines[1].startswith('مصطفى الكاظمي,"a ""b""",mustafa-al-kadhimi,')


def test_an_encoding_that_is_given_is_read_and_written() -> None:
    data = "name;وصف\nمصطفى الكاظمي;قديم\n".encode("cp1256")
    assert "--encoding cp1256" in failed("-c", "name", data=data)
    out = done("-c", "name", "--encoding", "cp1256", data=data)
    assert [line[: len(old)] for line, old in zip(out.splitlines(), data.splitlines(), strict=True)] == data.splitlines()
    utf8 = done("-c", "name", "--encoding", "windows-1256", "--output-encoding", "utf-8", "--add-bom", data=data)
    assert utf8.startswith(b"\xef\xbb\xbf")
    assert read(utf8, ";")[1][:3] == ["مصطفى الكاظمي", "قديم", "mustafa-al-kadhimi"]


def test_what_an_encoding_can_not_hold_is_an_error() -> None:
    Path("t.yaml").write_text("- {id: a, name: محمد الصدر, aliases: [Sadr]}\n", encoding="utf-8")
    args = ("canonicalize", "--table", "t.yaml", "-c", "1", "--encoding", "cp1252")
    result = CliRunner().invoke(main, args, input="é\nSadr\n".encode("cp1252"))
    assert result.exit_code == 1
    assert "cp1252 has no character '\\u0645'" in result.stderr
    assert "--output-encoding utf-8" in result.stderr


def test_an_encoding_with_two_ways_to_write_a_sign_is_refused_unless_another_one_is_written() -> None:
    data = b"name,x\nFatah,\xfa\x54\n"  # an IBM extension of Shift JIS, which Python writes as 0x81CA
    assert data.decode("cp932").encode("cp932") != data
    error = failed("-c", "name", "--encoding", "cp932", "-o", "out.csv", data=data)
    assert "cp932 has other bytes for this text too" in error
    out = done("-c", "name", "--encoding", "cp932", "--output-encoding", "utf-8", "--only-id", data=data)
    assert out.decode() == "name,x,name_id\nFatah,￢,\n"


def test_a_byte_order_mark_is_added_once() -> None:
    for data in (b"name\n", b"\xef\xbb\xbfname\n"):
        assert done("-c", "name", "--add-bom", "--only-id", data=data) == b"\xef\xbb\xbfname,name_id\n"
    assert "has no byte order mark" in failed("-c", "1", "--add-bom", "--encoding", "cp1256", data=b"name\n", status=2)


@pytest.mark.parametrize(("name", "sign"), [("semicolon", ";"), ("tab", "\t"), ("bar", "|")])
def test_the_delimiter_is_found_and_told(name: str, sign: str) -> None:
    data = f"id{sign}full name\n1{sign}Mustafa al-Kadhimi, Dr\n".encode()
    result = run("-c", "full name", "--only-id", data=data)
    assert result.stderr.splitlines()[0] == f"<stdin>: read with {name} as the delimiter, which -d can change"
    assert result.stdout == f"id{sign}full name{sign}full name_id\n1{sign}Mustafa al-Kadhimi, Dr{sign}mustafa-al-kadhimi\n"
    for given_as in (sign, name):
        assert run("-c", "full name", "--only-id", "-d", given_as, data=data).stdout == result.stdout


def test_a_delimiter_that_is_given_wins() -> None:
    assert done("-c", "1", "--only-id", "-d", ",", data=b"a;b,c\nx;y,z\n").startswith(b"a;b,c,a;b_id\n")
    assert done("-c", "1", "--only-id", "-t", data=b"a,b\tc\n") == b"a,b\tc\ta,b_id\n"
    assert failed("-c", "1", "-d", "ab", data=b"", status=2)
    assert failed("-c", "1", "-d", ";", "-t", data=b"", status=2)


def test_without_a_header_columns_are_numbers() -> None:
    out = done("-c", "2", "-H", data=b"1,Mustafa al-Kadhimi\n2,x\n")
    assert out.splitlines()[0].startswith(b"1,Mustafa al-Kadhimi,mustafa-al-kadhimi,")
    assert len(out.splitlines()) == 2
    assert "they are numbers, from 1 to 2" in failed("-c", "name", "-H", data=b"1,2\n")


def test_several_columns_are_answered_each() -> None:
    data = "from,to\nمصطفى الكاظمي,x\nx,Zyxwort\n".encode()
    assert read(done("-c", "from,to", "--only-id", data=data)) == [
        ["from", "to", "from_id", "to_id"], ["مصطفى الكاظمي", "x", "mustafa-al-kadhimi", ""], ["x", "Zyxwort", "", "plus"],
    ]  # fmt: skip
    assert run("-c", "from", "-c", "2", data=data).stderr == "2 rows with 4 names, 2 matched, 0 ambiguous, 2 no match\n"
    named = read(done("-c", "to", "-c", "from", "--prefix", "n_{column}_", data=data))[0]
    assert named[2:] == [f"n_{column}_{ending}" for column in ("to", "from") for ending in ADDED]
    assert "--prefix 'x_{column}_'" in failed("-c", "from,to", "--prefix", "x_", data=data, status=2)


def test_a_prefix_may_be_chosen_and_a_name_that_is_taken_is_an_error() -> None:
    assert read(done("-c", "name", "--prefix", "", "--only-id", data=b"name\n")) == [["name", "id"]]
    assert "there is a column 'name' already" in failed("-c", "name", "--prefix", "", data=b"name\n")


def test_the_stamp_is_on_every_row() -> None:
    out = read(done("-c", "name", "--only-id", "--stamp", "--threshold", "0.8", data=b"name\nx\ny\n"))
    assert out[0] == ["name", "name_id", "namenorm_table", "namenorm_model", "namenorm_threshold"]
    assert out[1][2:] == out[2][2:]
    assert len(out[1][2]) == 16
    assert out[1][4] == "0.8"


# --- formulas --------------------------------------------------------------------------------------------------------


def test_formulas_are_counted_and_made_safe_when_asked() -> None:
    data = b'name,"=1+1"\n"=cmd|"" /C""!A1",-5\nx,+49 30\n'
    result = run("-c", "1", "--only-id", data=data)
    assert result.stdout_bytes.startswith(b'name,"=1+1",name_id\n"=cmd|"" /C""!A1",-5,')
    assert "3 cells begin like a formula" in result.stderr.splitlines()[1]
    safe = run("-c", "1", "--only-id", "--excel-safe", data=data)
    assert safe.stdout_bytes == b'name,"\'=1+1",name_id\n"\'=cmd|"" /C""!A1",-5,\nx,\'+49 30,\n'
    assert safe.stderr.count("\n") == 1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(
    st.lists(st.lists(st.text(st.sampled_from('ab,;"\n\r\0 =-5كى\u202e'), max_size=5), min_size=2, max_size=2), max_size=5),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1256"]), st.sampled_from([",", ";", "\t"]), st.booleans(),
)  # fmt: skip
def test_whatever_is_in_a_file_passes_through_byte_for_byte(rows: list[list[str]], encoding: str, sign: str, quote: bool) -> None:
    text = io.StringIO(newline="")
    kind = csv.QUOTE_ALL if quote else csv.QUOTE_MINIMAL
    csv.writer(text, delimiter=sign, quoting=kind).writerows([["full name", "x, y"], *rows])
    whole = text.getvalue().replace("\u202e", "") if encoding == "cp1256" else text.getvalue()
    more = ["--encoding", "cp1256"] if encoding == "cp1256" else []
    out = done("-c", "full name", "-d", sign, "--only-id", *more, data=whole.encode(encoding)).decode(encoding.removesuffix("-sig"))
    assert encoding != "utf-8-sig" or out.startswith("\ufeff")
    out = out.removeprefix("\ufeff")
    place = 0
    for row in csv.reader(io.StringIO(whole, newline=""), delimiter=sign):
        start = io.StringIO(newline="")
        csv.writer(start, delimiter=sign, quoting=kind).writerow(row)
        assert out.startswith(start.getvalue().removesuffix("\r\n"), place)
        place = out.index("\r\n", place + len(start.getvalue()) - 2) + 2
    assert place == len(out)


# --- JSON Lines ------------------------------------------------------------------------------------------------------


def test_json_lines_keep_their_text() -> None:
    data = '{"n": "\\u0645صطفى الكاظمي", "x": 1.50}\n\n{ "x":null,"n":null }\r\n{}\n{"n": 5}'.encode()
    out = done("-c", "n", "--format", "jsonl", data=data)
    lines = out.decode().splitlines()
    assert lines[0].startswith('{"n": "\\u0645صطفى الكاظمي", "x": 1.50, "n_id": "mustafa-al-kadhimi", "n_name": ')
    assert '"n_score": 1.0, "n_reason": "exact_alias", "n_flags": null}' in lines[0]
    assert lines[1].startswith('{ "x":null,"n":null, "n_id": null, ')
    assert b'"n_flags": null}\r\n{"n_id"' in out
    assert not out.endswith(b"\n")
    assert [json.loads(line)["n_reason"] for line in lines] == ["exact_alias", "empty", "empty", "no_candidate"]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (b"[1]", "line 2: this is no JSON object - "),
        (b'{"name": }', "line 2: this is no JSON object (Expecting value at character 10)"),
        (b"[" * 50_000, "line 2: the object is nested too deeply"),
        (b'{"name": ["a"]}', "line 2: 'name' is no text"),
        (b'{"name": "x", "name_id": 1}', "line 1: there is a column 'name_id' already"),
        (b'{"name": "\xff"}', "line 2: byte 0xFF at offset 26 is not UTF-8"),
    ],
)
def test_a_line_that_is_not_right_is_told(line: bytes, what: str) -> None:
    data = b'{"name": "a", "x": 1}'.ljust(15) + b"\n"
    data = b'{"name": "abc"}\n' + line + b"\n"
    assert failed("-c", "name", "--format", "jsonl", data=data).startswith(f"<stdin>: {what.replace('26', str(16 + line.find(bytes([255]))))}")


def test_surrogates_in_json_are_no_letters_and_no_crash() -> None:
    Path("in.jsonl").write_text('{"name": "Mustafa al-Kadhimi\\ud800"}\n{"name": "\\udcff"}\n')
    out = done("in.jsonl", "-c", "name", "--review", "r.csv", "--summary-json", "s.json")
    assert json.loads(out.splitlines()[0])["name_id"] == "mustafa-al-kadhimi"
    assert "has no character '\\ud800'" in failed("in.jsonl", "-c", "name", "-o", "out.csv")


def test_from_json_lines_to_csv_and_back() -> None:
    Path("in.jsonl").write_text('{"name": "مصطفى الكاظمي", "n": 1}\n{"n": null, "y": [1, "é"], "name": "x"}\n', encoding="utf-8")
    done("in.jsonl", "-c", "name", "--only-id", "-o", "out.csv")
    assert read(Path("out.csv").read_bytes()) == [
        ["name", "n", "y", "name_id"], ["مصطفى الكاظمي", "1", "", "mustafa-al-kadhimi"], ["x", "", '[1, "é"]', ""],
    ]  # fmt: skip
    done("out.csv", "-c", "name", "--prefix", "b_", "--only-id", "-o", "back.jsonl")
    rows = [json.loads(line) for line in Path("back.jsonl").read_text("utf-8").splitlines()]
    assert rows[1] == {"name": "x", "n": "", "y": '[1, "é"]', "name_id": "", "b_id": None}


# --- compression -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["gz", "zst"])
def test_compressed_files(ending: str) -> None:
    data = b"name\n" + b"Mustafa al-Kadhimi\n" * 5000
    packed = gzip.compress(data[:1000]) + gzip.compress(data[1000:])
    if ending == "zst":
        packed = zstandard.compress(data[:1000]) + zstandard.compress(data[1000:])
    Path(f"in.csv.{ending}").write_bytes(packed)
    expected = done("-c", "name", data=data)
    assert done(f"in.csv.{ending}", "-c", "name") == expected
    done(f"in.csv.{ending}", "-c", "name", "-o", f"out.csv.{ending}")
    first = Path(f"out.csv.{ending}").read_bytes()
    whole = gzip.decompress(first) if ending == "gz" else zstandard.ZstdDecompressor().decompressobj().decompress(first)
    assert whole == expected
    done(f"in.csv.{ending}", "-c", "name", "-o", f"out.csv.{ending}")
    assert Path(f"out.csv.{ending}").read_bytes() == first
    for cut in (len(packed) - 1, len(packed) // 2, 25):
        Path(f"cut.csv.{ending}").write_bytes(packed[:cut])
        error = failed(f"cut.csv.{ending}", "-c", "name", "-o", "cut-out.csv")
        assert error == f"cut.csv.{ending}: the compressed data is damaged or cut short - get the file anew\n"
        assert not Path("cut-out.csv").exists()


@pytest.mark.parametrize("name", ["in.csv.gz", "in.csv.zst", "in.xlsx", "in.parquet"])
def test_a_file_that_is_not_what_its_ending_says(name: str) -> None:
    Path(name).write_bytes(b"name\nFatah\n")
    assert failed(name, "-c", "name", "-o", "out.csv").startswith(f"{name}: th")
    Path(name).write_bytes(b"")
    assert Path("out.csv").exists() is False
    assert failed(name, "-c", "name").startswith(f"{name}: ")


# --- Parquet ---------------------------------------------------------------------------------------------------------


def parquet(names: pa.Array, **columns: pa.Array) -> pa.Table:
    table = pa.table({"name": names, **columns}).replace_schema_metadata({"made by": "a test"})
    pq.write_table(table, "in.parquet")
    return table


def test_parquet_keeps_types_and_metadata() -> None:
    table = parquet(
        pa.array(["مصطفى الكاظمي", None, "x"]), when=pa.array([datetime.date(2024, 3, 14)] * 3), n=pa.array([[1], None, []], pa.list_(pa.field("element", pa.int64()))),
    )  # fmt: skip
    done("in.parquet", "-c", "name", "--stamp", "-o", "out.parquet")
    out = pq.read_table("out.parquet")
    assert out.select(table.column_names).equals(table, check_metadata=True)
    assert out.column("name_id").to_pylist() == ["mustafa-al-kadhimi", None, None]
    assert out.column("name_score").to_pylist()[:2] == [1.0, 0.0]
    assert out.column("namenorm_threshold").to_pylist() == [0.75] * 3
    assert read(done("in.parquet", "-c", "name", "--only-id", "--output-format", "csv"))[1] == [
        "مصطفى الكاظمي", "2024-03-14", "[1]", "mustafa-al-kadhimi",
    ]  # fmt: skip


def test_parquet_by_dictionary_in_many_batches_and_through_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("namenorm.cli.formats.parquet._ROWS", 100)
    parquet(pa.array(["Mustafa al-Kadhimi", "x"] * 500).dictionary_encode())
    done("in.parquet", "-c", "1", "-o", "out.parquet", "--only-id")
    assert pq.read_table("out.parquet").column("name_id").to_pylist() == ["mustafa-al-kadhimi", None] * 500
    out = done("-c", "1", "--only-id", "--format", "parquet", "--output-format", "csv", data=Path("in.parquet").read_bytes())
    assert out.count(b"\n") == 1001


def test_a_column_of_parquet_that_holds_no_names() -> None:
    parquet(pa.array([[1]]))
    assert "no text - choose one that holds names" in failed("in.parquet", "-c", "name")


def test_csv_becomes_parquet_of_text() -> None:
    done("-c", "name", "-o", "out.parquet", data="name,x\nمصطفى الكاظمي,007\n".encode())
    assert pq.read_table("out.parquet").to_pylist()[0] | {"name_score": 0} == {
        "name": "مصطفى الكاظمي", "x": "007", "name_id": "mustafa-al-kadhimi", "name_name": "Mustafa al-Kadhimi",
        "name_status": "match", "name_score": 0, "name_reason": "exact_alias", "name_flags": None,
    }  # fmt: skip


# --- Excel -----------------------------------------------------------------------------------------------------------


def workbook(*rows: list[Any], sheet: str = "people") -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "first"
    people = book.create_sheet(sheet)
    for row in rows:
        people.append(row)
    book.active = people
    book.save("in.xlsx")


def cells(path: str) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path).worksheets[0].iter_rows()]


def test_excel_keeps_values_with_their_types() -> None:
    when = datetime.datetime(2024, 3, 14)
    workbook(["name", "when", "n", "f"], ["مصطفى الكاظمي", when, 1.5, "=1+1"], [None, None, None], ["Zyxwort"])
    for path in ("out.xlsx", "again.xlsx"):
        done("in.xlsx", "-c", "name", "-o", path)
    assert Path("out.xlsx").read_bytes() == Path("again.xlsx").read_bytes()
    out = cells("out.xlsx")
    assert out[0] == ["name", "when", "n", "f", *(f"name_{ending}" for ending in ADDED)]
    assert out[1] == ["مصطفى الكاظمي", when, 1.5, "=1+1", *MATCH, 1, "exact_alias", None]
    assert out[2][:7] == [None, None, None, None, None, None, "no_match"]
    assert out[3][4:6] == ["plus", "=SUM(1,2)"]
    sheet = openpyxl.load_workbook("out.xlsx").worksheets[0]
    assert (sheet["D2"].data_type, sheet["F4"].data_type) == ("f", "s")
    assert "1 cell begins like a formula" in run("in.xlsx", "-c", "name", "-o", "out.xlsx").stderr
    done("in.xlsx", "-c", "name", "--excel-safe", "-o", "out.xlsx")
    assert openpyxl.load_workbook("out.xlsx").worksheets[0]["D2"].data_type == "s"


def test_excel_sheets_and_csv() -> None:
    workbook(["name"], ["Mustafa al-Kadhimi"])
    assert read(done("in.xlsx", "-c", "1", "--only-id", "--output-format", "csv"))[1] == ["Mustafa al-Kadhimi", "mustafa-al-kadhimi"]
    assert "the sheets are 'first', 'people'" in failed("in.xlsx", "-c", "1", "--sheet", "no")
    assert "row 1 is empty" in failed("in.xlsx", "-c", "1", "--sheet", "first")
    done("-c", "name", "--only-id", "-o", "out.xlsx", data=b"name,x\n=1,007\n")
    assert cells("out.xlsx") == [["name", "x", "name_id"], ["=1", "007", None]]
    assert openpyxl.load_workbook("out.xlsx").worksheets[0]["A2"].data_type == "s"


def test_what_excel_can_not_hold_is_an_error_and_not_cut() -> None:
    assert "a cell holds no more than 32767 characters" in failed("-c", "1", "-o", "out.xlsx", data=b"name\n" + b"x" * 40_000)
    assert "control character" in failed("-c", "1", "-o", "out.xlsx", data=b"name\nx\0\n")
    workbook(["name"], ["x", "y"])
    assert "row 2: a cell to the right of the 1 columns" in failed("in.xlsx", "-c", "1", "-o", "out.csv")
    workbook(["name"], ["=A1"])
    assert "row 2: the name is a formula" in failed("in.xlsx", "-c", "1", "-o", "out.csv")
    assert not Path("out.xlsx").exists()
    assert not Path("out.csv").exists()


# --- what is missing, and what does not go together -------------------------------------------------------------------


@pytest.mark.parametrize(("library", "extra", "name"), [
    ("pyarrow", "parquet", "a.parquet"), ("openpyxl", "excel", "a.xlsx"), ("zstandard", "zst", "a.csv.zst"),
])  # fmt: skip
def test_a_library_that_is_missing_is_named_with_its_extra(library: str, extra: str, name: str) -> None:
    Path("in.csv").write_text("name\nx\n")
    Path(name).write_bytes(b"x")
    code = f"import sys; sys.modules[{library!r}] = None; from namenorm.cli import main; main()"
    for args in ([name], ["in.csv", "-o", name]):
        command = [sys.executable, "-c", code, "canonicalize", *args, "-c", "name", "--table", "table.yaml"]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        assert result.returncode == 1
        assert result.stderr.endswith(f"needs {library}: pip install 'namenorm[{extra}]'\n")
        assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("args", [
    ["--format", "jsonl", "-d", ";"], ["--format", "xlsx", "--encoding", "cp1256"], ["--format", "parquet", "--rejects", "r"],
    ["--sheet", "x"], ["--format", "jsonl", "-H"], ["--output-format", "jsonl", "--add-bom"], ["--encoding", "klingon"],
    ["--output-format", "parquet", "--excel-safe"], ["--review", "-"], ["--jobs", "0"], ["--encoding", "rot13"],
])  # fmt: skip
def test_options_that_do_not_go_together_are_usage_errors(args: list[str]) -> None:
    assert "see 'namenorm canonicalize --help'" in failed("-c", "1", *args, data=b"name\n", status=2)
