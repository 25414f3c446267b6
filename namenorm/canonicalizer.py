"""The way of a name, from a mention to a decision: the order of the stages and nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Self, TypeVar

from namenorm.comparing import Comparer
from namenorm.compiled_table import CompiledTable, compiled
from namenorm.decision import MARGIN, PLAUSIBLE, THRESHOLD, abstain, decide, verdict
from namenorm.errors import ArgumentError
from namenorm.model import RECORD_TYPES, Comparison, Decision, Provenance, Reason, Record, Status
from namenorm.name import Role
from namenorm.provenance import model
from namenorm.ranking import Ranked, candidate, exact, similar
from namenorm.reading import NameReader, Read, text_of
from namenorm.segment import Judges, Segment
from namenorm.storage import Sections
from namenorm.stored_table import stored
from namenorm.updating import spliced
from namenorm.weights import Weights

if TYPE_CHECKING:
    from namenorm.alias_table import AliasTable

CANDIDATES = 10
_REMEMBERED = 4096
_Kept = TypeVar("_Kept")
_Settings = tuple[float, float, int]  # threshold, margin, candidates


@dataclass(frozen=True, slots=True)
class TokenReading:
    """A token as it was understood. `readings` are Latin forms with what each costs more than the best, in nats."""

    text: str
    script: str
    role: Role
    readings: tuple[tuple[str, float], ...]


class Canonicalizer:
    """Turns mentions into canonical IDs by one alias table. Does not change once built.

    `threshold` and `margin` are probabilities, 0..1: the least score of a match, and its least lead over the next record. A
    single word needs more than the threshold: 0.875 where names of several words need 0.75.
    `candidates` is how many a decision shows at most.

    >>> from namenorm import AliasTable
    >>> table = AliasTable.from_records([{"id": "kadhimi", "name": "Mustafa al-Kadhimi", "type": "person"}])
    >>> Canonicalizer(table).canonicalize("مصطفى الكاظمي")
    'kadhimi'
    """

    def __init__(
        self, table: AliasTable, *, threshold: float = THRESHOLD, margin: float = MARGIN, candidates: int = CANDIDATES
    ) -> None:
        reader = NameReader()
        self._set_up(Sections.of(compiled(table.records, reader)), reader, (threshold, margin, candidates))

    @classmethod
    def open(
        cls, table: str | os.PathLike[str] | None = None, *, content: bytes | None = None,
        threshold: float = THRESHOLD, margin: float = MARGIN, candidates: int = CANDIDATES,
    ) -> Self:  # fmt: skip
        """A canonicalizer on a table file, by default the shipped table, without reading it again at every start.

        Its compiled form is kept in the user's cache folder (or NAMENORM_CACHE) and made anew when the table, the
        package or the stored file changed. `content` is what the file holds, for a caller who has read it already, as from a
        pipe; `table` is then only its name in messages. Errors are those of `AliasTable.load`.
        """
        reader = NameReader()
        self = cls.__new__(cls)
        self._set_up(stored(table, reader, content), reader, (threshold, margin, candidates))
        return self

    def _set_up(
        self, sections: Sections, reader: NameReader, settings: _Settings,
        added: Sequence[Record] = (), removed: frozenset[str] = frozenset(),
    ) -> None:  # fmt: skip
        threshold, margin, candidates = settings
        for name, value in (("threshold", threshold), ("margin", margin)):
            if not 0.0 <= value <= 1.0:
                raise ArgumentError(f"{name} is a probability between 0 and 1, not {value!r}")
        if candidates < 1:
            raise ArgumentError(f"candidates is at least 1, not {candidates!r}")
        self._threshold, self._margin, self._shown = threshold, margin, candidates
        self._reader, self._sections, self._added, self._removed = reader, sections, added, removed
        self._judges = Judges(reader, Weights.shipped())
        self._base = table = CompiledTable(sections, reader)
        self._merged = table.merged()
        if added or removed:
            more = CompiledTable(Sections.of(compiled(added, reader)), reader)
            table = CompiledTable(spliced(table, more, removed), reader)
        self._segment = Segment(table, self._judges)
        self._comparer = Comparer(self._judges, self._segment, is_org=False)
        self._comparer_of_orgs = Comparer(self._judges, self._segment, is_org=True)
        self._remembered: dict[tuple[str, str | None], Decision] = {}
        self._remembered_ids: dict[tuple[str, str | None], str | None] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        """Canonicalizers travel to other processes with their compiled table."""
        return _restored, (type(self), self._sections.copied(), self._settings, self._added, self._removed)

    @property
    def _settings(self) -> _Settings:
        return self._threshold, self._margin, self._shown

    def updated(self, table: AliasTable | None = None, *, without: Iterable[str] = ()) -> Self:
        """A canonicalizer that knows the records of `table` too, and no more those `without`, given by their IDs.

        A record of an ID that is known already takes the place of the old one. Nothing large is made anew, so this takes
        milliseconds; the answers are those of a fresh canonicalizer on all the records: the old ones, then the others in their
        order. This one stays as it is. ArgumentError if an ID in `without` is not known.

        >>> from namenorm import AliasTable
        >>> c = Canonicalizer(AliasTable.from_records([{"id": "sadr", "name": "Muqtada al-Sadr"}]))
        >>> more = c.updated(AliasTable.from_records([{"id": "amiri", "name": "Hadi al-Amiri"}]), without=["sadr"])
        >>> more.canonicalize("Hadi Ameri"), more.canonicalize("Muqtada al-Sadr")
        ('amiri', None)
        """
        records = {record.id: record for record in self._added}
        in_base, without = self._base.row_of, set(without)
        if unknown := sorted(i for i in without if i not in records and (in_base(i) < 0 or i in self._removed)):
            raise ArgumentError(f"there is no record {unknown[0]!r} to leave out: check its ID")
        new = {record.id: record for record in (table.records if table else ())}
        kept = {i: record for i, record in records.items() if i not in without and i not in new} | new
        removed = self._removed | {i for i in (*without, *new) if in_base(i) >= 0}
        for merged, heir in self._merged.items():  # they go where the record goes that they stand for
            if heir in removed and merged not in removed:
                kept[merged] = self._base.record(merged)
                removed |= {merged}
        for record in kept.values():
            if record.merged_into is not None and record.merged_into not in kept:
                raise ArgumentError(f"{record.id!r} was merged into {record.merged_into!r}: leave it out too")
        self_ = type(self).__new__(type(self))
        self_._set_up(self._sections, self._reader, self._settings, tuple(kept.values()), frozenset(removed))
        return self_

    @property
    def provenance(self) -> Provenance:
        """What the answers rest on. Canonicalizers with equal provenance give equal answers."""
        return Provenance(self._segment.table.digest, model(), self._threshold, self._margin)

    def canonicalize(self, name: str, type: str | None = None) -> str | None:
        """The canonical ID that `name` means, None if that is unknown or in doubt."""
        return self._canonical_id(text_of(name), _known_type(type))

    def _canonical_id(self, name: str, type: str | None = None) -> str | None:
        key = name, type
        if key in self._remembered_ids:
            return self._remembered_ids[key]
        decision = self._remembered.get(key)
        return _keep(self._remembered_ids, key, decision.canonical_id if decision else self._identify(name, type))

    def explain(self, name: str, type: str | None = None) -> Decision:
        """The decision on `name` with its reason and candidates. With `type`, only records of that type are considered."""
        key = (text_of(name), _known_type(type))
        decision = self._remembered.get(key)
        return decision if decision is not None else _keep(self._remembered, key, self._decide(name, type))

    def canonicalize_many(self, names: Iterable[str | None]) -> list[str | None]:
        """The canonical ID of each name, in their order; None stays None. Each distinct name is decided once."""
        return _each_once(names, None, self._canonical_id)

    def explain_many(self, names: Iterable[str | None], *, evidence: bool = True) -> list[Decision]:
        """The decision on each name, in their order; each distinct name is decided once. None is an empty name.

        Without `evidence` the candidates come without theirs, which is a tenth quicker.
        """
        answer = self.explain if evidence else partial(self._decide, type=None, evidence=False)
        return _each_once(names, abstain("", Reason.EMPTY), answer)

    def read(self, name: str) -> list[TokenReading]:
        """The tokens of `name` with their roles and Latin readings."""
        out = []
        for token in self._reader.read(text_of(name)).name.tokens:
            readings = self._reader.spelling(token.text, token.script).readings
            out.append(TokenReading(token.text, token.script, token.role, tuple((r, c / 1000) for r, c in readings)))
        return out

    def compare(self, name: str, other: str, type: str | None = None) -> Comparison:
        """Two names side by side: 1.0 only if they are equal once cleaned. The table only says which tokens are common."""
        if type is None or _known_type(type) != "org":
            return self._comparer.compare(name, other)
        return self._comparer_of_orgs.compare(name, other)

    def _decide(self, mention: str, type: str | None, *, evidence: bool = True) -> Decision:
        read = self._reader.read(mention)
        ranked, flags = self._equal(read, type), read.met
        if isinstance(ranked, Reason):
            return abstain(mention, ranked, flags if ranked is Reason.EMPTY else read.flags)
        table = self._segment.table
        if ranked is not None:
            candidates = [candidate(table, *found) for found in zip(ranked.entries, ranked.scores, strict=True)]
        else:
            workspace = self._segment.borrow()
            ranked = similar(table, workspace, read, self._reader, type)
            told = max(self._shown, sum(p >= PLAUSIBLE for p in ranked.scores), 2)  # as many as the decision rests on
            candidates = [
                candidate(table, entry, score, workspace.evidence(entry) if evidence else ())
                for entry, score in zip(ranked.entries, ranked.scores[:told], strict=False)
            ]
            self._segment.give_back(workspace)
            flags = (*read.flags, "capped") if ranked.capped else read.flags
        return decide(
            mention, candidates, exact=ranked.exact, weak=ranked.weak, lone=ranked.lone, partial=ranked.partial, flags=flags,
            threshold=self._threshold, margin=self._margin, shown=self._shown,
        )  # fmt: skip

    def _identify(self, mention: str, type: str | None) -> str | None:
        """What `_decide` comes to, without what it shows."""
        read = self._reader.read(mention)
        ranked = self._equal(read, type)
        table = self._segment.table
        if ranked is None:
            workspace = self._segment.borrow()
            ranked = similar(table, workspace, read, self._reader, type)
            self._segment.give_back(workspace)
        if isinstance(ranked, Reason) or not ranked.entries:
            return None
        status, _ = verdict(
            ranked.scores, exact=ranked.exact, weak=ranked.weak, lone=ranked.lone, partial=ranked.partial,
            threshold=self._threshold, margin=self._margin,
        )  # fmt: skip
        if status is not Status.MATCH:
            return None
        return str(table.ids[table.row[ranked.entries[0]]])

    def _equal(self, read: Read, type: str | None) -> Ranked | Reason | None:
        """The aliases that equal the mention, or a reason why it can't be ranked at all; None if it has to be compared."""
        if not read.key:
            return Reason.EMPTY
        ranked = exact(self._segment.table, read, type)
        return Reason.TOO_LONG if ranked is None and read.plain is None and "too_long" in read.flags else ranked


def _known_type(type: str | None) -> str | None:
    if type is not None and type not in RECORD_TYPES:
        raise ArgumentError(f"type is one of {', '.join(RECORD_TYPES)}, not {type!r}")
    return type


def _keep(kept: dict[tuple[str, str | None], _Kept], key: tuple[str, str | None], value: _Kept) -> _Kept:
    """Remember an answer; comes back with it."""
    if len(kept) >= _REMEMBERED:
        kept.clear()
    kept[key] = value
    return value


def _each_once(names: Iterable[str | None], of_none: _Kept, answer: Callable[[str], _Kept]) -> list[_Kept]:
    known: dict[str | None, _Kept] = {None: of_none}
    out = []
    for name in names:
        if name is not None and text_of(name) not in known:
            known[name] = answer(name)
        out.append(known[name])
    return out


def _restored(
    cls: type[Canonicalizer], sections: dict[str, tuple[str, bytes]], settings: _Settings,
    added: Sequence[Record], removed: frozenset[str],
) -> Canonicalizer:  # fmt: skip
    self = cls.__new__(cls)
    self._set_up(Sections.restored(sections), NameReader(), settings, added, removed)
    return self
