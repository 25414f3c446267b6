"""The short way through the parser: a name of words that mean the same wherever they stand, as most names are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from namenorm.cleaning import MAX_TOKENS
from namenorm.name import Role, Token

_REMEMBERED = 50_000  # words
_MARKS = frozenset("'.,&")  # what makes a word hang on others


class PlainNames:
    """Remembers the tokens of words by themselves. Shared by threads.

    `alone` makes the tokens of a word, none if these hang on the words around it. That an article or a particle needs a word
    behind it does not count.
    """

    def __init__(self, alone: Callable[[str], Sequence[Token]]) -> None:
        self._alone = alone
        self._remembered: dict[str, Sequence[Token]] = {}

    def tokens(self, letters: str) -> tuple[Token, ...] | None:
        """The tokens of folded letters, the same as the long way makes; None if only that can tell."""
        if not _MARKS.isdisjoint(letters):
            return None
        out: list[Token] = []
        for word in letters.replace("-", " ").split():
            tokens = self._remembered.get(word)
            if tokens is None:
                tokens = self._keep(word)
            if not tokens:
                return None
            out += tokens
        if not out or len(out) > MAX_TOKENS or out[-1].role is not Role.NAME:
            return None
        if out[0].role is Role.PARTICLE:
            out[0] = replace(out[0], role=Role.NAME)
        return tuple(out)

    def _keep(self, word: str) -> Sequence[Token]:
        if len(self._remembered) >= _REMEMBERED:
            self._remembered.clear()
        tokens = self._remembered[word] = self._alone(word)
        return tokens
