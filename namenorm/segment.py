"""A compiled table with all that is needed to set mentions beside it: what its tokens tell, and workspaces."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence

from namenorm.alignment import Letters
from namenorm.compiled_table import ORG, CompiledTable, kinds_of
from namenorm.decision import CORROBORATED
from namenorm.finding import MOST, Finder, Found, SimilarTokens, is_lone
from namenorm.kernel.features import NameJudge, Ranking
from namenorm.kernel.tokens import TokenJudge
from namenorm.mention import Mention
from namenorm.model import Evidence
from namenorm.rarity import Counts
from namenorm.reading import NameReader
from namenorm.romanization import Spelling
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

    def of_two(
        self, mention: Mention, other: Mention, infos: tuple[array[float], array[float]], concepts: array[float]
    ) -> NameJudge:
        """A judge that has taken in a mention, to be set beside one other name, its name 0; `concepts` is what each tells."""
        kinds = self.kinds
        numbers = {(sound.spelling.text, sound.spelling.script): number for number, sound in enumerate(other.sounds)}
        known = array("i", [numbers.get((sound.spelling.text, sound.spelling.script), -1) for sound in mention.sounds])
        spellings, rows = [sound.spelling for sound in other.sounds], [sound.row for sound in other.sounds]
        letters = Letters(spellings.__getitem__, rows.__getitem__, self.reader.sounds, self.of_tokens())
        letters.take(mention)
        judge = NameJudge(other.names(infos[1], concepts, kinds), self.of_tokens, letters, self.scorer.vectors)
        judge.take(mention.names(infos[0], concepts, kinds), known, len(mention.marks))
        return judge


class Segment:
    """A table that mentions are set beside. Shared by threads; each works in a workspace of its own.

    `counts` are those of all names that the canonicalizer knows, by the numbers of this table's tokens; aliases with `gone` set
    were taken out.
    """

    def __init__(self, table: CompiledTable, judges: Judges, counts: Counts, gone: bytes) -> None:
        self.table, self.judges, self.counts, self.gone = table, judges, counts, gone
        self.infos, self.concepts = counts.infos(), counts.concept_infos()
        self.kinds = judges.kinds
        self.names = table.kernel_names(self.infos, self.concepts)
        self.similar = SimilarTokens()
        self._idle: list[Workspace] = []

    def borrow(self) -> Workspace:
        """A workspace that no other thread has, until it is given back."""
        try:
            return self._idle.pop()
        except IndexError:
            return Workspace(self)

    def give_back(self, workspace: Workspace) -> None:
        self._idle.append(workspace)

    def known(self, spelling: Spelling) -> int:
        """The number of a token, -1 if no alias that is there still has it."""
        token = self.table.known(spelling.text, spelling.script)
        return token if token >= 0 and self.counts.uses[token] else -1

    def info(self, token: int, spelling: Spelling, others: Sequence[Segment] = ()) -> float:
        """What a token tells, in nats; `token` is its number in the table, -1 if it has none, for then `others` may know it."""
        if token >= 0:
            return self.infos[token]
        for other in others:
            if (token := other.known(spelling)) >= 0:
                return other.infos[token]
        return self.counts.info_of_unknown(well_known=bool(spelling.well_known))


class Workspace:
    """Sets mentions beside the names of a segment. For one thread at a time. `ranking` holds what was ranked last."""

    def __init__(self, segment: Segment) -> None:
        self._segment, table, judges = segment, segment.table, segment.judges
        self._finder = Finder(
            table, segment.names, judges.of_tokens(),
            similar=segment.similar, uses=segment.counts.uses, gone=segment.gone,
        )  # fmt: skip
        self._letters = Letters(table.spelling, table.sounds.row, table.reader.sounds, judges.of_tokens())
        self._judge = NameJudge(segment.names, judges.of_tokens, self._letters, judges.scorer.vectors)
        self.ranking = Ranking(MOST, _CORROBORATED)

    def take(self, mention: Mention, segments: Sequence[Segment] = (), best: float = 0.0) -> Found:
        """Take in a mention, and find the aliases that may be worth a closer look.

        `segments` are all that the canonicalizer has: how common a token is hangs on them together. `best` is what an alias of
        another segment shares with the mention, in nats.
        """
        segment, judge = self._segment, self._judge
        lone = is_lone(mention)
        similar = [self._finder.similar(sound, lone=lone) for sound in mention.sounds]
        known = zip(similar, mention.sounds, strict=True)
        infos = array("d", [segment.info(one.known, sound.spelling, segments) for one, sound in known])
        names = mention.names(infos, segment.concepts, segment.kinds)
        self._letters.take(mention)
        judge.take(names, array("i", [one.known for one in similar]), len(mention.marks))
        for number, one in enumerate(similar):
            judge.remember_all(number, one.tokens, one.likely)
        return self._finder.find(mention, [names.info(n) for n in range(len(infos))], best)

    def rank(self, entries: array[int], type: str | None) -> None:
        """Rank the records of these aliases, of that type if one is given, beside the mention that was taken in last."""
        table = self._segment.table
        if type is not None:
            entries = array("i", (e for e in entries if table.types[table.row[e]] == type))
        self._judge.rank(entries, table.row, table.kinds, table.weak, self.ranking)

    def evidence(self, entry: int) -> tuple[Evidence, ...]:
        """What speaks for an alias and against it, beside the mention that was taken in last."""
        values, group = self.features(entry)
        return self._segment.judges.scorer.evidence(values, group)

    def features(self, entry: int) -> tuple[Sequence[float], str]:
        """The features of the mention beside an alias, and the group of weights that fits."""
        table = self._segment.table
        self._judge.judge(entry, table.kinds[table.row[entry]] == ORG, table.weak[entry])
        return self._judge.features(), GROUPS[self._judge.group]
