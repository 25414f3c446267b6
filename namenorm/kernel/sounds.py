"""The rows of numbers that tokens are compared by: `kernel/tokens.py` says what is in them and reads them."""

from array import array

from namenorm.kernel.chunks import Speller

_LONGEST = 66  # letters of a token with its edges
_HEAD = 13
_INFINITE, _NEARLY = 1 << 29, 6000
_STEP, _NUMBERS = 1000003, 0x7FFFFFFF
_BITS = 3  # of a class of consonants


class Sound:
    """A token with what the kernel compares of it: its row, and its traits, in bits that `kernel/parts.py` tells."""

    def __init__(self, spelling, row, traits):
        self.spelling = spelling
        self.row = row
        self.numbers = row
        self.traits = traits
        self.is_latin, self.well_known = spelling.is_latin, bool(spelling.well_known)


class SoundMaker(Speller):
    """Makes rows. Not for two threads at once: `made` holds the last one. `places` has the place of every consonant class."""

    def __init__(self, tables, load, longest, letter_costs, skeletons, places):
        Speller.__init__(self, tables, load, longest)
        self.letter_costs = letter_costs
        self.skeletons = skeletons
        self.places = places
        self.last_made = array("i", bytes(4 * 20 * _LONGEST))
        self.made = self.last_made
        self.codes = array("i", bytes(4 * _LONGEST))
        self.heard, self.bones = array("B", bytes(_LONGEST)), array("B", bytes(_LONGEST))

    def latin(self, letters, known):
        """Make the row of a Latin token, given as letters with edges; returns its length."""
        n = len(letters)
        for i in range(n):
            self.codes[i] = letters[i]
        bones = self.skeletons.of(letters, self.heard, self.bones)
        self.other.read(self.table(0), self.codes, 0, n)
        cost = self._as_itself(n)
        surprise = self.letter_costs.surprise(letters)
        at = self._head(0, 1, known, n, cost, surprise, cost, self.number(self.bones, bones), letters, 1, 1)
        for i in range(n):
            self.made[at + i] = letters[i]
        at += n
        self.made[at], self.made[at + 1] = self.number(letters[1:], n - 2), 0
        return self._target(at + 2, 0, letters, bones)

    def foreign(self, script, known, letters, surprise, readings):
        """Make the row of a token of another script from its letters with edges, as codes, and its readings with costs."""
        best, n = readings[0][0], len(letters)
        self.other.read(self.table(script), letters, 0, n)
        cost = self.other.ahead[0]
        size = len(best)
        for i in range(size):
            self.codes[i] = best[i]
        self.other.read(self.table(0), self.codes, 0, size)
        as_latin = self._as_itself(size)
        bones = self.skeletons.of(best, self.heard, self.bones)
        targets = min(len(readings), 3)
        number = self.number(self.bones, bones)
        at = self._head(script, 0, known, n, cost, surprise, as_latin, number, best, len(readings), targets)
        for i in range(n):
            self.made[at + i] = letters[i]
        at += n
        for reading, more in readings:
            self.made[at], self.made[at + 1] = self.number(reading[1:], len(reading) - 2), more
            at += 2
        for reading, more in readings[:targets]:
            at = self._target(at, more, reading, self.skeletons.of(reading, self.heard, self.bones))
        return at

    def _as_itself(self, n):
        """The cost of the `n` letters taken in last as themselves, mostly not much more than that of their best spelling."""
        cost = self.cost(self.other, self.codes, 0, n, self.other.ahead[0] + _NEARLY, 0)
        return cost if cost < _INFINITE else self.cost(self.other, self.codes, 0, n, _INFINITE, 0)

    def copied(self, length):
        """The row of that length made last."""
        return self.last_made[:length]

    def number(self, letters, n):
        """A number of the first `n` letters, to tell whether two texts are the same."""
        number = 0
        for i in range(n):
            number = (number * _STEP + letters[i] + 1) & _NUMBERS
        return number

    def _head(self, script, latin, known, letters, cost, surprise, as_latin, bones, best, readings, targets):
        size = len(best) - 2
        made = self.made
        made[0], made[1], made[2], made[3] = script, latin, known, letters
        made[4], made[5], made[6], made[7] = cost, surprise, as_latin, bones
        made[8], made[9], made[10] = size, best[1] if size else 0, best[size] if size else 0
        made[11], made[12] = readings, targets
        return _HEAD

    def _target(self, at, more, letters, bones):
        """Write letters that the token can be written as; the skeleton, of `bones` letters, was made last."""
        n = len(letters)
        consonants = 0
        for i in range(bones):
            place = _BITS * self.places[self.bones[i]]
            if consonants >> place & 7 < 7:
                consonants += 1 << place
        for i in range(n):
            self.codes[i] = letters[i]
        self.other.read(self.table(0), self.codes, 0, n)
        self.made[at], self.made[at + 1], self.made[at + 2] = more, consonants, n
        at += 3
        for i in range(n):
            self.made[at + i] = letters[i]
            self.made[at + n + i] = self.other.ahead[i]
        return at + 2 * n
