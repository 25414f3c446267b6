"""The cheapest Latin readings of a token, by the chunk costs of its script, and of tokens put together. Costs and letters are
those of `chunks.py`.
"""

from array import array

from namenorm.kernel._pointers import *  # once compiled, those of C
from namenorm.kernel.chunks import Lattice

BEAM = 10  # beginnings that are followed from each letter, and readings at the end
_BEAM = BEAM
_WORTH = 6000  # a reading that costs this much more than the best is not worth having
_SKIP = 9000
_LONGEST = 66
_WIDEST = 6 * _LONGEST  # Latin letters of a reading: no chunk is written as more than six
_START, _END = 27, 28
_STEP, _MASK = 1000003, 0xFFFFFFFFFFFFFFFF
_TARGET_LENGTH, _TARGET_LETTERS = 2, 4  # places in a target of a row, its first edge left out
_MOST = 81  # readings of four tokens put together, three of each


class Reader:
    """Reads tokens. Not for two threads at once.

    A beginning is what the letters up to a place are read as. Place `i` has room for those `i * BEAM` to `i * BEAM + BEAM - 1`,
    of which `counts[i]` are there; `order` has their numbers, the best first, and `worst[i]` is what the last of them may cost.
    Those of other `sums` have not the same letters.
    """

    def __init__(self, longest):
        self.lattice = Lattice(longest)
        places = (_LONGEST + 1) * _BEAM
        self.counts = array("i", bytes(4 * (_LONGEST + 1)))
        self.order = array("i", bytes(4 * places))
        self.costs, self.lengths = array("i", bytes(4 * places)), array("i", bytes(4 * places))
        self.worst = array("i", bytes(4 * (_LONGEST + 1)))
        self.sums = array("Q", bytes(8 * places))
        self.letters = bytearray(places * _WIDEST)

    def readings(self, costs, codes, most):
        """The best readings of a token, given as codes with edges, by the table `costs`, `most` at the most: (text, cost)."""
        n = len(codes)
        self.read(costs, ints(codes), n)
        return [self._told(self.order[n * _BEAM + k]) for k in range(min(self.counts[n], most))]

    def write(self, most, readings):
        """Write the readings of the token read last, `most` at the most, with what each costs more than the best one."""
        end = self.lattice.letters
        first = end * _BEAM
        readings.begin()
        for k in range(min(self.counts[end], most)):
            place = self.order[first + k]
            more = self.costs[place] - self.costs[self.order[first]]
            readings.put(self.letters, self._without_edges(place), self._last(place), more)

    def read(self, costs, codes, n):
        """Find the readings, BEAM at the most, of `n` codes. What is least to pay for the rest of a token tells early where a
        beginning leads.
        """
        lattice = self.lattice
        lattice.read(costs, codes, 0, n)
        limit = lattice.ahead[0] + _WORTH
        for i in range(n + 1):
            self.counts[i] = 0
            self.worst[i] = limit
        self.counts[0] = 1
        self.order[0] = self.costs[0] = self.lengths[0] = self.sums[0] = 0
        for i in range(n):
            for k in range(self.counts[i]):
                before = self.order[i * _BEAM + k]
                here = self.costs[before]
                for e in range(lattice.starts[i], lattice.starts[i + 1]):
                    to = i + lattice.steps[e]
                    chunk = lattice.chunks[e]
                    for o in range(costs.usual_starts[chunk], costs.usual_starts[chunk + 1]):
                        option = costs.usual[o]
                        cost = here + costs.costs[option]
                        if cost + lattice.ahead[to] > limit or cost > self.worst[to]:
                            break
                        self._add(before, costs.keys[option], costs.lengths[option], to, cost, to == n)
                if here + _SKIP + lattice.ahead[i + 1] <= limit:
                    self._add(before, 0, 0, i + 1, here + _SKIP, i + 1 == n)

    def _add(self, before, key, size, to, cost, whole):
        """Take in a beginning and a chunk after it. Of two with the same letters, edges aside if `whole`, the better stays."""
        first, count = to * _BEAM, self.counts[to]
        n = self.lengths[before] + size
        added = self._sum(before, key, size)
        at = 0
        while at < count:
            place = self.order[first + at]
            if self.sums[place] == added and self._is_same(before, key, n, place, whole):
                break
            at += 1
        if at == count and count < _BEAM:
            place = first + count
            self.counts[to] = count + 1
        else:
            if at == count:
                at -= 1
            place = self.order[first + at]
            if not self._is_better(before, key, n, cost, place):
                return
        while at > 0 and self._is_better(before, key, n, cost, self.order[first + at - 1]):
            self.order[first + at] = self.order[first + at - 1]
            at -= 1
        self.order[first + at] = place
        self.costs[place], self.lengths[place], self.sums[place] = cost, n, added
        start, from_ = place * _WIDEST, before * _WIDEST
        for k in range(n - size):
            self.letters[start + k] = self.letters[from_ + k]
        for k in range(n - size, n):
            self.letters[start + k] = key & 31
            key >>= 5
        if self.counts[to] == _BEAM:
            self.worst[to] = self.costs[self.order[first + _BEAM - 1]]

    def _sum(self, before, key, size):
        """A number of a beginning with a chunk put to it, edges aside."""
        number = self.sums[before]
        for _ in range(size):
            if key & 31 < _START:
                number = (number * _STEP + (key & 31)) & _MASK
            key >>= 5
        return number

    def _letter(self, before, key, k):
        """A letter of a beginning with a chunk put to it."""
        n = self.lengths[before]
        return self.letters[before * _WIDEST + k] if k < n else key >> (5 * (k - n)) & 31

    def _is_same(self, before, key, n, place, whole):
        """Whether a beginning of `n` letters, the chunk put to it, has those of another one."""
        low, high = 0, n
        at = place * _WIDEST
        stop = at + self.lengths[place]
        if whole:
            while low < high and self._letter(before, key, low) >= _START:
                low += 1
            while low < high and self._letter(before, key, high - 1) >= _START:
                high -= 1
            at, stop = self._without_edges(place), self._last(place)
        if high - low != stop - at:
            return 0
        while low < high:  # they differ at the end, if anywhere
            high -= 1
            stop -= 1
            if self._letter(before, key, high) != self.letters[stop]:
                return 0
        return 1

    def _is_better(self, before, key, n, cost, place):
        """Whether it comes before another one: it costs less, or as much and is first in the alphabet."""
        if cost != self.costs[place]:
            return cost < self.costs[place]
        for k in range(n):
            if k == self.lengths[place]:
                return 0
            one, other = self._letter(before, key, k), self.letters[place * _WIDEST + k]
            if one != other:
                return self._rank(one) < self._rank(other)
        return n < self.lengths[place]

    def _rank(self, code):
        """The place of a letter in the alphabet; `$` and `^` come before it."""
        return 0 if code == _END else 1 if code == _START else code + 1

    def _without_edges(self, place):
        """Where the letters of a beginning start."""
        at = place * _WIDEST
        stop = at + self.lengths[place]
        while at < stop and self.letters[at] >= _START:
            at += 1
        return at

    def _last(self, place):
        """Where the letters of a beginning stop."""
        at, stop = self._without_edges(place), place * _WIDEST + self.lengths[place]
        while at < stop and self.letters[stop - 1] >= _START:
            stop -= 1
        return stop

    def _told(self, place):
        at = self._without_edges(place)
        return latin_text(self.letters, at, self._last(place) - at), self.costs[place]


