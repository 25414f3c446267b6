"""Records in the order of how likely a mention means them."""

from array import array
from math import *  # once compiled, exp and log are those of C, which no name of Python may stand for

_SURE, _MOST_LIKELY = 50.0, 0.999
# Names of several words that share a part of what both tell have log-odds of 13 times this part, less 10.5, and 99 in 100 have
# at most five more: a regression over 87,000 judged names. So far behind the best one's they are no rival's, unless it shares
# hardly more: then what made it better than it promised may make this one so.
_ODDS_BY_PART, _ODDS_OF_NONE, _MORE, _BEHIND, _NEARLY = 13.0 / 10000, -10.5, 5.0, 4.5, 0.75


def probability(odds):
    """0.0..0.999 for log-odds: only an exact alias is certain."""
    if odds > _SURE:
        odds = _SURE
    if odds < -_SURE:
        odds = -_SURE
    p = 1 / (1 + exp(-odds))
    return p if p < _MOST_LIKELY else _MOST_LIKELY


def share(odds):
    """Probabilities of rival records, of at most 0.999: at most one is meant, perhaps none, so they sum to less than one."""
    top = 0.0
    for k in range(len(odds)):
        one = odds[k]
        if one > top:
            top = one
    total = exp(-top)
    out = []
    for k in range(len(odds)):
        one = odds[k]
        total += exp(one - top)
    for k in range(len(odds)):
        one = odds[k]
        p = exp(one - top) / total
        out.append(p if p < _MOST_LIKELY else _MOST_LIKELY)
    return out


class Ranking:
    """Records with their best name, best first. `least` are the log-odds at which a strong name speaks for its record."""

    def __init__(self, most, least):
        self.least = least
        self.count = 0
        self.rows, self.names = array("i", bytes(4 * most)), array("i", bytes(4 * most))
        self.odds = array("d", bytes(8 * most))
        self.groups, self.partial = array("i", bytes(4 * most)), array("i", bytes(4 * most))
        self.supported = array("i", bytes(4 * most))

    def found(self):
        """(log-odds, names) of the records, best first."""
        return [self.odds[k] for k in range(self.count)], [self.names[k] for k in range(self.count)]

    def matters(self, row, part, best):
        """Whether a name that shares such a part counts beside the `best` one: as a rival, or as what supports a weak one."""
        if _ODDS_OF_NONE + _ODDS_BY_PART * part + _MORE >= self.odds[0] - _BEHIND or part > _NEARLY * best:
            return 1
        return not self.supported[0] and self.rows[0] == row

    def partials(self):
        """Of how many of the best names the mention is one word."""
        found = 0
        for k in range(self.count):
            found += self.partial[k]
        return found

    def add(self, row, name, odds, group, partial, supports):
        """Take in a name with its log-odds; a record that is there already keeps the better one."""
        at = 0
        while at < self.count and self.rows[at] != row:
            at += 1
        if at < self.count:
            supports = supports or self.supported[at]
            if odds < self.odds[at] or (odds == self.odds[at] and name > self.names[at]):
                self.supported[at] = supports
                return
        else:
            self.count += 1
        while at > 0 and (odds > self.odds[at - 1] or (odds == self.odds[at - 1] and name < self.names[at - 1])):
            self.rows[at], self.names[at], self.odds[at] = self.rows[at - 1], self.names[at - 1], self.odds[at - 1]
            self.groups[at], self.partial[at] = self.groups[at - 1], self.partial[at - 1]
            self.supported[at] = self.supported[at - 1]
            at -= 1
        self.rows[at], self.names[at], self.odds[at] = row, name, odds
        self.groups[at], self.partial[at], self.supported[at] = group, partial, supports
