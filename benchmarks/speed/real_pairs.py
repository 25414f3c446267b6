"""`compare` of real names, by script, beside logic-v2: names of the shipped table, each read for the first time, then again.

    python -m benchmarks.speed.real_pairs
"""

from __future__ import annotations

import gc
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from benchmarks.quality.systems import LogicV2, missing
from namenorm import AliasTable, Canonicalizer
from namenorm.splitting import script_of

Pair = tuple[str, str]
_WARM_UP = 12
"""Pairs of each script that are not measured: tables are loaded and judges made while they are compared."""
_FEWEST = 30
"""Pairs of a script that are worth a line."""


def pairs_by_script() -> dict[str, list[Pair]]:
    """Persons' names beside another name of theirs, or of somebody else in one of three, by the script of the other name."""
    chance = random.Random(20261126)
    people = [record for record in AliasTable.shipped().records if record.type == "person" and record.aliases]
    found: dict[str, list[Pair]] = defaultdict(list)
    for k, record in enumerate(people):
        for alias in record.aliases:
            owner = record if k % 3 else people[chance.randrange(len(people))]
            found[script_of(alias.name.casefold())].append((owner.name, alias.name))
    for pairs in found.values():
        chance.shuffle(pairs)
    return {script: pairs for script, pairs in sorted(found.items()) if len(pairs) >= _FEWEST}


def lines() -> Iterator[str]:
    """A line for each script: how many pairs, microseconds of CPU a pair, and how many times as long logic-v2 takes."""
    peer = None if missing("logicv2") else LogicV2.shipped()
    yield f"{'script':8s}{'pairs':>8s}{'first time':>12s}{'again':>8s}{'logic-v2':>10s}{'/ first':>9s}{'/ again':>9s}"
    for script, found in pairs_by_script().items():
        compare = Canonicalizer(AliasTable.shipped()).compare
        warm_up, pairs = found[:_WARM_UP], found[_WARM_UP:]
        for pair in warm_up:
            compare(*pair)
            if peer:
                peer.compare(*pair)
        gc.collect()
        gc.freeze()
        first, again = _microseconds(compare, pairs), _microseconds(compare, pairs)
        line = f"{script:8s}{len(pairs):8d}{first:12.1f}{again:8.1f}"
        if peer:
            theirs = _microseconds(peer.compare, pairs)
            line += f"{theirs:10.1f}{theirs / first:9.1f}{theirs / again:9.1f}"
        yield line
        gc.unfreeze()


def _microseconds(compare: Callable[[str, str], object], pairs: Sequence[Pair]) -> float:
    start = time.process_time()
    for name, other in pairs:
        compare(name, other)
    return (time.process_time() - start) / len(pairs) * 1e6


if __name__ == "__main__":
    for line in lines():
        print(line, flush=True)
