"""One learned table: what chunks of a script are written as in Latin letters, and at what cost.

A table file is text, one chunk pair a line: source chunk, Latin chunk, cost in thousandths of a nat (the negative
logarithm of the pair's joint probability), separated by tabs. `^` and `$` are the edges of a token; an empty source
chunk is a letter written out of nothing, an empty Latin chunk a letter left out. `#` starts a comment.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from namenorm import _kernel
from namenorm.model import ChunkPair

CODES = {letter: code for code, letter in enumerate("abcdefghijklmnopqrstuvwxyz^$", 1)}
SKIP = 9000  # cost of a letter that the table does not explain, in thousandths of a nat
LONGEST = 64  # letters of a token that are read; the rest of a longer one is cut off
_BEAM = 10
_OPTIONS = 7
_WORTH = 6000  # a reading that costs this much more than the best is not worth having


@dataclass(frozen=True, slots=True)
class Target:
    """Latin letters prepared to be compared with: `a-z` only, edges included in `codes`."""

    text: str
    codes: bytes
    packed: array[int]

    @classmethod
    def of(cls, latin: str) -> Target:
        """`latin` holds the letters a-z; others are not in any table and are left out."""
        text = "".join(c for c in latin if "a" <= c <= "z")[:LONGEST]
        codes = bytes(map(CODES.__getitem__, f"^{text}$"))
        return cls(text, codes, array("i", _kernel.pack(codes)))


@dataclass(frozen=True, slots=True)
class Lattice:
    """A token prepared to be read by one table: the chunks that start at each of its letters."""

    letters: str
    starts: array[int]
    steps: array[int]
    chunks: array[int]


class ChunkTable:
    """The chunk costs of one script, laid out for the kernel.

    >>> table = ChunkTable([("^", "^", 0), ("ك", "k", 100), ("ك", "c", 900), ("م", "m", 50), ("$", "$", 0), ("", "a", 700)])
    >>> table.cost(table.lattice("كم"), Target.of("kam"))
    850
    >>> table.readings("كم")[:2]
    (('km', 150), ('cm', 950))
    """

    def __init__(self, rows: Iterable[tuple[str, str, int]]) -> None:
        options: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for source, target, cost in rows:
            options[source].append((target, cost))
        inserted = options.pop("", [])
        self._chunk_ids = {source: i for i, source in enumerate(options)}
        self._longest = max(map(len, options), default=1)
        self._best = {s: sorted(o, key=lambda x: (x[1], x[0])) for s, o in options.items()}
        self._least = [o[0][1] for o in self._best.values()]
        self._insert = array("i", [SKIP] * 32)
        for target, cost in inserted:
            self._insert[CODES[target]] = min(cost, SKIP)
        self._first, self._keys = array("i"), array("i")
        self._lengths, self._costs = array("i"), array("i")
        for rows_of_chunk in options.values():
            self._add(rows_of_chunk)
        self._first.append(len(self._keys))

    def _add(self, options: list[tuple[str, int]]) -> None:
        """Append one chunk's options, grouped by their first Latin letter."""
        grouped: dict[int, list[tuple[str, int]]] = defaultdict(list)
        for target, cost in options:
            grouped[CODES[target[0]] if target else 0].append((target, cost))
        for code in range(32):
            self._first.append(len(self._keys))
            for target, cost in grouped.get(code, ()):
                self._keys.append(sum(CODES[c] << (5 * k) for k, c in enumerate(target)))
                self._lengths.append(len(target))
                self._costs.append(cost)

    def knows(self, chunk: str) -> bool:
        """Whether the table has a way to write `chunk`."""
        return chunk in self._chunk_ids

    def sources(self) -> Iterable[str]:
        """Every source chunk, in the file's order."""
        return self._chunk_ids

    def lattice(self, letters: str) -> Lattice:
        """The token as the table sees it."""
        marked = f"^{letters[:LONGEST]}$"
        starts, steps, chunks = array("i", [0]), array("i"), array("i")
        for i in range(len(marked)):
            for step in range(1, min(self._longest, len(marked) - i) + 1):
                chunk = self._chunk_ids.get(marked[i : i + step])
                if chunk is not None:
                    steps.append(step)
                    chunks.append(chunk)
            starts.append(len(steps))
        return Lattice(marked, starts, steps, chunks)

    def cost(self, lattice: Lattice, target: Target) -> int:
        """Thousandths of a nat to write the token as `target`; 9000 for every letter left unexplained."""
        n, m = len(lattice.letters), len(target.codes)
        scratch = array("i", bytes(4 * (n + 1) * (m + 1)))  # of the call, not of the table: threads share tables
        return _kernel.cheapest(
            n, lattice.starts, lattice.steps, lattice.chunks,
            m, target.codes, target.packed,
            self._first, self._keys, self._lengths, self._costs, self._insert, SKIP, scratch,
        )  # fmt: skip

    def least_cost(self, lattice: Lattice) -> int:
        """What the token's best reading costs, found without spelling it out."""
        n = len(lattice.letters)
        best = [0] + [_kernel.INFINITE] * n
        for i in range(n):
            here = best[i]
            best[i + 1] = min(best[i + 1], here + SKIP)
            for e in range(lattice.starts[i], lattice.starts[i + 1]):
                there = i + lattice.steps[e]
                best[there] = min(best[there], here + self._least[lattice.chunks[e]])
        return best[n]

    def readings(self, letters: str, most: int = 6) -> tuple[tuple[str, int], ...]:
        """The cheapest Latin readings, best first, each with its cost. Never empty; an unread token reads as ''.

        Readings that cost more than `_WORTH` above the best are not followed: the least cost of what is left of the token
        tells early where a beginning leads.
        """
        marked = f"^{letters[:LONGEST]}$"
        n = len(marked)
        options = [self._options_at(marked, i) for i in range(n)]
        ahead = [0] * (n + 1)
        for i in range(n - 1, -1, -1):
            ahead[i] = min(cost + ahead[there] for there, _, cost in options[i])
        at: list[dict[str, int]] = [{} for _ in range(n + 1)]
        at[0][""] = 0
        for i in range(n):
            for text, cost in sorted(at[i].items(), key=_by_cost)[:_BEAM]:
                limit = ahead[0] + _WORTH - cost
                for there, target, more in options[i]:
                    if more + ahead[there] <= limit and cost + more < at[there].get(text + target, _kernel.INFINITE):
                        at[there][text + target] = cost + more
        whole: dict[str, int] = {}
        for text, cost in sorted(at[n].items(), key=_by_cost):
            whole.setdefault(text.strip("^$"), cost)
        return tuple(whole.items())[:most]

    def _options_at(self, marked: str, i: int) -> list[tuple[int, str, int]]:
        """Where each chunk that starts here leads, what it is written as, and its cost; a skipped letter if none does."""
        return [
            (i + step, target, cost)
            for step in range(1, min(self._longest, len(marked) - i) + 1)
            for target, cost in self._best.get(marked[i : i + step], ())[:_OPTIONS]
        ] + [(i + 1, "", SKIP)]

    def align(self, letters: str, target: Target) -> tuple[ChunkPair, ...]:
        """The steps of the cheapest path, for people to read; each costs what it is above the usual writing of its chunk."""
        a, b = f"^{letters[:LONGEST]}$", f"^{target.text}$"
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
            for latin, cost in self._best.get(a[i : i + step], ()):
                if b.startswith(latin, j):
                    yield (step, len(latin)), cost


def _by_cost(reading: tuple[str, int]) -> tuple[int, str]:
    return reading[1], reading[0]
