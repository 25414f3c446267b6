"""A name made ready to be set beside others."""

from array import array

from namenorm.kernel._pointers import *  # once compiled, those of C

_ARTICLE, _HONORIFIC, _ALTERNATIVE = 2, 3, 8
_THE = "the"
NO_MARKS = array("i")


class Mention:
    """Never changed. The sounds of the tokens, each with its alternatives behind it, their roles in bytes, and their marks if
    it is translated.
    """

    def __init__(self, sounds, roles, marks=NO_MARKS):
        self.sounds, self.roles, self.marks = sounds, roles, marks

    @property
    def firsts(self):
        """The numbers of the tokens, alternatives aside."""
        return [k for k in range(len(self.roles)) if self.roles[k] != _ALTERNATIVE]

    def cores(self):
        """The texts of the tokens that still count where articles don't, and where honorifics don't either."""
        core = self._core(0)
        return core, core if _HONORIFIC not in self.roles else self._core(1)

    def _core(self, without_honorifics):
        texts = []
        for k in range(len(self.roles)):
            role = self.roles[k]
            if role != _ARTICLE and role != _ALTERNATIVE and not (without_honorifics and role == _HONORIFIC):
                sound = self.sounds[k]
                if sound.text != _THE:
                    texts.append(sound.text)
        return " ".join(texts)

    def without_articles(self):
        """The same name, not translated yet, without its articles."""
        if _ARTICLE not in self.roles:
            return self
        sounds, roles = [], bytearray()
        kept = 1
        for k in range(len(self.roles)):
            if self.roles[k] != _ALTERNATIVE:
                kept = self.roles[k] != _ARTICLE
            if kept:
                sounds.append(self.sounds[k])
                roles.append(self.roles[k])
        return mention_of(sounds, bytes_of(roles))


def mention_of(sounds, roles):
    """A mention without marks: so made, it takes no call of a class, which is slow."""
    mention = Mention.__new__(Mention)
    mention.sounds, mention.roles, mention.marks = sounds, roles, NO_MARKS
    return mention
