"""Arrays as the loops read them: once compiled, where their numbers begin in memory; interpreted, the arrays themselves.

A loop that asks its object for an array at every step pays for that at every step.
"""


def ints(numbers):
    """An array of integers of 32 bits."""
    return numbers
