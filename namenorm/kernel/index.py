"""From blocking keys to tokens that are spelled alike."""

from array import array

from namenorm.kernel._pointers import *  # once compiled, those of C
from namenorm.kernel.letters import KIND
from namenorm.kernel.lookup import SortedNumbers

COMMON_KEY = 20_000  # a key of more tokens than this tells nothing and is passed over
_COMMON_KEY = COMMON_KEY
TELLING = 6  # one part in so many of the weight of all keys is not followed
_KIND, _OF_FIRST, _OF_SECOND = KIND, 1 << 15, 1 << 10  # how many keys of three letters, of two classes of consonants may be
_CROWD = 1000  # tokens; a key of so many brings few that are like a word
_MOST_KEYS = 400
_LEVEL, _LEVELS = 7, 160  # parts of 20,000 are told apart by so many bits less, to find the largest without sorting all
_HALF, _LOWER = 32, 0xFFFFFFFF


class Best:
    """Keeps the best of many, each as one number: how good it is, in the upper half, and which one, in the lower."""

    def keep(self, item, part, out, kept, most):
        """Keep an item among the `most` with the largest part, largest first; returns how many there are then."""
        high = part
        high <<= _HALF
        if kept == most:
            if out[kept - 1] >= high:
                return kept
            kept -= 1
        at = kept
        while at > 0 and out[at - 1] < high:
            out[at] = out[at - 1]
            at -= 1
        out[at] = high + item
        return kept + 1

    def part(self, kept):
        """How good it is."""
        return kept >> _HALF

    def item(self, kept):
        """Which one it is."""
        return kept & _LOWER


class TokenIndex:
    """Finds tokens by blocking keys. Not for two threads at once.

    `tokens[starts[k]:starts[k + 1]]` are the tokens that have key `hashes[k]`, which are in rising order; `totals` is what all
    keys of a token weigh.
    """

    def __init__(self, hashes, starts, tokens, totals):
        self.keys = SortedNumbers(hashes)
        self.short = array("i", [-1]) * (_OF_FIRST + _OF_SECOND)
        self._place_short_keys()
        self.best = Best()
        self.starts = starts
        self.tokens = tokens
        self.totals = totals
        count = len(totals)
        self.scores = array("i", bytes(4 * (count or 1)))
        self.touched = array("i", bytes(4 * (count or 1)))
        self.shares = array("i", bytes(4 * (count or 1)))
        self.levels = array("i", bytes(4 * _LEVELS))
        self.rows, self.row_weights = array("i", bytes(4 * _MOST_KEYS)), array("i", bytes(4 * _MOST_KEYS))

    def _place_short_keys(self):
        """Note where the keys stand that are numbers of few bits, so that most keys need not be searched for."""
        for k in range(len(self.keys.numbers)):
            place = self._short(self.keys.numbers[k])
            if place >= 0:
                self.short[place] = k

    def _short(self, key):
        """A small number of a key, -1 if there is none."""
        if key < _KIND:
            return key if 0 <= key < _OF_FIRST else -1
        key -= _KIND
        return _OF_FIRST + key if key < _OF_SECOND else -1

    def place(self, key):
        """Where a key stands, -1 if no token has it."""
        short = self._short(key)
        return self.short[short] if short >= 0 else self.keys.place(key)

    def similar(self, keys, weights, n, most, telling, out, parts):
        """Write the `most` tokens that share the largest part of their keys' weight with these `n` keys; returns how many.

        The commonest keys, one part in `telling` of the weight, are not followed: most work would go there, to find what is
        unlike. Of those with a crowd of tokens it is two parts.
        """
        rows = self._rarest_first(keys, weights, n)
        found = total = 0
        for k in range(rows):
            total += self.row_weights[k]
        tokens, scores, touched = ints(self.tokens), ints(self.scores), ints(self.touched)
        rest = total
        for k in range(rows):
            key, weight = self.rows[k], self.row_weights[k]
            crowded = self.starts[key + 1] - self.starts[key] > _CROWD
            if telling * rest <= (2 * total if crowded else total):
                total -= rest
                break
            rest -= weight
            for p in range(self.starts[key], self.starts[key + 1]):
                token = tokens[p]
                if scores[token] == 0:
                    touched[found] = token
                    found += 1
                scores[token] += weight
        return self._largest(self._weigh(found, total, most), most, out, parts)

    def _weigh(self, found, total, most):
        """Put those of the touched tokens in front that may be among the `most` that share most; returns how many.

        `levels` counts how many share about as much; once enough share more than those of the `lowest` level, that is given up.
        """
        for level in range(_LEVELS):
            self.levels[level] = 0
        self.lowest = self.above = 0
        touched, scores, totals = ints(self.touched), ints(self.scores), ints(self.totals)
        kept = floor = 0
        for k in range(found):
            token = touched[k]
            score = scores[token]
            scores[token] = 0
            if score < floor:
                continue
            part = 20000 * score // (total + totals[token])
            level = part >> _LEVEL
            if level < self.lowest:
                continue
            touched[kept], self.shares[kept] = token, part
            kept += 1
            self.levels[level] += 1
            if level > self.lowest:
                self.above += 1
                while self.above >= most:
                    self.lowest += 1
                    self.above -= self.levels[self.lowest]
                    part = self.lowest << _LEVEL
                    floor = part * total // (20000 - part)  # a token weighs what it shares, at least
        return kept

    def _largest(self, n, most, out, parts):
        """Write the `most` of `n` weighed tokens that share most, in no order; returns how many.

        Those above the lowest level are fewer than `most`. Of that level, which share the same but for a hundredth, the ones
        met first, by rarer keys, fill up.
        """
        kept, filling = 0, most - self.above
        for k in range(n):
            level = self.shares[k] >> _LEVEL
            if level < self.lowest or (level == self.lowest and not filling):
                continue
            if level == self.lowest:
                filling -= 1
            out[kept], parts[kept] = self.touched[k], self.shares[k]
            kept += 1
        return kept

    def _rarest_first(self, keys, weights, n):
        """Put the known keys in order of how many tokens have them; returns how many there are."""
        rows = 0
        for k in range(n):
            key = self.place(keys[k])
            if key < 0 or rows == _MOST_KEYS:
                continue
            size = self.starts[key + 1] - self.starts[key]
            if size > _COMMON_KEY:
                continue
            at = rows
            while at > 0 and self.starts[self.rows[at - 1] + 1] - self.starts[self.rows[at - 1]] > size:
                self.rows[at], self.row_weights[at] = self.rows[at - 1], self.row_weights[at - 1]
                at -= 1
            self.rows[at], self.row_weights[at] = key, weights[k]
            rows += 1
        return rows
