"""Which words of two names answer to each other, and what is left over on either side."""

from array import array

from namenorm.kernel._pointers import *  # once compiled, those of C
from namenorm.kernel.gluing import OTHER_SYLLABLES, SAME_SYLLABLES, Asked, Gluer
from namenorm.kernel.parts import Parts
from namenorm.kernel.rows import Sounds
from namenorm.kernel.tokens import NEVER

_SAME_SYLLABLES, _OTHER_SYLLABLES, _NEVER = SAME_SYLLABLES, OTHER_SYLLABLES, NEVER
_MOST = 48
_NAME, _PARTICLE, _LEGAL_FORM, _INITIAL, _NUMERAL, _POSSESSOR = 0, 1, 4, 5, 6, 7
_SPACELESS = 1 << 9
_SOLID = 0.5  # a pair less likely than this gives way to glued words
_SOLID_GLUED = 0.9  # the same for glued words of people: many names are made of few sounds, and two make up a third by chance
_SAME_INITIAL = 0.7
_SAME_CONCEPT = 0.9  # of two words that the glossary calls one
_SHORTEST, _LONGEST_SHORT = 3, 12
_LONGEST = 66  # letters of a token with its edges
_TRADITIONS = 4  # sets of languages that names may be of
_SLOTS = 1 << 13
_TOKENS = 256  # more than a mention has
_ALL = 0xFFFFFFFFFFFFFFFF
_ONE = 1  # as wide as a set of parts


