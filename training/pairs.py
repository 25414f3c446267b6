"""Pairs of tokens to learn spellings from, drawn from a folder of entity sets.

Names of one entity are cleaned and parsed as the package does it; names with equally many name tokens are paired token
by token. What is not a spelling (an exonym, a translation) is left to the learner, which drops pairs it can't explain.
"""

from __future__ import annotations

import csv
import hashlib
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from namenorm.cleaning import clean
from namenorm.name import Name, Role
from namenorm.parsing import Parser
from namenorm.romanization.letters import letters

EAST_ASIAN = "Hang", "Kana", "Hani"
PLACES = {"entities_geonames_cities": 0.1, "entities_cldr_exemplar_cities": 0.2}
"""What a pair of a set of places counts for East Asian scripts: their Latin names come from all of Europe's languages and
from machines, and outnumber names of people. Han signs have readings enough without the larger one, and it takes long."""


def in_half(entity_id: str) -> bool:
    """Whether an entity is among those that tables are learned from when half of them is kept to measure."""
    return hashlib.md5(entity_id.encode()).digest()[0] % 2 == 0


def entities(path: Path) -> dict[str, list[dict[str, str]]]:
    out: dict[str, list[dict[str, str]]] = defaultdict(list)
    with path.open(encoding="utf8", newline="") as f:
        for row in csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE):
            out[row["entity_id"]].append(row)
    return out


def spelled(name: Name) -> list[tuple[str, str]]:
    """(script, letters) of each name token."""
    return [(t.script, letters(t.text, t.script)) for t in name.tokens if t.role is Role.NAME]


def token_pairs(folder: Path, keep=lambda entity_id: True) -> Iterator[tuple[str, str, str, str, float]]:
    """(native script, native letters, Latin letters, source set, weight), Latin-Latin pairs included, both ways."""
    parser = Parser()
    for path in sorted(folder.glob("entities_*.tsv")):
        if "milnonstate" in path.stem or "ofac" in path.stem:
            continue
        for entity_id, rows in entities(path).items():
            if not keep(entity_id) or rows[0]["type"] in ("org", "vessel", "other"):
                continue
            weight = {r["name"]: 0.5 if r["role"] == "weak_aka" else 1.0 for r in reversed(rows)}
            parsed = {n: spelled(parser.parse(clean(n))) for n in list(weight)[:40]}
            yield from _pairs_of_entity(parsed, weight, path.stem)


def latin_tokens(folder: Path, keep=lambda entity_id: True) -> Iterator[str]:
    """Latin tokens of people's names, of the entities that `keep` keeps."""
    return (y for *_, y, source, _ in token_pairs(folder, keep) if source not in PLACES)


def _pairs_of_entity(parsed, weight, source) -> Iterator[tuple[str, str, str, str, float]]:
    latin = [n for n, t in parsed.items() if t and all(s == "Latn" for s, _ in t)]
    native = [n for n, t in parsed.items() if t and any(s != "Latn" for s, _ in t)]
    for a, b in itertools.chain(itertools.product(native, latin), itertools.permutations(latin, 2)):
        left, right = parsed[a], parsed[b]
        w = min(weight[a], weight[b]) / (1 if a in native else len(latin))
        if len(left) == len(right):
            for (script, x), (other, y) in zip(left, right, strict=True):
                if other == "Latn" and y.isascii() and y.isalpha() and (script != "Latn" or x.isalpha()):
                    yield script, x, y, source, w
        elif len(left) == 1 and left[0][0] in ("Hani", "Hang", "Kana", "Thai"):
            whole = "".join(y for _, y in right)
            if whole.isascii() and whole.isalpha():
                yield left[0][0], left[0][1], whole, source, w


def by_script(pairs: Iterable[tuple[str, str, str, str, float]]) -> dict[str, list[tuple[str, str, float]]]:
    out: dict[str, dict[tuple[str, str], float]] = defaultdict(lambda: defaultdict(float))
    for script, x, y, source, w in pairs:
        if script == "Hani" and source == "entities_geonames_cities":
            continue
        out[script][x, y] += w * (PLACES.get(source, 1.0) if script in EAST_ASIAN else 1.0)
    return {s: [(x, y, min(w, 3.0)) for (x, y), w in sorted(d.items())] for s, d in out.items()}
