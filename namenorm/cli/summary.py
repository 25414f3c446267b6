"""The account of a run: rows by status and reason, the most frequent names without a match, and what the answers rest on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from namenorm.cli.formats.shape import Cells
from namenorm.cli.tally import Counted, Tally
from namenorm.cli.terminal import clip, escape, grid

if TYPE_CHECKING:
    from namenorm.model import Provenance

_MOST = 20
_HASH = 16  # digits of the table's hash that are shown: enough to tell tables apart
_COLUMNS = 100


def stamp_of(provenance: Provenance) -> Cells:
    """The table's hash, the model and the threshold, as `columns.STAMP` names them."""
    return provenance.table[:_HASH], provenance.model, f"{provenance.threshold:g}"


@dataclass(frozen=True, slots=True)
class Summary:
    """A run in numbers."""

    rows: int
    rejected: int
    tally: Tally
    stamp: Cells

    def line(self) -> str:
        """The whole in one line."""
        status = self.tally.status
        names = status.total()
        counted = _count(self.rows, "row") if names == self.rows else f"{_count(self.rows, 'row')} with {_count(names, 'name')}"
        rejected = f", {self.rejected} rejected" if self.rejected else ""
        return f"{counted}, {status['match']} matched, {status['ambiguous']} ambiguous, {status['no_match']} no match{rejected}"

    def lines(self) -> Iterator[str]:
        """The same at length, for people."""
        yield self.line()
        reasons = self.tally.reason.most_common()
        if reasons:
            yield ""
            yield from grid([(f"{rows:>10}", reason) for reason, rows in sorted(reasons, key=lambda pair: (-pair[1], pair[0]))])
        if unmatched := self.tally.most_frequent_unmatched(_MOST):
            yield ""
            yield "Most frequent names without a match:"
            for line in grid([(f"{c.rows:>10}", c.reason, escape(c.name)) for c in unmatched]):
                yield clip(line, _COLUMNS)
        yield ""
        yield "table {}, model {}, threshold {}".format(*self.stamp)

    def as_json(self) -> str:
        """The same for programs: one JSON object."""
        status, reason = self.tally.status, self.tally.reason
        table, model, threshold = self.stamp
        return escape(json.dumps({
            "rows": self.rows,
            "rejected": self.rejected,
            "names": status.total(),
            "status": {name: status[name] for name in ("match", "ambiguous", "no_match")},
            "reason": {name: reason[name] for name in sorted(reason)},
            "unmatched": list(map(_as_dict, self.tally.most_frequent_unmatched(_MOST))),
            "table": table,
            "model": model,
            "threshold": float(threshold),
        }, indent=2, ensure_ascii=False), keep="\n") + "\n"  # fmt: skip


def _as_dict(counted: Counted) -> dict[str, str | int]:
    return {"name": counted.name, "rows": counted.rows, "status": counted.status, "reason": counted.reason}


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
