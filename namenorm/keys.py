"""Blocking keys of a Latin reading: what two spellings of one token are expected to share. The only importer of jellyfish.

Four kinds, from strict to lenient: three letters of the reading, two consonant classes of its skeleton, the whole
skeleton, and its metaphone.
"""

from __future__ import annotations

from namenorm.kernel.letters import KeyMaker
from namenorm.letter_codes import edged

MOST_KEYS = 400  # of all readings of a token

_VOWELS = frozenset("aeiouy")
_CLASSES = str.maketrans(
    {
        "c": "k", "g": "k", "q": "k", "x": "k", "j": "j", "d": "t", "z": "s", "b": "p", "v": "f", "w": "f",
        "h": "", "m": "n",
    }
)  # fmt: skip
_DIGRAPHS = (("sch", "s"), ("tch", "j"), ("tsh", "j"), ("kh", "k"), ("gh", "k"), ("ph", "f"), ("th", "t"), ("dh", "t"),
             ("sh", "s"), ("zh", "j"), ("ch", "j"), ("dj", "j"), ("ts", "s"), ("tz", "s"), ("ck", "k"))  # fmt: skip


def skeleton(reading: str) -> str:
    """The consonant classes of a reading, doubled ones once, with a mark for a vowel at the front.

    >>> skeleton("kadhimi") == skeleton("kathemi"), skeleton("hassan"), skeleton("amiri")
    (True, 'sn', 'anr')
    """
    if not reading:
        return ""
    for digraph, sound in _DIGRAPHS:
        if digraph in reading:
            reading = reading.replace(digraph, sound)
    out = "a" if reading[0] in _VOWELS else ""
    for sound in reading.translate(_CLASSES):
        if sound not in _VOWELS and not out.endswith(sound):
            out += sound
    return out


def add_keys(maker: KeyMaker, reading: str, bones: str = "", *, whole: bool = False) -> None:
    """Add the blocking keys of a reading (letters a-z) to those of `maker`; none of an empty one.

    `bones` is its skeleton, if that is known. Of the `whole` reading there are two, by which only its like are found.
    A key is the same number in every process, and what it weighs does not hang on the table, so that a table that grows finds
    as one made anew.
    """
    if not reading:
        return
    import jellyfish

    outline, sound = edged(bones or skeleton(reading)), edged(jellyfish.metaphone(reading).lower())
    if whole:
        maker.add_whole(outline, sound)
    else:
        maker.add(edged(reading), outline, sound)


def bones_key(bones: str) -> int:
    """The blocking key of a whole skeleton."""
    maker = KeyMaker(2)
    maker.add_whole(edged(bones), b"")
    return int(maker.keys[0])


def keys(reading: str) -> list[tuple[int, int]]:
    """The blocking keys of a reading, as numbers without repeats, each with its weight in hundredths of a nat.

    >>> {key for key, _ in keys("kadhimi")} & {key for key, _ in keys("kathemi")} != set(), keys("")
    (True, [])
    """
    maker = KeyMaker(MOST_KEYS)
    add_keys(maker, reading)
    return list(zip(maker.keys[: maker.count], maker.weights[: maker.count], strict=True))
