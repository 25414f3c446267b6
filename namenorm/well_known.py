"""Names so well known that nobody takes one for a spelling of another, however near their letters: Hassan and Hussein."""

from __future__ import annotations

from namenorm.wordlists import read_rows

NONE: frozenset[str] = frozenset()


class WellKnown:
    """Which well-known names a word may be a spelling of. The lists are data, `lists/well_known.txt` and `_surnames.txt`.

    >>> names = WellKnown()
    >>> names.of("hossein") == names.of("hussein"), names.of("hussein").isdisjoint(names.of("hassan"))
    (True, True)
    """

    def __init__(self) -> None:
        lines: dict[str, set[str]] = {}
        for name, of in (("well_known", str.lower), ("well_known_surnames", str.capitalize)):
            for row in read_rows(name):
                words = row[0].split()
                for word in words:
                    lines.setdefault(word, set()).add(of(words[0]))
        self._names = {word: frozenset(heads) for word, heads in lines.items()}
        self.words = self._names.keys()
        self.numbers = {name: number for number, name in enumerate(sorted(frozenset().union(*lines.values())), 1)}

    def of(self, text: str) -> frozenset[str]:
        """The first words of the lines that the word stands in: mostly one, several of an ambiguous spelling, or none.

        That of a family name has a capital.
        """
        return self._names.get(text, NONE)
