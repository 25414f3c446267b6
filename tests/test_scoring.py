"""Features of a pair of names, and what they are worth."""

from __future__ import annotations

import math
from array import array
from operator import mul

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namenorm.kernel.ranking import probability, share
from namenorm.kernel.rows import profile
from namenorm.kernel.tokens import LEAST_LATIN, ONE_NAME
from namenorm.scoring import FEATURES, GROUPS
from namenorm.token_matching import PAIR_FEATURES, align
from tests.two_names import JUDGES, READER, beside, odds, tokens, values

SCORER = JUDGES.scorer
ODDS = st.lists(st.floats(-40.0, 40.0), max_size=8)
NAMES = [
    "Mustafa al-Kadhimi", "Moustafa Kazemi", "Kadhimi", "M. Kadhimi", "Mr. al-Sadr", "Kataib Hezbollah", "Elizabeth II",
    "Elizabeth", "Vektor LLC", "Vektor Ltd", "مصطفى الكاظمي", "김정은", "Kim Jong-un", "Jong-un Kim", "Un Jong Kim", "J. K.", "2",
    "Central Bank of Iraq", "Iraqi Central Bank", "NIOC", "National Iranian Oil Company", "",
]  # fmt: skip


# --- features --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mention", "alias", "feature", "value"),
    [
        ("Mustafa al-Kadhimi", "Mustafa Kadhimi", "same_parts", 1.0),
        ("Mustafa al-Kadhimi", "Mustafa al-Kadhimi", "mention_covered", 1.0),
        ("Mustafa", "Mustafa al-Kadhimi", "alias_covered", 0.5),
        ("Mustafa al-Kadhimi", "Mustafa", "mention_covered", 0.5),
        ("Mustafa al-Kadhimi", "Mustafa", "mention_left", 6.0),
        ("Mustafa", "Mustafa Zyx", "rarest_conflict", 0.0),
        ("Mustafa Wolfgang", "Mustafa Zyx", "rarest_conflict", 6.0),
        ("Kadhimi", "Mustafa al-Kadhimi", "single", 1.0),
        ("Mustafa al-Kadhimi", "Kadhimi", "single_alias", 1.0),
        ("Mustafa al-Kadhimi", "Mustafa al-Kadhimi", "cross_script", 0.0),
        ("مصطفى الكاظمي", "Mustafa al-Kadhimi", "cross_script", 1.0),
        ("Elizabeth II", "Elizabeth I", "numeral_conflict", 1.0),
        ("Elizabeth II", "Elizabeth 2", "numeral_conflict", 0.0),
        ("Vektor LLC", "Vektor S.A.", "legal_conflict", 1.0),
        ("Vektor LLC", "OOO Vektor", "legal_conflict", 0.0),
        ("Vektor LLC", "Vektor", "legal_conflict", 0.0),
        ("M. Kadhimi", "Mustafa Kadhimi", "initials", 1.0),
        ("Fakhr Zadeh", "Fakhrzadeh", "glued", 1.0),
        ("Kim Jong-un", "Jong-un Kim", "rotated", 1.0),
        ("Kim Jong-un", "Kim Un Jong", "swapped", 1.0),
        ("Kim Jong-un", "Kim Jong-un", "rotated", 0.0),
        ("Saddam Hassan", "Saddam Hussein", "apart", 1.0),
        ("Saddam Hussein", "Saddam Hossein", "apart", 0.0),
        ("Mustafa al-Kadhimi", "Mustafa Kadhimi", "two", 1.0),
        ("Mustafa al-Kadhimi", "Mustafa Kadhimi", "three", 0.0),
        ("Mustafa al-Kadhimi", "Mustafa Kadhimi", "whole", 1.0),
        ("Uday Saddam Hussein", "Saddam Hussein", "first_left", 6.0),
        ("Saddam Hussein", "Uday Saddam Hussein", "first_left", 6.0),
        ("Saddam Hussein Uday", "Saddam Hussein", "first_left", 0.0),
        ("Wolfgang Sadr", "Mustafa Sadr", "words_instead", 1.0),
        ("박민호", "中華民國", "other_syllables", 1.0),
        ("박민호", "Park Min-ho", "other_syllables", 0.0),
        ("오스만", "Osman", "other_syllables", 1.0),
        ("Osman", "오스만", "other_syllables", 1.0),
        ("오바마", "Obama", "other_syllables", 0.0),
        ("아인슈타인", "Einstein", "other_syllables", 0.0),  # longer than names of syllables are
        ("习近平", "Xi Jinping", "other_syllables", 0.0),
        ("马克龙", "Macron", "other_syllables", 0.5),
        ("乔·拜登", "Joe Biden", "other_syllables", 0.0),  # two words in Han signs are a transcription
    ],
)
def test_a_feature_says_what_it_names(mention: str, alias: str, feature: str, value: float) -> None:
    assert values(mention, alias)[feature] == pytest.approx(value)


