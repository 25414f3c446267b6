"""From a token's blocking keys to the table's tokens that are spelled alike, and from tokens to the aliases that hold them.

Everything lies in flat arrays that can be built in memory or mapped from a file.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Self

from namenorm.kernel.index import SortedNumbers
from namenorm.storage import Sections, Writer


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

    @classmethod
    def turned(cls, rows: Iterable[Iterable[int]], count: int) -> Self:
        """For each item below `count` the rows that hold it.

        >>> turned = Rows.turned([[0, 1], [1]], 2)
        >>> list(turned.row(0)), list(turned.row(1))
        ([0], [0, 1])
        """
        holders: list[array[int]] = [array("i") for _ in range(count)]
        for number, row in enumerate(rows):
            for item in dict.fromkeys(row):
                holders[item].append(number)
        return cls.of(holders)

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
    _numbers: SortedNumbers = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_numbers", SortedNumbers(self.hashes))

    @classmethod
    def of(cls, rows: Mapping[str, Sequence[int]]) -> Self:
        order = sorted((hashed(key), row) for key, row in rows.items())
        return cls(memoryview(array("q", (h for h, _ in order))), Rows.of(row for _, row in order))

    def number(self, key: str) -> int:
        """The number of the key's row, -1 where there is none."""
        return int(self._numbers.place(hashed(key)))

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
class TokenKeys:
    """The tokens of every blocking key, and what all keys of a token weigh.

    >>> found = TokenKeys.of([[(7, 600), (3, 280)], [(7, 600)]])
    >>> list(found.hashes), list(found.rows.row(1)), list(found.totals)
    ([3, 7], [0, 1], [880, 600])
    """

    hashes: memoryview
    rows: Rows
    totals: memoryview

    @classmethod
    def of(cls, keys: Iterable[Iterable[tuple[int, int]]]) -> Self:
        """From the keys of each token, with their weights."""
        by_key: dict[int, array[int]] = {}
        totals = array("i")
        for token, its_keys in enumerate(keys):
            total = 0
            for key, weight in its_keys:
                by_key.setdefault(key, array("i")).append(token)
                total += weight
            totals.append(total)
        order = sorted(by_key)
        return cls(memoryview(array("q", order)), Rows.of(by_key[key] for key in order), memoryview(totals))

    def write(self, writer: Writer) -> None:
        writer.add("index.keys", self.hashes)
        self.rows.write("index.tokens", writer)
        writer.add("index.totals", self.totals)

    @classmethod
    def read(cls, sections: Sections) -> Self:
        return cls(sections.array("index.keys"), Rows.read("index.tokens", sections), sections.array("index.totals"))
