"""How likely two tokens are spellings of one word: a probability from the learned costs of writing one as the other."""

from __future__ import annotations

import math
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
_REMEMBERED = 100_000  # pairs, some 25 MB
_NO_READING = 3000  # what a spelling costs that is none of the readings, in thousandths of a nat


def features(a: Spelling, b: Spelling) -> tuple[float, ...] | None:
    """The values of FEATURES, None where one token has no readable letter. Costs are in nats, the rest parts or flags.

    `excess` is what it costs to write one token as the other above what both cost as themselves (`base`), `association` how
    much likelier they are together than by chance, `surprise` what the letters of the Latin side say (of two Latin tokens
    the mean), `reading` how near the other is to being one of the readings, and `respelled` the excess of the best reading,
    a Latin token by now. `relative` is to the base, or the surprise.
    """
    if not a.letters or not b.letters:
        return None
    source, target, written = _written(a, b)
    own, other = source.self_cost, target.self_cost
    base = (own + other) / 2
    excess = written - base
    if source.is_latin:
        surprise = (source.surprise + target.surprise) / 2
        association, respelled = 2 * surprise - written, excess
    else:
        surprise = target.surprise
        one, two = source.romanized, target.romanized
        association = own + surprise - written
        respelled = one.table.cost(one.lattice, two.target) - (one.self_cost + two.self_cost) / 2
    first, second = source.best, target.best
    reading = source.reading_costs.get(second, _NO_READING)
    least = max(base, 1000.0)
    return (
        1.0,
        excess / 1000,
        excess / least,
        (own if own < other else other) / 1000,
        1.0 if source.bones == target.bones else 0.0,
        1.0 if first[:1] == second[:1] else 0.0,
        1.0 if first[-1:] == second[-1:] else 0.0,
        abs(len(first) - len(second)) / (max(len(first), len(second)) or 1),
        1.0 if (first[-1:] in _NISBA) != (second[-1:] in _NISBA) else 0.0,
        association / 1000,
        association / max(surprise, 1000.0),
        surprise / 1000,
        (reading if reading < _NO_READING else _NO_READING) / 1000,
        0.0 if reading else 1.0,
        respelled / 1000,
        respelled / least,
    )


def _written(a: Spelling, b: Spelling) -> tuple[Spelling, Spelling, int]:
    """Which token is written as which, by the table of the first, and what that costs: the cheaper way that there is.

    The second is Latin or stands for its readings.
    """
    if a.is_latin:
        a, b = b, a
    if b.is_latin:
        return a, b, a.table.cost(a.lattice, b.target)
    ways = [(x, y, min(x.table.cost(x.lattice, target) + more for target, more in y.targets)) for x, y in ((a, b), (b, a))]
    return min(ways, key=lambda way: way[2])


class TokenMatcher:
    """Probabilities of token pairs, by the weights fitted for the script they have to be read from.

    Pairs are remembered, for the common tokens come again and again: Muhammad stands in one name of ten.
    """

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._vectors: dict[str, tuple[float, ...]] = {}
        self._remembered: dict[tuple[str, str, str, str, bool], float] = {}

    def probability(self, a: Spelling, b: Spelling) -> float:
        """0.0..1.0 that `a` and `b` are spellings of one word; 1.0 only for the same letters in one script."""
        key = (a.text, a.script, b.text, b.script, bool(a.well_known and b.well_known))
        known = self._remembered.get(key)
        if known is None:
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            known = self._remembered[key] = self._judged(a, b)
        return known

    def _judged(self, a: Spelling, b: Spelling) -> float:
        if a.script == b.script and a.text == b.text:
            return 1.0
        if a.well_known and b.well_known:
            if a.well_known.isdisjoint(b.well_known):
                return APART
            if a.well_known == b.well_known:
                return ONE_NAME
        short, long = sorted((len(a.best), len(b.best)))
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
