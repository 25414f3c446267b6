"""Han signs are too many to learn one by one, so they are learned from the general to the particular.

First the parts of a Mandarin syllable (its initial and its final), then the whole syllable, which is written as its parts
say until it was seen often, then the sign, which is written as its syllable says until it was seen often. A sign that was
never seen is read by its syllable. A syllable's own spellings in Pinyin and Wade-Giles are known beforehand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from namenorm.romanization import SYLLABLE_END
from namenorm.romanization.last_resort import plain_latin
from namenorm.syllables import parted, wade_giles
from training import em

Pairs = list[tuple[str, str, float]]
Options = dict[str, dict[str, float]]

HAN = range(0x4E00, 0x9FB0)
LONGEST = 6  # Latin letters a sign is written with
ROUNDS = 5
SYLLABLE_STRENGTH, SIGN_STRENGTH = 8.0, 8.0  # as many sightings weigh as much as what is known beforehand
PINYIN, WADE_GILES = 1.0, 0.5  # how many sightings a system's spelling is worth
BAD_FIT = 8.8  # nats a sign: pairs that cost more than this are no spellings of each other
LEAST = 0.008  # a way to write a sign that is less likely than this is left out
MOST = 12
UNSEEN = 0.5  # sightings of a syllable that was not seen


def learn_signs(pairs: Pairs) -> dict[tuple[str, str], float]:
    """{(sign or syllable, Latin chunk): joint probability}; a syllable is Pinyin with `SYLLABLE_END` behind it."""
    sounds = {chr(c): sound for c in HAN if (sound := plain_latin(chr(c)))}
    pairs = [p for p in pairs if all(sign in sounds for sign in p[0])]
    spoken_as, fits = _learn_syllables(pairs, sounds)
    pairs = [p for p, fit in zip(pairs, fits, strict=True) if fit < BAD_FIT * (len(p[0]) + 1)]
    seen = _sightings(pairs)
    signs, _ = _smoothed(pairs, {c: spoken_as[sounds[c]] for c in sorted(seen)}, SIGN_STRENGTH)
    written_as, total = _options(signs), sum(seen.values())
    out = {k: p for k, p in signs.items() if k[0] in ("", *em.EDGE)}
    for sign in sorted(seen):
        out |= _pruned(sign, written_as[sign], seen[sign] / total)
    for syllable, options in spoken_as.items():
        out |= _pruned(syllable + SYLLABLE_END, options, UNSEEN / total)
    return out


def _learn_syllables(pairs: Pairs, sounds: Mapping[str, str]) -> tuple[Options, list[float]]:
    """What every Mandarin syllable is written as, and the cost of every pair when its signs are read by their syllables."""
    syllables = sorted(set(sounds.values()))
    symbols = sorted({part for s in syllables for part in (s, *_parts(s))})
    code = {part: chr(0xE000 + k) for k, part in enumerate(symbols)}  # the learner takes one sign for one symbol
    in_parts = {s: "".join(code[part] for part in _parts(s)) for s in syllables}
    known = [(s, y, w) for s in syllables for y, w in _systems(s)]
    rows = [("".join(in_parts[sounds[c]] for c in x), y, w) for x, y, w in pairs]
    parts = _options(em.train(rows + [(in_parts[s], y, w) for s, y, w in known], source_chunk=1, rounds=ROUNDS)[0])
    base = {code[s]: _joined([parts.get(part, {}) for part in in_parts[s]]) for s in syllables}
    rows = [("".join(code[sounds[c]] for c in x), y, w) for x, y, w in pairs]
    table, fits = _smoothed(rows + [(code[s], y, w) for s, y, w in known], base, SYLLABLE_STRENGTH)
    options = _options(table)
    return {s: options[code[s]] for s in syllables}, list(fits[: len(pairs)])


def _smoothed(pairs: Pairs, base: Options, strength: float) -> tuple[dict[tuple[str, str], float], list[float]]:
    return em.train(pairs, source_chunk=1, target_chunk=LONGEST, rounds=ROUNDS, base=base, strength=strength)


def _parts(syllable: str) -> tuple[str, ...]:
    """Initial and final, marked so that they are not taken for syllables: ('x-', '-ian')."""
    initial, final = parted(syllable)
    return tuple(p for p in (f"{initial}-" if initial else "", f"-{final}") if len(p) > 1)


def _systems(syllable: str) -> Iterable[tuple[str, float]]:
    yield syllable, PINYIN
    yield wade_giles(syllable), WADE_GILES


def _sightings(pairs: Pairs) -> dict[str, float]:
    out: dict[str, float] = defaultdict(float)
    for x, _, w in pairs:
        for sign in x:
            out[sign] += w
    return out


def _options(table: Mapping[tuple[str, str], float]) -> Options:
    """The table by source: how likely each is written as what."""
    out: Options = defaultdict(dict)
    for (x, y), p in table.items():
        out[x][y] = p
    return {x: {y: p / sum(o.values()) for y, p in o.items()} for x, o in out.items()}


def _joined(parts: list[dict[str, float]]) -> dict[str, float]:
    """What a syllable is written as when its parts are written independently."""
    out = {"": 1.0}
    for options in parts:
        longer: dict[str, float] = defaultdict(float)
        for x, p in out.items():
            for y, q in options.items():
                longer[x + y] += p * q
        out = longer
    out = {y: p for y, p in out.items() if len(y) <= LONGEST and p > 1e-5}
    return {y: p / sum(out.values()) for y, p in out.items()} if out else {"": 1.0}


def _pruned(source: str, options: dict[str, float], share: float) -> dict[tuple[str, str], float]:
    best = sorted(options.items(), key=lambda o: (-o[1], o[0]))[:MOST]
    return {(source, y): p * share for y, p in best if p >= LEAST}
