"""Judges two names beside each other, neither of them of a table."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import NamedTuple

from namenorm.alignment import Letters
from namenorm.kernel.features import NameJudge
from namenorm.kernel.mention import Mention
from namenorm.kernel.parts import Mentioned
from namenorm.kernel.sounds import Sound
from namenorm.kernel.tokens import TokenJudge
from namenorm.mention import ROLE_WEIGHTS
from namenorm.sounds import Sounds


class Side(NamedTuple):
    """A name ready to be set beside another one. `infos` is what each token tells, `key` is that of an exact alias."""

    mention: Mention
    infos: array[float]
    key: str = ""

    def words(self) -> list[Sound]:
        """The tokens, alternatives aside."""
        return [self.mention.sounds[first] for first in self.mention.firsts]


class PairJudge:
    """A judge of any two names, one pair after the other. For one thread at a time. `concepts` is what each tells."""

    def __init__(
        self, sounds: Sounds, new_judge: Callable[[], TokenJudge], weights: array[float], concepts: array[float], kinds: bytes
    ) -> None:
        self._others: Sequence[Sound] = ()
        spelling_of, row_of = (lambda token: sounds.spelling(self._others[token])), (lambda token: self._others[token].row)
        self._letters = Letters(spelling_of, row_of, sounds, new_judge())
        self._one, self._other = (Mentioned(concepts, kinds, ROLE_WEIGHTS) for _ in range(2))
        self._judge = NameJudge(self._other, new_judge, sounds.maker(), self._letters, weights)

    def take(self, one: Side, other: Side) -> NameJudge:
        """The judge, with one name taken in as the mention, to be set beside the other one, its name 0."""
        for side, names in ((one, self._one), (other, self._other)):
            names.take(side.mention.sounds, side.mention.roles, side.mention.marks)
            names.tell(side.infos)
        self._others = other.mention.sounds
        self._letters.forget_others()
        self._letters.take(one.mention)
        self._judge.take(self._one, one.mention.places_in(other.mention))
        return self._judge
