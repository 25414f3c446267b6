"""Scripts and signs that no table was learned for. The only importer of unidecode (GPL-2+)."""

from __future__ import annotations


def plain_latin(text: str) -> str:
    """The letters a-z of unidecode's one reading of `text`; empty when it knows none.

    >>> plain_latin("习"), plain_latin("ꦗꦮ")
    ('xi', '')
    """
    from unidecode import unidecode

    return "".join(c for c in unidecode(text).lower() if "a" <= c <= "z")
