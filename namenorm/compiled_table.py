"""An alias table made ready to be asked: every alias read, its tokens indexed, its exact keys found in one step.

It holds all that answers need, so that a stored one is opened without reading the table it was made from.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, repeat

from namenorm.acronyms import acronyms, blend_keys
from namenorm.glossary import Kind
from namenorm.index import KeyedRows, Rows, TokenKeys
from namenorm.kernel.finding import KEPT_READINGS
from namenorm.kernel.letters import KeyMaker
from namenorm.kernel.lookup import TokenNumbers, token_hash
from namenorm.kernel.parts import Names
from namenorm.kernel.rows import profile
from namenorm.kernel.sounds import Sound
from namenorm.keys import add_known_keys, key_maker
from namenorm.mention import ALTERNATIVE, ROLE_WEIGHTS, ROLES, marks_of, roles_of
from namenorm.model import Alias, Record, Strength
from namenorm.name import Name, Role
from namenorm.provenance import digest
from namenorm.rarity import Counts
from namenorm.reading import NameReader
from namenorm.romanization import Spelling
from namenorm.sounds import unpacked
from namenorm.storage import Sections, Writer

_KEPT = 50_000  # spellings kept once made
ORG, PERSON = 1, 2
_RECORD_KINDS = {"org": ORG, "person": PERSON}
FINDABLE = (Role.NAME, Role.POSSESSOR)
_MARKS = count(1)  # one for each table of this process, by which sounds know whose number of a token they remember
_KINDS = {Kind.FORM: 1, Kind.WORD: 2, Kind.PLACE: 3, Kind.NUMBER: 4}


class CompiledTable:
    """What the canonicalizer asks: exact aliases, similar tokens, aliases that hold a token, what a token tells.

    Entries are the table's aliases by number; `row` of an entry is the number of its record. Nothing leads to the aliases of
    records that were taken out again, though they are there.
    """

    def __init__(self, sections: Sections, reader: NameReader) -> None:
        self.reader = reader
        self.digest = bytes(sections.array("table.digest")).hex()
        self.ids, self.names = sections.strings("record.id"), sections.strings("record.name")
        self.types, self.aliases = sections.strings("record.type"), sections.strings("entry.alias")
        self.row, self.weak = sections.array("entry.row"), sections.array("entry.weak")
        self._entries, self._rows = Rows.read("record.entries", sections), KeyedRows.read("record.row", sections)
        self.kinds = sections.array("record.kind")
        self.has_orgs = bool(len(sections.array("entry.marks")))
        self.exact, self.core = KeyedRows.read("exact", sections), KeyedRows.read("core", sections)
        self.by_acronym, self.by_concept = KeyedRows.read("acronym", sections), Rows.read("concept", sections)
        self.token_keys, self.holders = TokenKeys.read(sections), Rows.read("index.holders", sections)
        self.counts = Counts.read(sections)
        self.sounds, self.profiles = Rows.read("token.sounds", sections), sections.array("token.profiles")
        known = "similar.likely" in sections.views
        self.similar = Rows.read("similar", sections) if known else Rows.of(())
        self.likely = sections.array("similar.likely") if known else memoryview(array("d"))
        self.tokens, self.scripts = sections.strings("token.text"), sections.strings("token.script")
        self._readings = sections.strings("token.readings")
        self.token_numbers = TokenNumbers(sections.array("token.hashes"), sections.array("token.numbers"), next(_MARKS))
        self.sections = sections
        self._spellings: dict[int, Spelling] = {}

    def __len__(self) -> int:
        return len(self.aliases)

    def kernel_names(self, infos: array[float], concepts: array[float]) -> Names:
        """The aliases as the kernel compares them, each token telling its part of `infos`, each concept of `concepts`."""
        sections = self.sections
        return Names(
            sections.array("entry.tokens.starts"), sections.array("entry.tokens.items"), sections.array("entry.roles"),
            sections.array("entry.marks"), infos, sections.array("token.traits"), self.sounds.items, self.sounds.starts,
            concepts, kinds_of(self.reader), ROLE_WEIGHTS,
        )  # fmt: skip

    def row_of(self, canonical_id: str) -> int:
        """The number of a record, -1 if there is none of that ID."""
        found = self._rows.get(canonical_id)
        return found[0] if len(found) else -1

    def entries(self, row: int) -> memoryview:
        """The aliases of a record, those of records merged into it aside."""
        return self._entries.row(row)

    def merged(self) -> dict[str, str]:
        """The IDs of records that were merged into others, with those they stand for today."""
        first = self._entries.starts
        return {self.ids[row]: self.ids[self.row[first[row]]] for row in self.sections.array("record.merged")}

    def record(self, canonical_id: str) -> Record:
        """A record as it was before it was compiled, but for its sources and scripts."""
        row = self.row_of(canonical_id)
        name, *rest = self.entries(row)
        aliases = (Alias(self.aliases[e], Strength.WEAK if self.weak[e] else Strength.STRONG) for e in rest)
        heir = self.ids[self.row[name]]
        return Record(
            canonical_id, self.aliases[name], self.types[row], tuple(aliases), None, heir if heir != canonical_id else None
        )

    def known(self, text: str, script: str) -> int:
        """The number of a token, -1 if no alias has it."""
        return int(self.token_numbers.number(script, text, 0, len(text)))

    def places(self, entry: int) -> Iterator[tuple[int, int]]:
        """(token, role) of every place of an alias."""
        starts, tokens, roles = (self.sections.array(f"entry.{part}") for part in ("tokens.starts", "tokens.items", "roles"))
        start, end = starts[entry], starts[entry + 1]
        return zip(tokens[start:end], roles[start:end], strict=True)

    def spelling(self, token: int) -> Spelling:
        """A token of the table, to be read by people or put together with others."""
        found = self._spellings.get(token)
        if found is None:
            if len(self._spellings) >= _KEPT:
                self._spellings.clear()
            readings = _read_readings(self._readings[token])
            found = self._spellings[token] = self.reader.spelling(self.tokens[token], self.scripts[token], readings)
        return found


def is_findable(role: int) -> bool:
    """Whether names are found by tokens of a role, given by number."""
    return role == ALTERNATIVE or ROLES[role] in FINDABLE or ROLES[role] is Role.NUMERAL


def kinds_of(reader: NameReader) -> bytes:
    """The kinds of all concepts, by number."""
    kinds = bytearray(1 + len(reader.glossary.numbers))
    for concept, number in reader.glossary.numbers.items():
        kinds[number] = _KINDS[concept.kind]
    return bytes(kinds)


def _write_readings(spelling: Spelling) -> str:
    """`kazemi 0 kazimi 182`; nothing for a token that reads as itself."""
    return "" if spelling.is_latin else " ".join(f"{text or '-'} {cost}" for text, cost in spelling.readings)


def _read_readings(text: str) -> tuple[tuple[str, int], ...]:
    words = text.split()
    return tuple((r.strip("-"), int(cost)) for r, cost in zip(words[::2], words[1::2], strict=True))


@dataclass(slots=True)
class Entries:
    """What is gathered of every alias while a table is compiled."""

    aliases: list[str] = field(default_factory=list)
    rows: array[int] = field(default_factory=lambda: array("i"))
    weak: bytearray = field(default_factory=bytearray)
    names: list[Name] = field(default_factory=list)
    marks: list[array[int] | None] = field(default_factory=list)
    exact: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    core: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    acronym: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    concept: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))


def compiled(records: Sequence[Record], reader: NameReader) -> Writer:
    """The sections of the compiled form of a table's records."""
    entries = read_aliases(records, reader)
    token_ids: dict[tuple[str, str], int] = {}
    rows, roles = _number_tokens(entries.names, token_ids), [roles_of(name.tokens) for name in entries.names]
    sounds = [reader.sound(*token) for token in token_ids]
    spellings = [reader.sounds.spelling(sound) for sound in sounds]
    findable = (
        [t for t, role in zip(row, row_roles, strict=True) if is_findable(role)]
        for row, row_roles in zip(rows, roles, strict=True)
    )
    maker, writer = key_maker(), Writer()
    writer.add("table.digest", bytes.fromhex(digest(records)))
    writer.add_strings("record.id", (r.id for r in records))
    writer.add_strings("record.name", (r.name for r in records))
    writer.add_strings("record.type", (r.type for r in records))
    writer.add("record.kind", bytes(_RECORD_KINDS.get(r.type, 0) for r in records))
    writer.add("record.merged", array("i", [row for row, r in enumerate(records) if r.merged_into is not None]))
    writer.add_strings("entry.alias", entries.aliases)
    writer.add("entry.row", entries.rows)
    Rows.of(_ranges(len(record.aliases) + 1 for record in records)).write("record.entries", writer)
    KeyedRows.of({record.id: [row] for row, record in enumerate(records)}).write("record.row", writer)
    writer.add("entry.weak", bytes(entries.weak))
    writer.add("entry.roles", b"".join(roles))
    writer.add("entry.marks", _marks_by_place(entries, roles))
    Rows.of(rows).write("entry.tokens", writer)
    KeyedRows.of(entries.exact).write("exact", writer)
    KeyedRows.of(entries.core).write("core", writer)
    KeyedRows.of(entries.acronym).write("acronym", writer)
    Rows.of(entries.concept.get(number, ()) for number in range(1 + len(reader.glossary.numbers))).write("concept", writer)
    _add_tokens(writer, token_ids, sounds, spellings)
    concepts = [len(entries.concept.get(number, ())) for number in range(1 + len(reader.glossary.numbers))]
    Counts.of(entries.names, token_ids, sounds, concepts).write(writer)
    TokenKeys.of(keys_of(spelling, maker) for spelling in spellings).write(writer)
    Rows.turned(findable, len(sounds)).write("index.holders", writer)
    return writer


