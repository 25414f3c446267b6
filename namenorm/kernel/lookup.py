"""What is found by a hash: tokens, and rows of numbers."""

from namenorm.kernel._pointers import *  # once compiled, those of C

_MASK, _PRIME, _SEED = 0xFFFFFFFFFFFFFFFF, 0x100000001B3, 0xCBF29CE484222325


class Hash:
    """Numbers of tokens, the same in every process and on every machine: Fowler, Noll and Vo's of their letters."""

    def of(self, script, text, start, end):
        """The number of a token, `text[start:end]` of a script."""
        number = self.begun(script)
        for k in range(start, end):
            number = self.more(number, text[k])
        return self.ended(number)

    def begun(self, script):
        """What a token of a script begins with."""
        number = _SEED
        for k in range(len(script)):
            number = self.more(number, script[k])
        return number

    def more(self, number, letter):
        """What is begun, with a letter more."""
        return ((number ^ ord(letter)) * _PRIME) & _MASK

    def ended(self, number):
        """The number of what has all its letters."""
        return (number ^ number >> 29) & (_MASK >> 1)


_HASH = Hash()


def token_hash(script, text):
    """The number of a token."""
    return _HASH.of(script, text, 0, len(text))


class SortedNumbers:
    """Numbers in rising order, each once."""

    def __init__(self, numbers):
        self.numbers = numbers

    def place(self, number):
        """Where a number stands, -1 if it is not among them."""
        numbers, low, size = longs(self.numbers), 0, len(self.numbers)
        while size > 1:  # a step is taken or not without a jump, which nobody could foretell
            half = size // 2
            low += half if numbers[low + half - 1] < number else 0
            size -= half
        return low if size and numbers[low] == number else -1


class TokenNumbers:
    """The numbers of tokens, found by `hashes`, in rising order, of their texts and scripts.

    No others of this process have the same `mark`, a number from 1 on.
    """

    def __init__(self, hashes, numbers, mark):
        self.hash, self.hashes = Hash(), SortedNumbers(hashes)
        self.numbers, self.mark = numbers, mark

    def of(self, sound):
        """The number of the token of a sound, -1 if the table has none such. The sound remembers it: many are asked again."""
        if sound.asked_by != self.mark:
            sound.number = self.number(sound.script, sound.text, 0, len(sound.text))
            sound.asked_by = self.mark
        return sound.number

    def number(self, script, text, start, end):
        """The number of the token `text[start:end]`, -1 if the table has none such."""
        return self.numbered(self.hash.of(script, text, start, end))

    def numbered(self, hashed):
        """The number of the token of a hash, -1 if the table has none such."""
        at = self.hashes.place(hashed)
        return self.numbers[at] if at >= 0 else -1


class HashedRows:
    """Rows of numbers, found by hashes, in rising order: row `i` is `items[starts[i]:starts[i + 1]]`.

    Rows of hashes that are `changed`, others of the kind or None, stand for those they had before.
    """

    def __init__(self, hashes, starts, items, changed):
        self.numbers, self.starts, self.items, self.changed = SortedNumbers(hashes), starts, items, changed

    def of_hash(self, number):
        """The row of a hash; an empty one where there is none."""
        if self.changed is not None:
            at = self.changed.numbers.place(number)
            if at >= 0:
                return self.changed.row(at)
        at = self.numbers.place(number)
        return self.row(at) if at >= 0 else []

    def row(self, at):
        return [self.items[k] for k in range(self.starts[at], self.starts[at + 1])]
