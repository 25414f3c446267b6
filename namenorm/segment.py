"""A compiled table with all that is needed to set mentions beside it: what its tokens tell, and workspaces."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING

from namenorm.alignment import Letters, PairLetters
from namenorm.compiled_table import ORG, CompiledTable, kinds_of
from namenorm.decision import CORROBORATED
from namenorm.finding import Remembered, finder
from namenorm.kernel import workspace as kernel
from namenorm.kernel.features import NameJudge
from namenorm.kernel.finding import MOST
from namenorm.kernel.mention import Mention
from namenorm.kernel.pairs import PairJudge, Telling
from namenorm.kernel.parts import Mentioned, Names
from namenorm.kernel.ranking import Ranking
from namenorm.kernel.tokens import TokenJudge
from namenorm.mention import ROLE_WEIGHTS
from namenorm.model import Evidence
from namenorm.reading import NameReader
from namenorm.scoring import GROUPS, Scorer
from namenorm.weights import Weights

_CORROBORATED = math.log(CORROBORATED / (1 - CORROBORATED))


class Judges:
    """Makes the judges of a canonicalizer: what they know besides a table."""

    def __init__(self, reader: NameReader, weights: Weights) -> None:
        self.reader, self.weights, self.scorer = reader, weights, Scorer(weights)
        self.kinds = kinds_of(reader)

    def of_tokens(self) -> TokenJudge:
        """A judge of pairs of tokens, for one thread."""
        return self.reader.sounds.judge(self.weights)

    def of_names(self, names: Names, letters: Letters) -> NameJudge:
        """A judge of names beside a mention, for one thread."""
        return NameJudge(names, self.of_tokens, self.reader.sounds.maker(), letters, self.scorer.vectors)

    def of_pairs(self, telling: Telling, concepts: array[float]) -> PairJudge:
        """A judge of two names, for one thread: what their tokens tell, and what each concept does."""
        one, other = (Mentioned(concepts, self.kinds, ROLE_WEIGHTS) for _ in range(2))
        letters = PairLetters(other)
        return PairJudge(one, other, self.of_names(other, letters), telling)


class Segment:
    """A table that mentions are set beside. Shared by threads; each works in a workspace of its own.

    `infos` is what each token tells, in nats, `unknown` what one does that the table has not, `well_known` a well-known one.
    """

    def __init__(self, table: CompiledTable, judges: Judges) -> None:
        self.table, self.judges = table, judges
        self.infos, self.concepts = table.counts.infos(), table.counts.concept_infos()
        self.names = table.kernel_names(self.infos, self.concepts)
        self.unknown, self.well_known = (table.counts.info_of_unknown(well_known=known) for known in (False, True))
        self.telling = Telling(table.token_numbers, self.infos, self.unknown, self.well_known)
        self.remembered: Remembered = {}
        self._idle: list[Workspace] = []

    def borrow(self) -> Workspace:
        """A workspace that no other thread has, until it is given back."""
        try:
            return self._idle.pop()
        except IndexError:
            return Workspace(self)

    def give_back(self, workspace: Workspace) -> None:
        """Only what came to a good end: a workspace that did not is given up."""
        self._idle.append(workspace)


class Workspace(kernel.Workspace):
    """Sets mentions beside the names of a segment. For one thread at a time."""

    def __init__(self, segment: Segment) -> None:
        self._segment, table, judges = segment, segment.table, segment.judges
        letters = Letters(table.spelling)
        kernel.Workspace.__init__(
            self, finder(table, segment.names, judges.of_tokens(), segment.remembered),
            judges.of_names(segment.names, letters), Ranking(MOST, _CORROBORATED), table.row, table.weak, table.kinds,
            table.types, segment.unknown, segment.well_known,
        )  # fmt: skip

    if TYPE_CHECKING:  # the kernel has no types

        def rank(self, mention: Mention, only: str | None) -> None: ...

        def ranked(self) -> tuple[list[float], list[int], bool, bool, int, bool]: ...

    def evidence(self, entry: int) -> tuple[Evidence, ...]:
        """What speaks for an alias and against it, beside the mention that was taken in last."""
        values, group = self.features(entry)
        return self._segment.judges.scorer.evidence(values, group)

    def features(self, entry: int) -> tuple[Sequence[float], str]:
        """The features of the mention beside an alias, and the group of weights that fits."""
        table = self._segment.table
        self.judge.judge(entry, table.kinds[table.row[entry]] == ORG, table.weak[entry])
        return self.judge.features(), GROUPS[self.judge.group]
