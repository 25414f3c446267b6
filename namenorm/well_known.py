"""Names so well known that nobody takes one for a spelling of another, however near their letters: Hassan and Hussein."""

from __future__ import annotations

from namenorm.wordlists import read_rows


class WellKnown:
    """Which well-known name a word is a spelling of. The list is data, `lists/well_known.txt`.

    >>> names = WellKnown()
    >>> names.of("hossein") == names.of("hussein") != names.of("hassan")
    True
    """

    def __init__(self) -> None:
        self._heads = {word: words[0] for row in read_rows("well_known") for words in [row[0].split()] for word in words}

    def of(self, text: str) -> str:
        """The first word of the name's line; empty for a word that is in no line."""
        return self._heads.get(text, "")
