"""How likely two tokens are spellings of one word: a probability from the learned costs of writing one as the other."""

from __future__ import annotations

import math
from dataclasses import dataclass
from operator import mul

from namenorm.model import ChunkPair, TokenPair
from namenorm.romanization import Spelling
from namenorm.weights import Weights

FEATURES = (
    "bias", "excess", "relative", "base", "same_bones", "same_start", "same_end", "length", "nisba",
    "association", "association_relative", "surprise", "reading", "same_reading", "respelled", "respelled_relative",
)  # fmt: skip
ONE_NAME, APART = 0.97, 0.01  # of two spellings of well-known names
_NISBA = ("i", "y")  # Kadhim is a given name, Kadhimi a family's
_LONGER = 3  # one word is never this many times as long as another spelling of it
_NO_READING = 3000  # what a spelling costs that is none of the readings, in thousandths of a nat


@dataclass(frozen=True, slots=True)
class Costs:
    """What it takes to write `source`, by its table, as `target`, which is Latin or stands for its readings. Nats."""

    source: Spelling
    target: Spelling
    written: float

    @property
    def base(self) -> float:
        """What both cost as themselves, the mean of the two."""
        return (self.source.self_cost + self.target.self_cost) / 2000

    @property
    def excess(self) -> float:
        return self.written - self.base

    @property
    def surprise(self) -> float:
        """What the letters of the Latin side say, of two Latin tokens the mean."""
        if self.source.is_latin:
            return (self.source.surprise + self.target.surprise) / 2000
        return self.target.surprise / 1000

    @property
    def association(self) -> float:
        """How much likelier they are together than by chance: much for rare letters that agree, little for common ones."""
        alone = self.surprise if self.source.is_latin else self.source.self_cost / 1000
        return alone + self.surprise - self.written

    @property
    def respelled(self) -> float:
        """What it costs above themselves to write the source's best reading, a Latin token by now, as the target."""
        if self.source.is_latin:
            return self.excess
        return _costs(self.source.romanized, self.target.romanized).excess


def costs(a: Spelling, b: Spelling) -> Costs | None:
    """The costs of the cheaper direction the tables allow; None where one of them has no readable letter."""
    if not a.letters or not b.letters:
        return None
    if b.is_latin and not a.is_latin:
        return _costs(a, b)
    if a.is_latin:
        return _costs(b, a)
    return min((_through_latin(a, b), _through_latin(b, a)), key=lambda c: c.excess)


def _costs(a: Spelling, b: Spelling) -> Costs:
    """`b` is Latin; `a` is in any script."""
    return Costs(a, b, a.table.cost(a.lattice, b.target) / 1000)


def _through_latin(a: Spelling, b: Spelling) -> Costs:
    """Neither is Latin: `a` written as the best readings of `b`."""
    return Costs(a, b, min(a.table.cost(a.lattice, target) + more for target, more in b.targets) / 1000)


def features(a: Spelling, b: Spelling) -> tuple[float, ...] | None:
    """The values of FEATURES, None where one token has no readable letter. Costs are in nats, the rest parts or flags."""
    found = costs(a, b)
    if found is None:
        return None
    first, second = a.readings[0][0], b.readings[0][0]
    length = max(len(first), len(second), 1)
    base, surprise = max(found.base, 1.0), found.surprise
    reading = found.source.reading_costs.get(found.target.readings[0][0], _NO_READING)
    return (
        1.0,
        found.excess,
        found.excess / base,
        min(a.self_cost, b.self_cost) / 1000,
        float(a.bones == b.bones),
        float(first[:1] == second[:1]),
        float(first[-1:] == second[-1:]),
        abs(len(first) - len(second)) / length,
        float((first[-1:] in _NISBA) != (second[-1:] in _NISBA)),
        found.association,
        found.association / max(surprise, 1.0),
        surprise,
        min(reading, _NO_READING) / 1000,
        float(reading == 0),
        respelled := found.respelled,
        respelled / base,
    )


class TokenMatcher:
    """Probabilities of token pairs, by the weights fitted for the script they have to be read from."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._vectors: dict[str, tuple[float, ...]] = {}

    def probability(self, a: Spelling, b: Spelling) -> float:
        """0.0..1.0 that `a` and `b` are spellings of one word; 1.0 only for the same letters in one script."""
        if a.script == b.script and a.text == b.text:
            return 1.0
        if a.well_known and b.well_known:
            if a.well_known.isdisjoint(b.well_known):
                return APART
            if a.well_known == b.well_known:
                return ONE_NAME
        short, long = sorted((len(a.readings[0][0]), len(b.readings[0][0])))
        if long > _LONGER * short + 3:
            return 0.0
        values = features(a, b)
        if values is None:
            return 0.0
        odds = sum(map(mul, values, self._vector((b if a.is_latin else a).table_script)))
        return min(1 / (1 + math.exp(-max(min(odds, 30.0), -30.0))), 0.999)

    def _vector(self, script: str) -> tuple[float, ...]:
        vector = self._vectors.get(script)
        if vector is None:
            weights = self._weights.of("token", script)
            vector = self._vectors[script] = tuple(weights.get(name, 0.0) for name in FEATURES)
        return vector

    def align(self, a: Spelling, b: Spelling) -> TokenPair:
        """The cheapest path from `a` to `b`, chunk by chunk, for people to read."""
        if a.is_latin and not b.is_latin:  # the table reads `b`; the steps are told the other way round
            chunks = tuple(ChunkPair(c.target, c.source, c.cost) for c in b.table.align(b.letters, a.target))
        else:
            chunks = a.table.align(a.letters, b.target)
        return TokenPair(a.text, b.text, round(sum(chunk.cost for chunk in chunks), 3), chunks)
