"""What is similar to a token: tokens of the table that may be spellings of it."""

from namenorm.kernel._pointers import *  # once compiled, those of C


class Similar:
    """Tokens of the table that may be spellings of one, with their probabilities, both packed. `known` is its number, or -1."""

    def __init__(self, known, count, tokens, likely):
        self.known, self.count = known, count
        self.tokens, self.likely = tokens, likely
        probabilities = doubles_in(likely)
        self.best = 0.0
        for k in range(count):
            if probabilities[k] > self.best:
                self.best = probabilities[k]


class OwnSimilar:
    """The similar tokens of a table's own tokens, where they were found when it was stored: those of token `t` are
    `tokens[starts[t]:starts[t + 1]]`, as likely as `likely` says, itself first.
    """

    def __init__(self, starts, tokens, likely):
        self.starts, self.tokens, self.likely = starts, tokens, likely

    def of(self, token):
        """The similar tokens of one; None if nothing was found for it."""
        if token + 1 >= len(self.starts) or self.starts[token] == self.starts[token + 1]:
            return None
        start, end = self.starts[token], self.starts[token + 1]
        tokens, likely = self.tokens[start:end], self.likely[start:end]
        return Similar(token, end - start, packed_ints(ints(tokens), end - start), packed_doubles(doubles(likely), end - start))
