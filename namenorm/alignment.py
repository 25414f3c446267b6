"""Which token of one name answers to which of another, and what is left over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz import fuzz

from namenorm.acronyms import SHORTEST, Short, Word, shortens
from namenorm.glossary import Concept
from namenorm.parsing import Role
from namenorm.romanization import Spelling

SOLID = 0.5  # a pair less likely than this gives way to glued tokens
_LEAST, _LEAST_WRITTEN = 0.05, 0.12  # words that are less likely to be one do not answer to each other; two Latin ones
SPACELESS = frozenset(("Hani", "Hang", "Kana", "Thai"))
_INITIAL = 0.7
SAME_CONCEPT = 0.9  # of two words that the glossary calls one
_GLUE_RATIO, _GLUE_RATIO_LATIN = 40, 70  # glued readings that share less than this are not worth a closer look


@dataclass(frozen=True, slots=True)
class Part:
    """A token as scoring sees it. `info` is what it tells, in nats: rare tokens tell more, honorifics little."""

    spellings: tuple[Spelling, ...]  # the token, then its alternatives
    role: Role
    info: float
    concepts: frozenset[Concept] = frozenset()

    @property
    def text(self) -> str:
        return self.spellings[0].text


@dataclass(frozen=True, slots=True)
class Pair:
    """Parts `left` of one name that were taken together for the parts `right` of the other."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    probability: float
    acronym: Short | None = None  # how one of them is made of the beginnings of the others


@dataclass(slots=True)
class Alignment:
    """`pairs` in the order of the first name; the parts of no pair are in `left_over` and `right_over`.

    `by_sound` tells that both names are made of syllables, which are surely the same or surely others.
    """

    pairs: list[Pair] = field(default_factory=list)
    left_over: list[int] = field(default_factory=list)
    right_over: list[int] = field(default_factory=list)
    by_sound: bool = False


Probability = Callable[[Spelling, Spelling], float]


def align(
    left: Sequence[Part], right: Sequence[Part], probability: Probability, *, acronyms: bool = False, by_sound: bool = False
) -> Alignment:
    """The likeliest pairs first, each part once; then parts that only agree when glued together, then acronyms if asked.

    `by_sound` tells that `probability` finds one word in spellings that share no letters: Tse-tung and Zedong.
    """
    options = []
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            p = _part_probability(a, b, probability)
            if p >= (_LEAST_WRITTEN if a.spellings[0].is_latin and b.spellings[0].is_latin else _LEAST):
                options.append((p * min(a.info, b.info), -abs(i - j), p, i, j))
    options.sort(reverse=True)
    by_left: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for _, _, p, i, j in options:
        if i not in by_left and j not in taken:
            by_left[i] = (j, p)
            taken.add(j)
    pairs = [Pair((i,), (j,), p) for i, (j, p) in by_left.items()]
    pairs = _glue(left, right, pairs, probability, by_sound)
    if acronyms:
        pairs = _shorten(left, right, pairs)
    used_left = {i for pair in pairs for i in pair.left}
    used_right = {j for pair in pairs for j in pair.right}
    return Alignment(
        sorted(pairs, key=lambda pair: pair.left),
        [i for i in range(len(left)) if i not in used_left],
        [j for j in range(len(right)) if j not in used_right],
        by_sound,
    )


def _part_probability(a: Part, b: Part, probability: Probability) -> float:
    p = _spelled_alike(a, b, probability)
    return SAME_CONCEPT if p < SAME_CONCEPT and a.concepts and not a.concepts.isdisjoint(b.concepts) else p


def _spelled_alike(a: Part, b: Part, probability: Probability) -> float:
    if a.role is Role.NAME and b.role is Role.NAME:
        if len(a.spellings) == len(b.spellings) == 1:
            return probability(a.spellings[0], b.spellings[0])
        return max(probability(x, y) for x in a.spellings for y in b.spellings)
    if Role.INITIAL in (a.role, b.role):
        return _INITIAL if _first_letter(a) == _first_letter(b) and _is_name(a) and _is_name(b) else 0.0
    if Role.NUMERAL in (a.role, b.role) or Role.LEGAL_FORM in (a.role, b.role):
        return float(a.text == b.text)
    if Role.POSSESSOR in (a.role, b.role):
        return probability(a.spellings[0], b.spellings[0])
    return float(a.text == b.text and a.spellings[0].script == b.spellings[0].script)


def _is_name(part: Part) -> bool:
    return part.role in (Role.NAME, Role.INITIAL)


def _first_letter(part: Part) -> str:
    reading = part.spellings[0].readings[0][0]
    return reading[:1]


