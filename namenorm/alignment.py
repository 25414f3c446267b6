"""What the kernel can't tell of two names by numbers: words put together, words cut short, words of the same syllables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter

from namenorm.acronyms import SHORTEST, Short, Word, shortens
from namenorm.kernel.alignment import OTHER_SYLLABLES, SAME_SYLLABLES
from namenorm.kernel.parts import Mentioned
from namenorm.kernel.sounds import Sound
from namenorm.kernel.tokens import TokenJudge
from namenorm.mention import ROLES
from namenorm.name import Role
from namenorm.romanization import Spelling
from namenorm.sounds import Sounds
from namenorm.syllables import may_be_one

ShortPair = tuple[tuple[int, ...], tuple[int, ...], float, bool]
_REMEMBERED = 50_000  # pairs of words of syllables
_REMEMBERED_ROWS = 5_000  # of tokens put together
_READINGS, _READINGS_OF_PART = 6, 3  # of words put together, and of each that are tried
_Words = Sequence[tuple[int, int]]  # number of a token and of its role


class Letters:
    """The letters of a mention beside those of other tokens, which `spelling_of` and `row_of` give by number; the kernel asks
    by number. For one thread at a time.
    """

    def __init__(
        self, spelling_of: Callable[[int], Spelling], row_of: Callable[[int], Sequence[int]], sounds: Sounds, judge: TokenJudge
    ) -> None:
        self._spelling_of, self._row_of, self._sounds, self._judge = spelling_of, row_of, sounds, judge
        self._mention: Sequence[Sound] = ()
        self._spellings: dict[int, Spelling] = {}
        self._rows: dict[tuple[int, ...], Sequence[int]] = {}
        self._other_rows: dict[tuple[int, ...], Sequence[int]] = {}
        self._same: dict[tuple[str, int, int], bool] = {}

    def take(self, mention: Sequence[Sound]) -> None:
        """Answer about the mention of these tokens from now on."""
        self._mention = mention
        self._spellings.clear()
        self._rows.clear()

    def _spelling(self, token: int) -> Spelling:
        """The spelling of a token of the mention, kept till the next one."""
        found = self._spellings.get(token)
        if found is None:
            found = self._spellings[token] = self._sounds.spelling(self._mention[token])
        return found

    def glue(self, tokens: Sequence[int], others: Sequence[int], shared: int) -> float:
        """How likely tokens of the mention, written as one, and others of the table, written as one, are one word."""
        ones, several = [self._spelling(t) for t in tokens], [self._spelling_of(t) for t in others]
        if not _in_one_script(ones) or not _in_one_script(several):
            return 0.0
        text, other = "".join(s.text for s in ones), "".join(s.text for s in several)
        scripts = (ones[0].script, several[0].script)
        if shared and may_be_one(text, other, shared):
            return max(self._likely(tokens, others), SAME_SYLLABLES)
        if shared:
            return min(self._likely(tokens, others), OTHER_SYLLABLES) if "Hani" in scripts else 0.0
        return 1.0 if text == other and scripts[0] == scripts[1] else self._likely(tokens, others)

    def _likely(self, tokens: Sequence[int], others: Sequence[int]) -> float:
        """How likely two rows of tokens are one word, from their sounds. Those of the mention are kept till the next one."""
        key, other_key = tuple(tokens), tuple(others)
        if (row := self._rows.get(key)) is None:
            row = self._rows[key] = (
                self._mention[key[0]].row if len(key) == 1
                else self._sounds.row(glued([self._spelling(t) for t in key]))
            )  # fmt: skip
        if len(other_key) == 1:
            other_row = self._row_of(other_key[0])
        elif (kept := self._other_rows.get(other_key)) is not None:
            other_row = kept
        else:
            if len(self._other_rows) >= _REMEMBERED_ROWS:
                self._other_rows.clear()
            other_row = self._other_rows[other_key] = self._sounds.row(glued([self._spelling_of(t) for t in other_key]))
        self._judge.take(row, 0)
        return float(self._judge.probability(other_row, 0))

    def same_syllables(self, token: int, other: int, shared: int) -> bool:
        """Whether a token of the mention and one of the table may be of the same syllables in the languages `shared`, bits."""
        key = (self._mention[token].text, other, shared)
        found = self._same.get(key)
        if found is None:
            if len(self._same) >= _REMEMBERED:
                self._same.clear()
            found = self._same[key] = may_be_one(key[0], self._spelling_of(other).text, shared)
        return found

    def either_is_han(self, token: int, other: int) -> bool:
        """Whether one of the two tokens has signs that may be read in more ways than one."""
        return "Hani" in (self._mention[token].script, self._spelling_of(other).script)

    def shorten(self, mention: _Words, alias: _Words, free: Sequence[int], run: Sequence[int]) -> list[ShortPair]:
        """Free parts that stand for neighbours of the other name which begin with their letters, the likeliest first.

        Each is (parts of the mention, parts of the alias, how likely, whether by first letters alone).
        """
        left = [(self._spelling(token), ROLES[role]) for token, role in mention]
        right = [(self._spelling_of(token), ROLES[role]) for token, role in alias]
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

    def __init__(self, sounds: Sounds, judge: TokenJudge, other: Mentioned) -> None:
        super().__init__(self._spelling_of_other, self._row_of_other, sounds, judge)
        self._other = other
        self._others: Sequence[Sound] = ()

    def take(self, mention: Sequence[Sound]) -> None:
        super().take(mention)
        self._others = self._other.spoken
        self._other_rows.clear()
        self._same.clear()

    def _spelling_of_other(self, token: int) -> Spelling:
        return self._sounds.spelling(self._others[token])

    def _row_of_other(self, token: int) -> Sequence[int]:
        row: Sequence[int] = self._others[token].row
        return row


def glued(spellings: Sequence[Spelling]) -> Spelling:
    """One spelling of several in one script. What they are read as together is what each is read as, put together."""
    first = spellings[0]
    text, letters = "".join([s.text for s in spellings]), "".join([s.letters for s in spellings])
    cheapest: tuple[tuple[str, int], ...] = ()
    if not first.is_latin:
        found = [("", 0)]
        for spelling in spellings:
            found = [(a + b, cost + more) for a, cost in found for b, more in spelling.readings[:_READINGS_OF_PART]]
        readings: dict[str, int] = {}
        for reading, cost in found:
            readings[reading] = min(cost, readings.get(reading, cost))
        cheapest = tuple(sorted(readings.items(), key=itemgetter(1))[:_READINGS])
    return Spelling(text, first.script, first.table, first.latin, letters, cheapest)


def _in_one_script(spellings: Sequence[Spelling]) -> bool:
    return all(spelling.script == spellings[0].script for spelling in spellings)


def word_of(best: str, role: Role) -> Word:
    """The Latin letters of a token, and whether it is one of the small words that acronyms pass over."""
    return best, role is Role.PARTICLE


def _abbreviations(
    short: Sequence[tuple[Spelling, Role]], free: set[int], long: Sequence[tuple[Spelling, Role]], run: set[int]
) -> Iterator[tuple[int, tuple[int, ...], float, Short]]:
    """(part, the neighbours of the other name that it may stand for, how likely, how it is made of them)."""
    words = [word_of(spelling.best, role) for spelling, role in long]
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
