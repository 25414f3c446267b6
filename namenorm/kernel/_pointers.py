"""Arrays as the loops read them: once compiled, where their numbers begin in memory; interpreted, the arrays themselves.

A loop that asks its object for an array at every step pays for that at every step, and a call that is given an array for
copying what is known of it. Who keeps a pointer keeps the array too. Likewise, `int` of a number makes an object. Rows that are
remembered are packed in bytes, which the garbage collector does not look through, as it does through arrays and views.
"""


def new_of(kind):
    """An object of a class without any of its slots filled."""
    return object.__new__(kind)


def set_slot(owner, name, value):
    """Fill a slot of an object, though its class be frozen."""
    object.__setattr__(owner, name, value)


def ints(numbers):
    """An array of integers of 32 bits."""
    return numbers


def longs(numbers):
    """An array of integers of 64 bits."""
    return numbers


def doubles(numbers):
    """An array of numbers of double precision."""
    return numbers


def whole(number):
    """A number of double precision, of 32 bits at the most, without what is behind the point."""
    return int(number)


def ints_in(row):
    """The integers that are packed in a row."""
    return memoryview(row).cast("i")


def doubles_in(row):
    """The floating-point numbers that are packed in a row."""
    return memoryview(row).cast("d")


def copy_ints(numbers, at, others, n):
    """Write the first `n` integers of others into an array, from a place on."""
    for k in range(n):
        numbers[at + k] = others[k]


def packed_ints(numbers, n):
    """A row of the first `n` integers of an array."""
    return numbers[:n].tobytes()


def packed_doubles(numbers, n):
    """A row of the first `n` floating-point numbers of an array."""
    return numbers[:n].tobytes()


def folded_text(text, codes):
    """A text with each letter put for another one; '' if a letter has none in `codes`."""
    try:
        letters = [codes[ord(letter)] for letter in text]
    except IndexError:
        return ""
    return "" if 0 in letters else "".join(map(chr, letters))


def bytes_of(numbers):
    """The bytes of a bytearray."""
    return bytes(numbers)


def packed_bytes(numbers, n):
    """The first `n` bytes of an array."""
    return bytes(numbers[:n])


def latin_text(codes, at, n):
    """The text of `n` codes of the letters a-z, from a place on."""
    return "".join([chr(96 + code) for code in codes[at : at + n]])
