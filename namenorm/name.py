"""What parsing makes of a mention: tokens, each with a script and a role."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Role(StrEnum):
    """What a token is to its name."""

    NAME = "name"
    PARTICLE = "particle"
    ARTICLE = "article"
    HONORIFIC = "honorific"
    LEGAL_FORM = "legal_form"
    INITIAL = "initial"
    NUMERAL = "numeral"
    POSSESSOR = "possessor"


class Token(NamedTuple):
    """One word of a name, folded. `script` is an ISO 15924 code; `alternatives` are other texts it may stand for."""

    text: str
    script: str
    role: Role
    alternatives: tuple[str, ...] = ()


class Name(NamedTuple):
    """A cleaned and parsed mention. No tokens if nothing readable was in it."""

    tokens: tuple[Token, ...]
    flags: tuple[str, ...] = ()
