"""A table with some records more and some less, without making it anew: what a fresh one would know, from two parts.

The large part stays as it is, but for how common its tokens are and which of its aliases are gone. The small part is compiled.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from namenorm.compiled_table import CompiledTable
from namenorm.keys import bones_key
from namenorm.mention import ALTERNATIVE
from namenorm.rarity import Counts
from namenorm.segment import Judges, Segment
from namenorm.sounds import bones_of, unpacked


def updated(base: CompiledTable, more: CompiledTable, removed: Iterable[str], judges: Judges) -> tuple[Segment, Segment]:
    """The segments of a large table without some of its records and of a small one: both know how common tokens are in all."""
    gone = bytearray(len(base))
    old = _Changed(base)
    for canonical_id in removed:
        for entry in base.entries(base.row_of(canonical_id)):
            gone[entry] = 1
            old.take_away(entry)
    new = _Changed(more)
    numbers = array("i", (base.known(text, script) for text, script in zip(more.tokens, more.scripts, strict=True)))
    for token, known in enumerate(numbers):
        if known >= 0:
            old.count(known, more.counts.tokens[token], more.counts.uses[token])
        elif more.counts.tokens[token]:
            old.count_bones(bones_of(more.sounds.row(token)), more.spelling(token).best, more.counts.tokens[token])
    for token, known in enumerate(numbers):
        new.tokens[token] = old.tokens[known] if known >= 0 else more.counts.tokens[token]
        new.same_bones[token] = old.same_bones[known] if known >= 0 else _bones_in_both(base, old, more, token)
    names = len(base) - sum(gone) + len(more)
    concepts = array("i", (a + b for a, b in zip(old.concepts, more.counts.concepts, strict=True)))
    return (
        Segment(base, judges, old.counts(names, concepts), bytes(gone)),
        Segment(more, judges, new.counts(names, concepts), bytes(len(more))),
    )


def _bones_in_both(base: CompiledTable, old: _Changed, more: CompiledTable, token: int) -> int:
    """How often tokens of the bones of one that only the small table has stand in both."""
    bones = bones_of(more.sounds.row(token))
    own = int(more.counts.same_bones[token])
    if not bones:
        return own
    for like in base.with_key(bones_key(more.spelling(token).best)):
        if bones_of(base.sounds.row(like)) == bones:
            return int(old.same_bones[like])
    others = (t for t in more.with_key(bones_key(more.spelling(token).best)) if bones_of(more.sounds.row(t)) == bones)
    return max([own, *(int(more.counts.same_bones[t]) for t in others)])


class _Changed:
    """The counts of a table, to be changed."""

    def __init__(self, table: CompiledTable) -> None:
        self._table, counts = table, table.counts
        self.tokens, self.same_bones = array("i", counts.tokens), array("i", counts.same_bones)
        self.uses, self.concepts = array("i", counts.uses), array("i", counts.concepts)

    def take_away(self, entry: int) -> None:
        """Count an alias no more."""
        table = self._table
        concepts: set[int] = set()
        for token, role, mark in table.places(entry):
            self.uses[token] -= 1
            if role != ALTERNATIVE:
                self.count(token, -1, 0)
            concepts.update(unpacked(mark) if mark > 0 else ())
        for concept in concepts:
            self.concepts[concept] -= 1

    def count(self, token: int, often: int, uses: int) -> None:
        """Count a token of the table so much more often."""
        self.tokens[token] += often
        self.uses[token] += uses
        if bones := bones_of(self._table.sounds.row(token)):
            self.count_bones(bones, self._table.spelling(token).best, often)
        else:
            self.same_bones[token] += often

    def count_bones(self, bones: int, reading: str, often: int) -> None:
        """Count the tokens of a skeleton so much more often."""
        for like in self._table.with_key(bones_key(reading)) if often and bones else ():
            if bones_of(self._table.sounds.row(like)) == bones:
                self.same_bones[like] += often

    def counts(self, names: int, concepts: array[int]) -> Counts:
        """What became of the counts."""
        return Counts(names, self.tokens, self.same_bones, self.uses, concepts, self._table.counts.well_known)
