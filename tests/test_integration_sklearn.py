"""The scikit-learn door: in pipelines, cloned, pickled, with frames and arrays."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from sklearn.base import clone
from sklearn.compose import ColumnTransformer
from sklearn.exceptions import NotFittedError
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder

from namenorm import AliasTable, ArgumentError, Canonicalizer
from namenorm.integrations.answers import Answer
from namenorm.integrations.sklearn import NameCanonicalizer


def test_answers_are_those_of_explain_many(
    shipped: Canonicalizer, mentions: list[str | None], expected: list[Any]
) -> None:
    out = NameCanonicalizer(shipped).fit_transform([[name] for name in mentions])
    assert out.shape == (len(mentions), 5)
    assert [dict(zip(Answer._fields, row, strict=True)) if any(row) else None for row in out.tolist()] == expected


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA, np.nan], ids=str)
def test_what_is_missing_stays_missing(missing: Any, shipped: Canonicalizer) -> None:
    frame = pd.DataFrame({"name": pd.Series(["Al-Kazemi", missing], dtype=object)})
    out = NameCanonicalizer(shipped, fields=["canonical_id", "score"]).fit_transform(frame)
    assert out.tolist() == [["mustafa-al-kadhimi", 1.0], [None, None]]


@pytest.mark.parametrize("dtype", ["category", "string", "object"])
def test_frames_give_names_to_the_columns(dtype: str, shipped: Canonicalizer) -> None:
    frame = pd.DataFrame({"writer": ["Al-Kazemi", None], "subject": ["Fatah", "Xi Jinping"]}, dtype=dtype)
    step = NameCanonicalizer(shipped, fields=["canonical_id", "status"]).set_output(transform="pandas")
    out = step.fit_transform(frame)
    wanted = ["writer_canonical_id", "writer_status", "subject_canonical_id", "subject_status"]
    assert list(step.get_feature_names_out()) == list(out.columns) == wanted
    assert out["subject_canonical_id"].tolist()[1] == "xi-jinping"
    assert out["writer_status"].isna().tolist() == [False, True]


def test_frames_of_polars_and_bare_arrays(shipped: Canonicalizer) -> None:
    step = NameCanonicalizer(shipped, fields=["canonical_id"])
    assert step.fit_transform(pl.DataFrame({"name": ["Al-Kazemi", None]})).tolist() == [["mustafa-al-kadhimi"], [None]]
    assert step.fit_transform(np.array([["Al-Kazemi"], ["Nobody Atall"]])).tolist() == [["mustafa-al-kadhimi"], [None]]
    assert list(step.get_feature_names_out()) == ["x0_canonical_id"]
    assert list(step.get_feature_names_out(["who"])) == ["who_canonical_id"]


def test_a_pipeline_learns_from_ids_and_not_from_spellings(shipped: Canonicalizer) -> None:
    train = pd.DataFrame({"name": ["Al-Kazemi", "Moqtada Sadr", "Mustafa al-Kadhimi", "Muqtada al-Sadr"]})
    pipeline = make_pipeline(
        NameCanonicalizer(shipped, fields=["canonical_id"]), OneHotEncoder(handle_unknown="ignore"), LogisticRegression()
    )
    pipeline.fit(train, [0, 1, 0, 1])
    assert pipeline.predict(pd.DataFrame({"name": ["مصطفى الكاظمي", "Муктада ас-Садр"]})).tolist() == [0, 1]
    assert pipeline[:-1].get_feature_names_out()[0].startswith("name_canonical_id_")


def test_a_column_transformer_and_a_search(shipped: Canonicalizer) -> None:
    frame = pd.DataFrame({"name": ["Al-Kazemi", "Moqtada Sadr"] * 4, "pages": range(8)})
    columns = ColumnTransformer(
        [("who", make_pipeline(NameCanonicalizer(shipped), OneHotEncoder(handle_unknown="ignore")), ["name"])],
        remainder="passthrough",
    )
    search = GridSearchCV(
        Pipeline([("columns", columns), ("model", LogisticRegression())]),
        {"columns__who__namecanonicalizer__fields": [["canonical_id"], ["canonical_id", "status"]]}, cv=2,
    )  # fmt: skip
    assert search.fit(frame, [0, 1] * 4).predict(frame.head(2)).tolist() == [0, 1]


def test_it_clones() -> None:
    table = AliasTable.from_records([{"id": "brekkesund", "name": "Halvard Brekkesund", "type": "person"}])
    for ours in (None, "ours.yaml", table, Canonicalizer(table)):
        step = NameCanonicalizer(ours, fields=["status"])
        assert clone(step).get_params()["fields"] == ["status"]
        assert type(clone(step).table) is type(ours)
    cloned = clone(NameCanonicalizer(Canonicalizer(table), fields=["canonical_id"]))
    assert cloned.fit_transform([["Халвард Бреккесунд"]]).tolist() == [["brekkesund"]]


def test_a_fitted_one_travels_with_its_table(tmp_path: Any) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text("- id: brekkesund\n  name: Halvard Brekkesund\n  type: person\n", encoding="utf-8")
    packed = pickle.dumps(NameCanonicalizer(path, fields=["canonical_id"]).fit([["x"]]))
    path.unlink()
    assert pickle.loads(packed).transform([["Халвард Бреккесунд"]]).tolist() == [["brekkesund"]]


def test_what_is_wrong_is_said(shipped: Canonicalizer) -> None:
    with pytest.raises(ArgumentError, match=r"fields are among canonical_id, .*reason, not id"):
        NameCanonicalizer(shipped, fields=["id"]).fit([["x"]])
    with pytest.raises(NotFittedError):
        NameCanonicalizer(shipped).transform([["x"]])
    with pytest.raises(NotFittedError):
        NameCanonicalizer(shipped).get_feature_names_out()
    with pytest.raises(TypeError, match="a name is a str, not int"):
        NameCanonicalizer(shipped).fit_transform(pd.DataFrame({"name": [5]}))
    with pytest.raises(ValueError, match="2 features, but NameCanonicalizer is expecting 1"):
        NameCanonicalizer(shipped).fit([["x"]]).transform([["x", "y"]])
