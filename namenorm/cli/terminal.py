"""Text made fit for a terminal: nothing hidden in it, and columns that line up in any script."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def escape(text: str, keep: str = "") -> str:
    r"""`text` with control, bidirectional and other invisible characters, but those in `keep`, as JSON escapes.

    A name may hold characters that move the cursor or reverse what follows: `"a\u202eb"` comes out as `a\u202eb`.
    """
    if text.isprintable():
        return text
    return "".join(
        json.dumps(letter)[1:-1] if unicodedata.category(letter) in _HIDDEN and letter not in keep else letter
        for letter in text
    )


def width(text: str) -> int:
    """How many columns of a terminal `text` takes: two for a wide letter, none for a combining mark."""
    columns = 0
    for letter in text:
        if unicodedata.category(letter) not in ("Mn", "Me", "Cf"):
            columns += 2 if unicodedata.east_asian_width(letter) in "WF" else 1
    return columns


def pad(text: str, columns: int) -> str:
    """`text` with spaces after it up to `columns`; longer text comes out as it is."""
    return text + " " * (columns - width(text))


def grid(rows: Sequence[tuple[str, ...]], indent: str = "  ") -> list[str]:
    """`rows`, all of one length, as lines with their cells in columns."""
    columns = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return [(indent + "  ".join(map(pad, row, columns))).rstrip() for row in rows]


def clip(line: str, columns: int) -> str:
    """`line`, cut to fit `columns`, with a `…` where it was cut."""
    if width(line) <= columns:
        return line
    while width(line) >= columns:
        line = line[:-1]
    return line + "…"
