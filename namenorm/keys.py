"""Blocking keys of a Latin reading: what two spellings of one token are expected to share. The only importer of jellyfish.

Four kinds, from strict to lenient: three letters of the reading, two consonant classes of its skeleton, the whole
skeleton, and its metaphone.
"""

from __future__ import annotations

from collections.abc import Iterable
from string import ascii_lowercase

from namenorm.kernel.letters import KeyMaker, Skeletons
from namenorm.letter_codes import edged

MOST_KEYS = 400  # of all readings of a token

_VOWELS = "aeiouy"
_CLASSES = {
    "c": "k", "g": "k", "q": "k", "x": "k", "d": "t", "z": "s", "b": "p", "v": "f", "w": "f", "m": "n",
    "h": "", **dict.fromkeys(_VOWELS, ""),
}  # fmt: skip
_DIGRAPHS = "sch:s tch:j tsh:j kh:k gh:k ph:f th:t dh:t sh:s zh:j ch:j dj:j ts:s tz:s ck:k"


def _skeletons() -> Skeletons:
    digraphs = bytearray()
    for pair in _DIGRAPHS.split():
        letters, sound = pair.split(":")
        digraphs += bytes((*edged(letters)[1:-1], 0)[:3]) + edged(sound)[1:-1]
    classes = bytes(ord(sound) - 96 if (sound := _CLASSES.get(letter, letter)) else 0 for letter in ascii_lowercase)
    vowels = bytes(letter in _VOWELS for letter in ascii_lowercase)
    return Skeletons(bytes(digraphs), b"\0" + classes + bytes(5), b"\0" + vowels + bytes(5))


SKELETONS = _skeletons()


def skeleton(reading: str) -> str:
    """The consonant classes of a reading, doubled ones once, with a mark for a vowel at the front.

    >>> skeleton("kadhimi") == skeleton("kathemi"), skeleton("hassan"), skeleton("amiri")
    (True, 'sn', 'anr')
    """
    letters = edged(reading)
    heard, out = bytearray(len(letters)), bytearray(len(letters))
    return bytes(code + 96 for code in out[: SKELETONS.of(letters, len(letters), heard, out)]).decode()


def key_maker() -> KeyMaker:
    """A maker of keys, for one thread."""
    from jellyfish import metaphone  # not before names are compared

    return KeyMaker(MOST_KEYS, SKELETONS, metaphone)


def add_known_keys(maker: KeyMaker, well_known: Iterable[str]) -> None:
    """Add the keys of the well-known names that a token is a spelling of, however far from them it is spelled: Aleh, Oleg."""
    for name in sorted(well_known):
        maker.add(name.lower(), False)


def bones_key(reading: str) -> int:
    """The blocking key of the whole skeleton of a reading."""
    maker = key_maker()
    maker.add(reading, True)
    return int(maker.keys[0])


def keys(reading: str) -> list[tuple[int, int]]:
    """The blocking keys of a reading, as numbers without repeats, each with its weight in hundredths of a nat.

    >>> {key for key, _ in keys("kadhimi")} & {key for key, _ in keys("kathemi")} != set(), keys("")
    (True, [])
    """
    maker = key_maker()
    maker.add(reading, False)
    return list(zip(maker.keys[: maker.count], maker.weights[: maker.count], strict=True))
