"""`namenorm check` lists every problem of a table with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from namenorm.cli import main


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def check(table: str) -> Result:
    Path("table.yaml").write_text(table, encoding="utf-8")
    return CliRunner().invoke(main, ["check", "table.yaml"], catch_exceptions=False)


def test_a_good_table() -> None:
    result = check("- {id: reuters, name: Reuters, type: org, native: [رويترز]}\n")
    assert (result.exit_code, result.stdout) == (0, "table.yaml: 0 errors, 0 warnings\n")


def test_every_error_has_its_line() -> None:
    result = check("- id: A B\n  name: One\n  type: person\n- id: two\n  name: Two\n  type: planet\n")
    lines = result.stdout.splitlines()
    assert result.exit_code == 1
    assert lines[0].startswith("table.yaml:1: error: ")
    assert lines[1].startswith("table.yaml:6: error: ")
    assert lines[2:] == ["table.yaml: 2 errors, 0 warnings"]


def test_warnings_alone_are_no_failure() -> None:
    result = check(
        "- {id: fatah, name: Fatah, type: org}\n"
        "- {id: fatah-alliance, name: Fatah Alliance, type: org, aliases: [Fatah]}\n"
    )
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].startswith("table.yaml:2: warning: ")
    assert result.stdout.splitlines()[-1] == "table.yaml: 0 errors, 1 warning"


def test_a_native_form_that_sounds_like_another_name_is_a_warning() -> None:
    result = check("- id: putin\n  name: Vladimir Putin\n  type: person\n  native: [مقتدى الصدر]\n")
    assert result.exit_code == 0
    assert result.stdout.startswith("table.yaml:4: warning: ")


def test_a_table_that_can_not_be_read() -> None:
    result = CliRunner().invoke(main, ["check", "no.yaml"])
    assert result.exit_code == 1
    assert result.stderr.startswith("namenorm: no.yaml: ")


def test_what_is_in_the_table_can_not_move_the_cursor() -> None:
    assert "\x1b" not in check('- {id: "a\\e[2J", name: x, type: person}\n').stdout


def test_the_shipped_table_has_no_errors() -> None:
    table = Path(__file__).parents[1] / "data" / "aliases.yaml"
    assert CliRunner().invoke(main, ["check", str(table)]).exit_code == 0
