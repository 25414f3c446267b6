"""From a token's blocking keys to the table's tokens that are spelled alike, and from tokens to the aliases that hold them.

Rare keys count for more. Everything lies in flat arrays that can be built in memory or mapped from a file.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Self

from namenorm import _kernel
from namenorm.storage import Sections, Writer

COMMON_KEY = 20_000  # a key of more tokens than this tells nothing and is passed over


def hashed(key: str) -> int:
    """A 64-bit number of a key, the same in every process and on every machine."""
    return int.from_bytes(blake2b(key.encode("utf8", "surrogatepass"), digest_size=8).digest(), "little", signed=True)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of integers, one after the other: row `i` is `items[starts[i]:starts[i + 1]]`."""

    starts: memoryview
    items: memoryview

    @classmethod
    def of(cls, rows: Iterable[Iterable[int]]) -> Self:
        starts, items = array("i", [0]), array("i")
        for row in rows:
            items.extend(row)
            starts.append(len(items))
        return cls(memoryview(starts), memoryview(items))

    def row(self, i: int) -> memoryview:
        return self.items[self.starts[i] : self.starts[i + 1]]

    def size(self, i: int) -> int:
        return int(self.starts[i + 1] - self.starts[i])

    def __len__(self) -> int:
        return len(self.starts) - 1

    def write(self, name: str, writer: Writer) -> None:
        writer.add(f"{name}.starts", self.starts)
        writer.add(f"{name}.items", self.items)

    @classmethod
    def read(cls, name: str, sections: Sections) -> Self:
        return cls(sections.array(f"{name}.starts"), sections.array(f"{name}.items"))


@dataclass(frozen=True, slots=True)
class KeyedRows:
    """Rows found by a text key. Only the keys' hashes are kept, in order; two of a million keys collide once in 10^7 tables.

    >>> rows = KeyedRows.of({"sadr": [3, 5]})
    >>> list(rows.get("sadr")), list(rows.get("hakim"))
    ([3, 5], [])
    """

    hashes: memoryview
    rows: Rows

    @classmethod
    def of(cls, rows: Mapping[str, Sequence[int]]) -> Self:
        order = sorted((hashed(key), row) for key, row in rows.items())
        return cls(memoryview(array("q", (h for h, _ in order))), Rows.of(row for _, row in order))

    def number(self, key: str) -> int:
        """The number of the key's row, -1 where there is none."""
        wanted = hashed(key)
        at = bisect_left(self.hashes, wanted)
        return at if at < len(self.hashes) and self.hashes[at] == wanted else -1

    def get(self, key: str) -> memoryview:
        """The key's row; an empty one where the key is not known."""
        at = self.number(key)
        return self.rows.row(at) if at >= 0 else self.rows.items[:0]

    def write(self, name: str, writer: Writer) -> None:
        writer.add(f"{name}.hashes", self.hashes)
        self.rows.write(name, writer)

    @classmethod
    def read(cls, name: str, sections: Sections) -> Self:
        return cls(sections.array(f"{name}.hashes"), Rows.read(name, sections))


@dataclass(frozen=True, slots=True)
class Index:
    """Keys to tokens, tokens to aliases. `weights` tell the rarity of a key, `totals` the sum over a token's keys.

    >>> index = Index.build(keys=[["^mu", "mus"], ["^sa"]], aliases=[[0, 1], [1]])
    >>> index.similar(["^mu", "xxx"]), list(index.holders(1))
    ([0], [0, 1])
    """

    tokens_by_key: KeyedRows
    aliases_by_token: Rows
    weights: memoryview
    totals: memoryview

    @classmethod
    def build(cls, keys: Sequence[Iterable[str]], aliases: Sequence[Iterable[int]]) -> Self:
        """`keys[t]` are the blocking keys of token `t`; `aliases[a]` the tokens of alias `a`."""
        by_key: dict[str, list[int]] = {}
        for token, its_keys in enumerate(keys):
            for text in its_keys:
                by_key.setdefault(text, []).append(token)
        by_token: list[list[int]] = [[] for _ in keys]
        for alias, tokens in enumerate(aliases):
            for token in dict.fromkeys(tokens):
                by_token[token].append(alias)
        tokens_by_key = KeyedRows.of(by_key)
        rows = tokens_by_key.rows
        weights = array("i", (_weight(rows.size(k), len(keys)) for k in range(len(rows))))
        totals = array("q", bytes(8 * len(keys)))
        for key, weight in enumerate(weights):
            for token in rows.row(key):
                totals[token] += weight
        return cls(tokens_by_key, Rows.of(by_token), memoryview(weights), memoryview(totals))

    def similar(self, keys: Iterable[str], most: int = 50) -> list[int]:
        """Up to `most` tokens that share the largest part of their keys with these, best first."""
        known = array("i", (i for i in map(self.tokens_by_key.number, keys) if i >= 0 and self.weights[i]))
        if not known:
            return []
        weights = array("i", (self.weights[i] for i in known))
        rows, tokens = self.tokens_by_key.rows, len(self.totals)
        scores = array("q", bytes(8 * tokens))
        touched = array("i", bytes(4 * min(sum(rows.size(i) for i in known), tokens)))
        found = _kernel.gather(len(known), known, weights, rows.starts, rows.items, scores, touched, 0)
        out, parts = array("i", bytes(4 * most)), array("q", bytes(8 * most))
        kept = _kernel.best(found, touched, scores, self.totals, sum(weights), most, out, parts)
        return list(out[:kept])

    def holders(self, token: int) -> memoryview:
        """The aliases that hold the token."""
        return self.aliases_by_token.row(token)

    def write(self, writer: Writer) -> None:
        self.tokens_by_key.write("index.keys", writer)
        self.aliases_by_token.write("index.holders", writer)
        writer.add("index.weights", self.weights)
        writer.add("index.totals", self.totals)

    @classmethod
    def read(cls, sections: Sections) -> Self:
        return cls(
            KeyedRows.read("index.keys", sections), Rows.read("index.holders", sections),
            sections.array("index.weights"), sections.array("index.totals"),
        )  # fmt: skip


def _weight(size: int, tokens: int) -> int:
    return 0 if size > COMMON_KEY else 1 + round(100 * math.log((tokens + 1) / size))
