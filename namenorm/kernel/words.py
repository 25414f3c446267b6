"""Plain names: those of words that mean the same wherever they stand, as most names are. They are put together of words met
before.
"""

_NAME, _PARTICLE, _ALTERNATIVE = 0, 1, 8
_LONGEST = 512  # characters of a mention that are read


class Plain:
    """A plain name, or a word by itself: its tokens and, of these and their alternatives, the sounds and, in bytes, the roles.

    `core` are the texts of tokens that still count where articles don't. A word that hangs on the words around it has no token.
    """

    def __init__(self, tokens, core, sounds, roles):
        self.tokens, self.core, self.sounds, self.roles = tokens, core, sounds, roles


class PlainNames:
    """Reads plain names, and remembers up to `most` words. Shared by threads.

    `alone` reads a word by itself. That an article or a particle needs a word behind it does not count. A name of more than
    `longest` tokens is not plain; `as_name` makes a token one that bears the name.
    """

    def __init__(self, alone, as_name, longest, most):
        self.alone, self.as_name, self.longest, self.most = alone, as_name, longest, most
        self.remembered = {}

    def key(self, mention):
        """The words of a tidy mention, of Latin letters, in lower case; '' if anything else is in it."""
        n = len(mention)
        hyphens = 0
        before = " "
        for i in range(n):
            c = mention[i]
            if c == "-":
                hyphens += 1
            elif c == " ":
                if before == " ":
                    return ""
            elif not ("a" <= c <= "z" or "A" <= c <= "Z"):
                return ""
            before = c
        if before == " " or n > _LONGEST:
            return ""
        letters = mention.lower()
        return " ".join(letters.replace("-", " ").split()) if hyphens else letters

    def read(self, letters):
        """The name of folded letters, the same as the long way reads; None if only that can tell."""
        tokens, core, sounds, roles = [], [], [], bytearray()
        n = len(letters)
        start = 0
        for i in range(n + 1):
            c = letters[i] if i < n else " "
            if c == "'" or c == "." or c == "," or c == "&":
                return None
            if c == " " or c == "-":
                if start < i:
                    word = self._word(letters[start:i])
                    if not word.tokens:
                        return None
                    tokens += word.tokens
                    sounds += word.sounds
                    roles += word.roles
                    if word.core:
                        core.append(word.core)
                start = i + 1
        if not tokens or len(tokens) > self.longest or not self._ends_in_a_name(roles):
            return None
        if roles[0] == _PARTICLE:
            roles[0] = _NAME
            tokens[0] = self.as_name(tokens[0])
        return Plain(tokens, " ".join(core), sounds, bytes(roles))

    def _ends_in_a_name(self, roles):
        """Whether the last token bears the name; its alternatives stand behind it."""
        at = len(roles) - 1
        while roles[at] == _ALTERNATIVE:
            at -= 1
        return roles[at] == _NAME

    def _word(self, text):
        found = self.remembered.get(text)
        if found is None:
            found = self.alone(text)
            if len(self.remembered) >= self.most:
                self.remembered.clear()
            self.remembered[text] = found
        return found
