"""The figures that a change must not make worse, and how mentions are sorted by what makes them hard."""

from __future__ import annotations

import json

import pytest

from benchmarks.quality import baseline
from benchmarks.quality.pairs import Pair, measure_pairs, pooled
from benchmarks.quality.phenomena import ANOTHER, NOBODY, fared, phenomenon, together
from benchmarks.quality.protocol import Answer, Entry, Query
from benchmarks.quality.systems import SYSTEMS, missing


def test_no_figure_is_worse_than_the_baseline() -> None:
    """`python -m benchmarks.quality.baseline --renew` writes a new one, for a change that is worth it."""
    before = json.loads(baseline.BASELINE.read_text(encoding="utf-8"))
    assert not baseline.worse(baseline.figures(), before)


def test_worse_is_told_in_both_directions() -> None:
    before = {"a F1": 0.9, "a ECE": 0.03, "b merged": 0.1, "gone R": 0.5}
    now = {"a F1": 0.8, "a ECE": 0.05, "b merged": 0.02}
    assert baseline.worse(now, before) == ["a ECE was 0.0300, is 0.0500", "a F1 was 0.9000, is 0.8000", "gone R is no longer measured"]
    assert not baseline.worse({"a F1": 0.897}, {"a F1": 0.9})


@pytest.mark.parametrize(
    ("mention", "name", "expected"),
    [
        ("Hadi al-Amiri", "Hadi al-Ameri", "spelling"),
        ("AL-AMIRI, Hadi", "Hadi al-Amiri", "order of the words"),
        ("Petro Green", "Petrogreen", "glued or split words"),
        ("V. Putin", "Vladimir Putin", "initials"),
        ("Rim Group Investments I", "Rim Group Investments II", "numeral"),
        ("John Kennedy", "John Fitzgerald Kennedy", "a word more or less"),
        ("Jon Kenedy", "John Fitzgerald Kennedy", "a word more or less, and spelling"),
        ("PKK", "Partiya Karkeren Kurdistan", "acronym"),
        ("Kadhimi", "Kazimi", "spelling of a single word"),
        ("Хади аль-Амири", "Hadi al-Amiri", "other script: Cyrillic"),
        ("Abu Bakr", "Ibrahim Awad", ANOTHER),
    ],
)
def test_phenomenon(mention: str, name: str, expected: str) -> None:
    assert phenomenon(mention, Entry(name)) == expected


def test_the_easiest_way_counts() -> None:
    assert phenomenon("Hadi Amiri", Entry("Abu Hasan", ("Amiri Hadi", "Hady Ameri"))) == "order of the words"
    assert phenomenon("Hadi Amiri", None) == NOBODY


def test_how_mentions_fared() -> None:
    table = {"a": Entry("Hadi Amiri")}
    queries = [Query("Hady Amiri", "a"), Query("Hadi Ameri", "a"), Query("Hadi Amir", None)]
    answers = [Answer("a", 0.9, True), Answer("b", 0.9, True), Answer("a", 0.9, True)]
    spelling, nobody = fared(answers, queries, table)
    assert (spelling.queries, spelling.top1, spelling.linked, spelling.wrong) == (2, 0.5, 0.5, 0.5)
    assert (nobody.phenomenon, nobody.queries, nobody.wrong) == (NOBODY, 1, 1.0)
    assert together([spelling, spelling])[0].queries == 4


class Always:
    threshold = 0.5

    def compare(self, name: str, other: str, type_: str | None = None) -> float:
        return 1.0


def test_identical_namesakes_are_passed_over() -> None:
    pairs = [Pair("Ali Hasan", "ALI, HASAN", False, "x"), Pair("Ali Hasan", "Ali Husain", False, "x"), Pair("A", "B", True, "y")]
    by_category = measure_pairs(Always(), pairs)
    assert by_category["x"].different == 1
    every = pooled(by_category.values())
    assert (every.same, every.found, every.different, every.merged) == (1, 1.0, 1, 1.0)


def test_a_peer_that_is_missing_says_so() -> None:
    assert missing("namenorm") is None
    reason = missing("logicv2")
    assert reason is None or "namenorm[peers]" in reason


@pytest.mark.skipif(missing("logicv2") is not None, reason='needs nomenklatura: pip install "namenorm[peers]"')
def test_logic_v2_links_what_is_nearly_the_same() -> None:
    peer = SYSTEMS["logicv2"].of({"a": Entry("Hadi al-Amiri"), "b": Entry("Nouri al-Maliki")}, "person")
    assert peer.link(["Hadi al-Ameri"])[0].canonical_id == "a"
    assert peer.compare("Hadi al-Amiri", "Hadi al-Amiri") > peer.threshold
