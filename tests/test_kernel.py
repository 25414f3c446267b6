"""The inner loops, compiled and interpreted: the same integers both ways.

Where no compiled kernel is present the file is compared with itself, which proves nothing: those tests are then skipped, and
only the comparison with plain accounts of the same loops is left.
"""

from __future__ import annotations

from array import array
from collections import Counter
from importlib.machinery import SourceFileLoader
from importlib.resources import files
from importlib.util import module_from_spec, spec_from_loader
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namenorm import _kernel
from namenorm.romanization import ChunkTable, Target
from namenorm.romanization.table import CODES, SKIP


def interpreted() -> ModuleType:
    path = str(files("namenorm") / "_kernel.py")
    spec = spec_from_loader("interpreted_kernel", SourceFileLoader("interpreted_kernel", path))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PLAIN = interpreted()
COMPILED = not str(_kernel.__file__).endswith(".py")
needs_compiled = pytest.mark.skipif(not COMPILED, reason="no compiled kernel: it would be compared with itself")

PAIRS = st.tuples(st.text("αβγ^$", max_size=2), st.text("abcdxyz", max_size=4)).filter(lambda p: p[0] or len(p[1]) == 1)
TABLES = st.dictionaries(PAIRS, st.integers(0, 20_000), min_size=1, max_size=30).map(
    lambda costs: [(source, target, cost) for (source, target), cost in costs.items()]
)
LATIN = st.text("abcdefghijklmnopqrstuvwxyz", max_size=20)
POSTINGS = st.lists(st.lists(st.integers(0, 9), unique=True, max_size=10), min_size=1, max_size=8)


def test_the_interpreted_file_is_another_module() -> None:
    assert PLAIN is not _kernel
    assert str(PLAIN.__file__).endswith("_kernel.py")
    assert PLAIN.INFINITE == _kernel.INFINITE


def slow_pack(codes: bytes) -> list[int]:
    out = []
    for at in range(len(codes)):
        for length in range(1, 7):
            chunk = codes[at : at + length]
            out.append(sum(c << 5 * k for k, c in enumerate(chunk)) if len(chunk) == length else 0)
    return out


@given(LATIN)
def test_packed_chunks(text: str) -> None:
    codes = bytes(CODES[c] for c in f"^{text}$")
    assert PLAIN.pack(codes) == slow_pack(codes)
    assert list(_kernel.pack(codes)) == slow_pack(codes)


def cheapest(kernel: ModuleType, table: ChunkTable, letters: str, latin: str) -> int:
    """`ChunkTable.cost` with a kernel of choice."""
    lattice, target = table.lattice(letters), Target.of(latin)
    n, m = len(lattice.letters), len(target.codes)
    scratch = array("i", bytes(4 * (n + 1) * (m + 1)))
    return int(
        kernel.cheapest(
            n, lattice.starts, lattice.steps, lattice.chunks, m, target.codes, target.packed,
            table._first, table._keys, table._lengths, table._costs, table._insert, SKIP, scratch,
        )
    )  # fmt: skip


@needs_compiled
@given(TABLES, st.text("αβγδ", max_size=10), LATIN)
@settings(deadline=None)
def test_cheapest_is_the_same_both_ways(rows: list[tuple[str, str, int]], letters: str, latin: str) -> None:
    table = ChunkTable(rows)
    assert cheapest(_kernel, table, letters, latin) == cheapest(PLAIN, table, letters, latin)


@given(TABLES, st.text("αβγδ", max_size=10), LATIN)
@settings(deadline=None, max_examples=50)
def test_cheapest_is_what_the_table_says(rows: list[tuple[str, str, int]], letters: str, latin: str) -> None:
    table = ChunkTable(rows)
    assert cheapest(PLAIN, table, letters, latin) == table.cost(table.lattice(letters), Target.of(latin))


def gathered(kernel: ModuleType, rows: list[list[int]], asked: list[int], most: int) -> tuple[list[int], ...]:
    """What gather and best give for keys `asked` of weight 3, 4, 5 ..., and the scores afterwards."""
    starts, items = array("i", [0]), array("i")
    for row in rows:
        items.extend(row)
        starts.append(len(items))
    weights = array("i", [3 + k for k in range(len(asked))])
    totals = array("q", [1 + sum(3 + k for k, row in enumerate(rows) if token in row) for token in range(10)])
    scores, touched = array("q", bytes(8 * 10)), array("i", bytes(4 * 10))
    found = kernel.gather(len(asked), array("i", asked), weights, starts, items, scores, touched, 0)
    seen, sums = list(touched[:found]), list(scores)
    out, parts = array("i", bytes(4 * most)), array("q", bytes(8 * most))
    kept = kernel.best(found, touched, scores, totals, sum(weights), most, out, parts)
    return seen, sums, list(out[:kept]), list(parts[:kept]), list(scores)


@given(POSTINGS, st.data(), st.integers(1, 12))
def test_gather_and_best(rows: list[list[int]], data: st.DataObject, most: int) -> None:
    asked = data.draw(st.lists(st.integers(0, len(rows) - 1), unique=True, min_size=1))
    seen, sums, out, parts, after = plain = gathered(PLAIN, rows, asked, most)
    expected: Counter[int] = Counter()
    for k, key in enumerate(asked):
        for token in rows[key]:
            expected[token] += 3 + k
    assert {token: sums[token] for token in seen} == dict(expected)
    assert len(out) == min(most, len(expected))
    assert parts == sorted(parts, reverse=True)
    assert not any(after), "scores are set back"
    total = sum(3 + k for k in range(len(asked)))
    totals = [1 + sum(3 + k for k, row in enumerate(rows) if token in row) for token in range(10)]
    shares = {token: 20000 * score // (total + totals[token]) for token, score in expected.items()}
    assert parts == sorted(shares.values(), reverse=True)[:most]
    assert parts == [shares[token] for token in out]
    if COMPILED:
        assert gathered(_kernel, rows, asked, most) == plain
