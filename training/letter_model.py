"""Learn `namenorm/romanization/letter_model.tsv`: how letters follow each other in names of people, in Latin spelling.

Witten-Bell smoothing: a letter after two others is as likely as it was seen there, or else, with the probability of meeting
something new there, as likely as after the nearer one alone. Each spelling counts once, however many bear it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable

from namenorm.romanization.letter_model import BEFORE

LEAST = 2  # sightings of letters together that earn them a row of their own
LETTERS = 27  # a-z and the end


def learn(tokens: Iterable[str]) -> dict[str, float]:
    """{letters: cost in nats}, as the package reads them."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for token in sorted(set(tokens)):
        marked = "^" * BEFORE + token + "$"
        for i in range(BEFORE, len(marked)):
            for start in range(i - BEFORE, i + 1):
                seen[marked[start:i]][marked[i]] += 1
    out: dict[str, float] = {}
    for before in sorted(seen, key=len):  # the shorter ones are needed by the longer ones
        counts = seen[before]
        new = len(counts) / (counts.total() + len(counts))
        if before:
            out[before + "*"] = -math.log(new)
        for letter, n in sorted(counts.items()):
            if n >= LEAST or not before:
                rest = math.exp(-_cost(out, before[1:], letter)) if before else 1 / LETTERS
                out[before + letter] = -math.log(n / (counts.total() + len(counts)) + new * rest)
    return out


def _cost(costs: dict[str, float], before: str, letter: str) -> float:
    known = costs.get(before + letter)
    return known if known is not None else costs.get(before + "*", 0.0) + _cost(costs, before[1:], letter)
