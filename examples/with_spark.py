"""Spark: who is in the news most, whatever the spelling. Needs Java 17."""

import os
import sys
from pathlib import Path

from pyspark.sql import SparkSession
from pyspark.sql.functions import desc

from namenorm.integrations.spark import canonicalize_udf

os.environ["PYSPARK_PYTHON"] = sys.executable  # the workers' Python has to be one with namenorm
spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
mentions = spark.read.csv(str(Path(__file__).parent / "mentions.csv"), header=True, escape='"')
answers = mentions.withColumn("canonical", canonicalize_udf()("name")).select("*", "canonical.*")
most = answers.groupBy("canonical_id").count().dropna().orderBy(desc("count"), "canonical_id").limit(3)
for canonical_id, rows in most.collect():
    print(canonical_id, rows)
spark.stop()
