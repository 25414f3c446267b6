"""`namenorm canonicalize`: the command line of it. What is done is in run.py."""

from __future__ import annotations

from typing import Any

import click

from namenorm.cli.formats import FORMATS
from namenorm.cli.matcher import TABLE_OPTION
from namenorm.cli.options import Delimiter, EncodingName, GroupedCommand, in_group

_input, _output, _matching = in_group("Input"), in_group("Output"), in_group("Matching")
_review, _running = in_group("Review and summary"), in_group("Running")
_FILE = click.Path()


@click.command(cls=GroupedCommand, short_help="Append canonical IDs to a file of names.")
@click.argument("file", required=False, type=_FILE)
@_input("-c", "--column", "columns", multiple=True, required=True, metavar="COLUMN",
        help="Column of the names: its name or its number; several with commas between, or the option again.")  # fmt: skip
@_input("--format", "input_format", type=click.Choice(FORMATS), help="Format of FILE, if its ending does not tell.")
@_input("-d", "--delimiter", type=Delimiter(), metavar="SIGN",
        help="Delimiter of a CSV file; by default found among comma, semicolon, tab and bar.")  # fmt: skip
@_input("-t", "--tabs", is_flag=True, help="The delimiter is a tab.")
@_input("--encoding", type=EncodingName(), metavar="NAME", help="Encoding of FILE, such as cp1256; by default UTF-8.")
@_input("-H", "--no-header", is_flag=True, help="The first line is a row; columns are numbers.")
@_input("--sheet", metavar="NAME", help="Sheet of an Excel workbook; by default the one that opens.")
@_input("--rejects", type=_FILE, metavar="FILE",
        help="Write rows that can't be read to FILE as they are, and go on; by default the first is an error.")  # fmt: skip
@_matching("--table", **TABLE_OPTION)
@_matching("--threshold", metavar="X", type=click.FloatRange(0, 1), help="Lowest score of a match, 0 to 1.")
@_matching("--decisions", type=_FILE, metavar="FILE", help="A review file that a person filled in; goes before the matcher.")
@_output("-o", "--output", metavar="OUT", type=_FILE, help="File to write; by default, or with '-', standard output.")
@_output("--output-format", type=click.Choice(FORMATS), help="Format of OUT, if its ending does not tell.")
@_output("--output-encoding", type=EncodingName(), metavar="NAME", help="Encoding of OUT; by default that of FILE.")
@_output("--prefix", metavar="TEXT", help="What appended columns begin with; by default '{column}_'.")
@_output("--only-id", is_flag=True, help="Append the ID alone.")
@_output("--stamp", is_flag=True, help="Append the table's hash, the model and the threshold to every row.")
@_output("--add-bom", is_flag=True, help="Begin with a byte order mark, so that Excel reads UTF-8.")
@_output("--excel-safe", is_flag=True, help="Put ' before cells of FILE that a spreadsheet would take for formulas.")
@_review("--review", type=_FILE, metavar="FILE", help="Write the names that a person should look at, for --decisions.")
@_review("--review-below", type=click.FloatRange(0, 1), default=0.9, metavar="X", show_default=True,
         help="A match with a lower score is for review too.")  # fmt: skip
@_review("--summary", is_flag=True, help="Tell counts by reason and the most frequent unmatched names.")
@_review("--summary-json", type=_FILE, metavar="FILE", help="Write the same to FILE as JSON.")
@_running("-j", "--jobs", type=click.IntRange(1, 256), default=1, metavar="N", show_default=True,
          help="Processes that decide on names.")  # fmt: skip
@_running("--line-buffered", is_flag=True, help="Write each row as soon as it was read; slower.")
@_running("--fail-on-unmatched", is_flag=True, help="Exit with status 3 if a name has no match.")
@_running("-q", "--quiet", is_flag=True, help="Nothing on standard error but errors.")
@click.pass_context
def canonicalize(context: click.Context, /, **given: Any) -> None:
    """Append the canonical ID of each name in a column of a file.

    FILE is CSV, TSV, JSON Lines, Parquet or Excel by its ending, .gz or .zst after it; without FILE, or with '-', it is CSV on
    standard input. Six columns are appended, called after COLUMN: _id, _name, _status (match, ambiguous or no_match), _score
    (0 to 1), _reason and _flags. All else goes out as it came in. Files to write take their place only when they are whole.

    \b
    Examples:
      namenorm canonicalize mentions.csv -c name -o mentions-with-ids.csv
      namenorm canonicalize mentions.csv -c name -o out.csv --review review.csv
      namenorm canonicalize mentions.csv -c name -o out.csv --decisions review.csv
    """
    from namenorm.cli.run import Options, run  # not needed for --help

    context.exit(run(Options(**given)))
