"""`namenorm explain` gives a readable account that holds nothing hidden, or one JSON object."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from namenorm.cli import main
from namenorm.cli.terminal import escape, grid, width

TABLE = """
- {id: mustafa-al-kadhimi, name: Mustafa al-Kadhimi, type: person, native: [مصطفى الكاظمي]}
- {id: kazimiya, name: Kazimiya, type: place}
- {id: xi-jinping, name: Xi Jinping, type: person, native: [习近平]}
"""


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "table.yaml"
    path.write_text(TABLE, encoding="utf-8")
    return str(path)


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ["explain", *args], catch_exceptions=False)


def test_a_match_is_told_with_its_record_and_the_name_part_by_part(table: str) -> None:
    result = run("--table", table, "مصطفى الكاظمي")
    assert result.exit_code == 0
    assert result.stdout.startswith("match  mustafa-al-kadhimi  Mustafa al-Kadhimi\n")
    assert "exact_alias" in result.stdout
    assert "Candidates\n  1  1.0000  mustafa-al-kadhimi" in result.stdout
    part = next(line for line in result.stdout.splitlines() if "Arab" in line and "مصطف" in line)
    assert "  mustaf" in part


def test_two_names_are_set_side_by_side(table: str) -> None:
    result = run("--table", table, "Mustafa Kazemi", "مصطفى الكاظمي")
    assert result.exit_code == 0
    assert "Mustafa Kazemi beside مصطفى الكاظمي: 0." in result.stdout
    assert "Candidates" not in result.stdout


@pytest.mark.parametrize("name", ["", " ", "?!", "x" * 600, "Qwrtzpsdfg", "a\0b", "😀"])
def test_a_hopeless_name_has_an_account_as_well(table: str, name: str) -> None:
    result = run("--table", table, "--", name)
    assert result.exit_code == 0
    assert result.stdout.startswith("no match\n")


@pytest.mark.parametrize("name", ["Mustafa\u202e al-Kadhimi", "Xi\x1b[31m Jinping\x07", "Xi\nJin\u200bping\u2028"])
def test_nothing_hidden_reaches_the_terminal(table: str, name: str) -> None:
    for args in ([name], [name, name], ["--json", name]):
        text = run("--table", table, *args).stdout
        assert {unicodedata.category(letter) for letter in text if letter != "\n"}.isdisjoint({"Cc", "Cf", "Zl", "Zp"})


def test_json_is_one_object_with_decision_readings_and_comparison(table: str) -> None:
    account = json.loads(run("--table", table, "--json", "مصطفى\u202e الكاظمي").stdout)
    assert list(account) == ["decision", "readings", "comparison"]
    assert account["decision"]["mention"] == "مصطفى\u202e الكاظمي"
    assert account["decision"]["canonical_id"] == "mustafa-al-kadhimi"
    tokens = account["readings"][0]["tokens"]
    assert {"text", "script", "role", "readings"} == set(tokens[0])
    assert {"latin", "cost"} == set(tokens[0]["readings"][0])
    assert account["comparison"]["alias"] == account["decision"]["candidates"][0]["alias"]


def test_json_of_two_names(table: str) -> None:
    account = json.loads(run("--table", table, "--json", "Xi Jinping", "习近平").stdout)
    assert account["decision"] is None
    assert [reading["name"] for reading in account["readings"]] == ["Xi Jinping", "习近平"]
    assert 0 < account["comparison"]["score"] < 1


def test_the_type_narrows_the_candidates(table: str) -> None:
    for kind, found in (("person", True), ("place", False)):
        account = json.loads(run("--table", table, "--json", "--type", kind, "Mustafa al-Kadhimi").stdout)
        assert (account["decision"]["canonical_id"] == "mustafa-al-kadhimi") == found


@pytest.mark.parametrize("args", [["--type", "planet", "x"], ["\udcff"], []])
def test_usage_errors(args: list[str]) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert result.stderr.startswith("namenorm: ")
    assert result.stderr.count("\n") == 1


def test_no_line_is_wider_than_100_columns(table: str) -> None:
    for name in ("Mustafa al-Kadhimi", "مصطفى عبد اللطيف مشتت الكاظمي", "习近平", "Xi " + "Jinpingjinping" * 3):
        assert max(map(width, run("--table", table, name).stdout.splitlines())) <= 100


def test_there_is_no_colour_without_a_terminal(table: str) -> None:
    assert "\x1b" not in run("--table", table, "Xi Jinping").stdout


def test_escape_leaves_what_can_be_seen() -> None:
    assert escape("مصطفى 习近平 é") == "مصطفى 习近平 é"
    assert escape("a\u202e\x1b\x7f\n") == "a\\u202e\\u001b\\u007f\\n"
    assert escape("a\nb\t", keep="\n") == "a\nb\\t"


def test_columns_line_up_in_any_script() -> None:
    lines = grid([("习近平", "x"), ("a\u0301b", "x"), ("كاظمي", "x")])
    assert {width(line) for line in lines} == {2 + 6 + 2 + 1}
