"""How likely two tokens are spellings of one word: a probability from the learned costs of writing one as the other."""

from __future__ import annotations

from namenorm.kernel.tokens import LEAST, LEAST_LATIN, ONE_NAME
from namenorm.model import ChunkPair, TokenPair
from namenorm.romanization import Spelling

__all__ = ["FEATURES", "FOREIGN_FEATURES", "LEAST", "LEAST_LATIN", "ONE_NAME", "PAIR_FEATURES", "align"]

PAIR_FEATURES = (
    "bias", "excess", "relative", "base", "same_bones", "same_start", "same_end", "length", "nisba",
    "association", "association_relative", "surprise", "reading", "same_reading", "respelled", "respelled_relative",
)  # fmt: skip
"""What the kernel finds of a pair, in this order. Costs are in nats, the rest parts or flags.

`excess` is what it costs to write one token as the other above what both cost as themselves (`base`), `association` how much
likelier they are together than by chance, `surprise` what the letters of the Latin side say (of two Latin tokens the mean),
`reading` how near the other is to being one of the readings, and `respelled` the excess of the best reading, a Latin token by
now. `relative` is to the base, or the surprise.
"""

FOREIGN_FEATURES = (*(f"foreign_{feature}" for feature in PAIR_FEATURES[:14]), "foreign_same_script")
"""The same of two tokens of which neither is Latin, where costs are the means of both ways and nothing is respelled."""

FEATURES = (*PAIR_FEATURES, *FOREIGN_FEATURES)
"""What a script has a weight for. The weights of a pair of two foreign tokens are those of both scripts together."""


def align(a: Spelling, b: Spelling) -> TokenPair:
    """The cheapest path from `a` to `b`, chunk by chunk, for people to read."""
    if (a.text, a.script) == (b.text, b.script):
        chunks: tuple[ChunkPair, ...] = tuple(ChunkPair(letter, letter, 0.0) for letter in a.text)
    elif a.is_latin and not b.is_latin:  # the table reads `b`; the steps are told the other way round
        chunks = tuple(ChunkPair(c.target, c.source, c.cost) for c in b.table.align(b.letters, a.best))
    else:
        chunks = a.table.align(a.letters, b.best)
    return TokenPair(a.text, b.text, round(sum(chunk.cost for chunk in chunks), 3), chunks)
