"""An alias table made ready to be asked: every alias read, its tokens indexed, its exact keys found in one step.

It holds all that answers need, so that a stored one is opened without reading the table it was made from.
"""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from namenorm.acronyms import acronyms, blend_keys
from namenorm.alignment import Part
from namenorm.glossary import Concept, Mark
from namenorm.index import Index, KeyedRows, Rows
from namenorm.keys import keys
from namenorm.model import Record, Strength
from namenorm.parsing import Name, Role, Token
from namenorm.provenance import digest
from namenorm.reading import NameReader
from namenorm.romanization import Spelling
from namenorm.scoring import WEIGHT_OF_ROLE
from namenorm.storage import Sections, Writer

KEPT_READINGS = 6
FINDABLE = (Role.NAME, Role.POSSESSOR)
_ROLES = tuple(Role)
_ALTERNATIVE = len(_ROLES)  # marks a token that is another text of the one before it
_WORLD = 3000  # the names that common tokens are counted in besides the table's own
_CONCEPT = 30  # how many of them a concept of the glossary is in
_WELL_KNOWN = 0.002  # the part of them that has a certain well-known name
_SAME_BONES = 0.2  # how far a token is as common as all tokens of its skeleton
_KEPT = 200_000  # spellings and parts kept once made


class CompiledTable:
    """What the canonicalizer asks: exact aliases, similar tokens, aliases that hold a token, what a token tells.

    Entries are the table's aliases by number; `row` of an entry is the number of its record.
    """

    def __init__(self, sections: Sections, reader: NameReader) -> None:
        self.reader = reader
        self.digest = bytes(sections.array("table.digest")).hex()
        self.ids, self.names = sections.strings("record.id"), sections.strings("record.name")
        self.types, self.aliases = sections.strings("record.type"), sections.strings("entry.alias")
        self.row, self.weak = sections.array("entry.row"), sections.array("entry.weak")
        self.total = sections.array("entry.total")
        self.exact, self.core = KeyedRows.read("exact", sections), KeyedRows.read("core", sections)
        self.by_concept, self.by_acronym = KeyedRows.read("concept", sections), KeyedRows.read("acronym", sections)
        self.index = Index.read(sections)
        self._tokens, self._scripts = sections.strings("token.text"), sections.strings("token.script")
        self._readings = sections.strings("token.readings")
        self._infos, self._token_ids = sections.array("token.info"), KeyedRows.read("token.id", sections)
        self._entry_tokens, self._entry_roles = Rows.read("entry.tokens", sections), sections.array("entry.roles")
        self._unknown = math.log(len(self.aliases) + _WORLD)
        self._spellings: dict[int, Spelling] = {}
        self._parts: dict[int, tuple[Part, ...]] = {}

    def known(self, text: str, script: str) -> int | None:
        """The number of a token, None if no alias has it."""
        found = self._token_ids.get(f"{script}:{text}")
        return found[0] if len(found) else None

    def spelling(self, token: int) -> Spelling:
        found = self._spellings.get(token)
        if found is None:
            _bound(self._spellings)
            readings = _read_readings(self._readings[token])
            found = self._spellings[token] = self.reader.spelling(self._tokens[token], self._scripts[token], readings)
        return found

    def info(self, spelling: Spelling) -> float:
        """Nats that a token of a mention tells; one that no alias has tells most, unless it is a well-known name."""
        token = self.known(spelling.text, spelling.script)
        if token is not None:
            return float(self._infos[token])
        return self._unknown if not spelling.well_known else -math.log(_WELL_KNOWN)

    def info_of(self, token: int) -> float:
        """Nats that a token of the table tells."""
        return float(self._infos[token])

    def parts(self, entry: int) -> tuple[Part, ...]:
        """The parts of an alias."""
        found = self._parts.get(entry)
        if found is None:
            _bound(self._parts)
            found = self._parts[entry] = self._read_parts(entry)
        return found

    def _read_parts(self, entry: int) -> tuple[Part, ...]:
        start, end = self._entry_tokens.starts[entry], self._entry_tokens.starts[entry + 1]
        tokens, spellings, infos = [], [], []
        at = start
        while at < end:
            number, role = self._entry_tokens.items[at], _ROLES[self._entry_roles[at]]
            these = [self.spelling(number)]
            while (at := at + 1) < end and self._entry_roles[at] == _ALTERNATIVE:
                these.append(self.spelling(self._entry_tokens.items[at]))
            tokens.append(Token(these[0].text, these[0].script, role, tuple(s.text for s in these[1:])))
            spellings.append(tuple(these))
            infos.append(self._infos[number])
        return self.weighed(tokens, spellings, infos, translated=self.types[self.row[entry]] == "org")

    def weighed(
        self, tokens: Sequence[Token], spellings: Sequence[tuple[Spelling, ...]], infos: Sequence[float], *, translated: bool
    ) -> tuple[Part, ...]:
        """The parts of a name from its tokens. Only names of organisations are `translated` by the glossary."""
        marks = self.reader.glossary.marks(tokens) if translated else [Mark()] * len(tokens)
        told = _Told(len(self.aliases) + _WORLD, lambda concept: len(self.by_concept.get(concept.name)))
        return tuple(
            Part(spelling, token.role, told.info(token, mark, info), mark.concepts)
            for token, spelling, info, mark in zip(tokens, spellings, infos, marks, strict=True)
            if token.role is not Role.ARTICLE
        )


