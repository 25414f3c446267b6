"""A person looks at what is in doubt, decides, and the decision goes before the matcher. What a run counts is told."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from namenorm.cli import main
from namenorm.cli.review import COLUMNS, written

TABLE = """
- {id: mustafa-al-kadhimi, name: Mustafa al-Kadhimi, type: person, native: [مصطفى الكاظمي]}
- {id: fatah, name: Fatah, type: org}
- {id: fatah-alliance, name: Fatah Alliance, type: org, aliases: [Fatah]}
- {id: old, name: Oldest Name, merged_into: fatah}
"""
NAMES = "name\nFatah\nMoustapha al-Kadhemi\nFatah\nMustafa al-Kadhimi\nQwrtz\nMustafa\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("table.yaml").write_text(TABLE, encoding="utf-8")
    Path("in.csv").write_text(NAMES, encoding="utf-8")


def run(*args: str, data: bytes | None = None) -> Result:
    command = ["canonicalize", "--table", "table.yaml", "-c", "name", *args]
    return CliRunner().invoke(main, command, input=data, catch_exceptions=False)


def answers(*args: str, data: bytes | None = None) -> dict[str, list[str]]:
    result = run("-q", *args, data=data)
    assert (result.exit_code, result.stderr) == (0, "")
    return {row[0]: row[1:] for row in csv.reader(io.StringIO(result.stdout_bytes.decode(), newline=""))}


def review() -> list[dict[str, str]]:
    data = Path("review.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def decided(*rows: tuple[str, str, str, str]) -> str:
    with Path("decisions.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("name", "decision", "decision_id", "decision_name"), *rows])
    return "decisions.csv"


def fault(*rows: tuple[str, str, str, str]) -> str:
    result = run("in.csv", "--decisions", decided(*rows), "-o", "out.csv")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert not Path("out.csv").exists()
    return result.stderr.removeprefix("namenorm: decisions.csv: ").rstrip()


def test_names_in_doubt_are_listed_once_with_their_candidates() -> None:
    assert run("in.csv", "-o", "out.csv", "--review", "review.csv", "--review-below", "0.999").exit_code == 0
    rows = review()
    assert list(rows[0]) == list(COLUMNS)
    assert [row["name"] for row in rows] == ["Fatah", "Moustapha al-Kadhemi", "Mustafa"]
    first = rows[0]
    assert (first["rows"], first["status"], first["reason"]) == ("2", "ambiguous", "shared_alias")
    assert (first["decision"], first["decision_id"], first["decision_name"]) == ("", "", "")
    assert {first["candidate_1_id"], first["candidate_2_id"]} == {"fatah", "fatah-alliance"}
    assert first["candidate_3_id"] == ""
    assert first["candidate_1_score"] == "0.4950"
    assert first["evidence"].startswith("several records have this alias.")
    assert rows[1]["status"] == "match"
    assert "mustafa-al-kadhimi: " in rows[1]["evidence"]
    assert len(first["namenorm_table"]) == 16
    assert first["namenorm_threshold"] == "0.75"


def test_a_match_with_a_high_score_needs_no_review() -> None:
    assert run("in.csv", "-o", "out.csv", "--review", "review.csv", "--review-below", "0").exit_code == 0
    assert [row["name"] for row in review()] == ["Fatah", "Mustafa"]


def test_a_review_that_is_filled_in_goes_before_the_matcher() -> None:
    run("in.csv", "-o", "out.csv", "--review", "review.csv", "--review-below", "0.999")
    rows = review()
    rows[0] |= {"decision": "Accept "}
    rows[1] |= {"decision": "reject"}
    rows[2] |= {"decision": "new", "decision_id": "kazim", "decision_name": "Mustafa Kazim"}
    with Path("filled.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter=";")  # as a spreadsheet may save it
        writer.writeheader()
        writer.writerows(rows)
    out = answers("in.csv", "--decisions", "filled.csv", "--review", "again.csv")
    first = rows[0]["candidate_1_id"]
    assert out["Fatah"] == [first, "Fatah" if first == "fatah" else "Fatah Alliance", "match", "", "decided", ""]
    assert out["Moustapha al-Kadhemi"] == ["", "", "no_match", "", "decided", ""]
    assert out["Mustafa"] == ["kazim", "Mustafa Kazim", "match", "", "decided", ""]
    assert out["Mustafa al-Kadhimi"][4] == "exact_alias"
    assert Path("again.csv").read_text("utf-8-sig").count("\n") == 1  # nothing is left to look at


def test_a_review_in_a_workbook() -> None:
    run("in.csv", "-o", "out.csv", "--review", "review.xlsx")
    book = openpyxl.load_workbook("review.xlsx")
    sheet = book.worksheets[0]
    columns = [cell.value for cell in sheet[1]]
    sheet.cell(2, columns.index("decision") + 1, "accept")
    sheet.cell(2, columns.index("decision_id") + 1, "old")
    book.save("review.xlsx")
    assert answers("in.csv", "--decisions", "review.xlsx")["Fatah"][:3] == ["fatah", "Fatah", "match"]  # old was merged into it


def test_a_decision_keeps_the_flags_of_the_name() -> None:
    name = "Fa\u200btah"
    out = answers("--decisions", decided((written(name), "accept", "fatah", "")), data=f"name\n{name}\n".encode())
    assert out[name] == ["fatah", "Fatah", "match", "", "decided", "hidden_characters"]


@pytest.mark.parametrize("name", ["=1+1", "'=1+1", "-x", "a\u202eb", r"a\u202eb", "a\nb", "\\", "''@", "x\0y", "\t="])
def test_any_name_survives_the_review(name: str) -> None:
    data = io.StringIO(newline="")
    csv.writer(data).writerows([["name"], [name], ["other"]])
    text = written(name)
    assert text.isprintable()
    assert not text.startswith(("=", "+", "-", "@"))
    out = answers("--decisions", decided((text, "new", "x", "X")), data=data.getvalue().encode())
    assert out[name][:5] == ["x", "X", "match", "", "decided"]


@given(st.text(), st.text())
def test_no_two_names_are_written_alike(one: str, other: str) -> None:
    assert (written(one) == written(other)) == (one == other)


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (("a", "maybe", "", ""), "line 2: the decision is 'maybe' - write one of accept, reject, new, or nothing"),
        (("a", "accept", "", ""), "line 2: nothing says which record is accepted - write its ID into decision_id"),
        (("a", "accept", "nobody", ""), "line 2: the table has no record 'nobody' - check the ID, or decide 'new'"),
        (("a", "accept", "fatha", ""), "line 2: the table has no record 'fatha' - did you mean 'fatah'? check the ID, or decide 'new'"),
        (("a", "accept", "x" * 1_000_000, ""), f"line 2: the table has no record '{'x' * 1_000_000}' - check the ID, or decide 'new'"),
        (("a", "", "fatah", ""), "line 2: there is an ID or a name, but no decision - write one of accept, reject, new"),
        (("a", "new", "", "X"), "line 2: a new record needs an ID - write it into decision_id"),
        (("a", "new", "fatah", "X"), "line 2: the table has a record 'fatah' already - decide 'accept', or choose another ID"),
    ],
)
def test_a_decision_that_says_nothing_is_an_error(row: tuple[str, str, str, str], what: str) -> None:
    assert fault(row) == what


def test_decisions_that_differ_are_an_error() -> None:
    assert fault(("a", "accept", "fatah", ""), ("b", "", "", ""), ("a", "reject", "", "")) == (
        "line 4: line 2 decides otherwise on this name - keep one of them"
    )
    assert fault(("a", "new", "x", "X"), ("b", "new", "x", "Y")) == (
        "line 3: line 2 gives the new record 'x' another name - write the same name in both"
    )
    assert fault(("a", "new", "A B", "X")).startswith("line 2: ")
    same = decided(("Fatah", "reject", "", ""), ("Fatah", "reject", "", ""), ("nobody", "reject", "", ""))
    assert run("in.csv", "--decisions", same).stderr.splitlines()[1] == "1 decision is on names that do not occur here"


def test_decisions_in_another_encoding_are_to_be_saved_anew() -> None:
    Path("d.csv").write_bytes("name,decision\nمقتدى الصدر,reject\n".encode("cp1256"))
    result = run("in.csv", "--decisions", "d.csv", "-o", "out.csv")
    assert result.stderr.endswith("is not UTF-8 - it looks like cp1256, so save the file as UTF-8\n")


def test_a_file_without_the_columns_is_no_file_of_decisions() -> None:
    result = run("in.csv", "--decisions", "in.csv", "-o", "out.csv")
    assert "in.csv: line 1: a file of decisions needs one column 'decision'" in result.stderr


def test_the_summary_at_length() -> None:
    result = run("in.csv", "-o", "out.csv", "--summary")
    lines = result.stderr.splitlines()
    assert lines[0] == "6 rows, 2 matched, 2 ambiguous, 2 no match"
    assert any(line.split() == ["2", "shared_alias"] for line in lines)
    place = lines.index("Most frequent names without a match:")
    assert lines[place + 1].split() == ["2", "shared_alias", "Fatah"]
    assert lines[-1].startswith("table ")


def test_the_summary_as_json_is_the_same_every_time() -> None:
    for name in ("a.json", "b.json"):
        assert run("in.csv", "-q", "-o", "out.csv", "--summary-json", name).stderr == ""
    assert Path("a.json").read_bytes() == Path("b.json").read_bytes()
    found = json.loads(Path("a.json").read_text("utf-8"))
    assert (found["rows"], found["rejected"], found["names"]) == (6, 0, 6)
    assert found["status"] == {"match": 2, "ambiguous": 2, "no_match": 2}
    assert sum(found["reason"].values()) == 6
    assert found["unmatched"][0] == {"name": "Fatah", "rows": 2, "status": "ambiguous", "reason": "shared_alias"}
    assert (len(found["table"]), found["threshold"]) == (16, 0.75)


def test_unmatched_names_can_fail_the_run() -> None:
    assert run("in.csv", "-o", "out.csv", "--fail-on-unmatched").exit_code == 3
    assert Path("out.csv").read_text("utf-8").count("\n") == 7
    assert run("--fail-on-unmatched", data=b"name\nMustafa al-Kadhimi\n").exit_code == 0
    rejected = decided(("Fatah", "reject", "", ""))
    assert run("--fail-on-unmatched", "--decisions", rejected, data=b"name\nFatah\n").exit_code == 0


def test_hidden_characters_and_mixed_scripts_are_flagged() -> None:
    hidden, mixed = "Mustafa\u200b al-Kadhimi", "Mustаfa al-Kadhimi"  # the second has a Cyrillic letter
    out = answers(data=f"name\n{hidden}\n{mixed}\n".encode())
    assert out[hidden][0] == out[mixed][0] == "mustafa-al-kadhimi"
    assert (out[hidden][5], out[mixed][5]) == ("hidden_characters", "mixed_script")
