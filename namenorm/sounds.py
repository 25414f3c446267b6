"""From a spelling to the numbers that the kernel compares: the sound of a token, and its traits."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from zlib import crc32

from namenorm import syllables
from namenorm.kernel.readings import readings_of
from namenorm.kernel.rows import BONES
from namenorm.kernel.sounds import Sound, SoundMaker, SoundMakers
from namenorm.kernel.tokens import TokenJudge
from namenorm.keys import SKELETONS
from namenorm.romanization import LATIN, Romanizer, Spelling
from namenorm.token_matching import FEATURES
from namenorm.weights import Weights
from namenorm.well_known import WellKnown

SON_OF = frozenset(("bin", "ibn", "ben", "bint", "ould", "بن", "ابن", "бин", "ибн"))  # what follows is another person's name
ANY_FORM = frozenset(("co", "corp"))
SPACELESS = frozenset(("Hani", "Hang", "Kana", "Thai"))
SYLLABIC = frozenset((LATIN, "Hang", "Hani"))
_LONGEST = 13  # letters of the longest chunk of any table
_PLACES = bytes(max("aktspflrnj".find("s" if code == 10 else chr(96 + code)), 0) for code in range(32))  # sh and ch are near
_PACKED = 10  # bits of a number in a packed set, of three at the most


def packed(numbers: list[int]) -> int:
    """A set of up to three numbers from 1 on as one.

    >>> packed([2, 1]) == packed([1, 2]) == 1 | 2 << 10
    True
    """
    return sum(number << _PACKED * k for k, number in enumerate(sorted(numbers)[:3]))


def unpacked(numbers: int) -> list[int]:
    """The numbers of a packed set.

    >>> unpacked(packed([7, 2]))
    [2, 7]
    """
    out = []
    while numbers:
        out.append(numbers & (1 << _PACKED) - 1)
        numbers >>= _PACKED
    return out


def bones_of(row: Sequence[int]) -> int:
    """The number of the skeleton of a token, from its row."""
    return row[BONES]


class Sounds:
    """Makes the sounds of tokens. Shared by threads.

    Of the `known` Latin words more counts than their letters; `makers` make the sounds of the others.
    """

    def __init__(self, romanizer: Romanizer, well_known: WellKnown) -> None:
        self._romanizer, self._well_known = romanizer, well_known
        self.known = SON_OF | ANY_FORM | well_known.words
        self.makers = SoundMakers(self.maker)
        self._numbers: dict[frozenset[str], int] = {}

    def latin(self, word: str) -> Sound:
        """The sound of a Latin word of the letters a-z."""
        names = self._well_known.of(word)
        sound: Sound = self.makers.sound(word, self._numbers_of(names), _traits(word, names))
        return sound

    def of(self, spelling: Spelling) -> Sound:
        """The sound of any token; the row of one with no readable letter has only its edges."""
        script = 0 if spelling.is_latin else self._romanizer.scripts.index(spelling.script)
        known, traits = self._numbers_of(spelling.well_known), self.traits(spelling)
        maker = self.makers.borrow()
        sound: Sound = maker.of(spelling.text, spelling.script, script, spelling.letters, known, traits)
        self.makers.give_back(maker)
        return sound

    def spelling(self, sound: Sound) -> Spelling:
        """The token ready to be read by people or put together with others."""
        return self._romanizer.spelling(sound.text, sound.script, readings_of(sound.readings), self._well_known.of(sound.text))

    def _numbers_of(self, names: frozenset[str]) -> int:
        """Well-known names as a row has them."""
        if not names:
            return 0
        found = self._numbers.get(names)
        if found is None:
            found = self._numbers[names] = packed([self._well_known.numbers[name] for name in names])
        return found

    def maker(self) -> SoundMaker:
        """A maker of rows, for one thread."""
        of = self._romanizer
        return SoundMaker(of.costs, of.load, _LONGEST, of.model.costs, SKELETONS, _PLACES, syllables.traditions())

    def traits(self, spelling: Spelling) -> int:
        """What else counts of a token, in bits: `kernel/parts.py` tells which."""
        text, script = spelling.text, spelling.script
        scripts = self._romanizer.scripts
        number = scripts.index(script) if script in scripts else len(scripts) + crc32(script.encode()) % (63 - len(scripts))
        traits = number | _traits(text, spelling.well_known) | (script in SPACELESS) << 9
        if script in SYLLABIC:
            traits |= 1 << 10 | syllables.traits(text) << 11
        return traits

    def judge(self, weights: Weights) -> TokenJudge:
        """A judge of pairs of tokens."""
        scripts = self._romanizer.scripts
        vectors = [weights.of("token", script) for script in scripts]
        flat = array("d", [vector.get(feature, 0.0) for vector in vectors for feature in FEATURES])
        return TokenJudge(self._romanizer.costs, self._romanizer.load, _LONGEST, SKELETONS, flat)


def _traits(text: str, well_known: frozenset[str]) -> int:
    """What counts of a word of any script, in bits."""
    is_given = bool(well_known) and all(map(str.islower, well_known))
    return (text in SON_OF) << 6 | (text in ANY_FORM) << 7 | is_given << 8
