"""What `namenorm canonicalize` does: rows in, answers beside them, rows out, and what is told about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import IO, TYPE_CHECKING

import click

from namenorm.cli.answers import Answers, Asked, Deciders, Here, decide
from namenorm.cli.columns import added_columns, find_columns
from namenorm.cli.decisions import NO_DECISIONS, Decisions, read_decisions
from namenorm.cli.files import Outputs, open_input, source_name
from namenorm.cli.formats import Kind, Opened, Reading, Writing, kind_of, open_reader, open_writer
from namenorm.cli.formats.rejects import Rejects
from namenorm.cli.formats.shape import Cells, Reader, Writer
from namenorm.cli.formats.text import UTF_8, Encoding
from namenorm.cli.matcher import TableContent, load_canonicalizer, load_table, read_table
from namenorm.cli.progress import progress
from namenorm.cli.review import CANDIDATES, CaseOf, write_review
from namenorm.cli.summary import Summary, stamp_of
from namenorm.cli.tally import Tally

if TYPE_CHECKING:
    from namenorm import Canonicalizer

UNMATCHED = 3


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line."""

    file: str | None
    columns: tuple[str, ...]
    input_format: str | None
    delimiter: str | None
    tabs: bool
    encoding: str | None
    no_header: bool
    sheet: str | None
    rejects: str | None
    table: str | None
    threshold: float | None
    decisions: str | None
    output: str | None
    output_format: str | None
    output_encoding: str | None
    prefix: str | None
    only_id: bool
    stamp: bool
    add_bom: bool
    excel_safe: bool
    review: str | None
    review_below: float
    summary: bool
    summary_json: str | None
    jobs: int
    line_buffered: bool
    fail_on_unmatched: bool
    quiet: bool


@dataclass(slots=True)
class _Flow:
    """How many rows were read and were written."""

    read: int = 0
    written: int = 0

    def check(self, counted: int, columns: int) -> None:
        """Nothing may be lost on the way, or be there twice."""
        if self.read != self.written or counted != self.read * columns:
            raise AssertionError(f"{self.read} rows went in, {self.written} came out, {counted} names were counted")


def run(options: Options) -> int:
    """Canonicalize a file; the exit status of the program comes out. Errors are those of the package, or OSError."""
    source = source_name(options.file)
    kind = kind_of(options.file, options.input_format)
    target = kind_of(options.output, options.output_format, kind.format)
    _check(options, kind, target)
    with ExitStack() as stack:
        stream = stack.enter_context(open_input(options.file))
        read: list[IO[bytes] | str] = [stream, *(path for path in (options.table, options.decisions) if path is not None)]
        outputs = stack.enter_context(Outputs(read))
        sink = outputs.open(options.output, target.compression)
        reports = _reports(options, outputs, stack)
        rejects = Rejects(outputs.open(options.rejects) if options.rejects else None, quiet=options.quiet)
        opened = open_reader(stream, source, kind, _reading(options, target), rejects)
        head = opened.reader.head
        chosen = find_columns(head, options.columns, source)
        added = added_columns(head, chosen, options.prefix, only_id=options.only_id, stamp=options.stamp, source=source)
        table = read_table(options.table)
        canonicalizer = load_canonicalizer(table, options.threshold, _candidates(options))
        stamp = stamp_of(canonicalizer.provenance)
        decided = read_decisions(options.decisions, load_table(table)) if options.decisions else NO_DECISIONS
        tally = stack.enter_context(Tally(by_name=options.summary or bool(options.summary_json), cases=bool(options.review)))
        writer = open_writer(sink, options.output or "<stdout>", target, _writing(options, opened, kind, target))
        stack.callback(writer.abandon)
        answers = Answers(_deciders(options, table, canonicalizer, stack), decided, tally.note)
        shown = stack.enter_context(progress(stream, opened.reader, quiet=options.quiet))
        live = sink if options.line_buffered else None
        writer.begin(head, added)
        if live is not None:
            live.flush()
        flow = _Flow()
        for asked in answers.to(_asked(opened.reader, chosen, flow), live=live is not None):
            _write(asked, writer, live, stamp if options.stamp else (), only_id=options.only_id)
            tally.add(asked.names, asked.cells)
            flow.written += len(asked.batch)
            shown.add(len(asked.batch))
        writer.end()
        flow.check(tally.status.total(), len(chosen))
        summary = Summary(flow.written, rejects.count, tally, stamp)
        for report in reports:
            report(summary)
        told = list(summary.lines()) if options.summary else [summary.line()]
    if not options.quiet:
        _tell([*([opened.notice] if opened.notice else []), *told, *_warnings(options, opened, writer, decided)])
    return UNMATCHED if options.fail_on_unmatched and tally.unmatched else 0