def _write_readings(spelling: Spelling) -> str:
    """`kazemi 0 kazimi 182`; nothing for a token that reads as itself."""
    return "" if spelling.is_latin else " ".join(f"{text or '-'} {cost}" for text, cost in spelling.readings)


def _read_readings(text: str) -> tuple[tuple[str, int], ...]:
    words = text.split()
    return tuple((r.strip("-"), int(cost)) for r, cost in zip(words[::2], words[1::2], strict=True))


def _bound(kept: dict[int, Any]) -> None:
    if len(kept) >= _KEPT:
        kept.clear()


@dataclass(frozen=True, slots=True)
class _Told:
    """What a token tells in its place: by its role, and as a word of the glossary no more than its concept."""

    names: int
    frequency: Callable[[Concept], int]

    def info(self, token: Token, mark: Mark, info: float) -> float:
        """Nats; a token inside a phrase of the glossary tells nothing."""
        if mark.inner:
            return 0.0
        for concept in mark.concepts:
            info = min(info, math.log(self.names / (self.frequency(concept) + _CONCEPT)))
        return info * WEIGHT_OF_ROLE[token.role]


@dataclass(slots=True)
class _Entries:
    """What is gathered of every alias while a table is compiled."""

    aliases: list[str] = field(default_factory=list)
    rows: array[int] = field(default_factory=lambda: array("i"))
    weak: bytearray = field(default_factory=bytearray)
    names: list[Name] = field(default_factory=list)
    marks: list[list[Mark]] = field(default_factory=list)
    exact: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    core: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    acronym: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    concept: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))


def compiled(records: Sequence[Record], reader: NameReader) -> Writer:
    """The sections of the compiled form of a table's records."""
    entries = _read_aliases(records, reader)
    token_ids: dict[tuple[str, str], int] = {}
    rows, roles = _number_tokens(entries.names, token_ids)
    spellings = [reader.spelling(*token) for token in token_ids]
    infos = _infos(entries.names, token_ids, spellings)
    findable = [
        [t for t, role in zip(row, row_roles, strict=True) if role == _ALTERNATIVE or _ROLES[role] in FINDABLE]
        for row, row_roles in zip(rows, roles, strict=True)
    ]
    index = Index.build([dict.fromkeys(k for r, _ in s.readings[:KEPT_READINGS] for k in keys(r)) for s in spellings], findable)
    told = _Told(len(entries.names) + _WORLD, lambda concept: len(entries.concept.get(concept.name, ())))
    marked = zip(entries.names, entries.marks, strict=True)
    totals = array("q", (_total(name, marks, token_ids, infos, told) for name, marks in marked))
    writer = Writer()
    writer.add("table.digest", bytes.fromhex(digest(records)))
    writer.add_strings("record.id", (r.id for r in records))
    writer.add_strings("record.name", (r.name for r in records))
    writer.add_strings("record.type", (r.type for r in records))
    writer.add_strings("entry.alias", entries.aliases)
    writer.add("entry.row", entries.rows)
    writer.add("entry.weak", bytes(entries.weak))
    writer.add("entry.total", totals)
    writer.add("entry.roles", b"".join(roles))
    Rows.of(rows).write("entry.tokens", writer)
    KeyedRows.of(entries.exact).write("exact", writer)
    KeyedRows.of(entries.core).write("core", writer)
    KeyedRows.of(entries.concept).write("concept", writer)
    KeyedRows.of(entries.acronym).write("acronym", writer)
    writer.add_strings("token.text", (text for text, _ in token_ids))
    writer.add_strings("token.script", (script for _, script in token_ids))
    writer.add_strings("token.readings", map(_write_readings, spellings))
    writer.add("token.info", infos)
    KeyedRows.of({f"{script}:{text}": [i] for (text, script), i in token_ids.items()}).write("token.id", writer)
    index.write(writer)
    return writer


