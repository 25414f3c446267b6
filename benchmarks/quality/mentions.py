"""Mentions from the news against the shipped alias table: `*_mentions.csv` (row, mention, type, expected).

`expected` names what a mention means in words of the file's own, so IDs can't be compared. All mentions with one
`expected` form a group, and the group's record is the one that most of its links go to.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from benchmarks.quality.protocol import Answer
from benchmarks.quality.systems import System


class Outcome(StrEnum):
    """What became of a mention."""

    RIGHT = "right"
    ABSTAINED = "abstained"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as the news printed it."""

    row: str
    text: str
    type: str
    expected: str


@dataclass(frozen=True, slots=True)
class Result:
    """A mention, the best record found for it (None without one) and what became of it."""

    mention: Mention
    canonical_id: str | None
    score: float
    outcome: Outcome


def read_mentions(path: Path) -> list[Mention]:
    """The mentions of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return [Mention(row["row"], row["mention"], row["type"], row["expected"]) for row in csv.DictReader(file)]


def measure_mentions(system: System, mentions: Sequence[Mention], *, typed: bool) -> list[Result]:
    """A result for each mention, in order; `typed` tells the system the type of what is meant."""
    texts = [mention.text for mention in mentions]
    answers = system.link(texts, [mention.type for mention in mentions] if typed else None)
    return judge(mentions, answers)


def judge(mentions: Sequence[Mention], answers: Sequence[Answer]) -> list[Result]:
    """Right is a link to the record of the mention's group; every other link is wrong."""
    records = group_records(mentions, answers)
    return [
        Result(mention, answer.canonical_id, answer.score, _outcome(answer, records.get(mention.expected)))
        for mention, answer in zip(mentions, answers, strict=True)
    ]


def group_records(mentions: Sequence[Mention], answers: Sequence[Answer]) -> dict[str, str]:
    """The record of each group that has one.

    A record belongs to one group only: to the one with most links to it, and to none if two have equally many.
    """
    links: dict[str, Counter[str]] = {}
    for mention, answer in zip(mentions, answers, strict=True):
        if answer.linked and answer.canonical_id is not None:
            links.setdefault(mention.expected, Counter())[answer.canonical_id] += 1
    claims: dict[str, list[tuple[int, str]]] = {}
    for group, counter in links.items():
        record, count = counter.most_common(1)[0]
        claims.setdefault(record, []).append((count, group))
    records: dict[str, str] = {}
    for record, claimants in claims.items():
        most = max(count for count, _ in claimants)
        owners = [group for count, group in claimants if count == most]
        if len(owners) == 1:
            records[owners[0]] = record
    return records


def _outcome(answer: Answer, record: str | None) -> Outcome:
    if not answer.linked:
        return Outcome.ABSTAINED
    return Outcome.RIGHT if answer.canonical_id == record else Outcome.WRONG
