"""Two names side by side: how likely they are spellings of one and, for those who ask, why."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from namenorm.kernel.features import NameJudge
from namenorm.kernel.mention import Mention
from namenorm.kernel.pairs import Pairs
from namenorm.kernel.sounds import Sound
from namenorm.model import Comparison, Evidence, TokenPair
from namenorm.scoring import GROUPS
from namenorm.segment import Judges, Segment
from namenorm.token_matching import align

_REMEMBERED = 32
"""Names, a power of two: one beside many is seldom read. Through more, the garbage collector would look again and again."""
_Told = TypeVar("_Told")


class Comparer:
    """Sets names beside each other, those of organisations or any others. Shared by threads.

    `compare` takes both. The segment only says which tokens are common.
    """

    def __init__(self, judges: Judges, segment: Segment, *, is_org: bool) -> None:
        self._judges = judges
        new_judge = partial(judges.of_pairs, segment.telling, segment.concepts)
        reader = judges.reader
        side = partial(reader.side, translated=is_org)
        self.pairs = Pairs(reader.tidy, reader.plain_names, side, new_judge, Comparison, self, is_org, _REMEMBERED)
        self.compare: Callable[[str, str], Comparison] = self.pairs.compare

    def tokens(self, mention: str, alias: str) -> tuple[TokenPair, ...]:
        """The tokens that answer to each other, then those left over."""
        one, two = self.pairs.read(mention).mention, self.pairs.read(alias).mention
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
        return self._asked(self._features, self.pairs.read(mention).mention, self.pairs.read(alias).mention)

    def _features(self, judge: NameJudge) -> tuple[Evidence, ...]:
        return self._judges.scorer.evidence(judge.features(), GROUPS[judge.group])

    def _asked(self, question: Callable[[NameJudge], _Told], one: Mention, two: Mention) -> _Told:
        """What a judge answers who has judged both names."""
        pair_judge = self.pairs.borrow()
        judge = pair_judge.take(one, two)
        judge.judge(0, self.pairs.is_org, 0)
        told = question(judge)
        self.pairs.give_back(pair_judge)
        return told


def _words(mention: Mention) -> list[Sound]:
    """The tokens, alternatives aside."""
    return [mention.sounds[first] for first in mention.firsts]


def _paired(judge: NameJudge) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Which tokens answer to which."""
    return [(some, several) for some, several, _ in judge.pair_list()]
