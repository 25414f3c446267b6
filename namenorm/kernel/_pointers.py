"""Arrays as the loops read them: once compiled, where their numbers begin in memory; interpreted, the arrays themselves.

A loop that asks its object for an array at every step pays for that at every step, and a call that is given an array for
copying what is known of it. Who keeps a pointer keeps the array too.
"""


def ints(numbers):
    """An array of integers of 32 bits."""
    return numbers


def doubles(numbers):
    """An array of numbers of double precision."""
    return numbers
