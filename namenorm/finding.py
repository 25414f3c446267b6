"""The candidates of a mention: aliases that share its telling tokens, or tokens spelled like them, in any script."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from namenorm.acronyms import acronyms, blend_key
from namenorm.alignment import glued, word_of
from namenorm.compiled_table import FINDABLE, KEPT_READINGS, CompiledTable
from namenorm.kernel.index import NameFinder, TokenIndex
from namenorm.kernel.parts import Names
from namenorm.kernel.tokens import TokenJudge
from namenorm.keys import add_keys, add_known_keys, key_maker
from namenorm.mention import Mention
from namenorm.parsing import Role
from namenorm.rarity import Numbers
from namenorm.reading import Sound
from namenorm.romanization import Spelling
from namenorm.sounds import unpacked

SIMILAR, SIMILAR_TO_OTHERS = 40, 24  # tokens looked at for the best reading of a mention's token, and for each further one
LONE, LONE_TO_OTHERS = 64, 32  # the same where the mention has one word only, for there is nothing else to find by
MOST = 60  # aliases that are scored in full
FEWEST = 8
SOLID = 0.5  # a token that none of the table's is so likely the same word as may be two written as one
_SAME_CONCEPT = 0.9
_WORTH = 4000  # ten-thousandths: beyond the first few, an alias that shares less than this part of what the best one shares
_FEW = 4  # tokens of a name that may be taken apart; a row of more is no name without spaces
_READINGS = 24  # of all tokens of a mention together, so that a long one takes no longer
_MOST_NEAR = LONE + KEPT_READINGS * LONE_TO_OTHERS
_REMEMBERED = 30_000  # tokens with what is similar to them


class Similar(NamedTuple):
    """Tokens of the table that may be spellings of one, with their probabilities; `known` is its own number, or -1."""

    known: int
    tokens: array[int]
    likely: array[float]
    best: float


class Found(NamedTuple):
    """Aliases with the part of what they and the mention tell that they share, in ten-thousandths, largest first.

    `best` is what the best of them shares, in nats; `capped` tells that a token was too common to follow to all its aliases.
    """

    entries: array[int]
    parts: array[int]
    best: float
    capped: bool


def worth_scoring(found: Sequence[Found]) -> list[array[int]]:
    """Of what was found in each table the aliases worth a closer look: the best of all of them together."""
    parts = sorted((part for one in found for part in one.parts), reverse=True)[:MOST] if len(found) > 1 else found[0].parts
    if not parts:
        return [one.entries for one in found]
    least = _WORTH * parts[0] // 10_000
    last = parts[-1] if len(parts) <= FEWEST else max(parts[-1], min(least, parts[FEWEST - 1]))
    return [one.entries[: sum(part >= last for part in one.parts)] for one in found]


_NOTHING = Similar(-1, array("i"), array("d"), 0.0)


def is_lone(mention: Mention) -> bool:
    """Whether a mention has one word alone to be found by."""
    return sum(token.role in FINDABLE for token in mention.tokens) == 1


class SimilarTokens:
    """What was found similar to tokens; shared by all who ask one table."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, int], Similar] = {}

    def get(self, key: tuple[str, str, int]) -> Similar | None:
        return self._found.get(key)

    def keep(self, key: tuple[str, str, int], similar: Similar) -> None:
        if len(self._found) >= _REMEMBERED:
            self._found.clear()
        self._found[key] = similar


