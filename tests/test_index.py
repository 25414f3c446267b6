"""Rows in flat arrays, and from keys to tokens and from tokens to the aliases that hold them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namenorm.index import KeyedRows, Rows, TokenKeys, changed_part
from namenorm.kernel.index import TELLING, TokenIndex
from namenorm.storage import Sections, Writer, more_part

KEYS = st.dictionaries(st.integers(-(1 << 62), 1 << 62) | st.integers(0, 7), st.integers(1, 700), max_size=5)
TABLES = st.lists(KEYS, min_size=1, max_size=12)
ROWS = st.lists(st.lists(st.integers(0, 9), max_size=5), max_size=8)
Keys = dict[int, int]


def similar(table: list[Keys], asked: Keys, most: int = 40) -> list[int]:
    """Tokens of a table that share most with some keys, those that share most first."""
    return [token for token, _ in shared(table, asked, most)]


def shared(table: list[Keys], asked: Keys, most: int = 40) -> list[tuple[int, int]]:
    """The same, each with what it shares, of 20,000."""
    keys = TokenKeys.of(list(keyed.items()) for keyed in table)
    index = TokenIndex(keys.hashes, keys.rows.starts, keys.rows.items, keys.totals)
    out, parts = array("i", bytes(4 * most)), array("i", bytes(4 * most))
    count = index.similar(array("q", asked), array("i", asked.values()), len(asked), most, TELLING, out, parts)
    return sorted(zip(out[:count], parts[:count], strict=True), key=lambda found: (-found[1], found[0]))


def test_the_token_that_shares_most_comes_first() -> None:
    assert similar([{1: 5, 2: 5, 3: 5}, {4: 5, 5: 5, 6: 5}, {4: 5, 5: 5, 7: 5}], {4: 5, 5: 5, 6: 5}) == [1, 2]


def test_a_heavy_key_counts_for_more() -> None:
    assert similar([{1: 2, 3: 5}, {2: 9, 4: 5}, {1: 2, 5: 5}], {1: 2, 2: 9})[0] == 1


def test_of_two_that_share_the_same_the_shorter_comes_first() -> None:
    assert similar([{1: 5, 2: 5, 3: 5, 4: 5}, {1: 5, 2: 5}], {1: 5, 2: 5}) == [1, 0]


def test_unknown_keys_find_nothing() -> None:
    assert similar([{1: 5}, {2: 5}, {}], {9: 5}) == []
    assert similar([{1: 5}], {}) == []
    assert similar([], {1: 5}) == []


def test_no_more_than_asked_for() -> None:
    table = [{1: 5}] * 100
    assert len(similar(table, {1: 5}, 7)) == 7
    assert len(set(similar(table, {1: 5}, 500))) == 100


@given(TABLES)
def test_a_token_is_most_similar_to_itself(table: list[Keys]) -> None:
    for token, keyed in enumerate(table):
        if keyed:
            best = similar(table, keyed)[0]
            shared = sum(keyed[key] for key in keyed.keys() & table[best].keys())
            assert best == token or 2 * shared >= sum(keyed.values())


@given(TABLES, KEYS, st.integers(1, 5))
def test_fewer_are_the_best_of_more(table: list[Keys], asked: Keys, most: int) -> None:
    """A key weighs the same whoever has it: so a token weighs what it shares, at least. A hundredth is not told apart."""
    alike, asked = [{key: key % 700 + 1 for key in keyed} for keyed in table], {key: key % 700 + 1 for key in asked}
    fewer, more = ([part >> 7 for _, part in shared(alike, asked, count)] for count in (most, 40))
    assert fewer == more[:most]


@given(TABLES, KEYS)
def test_found_shares_a_key(table: list[Keys], asked: Keys) -> None:
    found = similar(table, asked)
    assert set(found) <= {token for token, keyed in enumerate(table) if set(keyed) & set(asked)}
    assert len(found) == len(set(found))
    assert bool(found) == any(set(keyed) & set(asked) for keyed in table)


# --- rows ------------------------------------------------------------------------------------------------------------


@given(ROWS)
def test_rows_come_back(rows: list[list[int]]) -> None:
    flat = Rows.of(rows)
    assert len(flat) == len(rows)
    assert [list(flat.row(i)) for i in range(len(rows))] == rows
    assert [flat.size(i) for i in range(len(rows))] == [len(row) for row in rows]


@given(ROWS)
def test_turned_rows_are_the_holders_of_each_item(rows: list[list[int]]) -> None:
    turned = Rows.turned(rows, 10)
    assert [list(turned.row(i)) for i in range(10)] == [[n for n, row in enumerate(rows) if i in row] for i in range(10)]


@given(st.dictionaries(st.text(), st.lists(st.integers(0, 99), max_size=3), max_size=8), st.text())
def test_rows_are_found_by_their_key(rows: dict[str, list[int]], other: str) -> None:
    keyed = KeyedRows.of(rows)
    assert {key: list(keyed.get(key)) for key in rows} == rows
    assert list(keyed.get(other)) == rows.get(other, [])


@pytest.mark.parametrize("key", ["", " ", "\u0635\u062f\u0631", "^a\x00", "\ud800"])
def test_any_text_is_a_key(key: str) -> None:
    assert list(KeyedRows.of({key: [3], "other": [4]}).get(key)) == [3]


@given(TABLES)
def test_what_is_written_is_read(table: list[Keys]) -> None:
    keys = TokenKeys.of(list(keyed.items()) for keyed in table)
    writer = Writer()
    keys.write(writer)
    again = TokenKeys.read(Sections.of(writer))
    assert list(again.hashes) == list(keys.hashes) == sorted({key for keyed in table for key in keyed})
    assert list(again.totals) == [sum(keyed.values()) for keyed in table]
    assert [list(again.rows.row(k)) for k in range(len(again.rows))] == [
        [token for token, keyed in enumerate(table) if key in keyed] for key in again.hashes
    ]


SOME_ROWS = st.lists(st.lists(st.integers(0, 9), max_size=5, unique=True).map(sorted), max_size=8)


@given(SOME_ROWS, st.data())
def test_rows_are_spliced(rows: list[list[int]], data: st.DataObject) -> None:
    count = len(rows) + data.draw(st.integers(0, 3))
    less, more = less_and_more(dict(enumerate(rows)), range(count), data)
    spliced = Rows.of(rows).spliced(less, more, count)
    padded = [*rows, *[[]] * (count - len(rows))]
    expected = [[i for i in row if i not in less.get(n, ())] + more.get(n, []) for n, row in enumerate(padded)]
    assert [list(spliced.row(n)) for n in range(count)] == expected


def less_and_more(rows: dict[int, list[int]], keys: Iterable[int], data: st.DataObject) -> tuple[dict[int, list[int]], ...]:
    """Some items of some rows, and others, from 10 on, for some rows."""
    less = {key: [i for i in row if data.draw(st.booleans())] for key, row in rows.items() if data.draw(st.booleans())}
    more = {key: sorted(data.draw(st.sets(st.integers(10, 19), max_size=3))) for key in keys if data.draw(st.booleans())}
    return less, more


@given(st.lists(st.sets(st.integers(0, 9), max_size=6), max_size=8), st.data())
def test_tokens_of_keys_are_spliced(table: list[set[int]], data: st.DataObject) -> None:
    """Tokens that are left out lead nowhere, and a key that no token has is not there."""
    keys = TokenKeys.of([(key, 1) for key in sorted(its_keys)] for its_keys in table)
    rows = {key: [token for token, its_keys in enumerate(table) if key in its_keys] for key in keys.hashes}
    less, more = less_and_more(rows, range(12), data)
    spliced = keys.spliced(less, more, {}, [7])
    expected = {
        key: row for key in range(12) if (row := [t for t in rows.get(key, ()) if t not in less.get(key, ())] + more.get(key, []))
    }
    assert {key: list(spliced.rows.row(at)) for at, key in enumerate(spliced.hashes)} == expected
    assert list(spliced.hashes) == sorted(expected)
    assert list(spliced.totals) == [*keys.totals, 7]
    for key in range(12):
        assert list(spliced.with_key(key)) == expected.get(key, [])


def test_a_token_may_stand_where_another_one_would() -> None:
    keys = TokenKeys.of([[(7, 1)]] * 5).spliced({7: [1]}, {7: [1, 5, 6]}, {1: 3, 5: 3}, [1, 1])
    assert list(keys.rows.row(0)) == [0, 2, 3, 1, 5, 4, 6]


@given(st.dictionaries(st.text(max_size=3), st.lists(st.integers(0, 99), max_size=3), max_size=8), st.data())
def test_changed_rows_stand_for_the_others(rows: dict[str, list[int]], data: st.DataObject) -> None:
    changed = data.draw(st.dictionaries(st.sampled_from(["", "x", *rows]), st.lists(st.integers(0, 99), max_size=3)))
    writer = Writer()
    KeyedRows.of(rows).write("name", writer)
    KeyedRows.of(changed).write(changed_part("name"), writer)
    keyed = KeyedRows.read("name", Sections.of(writer))
    for key in {"", "x", "y", *rows}:
        assert list(keyed.get(key)) == (rows | changed).get(key, [])


@given(st.lists(st.text(max_size=3)), st.lists(st.text(max_size=3)))
def test_texts_have_a_second_part(texts: list[str], more: list[str]) -> None:
    writer = Writer()
    writer.add_strings("name", texts)
    writer.add_strings(more_part("name"), more)
    joined = Sections.of(writer).strings("name")
    assert len(joined) == len(texts) + len(more)
    assert list(joined) == [joined[i] for i in range(len(joined))] == texts + more
