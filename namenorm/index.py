"""From a token's blocking keys to the table's tokens that are spelled alike, and from tokens to the aliases that hold them.

Rare keys and rare tokens count for more. The index knows no strings but its keys: what a key or a token is, is the
business of those who fill it. Built once, then only read.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from namenorm import _kernel

COMMON_KEY = 20_000  # a key of more tokens than this tells nothing and is passed over


@dataclass(frozen=True, slots=True)
class Postings:
    """Rows of integers, one after the other: row `i` is `items[starts[i]:starts[i + 1]]`."""

    starts: array[int]
    items: array[int]

    @classmethod
    def of(cls, rows: Iterable[Iterable[int]]) -> Postings:
        starts, items = array("i", [0]), array("i")
        for row in rows:
            items.extend(row)
            starts.append(len(items))
        return cls(starts, items)

    def row(self, i: int) -> array[int]:
        return self.items[self.starts[i] : self.starts[i + 1]]

    def size(self, i: int) -> int:
        return self.starts[i + 1] - self.starts[i]

    def __len__(self) -> int:
        return len(self.starts) - 1


class Index:
    """Keys to tokens, tokens to aliases.

    >>> index = Index.build(keys=[["^mu", "mus"], ["^sa"]], aliases=[[0, 1], [1]])
    >>> index.similar(["^mu", "xxx"]), list(index.holders(1))
    ([0], [0, 1])
    """

    def __init__(self, key_ids: dict[str, int], tokens_by_key: Postings, aliases_by_token: Postings, aliases: int) -> None:
        self._key_ids = key_ids
        self._tokens_by_key = tokens_by_key
        self._aliases_by_token = aliases_by_token
        self._aliases = aliases
        n = len(aliases_by_token)
        self._weights = array("i", (self._key_weight(tokens_by_key.size(k), n) for k in range(len(tokens_by_key))))
        self._totals = array("l", bytes(array("l").itemsize * n))
        for key, weight in enumerate(self._weights):
            for token in tokens_by_key.row(key):
                self._totals[token] += weight

    @staticmethod
    def _key_weight(size: int, tokens: int) -> int:
        return 0 if size > COMMON_KEY else 1 + round(100 * math.log((tokens + 1) / size))

    @classmethod
    def build(cls, keys: Sequence[Iterable[str]], aliases: Sequence[Iterable[int]]) -> Index:
        """`keys[t]` are the blocking keys of token `t`; `aliases[a]` the tokens of alias `a`."""
        key_ids: dict[str, int] = {}
        by_key: list[list[int]] = []
        for token, its_keys in enumerate(keys):
            for key in its_keys:
                i = key_ids.setdefault(key, len(by_key))
                if i == len(by_key):
                    by_key.append([])
                by_key[i].append(token)
        by_token: list[list[int]] = [[] for _ in keys]
        for alias, tokens in enumerate(aliases):
            for token in dict.fromkeys(tokens):
                by_token[token].append(alias)
        return cls(key_ids, Postings.of(by_key), Postings.of(by_token), len(aliases))

    def similar(self, keys: Iterable[str], most: int = 50) -> list[int]:
        """Up to `most` tokens that share the largest part of their keys with these, best first."""
        known = array("i", (i for i in map(self._key_ids.get, keys) if i is not None and self._weights[i]))
        if not known:
            return []
        weights = array("i", (self._weights[i] for i in known))
        room = sum(self._tokens_by_key.size(i) for i in known)
        scores = array("l", bytes(array("l").itemsize * len(self._totals)))
        touched = array("i", bytes(4 * min(room, len(self._totals))))
        postings = self._tokens_by_key
        found = _kernel.gather(len(known), known, weights, postings.starts, postings.items, scores, touched, 0)
        out, parts = array("i", bytes(4 * most)), array("l", bytes(array("l").itemsize * most))
        kept = _kernel.best(found, touched, scores, self._totals, sum(weights), most, out, parts)
        return list(out[:kept])

    def holders(self, token: int) -> array[int]:
        """The aliases that hold the token."""
        return self._aliases_by_token.row(token)

    def frequency(self, token: int) -> int:
        """How many aliases hold the token."""
        return self._aliases_by_token.size(token)
