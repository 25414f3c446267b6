"""What the Latin letters of a token give: blocking keys, how surprising they are, and how many syllables they make.

Letters are codes: 1 to 26 for a to z, 27 and 28 for the edges.
"""

from array import array

from namenorm.kernel._pointers import *  # once compiled, those of C

_LETTERS, _EDGE, _CLASSES_OF_TWO, _SKELETON, _METAPHONE = 600, 490, 280, 690, 780
_START, _END = 27, 28
_LONGEST = 66
KIND = 1 << 40  # keys of the second kind, and of those behind, begin here
_KIND = KIND
_STEP, _SPREAD_MASK = 1000003, (1 << 40) - 1
_WIDE = 32
_SMALL = 32  # makes a capital letter small
_ONE = 1  # as wide as a set of places
_LONGEST_SYLLABLE, _SYLLABLE_SLOTS = 6, 1 << 14
_STEPS, _OTHER_STEPS = 50, 56  # where steps stand in the scratch, behind those of the 24 letters that are compared
_SPREAD = 0x9E3779B1


class Skeletons:
    """Makes the skeletons of readings.

    `digraphs` has four numbers each: two letters, a third or 0, and the sound, in the order in which they are heard;
    `classes` the class of consonants of every letter, 0 for letters that are silent or vowels; `vowels` is 1 for vowels.
    """

    def __init__(self, digraphs, classes, vowels):
        self.digraphs = digraphs
        self.classes = classes
        self.vowels = vowels

    def write(self, text, out):
        """Write the letters a-z of a text, small or capital, with edges; returns how many there are. Whatever else is in it is
        left out.
        """
        out[0] = _START
        n = 1
        for i in range(len(text)):
            code = ord(text[i]) | _SMALL
            if 97 <= code <= 122 and n < _LONGEST - 1:
                out[n] = code - 96
                n += 1
        out[n] = _END
        return n + 1

    def of(self, letters, n, heard, out):
        """Write the skeleton of `n` letters with edges, without any; returns its length. `heard` is scratch, as long."""
        n -= 2
        if n <= 0:
            return 0
        present = 0  # a bit a letter
        for i in range(n):
            heard[i] = letters[i + 1]
            present |= _ONE << heard[i]
        d = 0
        while d < len(self.digraphs):
            if present >> self.digraphs[d] & 1 and present >> self.digraphs[d + 1] & 1:
                n = self._hear(heard, n, d)
                present |= _ONE << self.digraphs[d + 3]
            d += 4
        found = 0
        if self.vowels[heard[0]]:
            out[0] = 1
            found = 1
        for i in range(n):
            sound = self.classes[heard[i]]
            if sound and not (found and out[found - 1] == sound):
                out[found] = sound
                found += 1
        return found

    def _hear(self, heard, n, d):
        """Put one sound for each digraph; `digraphs[d:d + 4]` are its letters, the third 0 if it has two, and the sound."""
        one, two, three, sound = self.digraphs[d], self.digraphs[d + 1], self.digraphs[d + 2], self.digraphs[d + 3]
        size = 3 if three else 2
        kept = i = 0
        while i < n:
            if i + size <= n and heard[i] == one and heard[i + 1] == two and (size == 2 or heard[i + 2] == three):
                heard[kept] = sound
                i += size
            else:
                heard[kept] = heard[i]
                i += 1
            kept += 1
        return kept