@pytest.mark.parametrize(
    ("mention", "alias", "feature", "value"),
    [
        ("NIOC", "National Iranian Oil Company", "acronym", 1.0),
        ("National Iranian Oil Company", "NIOC", "acronym", 1.0),
        ("NIOD", "National Iranian Oil Company", "acronym", 0.0),
        ("Hezbollah of Iraq", "Hezbollah of Lebanon", "place_conflict", 1.0),
        ("Hezbollah of Iraq", "Hezbollah", "place_left", 1.0),
        ("Hezbollah of Iraq", "Hezbollah of Iraq", "place_left", 0.0),
        ("Election Commission", "Zyx Election Commission", "generic", 1.0),
        ("Vektor Commission", "Zyx Vektor Commission", "generic", 0.0),
    ],
)
def test_features_of_organisations(mention: str, alias: str, feature: str, value: float) -> None:
    assert values(mention, alias, org=True)[feature] == pytest.approx(value)
    assert values(mention, alias)[feature] == 0.0, "the glossary is for organisations"


def test_words_of_one_concept_are_translated() -> None:
    assert values("Bank Markazi", "Central Bank", org=True)["translated"] > 0.0
    assert values("Bank Markazi", "Central Bank")["translated"] == 0.0


def test_weak_is_told_by_the_caller() -> None:
    assert values("Sadr", "Sadr")["weak"] == 0.0
    assert values("Sadr", "Sadr", weak=True)["weak"] == 1.0


@given(st.sampled_from(NAMES), st.sampled_from(NAMES), st.booleans())
def test_features_stay_in_their_range(mention: str, alias: str, org: bool) -> None:
    found = values(mention, alias, org=org)
    assert list(found) == list(FEATURES)
    assert all(math.isfinite(value) for value in found.values())
    assert found["bias"] == 1.0
    for name in ("mention_covered", "alias_covered"):
        assert 0.0 <= found[name] <= 1.0 + 1e-9
    for name in ("matched", "mention_left", "rarest_left", "rarest_conflict", "initials", "glued"):
        assert found[name] >= 0.0
    for name in ("cross_script", "single", "single_alias", "swapped", "rotated", "numeral_conflict", "same_parts"):
        assert found[name] in (0.0, 1.0)
    assert found["rarest_conflict"] <= found["rarest_left"]


def test_features_of_nothing_are_finite() -> None:
    for left, right in (("Mustafa al-Kadhimi", ""), ("", "Mustafa al-Kadhimi"), ("", "")):
        assert all(map(math.isfinite, values(left, right).values()))


# --- what they are worth ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "like", "unlike"),
    [
        ("Mustafa al-Kadhimi", "Moustafa Kazemi", "Mustafa al-Hakimi"),
        ("Mustafa al-Kadhimi", "Mustafa al-Kadhimi", "Moustafa Kazemi"),
        ("مصطفى الكاظمي", "Mustafa al-Kadhimi", "Mustafa al-Hakimi"),
        ("Saddam Hussein", "Sadam Husayn", "Saddam Hassan"),
        ("Kim Jong-un", "Kim Jong-eun", "Kim Jong-il"),
        ("Elizabeth II", "Elizabeth 2", "Elizabeth III"),
        ("Muqtada al-Sadr", "Moqtada Sadr", "Musa al-Sadr"),
        ("Mohsen Fakhri Zadeh", "Mohsen Fakhrizadeh", "Mohsen Rezaei"),
    ],
)
def test_spellings_are_worth_more_than_other_names(name: str, like: str, unlike: str) -> None:
    assert odds(name, like) > odds(name, unlike)


@given(st.sampled_from(NAMES), st.sampled_from(NAMES), st.booleans())
def test_the_evidence_adds_up_to_the_log_odds(mention: str, alias: str, org: bool) -> None:
    judge = beside(mention, alias, org=org)
    odds = judge.judge(0, org, 0)
    found, group = judge.features(), GROUPS[judge.group]
    evidence = SCORER.evidence(found, group)
    assert sum(e.effect for e in evidence) == pytest.approx(odds, abs=0.01)
    assert {e.feature for e in evidence} == {name for name, value in zip(FEATURES, found, strict=True) if value}
    weights = SCORER.vectors[judge.group * len(FEATURES) :]
    assert sum(map(mul, found, weights)) == pytest.approx(odds)


