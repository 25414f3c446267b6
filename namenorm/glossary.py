"""The words that organisations are named with, across languages: ZAVOD, fábrica and مصنع are one concept, a factory.

Such words are translated when a name is, so two of one concept answer to each other; and they are frequent, so they tell
little. The words are data, `lists/glossary.txt`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from namenorm.cleaning import clean, fold
from namenorm.name import Role, Token

_SHORTEST_STEM = 3
_ASIDE = (Role.PARTICLE, Role.ARTICLE)
_ONE_SOUND = tuple((re.compile(pattern), sound) for pattern, sound in (
    (r"(.)\1+", r"\1"), (r"e+(?=e)", ""), (r"iy|ij|yi|ii|y", "i"), (r"ou|oo", "u"), (r"q", "k"), (r"dj|dzh", "j"), (r"i+", "i"),
))  # fmt: skip
_FEMININE = re.compile(r"(?<=.{3}a)[ht]$")


class Kind(StrEnum):
    """What a concept says of a body: its sort, its trade, its place or its number."""

    FORM = "form"
    WORD = "word"
    PLACE = "place"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Concept:
    """One idea that has many words."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Mark:
    """What the glossary says of one token. `inner` tokens belong to a phrase whose concepts its first token has."""

    concepts: frozenset[Concept] = frozenset()
    inner: bool = False


_NO_MARK = Mark()
_INNER = Mark(inner=True)


class Glossary:
    """Finds the concepts of tokens. Immutable once built.

    >>> sorted(c.name for c in Glossary().concepts("zavod"))
    ['factory']
    """

    def __init__(self) -> None:
        self._words: dict[str, set[Concept]] = defaultdict(set)
        self._stems: dict[str, set[Concept]] = defaultdict(set)
        self._phrases: dict[str, list[tuple[tuple[str, ...], Concept]]] = defaultdict(list)
        text = (files("namenorm") / "lists/glossary.txt").read_text("utf8")
        for line in text.splitlines():
            if line and not line.startswith("#"):
                name, kind, words = line.split("\t")
                for word in words.split(", "):
                    self._add(word, Concept(name, Kind(kind)))
        for phrases in self._phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))
        every = {c for group in (*self._words.values(), *self._stems.values()) for c in group}
        every |= {concept for phrases in self._phrases.values() for _, concept in phrases}
        self.numbers = {concept: number for number, concept in enumerate(sorted(every, key=lambda c: c.name), 1)}

    def _add(self, word: str, concept: Concept) -> None:
        parts = tuple(fold(clean(word).text).split())
        if len(parts) > 1:
            self._phrases[_sound(parts[0])].append((tuple(map(_sound, parts)), concept))
        elif word.endswith("*"):
            self._stems[_sound(parts[0], stem=True)].add(concept)
        else:
            self._words[_sound(parts[0])].add(concept)

    def concepts(self, text: str) -> frozenset[Concept]:
        """The concepts of a folded word; of its longest known stem if the word itself is unknown."""
        found = self._words.get(_sound(text))
        if found is None:
            sound = _sound(text, stem=True)
            ends = range(len(sound), _SHORTEST_STEM - 1, -1)
            found = next((self._stems[sound[:end]] for end in ends if sound[:end] in self._stems), None)
        return frozenset(found or ())

    def marks(self, tokens: Sequence[Token]) -> list[Mark]:
        """A mark for every token."""
        out = [_NO_MARK] * len(tokens)
        places = [i for i, token in enumerate(tokens) if token.role not in _ASIDE]
        sounds = [_sound(tokens[i].text) for i in places]
        at = 0
        while at < len(places):
            length, concept = self._phrase(sounds, at)
            if concept is not None:
                out[places[at]] = Mark(frozenset((concept,)))
                for i in places[at + 1 : at + length]:
                    out[i] = _INNER
            elif tokens[places[at]].role not in (Role.HONORIFIC, Role.INITIAL):
                token = tokens[places[at]]
                found = [concepts for text in (token.text, *token.alternatives) if (concepts := self.concepts(text))]
                out[places[at]] = Mark(found[0]) if found else _NO_MARK
            at += length
        return out

    def _phrase(self, sounds: Sequence[str], at: int) -> tuple[int, Concept | None]:
        for phrase, concept in self._phrases.get(sounds[at], ()):
            if tuple(sounds[at : at + len(phrase)]) == phrase:
                return len(phrase), concept
        return 1, None


@lru_cache(maxsize=20_000)  # the words of organisations come again and again
def _sound(word: str, *, stem: bool = False) -> str:
    """A Latin word without what spellings of it mostly differ in: harakah, harakat and haraka are one."""
    if not word.isascii() or len(word) < _SHORTEST_STEM:
        return word
    for pattern, sound in _ONE_SOUND:
        word = pattern.sub(sound, word)
    return word if stem else _FEMININE.sub("", word)
