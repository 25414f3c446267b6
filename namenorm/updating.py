"""A table with some records more and some less, without making it anew: the sections that a fresh one would have.

They are those of a large table with what changes spliced in. Aliases that are left out keep their place, but nothing leads to
them; tokens that no alias is left to hold likewise.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from namenorm.compiled_table import ORG, CompiledTable, Entries, is_findable, keys_of, read_aliases, write_similar
from namenorm.index import KeyedRows, Rows, changed_part, text_hash
from namenorm.kernel.lookup import token_hash
from namenorm.kernel.splicing import Appearances
from namenorm.keys import key_maker
from namenorm.recounting import Recount
from namenorm.storage import Sections, Writer, more_part


def spliced(base: CompiledTable, more: CompiledTable, removed: Iterable[str]) -> Sections:
    """The sections of a large table without the records `removed`, by ID, and with those of a small one behind."""
    gone = _Gone.of(base, removed)
    recount = Recount(base, gone.entries)
    tokens = _Tokens.of(base, more, recount.unused)
    recount.add(more, tokens.numbers, tokens.fresh)
    out = _Spliced(base, more)
    out.add("table.digest", sha256("\n".join([base.digest, more.digest, *sorted(gone.ids)]).encode()).digest())
    _add_records(out, gone)
    _add_aliases(out, tokens)
    _add_equal(out, gone)
    _add_tokens(out, tokens)
    _add_token_keys(out, tokens, _moved(base, gone))
    _add_holders(out, tokens, gone)
    recount.counts(_add_concepts(out, gone)).write(out)
    write_similar(out, [])  # any token may be similar to a new one: each is looked for when it is asked for
    return Sections(base.sections.views | Sections.of(out).views)


@dataclass(frozen=True, slots=True)
class _Gone:
    """What is taken out of a table: records and aliases, by number in rising order, and what was read of these."""

    ids: Sequence[str]
    rows: Sequence[int]
    entries: Sequence[int]
    read: Entries

    @classmethod
    def of(cls, table: CompiledTable, removed: Iterable[str]) -> _Gone:
        rows = sorted(map(table.row_of, removed))
        ids = [table.ids[row] for row in rows]
        records = [replace(table.record(canonical_id), merged_into=None) for canonical_id in ids]
        return cls(ids, rows, [e for row in rows for e in table.entries(row)], read_aliases(records, table.reader))


@dataclass(frozen=True, slots=True)
class _Tokens:
    """The tokens of both tables.

    `numbers` are those of the small one's tokens in both, `fresh` which of them come behind all tokens of the large one;
    `unused` are tokens of the large one that no alias is left to hold.
    """

    numbers: Sequence[int]
    fresh: Sequence[int]
    unused: Sequence[int]

    @classmethod
    def of(cls, base: CompiledTable, more: CompiledTable, unused: frozenset[int]) -> _Tokens:
        numbers, fresh = array("i"), array("i")
        for token, (text, script) in enumerate(zip(more.tokens, more.scripts, strict=True)):
            known = base.known(text, script)
            if known < 0 or known in unused:  # a fresh table numbers a token where it comes first
                known = len(base.tokens) + len(fresh)
                fresh.append(token)
            numbers.append(known)
        return cls(numbers, fresh, sorted(unused))


class _Spliced(Writer):
    """Sections of a large table, each with what a small one has behind."""

    def __init__(self, base: CompiledTable, more: CompiledTable) -> None:
        super().__init__()
        self.base, self.more = base, more

    def both(self, name: str) -> tuple[memoryview, memoryview]:
        """A section of the large table and of the small one."""
        return self.base.sections.array(name), self.more.sections.array(name)

    def join(self, name: str, more: memoryview | array[int] | bytes) -> None:
        self.join_to(self.base.sections.array(name), name, more)

    def join_to(self, section: memoryview, name: str, more: memoryview | array[int] | bytes) -> None:
        joined = memoryview(b"".join((section, more)))
        self.add(name, joined.cast(section.format))  # type: ignore[call-overload]

    def join_rows(self, name: str, more: Rows, items: Iterable[int]) -> None:
        """Rows that begin where those of the small table do, with other items."""
        size = len(self.base.sections.array(f"{name}.items"))
        self.join(f"{name}.starts", _shifted(more.starts[1:], size))
        self.join(f"{name}.items", array("i", items))

    def join_strings(self, name: str, more: Iterable[str]) -> None:
        self.add_strings(more_part(name), more)


def _shifted(numbers: Iterable[int], by: int) -> array[int]:
    return array("i", (number + by for number in numbers))


def _add_records(out: _Spliced, gone: _Gone) -> None:
    base, more, removed = out.base, out.more, set(gone.rows)
    out.join_strings("record.id", more.ids)
    out.join_strings("record.name", more.names)
    out.join_strings("record.type", more.types)
    kinds = bytearray(base.kinds) + more.kinds
    for row in gone.rows:
        kinds[row] = 0
    out.add("record.kind", bytes(kinds))
    merged, merged_more = out.both("record.merged")
    merged_left = array("i", (row for row in merged if row not in removed))
    out.add("record.merged", merged_left + _shifted(merged_more, len(base.ids)))
    entries = Rows.read("record.entries", more.sections)
    out.join_rows("record.entries", entries, _shifted(entries.items, len(base)))
    _add_changed(out, "record.row", gone.ids, gone.rows, len(base.ids))
    marks, marks_more = out.both("entry.marks")
    if ORG in kinds:  # a table without organisations has no marks
        roles, roles_more = out.both("entry.roles")
        out.join_to(marks or memoryview(array("i", [0]) * len(roles)), "entry.marks", marks_more or bytes(4 * len(roles_more)))
    else:
        out.add("entry.marks", array("i"))


def _add_aliases(out: _Spliced, tokens: _Tokens) -> None:
    more = out.more
    out.join_strings("entry.alias", more.aliases)
    out.join("entry.row", _shifted(more.row, len(out.base.ids)))
    out.join("entry.weak", more.weak)
    out.join("entry.roles", more.sections.array("entry.roles"))
    rows = Rows.read("entry.tokens", more.sections)
    out.join_rows("entry.tokens", rows, map(tokens.numbers.__getitem__, rows.items))


def _add_equal(out: _Spliced, gone: _Gone) -> None:
    """The keys of aliases that are equal, or that a word may be short for."""
    for name, keys in (("exact", gone.read.exact), ("core", gone.read.core), ("acronym", gone.read.acronym)):
        _add_changed(out, name, keys, gone.entries, len(out.base))


def _add_changed(out: _Spliced, name: str, keys: Iterable[str], left_out: Sequence[int], shift: int) -> None:
    """The rows of some keys without items that are left out, and with those of the small table."""
    rows, rows_more = (KeyedRows.read(name, table.sections) for table in (out.base, out.more))
    without = set(left_out)
    KeyedRows.by_hash({
        number: [*(i for i in rows.of_hash(number) if i not in without), *_shifted(rows_more.of_hash(number), shift)]
        for number in {*map(text_hash, keys), *rows_more.hashes}
    }).write(changed_part(name), out)  # fmt: skip


def _add_concepts(out: _Spliced, gone: _Gone) -> list[int]:
    """The aliases of every concept; returns how many there are."""
    rows, rows_more = out.base.by_concept, out.more.by_concept
    less = {concept: [gone.entries[k] for k in found] for concept, found in gone.read.concept.items()}
    more = {c: _shifted(rows_more.row(c), len(out.base)) for c in range(len(rows_more)) if rows_more.size(c)}
    changed = rows.spliced(less, more, len(rows))
    changed.write("concept", out)
    return [changed.size(concept) for concept in range(len(changed))]


def _add_tokens(out: _Spliced, tokens: _Tokens) -> None:
    more, fresh = out.more, tokens.fresh
    for name in ("token.text", "token.script", "token.readings"):
        out.join_strings(name, map(more.sections.strings(name).__getitem__, fresh))
    out.join("token.traits", array("i", map(more.sections.array("token.traits").__getitem__, fresh)))
    out.join("token.profiles", array("q", map(more.profiles.__getitem__, fresh)))
    sounds = Rows.of(map(more.sounds.row, fresh))
    out.join_rows("token.sounds", sounds, sounds.items)
    _add_token_numbers(out, tokens)


def _add_token_numbers(out: _Spliced, tokens: _Tokens) -> None:
    """The hashes of tokens, in rising order, with their numbers."""
    base, (hashes, hashes_more), (numbers, numbers_more) = out.base, out.both("token.hashes"), out.both("token.numbers")
    texts = ((base.scripts[token], base.tokens[token]) for token in tokens.unused)
    changes = [(token_hash(script, text), -1) for script, text in texts]
    all_more = zip(hashes_more, map(tokens.numbers.__getitem__, numbers_more), strict=True)
    changes += [(key, number) for key, number in all_more if number >= len(base.tokens)]
    done = 0
    keys: list[memoryview | array[int]] = []
    values: list[memoryview | array[int]] = []
    for key, number in sorted(changes):
        at = bisect_left(hashes, key, done)
        keys += [hashes[done:at], array("q", [key] if number >= 0 else [])]
        values += [numbers[done:at], array("i", [number] if number >= 0 else [])]
        done = at + (number < 0)
    out.add("token.hashes", memoryview(b"".join([*keys, hashes[done:]])).cast("q"))
    out.add("token.numbers", memoryview(b"".join([*values, numbers[done:]])).cast("i"))


def _moved(base: CompiledTable, gone: _Gone) -> dict[int, int]:
    """Tokens that appear first in an alias that is gone: each with the one behind which it appears in those that are left.

    Of tokens that are near to a word the first ones count where there are many, so they have to stand as in a fresh table.
    """
    if not gone.entries:
        return {}
    rows, count = Rows.read("entry.tokens", base.sections), len(base.tokens)
    tokens, after = array("i", [0]) * count, array("i", [0]) * count
    found = Appearances().moved(rows.starts, rows.items, array("i", gone.entries), bytearray(count), tokens, after)
    return dict(zip(tokens[:found], after[:found], strict=True))


def _add_token_keys(out: _Spliced, tokens: _Tokens, moved: dict[int, int]) -> None:
    """The tokens of every blocking key."""
    base, keys_more, maker = out.base, out.more.token_keys, key_maker()
    keys = {token: [key for key, _ in keys_of(base.spelling(token), maker)] for token in (*tokens.unused, *moved)}
    less: dict[int, list[int]] = defaultdict(list)
    more: dict[int, list[int]] = defaultdict(list)
    for token in sorted(keys):
        for key in keys[token]:
            less[key].append(token)
    for token in moved:
        for key in keys[token]:
            more[key].append(token)
    for at, key in enumerate(keys_more.hashes):
        if fresh := [number for t in keys_more.rows.row(at) if (number := tokens.numbers[t]) >= len(base.tokens)]:
            more[key] += fresh
    base.token_keys.spliced(less, more, moved, map(keys_more.totals.__getitem__, tokens.fresh)).write(out)


def _add_holders(out: _Spliced, tokens: _Tokens, gone: _Gone) -> None:
    """The aliases that hold each token."""
    base, more = out.base, out.more
    less: dict[int, list[int]] = defaultdict(list)
    for entry in gone.entries:
        for token in {token for token, role in base.places(entry) if is_findable(role)}:
            less[token].append(entry)
    added = {number: _shifted(more.holders.row(token), len(base)) for token, number in enumerate(tokens.numbers)}
    base.holders.spliced(less, added, len(base.tokens) + len(tokens.fresh)).write("index.holders", out)
