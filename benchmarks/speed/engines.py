"""Rows a second through every door: a column of many rows and fewer names, beside the bare loop over the API.

    python -m benchmarks.speed.engines [--rows 1000000] [--distinct 50000] [--misspelt 0.0]

The names are spellings of the shipped table, in mixed case; `--misspelt` is the share of them with a letter left out. Those
take some forty times as long as the known ones, whatever the engine. An engine that is not installed is skipped.
Spark runs on two workers, the others in one process.
"""

from __future__ import annotations

import argparse
import os
import random
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from namenorm import AliasTable, Canonicalizer
from namenorm.errors import ExtraError

SAMPLE = 30_000
"""Rows that the bare loop is measured on; it takes as long for the others."""


def column(rows: int, distinct: int, misspelt: float, seed: int = 1) -> tuple[list[str], list[str]]:
    """(the names of the rows, the distinct ones among them); each name stands in equally many rows, more or less."""
    rnd = random.Random(seed)
    known = [name for record in AliasTable.shipped().records for name in (record.name, *(a.name for a in record.aliases))]
    names = dict.fromkeys(known[:distinct])
    while len(names) < distinct:
        name = rnd.choice(known)
        if rnd.random() < misspelt and len(name) > 4:
            at = rnd.randrange(1, len(name) - 1)
            name = name[:at] + name[at + 1 :]
        names["".join(rnd.choice((c.lower(), c.upper())) for c in name)] = None
    different = list(names)
    rnd.shuffle(different)
    filled = different + rnd.choices(different, k=rows - distinct)
    rnd.shuffle(filled)
    return filled, different


def doors(names: list[str], canonicalizer: Canonicalizer) -> Iterator[tuple[str, Callable[[], Any], Callable[[], Any]]]:
    """(engine, what it does, what moving the column costs it) for every engine there is."""
    for door in (_pandas, _polars, _arrow, _duckdb, _sqlite, _spark):
        try:
            yield door(names, canonicalizer)
        except ExtraError as error:
            print(f"skipped: {error}")


def _pandas(names: list[str], c: Canonicalizer) -> tuple[str, Callable[[], Any], Callable[[], Any]]:
    import namenorm.integrations.pandas as door

    series = door.pd.Series(names)
    return "pandas", lambda: series.namenorm.canonical_id(c), lambda: door.pd.factorize(series)


def _polars(names: list[str], c: Canonicalizer) -> tuple[str, Callable[[], Any], Callable[[], Any]]:
    import namenorm.integrations.polars as door

    frame = door.pl.DataFrame({"name": names})
    asked = door.pl.col("name").namenorm.canonical_id(c)
    return "polars", lambda: frame.with_columns(id=asked), lambda: frame["name"].to_arrow().dictionary_encode()


def _arrow(names: list[str], c: Canonicalizer) -> tuple[str, Callable[[], Any], Callable[[], Any]]:
    import namenorm.integrations.arrow as door

    array = door.pa.array(names)
    return "pyarrow", lambda: door.canonicalize_array(array, c), array.dictionary_encode


def _duckdb(names: list[str], c: Canonicalizer) -> tuple[str, Callable[[], Any], Callable[[], Any]]:
    import namenorm.integrations.duckdb as door

    con = door.duckdb.connect()
    table = door.pa.table({"name": names})
    con.register("arrived", table)
    con.execute("create table mentions as select name from arrived")
    door.register(con, c)
    ask = "create or replace table ids as select name, {} as id from mentions"
    return "duckdb", lambda: con.execute(ask.format("canonicalize(name)")), lambda: con.execute(ask.format("upper(name)"))


def _sqlite(names: list[str], c: Canonicalizer) -> tuple[str, Callable[[], Any], Callable[[], Any]]:
    import namenorm.integrations.sqlite as door

    con = sqlite3.connect(":memory:")
    con.execute("create table mentions (name text)")
    con.executemany("insert into mentions values (?)", ((name,) for name in names))
    door.register(con, c)
    con.create_function("same", 1, lambda name: name, deterministic=True)
    ask = "select max({}(name)) from mentions"
    return "sqlite", lambda: con.execute(ask.format("canonicalize")).fetchall(), lambda: con.execute(ask.format("same")).fetchall()


def _spark(names: list[str], c: Canonicalizer) -> tuple[str, Callable[[], Any], Callable[[], Any]]:
    import namenorm.integrations.spark as door

    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = door.SparkSession.builder.master("local[2]").config("spark.ui.showConsoleProgress", "false").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    frame = session.createDataFrame(door.pa.table({"name": names})).repartition(2).cache()
    same = door.arrow_udf(lambda column: column, returnType="string")

    def moved() -> door.DataFrame:
        distinct = frame.select("name").distinct().repartition(2)
        return frame.join(distinct.withColumn("canonical", same("name")), on="name", how="left")

    _done(moved())  # the JVM and the workers are up, the rows dealt out
    return "spark", lambda: _done(door.canonicalize_distinct(frame, "name", c)), lambda: _done(moved())


def _done(frame: Any) -> None:
    frame.write.format("noop").mode("overwrite").save()


def _fresh() -> Canonicalizer:
    """A canonicalizer that remembers nothing."""
    canonicalizer = Canonicalizer.open()
    canonicalizer.canonicalize("Al-Kazemi of nowhere")
    return canonicalizer


def _seconds(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.engines", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--distinct", type=int, default=50_000)
    parser.add_argument("--misspelt", type=float, default=0.0)
    options = parser.parse_args()
    names, different = column(options.rows, options.distinct, options.misspelt)
    c = _fresh()
    sample = names[:SAMPLE]
    loop = _seconds(lambda: [c.canonicalize(name) for name in sample]) * len(names) / len(sample)
    c = _fresh()
    many = _seconds(lambda: c.canonicalize_many(different))
    print(f"{len(names):,} rows, {len(different):,} names, {options.misspelt:.0%} misspelt")
    print(f"{'':12s} {'seconds':>8s} {'rows/s':>12s} {'beside the loop':>16s} {'beside canonicalize_many + moving':>34s}")
    print(f"{'loop':12s} {loop:8.2f} {len(names) / loop:12,.0f} {1.0:16.1f}")
    print(f"{'many':12s} {many:8.2f} (the distinct names alone)")
    for engine, ask, move in doors(names, _fresh()):
        moving, taken = _seconds(move), _seconds(ask)
        print(f"{engine:12s} {taken:8.2f} {len(names) / taken:12,.0f} {loop / taken:16.1f} {taken / (many + moving):34.2f}", flush=True)


if __name__ == "__main__":
    main()
