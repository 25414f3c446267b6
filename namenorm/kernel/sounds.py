"""Makes the rows of numbers that tokens are compared by."""

from array import array

from namenorm.kernel._pointers import *  # once compiled, those of C
from namenorm.kernel.chunks import Speller
from namenorm.kernel.readings import Reader, Readings
from namenorm.kernel.rows import CONSONANTS, HEAD, LATIN, LETTERS, READINGS, TARGETS

_LONGEST = 66  # letters of a token with its edges
_IS_LATIN, _LETTERS, _CONSONANTS, _READINGS, _TARGETS, _HEAD = LATIN, LETTERS, CONSONANTS, READINGS, TARGETS, HEAD
_MOST_READINGS, _MOST_TARGETS = 6, 3
_START, _END = 27, 28
_STEP, _NUMBERS = 1000003, 0x7FFFFFFF
_BITS = 3  # of a class of consonants
_SYLLABIC, _TRADITIONS = 1 << 10, 11  # where traits have it


class Sound:
    """A token with its best reading and what the kernel compares of it: its row, and its traits, in bits that `kernel/parts.py`
    tells. Many are remembered, so nothing is in it that the garbage collector would have to look through.

    `readings` are those of a token that is not read as Latin, packed; `number` is that of the token in the table whose mark is
    `asked_by`.
    """

    def __init__(self, text, script, best, is_latin, well_known, packed, traits, readings):
        self.text, self.script, self.best = text, script, best
        self.is_latin, self.well_known = is_latin, well_known
        self.packed, self.readings = packed, readings
        self.traits = traits
        self.asked_by, self.number = 0, -1

    @property
    def row(self):
        """The numbers that are packed."""
        return memoryview(self.packed).cast("i")


class SoundMakers:
    """Lends makers, each to one thread at a time; a lock would hang a process forked meanwhile."""

    def __init__(self, new_maker):
        self.new_maker = new_maker
        self.idle = []

    def borrow(self):
        """A maker that nobody else has, until it is given back."""
        try:
            return self.idle.pop()
        except IndexError:
            return self.new_maker()

    def give_back(self, maker):
        """Only what came to a good end: a maker that did not is given up."""
        self.idle.append(maker)

    def sound(self, word, known, traits):
        """The sound of a Latin word of the letters a-z."""
        maker = self.borrow()
        sound = maker.sound(word, known, traits)
        self.give_back(maker)
        return sound


