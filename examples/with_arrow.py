"""PyArrow: a column of a CSV file answered, kept as a dictionary."""

from pathlib import Path

import pyarrow as pa
from pyarrow import csv

from namenorm.integrations.arrow import canonicalize_array

mentions = csv.read_csv(Path(__file__).parent / "mentions.csv")
names = mentions["name"].dictionary_encode()
answers = pa.table({"name": names, "answer": canonicalize_array(names)}).flatten()
print(answers.schema.field("answer.canonical_id").type)
for row in answers.slice(0, 3).to_pylist():
    print(row["name"], row["answer.canonical_id"], row["answer.reason"])
