"""A mention made ready to be set beside the names of a table: its tokens as numbers."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

from namenorm.glossary import Concept, Glossary, Mark
from namenorm.kernel.mention import Mention
from namenorm.name import Role, Token
from namenorm.sounds import packed

ROLES = tuple(Role)
_NUMBER_OF_ROLE = {role.value: number for number, role in enumerate(ROLES)}
ALTERNATIVE = len(ROLES)  # marks a token that is another text of the one before it
_ALTERNATIVE = bytes((ALTERNATIVE,))
INNER = -1  # marks a token inside a phrase of the glossary
WEIGHT_OF_ROLE = {
    Role.NAME: 1.0, Role.POSSESSOR: 1.0, Role.NUMERAL: 0.6, Role.INITIAL: 0.3, Role.LEGAL_FORM: 0.1, Role.PARTICLE: 0.1,
    Role.HONORIFIC: 0.1, Role.ARTICLE: 0.0,
}  # fmt: skip
"""How much of a token's information counts for the name, by role."""
ROLE_WEIGHTS = array("d", [*(WEIGHT_OF_ROLE[role] for role in ROLES), 0.0])


def roles_of(tokens: Iterable[Token]) -> bytes:
    """The roles of tokens and of their alternatives, by number."""
    roles = bytearray()
    for token in tokens:
        roles.append(_NUMBER_OF_ROLE[token.role._value_])  # of the text: hashing a member of an enum is slow
        roles += _ALTERNATIVE * len(token.alternatives)
    return bytes(roles)


def tokens_of(mention: Mention) -> list[Token]:
    """The tokens that a mention was made of."""
    out: list[Token] = []
    for sound, role in zip(mention.sounds, mention.roles, strict=True):
        if role == ALTERNATIVE:
            out[-1] = out[-1]._replace(alternatives=(*out[-1].alternatives, sound.text))
        else:
            out.append(Token(sound.text, sound.script, ROLES[role]))
    return out


def marks_of(tokens: Sequence[Token], glossary: Glossary) -> array[int]:
    """The concepts of each token, as the kernel counts them, and once more of each alternative."""
    marks = array("i")
    for mark, token in zip(glossary.marks(tokens), tokens, strict=True):
        marks.extend([_marked(mark, glossary.numbers)] * (1 + len(token.alternatives)))
    return marks


def _marked(mark: Mark, numbers: dict[Concept, int]) -> int:
    return INNER if mark.inner else packed([numbers[concept] for concept in mark.concepts])