class SoundMaker(Speller):
    """Makes rows. Not for two threads at once: `made` holds the last one. `places` has the place of every consonant class."""

    def __init__(self, tables, load, longest, letter_costs, skeletons, places, traditions):
        Speller.__init__(self, tables, load, longest)
        self.traditions = traditions
        self.letter_costs = letter_costs
        self.skeletons = skeletons
        self.places = places
        self.made = array("i", bytes(4 * 20 * _LONGEST))
        self.codes = array("i", bytes(4 * _LONGEST))
        self.letters = array("B", bytes(_LONGEST))
        self.reader, self.readings, self.spare = Reader(longest), Readings(), Readings()
        self.size = self.script = self.is_latin = 0
        self.heard, self.bones = array("B", bytes(_LONGEST)), array("B", bytes(_LONGEST))

    def sound(self, text, known, traits):
        """The sound of a Latin word of the letters a-z, with `traits` besides those of its syllables."""
        n = self.skeletons.write(text, self.letters)
        row = self.packed(self.latin_letters(self.letters, n, known))
        traits |= _SYLLABIC | self.traditions.traits(text, self.letters, n) << _TRADITIONS
        sound = Sound.__new__(Sound)  # which takes no call of a class
        sound.text, sound.script, sound.best, sound.is_latin, sound.well_known = text, "Latn", text, 1, known != 0
        sound.packed, sound.readings, sound.traits, sound.asked_by, sound.number = row, b"", traits, 0, -1
        return sound

    def of(self, text, script, number, letters, known, traits):
        """The sound of any token, of `letters`; `number` is that of its script's table, 0 if it is read as Latin."""
        if not number:
            row = self.packed(self.latin(letters, known))
            return Sound(text, script, letters, 1, known != 0, row, traits, b"")
        row = self.packed(self.foreign(number, known, letters))
        return Sound(text, script, self.readings.best(), 0, known != 0, row, traits, self.readings.packed())

    def latin(self, text, known):
        """Make the row of a Latin token; returns its length."""
        return self.latin_letters(self.letters, self.skeletons.write(text, self.letters), known)

    def latin_letters(self, letters, n, known):
        """Make the row of `n` Latin letters with edges; returns its length."""
        bones = self.skeletons.of(letters, n, self.heard, self.bones)
        self._read_latin(letters, n)
        cost = self._as_itself(n)
        surprise = self.letter_costs.surprise(letters, n)
        at = self._head(0, 1, known, n, cost, surprise, cost, self.number(self.bones, 0, bones), letters, n, 1, 1)
        for i in range(n):
            self.made[at + i] = letters[i]
        at += n
        self.made[at], self.made[at + 1] = self.number(letters, 1, n - 2), 0
        end = self._target(at + 2, 0, letters, n, bones)
        self.made[_CONSONANTS] = self.made[at + 3]
        return end

    def foreign(self, script, known, letters):
        """Make the row of a token of another script; returns its length."""
        self.codes[0] = _START
        self.size = 1
        for letter in letters:
            code = ord(letter)
            if self.size < _LONGEST - 1:
                self.codes[self.size] = code - 96 if 97 <= code <= 122 else code
                self.size += 1
        self.codes[self.size] = _END
        self.size += 1
        self.reader.read(self.table(script), ints(self.codes), self.size)
        self.reader.write(_MOST_READINGS, self.readings)
        return self._foreign(script, known)

    def _foreign(self, script, known):
        """Make the row of the letters with edges that are in `codes` and of the `readings`."""
        n, count = self.size, self.readings.count
        targets = count if count < _MOST_TARGETS else _MOST_TARGETS
        self.other.read(self.table(script), ints(self.codes), 0, n)
        cost = self.other.ahead[0]
        at = _HEAD
        for i in range(n):
            self.made[at + i] = self.codes[i]
        at += n
        for k in range(count):
            size = self.readings.get(k, self.letters)
            self.made[at], self.made[at + 1] = self.number(self.letters, 1, size - 2), self.readings.cost(k)
            at += 2
        first = at
        for k in range(targets):
            size = self.readings.get(k, self.letters)
            self._read_latin(self.letters, size)
            bones = self.skeletons.of(self.letters, size, self.heard, self.bones)
            if not k:
                number, surprise = self.number(self.bones, 0, bones), self.letter_costs.surprise(self.letters, size)
                as_latin = self._as_itself(size)
                self._head(script, 0, known, n, cost, surprise, as_latin, number, self.letters, size, count, targets)
            at = self._target(at, self.readings.cost(k), self.letters, size, bones)
        self.made[_CONSONANTS] = self.made[first + 1]
        return at

    def as_one(self, words):
        """Make the row of words of one script put together; returns its length."""
        self.begin()
        for word in words:
            self.put(ints_in(word.packed), 0)
        return self.together()

    def begin(self):
        """Begin a word that is put together of others."""
        self.readings.begin()
        self.codes[0] = _START
        self.size = 1

    def put(self, row, at):
        """Put a word to those before it, from its row. What all are read as is what each is read as, put together."""
        n = row[at + _LETTERS]
        start = at + _HEAD
        for i in range(start + 1, start + n - 1):
            if self.size < _LONGEST - 1:
                self.codes[self.size] = row[i]
                self.size += 1
        self.script, self.is_latin = row[at], row[at + _IS_LATIN]
        if not self.is_latin:
            self._read_on(row, start + n + 2 * row[at + _READINGS], row[at + _TARGETS])

    def _read_on(self, row, start, targets):
        """Put each target of a row behind each reading so far."""
        found, self.readings = self.readings, self.spare
        self.spare = found
        self.readings.begin()
        for k in range(found.count if found.count else 1):
            before = found.costs[k] if found.count else 0
            at = start
            for _ in range(targets):
                self.readings.put_together(found, k, row, at, before + row[at])
                at += 3 + 2 * row[at + 2]

    def has_letters_of(self, row, at):
        """Whether the words that were put together have the letters of another row."""
        if row[at + _LETTERS] != self.size + 1:
            return 0
        for i in range(1, self.size):
            if self.codes[i] != row[at + _HEAD + i]:
                return 0
        return 1

    def together(self):
        """Make the row of the words that were put together, all of one script."""
        self.codes[self.size] = _END
        self.size += 1
        if not self.is_latin:
            self.readings.keep(_MOST_READINGS)
            return self._foreign(self.script, 0)
        for i in range(self.size):
            self.letters[i] = self.codes[i]
        return self.latin_letters(self.letters, self.size, 0)

    def _read_latin(self, letters, n):
        """Take in `n` Latin letters with edges, to be written as others."""
        for i in range(n):
            self.codes[i] = letters[i]
        self.other.read(self.table(0), ints(self.codes), 0, n)

    def _as_itself(self, n):
        """The cost of the `n` letters taken in last as themselves."""
        most = self.other.as_itself()
        return most if most == self.other.ahead[0] else self.cost(self.other, ints(self.codes), 0, n, most, 0)

    def packed(self, length):
        """The row of that length made last."""
        return packed_ints(ints(self.made), length)

    def number(self, letters, start, n):
        """A number of `n` letters from `start` on, to tell whether two texts are the same."""
        number = 0
        for i in range(start, start + n):
            number = (number * _STEP + letters[i] + 1) & _NUMBERS
        return number

    def _head(self, script, latin, known, letters, cost, surprise, as_latin, bones, best, size, readings, targets):
        size -= 2
        made = self.made
        made[0], made[1], made[2], made[3] = script, latin, known, letters
        made[4], made[5], made[6], made[7] = cost, surprise, as_latin, bones
        made[8], made[9], made[10] = size, best[1] if size else 0, best[size] if size else 0
        made[12], made[13] = readings, targets
        return _HEAD

    def _target(self, at, more, letters, n, bones):
        """Write `n` letters that the token can be written as, taken in last; so was the skeleton made, of `bones` letters."""
        consonants = 0
        for i in range(bones):
            place = _BITS * self.places[self.bones[i]]
            if consonants >> place & 7 < 7:
                consonants += 1 << place
        self.made[at], self.made[at + 1], self.made[at + 2] = more, consonants, n
        at += 3
        for i in range(n):
            self.made[at + i] = letters[i]
            self.made[at + n + i] = self.other.ahead[i]
        return at + 2 * n
