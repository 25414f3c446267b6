"""Neighbouring words of one name that are one word of another: Fakhr Zadeh / Fakhrzadeh, 김정은 / Kim Jong-un."""

from array import array

from namenorm.kernel._pointers import *  # once compiled, those of C
from namenorm.kernel.rows import Sounds

SAME_SYLLABLES = 0.9  # of two words that may be of the same syllables
OTHER_SYLLABLES = 0.89  # of others at the most, where a Han sign may be read in more ways than one

_SAME_SYLLABLES, _OTHER_SYLLABLES = SAME_SYLLABLES, OTHER_SYLLABLES
_MOST = 48
_SPACELESS, _SCRIPTS = 1 << 9, 63
_RATIO, _RATIO_LATIN = 40, 70  # glued readings that share less than this are not worth a closer look
_SEGMENTS = 24
_TURNS = 4
_LONGEST = 66  # letters of a token with its edges
_ALL = 0xFFFFFFFFFFFFFFFF
_ONE = 1  # as wide as a set of parts


class Asked:
    """What knows the letters of a mention and of other names: `callbacks`, which seldom have to be told of the mention."""

    def __init__(self, callbacks):
        self.callbacks, self.mention, self.told = callbacks, None, 1

    def take(self, mention):
        """Take in a mention."""
        self.mention, self.told = mention, 0

    def letters(self):
        """The callbacks, told of the mention."""
        if not self.told:
            self.callbacks.take(self.mention.spoken)
            self.told = 1
        return self.callbacks


