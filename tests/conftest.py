"""What many tests need: the shipped table once a session, and a cache folder of the session's own."""

from __future__ import annotations

import csv
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from namenorm import AliasTable, Canonicalizer

FIELDS = ("canonical_id", "canonical_name", "score", "status", "reason")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Stored tables go to a folder of this session (subprocesses inherit it): no test reads what another run left."""
    before = os.environ.get("NAMENORM_CACHE")
    os.environ["NAMENORM_CACHE"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        del os.environ["NAMENORM_CACHE"]
    else:
        os.environ["NAMENORM_CACHE"] = before


@pytest.fixture(scope="session")
def shipped_table() -> AliasTable:
    return AliasTable.shipped()


@pytest.fixture(scope="session")
def shipped(shipped_table: AliasTable) -> Canonicalizer:
    return Canonicalizer(shipped_table)


@pytest.fixture(scope="session")
def mentions() -> list[str | None]:
    """Names as pipelines bring them: those of the example file, missing and empty ones, repeated, of every kind of answer."""
    with (Path(__file__).parent.parent / "examples" / "mentions.csv").open(encoding="utf-8", newline="") as file:
        names: list[str | None] = [row["name"] for row in csv.DictReader(file)]
    return [*names, None, "Al-Kazemi", "…", "مقتدى  الصدر", None, "x" * 600, *reversed(names)]


@pytest.fixture(scope="session")
def expected(shipped: Canonicalizer, mentions: list[str | None]) -> list[dict[str, Any] | None]:
    """What every door has to answer to `mentions`: what `explain_many` says, null for null."""
    decisions = shipped.explain_many(mentions)
    return [
        None if name is None else {field: getattr(decision, field) for field in FIELDS}
        for name, decision in zip(mentions, decisions, strict=True)
    ]


@pytest.fixture(scope="session")
def many_names(shipped_table: AliasTable) -> list[str]:
    """A million rows of 50,000 distinct spellings: the aliases of the shipped table in capital and small letters at random."""
    chance = random.Random(20261124)
    aliases = [name for record in shipped_table.records for name in (record.name, *(alias.name for alias in record.aliases))]
    distinct = dict.fromkeys(aliases)
    while len(distinct) < 50_000:
        alias = chance.choice(aliases)
        distinct["".join(chance.choice((letter.lower(), letter.upper())) for letter in alias)] = None
    names = list(distinct)[:50_000]
    return names + chance.choices(names, k=950_000)


@pytest.fixture(scope="session")
def many_ids(shipped: Canonicalizer, many_names: list[str]) -> list[str | None]:
    """The canonical IDs of `many_names`."""
    return shipped.canonicalize_many(many_names)
