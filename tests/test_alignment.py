"""Which words answer to which: by a table of probabilities that the test makes up."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namenorm.alignment import Letters
from namenorm.kernel.alignment import Aligner
from namenorm.kernel.mention import Mention
from namenorm.kernel.parts import Mentioned
from namenorm.kernel.sounds import Sound
from namenorm.mention import ROLE_WEIGHTS
from namenorm.name import Role, Token
from tests.two_names import JUDGES, READER, beside, telling, tokens

SOLID = 0.5  # a pair less likely than this gives way to words put together
ROLES = st.sampled_from([role for role in Role if role is not Role.ARTICLE])
WORDS = st.sampled_from(["sadr", "sader", "musa", "muqtada", "fakhri", "zadeh", "fakhrizadeh", "m", "s", "ii", "ltd", "صدر"])
Pair = tuple[tuple[int, ...], tuple[int, ...], float]


def word(text: str, role: Role = Role.NAME, *alternatives: str) -> Token:
    return Token(text, "Latn" if text.isascii() else "Arab" if text > "я" else "Cyrl", role, alternatives)


def row(text: str) -> list[Token]:
    return [word(text) for text in text.split()]


class MadeUp:
    """Equal texts are certain; `a__b` names the probability of the pair a, b."""

    def __init__(self, left: Mention, right: Mention, likely: dict[str, float]) -> None:
        self._left, self._right = ([sound.text for sound in mention.sounds] for mention in (left, right))
        self._likely = likely

    def probability(self, one: str, other: str) -> float:
        return 1.0 if one == other else self._likely.get(f"{one}__{other}", self._likely.get(f"{other}__{one}", 0.0))

    def take(self, mention: Sequence[Sound]) -> None:
        assert [sound.text for sound in mention] == self._left

    def remember(self, aligner: Aligner) -> None:
        for i, one in enumerate(self._left):
            for j, other in enumerate(self._right):
                aligner.remember(i, j, self.probability(one, other))

    def are_one(self, ones: Sequence[int], others: Sequence[int]) -> bool:
        return "".join(self._left[i] for i in ones) == "".join(self._right[j] for j in others)

    def shorten(self, *_: object) -> list[object]:
        return []


def align(left: Sequence[Token], right: Sequence[Token], **likely: float) -> list[Pair]:
    """The pairs of two names: parts of one, parts of the other, how likely."""
    mention, other = (READER.mention_of(words, translated=False) for words in (left, right))
    of_names = [Mentioned(array("d"), b"", ROLE_WEIGHTS) for _ in range(2)]
    for names, one in zip(of_names, (mention, other), strict=True):
        names.take(one)
        telling(5.0).tell(names)
    made_up = MadeUp(mention, other, likely)
    numbers = {(s.text, s.script): number for number, s in enumerate(other.sounds)}
    known = array("i", [numbers.get((s.text, s.script), -1) for s in mention.sounds])
    aligner = Aligner(of_names[1], JUDGES.of_tokens, READER.sounds.maker(), made_up)
    aligner.take(of_names[0], known)
    made_up.remember(aligner)
    aligner.align(0, 0)
    return list(aligner.pair_list())


def shown(pairs: Sequence[Pair]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(left, right) for left, right, _ in pairs]


def test_equal_words_go_together_in_any_order() -> None:
    assert shown(align(row("muqtada sadr"), row("sadr muqtada"))) == [((0,), (1,)), ((1,), (0,))]


def test_what_answers_to_nothing_is_left_over() -> None:
    assert align(row("musa sadr"), row("sadr city")) == [((1,), (0,), 1.0)]


def test_the_likeliest_pair_goes_first() -> None:
    assert align(row("ali alia"), row("alia"), ali__alia=0.9) == [((1,), (0,), 1.0)]


def test_of_equal_pairs_the_nearer_one_is_taken() -> None:
    assert shown(align(row("khalid muhammad khalid"), row("x y khalid"))) == [((2,), (2,))]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("mohsen fakhri zadeh", "mohsen fakhrizadeh", [((0,), (0,)), ((1, 2), (1,))]),
        ("fakhrizadeh", "fakhri zadeh", [((0,), (0, 1))]),
        ("fakhri zadeh", "fakhr izadeh", []),
        ("petro green", "petrogren", [((0, 1), (0,))]),
        ("metro greek", "petrogren", []),
        ("петро грин", "petrogrin", [((0, 1), (0,))]),
        ("petrogrin", "петро грин", [((0,), (0, 1))]),
        ("петро грин", "petrograd", []),
        ("petro грин", "petrogrin", []),
    ],
)
def test_glued_words_are_taken_together(
    left: str, right: str, expected: list[tuple[tuple[int, ...], tuple[int, ...]]]
) -> None:
    assert shown(align(row(left), row(right))) == expected


def test_solid_pairs_are_not_given_up_for_glue() -> None:
    found = align(row("fakhri zadeh"), row("fakhri zadeh fakhrizadeh"))
    assert shown(found) == [((0,), (0,)), ((1,), (1,))]


def test_an_initial_answers_to_its_name() -> None:
    found = align([word("m", Role.INITIAL), word("sadr")], row("muqtada sadr"))
    assert shown(found) == [((0,), (0,)), ((1,), (1,))]
    assert found[0][2] < 1.0
    other = align([word("k", Role.INITIAL), word("sadr")], row("muqtada sadr"))
    assert shown(other) == [((1,), (1,))]


@pytest.mark.parametrize("role", [Role.NUMERAL, Role.LEGAL_FORM, Role.HONORIFIC, Role.PARTICLE])
def test_numerals_and_forms_are_equal_or_not(role: Role) -> None:
    assert align([word("ii", role)], [word("iii", role)], ii__iii=0.9) == []
    assert align([word("ii", role)], [word("ii", role)], ii__iii=0.9) == [((0,), (0,), 1.0)]


def test_articles_are_no_parts() -> None:
    assert shown(align([word("al", Role.ARTICLE), word("sadr")], row("sadr"))) == [((0,), (0,))]


def test_an_alternative_is_as_good_as_the_word() -> None:
    alkadhimi = word("alkadhimi", Role.NAME, "kadhimi")
    assert align([alkadhimi], row("kadhimi")) == [((0,), (0,), 1.0)]
    assert align(row("kadhimi"), [alkadhimi]) == [((0,), (0,), 1.0)]


@settings(deadline=None)
@given(st.lists(st.tuples(WORDS, ROLES), max_size=6), st.lists(st.tuples(WORDS, ROLES), max_size=6))
def test_every_part_is_used_once(left: list[tuple[str, Role]], right: list[tuple[str, Role]]) -> None:
    found = align([word(*x) for x in left], [word(*x) for x in right], sadr__sader=0.8, musa__muqtada=0.3)
    used_left = [i for ones, _, _ in found for i in ones]
    used_right = [j for _, others, _ in found for j in others]
    assert sorted(used_left) == sorted(set(used_left) & set(range(len(left))))
    assert sorted(used_right) == sorted(set(used_right) & set(range(len(right))))
    assert shown(found) == sorted(shown(found))
    assert all(0.0 < p <= 1.0 for *_, p in found)


@settings(deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=6, unique=True))
def test_a_name_answers_to_itself(words: list[str]) -> None:
    parts = [word(text) for text in words]
    assert align(parts, parts) == [((i,), (i,), 1.0) for i in range(len(parts))]


def test_a_name_of_very_many_words() -> None:
    """Only so many words are compared; the rest is as if it were not there."""
    found = align(row(" ".join(f"w{chr(97 + k // 26)}{chr(97 + k % 26)}" for k in range(80))), row("waa wba wdb"))
    assert shown(found) == [((0,), (0,)), ((26,), (1,))]


# --- words put together, words cut short -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mention", "alias", "expected"),
    [
        ("NIOC", "National Iranian Oil Company", [((0,), (0, 1, 2, 3))]),
        ("National Iranian Oil Company", "NIOC", [((0, 1, 2, 3), (0,))]),
        ("NIOC of Basra", "National Iranian Oil Company Basra", [((0,), (0, 1, 2, 3)), ((2,), (4,))]),
        ("NIXC", "National Iranian Oil Company", []),
    ],
)
def test_a_short_word_stands_for_neighbours_that_begin_with_its_letters(
    mention: str, alias: str, expected: list[tuple[tuple[int, ...], tuple[int, ...]]]
) -> None:
    judge = beside(mention, alias, org=True)
    judge.judge(0, 1, 0)
    assert shown(judge.pair_list()) == expected
    judge = beside(mention, alias)
    judge.judge(0, 0, 0)
    assert not [pair for pair in judge.pair_list() if len(pair[0]) + len(pair[1]) > 2], "only of organisations"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("Kim Jong-un", "Kim Chong-un", True), ("Kim Jong-un", "김정은", True), ("Kim Jong-un", "Kim Yong-un", False)],
)
def test_words_of_syllables_are_the_same_or_not(one: str, other: str, same: bool) -> None:
    judge = beside(one, other)
    judge.judge(0, 0, 0)
    paired = {i for ones, _, _ in judge.pair_list() for i in ones}
    assert (paired == set(range(len(tokens(one))))) is same


def test_letters_answer_about_the_mention_taken_in_last() -> None:
    table = READER.mention_of(row("fakhrizadeh putin"), translated=False)
    letters = Letters(table.sounds.__getitem__)
    letters.take(READER.mention_of(row("fakhri zadeh"), translated=False).sounds)
    assert letters.are_one([0, 1], [0])
    assert not letters.are_one([0, 1], [1])
    letters.take(READER.mention_of(row("pu tin"), translated=False).sounds)
    assert not letters.are_one([0, 1], [0])
    assert letters.are_one([0, 1], [1])
    letters.take(READER.mention_of(row("صدر"), translated=False).sounds)
    assert not letters.are_one([0], [1])