class Aligner:
    """Sets names of a table beside one mention. Not for two threads at once.

    `maker` makes the rows of words put together. Of the callbacks `are_one(mention's tokens, others)` tells whether words put
    together have one text, `same_syllables(mention's tokens, others, traditions)` whether those that are not all Latin may be
    of the same syllables, `either_is_han(mention's token, other)` whether one has Han signs, `shorten(...)` which words may be
    short for others; they are given the mention by `take(sounds)`, which seldom is of need.
    """

    def __init__(self, names, new_judge, maker, callbacks):
        self.names = names
        self.tell = Sounds()
        self.new_judge = new_judge
        self.spoken, self.asked = None, Asked(callbacks)
        self.maker, self.gluer = maker, Gluer(new_judge(), maker, self.asked)
        self.judges = []
        self.mention = self.plain = Parts()
        self.marked = Parts()
        self.alias = Parts()
        self.known = array("i", [0])
        self.taken = self.marks_read = 0
        self.keys = array("q", bytes(8 * _SLOTS))
        self.rounds = array("i", bytes(4 * _SLOTS))
        self.found = array("d", bytes(8 * _SLOTS))
        self.round = 1
        self.kept = 0
        self.matrix = array("d", bytes(8 * _MOST * _MOST))
        self.pairs = 0
        self.pair_p = array("d", bytes(8 * _MOST))
        self.pair_left, self.pair_right = array("Q", bytes(8 * _MOST)), array("Q", bytes(8 * _MOST))
        self.pair_short = array("i", bytes(4 * _MOST))
        self.shared = 0
        self.letters = array("i", bytes(4 * 64))
        self.same = array("Q", bytes(8 * _MOST))
        self.ways = array("q", bytes(8 * _LONGEST))

    def take(self, mention, known):
        """Take in a mention, Names of one name; `known` has for each of its tokens its number in the table, or -1."""
        self.spoken = mention
        self.asked.take(mention)
        self.plain.read(mention, 0, 0)
        self.marks_read = 0
        self.known = known
        self.taken = 0
        self.forget()

    def forget(self):
        self.round += 1
        self.kept = 0

    def token_judge(self, token):
        """The judge of a token of the mention."""
        while self.taken <= token:
            if self.taken == len(self.judges):
                self.judges.append(self.new_judge())
            judge = self.judges[self.taken]
            judge.take(self.plain.names.sounds, self.plain.names.sound_starts[self.taken])
            self.taken += 1
        return self.judges[token]

    def remember(self, token, other, p):
        """Keep how likely a token of the mention and one of the table are one word."""
        key = other
        self._keep(key * _TOKENS + token, p)

    def remember_all(self, token, others, likely, n):
        """Keep how likely a token of the mention is one word with each of `n` others."""
        for k in range(n):
            self.remember(token, others[k], likely[k])

    def probability(self, token, other):
        """How likely a token of the mention and one of the table are one word; 1.0 only for the same one."""
        if self.known[token] == other:
            return 1.0
        key = other
        at = self._slot(key * _TOKENS + token)
        if self.rounds[at] == self.round:
            return self.found[at]
        judge = self.token_judge(token)
        p = judge.probability_from(ints(self.names.sounds), self.names.sound_starts[other], _NEVER)
        self.remember(token, other, p)
        return p

    def _keep(self, key, value):
        if self.kept > _SLOTS * 3 // 4:
            self.forget()
        at = self._slot(key)
        if self.rounds[at] != self.round:
            self.rounds[at] = self.round
            self.keys[at] = key
            self.kept += 1
        self.found[at] = value

    def _slot(self, key):
        at = (key * 40503 >> 4) & (_SLOTS - 1)
        while self.rounds[at] == self.round and self.keys[at] != key:
            at = (at + 1) & (_SLOTS - 1)
        return at

    def pair_list(self):
        """The pairs of the names aligned last: (parts of the mention, parts of the other, probability)."""
        return [
            (self.plain.members(self.pair_left[k]), self.plain.members(self.pair_right[k]), self.pair_p[k])
            for k in sorted(range(self.pairs), key=lambda k: self.plain.lowest(self.pair_left[k]))
        ]

    def align(self, name, is_org):
        """Find the likeliest pairs, each part once; then parts that agree only when glued, then short words if asked."""
        self.mention = self.plain
        if is_org:
            self.mention = self.marked
            if not self.marks_read:
                self.marked.read(self.spoken, 0, 1)
                self.marks_read = 1
        self.alias.read(self.names, name, is_org)
        self.shared = 0
        if not is_org:
            self.shared = self.mention.traditions()
            if self.shared:
                self.shared &= self.alias.traditions()
        self._compare_parts()
        self._pair_off()
        self._glue(is_org)
        if is_org:
            self._shorten()

    def _compare_parts(self):
        """Fill the matrix of how likely parts are one word, but where it can't matter.

        A word and the same one pair off whatever else is like them, for they have most in common; if neither occurs twice.
        """
        mention, alias, matrix = self.mention, self.alias, doubles(self.matrix)
        right = unsure = 0
        for i in range(mention.count):
            same = self.same[i] = self._same_as(i)
            if same & (same - 1) or same & right:
                unsure |= same
            right |= same
        right &= ~unsure
        for i in range(mention.count):
            same = self.same[i]
            settled = right if not same & right else _ALL
            for j in range(alias.count):
                if settled >> j & 1 and not same >> j & 1:
                    matrix[i * _MOST + j] = 0.0
                    continue
                p = self._alike(i, j)
                if p < _SAME_CONCEPT and mention.marks[i] > 0 and alias.marks[j] > 0:
                    if not self.tell.apart(mention.marks[i], alias.marks[j]):
                        p = _SAME_CONCEPT
                matrix[i * _MOST + j] = p

    def _same_as(self, i):
        """The parts, bits, of the other name that are the same word of the table as one of the mention that tells something."""
        mention, alias = self.mention, self.alias
        found = 0
        if mention.roles[i] == _NAME and mention.infos[i] > 0.0:
            token = self.known[mention.tokens[mention.begin[i]]]
            for j in range(alias.count):
                if alias.roles[j] == _NAME and alias.tokens[alias.begin[j]] == token:
                    found |= _ONE << j
        return found

    def _alike(self, i, j):
        a, b = self.mention.roles[i], self.alias.roles[j]
        if a == _NAME and b == _NAME:
            best = 0.0
            for x in range(self.mention.begin[i], self.mention.begin[i + 1]):
                for y in range(self.alias.begin[j], self.alias.begin[j + 1]):
                    p = self._likely(self.mention.tokens[x], self.alias.tokens[y])
                    if p > best:
                        best = p
            return best
        token, other = self.mention.tokens[self.mention.begin[i]], self.alias.tokens[self.alias.begin[j]]
        if a == _INITIAL or b == _INITIAL:
            if not self.mention.is_name(i) or not self.alias.is_name(j) or self._first_letter(i) != self._first_letter_of(j):
                return 0.0
            if a != b and (self.mention if a == _INITIAL else self.alias).first < 0:
                return 0.0  # an initial alone is short for any word, and so for none
            return _SAME_INITIAL
        if a != _NUMERAL and b != _NUMERAL and a != _LEGAL_FORM and b != _LEGAL_FORM and (a == _POSSESSOR or b == _POSSESSOR):
            return self._likely(token, other)
        return 1.0 if self.known[token] == other else 0.0

    def _first_letter(self, i):
        return self.tell.first_letter(ints(self.mention.names.sounds), self.mention.sound(i))

    def _first_letter_of(self, j):
        return self.tell.first_letter(ints(self.names.sounds), self.alias.sound(j))

    def _likely(self, token, other):
        """How likely two words are one, by their syllables if both names are made of these."""
        p = self.probability(token, other)
        if not self.shared or p == 1.0:
            return p
        if self._same_syllables(token, other):
            return p if p > _SAME_SYLLABLES else _SAME_SYLLABLES
        if not (self.plain.names.traits[token] | self.names.traits[other]) & _SPACELESS:
            return 0.0
        if not self.asked.letters().either_is_han(token, other):
            return 0.0
        return p if p < _OTHER_SYLLABLES else _OTHER_SYLLABLES

    def _same_syllables(self, token, other):
        """Whether two words may be of the same syllables, in a language that both names may be of."""
        key = other
        key = -1 - ((key * _TRADITIONS + self.shared) * _TOKENS + token)
        at = self._slot(key)
        if self.rounds[at] != self.round:
            self._keep(key, self._may_be_one(token, other))
            at = self._slot(key)
        return self.found[at] != 0.0

    def _may_be_one(self, token, other):
        tell, ones, others = self.tell, ints(self.plain.names.sounds), ints(self.names.sounds)
        at, place = self.plain.names.sound_starts[token], self.names.sound_starts[other]
        if not (tell.is_latin(ones, at) and tell.is_latin(others, place)):
            return self.asked.letters().same_syllables([token], [other], self.shared)
        return self.maker.traditions.may_be_one(
            self.shared, ones, tell.letters(at), tell.size(ones, at), others, tell.letters(place), tell.size(others, place),
            longs(self.ways),
        )  # fmt: skip

    def _pair_off(self):
        mention, alias, matrix = self.mention, self.alias, doubles(self.matrix)
        ours, theirs = doubles(mention.infos), doubles(alias.infos)
        left = right = 0
        self.pairs = 0
        while self.pairs < _MOST:
            best_told = -1.0
            best_i = best_j = best_far = 0
            best_p = 0.0
            for i in range(mention.count):
                if left >> i & 1:
                    continue
                for j in range(alias.count):
                    p = matrix[i * _MOST + j]
                    if right >> j & 1 or p <= 0.0:
                        continue
                    told = p * (ours[i] if ours[i] < theirs[j] else theirs[j])
                    far = i - j if i > j else j - i
                    if told < best_told:
                        continue
                    if told > best_told or far < best_far or (far == best_far and p >= best_p):
                        best_told, best_far, best_p, best_i, best_j = told, far, p, i, j
            if best_told < 0.0:
                return
            left |= (_ONE << best_i)
            right |= (_ONE << best_j)
            self._put(_ONE << best_i, _ONE << best_j, best_p, 0)

    def _put(self, left, right, p, short):
        """Add a pair, if there is room."""
        at = self.pairs
        if at < _MOST:
            self.pair_left[at], self.pair_right[at], self.pair_p[at], self.pair_short[at] = left, right, p, short
            self.pairs += 1

    def _add(self, left, right, p, short):
        """Add a pair in place of those that share a part with it."""
        kept = 0
        for k in range(self.pairs):
            if not (self.pair_left[k] & left or self.pair_right[k] & right):
                self.pair_left[kept], self.pair_right[kept] = self.pair_left[k], self.pair_right[k]
                self.pair_p[kept], self.pair_short[kept] = self.pair_p[k], self.pair_short[k]
                kept += 1
        self.pairs = kept
        self._put(left, right, p, short)

    def _solid(self, right):
        """The parts, bits, of the mention, or of the other name if `right`, that a solid pair holds."""
        out = 0
        for k in range(self.pairs):
            if self.pair_p[k] >= _SOLID:
                out |= self.pair_right[k] if right else self.pair_left[k]
        return out

    def _free(self, parts, taken):
        """The words, bits, that no solid pair holds."""
        out = 0
        for p in range(parts.count):
            if not taken >> p & 1 and parts.is_name(p):
                out |= (_ONE << p)
        return out

    def _glue(self, is_org):
        """Put neighbouring words together where that makes a solid pair: Fakhr Zadeh / Fakhrzadeh, 김정은 / Kim Jong-un."""
        glued = self.gluer
        glued.begin(self.mention, self.alias, self.shared, _SOLID if is_org else _SOLID_GLUED)
        while True:
            left, right = self._free(self.mention, self._solid(0)), self._free(self.alias, self._solid(1))
            if not left or not right or not (left & (left - 1) or right & (right - 1)) or not glued.find(left, right):
                return
            self._add(glued.left, glued.right, glued.p, 0)

    def _shorten(self):
        """Let a word that answers to nothing stand for neighbours of the other name that begin with its letters."""
        left = self.all_of(self.mention) & ~self._solid(0)
        right = self.all_of(self.alias) & ~self._solid(1)
        if not self._may_shorten(self.mention, left, self.alias, right):
            if not self._may_shorten(self.alias, right, self.mention, left):
                return
        found = self.asked.letters().shorten(
            [(self.mention.tokens[self.mention.begin[p]], self.mention.roles[p]) for p in range(self.mention.count)],
            [(self.alias.tokens[self.alias.begin[p]], self.alias.roles[p]) for p in range(self.alias.count)],
            self.plain.members(left), self.plain.members(right),
        )  # fmt: skip
        for words, others, likely, is_acronym in found:
            both_left = both_right = 0
            for i in words:
                both_left |= (_ONE << i)
            for j in others:
                both_right |= (_ONE << j)
            self._add(both_left, both_right, likely, 1 + is_acronym)

    def all_of(self, parts):
        return (_ONE << parts.count) - 1

    def _may_shorten(self, ones, free, others, run):
        for i in range(ones.count):
            if not free >> i & 1 or ones.roles[i] != _NAME:
                continue
            n = self.tell.spell(ints(ones.names.sounds), ones.sound(i), self.letters, 0)
            if n < _SHORTEST or n > _LONGEST_SHORT:
                continue
            for j in range(others.count - 1):
                if run >> j & 1 and run >> (j + 1) & 1 and others.roles[j] != _PARTICLE:
                    if self.tell.first_letter(ints(others.names.sounds), others.sound(j)) == self.letters[0]:
                        return 1
        return 0

    def in_order(self):
        """Put the pairs into the order of the mention."""
        for k in range(1, self.pairs):
            at = k
            while at > 0 and self.plain.lowest(self.pair_left[at]) < self.plain.lowest(self.pair_left[at - 1]):
                self.pair_left[at], self.pair_left[at - 1] = self.pair_left[at - 1], self.pair_left[at]
                self.pair_right[at], self.pair_right[at - 1] = self.pair_right[at - 1], self.pair_right[at]
                self.pair_p[at], self.pair_p[at - 1] = self.pair_p[at - 1], self.pair_p[at]
                self.pair_short[at], self.pair_short[at - 1] = self.pair_short[at - 1], self.pair_short[at]
                at -= 1
