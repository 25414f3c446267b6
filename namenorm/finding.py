"""The candidates of a mention: aliases that share its telling tokens, or tokens spelled like them, in any script."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from namenorm.acronyms import acronyms
from namenorm.alignment import SAME_CONCEPT, SOLID, Part, Probability, glued, word_of
from namenorm.compiled_table import FINDABLE, KEPT_READINGS, CompiledTable
from namenorm.glossary import Concept
from namenorm.keys import keys
from namenorm.romanization import Spelling

SIMILAR = 40  # tokens looked at for each reading of a mention's token
COMMON = 3000  # aliases read for one token; of a more common one the first so many
MOST = 60  # aliases that are scored in full
_LEAST = 0.03
NONE: frozenset[Concept] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """Aliases worth scoring, likeliest first. `capped` tells that a token was too common to follow to all its aliases."""

    entries: list[int]
    capped: bool


class Finder:
    """Finds candidates in a compiled table."""

    def __init__(self, table: CompiledTable) -> None:
        self._table = table

    def similar(self, spelling: Spelling, probability: Probability) -> dict[int, float]:
        """Tokens of the table that may be spellings of this one, with their probability."""
        out: dict[int, float] = {}
        for reading, _ in spelling.readings[:KEPT_READINGS]:
            for token in self._table.index.similar(keys(reading), SIMILAR):
                if token not in out:
                    out[token] = probability(spelling, self._table.spelling(token))
        known = self._table.known(spelling.text, spelling.script)
        if known is not None:
            out[known] = 1.0
        return {token: p for token, p in out.items() if p >= _LEAST}

    def find(self, parts: Sequence[Part], probability: Probability) -> Found:
        """Up to MOST aliases by the information they are likely to share; `probability` judges pairs of tokens."""
        names = [p for p in parts if p.role in FINDABLE]
        asked = [(list(p.spellings), p.info, p.concepts) for p in names]
        asked += [([s], a.info + b.info, NONE) for a, b in zip(names, names[1:], strict=False) if (s := glued([a, b])) is not None]
        total = sum(p.info for p in parts) or 1.0
        shared: dict[int, float] = defaultdict(float)
        capped = False
        for spellings, info, concepts in asked:
            best_of = {e: SAME_CONCEPT * info for concept in concepts for e in self._table.of_concept(concept)[:COMMON]}
            similar: dict[int, float] = {}
            for spelling in spellings:
                for token, p in self.similar(spelling, probability).items():
                    similar[token] = max(p, similar.get(token, 0.0))
            for token, p in similar.items():
                told = p * min(info, self._table.info(token))
                holders = self._table.index.holders(token)
                capped = capped or len(holders) > COMMON
                for entry in holders[:COMMON]:
                    if told > best_of.get(entry, 0.0):
                        best_of[entry] = told
            if len(spellings) == 1:
                for entry in self._table.shortened(spellings[0].text)[:COMMON]:
                    best_of[entry] = max(SAME_CONCEPT * info, self._total(entry) / 2)
            for entry, told in best_of.items():
                shared[entry] += told
            if len(spellings) == 1 and max(similar.values(), default=0.0) < SOLID:
                self._split(spellings[0], info, shared)
        for short in acronyms([word_of(p) for p in parts]):
            known = self._table.known(short, "Latn")
            for entry in self._table.index.holders(known) if known is not None else ():
                shared[entry] += sum(p.info for p in names) * len(short) / len(parts)
        most = heapq.nlargest(MOST, shared.items(), key=lambda x: (x[1] / (total + self._total(x[0])), -x[0]))
        return Found([entry for entry, _ in most], capped)

    def _split(self, spelling: Spelling, info: float, shared: dict[int, float]) -> None:
        """Aliases in which the token stands as two: Petrogreen / Petro Green."""
        text = spelling.text
        for at in range(3, len(text) - 2):
            first, second = (self._table.known(t, spelling.script) for t in (text[:at], text[at:]))
            if first is not None and second is not None:
                for entry in set(self._table.index.holders(first)) & set(self._table.index.holders(second)):
                    shared[entry] += info

    def _total(self, entry: int) -> float:
        return sum(part.info for part in self._table.parts(entry)) or 1.0
