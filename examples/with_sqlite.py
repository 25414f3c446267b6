"""SQLite: an index on the canonical ID finds every spelling of a name."""

import csv
import sqlite3
from contextlib import closing
from pathlib import Path

from namenorm.integrations.sqlite import register

with (Path(__file__).parent / "mentions.csv").open(encoding="utf-8", newline="") as file:
    rows = [(row["date"], row["name"]) for row in csv.DictReader(file)]
with closing(sqlite3.connect(":memory:")) as con:
    register(con)
    con.execute("create table mentions (date text, name text)")
    con.executemany("insert into mentions values (?, ?)", rows)
    con.execute("create index mentions_id on mentions (canonicalize(name))")
    found = con.execute("select date, name from mentions where canonicalize(name) = canonicalize(?)", ["AS-SADR, Muqtada"])
    for date, name in found:
        print(date, name)