def write_similar(writer: Writer, similar: Iterable[tuple[Sequence[int], Sequence[float]]]) -> None:
    """Add what is similar to each token of a table: tokens, and how likely each is the same word."""
    starts, items, likely = array("i", [0]), array("i"), array("d")
    for tokens, probabilities in similar:
        items.extend(tokens)
        likely.extend(probabilities)
        starts.append(len(items))
    Rows(memoryview(starts), memoryview(items)).write("similar", writer)
    writer.add("similar.likely", likely)


def _ranges(sizes: Iterable[int]) -> Iterator[range]:
    """Numbers from 0 on, so many in each row."""
    start = 0
    for size in sizes:
        yield range(start, start + size)
        start += size


def _add_tokens(
    writer: Writer, token_ids: dict[tuple[str, str], int], sounds: Sequence[Sound], spellings: Sequence[Spelling]
) -> None:
    writer.add_strings("token.text", (text for text, _ in token_ids))
    writer.add_strings("token.script", (script for _, script in token_ids))
    writer.add_strings("token.readings", map(_write_readings, spellings))
    writer.add("token.traits", array("i", [sound.traits for sound in sounds]))
    Rows.of(sound.row for sound in sounds).write("token.sounds", writer)
    writer.add("token.profiles", array("q", [profile(sound.row) for sound in sounds]))
    numbers = sorted((token_hash(script, text), i) for (text, script), i in token_ids.items())
    writer.add("token.hashes", array("q", (number for number, _ in numbers)))
    writer.add("token.numbers", array("i", (i for _, i in numbers)))


