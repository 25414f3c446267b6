"""pandas: who is in the news most, whatever the spelling."""

from pathlib import Path

import pandas as pd

import namenorm.integrations.pandas  # noqa: F401 - gives every Series `.namenorm`

mentions = pd.read_csv(Path(__file__).parent / "mentions.csv")
answers = mentions.join(mentions["name"].namenorm.explain())
print(answers["canonical_id"].value_counts().head(3).to_string(header=False))
print(answers.loc[answers["status"] == "ambiguous", ["name", "reason", "score"]].to_string(index=False))