def _glue(
    left: Sequence[Part], right: Sequence[Part], pairs: list[Pair], probability: Probability, by_sound: bool
) -> list[Pair]:
    """Put neighbouring parts together where that makes a solid pair: Fakhr Zadeh / Fakhrzadeh, 김정은 / Kim Jong-un."""
    while True:
        solid = [pair for pair in pairs if pair.probability >= SOLID]
        free_left = _free(left, {i for pair in solid for i in pair.left})
        free_right = _free(right, {j for pair in solid for j in pair.right})
        if len(free_left) + len(free_right) < 3 or not free_left or not free_right:
            return pairs
        best = max(
            (
                Pair(a, b, p)
                for a, b in _segments(left, free_left, right, free_right)
                if (p := _glued_probability([left[i] for i in a], [right[j] for j in b], probability, by_sound)) >= SOLID
            ),
            key=lambda pair: (pair.probability, len(pair.left) + len(pair.right)),
            default=None,
        )
        if best is None:
            return pairs
        gone_left, gone_right = set(best.left), set(best.right)
        pairs = [p for p in pairs if not (gone_left & set(p.left) or gone_right & set(p.right))] + [best]


def _shorten(left: Sequence[Part], right: Sequence[Part], pairs: list[Pair]) -> list[Pair]:
    """Let a part that answers to nothing stand for neighbours of the other name that begin with its letters."""
    solid = [pair for pair in pairs if pair.probability >= SOLID]
    free_left = set(range(len(left))) - {i for pair in solid for i in pair.left}
    free_right = set(range(len(right))) - {j for pair in solid for j in pair.right}
    found = [Pair((i,), run, p, how) for i, run, p, how in _abbreviations(left, free_left, right, free_right)]
    found += [Pair(run, (j,), p, how) for j, run, p, how in _abbreviations(right, free_right, left, free_left)]
    for best in sorted(found, key=lambda pair: (pair.probability, len(pair.left) + len(pair.right)), reverse=True):
        gone_left, gone_right = set(best.left), set(best.right)
        if gone_left <= free_left and gone_right <= free_right:
            free_left, free_right = free_left - gone_left, free_right - gone_right
            pairs = [p for p in pairs if not (gone_left & set(p.left) or gone_right & set(p.right))] + [best]
    return pairs


def _abbreviations(
    short: Sequence[Part], free: set[int], long: Sequence[Part], run: set[int]
) -> Iterator[tuple[int, tuple[int, ...], float, Short]]:
    """(part, the neighbours of the other name that it may stand for, how likely, how it is made of them)."""
    words = [word_of(part) for part in long]
    starts = [j for j in run if words[j][0] and not words[j][1]]
    for i in free:
        if short[i].role is not Role.NAME or len(letters := word_of(short[i])[0]) < SHORTEST:
            continue
        for start in starts:
            stop = start + 1
            while words[start][0][0] == letters[0] and stop in run and stop - start < len(letters) + 3:
                stop += 1
                if not words[stop - 1][1] and (made := shortens(letters, words[start:stop])):
                    yield i, tuple(range(start, stop)), *made


def word_of(part: Part) -> Word:
    """The Latin letters of a part, and whether it is one of the small words that acronyms pass over."""
    return part.spellings[0].readings[0][0] if part.spellings[0].readings else "", part.role is Role.PARTICLE


def _free(parts: Sequence[Part], taken: set[int]) -> list[int]:
    return [i for i, part in enumerate(parts) if i not in taken and part.role in (Role.NAME, Role.INITIAL)]


def _segments(
    left: Sequence[Part], free_left: list[int], right: Sequence[Part], free_right: list[int]
) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """One part on one side against two or more neighbours on the other; all of them in any turn for spaceless scripts."""
    out: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
    out += [((i,), run) for i in free_left for run in _runs(right, free_right, left[i])]
    out += [(run, (j,)) for j in free_right for run in _runs(left, free_left, right[j])]
    return out[:24]


def _runs(parts: Sequence[Part], free: list[int], other: Part) -> list[tuple[int, ...]]:
    if other.spellings[0].script in SPACELESS:
        whole = tuple(free[:4])
        turns = [whole[k:] + whole[:k] for k in range(len(whole))] if len(whole) > 1 else []
        return turns + [tuple(free[k : k + 2]) for k in range(len(free) - 1) if len(free) > 2]
    return [(a, b) for a, b in pairwise(free) if b - a <= 2]


def _glued_probability(first: Sequence[Part], second: Sequence[Part], probability: Probability, by_sound: bool) -> float:
    written = first[0].spellings[0].is_latin and second[0].spellings[0].is_latin
    cutoff = _GLUE_RATIO_LATIN if written else _GLUE_RATIO
    if not by_sound and not fuzz.ratio(_reading(first), _reading(second), score_cutoff=cutoff):
        return 0.0
    x, y = glued(first), glued(second)
    return probability(x, y) if x is not None and y is not None else 0.0


def _reading(parts: Sequence[Part]) -> str:
    return "".join(part.spellings[0].readings[0][0] for part in parts)


def glued(parts: Sequence[Part]) -> Spelling | None:
    """One spelling of several parts in one script; None where scripts differ."""
    first = parts[0].spellings[0]
    if len(parts) == 1:
        return first
    if any(part.spellings[0].script != first.script for part in parts):
        return None
    texts = [part.spellings[0] for part in parts]
    text, letters = ("".join(pieces) for pieces in zip(*((t.text, t.letters) for t in texts), strict=True))
    return Spelling(text, first.script, first.table, first.latin, first.model, letters)
