"""The candidates of a mention: aliases that share its telling tokens, or tokens spelled like them, in any script.

The search itself is in `kernel/finding.py`; here is what it asks that numbers don't tell.
"""

from __future__ import annotations

from collections.abc import Sequence

from namenorm.acronyms import acronyms, blend_key
from namenorm.alignment import word_of
from namenorm.compiled_table import CompiledTable
from namenorm.kernel.finding import Finder
from namenorm.kernel.holders import NameFinder
from namenorm.kernel.index import TokenIndex
from namenorm.kernel.letters import KeyMaker
from namenorm.kernel.parts import Names
from namenorm.kernel.similar import OwnSimilar, Similar
from namenorm.kernel.sounds import Sound
from namenorm.kernel.tokens import TokenJudge
from namenorm.keys import add_known_keys, key_maker
from namenorm.mention import ALTERNATIVE, ROLES
from namenorm.name import Role

Remembered = dict[Sound | tuple[Sound, int | Sound], Similar]
"""What was found similar to tokens; shared by all who ask one table."""


def finder(table: CompiledTable, names: Names, judge: TokenJudge, remembered: Remembered) -> Finder:
    """A finder of the names of a compiled table, for one thread at a time, but for what is remembered."""
    keys, holders, concepts = table.token_keys, table.holders, table.by_concept
    return Finder(
        names, table.row, table.kinds, table.sounds.items, table.sounds.starts, table.profiles,
        OwnSimilar(table.similar.starts, table.similar.items, table.likely), table.token_numbers,
        TokenIndex(keys.hashes, keys.rows.starts, keys.rows.items, keys.totals),
        NameFinder(names, holders.starts, holders.items, concepts.starts, concepts.items),
        judge, key_maker(), table.reader.sounds.maker(), Beyond(table), remembered,
    )  # fmt: skip


class Beyond:
    """What numbers don't tell of tokens: the kernel asks it."""

    def __init__(self, table: CompiledTable) -> None:
        self._table, self.has_orgs = table, table.has_orgs
        self._sounds = table.reader.sounds

    def add_known_keys(self, maker: KeyMaker, sound: Sound) -> None:
        """Add the keys of the well-known names that a token may be to those just made."""
        add_known_keys(maker, self._sounds.spelling(sound).well_known)

    def short_for(self, text: str) -> Sequence[int] | None:
        """The aliases that a word may be the initials or a blend of; None if there are none."""
        rows = self._table.by_acronym
        found = rows.get(text)
        if not found and (beginning := blend_key(text)):
            found = rows.get(f"{beginning}-")
        return found or None

    def acronyms(self, sounds: Sequence[Sound], roles: bytes) -> tuple[set[str], int]:
        """The initials that the words of a mention may go by, and how many words these are."""
        words = [
            word_of(sound.best, ROLES[role])
            for sound, role in zip(sounds, roles, strict=True)
            if role != ALTERNATIVE and ROLES[role] is not Role.ARTICLE
        ]
        return acronyms(words), len(words)

    def pieces(self, sound: Sound, info: float) -> list[tuple[Sound, float]]:
        """Pieces of a name written without spaces, as Latin letters part it, with what each tells: 김정은 as Kim, Jong-un."""
        signs, script = sound.text, sound.script
        if script not in ("Hani", "Hang") or not 2 <= len(signs) <= 4:
            return []
        pieces = dict.fromkeys([signs[:1], signs[1:], *signs, *([signs[:2], signs[2:]] if len(signs) > 3 else [])])
        return [(self._table.reader.sound(piece, script), info * 2 / len(pieces)) for piece in pieces]
