"""The cheapest way to write a token of one script in Latin letters, by the chunk costs of the script.

Costs are in thousandths of a nat. Letters are codes: 1 to 26 for a to z, 27 and 28 for the edges `^` and `$` of a token,
others as in Unicode.
"""

from array import array

from namenorm.kernel._pointers import *  # once compiled, those of C

SKIP = 9000  # cost of a letter that no chunk explains
LONGEST = 66  # letters of a token with its edges
INFINITE = 1 << 29
# The same once more for the loops: names with an underscore are no Python objects once compiled.
_SKIP, _LONGEST, _INFINITE = SKIP, LONGEST, INFINITE
_MASK = 0xFFFFFFFFFFFFFFFF
_SPREAD = 0x9E3779B97F4A7C15
_STEP = 1000003
_MANY = 48  # options
_SIX_LETTERS = (1 << 30) - 1
_WIDE = 32  # more than Latin letters and edges there are


def chunk_key(codes):
    """The number of a chunk of a script's letters, as tables are asked for it."""
    key = 0
    for code in codes:
        key = (key * _STEP + code + 1) & _MASK
    return key


def first_slot(key, size):
    """Where a chunk is first looked for among `size` slots, a power of two."""
    return ((key * _SPREAD) & _MASK) >> 40 & (size - 1)


class ChunkCosts:
    """The chunk costs of one script, laid out for the loops.

    `first[c * 32 + x]:first[c * 32 + x + 1]` are the options of chunk `c` whose first Latin letter is `x` (0: written as
    nothing); `keys` has their letters packed five bits each, in rising order.
    `usual[usual_starts[c]:usual_starts[c + 1]]` are the numbers of a chunk's best options, best first; `least` is the cost of
    the first of them, `insert[x]` that of a letter out of nothing. `slots` finds a chunk by its key; it has twice as many
    places as chunks, at least. `reach` of a chunk of one letter is how long those are that begin with it.
    """

    def __init__(self, longest, reach, slot_keys, slot_chunks, first, keys, lengths, costs, usual_starts, usual, least, insert):
        self.longest, self.reach = longest, reach
        self.slot_keys = slot_keys
        self.slot_chunks = slot_chunks
        self.first = first
        self.keys = keys
        self.lengths = lengths
        self.longest_written = max(lengths, default=1)
        self.costs = costs
        self.usual_starts = usual_starts
        self.usual = usual
        self.least = least
        self.insert = insert
        self.mask = len(slot_chunks) - 1
        self.short = ShortChunks(len(least)) if longest < 3 and self.longest_written < 3 else None
        if self.short is not None and not self.short.are_all(self):
            self.short = None

    def chunk(self, key):
        """The number of a chunk, -1 if the table has none of that key."""
        at = first_slot(key, self.mask + 1)
        while self.slot_chunks[at] >= 0:
            if self.slot_keys[at] == key:
                return self.slot_chunks[at]
            at = (at + 1) & self.mask
        return -1


class ShortChunks:
    """Chunks of one or two Latin letters that are written as two at the most, so few that nothing has to be searched for.

    `chunks[a * 32 + b]` is the chunk of letters `a` and `b`, that of `a` alone where `b` is 0, or -1; there are `count`, at
    most. `one[c * 32 + x]` is the cost of chunk `c` written as letter `x`; with `x` 0 as nothing, which costs a letter alone
    SKIP at most. `rows[a]` is where that of letter `a` alone begins. `two[(a * 32 + x) * 32 + y]` is the cost of letter `a`
    alone written as `x` and `y`, `selves[c]` that of a chunk written as itself. INFINITE stands for what is never written.
    """

    def __init__(self, count):
        self.count = count
        self.chunks = array("i", [-1]) * (_WIDE * _WIDE)
        self.rows = array("i", [count * _WIDE]) * _WIDE  # the last one, of what is no chunk
        self.one = array("i", [_INFINITE]) * (_WIDE * (count + 1))
        self.one[count * _WIDE] = _SKIP
        self.two = array("i", [_INFINITE]) * (_WIDE * _WIDE * _WIDE)
        self.selves = array("i", [_INFINITE]) * count

    def are_all(self, costs):
        """Lay out the costs of a script; whether all its chunks are of Latin letters."""
        left = self.count
        for a in range(1, _WIDE):
            for b in range(_WIDE):
                chunk = costs.chunk(chunk_key([a, b] if b else [a]))
                if chunk >= 0:
                    self.chunks[a * _WIDE + b] = chunk
                    self._take(costs, chunk, a, b)
                    left -= 1
        return not left

    def _take(self, costs, chunk, a, b):
        """Lay out the options of a chunk; those of two letters written as two stay in their list, for they are rare."""
        if not b:
            self.rows[a] = chunk * _WIDE
            self.one[chunk * _WIDE] = _SKIP
        for o in range(costs.first[chunk * _WIDE], costs.first[chunk * _WIDE + _WIDE]):
            key = costs.keys[o]
            if key == a | b << 5:
                self.selves[chunk] = costs.costs[o]
            if key < _WIDE:
                if costs.costs[o] < self.one[chunk * _WIDE + key]:
                    self.one[chunk * _WIDE + key] = costs.costs[o]
            elif not b:
                self.two[(a * _WIDE + (key & _WIDE - 1)) * _WIDE + (key >> 5)] = costs.costs[o]


