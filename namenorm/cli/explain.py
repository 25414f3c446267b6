"""`namenorm explain`: how a name was read, which records it may mean and why, or how two names compare."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import click

from namenorm.cli.account import NameReading, comparison_lines, decision_lines, reading_lines
from namenorm.cli.matcher import TABLE_OPTION, load_canonicalizer, read_table
from namenorm.cli.terminal import escape
from namenorm.model import RECORD_TYPES, Comparison, Decision

if TYPE_CHECKING:
    from namenorm import Canonicalizer


@click.command(short_help="Explain what a name may mean, and why.")
@click.argument("name")
@click.argument("other", required=False)
@click.option("--table", **TABLE_OPTION)
@click.option("--type", "record_type", type=click.Choice(RECORD_TYPES), help="Type of the record that is meant.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def explain(name: str, other: str | None, table: str | None, record_type: str | None, as_json: bool) -> None:
    """Explain what the matcher makes of NAME; with OTHER, how the two names compare.

    It shows the parts of the name, the Latin readings of those in other scripts with what they cost (0 is sure), the
    records that it may mean with their scores, and the best of them side by side with the name.

    \b
    Examples:
      namenorm explain "Mustafa al-Kazemi"
      namenorm explain "Qassem Soleimani" "قاسم سلیمانی"
      namenorm explain --json "Wladimir Putin"
    """
    for given in (name, other):
        if given is not None and not _is_text(given):
            raise click.UsageError(f"The name '{given}' is not in the encoding of the terminal")
    account = _account(load_canonicalizer(read_table(table)), name, other, record_type)
    if as_json:
        click.echo(escape(json.dumps(account.as_dict(), ensure_ascii=False, indent=2), keep="\n"))
    else:
        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        click.echo("\n".join(account.lines()), color=colour)


@dataclass(frozen=True, slots=True)
class _Account:
    """All that the matcher has to say: a decision and its best candidate, or two names compared."""

    decision: Decision | None
    readings: tuple[NameReading, ...]
    comparison: Comparison | None

    def as_dict(self) -> dict[str, Any]:
        return {
            "decision": self.decision and self.decision.as_dict(),
            "readings": [reading.as_dict() for reading in self.readings],
            "comparison": self.comparison and asdict(self.comparison),
        }

    def lines(self) -> Iterator[str]:
        if self.decision:
            yield from decision_lines(self.decision)
        for reading in self.readings:
            yield from reading_lines(reading)
        if self.comparison:
            yield from comparison_lines(self.comparison, self.decision.candidates[0] if self.decision else None)


def _account(canonicalizer: Canonicalizer, name: str, other: str | None, record_type: str | None) -> _Account:
    if other is not None:
        readings = (_reading(canonicalizer, name), _reading(canonicalizer, other))
        return _Account(None, readings, canonicalizer.compare(name, other, record_type))
    decision = canonicalizer.explain(name, record_type)
    comparison = None
    if decision.candidates:
        best = decision.candidates[0]
        best_type = best.type
        comparison = canonicalizer.compare(name, best.alias, best_type)
    return _Account(decision, (_reading(canonicalizer, name),), comparison)


def _reading(canonicalizer: Canonicalizer, name: str) -> NameReading:
    from namenorm.cleaning import clean  # not needed for --help

    return NameReading(name, clean(name).text, tuple(canonicalizer.read(name)))


def _is_text(name: str) -> bool:
    """Whether a word of the command line was in the encoding of the terminal; else it holds surrogates."""
    return not any("\ud800" <= letter <= "\udfff" for letter in name)
