"""PySpark: an Arrow UDF whose table is shipped once to every worker. Extra: `pip install "namenorm[spark]"`."""

from __future__ import annotations

from collections.abc import Callable

from namenorm.integrations import extra
from namenorm.integrations.answers import Answer, Table

with extra("spark"):
    import pyarrow as pa
    from pyspark.sql import Column, DataFrame, SparkSession
    from pyspark.sql.functions import arrow_udf  # type: ignore[attr-defined]

    from namenorm.integrations.columns import ColumnAnswers

_ANSWER = ", ".join(f"{field} {'double' if field == 'score' else 'string'}" for field in Answer._fields)


def canonicalize_udf(table: Table = None) -> Callable[..., Column]:
    """A function of a column of names: a struct of canonical_id, canonical_name, score (0..1), status, reason; null for null.

    Only the driver needs the table: it is compiled here and broadcast, and each worker process opens it once. The workers need
    namenorm itself. It belongs to the active session; without one, Spark says so.
    """
    # What is broadcast comes to life once in each worker process, and remembers names from one batch to the next.
    shipped = SparkSession.active().sparkContext.broadcast(ColumnAnswers(table))

    def canonicalize(names: pa.Array) -> pa.Array:
        return shipped.value.of(names)

    udf: Callable[..., Column] = arrow_udf(canonicalize, returnType=_ANSWER)
    return udf


def canonicalize_distinct(frame: DataFrame, column: str, table: Table = None, to: str = "canonical") -> DataFrame:
    """`frame` with a column `to` more, the answers to `column`, each distinct name asked once in the whole cluster.

    For columns where few names fill most rows, and for those with more distinct names than a worker remembers: the distinct
    names are dealt out evenly to the workers, and their answers joined to the rows. The order of rows is not kept.
    """
    tasks = frame.sparkSession.sparkContext.defaultParallelism
    distinct = frame.select(column).distinct().repartition(tasks)  # by number: else Spark would put so few rows in one task
    answers = distinct.withColumn(to, canonicalize_udf(table)(column))
    return frame.join(answers, on=column, how="left").select(*frame.columns, to)
