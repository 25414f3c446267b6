"""How likely two tokens are spellings of one word: the cheapest way to write one as the other, and what follows from it."""

from array import array
from math import *  # once compiled, exp and log are those of C, which no name of Python may stand for

from namenorm.kernel._pointers import *  # once compiled, those of C
from namenorm.kernel.chunks import Lattice, Speller
from namenorm.kernel.rows import (
    BONES,
    CONSONANTS,
    FIRST,
    HEAD,
    KNOWN,
    LAST,
    LATIN,
    LATIN_SELF,
    LENGTH,
    LETTERS,
    PROFILE_LATIN,
    PROFILE_LENGTH,
    PROFILE_LETTERS,
    READINGS,
    SCRIPT,
    SELF,
    SURPRISE,
    TARGETS,
    Sounds,
    profile,
)  # fmt: skip

ONE_NAME = 0.97  # of two spellings of one well-known name
LEAST, LEAST_LATIN = 0.05, 0.12  # two tokens that are less likely one word have nothing in common; two Latin ones
FOREIGN, FOREIGN_LATIN = 4, 2  # tokens that differ in more consonants are two words, whatever else; two Latin ones

# What speaks for two tokens before they are compared letter by letter, in sixths of a nat: each 1/78 of the keys' weight that
# is shared, the same first and the same last letter; and what speaks against: each consonant and each letter more or less.
# A logistic regression over 570,000 pairs gave much the same; rounded so, they part spellings from other words as well.
SHARED, SAME_FIRST, SAME_LAST, CONSONANT, LETTER = 7, 10, 12, 5, 3

# The same once more where the loops use them: names with an underscore are no Python objects once compiled.
_ONE_NAME = ONE_NAME
_FOREIGN, _FOREIGN_LATIN = FOREIGN, FOREIGN_LATIN
_SHARED, _SAME_FIRST, _SAME_LAST, _CONSONANT, _LETTER = SHARED, SAME_FIRST, SAME_LAST, CONSONANT, LETTER
_LEAST_ODDS, _LEAST_LATIN_ODDS = log(LEAST / (1 - LEAST)), log(LEAST_LATIN / (1 - LEAST_LATIN))
NEVER = -1000.0  # log-odds below those of any pair
_NEVER, _SURE = NEVER, log(0.999 / 0.001)
_MUCH_LESS = 0.25  # of the likelihood of the best one
_INFINITE = 1 << 29
_LONGER = 3  # one word is never this many times as long as another spelling of it
_FOREIGN_WORD = 1 << 20
_NO_READING = 3000  # what a spelling costs that is none of the readings
_VALUES, _FOREIGN_VALUES = 16, 15  # features of a pair, and of one of two tokens that are not Latin
_LONG = 30.0  # nats of a foreign token from which it is a long one: few of the pairs that weights were fitted on are longer
_EDGE_LETTERS = 2
_CONSONANT_BITS = (1 << 30) - 1
_PROFILE_LATIN, _PROFILE_LETTERS, _PROFILE_LENGTH = PROFILE_LATIN, PROFILE_LETTERS, PROFILE_LENGTH
_TWO_LETTERS, _ONE_LETTER = 4095, 63  # bits that two letters take in a profile, and one
_SCRIPT, _LATIN, _KNOWN, _LETTERS, _SELF, _SURPRISE = SCRIPT, LATIN, KNOWN, LETTERS, SELF, SURPRISE
_LATIN_SELF, _BONES, _LENGTH, _FIRST, _LAST = LATIN_SELF, BONES, LENGTH, FIRST, LAST
_CONSONANTS, _READINGS, _TARGETS, _HEAD = CONSONANTS, READINGS, TARGETS, HEAD


