"""The way of a name, from a mention to a decision: the order of the stages and nothing else."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from namenorm.alias_table import AliasTable
from namenorm.alignment import Part, remembering
from namenorm.compiled_table import CompiledTable
from namenorm.decision import MARGIN, THRESHOLD, abstain, decide
from namenorm.errors import ArgumentError
from namenorm.finding import Finder
from namenorm.model import Candidate, Comparison, Decision, Evidence, Reason, TokenPair
from namenorm.parsing import Role
from namenorm.reading import NameReader, Read
from namenorm.scoring import WEIGHT_OF_ROLE, Scorer, group_of, log_odds, probability, share
from namenorm.token_matching import TokenMatcher
from namenorm.weights import Weights

SAME_PARTS_SCORE = 0.99
CANDIDATES = 50
_REMEMBERED = 100_000


@dataclass(frozen=True, slots=True)
class TokenReading:
    """A token as it was understood. `readings` are Latin forms with what each costs more than the best, in nats."""

    text: str
    script: str
    role: Role
    readings: tuple[tuple[str, float], ...]


class Canonicalizer:
    """Turns mentions into canonical IDs by one alias table. Does not change once built.

    `threshold` and `margin` are probabilities, 0..1: the least score of a match, and its least lead over the next record.

    >>> table = AliasTable.from_records([{"id": "kadhimi", "name": "Mustafa al-Kadhimi", "type": "person"}])
    >>> Canonicalizer(table).canonicalize("مصطفى الكاظمي")
    'kadhimi'
    """

    def __init__(self, table: AliasTable, *, threshold: float = THRESHOLD, margin: float = MARGIN) -> None:
        for name, value in (("threshold", threshold), ("margin", margin)):
            if not 0.0 <= value <= 1.0:
                raise ArgumentError(f"{name} is a probability between 0 and 1, not {value!r}")
        self.table = table
        self._threshold, self._margin = threshold, margin
        self._reader = NameReader()
        weights = Weights.shipped()
        self._matcher = TokenMatcher(weights)
        self._scorer = Scorer(weights, self._matcher)
        self._compiled = CompiledTable(table, self._reader)
        self._finder = Finder(self._compiled)
        self._remembered: OrderedDict[tuple[str, str | None], Decision] = OrderedDict()

    def canonicalize(self, name: str, type: str | None = None) -> str | None:
        """The canonical ID that `name` means, None if that is unknown or in doubt."""
        return self.explain(name, type).canonical_id

    def explain(self, name: str, type: str | None = None) -> Decision:
        """The decision on `name` with its reason and candidates. With `type`, only records of that type are considered."""
        if not isinstance(name, str):
            raise TypeError(f"a name is a str, not {name.__class__.__name__}")
        key = (name, type)
        decision = self._remembered.get(key)
        if decision is None:
            decision = self._decide(name, type)
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.popitem(last=False)
            self._remembered[key] = decision
        return decision

    def canonicalize_many(self, names: Iterable[str | None]) -> list[str | None]:
        """The canonical ID of each name, in their order; None stays None."""
        return [decision.canonical_id for decision in self.explain_many(names)]

    def explain_many(self, names: Iterable[str | None]) -> list[Decision]:
        """The decision on each name, in their order; each distinct name is decided once. None is an empty name."""
        return [abstain("", Reason.EMPTY) if name is None else self.explain(name) for name in names]

    def read(self, name: str) -> list[TokenReading]:
        """The tokens of `name` with their roles and Latin readings."""
        out = []
        for token in self._reader.read(name).name.tokens:
            readings = self._reader.spelling(token.text, token.script).readings
            out.append(TokenReading(token.text, token.script, token.role, tuple((r, c / 1000) for r, c in readings)))
        return out

    def compare(self, name: str, other: str, type: str | None = None) -> Comparison:
        """Two names side by side, without the table's say on who bears them: 1.0 only if they are equal once cleaned."""
        a, b = self._reader.read(name), self._reader.read(other)
        left, right = self._parts(a, type), self._parts(b, type)
        alignment = self._scorer.align(left, right, type)
        evidence = self._scorer.evidence(left, right, alignment, group_of(type, left))
        pairs = [
            self._matcher.align(left[i].spellings[0], right[j].spellings[0])
            for pair in alignment.pairs for i, j in zip(pair.left, pair.right, strict=False)
        ]  # fmt: skip
        pairs += [TokenPair(left[i].text, "", 0.0) for i in alignment.left_over]
        pairs += [TokenPair("", right[j].text, 0.0) for j in alignment.right_over]
        score = 1.0 if a.key and a.key == b.key else probability(log_odds(evidence)) if left and right else 0.0
        return Comparison(name, other, score, tuple(pairs), evidence)

    def _decide(self, mention: str, type: str | None) -> Decision:
        read = self._reader.read(mention)
        flags = read.name.flags
        if not read.key:
            return abstain(mention, Reason.EMPTY, flags)
        exact, reason = self._exact(read, type)
        if exact:
            return self._settle(mention, exact, reason, flags)
        if "too_long" in flags:
            return abstain(mention, Reason.TOO_LONG, flags)
        candidates, weak = self._candidates(read, type)
        return decide(
            mention, candidates, exact=None, weak=weak, flags=flags, threshold=self._threshold, margin=self._margin
        )

    def _exact(self, read: Read, type: str | None) -> tuple[list[int], Reason]:
        """Aliases equal to the mention, to the letter or but for articles and honorifics."""
        table = self._compiled
        for found, reason in (
            (table.exact.get(read.key), Reason.EXACT_ALIAS),
            (table.core.get(read.core), Reason.SAME_PARTS),
            (table.core.get(read.bare_core), Reason.SAME_PARTS),
        ):
            fitting = [e for e in found or () if type is None or table.records[table.entries[e].row].type == type]
            if fitting:
                return fitting, reason
        return [], Reason.NO_CANDIDATE

    def _settle(self, mention: str, exact: Sequence[int], reason: Reason, flags: tuple[str, ...]) -> Decision:
        """The verdict on aliases that equal the mention: strong ones go before weak ones."""
        strong = [e for e in exact if not self._compiled.entries[e].weak]
        score = 1.0 if reason is Reason.EXACT_ALIAS else SAME_PARTS_SCORE
        by_row = {self._compiled.entries[e].row: e for e in reversed(strong or exact)}
        n = len(by_row)
        candidates = [self._candidate(e, score if n == 1 and strong else score / (n + (not strong)), ()) for e in sorted(by_row.values())]
        verdict = Reason.SHARED_ALIAS if n > 1 else reason
        return decide(mention, candidates, exact=verdict if strong else None, weak=not strong, flags=flags)

    def _candidates(self, read: Read, type: str | None) -> tuple[list[Candidate], bool]:
        by_type = {"org": self._parts(read, "org")}
        by_type[""] = by_type["org"] if type == "org" else self._parts(read)
        table = self._compiled
        best: dict[int, tuple[float, int, tuple[Evidence, ...]]] = {}
        judge = remembering(self._matcher.probability)
        for entry in self._finder.find(by_type["org"], judge).entries:
            row, weak = table.entries[entry].row, table.entries[entry].weak
            record = table.records[row]
            if type is not None and record.type != type:
                continue
            alias, parts = table.parts(entry), by_type["org" if record.type == "org" else ""]
            evidence = self._scorer.evidence(parts, alias, self._scorer.align(parts, alias, record.type, judge), group_of(record.type, parts), weak=weak)
            odds = log_odds(evidence)
            if row not in best or odds > best[row][0]:
                best[row] = (odds, entry, evidence)
        ranked = sorted(best.values(), key=lambda x: (-x[0], x[1]))[:CANDIDATES]
        shares = share([odds for odds, _, _ in ranked])
        candidates = [self._candidate(entry, p, evidence) for p, (_, entry, evidence) in zip(shares, ranked, strict=True)]
        return candidates, bool(ranked) and table.entries[ranked[0][1]].weak

    def _candidate(self, entry: int, score: float, evidence: tuple[Evidence, ...]) -> Candidate:
        found = self._compiled.entries[entry]
        record = self._compiled.records[found.row]
        return Candidate(record.id, record.name, found.alias, score, evidence)

    def _parts(self, read: Read, type: str | None = None) -> tuple[Part, ...]:
        """The parts of a mention, as those of a name of that type. A token that the table lacks tells as much as the rarest."""
        out = []
        marks = self._reader.glossary.marks(read.name.tokens) if type == "org" else None
        for i, token in enumerate(read.name.tokens):
            if token.role is Role.ARTICLE:
                continue
            spellings = tuple(self._reader.spelling(text, token.script) for text in (token.text, *token.alternatives))
            info = self._compiled.info(self._compiled.known(token.text, token.script))
            part = Part(spellings, token.role, info * WEIGHT_OF_ROLE[token.role])
            out.append(self._compiled.in_concepts(part, marks[i]) if marks else part)
        return tuple(out)

