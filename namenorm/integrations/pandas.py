"""pandas: `s.namenorm` on every Series of names, once this module is imported. Extra: `pip install "namenorm[pandas]"`."""

from __future__ import annotations

from namenorm.integrations import extra
from namenorm.integrations.answers import Answer, Table, answers, opened

with extra("pandas"):
    import pandas as pd

_MISSING = (None,) * len(Answer._fields)


@pd.api.extensions.register_series_accessor("namenorm")
class NamenormAccessor:
    """Canonical IDs of a Series of names: str, object, category or Arrow. What is missing (nan, None, pd.NA) stays missing."""

    def __init__(self, names: pd.Series) -> None:
        self._names = names

    def canonical_id(self, table: Table = None) -> pd.Series:
        """The canonical ID of each name, missing if it is unknown or in doubt. Index and name are those of the Series.

        >>> pd.Series(["Al-Kazemi", None], index=["a", "b"]).namenorm.canonical_id().to_dict()["a"]
        'mustafa-al-kadhimi'
        """
        return self._answers(table, ["canonical_id"])["canonical_id"].rename(self._names.name)

    def explain(self, table: Table = None) -> pd.DataFrame:
        """A frame with canonical_id, canonical_name, score (0..1), status and reason, and the index of the Series.

        Raises TypeError for what is neither a string nor missing.

        >>> pd.Series(["Al-Kazemi", None]).namenorm.explain()["reason"].tolist()[0]
        'exact_alias'
        """
        return self._answers(table, list(Answer._fields))

    def _answers(self, table: Table, fields: list[str]) -> pd.DataFrame:
        codes, distinct = pd.factorize(self._names)
        rows = [*answers(opened(table), distinct.tolist()), None]  # the last is for what is missing: its code is -1
        frame = pd.DataFrame([row or _MISSING for row in rows], columns=Answer._fields, dtype=object)[fields]
        text = pd.Series([""]).dtype  # str, or object before pandas 3
        dtypes = {field: "float64" if field == "score" else text for field in fields}
        return frame.astype(dtypes).take(codes).set_axis(self._names.index)
