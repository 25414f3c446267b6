"""The word lists of the parser: rows of `namenorm/lists/*.txt`, and phrases found at the ends of a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files

from namenorm.cleaning import clean, fold


def read_rows(name: str) -> list[tuple[str, ...]]:
    """The rows of one list, without comments; the first column folded, the others as written."""
    text = (files("namenorm") / "lists" / f"{name}.txt").read_text(encoding="utf-8")
    rows = []
    for line in text.splitlines():
        cells = line.partition("#")[0].strip().split("\t")
        if cells[0]:
            rows.append((fold(clean(cells[0]).text), *cells[1:]))
    return rows


def read_capitals(name: str) -> frozenset[str]:
    """The entries of one list that are written in capitals there, folded."""
    text = (files("namenorm") / "lists" / f"{name}.txt").read_text(encoding="utf-8")
    entries = (line.partition("#")[0].partition("\t")[0].strip() for line in text.splitlines())
    return frozenset(fold(entry) for entry in entries if entry.isupper())


def read_words(name: str) -> frozenset[str]:
    """The first column of one list."""
    return frozenset(row[0] for row in read_rows(name))


class Phrases:
    """Phrases of one or more words, each with a value. The longest one that fits is found."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._by_last: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, value in sorted(entries, key=lambda entry: -len(entry[0].split())):
            words = tuple(phrase.split())
            self._by_first.setdefault(words[0], []).append((words, value))
            self._by_last.setdefault(words[-1], []).append((words, value))

    @property
    def signs(self) -> set[str]:
        """A word of every phrase: names without any have no phrase."""
        return {_sign(words) for phrases in self._by_first.values() for words, _ in phrases}

    @property
    def by_first(self) -> Mapping[str, Sequence[tuple[tuple[str, ...], str]]]:
        """The phrases that begin with a word, the longest first, each with its value."""
        return self._by_first

    def may_be_in(self, words: Sequence[str]) -> bool:
        """Whether a phrase begins with one of the words."""
        return not self._by_first.keys().isdisjoint(words)

    def at(self, words: Sequence[str], start: int, stop: int) -> tuple[int, str] | None:
        """Length and value of the longest phrase that starts at `start`, or None."""
        for phrase, value in self._by_first.get(words[start], ()):
            end = start + len(phrase)
            if end <= stop and (len(phrase) == 1 or tuple(words[start:end]) == phrase):
                return len(phrase), value
        return None

    def before(self, words: Sequence[str], start: int, stop: int) -> tuple[int, str] | None:
        """Length and value of the longest phrase that ends just before `stop`, or None."""
        for phrase, value in self._by_last.get(words[stop - 1], ()):
            begin = stop - len(phrase)
            if begin >= start and (len(phrase) == 1 or tuple(words[begin:stop]) == phrase):
                return len(phrase), value
        return None


def _sign(words: tuple[str, ...]) -> str:
    return max(words, key=len)
