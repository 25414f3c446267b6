"""A mention made ready to be set beside the names of a table: its tokens as numbers."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from namenorm.glossary import Concept, Mark
from namenorm.kernel.sounds import Sound
from namenorm.name import Role, Token
from namenorm.reading import NameReader
from namenorm.sounds import packed

ROLES = tuple(Role)
_NUMBER_OF_ROLE = {role.value: number for number, role in enumerate(ROLES)}
ALTERNATIVE = len(ROLES)  # marks a token that is another text of the one before it
INNER = -1  # marks a token inside a phrase of the glossary
WEIGHT_OF_ROLE = {
    Role.NAME: 1.0, Role.POSSESSOR: 1.0, Role.NUMERAL: 0.6, Role.INITIAL: 0.3, Role.LEGAL_FORM: 0.1, Role.PARTICLE: 0.1,
    Role.HONORIFIC: 0.1, Role.ARTICLE: 0.0,
}  # fmt: skip
"""How much of a token's information counts for the name, by role."""
ROLE_WEIGHTS = array("d", [*(WEIGHT_OF_ROLE[role] for role in ROLES), 0.0])


@dataclass(eq=False, slots=True)  # frozen ones are slow to make
class Mention:
    """Never changed. `sounds` has the tokens and their alternatives, by number; `firsts` the numbers of the tokens alone."""

    tokens: Sequence[Token]
    sounds: list[Sound]
    firsts: Sequence[int]
    roles: bytes
    marks: array[int]

    @classmethod
    def of(cls, tokens: Sequence[Token], reader: NameReader, *, translated: bool) -> Mention:
        """The mention of these tokens. Only beside names of organisations is it `translated` by the glossary."""
        sounds: list[Sound] = []
        firsts: list[int] = []
        roles = bytearray()
        for token in tokens:
            firsts.append(len(sounds))
            roles.append(_NUMBER_OF_ROLE[token.role._value_])  # of the text: hashing a member of an enum is slow
            sounds.append(reader.sound(token.text, token.script))
            for text in token.alternatives:
                roles.append(ALTERNATIVE)
                sounds.append(reader.sound(text, token.script))
        marks = array("i")
        if translated:
            for mark, token in zip(marks_of(tokens, reader), tokens, strict=True):
                marks.extend([mark] * (1 + len(token.alternatives)))
        return cls(tokens, sounds, firsts, bytes(roles), marks)


def marks_of(tokens: Sequence[Token], reader: NameReader) -> array[int]:
    """The concepts of each token, as the kernel counts them."""
    numbers = reader.glossary.numbers
    return array("i", [_marked(mark, numbers) for mark in reader.glossary.marks(tokens)])


def _marked(mark: Mark, numbers: dict[Concept, int]) -> int:
    return INNER if mark.inner else packed([numbers[concept] for concept in mark.concepts])
