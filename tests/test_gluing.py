"""Words put together: what their row is, whatever their script."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namenorm.kernel.rows import HEAD, LETTERS, READINGS
from tests.two_names import READER, beside

SOUNDS = READER.sounds
WORDS = {
    "Latn": ("fakhri", "zadeh", "kim", "jong", "un", "x"),
    "Arab": ("فخری", "زاده", "محسن", "ابو", "ع"),
    "Cyrl": ("фахри", "заде", "юрий", "ы"),
    "Hang": ("김", "정은", "조"),
    "Hani": ("金", "正恩", "习", "𠮷"),
}
SEVERAL = st.sampled_from(sorted(WORDS)).flatmap(
    lambda script: st.tuples(st.just(script), st.lists(st.sampled_from(WORDS[script]), min_size=1, max_size=4))
)


def together(script: str, words: list[str]) -> bytes:
    """The row of words put together."""
    maker = SOUNDS.maker()
    row: bytes = maker.packed(maker.as_one([READER.sound(word, script) for word in words]))
    return row


def number(reading: str) -> int:
    """By what a row knows a reading."""
    found = 0
    for letter in reading:
        found = (found * 1000003 + ord(letter) - 95) & 0x7FFFFFFF
    return found


@given(SEVERAL)
def test_words_are_read_as_each_of_them_is(several: tuple[str, list[str]]) -> None:
    """Of three readings each, the six cheapest that are not written alike."""
    script, words = several
    spellings = [READER.spelling(word, script) for word in words]
    maker, letters = SOUNDS.maker(), "".join(spelling.letters for spelling in spellings)
    if script == "Latn":
        assert together(script, words) == maker.packed(maker.latin(letters, 0))
        return
    costs: dict[str, int] = {}
    for way in product(*(spelling.readings[:3] for spelling in spellings)):
        reading, cost = "".join(text for text, _ in way), sum(cost for _, cost in way)
        costs[reading] = min(cost, costs.get(reading, cost))
    cheapest = sorted(costs.items(), key=lambda reading: reading[1])[:6]
    row = memoryview(together(script, words)).cast("i")
    start = HEAD + row[LETTERS]
    assert [cost for _, cost in cheapest] == [row[start + 2 * k + 1] for k in range(row[READINGS])]
    assert [number(text) for text, _ in cheapest] == [row[start + 2 * k] for k in range(row[READINGS])]


def test_a_word_put_together_is_that_word() -> None:
    assert together("Latn", ["fakhri", "zadeh"]) == READER.sound("fakhrizadeh", "Latn").packed
    assert together("Latn", ["x"] * 20) == together("Latn", ["x" * 20])


def test_very_long_words_are_cut_off() -> None:
    assert together("Latn", ["x" * 60, "y" * 60]) == READER.sound("x" * 60 + "y" * 60, "Latn").packed
    assert together("Arab", ["م" * 60] * 4) == together("Arab", ["م" * 60] * 3)


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("Mohsen Fakhri Zadeh", "Mohsen Fakhrizadeh", True),
        ("محسن فخری زاده", "محسن فخریزاده", True),
        ("محسن فخری زاده", "Mohsen Fakhrizadeh", True),
        ("Mohsen Fakhrizadeh", "محسن فخری زاده", True),
        ("Петро Грин", "Petrogrin", True),
        ("Петро Грин", "Petrograd", False),
        ("김정은", "Kim Jong-un", True),
        ("金正恩", "Kim Jong-un", True),
        ("김정은", "Kim Yo-jong", False),
        ("Kim Jongun", "Kim Jong Un", True),
        ("Kim Jongun2", "Kim Jong Un", False),
        ("김정은", "Kim Jong-un2", False),
        ("习近平", "Xi Jinping2", False),
    ],
)
def test_neighbours_are_one_word_of_the_other_name(one: str, other: str, is_one: bool) -> None:
    judge = beside(one, other)
    judge.judge(0, 0, 0)
    assert any(len(ones) != len(others) for ones, others, _ in judge.pair_list()) is is_one
