"""Words by themselves: most mean the same wherever they stand."""

from namenorm.kernel.mention import Mention, mention_of

_NAME, _ALTERNATIVE = 0, 8
_WITH_ALTERNATIVE = bytes((_NAME, _ALTERNATIVE))


class GluedArticles:
    """Finds an article that may be glued to a Latin word: al-, el-, ul-, or what is said before a letter of the sun (Assadr).

    Those that are `never` cut, and what begins with one of `never_before`, only look so; `shortest` letters are left at least.
    """

    def __init__(self, never, never_before, shortest):
        self.never, self.never_before, self.shortest = never, never_before, shortest

    def cut(self, word):
        """The word without it, '' if there is none."""
        at = self._length(word)
        if not at or len(word) - at < self.shortest or word in self.never or word.startswith(self.never_before):
            return ""
        return word[at:]

    def _length(self, word):
        """The letters of what may be an article, where as many as `shortest` are left."""
        if len(word) < 2 + self.shortest:
            return 0
        first, second, third = word[0], word[1], word[2]
        if second == "l" and (first == "a" or first == "e" or first == "u"):
            return 2
        if first != "a" and first != "e":
            return 0
        if third == "h" and (second == "s" or second == "d" or second == "t") and word[3] == second and word[4] == third:
            return 3
        return 2 if second == third and second in "dnrstz" else 0


class Ordinary:
    """Tells ordinary words: of Latin letters, they mean the same wherever they stand, and nothing may be glued to them but an
    article.

    Others are the `bound` words and those that begin with one of the `firsts`, or have `shortest` letters and end in one of
    the `lasts`.
    """

    def __init__(self, bound, firsts, lasts, shortest):
        self.bound, self.firsts, self.lasts, self.shortest = bound, firsts, lasts, shortest
        self.first_letters, self.last_letters = "".join(first[0] for first in firsts), "".join(last[-1] for last in lasts)

    def has(self, word):
        """Whether a folded word is ordinary."""
        n = len(word)
        for c in word:
            if not "a" <= c <= "z":
                return False
        if n < 2 or word in self.bound or (word[0] in self.first_letters and word.startswith(self.firsts)):
            return False
        return n < self.shortest or word[n - 1] not in self.last_letters or not word.endswith(self.lasts)


class Words:
    """What words are by themselves; up to `most` are remembered. Shared by threads.

    A word is remembered as its sound if it is one token that bears the name, else as a Mention; one that hangs on the words
    around it has no sounds. `makers` make the sound of a Latin word, `more` that of one that is `known`, for more than its
    letters counts. An `ordinary` word may have one of the `articles`, and behind a prefix is put to one of the `beginnings`;
    `alone` reads any other by itself.
    """

    def __init__(self, ordinary, articles, beginnings, known, makers, more, alone, most):
        self.ordinary, self.articles, self.beginnings, self.known = ordinary, articles, beginnings, known
        self.makers, self.more, self.alone = makers, more, alone
        self.most = most
        self.remembered, self.tokens = {}, {}

    def of(self, text):
        """A word by itself, or one with what joins it."""
        found = self.remembered.get(text)
        if found is None:
            found = self._ordinary_word(text) if self.ordinary.has(text) else self._with_prefix(text) or self.alone(text)
            if len(self.remembered) >= self.most:
                self.remembered.clear()
            self.remembered[text] = found
        return found

    def sound(self, text):
        """The sound of an ordinary word."""
        word = self.of(text)
        return word.sounds[0] if type(word) is Mention else word

    def _ordinary_word(self, text):
        """A word with what it is without its article for an alternative; only the sound if it has none."""
        sound = self._latin(text)
        cut = self.articles.cut(text)
        if not cut:
            return sound
        return mention_of([sound, self.sound(cut) if self.ordinary.has(cut) else self._latin(cut)], _WITH_ALTERNATIVE)

    def _with_prefix(self, text):
        """The sound of an ordinary word, no article, with its prefix; None if that is not what the text is."""
        prefix, _, host = text.rpartition(" ")
        if prefix not in self.beginnings or text in self.beginnings or not self.ordinary.has(host):
            return None
        return self.token(self.beginnings[prefix] + (self.articles.cut(host) or host))

    def token(self, text):
        """The sound of a token of the letters a-z that may not be an ordinary word: Abdalrahman."""
        if self.ordinary.has(text):
            return self.sound(text)
        found = self.tokens.get(text)
        if found is None:
            found = self._latin(text)
            if len(self.tokens) >= self.most:
                self.tokens.clear()
            self.tokens[text] = found
        return found

    def _latin(self, text):
        return self.more(text) if text in self.known else self.makers.sound(text, 0, 0)
