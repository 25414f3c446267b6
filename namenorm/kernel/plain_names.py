"""Plain names: those of words that mean the same wherever they stand, as most names are. They are put together of words met
before.
"""

from namenorm.kernel._pointers import *  # once compiled, those of C
from namenorm.kernel.mention import Mention, mention_of
from namenorm.kernel.sounds import Sound

_NAME, _PARTICLE, _ARTICLE, _HONORIFIC, _INITIAL, _ALTERNATIVE = 0, 1, 2, 3, 5, 8


class Hanging:
    """Words that hang on the words around them in a way that is told at a look.

    One of the `prefixes` is one with the next word, one of the `suffixes` with the one before, and an article between. One of
    the `opening` words can be more than a word of the name only where the name begins: there a title may begin with it, or
    what says whose `offices` follow. Of what begins with a word `titles` has the words, the longest first, and before how many
    others it stands at least, of which the first is none of the `nameless`. One of the `inner` words is a particle where the
    name goes on.
    """

    def __init__(self, prefixes, suffixes, opening, titles, offices, nameless, inner):
        self.prefixes, self.suffixes, self.opening = prefixes, suffixes, opening
        self.titles, self.offices, self.nameless, self.inner = titles, offices, nameless, inner

    def title(self, texts, k):
        """Of how many words the title is that stands at a place of a name; 0 if there is none, -1 if it takes a closer look."""
        for phrase, least in self.titles.get(texts[k], ()):
            end = k + len(phrase)
            if texts[k:end] == list(phrase):
                return len(phrase) if len(texts) - end >= least else 0
        return -1 if texts[k] in self.offices or texts[k] not in self.titles else 0


class PlainNames:
    """Reads names of up to `longest` tokens by what their `words` are by themselves, or by `hanging`. Shared by threads.

    That an article or a particle needs a word behind it does not count.
    """

    def __init__(self, words, hanging, longest):
        self.words, self.hanging, self.longest = words, hanging, longest
        self.names = [bytes(k) for k in range(longest + 1)]  # the roles of so many names

    def read(self, letters):
        """The name of folded letters, the same as the long way reads; None if only that can tell."""
        return None if "'" in letters or "." in letters or "&" in letters else self.read_tidy(letters.replace("-", " "))

    def read_tidy(self, letters):
        """The same of letters without any sign but a comma."""
        if "," in letters:
            letters = self._in_order(letters)
        texts = letters.split()
        sounds: list[Sound] = []
        for text in texts:
            word = self.words.of(text)
            if type(word) is Mention:
                return self._put_together(texts, sounds)
            sounds.append(word)
        return mention_of(sounds, self.names[len(sounds)]) if 0 < len(sounds) <= self.longest else None

    def _put_together(self, texts, sounds):
        """The name of words of which the first ones bear it and have these sounds, and others may be anything."""
        roles = bytearray(len(sounds))
        is_begun = len(sounds) > 0
        last = texts[len(sounds) - 1] if is_begun else ""
        titled = 0  # where titles end
        article = prefix = ""  # what stands behind the last word of the name, and before the next one
        for k in range(len(sounds), len(texts)):
            text = texts[k]
            if k < titled:
                if not self._add_title(text, sounds, roles):
                    return None
                continue
            if roles and not is_begun and text in self.hanging.nameless:
                return None
            if prefix:
                text = f"{prefix} {text}"
                prefix = ""
            word = self.words.of(text)
            if type(word) is not Mention:
                sounds.append(word)
                roles.append(_NAME)
                is_begun = True
                last, article = text, ""
                continue
            tokens = word
            before, last = last, ""
            if not is_begun and text in self.hanging.opening:
                length = self.hanging.title(texts, k)
                if length < 0 or (length and not self._add_title(text, sounds, roles)):
                    return None
                if length:
                    titled = k + length
                    continue
            if tokens.sounds:
                sounds += tokens.sounds
                roles += tokens.roles
                is_begun = True
                if before and len(tokens.roles) == 1 and tokens.roles[0] == _ARTICLE:
                    last, article = before, f"{article} {text}" if article else text
            elif before and text in self.hanging.suffixes:
                last = f"{before} {article} {text}" if article else f"{before} {text}"
                article = ""
                word = self.words.of(last)
                if type(word) is Mention:
                    return None
                if roles[len(roles) - 1] == _ARTICLE:
                    sounds.pop()
                    roles.pop()
                sounds[len(sounds) - 1] = word
            elif text in self.hanging.prefixes:
                prefix = text
            else:
                return None
        if texts[len(texts) - 1] in self.hanging.inner and roles[len(roles) - 1] == _PARTICLE:
            roles[len(roles) - 1] = _NAME
        if prefix or self._is_too_long(roles) or not self._ends_in_a_name(roles):
            return None
        if roles[0] == _PARTICLE:
            roles[0] = _NAME
        return mention_of(sounds, bytes_of(roles))

    def _add_title(self, text, sounds, roles):
        """Add a word of a title; whether it is one token."""
        word = self.words.of(text)
        tokens = [word] if type(word) is not Mention else word.sounds
        if not tokens:
            return 0
        sound = tokens[0]
        sounds.append(sound)
        roles.append(_HONORIFIC)
        return sound.text == text

    def _in_order(self, letters):
        """What is written Last, First, turned round; '' if that hangs on more than words by themselves."""
        last, _, first = letters.partition(", ")
        words, others = last.split(), first.split()
        if not words or not others or "," in last or "," in first or not self.hanging.nameless.isdisjoint(words):
            return ""
        opening = self.hanging.opening
        if words[0] in opening and (words[0] not in self.hanging.titles or self.hanging.title(words, 0) > 0):
            return ""
        if others[0] in opening and not self._is_of_a_name(others):
            return ""
        return first + " " + last

    def _is_of_a_name(self, words):
        """Whether words that begin with an opening one are a title with a name, and do not describe who was named before."""
        length = self.hanging.title(words, 0)
        return 0 < length < len(words) and words[length] not in self.hanging.nameless

    def _is_too_long(self, roles):
        return len(roles) > self.longest and len(roles) - roles.count(_ALTERNATIVE) > self.longest

    def _ends_in_a_name(self, roles):
        """Whether the last token bears the name, or is an initial of it; its alternatives stand behind it."""
        at = len(roles) - 1
        while at > 0 and roles[at] == _ALTERNATIVE:
            at -= 1
        return roles[at] == _NAME or (roles[at] == _INITIAL and roles.count(_NAME) > 0)
