"""`namenorm check`: every problem of an alias table, with its line."""

from __future__ import annotations

from collections import Counter
from functools import cache, partial

import click

from namenorm.cli.matcher import load_canonicalizer, read_table
from namenorm.cli.terminal import escape


@click.command(short_help="List every problem of an alias table.")
@click.argument("table", type=click.Path())
@click.pass_context
def check(context: click.Context, table: str) -> None:
    """Check an alias table (YAML) and list every problem as TABLE:LINE: error|warning: what is wrong.

    The exit status is 1 if there is an error, 0 if there are only warnings or none.

    \b
    Example:
      namenorm check aliases.yaml
    """
    from namenorm import table_check  # not needed for --help

    given = read_table(table)
    matcher = cache(partial(load_canonicalizer, given))  # loaded when first asked, which is for a table without errors
    problems = table_check.check(table, lambda native, latin: matcher().compare(native, latin).score, given.content)
    for problem in problems:
        where = f"{table}:{problem.line}" if problem.line else table
        record = f"record '{problem.record}': " if problem.record else ""
        click.echo(escape(f"{where}: {problem.severity}: {record}{problem.message}"))
    found = Counter(problem.severity for problem in problems)
    click.echo(escape(f"{table}: {_count(found['error'], 'error')}, {_count(found['warning'], 'warning')}"))
    if found["error"]:
        context.exit(1)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
