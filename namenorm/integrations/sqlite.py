"""SQLite, by the sqlite3 of the standard library: `canonicalize(name)` and `canonicalize_struct(name)` in SQL. No extra."""

from __future__ import annotations

import json
import sqlite3
from functools import lru_cache

from namenorm.integrations.answers import Answer, Table, answers, opened

_REMEMBERED = 250_000


def register(con: sqlite3.Connection, table: Table = None) -> None:
    """Give `con` two functions; NULL for NULL. They are deterministic, so an index on an expression may use them.

    `canonicalize(name)` is the canonical ID, NULL if it is unknown or in doubt; `canonicalize_struct(name)` a JSON object of
    canonical_id, canonical_name, score (0..1), status and reason, for SQLite has no structs: `->> 'score'` takes one out.

    >>> con = sqlite3.connect(":memory:")
    >>> register(con)
    >>> con.execute("select canonicalize('Al-Kazemi'), canonicalize_struct('Fatah') ->> 'reason'").fetchone()
    ('mustafa-al-kadhimi', 'shared_alias')
    >>> con.close()
    """
    canonicalizer = opened(table)

    @lru_cache(_REMEMBERED)  # SQLite calls row by row
    def answer(name: str | None) -> Answer | None:
        return answers(canonicalizer, [name])[0]

    def canonicalize(name: str | None) -> str | None:
        found = answer(name)
        return found and found.canonical_id

    def canonicalize_struct(name: str | None) -> str | None:
        found = answer(name)
        return found and json.dumps(found._asdict(), ensure_ascii=False)

    for function in (canonicalize, canonicalize_struct):
        con.create_function(function.__name__, 1, function, deterministic=True)
