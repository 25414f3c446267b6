"""How much the letters of a Latin token say: those of Smith surprise less than those of Szczepkowski.

The file is text, one row a line: one to three letters and the cost of the last one after the others, in thousandths of a
nat. `^` is the start of a token and `$` its end. A row that ends in `*` is what it costs to forget the first letter, where
the three were not seen together often enough.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable
from importlib.resources.abc import Traversable
from typing import Self

from namenorm.kernel.letters import LetterCosts
from namenorm.letter_codes import CODES, edged

BEFORE = 2  # letters that a letter is predicted from
_ANY = round(1000 * math.log(27))
_WIDE = 32


class LetterModel:
    """A model of rows (letters, cost).

    >>> from importlib.resources import files
    >>> model = LetterModel.read(files("namenorm.romanization"))
    >>> model.surprise("mohammed") < model.surprise("mkhztdq")
    True
    """

    def __init__(self, rows: Iterable[tuple[str, int]]) -> None:
        ones, twos, threes = (array("i", [-1]) * _WIDE**k for k in (1, 2, 3))
        forget_one, forget_two = array("i", bytes(4 * _WIDE)), array("i", bytes(4 * _WIDE**2))
        for letters, cost in rows:
            forgets = letters.endswith("*")
            place = 0
            for letter in letters.removesuffix("*"):
                place = place * _WIDE + CODES[letter]
            into = (None, forget_one, forget_two)[len(letters) - 1] if forgets else (ones, twos, threes)[len(letters) - 1]
            if into is not None:
                into[place] = cost
        self.costs = LetterCosts(threes, twos, ones, forget_two, forget_one, _ANY)

    @classmethod
    def read(cls, folder: Traversable) -> Self:
        """The model in a folder of learned files."""
        lines = (folder / "letter_model.tsv").read_text("utf8").splitlines()
        fields = (line.split("\t") for line in lines if not line.startswith("#"))
        return cls((letters, int(cost)) for letters, cost in fields)

    def surprise(self, latin: str) -> int:
        """Thousandths of a nat, at least 0; `latin` holds the letters a-z."""
        letters = edged(latin)
        return int(self.costs.surprise(letters, len(letters)))
