"""Two names side by side: how likely they are spellings of one and, for those who ask, why."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import TypeVar

from namenorm.kernel.features import NameJudge
from namenorm.model import Comparison, Evidence, TokenPair
from namenorm.pair_judge import PairJudge, Side
from namenorm.scoring import GROUPS, probability
from namenorm.segment import Judges, Segment
from namenorm.token_matching import align

_REMEMBERED = 32  # names: one beside many is seldom read; of more, the garbage collector would look through all again and again
_Told = TypeVar("_Told")


class Comparer:
    """Sets names beside each other, those of organisations or any others. Shared by threads.

    The segment only says which tokens are common.
    """

    def __init__(self, judges: Judges, segment: Segment, *, is_org: bool) -> None:
        self._judges, self._segment, self._is_org = judges, segment, is_org
        self._sides: dict[str, Side] = {}
        self._idle: list[PairJudge] = []  # each is for one thread at a time; a lock would hang a process forked meanwhile

    def compare(self, name: str, other: str) -> Comparison:
        """1.0 only for names that are equal once cleaned."""
        one, two = self._side(name), self._side(other)
        if one.key and one.key == two.key:
            score = 1.0
        elif one.infos and two.infos:
            score = probability(self._asked(_odds, one, two))
        else:
            score = 0.0
        return Comparison.by(self, name, other, score)

    def tokens(self, mention: str, alias: str) -> tuple[TokenPair, ...]:
        """The tokens that answer to each other, then those left over."""
        one, two = self._side(mention), self._side(alias)
        paired = self._asked(_paired, one, two)
        spelling = self._judges.reader.sounds.spelling
        ones, others = ([spelling(word) for word in side.words()] for side in (one, two))
        pairs = [align(ones[i], others[j]) for some, several in paired for i, j in zip(some, several, strict=False)]
        left_over = set(range(len(ones))).difference(*(some for some, _ in paired))
        right_over = set(range(len(others))).difference(*(several for _, several in paired))
        pairs += [TokenPair(ones[i].text, "", 0.0) for i in sorted(left_over)]
        pairs += [TokenPair("", others[j].text, 0.0) for j in sorted(right_over)]
        return tuple(pairs)

    def evidence(self, mention: str, alias: str) -> tuple[Evidence, ...]:
        """Every feature of the two names that counted."""
        return self._judges.scorer.evidence(*self._asked(_features, self._side(mention), self._side(alias)))

    def _asked(self, question: Callable[[NameJudge, bool], _Told], one: Side, two: Side) -> _Told:
        """What a judge answers who has taken in both names."""
        try:
            judge = self._idle.pop()
        except IndexError:
            judge = self._judges.of_pairs(self._segment.concepts)
        told = question(judge.take(one, two), self._is_org)
        self._idle.append(judge)
        return told

    def _side(self, name: str) -> Side:
        """The name, remembered for the next one that it is set beside."""
        found = self._sides.get(name)
        if found is None:
            if len(self._sides) >= _REMEMBERED:
                self._sides.clear()
            found = self._sides[name] = self._read(name)
        return found

    def _read(self, name: str) -> Side:
        reader = self._judges.reader
        read = reader.read(name)
        mention = reader.mention(read, translated=self._is_org, without_articles=True)
        return Side(mention, array("d", map(self._segment.info, mention.sounds)), read.key)


def _odds(judge: NameJudge, is_org: bool) -> float:
    return float(judge.judge(0, is_org, 0))


def _features(judge: NameJudge, is_org: bool) -> tuple[Sequence[float], str]:
    judge.judge(0, is_org, 0)
    return judge.features(), GROUPS[judge.group]


def _paired(judge: NameJudge, is_org: bool) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Which tokens answer to which."""
    judge.judge(0, is_org, 0)
    return [(some, several) for some, several, _ in judge.pair_list()]
