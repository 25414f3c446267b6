"""What the kernel can't tell of two names by numbers: words put together, words cut short, words of the same syllables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from namenorm import syllables
from namenorm.acronyms import SHORTEST, Short, Word, shortens
from namenorm.kernel.tokens import TokenJudge
from namenorm.mention import ROLES, Mention
from namenorm.parsing import Role
from namenorm.romanization import Spelling
from namenorm.sounds import Sounds

ShortPair = tuple[tuple[int, ...], tuple[int, ...], float, bool]
SAME_SYLLABLES = 0.9  # of two words that may be of the same syllables
_REMEMBERED = 50_000  # pairs of words of syllables
_Words = Sequence[tuple[int, int]]  # number of a token and of its role


class Letters:
    """The letters of a mention beside those of other tokens, `spelling_of` their numbers. For one thread at a time."""

    def __init__(self, spelling_of: Callable[[int], Spelling], sounds: Sounds, judge: TokenJudge) -> None:
        self._spelling_of, self._sounds, self._judge = spelling_of, sounds, judge
        self._mention: Sequence[Spelling] = ()
        self._glued: dict[tuple[tuple[int, ...], tuple[int, ...], int], float] = {}
        self._same: dict[tuple[str, int, int], bool] = {}

    def take(self, mention: Mention) -> None:
        """Answer about this mention from now on."""
        self._mention = [sound.spelling for sound in mention.sounds]
        self._glued.clear()

    def glue(self, tokens: Sequence[int], others: Sequence[int], shared: int) -> float:
        """How likely tokens of the mention, written as one, and others of the table, written as one, are one word."""
        key = (tuple(tokens), tuple(others), shared)
        if key not in self._glued:
            self._glued[key] = self._glue(tokens, others, shared)
        return self._glued[key]

    def _glue(self, tokens: Sequence[int], others: Sequence[int], shared: int) -> float:
        one = glued([self._mention[t] for t in tokens])
        other = glued([self._spelling_of(t) for t in others])
        if one is None or other is None:
            return 0.0
        if shared:
            if may_be_one(one.text, other.text, shared):
                return max(self._likely(one, other), SAME_SYLLABLES)
            return self._likely(one, other) if "Hani" in (one.script, other.script) else 0.0
        return self._likely(one, other)

    def _likely(self, one: Spelling, other: Spelling) -> float:
        if (one.text, one.script) == (other.text, other.script):
            return 1.0
        self._judge.take(self._sounds.row(one), 0)
        return float(self._judge.probability(self._sounds.row(other), 0))

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
        left = [(self._mention[token], ROLES[role]) for token, role in mention]
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


def may_be_one(text: str, other: str, shared: int) -> bool:
    """Whether two words may be of the same syllables in the languages `shared`, one a bit."""
    return syllables.may_be_one(text, other, [t for k, t in enumerate(syllables.TRADITIONS) if shared >> k & 1])


def glued(spellings: Sequence[Spelling]) -> Spelling | None:
    """One spelling of several in one script; None where scripts differ."""
    first = spellings[0]
    if len(spellings) == 1:
        return first
    if any(spelling.script != first.script for spelling in spellings):
        return None
    text, letters = ("".join(pieces) for pieces in zip(*((s.text, s.letters) for s in spellings), strict=True))
    return Spelling(text, first.script, first.table, first.latin, first.model, letters)


def word_of(spelling: Spelling, role: Role) -> Word:
    """The Latin letters of a token, and whether it is one of the small words that acronyms pass over."""
    return spelling.best, role is Role.PARTICLE


def _abbreviations(
    short: Sequence[tuple[Spelling, Role]], free: set[int], long: Sequence[tuple[Spelling, Role]], run: set[int]
) -> Iterator[tuple[int, tuple[int, ...], float, Short]]:
    """(part, the neighbours of the other name that it may stand for, how likely, how it is made of them)."""
    words = [word_of(*part) for part in long]
    starts = [j for j in run if words[j][0] and not words[j][1]]
    for i in free:
        if short[i][1] is not Role.NAME or len(letters := word_of(*short[i])[0]) < SHORTEST:
            continue
        for start in starts:
            stop = start + 1
            while words[start][0][0] == letters[0] and stop in run and stop - start < len(letters) + 3:
                stop += 1
                if not words[stop - 1][1] and (made := shortens(letters, words[start:stop])):
                    yield i, tuple(range(start, stop)), *made
