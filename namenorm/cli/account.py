"""The account that `namenorm explain` gives, laid out for people in 100 columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from namenorm.cli.terminal import clip, escape, grid, width
from namenorm.model import Candidate, ChunkPair, Comparison, Decision, Evidence, Reason, Status, TokenPair

if TYPE_CHECKING:
    from namenorm.canonicalizer import TokenReading

_COLUMNS = 100
_CANDIDATES = 5
_BAR = 40
_LEAST_EFFECT = 0.005
_COLOURS = {Status.MATCH: "green", Status.AMBIGUOUS: "yellow", Status.NO_MATCH: "red"}
REASONS = {
    Reason.EXACT_ALIAS: "the mention is an alias of this record",
    Reason.SAME_PARTS: "the mention has the same parts as an alias",
    Reason.SIMILAR: "the mention is likely another spelling of an alias",
    Reason.SHARED_ALIAS: "several records have this alias",
    Reason.PARTIAL_NAME: "the mention is only one word of the names it may mean",
    Reason.CLOSE_CANDIDATES: "the best two records are too close to choose",
    Reason.WEAK_ALIAS: "only a weak alias speaks for the record",
    Reason.BELOW_THRESHOLD: "the best score is below the threshold",
    Reason.NO_CANDIDATE: "no record has a name like it",
    Reason.EMPTY: "no name is left once it is cleaned",
    Reason.TOO_LONG: "it is too long for a name",
}


@dataclass(frozen=True, slots=True)
class NameReading:
    """A name as the matcher reads it: cleaned, then token by token."""

    name: str
    cleaned: str
    tokens: tuple[TokenReading, ...]

    def as_dict(self) -> dict[str, Any]:
        """The reading as plain JSON types."""
        tokens = [
            {
                "text": token.text,
                "script": token.script,
                "role": token.role,
                "readings": [{"latin": latin, "cost": cost} for latin, cost in token.readings],
            }
            for token in self.tokens
        ]
        return {"name": self.name, "cleaned": self.cleaned, "tokens": tokens}


def decision_lines(decision: Decision) -> Iterator[str]:
    """The verdict, what led to it, and the best candidates."""
    verdict = click.style(decision.status.replace("_", " "), fg=_COLOURS[decision.status], bold=True)
    named = (decision.canonical_id, decision.canonical_name)
    yield "  ".join([verdict, *(escape(text) for text in named if text is not None)])
    yield ""
    facts = [
        ("mention", escape(decision.mention)),
        ("reason", f"{decision.reason}: {REASONS[decision.reason]}"),
    ]
    if decision.candidates:
        facts.append(("score", f"{decision.score:.4f}, {decision.margin:.4f} ahead of the next record"))
    if decision.flags:
        facts.append(("flags", ", ".join(decision.flags)))
    yield from grid(facts)
    if decision.candidates:
        yield from _heading("Candidates")
        for line in grid([_candidate_row(*numbered) for numbered in enumerate(decision.candidates[:_CANDIDATES], 1)]):
            yield clip(line, _COLUMNS)
        if len(decision.candidates) > _CANDIDATES:
            yield f"  and {len(decision.candidates) - _CANDIDATES} more, which --json lists"


def _candidate_row(rank: int, candidate: Candidate) -> tuple[str, ...]:
    alias = f"as {escape(candidate.alias)}" if candidate.alias != candidate.canonical_name else ""
    score = f"{candidate.score:.4f}"
    return str(rank), score, escape(candidate.canonical_id), escape(candidate.canonical_name), alias


def reading_lines(reading: NameReading) -> Iterator[str]:
    """The parts of a name: role, script, text, and the Latin readings of a part in another script."""
    yield from _heading(f"Parts of {escape(reading.name)}")
    yield f"  cleaned: {escape(reading.cleaned) or 'nothing is left'}"
    tokens = reading.tokens
    # Latin letters first, lest a terminal take the line for one that runs from right to left.
    starts = grid([(str(token.role), str(token.script or "-"), escape(token.text)) for token in tokens])
    for start, token in zip(starts, tokens, strict=True):
        readings = () if token.script == "Latn" else token.readings
        yield _fill(start, (f"{escape(latin)} {cost:.2f}" for latin, cost in readings))


def _fill(start: str, items: Iterable[str]) -> str:
    """`start` with as many of the items after it as fit into the line; a `…` tells of those left out."""
    line = start
    for item in items:
        if width(line) + 2 + width(item) > _COLUMNS - 3:
            return f"{line}  …"
        line += f"  {item}"
    return line.rstrip()


def comparison_lines(comparison: Comparison, best: Candidate | None = None) -> Iterator[str]:
    """Two names side by side: the evidence for and against, and which letters answer to which.

    With the best candidate of a decision, the evidence is the one that gave that its score, rarity of the parts and
    strength of the alias included; a comparison alone does not know these.
    """
    score = f": {comparison.score:.4f}" if best is None else ""
    yield from _heading(f"{escape(comparison.mention)} beside {escape(comparison.alias)}{score}")
    yield from _evidence_lines(comparison.evidence if best is None else best.evidence)
    same = [pair.mention for pair in comparison.tokens if pair.mention == pair.alias]
    first = [pair.mention for pair in comparison.tokens if not pair.alias]
    second = [pair.alias for pair in comparison.tokens if not pair.mention]
    for where, tokens in (("same in both", same), ("only in the first", first), ("only in the second", second)):
        if tokens:
            yield f"  {where}: {escape(', '.join(tokens))}"
    for pair in comparison.tokens:
        if pair.mention and pair.alias and pair.mention != pair.alias:
            yield ""
            yield from _pair_lines(pair)


def _evidence_lines(evidence: Sequence[Evidence]) -> Iterator[str]:
    telling = [fact for fact in evidence if abs(fact.effect) >= _LEAST_EFFECT]
    rows = [(fact.feature.replace("_", " "), f"{fact.value:6.2f}", f"{fact.effect:+6.2f}") for fact in telling]
    for line, fact in zip(grid(rows), telling, strict=True):
        bar = "█" * min(_BAR, round(abs(fact.effect) * 4))
        yield f"{line}  {click.style(bar, fg='green' if fact.effect > 0 else 'red')}" if bar else line


def _pair_lines(pair: TokenPair) -> Iterator[str]:
    yield f"  {escape(pair.mention)} as {escape(pair.alias)} costs {pair.cost:.2f}"
    # Letters that run from right to left go one pair a line: side by side, terminals would put them in reverse.
    if any(_runs_leftwards(chunk.source + chunk.target) for chunk in pair.chunks):
        cells = map(_chunk_cells, pair.chunks)
        yield from grid([(cost, f"{source} as {target}") for source, target, cost in cells], "    ")
    else:
        yield from _chunk_grid(pair.chunks)


def _chunk_grid(chunks: Sequence[ChunkPair]) -> Iterator[str]:
    """Chunks side by side: letters above, letters below, and the cost of each change, as many as fit a line."""
    cells = [_chunk_cells(chunk) for chunk in chunks]
    while cells:
        count, columns = 0, 2
        while count < len(cells) and columns < _COLUMNS:
            columns += 2 + max(map(width, cells[count]))
            count += columns <= _COLUMNS or not count
        lines = grid(list(zip(*cells[:count], strict=True)), "    ")
        yield from (*lines[:2], click.style(lines[2], dim=True))
        cells = cells[count:]


def _chunk_cells(chunk: ChunkPair) -> tuple[str, str, str]:
    return escape(chunk.source) or "-", escape(chunk.target) or "-", f"{chunk.cost:.2f}" if chunk.cost else "·"


def _runs_leftwards(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


def _heading(text: str) -> Iterator[str]:
    yield ""
    yield click.style(text, bold=True)
