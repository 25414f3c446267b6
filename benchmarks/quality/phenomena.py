"""What makes a mention hard: the phenomenon that sets it apart from the names that the table has of its record.

Judged from the names alone, without the system that is measured: Unidecode and the edit distance of single words, nothing
learned. So the classes are rough at their edges, and the same for every system.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein
from unidecode import unidecode

from benchmarks.quality.protocol import Answer, Entry, Query, is_latin

NOBODY = "not in the table"
ANOTHER = "another name altogether"
ALIKE = 0.55
"""Words of which this part of the letters agrees count as spellings of one."""
_NUMERAL = re.compile(r"(?=[ivx])x{0,3}(ix|iv|v?i{0,3})|\d+(st|nd|rd|th)?")


@dataclass(frozen=True, slots=True)
class Fared:
    """How the mentions of one phenomenon fared. Shares are of `queries`; `top1` and `linked` are of right answers."""

    phenomenon: str
    queries: int
    top1: float
    linked: float
    wrong: float


def phenomenon(mention: str, entry: Entry | None) -> str:
    """The easiest of the phenomena that lead from one of the record's names to the mention."""
    if entry is None:
        return NOBODY
    if not is_latin(mention):
        return f"other script: {_script(mention)}"
    found = {_between(_words(mention), _words(name)) for name in entry.names if is_latin(name)}
    return next((name for name in _ORDER if name in found), ANOTHER)


def fared(answers: Sequence[Answer], queries: Sequence[Query], table: dict[str, Entry]) -> list[Fared]:
    """A row for each phenomenon met, the most frequent first."""
    groups: dict[str, list[tuple[Answer, Query]]] = {}
    for answer, query in zip(answers, queries, strict=True):
        groups.setdefault(phenomenon(query.mention, table.get(query.expected or "")), []).append((answer, query))
    rows = (_fared(name, pairs) for name, pairs in groups.items())
    return sorted(rows, key=lambda row: (-row.queries, row.phenomenon))


def together(rows: Iterable[Fared]) -> list[Fared]:
    """The rows of several tasks, those of one phenomenon as one."""
    groups: dict[str, list[Fared]] = {}
    for row in rows:
        groups.setdefault(row.phenomenon, []).append(row)
    merged = [
        Fared(name, n := sum(r.queries for r in of), *(
            sum(getattr(r, share) * r.queries for r in of) / n for share in ("top1", "linked", "wrong")
        ))
        for name, of in groups.items()
    ]  # fmt: skip
    return sorted(merged, key=lambda row: (-row.queries, row.phenomenon))


def _fared(name: str, pairs: Sequence[tuple[Answer, Query]]) -> Fared:
    right = [answer.canonical_id == query.expected and query.expected is not None for answer, query in pairs]
    linked = [answer.linked for answer, _ in pairs]
    n = len(pairs)
    return Fared(
        name, n, sum(right) / n,
        sum(r and s for r, s in zip(right, linked, strict=True)) / n,
        sum(s and not r for r, s in zip(right, linked, strict=True)) / n,
    )  # fmt: skip


_ORDER = (
    "the same words", "order of the words", "glued or split words", "initials", "spelling", "spelling of a single word",
    "numeral", "a word more or less", "a word more or less, and spelling", "acronym", "shares a word",
)  # fmt: skip
"""Easiest first."""


def _between(mention: tuple[str, ...], name: tuple[str, ...]) -> str:
    if not mention or not name:
        return ANOTHER
    if mention == name:
        return "the same words"
    if sorted(mention) == sorted(name):
        return "order of the words"
    if "".join(mention) == "".join(name):
        return "glued or split words"
    if _numerals(mention[1:]) != _numerals(name[1:]):  # one in front is an initial
        return "numeral"
    if _is_acronym(mention, name) or _is_acronym(name, mention):
        return "acronym"
    return _by_words(*sorted((mention, name), key=len))


def _by_words(short: tuple[str, ...], long: tuple[str, ...]) -> str:
    pairs = _matched(short, long)
    if len(pairs) < len(short):
        return "shares a word" if pairs else ANOTHER
    if len(short) < len(long):
        return "a word more or less" if set(short) <= set(long) else "a word more or less, and spelling"
    if any(len(x) == 1 or len(y) == 1 for x, y in pairs):
        return "initials"
    return "spelling of a single word" if len(short) == 1 else "spelling"


def _is_acronym(short: Sequence[str], long: Sequence[str]) -> bool:
    return len(long) > 2 and "".join(word[0] for word in long) in short


def _matched(short: Sequence[str], long: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs of words that may be one, each word once, the most alike first."""
    ways = sorted(((_likeness(x, y), i, j) for i, x in enumerate(short) for j, y in enumerate(long)), reverse=True)
    used_short: set[int] = set()
    used_long: set[int] = set()
    out = []
    for likeness, i, j in ways:
        if likeness >= ALIKE and i not in used_short and j not in used_long:
            used_short.add(i)
            used_long.add(j)
            out.append((short[i], long[j]))
    return out


def _likeness(a: str, b: str) -> float:
    if 1 in (len(a), len(b)):
        return float(a[0] == b[0])
    return Levenshtein.normalized_similarity(a, b)


def _numerals(words: Sequence[str]) -> set[str]:
    return {word for word in words if _NUMERAL.fullmatch(word)}


def _words(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[a-z0-9]+", unidecode(name).casefold().replace("'", "").replace("`", "")))


def _script(name: str) -> str:
    letter = next(c for c in name if c.isalpha() and not is_latin(c))
    return unicodedata.name(letter, "unknown").split()[0].capitalize()