class Lattice:
    """A token as one table reads it: the chunks that start at each letter, and what is least to pay from there on."""

    def __init__(self, longest):
        self.letters = 0
        self.costs = None
        self.starts = array("i", bytes(4 * (_LONGEST + 2)))
        self.ahead = array("i", bytes(4 * (_LONGEST + 2)))
        self.steps = array("i", bytes(4 * (_LONGEST + 1) * longest))
        self.chunks = array("i", bytes(4 * (_LONGEST + 1) * longest))
        self.own, self.pairs = array("i", bytes(4 * (_LONGEST + 2))), array("i", bytes(4 * (_LONGEST + 2)))

    def read(self, costs, codes, at, n):
        """Take in the `n` letters of `codes` from `at` on, by the table `costs`."""
        self.costs = costs
        self.letters = n
        if costs.short is None:
            self._find_chunks(codes, at)
        else:
            self._look_up_chunks(codes, at)
        self.ahead[n] = 0
        i = n - 1
        while i >= 0:
            least = self.ahead[i + 1] + _SKIP
            for e in range(self.starts[i], self.starts[i + 1]):
                cost = costs.least[self.chunks[e]] + self.ahead[i + self.steps[e]]
                if cost < least:
                    least = cost
            self.ahead[i] = least
            i -= 1

    def as_itself(self):
        """What Latin letters cost as themselves, chunk by chunk: not always the least. INFINITE if they can't be written so."""
        short = self.costs.short
        if short is None:
            return _INFINITE
        after, behind, i = 0, _INFINITE, self.letters - 1
        while i >= 0:
            least = _INFINITE
            for e in range(self.starts[i], self.starts[i + 1]):
                least = min(least, short.selves[self.chunks[e]] + (after if self.steps[e] == 1 else behind))
            after, behind = least, after
            i -= 1
        return after

    def _find_chunks(self, codes, at):
        costs, n = self.costs, self.letters
        edges = 0
        for i in range(n):
            self.starts[i] = edges
            key = 0
            step = 0
            longest = costs.longest
            while step < longest and i + step < n:
                key = (key * _STEP + codes[at + i + step] + 1) & _MASK
                step += 1
                chunk = costs.chunk(key)
                edges = self._add(edges, step, chunk)
                if step == 1 and chunk >= 0:
                    longest = costs.reach[chunk]
        self.starts[n] = edges

    def _look_up_chunks(self, codes, at):
        """Of short chunks; a letter is kept in `own`, the chunk of it and the next one in `pairs`, -1 if there is none."""
        chunks, n = ints(self.costs.short.chunks), self.letters
        edges = 0
        self.own[n] = 0
        for i in range(n):
            self.own[i] = codes[at + i] if codes[at + i] < _WIDE else 0  # of no chunk
        for i in range(n):
            self.starts[i] = edges
            letter = self.own[i] * _WIDE
            self.pairs[i] = chunks[letter + self.own[i + 1]] if self.own[i + 1] else -1
            edges = self._add(edges, 1, chunks[letter])
            edges = self._add(edges, 2, self.pairs[i])
        self.starts[n] = edges

    def _add(self, edges, step, chunk):
        """Note that a chunk of so many letters starts here, if there is one."""
        if chunk < 0:
            return edges
        self.steps[edges], self.chunks[edges] = step, chunk
        return edges + 1


