"""Features of a pair of names, and what they are worth."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namenorm.alignment import Part
from namenorm.parsing import Role
from namenorm.reading import NameReader
from namenorm.scoring import FEATURES, GROUPS, WEIGHT_OF_ROLE, Scorer, features, group_of, probability, share
from namenorm.token_matching import APART, TokenMatcher
from namenorm.weights import Weights

READER = NameReader()
MATCHER = TokenMatcher(Weights.shipped())
SCORER = Scorer(Weights.shipped(), MATCHER)
ODDS = st.lists(st.floats(-40.0, 40.0), max_size=8)
NAMES = [
    "Mustafa al-Kadhimi", "Moustafa Kazemi", "Kadhimi", "M. Kadhimi", "Mr. al-Sadr", "Kataib Hezbollah", "Elizabeth II",
    "Elizabeth", "Vektor LLC", "Vektor Ltd", "مصطفى الكاظمي", "김정은", "Kim Jong-un", "Jong-un Kim", "Un Jong Kim", "J. K.", "2",
]  # fmt: skip


def parts(name: str, info: float = 6.0) -> tuple[Part, ...]:
    """Parts that all tell the same, but for their role."""
    return tuple(
        Part(
            tuple(READER.spelling(text, token.script) for text in (token.text, *token.alternatives)),
            token.role,
            info * WEIGHT_OF_ROLE[token.role],
        )
        for token in READER.read(name).name.tokens
        if token.role is not Role.ARTICLE
    )


def values(mention: str, alias: str, *, weak: bool = False) -> dict[str, float]:
    left, right = parts(mention), parts(alias)
    return dict(zip(FEATURES, features(left, right, SCORER.align(left, right), weak=weak), strict=True))


def odds(mention: str, alias: str, kind: str | None = "person") -> float:
    left, right = parts(mention), parts(alias)
    found = features(left, right, SCORER.align(left, right))
    return SCORER.log_odds(found, group_of(kind, left, right))


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
    ],
)
def test_a_feature_says_what_it_names(mention: str, alias: str, feature: str, value: float) -> None:
    assert values(mention, alias)[feature] == pytest.approx(value)


def test_weak_is_told_by_the_caller() -> None:
    assert values("Sadr", "Sadr")["weak"] == 0.0
    assert values("Sadr", "Sadr", weak=True)["weak"] == 1.0


@given(st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_features_stay_in_their_range(mention: str, alias: str) -> None:
    found = values(mention, alias)
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
    some, nothing = parts("Mustafa al-Kadhimi"), ()
    for left, right in ((some, nothing), (nothing, some), (nothing, nothing)):
        assert all(map(math.isfinite, features(left, right, SCORER.align(left, right))))


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


@given(st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(GROUPS))
def test_the_evidence_adds_up_to_the_log_odds(mention: str, alias: str, group: str) -> None:
    left, right = parts(mention), parts(alias)
    found = features(left, right, SCORER.align(left, right))
    evidence = SCORER.evidence(found, group)
    assert sum(e.effect for e in evidence) == pytest.approx(SCORER.log_odds(found, group), abs=0.01)
    assert {e.feature for e in evidence} == {name for name, value in zip(FEATURES, found, strict=True) if value}


@pytest.mark.parametrize(
    ("type", "mention", "group"),
    [
        ("person", "Kadhimi", "single"),
        ("org", "Hezbollah", "single"),
        ("org", "Kataib Hezbollah", "org"),
        ("person", "Mustafa al-Kadhimi", "person"),
        ("place", "Sadr City", "person"),
        (None, "Mustafa al-Kadhimi", "person"),
        ("person", "Mr. Kadhimi", "single"),
    ],
)
def test_the_group_depends_on_type_and_length(type: str | None, mention: str, group: str) -> None:
    assert group_of(type, parts(mention), parts(mention)) == group
    assert group in GROUPS


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


@given(TOKENS, TOKENS)
def test_a_token_is_certain_only_of_itself(one: str, other: str) -> None:
    a, b = READER.spelling(one, "Latn"), READER.spelling(other, "Latn")
    p = MATCHER.probability(a, b)
    assert 0.0 <= p <= 1.0
    assert (p == 1.0) == (one == other)


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
        (("путин", "Cyrl"), ("poutine", "Latn"), ("patin", "Latn")),
        (("김", "Hang"), ("kim", "Latn"), ("kang", "Latn")),
    ],
)
def test_a_spelling_is_likelier_than_another_word(
    token: tuple[str, str], like: tuple[str, str], unlike: tuple[str, str]
) -> None:
    one, same, other = (READER.spelling(*t) for t in (token, like, unlike))
    assert MATCHER.probability(one, same) > MATCHER.probability(one, other)


@pytest.mark.parametrize("unreadable", [("2", "Zyyy"), ("\ua9a6", "Java"), ("", "Latn")])
def test_a_token_without_letters_is_like_nothing(unreadable: tuple[str, str]) -> None:
    assert MATCHER.probability(READER.spelling(*unreadable), READER.spelling("sadr", "Latn")) == 0.0


def test_the_steps_of_a_pair_spell_both_tokens() -> None:
    pair = MATCHER.align(READER.spelling("kadhimi", "Latn"), READER.spelling("كاظمي", "Arab"))
    assert (pair.mention, pair.alias) == ("kadhimi", "كاظمي")
    assert {"".join(c.source for c in pair.chunks), "".join(c.target for c in pair.chunks)} == {"kadhimi", "كاظمي"}
    assert pair.cost >= 0.0


@pytest.mark.parametrize(("one", "other"), [("sadr", "sader"), ("husein", "hussein"), ("hasan", "hassan")])
def test_latin_tokens_are_alike_both_ways(one: str, other: str) -> None:
    a, b = READER.spelling(one, "Latn"), READER.spelling(other, "Latn")
    assert MATCHER.probability(a, b) == pytest.approx(MATCHER.probability(b, a), abs=0.02)


def test_a_pair_is_remembered_by_what_it_is() -> None:
    """A glued token has the letters of a well-known name, and is none."""
    name, other = READER.spelling("hassan", "Latn"), READER.spelling("hussein", "Latn")
    glued = READER.romanizer.spelling("hassan", "Latn")
    first = [MATCHER.probability(x, other) for x in (name, glued)]
    assert first[0] == APART < first[1]
    assert [MATCHER.probability(x, other) for x in (name, glued)] == first