class Readings:
    """Up to 81 Latin readings, in letters without edges, and what each costs more than the best one. Their numbers are in
    `order`.
    """

    def __init__(self):
        self.count = 0
        self.letters = array("B", bytes(_MOST * _LONGEST))
        self.lengths, self.costs, self.order = (array("i", bytes(4 * _MOST)) for _ in range(3))
        self.room = array("B", bytes(_MOST * (_LONGEST + 3)))

    def begin(self):
        """Forget them."""
        self.count = 0

    def put(self, letters, start, stop, cost):
        """Put one behind the others, of letters without edges."""
        at, n = self.count * _LONGEST, min(stop - start, _LONGEST - 2)
        for i in range(n):
            self.letters[at + i] = letters[start + i]
        self.lengths[self.count] = n
        self._close(cost)

    def best(self):
        """The text of the first."""
        return latin_text(self.letters, self.order[0] * _LONGEST, self.lengths[self.order[0]])

    def packed(self):
        """All of them in bytes, for `readings_of`: of each the cost in two, the length, the letters."""
        n = 0
        for k in range(self.count):
            at, size, cost = self.order[k] * _LONGEST, self.lengths[self.order[k]], min(self.costs[self.order[k]], 0xFFFF)
            self.room[n], self.room[n + 1], self.room[n + 2] = cost & 0xFF, cost >> 8, size
            n += 3
            for i in range(size):
                self.room[n + i] = self.letters[at + i]
            n += size
        return packed_bytes(self.room, n)

    def get(self, k, out):
        """Write the letters of the `k`-th with edges; returns how many there are."""
        at, n = self.order[k] * _LONGEST, self.lengths[self.order[k]]
        out[0], out[n + 1] = _START, _END
        for i in range(n):
            out[i + 1] = self.letters[at + i]
        return n + 2

    def cost(self, k):
        """What the `k`-th costs."""
        return self.costs[self.order[k]]

    def put_together(self, others, k, row, at, cost):
        """Put the `k`-th of others with a target of a row behind it; of two with the same letters the cheaper one stays."""
        if self.count == _MOST:
            return
        start, n = self.count * _LONGEST, 0
        if others.count:
            n = others.lengths[k]
            for i in range(n):
                self.letters[start + i] = others.letters[k * _LONGEST + i]
        i = at + _TARGET_LETTERS
        while i < at + _TARGET_LETTERS + row[at + _TARGET_LENGTH] - 2 and n < _LONGEST - 2:
            self.letters[start + n] = row[i]
            n += 1
            i += 1
        self.lengths[self.count] = n
        for other in range(self.count):
            if self._are_same(other):
                self.costs[other] = min(self.costs[other], cost)
                return
        self._close(cost)

    def _are_same(self, k):
        """Whether one has the letters of what stands behind the last one."""
        n, at, start = self.lengths[k], k * _LONGEST, self.count * _LONGEST
        if n != self.lengths[self.count]:
            return 0
        while n > 0:  # they differ at the end, if anywhere
            n -= 1
            if self.letters[at + n] != self.letters[start + n]:
                return 0
        return 1

    def _close(self, cost):
        self.costs[self.count] = cost
        self.order[self.count] = self.count
        self.count += 1

    def keep(self, most):
        """Keep the cheapest, in order; of those that cost as much the one that came first is before the other."""
        if most > self.count:
            most = self.count
        order = self.order
        for k in range(most):
            best = k
            for other in range(k + 1, self.count):
                more = self.costs[order[other]] - self.costs[order[best]]
                if more < 0 or (more == 0 and order[other] < order[best]):
                    best = other
            order[k], order[best] = order[best], order[k]
        self.count = most


def readings_of(packed):
    """Readings that are packed: (text, cost), best first."""
    found = []
    at = 0
    while at < len(packed):
        n = packed[at + 2]
        found.append((latin_text(packed, at + 3, n), packed[at] + 256 * packed[at + 1]))
        at += 3 + n
    return tuple(found)
