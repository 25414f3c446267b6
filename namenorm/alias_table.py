"""The alias table: read from YAML, checked and frozen.

The loader is stricter than YAML. Every scalar is a text (`No` is a Norwegian's name, not False), a repeated key is an
error, and anchors, tags and merge keys are refused. It walks the parser's events itself and stops at a depth of 32:
composing 50,000 nested brackets overflows the C stack, whereas the parser's events come one at a time.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml  # noqa: TID251 - this is the one importer

from namenorm.errors import Problem, TableError
from namenorm.model import Record
from namenorm.provenance import digest
from namenorm.table_file import MAX_BYTES, SHIPPED, read_file, shipped_bytes
from namenorm.table_rules import MAX_PROBLEMS, REFUSED, Findings, build_records
from namenorm.table_rules import Path as PartPath

MAX_DEPTH = 32
MAX_SYNTAX_ERRORS = 50

_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_MENDING = (
    ("nesting depth", f"lists or mappings are nested more than {MAX_DEPTH} deep; flatten them"),
    ("quoted scalar", "close the quote that is opened here"),
    ("flow sequence", "close the list that is opened here with ]; put quotes round a name that has a comma or bracket"),
    ("flow mapping", "close the mapping that is opened here with }; put quotes round a name that has a comma or brace"),
    ("mapping values are not allowed", "put quotes round a name that has a colon; check the indentation"),
    ("cannot start any token", "put quotes round a name that begins with a sign such as @ ` or %"),
    ("document", "delete the line that begins with % or ---"),
)
_MENDING_ELSE = "check the indentation; put quotes round a name that begins with a sign or has a colon or #"
_TAB_INDENT = re.compile(r"^ *\t[ \t]*(?=\S)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class AliasTable:
    """All records of a table, checked; iterate over it, or ask for one record by its ID.

    `digest` is the SHA-256 of the content in its order, whether it came from a file or from code. `source` says where
    the table came from, for messages. Build one with `load`, `from_records` or `shipped`.
    """

    records: tuple[Record, ...] = field(repr=False)
    digest: str
    source: str = field(compare=False)
    _by_id: dict[str, Record] = field(repr=False, compare=False)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> AliasTable:
        """The table in a YAML file. TableError with all its problems, FileError where it can't be read."""
        return cls.parse(read_file(path), os.fsdecode(path))

    @classmethod
    def parse(cls, content: bytes, source: str) -> AliasTable:
        """The table in the bytes of a YAML file; `source` says in messages where they came from. TableError as `load`."""
        return cls._checked(read_entries(content), source)

    @classmethod
    def from_records(cls, records: Iterable[Record | Mapping[str, Any]]) -> AliasTable:
        """The table of these records, given as `Record` or in the dict form of a YAML entry. TableError as `load`."""
        return cls._checked((records, Findings()), "records given in code")

    @classmethod
    def shipped(cls) -> AliasTable:
        """The table that comes with namenorm, read anew on each call."""
        return cls.parse(shipped_bytes(), SHIPPED)

    @classmethod
    def _checked(cls, read: tuple[Iterable[object], Findings], source: str) -> AliasTable:
        entries, findings = read
        records = tuple(build_records(entries, findings))
        if findings.problems:
            raise TableError(source, findings.in_order())
        return cls(records, digest(records), source, {record.id: record for record in records})

    def __len__(self) -> int:
        return len(self.records)

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records)

    def record(self, record_id: str) -> Record:
        """The record of this ID, also where it has been merged into another. KeyError if there is none."""
        try:
            return self._by_id[record_id]
        except KeyError:
            raise KeyError(f"no record has the id {record_id!r} in {self.source}") from None

    def heir(self, record_id: str) -> Record:
        """The record that this ID stands for today: `merged_into` is followed to its end. KeyError as `record`."""
        record = self.record(record_id)
        while record.merged_into is not None:
            record = self._by_id[record.merged_into]
        return record


def read_entries(data: bytes) -> tuple[Iterable[object], Findings]:
    """The entries of a YAML alias table as plain texts, lists and dicts, and what is wrong with its form.

    The entries are read as they are asked for; the findings grow meanwhile.
    """
    findings = Findings()
    if len(data) > MAX_BYTES:
        findings.complete = False
        findings.report(Problem(f"the file is larger than {MAX_BYTES:,} bytes; split the table"))
        return [], findings
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        findings.complete = False
        line = len(re.findall(rb"\r\n|\r|\n", data[: error.start])) + 1
        message = f"byte {error.start:,} of the file is not UTF-8; save the file with the encoding UTF-8"
        findings.report(Problem(message, line=line))
        return [], findings
    reader = _Reader(text.replace("\r\n", "\n").replace("\r", "\n"), findings)
    return reader.read(), findings


