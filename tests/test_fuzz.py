"""A short run of `python -m benchmarks.fuzz`; docs/reliability.md reports on the long one."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from benchmarks.fuzz import paths
from benchmarks.fuzz.__main__ import fuzz
from benchmarks.fuzz.paths import PATHS, Path_
from namenorm import Canonicalizer


@pytest.mark.parametrize(("name", "cases"), [("names", 400), ("rows", 400), ("tables", 1000)])
def test_no_case_does_harm(name: str, cases: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Canonicalizer, "open", Canonicalizer.open)  # `rows` keeps what was opened: only until the end of this test
    path = PATHS[name](tmp_path)
    failures = fuzz(path, cases, first_seed=1)
    assert not failures, failures[0]["error"]
    assert path.count >= cases


class _Slow(PATHS["tables"]):  # type: ignore[misc]
    def run(self, case: bytes) -> None:
        until = time.process_time() + paths.LIMIT + 0.01
        while time.process_time() < until:
            pass


class _Raising(PATHS["tables"]):  # type: ignore[misc]
    def run(self, case: bytes) -> None:
        raise RecursionError(case)


@pytest.mark.parametrize(("path", "told"), [(_Slow, "took 0.0"), (_Raising, "RecursionError")])
def test_a_case_that_did_harm_would_be_told(
    path: type[Path_], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "LIMIT", 0.02)
    (failure,) = fuzz(path(tmp_path), 1, first_seed=1)
    assert told in str(failure["error"])
    assert failure["seed"] == 1
