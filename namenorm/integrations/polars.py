"""polars: `pl.col("name").namenorm`, once this module is imported. Extra: `pip install "namenorm[polars]"`."""

from __future__ import annotations

from namenorm.integrations import extra
from namenorm.integrations.answers import Answer, Table

with extra("polars"):
    import polars as pl

    from namenorm.integrations.columns import ColumnAnswers

_ANSWER = pl.Struct({field: pl.Float64 if field == "score" else pl.String for field in Answer._fields})


@pl.api.register_expr_namespace("namenorm")
class NamenormExpr:
    """Canonical IDs of an expression of names: String, Categorical or Enum; eager, lazy and streaming. Null stays null."""

    def __init__(self, names: pl.Expr) -> None:
        self._names = names

    def canonical_id(self, table: Table = None) -> pl.Expr:
        """The canonical ID of each name, null if it is unknown or in doubt.

        >>> pl.select(pl.lit("Al-Kazemi").namenorm.canonical_id()).item()
        'mustafa-al-kadhimi'
        """
        return self.explain(table).struct.field("canonical_id")

    def explain(self, table: Table = None) -> pl.Expr:
        """A struct of canonical_id, canonical_name, score (0..1), status and reason; `.struct.unnest()` makes columns of it.

        Raises TypeError, inside polars' own error, for a column that is not of strings.

        >>> pl.select(pl.lit("Fatah").namenorm.explain().struct.unnest())["reason"].item()
        'shared_alias'
        """
        answers = ColumnAnswers(table)

        def batch(names: pl.Series) -> pl.Series:
            return pl.Series(names.name, answers.of(names.to_arrow()), _ANSWER)

        return self._names.map_batches(batch, return_dtype=_ANSWER, is_elementwise=True)
