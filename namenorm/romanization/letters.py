"""The letters that a token is read by: what a script's signs are taken apart into before its table is consulted.

Hangul syllables become jamo and Ethiopic syllables a consonant and a vowel, because the sound sits in these parts.
Hiragana is read as katakana. Other scripts are read sign by sign.
"""

from __future__ import annotations

import unicodedata

_ETHIOPIC = range(0x1200, 0x1358)
_HIRAGANA_TO_KATAKANA = {c: c + 0x60 for c in range(0x3041, 0x3097)}


def letters(text: str, script: str) -> str:
    """The letters of `text` (folded, without spaces) in the order they are read.

    >>> len(letters("김", "Hang")), letters("さくら", "Kana")
    (3, 'サクラ')
    >>> letters("ነጋ", "Ethi")  # each syllable is its first-order sign and the number of its vowel
    'ነ0ገ3'
    """
    if script == "Hang":
        return unicodedata.normalize("NFD", text)
    if script == "Ethi":
        return "".join(_ethiopic(c) for c in text)
    if script == "Kana":
        return text.translate(_HIRAGANA_TO_KATAKANA)
    return text


def _ethiopic(sign: str) -> str:
    """Rows of eight signs share a consonant; the place in the row is the vowel."""
    code = ord(sign)
    if code not in _ETHIOPIC:
        return sign
    return chr(code & ~7) + str(code & 7)
