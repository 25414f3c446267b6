"""The systems that are measured, behind one shape: build one from a table, then ask it names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from typing import Any, Protocol, Self

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

    def compare(self, name: str, other: str, type_: str | None = None) -> float:
        """How alike two names of things of one type are, 0.0-1.0."""


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

    def near(self, mention: str, most: int = 12) -> list[str]:
        """The records of the names that are nearest by one of three distances, for a system without an index."""
        asked, scorers = self._clean(mention), (fuzz.ratio, fuzz.token_sort_ratio, fuzz.token_set_ratio)
        rows = [row for scorer in scorers for _, _, row in process.extract(asked, self._names, scorer=scorer, limit=most)]
        return sorted({self._ids[row] for row in rows})

    def compare(self, name: str, other: str, type_: str | None = None) -> float:
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
        self.canonicalizer = canonicalizer

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
            return [self._answer(decision) for decision in self.canonicalizer.explain_many(mentions)]
        typed = zip(mentions, types, strict=True)
        return [self._answer(self.canonicalizer.explain(mention, type_)) for mention, type_ in typed]

    def compare(self, name: str, other: str, type_: str | None = None) -> float:
        return self.canonicalizer.compare(name, other, type_).score

    @staticmethod
    def _answer(decision: Decision) -> Answer:
        """The decision; where it abstains, the best candidate and its score, as an answer that is not linked."""
        candidates = tuple(candidate.canonical_id for candidate in decision.candidates)
        if decision.canonical_id is not None:
            return Answer(decision.canonical_id, decision.score, True, candidates)
        best = decision.candidates[0] if decision.candidates else None
        return Answer(best and best.canonical_id, best.score if best else 0.0, False, candidates)


class LogicV2:
    """OpenSanctions' matcher on the 36 best records of three string distances: it has no index of its own."""

    threshold = 0.7

    def __init__(self, table: Table, type_: str) -> None:
        from followthemoney import ValueEntity, model
        from nomenklatura.matching.logic_v2.model import LogicV2 as Matcher

        self._others = RapidFuzz(table)
        self._schema = model.get({"person": "Person"}.get(type_, "LegalEntity"))
        self._make, self._config, self._matcher = ValueEntity, Matcher.default_config(), Matcher
        self._made = 0
        self._records = {entity_id: self.entity(entry.names) for entity_id, entry in table.items()}

    @classmethod
    def of(cls, table: Table, type_: str) -> Self:
        return cls(table, type_)

    @classmethod
    def shipped(cls) -> Self:
        return cls({}, "person")

    def link(self, mentions: Sequence[str], types: Sequence[str] | None = None) -> list[Answer]:
        return [self._answer(mention) for mention in mentions]

    def compare(self, name: str, other: str, type_: str | None = None) -> float:
        return self.score(self.entity([name]), self.entity([other]))

    def _answer(self, mention: str) -> Answer:
        asked = self.entity([mention])
        ranked = sorted(((self.score(asked, self._records[e]), e) for e in self._others.near(mention)), reverse=True)
        if not ranked:
            return Answer(None, 0.0, False)
        return Answer(ranked[0][1], ranked[0][0], ranked[0][0] >= self.threshold, tuple(e for _, e in ranked))

    def entity(self, names: Sequence[str]) -> Any:
        """Something of these names, as the matcher takes it; what it reads of them it remembers."""
        self._made += 1  # the matcher remembers entities by their ID
        made = self._make(self._schema, {"id": f"{id(self)}-{self._made}"})
        for name in names:
            made.add("name", name)
        return made

    def score(self, one: Any, other: Any) -> float:
        """How likely two such are one."""
        return float(self._matcher.compare(one, other, self._config).score)


def missing(name: str) -> str | None:
    """Why a system cannot be measured here, None if it can."""
    if name == "logicv2" and not (find_spec("nomenklatura") and find_spec("followthemoney")):
        return 'logicv2 is skipped: it needs nomenklatura, pip install "namenorm[peers]"'
    return None


SYSTEMS: Mapping[str, type[System]] = {"namenorm": Namenorm, "rapidfuzz": RapidFuzz, "logicv2": LogicV2}
"""Every system that can be measured, by the name it is asked for with."""
