"""The two functions for those who have no table of their own: a skin over one canonicalizer on the shipped table."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from namenorm.canonicalizer import Canonicalizer
    from namenorm.model import Decision


@cache
def canonicalizer() -> Canonicalizer:
    """The canonicalizer on the shipped table, opened when first asked for."""
    from namenorm.canonicalizer import Canonicalizer

    return Canonicalizer.open()


def canonicalize(name: str, type: str | None = None) -> str | None:
    """The canonical ID that `name` means in the shipped table, None if that is unknown or in doubt.

    >>> canonicalize("Moktada as-Sadr")
    'muqtada-al-sadr'
    >>> canonicalize("Fatah") is None  # the Palestinian party or the Iraqi alliance
    True
    """
    return canonicalizer().canonicalize(name, type)


def explain(name: str, type: str | None = None) -> Decision:
    """The decision on `name` by the shipped table, with its reason, score and candidates.

    >>> str(explain("Fatah").status)
    'ambiguous'
    """
    return canonicalizer().explain(name, type)
