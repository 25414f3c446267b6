"""Names as rows of numbers, and the words of one name.

Roles are numbers in the order of `parsing.Role`, 8 marks another text of the word before. A mark holds the concepts of a
word, packed ten bits a number; -1 marks a word inside a phrase. Traits are bits: the number of the script (six), then whether
the word means "son of", is a legal form that goes with any, a given name, written without spaces, made of syllables, and for
each of two languages how many syllables it has at least (three bits) and whether it is a surname. A set of parts is a number,
too, a bit a part.
"""

from array import array
from math import *  # once compiled, exp and log are those of C, which no name of Python may stand for

from namenorm.kernel._pointers import *  # once compiled, those of C

MOST_PARTS = 48  # words of a name that are compared
_MOST, _SPELLINGS = MOST_PARTS, 4 * MOST_PARTS
_SPOKEN, _ROOM = 256, 4096  # tokens and alternatives of a mention, and room for their rows to begin with
_NAME, _ARTICLE, _INITIAL, _NUMERAL, _POSSESSOR, _ALTERNATIVE = 0, 2, 5, 6, 7, 8
_SYLLABIC = 1 << 10
_TRADITIONS, _OF_TRADITION, _FEWEST, _SURNAME = 11, 4, 7, 8
_MOST_SYLLABLES = 4
_SCRIPTS = 63
_ONE = 1  # as wide as a set of scripts


class Names:
    """Names as rows of numbers: the tokens of name `n` are `tokens[starts[n]:starts[n + 1]]`, with their roles and marks.

    Of each token there are `infos`, what it tells in nats, `traits`, and a sound that begins at `sound_starts`. `concepts` is
    what each concept tells, `kinds` its kind, `role_weights` how far a word counts by its role.
    """

    def __init__(self, starts, tokens, roles, marks, infos, traits, sounds, sound_starts, concepts, kinds, role_weights):
        self.starts = starts
        self.tokens = tokens
        self.roles = roles
        self.marks = marks
        self.infos = infos
        self.traits = traits
        self.sounds = sounds
        self.sound_starts = sound_starts
        self.concepts = concepts
        self.kinds = kinds
        self.role_weights = role_weights
        self.marked = len(marks)
        self.totals = array("d", bytes(8 * len(starts)))
        self.fetched = 0.0

    def mark(self, at):
        """The concepts of the word at a place of `tokens`; names without any need not have marks."""
        return self.marks[at] if self.marked else 0

    def info(self, at):
        """What the word at a place of `tokens` tells: by its role, and no more than its concepts do."""
        mark = self.mark(at)
        if mark < 0:
            return 0.0
        told = self.infos[self.tokens[at]]
        while mark:
            if self.concepts[mark & 1023] < told:
                told = self.concepts[mark & 1023]
            mark >>= 10
        return told * self.role_weights[self.roles[at]]

    def fetch(self, names):
        """Look into all that is asked next of the words of names: it lies anywhere in memory, and so is waited for together."""
        total = 0
        told = 0.0
        for k in range(len(names)):
            for at in range(self.starts[names[k]], self.starts[names[k] + 1]):
                token = self.tokens[at]
                told += self.infos[token]
                total ^= self.traits[token] ^ self.sounds[self.sound_starts[token]]
        self.fetched = total + told

    def words(self, name):
        """How many words bear a name, initials among them."""
        found = 0
        for at in range(self.starts[name], self.starts[name + 1]):
            role = self.roles[at]
            if role == _NAME or role == _POSSESSOR or role == _INITIAL:
                found += 1
        return found

    def total(self, name):
        """What all words of a name tell; found once, for a name that many mentions lead to."""
        total = self.totals[name]
        if total == 0.0:
            for at in range(self.starts[name], self.starts[name + 1]):
                if self.roles[at] != _ALTERNATIVE:
                    total += self.info(at)
            self.totals[name] = total
        return total


