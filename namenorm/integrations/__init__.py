"""Doors into other people's pipelines: one module for each engine, an extra of the package each.

A door finds the distinct names of a column, asks for each once (`answers.py`), and gives every row its answer. Doors do not
know each other, nor how names are matched. Nothing is loaded before a door is imported:

>>> import namenorm.integrations.sqlite
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from namenorm.errors import ExtraError


@contextmanager
def extra(name: str) -> Iterator[None]:
    """Imports inside need the extra `name` of the package. Raises ExtraError, which names it, where a library is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        library = (error.name or "").partition(".")[0]
        raise ExtraError(f'namenorm.integrations.{name} needs {library}: pip install "namenorm[{name}]"') from None
