"""Letters as the kernel counts them: 1 to 26 for a to z, 27 and 28 for the edges of a token, others as in Unicode."""

from __future__ import annotations

import sys
from array import array

from namenorm.kernel.chunks import LONGEST

CODES = {letter: code for code, letter in enumerate("abcdefghijklmnopqrstuvwxyz^$", 1)}
READ = LONGEST - 2  # letters of a token that are read; the rest of a longer one is cut off
_START, _END = b"\x1b", b"\x1c"
_CODES = str.maketrans({letter: chr(code) for letter, code in CODES.items()})
_NATIVE = f"utf-32-{sys.byteorder[0]}e"
_LATIN = bytes(CODES.get(chr(code), 0) for code in range(256))
_OTHERS = bytes(code for code in range(256) if not 97 <= code <= 122)


def coded(letters: str) -> array[int]:
    """Letters of any script, with their edges.

    >>> list(coded("kam"))
    [27, 11, 1, 13, 28]
    """
    codes = array("i")
    codes.frombytes(f"^{letters[:READ]}$".translate(_CODES).encode(_NATIVE, "surrogatepass"))
    return codes


def edged(latin: str) -> bytes:
    """Latin letters likewise; whatever is not a-z is left out, for no table has it.

    >>> list(edged("ka'm"))
    [27, 11, 1, 13, 28]
    """
    return _START + latin.encode("ascii", "ignore").translate(_LATIN, _OTHERS)[:READ] + _END
