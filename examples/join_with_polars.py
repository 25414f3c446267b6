"""Two lists of different sources, joined on canonical ID in polars."""

import sys
from pathlib import Path

import polars as pl

import namenorm.integrations.polars  # noqa: F401 - gives every expression `.namenorm`

HERE = Path(__file__).parent

mentions = pl.scan_csv(HERE / "mentions.csv").with_columns(canonical_id=pl.col("name").namenorm.canonical_id())
figures = pl.scan_csv(HERE / "public_figures.csv").with_columns(canonical_id=pl.col("listed_as").namenorm.canonical_id())
joined = (
    mentions.join(figures, on="canonical_id")
    .select("canonical_id", "reference", "listed_as", "date", "name")
    .sort("canonical_id", "date", "name")
)
sys.stdout.write(joined.collect().write_csv())
