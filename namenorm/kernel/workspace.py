"""A mention beside a whole table: the names that are like it are found, judged, and their records put in order."""

from namenorm.kernel.ranking import share


class Workspace:
    """Sets mentions beside the names of a table. For one thread at a time. `ranking` holds what was ranked last.

    `finder` finds names, `judge` judges them. `rows` tells the record of each name, `weak` whether it is a weak one; `kinds`
    and `types` what sort of thing a record is. A word that the table does not have tells `unknown` nats, a well-known one
    `well_known`.
    """

    def __init__(self, finder, judge, ranking, rows, weak, kinds, types, unknown, well_known):
        self.finder, self.judge, self.ranking = finder, judge, ranking
        self.rows, self.weak, self.kinds, self.types = rows, weak, kinds, types
        self.unknown, self.well_known = unknown, well_known

    def take(self, mention):
        """Take in a mention; what follows is asked about it."""
        self.finder.take(mention, self.unknown, self.well_known)
        self.finder.hand_over(self.judge)

    def rank(self, mention, only):
        """Take in a mention and rank the records that it may mean, `only` those of a type unless it is None."""
        self.take(mention)
        count = self.finder.look()
        if only is not None:
            count = self._of_type(count, only)
        names, parts = self.finder.found, self.finder.parts
        self.judge.rank(names[:count], parts[:count], self.rows, self.kinds, self.weak, self.ranking)

    def _of_type(self, count, only):
        """Keep those of the names found whose records are of a type; returns how many."""
        names, parts = self.finder.found, self.finder.parts
        kept = 0
        for k in range(count):
            if self.types[self.rows[names[k]]] == only:
                names[kept], parts[kept] = names[k], parts[k]
                kept += 1
        return kept

    def ranked(self):
        """Of the records ranked last: their scores and their names, best first; whether the best rests on a weak name alone,
        and whether it is one word for one word; of how many names the mention is a part, and whether a word was too common to
        follow to all its names.
        """
        ranking = self.ranking
        if not ranking.count:
            return [], [], False, False, 0, self.finder.is_capped()
        odds, names = ranking.found()
        weak = self.weak[names[0]] and not ranking.supported[0]
        return share(odds), names, bool(weak), ranking.groups[0] == 0, ranking.partials(), self.finder.is_capped()
