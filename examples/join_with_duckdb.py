"""Two lists of different sources, joined on canonical ID in DuckDB."""

import csv
import sys
from pathlib import Path

import duckdb

from namenorm.integrations.duckdb import register

HERE = Path(__file__).parent

with duckdb.connect() as con:
    register(con)
    con.execute("create table mentions as from read_csv(?)", [str(HERE / "mentions.csv")])
    con.execute("create table figures as from read_csv(?)", [str(HERE / "public_figures.csv")])
    joined = con.execute("""
        with m as (select date, name, canonicalize(name) as id from mentions),
             f as (select reference, listed_as, canonicalize(listed_as) as id from figures)
        select id as canonical_id, reference, listed_as, date::varchar as date, name
        from m join f using (id) order by canonical_id, date, name
    """)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(column[0] for column in joined.description)
    out.writerows(joined.fetchall())