class Mentioned(Names):
    """The one name, number 0, of a mention, taken in again and again.

    `known` are the numbers of its tokens in a table or in another name, `told` what each tells: both are for others to fill.
    """

    def __init__(self, concepts, kinds, role_weights):
        starts, tokens, roles = array("i", (0, 0)), array("i", range(_SPOKEN)), array("B", bytes(_SPOKEN))
        marks, traits, row_starts = (array("i", bytes(4 * _SPOKEN)) for _ in range(3))
        told, rows = array("d", bytes(8 * _SPOKEN)), array("i", bytes(4 * _ROOM))
        Names.__init__(self, starts, tokens, roles, marks, told, traits, rows, row_starts, concepts, kinds, role_weights)
        self.own_starts, self.own_roles, self.own_marks, self.own_traits = starts, roles, marks, traits
        self.own_rows, self.own_row_starts, self.told = rows, row_starts, told
        self.known = array("i", bytes(4 * _SPOKEN))
        self.count = 0
        self.spoken, self.given_roles = [], b""

    def take(self, mention):
        """Take in a mention."""
        sounds, roles = mention.sounds, mention.roles
        self.spoken, self.given_roles = sounds, roles
        self.count = len(sounds) if len(sounds) < _SPOKEN else _SPOKEN
        self.own_starts[1] = self.count
        self.marked = len(mention.marks)
        if self.marked:
            self._take_marks(mention.marks)
        room = 0
        for at in range(self.count):
            sound = sounds[at]
            room += len(sound.packed) // 4
        if room > len(self.own_rows):
            self.own_rows = array("i", bytes(4 * room))
            self.sounds = self.own_rows
        row = 0
        for at in range(self.count):
            sound = sounds[at]
            self.own_roles[at], self.own_traits[at] = roles[at], sound.traits
            self.own_row_starts[at] = row
            n = len(sound.packed) // 4
            copy_ints(ints(self.own_rows), row, ints_in(sound.packed), n)
            row += n

    def _take_marks(self, marks):
        for at in range(self.count):
            self.own_marks[at] = marks[at]

    def find_in(self, other):
        """Number each token by where it stands in another name, last if more than once; -1 if it does not."""
        for at in range(self.count):
            self.known[at] = other.place(self.spoken[at])

    def place(self, sound):
        """Where a token stands, last if more than once; -1 if it does not."""
        at = self.count - 1
        while at >= 0:
            other = self.spoken[at]
            if sound is other or (sound.text == other.text and sound.script == other.script):
                return at
            at -= 1
        return -1

    def is_findable(self, at):
        """Whether names are found by a word: one that bears the name."""
        return self.roles[at] == _NAME or self.roles[at] == _POSSESSOR

    def is_numeral(self, at):
        """Whether names are found by a word as it is, but not by what is like it."""
        return self.roles[at] == _NUMERAL


