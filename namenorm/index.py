"""From a token's blocking keys to the table's tokens that are spelled alike, and from tokens to the aliases that hold them.

Everything lies in flat arrays that can be built in memory or mapped from a file.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Self, TypeAlias

from namenorm.kernel.lookup import HashedRows
from namenorm.kernel.splicing import Splicer
from namenorm.storage import Sections, Writer

Numbers: TypeAlias = "array[int] | memoryview"


def text_hash(text: str) -> int:
    """A number of a text that nobody finds another text for: what it leads to is taken for its own, unseen.

    It is the same in every process and on every machine.
    """
    return int.from_bytes(blake2b(text.encode("utf8", "surrogatepass"), digest_size=8).digest(), "little", signed=True)


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

    def spliced(self, less: Mapping[int, Iterable[int]], more: Mapping[int, Iterable[int]], count: int) -> Self:
        """So many rows, some of these with items `less` or `more`, which are in rising order as those of all rows are.

        >>> spliced = Rows.of([[0, 1], [1]]).spliced({0: [1]}, {0: [5], 3: [5]}, 4)
        >>> [list(spliced.row(i)) for i in range(4)]
        [[0, 5], [1], [], [5]]
        """
        changes = _Changes.of(less, more)
        starts, items = array("i", [0]) * (count + 1), array("i", [0]) * (len(self.items) + len(changes.more.items))
        splicer = changes.splicer(self, changes.more.items, starts, items)
        splicer.by_number(array("i", changes.keys), count)
        return type(self)(memoryview(starts), memoryview(items)[: splicer.size])

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
class _Changes:
    """Items to leave out of rows and to put into them, for every row that changes."""

    keys: Sequence[int]
    less: Rows
    more: Rows

    @classmethod
    def of(cls, less: Mapping[int, Iterable[int]], more: Mapping[int, Iterable[int]]) -> Self:
        keys = sorted(less.keys() | more.keys())
        return cls(keys, *(Rows.of(rows.get(key, ()) for key in keys) for rows in (less, more)))

    def splicer(self, rows: Rows, after: Numbers, out_starts: array[int], out_items: array[int]) -> Splicer:
        less, more = self.less, self.more
        return Splicer(rows.starts, rows.items, less.starts, less.items, more.starts, more.items, after, out_starts, out_items)


class KeyedRows(HashedRows):
    """Rows found by a text key. Only the keys' hashes are kept, in order; two of a million keys collide once in 10^7 tables.

    Rows of keys that are `changed` stand for those they had before.

    >>> rows = KeyedRows.of({"sadr": [3, 5]})
    >>> rows.get("sadr"), rows.get("hakim")
    ([3, 5], [])
    """

    def __init__(self, hashes: memoryview, rows: Rows, changed: KeyedRows | None = None) -> None:
        HashedRows.__init__(self, hashes, rows.starts, rows.items, changed)
        self.hashes, self.rows = hashes, rows

    if TYPE_CHECKING:  # the kernel has no types

        def of_hash(self, number: int) -> list[int]: ...

    @classmethod
    def of(cls, rows: Mapping[str, Sequence[int]]) -> Self:
        return cls.by_hash({text_hash(key): row for key, row in rows.items()})

    @classmethod
    def by_hash(cls, rows: Mapping[int, Sequence[int]]) -> Self:
        """From the hash of each key."""
        order = sorted(rows)
        return cls(memoryview(array("q", order)), Rows.of(rows[key] for key in order))

    def get(self, key: str) -> list[int]:
        """The key's row; an empty one where the key is not known."""
        return self.of_hash(text_hash(key))

    def write(self, name: str, writer: Writer) -> None:
        writer.add(f"{name}.hashes", self.hashes)
        self.rows.write(name, writer)

    @classmethod
    def read(cls, name: str, sections: Sections) -> Self:
        changed = cls.read(of_changed, sections) if f"{(of_changed := changed_part(name))}.hashes" in sections.views else None
        return cls(sections.array(f"{name}.hashes"), Rows.read(name, sections), changed)


def changed_part(name: str) -> str:
    """What the section of rows that are changed is called."""
    return f"{name}.changed"


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

    def with_key(self, key: int) -> Sequence[int]:
        """The tokens that have a key."""
        at = bisect_left(self.hashes, key)
        return self.rows.row(at) if at < len(self.hashes) and self.hashes[at] == key else ()

    def spliced(
        self, less: Mapping[int, Iterable[int]], more: Mapping[int, Iterable[int]], after: Mapping[int, int],
        totals: Iterable[int],
    ) -> Self:  # fmt: skip
        """The keys without tokens `less` and with tokens `more`, which are rows by key; `totals` are those of new tokens.

        A token of `more` stands where its number would, or behind another one that `after` gives.

        >>> found = TokenKeys.of([[(7, 600), (3, 280)], [(7, 600)]]).spliced({3: [0]}, {5: [2], 7: [2]}, {}, [600])
        >>> [(key, list(found.rows.row(at))) for at, key in enumerate(found.hashes)]
        [(5, [2]), (7, [0, 1, 2])]
        """
        changes = _Changes.of(less, more)
        most = len(self.hashes) + len(changes.keys)
        keys, starts = array("q", [0]) * most, array("i", [0]) * (most + 1)
        items = array("i", [0]) * (len(self.rows.items) + len(changes.more.items))
        behind = array("i", (after.get(token, token) for token in changes.more.items))
        splicer = changes.splicer(self.rows, behind, starts, items)
        splicer.by_key(self.hashes, array("q", changes.keys), keys)
        rows = Rows(memoryview(starts)[: splicer.rows + 1], memoryview(items)[: splicer.size])
        all_totals = memoryview(b"".join((self.totals, array("i", totals)))).cast("i")
        return type(self)(memoryview(keys)[: splicer.rows], rows, all_totals)

    def write(self, writer: Writer) -> None:
        writer.add("index.keys", self.hashes)
        self.rows.write("index.tokens", writer)
        writer.add("index.totals", self.totals)

    @classmethod
    def read(cls, sections: Sections) -> Self:
        return cls(sections.array("index.keys"), Rows.read("index.tokens", sections), sections.array("index.totals"))