class TokenJudge(Speller):
    """Judges pairs of tokens by weights fitted for the scripts that have to be read. Not for two threads at once.

    `weights` has 31 numbers a script: 16 for a pair of it and a Latin token, 15 for its share in a pair of two foreign ones.
    """

    def __init__(self, tables, load, longest, skeletons, weights):
        Speller.__init__(self, tables, load, longest)
        self.skeletons = skeletons
        self.scripts = len(weights) // (_VALUES + _FOREIGN_VALUES)
        self.weights = self._of_pairs(weights)
        self.sounds = Sounds()
        self.own, self.own_latin = Lattice(longest), Lattice(longest)
        self.values = array("d", bytes(8 * _VALUES))
        self.taken = array("i", [0])
        self.sound = ints(self.taken)
        self.at = self.fetched = 0
        self.is_read = 1
        self.surprise = self.told = 0.0

    def _of_pairs(self, weights):
        """The weights of every two scripts: those of the one that is not Latin, or the shares of both."""
        n = self.scripts
        out = array("d", bytes(8 * _VALUES * n * n))
        view, row = out, 0
        for i in range(n):
            for j in range(n):
                one, two = (_VALUES + _FOREIGN_VALUES) * i, (_VALUES + _FOREIGN_VALUES) * j
                if i and j:
                    for k in range(_FOREIGN_VALUES):
                        view[row + k] = weights[one + _VALUES + k] + weights[two + _VALUES + k]
                else:
                    for k in range(_VALUES):
                        view[row + k] = weights[one + two + k]
                row += _VALUES
        return out

    def take(self, sound, at):
        """Take in the token whose row starts at `at`; what follows is asked about it and others."""
        self.taken = sound
        self.sound = ints(sound)
        self.at = at
        self.is_read = 0

    def _read(self):
        """Read the letters of the token taken in, when they are needed first: most others are unlike it at a look."""
        own, at = self.sound, self.at
        self.own.read(self.table(own[at + _SCRIPT]), own, at + _HEAD, own[at + _LETTERS])
        if not own[at + _LATIN]:
            target = self.sounds.targets(own, at)
            self.own_latin.read(self.table(0), own, target + 3, own[target + 2])
        self.is_read = 1

    def probability(self, sound, at):
        """0.0..0.999 that the token taken in and this one, of another text, are spellings of one word; 0.0 below LEAST."""
        return self.probability_from(ints(sound), at, _NEVER)

    def probability_from(self, sound, at, least):
        """The same, and 0.0 where the odds are below the `least`."""
        own, i = self.sound, self.at
        if own[i + _KNOWN] and sound[at + _KNOWN]:
            if own[i + _KNOWN] == sound[at + _KNOWN]:
                return _ONE_NAME
            if self.sounds.apart(own[i + _KNOWN], sound[at + _KNOWN]):
                return 0.0
        short, long = own[i + _LENGTH], sound[at + _LENGTH]
        if short > long:
            short, long = long, short
        at_least = _LEAST_LATIN_ODDS if own[i + _LATIN] and sound[at + _LATIN] else _LEAST_ODDS
        if least < at_least:
            least = at_least
        if long > _LONGER * short + 3 or self._unlike(sound, at) == _FOREIGN_WORD or not self._compare(sound, at, least):
            return 0.0
        odds = self._odds(sound, at)
        if odds < least:
            return 0.0
        return 1 / (1 + exp(-odds)) if odds < _SURE else 0.999

    def promising(self, sounds, starts, profiles, tokens, parts, n, least):
        """Keep those of `n` tokens, in place, that promise to be the one taken in at `least` so much; returns how many.

        `parts` of 20,000 of their keys' weight is what they share; put in their place is what they promise. The row of a token
        lies anywhere in memory: it is not looked at where the profile tells enough.
        """
        rows, found, shared, own = ints(sounds), ints(tokens), ints(parts), self.sound
        known, own_profile = own[self.at + _KNOWN], profile(self.taken[self.at:])
        kept = 0
        for k in range(n):
            token = found[k]
            other = profiles[token]
            promise = self._promise(own_profile, other, shared[k] >> _SHARED)
            if known and known == rows[starts[token] + _KNOWN]:
                promise = _INFINITE
            elif promise >= least:
                if own_profile >> _PROFILE_LATIN & other >> _PROFILE_LATIN & 1:
                    apart = self._if_one_word(self.sounds.unlike(own_profile & _CONSONANT_BITS, other & _CONSONANT_BITS))
                else:
                    apart = self._unlike(rows, starts[token])
                promise -= _CONSONANT * apart
            if promise >= least:
                found[kept], shared[kept] = token, promise
                kept += 1
        return kept

    def _promise(self, own, other, promise):
        """What a token promises by its profile that shares so much, consonants aside."""
        one, two = own >> _PROFILE_LENGTH, other >> _PROFILE_LENGTH
        promise -= _LETTER * (one - two if one > two else two - one)
        apart = (own ^ other) >> _PROFILE_LETTERS & _TWO_LETTERS
        if not apart & _ONE_LETTER:
            promise += _SAME_FIRST
        return promise if apart > _ONE_LETTER else promise + _SAME_LAST

    def likeliest(self, sounds, starts, tokens, n, kept, out, least):
        """Write those of `n` tokens that are one word with the token taken in at the `least` odds, likeliest first; returns how
        many.

        What is much less likely than the best one so far is left out: it is not worth the work.
        """
        rows = ints(sounds)
        self.fetched = self._fetch(rows, ints(starts), ints(tokens), n)
        found = 0
        for k in range(n):
            p = self.probability_from(rows, starts[tokens[k]], least)
            if p > 0.0:
                if (not found or p > out[0]) and log(_MUCH_LESS * p / (1 - _MUCH_LESS * p)) > least:
                    least = log(_MUCH_LESS * p / (1 - _MUCH_LESS * p))
                at = found
                while at > 0 and out[at - 1] < p:
                    kept[at], out[at] = kept[at - 1], out[at - 1]
                    at -= 1
                kept[at], out[at] = tokens[k], p
                found += 1
        return found

    def _fetch(self, rows, starts, tokens, n):
        """Look into all rows that are asked for next: they lie anywhere in memory, and so are waited for together."""
        total = 0
        for k in range(n):
            start, end = starts[tokens[k]], starts[tokens[k] + 1]
            total ^= rows[start] ^ rows[(start + end) // 2] ^ rows[end - 1]
        return total

    def features(self, sound, at):
        """The features of the token taken in and this one, as a tuple; None where one of them has no letter."""
        return tuple(self.values) if self._compare(ints(sound), at, _NEVER) else None

    def _unlike(self, sound, at):
        """In how many consonants readings of the tokens differ at least; _FOREIGN_WORD where they are too many for one word."""
        if self.sound[self.at + _LATIN] and sound[at + _LATIN]:
            row, i = self.sound, self.at
            unlike = self._if_one_word(self.sounds.unlike(row[i + _CONSONANTS], sound[at + _CONSONANTS]))
            if unlike > 1 and self._sound_apart(row[i + _FIRST], sound[at + _FIRST]):
                if self._sound_apart(row[i + _LAST], sound[at + _LAST]):
                    return _FOREIGN_WORD  # nor do they begin or end alike: one in 2,500 of such pairs was one word at all
            return unlike
        own = self.sounds.targets(self.sound, self.at)
        most = least = 1 + _FOREIGN
        for _ in range(self.sound[self.at + _TARGETS]):
            target = self.sounds.targets(sound, at)
            for _ in range(sound[at + _TARGETS]):
                found = self.sounds.unlike(self.sound[own + 1], sound[target + 1])
                if found < least:
                    least = found
                target += 3 + 2 * sound[target + 2]
            own += 3 + 2 * self.sound[own + 2]
        return least if least < most else _FOREIGN_WORD

    def _sound_apart(self, one, other):
        """Whether two letters are of different classes of consonants; vowels and what is silent are of one class."""
        return self.skeletons.classes[one] != self.skeletons.classes[other]

    def _if_one_word(self, unlike):
        """In how many consonants two Latin tokens differ; _FOREIGN_WORD if in too many."""
        return unlike if unlike <= _FOREIGN_LATIN else _FOREIGN_WORD

    def _script(self, sound, at):
        """The number of the two scripts, whose weights a pair is judged by."""
        return self.scripts * self.sound[self.at + _SCRIPT] + sound[at + _SCRIPT]

    def _odds(self, sound, at):
        values, weights, base = doubles(self.values), doubles(self.weights), _VALUES * self._script(sound, at)
        odds = 0.0
        for k in range(_VALUES):
            odds += values[k] * weights[base + k]
        return odds

    def _compare(self, sound, at, least):
        """Fill `values`; 0 where a token has no letter or where the odds are surely below the `least`.

        Of the features only those hang on the cost that are proportional to it, so that the odds tell what it may be at most.
        """
        own, i = self.sound, self.at
        if own[i + _LETTERS] <= _EDGE_LETTERS or sound[at + _LETTERS] <= _EDGE_LETTERS:
            return 0
        if not self.is_read:
            self._read()
        values, w = doubles(self.values), _VALUES * self._script(sound, at)
        latin = own[i + _LATIN] and sound[at + _LATIN]
        foreign = not own[i + _LATIN] and not sound[at + _LATIN]
        base = (own[i + _SELF] + sound[at + _SELF]) / 2.0
        latin_base = (own[i + _LATIN_SELF] + sound[at + _LATIN_SELF]) / 2.0
        scale = base if base > 1000.0 else 1000.0
        x, y = own[i + _LENGTH], sound[at + _LENGTH]
        values[0] = 1.0
        values[3] = (own[i + _SELF] if own[i + _SELF] < sound[at + _SELF] else sound[at + _SELF]) / 1000.0
        values[4] = 1.0 if own[i + _BONES] == sound[at + _BONES] else 0.0
        values[5] = 1.0 if own[i + _FIRST] == sound[at + _FIRST] else 0.0
        values[6] = 1.0 if own[i + _LAST] == sound[at + _LAST] else 0.0
        longest = x if x > y else y
        values[7] = abs(x - y) / (1.0 * longest) if longest else 0.0
        values[8] = 1.0 if self._is_nisba(own[i + _LAST]) != self._is_nisba(sound[at + _LAST]) else 0.0
        most = _INFINITE
        if not foreign:
            self._read_as(own, i, sound, at, own[i + _LATIN] and not sound[at + _LATIN], latin)
            if least > _NEVER:
                most = self._most(w, base, scale, latin_base, latin, 0, least)
            cost = self._written(sound, at, most)
        else:
            values[3] = values[3] if values[3] < _LONG else _LONG
            values[14] = 1.0 if own[i + _SCRIPT] == sound[at + _SCRIPT] else 0.0
            values[15] = 0.0
            cost = self._written_foreign(sound, at, w, base, scale, least)
        if cost >= _INFINITE:
            return 0
        excess = cost - base
        told = self.told - cost
        surprise = self.surprise if self.surprise > 1000.0 else 1000.0
        values[1] = excess / 1000.0
        values[2] = excess / scale
        values[9] = told / 1000.0
        values[10] = told / surprise
        if foreign:
            return 1
        if latin:
            respelled = excess
        else:
            most = self._most_respelled(w, scale, latin_base, least) if least > _NEVER else _INFINITE
            target = self.sounds.targets(sound, at)
            cost = self.cost(self._own_latin(), sound, target + 3, sound[target + 2], most, 1)
            if cost >= _INFINITE:
                return 0
            respelled = cost - latin_base
        values[14] = respelled / 1000.0
        values[15] = respelled / scale
        return 1

    def _is_nisba(self, letter):
        """Whether a word that ends in the letter may be a family's name, as Kadhimi is of Kadhim."""
        return letter == 9 or letter == 25

    def _own_latin(self):
        return self.own if self.sound[self.at + _LATIN] else self.own_latin

    def _read_as(self, own, i, sound, at, swapped, latin):
        """Fill what hangs on which token is read and which it is written as: surprise and nearness to a reading."""
        if swapped:
            own, i, sound, at = sound, at, own, i
        if latin:
            self.surprise = (own[i + _SURPRISE] + sound[at + _SURPRISE]) / 2.0
            self.told = 2 * self.surprise
        else:
            self.surprise = sound[at + _SURPRISE]
            self.told = own[i + _SELF] + self.surprise
        self._near_reading(self._reading(own, i, sound, at))

    def _read_each_other(self, sound, at, base):
        """The same for two tokens that are not Latin, whichever was taken in."""
        own, i = self.sound, self.at
        self.surprise = (own[i + _SURPRISE] + sound[at + _SURPRISE]) / 2.0
        self.told = base + self.surprise
        one, two = self._reading(own, i, sound, at), self._reading(sound, at, own, i)
        self._near_reading(one if one < two else two)

    def _near_reading(self, reading):
        self.values[11] = self.surprise / 1000.0
        self.values[12] = reading / 1000.0
        self.values[13] = 1.0 if reading == 0 else 0.0

    def _reading(self, own, i, sound, at):
        """What the best reading of one token costs as a reading of another, _NO_READING at the most."""
        start = i + _HEAD + own[i + _LETTERS]
        best = sound[at + _HEAD + sound[at + _LETTERS]]
        for k in range(own[i + _READINGS]):
            if own[start + 2 * k] == best:
                return own[start + 2 * k + 1] if own[start + 2 * k + 1] < _NO_READING else _NO_READING
        return _NO_READING

    def _most(self, w, base, scale, latin_base, latin, foreign, least_odds):
        """The most that writing one token as the other may cost, for the pair to have the least odds."""
        values, weights = doubles(self.values), doubles(self.weights)
        surprise = self.surprise if self.surprise > 1000.0 else 1000.0
        slope = weights[w + 1] / 1000.0 + weights[w + 2] / scale - weights[w + 9] / 1000.0 - weights[w + 10] / surprise
        again = weights[w + 14] / 1000.0 + weights[w + 15] / scale
        odds = -(weights[w + 1] / 1000.0 + weights[w + 2] / scale) * base
        odds += (weights[w + 9] / 1000.0 + weights[w + 10] / surprise) * self.told
        if foreign:
            odds += weights[w + 14] * values[14]
        elif latin:
            odds -= again * base
            slope += again
        elif again > 0.0:
            return _INFINITE
        else:
            odds += again * (self._own_latin().ahead[0] - latin_base)
        odds += weights[w]  # of what does not hang on the cost
        for k in range(3, 9):
            odds += weights[w + k] * values[k]
        for k in range(11, 14):
            odds += weights[w + k] * values[k]
        if slope >= 0.0:
            return _INFINITE
        most = (least_odds - odds) / slope
        return -1 if most < 0.0 else _INFINITE - 1 if most > _INFINITE - 2 else whole(most) + 1

    def _written(self, sound, at, most):
        """What it costs to write the token that is not Latin, or that was taken in, as the other."""
        if self.sound[self.at + _LATIN] and not sound[at + _LATIN]:
            target = self.sounds.targets(self.sound, self.at)
            if most < 0:
                return _INFINITE
            self.other.read(self.table(sound[at + _SCRIPT]), sound, at + _HEAD, sound[at + _LETTERS])
            return self.cost(self.other, self.sound, target + 3, self.sound[target + 2], most, 0)
        target = self.sounds.targets(sound, at)
        own_latin = self.sound[self.at + _LATIN]
        return self.cost(self.own, sound, target + 3, sound[target + 2], most, own_latin)

    def _most_respelled(self, w, scale, latin_base, least_odds):
        """The most that writing the best reading of one token as that of the other may cost, with all else known."""
        again = self.weights[w + 14] / 1000.0 + self.weights[w + 15] / scale
        if again >= 0.0:
            return _INFINITE
        odds = 0.0
        for k in range(14):
            odds += self.weights[w + k] * self.values[k]
        most = (least_odds - odds) / again + latin_base
        return -1 if most < 0.0 else _INFINITE - 1 if most > _INFINITE - 2 else whole(most) + 1

    def _written_foreign(self, sound, at, w, base, scale, least):
        """What it costs to write one of two tokens that are not Latin as a reading of the other: the mean of both ways.

        With `least`, two that are no likelier together than by chance are two words, however long.
        """
        self._read_each_other(sound, at, base)
        most = _INFINITE
        if least > _NEVER:
            most = self._most(w, base, scale, 0.0, 0, 1, least)
            most = most if most < self.told else whole(self.told)
        if most < 0:
            return _INFINITE
        both = 2 * most + 2
        one = self._as_readings(self.own, sound, at, both - sound[at + _SELF])
        if one + sound[at + _SELF] >= both:
            return _INFINITE
        self.other.read(self.table(sound[at + _SCRIPT]), sound, at + _HEAD, sound[at + _LETTERS])
        two = self._as_readings(self.other, self.sound, self.at, both - one)
        return _INFINITE if one + two >= both else (one + two) // 2

    def _as_readings(self, lattice, sound, at, best):
        """The least cost of writing a token as one of the readings of another, or `best` if none costs less."""
        target = self.sounds.targets(sound, at)
        for _ in range(sound[at + _TARGETS]):
            cost = self.cost(lattice, sound, target + 3, sound[target + 2], best - 1 - sound[target], 0)
            if cost < _INFINITE and cost + sound[target] < best:
                best = cost + sound[target]
            target += 3 + 2 * sound[target + 2]
        return best
