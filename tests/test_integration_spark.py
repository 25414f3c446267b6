"""The Spark door, on two workers that have no table file.

Spark needs Java 17. Where CI is set these tests run and fail without it; elsewhere they are skipped and say what to install.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyspark.cloudpickle import dumps
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.functions import col

from namenorm import AliasTable, Canonicalizer
from namenorm.integrations.spark import canonicalize_distinct, canonicalize_udf

pytestmark = [
    pytest.mark.skipif(
        not os.environ.get("CI") and not shutil.which("java") and not os.environ.get("JAVA_HOME"),
        reason="Spark needs Java 17: install it (Debian, Ubuntu: apt-get install openjdk-17-jre-headless) and have java on the PATH",
    ),
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
]


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    before = os.environ.get("PYSPARK_PYTHON")
    os.environ["PYSPARK_PYTHON"] = sys.executable  # else the workers are of the first python3 on the PATH
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()
    if before is None:
        del os.environ["PYSPARK_PYTHON"]
    else:
        os.environ["PYSPARK_PYTHON"] = before


def numbered(spark: SparkSession, names: list[str | None]) -> DataFrame:
    return spark.createDataFrame(list(enumerate(names)), "row int, name string").repartition(2)


def answers(frame: DataFrame, column: str) -> list[Any]:
    """The answers in the order of rows."""
    rows = frame.select("row", column).orderBy("row").collect()
    return [row[column] and row[column].asDict() for row in rows]


def test_answers_are_those_of_explain_many(
    spark: SparkSession, shipped: Canonicalizer, mentions: list[str | None], expected: list[Any]
) -> None:
    udf = canonicalize_udf(shipped)
    assert answers(numbered(spark, mentions).withColumn("answer", udf("name")), "answer") == expected


def test_each_distinct_name_once(
    spark: SparkSession, shipped: Canonicalizer, mentions: list[str | None], expected: list[Any]
) -> None:
    frame = numbered(spark, mentions)
    out = canonicalize_distinct(frame, "name", shipped)
    assert out.columns == ["row", "name", "canonical"]
    assert out.count() == len(mentions)
    assert answers(out, "canonical") == expected
    assert answers(canonicalize_distinct(frame, "name", shipped, to="who"), "who") == expected


def test_the_workers_need_no_table_file(spark: SparkSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the driver has the file, and only while the function is made; what it compiled from it is gone too."""
    monkeypatch.setenv("NAMENORM_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "ours.yaml"
    path.write_text("- id: brekkesund\n  name: Halvard Brekkesund\n  type: person\n", encoding="utf-8")
    udf = canonicalize_udf(path)
    shutil.rmtree(tmp_path)
    names = ["Халвард Бреккесунд", "BREKKESUND, Halvard", "Al-Kazemi"] * 20
    out = numbered(spark, names).withColumn("answer", udf("name"))
    assert [answer["canonical_id"] for answer in answers(out, "answer")] == ["brekkesund", "brekkesund", None] * 20


def test_the_table_is_not_in_the_function(spark: SparkSession, shipped: Canonicalizer) -> None:
    """It is broadcast, which Spark does once for each worker; what goes with every task stays small."""
    assert len(dumps(shipped)) > 1_000_000
    assert len(dumps(canonicalize_udf(shipped).func)) < 10_000


def test_two_tables_are_joined_on_canonical_id(spark: SparkSession, shipped: Canonicalizer) -> None:
    udf = canonicalize_udf(shipped)
    press = spark.createDataFrame([(1, "Al-Kazemi"), (2, None), (3, "Fatah")], "page int, name string")
    register = spark.createDataFrame([("A", "الكاظمي"), ("B", None), ("C", "Fatah")], "entry string, name string")
    joined = press.withColumn("id", udf("name").canonical_id).join(register.withColumn("id", udf("name").canonical_id), "id")
    assert [(row.page, row.entry) for row in joined.collect()] == [(1, "A")]


def test_in_sql(spark: SparkSession) -> None:
    table = AliasTable.from_records([{"id": "brekkesund", "name": "Halvard Brekkesund", "type": "person"}])
    spark.udf.register("canonicalize", canonicalize_udf(table))
    (row,) = spark.sql("select canonicalize('Халвард Бреккесунд').canonical_id id, canonicalize(null) nothing").collect()
    assert (row.id, row.nothing) == ("brekkesund", None)


def test_numbers_are_no_names(spark: SparkSession, shipped: Canonicalizer) -> None:
    with pytest.raises(PySparkException, match="names are strings, not int32: cast the column first"):
        numbered(spark, ["x"]).select(canonicalize_udf(shipped)("row")).collect()


def test_a_million_rows(
    spark: SparkSession, shipped: Canonicalizer, tmp_path: Path, many_names: list[str], many_ids: list[str | None]
) -> None:
    """Two workers give the answers of one process."""
    for part, start in enumerate(range(0, len(many_names), 250_000)):
        rows = range(start, start + 250_000)
        pq.write_table(pa.table({"row": rows, "name": many_names[start : start + 250_000]}), tmp_path / f"{part}.parquet")
    frame = spark.read.parquet(str(tmp_path))
    for out in (frame.withColumn("who", canonicalize_udf(shipped)("name")), canonicalize_distinct(frame, "name", shipped, "who")):
        table = out.select("row", col("who").canonical_id.alias("id")).toArrow().sort_by("row")
        assert table["id"].combine_chunks().equals(pa.array(many_ids, pa.string()))
