"""Two names side by side: the score at once, the rest when it is asked for."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, asdict
from itertools import product

import pytest

from namenorm import AliasTable, Canonicalizer, Comparison, comparing

NAMES = [
    "Kim Jong-un", "김정은", "Kim Yong-un", "金正恩", "Mohsen Fakhri-Zadeh", "Fakhrizadeh", "مصطفى الكاظمي", "Moustafa al-Kazemi", "",
    "Ministry of Defence", "Defense Ministry", "وزارة الدفاع", "NIOC", "National Iranian Oil Company", "OOO Vektor", "ТОВ Вектор", "...",
]  # fmt: skip
PAIRS = [(name, other, type) for name, other in product(NAMES, NAMES) for type in ("person", "org")]


def whole(canonicalizer: Canonicalizer, pairs: Sequence[tuple[str, str, str]]) -> list[str]:
    return [repr(canonicalizer.compare(*pair)) for pair in pairs]


@pytest.fixture(scope="module")
def small() -> Canonicalizer:
    return Canonicalizer(AliasTable.from_records([{"id": "sadr", "name": "Muqtada al-Sadr", "type": "person"}]))


@pytest.fixture
def eager(small: Canonicalizer) -> tuple[Comparison, Comparison]:
    """A comparison and what it is once all was told."""
    told = small.compare("Muqtada al-Sadr", "Moqtada Sadr Baghdadi")
    made = Comparison(told.mention, told.alias, told.score, told.tokens, told.evidence)
    return small.compare("Muqtada al-Sadr", "Moqtada Sadr Baghdadi"), made


def test_a_score_takes_no_alignment_of_letters(small: Canonicalizer, monkeypatch: pytest.MonkeyPatch) -> None:
    aligned: list[object] = []
    monkeypatch.setattr(comparing, "align", lambda *pair: aligned.append(pair))
    comparison = small.compare("Muqtada al-Sadr", "Moqtada Sadr")
    assert comparison.score > 0.5
    assert comparison.evidence
    assert not aligned
    assert len(comparison.tokens) == len(aligned) == 2


def test_what_is_told_later_is_told_once(small: Canonicalizer) -> None:
    comparison = small.compare("Muqtada al-Sadr", "Moqtada Sadr")
    assert comparison.tokens is comparison.tokens
    assert comparison.evidence is comparison.evidence


@pytest.mark.parametrize("look", [repr, hash, asdict, copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
def test_it_is_a_value_like_any_other(eager: tuple[Comparison, Comparison], look: Callable[[Comparison], object]) -> None:
    late, made = eager
    assert look(late) == look(made)
    assert late == made


def test_it_travels_without_its_canonicalizer(eager: tuple[Comparison, Comparison]) -> None:
    assert len(pickle.dumps(eager[0])) < 10_000


def test_it_cannot_be_changed(eager: tuple[Comparison, Comparison]) -> None:
    for comparison in eager:
        with pytest.raises(FrozenInstanceError):
            comparison.tokens = ()  # type: ignore[misc]
        with pytest.raises(AttributeError, match="nothing_like_it"):
            comparison.nothing_like_it  # type: ignore[attr-defined]  # noqa: B018


def test_a_judge_remembers_nothing_of_the_pairs_before(shipped: Canonicalizer) -> None:
    """Whatever it judged before, and whichever of its names: the answers are those in the other order."""
    there = dict(zip(PAIRS, whole(shipped, PAIRS), strict=True))
    back = dict(zip(PAIRS[::-1], whole(shipped, PAIRS[::-1]), strict=True))
    assert there == back
    for pair in PAIRS[::37]:
        for comparer in (shipped._comparer, shipped._comparer_of_orgs):
            comparer.pairs.idle.clear()
        assert repr(shipped.compare(*pair)) == there[pair], "by a new judge"


def test_threads_do_not_share_judges(shipped: Canonicalizer) -> None:
    alone = whole(shipped, PAIRS)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda _: whole(shipped, PAIRS), range(4))) == [alone] * 4


def test_few_names_are_remembered(small: Canonicalizer) -> None:
    scores = [small.compare(name, other).score for name, other, _ in PAIRS[:60]]
    assert len(small._comparer.pairs.remembered) == comparing._REMEMBERED < 60
    assert scores == [small.compare(name, other).score for name, other, _ in PAIRS[:60]]
