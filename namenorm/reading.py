"""From a mention to the parts that scoring compares: clean, parse and read, the same way for aliases and mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from namenorm.cleaning import MAX_TOKENS, Cleaned, clean, fold_alone, fold_letters, key_of
from namenorm.computed import computed
from namenorm.glossary import Glossary
from namenorm.joining import FIRST_OF_GLUED, LAST_OF_GLUED, SHORTEST_GLUED
from namenorm.kernel.mention import Mention
from namenorm.kernel.pairs import Side
from namenorm.kernel.plain_names import PlainNames
from namenorm.kernel.sounds import Sound
from namenorm.kernel.tidy import TidyLetters
from namenorm.kernel.words import Ordinary, Words
from namenorm.mention import marks_of, roles_of, tokens_of
from namenorm.name import Name, Role, Token
from namenorm.parsing import Parser
from namenorm.romanization import LATIN, Romanizer, Spelling
from namenorm.sounds import Sounds
from namenorm.splitting import ELIDED
from namenorm.well_known import WellKnown

_ARTICLE = (Role.ARTICLE,)
_ASIDE = (Role.ARTICLE, Role.HONORIFIC)
_THE = "the"
_REMEMBERED_WORDS = 50_000  # some 16 MB
_REMEMBERED = 50_000  # sounds of words that are not of the letters a-z, some 40 MB


@dataclass(eq=False)  # frozen ones are slow to make
class Read:
    """A mention that went through the first stages; never changed.

    `text` is cleaned, `met` are the flags of what was met meanwhile; `letters` are folded, `key` is that of an exact alias,
    empty if there is none. The rest is computed when it is first asked for: most mentions are known by their key.
    """

    text: str
    met: tuple[str, ...]
    letters: str
    key: str
    reader: NameReader = field(repr=False)

    @property
    def cleaned(self) -> Cleaned:
        """The mention as it was cleaned."""
        return Cleaned(self.text, self.met)

    @computed
    def plain(self) -> Mention | None:
        """The name read by its words alone; None if it takes the parser."""
        return None if "too_long" in self.met else self.reader.plain_names.read(self.letters)

    @computed
    def name(self) -> Name:
        """The tokens with their roles."""
        plain = self.plain
        if plain is None:
            return self.reader.parser.parse(self.cleaned)
        return Name(tuple(tokens_of(plain)), self.met)

    @property
    def flags(self) -> tuple[str, ...]:
        """What was met while the mention was cleaned and parsed."""
        return self.name.flags if self.plain is None else self.met

    @property
    def cores(self) -> tuple[str, str]:
        """The tokens without articles, which exact names still share when one of them is written Al-X and one X, and those
        without honorifics either; '' if the name is too long, for of what was cut off nobody knows that it is the same.
        """
        if self.plain is not None:
            plain: tuple[str, str] = self.plain.cores()
            return plain
        if "too_long" in self.name.flags:
            return "", ""
        return _told(self.name.tokens, _ARTICLE), _told(self.name.tokens, _ASIDE)


class NameReader:
    """Owns what the first stages need: the parser's lists, the romanizer's tables, what was read before."""

    def __init__(self) -> None:
        self.parser = Parser()
        self.romanizer = Romanizer()
        self.glossary = Glossary()
        self._well_known = WellKnown()
        self.sounds = Sounds(self.romanizer, self._well_known)
        ordinary = Ordinary(self.parser.bound, FIRST_OF_GLUED, LAST_OF_GLUED, SHORTEST_GLUED)
        self.words = Words(
            ordinary, self.parser.glued_articles, self.parser.beginnings, self.sounds.known, self.sounds.makers,
            self.sounds.latin, self._word, _REMEMBERED_WORDS,
        )  # fmt: skip
        self.plain_names = PlainNames(self.words, self.parser.hanging, MAX_TOKENS)
        self.tidy = TidyLetters(ELIDED, self.parser.dotted, fold_alone)
        self._remembered: dict[tuple[str, str], Sound] = {}

    def read(self, mention: str) -> Read:
        """The mention, ready for whatever is asked about it."""
        if type(mention) is not str:
            mention = str.__str__(text_of(mention))  # NumPy's, or a member of an enum: the kernel takes no kinds of str
        if letters := self.tidy.of(mention):
            if not mention.isascii():
                mention = self.tidy.straight(mention)
            return Read(mention, (), letters, self.tidy.key(letters), self)
        cleaned = clean(mention)
        letters = fold_letters(cleaned.text)
        return Read(*cleaned, letters, key_of(mention, cleaned, letters), self)

    def spelling(self, text: str, script: str, known_readings: tuple[tuple[str, int], ...] = ()) -> Spelling:
        return self.romanizer.spelling(text, script, known_readings, self._well_known.of(text))

    def sound(self, text: str, script: str) -> Sound:
        """The token as the kernel compares it; the common ones are remembered, for they come again and again."""
        if script == LATIN and text.isascii() and text.isalpha():
            plain: Sound = self.words.token(text)
            return plain
        found = self._remembered.get((text, script))
        if found is None:
            found = self.sounds.of(self.spelling(text, script))
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            self._remembered[text, script] = found
        return found

    def mention(self, read: Read, *, translated: bool) -> Mention:
        """The mention as numbers. Only beside names of organisations is it `translated` by the glossary."""
        found = read.plain or self._numbered(read.name.tokens)
        return self._translated(found) if translated else found

    def side(self, name: str, *, translated: bool) -> Side:
        """A name as it is set beside another one: without its articles."""
        read = self.read(name)
        found = self.mention(read, translated=False).without_articles()
        return Side(self._translated(found) if translated else found, read.key)

    def mention_of(self, tokens: Sequence[Token], *, translated: bool) -> Mention:
        """The mention of these tokens."""
        found = self._numbered(tokens)
        return self._translated(found) if translated else found

    def _numbered(self, tokens: Sequence[Token]) -> Mention:
        return Mention(self._sounds_of(tokens), roles_of(tokens))

    def _translated(self, mention: Mention) -> Mention:
        return Mention(mention.sounds, mention.roles, marks_of(tokens_of(mention), self.glossary))

    def _sounds_of(self, tokens: Sequence[Token]) -> list[Sound]:
        return [self.sound(text, token.script) for token in tokens for text in (token.text, *token.alternatives)]

    def _word(self, text: str) -> Sound | Mention:
        """A word by itself, or with its prefix or its suffix, for plain names."""
        tokens = self.parser.alone(text)
        if len(tokens) == 1 and text not in self.parser.hanging.opening:
            word, script, role, alternatives = tokens[0]
            if role is Role.NAME and not alternatives:
                return self.sound(word, script)
        return self._numbered(tokens)


def _told(tokens: Sequence[Token], aside: tuple[Role, ...]) -> str:
    """The texts of the tokens of other roles."""
    return " ".join([token.text for token in tokens if token.role not in aside and token.text != _THE])


def text_of(name: str) -> str:
    """The name, if it is one: TypeError for anything but a str."""
    if not isinstance(name, str):
        raise TypeError(f"a name is a str, not {name.__class__.__name__}")
    return name