class Speller:
    """Writes tokens of any script in Latin letters. Not for two threads at once.

    `tables` holds the ChunkCosts of scripts by number, Latin first, None for those not met yet, which `load` brings;
    `longest` is the length of the longest chunk of any.
    """

    def __init__(self, tables, load, longest):
        self.tables = tables
        self.load = load
        self.other = Lattice(longest)
        self.row = array("i", [_INFINITE]) * ((_LONGEST + 1) * (_LONGEST + 1) + 1)
        self.last = array("i", [-1]) * (_LONGEST + 1)
        self.following = array("i", bytes(4 * (_LONGEST + 1)))

    def table(self, script):
        """The costs of a script's chunks."""
        costs = self.tables[script]
        return self.load(script) if costs is None else costs

    def cost(self, lattice, letters, at, m, most, told):
        """The cheapest way to write the lattice as the `m` Latin letters from `at` on; INFINITE if it costs more than `most`.

        What is least to pay for the rest of the token tells early which beginnings lead nowhere; so does what is least to pay
        for the rest of the letters, which stands behind them if `told`.
        """
        if lattice.ahead[0] > most:
            return _INFINITE
        if lattice.costs.short is not None:
            return self._cost_of_short(lattice, letters, at, m, most, told)
        return self._cost_of_any(lattice, letters, at, m, most, told)

    def _cost_of_any(self, lattice, letters, at, m, most, told):
        """The same for chunks of any length."""
        costs, n = lattice.costs, lattice.letters
        row, last = ints(self.row), ints(self.last)
        ahead, starts, steps, chunks = ints(lattice.ahead), ints(lattice.starts), ints(lattice.steps), ints(lattice.chunks)
        first, keys, prices, insert = ints(costs.first), ints(costs.keys), ints(costs.costs), ints(costs.insert)
        lengths, following = ints(costs.lengths), ints(self.following)
        width = m + 1
        total = _INFINITE
        row[0] = last[0] = following[m] = 0
        j = m - 1
        while j >= 0:  # six letters from each on, packed like keys
            following[j] = (following[j + 1] << 5 & _SIX_LETTERS) | letters[at + j]
            j -= 1
        for i in range(n + 1):
            base = i * width
            j = 0
            while j <= last[i]:
                here = row[base + j]
                row[base + j] = _INFINITE  # for the next time
                place = at + j
                if here + ahead[i] <= most and not (told and j < m and here + letters[place + m] > most):
                    if j < m:
                        cost = here + insert[letters[place]]
                        if cost < row[base + j + 1]:
                            row[base + j + 1] = cost
                            if j == last[i]:
                                last[i] = j + 1
                    elif i == n:
                        total = here
                    if i < n:
                        if here + _SKIP + ahead[i + 1] <= most:
                            self._reach(row, last, base + width + j, here + _SKIP, i + 1, j)
                        for e in range(starts[i], starts[i + 1]):
                            chunk = chunks[e] * 32
                            to = i + steps[e]
                            below = to * width + j
                            for o in range(first[chunk], first[chunk + 1]):
                                self._reach(row, last, below, here + prices[o], to, j)
                            if j < m:
                                letter = chunk + letters[place]
                                if first[letter + 1] - first[letter] > _MANY:
                                    self._seek(costs, letter, here, to, below, letters, at, j, m)
                                    continue
                                for o in range(first[letter], first[letter + 1]):
                                    length = lengths[o]
                                    if not (keys[o] ^ following[j]) & ((1 << 5 * length) - 1):
                                        self._reach(row, last, below + length, here + prices[o], to, j + length)
                j += 1
            last[i] = -1
        return total

    def _cost_of_short(self, lattice, letters, at, m, most, told):
        """The same for short chunks. Of a row only the places from the first to the last that may be reached are looked at."""
        costs, short, n = lattice.costs, lattice.costs.short, lattice.letters
        row, ahead, own, pairs = ints(self.row), ints(lattice.ahead), ints(lattice.own), ints(lattice.pairs)
        rows, one, two, insert = ints(short.rows), ints(short.one), ints(short.two), ints(costs.insert)
        first, keys, prices = ints(costs.first), ints(costs.keys), ints(costs.costs)
        width = m + 1
        row[0] = start = end = 0
        start_below, end_below = width, -1  # what the pairs before reach of the next row
        for i in range(n):
            base = i * width
            below, further = base + width, base + 2 * width
            letter, as_two, pair = rows[own[i]], own[i] * _WIDE * _WIDE, pairs[i] * _WIDE
            alive, last = width, -1
            j = start
            while j <= end:
                here = row[base + j]
                row[base + j] = _INFINITE  # for the next time
                place = at + j
                if here + ahead[i] <= most and not (told and j < m and here + letters[place + m] > most):
                    last = j
                    if alive > j:
                        alive = j
                    row[below + j] = min(row[below + j], here + one[letter])
                    if pair >= 0:
                        row[further + j] = min(row[further + j], here + one[pair])
                    if j < m:
                        x = letters[place]
                        y = letters[place + 1] if j + 1 < m else 0
                        if j == end:
                            end = j + 1
                        row[base + j + 1] = min(row[base + j + 1], here + insert[x])
                        row[below + j + 1] = min(row[below + j + 1], here + one[letter + x])
                        row[below + j + 2] = min(row[below + j + 2], here + two[as_two + x * _WIDE + y])
                        if pair >= 0:
                            row[further + j + 1] = min(row[further + j + 1], here + one[pair + x])
                            for o in range(first[pair + x], first[pair + x + 1]):
                                if y and keys[o] >> 5 == y:
                                    row[further + j + 2] = min(row[further + j + 2], here + prices[o])
                j += 1
            start, end = start_below, end_below
            start_below, end_below = width, -1
            if last >= 0:
                last = last + 2 if last + 2 < m else m
                start, end = min(alive, start), max(last, end)
                if pair >= 0:
                    start_below, end_below = alive, last
            elif end < 0:
                return _INFINITE
        return self._rest_inserted(letters, at, m, most, told, start, end, n * width, insert)

    def _rest_inserted(self, letters, at, m, most, told, start, end, base, insert):
        """The cost once the token is written and the rest of the letters comes out of nothing."""
        row = ints(self.row)
        total = _INFINITE
        j = start
        while j <= end:
            here = row[base + j]
            row[base + j] = _INFINITE
            if j == m:
                total = here if here <= most else _INFINITE
            elif here <= most and not (told and here + letters[at + j + m] > most):
                row[base + j + 1] = min(row[base + j + 1], here + insert[letters[at + j]])
                if j == end:
                    end = j + 1
            j += 1
        return total

    def _seek(self, costs, letter, here, to, below, codes, at, j, m):
        """Note what the options of a chunk that begin with a letter lead to; they are too many to look at each."""
        keys, low, end = ints(costs.keys), costs.first[letter], costs.first[letter + 1]
        key = 0
        for k in range(costs.longest_written if costs.longest_written < m - j else m - j):
            key |= codes[at + j + k] << (5 * k)
            high = end  # and that of the letters before is no larger
            while low < high:
                middle = (low + high) // 2
                if keys[middle] < key:
                    low = middle + 1
                else:
                    high = middle
            if low == end:
                return
            if keys[low] == key:
                self._reach(ints(self.row), ints(self.last), below + k + 1, here + costs.costs[low], to, j + k + 1)

    def _reach(self, row, last, place, cost, i, j):
        """Note that so much of both is written at this cost."""
        if cost < row[place]:
            row[place] = cost
            if j > last[i]:
                last[i] = j

    def written(self, script, letters, codes):
        """The cost to write letters of a script as Latin ones, both as codes with their edges."""
        self.other.read(self.table(script), ints(letters), 0, len(letters))
        return self.cost(self.other, ints(codes), 0, len(codes), _INFINITE, 0)

    def ahead(self, letters):
        """What is least to pay for each of some Latin letters and those behind it."""
        self.other.read(self.table(0), ints(letters), 0, len(letters))
        return self.other.ahead[: len(letters)]

    def least(self, script, letters):
        """The cost of the best reading of letters of a script, given as codes with their edges."""
        self.other.read(self.table(script), ints(letters), 0, len(letters))
        return self.other.ahead[0]
