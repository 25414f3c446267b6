"""Pairs of names that are known to be one name or two: `pairs_*.tsv`."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from benchmarks.quality.protocol import SEED, bare


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names; `same` tells whether they are spellings of one name."""

    name: str
    other: str
    same: bool
    category: str
    type: str | None = None


@dataclass(frozen=True, slots=True)
class PairScores:
    """What a system does with the pairs of one category as it ships. A share is None if there are no such pairs."""

    same: int
    different: int
    found: float | None
    merged: float | None


class Comparer(Protocol):
    """Something that says how alike two names are, 0.0-1.0, and from where on it takes them as one."""

    threshold: float

    def compare(self, name: str, other: str, type_: str | None = None) -> float:
        """The score of two names of things of one type."""


def read_pairs(path: Path, limit: int | None = None) -> list[Pair]:
    """The pairs of a file; of a file with more than `limit`, a sample that is the same in every run."""
    with path.open(encoding="utf-8", newline="") as file:
        pairs = [
            Pair(row["name1"], row["name2"], row["label"] == "1", row["category"], row.get("type") or None)
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]
    if limit is not None and len(pairs) > limit:
        pairs = random.Random(SEED).sample(pairs, limit)
    return pairs


def measure_pairs(system: Comparer, pairs: Iterable[Pair]) -> dict[str, PairScores]:
    """By category: the share of same pairs that reach the threshold, and of different pairs that wrongly do.

    Two people of one name, to the letter, are passed over: no speller can tell them apart.
    """
    taken: dict[str, dict[bool, list[bool]]] = {}
    for pair in pairs:
        if not pair.same and bare(pair.name) == bare(pair.other):
            continue
        verdict = system.compare(pair.name, pair.other, pair.type) >= system.threshold
        taken.setdefault(pair.category, {True: [], False: []})[pair.same].append(verdict)
    return {
        category: PairScores(len(by[True]), len(by[False]), _share(by[True]), _share(by[False]))
        for category, by in sorted(taken.items())
    }


def _share(verdicts: list[bool]) -> float | None:
    return sum(verdicts) / len(verdicts) if verdicts else None


def pooled(by_category: Iterable[PairScores]) -> PairScores:
    """All categories of a file as one."""
    scores = list(by_category)
    same, different = sum(of.same for of in scores), sum(of.different for of in scores)
    found = sum(of.same * (of.found or 0.0) for of in scores)
    merged = sum(of.different * (of.merged or 0.0) for of in scores)
    return PairScores(same, different, found / same if same else None, merged / different if different else None)
