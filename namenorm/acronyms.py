"""Short names made of the beginnings of long ones: NIOC of National Iranian Oil Company, INHOCAR of Inmobiliaria Hotelera del Caribe.

Knows words and letters only; which words of a name are small (of, del, y) and may be passed over is told by the caller.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

SHORTEST = 3  # fewer letters are a coincidence too often
LONGEST = 12
_SHORTEST_BLEND = 5
_FEWEST = 3  # words of an acronym
_KEY = 4
_LIKELIHOOD = {3: 0.7, 4: 0.9}  # of an acronym by its letters
_LONGER = 0.97
_OF_BLEND = 0.85

Word = tuple[str, bool]  # Latin letters, and whether it is small


def likelihood(short: str, words: Sequence[Word]) -> float:
    """How likely `short` stands for all these words, 0.0..1.0; 0.0 if they do not begin with its letters in turn.

    >>> likelihood("nioc", [("national", False), ("iranian", False), ("oil", False), ("company", False)])
    0.9
    >>> likelihood("inhocar", [("inmobiliaria", False), ("hotelera", False), ("del", True), ("caribe", False)])
    0.85
    """
    count = sum(not small for _, small in words)
    if not SHORTEST <= len(short) <= LONGEST or count < 2 or not _begins(short, words):
        return 0.0
    if count >= len(short) >= _FEWEST:
        return _LIKELIHOOD.get(len(short), _LONGER)
    return _OF_BLEND if len(short) >= _SHORTEST_BLEND else 0.0


def _begins(short: str, words: Sequence[Word]) -> bool:
    """Whether `short` is made of one beginning of each word; a small word may give none."""
    if not words:
        return not short
    (word, small), rest = words[0], words[1:]
    if small and _begins(short, rest):
        return True
    for length in range(1, min(len(word), len(short)) + 1):
        if word[length - 1] != short[length - 1]:
            return False
        if _begins(short[length:], rest):
            return True
    return False


def acronyms(words: Sequence[Word]) -> set[str]:
    """The initials of a name of three or more words, and of as many of its first and of its last words.

    >>> sorted(acronyms([("islamic", False), ("republic", False), ("of", True), ("iran", False)]))
    ['iri', 'iroi']
    """
    out: set[str] = set()
    for letters in ("".join(w[0] for w, small in words if w and not small), "".join(w[0] for w, _ in words if w)):
        for length in range(SHORTEST, min(len(letters), LONGEST) + 1):
            out |= {letters[:length], letters[-length:]}
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
        for length in range(1, min(left - (left == _KEY), len(words[0])) + 1):
            yield from (words[0][:length] + rest for rest in _beginnings(words[1:], left - length))
