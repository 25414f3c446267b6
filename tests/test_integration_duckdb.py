"""The DuckDB door, in SQL."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from namenorm import AliasTable, Canonicalizer
from namenorm.integrations.duckdb import register


@pytest.fixture
def con(shipped: Canonicalizer) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        register(con, shipped)
        yield con


def test_answers_are_those_of_explain_many(
    con: duckdb.DuckDBPyConnection, mentions: list[str | None], expected: list[Any]
) -> None:
    names = pa.table({"row": range(len(mentions)), "name": pa.array(mentions, pa.string())})
    con.register("names", names)
    rows = con.execute("select name, canonicalize(name), canonicalize_struct(name) from names order by row").fetchall()
    assert [name for name, _, _ in rows] == mentions
    assert [answer for _, _, answer in rows] == expected
    assert [id for _, id, _ in rows] == [answer and answer["canonical_id"] for answer in expected]


def test_null_literals_and_empty_tables(con: duckdb.DuckDBPyConnection) -> None:
    sql = "select canonicalize(null), canonicalize_struct(null), canonicalize('Al-Kazemi'), canonicalize_struct('Al-Kazemi').score"
    assert con.execute(sql).fetchall() == [(None, None, "mustafa-al-kadhimi", 1.0)]
    con.execute("create table nobody (name varchar)")
    assert con.execute("select canonicalize(name), canonicalize_struct(name) from nobody").fetchall() == []
    con.execute("insert into nobody values (null), (null)")
    assert con.execute("select canonicalize(name), canonicalize_struct(name).status from nobody").fetchall() == [(None, None)] * 2


def test_two_tables_are_joined_on_canonical_id(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("create table press (page int, name varchar)")
    con.execute("insert into press values (1, 'Al-Kazemi'), (2, 'Moqtada Sadr'), (3, null), (4, 'Fatah'), (5, 'Nobody Atall')")
    con.execute("create table register (entry varchar, name varchar)")
    con.execute("insert into register values ('A', 'الكاظمي'), ('B', 'AL-SADR, Muqtada'), ('C', null), ('D', 'Fatah')")
    joined = con.execute(
        "select page, entry from press join register on canonicalize(press.name) = canonicalize(register.name) order by page"
    ).fetchall()
    assert joined == [(1, "A"), (2, "B")]  # nulls and doubtful names meet nobody


def test_it_stands_wherever_an_expression_may(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("create table press (name varchar)")
    con.execute("insert into press values ('Al-Kazemi'), ('Mustafa al-Kadhimi'), ('Xi Jinping'), ('Xi Jinping'), (null)")
    counted = "select canonicalize(name) id, count(*) from press where canonicalize(name) is not null group by id order by id"
    assert con.execute(counted).fetchall() == [("mustafa-al-kadhimi", 2), ("xi-jinping", 2)]
    unnested = con.execute("select unnest(canonicalize_struct(name)) from press limit 1")
    assert [column[0] for column in unnested.description] == ["canonical_id", "canonical_name", "score", "status", "reason"]


def test_registered_again_it_answers_by_the_new_table(con: duckdb.DuckDBPyConnection) -> None:
    table = AliasTable.from_records([{"id": "brekkesund", "name": "Halvard Brekkesund", "type": "person"}])
    sql = "select canonicalize('Al-Kazemi'), canonicalize('Халвард Бреккесунд'), canonicalize_struct('Brekkesund, Halvard').status"
    register(con, table)
    assert con.execute(sql).fetchall() == [(None, "brekkesund", "match")]


def test_a_number_is_read_as_its_digits(con: duckdb.DuckDBPyConnection) -> None:
    """DuckDB casts before it calls, as for its own functions of text."""
    assert con.execute("select canonicalize_struct(5::varchar).status").fetchall() == [("no_match",)]


def test_a_million_rows(con: duckdb.DuckDBPyConnection, many_names: list[str], many_ids: list[str | None]) -> None:
    con.register("names", pa.table({"row": range(len(many_names)), "name": many_names}))
    con.execute("create table mentions as select * from names")
    rows = con.execute("select canonicalize(name) from mentions order by row").fetchall()
    assert [id for (id,) in rows] == many_ids
