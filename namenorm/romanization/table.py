"""One learned table: what chunks of a script are written as in Latin letters, and at what cost.

A table file is text, one chunk pair a line: source chunk, Latin chunk, cost in thousandths of a nat (the negative
logarithm of the pair's joint probability), separated by tabs. `^` and `$` are the edges of a token; an empty source
chunk is a letter written out of nothing, an empty Latin chunk a letter left out. `#` starts a comment.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable
from itertools import chain

from namenorm.computed import computed
from namenorm.kernel.chunks import SKIP, ChunkCosts, Speller, chunk_key, first_slot
from namenorm.kernel.readings import Reader
from namenorm.letter_codes import CODES, READ, coded, edged
from namenorm.model import ChunkPair

_OPTIONS = 7  # ways to write a chunk that readings are made of


class ChunkTable:
    """The chunk costs of one script.

    >>> table = ChunkTable([("^", "^", 0), ("ك", "k", 100), ("ك", "c", 900), ("م", "m", 50), ("$", "$", 0), ("", "a", 700)])
    >>> table.cost("كم", "kam")
    850
    >>> table.readings("كم")[:2]
    (('km', 150), ('cm', 950))
    """

    def __init__(self, rows: Iterable[tuple[str, str, int]]) -> None:
        options: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for source, target, cost in rows:
            options[source].append((target, cost))
        inserted = options.pop("", [])
        self._longest = max(map(len, options), default=1)
        self._best = {s: sorted(o, key=lambda x: (x[1], x[0])) for s, o in options.items()}
        self._insert = array("i", [SKIP] * 32)
        for target, cost in inserted:
            self._insert[CODES[target]] = min(cost, SKIP)
        self.costs = self._laid_out(options)
        self._idle: list[Reader] = []  # each is for one thread at a time; a lock would hang a process forked meanwhile

    def _laid_out(self, options: dict[str, list[tuple[str, int]]]) -> ChunkCosts:
        """The costs as the kernel reads them."""
        first, keys, lengths, costs, usual_starts, usual = (array("i") for _ in range(6))
        for of_chunk in self._best.values():
            numbers: dict[str, int] = {}
            grouped: dict[int, list[tuple[int, str, int]]] = defaultdict(list)
            for target, cost in of_chunk:
                key = sum(CODES[c] << (5 * k) for k, c in enumerate(target))
                grouped[key & 31].append((key, target, cost))
            for code in range(32):
                first.append(len(keys))
                for key, target, cost in sorted(grouped.get(code, ())):
                    numbers[target] = len(keys)
                    keys.append(key)
                    lengths.append(len(target))
                    costs.append(cost)
            usual_starts.append(len(usual))
            usual.extend(numbers[target] for target, _ in of_chunk[:_OPTIONS])
        first.append(len(keys))
        usual_starts.append(len(usual))
        least = array("i", [of_chunk[0][1] for of_chunk in self._best.values()])
        slots = 2 << max(len(options), 1).bit_length()
        slot_keys, slot_chunks = array("Q", bytes(8 * slots)), array("i", [-1]) * slots
        for number, source in enumerate(options):
            key = chunk_key([CODES.get(letter) or ord(letter) for letter in source])
            at = first_slot(key, slots)
            while slot_chunks[at] >= 0:
                at = (at + 1) % slots
            slot_keys[at], slot_chunks[at] = key, number
        return ChunkCosts(
            self._longest, _reach(options), slot_keys, slot_chunks, first, keys, lengths, costs, usual_starts, usual, least,
            self._insert,
        )  # fmt: skip

    def knows(self, chunk: str) -> bool:
        """Whether the table has a way to write `chunk`."""
        return chunk in self._best

    def sources(self) -> Iterable[str]:
        """Every source chunk, in the file's order."""
        return self._best

    def cost(self, letters: str, latin: str) -> int:
        """Thousandths of a nat to write the token as `latin`, of letters a-z; 9000 for every letter left unexplained."""
        return Speller([self.costs], None, self._longest).written(0, coded(letters), array("i", [*edged(latin)]))

    @property
    def longest(self) -> int:
        """Letters of the longest chunk."""
        return self._longest

    def readings(self, letters: str, most: int = 6) -> tuple[tuple[str, int], ...]:
        """The cheapest Latin readings, best first, each with its cost, ten at most. Never empty; an unread token reads as ''.

        Readings that cost much more than the best are not among them.
        """
        try:
            reader = self._idle.pop()
        except IndexError:
            reader = Reader(self._longest)
        found = reader.readings(self.costs, coded(letters), most)
        self._idle.append(reader)
        return tuple(found)

    def align(self, letters: str, latin: str) -> tuple[ChunkPair, ...]:
        """The steps of the cheapest path, for people to read; each costs what it is above the usual writing of its chunk."""
        a, b = f"^{letters[:READ]}$", f"^{latin[:READ]}$"
        best: dict[tuple[int, int], tuple[int, tuple[int, int] | None]] = {(0, 0): (0, None)}
        for i in range(len(a) + 1):
            for j in range(len(b) + 1):
                if (i, j) not in best:
                    continue
                here = best[i, j][0]
                for (di, dj), cost in self._steps(a, i, b, j):
                    there = (i + di, j + dj)
                    if there not in best or here + cost < best[there][0]:
                        best[there] = (here + cost, (i, j))
        steps: list[ChunkPair] = []
        node = (len(a), len(b))
        while (back := best[node][1]) is not None:
            source, latin = a[back[0] : node[0]].strip("^$"), b[back[1] : node[1]].strip("^$")
            if source or latin:
                cost = best[node][0] - best[back][0] - self._usual(a[back[0] : node[0]])
                steps.append(ChunkPair(source, latin, max(cost, 0) / 1000))
            node = back
        return tuple(reversed(steps))

    def _usual(self, chunk: str) -> int:
        options = self._best.get(chunk)
        return options[0][1] if options else 0

    def _steps(self, a: str, i: int, b: str, j: int) -> Iterable[tuple[tuple[int, int], int]]:
        if j < len(b):
            yield (0, 1), self._insert[CODES[b[j]]]
        if i < len(a):
            yield (1, 0), SKIP
        for step in range(1, min(self._longest, len(a) - i) + 1):
            chunk = a[i : i + step]
            if chunk in self._best:
                for latin, cost in chain(self._by_letter.get((chunk, b[j : j + 1]), ()), self._by_letter.get((chunk, ""), ())):
                    if b.startswith(latin, j):
                        yield (step, len(latin)), cost

    @computed
    def _by_letter(self) -> dict[tuple[str, str], list[tuple[str, int]]]:
        """The options of a chunk by the first letter that it is written as."""
        out: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
        for chunk, options in self._best.items():
            for latin, cost in options:
                out[chunk, latin[:1]].append((latin, cost))
        return out


def _reach(sources: Iterable[str]) -> array[int]:
    """For every chunk of one letter, how long those are that begin with it."""
    longest: dict[str, int] = defaultdict(int)
    for source in sources:
        longest[source[:1]] = max(longest[source[:1]], len(source))
    return array("i", [longest.get(source, 0) for source in sources])
