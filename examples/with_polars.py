"""polars: who is in the news most, whatever the spelling; lazily, so that it may stream."""

from pathlib import Path

import polars as pl

import namenorm.integrations.polars  # noqa: F401 - gives every expression `.namenorm`

mentions = pl.scan_csv(Path(__file__).parent / "mentions.csv")
answers = mentions.with_columns(pl.col("name").namenorm.explain().struct.unnest())
most = answers.group_by("canonical_id").len().drop_nulls().sort("len", "canonical_id", descending=[True, False]).head(3)
for canonical_id, rows in most.collect(engine="streaming").iter_rows():
    print(canonical_id, rows)
