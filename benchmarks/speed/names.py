"""Made-up names in any number, drawn so that they are as alike as real ones: few tokens are common, most are rare.

The common tokens are public knowledge, in order of how common they are. They are followed by a long tail of tokens put
together from syllables, and the n-th token is drawn with a weight of 1/n. One name in five is put together from the words of
the people in the shipped table, each as often as it stands there. So the table is full of Muhammads, as a real one is, and an
index that relies on rare tokens alone does not get away with it.
"""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from namenorm import AliasTable

SEED = 20261122
SHARE_OUT_OF_TABLE = 0.3
SHARE_NATIVE = 0.2
"""Of the queries whose tokens we know in their own script, the share that is asked in it."""

TOKENS = Path(__file__).resolve().parent.parent / "data" / "name_tokens.tsv"
WEIGHTS = {
    "arabic": 0.34, "persian": 0.16, "russian": 0.14, "spanish": 0.14, "english": 0.08, "chinese": 0.07, "korean": 0.07,
}  # fmt: skip
"""How often a name comes from each culture."""
SHIPPED, WEIGHT_SHIPPED = "shipped", 0.25
"""The people of the shipped table, as one more culture: a fifth of all."""
RARE_GIVEN = 300
RARE_FAMILY = 3000

RESPELLINGS = (
    ("ou", "u"), ("u", "ou"), ("u", "oo"), ("ee", "i"), ("i", "ee"), ("ei", "ai"), ("ai", "ay"), ("e", "i"), ("i", "y"),
    ("o", "u"), ("a", "e"), ("q", "k"), ("k", "q"), ("kh", "h"), ("dh", "z"), ("gh", "g"), ("sh", "ch"), ("j", "dj"),
    ("ks", "x"), ("v", "w"), ("ss", "s"), ("mm", "m"), ("s", "ss"), ("d", "dd"), ("al-", "el-"), ("al-", "al "),
    ("al-", ""), ("-", " "), ("-", ""), ("ts", "c"), ("zh", "j"), ("é", "e"), ("á", "a"), ("í", "i"), ("ñ", "n"),
    ("z", "s"), ("h", ""),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """One name token and its native form, empty if we know none."""

    latin: str
    native: str = ""


class Vocabulary:
    """Tokens of one kind, the commonest first, drawn with a weight of 1/rank, or as often as `counts` says."""

    def __init__(self, tokens: Sequence[Token], counts: Sequence[int] = ()) -> None:
        self._tokens = list(dict.fromkeys(tokens))
        self._weights = list(accumulate(counts or (1 / rank for rank in range(1, len(self._tokens) + 1))))

    def draw(self, chance: random.Random) -> Token:
        """One token."""
        return chance.choices(self._tokens, cum_weights=self._weights)[0]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and the record it means, None if it means none."""

    mention: str
    expected: str | None


class NameMaker:
    """An endless supply of distinct made-up names and of misspellings of them, the same for the same seed."""

    def __init__(self, seed: int = SEED) -> None:
        self._chance = random.Random(seed)
        self._seen: set[str] = set()
        self._native: dict[str, str] = {}
        self._given, self._family = _vocabularies(self._chance)

    def records(self, names: int) -> list[dict[str, Any]]:
        """Records for an alias table that hold exactly `names` names together, one to three each."""
        records: list[dict[str, Any]] = []
        left = names
        while left:
            name = self._new_name()
            extra = min(self._chance.choice((0, 0, 1, 1, 2)), left - 1)
            aliases = [self.misspelling(name) for _ in range(extra)]
            records.append({"id": f"p{len(records)}", "name": name, "type": "person", "aliases": aliases})
            left -= 1 + len(aliases)
        return records

    def queries(self, records: Sequence[dict[str, Any]], count: int) -> list[Asked]:
        """Spellings that are in no record: of records and, three in ten, of nobody in the table."""
        return [self._query(records) for _ in range(count)]

    def _query(self, records: Sequence[dict[str, Any]]) -> Asked:
        if self._chance.random() < SHARE_OUT_OF_TABLE:
            return Asked(self.misspelling(self._new_name()), None)
        record = self._chance.choice(records)
        native = self._native.get(record["name"], "")
        if native and native not in self._seen and self._chance.random() < SHARE_NATIVE:
            self._seen.add(native)
            return Asked(native, record["id"])
        return Asked(self.misspelling(record["name"]), record["id"])

    def _new_name(self) -> str:
        """A name that was not made before: two to four tokens, given names first."""
        while True:
            culture = self._chance.choices([*WEIGHTS, SHIPPED], [*WEIGHTS.values(), WEIGHT_SHIPPED])[0]
            tokens = [self._given[culture].draw(self._chance)]
            if self._chance.random() < 0.4:
                tokens.append(self._given[culture].draw(self._chance))
            tokens.append(self._family[culture].draw(self._chance))
            if self._chance.random() < 0.15:
                tokens.append(self._family[culture].draw(self._chance))
            name = " ".join(token.latin for token in tokens)
            if len(set(tokens)) == len(tokens) and name not in self._seen:
                self._seen.add(name)
                if all(token.native for token in tokens):
                    self._native[name] = " ".join(token.native for token in tokens)
                return name

    def misspelling(self, name: str) -> str:
        """The name with one to three plausible edits, spelt as no name before."""
        while True:
            misspelt = name
            for _ in range(self._chance.choice((1, 1, 2, 3))):
                misspelt = self._edit(misspelt)
            if misspelt not in self._seen:
                self._seen.add(misspelt)
                return misspelt

    def _edit(self, name: str) -> str:
        """One respelling of a sound or, one time in five, one slip of the fingers inside a word."""
        inside = [place for place in range(1, len(name) - 1) if name[place - 1 : place + 2].isalpha()]
        fitting = [(old, new) for old, new in RESPELLINGS if old in name]
        if fitting and (not inside or self._chance.random() < 0.8):
            old, new = self._chance.choice(fitting)
            place = self._chance.choice([place for place in range(len(name)) if name.startswith(old, place)])
            return (name[:place] + new + name[place + len(old) :]).strip()
        if not inside:
            return name + self._chance.choice("aeiou")
        place = self._chance.choice(inside)
        before, here, after, rest = name[:place], name[place], name[place + 1], name[place + 2 :]
        return self._chance.choice((before + after + rest, before + here + here + after + rest, before + after + here + rest))


def _vocabularies(chance: random.Random) -> tuple[dict[str, Vocabulary], dict[str, Vocabulary]]:
    """Given and family names by culture."""
    parts: dict[tuple[str, str], list[Token]] = {}
    with TOKENS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            parts.setdefault((row["culture"], row["part"]), []).append(Token(row["latin"], row["native"]))
    given: dict[str, Vocabulary] = {}
    family: dict[str, Vocabulary] = {}
    for culture in WEIGHTS:
        rare = _rare([t.latin for t in parts[culture, "syllable"]], [t.latin for t in parts[culture, "ending"]], chance)
        given[culture] = Vocabulary(parts[culture, "given"] + [next(rare) for _ in range(RARE_GIVEN)])
        # A Chinese or Korean family name is one of few: a tail of rare ones would be false.
        tail = 0 if culture in {"chinese", "korean"} else RARE_FAMILY
        family[culture] = Vocabulary(parts[culture, "family"] + [next(rare) for _ in range(tail)])
    given[SHIPPED], family[SHIPPED] = _shipped()
    return given, family


def _shipped() -> tuple[Vocabulary, Vocabulary]:
    """The words of the Latin names of people in the shipped table: all but the last of each, and the last."""
    given, family = Counter[str](), Counter[str]()
    for record in AliasTable.shipped().records:
        for name in (record.name, *(alias.name for alias in record.aliases)) if record.type == "person" else ():
            *first, last = name.split()
            if first and last.isascii() and all(word[0].isalpha() for word in (*first, last)):
                given.update(first)
                family[last] += 1
    return _counted(given), _counted(family)


def _counted(words: Counter[str]) -> Vocabulary:
    common = words.most_common()
    return Vocabulary([Token(word) for word, _ in common], [count for _, count in common])


def _rare(syllables: Sequence[str], endings: Sequence[str], chance: random.Random) -> Iterator[Token]:
    while True:
        stem = "".join(chance.choices(syllables, k=chance.choice((1, 1, 2))))
        yield Token((stem + chance.choice(endings)).capitalize())