def keys_of(spelling: Spelling, maker: KeyMaker) -> Iterable[tuple[int, int]]:
    """The blocking keys of a token, each with its weight."""
    maker.begin()
    for reading, _ in spelling.readings[:KEPT_READINGS]:
        maker.add(reading, False)
    add_known_keys(maker, spelling.well_known)
    return zip(maker.keys[: maker.count], maker.weights[: maker.count], strict=True)


def _marks_by_place(entries: Entries, roles_of_all: Sequence[bytes]) -> array[int]:
    """The mark of every token of every alias, 0 for alternatives; nothing at all if no alias has marks."""
    out = array("i")
    if any(marks is not None for marks in entries.marks):
        for marks, roles in zip(entries.marks, roles_of_all, strict=True):
            out.extend(mark if role != ALTERNATIVE else 0 for mark, role in zip(marks or repeat(0), roles, strict=False))
    return out


def read_aliases(records: Sequence[Record], reader: NameReader) -> Entries:
    """The names and aliases of records, read, with the keys that lead to them."""
    entries = Entries()
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
                entries.core[read.cores[0]].append(len(entries.aliases))
            entries.aliases.append(alias)
            entries.rows.append(row)
            entries.weak.append(is_weak)
            entries.names.append(name)
            entries.marks.append(_mark(entries, name, reader) if record.type == "org" else None)
    return entries


def _with_title(name: Name) -> Name:
    """An alias of a title and one word is not that word alone: King Hussein is not any Hussein."""
    if sum(token.role in FINDABLE for token in name.tokens) != 1:
        return name
    named = (token._replace(role=Role.NAME) if token.role is Role.HONORIFIC else token for token in name.tokens)
    return Name(tuple(named), name.flags)


def _mark(entries: Entries, name: Name, reader: NameReader) -> array[int]:
    """Only the names of organisations are translated: Shahid is a martyr there, but a given name elsewhere."""
    number = len(entries.aliases) - 1
    tokens = [t for t in name.tokens if t.role is not Role.ARTICLE and t.text.isascii()]
    words = [(t.text, t.role is Role.PARTICLE) for t in tokens if t.role in (Role.NAME, Role.PARTICLE)]
    with_forms = acronyms([(t.text, t.role is Role.PARTICLE) for t in tokens])
    for key in sorted(with_forms | acronyms(words) | {f"{blend}-" for blend in blend_keys(words)}):
        entries.acronym[key].append(number)
    marks = marks_of(name.tokens, reader.glossary)
    for concept in sorted({concept for mark in marks if mark > 0 for concept in unpacked(mark)}):
        entries.concept[concept].append(number)
    return marks


def _number_tokens(names: Sequence[Name], token_ids: dict[tuple[str, str], int]) -> list[list[int]]:
    """For every name its tokens by number, alternatives behind their token."""
    return [
        [token_ids.setdefault((text, t.script), len(token_ids)) for t in name.tokens for text in (t.text, *t.alternatives)]
        for name in names
    ]
