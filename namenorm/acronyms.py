"""Short names made of the beginnings of long ones: NIOC of National Iranian Oil Company, INHOCAR of Inmobiliaria
Hotelera del Caribe.

Knows words and letters only; which words of a name are small (of, del, y) and may be passed over is told by the caller.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

SHORTEST = 3  # fewer letters are a coincidence too often
LONGEST = 12
_SHORTEST_BLEND = 5
_FEWEST = 3  # words of an acronym
_KEY = 4
_LIKELIHOOD = {3: 0.7, 4: 0.9}  # of an acronym by its letters
_LONGER = 0.97
_OF_BLEND = 0.85

Word = tuple[str, bool]  # Latin letters, and whether it is small


class Short(StrEnum):
    """How a short name is made: of first letters, or of longer beginnings."""

    ACRONYM = "acronym"
    BLEND = "blend"


def shortens(short: str, words: Sequence[Word]) -> tuple[float, Short] | None:
    """How likely `short` stands for all these words, 0.0..1.0, and how it is made; None if it is not.

    >>> shortens("nioc", [("national", False), ("iranian", False), ("oil", False), ("company", False)])
    (0.9, <Short.ACRONYM: 'acronym'>)
    >>> shortens("inhocar", [("inmobiliaria", False), ("hotelera", False), ("del", True), ("caribe", False)])
    (0.85, <Short.BLEND: 'blend'>)
    """
    count = sum(not small for _, small in words)
    if not SHORTEST <= len(short) <= LONGEST or count < 2:
        return None
    if count >= _FEWEST and _begins(short, words, 1, 1):
        return _LIKELIHOOD.get(len(short), _LONGER), Short.ACRONYM
    if len(short) >= _SHORTEST_BLEND and _begins(short, words, 2, len(short)):
        return _OF_BLEND, Short.BLEND
    return None


def _begins(short: str, words: Sequence[Word], least: int, most: int) -> bool:
    """Whether `short` is made of one beginning of each word, of `least` to `most` letters; a small word may give none."""
    if not words:
        return not short
    (word, small), rest = words[0], words[1:]
    if small and _begins(short, rest, least, most):
        return True
    lengths = range(least, min(len(word), len(short), most) + 1)
    return any(word[:n] == short[:n] and _begins(short[n:], rest, least, most) for n in lengths)


def acronyms(words: Sequence[Word]) -> set[str]:
    """The initials of all neighbours, three or more, among the words of a name.

    >>> sorted(acronyms([("islamic", False), ("republic", False), ("of", True), ("iran", False)]))
    ['iri', 'iro', 'iroi', 'roi']
    """
    out: set[str] = set()
    for letters in ("".join(w[0] for w, small in words if w and not small), "".join(w[0] for w, _ in words if w)):
        for length in range(SHORTEST, min(len(letters), LONGEST) + 1):
            out.update(letters[start : start + length] for start in range(len(letters) - length + 1))
    return out


def blend_keys(words: Sequence[Word]) -> set[str]:
    """What a blend of a name's words may begin with: four letters.

    >>> "inho" in blend_keys([("inmobiliaria", False), ("hotelera", False), ("caribe", False)])
    True
    """
    return set(_beginnings([word for word, small in words if not small], _KEY))


def blend_key(short: str) -> str:
    """The key under which aliases are found that `short` may be a blend of; empty if it is too short for one."""
    return short[:_KEY] if _SHORTEST_BLEND <= len(short) <= LONGEST else ""


def _beginnings(words: Sequence[str], left: int) -> Iterator[str]:
    if not left:
        yield ""
    elif words:
        for length in range(min(left, 2), min(left, len(words[0])) + 1):
            yield from (words[0][:length] + rest for rest in _beginnings(words[1:], left - length))
