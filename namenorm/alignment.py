"""What the kernel can't tell of two names by numbers: words of one text, words cut short, words of the same syllables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from namenorm.acronyms import SHORTEST, Short, Word, shortens
from namenorm.kernel.parts import Mentioned
from namenorm.mention import ROLES
from namenorm.name import Role
from namenorm.syllables import may_be_one

ShortPair = tuple[tuple[int, ...], tuple[int, ...], float, bool]
_REMEMBERED = 50_000  # pairs of words of syllables
_Words = Sequence[tuple[int, int]]  # number of a token and of its role


class Written(Protocol):
    """A token as it is written, and its best reading."""

    @property
    def text(self) -> str: ...

    @property
    def script(self) -> str: ...

    @property
    def best(self) -> str: ...


class Letters:
    """The letters of a mention beside those of other tokens, which `written` gives by number; the kernel asks by number. For
    one thread at a time.
    """

    def __init__(self, written: Callable[[int], Written]) -> None:
        self._written = written
        self._mention: Sequence[Written] = ()
        self._same: dict[tuple[str, tuple[int, ...], int], bool] = {}

    def take(self, mention: Sequence[Written]) -> None:
        """Answer about the mention of these tokens from now on."""
        self._mention = mention

    def are_one(self, tokens: Sequence[int], others: Sequence[int]) -> bool:
        """Whether tokens of the mention, put together, have the text of others of the table, each of one script."""
        one, other = self._mention[tokens[0]].script, self._written(others[0]).script
        return one == other and self._text(tokens) == self._other_text(others)

    def same_syllables(self, tokens: Sequence[int], others: Sequence[int], shared: int) -> bool:
        """Whether tokens of the mention and others of the table, each put together, may be of the same syllables in the
        languages `shared`, bits.
        """
        key = (self._text(tokens), tuple(others), shared)
        found = self._same.get(key)
        if found is None:
            if len(self._same) >= _REMEMBERED:
                self._same.clear()
            found = self._same[key] = may_be_one(key[0], self._other_text(others), shared)
        return found

    def either_is_han(self, token: int, other: int) -> bool:
        """Whether one of the two tokens has signs that may be read in more ways than one."""
        return "Hani" in (self._mention[token].script, self._written(other).script)

    def _text(self, tokens: Sequence[int]) -> str:
        return "".join([self._mention[token].text for token in tokens])

    def _other_text(self, others: Sequence[int]) -> str:
        return "".join([self._written(other).text for other in others])

    def shorten(self, mention: _Words, alias: _Words, free: Sequence[int], run: Sequence[int]) -> list[ShortPair]:
        """Free parts that stand for neighbours of the other name which begin with their letters, the likeliest first.

        Each is (parts of the mention, parts of the alias, how likely, whether by first letters alone).
        """
        left = [(self._mention[token], ROLES[role]) for token, role in mention]
        right = [(self._written(token), ROLES[role]) for token, role in alias]
        free_left, free_right = set(free), set(run)
        found: list[tuple[tuple[int, ...], tuple[int, ...], float, Short]]
        found = [((i,), several, p, how) for i, several, p, how in _abbreviations(left, free_left, right, free_right)]
        found += [(several, (j,), p, how) for j, several, p, how in _abbreviations(right, free_right, left, free_left)]
        out: list[ShortPair] = []
        for ones, others, p, how in sorted(found, key=lambda x: (x[2], len(x[0]) + len(x[1])), reverse=True):
            if set(ones) <= free_left and set(others) <= free_right:
                free_left, free_right = free_left.difference(ones), free_right.difference(others)
                out.append((ones, others, p, how is Short.ACRONYM))
        return out


class PairLetters(Letters):
    """The letters of two names, neither of them of a table: a mention, and what is taken in as the `other`."""

    def __init__(self, other: Mentioned) -> None:
        super().__init__(self._of_other)
        self._other = other
        self._others: Sequence[Written] = ()

    def take(self, mention: Sequence[Written]) -> None:
        super().take(mention)
        self._others = self._other.spoken
        self._same.clear()

    def _of_other(self, token: int) -> Written:
        return self._others[token]


def word_of(best: str, role: Role) -> Word:
    """The Latin letters of a token, and whether it is one of the small words that acronyms pass over."""
    return best, role is Role.PARTICLE


def _abbreviations(
    short: Sequence[tuple[Written, Role]], free: set[int], long: Sequence[tuple[Written, Role]], run: set[int]
) -> Iterator[tuple[int, tuple[int, ...], float, Short]]:
    """(part, the neighbours of the other name that it may stand for, how likely, how it is made of them)."""
    words = [word_of(word.best, role) for word, role in long]
    first = next((j for j, (_, role) in enumerate(long) if role is Role.NAME), 0)
    starts = [j for j in run if words[j][0] and not words[j][1]]
    for i in free:
        if short[i][1] is not Role.NAME or len(letters := short[i][0].best) < SHORTEST:
            continue
        for start in starts:
            stop = start + 1
            while words[start][0][0] == letters[0] and stop in run and stop - start < len(letters) + 3:
                stop += 1
                if words[stop - 1][1] or (made := shortens(letters, words[start:stop])) is None:
                    continue
                if start == first or made[1] is Short.ACRONYM:  # two words somewhere make up a blend by chance
                    yield i, tuple(range(start, stop)), *made
