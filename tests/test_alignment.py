"""Which tokens answer to which: by a table of probabilities that the test makes up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namenorm.alignment import SOLID, Alignment, Part, Probability, align, glued
from namenorm.parsing import Role
from namenorm.romanization import Romanizer, Spelling

ROMANIZER = Romanizer()
ROLES = st.sampled_from([role for role in Role if role is not Role.ARTICLE])
WORDS = st.sampled_from(["sadr", "sader", "musa", "muqtada", "fakhri", "zadeh", "fakhrizadeh", "m", "s", "ii", "ltd", "صدر"])


def part(text: str, role: Role = Role.NAME, info: float = 5.0) -> Part:
    *others, script = (text, "Latn") if text.isascii() else (text, "Arab")
    return Part(tuple(ROMANIZER.spelling(t, script) for t in others), role, info)


def row(text: str) -> list[Part]:
    return [part(word) for word in text.split()]


def judge(**pairs: float) -> Probability:
    """Equal texts are certain; `a__b` names the probability of the pair a, b."""

    def probability(a: Spelling, b: Spelling) -> float:
        if a.text == b.text:
            return 1.0
        return pairs.get(f"{a.text}__{b.text}", pairs.get(f"{b.text}__{a.text}", 0.0))

    return probability


def shown(alignment: Alignment) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(pair.left, pair.right) for pair in alignment.pairs]


def test_equal_tokens_go_together_in_any_order() -> None:
    found = align(row("muqtada sadr"), row("sadr muqtada"), judge())
    assert shown(found) == [((0,), (1,)), ((1,), (0,))]
    assert not found.left_over
    assert not found.right_over


def test_what_answers_to_nothing_is_left_over() -> None:
    found = align(row("musa sadr"), row("sadr city"), judge())
    assert shown(found) == [((1,), (0,))]
    assert (found.left_over, found.right_over) == ([0], [1])


def test_the_likeliest_pair_goes_first() -> None:
    found = align(row("ali alia"), row("alia"), judge(ali__alia=0.9))
    assert shown(found) == [((1,), (0,))]


def test_of_equal_pairs_the_nearer_one_is_taken() -> None:
    found = align(row("khalid muhammad khalid"), row("x y khalid"), judge())
    assert shown(found) == [((2,), (2,))]


@pytest.mark.parametrize(
    ("left", "right", "pairs", "expected"),
    [
        ("mohsen fakhri zadeh", "mohsen fakhrizadeh", {}, [((0,), (0,)), ((1, 2), (1,))]),
        ("fakhrizadeh", "fakhri zadeh", {}, [((0,), (0, 1))]),
        ("fakhri zadeh", "fakhr izadeh", {}, []),
        ("petro green", "petrogren", {"petrogreen__petrogren": 0.9}, [((0, 1), (0,))]),
        ("petro green", "petrogren", {"petrogreen__petrogren": SOLID - 0.1}, []),
    ],
)
def test_glued_tokens_are_taken_together(
    left: str, right: str, pairs: dict[str, float], expected: list[tuple[tuple[int, ...], tuple[int, ...]]]
) -> None:
    assert shown(align(row(left), row(right), judge(**pairs))) == expected


def test_solid_pairs_are_not_given_up_for_glue() -> None:
    found = align(row("fakhri zadeh"), row("fakhri zadeh fakhrizadeh"), judge())
    assert shown(found) == [((0,), (0,)), ((1,), (1,))]


def test_an_initial_answers_to_its_name() -> None:
    found = align([part("m", Role.INITIAL), part("sadr")], row("muqtada sadr"), judge())
    assert shown(found) == [((0,), (0,)), ((1,), (1,))]
    assert found.pairs[0].probability < 1.0
    other = align([part("k", Role.INITIAL), part("sadr")], row("muqtada sadr"), judge())
    assert shown(other) == [((1,), (1,))]


@pytest.mark.parametrize("role", [Role.NUMERAL, Role.LEGAL_FORM, Role.HONORIFIC, Role.PARTICLE])
def test_numerals_and_forms_are_equal_or_not(role: Role) -> None:
    likely = judge(ii__iii=0.9)
    assert align([part("ii", role)], [part("iii", role)], likely).pairs == []
    assert align([part("ii", role)], [part("ii", role)], likely).pairs[0].probability == 1.0


def test_an_alternative_is_as_good_as_the_token() -> None:
    alkadhimi = Part((ROMANIZER.spelling("alkadhimi", "Latn"), ROMANIZER.spelling("kadhimi", "Latn")), Role.NAME, 5.0)
    assert align([alkadhimi], row("kadhimi"), judge()).pairs[0].probability == 1.0
    assert align(row("kadhimi"), [alkadhimi], judge()).pairs[0].probability == 1.0


@given(st.lists(st.tuples(WORDS, ROLES), max_size=6), st.lists(st.tuples(WORDS, ROLES), max_size=6))
def test_every_part_is_used_once(left: list[tuple[str, Role]], right: list[tuple[str, Role]]) -> None:
    a, b = [part(*x) for x in left], [part(*x) for x in right]
    found = align(a, b, judge(sadr__sader=0.8, musa__muqtada=0.3))
    used_left = [i for pair in found.pairs for i in pair.left] + found.left_over
    used_right = [j for pair in found.pairs for j in pair.right] + found.right_over
    assert sorted(used_left) == list(range(len(a)))
    assert sorted(used_right) == list(range(len(b)))
    assert shown(found) == sorted(shown(found))
    assert all(0.0 < pair.probability <= 1.0 for pair in found.pairs)


@given(st.lists(WORDS, min_size=1, max_size=6, unique=True))
def test_a_name_answers_to_itself(words: list[str]) -> None:
    parts = [part(word) for word in words]
    found = align(parts, parts, judge())
    assert shown(found) == [((i,), (i,)) for i in range(len(parts))]


def test_glued_spells_parts_of_one_script() -> None:
    both = glued(row("fakhri zadeh"))
    assert both is not None
    assert (both.text, both.script, both.letters) == ("fakhrizadeh", "Latn", "fakhrizadeh")
    assert glued([part("fakhri"), part("صدر")]) is None
    alone = part("sadr")
    assert glued([alone]) is alone.spellings[0]
