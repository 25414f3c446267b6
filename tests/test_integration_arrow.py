"""The PyArrow door, and with it the core that DuckDB, polars and Spark share."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pyarrow as pa
import pytest

from namenorm import AliasTable, Canonicalizer
from namenorm.integrations import columns
from namenorm.integrations.arrow import canonicalize_array
from namenorm.integrations.columns import ANSWER, ColumnAnswers

TYPES = [pa.string(), pa.large_string(), pa.string_view()]


@pytest.mark.parametrize("kind", TYPES, ids=str)
def test_answers_are_those_of_explain_many(
    kind: pa.DataType, shipped: Canonicalizer, mentions: list[str | None], expected: list[Any]
) -> None:
    out = canonicalize_array(pa.array(mentions, kind), shipped)
    assert isinstance(out, pa.StructArray)
    assert out.type == ANSWER
    assert out.to_pylist() == expected
    assert out.field("status").to_pylist() == [row and row["status"] for row in expected]
    out.validate(full=True)


@pytest.mark.parametrize("index", [pa.int8(), pa.uint32(), pa.int64()], ids=str)
@pytest.mark.parametrize("kind", TYPES[:2], ids=str)
def test_a_dictionary_stays_one(
    index: pa.DataType, kind: pa.DataType, shipped: Canonicalizer, mentions: list[str | None], expected: list[Any]
) -> None:
    names = pa.array(mentions, pa.string()).dictionary_encode().cast(pa.dictionary(index, kind))
    out = canonicalize_array(names, shipped)
    assert out.to_pylist() == expected
    assert [pa.types.is_dictionary(field.type) for field in out.type] == [True, True, False, True, True]
    out.validate(full=True)


def test_a_dictionary_with_nulls_and_repeated_values(shipped: Canonicalizer) -> None:
    names = pa.DictionaryArray.from_arrays([0, 1, 2, None, 2, 1], ["Al-Kazemi", None, "Al-Kazemi"])
    ids = canonicalize_array(names, shipped).field("canonical_id").to_pylist()
    assert ids == ["mustafa-al-kadhimi", None, "mustafa-al-kadhimi", None, "mustafa-al-kadhimi", None]


def test_of_a_dictionary_only_what_is_used_is_asked() -> None:
    class Counting(Canonicalizer):
        asked: tuple[str, ...] = ()

        def explain_many(self, names: Any) -> Any:
            names = list(names)
            self.asked += tuple(names)
            return super().explain_many(names)

    counting = Counting(AliasTable.from_records([{"id": "fatah", "name": "Fatah", "type": "org"}]))
    names = pa.array(["Fatah", "Hamas", "Fatah", "Amal"]).dictionary_encode().slice(1, 2)
    assert canonicalize_array(names, counting).field("status").to_pylist() == ["no_match", "match"]
    assert sorted(counting.asked) == ["Fatah", "Hamas"]


def test_chunks_are_kept(shipped: Canonicalizer) -> None:
    names = pa.chunked_array([["Al-Kazemi"], [], [None, "Fatah"]], pa.string())
    out = canonicalize_array(names, shipped)
    assert isinstance(out, pa.ChunkedArray)
    assert [len(chunk) for chunk in out.chunks] == [1, 0, 2]
    assert out.type == ANSWER
    assert canonicalize_array(pa.chunked_array([], pa.string()), shipped).type == ANSWER


@pytest.mark.parametrize("names", [pa.array([], pa.string()), pa.nulls(3), pa.array([None, None], pa.string())], ids=str)
def test_a_column_of_nothing(names: pa.Array, shipped: Canonicalizer) -> None:
    out = canonicalize_array(names, shipped)
    assert out.type == ANSWER
    assert out.to_pylist() == out.field("status").to_pylist() == [None] * len(names)


def test_a_slice_is_answered_from_its_own_start(shipped: Canonicalizer) -> None:
    names = pa.array(["Fatah", "Al-Kazemi", None, "Xi Jinping"]).slice(1, 2)
    assert canonicalize_array(names, shipped).field("canonical_id").to_pylist() == ["mustafa-al-kadhimi", None]


@pytest.mark.parametrize("names", [pa.array([1, 2]), pa.array([b"Fatah"]), pa.array([1]).dictionary_encode()], ids=str)
def test_what_is_no_text_is_refused(names: pa.Array, shipped: Canonicalizer) -> None:
    with pytest.raises(TypeError, match=r"names are strings, not .*: cast the column first"):
        canonicalize_array(names, shipped)


def test_answers_go_into_a_table(shipped: Canonicalizer) -> None:
    table = pa.table({"name": ["Al-Kazemi", None]})
    table = table.append_column("canonical", canonicalize_array(table["name"], shipped)).flatten()
    assert table["canonical.canonical_id"].to_pylist() == ["mustafa-al-kadhimi", None]


def test_memory_is_bounded_and_answers_stay_right(
    shipped: Canonicalizer, mentions: list[str | None], expected: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(columns, "_REMEMBERED", 10)
    answers = ColumnAnswers(shipped)
    for start in range(0, len(mentions), 4):
        assert answers.of(pa.array(mentions[start : start + 4], pa.string())).to_pylist() == expected[start : start + 4]
        assert len(answers._known) <= 10


def test_threads_share_one(shipped: Canonicalizer, mentions: list[str | None], expected: list[Any]) -> None:
    answers, names = ColumnAnswers(shipped), pa.array(mentions, pa.string())
    with ThreadPoolExecutor(4) as pool:
        assert all(out.to_pylist() == expected for out in pool.map(answers.of, [names] * 8))


def test_it_travels_with_its_table_and_without_its_memory(
    shipped: Canonicalizer, mentions: list[str | None], expected: list[Any]
) -> None:
    answers = ColumnAnswers(shipped)
    fresh = len(pickle.dumps(answers))
    answers.of(pa.array(mentions, pa.string()))
    packed = pickle.dumps(answers)
    assert len(packed) == fresh
    assert pickle.loads(packed).of(pa.array(mentions, pa.string())).to_pylist() == expected


def test_a_million_rows(shipped: Canonicalizer, many_names: list[str], many_ids: list[str | None]) -> None:
    out = canonicalize_array(pa.array(many_names), shipped)
    assert out.field("canonical_id").equals(pa.array(many_ids, pa.string()))
