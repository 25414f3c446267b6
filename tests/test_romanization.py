"""Chunk tables against an independent, slow and plain account of what they mean; and the tables in the package."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namenorm.kernel.chunks import SKIP, Speller
from namenorm.letter_codes import CODES, READ, coded, edged
from namenorm.romanization import ChunkTable, Romanizer
from namenorm.romanization.letters import letters

Rows = list[tuple[str, str, int]]

ROMANIZER = Romanizer()
SCRIPTS = sorted(
    file.name.removesuffix(".tsv").capitalize()
    for file in files("namenorm.romanization.tables").iterdir()
    if file.name.endswith(".tsv")
)
LATIN = st.text("abcdefghijklmnopqrstuvwxyz", max_size=10)
EDGE_FREE = st.tuples(st.text("αβγ", min_size=1, max_size=3), st.text("abc", max_size=4))
EDGED = st.sampled_from([("^", "^"), ("$", "$"), ("^α", "^a"), ("γ$", "c$"), ("^β", "^"), ("^", "^b"), ("$", "c$"), ("α$", "$")])
INSERTED = st.tuples(st.just(""), st.sampled_from("abc"))
TABLES = st.dictionaries(EDGE_FREE | EDGED | INSERTED, st.integers(0, 12_000), min_size=1, max_size=25).map(
    lambda costs: [(source, target, cost) for (source, target), cost in costs.items()]
)
GREEK = st.text("αβγδ", max_size=7)
ABC = st.text("abcz", max_size=7)


def slow_cost(rows: Rows, source: str, target: str) -> int:
    """The cheapest way to write `^source$` as `^target$`, found by trying every step from every place."""
    a, b = f"^{source}$", f"^{target}$"

    @cache
    def rest(i: int, j: int) -> int:
        if i == len(a) and j == len(b):
            return 0
        ways = []
        if i < len(a):
            ways.append(SKIP + rest(i + 1, j))
        if j < len(b):
            inserted = min([SKIP, *(cost for chunk, latin, cost in rows if not chunk and latin == b[j])])
            ways.append(inserted + rest(i, j + 1))
        ways += [
            cost + rest(i + len(chunk), j + len(latin))
            for chunk, latin, cost in rows
            if chunk and a.startswith(chunk, i) and b.startswith(latin, j)
        ]
        return min(ways)

    return rest(0, 0)


def slow_least(rows: Rows, source: str) -> int:
    """The same with the cheapest target there is."""
    a = f"^{source}$"

    @cache
    def rest(i: int) -> int:
        if i == len(a):
            return 0
        ways = [cost + rest(i + len(chunk)) for chunk, _, cost in rows if chunk and a.startswith(chunk, i)]
        return min([SKIP + rest(i + 1), *ways])

    return rest(0)


def least_cost(table: ChunkTable, source: str) -> int:
    """What the cheapest of all targets costs."""
    return int(Speller([table.costs], None, table.longest).least(0, coded(source)))


# --- any table -------------------------------------------------------------------------------------------------------


@given(TABLES, GREEK, ABC)
@settings(max_examples=200, deadline=None)
def test_the_cost_is_that_of_the_cheapest_path(rows: Rows, source: str, target: str) -> None:
    table = ChunkTable(rows)
    assert table.cost(source, target) == slow_cost(rows, source, target)


@given(TABLES, GREEK, ABC)
@settings(deadline=None)
def test_no_target_costs_less_than_the_least(rows: Rows, source: str, target: str) -> None:
    table = ChunkTable(rows)
    assert least_cost(table, source) == slow_least(rows, source) <= table.cost(source, target)


@given(TABLES, GREEK)
@settings(deadline=None)
def test_readings_are_never_missing_and_sorted(rows: Rows, source: str) -> None:
    found = ChunkTable(rows).readings(source)
    assert found
    assert [cost for _, cost in found] == sorted(cost for _, cost in found)
    assert len({latin for latin, _ in found}) == len(found)
    assert len(ChunkTable(rows).readings(source, 2)) <= 2


@given(TABLES, GREEK)
@settings(deadline=None)
def test_a_reading_costs_no_less_than_to_write_it(rows: Rows, source: str) -> None:
    """The readings' own costs are those of one path; a cheaper one may be found when the target is known."""
    table = ChunkTable(rows)
    if all("^" not in latin.strip("^") and "$" not in latin.strip("$") for _, latin, _ in rows):
        for latin, cost in table.readings(source):
            assert least_cost(table, source) <= cost
            if slow_cost(rows, source, latin) <= cost:  # edges may be written twice, or not at all
                assert table.cost(source, latin) <= cost


