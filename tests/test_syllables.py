"""Names of Korean and Mandarin syllables: spellings of one are found in every system, others are kept apart."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namenorm import AliasTable, Canonicalizer
from namenorm.syllables import MOST, TRADITIONS, is_surname, may_be_one, spoken, wade_giles
from tests.two_names import tokens, values

OF = {tradition: 1 << k for k, tradition in enumerate(TRADITIONS)}
CASES = Path(__file__).parent / "cases/syllables.csv"


def cases() -> list[tuple[str, str, str, bool]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return [(row["tradition"], row["one"], row["other"], row["same"] == "yes") for row in csv.DictReader(file)]


@pytest.mark.parametrize(("tradition", "one", "other", "same"), cases())
def test_case(tradition: str, one: str, other: str, same: bool) -> None:
    assert may_be_one(one, other, OF[tradition]) is same
    assert may_be_one(other, one, OF[tradition]) is same


@pytest.mark.parametrize(
    ("name", "other", "apart"),
    [
        ("kim jong un", "kim yong un", True),
        ("kim jong un", "kim jong il", True),
        ("김정은", "kim yong un", True),
        ("chen mingfu", "chen mingwu", True),
        ("毛泽东", "mao zemin", True),
        ("kim jong un", "kim chong un", False),
        ("ali hassan", "ali hussam", False),
        ("kim philby", "kim filby", False),
        ("브라이언 팔머", "brian palmar", False),
        ("a b c d e f", "a b c d e g", False),
    ],
)
def test_names_of_syllables_are_apart_by_one_of_them(name: str, other: str, apart: bool) -> None:
    """Other names are compared by their letters."""
    assert values(name, other)["apart"] == float(apart)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("kim jong un", True), ("김정은", True), ("chen mingfu", True), ("毛泽东", True), ("ali hassan", False), ("philby", False)],
)
def test_names_of_syllables_begin_with_a_surname(name: str, expected: bool) -> None:
    assert any(is_surname(tokens(name)[0].text, tradition) for tradition in TRADITIONS) is expected


@given(st.text("abcdefghijklmnopqrstuvwxyz가나김정은毛泽", max_size=14))
def test_any_word_is_its_own_sound(word: str) -> None:
    for tradition in ("korean", "mandarin"):
        ways = spoken(word, tradition)
        assert may_be_one(word, word, OF[tradition]) is bool(ways)
        assert all(1 <= len(way.split(" ")) <= MOST for way in ways)


def test_wade_giles() -> None:
    assert [wade_giles(x) for x in ("qian", "zhong", "shu", "xi", "zi", "guo")] == ["chien", "chung", "shu", "hsi", "tzu", "kuo"]


def test_one_letter_makes_another_name() -> None:
    table = AliasTable.from_records(
        [
            {"id": "un", "name": "Kim Jong-un", "type": "person"},
            {"id": "mao", "name": "Mao Zedong", "type": "person"},
            {"id": "yusuf", "name": "Yusuf Karimov", "type": "person"},
        ]
    )
    canonicalizer = Canonicalizer(table)
    for mention in ("Kim Yong-un", "Kim Jong-il", "김정일", "Mao Zemin", "Kim Chong-nam"):
        assert canonicalizer.canonicalize(mention) is None, mention
    right = {"Kim Chong-un": "un", "김정은": "un", "Gim Jeong-eun": "un", "Mao Tse-tung": "mao", "Jusuf Karimov": "yusuf"}
    assert {mention: canonicalizer.canonicalize(mention) for mention in right} == right
