"""Two names side by side: how likely they are spellings of one and, for those who ask, why."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from namenorm.kernel.features import NameJudge
from namenorm.kernel.mention import Mention
from namenorm.kernel.pairs import PairJudge
from namenorm.kernel.sounds import Sound
from namenorm.model import Comparison, Evidence, TokenPair
from namenorm.scoring import GROUPS
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
        self._sides: dict[str, tuple[Mention, str]] = {}
        self._idle: list[PairJudge] = []  # each is for one thread at a time; a lock would hang a process forked meanwhile

    def compare(self, name: str, other: str) -> Comparison:
        """1.0 only for names that are equal once cleaned."""
        one, key = self._side(name)
        two, other_key = self._side(other)
        if key and key == other_key:
            score = 1.0
        elif one.sounds and two.sounds:
            judge = self._borrow()
            score = judge.probability(one, two, self._is_org)
            self._idle.append(judge)
        else:
            score = 0.0
        return Comparison.by(self, name, other, score)

    def tokens(self, mention: str, alias: str) -> tuple[TokenPair, ...]:
        """The tokens that answer to each other, then those left over."""
        one, two = self._side(mention)[0], self._side(alias)[0]
        paired = self._asked(_paired, one, two)
        spelling = self._judges.reader.sounds.spelling
        ones, others = ([spelling(word) for word in _words(side)] for side in (one, two))
        pairs = [align(ones[i], others[j]) for some, several in paired for i, j in zip(some, several, strict=False)]
        left_over = set(range(len(ones))).difference(*(some for some, _ in paired))
        right_over = set(range(len(others))).difference(*(several for _, several in paired))
        pairs += [TokenPair(ones[i].text, "", 0.0) for i in sorted(left_over)]
        pairs += [TokenPair("", others[j].text, 0.0) for j in sorted(right_over)]
        return tuple(pairs)

    def evidence(self, mention: str, alias: str) -> tuple[Evidence, ...]:
        """Every feature of the two names that counted."""
        return self._asked(self._features, self._side(mention)[0], self._side(alias)[0])

    def _features(self, judge: NameJudge) -> tuple[Evidence, ...]:
        return self._judges.scorer.evidence(judge.features(), GROUPS[judge.group])

    def _asked(self, question: Callable[[NameJudge], _Told], one: Mention, two: Mention) -> _Told:
        """What a judge answers who has judged both names."""
        pair_judge = self._borrow()
        judge = pair_judge.take(one, two)
        judge.judge(0, self._is_org, 0)
        told = question(judge)
        self._idle.append(pair_judge)
        return told

    def _borrow(self) -> PairJudge:
        try:
            return self._idle.pop()
        except IndexError:
            return self._judges.of_pairs(self._segment.telling, self._segment.concepts)

    def _side(self, name: str) -> tuple[Mention, str]:
        """The name and its key, remembered for the next one that it is set beside."""
        found = self._sides.get(name)
        if found is None:
            if len(self._sides) >= _REMEMBERED:
                self._sides.clear()
            found = self._sides[name] = self._judges.reader.beside(name, translated=self._is_org)
        return found


def _words(mention: Mention) -> list[Sound]:
    """The tokens, alternatives aside."""
    return [mention.sounds[first] for first in mention.firsts]


def _paired(judge: NameJudge) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Which tokens answer to which."""
    return [(some, several) for some, several, _ in judge.pair_list()]
