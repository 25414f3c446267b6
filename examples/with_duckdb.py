"""DuckDB: who is in the news most, whatever the spelling, in SQL."""

from pathlib import Path

import duckdb

from namenorm.integrations.duckdb import register

with duckdb.connect() as con:
    register(con)
    con.execute("create table mentions as from read_csv(?)", [str(Path(__file__).parent / "mentions.csv")])
    most = con.execute("""
        select canonicalize(name) as canonical_id, count(*) as rows
        from mentions where canonical_id is not null
        group by canonical_id order by rows desc, canonical_id limit 3
    """)
    for canonical_id, rows in most.fetchall():
        print(canonical_id, rows)
    doubtful = con.execute("select name, canonicalize_struct(name).reason from mentions where canonicalize(name) is null")
    for name, reason in doubtful.fetchall():
        print(name, reason)
