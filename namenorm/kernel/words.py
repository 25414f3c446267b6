"""Plain names: those of words that mean the same wherever they stand, as most names are. They are put together of words met
before.
"""

from namenorm.kernel.mention import Mention
from namenorm.kernel.sounds import Sound

_NAME, _PARTICLE, _INITIAL, _ALTERNATIVE = 0, 1, 5, 8
_WITH_ALTERNATIVE = bytes((_NAME, _ALTERNATIVE))
_LONGEST = 512  # characters of a mention that are read
_LONGEST_ELIDED = 3  # letters of an article with an apostrophe
_FIRST_FOREIGN, _LAST_FOREIGN = "\u00c0", "\u017e"  # among which letters with a mark are, most of those that are met


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

    Others are the `bound` words, and those that begin with one of the `firsts` or have `shortest` letters and one of the `lasts`
    at their end.
    """

    def __init__(self, bound, firsts, lasts, shortest):
        self.bound, self.firsts, self.lasts, self.shortest = bound, firsts, lasts, shortest
        self.first_letters, self.last_letters = "".join(first[0] for first in firsts), "".join(last[-1] for last in lasts)

    def has(self, word):
        """Whether a folded word is ordinary."""
        n = len(word)
        for i in range(n):
            if not "a" <= word[i] <= "z":
                return False
        if n < 2 or word in self.bound or (word[0] in self.first_letters and word.startswith(self.firsts)):
            return False
        return n < self.shortest or word[n - 1] not in self.last_letters or not word.endswith(self.lasts)


class PlainNames:
    """Reads plain names, and remembers up to `most` words. Shared by threads.

    A word is remembered as its sound if it is one token that bears the name, else as a Mention; one that hangs on the words
    around it has no sounds; one of the `prefixes` is read as one with the next, one of the `opening` words is plain only behind
    another one. `makers` make the sound of a Latin word, `dear` that of one
    that is `known`, for more than its letters counts. An `ordinary` word may have one of the `articles`; `alone` reads any other
    by itself. That an article or a particle needs a word behind it does not count. A name of more than
    `longest` tokens is not plain. Before an apostrophe the `elided` ones are articles. `fold` tells what a letter is folded to whatever stands beside it, '' if that hangs on it.
    """

    def __init__(self, ordinary, articles, prefixes, opening, elided, known, makers, dear, alone, fold, longest, most):
        self.ordinary, self.articles, self.prefixes = ordinary, articles, prefixes
        self.opening, self.elided, self.known = opening, elided, known
        self.makers, self.dear, self.alone, self.fold = makers, dear, alone, fold
        self.longest, self.most = longest, most
        self.remembered, self.folded = {}, {}

    def key(self, mention):
        """The words of a tidy mention, of Latin letters, folded; '' if anything else is in it but full stops of initials and the
        apostrophes that are a mere matter of spelling.
        """
        n = len(mention)
        hyphens = foreign = signs = 0
        before = " "
        for i in range(n):
            c = mention[i]
            if c == "-":
                hyphens += 1
            elif c == "." or c == "'":
                if not (self._is_of_an_initial(mention, n, i) if c == "." else self._is_a_spelling(mention, n, i)):
                    return ""
                signs += 1
            elif c == " ":
                if before == " ":
                    return ""
            elif not self._is_letter(c):
                return ""
            elif c > "z":
                foreign += 1
            before = c
        if before == " " or n > _LONGEST:
            return ""
        if signs:
            mention = mention.replace(".", "").replace("'", "")
        letters = mention.lower() if not foreign else self._fold_each(mention)
        return " ".join(letters.replace("-", " ").split()) if hyphens else letters

    def _is_of_an_initial(self, mention, n, stop):
        """Whether a full stop stands behind one letter and before the next word."""
        if stop < 1 or stop + 2 >= n or mention[stop + 1] != " " or (stop > 1 and mention[stop - 2] != " "):
            return False
        return self._is_letter(mention[stop - 1])

    def _is_letter(self, c):
        return "a" <= c <= "z" or "A" <= c <= "Z" or _FIRST_FOREIGN <= c <= _LAST_FOREIGN

    def _is_a_spelling(self, mention, n, sign):
        """Whether an apostrophe stands inside a word, neither behind what may be an article nor before a possessive s."""
        start = sign
        while start > 0 and mention[start - 1] != " " and mention[start - 1] != "-":
            start -= 1
        after = mention[sign + 1] if sign + 1 < n else " "
        if start == sign or not self._is_letter(after):
            return False
        if sign + 2 >= n or mention[sign + 2] == " " or mention[sign + 2] == "-":
            if after == "s" or after == "S" or after > "z":
                return False
        before = mention[start:sign]
        return sign - start > _LONGEST_ELIDED or (before.isascii() and before.lower() not in self.elided)

    def _fold_each(self, mention):
        """The letters of a mention, each folded by itself; '' if that can't be done."""
        letters = []
        for i in range(len(mention)):
            letter = mention[i]
            folded = self.folded.get(letter)
            if folded is None:
                folded = self.folded[letter] = letter.lower() if letter.isascii() else self.fold(letter)
            if not folded:
                return ""
            letters.append(folded)
        return "".join(letters)

    def read(self, letters):
        """The name of folded letters, the same as the long way reads; None if only that can tell."""
        sounds, roles = [], bytearray()
        n = len(letters)
        start = 0
        prefix = ""
        for i in range(n + 1):
            c = letters[i] if i < n else " "
            if c == "'" or c == "." or c == "," or c == "&":
                return None
            if c == " " or c == "-":
                if start < i:
                    text = letters[start:i]
                    if prefix:
                        text = prefix + " " + text
                        prefix = ""
                    word = self.word(text)
                    if isinstance(word, Sound):
                        sounds.append(word)
                        roles.append(_NAME)
                    else:
                        tokens = word
                        if tokens.sounds and (sounds or text not in self.opening):
                            sounds += tokens.sounds
                            roles += tokens.roles
                        elif text in self.prefixes:
                            prefix = text
                        else:
                            return None
                start = i + 1
        if not sounds or prefix or self._is_too_long(roles) or not self._ends_in_a_name(roles):
            return None
        if roles[0] == _PARTICLE:
            roles[0] = _NAME
        return Mention(sounds, bytes(roles))

    def _is_too_long(self, roles):
        return len(roles) > self.longest and len(roles) - roles.count(_ALTERNATIVE) > self.longest

    def _ends_in_a_name(self, roles):
        """Whether the last token bears the name, or is an initial of it; its alternatives stand behind it."""
        at = len(roles) - 1
        while roles[at] == _ALTERNATIVE:
            at -= 1
        return roles[at] == _NAME or (roles[at] == _INITIAL and roles.count(_NAME) > 0)

    def word(self, text):
        """A word by itself."""
        found = self.remembered.get(text)
        if found is None:
            found = self._ordinary_word(text) if self.ordinary.has(text) else self.alone(text)
            if len(self.remembered) >= self.most:
                self.remembered.clear()
            self.remembered[text] = found
        return found

    def sound(self, text):
        """The sound of an ordinary word."""
        word = self.word(text)
        return word if isinstance(word, Sound) else word.sounds[0]

    def _ordinary_word(self, text):
        """A word with what it is without its article for an alternative; only the sound if it has none."""
        sound = self._latin(text)
        cut = self.articles.cut(text)
        if not cut:
            return sound
        return Mention([sound, self.sound(cut) if self.ordinary.has(cut) else self._latin(cut)], _WITH_ALTERNATIVE)

    def _latin(self, text):
        return self.dear(text) if text in self.known else self.makers.latin(text, 0, 0)
