"""Two names set beside each other, all of whose words tell the same but for their roles: for the tests of what the kernel finds."""

from __future__ import annotations

from array import array

from namenorm.kernel.features import NameJudge
from namenorm.kernel.lookup import TokenNumbers
from namenorm.kernel.pairs import Telling
from namenorm.name import Role, Token
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


def telling(info: float) -> Telling:
    """Every token tells the same."""
    return Telling(TokenNumbers(array("q"), NONE, 1), array("d"), info, info)


def beside(mention: str, alias: str, *, org: bool = False, info: float = 6.0) -> NameJudge:
    """A judge of the mention, for the alias as its name 0."""
    mentions = [READER.mention_of(tokens(name), translated=org) for name in (mention, alias)]
    judge: NameJudge = JUDGES.of_pairs(telling(info), NO_NAMES.concept_infos()).take(*mentions)
    return judge


def values(mention: str, alias: str, *, org: bool = False, weak: bool = False) -> dict[str, float]:
    """The features of both, by name."""
    judge = beside(mention, alias, org=org)
    judge.judge(0, org, weak)
    return dict(zip(FEATURES, judge.features(), strict=True))


def odds(mention: str, alias: str, *, org: bool = False) -> float:
    """The log-odds that the mention is another spelling of the alias."""
    return float(beside(mention, alias, org=org).judge(0, org, 0))
