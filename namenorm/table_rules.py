"""The rules of the alias table: plain data goes in, records and the problems met come out.

A table read from a file and a table built in code pass through `build_records`, so that both obey the same rules. What
differs is `Findings.lines`, which knows the line of each part of a file and is empty for a table built in code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any

from namenorm.errors import Problem
from namenorm.model import RECORD_TYPES, Alias, Record, Strength

MAX_PROBLEMS = 1_000
_MAX_MESSAGE = 500
_MAX_ID_SHOWN = 60

Path = tuple[int | str, ...]
"""Where a part of a table is: (entry,), (entry, field), (entry, field, item) or (entry, field, item, field)."""

_RECORD_FIELDS = dict.fromkeys(("id", "name", "type", "native", "aliases", "weak", "source", "merged_into"))
_ALIAS_FIELDS = dict.fromkeys(("name", "strength", "script", "lang", "source"))
_ALIAS_LISTS = (("native", Strength.STRONG), ("aliases", None), ("weak", Strength.WEAK))
_STRENGTHS = {strength.value: strength for strength in Strength}

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]*")
_SCRIPT = re.compile(r"[A-Z][a-z]{3}")
_LANG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class Refused:
    """Stands for a value that the reader has refused and reported already, so that it is not reported twice."""


REFUSED = Refused()


@dataclass(slots=True)
class Findings:
    """What was found in one table: problems, and the lines of its parts as far as they are known."""

    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    complete: bool = True  # False: entries were lost to a syntax error, so what one names may have been among them

    @property
    def full(self) -> bool:
        """Whether so many problems are known that looking for more helps nobody."""
        return len(self.problems) >= MAX_PROBLEMS

    def line(self, path: Path) -> int | None:
        """The line of a part, else of the nearest part around it, else None."""
        while path:
            if path in self.lines:
                return self.lines[path]
            path = path[:-1]
        return None

    def add(self, path: Path, message: str, record: str | None = None) -> None:
        line = self.line(path)
        if line is None and record is None and path:
            message = f"entry {int(path[0]) + 1} of the list: {message}"
        self.report(Problem(message, line=line, record=record and record[:_MAX_ID_SHOWN]))

    def report(self, problem: Problem) -> None:
        if len(problem.message) > _MAX_MESSAGE:
            problem = replace(problem, message=problem.message[: _MAX_MESSAGE - 3] + "...")
        if not self.full:
            self.problems.append(problem)

    def in_order(self) -> list[Problem]:
        """All problems in file order; those without a line in the order in which they were found."""
        problems = sorted(self.problems, key=lambda problem: problem.line or 0)
        if self.full:
            message = f"there may be more than these {MAX_PROBLEMS:,} problems; mend these first"
            problems.append(Problem(message, severity=problems[-1].severity))
        return problems


def build_records(entries: Iterable[object], findings: Findings) -> list[Record]:
    """The records of all entries that have an ID and a name; every breach of a rule goes to `findings`."""
    records: list[Record] = []
    owners: dict[str, tuple[str, Path]] = {}
    count = 0
    for index, entry in enumerate(entries):
        count += 1
        if findings.full:
            return records
        if isinstance(entry, Refused):
            continue
        record = _record(entry, (index,), findings)
        if record is None:
            continue
        folded = record.id.casefold()
        if folded in owners:
            _add_repeated_id(record.id, (index, "id"), owners[folded], findings)
            continue
        owners[folded] = (record.id, (index, "id"))
        records.append(record)
    if not count and findings.complete:
        findings.add((), "the table has no records; add at least one, with an `id` and a `name`")
    _check_heirs(records, owners, findings)
    return records


def _record(entry: object, path: Path, findings: Findings) -> Record | None:
    if isinstance(entry, Record):
        entry = {name: getattr(entry, name) for name in Record.__slots__}
    elif not isinstance(entry, Mapping):
        findings.add(path, f"an entry is {_kind(entry)}; it must be a mapping that starts with `id:` and `name:`")
        return None
    fields = _without_none(entry)
    given = fields.get("id")
    known = given if isinstance(given, str) and given else None
    part = _Part(path, findings, known)
    part.check_fields(fields, _RECORD_FIELDS, "a record")
    record_id = _identifier(part, fields)
    name = part.required_name(fields, "the canonical name, as a newspaper would print it in English")
    kind = part.text(fields, "type") or "other"
    if kind not in RECORD_TYPES:
        part.add("type", f"unknown type {_quote(kind)}; use one of: {', '.join(RECORD_TYPES)}")
    aliases = _aliases(part, fields)
    source = part.text(fields, "source")
    merged_into = part.text(fields, "merged_into")
    if record_id is None or name is None:
        return None
    return Record(record_id, name, kind, _without_repeats(name, aliases), source, merged_into)


def _identifier(part: _Part, fields: Mapping[str, object]) -> str | None:
    if "id" not in fields:
        part.add(None, "the record has no `id`; add one such as `id: mustafa-al-kadhimi`")
        return None
    value = fields["id"]
    if not isinstance(value, str):
        part.wrong_type("id", value, "text such as mustafa-al-kadhimi")
        return None
    if not _ID.fullmatch(value):
        part.add(
            "id",
            f"the id {_quote(value)} has other signs than letters a-z, digits and . _ : / - behind a letter or digit; change it"
            + (f", such as to {slug}" if (slug := _slug(value)) else ""),
        )
        # The record is kept so that an `id` that differs only by case, or a `merged_into` that names it, is judged too.
    return value or None


def _slug(value: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")


def _aliases(part: _Part, fields: Mapping[str, object]) -> list[Alias]:
    """All aliases of a record as written, repeated ones too."""
    aliases: list[Alias] = []
    for name, strength in _ALIAS_LISTS:
        value = fields.get(name)
        if value is None or isinstance(value, Refused):
            continue
        if not isinstance(value, (list, tuple)):
            example = f"write it as a list, `{name}: [...]`, or leave the field out"
            part.add(name, f"`{name}` is {_kind(value)}, but must be a list of names; {example}")
            continue
        for number, item in enumerate(value):
            alias = _alias(part, (part.path[0], name, number), item, strength)
            if alias is not None:
                aliases.append(alias)
    return aliases


def _alias(part: _Part, path: Path, item: object, strength: Strength | None) -> Alias | None:
    if isinstance(item, str):
        name = _name(item, path, "an alias", part.findings, part.record)
        return None if name is None else Alias(name, strength or Strength.STRONG)
    if isinstance(item, Refused):
        return None
    if isinstance(item, Alias):
        if strength is None and _is_plain(item):
            return item
        item = {key: getattr(item, key) for key in Alias.__slots__}
    elif not isinstance(item, Mapping):
        message = f"an alias is {_kind(item)}; it must be a text, or a mapping with a `name`"
        part.findings.add(path, message, part.record)
        return None
    fields = _without_none(item)
    own = _Part(path, part.findings, part.record)
    own.check_fields(fields, _ALIAS_FIELDS, "an alias")
    alias_name = own.required_name(fields, "the alias")
    given = own.text(fields, "strength")
    if given is not None and given not in _STRENGTHS:
        own.add("strength", f"unknown strength {_quote(given)}; use strong or weak")
    elif given is not None and strength is not None and given != strength:
        own.add("strength", f"every name in `{path[-2]}` is {strength}; move this one to `aliases`, or drop `strength`")
    script = own.coded(fields, "script", _SCRIPT, "an ISO 15924 code such as Arab, Cyrl, Hans or Latn")
    lang = own.coded(fields, "lang", _LANG, "a language code such as ar, fa or zh-Hant")
    source = own.text(fields, "source")
    if alias_name is None:
        return None
    return Alias(alias_name, strength or _STRENGTHS.get(given or "strong", Strength.STRONG), script, lang, source)


def _is_plain(alias: Alias) -> bool:
    """Whether no rule can be broken: the short way for the many aliases of tables built from records."""
    bare = alias.script is None and alias.lang is None and alias.source is None
    return bare and isinstance(alias.strength, Strength) and isinstance(alias.name, str) and _is_clean(alias.name)


def _without_repeats(name: str, written: list[Alias]) -> tuple[Alias, ...]:
    """Each alias once and never the canonical name itself; of a strong and a weak one the strong stays."""
    kept: dict[str, Alias] = {}
    for alias in written:
        if alias.name == name:
            continue
        earlier = kept.setdefault(alias.name, alias)
        if earlier is not alias and earlier.strength is Strength.WEAK and alias.strength is Strength.STRONG:
            kept[alias.name] = alias
    return tuple(kept.values())


@dataclass(slots=True)
class _Part:
    """A record or an alias that is being checked: where it is and where its problems go."""

    path: Path
    findings: Findings
    record: str | None

    def add(self, name: str | None, message: str) -> None:
        self.findings.add(self.path if name is None else (*self.path, name), message, self.record)

    def wrong_type(self, name: str, value: object, wanted: str) -> None:
        if not isinstance(value, Refused):
            self.add(name, f"`{name}` is {_kind(value)}, but must be {wanted}")

    def check_fields(self, fields: Mapping[Any, object], allowed: Mapping[str, None], owner: str) -> None:
        if fields.keys() <= allowed.keys():
            return
        for key in fields:
            if key in allowed:
                continue
            close = get_close_matches(str(key).lower(), allowed, n=1) if len(str(key)) < 40 else []
            mend = f"did you mean `{close[0]}`?" if close else f"{owner} may have: {', '.join(allowed)}"
            self.add(str(key), f"unknown field {_quote(str(key))}; {mend}")

    def required_name(self, fields: Mapping[str, object], what: str) -> str | None:
        if "name" not in fields:
            self.add(None, f"there is no `name`; add {what}")
            return None
        value = fields["name"]
        if not isinstance(value, str):
            self.wrong_type("name", value, "one text; other spellings go under `aliases`")
            return None
        return _name(value, (*self.path, "name"), "`name`", self.findings, self.record)

    def text(self, fields: Mapping[str, object], name: str) -> str | None:
        """The text of an optional field, None where it is left out or wrong."""
        value = fields.get(name)
        if value is None:
            return None
        if not isinstance(value, str):
            self.wrong_type(name, value, "a text")
            return None
        if value.isprintable() and value == value.strip() != "":
            return value
        value = value.strip()
        if not value:
            self.add(name, f"`{name}` is empty; give it a value or leave the field out")
            return None
        if _CONTROL.search(value):
            self.add(name, _control_message(f"`{name}`", value))
            return None
        return value

    def coded(self, fields: Mapping[str, object], name: str, pattern: re.Pattern[str], wanted: str) -> str | None:
        value = self.text(fields, name)
        if value is not None and not pattern.fullmatch(value):
            self.add(name, f"`{name}` is {_quote(value)}, but must be {wanted}")
            return None
        return value


def _is_clean(name: str) -> bool:
    """True for nearly all names and for no wrong one: printable, with a letter or digit first and no space last."""
    return name.isprintable() and name[:1].isalnum() and name[-1] != " "


def _name(value: str, path: Path, what: str, findings: Findings, record: str | None) -> str | None:
    if _is_clean(value):
        return value
    value = value.strip()
    if not value:
        findings.add(path, f"{what} is empty; write a name, or delete it", record)
    elif _CONTROL.search(value):
        findings.add(path, _control_message(what, value), record)
    elif not any(map(str.isalnum, value)):
        message = f"{what} is {_quote(value)}, without any letter or digit; write a name, or delete it"
        findings.add(path, message, record)
    else:
        return value
    return None


def _add_repeated_id(record_id: str, path: Path, earlier: tuple[str, Path], findings: Findings) -> None:
    first_id, first = earlier
    line = findings.line(first)
    where = f"on line {line}" if line else f"at entry {int(first[0]) + 1} of the list"
    case = "" if first_id == record_id else f", which has {_quote(first_id)} (case does not count)"
    message = f"the id is taken by the record {where}{case}; put the two records together, or choose another id"
    findings.add(path, message, record_id)


def _check_heirs(records: list[Record], owners: Mapping[str, tuple[str, Path]], findings: Findings) -> None:
    heirs = {record.id: record.merged_into for record in records if record.merged_into is not None}
    if not heirs:
        return
    known = {record.id for record in records}
    for record_id, heir in heirs.items():
        path = (owners[record_id.casefold()][1][0], "merged_into")
        if heir == record_id:
            message = "the record is merged into itself; name another record, or drop `merged_into`"
            findings.add(path, message, record_id)
        elif heir not in known and findings.complete:
            findings.add(path, f"merged_into names {_quote(heir)}, which is the id of no record; correct it", record_id)
    for cycle in _cycles(heirs):
        path = (owners[cycle[0].casefold()][1][0], "merged_into")
        chain = " -> ".join([*cycle, cycle[0]]) if len(cycle) <= 8 else f"a circle of {len(cycle)} records"
        findings.add(path, f"merged_into runs in a circle ({chain}); drop it from the record that stays", cycle[0])


def _cycles(heirs: Mapping[str, str]) -> list[list[str]]:
    """The circles of two or more records, each once, beginning with the record that comes first in the table."""
    cycles: list[list[str]] = []
    done: set[str] = set()
    for start in heirs:
        walk: dict[str, None] = {}
        node: str | None = start
        while node is not None and node not in done and node not in walk:
            walk[node] = None
            node = heirs.get(node)
        if node is not None and node in walk:
            chain = list(walk)
            circle = chain[chain.index(node) :]
            if len(circle) > 1:
                cycles.append(circle)
        done.update(walk)
    return cycles


def _control_message(what: str, value: str) -> str:
    found = _CONTROL.search(value)
    code = f"U+{ord(found[0]):04X}" if found else "a control character"
    return f"{what} {_quote(value)} holds the control character {code}; write it on one line without it"


def _kind(value: object) -> str:
    """What a value is, in words of the file's author."""
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, (list, tuple)):
        return "a list"
    if isinstance(value, str):
        return "empty" if not value.strip() else "a single text"
    if value is None:
        return "missing"
    return f"of type {type(value).__name__}"


def _without_none(mapping: Mapping[Any, object]) -> Mapping[Any, object]:
    if None not in mapping.values():
        return mapping
    return {key: value for key, value in mapping.items() if value is not None}


def _quote(text: str) -> str:
    """The text as shown in a message: short, on one line, hidden characters escaped."""
    return repr(text if len(text) <= 60 else text[:57] + "...")
