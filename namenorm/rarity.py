"""How much a token tells: the rarer it is among all names that are known, the more."""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from namenorm.index import Numbers
from namenorm.kernel.parts import Rarity
from namenorm.kernel.sounds import Sound
from namenorm.name import Name
from namenorm.sounds import bones_of
from namenorm.storage import Sections, Writer

WORLD = 3000  # the names that common tokens are counted in besides the table's own
WELL_KNOWN = 0.002  # the part of them that has a certain well-known name
_CONCEPT = 30  # how many of them a concept of the glossary is in
_SAME_BONES = 0.2  # how far a token is as common as all tokens of its skeleton


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each token, each skeleton of a token and each concept stands in the names of a table.

    `uses` also counts where a token is only another text of the one before it. Tokens without a skeleton have none in common.
    """

    names: int
    tokens: Numbers
    same_bones: Numbers
    uses: Numbers
    concepts: Numbers
    well_known: bytes | memoryview

    @classmethod
    def of(
        cls, names: Sequence[Name], token_ids: Mapping[tuple[str, str], int], sounds: Sequence[Sound], concepts: Iterable[int]
    ) -> Self:
        """The counts of parsed names, whose tokens are numbered."""
        tokens, uses = array("i", bytes(4 * len(token_ids))), array("i", bytes(4 * len(token_ids)))
        for name in names:
            for token in name.tokens:
                tokens[token_ids[token.text, token.script]] += 1
                for text in (token.text, *token.alternatives):
                    uses[token_ids[text, token.script]] += 1
        outline = [bones_of(sound.row) for sound in sounds]
        same: dict[int, int] = defaultdict(int)
        for count, bones in zip(tokens, outline, strict=True):
            same[bones] += count
        return cls(
            len(names), tokens,
            array("i", [same[bones] if bones else own for own, bones in zip(tokens, outline, strict=True)]), uses,
            array("i", concepts),
            bytes(bool(sound.well_known) for sound in sounds),
        )  # fmt: skip

    def infos(self) -> array[float]:
        """What each token tells, in nats: the negative logarithm of its frequency, similar tokens counted in."""
        out = array("d", bytes(8 * len(self.tokens)))
        Rarity(self.names + WORLD, _SAME_BONES, WELL_KNOWN).tell(self.tokens, self.same_bones, self.well_known, out)
        return out

    def info_of_unknown(self, *, well_known: bool) -> float:
        """What a token tells that no alias has: most, unless it is a well-known name."""
        return -math.log(WELL_KNOWN) if well_known else math.log(self.names + WORLD)

    def concept_infos(self) -> array[float]:
        """What each concept tells at most, by number."""
        return array("d", [math.log((self.names + WORLD) / (count + _CONCEPT)) for count in self.concepts])

    def write(self, writer: Writer) -> None:
        writer.add("count.names", array("i", [self.names]))
        writer.add("count.tokens", self.tokens)
        writer.add("count.bones", self.same_bones)
        writer.add("count.uses", self.uses)
        writer.add("count.concepts", self.concepts)
        writer.add("count.well_known", self.well_known)

    @classmethod
    def read(cls, sections: Sections) -> Self:
        names = sections.array("count.names")[0]
        return cls(names, *(sections.array(f"count.{part}") for part in ("tokens", "bones", "uses", "concepts", "well_known")))