class Finder:
    """Finds candidates in a compiled table. For one thread at a time, but for what it shares in `similar`."""

    def __init__(
        self, table: CompiledTable, names: Names, judge: TokenJudge, *, similar: SimilarTokens, uses: Numbers, gone: bytes
    ) -> None:
        self._table, self._judge, self._similar, self._uses = table, judge, similar, uses
        keys = table.token_keys
        self._index = TokenIndex(keys.hashes, keys.rows.starts, keys.rows.items, keys.totals, uses)
        holders, concepts = table.holders, table.by_concept
        self._finder = NameFinder(names, holders.starts, holders.items, concepts.starts, concepts.items, gone)
        self._out, self._parts = array("i", bytes(4 * MOST)), array("i", bytes(4 * MOST))
        self._tokens, self._shares = array("i", bytes(4 * LONE)), array("i", bytes(4 * LONE))
        self._kept, self._likely = array("i", bytes(4 * _MOST_NEAR)), array("d", bytes(8 * _MOST_NEAR))
        self._maker = key_maker()

    def similar(self, sound: Sound, most: int = KEPT_READINGS, *, lone: bool = False) -> Similar:
        """Tokens of the table that may be spellings of this one; found by `most` of its readings. Of a `lone` one more."""
        spelling = sound.spelling
        key = (spelling.text, spelling.script, -1 if lone else 1 if spelling.is_latin else most)
        found = self._similar.get(key)
        if found is None:
            found = self._found_similar(sound, most, lone)
            self._similar.keep(key, found)
        return found

    def _found_similar(self, sound: Sound, most: int, lone: bool) -> Similar:
        spelling, maker = sound.spelling, self._maker
        best, others = (LONE, LONE_TO_OTHERS) if lone else (SIMILAR, SIMILAR_TO_OTHERS)
        near: dict[int, None] | array[int] = array("i")
        for rank, (reading, _) in enumerate(spelling.readings[:most]):
            maker.begin()
            add_keys(maker, reading)
            if not rank:
                add_known_keys(maker, spelling.well_known)
            found = self._keyed(others if rank else best)
            near = dict.fromkeys((*near, *found)) if rank else found
        return self._judged(sound, near if isinstance(near, array) else array("i", near))

    def _known(self, text: str, script: str) -> int:
        """The number of a token, -1 if no alias has it."""
        number = self._table.known(text, script)
        return number if number >= 0 and self._uses[number] else -1

    def _keyed(self, most: int) -> array[int]:
        """Tokens that share most with the keys just made."""
        maker = self._maker
        count = self._index.similar(maker.keys, maker.weights, maker.count, most, self._tokens, self._shares)
        return self._tokens[:count]

    def _judged(self, sound: Sound, near: array[int]) -> Similar:
        """Those of some tokens that may be spellings of this one, itself among them if the table has it."""
        table, kept, likely = self._table, self._kept, self._likely
        known = self._known(sound.spelling.text, sound.spelling.script)
        self._judge.take(sound.row, 0)
        count = self._judge.likely(table.sounds.items, table.sounds.starts, near, len(near), kept, likely)
        tokens, probabilities = kept[:count], likely[:count]
        if known >= 0:
            if known in tokens:
                del probabilities[tokens.index(known)]
                tokens.remove(known)
            tokens.insert(0, known)
            probabilities.insert(0, 1.0)
        return Similar(known, tokens, probabilities, max(probabilities, default=0.0))

    def similar_as_one(self, first: Spelling, second: Spelling) -> Similar:
        """Tokens of the table that may be spellings of two written as one, found by their whole reading alone."""
        key = (f"{first.text} {second.text}", f"{first.script} {second.script}", 0)
        found = self._similar.get(key)
        if found is None:
            self._maker.begin()
            add_keys(self._maker, first.best + second.best, whole=True)
            near = self._keyed(SIMILAR_TO_OTHERS)
            found = _NOTHING
            if near and first.script == second.script:
                found = self._judged(self._table.reader.sound_of(glued([first, second])), near)
            self._similar.keep(key, found)
        return found

    def find(self, mention: Mention, infos: Sequence[float], best: float = 0.0) -> Found:
        """Up to MOST aliases that likely share most with the mention; `best` nats are shared by one of another table.

        `infos` is what each token of the mention tells, in nats, as a word of an organisation's name if it may be one.
        """
        names = [(k, first) for k, first in enumerate(mention.firsts) if mention.tokens[k].role in FINDABLE]
        readings = min(KEPT_READINGS, 1 + _READINGS // (len(names) + 1))
        finder, sounds = self._finder, mention.sounds
        finder.begin()
        for k, first in names:
            last = mention.firsts[k + 1] if k + 1 < len(mention.firsts) else len(sounds)
            mark = mention.marks[first] if mention.marks else 0
            self._ask(sounds[first:last], infos[first], readings, mark, lone=len(names) == 1)
        for k, first in names if len(names) <= _FEW else ():
            for cut, info in _cuts(sounds[first], infos[first]):
                self._ask([self._table.reader.sound(cut, mention.tokens[k].script)], info, readings)
        for (_, a), (_, b) in pairwise(names):
            as_one = self.similar_as_one(sounds[a].spelling, sounds[b].spelling)
            if as_one.tokens:
                finder.ask()
                finder.tell(as_one.tokens, as_one.likely, len(as_one.tokens), infos[a] + infos[b])
        if self._table.has_orgs:
            self._ask_acronyms(mention, sum(infos[first] for _, first in names))
        total = sum(infos[first] for first in mention.firsts)
        count = finder.collect(total, MOST, best, self._out, self._parts)
        return Found(self._out[:count], self._parts[:count], finder.best_shared, bool(finder.capped))

    def _ask(self, sounds: Sequence[Sound], info: float, readings: int, mark: int = 0, *, lone: bool = False) -> None:
        """Tell the aliases that hold a token like one of these texts, a word of its concept, its acronym or its halves."""
        finder = self._finder
        finder.ask()
        found = [self.similar(sound, readings, lone=lone) for sound in sounds]
        for similar in found:
            finder.tell(similar.tokens, similar.likely, len(similar.tokens), info)
        if self._table.has_orgs:
            for concept in unpacked(mark) if mark > 0 else ():
                finder.tell_concept(concept, _SAME_CONCEPT * info)
            text = sounds[0].spelling.text
            rows = self._table.by_acronym
            number = rows.number(text)
            if number >= 0 or (number := rows.number(f"{blend_key(text)}-")) >= 0:
                finder.tell_names(rows.rows.row(number), _SAME_CONCEPT * info)
        if len(found) == 1 and found[0].best < SOLID:
            for halves in self._halves(sounds[0]):
                for half in halves:
                    finder.ask()
                    finder.tell(array("i", [half]), array("d", [1.0]), 1, info / 2)

    def _halves(self, sound: Sound) -> Iterator[tuple[int, int]]:
        """Tokens of the table that make this one together: Petrogreen of Petro Green."""
        text, script = sound.spelling.text, sound.spelling.script
        for at in range(3, len(text) - 2):
            if (first := self._known(text[:at], script)) >= 0 and (rest := self._known(text[at:], script)) >= 0:
                yield first, rest

    def _ask_acronyms(self, mention: Mention, told: float) -> None:
        words = [word_of(mention.sounds[f].spelling, t.role) for f, t in zip(mention.firsts, mention.tokens, strict=True)
                 if t.role is not Role.ARTICLE]  # fmt: skip
        for short in acronyms(words):
            known = self._known(short, "Latn")
            if known >= 0:
                self._finder.ask()
                self._finder.tell(array("i", [known]), array("d", [1.0]), 1, told * len(short) / len(words))


def _cuts(sound: Sound, info: float) -> list[tuple[str, float]]:
    """Pieces of a name written without spaces, as Latin letters part it, and what each tells: 김정은 as Kim, Jong-un, Un."""
    signs = sound.spelling.text
    if sound.spelling.script not in ("Hani", "Hang") or not 2 <= len(signs) <= 4:
        return []
    cuts = dict.fromkeys([signs[:1], signs[1:], *signs, *([signs[:2], signs[2:]] if len(signs) > 3 else [])])
    return [(cut, info * 2 / len(cuts)) for cut in cuts]
