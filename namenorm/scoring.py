"""How alike two parsed names are: what the features of their alignment are worth, in log-odds that they name the same thing."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from namenorm.model import Evidence
from namenorm.weights import Weights

FEATURES = (
    "bias", "cross_script", "matched", "odds", "mention_left", "mention_covered", "alias_covered", "single",
    "single_alias", "swapped", "rotated", "numeral_conflict", "legal_conflict", "initials", "glued", "same_parts", "weak",
    "acronym", "translated", "place_left", "place_conflict", "rarest_left", "rarest_conflict", "telling", "worst",
    "first", "generic", "first_left", "words_instead", "two", "three", "whole", "doubt", "apart",
    "other_syllables",
)  # fmt: skip
"""What the kernel finds of a pair of names, in this order. Sums of information are in nats, parts of a whole 0..1, the rest
counts or flags.
"""

GROUPS = ("single", "org", "person")
"""The weights a pair is judged by: those of two single words, of organisations' names, or of any other names."""


class Scorer:
    """Log-odds of pairs of names, by fitted weights. `vectors` are those of GROUPS, one after the other."""

    def __init__(self, weights: Weights) -> None:
        self.vectors = array("d", [weights.of("name", g).get(f, 0.0) for g in GROUPS for f in FEATURES])

    def _vector(self, group: str) -> Sequence[float]:
        at = GROUPS.index(group) * len(FEATURES)
        return self.vectors[at : at + len(FEATURES)]

    def evidence(self, values: Sequence[float], group: str) -> tuple[Evidence, ...]:
        """Every feature that is not zero, with its effect on the log-odds."""
        return tuple(
            Evidence(name, round(value, 4), round(value * weight, 4))
            for name, value, weight in zip(FEATURES, values, self._vector(group), strict=True)
            if value
        )
