"""Two names set beside each other, neither of them of a table."""

from namenorm.kernel._pointers import *  # once compiled, those of C
from namenorm.kernel.ranking import probability


class Side:
    """A name as it is set beside another one; `key` is that of an exact alias, `name` what was read, if it is remembered."""

    def __init__(self, mention, key):
        self.mention, self.key, self.name = mention, key, ""


class Telling:
    """Knows what tokens tell, in nats: those of a table, found by `numbers`, what `infos` says, a well-known one that the table
    does not have `well_known`, any other `unknown`.
    """

    def __init__(self, numbers, infos, unknown, well_known):
        self.numbers, self.infos = numbers, infos
        self.unknown, self.well_known = unknown, well_known

    def info(self, sound):
        """What one token tells."""
        token = self.numbers.of(sound)
        if token >= 0:
            return self.infos[token]
        return self.well_known if sound.well_known else self.unknown

    def tell(self, names):
        """Write what each token of a name tells."""
        for at in range(names.count):
            names.told[at] = self.info(names.spoken[at])


class PairJudge:
    """A judge of any two names, one pair after the other. For one thread at a time.

    `judge` sets `other`, a name that is taken in like a mention, beside the `one` that is given to it. `telling` knows
    what their tokens tell.
    """

    def __init__(self, one, other, judge, telling):
        self.one, self.other, self.judge = one, other, judge
        self.telling = telling

    def take(self, one, other):
        """The judge, with one mention taken in, to be set beside the other one, its name 0."""
        self.one.take(one)
        self.other.take(other)
        self.telling.tell(self.one)
        self.telling.tell(self.other)
        self.one.find_in(self.other)
        self.judge.take(self.one, self.one.known)
        return self.judge

    def probability(self, one, other, is_org):
        """How likely both are spellings of one name."""
        judge = self.take(one, other)
        return probability(judge.judge(0, is_org, 0))


class Pairs:
    """Tells how likely any two names are one. Shared by threads: judges are lent to one at a time.

    `plain_names` reads plain names of `tidy` letters, `side` any name, and all of those of organisations. Up to `most`, a power
    of two, are remembered, for one may be set beside many. What is told of a pair is a new one of `comparison`, a frozen class,
    with slots for both names, their score and the `account`, who can tell the rest.
    """

    def __init__(self, tidy, plain_names, side, new_judge, comparison, account, is_org, most):
        self.tidy, self.plain_names, self.side = tidy, plain_names, side
        self.comparison, self.account = comparison, account
        self.new_judge, self.idle = new_judge, []
        self.is_org, self.most = is_org, most
        self.remembered = [None] * most

    def compare(self, name, other):
        """What is told of two names."""
        told = new_of(self.comparison)
        set_slot(told, "score", self.probability(name, other))
        set_slot(told, "mention", name)
        set_slot(told, "alias", other)
        set_slot(told, "_account", self.account)
        return told

    def probability(self, name, other):
        """How likely both are spellings of one name; 1.0 only if they are equal once cleaned."""
        one, two = self.read(name), self.read(other)
        if one.key and one.key == two.key:
            return 1.0
        if not one.mention.sounds or not two.mention.sounds:
            return 0.0
        judge = self.borrow()
        p = judge.probability(one.mention, two.mention, self.is_org)
        self.give_back(judge)
        return p

    def read(self, name):
        """The side of a name."""
        if type(name) is not str:
            return self.side(name)
        place = hash(name) & (self.most - 1)
        found = self.remembered[place]
        if found is None or found.name != name:
            found = None if self.is_org else self._short_way(name)
            if found is None:
                found = self.side(name)
            found.name = name
            self.remembered[place] = found
        return found

    def _short_way(self, name):
        letters = self.tidy.of(name)
        mention = self.plain_names.read_tidy(letters) if letters else None
        if mention is None:
            return None
        side = Side.__new__(Side)  # which takes no call of a class
        side.mention, side.key = mention.without_articles(), self.tidy.key(letters)
        return side

    def borrow(self):
        """A judge that nobody else has, until it is given back."""
        try:
            return self.idle.pop()
        except IndexError:
            return self.new_judge()

    def give_back(self, judge):
        """Only what came to a good end: a judge that did not is given up."""
        self.idle.append(judge)
