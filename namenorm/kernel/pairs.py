"""Two names set beside each other, neither of them of a table."""

from namenorm.kernel.features import probability


class Telling:
    """Knows what tokens tell, in nats: those of a table, found by `numbers`, what `infos` says, a well-known one that the table
    does not have `well_known`, any other `unknown`.
    """

    def __init__(self, numbers, infos, unknown, well_known):
        self.numbers, self.infos = numbers, infos
        self.unknown, self.well_known = unknown, well_known

    def info(self, sound):
        """What one token tells."""
        token = self.numbers.number(sound.script, sound.text, 0, len(sound.text))
        if token >= 0:
            return self.infos[token]
        return self.well_known if sound.well_known else self.unknown

    def tell(self, names):
        """Write what each token of a name tells."""
        for at in range(names.count):
            names.told[at] = self.info(names.spoken[at])


class PairJudge:
    """A judge of any two names, one pair after the other. For one thread at a time.

    `judge` sets `other`, a name that is taken in like a mention, beside the `one` that is given to it. `letters` answers what it
    asks of their letters, `telling` what their tokens tell.
    """

    def __init__(self, one, other, judge, letters, telling):
        self.one, self.other, self.judge = one, other, judge
        self.letters, self.telling = letters, telling

    def take(self, one, other):
        """The judge, with one mention taken in, to be set beside the other one, its name 0."""
        self.one.take(one)
        self.other.take(other)
        self.telling.tell(self.one)
        self.telling.tell(self.other)
        self.one.find_in(self.other)
        self.letters.take_both(one, other)
        self.judge.take(self.one, self.one.known)
        return self.judge

    def probability(self, one, other, is_org):
        """How likely both are spellings of one name."""
        judge = self.take(one, other)
        return probability(judge.judge(0, is_org, 0))
