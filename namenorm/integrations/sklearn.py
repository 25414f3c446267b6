"""scikit-learn: names to answers as a step of a Pipeline. Extra: `pip install "namenorm[sklearn]"`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from namenorm.errors import ArgumentError
from namenorm.integrations import extra
from namenorm.integrations.answers import Answer, Table, answers, opened

with extra("sklearn"):
    import numpy as np
    from sklearn.base import BaseEstimator, TransformerMixin
    from sklearn.utils.validation import check_is_fitted, validate_data

_AS_GIVEN: dict[str, Any] = {"dtype": object, "ensure_all_finite": "allow-nan"}


class NameCanonicalizer(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Names in, answers out: for each column of names one column for each of `fields`, as objects; None for what is missing.

    `table` is a YAML file, an AliasTable or a Canonicalizer, by default the shipped table; `fields` are among canonical_id,
    canonical_name, score (0..1), status and reason, by default all. A fitted one travels with its compiled table.

    >>> NameCanonicalizer(fields=["canonical_id", "status"]).fit_transform([["Al-Kazemi"], [None]]).tolist()
    [['mustafa-al-kadhimi', 'match'], [None, None]]
    """

    def __init__(self, table: Table = None, fields: Sequence[str] = Answer._fields) -> None:
        self.table, self.fields = table, fields

    def fit(self, X: Any, y: Any = None) -> Self:
        """Open the table. Nothing is learned from `X` but its columns. Raises ArgumentError for an unknown field."""
        if unknown := sorted(set(self.fields) - set(Answer._fields)):
            raise ArgumentError(f"fields are among {', '.join(Answer._fields)}, not {', '.join(unknown)}")
        validate_data(self, X, **_AS_GIVEN)
        self.canonicalizer_ = opened(self.table)
        return self

    def transform(self, X: Any) -> Any:
        """An array of shape (rows, columns of `X` times `fields`). Raises TypeError for what is no string."""
        check_is_fitted(self)
        names = validate_data(self, X, reset=False, **_AS_GIVEN)
        found = [answer or (None,) * len(Answer._fields) for answer in answers(self.canonicalizer_, map(_or_none, names.flat))]
        chosen = [Answer._fields.index(field) for field in self.fields]
        return np.array([[answer[i] for i in chosen] for answer in found], dtype=object).reshape(len(names), -1)

    def get_feature_names_out(self, input_features: Any = None) -> Any:
        """`name_canonical_id` and so on for a column called `name`; `x0_canonical_id` for one without a name."""
        check_is_fitted(self)
        if input_features is None:
            input_features = getattr(self, "feature_names_in_", [f"x{i}" for i in range(self.n_features_in_)])
        return np.array([f"{column}_{field}" for column in input_features for field in self.fields], dtype=object)


def _or_none(name: Any) -> Any:
    """None for nan and pandas' NA, all else as it is."""
    return None if not isinstance(name, str) and str(name) in {"nan", "<NA>"} else name
