"""How much the letters of a Latin token say: those of Smith surprise less than those of Szczepkowski.

The file is text, one row a line: one to three letters and the cost of the last one after the others, in thousandths of a
nat. `^` is the start of a token and `$` its end. A row that ends in `*` is what it costs to forget the first letter, where
the three were not seen together often enough.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from importlib.resources.abc import Traversable
from typing import Self

BEFORE = 2  # letters that a letter is predicted from
_ANY = round(1000 * math.log(27))


class LetterModel:
    """A model of rows (letters, cost).

    >>> from importlib.resources import files
    >>> model = LetterModel.read(files("namenorm.romanization"))
    >>> model.surprise("mohammed") < model.surprise("mkhztdq")
    True
    """

    def __init__(self, rows: Iterable[tuple[str, int]]) -> None:
        self._costs = dict(rows)

    @classmethod
    def read(cls, folder: Traversable) -> Self:
        """The model in a folder of learned files."""
        lines = (folder / "letter_model.tsv").read_text("utf8").splitlines()
        fields = (line.split("\t") for line in lines if not line.startswith("#"))
        return cls((letters, int(cost)) for letters, cost in fields)

    def surprise(self, latin: str) -> int:
        """Thousandths of a nat, at least 0; `latin` holds the letters a-z."""
        marked = "^" * BEFORE + latin + "$"
        return sum(self._cost(marked[i - BEFORE : i], marked[i]) for i in range(BEFORE, len(marked)))

    def _cost(self, before: str, letter: str) -> int:
        known = self._costs.get(before + letter)
        if known is not None:
            return known
        return self._costs.get(before + "*", 0) + self._cost(before[1:], letter) if before else _ANY