@given(TABLES, GREEK, ABC)
@settings(deadline=None)
def test_the_steps_of_an_alignment_spell_both_sides(rows: Rows, source: str, target: str) -> None:
    steps = ChunkTable(rows).align(source, target)
    assert "".join(step.source for step in steps) == source
    assert "".join(step.target for step in steps) == target
    assert all(step.cost >= 0.0 for step in steps)


@given(TABLES, GREEK, ABC)
@settings(deadline=None)
def test_the_cheapest_target_is_written_in_the_usual_way(rows: Rows, source: str, target: str) -> None:
    """Steps tell what they cost above the usual: nothing, where the whole costs the least possible."""
    table = ChunkTable(rows)
    excess = table.cost(source, target) - least_cost(table, source)
    steps = table.align(source, target)
    assert excess >= 0
    if excess == 0:
        assert not [step for step in steps if step.cost > 0.0 and table.knows(step.source)]


@given(st.text(max_size=100))
def test_what_is_read_of_a_text(text: str) -> None:
    codes = list(coded(text))
    assert codes == [CODES["^"], *(CODES.get(c) or ord(c) for c in text[:READ]), CODES["$"]]
    assert list(edged(text)) == list(coded("".join(c for c in text if c in "abcdefghijklmnopqrstuvwxyz")))


def test_what_is_too_long_is_cut() -> None:
    table = ChunkTable([("^", "^", 0), ("α", "a", 100), ("$", "$", 0)])
    assert table.cost("α" * 500, "a" * 500) == READ * 100
    assert table.readings("α" * 500)[0] == ("a" * READ, READ * 100)
    assert len(table.align("α" * 500, "a" * 500)) == READ


def test_a_table_may_be_empty() -> None:
    table = ChunkTable([])
    assert table.cost("α", "a") == 6 * SKIP
    assert table.readings("α") == (("", 3 * SKIP),)
    assert least_cost(table, "α") == 3 * SKIP


# --- the tables in the package ---------------------------------------------------------------------------------------


def alphabet(script: str) -> list[str]:
    return sorted({sign for source in ROMANIZER_TABLES[script].sources() for sign in source} - {"^", "$"})


def load(script: str) -> ChunkTable:
    text = (files("namenorm.romanization.tables") / f"{script.lower()}.tsv").read_text("utf8")
    cells = [line.split("\t") for line in text.split("\n") if line and not line.startswith("#")]
    assert {len(row) for row in cells} == {3}
    return ChunkTable([(source, target, int(cost)) for source, target, cost in cells])


ROMANIZER_TABLES = {script: load(script) for script in SCRIPTS}


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_table_file_is_well_formed(script: str) -> None:
    text = (files("namenorm.romanization.tables") / f"{script.lower()}.tsv").read_text("utf8")
    pairs = []
    for line in text.split("\n"):
        if line and not line.startswith("#"):
            source, target, cost = line.split("\t")
            assert set(target) <= set("abcdefghijklmnopqrstuvwxyz^$"), line
            assert len(target) <= 6, line
            assert int(cost) >= 0, line
            assert source or target, line
            pairs.append((source, target))
    assert len(pairs) == len(set(pairs)), "a pair stands in two lines"


@pytest.mark.parametrize("script", SCRIPTS)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_every_token_of_a_script_has_a_reading(script: str, data: st.DataObject) -> None:
    signs = [sign for sign in alphabet(script) if letters(sign, script) == sign or script in ("Hang", "Ethi", "Kana")]
    text = data.draw(st.text(st.sampled_from(signs), min_size=1, max_size=8))
    spelling = ROMANIZER.spelling(text, script)
    assert spelling.readings
    assert spelling.readings[0][1] == 0
    costs = [cost for _, cost in spelling.readings]
    assert costs == sorted(costs)
    assert all(set(latin) <= set("abcdefghijklmnopqrstuvwxyz") for latin, _ in spelling.readings)


