"""The candidates of a mention: aliases that share its telling tokens, or tokens spelled like them, in any script."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from namenorm import _kernel
from namenorm.acronyms import acronyms, blend_key
from namenorm.alignment import SAME_CONCEPT, SOLID, Part, Probability, glued, word_of
from namenorm.compiled_table import FINDABLE, KEPT_READINGS, CompiledTable
from namenorm.index import KeyedRows, Rows
from namenorm.keys import keys
from namenorm.romanization import Spelling
from namenorm.scoring import words

SIMILAR, SIMILAR_TO_OTHERS = 40, 12  # tokens looked at for the best reading of a mention's token, and for each further one
COMMON = 3000  # aliases read for one token; of a more common one the first so many
MOST = 60  # aliases that are scored in full
FEWEST = 8
_WORTH = 0.4  # beyond the first few, an alias that shares less than this part of what the best shares is not scored
_LEAST = 0.03
_FEW = 4  # tokens of a name that may be taken apart; a row of more is no name without spaces
_READINGS = 24  # of all tokens of a mention together, so that a long one takes no longer


@dataclass(frozen=True, slots=True)
class Found:
    """Aliases worth scoring, likeliest first. `capped` tells that a token was too common to follow to all its aliases."""

    entries: list[int]
    capped: bool


class _Shares:
    """What aliases share with a mention, summed up over its tokens, in thousandths of a nat."""

    def __init__(self, entries: int, readings: int) -> None:
        self.readings = readings
        self._scores = array("q", bytes(8 * entries))
        self._seen = array("i", bytes(4 * entries))
        self._touched = array("i", bytes(4 * entries))
        self._found = 0
        self._round = 0
        self.capped = False

    def next_token(self) -> None:
        """From here on an alias can be told once more."""
        self._round += 1

    def add(self, told: Sequence[tuple[float, int]], rows: Rows) -> None:
        """`told` holds (nats, row of `rows`) in falling order; an alias told already for this token is passed over."""
        tokens, nats = array("i", (t for _, t in told)), array("i", (int(1000 * n) for n, _ in told))
        self.capped = self.capped or any(rows.size(t) > COMMON for t in tokens)
        self._found = _kernel.spread(
            len(tokens), tokens, nats, rows.starts, rows.items, COMMON, self._round,
            self._seen, self._scores, self._touched, self._found,
        )  # fmt: skip

    def best(self, total: float, totals: memoryview) -> list[tuple[int, int]]:
        """(alias, part of the information of both names that is shared, in ten-thousandths), largest part first."""
        out, parts = array("i", bytes(4 * MOST)), array("q", bytes(8 * MOST))
        kept = _kernel.best(self._found, self._touched, self._scores, totals, 1 + int(1000 * total), MOST, out, parts)
        return list(zip(out[:kept], parts[:kept], strict=True))


def _cuts(part: Part) -> list[tuple[str, float]]:
    """Pieces of a name written without spaces, as Latin letters part it, and what each tells: 김정은 as Kim, Jong-un, Un."""
    signs = part.text
    if part.spellings[0].script not in ("Hani", "Hang") or not 2 <= len(signs) <= 4:
        return []
    cuts = dict.fromkeys([signs[:1], signs[1:], *signs, *([signs[:2], signs[2:]] if len(signs) > 3 else [])])
    return [(cut, part.info * 2 / len(cuts)) for cut in cuts]


class Finder:
    """Finds candidates in a compiled table."""

    def __init__(self, table: CompiledTable) -> None:
        self._table = table

    def similar(self, spelling: Spelling, probability: Probability, most: int = KEPT_READINGS) -> dict[int, float]:
        """Tokens of the table that may be spellings of this one, with their probability; found by `most` of its readings."""
        out: dict[int, float] = {}
        for rank, (reading, _) in enumerate(spelling.readings[:most]):
            for token in self._table.index.similar(keys(reading), SIMILAR_TO_OTHERS if rank else SIMILAR):
                if token not in out:
                    out[token] = probability(spelling, self._table.spelling(token))
        known = self._table.known(spelling.text, spelling.script)
        if known is not None:
            out[known] = 1.0
        return {token: p for token, p in out.items() if p >= _LEAST}

    def find(self, parts: Sequence[Part], probability: Probability) -> Found:
        """Up to MOST aliases by the information they are likely to share; `probability` judges pairs of tokens."""
        names = [p for p in parts if p.role in FINDABLE]
        shares = _Shares(len(self._table.aliases), min(KEPT_READINGS, 1 + _READINGS // (len(names) + 1)))
        for part in names:
            self._ask(part, shares, probability)
        for part in names if len(names) <= _FEW else ():
            for cut, info in _cuts(part):
                spelling = self._table.reader.spelling(cut, part.spellings[0].script)
                self._ask(Part((spelling,), part.role, info), shares, probability)
        for a, b in pairwise(names):
            if (joined := glued([a, b])) is not None:
                self._ask(Part((joined,), a.role, a.info + b.info), shares, probability)
        for short in acronyms([word_of(p) for p in parts]):
            known = self._table.known(short, "Latn")
            if known is not None:
                shares.next_token()
                nats = sum(p.info for p in names) * len(short) / len(parts)
                shares.add([(nats, known)], self._table.index.aliases_by_token)
        most = shares.best(sum(p.info for p in parts), self._table.total)
        worth = [entry for n, (entry, p) in enumerate(most) if n < FEWEST or p >= _WORTH * most[0][1]]
        return Found(self._without_bare(parts, worth), shares.capped)

    def _without_bare(self, parts: Sequence[Part], entries: list[int]) -> list[int]:
        """Without the bare surnames of people of whom fuller names are there: these say whether the rest of the name fits."""
        if words(parts) < 2:
            return entries
        table = self._table
        bare = [e for e in entries if table.types[table.row[e]] == "person" and words(table.parts(e)) < 2]
        fuller = {table.row[e] for e in set(entries).difference(bare)}
        return [e for e in entries if e not in bare or table.row[e] not in fuller]

    def _ask(self, part: Part, shares: _Shares, probability: Probability) -> None:
        """Tell the aliases that hold a token like the part, a word of its concept, its acronym or its halves."""
        similar: dict[int, float] = {}
        for spelling in part.spellings:
            for token, p in self.similar(spelling, probability, shares.readings).items():
                similar[token] = max(p, similar.get(token, 0.0))
        told = sorted(((p * min(part.info, self._table.info_of(t)), t) for t, p in similar.items()), reverse=True)
        translated = SAME_CONCEPT * part.info
        holders = self._table.index.aliases_by_token
        shares.next_token()
        shares.add([x for x in told if x[0] >= translated], holders)
        for rows, key in self._other_words(part):
            if (number := rows.number(key)) >= 0:
                shares.add([(translated, number)], rows.rows)
        shares.add([x for x in told if x[0] < translated], holders)
        if len(part.spellings) == 1 and max(similar.values(), default=0.0) < SOLID:
            self._ask_halves(part, shares, holders)

    def _other_words(self, part: Part) -> Iterator[tuple[KeyedRows, str]]:
        """Where the aliases stand that say the same in other words, and under which key."""
        yield from ((self._table.by_concept, concept.name) for concept in sorted(part.concepts, key=lambda c: c.name))
        text = part.text
        yield self._table.by_acronym, text if self._table.by_acronym.number(text) >= 0 else f"{blend_key(text)}-"

    def _ask_halves(self, part: Part, shares: _Shares, holders: Rows) -> None:
        """Aliases in which the token stands as two: Petrogreen / Petro Green."""
        text, script = part.text, part.spellings[0].script
        for at in range(3, len(text) - 2):
            halves = [known for t in (text[:at], text[at:]) if (known := self._table.known(t, script)) is not None]
            for half in halves if len(halves) == 2 else ():
                shares.next_token()
                shares.add([(part.info / 2, half)], holders)
