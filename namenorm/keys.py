"""Blocking keys of a Latin reading: what two spellings of one token are expected to share. The only importer of jellyfish.

Four kinds, from strict to lenient: three letters of the reading, two consonant classes of its skeleton, the whole
skeleton, and its metaphone. A key is a short string; how much it says (its rarity) is the index's business.
"""

from __future__ import annotations

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


def keys(reading: str) -> list[str]:
    """The blocking keys of a reading (letters a-z), without repeats; none of an empty reading.

    >>> "S:ktn" in keys("kadhimi"), keys("")
    (True, [])
    """
    if not reading:
        return []
    import jellyfish

    bones = skeleton(reading)
    edged, marked = f"^{reading}$", f"^{bones}$"
    out = {f"M:{jellyfish.metaphone(reading)}": None, f"S:{bones}": None}
    out.update((edged[i : i + 3], None) for i in range(len(edged) - 2))
    out.update((f"s:{marked[i:i + 2]}", None) for i in range(len(marked) - 1))
    return list(out)
