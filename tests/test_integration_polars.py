"""The polars door: eager, lazy and streaming."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

import namenorm.integrations.polars  # noqa: F401 - gives expressions their namespace
from namenorm import AliasTable, Canonicalizer

KINDS = [pl.String, pl.Categorical]


@pytest.mark.parametrize("kind", KINDS, ids=str)
@pytest.mark.parametrize("way", ["eager", "lazy", "streaming"])
def test_answers_are_those_of_explain_many(
    way: str, kind: Any, shipped: Canonicalizer, mentions: list[str | None], expected: list[Any]
) -> None:
    frame = pl.DataFrame({"name": pl.Series(mentions, dtype=pl.String).cast(kind)})
    added = (
        pl.col("name").namenorm.canonical_id(shipped).alias("id"),
        pl.col("name").namenorm.explain(shipped).alias("answer"),
    )
    if way == "eager":
        out = frame.with_columns(*added)
    else:
        out = frame.lazy().with_columns(*added).collect(engine="streaming" if way == "streaming" else "auto")
    assert out["name"].to_list() == mentions
    assert out["answer"].to_list() == expected
    assert out["id"].to_list() == [row and row["canonical_id"] for row in expected]


def test_a_lazy_frame_knows_its_columns_beforehand(shipped: Canonicalizer) -> None:
    frame = pl.LazyFrame({"name": ["Al-Kazemi"]}).select(pl.col("name").namenorm.explain(shipped).struct.unnest())
    schema = {"canonical_id": pl.String, "canonical_name": pl.String, "score": pl.Float64, "status": pl.String, "reason": pl.String}
    assert dict(frame.collect_schema()) == schema == dict(frame.collect().schema)


def test_an_enum(shipped: Canonicalizer) -> None:
    names = pl.Series("name", ["Al-Kazemi", None], dtype=pl.Enum(["Fatah", "Al-Kazemi"]))
    assert names.to_frame().select(pl.col("name").namenorm.canonical_id(shipped))["canonical_id"].to_list() == [
        "mustafa-al-kadhimi", None,
    ]  # fmt: skip


@pytest.mark.parametrize("names", [[], [None, None], pl.Series([], dtype=pl.String), pl.Series([None], dtype=pl.String)])
def test_a_column_of_nothing(names: Any, shipped: Canonicalizer) -> None:
    out = pl.DataFrame({"name": names}).select(pl.col("name").namenorm.explain(shipped).alias("answer"))["answer"]
    assert out.to_list() == [None] * len(names)
    assert out.struct.fields[0] == "canonical_id"


def test_groups_and_filters(shipped: Canonicalizer) -> None:
    """The expression stands wherever an expression may."""
    frame = pl.DataFrame({"name": ["Al-Kazemi", "Fatah", "Mustafa al-Kadhimi", "مصطفى الكاظمي"]})
    counted = frame.group_by(pl.col("name").namenorm.canonical_id(shipped).alias("id")).len().sort("len")
    assert counted.rows() == [(None, 1), ("mustafa-al-kadhimi", 3)]
    assert frame.filter(pl.col("name").namenorm.canonical_id(shipped).is_null())["name"].to_list() == ["Fatah"]


def test_a_table_of_ones_own() -> None:
    table = AliasTable.from_records([{"id": "brekkesund", "name": "Halvard Brekkesund", "type": "person"}])
    assert pl.select(pl.lit("Халвард Бреккесунд").namenorm.canonical_id(table)).item() == "brekkesund"


def test_numbers_are_no_names(shipped: Canonicalizer) -> None:
    with pytest.raises((TypeError, pl.exceptions.PolarsError), match="names are strings, not int64: cast the column first"):
        pl.DataFrame({"name": [1, 2]}).select(pl.col("name").namenorm.canonical_id(shipped))


@pytest.mark.parametrize("engine", ["in-memory", "streaming"])
def test_a_million_rows(engine: Any, shipped: Canonicalizer, many_names: list[str], many_ids: list[str | None]) -> None:
    frame = pl.LazyFrame({"name": many_names}).with_columns(pl.col("name").namenorm.canonical_id(shipped).alias("id"))
    assert frame.collect(engine=engine)["id"].equals(pl.Series("id", many_ids))
