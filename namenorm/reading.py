"""From a mention to the parts that scoring compares: clean, parse and read, the same way for aliases and mentions."""

from __future__ import annotations

from dataclasses import dataclass, field

from namenorm.cleaning import Cleaned, clean, key_of
from namenorm.computed import computed
from namenorm.glossary import Glossary
from namenorm.kernel.sounds import Sound
from namenorm.name import Name, Role
from namenorm.parsing import Parser
from namenorm.romanization import Romanizer, Spelling
from namenorm.sounds import Sounds
from namenorm.well_known import WellKnown

_ARTICLE = (Role.ARTICLE,)
_ASIDE = (Role.ARTICLE, Role.HONORIFIC)
_THE = "the"
_REMEMBERED = 50_000  # sounds, some 40 MB


@dataclass(eq=False)  # frozen ones are slow to make
class Read:
    """A mention that went through the first stages; never changed. `key` is that of an exact alias, empty if there is none."""

    cleaned: Cleaned
    key: str
    parser: Parser = field(repr=False)

    @computed
    def name(self) -> Name:
        """The tokens with their roles; most mentions are known by their key, and nobody asks for them."""
        return self.parser.parse(self.cleaned)

    @property
    def core(self) -> str:
        """The tokens without articles: what exact names still share when one of them is written Al-X and one X."""
        return self._without(_ARTICLE)

    @property
    def bare_core(self) -> str:
        """`core` without honorifics either."""
        return self._without(_ASIDE)

    def _without(self, roles: tuple[Role, ...]) -> str:
        """The tokens of other roles; '' if the name is too long, for of what was cut off nobody knows that it is the same."""
        if "too_long" in self.name.flags:
            return ""
        return " ".join([t.text for t in self.name.tokens if t.role not in roles and t.text != _THE])


class NameReader:
    """Owns what the first stages need: the parser's lists and the romanizer's tables."""

    def __init__(self) -> None:
        self._parser = Parser()
        self.romanizer = Romanizer()
        self.glossary = Glossary()
        self._well_known = WellKnown()
        self.sounds = Sounds(self.romanizer, self._well_known.numbers)
        self._remembered: dict[tuple[str, str], Sound] = {}

    def read(self, mention: str) -> Read:
        cleaned = clean(mention)
        return Read(cleaned, key_of(mention, cleaned), self._parser)

    def key(self, mention: str) -> str:
        """The key of an exact alias alone."""
        return key_of(mention, clean(mention))

    def spelling(self, text: str, script: str, known_readings: tuple[tuple[str, int], ...] = ()) -> Spelling:
        return self.romanizer.spelling(text, script, known_readings, self._well_known.of(text))

    def sound(self, text: str, script: str) -> Sound:
        """The token as the kernel compares it; the common ones are remembered, for they come again and again."""
        found = self._remembered.get((text, script))
        if found is None:
            found = self.sound_of(self.spelling(text, script))
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            self._remembered[text, script] = found
        return found

    def sound_of(self, spelling: Spelling) -> Sound:
        """A token that was made of others, as the kernel compares it."""
        return Sound(spelling, self.sounds.row(spelling), self.sounds.traits(spelling))
