"""Names, in any spelling and any script, turned into one canonical ID.

>>> import namenorm
>>> namenorm.canonicalize("Al-Kazemi")
'mustafa-al-kadhimi'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from namenorm.alias_table import AliasTable
    from namenorm.canonicalizer import Canonicalizer
    from namenorm.default import canonicalize, explain
    from namenorm.errors import ArgumentError, FileError, NamenormError, TableError
    from namenorm.model import Alias, Candidate, Comparison, Decision, Reason, Record, Status

_HOMES = {
    "AliasTable": "alias_table", "Canonicalizer": "canonicalizer", "canonicalize": "default", "explain": "default",
    "ArgumentError": "errors", "FileError": "errors", "NamenormError": "errors", "TableError": "errors",
    "Alias": "model", "Candidate": "model", "Comparison": "model", "Decision": "model", "Reason": "model",
    "Record": "model", "Status": "model",
}  # fmt: skip

__all__ = [
    "Alias", "AliasTable", "ArgumentError", "Candidate", "Canonicalizer", "Comparison", "Decision", "FileError",
    "NamenormError", "Reason", "Record", "Status", "TableError", "canonicalize", "explain",
]  # fmt: skip
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Public names are loaded on first use, so that importing the package costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
