"""Latin readings of a token in any script, several with costs, never one guess; one learned table a script."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import ClassVar

from namenorm.computed import computed
from namenorm.kernel.chunks import ChunkCosts
from namenorm.romanization.last_resort import plain_latin
from namenorm.romanization.letter_model import LetterModel
from namenorm.romanization.letters import letters
from namenorm.romanization.table import ChunkTable

SYLLABLE_END = "'"  # stands behind the Mandarin syllable that a sign without a table row is read as

__all__ = ["LATIN", "ChunkTable", "LetterModel", "Romanizer", "Spelling"]

LATIN = "Latn"


@dataclass(eq=False)  # frozen ones are slow to make, and every word of a mention has one
class Spelling:
    """A token ready to be compared: its letters, the table that reads them, and what is computed from both once. Never changed.

    `text` is folded and without spaces; `script` is an ISO 15924 code. Costs are in thousandths of a nat.
    """

    text: str
    script: str
    table: ChunkTable = field(repr=False)
    latin: ChunkTable = field(repr=False)
    letters: str = ""
    known_readings: tuple[tuple[str, int], ...] = ()
    well_known: frozenset[str] = frozenset()  # the names that everybody takes it for, mostly one or none

    @computed
    def readings(self) -> tuple[tuple[str, int], ...]:
        """Latin readings, best first, each with what it costs more than the best one. A Latin token reads as itself."""
        if self.is_latin:
            return ((self.letters, 0),)
        if self.known_readings:
            return self.known_readings
        found = self.table.readings(self.letters)
        best = found[0][1]
        return tuple([(text, cost - best) for text, cost in found])

    @property
    def best(self) -> str:
        """The best reading."""
        return self.letters if self.table is self.latin else self.readings[0][0]

    @property
    def is_latin(self) -> bool:
        return self.table is self.latin


class Romanizer:
    """Reads tokens by the tables in the package. Tables are loaded when their script is first met.

    `scripts` are those with a table, Latin first; `costs` what the kernel asks of those loaded. `folder`, of the class, is
    where another set of learned files lies: benchmarks measure with tables that have not seen what is asked.

    >>> romanizer = Romanizer()
    >>> [text for text, cost in romanizer.spelling("كاظم", "Arab").readings][:1]
    ['kazim']
    """

    folder: ClassVar[Traversable | None] = None

    def __init__(self) -> None:
        self._folder = self.folder or files("namenorm.romanization")
        names = (file.name for file in (self._folder / "tables").iterdir())
        others = sorted(name[:4].title() for name in names if name.endswith(".tsv") and name != "latn.tsv")
        self.scripts = (LATIN, *others)
        self.costs: list[ChunkCosts | None] = [None] * len(self.scripts)
        self._tables: dict[str, ChunkTable | None] = {}
        self.model = LetterModel.read(self._folder)

    def load(self, number: int) -> ChunkCosts:
        """The costs of a script with a table, by its number in `scripts`, for the kernel."""
        table = self._load(self.scripts[number])
        assert table is not None
        return table.costs

    def spelling(
        self, text: str, script: str,
        known_readings: tuple[tuple[str, int], ...] = (), well_known: frozenset[str] = frozenset(),
    ) -> Spelling:  # fmt: skip
        """The token `text` of `script`, read by its script's table, by unidecode where there is none.

        `known_readings` spares finding them again; `well_known` are the well-known names that it may be, if any.
        """
        latin = self._load("Latn")
        assert latin is not None
        if script == "Latn":
            return Spelling(text, script, latin, latin, _only_latin(text), (), well_known)
        table = self._load(script)
        if table is None:
            return Spelling(text, script, latin, latin, plain_latin(text), (), well_known)
        parts = letters(text, script)
        if script == "Hani":
            parts = "".join(sign if table.knows(sign) else plain_latin(sign) + SYLLABLE_END for sign in parts)
        return Spelling(text, script, table, latin, parts, known_readings, well_known)

    def _load(self, script: str) -> ChunkTable | None:
        if script not in self._tables:
            table = None
            if script in self.scripts:
                table = ChunkTable(_rows((self._folder / "tables" / f"{script.lower()}.tsv").read_text("utf8")))
                self.costs[self.scripts.index(script)] = table.costs
            self._tables[script] = table
        return self._tables[script]


def _only_latin(text: str) -> str:
    if text.isascii() and text.isalpha():
        return text
    return "".join(c for c in text if "a" <= c <= "z")


def _rows(text: str) -> list[tuple[str, str, int]]:
    rows = []
    for line in text.split("\n"):
        if line and not line.startswith("#"):
            source, target, cost = line.split("\t")
            rows.append((source, target, int(cost)))
    return rows
