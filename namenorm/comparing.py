"""Two names side by side: how likely they are spellings of one and, for those who ask, why."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from namenorm.kernel.features import NameJudge
from namenorm.mention import Mention
from namenorm.model import Comparison, Evidence, TokenPair
from namenorm.name import Role
from namenorm.pair_judge import PairJudge, Side
from namenorm.romanization import Spelling
from namenorm.scoring import GROUPS, probability
from namenorm.segment import Judges, Segment
from namenorm.token_matching import align

_REMEMBERED = 100  # names: one beside many is read once, and more would be out of the processor's cache
_REMEMBERED_INFOS = 20_000  # tokens, some 4 MB
_Told = TypeVar("_Told")


class Comparer:
    """Sets names beside each other. Shared by threads. The segments only say which tokens are common."""

    def __init__(self, judges: Judges, segments: Sequence[Segment]) -> None:
        self.judges, self._segments = judges, segments
        self._sides: dict[tuple[str, bool], Side] = {}
        self._infos: dict[tuple[str, str], float] = {}
        self._idle: list[PairJudge] = []  # each is for one thread at a time; a lock would hang a process forked meanwhile

    def compare(self, name: str, other: str, *, is_org: bool) -> Comparison:
        """1.0 only for names that are equal once cleaned."""
        pair = Pair(self, self._side(name, is_org), self._side(other, is_org), is_org)
        return Comparison.by(pair, name, other, pair.score())

    def borrow(self) -> PairJudge:
        """A judge that no other thread has, until it is given back."""
        try:
            return self._idle.pop()
        except IndexError:
            return self.judges.of_pairs()

    def give_back(self, judge: PairJudge) -> None:
        self._idle.append(judge)

    def _side(self, name: str, is_org: bool) -> Side:
        """The name, remembered for the next one that it is set beside."""
        found = self._sides.get((name, is_org))
        if found is None:
            if len(self._sides) >= _REMEMBERED:
                self._sides.clear()
            found = self._sides[name, is_org] = self._read(name, is_org)
        return found

    def _read(self, name: str, is_org: bool) -> Side:
        read = self.judges.reader.read(name)
        tokens = [token for token in read.name.tokens if token.role is not Role.ARTICLE]
        mention = Mention.of(tokens, self.judges.reader, translated=is_org)
        infos = array("d", [self._info(sound.spelling) for sound in mention.sounds])
        return Side.of(mention, mention.names(infos, self._segments[0].concepts, self.judges.kinds), read.key)

    def _info(self, spelling: Spelling) -> float:
        """What a token tells, in nats; the common ones are remembered, for they come again and again."""
        key = (spelling.text, spelling.script)
        found = self._infos.get(key)
        if found is None:
            if len(self._infos) >= _REMEMBERED_INFOS:
                self._infos.clear()
            found = self._infos[key] = self._segments[0].info(-1, spelling, self._segments)
        return found


class Pair(NamedTuple):
    """Two names that were compared; can tell why they compare as they do."""

    comparer: Comparer
    left: Side
    right: Side
    is_org: bool

    def score(self) -> float:
        if self.left.key and self.left.key == self.right.key:
            return 1.0
        if not self.left.mention.firsts or not self.right.mention.firsts:
            return 0.0
        return probability(self._asked(_odds))

    def tokens(self) -> tuple[TokenPair, ...]:
        """The tokens that answer to each other, then those left over."""
        paired = self._asked(_paired)
        ones, others = self.left.words(), self.right.words()
        pairs = [align(ones[i], others[j]) for some, several in paired for i, j in zip(some, several, strict=False)]
        left_over = set(range(len(ones))).difference(*(some for some, _ in paired))
        right_over = set(range(len(others))).difference(*(several for _, several in paired))
        pairs += [TokenPair(ones[i].text, "", 0.0) for i in sorted(left_over)]
        pairs += [TokenPair("", others[j].text, 0.0) for j in sorted(right_over)]
        return tuple(pairs)

    def evidence(self) -> tuple[Evidence, ...]:
        return self.comparer.judges.scorer.evidence(*self._asked(_features))

    def _asked(self, question: Callable[[NameJudge, bool], _Told]) -> _Told:
        """What a judge answers who has taken in both names."""
        judge = self.comparer.borrow()
        told = question(judge.take(self.left, self.right), self.is_org)
        self.comparer.give_back(judge)
        return told


def _odds(judge: NameJudge, is_org: bool) -> float:
    return float(judge.judge(0, is_org, 0))


def _features(judge: NameJudge, is_org: bool) -> tuple[Sequence[float], str]:
    judge.judge(0, is_org, 0)
    return judge.features(), GROUPS[judge.group]


def _paired(judge: NameJudge, is_org: bool) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Which tokens answer to which."""
    judge.judge(0, is_org, 0)
    return [(some, several) for some, several, _ in judge.pair_list()]