class Gluer:
    """Finds words of a mention and of another name that are one word of the other one. Not for two threads at once.

    `judge` judges the rows of words put together that `maker` makes; the letters `asked` tell what rows don't. What is found
    are the parts `left` and `right`, bits, likely `p` one word.
    """

    def __init__(self, judge, maker, asked):
        self.judge, self.maker, self.asked = judge, maker, asked
        self.tell = Sounds()
        self.mention = self.alias = None
        self.shared = self.tried = self.most = 0
        self.least = self.p = 0.0
        self.left = self.right = 0
        self.size = self.size_too = 0
        self.letters, self.letters_too = array("i", bytes(4 * 64)), array("i", bytes(4 * 256))
        self.masks = array("Q", bytes(8 * 32))
        self.ways = array("q", bytes(8 * _LONGEST))
        self.free, self.run = array("i", bytes(4 * _MOST)), array("i", bytes(4 * _TURNS))

    def begin(self, mention, alias, shared, least):
        """Take in two names, which may both be of the languages of syllables `shared`. What is less likely than `least` is not
        one word.
        """
        self.mention, self.alias, self.shared, self.least = mention, alias, shared, least

    def find(self, left, right):
        """Find the likeliest among parts, bits, of both names; whether there is one."""
        self.p = 0.0
        self.tried = self.most = 0
        self._try_runs(self.mention, left, self.alias, right, 0)
        self._try_runs(self.alias, right, self.mention, left, 1)
        return self.p >= self.least

    def _try_runs(self, ones, free, others, run, swapped):
        """One word of a name beside neighbours of the other: all of them, in any turn, where no spaces are written."""
        for i in range(ones.count):
            if not free >> i & 1:
                continue
            if ones.traits(i) & _SPACELESS:
                self._try_turns(i, others, run, swapped)
            else:
                before = -1
                for j in range(others.count):
                    if run >> j & 1:
                        if before >= 0 and j - before <= 2 and (self.shared or self._as_long(ones, i, others, before, j)):
                            self.run[0], self.run[1] = before, j
                            self._try(i, 2, swapped)
                        before = j

    def _as_long(self, ones, i, others, j, k):
        """Whether one word is long enough for two others, and not too long, to resemble them."""
        n = self.tell.length(ints(ones.names.sounds), ones.sound(i))
        sounds, first = others.names.sounds, others.sound(j)
        m = self.tell.length(ints(sounds), first) + self.tell.length(ints(sounds), others.sound(k))
        latin = self.tell.is_latin(ints(ones.names.sounds), ones.sound(i)) and self.tell.is_latin(ints(sounds), first)
        return 200 * (n if n < m else m) >= (_RATIO_LATIN if latin else _RATIO) * (n + m)

    def _try_turns(self, i, others, run, swapped):
        count = 0
        for j in range(others.count):
            if run >> j & 1:
                self.free[count] = j
                count += 1
        whole = count if count < _TURNS else _TURNS
        if whole > 1:
            for k in range(whole):
                self._try_turn(i, k, whole, whole, swapped)
        if count > 2:
            for k in range(count - 1):
                self._try_turn(i, k, 2, count, swapped)

    def _try_turn(self, i, first, size, count, swapped):
        """One word beside `size` of the first `count` free ones of the other name, from the `first` on and around."""
        for k in range(size):
            self.run[k] = self.free[(first + k) % count]
        self._try(i, size, swapped)

    def _try(self, one, size, swapped):
        """One word of a name beside the `size` words of the other in `run`, written as one."""
        self.tried += 1
        if self.tried > _SEGMENTS:
            return
        if self.shared and not self._may_sound(one, size, swapped):
            return
        latin = self._write_out(one, size, swapped)
        if self.shared:
            if latin and not self._is_of_same_syllables():
                return
        elif not self._resembles(latin):
            return
        p = self._likely(one, size, swapped, latin)
        if p < self.least or p < self.p or (p == self.p and size <= self.most):
            return
        several = 0
        for k in range(size):
            several |= _ONE << self.run[k]
        single = _ONE << one
        self.p, self.most = p, size
        self.left = several if swapped else single
        self.right = single if swapped else several

    def _likely(self, one, size, swapped, latin):
        """How likely one word is the others together; 1.0 only if it has their text, 0.0 if they are of two scripts."""
        ones = self.alias if swapped else self.mention
        others = self.mention if swapped else self.alias
        single = ints(ones.names.sounds)
        self.maker.begin()
        for k in range(size):
            self.maker.put(ints(others.names.sounds), others.sound(self.run[k]))
        same = self.maker.has_letters_of(single, ones.sound(one))
        if (self.shared or same or not latin) and not self._are_of_one_script(others, size):
            return 0.0
        if not self.shared:
            return 1.0 if same and self._are_one_text(one, size, swapped) else self._judged(one, swapped)
        if self._may_be_same_syllables(one, size, swapped):
            return max(self._judged(one, swapped), _SAME_SYLLABLES)
        return min(self._judged(one, swapped), _OTHER_SYLLABLES) if self._either_is_han(one, swapped) else 0.0

    def _judged(self, one, swapped):
        """How likely one word is those that were put together, by their sounds."""
        ones = self.alias if swapped else self.mention
        self.maker.together()
        if swapped:
            self.judge.take(self.maker.made, 0)
            return self.judge.probability(ones.names.sounds, ones.sound(one))
        self.judge.take(ones.names.sounds, ones.sound(one))
        return self.judge.probability(self.maker.made, 0)

    def _are_of_one_script(self, others, size):
        script = others.traits(self.run[0]) & _SCRIPTS
        for k in range(1, size):
            if others.traits(self.run[k]) & _SCRIPTS != script:
                return 0
        return 1

    def _are_one_text(self, one, size, swapped):
        left, right = self._tokens(one, size, swapped)
        return self.asked.letters().are_one(left, right)

    def _may_be_same_syllables(self, one, size, swapped):
        left, right = self._tokens(one, size, swapped)
        return self.asked.letters().same_syllables(left, right, self.shared)

    def _either_is_han(self, one, swapped):
        ones = self.alias if swapped else self.mention
        others = self.mention if swapped else self.alias
        token, other = ones.tokens[ones.begin[one]], others.tokens[others.begin[self.run[0]]]
        letters = self.asked.letters()
        return letters.either_is_han(other, token) if swapped else letters.either_is_han(token, other)

    def _tokens(self, one, size, swapped):
        """The tokens of the mention and of the other name that are taken for one."""
        ones = self.alias if swapped else self.mention
        others = self.mention if swapped else self.alias
        word = [ones.tokens[ones.begin[one]]]
        words = [others.tokens[others.begin[self.run[k]]] for k in range(size)]
        return (words, word) if swapped else (word, words)

    def _may_sound(self, one, size, swapped):
        """Whether one word has as many syllables as the others together, in a language that both names may be of."""
        ones = self.alias if swapped else self.mention
        others = self.mention if swapped else self.alias
        for k in range(2):
            if self.shared >> k & 1:
                found = ones.syllables(one, k)
                for at in range(size):
                    found -= others.syllables(self.run[at], k)
                if found == 0:
                    return 1
        return 0

    def _write_out(self, one, size, swapped):
        """Write the letters of one word and of the others together; whether all of them are Latin."""
        ones = self.alias if swapped else self.mention
        others = self.mention if swapped else self.alias
        self.size = self.tell.spell(ints(ones.names.sounds), ones.sound(one), self.letters, 0)
        latin = self.tell.is_latin(ints(ones.names.sounds), ones.sound(one))
        self.size_too = 0
        for k in range(size):
            sound = others.sound(self.run[k])
            self.size_too = self.tell.spell(ints(others.names.sounds), sound, self.letters_too, self.size_too)
            latin = latin and self.tell.is_latin(ints(others.names.sounds), sound)
        return latin

    def _is_of_same_syllables(self):
        """Whether the letters of one word may be of the same syllables as those of the others together."""
        one, others = ints(self.letters), ints(self.letters_too)
        return self.maker.traditions.may_be_one(self.shared, one, 0, self.size, others, 0, self.size_too, longs(self.ways))

    def _resembles(self, latin):
        """Whether the letters of one word are mostly those of the others together, in their order."""
        both = self.size + self.size_too
        if both == 0:
            return 0
        return 200 * self._in_common(self.size, self.size_too) >= (_RATIO_LATIN if latin else _RATIO) * both

    def _in_common(self, n, m):
        """The length of the longest row of letters that both have in this order; by bits, all of the first at once."""
        for k in range(32):
            self.masks[k] = 0
        for k in range(n):
            self.masks[self.letters[k]] |= (_ONE << k)
        row = _ALL
        for k in range(m):
            same = row & self.masks[self.letters_too[k]]
            row = ((row + same) & _ALL) | (row - same)
        found = 0
        for k in range(n):
            if not row >> k & 1:
                found += 1
        return found
