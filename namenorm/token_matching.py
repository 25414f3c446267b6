"""How likely two tokens are spellings of one word: a probability from the learned costs of writing one as the other."""

from __future__ import annotations

import math
from dataclasses import dataclass

from namenorm.model import TokenPair
from namenorm.romanization import Spelling
from namenorm.weights import Weights

_READINGS = 3  # of each side, where neither is Latin


@dataclass(frozen=True, slots=True)
class Costs:
    """Nats: to write one token as the other, and what both cost as themselves (the mean of the two)."""

    written: float
    base: float

    @property
    def excess(self) -> float:
        return self.written - self.base


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
    return Costs(a.table.cost(a.lattice, b.target) / 1000, (a.self_cost + b.self_cost) / 2000)


def _through_latin(a: Spelling, b: Spelling) -> Costs:
    """Neither is Latin: `a` written as the best readings of `b`."""
    from namenorm.romanization import Target

    written = min(a.table.cost(a.lattice, Target.of(latin)) + more for latin, more in b.readings[:_READINGS])
    return Costs(written / 1000, (a.self_cost + b.self_cost) / 2000)


class TokenMatcher:
    """Probabilities of token pairs, by the weights fitted for the script they have to be read from."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights

    def probability(self, a: Spelling, b: Spelling) -> float:
        """0.0..1.0 that `a` and `b` are spellings of one word; 1.0 only for the same letters in one script."""
        if a.script == b.script and a.text == b.text:
            return 1.0
        found = costs(a, b)
        if found is None:
            return 0.0
        native = b if a.is_latin else a
        weight = self._weights.of("token", native.script if not native.is_latin else "Latn")
        odds = (
            weight["bias"]
            + weight["excess"] * found.excess
            + weight["relative"] * found.excess / max(found.base, 1.0)
            + weight["base"] * min(found.base, 60.0)
        )
        return min(1 / (1 + math.exp(-max(min(odds, 30.0), -30.0))), 0.999)

    def align(self, a: Spelling, b: Spelling) -> TokenPair:
        """The cheapest path from `a` to `b`, chunk by chunk, for people to read."""
        found = costs(a, b)
        if found is None:
            return TokenPair(a.text, b.text, 0.0)
        source, target = (b, a) if a.is_latin and not b.is_latin else (a, b)
        return TokenPair(a.text, b.text, round(max(found.excess, 0.0), 3), source.table.align(source.letters, target.target))
