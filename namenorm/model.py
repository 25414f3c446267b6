"""The nouns of namenorm: records and aliases go in, decisions with candidates come out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

RECORD_TYPES = ("person", "org", "place", "vessel", "other")
"""What a record may be."""


class Strength(StrEnum):
    """How much an alias proves. A weak alias (a nickname, a bare first name) never decides alone."""

    STRONG = "strong"
    WEAK = "weak"


class Status(StrEnum):
    """The verdict on a mention."""

    MATCH = "match"
    AMBIGUOUS = "ambiguous"
    NO_MATCH = "no_match"


class Reason(StrEnum):
    """Why a decision is what it is. The first three belong to a match, the others to an abstention."""

    EXACT_ALIAS = "exact_alias"
    SAME_PARTS = "same_parts"
    SIMILAR = "similar"
    SHARED_ALIAS = "shared_alias"
    CLOSE_CANDIDATES = "close_candidates"
    PARTIAL_NAME = "partial_name"
    WEAK_ALIAS = "weak_alias"
    BELOW_THRESHOLD = "below_threshold"
    NO_CANDIDATE = "no_candidate"
    EMPTY = "empty"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Alias:
    """One attested spelling of a record's name, in any script."""

    name: str
    strength: Strength = Strength.STRONG
    script: str | None = None
    lang: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One entry of the alias table: a person, an organisation, a place, a vessel or something else.

    `aliases` does not repeat `name`. A merged record keeps its ID and names its heir in `merged_into`.
    """

    id: str
    name: str
    type: str = "other"
    aliases: tuple[Alias, ...] = ()
    source: str | None = None
    merged_into: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One named fact about a pair of names and how far it moved the score, in log-odds."""

    feature: str
    value: float
    effect: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that a mention may mean, by its best alias. `score` is the probability that it does."""

    canonical_id: str
    canonical_name: str
    alias: str
    score: float
    evidence: tuple[Evidence, ...] = ()
    type: str = "other"


@dataclass(frozen=True, slots=True)
class Decision:
    """Everything about one mention.

    `canonical_id` and `canonical_name` are None unless `status` is a match. `score` is that of the best candidate
    (0.0 without one), `margin` its lead over the next record. `flags` tell what was met while cleaning, such as
    `hidden_characters` or `mixed_script`, and `capped` that a word was too common to follow to all its aliases.
    """

    mention: str
    status: Status
    canonical_id: str | None
    canonical_name: str | None
    score: float
    margin: float
    reason: Reason
    candidates: tuple[Candidate, ...] = ()
    flags: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The decision as plain JSON types, in a stable order of keys."""
        from dataclasses import asdict

        return asdict(self)


@dataclass(frozen=True, slots=True)
class Provenance:
    """What answers rest on: SHA-256 of the table's content, version and hash of the model, threshold and margin (0..1)."""

    table: str
    model: str
    threshold: float
    margin: float


@dataclass(frozen=True, slots=True)
class ChunkPair:
    """A step of an alignment: `source` letters stand where the other token has `target`.

    `cost` is in nats: 0.0 for the usual way to write these letters, the more the rarer the way.
    """

    source: str
    target: str
    cost: float


@dataclass(frozen=True, slots=True)
class TokenPair:
    """Tokens of two names that were aligned; `alias` is empty for a token that stands alone, and the reverse.

    `cost` is the sum of its chunks' costs: 0.0 where each is written in its usual way.
    """

    mention: str
    alias: str
    cost: float
    chunks: tuple[ChunkPair, ...] = ()


class Account(Protocol):
    """Can tell why two names compare as they do."""

    def tokens(self, mention: str, alias: str) -> tuple[TokenPair, ...]: ...

    def evidence(self, mention: str, alias: str) -> tuple[Evidence, ...]: ...


_set = object.__setattr__  # past the lock of frozen classes


class _Accountable:
    """What is told by an account when it is first asked for."""

    __slots__ = ("_account",)

    if not TYPE_CHECKING:  # else any attribute would do

        def __getattr__(self, name: str) -> Any:
            """Called for a slot that holds nothing yet. Two threads may both ask the account, which tells them the same."""
            if name not in ("tokens", "evidence"):
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self)
            told = getattr(self._account, name)(self.mention, self.alias)
            _set(self, name, told)
            return told


@dataclass(frozen=True, slots=True)
class Comparison(_Accountable):
    """Two names side by side: the probability that they are spellings of one name, and why.

    Many want the score alone: an account tells `tokens` and `evidence` when they are first looked at.
    """

    mention: str
    alias: str
    score: float
    tokens: tuple[TokenPair, ...]
    evidence: tuple[Evidence, ...]
