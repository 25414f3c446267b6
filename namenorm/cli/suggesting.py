"""What was perhaps meant by a word that is not there. The only importer of rapidfuzz."""

from __future__ import annotations

from collections.abc import Iterable

from namenorm.cli.terminal import escape

_LIKE = 70  # of 100: `nam` for `name` has 86, `title` for `name` 22
_LONGEST = 200  # characters


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A question to put before the mending of an error, such as `did you mean 'name'? `, '' if no known word is like it.

    >>> did_you_mean("Full name", ["date", "full_name"])
    "did you mean 'full_name'? "
    """
    from rapidfuzz import fuzz, process, utils  # only needed for this message

    words = (other for other in known if len(other) <= _LONGEST)
    if len(word) > _LONGEST:
        return ""
    found = process.extractOne(word, words, scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=_LIKE)
    return f"did you mean '{escape(found[0])}'? " if found else ""