def _check(options: Options, kind: Kind, target: Kind) -> None:
    """Raises UsageError for options that do not go together."""
    csv = ("csv", "tsv")
    for given, name, fits, what in (
        (options.delimiter, "--delimiter", kind.format in csv, "input that is CSV"),
        (options.tabs, "--tabs", kind.format in csv, "input that is CSV"),
        (options.encoding, "--encoding", kind.is_text, "input that is text"),
        (options.rejects, "--rejects", kind.is_text, "input that is text"),
        (options.sheet, "--sheet", kind.format == "xlsx", "input that is an Excel workbook"),
        (options.no_header, "--no-header", kind.format in (*csv, "xlsx"), "input that is CSV or an Excel workbook"),
        (options.add_bom, "--add-bom", target.format in csv, "output that is CSV"),
        (options.output_encoding, "--output-encoding", target.is_text, "output that is text"),
        (options.excel_safe, "--excel-safe", target.format in (*csv, "xlsx"), "output that is CSV or an Excel workbook"),
    ):
        if given and not fits:
            raise click.UsageError(f"{name} is for {what}")
    if options.tabs and options.delimiter:
        raise click.UsageError("Give --tabs or --delimiter, not both")
    for name, path in (("--rejects", options.rejects), ("--review", options.review), ("--summary-json", options.summary_json)):
        if path == "-":
            raise click.UsageError(f"{name} needs the name of a file")


def _reading(options: Options, target: Kind) -> Reading:
    exact = target.is_text and options.output_encoding in (None, options.encoding)
    return Reading(
        "\t" if options.tabs else options.delimiter, options.encoding, options.sheet, named=not options.no_header,
        live=options.line_buffered, exact=exact, wanted=options.columns,
    )  # fmt: skip


def _writing(options: Options, opened: Opened, kind: Kind, target: Kind) -> Writing:
    """Delimiter and encoding are those of the input, if it is of the same kind."""
    csv = ("csv", "tsv")
    alike = target.format == kind.format or (target.format in csv and kind.format in csv)
    delimiter = opened.writing.delimiter if target.format == kind.format else "\t" if target.format == "tsv" else ","
    encoding = opened.writing.encoding if alike else UTF_8
    if options.output_encoding is not None:
        encoding = Encoding.called(options.output_encoding)
    if options.add_bom:
        try:
            encoding = encoding.with_bom()
        except KeyError:
            raise click.UsageError(f"{encoding.name} has no byte order mark: give --output-encoding utf-8") from None
    return Writing(delimiter, encoding, safe=options.excel_safe)


def _deciders(options: Options, table: TableContent, canonicalizer: Canonicalizer, stack: ExitStack) -> Deciders:
    case_of = CaseOf(options.review_below) if options.review else None
    if options.jobs == 1:
        return Here(partial(decide, canonicalizer, case_of=case_of))
    from namenorm.cli.workers import Task, Workers  # with multiprocessing, which one process does without

    return stack.enter_context(Workers(options.jobs, Task(table, options.threshold, _candidates(options), case_of)))


def _candidates(options: Options) -> int:
    """How many candidates of each name are shown: some in a review, none elsewhere."""
    return CANDIDATES if options.review else 1


def _reports(options: Options, outputs: Outputs, stack: ExitStack) -> list[Callable[[Summary], object]]:
    """What writes the review file and the summary once all is counted."""
    reports: list[Callable[[Summary], object]] = []
    if options.review:
        kind = kind_of(options.review, None)
        how = Writing(encoding=UTF_8.with_bom(), delimiter="\t" if kind.format == "tsv" else ",", safe=True)
        review = open_writer(outputs.open(options.review, kind.compression), options.review, kind, how)
        stack.callback(review.abandon)
        reports.append(lambda summary: write_review(review, summary.tally.cases(), summary.stamp))
    if options.summary_json:
        sink = outputs.open(options.summary_json)
        reports.append(lambda summary: sink.write(summary.as_json().encode()))
    return reports


def _asked(reader: Reader, chosen: Sequence[int], flow: _Flow) -> Iterator[Asked]:
    for batch in reader:
        flow.read += len(batch)
        mentions = [batch.mentions(column) for column in chosen]
        names = Counter(mentions[0])
        for more in mentions[1:]:
            names.update(more)
        yield Asked(batch, mentions, names)


def _write(asked: Asked, writer: Writer, live: IO[bytes] | None, stamp: Cells, *, only_id: bool) -> None:
    writer.write(asked.batch, _appended(asked, stamp, only_id=only_id))
    if live is not None:
        live.flush()


def _appended(asked: Asked, stamp: Cells, *, only_id: bool) -> list[Cells]:
    """The cells that each row gets."""
    cells = {name: found[:1] for name, found in asked.cells.items()} if only_id else asked.cells
    if len(asked.mentions) == 1:
        if stamp:
            cells = {name: found + stamp for name, found in cells.items()}
        return [cells[name] for name in asked.mentions[0]]
    return [tuple(chain(*(cells[name] for name in row), stamp)) for row in zip(*asked.mentions, strict=True)]


def _warnings(options: Options, opened: Opened, writer: Writer, decided: Decisions) -> Iterator[str]:
    if opened.text is not None and (line := opened.text.nul_line) is not None:
        where = f"{source_name(options.file)}: line {line}"
        yield f"{where}: a NUL, perhaps not the only one - they go out as they came and do not count in names"
    if writer.formulas and not options.excel_safe:
        which = "1 cell begins" if writer.formulas == 1 else f"{writer.formulas} cells begin"
        yield f"{which} like a formula, which a spreadsheet would compute - with --excel-safe they stay text"
    if unused := len(decided) - len(decided.used):
        yield f"{'1 decision is' if unused == 1 else f'{unused} decisions are'} on names that do not occur here"


def _tell(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line, err=True)
