"""The systems that are measured, behind one shape: build one from a table, then ask it names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, Self

from rapidfuzz import fuzz, process, utils
from unidecode import unidecode

from benchmarks.quality.protocol import Answer, Entry
from namenorm import AliasTable, Canonicalizer, Decision
from namenorm.decision import THRESHOLD

Table = Mapping[str, Entry]


class System(Protocol):
    """Something that links names to a table and says how alike two names are."""

    threshold: float
    """The score from which two names are taken as one, as the system ships."""

    @classmethod
    def of(cls, table: Table, type_: str) -> Self:
        """The system on a table of entities of one type."""

    @classmethod
    def shipped(cls) -> Self:
        """The system on the alias table that namenorm ships."""

    def link(self, mentions: Sequence[str], types: Sequence[str] | None = None) -> list[Answer]:
        """An answer to each mention, in order; `types` are the types of what is meant, where they are known."""

    def compare(self, name: str, other: str) -> float:
        """How alike two names are, 0.0-1.0."""


class RapidFuzz:
    """What most people do today: unidecode, then the best of all aliases by WRatio, from 86 on."""

    threshold = 0.86

    def __init__(self, table: Table) -> None:
        names = [(entity_id, name) for entity_id, entry in table.items() for name in entry.names]
        self._ids = [entity_id for entity_id, _ in names]
        self._names = [self._clean(name) for _, name in names]

    @classmethod
    def of(cls, table: Table, type_: str) -> Self:
        return cls(table)

    @classmethod
    def shipped(cls) -> Self:
        records = AliasTable.shipped().records
        return cls({record.id: Entry(record.name, tuple(alias.name for alias in record.aliases)) for record in records})

    def link(self, mentions: Sequence[str], types: Sequence[str] | None = None) -> list[Answer]:
        answers: list[Answer] = []
        for mention in mentions:  # a string distance has no use for a type
            best = process.extractOne(self._clean(mention), self._names, scorer=fuzz.WRatio)
            answers.append(self._answer(best[2], best[1] / 100) if best else Answer(None, 0.0, False))
        return answers

    def compare(self, name: str, other: str) -> float:
        return fuzz.WRatio(self._clean(name), self._clean(other)) / 100

    def _answer(self, row: int, score: float) -> Answer:
        return Answer(self._ids[row], score, score >= self.threshold)

    @staticmethod
    def _clean(name: str) -> str:
        return utils.default_process(unidecode(name))


class Namenorm:
    """This project, with its defaults."""

    def __init__(self, canonicalizer: Canonicalizer) -> None:
        self.threshold = float(THRESHOLD)
        self._canonicalizer = canonicalizer

    @classmethod
    def of(cls, table: Table, type_: str) -> Self:
        records = (
            {
                "id": entity_id,
                "name": entry.name,
                "type": type_,
                "aliases": [*entry.aliases, *({"name": name, "strength": "weak"} for name in entry.weak)],
            }
            for entity_id, entry in table.items()
        )
        return cls(Canonicalizer(AliasTable.from_records(records), candidates=50))

    @classmethod
    def shipped(cls) -> Self:
        return cls(Canonicalizer.open())

    def link(self, mentions: Sequence[str], types: Sequence[str] | None = None) -> list[Answer]:
        if types is None:
            return [self._answer(decision) for decision in self._canonicalizer.explain_many(mentions)]
        typed = zip(mentions, types, strict=True)
        return [self._answer(self._canonicalizer.explain(mention, type_)) for mention, type_ in typed]

    def compare(self, name: str, other: str) -> float:
        return self._canonicalizer.compare(name, other).score

    @staticmethod
    def _answer(decision: Decision) -> Answer:
        """The decision; where it abstains, the best candidate and its score, as an answer that is not linked."""
        candidates = tuple(candidate.canonical_id for candidate in decision.candidates)
        if decision.canonical_id is not None:
            return Answer(decision.canonical_id, decision.score, True, candidates)
        best = decision.candidates[0] if decision.candidates else None
        return Answer(best and best.canonical_id, best.score if best else 0.0, False, candidates)


SYSTEMS: Mapping[str, type[System]] = {"namenorm": Namenorm, "rapidfuzz": RapidFuzz}
"""Every system that can be measured, by the name it is asked for with."""
