"""The short way through the parser makes what the long way makes, whatever stands beside a word."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from namenorm import AliasTable
from namenorm.cleaning import clean, fold
from namenorm.name import Role
from namenorm.reading import NameReader
from namenorm.wordlists import read_rows

LISTS = ("particles", "articles", "joiners", "honorifics", "legal_forms", "nationalities", "generations", "article_exceptions")
LISTED = sorted({word for name in LISTS for row in read_rows(name) for word in row[0].split()})
NAMES = [name for record in AliasTable.shipped().records for name in (record.name, *(alias.name for alias in record.aliases))]
JOINING = sorted({word for name in ("articles", "joiners") for row in read_rows(name) for word in row[0].split()})
ORDINARY = sorted({word for name in NAMES for word in name.split()})
MARKED = "".join(map(chr, range(0xC0, 0x180)))
WORDS = (
    st.sampled_from(LISTED) | st.sampled_from(JOINING) | st.sampled_from(ORDINARY) | st.text("abdehilmnorst'-. {|}~\x7f&_والعبد김은", min_size=1, max_size=8)
    | st.text("aBelmo-" + MARKED, min_size=1, max_size=8) | st.from_regex(r"[A-Z]\.?", fullmatch=True)
    | st.from_regex(r"[BKRzaá][a-elś]{1,3}['.][a-zś]{1,5}", fullmatch=True)
    | st.from_regex(r"['’‘]?[BSsa]?[a-eszś]{1,4}['’]?[a-ezsś]?", fullmatch=True) | st.from_regex(r"'?[גאѕи]{1,2}'?[אsи]{0,2}'?", fullmatch=True)
    | (st.sampled_from(LISTED) | st.sampled_from(ORDINARY)).map("{}.".format)
    | st.from_regex(r"[АИйёўбКא김]\.?", fullmatch=True) | st.text("АбдуЁёйИвнї'ال أحمدىیאבךםג김은王毅がプー-", min_size=1, max_size=6)
)  # fmt: skip

READER = NameReader()


def assert_agree(mention: str) -> None:
    """The same key, the same tokens and numbers, whether or not the name goes the short way."""
    read, cleaned = READER.read(mention), clean(mention)
    assert (read.cleaned, read.key) == (cleaned, fold(cleaned.text))
    assert read.name == READER.parser.parse(cleaned)
    one, other = READER.mention(read, translated=True), READER.mention_of(read.name.tokens, translated=True)
    assert (one.sounds, one.roles, one.marks) == (other.sounds, other.roles, other.marks)
    told = [t.text for t in read.name.tokens if t.role is not Role.ARTICLE and t.text != "the"]
    assert read.cores[0] == ("" if "too_long" in read.flags else " ".join(told))


@settings(max_examples=2000, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=6), st.sampled_from((" ", "-")), st.booleans(), st.integers(0, 6))
@example(["ben", "Ali"], " ", False, 0)
@example(["Abd", "al", "Rahman"], " ", False, 0)
@example(["Abdul", "il", "Rahman"], " ", False, 0)
@example(["Khalid", "bin"], " ", True, 0)
@example(["Min", "jun", "in", "ho", "Park"], " ", False, 0)
@example(["Moon", "Jae", "in"], " ", False, 0)
@example(["Hussein", "al", "Houthi"], " ", False, 0)
@example(["Iraqi", "Prime", "Minister", "Kadhimi"], " ", False, 0)
@example(["Prime", "Minister", "Mustafa", "Kadhimi"], " ", False, 0)
@example(["General", "Kadhimi"], " ", True, 0)
@example(["al", "Hajj", "Muhsin"], " ", False, 0)
@example(["Hafiz", "Saeed"], " ", False, 0)
@example(["Kadhimi", "Prime", "Minister"], " ", False, 1)
@example(["Haji", "Sayid", "Adan"], " ", False, 1)
@example(["Salah", "al", "Din", "Yusuf"], " ", False, 0)
@example(["عبد", "الله", "صفي", "الدين"], " ", False, 0)
@example(["ايه", "الله", "خميني"], " ", False, 0)
@example(["al", "Sadr", "Muqtada"], "-", False, 2)
@example(["President", "Assad", "Syria"], " ", False, 2)
@example(["Ministry", "of", "Oil", "Iraq"], " ", False, 3)
def test_both_ways_agree(words: list[str], between: str, in_capitals: bool, comma: int) -> None:
    text = between.join(words) if not comma else f"{between.join(words[:comma])}, {between.join(words[comma:])}"
    assert_agree(text.upper() if in_capitals else text)


def test_both_ways_agree_on_the_shipped_names_and_most_go_the_short_one() -> None:
    plain = 0
    for name in NAMES:
        assert_agree(name)
        plain += READER.read(name).plain is not None
    assert plain > len(NAMES) / 2


def test_a_letter_with_a_mark_is_folded_alike_wherever_it_stands() -> None:
    for letter in MARKED:
        assert_agree(f"Al{letter} {letter}ba {letter}{letter}")
    assert READER.tidy.of("João Gonçalves-Núñez") == "joao goncalves nunez"


def test_a_long_name_is_left_to_the_long_way() -> None:
    many = READER.read(" ".join(["ali"] * 40))
    assert many.plain is None
    assert many.flags == ("too_long",)
