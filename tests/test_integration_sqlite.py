"""The SQLite door, by the sqlite3 of the standard library."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from namenorm import AliasTable, Canonicalizer
from namenorm.integrations.sqlite import register


@pytest.fixture
def con(shipped: Canonicalizer) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as con:
        register(con, shipped)
        yield con


def test_answers_are_those_of_explain_many(
    con: sqlite3.Connection, mentions: list[str | None], expected: list[Any]
) -> None:
    con.execute("create table names (name text)")
    con.executemany("insert into names values (?)", [(name,) for name in mentions])
    rows = con.execute("select name, canonicalize(name), canonicalize_struct(name) from names order by rowid").fetchall()
    assert [name for name, _, _ in rows] == mentions
    assert [answer and json.loads(answer) for _, _, answer in rows] == expected
    assert [id for _, id, _ in rows] == [answer and answer["canonical_id"] for answer in expected]


def test_an_index_on_the_canonical_id(tmp_path: Path, shipped: Canonicalizer) -> None:
    path = tmp_path / "press.db"
    with closing(sqlite3.connect(path)) as con:
        register(con, shipped)
        con.execute("create table press (page integer, name text)")
        con.executemany("insert into press values (?, ?)", [(1, "Al-Kazemi"), (2, None), (3, "مصطفى الكاظمي"), (4, "Fatah")])
        con.execute("create index press_id on press (canonicalize(name))")
        con.commit()
    with closing(sqlite3.connect(path)) as con:
        register(con, shipped)
        con.execute("insert into press values (5, 'Moustafa El-Kadhemi')")
        asked = "select page from press where canonicalize(name) = 'mustafa-al-kadhimi' order by page"
        assert con.execute(asked).fetchall() == [(1,), (3,), (5,)]
        assert "press_id" in con.execute(f"explain query plan {asked}").fetchone()[-1]


def test_two_tables_are_joined_on_canonical_id(con: sqlite3.Connection) -> None:
    con.execute("create table press (page integer, name text)")
    con.executemany("insert into press values (?, ?)", [(1, "Al-Kazemi"), (2, None), (3, "Fatah")])
    con.execute("create table register (entry text, name text)")
    con.executemany("insert into register values (?, ?)", [("A", "الكاظمي"), ("B", None), ("C", "Fatah")])
    sql = "select page, entry from press join register on canonicalize(press.name) = canonicalize(register.name)"
    assert con.execute(sql).fetchall() == [(1, "A")]


def test_fields_are_taken_out_with_json(con: sqlite3.Connection) -> None:
    if sqlite3.sqlite_version_info < (3, 38):
        pytest.skip("->> came with SQLite 3.38: json_extract does the same")
    (row,) = con.execute("select canonicalize_struct('Fatah') ->> 'reason', canonicalize_struct(null) ->> 'reason'")
    assert row == ("shared_alias", None)


def test_registered_again_it_answers_by_the_new_table(con: sqlite3.Connection) -> None:
    table = AliasTable.from_records([{"id": "brekkesund", "name": "Halvard Brekkesund", "type": "person"}])
    register(con, table)
    assert con.execute("select canonicalize('Халвард Бреккесунд'), canonicalize('Al-Kazemi')").fetchone() == ("brekkesund", None)


def test_what_is_no_text_is_an_error(con: sqlite3.Connection) -> None:
    for value in ("5", "x'00'"):
        with pytest.raises(sqlite3.OperationalError, match="user-defined function raised exception"):
            con.execute(f"select canonicalize({value})").fetchone()
