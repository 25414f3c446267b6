"""What many tests need: the shipped table once a session, and a cache folder of the session's own."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from namenorm import AliasTable, Canonicalizer


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
