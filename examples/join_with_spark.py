"""Two lists of different sources, joined on canonical ID in Spark. Needs Java 17."""

import csv
import os
import sys
from pathlib import Path

from pyspark.sql import SparkSession

from namenorm.integrations.spark import canonicalize_udf

HERE = Path(__file__).parent

os.environ["PYSPARK_PYTHON"] = sys.executable  # the workers' Python has to be one with namenorm
spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
canonicalize = canonicalize_udf()
mentions = spark.read.csv(str(HERE / "mentions.csv"), header=True, escape='"')
figures = spark.read.csv(str(HERE / "public_figures.csv"), header=True, escape='"')
mentions = mentions.withColumn("canonical_id", canonicalize("name").canonical_id)
figures = figures.withColumn("canonical_id", canonicalize("listed_as").canonical_id)
joined = (
    mentions.join(figures, on="canonical_id")
    .select("canonical_id", "reference", "listed_as", "date", "name")
    .orderBy("canonical_id", "date", "name")
)
out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow(joined.columns)
out.writerows(joined.collect())
spark.stop()
