"""The way of a name, from a mention to a decision: the order of the stages and nothing else."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from namenorm.alignment import Part
from namenorm.compiled_table import CompiledTable, compiled
from namenorm.decision import CORROBORATED, MARGIN, PLAUSIBLE, THRESHOLD, abstain, decide
from namenorm.errors import ArgumentError
from namenorm.finding import Finder
from namenorm.model import RECORD_TYPES, Candidate, Comparison, Decision, Evidence, Provenance, Reason, TokenPair
from namenorm.parsing import Role
from namenorm.provenance import model
from namenorm.reading import NameReader, Read
from namenorm.romanization import Spelling
from namenorm.scoring import Scorer, features, group_of, is_part, probability, share
from namenorm.storage import Sections
from namenorm.stored_table import stored
from namenorm.token_matching import TokenMatcher
from namenorm.weights import Weights

if TYPE_CHECKING:
    from namenorm.alias_table import AliasTable

SAME_PARTS_SCORE = 0.99
CANDIDATES = 10
_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class _Ranked:
    """Candidates, best first; whether the best rests on a weak alias alone, and is one word for one word; of how many the
    mention is a part of the name; and whether a token was too common to follow to all its aliases.
    """

    candidates: list[Candidate]
    weak: bool
    lone: bool
    partial: int
    capped: bool


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
        self._set_up(Sections.of(compiled(table.records, reader)), reader, threshold, margin, candidates)

    @classmethod
    def open(
        cls, table: str | os.PathLike[str] | None = None, *,
        threshold: float = THRESHOLD, margin: float = MARGIN, candidates: int = CANDIDATES,
    ) -> Self:  # fmt: skip
        """A canonicalizer on a table file, by default the shipped table, without reading it again at every start.

        Its compiled form is kept in the user's cache folder (or NAMENORM_CACHE) and made anew when the table, the
        package or the stored file changed. Errors are those of `AliasTable.load`.
        """
        reader = NameReader()
        self = cls.__new__(cls)
        self._set_up(stored(table, reader), reader, threshold, margin, candidates)
        return self

    def _set_up(self, sections: Sections, reader: NameReader, threshold: float, margin: float, candidates: int) -> None:
        for name, value in (("threshold", threshold), ("margin", margin)):
            if not 0.0 <= value <= 1.0:
                raise ArgumentError(f"{name} is a probability between 0 and 1, not {value!r}")
        if candidates < 1:
            raise ArgumentError(f"candidates is at least 1, not {candidates!r}")
        self._threshold, self._margin, self._shown = threshold, margin, candidates
        self._reader, self._sections = reader, sections
        self._matcher = TokenMatcher(weights := Weights.shipped())
        self._scorer = Scorer(weights, self._matcher)
        self._table = CompiledTable(sections, reader)
        self._finder = Finder(self._table)
        self._remembered: OrderedDict[tuple[str, str | None], Decision] = OrderedDict()

    def __reduce__(self) -> tuple[Any, ...]:
        """Canonicalizers travel to other processes with their compiled table."""
        return _restored, (type(self), self._sections.copied(), self._threshold, self._margin, self._shown)

    @property
    def provenance(self) -> Provenance:
        """What the answers rest on. Canonicalizers with equal provenance give equal answers."""
        return Provenance(self._table.digest, model(), self._threshold, self._margin)

    def canonicalize(self, name: str, type: str | None = None) -> str | None:
        """The canonical ID that `name` means, None if that is unknown or in doubt."""
        if type is None and (known := self._known(_text(name))) is not None:
            return known
        return self.explain(name, type).canonical_id

    def _known(self, name: str) -> str | None:
        """The ID of the one record that has the name as an alias, to the letter: no more needs to be looked at."""
        table = self._table
        rows = {table.row[e] for e in table.exact.get(self._reader.key(name)) if not table.weak[e]}
        return table.ids[rows.pop()] if len(rows) == 1 else None

    def explain(self, name: str, type: str | None = None) -> Decision:
        """The decision on `name` with its reason and candidates. With `type`, only records of that type are considered."""
        key = (_text(name), _known_type(type))
        decision = self._remembered.get(key)
        if decision is None:
            decision = self._decide(name, type)
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            self._remembered[key] = decision
        return decision

    def canonicalize_many(self, names: Iterable[str | None]) -> list[str | None]:
        """The canonical ID of each name, in their order; None stays None."""
        known: dict[str | None, str | None] = {None: None}
        out = []
        for name in names:
            if name is not None and _text(name) not in known:
                known[name] = self.canonicalize(name)
            out.append(known[name])
        return out

    def explain_many(self, names: Iterable[str | None]) -> list[Decision]:
        """The decision on each name, in their order; each distinct name is decided once. None is an empty name."""
        known: dict[str | None, Decision] = {None: abstain("", Reason.EMPTY)}
        out = []
        for name in names:
            if name is not None and _text(name) not in known:
                known[name] = self.explain(name)
            out.append(known[name])
        return out

    def read(self, name: str) -> list[TokenReading]:
        """The tokens of `name` with their roles and Latin readings."""
        out = []
        for token in self._reader.read(_text(name)).name.tokens:
            readings = self._reader.spelling(token.text, token.script).readings
            out.append(TokenReading(token.text, token.script, token.role, tuple((r, c / 1000) for r, c in readings)))
        return out

    def compare(self, name: str, other: str, type: str | None = None) -> Comparison:
        """Two names side by side: 1.0 only if they are equal once cleaned. The table only says which tokens are common."""
        first, second = self._reader.read(_text(name)), self._reader.read(_text(other))
        left, right = (self._parts(read, self._spellings(read), _known_type(type)) for read in (first, second))
        alignment = self._scorer.align(left, right, type)
        group = group_of(type, left, right)
        values = features(left, right, alignment)
        pairs = [
            self._matcher.align(left[i].spellings[0], right[j].spellings[0])
            for pair in alignment.pairs for i, j in zip(pair.left, pair.right, strict=False)
        ]  # fmt: skip
        pairs += [TokenPair(left[i].text, "", 0.0) for i in alignment.left_over]
        pairs += [TokenPair("", right[j].text, 0.0) for j in alignment.right_over]
        score = probability(self._scorer.log_odds(values, group)) if left and right else 0.0
        same = bool(first.key) and first.key == second.key
        return Comparison(name, other, 1.0 if same else score, tuple(pairs), self._scorer.evidence(values, group))

    def _decide(self, mention: str, type: str | None) -> Decision:
        read = self._reader.read(mention)
        if not read.key:
            return abstain(mention, Reason.EMPTY, read.cleaned.flags)
        exact, reason = self._exact(read, type)
        if exact:
            return self._settle(mention, exact, reason, read.cleaned.flags)
        flags = read.name.flags
        if "too_long" in flags:
            return abstain(mention, Reason.TOO_LONG, flags)
        ranked = self._candidates(read, type)
        return decide(
            mention, ranked.candidates, exact=None, weak=ranked.weak, lone=ranked.lone, partial=ranked.partial,
            flags=(*flags, "capped") if ranked.capped else flags,
            threshold=self._threshold, margin=self._margin, shown=self._shown,
        )  # fmt: skip

    def _exact(self, read: Read, type: str | None) -> tuple[list[int], Reason]:
        """Aliases equal to the mention, to the letter or but for articles and honorifics."""
        table = self._table
        for found, part, reason in (
            (table.exact, "key", Reason.EXACT_ALIAS),
            (table.core, "core", Reason.SAME_PARTS),
            (table.core, "bare_core", Reason.SAME_PARTS),
        ):
            key = getattr(read, part)  # the later ones have to be parsed for
            fitting = [e for e in found.get(key) if type is None or table.types[table.row[e]] == type] if key else []
            if fitting:
                return fitting, reason
        return [], Reason.NO_CANDIDATE

    def _settle(self, mention: str, exact: Sequence[int], reason: Reason, flags: tuple[str, ...]) -> Decision:
        """The verdict on aliases that equal the mention: strong ones go before weak ones."""
        strong = [e for e in exact if not self._table.weak[e]]
        certain = 1.0 if reason is Reason.EXACT_ALIAS else SAME_PARTS_SCORE
        by_row = {self._table.row[e]: e for e in reversed(strong or exact)}
        n = len(by_row)
        score = certain if n == 1 and strong else SAME_PARTS_SCORE / (n + (not strong))
        return decide(
            mention, [self._candidate(e, score) for e in sorted(by_row.values())], weak=not strong, flags=flags,
            threshold=self._threshold, margin=self._margin, shown=self._shown,
            exact=(Reason.SHARED_ALIAS if n > 1 else reason) if strong else None,
        )  # fmt: skip

    def _judge(self, parts: Sequence[Part], entry: int) -> tuple[float, tuple[float, ...], str]:
        """The log-odds that an alias is meant, with the features and the group of weights that they rest on."""
        table = self._table
        alias, of_type = table.parts(entry), table.types[table.row[entry]]
        alignment, group = self._scorer.align(parts, alias, of_type), group_of(of_type, parts, alias)
        values = features(parts, alias, alignment, weak=bool(table.weak[entry]))
        return self._scorer.log_odds(values, group), values, group

    def _candidates(self, read: Read, type: str | None) -> _Ranked:
        """The records that the mention may mean, each by its best alias."""
        table = self._table
        spellings = self._spellings(read)
        as_org, as_other = self._parts(read, spellings, "org"), self._parts(read, spellings, None)
        found = self._finder.find(as_org, self._matcher.probability)
        best: dict[int, tuple[float, int, tuple[float, ...], str]] = {}
        supported: set[int] = set()
        for entry in found.entries:
            row = table.row[entry]
            of_type = table.types[row]
            if type is not None and of_type != type:
                continue
            odds, values, group = self._judge(as_org if of_type == "org" else as_other, entry)
            if not table.weak[entry] and _corroborates(odds, values):
                supported.add(row)
            if row not in best or odds > best[row][0]:
                best[row] = (odds, entry, values, group)
        ranked = sorted(best.values(), key=lambda x: (-x[0], x[1]))
        shares = share([odds for odds, *_ in ranked])
        told = max(self._shown, sum(p >= PLAUSIBLE for p in shares), 2)  # as many as the decision rests on
        candidates = [
            self._candidate(entry, p, self._scorer.evidence(values, group))
            for p, (_, entry, values, group) in zip(shares[:told], ranked, strict=False)
        ]
        weak = bool(ranked) and bool(table.weak[ranked[0][1]]) and table.row[ranked[0][1]] not in supported
        lone = bool(ranked) and ranked[0][3] == "single"
        return _Ranked(candidates, weak, lone, sum(is_part(values) for _, _, values, _ in ranked), found.capped)

    def _candidate(self, entry: int, score: float, evidence: tuple[Evidence, ...] = ()) -> Candidate:
        table = self._table
        row = table.row[entry]
        return Candidate(table.ids[row], table.names[row], table.aliases[entry], score, evidence, table.types[row])

    def _spellings(self, read: Read) -> list[tuple[Spelling, ...]]:
        """For each token of a mention its spelling and those of its alternatives."""
        return [
            tuple(self._reader.spelling(text, token.script) for text in (token.text, *token.alternatives))
            for token in read.name.tokens
        ]

    def _parts(self, read: Read, spellings: Sequence[tuple[Spelling, ...]], type: str | None) -> tuple[Part, ...]:
        """The parts of a mention, as those of a name of that type. A token that no alias has tells as much as the rarest."""
        infos = [self._table.info(these[0]) for these in spellings]
        return self._table.weighed(read.name.tokens, spellings, infos, translated=type == "org")


def _corroborates(odds: float, values: Sequence[float]) -> bool:
    """Whether a strong alias speaks for the mention beside a weak one; that it has the same word among others is no more."""
    return probability(odds) >= CORROBORATED and not is_part(values)


def _text(name: str) -> str:
    if not isinstance(name, str):
        raise TypeError(f"a name is a str, not {name.__class__.__name__}")
    return name


def _known_type(type: str | None) -> str | None:
    if type is not None and type not in RECORD_TYPES:
        raise ArgumentError(f"type is one of {', '.join(RECORD_TYPES)}, not {type!r}")
    return type


def _restored(
    cls: type[Canonicalizer], sections: dict[str, tuple[str, bytes]], threshold: float, margin: float, candidates: int
) -> Canonicalizer:
    self = cls.__new__(cls)
    self._set_up(Sections.restored(sections), NameReader(), threshold, margin, candidates)
    return self
