"""The pandas door, on every kind of column that may hold names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

import namenorm.integrations.pandas  # noqa: F401 - gives Series their accessor
from namenorm import AliasTable, Canonicalizer
from namenorm.integrations.answers import Answer

DTYPES = [
    "str" if pd.__version__ >= "3" else "string",
    "object",
    "category",
    "string[python]",
    "string[pyarrow]",
    pd.ArrowDtype(pa.string()),
    pd.ArrowDtype(pa.large_string()),
    pd.ArrowDtype(pa.dictionary(pa.int32(), pa.string())),
]
BREKKESUND = [{"id": "brekkesund", "name": "Halvard Brekkesund", "type": "person"}]


def rows(frame: pd.DataFrame) -> list[dict[str, Any] | None]:
    """The rows of a frame of answers; None for a row where all is missing."""
    values = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [row if any(value is not None for value in row.values()) else None for row in values]


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
def test_answers_are_those_of_explain_many(
    dtype: Any, shipped: Canonicalizer, mentions: list[str | None], expected: list[Any]
) -> None:
    names = pd.Series(mentions, dtype=object).astype(dtype)
    frame = names.namenorm.explain(shipped)
    assert tuple(frame.columns) == Answer._fields
    assert rows(frame) == expected
    ids = names.namenorm.canonical_id(shipped)
    assert [None if pd.isna(id) else id for id in ids] == [row and row["canonical_id"] for row in expected]


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA, pd.NaT])
def test_what_is_missing_stays_missing(missing: Any, shipped: Canonicalizer) -> None:
    names = pd.Series(["Al-Kazemi", missing, "Fatah"], dtype=object)
    assert names.namenorm.explain(shipped).isna().all(axis="columns").tolist() == [False, True, False]
    assert names.namenorm.canonical_id(shipped).isna().tolist() == [False, True, True]


@pytest.mark.parametrize("names", [pd.Series([None, None]), pd.Series([float("nan")] * 2), pd.Series([pd.NA, None])])
def test_a_column_of_nothing(names: pd.Series, shipped: Canonicalizer) -> None:
    frame = names.namenorm.explain(shipped)
    assert frame.shape == (2, 5)
    assert frame.isna().all(axis=None)
    assert frame.dtypes.equals(pd.Series(["Al-Kazemi"]).namenorm.explain(shipped).dtypes)


def test_an_empty_column(shipped: Canonicalizer) -> None:
    frame = pd.Series([], dtype=object).namenorm.explain(shipped)
    assert frame.shape == (0, 5)
    assert frame["score"].dtype == "float64"


def test_order_index_and_name_are_kept(shipped: Canonicalizer) -> None:
    index = pd.MultiIndex.from_tuples([("b", 2), ("a", 1), ("a", 1)], names=["letter", "number"])
    names = pd.Series(["Fatah", "Al-Kazemi", "Xi Jinping"], index=index, name="who")
    ids = names.namenorm.canonical_id(shipped)
    assert ids.name == "who"
    pd.testing.assert_index_equal(ids.index, index)
    pd.testing.assert_index_equal(names.namenorm.explain(shipped).index, index)
    assert ids.tolist()[1:] == ["mustafa-al-kadhimi", "xi-jinping"]


def test_columns_are_of_text_and_numbers(shipped: Canonicalizer) -> None:
    names = pd.Series(["Al-Kazemi", None])
    frame = names.namenorm.explain(shipped)
    assert frame["score"].dtype == "float64"
    assert {str(frame[field].dtype) for field in Answer._fields if field != "score"} == {str(pd.Series(["x"]).dtype)}
    assert names.namenorm.canonical_id(shipped).dtype == pd.Series(["x"]).dtype


def test_answers_go_into_the_frame_they_came_from(shipped: Canonicalizer) -> None:
    frame = pd.DataFrame({"page": [7, 3], "name": ["Al-Kazemi", None]}, index=[70, 30])
    joined = frame.join(frame["name"].namenorm.explain(shipped))
    assert joined.loc[70, "canonical_id"] == "mustafa-al-kadhimi"
    assert pd.isna(joined.loc[30, "status"])
    assert joined["page"].tolist() == [7, 3]


def test_a_table_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text("- id: brekkesund\n  name: Halvard Brekkesund\n  type: person\n", encoding="utf-8")
    table = AliasTable.from_records(BREKKESUND)
    names = pd.Series(["Халвард Бреккесунд"])
    for ours in (path, str(path), table, Canonicalizer(table)):
        assert names.namenorm.canonical_id(ours).tolist() == ["brekkesund"]


def test_the_shipped_table_is_the_default() -> None:
    assert pd.Series(["Al-Kazemi"]).namenorm.canonical_id().tolist() == ["mustafa-al-kadhimi"]


def test_a_number_is_no_name(shipped: Canonicalizer) -> None:
    with pytest.raises(TypeError, match="a name is a str, not int"):
        pd.Series(["Al-Kazemi", 5], dtype=object).namenorm.canonical_id(shipped)


def test_text_that_is_no_unicode_gets_an_answer(shipped: Canonicalizer) -> None:
    """`read_csv(encoding_errors="surrogateescape")` makes such."""
    names = pd.Series(["Al-Kazemi", "Al-Kaz\udce9mi"], dtype=object)
    assert names.namenorm.explain(shipped)["status"].notna().all()


def test_a_million_rows(shipped: Canonicalizer, many_names: list[str], many_ids: list[str | None]) -> None:
    assert pd.Series(many_ids).equals(pd.Series(many_names).namenorm.canonical_id(shipped))
