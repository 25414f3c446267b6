"""Judges two names beside each other, neither of them of a table."""

from __future__ import annotations

from array import array
from collections.abc import Callable

from namenorm.alignment import Letters
from namenorm.kernel.features import NameJudge
from namenorm.kernel.parts import Names
from namenorm.kernel.tokens import TokenJudge
from namenorm.mention import Mention
from namenorm.sounds import Sounds


class PairJudge:
    """A judge of any two names, one pair after the other. For one thread at a time."""

    def __init__(self, sounds: Sounds, new_judge: Callable[[], TokenJudge], weights: array[float]) -> None:
        self._sounds, self._tokens = sounds, new_judge()
        self._judge = NameJudge(None, new_judge, None, weights)

    def take(self, mention: Mention, names: Names, other: Mention, other_names: Names) -> NameJudge:
        """The judge, with the mention taken in, to be set beside the other one, its name 0; each is given as names, too."""
        numbers = {(sound.spelling.text, sound.spelling.script): number for number, sound in enumerate(other.sounds)}
        known = array("i", [numbers.get((sound.spelling.text, sound.spelling.script), -1) for sound in mention.sounds])
        sounds = other.sounds
        letters = Letters(lambda token: sounds[token].spelling, lambda token: sounds[token].row, self._sounds, self._tokens)
        letters.take(mention)
        self._judge.beside(other_names, letters)
        self._judge.take(names, known, True)
        return self._judge
