"""Two names set beside each other, all of whose words tell the same but for their roles: for the tests of what the kernel finds."""

from __future__ import annotations

from array import array

from namenorm.kernel.features import NameJudge
from namenorm.name import Role, Token
from namenorm.pair_judge import Side
from namenorm.rarity import Counts
from namenorm.reading import NameReader
from namenorm.scoring import FEATURES
from namenorm.segment import Judges
from namenorm.weights import Weights

READER = NameReader()
JUDGES = Judges(READER, Weights.shipped())
NONE = array("i")
NO_NAMES = Counts(0, NONE, NONE, NONE, array("i", bytes(4 * (1 + len(READER.glossary.numbers)))), b"")


def tokens(name: str) -> list[Token]:
    return [token for token in READER.read(name).name.tokens if token.role is not Role.ARTICLE]


def beside(mention: str, alias: str, *, org: bool = False, info: float = 6.0) -> NameJudge:
    """A judge of the mention, for the alias as its name 0."""
    mentions = [READER.mention_of(tokens(name), translated=org) for name in (mention, alias)]
    left, right = (Side(one, array("d", [info] * len(one.sounds))) for one in mentions)
    return JUDGES.of_pairs(NO_NAMES.concept_infos()).take(left, right)


def values(mention: str, alias: str, *, org: bool = False, weak: bool = False) -> dict[str, float]:
    """The features of both, by name."""
    judge = beside(mention, alias, org=org)
    judge.judge(0, org, weak)
    return dict(zip(FEATURES, judge.features(), strict=True))


def odds(mention: str, alias: str, *, org: bool = False) -> float:
    """The log-odds that the mention is another spelling of the alias."""
    return float(beside(mention, alias, org=org).judge(0, org, 0))