class KeyMaker:
    """Makes blocking keys. Not for two threads at once: `keys` and `weights` hold the last ones made.

    `metaphone` tells how an English reader hears a reading. A key is the same number in every process, and what it weighs does
    not hang on the table, so that a table that grows finds as one made anew.
    """

    def __init__(self, most, skeletons, metaphone):
        self.most = most
        self.skeletons, self.metaphone = skeletons, metaphone
        self.letters = array("B", bytes(_LONGEST))
        self.heard, self.bones = array("B", bytes(_LONGEST)), array("B", bytes(_LONGEST))
        self.keys = array("q", bytes(8 * most))
        self.weights = array("i", bytes(4 * most))
        self.count = 0

    def begin(self):
        """Forget the last keys."""
        self.count = 0

    def add(self, reading, whole):
        """Add the keys of a reading; none of an empty one.

        Of the `whole` reading there is the skeleton, by which only its like are found; else "ch" is heard as in Chad and as in
        Michael.
        """
        if reading:
            self._add(reading, whole)
            if not whole and "ch" in reading:
                self._add(reading.replace("ch", "k"), 0)

    def add_bones(self, letters, n):
        """Add the key of the whole skeleton of `n` letters with edges."""
        self._put(2 * _KIND + self._number(self.bones, self.skeletons.of(letters, n, self.heard, self.bones)), _SKELETON)

    def _add(self, reading, whole):
        """Of every kind a key weighs what such a key says on the average: three letters, the same at an edge, two classes of
        consonants, the skeleton, the metaphone.
        """
        n = self.skeletons.write(reading, self.letters)
        bones = self.skeletons.of(self.letters, n, self.heard, self.bones)
        if not whole:
            last = n - 3
            for i in range(last + 1):
                key = (self.letters[i] * _WIDE + self.letters[i + 1]) * _WIDE + self.letters[i + 2]
                self._put(key, _EDGE if i == 0 or i == last else _LETTERS)
            before = _START
            for i in range(bones):
                self._put(_KIND + before * _WIDE + self.bones[i], _CLASSES_OF_TWO)
                before = self.bones[i]
            self._put(_KIND + before * _WIDE + _END, _CLASSES_OF_TWO)
        self._put(2 * _KIND + self._number(self.bones, bones), _SKELETON)
        if whole:
            return
        n = self.skeletons.write(self.metaphone(reading), self.letters)
        self._put(3 * _KIND + self._number(self.letters, n), _METAPHONE)

    def _number(self, letters, n):
        number = 0
        for i in range(n):
            number = (number * _STEP + letters[i] + 1) & _SPREAD_MASK
        return number

    def _put(self, key, weight):
        for k in range(self.count):
            if self.keys[k] == key:
                return
        if self.count < self.most:
            self.keys[self.count] = key
            self.weights[self.count] = weight
            self.count += 1


class LetterCosts:
    """What a letter costs after the two before it; where these are new, after one or none, and what forgetting costs.

    `threes`, `twos` and `ones` have a place for each row of letters, -1 for those not seen; `forget_two` and `forget_one` for
    what stands before. `unseen` is the cost of a letter nobody has seen.
    """

    def __init__(self, threes, twos, ones, forget_two, forget_one, unseen):
        self.threes = threes
        self.twos = twos
        self.ones = ones
        self.forget_two = forget_two
        self.forget_one = forget_one
        self.unseen = unseen

    def surprise(self, letters, n):
        """Thousandths of a nat for `n` letters with their edges."""
        total = 0
        before = last = _START
        for i in range(1, n):
            total += self._cost(before, last, letters[i])
            before, last = last, letters[i]
        return total

    def _cost(self, before, last, letter):
        cost = self.threes[(before * _WIDE + last) * _WIDE + letter]
        if cost >= 0:
            return cost
        forgot = self.forget_two[before * _WIDE + last]
        cost = self.twos[last * _WIDE + letter]
        if cost >= 0:
            return forgot + cost
        forgot += self.forget_one[last]
        cost = self.ones[letter]
        return forgot + (cost if cost >= 0 else self.unseen)


