"""Plain names: those of words that mean the same wherever they stand, as most names are. They are put together of words met
before.
"""

from namenorm.kernel.mention import Mention
from namenorm.kernel.sounds import Sound

_NAME, _PARTICLE, _ARTICLE, _HONORIFIC, _INITIAL, _ALTERNATIVE = 0, 1, 2, 3, 5, 8
_WITH_ALTERNATIVE = bytes((_NAME, _ALTERNATIVE))
_OF = "of"


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
        for i in range(n):
            if not "a" <= word[i] <= "z":
                return False
        if n < 2 or word in self.bound or (word[0] in self.first_letters and word.startswith(self.firsts)):
            return False
        return n < self.shortest or word[n - 1] not in self.last_letters or not word.endswith(self.lasts)


class PlainNames:
    """Reads plain names, and remembers up to `most` words. Shared by threads.

    A word is remembered as its sound if it is one token that bears the name, else as a Mention; one that hangs on the words
    around it has no sounds. One of the `prefixes` is read as one with the next, one of the `suffixes` with the
    one before, and an article between. One of the `opening` words is plain only behind
    another word, or as one of the `titles`, before so many words at least, which do not begin with one of the `nameless`.

    `makers` make the sound of a Latin word, `dear` that of one that is `known`, for more than its letters counts. An `ordinary`
    word may have one of the `articles`; `alone` reads any other by itself. That an article or a particle needs a word behind it
    does not count. A name of more than `longest` tokens is not plain.
    """

    def __init__(
        self, ordinary, articles, prefixes, suffixes, opening, titles, nameless, known, makers, dear, alone, longest, most,
    ):  # fmt: skip
        self.ordinary, self.articles, self.prefixes, self.suffixes = ordinary, articles, prefixes, suffixes
        self.opening, self.titles, self.nameless, self.known = opening, titles, nameless, known
        self.makers, self.dear, self.alone = makers, dear, alone
        self.longest, self.most = longest, most
        self.remembered = {}

    def read(self, letters):
        """The name of folded letters, the same as the long way reads; None if only that can tell."""
        if "," in letters:
            letters = self._in_order(letters)
        if "'" in letters or "." in letters or "&" in letters:
            return None
        texts = letters.replace("-", " ").split()
        sounds: list[Sound] = []
        for text in texts:
            word = self.word(text)
            if type(word) is Mention:
                return self._put_together(texts, sounds)
            sounds.append(word)
        return Mention(sounds, bytes(len(sounds))) if 0 < len(sounds) <= self.longest else None  # of so many names

    def _put_together(self, texts, sounds):
        """The name of words of which the first ones bear it and have these sounds, and others may be anything."""
        roles = bytearray(len(sounds))
        least = 0
        is_begun = len(sounds) > 0
        last = texts[len(sounds) - 1] if is_begun else ""  # with the article that stands behind it, if one does
        prefix = ""
        for k in range(len(sounds), len(texts)):
            text = texts[k]
            if roles and not is_begun and text in self.nameless:
                return None
            if prefix:
                text = prefix + " " + text
                prefix = ""
            word = self.word(text)
            if type(word) is not Mention:
                sounds.append(word)
                roles.append(_NAME)
                is_begun = True
                last = text
                continue
            tokens = word
            before, last = last, ""
            if tokens.sounds and (is_begun or text not in self.opening):
                sounds += tokens.sounds
                roles += tokens.roles
                is_begun = True
                if before and len(tokens.roles) == 1 and tokens.roles[0] == _ARTICLE:
                    last = before + " " + text
            elif before and text in self.suffixes:
                last = before + " " + text
                word = self.word(last)
                if type(word) is Mention:
                    return None
                if roles[len(roles) - 1] == _ARTICLE:
                    sounds.pop()
                    roles.pop()
                sounds[len(sounds) - 1] = word
            elif text in self.titles and len(tokens.sounds) == 1:
                sounds += tokens.sounds
                roles.append(_HONORIFIC)
                least = max(least, k + 1 + self.titles[text])
            elif text in self.prefixes:
                prefix = text
            else:
                return None
        if prefix or len(texts) < least or self._is_too_long(roles) or not self._ends_in_a_name(roles):
            return None
        if roles[0] == _PARTICLE:
            roles[0] = _NAME
        return Mention(sounds, bytes(roles))

    def _in_order(self, letters):
        """"Last, First" turned round; '' if that hangs on more than words by themselves."""
        last, _, first = letters.partition(", ")
        words, others = last.replace("-", " ").split(), first.replace("-", " ").split()
        if not words or not others or "," in last or "," in first or _OF in words:
            return ""
        if words[0] in self.opening or (others[0] in self.opening and not self._is_of_a_name(others)):
            return ""
        return first + " " + last

    def _is_of_a_name(self, words):
        """Whether words that begin with an opening one are a title with a name, and do not describe who was named before."""
        return words[0] in self.titles and len(words) > 1 and words[1] not in self.nameless

    def _is_too_long(self, roles):
        return len(roles) > self.longest and len(roles) - roles.count(_ALTERNATIVE) > self.longest

    def _ends_in_a_name(self, roles):
        """Whether the last token bears the name, or is an initial of it; its alternatives stand behind it."""
        at = len(roles) - 1
        while at > 0 and roles[at] == _ALTERNATIVE:
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
        return word.sounds[0] if type(word) is Mention else word

    def _ordinary_word(self, text):
        """A word with what it is without its article for an alternative; only the sound if it has none."""
        sound = self._latin(text)
        cut = self.articles.cut(text)
        if not cut:
            return sound
        return Mention([sound, self.sound(cut) if self.ordinary.has(cut) else self._latin(cut)], _WITH_ALTERNATIVE)

    def _latin(self, text):
        return self.dear(text) if text in self.known else self.makers.latin(text, 0, 0)
