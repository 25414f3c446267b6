"""The short way through the parser makes what the long way makes, whatever stands beside a word."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from namenorm import AliasTable
from namenorm.cleaning import Cleaned, clean
from namenorm.parsing import Parser
from namenorm.plain_names import PlainNames
from namenorm.wordlists import read_rows

LISTS = ("particles", "articles", "joiners", "honorifics", "legal_forms", "nationalities", "generations", "article_exceptions")
LISTED = sorted({word for name in LISTS for row in read_rows(name) for word in row[0].split()})
NAMES = [name for record in AliasTable.shipped().records for name in (record.name, *(alias.name for alias in record.aliases))]
ORDINARY = sorted({word for name in NAMES for word in name.split()})
WORDS = st.sampled_from(LISTED) | st.sampled_from(ORDINARY) | st.text("abdehilmnorst'-. والعبد김은", min_size=1, max_size=8)

short, long = Parser(), Parser()
long._plain = PlainNames(lambda word: [])


@settings(max_examples=2000)
@given(st.lists(WORDS, min_size=1, max_size=6), st.sampled_from((" ", "-")), st.booleans())
@example(["ben", "Ali"], " ", False)
@example(["Abd", "al", "Rahman"], " ", False)
@example(["Khalid", "bin"], " ", True)
def test_both_ways_agree(words: list[str], between: str, in_capitals: bool) -> None:
    text = between.join(words)
    cleaned = clean(text.upper() if in_capitals else text)
    assert short.parse(cleaned) == long.parse(cleaned)


def test_both_ways_agree_on_the_shipped_names_and_most_go_the_short_one() -> None:
    plain = 0
    for name in NAMES:
        cleaned = clean(name)
        assert short.parse(cleaned) == long.parse(cleaned)
        plain += short._plain.tokens(cleaned.text.lower()) is not None
    assert plain > len(NAMES) / 2


def test_a_long_name_is_left_to_the_long_way() -> None:
    many = Cleaned(" ".join(["ali"] * 40))
    assert short.parse(many) == long.parse(many)
    assert short.parse(many).flags == ("too_long",)