class Parts:
    """The words of one name that count, without articles: part `p` is spelled as `tokens[begin[p]:begin[p + 1]]`.

    They tell `total` nats together. `first` is the first one that bears the name, or -1, `words` how many there are that do,
    initials among them: V. Putin is not a bare Putin. `scripts` are those of the names among them, bits.
    """

    def __init__(self):
        self.names = None
        self.count = 0
        self.begin = array("i", bytes(4 * (_MOST + 1)))
        self.tokens = array("i", bytes(4 * _SPELLINGS))
        self.roles = array("i", bytes(4 * _MOST))
        self.marks = array("i", bytes(4 * _MOST))
        self.infos = array("d", bytes(8 * _MOST))
        self.total = 0.0
        self.first, self.words, self.scripts = -1, 0, 0

    def read(self, names, name, marked):
        """Take in a name; its concepts only if it is `marked` with them."""
        self.names = names
        count = spelled = 0
        kept = 0
        for at in range(names.starts[name], names.starts[name + 1]):
            role = names.roles[at]
            if role == _ALTERNATIVE:
                if kept and spelled < _SPELLINGS:
                    self.tokens[spelled] = names.tokens[at]
                    spelled += 1
                    self.begin[count] = spelled
                continue
            kept = role != _ARTICLE and count < _MOST and spelled < _SPELLINGS
            if not kept:
                continue
            self.begin[count] = spelled
            self.tokens[spelled] = names.tokens[at]
            spelled += 1
            self.roles[count] = role
            self.marks[count] = names.mark(at) if marked else 0
            if marked:
                self.infos[count] = names.info(at)
            else:
                self.infos[count] = names.infos[names.tokens[at]] * names.role_weights[role]
            count += 1
            self.begin[count] = spelled
        self.count = count
        self._sum_up()

    def _sum_up(self):
        total = 0.0
        first = -1
        words = scripts = 0
        for p in range(self.count):
            total += self.infos[p]
            role = self.roles[p]
            if role == _NAME or role == _POSSESSOR or role == _INITIAL:
                words += 1
            if first < 0 and self.is_weighty(p):
                first = p
            if role == _NAME:
                scripts |= _ONE << (self.traits(p) & _SCRIPTS)
        self.total, self.first, self.words, self.scripts = total, first, words, scripts

    def traits(self, p):
        return self.names.traits[self.tokens[self.begin[p]]]

    def sound(self, p):
        return self.names.sound_starts[self.tokens[self.begin[p]]]

    def syllables(self, p, tradition):
        """Of how many syllables a part is at least, in one of two languages; 0 if it is not made of syllables."""
        return self.traits(p) >> (_TRADITIONS + _OF_TRADITION * tradition) & _FEWEST

    def is_weighty(self, p):
        return self.roles[p] == _NAME or self.roles[p] == _POSSESSOR

    def is_name(self, p):
        return self.roles[p] == _NAME or self.roles[p] == _INITIAL

    def weighty(self, among):
        """How many of the parts `among`, bits, bear the name."""
        found = 0
        for p in range(self.count):
            if among >> p & 1 and self.is_weighty(p):
                found += 1
        return found

    def of_kind(self, p, kind):
        mark = self.marks[p]
        while mark > 0:
            if self.names.kinds[mark & 1023] == kind:
                return 1
            mark >>= 10
        return 0

    def told(self, among):
        """What the parts `among`, bits, tell together."""
        total = 0.0
        for p in range(self.count):
            if among >> p & 1:
                total += self.infos[p]
        return total

    def traditions(self):
        """The languages of syllables, bits, that all words may be of, if one at its end is a surname there."""
        first = last = -1
        found = 3
        counts_0 = counts_1 = 0
        for p in range(self.count):
            if not (self.is_weighty(p) or self.roles[p] == _INITIAL):
                continue
            traits = self.traits(p)
            if self.roles[p] == _INITIAL or not traits & _SYLLABIC:
                return 0
            if first < 0:
                first = traits >> _TRADITIONS
            last = traits >> _TRADITIONS
            fewest = last & _FEWEST
            counts_0 += fewest
            if not fewest:
                found &= 2
            fewest = last >> _OF_TRADITION & _FEWEST
            counts_1 += fewest
            if not fewest:
                found &= 1
        if first < 0:
            return 0
        ends = first | last
        if not 1 < counts_0 <= _MOST_SYLLABLES or not ends & _SURNAME:
            found &= 2
        if not 1 < counts_1 <= _MOST_SYLLABLES or not ends >> _OF_TRADITION & _SURNAME:
            found &= 1
        return found

    def members(self, parts):
        """The parts of a set, in their order."""
        return tuple(p for p in range(_MOST) if parts >> p & 1)

    def lowest(self, parts):
        """The first part of a set."""
        p = 0
        while parts and not parts >> p & 1:
            p += 1
        return p

    def count_of(self, parts):
        """How many parts a set has."""
        found = 0
        while parts:
            parts &= parts - 1
            found += 1
        return found


class Rarity:
    """What tokens tell by how often they stand in `names` names, `similar` of the tokens of the same bones counted in."""

    def __init__(self, names, similar, well_known):
        self.names = names
        self.similar = similar
        self.well_known = well_known

    def tell(self, counts, same_bones, is_well_known, out):
        """Write the nats of every token; a well-known one is at least as common as `well_known` of all names."""
        for t in range(len(counts)):
            often = counts[t] + self.similar * (same_bones[t] - counts[t]) + 1.0
            if is_well_known[t]:
                often += self.well_known * self.names
            out[t] = log(self.names / often)
