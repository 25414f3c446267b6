"""Learn the chunk tables of `namenorm/romanization/tables` and the letter model beside them from a folder of entity sets.

    python -m training.learn_tables DATA_DIR [--out DIR] [--half]

Reproducible to the byte: pairs are sorted, the optimisation has no randomness. `--half` learns from every second entity
only (by a hash of its ID), so that the other half can be used to measure.
"""

from __future__ import annotations

import argparse
import math
import time
from collections import defaultdict
from pathlib import Path

from training import em, letter_model
from training.pairs import by_script, in_half, latin_tokens, token_pairs
from training.syllables import learn_signs

ROMANIZATION = Path(__file__).resolve().parent.parent / "namenorm/romanization"
LEAST_PAIRS = 1000  # a script of fewer is better read by unidecode
SOURCE_CHUNK = {"Latn": 2}
BAD_FIT = 4.5  # nats per letter: pairs that cost more than this are no spellings of each other


def learn(script: str, pairs: list[tuple[str, str, float]]) -> dict[tuple[str, str], float]:
    """Two passes: the first finds the pairs that are no spellings at all (exonyms, swapped names) and drops them."""
    if script == "Hani":
        return learn_signs(pairs)
    chunk = SOURCE_CHUNK.get(script, 2)
    table: dict[tuple[str, str], float] = {}
    for rounds in (4, 10):
        table, fits = em.train(pairs, source_chunk=chunk, target_chunk=chunk if script == "Latn" else 4, rounds=rounds)
        pairs = [p for p, fit in zip(pairs, fits, strict=True) if fit < BAD_FIT * (len(p[0]) + len(p[1])) / 2 + 4]
    return both_ways(table) if script == "Latn" else table


def both_ways(table: dict[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """The table with the same probability for a chunk pair and its reverse: neither of two Latin spellings comes first."""
    out: dict[tuple[str, str], float] = defaultdict(float)
    for (x, y), p in table.items():
        out[x, y] += p / 2
        out[y, x] += p / 2
    return dict(out)


def write(path: Path, script: str, table: dict[tuple[str, str], float], pairs: int) -> None:
    rows = sorted((x, round(-1000 * math.log(p)), y) for (x, y), p in table.items())
    text = "".join(f"{x}\t{y}\t{cost}\n" for x, cost, y in rows)
    path.write_text(f"# {script}: learned by training/learn_tables.py from {pairs} pairs of tokens\n{text}", "utf8")


def write_letter_model(path: Path, tokens: set[str]) -> None:
    rows = sorted((x, round(1000 * cost)) for x, cost in letter_model.learn(tokens).items())
    text = "".join(f"{x}\t{cost}\n" for x, cost in rows)
    path.write_text(f"# learned by training/learn_tables.py from {len(tokens)} tokens\n{text}", "utf8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=ROMANIZATION, help="a folder with a folder `tables`")
    parser.add_argument("--half", action="store_true")
    parser.add_argument("--scripts", default="")
    args = parser.parse_args()
    (args.out / "tables").mkdir(parents=True, exist_ok=True)
    keep = in_half if args.half else lambda entity_id: True
    if not args.scripts:
        write_letter_model(args.out / "letter_model.tsv", set(latin_tokens(args.data, keep)))
    pairs = by_script(token_pairs(args.data, keep))
    for script, rows in sorted(pairs.items()):
        if script == "Zyyy" or len(rows) < LEAST_PAIRS or (args.scripts and script not in args.scripts.split(",")):
            continue
        start = time.perf_counter()
        table = learn(script, rows)
        write(args.out / "tables" / f"{script.lower()}.tsv", script, table, len(rows))
        print(f"{script}: {len(rows)} pairs, {len(table)} chunk pairs, {time.perf_counter() - start:.1f} s", flush=True)


if __name__ == "__main__":
    main()
