"""How often tokens stand in the names of a table when some of these are left out and others come."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from namenorm.compiled_table import CompiledTable
from namenorm.keys import bones_key
from namenorm.mention import ALTERNATIVE
from namenorm.rarity import Counts
from namenorm.sounds import bones_of


class Recount:
    """The counts of a large table, without those of the aliases that are `gone`."""

    def __init__(self, table: CompiledTable, gone: Sequence[int]) -> None:
        self._table, self._names, counts = table, table.counts.names - len(gone), table.counts
        self._tokens, self._bones, self._uses = (array("i", bytes(c)) for c in (counts.tokens, counts.same_bones, counts.uses))
        self._well_known = bytearray(counts.well_known)
        self._skeletons: dict[int, _Skeleton] = {}
        touched: set[int] = set()
        for entry in gone:
            for token, role in table.places(entry):
                touched.add(token)
                self._count(token, -(role != ALTERNATIVE), -1)
        self.unused = frozenset(token for token in touched if not self._uses[token])
        """The tokens that no alias is left to hold."""

    def add(self, more: CompiledTable, numbers: Sequence[int], fresh: Sequence[int]) -> None:
        """Count the names of a small table, too; its tokens have `numbers` in both, `fresh` ones come behind all others."""
        self._names += more.counts.names
        counts, known = more.counts, len(self._table.tokens)
        for token, number in enumerate(numbers):
            if number < known:
                self._count(number, counts.tokens[token], counts.uses[token])
        for token in fresh:
            self._count_bones(bones_of(more.sounds.row(token)), more.spelling(token).best, counts.tokens[token])
        for skeleton in self._skeletons.values():
            for like in skeleton.tokens if skeleton.often else ():
                self._bones[like] += skeleton.often
        self._tokens.extend(counts.tokens[token] for token in fresh)
        self._uses.extend(counts.uses[token] for token in fresh)
        self._bones.extend([self._bones_in_both(more, token) for token in fresh])
        self._well_known += bytes(counts.well_known[token] for token in fresh)

    def counts(self, concepts: Iterable[int]) -> Counts:
        """What became of the counts; those of `concepts` are known."""
        return Counts(self._names, self._tokens, self._bones, self._uses, array("i", concepts), bytes(self._well_known))

    def _count(self, token: int, often: int, uses: int) -> None:
        self._tokens[token] += often
        self._uses[token] += uses
        if bones := bones_of(self._table.sounds.row(token)):
            self._count_bones(bones, self._table.spelling(token).best, often)
        else:
            self._bones[token] += often

    def _count_bones(self, bones: int, reading: str, often: int) -> None:
        if bones:
            if bones not in self._skeletons:
                self._skeletons[bones] = _Skeleton(_of_bones(self._table, bones, reading))
            self._skeletons[bones].often += often

    def _bones_in_both(self, more: CompiledTable, token: int) -> int:
        """How often tokens of the bones of one that only the small table has stand in both."""
        bones, own = bones_of(more.sounds.row(token)), int(more.counts.same_bones[token])
        known = self._skeletons[bones].tokens if bones else ()
        return self._bones[known[0]] if known else own


@dataclass(slots=True)
class _Skeleton:
    """The tokens of a large table that have a skeleton, and how much more often it stands in the names."""

    tokens: Sequence[int]
    often: int = 0


def _of_bones(table: CompiledTable, bones: int, reading: str) -> list[int]:
    """The tokens of a skeleton, which a reading has; none if it has none."""
    near = table.token_keys.with_key(bones_key(reading)) if bones else ()
    return [token for token in near if bones_of(table.sounds.row(token)) == bones]