def _read_aliases(records: Sequence[Record], reader: NameReader) -> _Entries:
    entries = _Entries()
    number = {record.id: row for row, record in enumerate(records)}
    for record in records:
        row = number[record.id]
        while (heir := records[row].merged_into) is not None:
            row = number[heir]
        weak = ((record.name, False), *((alias.name, alias.strength is Strength.WEAK) for alias in record.aliases))
        for alias, is_weak in weak:
            read = reader.read(alias)
            name = _with_title(read.name)
            if read.key:
                entries.exact[read.key].append(len(entries.aliases))
                entries.core[read.core].append(len(entries.aliases))
            entries.aliases.append(alias)
            entries.rows.append(row)
            entries.weak.append(is_weak)
            entries.names.append(name)
            unmarked = [Mark()] * len(name.tokens)
            entries.marks.append(_mark(entries, name, reader) if record.type == "org" else unmarked)
    return entries


def _with_title(name: Name) -> Name:
    """An alias of a title and one word is not that word alone: King Hussein is not any Hussein."""
    if sum(token.role in FINDABLE for token in name.tokens) != 1:
        return name
    return replace(name, tokens=tuple(
        replace(token, role=Role.NAME) if token.role is Role.HONORIFIC else token for token in name.tokens
    ))  # fmt: skip


def _mark(entries: _Entries, name: Name, reader: NameReader) -> list[Mark]:
    """Only the names of organisations are translated: Shahid is a martyr there, but a given name elsewhere."""
    number = len(entries.aliases) - 1
    tokens = [t for t in name.tokens if t.role is not Role.ARTICLE and t.text.isascii()]
    words = [(t.text, t.role is Role.PARTICLE) for t in tokens if t.role in (Role.NAME, Role.PARTICLE)]
    with_forms = acronyms([(t.text, t.role is Role.PARTICLE) for t in tokens])
    for key in sorted(with_forms | acronyms(words) | {f"{blend}-" for blend in blend_keys(words)}):
        entries.acronym[key].append(number)
    marks = reader.glossary.marks(name.tokens)
    for concept in sorted({concept.name for mark in marks for concept in mark.concepts}):
        entries.concept[concept].append(number)
    return marks


def _number_tokens(names: Sequence[Name], token_ids: dict[tuple[str, str], int]) -> tuple[list[list[int]], list[bytes]]:
    """For every name its tokens by number, alternatives behind their token, and the roles in step."""
    rows, roles = [], []
    for name in names:
        row, row_roles = [], bytearray()
        for token in name.tokens:
            for k, text in enumerate((token.text, *token.alternatives)):
                row.append(token_ids.setdefault((text, token.script), len(token_ids)))
                row_roles.append(_ALTERNATIVE if k else _ROLES.index(token.role))
        rows.append(row)
        roles.append(bytes(row_roles))
    return rows, roles


def _infos(
    names: Sequence[Name], token_ids: dict[tuple[str, str], int], spellings: Sequence[Spelling]
) -> array[float]:
    """What each token tells: the negative logarithm of its frequency among the aliases, similar tokens counted in."""
    frequency = [0.0] * len(token_ids)
    outline = [s.bones for s in spellings]
    bones: dict[str, float] = defaultdict(float)
    for name in names:
        for token in name.tokens:
            number = token_ids[token.text, token.script]
            frequency[number] += 1
            bones[outline[number]] += 1
    total = len(names) + _WORLD
    return array("d", (
        math.log(total / (f + _SAME_BONES * (bones[s] - f) + 1 + _well_known(spelling, total)))
        for f, s, spelling in zip(frequency, outline, spellings, strict=True)
    ))  # fmt: skip


def _well_known(spelling: Spelling, total: int) -> float:
    """How many of so many names have a well-known token, whatever the table holds of them."""
    return _WELL_KNOWN * total if spelling.well_known else 0.0


def _total(
    name: Name, marks: Sequence[Mark], token_ids: dict[tuple[str, str], int], infos: array[float], told: _Told
) -> int:
    """All that a name tells, in thousandths of a nat; at least 1."""
    return 1 + round(1000 * sum(
        told.info(token, mark, infos[token_ids[token.text, token.script]])
        for token, mark in zip(name.tokens, marks, strict=True)
    ))  # fmt: skip
