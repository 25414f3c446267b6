"""Blocking keys: what spellings of one word share."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namenorm.keys import MOST_KEYS, bones_key, key_maker, keys, skeleton

READINGS = st.text("abcdefghijklmnopqrstuvwxyz", max_size=24)


@pytest.mark.parametrize(
    "spellings",
    [
        ["kadhimi", "kathemi", "kadimy", "qadhimi"],
        ["hezbollah", "hizballah", "hizbullah", "hezbolla"],
        ["hussein", "husayn", "hosein", "houssein"],
        ["muhammad", "mohamed", "mouhamad", "mohammed"],
        ["sulaymani", "soleimani", "suleimany"],
        ["jumblatt", "djumblat", "joumblat"],
        ["qaeda", "qaida", "kaida", "qaidah"],
        ["khrushchev", "khrushchov", "krushchev"],
    ],
)
def test_spellings_of_one_word_have_one_skeleton(spellings: list[str]) -> None:
    bones = {skeleton(spelling).rstrip("f") for spelling in spellings}
    assert len(bones) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("kadhimi", "sadr"), ("jong", "kim"), ("assad", "putin"), ("amiri", "miri"), ("abadi", "badi")]
)
def test_other_words_have_another_skeleton(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("kadhimi", "kazemi"), ("qaddafi", "gaddafi"), ("moktada", "muqtada"), ("sadr", "sader"), ("putin", "poutine"),
     ("tschernobyl", "chernobyl"), ("zelensky", "selenskyj"), ("gorbachev", "gorbatschow"), ("chloe", "kloi")],
)  # fmt: skip
def test_spellings_share_a_key(one: str, other: str) -> None:
    assert numbers(one) & numbers(other)


def numbers(reading: str) -> set[int]:
    return {key for key, _ in keys(reading)}


@given(READINGS)
def test_keys_are_missing_only_of_nothing(reading: str) -> None:
    found = keys(reading)
    assert bool(found) == bool(reading)
    assert len(found) == len(numbers(reading))
    assert all(weight > 0 for _, weight in found)
    assert found == keys(reading)


@given(READINGS)
def test_a_skeleton_has_no_vowel_but_a_mark_in_front(reading: str) -> None:
    bones = skeleton(reading)
    assert not set(bones[1:]) & set("aeiouy")
    assert bones[:1] not in set("eiouy")
    assert all(a != b for a, b in pairwise(bones)), "a doubled consonant counts once"


@given(READINGS, st.sampled_from("aeiou"), st.integers(1, 23))
def test_an_inner_vowel_leaves_the_set_of_consonant_classes(reading: str, vowel: str, at: int) -> None:
    if 0 < at < len(reading) and reading[at] in "aeiou":
        other = reading[:at] + vowel + reading[at + 1 :]
        assert skeleton(other) == skeleton(reading)


@given(READINGS)
def test_words_of_one_skeleton_share_it_as_a_key(reading: str) -> None:
    if reading:
        assert bones_key(reading) in numbers(reading)


@given(READINGS.filter(bool), READINGS.filter(bool))
def test_the_key_of_bones_is_that_of_the_skeleton(one: str, other: str) -> None:
    assert (bones_key(one) == bones_key(other)) == (skeleton(one) == skeleton(other))


@given(st.lists(READINGS, max_size=30))
def test_readings_add_up_their_keys(readings: list[str]) -> None:
    maker = key_maker()
    for reading in readings:
        maker.add(reading, False)
    expected = list(dict.fromkeys(pair for reading in readings for pair in keys(reading)))
    found = list(zip(maker.keys[: maker.count], maker.weights[: maker.count], strict=True))
    assert {key for key, _ in found} == {key for key, _ in expected} or len(found) == MOST_KEYS
    assert {key for key, _ in found} <= {key for key, _ in expected}
    maker.begin()
    assert maker.count == 0


@given(READINGS)
def test_of_the_whole_there_is_the_skeleton_alone(reading: str) -> None:
    maker = key_maker()
    maker.add(reading, True)
    whole = set(maker.keys[: maker.count])
    assert len(whole) == (1 if reading else 0)
    assert whole <= numbers(reading)
