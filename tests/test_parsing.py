"""Structure of names: a table of cases that needs no Python to extend, and properties that hold for any text."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namenorm.cleaning import MAX_TOKENS, clean, fold
from namenorm.name import Name, Role
from namenorm.parsing import Parser

CASES = Path(__file__).parent / "cases" / "parsing.csv"
PARSER = Parser()
PIECES = """
al el as- Abd Abdul abu Umm bin van de Sheikh President of the Ltd. S.A. OOO II X. J.K. O' 's , ( ) & ' - Salah din
Allah Muqtada Sadr Jong-un عبد الله أبو بن الصدر والدفاع آل абд аль Иван אל 習近平 ソニー 2
"""
WORDS = st.sampled_from(PIECES.split())
NAMES = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=40).map(" ".join))


def parse(mention: str) -> Name:
    return PARSER.parse(clean(mention))


def shown(name: Name) -> str:
    """Tokens as the case table writes them: text/ROLE, and =alternative where one is offered."""
    return " ".join(
        f"{token.text}/{token.role.name}" + ("=" + "|".join(token.alternatives) if token.alternatives else "")
        for token in name.tokens
    )


def case_rows() -> list[tuple[str, str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return [(row["mention"], row["expected"], row["why"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("mention", "expected", "why"), case_rows())
def test_case_table(mention: str, expected: str, why: str) -> None:
    assert shown(parse(mention)) == expected, why


@pytest.mark.parametrize(
    ("mention", "scripts"),
    [
        ("Mustafa الكاظمي", ["Latn", "Arab", "Arab"]),
        ("Sonyソニー", ["Latn", "Kana"]),
        ("Путин 2", ["Cyrl", "Zyyy"]),
        ("ひらがな漢字", ["Kana", "Hani"]),
        ("김정은 Ελλάδα שלום", ["Hang", "Grek", "Hebr"]),
        ("नरेन्द्र ไทย ინგლისი Հայ ተወልደ", ["Deva", "Thai", "Geor", "Armn", "Ethi"]),
        ("ߊߋ", ["Zyyy"]),
    ],
)
def test_script_of_each_token(mention: str, scripts: list[str]) -> None:
    assert [token.script for token in parse(mention).tokens] == scripts


@pytest.mark.parametrize(
    "spellings",
    [
        [
            "Abd al-Rahman",
            "Abdul Rahman",
            "Abdurrahman",
            "Abdel-Rahman",
            "Abd-ur-Rahman",
            "Abdulrahman",
            "ABD AR-RAHMAN",
        ],
        ["عبد الرحمن", "عبدالرحمن", "عَبْد الرَّحْمٰن"],
        ["Salah al-Din", "Salahuddin", "Salah ad-Din", "Salaheddine", "Salah Eddin"],
        [
            "OOO Vektor",
            "Vektor LLC",
            "LLC Vektor",
            "Vektor GmbH",
            "Obshchestvo s ogranichennoy otvetstvennostyu 'Vektor'",
        ],
        ["Elizabeth II", "Elizabeth 2"],
    ],
)
def test_spellings_with_the_same_tokens(spellings: list[str]) -> None:
    assert len({frozenset(parse(spelling).tokens) for spelling in spellings}) == 1


def test_more_than_32_tokens_are_cut_and_flagged() -> None:
    name = parse("a1 " * 40)
    assert len(name.tokens) == MAX_TOKENS
    assert name.flags == ("too_long",)


def test_flags_of_cleaning_are_kept() -> None:
    assert parse("Sad\u200br").flags == ("hidden_characters",)


@given(NAMES)
def test_any_text_gives_tokens_of_folded_letters(mention: str) -> None:
    tokens = parse(mention).tokens
    assert len(tokens) <= MAX_TOKENS
    for token in tokens:
        assert token.text
        assert " " not in token.text
        assert len(token.script) == 4
        assert all(token.alternatives)


@given(NAMES)
def test_tokens_are_missing_only_if_the_key_is_empty(mention: str) -> None:
    assert bool(parse(mention).tokens) == bool(fold(clean(mention).text))


@given(NAMES)
def test_some_token_tells_who_it_is(mention: str) -> None:
    roles = {token.role for token in parse(mention).tokens}
    assert not roles or roles & {Role.NAME, Role.INITIAL, Role.NUMERAL, Role.POSSESSOR}


@given(
    st.lists(
        st.sampled_from(["Muqtada", "al-Sadr", "Abd al-Aziz", "Abu Bakr", "bin", "Сергей", "الصدر", "김정은"]),
        max_size=6,
    )
)
def test_case_and_punctuation_hardly_matter(parts: list[str]) -> None:
    mention = " ".join(parts)
    assert shown(parse(fold(mention))) == shown(parse(mention)) == shown(parse(mention.upper()))


@pytest.mark.parametrize(
    "hostile", ["abu ", "a.", "al-", "'s ", "X's ", "II ", ", ", "ltd ", "mr ", "(", "عبد ", "ab'", "é "]
)
def test_long_hostile_text_takes_no_time(hostile: str) -> None:
    started = time.perf_counter()
    parse(hostile * 50_000)
    assert time.perf_counter() - started < 0.5