class SyllableSet:
    """The Latin spellings of a language's syllables, given as letters without edges, each with the numbers, from 1 on, of the
    syllables that it may be.
    """

    def __init__(self, spellings):
        self.slots = array("i", bytes(4 * _SYLLABLE_SLOTS))
        self.first = array("i", bytes(4 * _SYLLABLE_SLOTS))
        numbers = array("i", [0])  # behind those of every spelling
        self.ends = 0  # their last letters, bits
        for spelling, syllables in spellings:
            key = 0
            for k in range(len(spelling)):
                key = key * _WIDE + spelling[k]
                self._add(key, k + 1 == len(spelling))
            self.first[self._slot(key)] = len(numbers)
            self.ends |= _ONE << key % _WIDE
            numbers.extend((*syllables, 0))
        self.numbers = numbers

    def fewest(self, letters, n, most):
        """Of how many syllables a word of `n` letters with edges is made at least; 0 if it takes more than `most`."""
        end = n - 1
        if end < 2 or end > most * _LONGEST_SYLLABLE + 1 or not self.ends >> letters[end - 1] & 1:
            return 0
        reached = seen = 2  # a bit a place: that of the first letter
        for count in range(1, most + 1):
            after = start = 0
            while reached >> start:
                if reached >> start & 1:
                    after |= self._stops(letters, start, end, None)
                start += 1
            if after >> end & 1:
                return count
            reached = after & ~seen
            if not reached:
                return 0
            seen |= after
        return 0

    def may_be(self, row, letters):
        """Whether a word, given as letters with edges, may be spelled syllable by syllable of `row`, which has for each the
        numbers that it may have.
        """
        end = len(letters) - 1
        if end > len(row) * _LONGEST_SYLLABLE + 1:
            return False
        reached = 2  # a bit a place: that of the first letter
        for numbers in row:
            after = start = 0
            while reached >> start:
                if reached >> start & 1:
                    after |= self._stops(letters, start, end, numbers)
                start += 1
            reached = after
        return reached >> end & 1 != 0

    def _stops(self, letters, start, end, numbers):
        """Where the syllables stop, bits, that begin at a place of a word; only those of some numbers, unless that is None."""
        stops = key = 0
        stop = start
        while stop < end and stop - start < _LONGEST_SYLLABLE:
            key = key * _WIDE + letters[stop]
            stop += 1
            slot = self._slot(key)
            if not self.slots[slot]:
                break
            if self.slots[slot] & 1 and (numbers is None or self._is_among(self.first[slot], numbers)):
                stops |= _ONE << stop
        return stops

    def _is_among(self, first, numbers):
        """Whether a spelling may be one of some syllables."""
        while self.numbers[first]:
            if self.numbers[first] in numbers:
                return 1
            first += 1
        return 0

    def may_be_one(self, one, at, n, other, start, m, most, reached):
        """Whether two words may be of the same syllables, `most` at the most: the `n` letters of one from `at` on, and the `m`
        of the other from `start` on. `reached` is scratch, of 62 numbers.
        """
        if n > most * _LONGEST_SYLLABLE or m > most * _LONGEST_SYLLABLE:
            return 0
        for i in range(2 * n + 2):
            reached[i] = 0
        reached[0] = 1  # a bit for each place of the other word that the same syllables lead to
        for _ in range(most):
            for i in range(n):
                if reached[i]:
                    count = self._steps(one, at, i, n, reached, _STEPS)
                    for j in range(m):
                        if count and reached[i] >> j & 1:
                            self._go_on(count, self._steps(other, start, j, m, reached, _OTHER_STEPS), n, reached)
            if reached[n + 1 + n] >> m & 1:
                return 1
            for i in range(n + 1):
                reached[i], reached[n + 1 + i] = reached[n + 1 + i], 0
        return 0

    def _steps(self, word, at, i, n, steps, place):
        """Write where each syllable stops that a word of `n` letters may go on with from the `i`-th on, and what it may be, as
        one number; returns how many there are.
        """
        count = key = 0
        stop = i
        while stop < n and stop - i < _LONGEST_SYLLABLE:
            key = key * _WIDE + word[at + stop]
            stop += 1
            slot = self._slot(key)
            if not self.slots[slot]:
                break
            if self.slots[slot] & 1:
                steps[place + count] = self.first[slot] * _WIDE + stop
                count += 1
        return count

    def _go_on(self, count, others, n, reached):
        """Note, behind what is `reached`, where the steps of both words lead that are of one syllable."""
        for x in range(count):
            step = reached[_STEPS + x]
            for y in range(others):
                other = reached[_OTHER_STEPS + y]
                if self._meet(step // _WIDE, other // _WIDE):
                    reached[n + 1 + step % _WIDE] |= _ONE << (other % _WIDE)

    def _meet(self, first, second):
        """Whether two spellings have a syllable in common."""
        while self.numbers[first]:
            at = second
            while self.numbers[at]:
                if self.numbers[at] == self.numbers[first]:
                    return 1
                at += 1
            first += 1
        return 0

    def _add(self, key, is_whole):
        """Take in the beginning of a syllable, or a whole one, which is marked by the lowest bit."""
        at = self._slot(key)
        self.slots[at] = key << 1 | is_whole | self.slots[at] & 1

    def _slot(self, key):
        at = (key * _SPREAD) >> 18 & (_SYLLABLE_SLOTS - 1)
        while self.slots[at] and self.slots[at] >> 1 != key:
            at = (at + 1) & (_SYLLABLE_SLOTS - 1)
        return at


class Traditions:
    """The syllables and surnames of languages whose names are made of syllables: of each a SyllableSet and a set of words."""

    def __init__(self, syllables, surnames, most):
        self.syllables, self.surnames, self.most = syllables, surnames, most

    def traits(self, word, letters, n):
        """For each language, four bits each, how many syllables a word is at least, up to `most`, and whether it is a surname.

        `letters` are the `n` of the word with edges.
        """
        out = 0
        for k in range(len(self.syllables)):
            syllables = self.syllables[k]
            count = syllables.fewest(letters, n, self.most)
            if count:
                out |= (count | (8 if word in self.surnames[k] else 0)) << 4 * k
        return out

    def may_be_one(self, of, one, at, n, other, start, m, reached):
        """Whether two words may be of the same syllables in one of some languages, a bit each; else as of a SyllableSet."""
        for k in range(len(self.syllables)):
            if of >> k & 1:
                syllables = self.syllables[k]
                if syllables.may_be_one(one, at, n, other, start, m, self.most, reached):
                    return 1
        return 0

    def are_alike(self, of, one, other):
        """The same, of the codes of their letters with edges."""
        reached = array("q", bytes(8 * _LONGEST))
        return self.may_be_one(of, ints(one), 1, len(one) - 2, ints(other), 1, len(other) - 2, longs(reached))