class _Reader:
    """Turns the text of one table into entries, going on with the next entry after a fault of syntax."""

    def __init__(self, text: str, findings: Findings) -> None:
        self.findings = findings
        self.count = 0
        self.column = 0
        self.first_line = 1
        self.tabs: list[int] = []
        self.text = self._without_unreadable(text)
        self.events: Iterator[Any] = iter(())

    def read(self) -> Iterator[object]:
        start: int | None = 0
        for _ in range(MAX_SYNTAX_ERRORS):
            try:
                yield from self._read_list(self.text[start:])
            except (_FaultError, yaml.YAMLError) as error:
                self.findings.complete = False
                start = self._next_entry(start or 0, self._report(error))
            else:
                return
            if start is None:
                return
            self.first_line = self.text.count("\n", 0, start) + 1
        self._add(self.first_line, f"stopped after {MAX_SYNTAX_ERRORS} faults of syntax; mend these first")

    def _without_unreadable(self, text: str) -> str:
        """The text with unreadable characters blanked, each line of them reported."""
        lines: dict[int, str] = {}
        line, last = 1, 0
        for found in _UNREADABLE.finditer(text):
            line, last = line + text.count("\n", last, found.start()), found.start()
            lines.setdefault(line, f"U+{ord(found[0]):04X}")
            if len(lines) > MAX_PROBLEMS:
                break
        for number, code in lines.items():
            self._add(number, f"the character {code} is not allowed; delete it")
        line, last = 1, 0
        for found in _TAB_INDENT.finditer(text):
            line, last = line + text.count("\n", last, found.start()), found.start()
            self.tabs.append(line)
            self._add(line, "the line is indented with a tab; indent with spaces")
        return _UNREADABLE.sub(" ", text) if lines else text

    def _add(self, line: int, message: str) -> None:
        self.findings.report(Problem(message, line=line))

    def _report(self, error: Exception) -> int:
        """Reports a fault of syntax and gives its line; says nothing where a tab in the same entry explains it."""
        if isinstance(error, _FaultError):
            self._add(error.line, str(error))
            return error.line
        mark: Any = getattr(error, "problem_mark", None)
        context: Any = getattr(error, "context_mark", None) or mark
        line = self.first_line + (context.line if context else 0)
        until = self.first_line + mark.line if mark else line
        entry = max(self.first_line, self.findings.lines.get((self.count,), 0))
        if not any(entry <= tab <= until + 1 for tab in self.tabs):
            told = ", ".join(filter(None, (getattr(error, "context", None), getattr(error, "problem", None))))
            mend = next((mend for sign, mend in _MENDING if sign in told), _MENDING_ELSE)
            near = f" near line {until}" if until != line else ""
            self._add(line, f"not valid YAML ({told or 'the text is unreadable'}{near}); {mend}")
        return line

    def _next_entry(self, start: int, line: int) -> int | None:
        """Where the entry after this line begins, None at the end."""
        position = start
        for _ in range(line - self.first_line + 1):
            position = self.text.find("\n", position) + 1
            if not position:
                return None
        found = re.compile(rf"^ {{{self.column}}}-(?=\s)", re.MULTILINE).search(self.text, position)
        return found.start() if found else None

    def _read_list(self, text: str) -> Iterator[object]:
        self.events = yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        documents = 0
        event: Any
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _FaultError(self._line(event), "a second document begins with ---; keep one list in the file")
            elif isinstance(event, yaml.SequenceStartEvent):
                mark: Any = event.start_mark
                self.column = mark.column
                self._refuse_extras(event)
                for item in self._until(yaml.SequenceEndEvent):
                    entry = self._value(item, (self.count,), 2)
                    self.count += 1  # only now: an entry that a fault cut off has no number
                    yield entry
            elif isinstance(event, yaml.NodeEvent):
                message = "the file is not a list of records; begin each record with `- id: `"
                raise _FaultError(self._line(event), message)

    def _until(self, end: type) -> Iterator[Any]:
        for event in self.events:
            if isinstance(event, end):
                return
            yield event

    def _value(self, event: Any, path: PartPath, depth: int) -> object:
        self.findings.lines[path] = self._line(event)
        if isinstance(event, yaml.AliasEvent):
            self._add(self._line(event), f"the reference *{event.anchor} is refused; write the value out, or quote it")
            return REFUSED
        self._refuse_extras(event)
        if isinstance(event, yaml.ScalarEvent):
            return event.value
        if depth > MAX_DEPTH:
            message = f"lists or mappings are nested more than {MAX_DEPTH} deep; flatten them"
            raise _FaultError(self._line(event), message)
        if isinstance(event, yaml.SequenceStartEvent):
            return [
                self._value(item, (*path, number), depth + 1)
                for number, item in enumerate(self._until(yaml.SequenceEndEvent))
            ]
        return self._mapping(path, depth)

    def _mapping(self, path: PartPath, depth: int) -> dict[str, object]:
        fields: dict[str, object] = {}
        for event in self._until(yaml.MappingEndEvent):
            line = self._line(event)
            key = self._value(event, (*path, "key"), depth + 1)
            value_path = (*path, key if isinstance(key, str) else "key")
            first = self.findings.lines.get(value_path)
            value = self._value(next(self.events), value_path, depth + 1)
            if not isinstance(key, str):
                self._add(line, "the name of a field must be a single word, such as `name:`")
            elif key == "<<":
                self._add(line, "the merge key << is refused; write the fields out")
            elif key in fields:
                self._add(line, f"the field {key!r} is given twice, first on line {first}; keep one")
                self.findings.lines[value_path] = first or line
            else:
                fields[key] = value
                self.findings.lines[value_path] = line
        return fields

    def _line(self, event: Any) -> int:
        return self.first_line + int(event.start_mark.line)

    def _refuse_extras(self, event: Any) -> None:
        if getattr(event, "anchor", None):
            self._add(self._line(event), f"the anchor &{event.anchor} is refused; delete it, or quote the text")
        if getattr(event, "tag", None):
            self._add(self._line(event), f"the tag {event.tag!r} is refused; delete it, or quote the text")


class _FaultError(Exception):
    """The entry that is being read can't be finished."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
