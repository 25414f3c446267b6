"""The measuring itself is measured: figures by hand, the protocol's promises, and a short run of the command."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.quality import __main__ as quality
from benchmarks.quality import metrics
from benchmarks.quality.mentions import Mention, Outcome, judge
from benchmarks.quality.pairs import Pair, measure_pairs, read_pairs
from benchmarks.quality.protocol import Answer, Entry, Mode, Query, Task, build, discover, is_latin
from benchmarks.quality.systems import Namenorm, RapidFuzz
from benchmarks.speed import __main__ as speed
from benchmarks.speed import beside, real_pairs, rows
from benchmarks.speed.names import NameMaker
from benchmarks.speed.stages import STAGES
from benchmarks.speed.stored import build_and_store, measure_in_fresh_process, opened
from namenorm import AliasTable

OWN = quality.OWN_DATA


def answered(*rows: tuple[str | None, str | None, float]) -> tuple[list[Answer], list[Query]]:
    """Answers and queries from rows of (what was answered, what is right, score); 0.5 and more is linked."""
    answers = [Answer(given, score, linked=score >= 0.5) for given, _, score in rows]
    return answers, [Query(f"mention {number}", expected) for number, (_, expected, _) in enumerate(rows)]


# Four queries are in the table, one is not; the two best answers are right.
FIVE = answered(("a", "a", 0.9), ("b", "b", 0.8), ("x", None, 0.7), ("x", "c", 0.6), ("d", "d", 0.3))


def test_figures_of_answers_made_by_hand() -> None:
    scores = metrics.score(*FIVE)
    assert (scores.queries, scores.in_table) == (5, 4)
    assert scores.top1 == 3 / 4
    assert scores.recall_at_p95 == scores.recall_at_p99 == 2 / 4
    # At 0.8: P 2/2, R 2/4, F1 0.667. At 0.3: P 3/5, R 3/4, F1 0.667. The stricter one is reported.
    assert scores.f1 == pytest.approx(2 / 3)
    assert scores.f1_threshold == 0.8
    assert scores.shipped_precision == 2 / 4
    assert scores.shipped_recall == 2 / 4
    assert scores.candidate_recall is None


def test_equal_scores_enter_together() -> None:
    curve = metrics.precision_recall(*answered(("x", "a", 0.9), ("b", "b", 0.9), ("c", "c", 0.4)))
    assert [(point.threshold, point.precision, point.recall) for point in curve] == [
        (0.9, 1 / 2, 1 / 3),
        (0.4, 2 / 3, 2 / 3),
    ]


def test_the_order_of_tied_answers_changes_nothing() -> None:
    rows = [("a", "a", 0.7), ("x", "b", 0.7), ("x", None, 0.7), ("c", "c", 0.2)]
    assert metrics.score(*answered(*rows)) == metrics.score(*answered(*reversed(rows)))


def test_recall_at_a_precision_that_is_never_reached_is_zero() -> None:
    assert metrics.score(*answered(("x", "a", 0.9), ("b", "b", 0.5))).recall_at_p95 == 0.0


def test_an_answer_of_nothing_is_never_right() -> None:
    scores = metrics.score(*answered((None, None, 0.0), (None, "a", 0.0)))
    assert (scores.top1, scores.f1, scores.shipped_precision, scores.shipped_recall) == (0.0, 0.0, 1.0, 0.0)


def test_calibration_error_is_the_gap_weighted_by_answers() -> None:
    answers, queries = answered(("a", "a", 0.95), ("x", "b", 0.95), ("x", "c", 0.15), ("x", None, 0.15))
    bins = metrics.reliability(answers, queries)
    assert [(one.tenth, one.count, one.share_right) for one in bins] == [(1, 2, 0.0), (9, 2, 0.5)]
    assert metrics.calibration_error(bins) == pytest.approx((2 * 0.45 + 2 * 0.15) / 4)


def test_a_perfect_score_belongs_to_the_highest_tenth() -> None:
    assert [one.tenth for one in metrics.reliability(*answered(("a", "a", 1.0)))] == [9]


def test_no_answers_give_no_error() -> None:
    assert metrics.score([], []).f1 == 0.0


def test_candidate_recall_counts_in_table_queries_only() -> None:
    candidates = tuple(f"other-{number}" for number in range(49))
    answers = [Answer("x", 0.5, True, (*candidates, "a")), Answer("x", 0.5, True, (*candidates, "x", "b"))]
    answers.append(Answer("x", 0.5, True, ("x",)))
    queries = [Query("one", "a"), Query("two", "b"), Query("three", None)]
    assert metrics.candidate_recall(answers, queries) == 1 / 2


@pytest.mark.parametrize("mode", Mode)
def test_what_is_asked_is_not_in_the_table(mode: Mode) -> None:
    linking = build(Task(OWN / "entities_culture.tsv", mode, "person"))
    known = {(entity_id, name) for entity_id, entry in linking.table.items() for name in entry.names}
    assert len(linking.queries) > 100
    assert not {(query.expected, query.mention) for query in linking.queries} & known
    assert {query.expected for query in linking.queries} - {None} <= linking.table.keys()
    out = sum(query.expected is None for query in linking.queries) / len(linking.queries)
    assert 0.05 < out < 0.3


def test_cross_asks_other_scripts_of_a_latin_table() -> None:
    linking = build(Task(OWN / "entities_culture.tsv", Mode.CROSS, "person"))
    assert all(is_latin(name) for entry in linking.table.values() for name in entry.names)
    assert not any(is_latin(query.mention) for query in linking.queries)


def test_every_run_asks_the_same() -> None:
    task = Task(OWN / "entities_culture.tsv", Mode.ALIAS, "org")
    assert build(task, 20) == build(task, 20)
    assert build(task, 20).queries == build(task).queries[:20]


def test_an_unknown_set_is_asked_in_every_mode_it_can_be(tmp_path: Path) -> None:
    rows = [
        f"e{number}\tperson\tName {number}\tLatn\tprimary\ne{number}\tperson\tИмя {number}\tru\tlabel" for number in range(40)
    ]
    path = tmp_path / "entities_mine.tsv"
    path.write_text("entity_id\ttype\tname\tlang_or_script\trole\n" + "\n".join(rows) + "\n", encoding="utf-8")
    assert [task.label for task in discover(tmp_path)] == ["mine/alias/person", "mine/cross/person"]
    assert discover(tmp_path, ["cross"]) == [Task(path, Mode.CROSS, "person")]


def test_rapidfuzz_links_what_is_spelt_alike() -> None:
    system = RapidFuzz.of({"chekhov": Entry("Anton Chekhov"), "mahfouz": Entry("Naguib Mahfouz", ("Nagib Mahfuz",))}, "person")
    near, far = system.link(["Najib Mahfuz", "Xi Jinping"])
    assert (near.canonical_id, near.linked) == ("mahfouz", True)
    assert not far.linked


class ByLength:
    """A system that thinks names of equal length are the same."""

    threshold = 0.5

    def compare(self, name: str, other: str, type_: str | None = None) -> float:
        return float(len(name) == len(other))


def test_pairs_are_counted_by_category() -> None:
    pairs = [
        Pair("ab", "cd", True, "x"),
        Pair("ab", "c", True, "x"),
        Pair("ab", "cd", False, "x"),
        Pair("a", "b", False, "y"),
    ]
    scores = measure_pairs(ByLength(), pairs)
    assert (scores["x"].found, scores["x"].merged) == (1 / 2, 1.0)
    assert (scores["y"].found, scores["y"].merged) == (None, 1.0)


def test_a_sample_of_pairs_is_the_same_in_every_run() -> None:
    sample = read_pairs(OWN / "pairs_hard.tsv", 10)
    assert len(sample) == 10
    assert sample == read_pairs(OWN / "pairs_hard.tsv", 10)


def judged(*rows: tuple[str, str | None]) -> Sequence[Outcome]:
    """Outcomes of rows of (group, record linked to or None)."""
    mentions = [Mention(str(number), f"mention {number}", "person", group) for number, (group, _) in enumerate(rows)]
    answers = [Answer(record, 0.9 if record else 0.1, linked=record is not None) for _, record in rows]
    return [result.outcome for result in judge(mentions, answers)]


def test_a_group_owns_the_record_most_of_its_links_go_to() -> None:
    assert judged(("sadr", "r1"), ("sadr", "r1"), ("sadr", "r2"), ("sadr", None)) == [
        Outcome.RIGHT,
        Outcome.RIGHT,
        Outcome.WRONG,
        Outcome.ABSTAINED,
    ]


def test_a_record_belongs_to_the_larger_group() -> None:
    assert judged(("a", "r"), ("a", "r"), ("b", "r")) == [Outcome.RIGHT, Outcome.RIGHT, Outcome.WRONG]


def test_a_record_claimed_by_two_equal_groups_is_nobodys() -> None:
    assert judged(("a", "r"), ("b", "r")) == [Outcome.WRONG, Outcome.WRONG]


def test_made_up_names_are_distinct_and_the_same_in_every_run() -> None:
    maker, again = NameMaker(), NameMaker()
    records = maker.records(500)
    names = [name for record in records for name in (record["name"], *record["aliases"])]
    queries = maker.queries(records, 200)
    assert len(names) == len(set(names)) == 500
    assert not {query.mention for query in queries} & set(names)
    assert 0.2 < sum(query.expected is None for query in queries) / 200 < 0.4
    assert (again.records(500), again.queries(records, 200)) == (records, queries)


def test_a_stored_index_is_measured_in_a_fresh_process_and_answers(tmp_path: Path) -> None:
    maker = NameMaker()
    records = maker.records(300)
    path = tmp_path / "table.namenorm"
    cost = measure_in_fresh_process(path, [maker.queries(records, 5)[0].mention], *build_and_store(records, path))
    assert cost.file == path.stat().st_size / 1e6
    assert min(cost.build, cost.open, cost.first_answer) > 0.0
    assert cost.private <= cost.resident
    assert opened(path).canonicalize(records[0]["name"]) == records[0]["id"]


def test_the_speed_command_writes_what_it_prints(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("matplotlib")
    monkeypatch.setattr(beside, "missing", lambda name: "its import takes seconds")
    assert speed.main(["--sizes", "300,100", "--runs", "1", "--queries", "60", "--out", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    written = json.loads((tmp_path / "speed.json").read_text(encoding="utf-8"))
    assert [one["names"] for one in written["sizes"]] == [100, 300]
    for one in written["sizes"]:
        assert one["race"]["ratio"] == pytest.approx(one["race"]["rapidfuzz"] / one["race"]["many"])
        assert tuple(one["profile"]) == STAGES
        assert one["answers"]["fuzzy_median"] <= one["answers"]["fuzzy_p99"]
    for told in ("load average", "rapidfuzz / canonicalize_many", "growth", "above the floor", *STAGES):
        assert told in printed
    assert (tmp_path / "speed.png").stat().st_size > 10_000


def test_rows_hold_each_distinct_misspelling(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows.write_rows(tmp_path / "rows.csv", 50, 20)
    lines = (tmp_path / "rows.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 51
    assert len({line.partition(",")[2] for line in lines[1:]}) == 20
    assert rows.main(["--rows", "30", "--distinct", "10", "--jobs", "1"]) == 0
    assert "30 rows, 10 distinct misspelt names\n1 job: " in capsys.readouterr().out


def test_the_quality_command_measures_our_own_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("matplotlib")
    assert quality.main(["--queries", "25", "--pairs", "20", "--out", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    written = json.loads((tmp_path / "quality.json").read_text(encoding="utf-8"))
    assert written["linking"].keys() >= {"culture/alias/person", "culture/cross/person"}
    for label, systems in written["linking"].items():
        assert label in printed
        assert systems.keys() == {"namenorm", "rapidfuzz"}
        assert systems["namenorm"]["queries"] == 25
    assert written["pairs"]["pairs_hard"].keys() == {"namenorm", "rapidfuzz"}
    assert (tmp_path / "precision_recall.png").stat().st_size > 10_000
    assert (tmp_path / "calibration.png").stat().st_size > 10_000


def test_an_empty_folder_is_an_error_that_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert quality.main([str(tmp_path)]) == 2
    assert "no entities_*.tsv" in capsys.readouterr().err


def test_namenorm_beats_rapidfuzz_across_scripts() -> None:
    linking = build(Task(OWN / "entities_culture.tsv", Mode.CROSS, "person"))
    mentions = [query.mention for query in linking.queries]
    ours, theirs = (system.of(linking.table, "person").link(mentions) for system in (Namenorm, RapidFuzz))
    assert metrics.score(ours, linking.queries).f1 > metrics.score(theirs, linking.queries).f1


def test_real_pairs_are_of_several_scripts_and_most_of_one_person() -> None:
    found = real_pairs.pairs_by_script()
    assert {"Latn", "Arab"} <= found.keys()
    owner = {alias.name: record.id for record in AliasTable.shipped().records for alias in record.aliases}
    names = {record.id: record.name for record in AliasTable.shipped().records}
    own = [names[owner[other]] == name for pairs in found.values() for name, other in pairs]
    assert 0.5 < sum(own) / len(own) < 0.8
