"""An alias table made ready to be asked: every alias read, its tokens indexed, its exact keys looked up in one step."""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from namenorm.acronyms import acronyms, blend_key, blend_keys
from namenorm.alias_table import AliasTable
from namenorm.alignment import Part
from namenorm.glossary import Concept, Mark
from namenorm.index import Index
from namenorm.keys import keys, skeleton
from namenorm.model import Strength
from namenorm.parsing import Name, Role, Token
from namenorm.reading import NameReader
from namenorm.romanization import Spelling
from namenorm.scoring import WEIGHT_OF_ROLE

KEPT_READINGS = 6
FINDABLE = (Role.NAME, Role.POSSESSOR)
_WORLD = 3000  # the names that common tokens are counted in besides the table's own
_CONCEPT = 30  # how many of them a concept of the glossary is in
_SAME_BONES = 0.2  # how far a token is as common as all tokens of its skeleton


@dataclass(frozen=True, slots=True)
class Entry:
    """One alias of the table: the row of its record, its text, and whether it is weak."""

    row: int
    alias: str
    weak: bool


class CompiledTable:
    """What the canonicalizer asks: exact aliases, similar tokens, aliases that hold a token, what a token tells."""

    def __init__(self, table: AliasTable, reader: NameReader) -> None:
        self.records = table.records
        self._reader = reader
        self.entries: list[Entry] = []
        self.names: list[Name] = []
        self.exact: dict[str, list[int]] = defaultdict(list)
        self.core: dict[str, list[int]] = defaultdict(list)
        self._marks: dict[int, list[Mark]] = {}
        self._by_concept: dict[Concept, list[int]] = defaultdict(list)
        self._by_acronym: dict[str, list[int]] = defaultdict(list)
        self._token_ids: dict[tuple[str, str], int] = {}
        self._spellings: list[Spelling] = []
        self._fill()
        self._infos = self._count()
        self.index = self._build_index()
        self._parts: dict[int, tuple[Part, ...]] = {}

    def _fill(self) -> None:
        rows = {record.id: row for row, record in enumerate(self.records)}
        for record in self.records:
            row = rows[record.id]
            while (heir := self.records[row].merged_into) is not None:
                row = rows[heir]
            self._add(row, record.name, weak=False)
            for alias in record.aliases:
                self._add(row, alias.name, weak=alias.strength is Strength.WEAK)

    def _add(self, row: int, alias: str, *, weak: bool) -> None:
        read = self._reader.read(alias)
        number = len(self.entries)
        self.entries.append(Entry(row, alias, weak))
        self.names.append(read.name)
        if read.key:
            self.exact[read.key].append(number)
            self.core[read.core].append(number)
        for token in read.name.tokens:
            for text in (token.text, *token.alternatives):
                self.token_id(text, token.script)
        if self.records[row].type == "org":
            self._mark(number, read.name)

    def _mark(self, number: int, name: Name) -> None:
        """Only the names of organisations are translated: Shahid is a martyr there, but a given name elsewhere."""
        tokens = [t for t in name.tokens if t.role is not Role.ARTICLE and t.text.isascii()]
        words = [(t.text, t.role is Role.PARTICLE) for t in tokens if t.role in (Role.NAME, Role.PARTICLE)]
        with_forms = acronyms([(t.text, t.role is Role.PARTICLE) for t in tokens])
        for key in with_forms | acronyms(words) | {f"{blend}-" for blend in blend_keys(words)}:
            self._by_acronym[key].append(number)
        marks = self._reader.glossary.marks(name.tokens)
        if any(mark.concepts for mark in marks):
            self._marks[number] = marks
            for concept in {concept for mark in marks for concept in mark.concepts}:
                self._by_concept[concept].append(number)

    def token_id(self, text: str, script: str) -> int:
        """The number of a token of the table; a new one while the table is being filled."""
        found = self._token_ids.setdefault((text, script), len(self._token_ids))
        if found == len(self._spellings):
            self._spellings.append(self._reader.spelling(text, script))
        return found

    def known(self, text: str, script: str) -> int | None:
        """The number of a token, None if no alias has it."""
        return self._token_ids.get((text, script))

    def _count(self) -> array[float]:
        """What each token tells: the negative logarithm of its frequency among the aliases, similar tokens counted in."""
        frequency = [0.0] * len(self._spellings)
        bones: dict[str, float] = defaultdict(float)
        outline = [skeleton(s.target.text) for s in self._spellings]
        for name in self.names:
            for token in name.tokens:
                number = self._token_ids[token.text, token.script]
                frequency[number] += 1
                bones[outline[number]] += 1
        total = len(self.entries) + _WORLD
        return array("d", (
            math.log(total / (f + _SAME_BONES * (bones[b] - f) + 1)) for f, b in zip(frequency, outline, strict=True)
        ))  # fmt: skip

    def _build_index(self) -> Index:
        token_keys = [
            dict.fromkeys(k for reading, _ in s.readings[:KEPT_READINGS] for k in keys(reading)) for s in self._spellings
        ]
        holders = [
            [self._token_ids[text, t.script] for t in name.tokens if t.role in FINDABLE for text in (t.text, *t.alternatives)]
            for name in self.names
        ]
        return Index.build(token_keys, holders)

    def spelling(self, token: int) -> Spelling:
        return self._spellings[token]

    def info(self, token: int | None) -> float:
        """Nats; a token that no alias has tells most."""
        return math.log(len(self.entries) + _WORLD) if token is None else self._infos[token]

    def in_concepts(self, part: Part, mark: Mark) -> Part:
        """The part as the glossary marks it: a common word tells no more than its concept, one inside a phrase nothing."""
        if mark.inner:
            return replace(part, info=0.0)
        if not mark.concepts or not self._by_concept:
            return part
        total = len(self.entries) + _WORLD
        told = min(math.log(total / (len(self._by_concept.get(c, ())) + _CONCEPT)) for c in mark.concepts)
        return replace(part, info=min(part.info, told * WEIGHT_OF_ROLE[part.role]), concepts=mark.concepts)

    def shortened(self, text: str) -> list[int]:
        """The aliases of organisations whose acronym it is, or else those whose words it may be a blend of."""
        return self._by_acronym.get(text) or self._by_acronym.get(f"{blend_key(text)}-", [])

    def of_concept(self, concept: Concept) -> list[int]:
        """The aliases of organisations that have a word for it."""
        return self._by_concept.get(concept, [])

    def parts(self, entry: int) -> tuple[Part, ...]:
        """The parts of an alias, made when first asked for."""
        parts = self._parts.get(entry)
        if parts is None:
            parts = self._parts[entry] = tuple(self._alias_parts(self.names[entry], self._marks.get(entry)))
        return parts

    def _alias_parts(self, name: Name, marks: list[Mark] | None) -> Iterator[Part]:
        for i, token in enumerate(name.tokens):
            if token.role is Role.ARTICLE:
                continue
            number = self._token_ids[token.text, token.script]
            part = self._part(token, self.info(number))
            yield self.in_concepts(part, marks[i]) if marks else part

    def _part(self, token: Token, info: float) -> Part:
        spellings = tuple(self._spellings[self._token_ids[text, token.script]] for text in (token.text, *token.alternatives))
        return Part(spellings, token.role, info * WEIGHT_OF_ROLE[token.role])
