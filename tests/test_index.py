"""From keys to tokens and from tokens to aliases, against a plain account of the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namenorm.index import Index

KEYS = st.lists(st.sampled_from("abcdefgh"), max_size=5, unique=True)
TABLES = st.lists(KEYS, min_size=1, max_size=12)


def build(keys: list[list[str]]) -> Index:
    return Index.build(keys=keys, aliases=[])


def test_the_token_that_shares_most_comes_first() -> None:
    index = build([["^mu", "mus", "usa"], ["^sa", "sad", "adr"], ["^sa", "sad", "add"]])
    assert index.similar(["^sa", "sad", "adr"]) == [1, 2]


def test_a_rare_key_counts_for_more() -> None:
    index = build([["common", "x1"], ["rare", "x2"], ["common", "x3"], ["common", "x4"]])
    assert index.similar(["common", "rare"])[0] == 1


def test_unknown_keys_find_nothing() -> None:
    index = build([["a"], ["b"], []])
    assert index.similar(["z"]) == []
    assert index.similar([]) == []


def test_no_more_than_asked_for() -> None:
    index = build([["a"]] * 100)
    assert len(index.similar(["a"], 7)) == 7
    assert len(set(index.similar(["a"], 500))) == 100


def test_holders_are_the_aliases_of_a_token() -> None:
    index = Index.build(keys=[["a"], ["b"], ["c"]], aliases=[[0, 1], [1], [1, 1, 0]])
    assert [list(index.holders(token)) for token in range(3)] == [[0, 2], [0, 1, 2], []]


def test_an_empty_index_finds_nothing() -> None:
    assert Index.build(keys=[], aliases=[]).similar(["a"]) == []


@given(TABLES, KEYS)
def test_found_is_what_shares_a_key(table: list[list[str]], asked: list[str]) -> None:
    found = build(table).similar(asked)
    assert set(found) == {token for token, keys in enumerate(table) if set(keys) & set(asked)}
    assert len(found) == len(set(found))


@given(TABLES)
def test_a_token_is_most_similar_to_itself(table: list[list[str]]) -> None:
    index = build(table)
    for token, keys in enumerate(table):
        if keys:
            best = index.similar(keys)[0]
            assert set(table[best]) == set(keys), token


@given(TABLES, KEYS, st.integers(1, 5))
def test_fewer_are_the_best_of_more(table: list[list[str]], asked: list[str], most: int) -> None:
    index = build(table)
    assert index.similar(asked, most) == index.similar(asked)[:most]


@given(TABLES, KEYS)
def test_the_order_of_keys_does_not_change_what_is_found(table: list[list[str]], asked: list[str]) -> None:
    index = build(table)
    assert set(index.similar(asked)) == set(index.similar(asked[::-1]))


@pytest.mark.parametrize("key", ["", " ", "\u0635\u062f\u0631", "^a\x00", "\ud800"])
def test_any_text_is_a_key(key: str) -> None:
    assert build([[key], ["other"]]).similar([key]) == [0]
