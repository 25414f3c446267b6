"""Arrays as the loops read them: once compiled, where their numbers begin in memory; interpreted, the arrays themselves.

A loop that asks its object for an array at every step pays for that at every step, and a call that is given an array for
copying what is known of it. Who keeps a pointer keeps the array too. Likewise, `int` of a number makes an object.
"""


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