@pytest.mark.parametrize(
    ("mention", "alias", "org", "group"),
    [
        ("Kadhimi", "Kadhimi", False, "single"),
        ("Hezbollah", "Hezbollah", True, "single"),
        ("Kataib Hezbollah", "Kataib Hezbollah", True, "org"),
        ("Kataib Hezbollah", "Hezbollah", True, "org"),
        ("Mustafa al-Kadhimi", "Mustafa al-Kadhimi", False, "person"),
        ("Kadhimi", "Mustafa al-Kadhimi", False, "person"),
        ("Mr. Kadhimi", "Kadhimi", False, "single"),
        ("M. Kadhimi", "Kadhimi", False, "person"),
    ],
)
def test_the_group_depends_on_type_and_length(mention: str, alias: str, org: bool, group: str) -> None:
    judge = beside(mention, alias, org=org)
    judge.judge(0, org, 0)
    assert GROUPS[judge.group] == group


# --- probabilities ---------------------------------------------------------------------------------------------------


@given(st.floats(-1e300, 1e300), st.floats(-1e300, 1e300))
def test_more_odds_are_more_probable_but_never_certain(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0.0 <= probability(low) <= probability(high) < 1.0


def test_even_odds_are_a_half() -> None:
    assert probability(0.0) == 0.5


@given(ODDS)
def test_rivals_share_less_than_one(odds: list[float]) -> None:
    shares = share(odds)
    assert len(shares) == len(odds)
    assert sum(shares) < 1.0 + 1e-9
    assert all(0.0 <= p < 1.0 for p in shares)
    for (a, p), (b, q) in zip(zip(odds, shares, strict=True), list(zip(odds, shares, strict=True))[1:], strict=False):
        assert p >= q if a >= b else p <= q


@given(ODDS, st.floats(-40.0, 40.0))
def test_a_rival_only_takes_from_the_others(odds: list[float], rival: float) -> None:
    assert all(less <= more + 1e-12 for less, more in zip(share([*odds, rival]), share(odds), strict=False))


@given(st.floats(-40.0, 40.0))
def test_alone_the_share_is_the_probability(odds: float) -> None:
    assert share([odds]) == pytest.approx([probability(odds)])


# --- pairs of tokens -------------------------------------------------------------------------------------------------

TOKENS = st.text("abdhiklmnrstuz", min_size=1, max_size=9)
JUDGE = JUDGES.of_tokens()


def likely(one: tuple[str, str], other: tuple[str, str]) -> float:
    """How likely two tokens of a script each are one word."""
    JUDGE.take(READER.sound(*one).row, 0)
    return float(JUDGE.probability(READER.sound(*other).row, 0))


@pytest.mark.parametrize("other", ["박민호", "刘晓波", "יצחק", "إسحاق", "Ицхак", "इसहाक", "イツハク", "ይስሃቅ"])
@pytest.mark.parametrize("one", ["김은규", "中華民國", "רבין", "رابین", "Сяобо", "રાબિન", "ラビン"])
def test_foreign_tokens_are_alike_both_ways(one: str, other: str) -> None:
    """To the last digit: their weights are those of both scripts, and what they cost is the mean of both ways."""
    (first,), (second,) = tokens(one), tokens(other)
    pair = (first.text, first.script), (second.text, second.script)
    assert likely(*pair) == likely(*reversed(pair))
    assert features(*pair) == features(*reversed(pair))


def features(one: tuple[str, str], other: tuple[str, str]) -> dict[str, float] | None:
    JUDGE.take(READER.sound(*one).row, 0)
    found = JUDGE.features(READER.sound(*other).row, 0)
    return None if found is None else dict(zip(PAIR_FEATURES, found, strict=True))


@given(TOKENS, TOKENS)
def test_two_tokens_are_never_certain(one: str, other: str) -> None:
    """Only the same token of a table is; what is less likely than the least has nothing in common."""
    p = likely((one, "Latn"), (other, "Latn"))
    assert p == 0.0 or LEAST_LATIN <= p < 1.0
    assert likely((one, "Latn"), (one, "Latn")) >= p or p == ONE_NAME


@given(TOKENS, TOKENS)
def test_features_of_two_tokens(one: str, other: str) -> None:
    found = features((one, "Latn"), (other, "Latn"))
    assert found is not None
    assert all(map(math.isfinite, found.values()))
    assert found["bias"] == 1.0
    assert found["same_start"] == float(one[0] == other[0])
    assert found["same_end"] == float(one[-1] == other[-1])
    assert found["length"] == pytest.approx(abs(len(one) - len(other)) / max(len(one), len(other)))
    assert found["same_reading"] == float(one == other)
    assert (found["excess"] <= 0.0) if one == other else found["excess"] > -found["base"]


@pytest.mark.parametrize(
    ("token", "like", "unlike"),
    [
        (("kadhimi", "Latn"), ("kazemi", "Latn"), ("hakimi", "Latn")),
        (("hussein", "Latn"), ("husayn", "Latn"), ("hassan", "Latn")),
        (("muhammad", "Latn"), ("mohamed", "Latn"), ("mahmoud", "Latn")),
        (("qaani", "Latn"), ("ghaani", "Latn"), ("hani", "Latn")),
        (("كاظمي", "Arab"), ("kadhimi", "Latn"), ("hakimi", "Latn")),
        (("حسين", "Arab"), ("hussein", "Latn"), ("hassan", "Latn")),
        (("حسين", "Arab"), ("хусейн", "Cyrl"), ("хасан", "Cyrl")),
        (("رابين", "Arab"), ("רבין", "Hebr"), ("רובין", "Hebr")),
        (("오바마", "Hang"), ("обама", "Cyrl"), ("осама", "Cyrl")),
        (("путин", "Cyrl"), ("poutine", "Latn"), ("patin", "Latn")),
        (("김", "Hang"), ("kim", "Latn"), ("kang", "Latn")),
    ],
)
def test_a_spelling_is_likelier_than_another_word(
    token: tuple[str, str], like: tuple[str, str], unlike: tuple[str, str]
) -> None:
    assert likely(token, like) > likely(token, unlike)
    assert likely(like, token) > likely(unlike, token)


@pytest.mark.parametrize("unreadable", [("2", "Zyyy"), ("\ua9a6", "Java"), ("", "Latn")])
def test_a_token_without_letters_is_like_nothing(unreadable: tuple[str, str]) -> None:
    assert likely(unreadable, ("sadr", "Latn")) == likely(("sadr", "Latn"), unreadable) == 0.0
    assert features(unreadable, ("sadr", "Latn")) is None


def test_the_steps_of_a_pair_spell_both_tokens() -> None:
    pair = align(READER.spelling("kadhimi", "Latn"), READER.spelling("كاظمي", "Arab"))
    assert (pair.mention, pair.alias) == ("kadhimi", "كاظمي")
    assert {"".join(c.source for c in pair.chunks), "".join(c.target for c in pair.chunks)} == {"kadhimi", "كاظمي"}
    assert pair.cost >= 0.0


@pytest.mark.parametrize(("one", "other"), [("sadr", "sader"), ("husein", "hussein"), ("hasan", "hassan")])
def test_latin_tokens_are_alike_both_ways(one: str, other: str) -> None:
    assert likely((one, "Latn"), (other, "Latn")) == pytest.approx(likely((other, "Latn"), (one, "Latn")), abs=0.02)


def test_two_well_known_names_are_surely_one_or_two() -> None:
    assert likely(("hussein", "Latn"), ("hossein", "Latn")) == ONE_NAME
    assert likely(("hussein", "Latn"), ("hassan", "Latn")) == 0.0
    glued = READER.sounds.of(READER.romanizer.spelling("hassan", "Latn"))  # has the letters of one and is none
    JUDGE.take(glued.row, 0)
    assert JUDGE.probability(READER.sound("hasan", "Latn").row, 0) > 0.0


def test_the_likely_ones_of_many_come_likeliest_first() -> None:
    rows = [READER.sound(text, "Latn").row for text in ("sadr", "putin", "sader", "sabr", "saadr")]
    starts = array("i", [sum(map(len, rows[:k])) for k in range(len(rows) + 1)])
    sounds = array("i", [number for row in rows for number in row])
    kept, out = array("i", bytes(4 * 5)), array("d", bytes(8 * 5))
    JUDGE.take(READER.sound("sadr", "Latn").row, 0)
    count = JUDGE.likeliest(sounds, starts, array("i", range(5)), 5, kept, out, -1000.0)
    each = {k: p for k, row in enumerate(rows) if (p := float(JUDGE.probability(row, 0)))}
    assert dict(zip(kept[:count], out[:count], strict=True)) == each
    assert list(out[:count]) == sorted(each.values(), reverse=True)
    assert 1 not in each
    assert list(out[: JUDGE.likeliest(sounds, starts, array("i", range(5)), 5, kept, out, 0.0)]) == [p for p in out if p >= 0.5]


@pytest.mark.parametrize(("text", "promising"), [("sadr", {0, 2, 4}), ("putin", {1})])
def test_what_shares_little_is_promising_if_it_sounds_the_same(text: str, promising: set[int]) -> None:
    rows = [READER.sound(text, "Latn").row for text in ("sadr", "putin", "sader", "bulgakov", "sadar")]
    starts = array("i", [sum(map(len, rows[:k])) for k in range(len(rows) + 1)])
    sounds = array("i", [number for row in rows for number in row])
    tokens, promise = array("i", range(5)), array("i", [1000] * 5)
    JUDGE.take(READER.sound(text, "Latn").row, 0)
    count = JUDGE.promising(sounds, starts, array("q", map(profile, rows)), tokens, promise, 5, 8)
    assert set(tokens[:count]) == promising
    assert min(promise[:count]) >= 8
