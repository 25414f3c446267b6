"""The rows of integers that tokens are compared by.

A token is compared as its *sound*, a row of integers that `SoundMaker` makes:

    table of its script · 1 if that is Latin · well-known names, packed · letters · cost as itself, surprise,
    cost of its best reading as itself · bones · length, first and last letter of its best reading · consonants of that ·
    readings · targets
    then its letters, for each reading (hash, cost), for each target (cost, consonants, length, letters, and what is least to
    pay for each letter and those behind it)

Consonants are how often each of ten classes occurs, three bits a class. Well-known names and concepts are packed ten bits a
number, three at the most. The *profile* of a token is what is looked at of many, in one number: its consonants and, from bit 30
on, whether it is Latin, first and last letter, six bits each, and length.
"""

# Places in a row.
SCRIPT, LATIN, KNOWN, LETTERS, SELF, SURPRISE, LATIN_SELF, BONES = 0, 1, 2, 3, 4, 5, 6, 7
LENGTH, FIRST, LAST, CONSONANTS, READINGS, TARGETS, HEAD = 8, 9, 10, 11, 12, 13, 14
PROFILE_LATIN, PROFILE_LETTERS, PROFILE_LENGTH = 30, 31, 43  # places in a profile

# The same once more for the loops: names with an underscore are no Python objects once compiled.
_LATIN, _KNOWN, _LETTERS, _LENGTH, _FIRST, _LAST = LATIN, KNOWN, LETTERS, LENGTH, FIRST, LAST
_CONSONANTS, _READINGS, _HEAD = CONSONANTS, READINGS, HEAD
_PROFILE_LATIN, _PROFILE_LETTERS, _PROFILE_LENGTH = PROFILE_LATIN, PROFILE_LETTERS, PROFILE_LENGTH
_EDGE_LETTERS = 2
_EVERY_OTHER, _LOWER_HALF = 0o0707070707, 0xFFFFFFFF  # five of ten classes of consonants
_EVERY, _ABOVE = 0o0707070707 * (1 + (1 << 32)), 0o1010101010 * (1 + (1 << 32))  # all classes, and the bit beside each of them


def profile(sound):
    """The profile of a token, from its row."""
    letters, length = sound[_FIRST] + (sound[_LAST] << 6), sound[_LENGTH]
    return sound[_CONSONANTS] + (sound[_LATIN] << _PROFILE_LATIN) + (letters << _PROFILE_LETTERS) + (length << _PROFILE_LENGTH)


class Sounds:
    """What the row of a token says of it."""

    def apart(self, known, other):
        """Whether two packed sets have no number in common."""
        while known:
            one = known & 1023
            rest = other
            while rest:
                if rest & 1023 == one:
                    return 0
                rest >>= 10
            known >>= 10
        return 1

    def unlike(self, consonants, others):
        """How many consonants of either have none that answers to them."""
        found = self._apart_by(self._spread(consonants), self._spread(others))
        found = (found & _LOWER_HALF) + (found >> 32)  # no sum of two needs more than its six bits
        return (found & 63) + (found >> 6 & 63) + (found >> 12 & 63) + (found >> 18 & 63) + (found >> 24)

    def _spread(self, numbers):
        """Ten numbers of three bits six bits apart: those at even places in the lower half, the others in the upper one."""
        upper = numbers >> 3 & _EVERY_OTHER
        return (upper << 32) | (numbers & _EVERY_OTHER)

    def _apart_by(self, numbers, others):
        """The differences of ten numbers each, all at once."""
        found = (numbers | _ABOVE) - others
        less = (found & _ABOVE ^ _ABOVE) >> 3  # 1 where the other is greater; what is left then is 8 less the difference
        return (found & _EVERY ^ less * 7) + less

    def targets(self, sound, at):
        """Where the targets of a token begin."""
        return at + _HEAD + sound[at + _LETTERS] + 2 * sound[at + _READINGS]

    def known_of(self, sound, at):
        """The well-known names that a token may be, packed."""
        return sound[at + _KNOWN]

    def is_latin(self, sound, at):
        """Whether a token is read by the Latin table."""
        return sound[at + _LATIN]

    def length(self, sound, at):
        """How many letters a token's best reading has."""
        return sound[at + _LENGTH]

    def first_letter(self, sound, at):
        """The code of the first letter of a token's best reading."""
        return sound[at + _FIRST]

    def letters(self, at):
        """Where the letters of a token begin, edges aside."""
        return at + _HEAD + 1

    def size(self, sound, at):
        """How many letters a token has."""
        return sound[at + _LETTERS] - _EDGE_LETTERS

    def spell(self, sound, at, out, length):
        """Put the letters of a token's best reading into `out` from `length` on; returns how many are there then."""
        target = self.targets(sound, at)
        for k in range(target + 4, target + 2 + sound[target + 2]):
            if length < len(out):
                out[length] = sound[k]
                length += 1
        return length
