r"""The review file: each name that a person should look at, once, with the candidates and room for a decision.

It is made for spreadsheets and goes back to `--decisions`, so a name is written in a way that survives both: invisible
characters as escapes such as `\u202e`, a backslash doubled, and a `'` before what a spreadsheet would take for a formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from namenorm.cli.account import REASONS
from namenorm.cli.answers import Case, score_text
from namenorm.cli.columns import STAMP
from namenorm.cli.formats.shape import Added, Cells, Head, Table, Writer
from namenorm.cli.tally import Counted
from namenorm.cli.terminal import escape

if TYPE_CHECKING:
    from namenorm.model import Candidate, Decision

CANDIDATES = 5
DECISION = ("decision", "decision_id", "decision_name")
FIRST_CANDIDATE = "candidate_1_id"
COLUMNS = (
    "name", "rows", *DECISION, "status", "score", "reason", "flags",
    *(f"candidate_{n}_{what}" for n in range(1, CANDIDATES + 1) for what in ("id", "name", "alias", "score")),
    "evidence", *STAMP,
)  # fmt: skip
_ROWS = 1_000
_LIKE_FORMULA = re.compile(r"'*[=+\-@]")
_HOPELESS = 0.01  # a candidate with a lower score is none
_LEAST_EFFECT = 0.05
_EVIDENCE = 4


@dataclass(frozen=True, slots=True)
class CaseOf:
    """Tells whether a person should look at a decision: in doubt, without a match although there are candidates, or a match
    whose score is below `below`.
    """

    below: float

    def __call__(self, decision: Decision) -> Case | None:
        matched = decision.canonical_id is not None
        if decision.score < _HOPELESS or (matched and decision.score >= self.below):
            return None
        cells = [score_text(decision.score), " ".join(decision.flags)]
        for candidate in [c for c in decision.candidates if c.score >= _HOPELESS][:CANDIDATES]:
            cells += [candidate.canonical_id, candidate.canonical_name, candidate.alias, score_text(candidate.score)]
        cells += [""] * (2 + 4 * CANDIDATES - len(cells))
        return (*cells, _evidence(decision))


def _evidence(decision: Decision) -> str:
    """Why, for people: `the best two records are too close to choose. kadhimi: matched +4.10, left over -1.20; hakimi: ...`."""
    weighed = ((c.canonical_id, _weighed(c)) for c in decision.candidates[:2] if c.score >= _HOPELESS)
    return f"{REASONS[decision.reason]}. {'; '.join(f'{record}: {facts}' for record, facts in weighed if facts)}".strip()


def _weighed(candidate: Candidate) -> str:
    telling = [fact for fact in candidate.evidence if abs(fact.effect) >= _LEAST_EFFECT and fact.feature != "bias"]
    facts = sorted(telling, key=lambda fact: -abs(fact.effect))
    return ", ".join(f"{fact.feature.replace('_', ' ')} {fact.effect:+.2f}" for fact in facts[:_EVIDENCE])


def written(name: str) -> str:
    r"""A name as the review file has it: no two names are written alike.

    >>> written("=a\u202eb")
    "'=a\\u202eb"
    """
    text = escape(name.replace("\\", "\\\\"))
    return f"'{text}" if _LIKE_FORMULA.match(text) else text


def write_review(writer: Writer, cases: Iterable[Counted], stamp: Cells) -> None:
    """Write all cases, the table's hash, the model and the threshold with each."""
    writer.begin(Head(COLUMNS), Added())
    rows = iter(_rows(cases, stamp))
    while some := list(islice(rows, _ROWS)):
        writer.write(Table(some), [()] * len(some))
    writer.end()


def _rows(cases: Iterable[Counted], stamp: Cells) -> Iterator[Cells]:
    for counted in cases:
        score, flags, *rest = counted.case or ()
        yield (
            written(counted.name), str(counted.rows), "", "", "", counted.status, score, counted.reason, flags,
            *map(escape, rest), *stamp,
        )  # fmt: skip