@pytest.mark.parametrize("script", SCRIPTS)
def test_signs_of_a_script_are_read_as_something(script: str) -> None:
    table = ROMANIZER_TABLES[script]
    read = [sign for sign in alphabet(script) if any(latin for latin, _ in table.readings(sign))]
    assert len(read) > 0.4 * len(alphabet(script))


@pytest.mark.parametrize(
    ("text", "script", "latin"),
    [
        ("كاظم", "Arab", "kazem"), ("صدر", "Arab", "sadr"), ("путин", "Cyrl", "putin"), ("садр", "Cyrl", "sadr"),
        ("김", "Hang", "kim"), ("նիկոլ", "Armn", "nikol"), ("मोदी", "Deva", "modi"), ("アベ", "Kana", "abe"), ("あべ", "Kana", "abe"),
    ],
)  # fmt: skip
def test_a_name_is_read_as_people_write_it(text: str, script: str, latin: str) -> None:
    assert latin in [reading for reading, _ in ROMANIZER.spelling(text, script).readings]


@pytest.mark.parametrize(("text", "script", "latin"), [("ខ្មែរ", "Khmr", "khm"), ("ދިވެހި", "Thaa", "dhiv"), ("བོད", "Tibt", "bod")])
def test_scripts_without_a_table_are_read_all_the_same(text: str, script: str, latin: str) -> None:
    assert ROMANIZER.spelling(text, script).readings[0][0].startswith(latin)


@pytest.mark.parametrize(("text", "script"), [("", "Latn"), ("", "Arab"), ("2", "Zyyy"), ("ꦗꦮ", "Java"), ("x", "Zzzz")])
def test_an_unreadable_token_has_a_reading_too(text: str, script: str) -> None:
    assert ROMANIZER.spelling(text, script).readings


@pytest.mark.parametrize(
    ("one", "other"), [("sadr", "sader"), ("husein", "hussein"), ("hasan", "hassan"), ("kadhimi", "kadhim"), ("", "a")]
)
def test_latin_costs_are_symmetric(one: str, other: str) -> None:
    table = ROMANIZER_TABLES["Latn"]
    assert table.cost(one, other) == table.cost(other, one)


@pytest.mark.parametrize(
    ("name", "like", "unlike"),
    [
        ("kadhimi", "kazemi", "hakimi"), ("hussein", "husayn", "hassan"), ("muhammad", "mohamed", "mahmoud"),
        ("qaani", "ghaani", "hani"), ("kim", "gim", "kang"), ("sadr", "sader", "sabr"),
    ],
)  # fmt: skip
def test_a_spelling_costs_less_than_another_name(name: str, like: str, unlike: str) -> None:
    table = ROMANIZER_TABLES["Latn"]
    assert table.cost(name, name) < table.cost(name, like) < table.cost(name, unlike)


@pytest.mark.parametrize("script", SCRIPTS)
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_the_shipped_costs_are_those_of_the_cheapest_path(script: str, data: st.DataObject) -> None:
    """The whole table is too large for the slow account, so only the rows that can play a part go in."""
    text = data.draw(st.text(st.sampled_from(alphabet(script)), min_size=1, max_size=4))
    target = data.draw(st.text("abdhiklmnrstuz", max_size=5))
    table = ROMANIZER_TABLES[script]
    rows = [
        (source, latin, cost)
        for source, latin, cost in file_rows(script)
        if source in f"^{text}$" and latin in f"^{target}$"
    ]
    assert table.cost(text, target) == slow_cost(rows, text, target)


@cache
def file_rows(script: str) -> tuple[tuple[str, str, int], ...]:
    text = (files("namenorm.romanization.tables") / f"{script.lower()}.tsv").read_text("utf8")
    cells = (line.split("\t") for line in text.split("\n") if line and not line.startswith("#"))
    return tuple((source, latin, int(cost)) for source, latin, cost in cells)


@given(st.text("abcdefghijklmnopqrstuvwxyz", max_size=30))
def test_letters_surprise_by_what_stands_before_them(text: str) -> None:
    surprise = ROMANIZER.model.surprise(text)
    assert surprise >= 0
    assert surprise <= 20_000 * (len(text) + 1), "no letter costs more than 20 nats"


def test_rare_letters_surprise_more() -> None:
    surprises = [ROMANIZER.model.surprise(text) for text in ("hassan", "husseim", "hvssyqx")]
    assert surprises == sorted(surprises)
