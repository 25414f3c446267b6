"""The inner loops: compiled and interpreted they give the same answers, and both do what plain accounts of them say."""

from __future__ import annotations

import csv
import json
import os
import random
import shutil
import subprocess
import sys
from array import array
from functools import cache
from importlib.resources import files
from importlib.util import module_from_spec, spec_from_file_location
from itertools import accumulate, pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import namenorm
from namenorm import AliasTable
from namenorm.index import text_hash
from namenorm.kernel import chunks, lookup, splicing
from namenorm.kernel.holders import COMMON, NameFinder
from namenorm.kernel.index import COMMON_KEY, TELLING, TokenIndex
from namenorm.kernel.parts import Names
from namenorm.keys import MOST_KEYS, key_maker, skeleton
from namenorm.letter_codes import CODES, coded, edged
from namenorm.mention import ROLE_WEIGHTS, ROLES
from namenorm.model import Reason, Record
from namenorm.name import Role
from namenorm.romanization import ChunkTable, Romanizer
from namenorm.syllables import TRADITIONS, fewest, may_be_one, spoken

ROOT = Path(namenorm.__file__).parent
CASES = Path(__file__).parent / "cases"
KERNEL = (
    "chunks", "readings", "letters", "rows", "sounds", "tokens", "parts", "gluing", "alignment", "ranking", "features", "lookup",
    "index", "holders", "splicing", "similar", "finding", "workspace", "mention", "tidy", "words", "plain_names", "pairs",
)  # fmt: skip
COMPILED = not str(chunks.__file__).endswith(".py")
needs_compiled = pytest.mark.skipif(not COMPILED, reason="no compiled kernel here: it would be compared with itself")
LATIN = st.text("abcdefghijklmnopqrstuvwxyz", max_size=20)


def interpreted() -> SimpleNamespace:
    """The kernel's modules as Python runs them, beside those in use."""
    names = [f"namenorm.kernel.{name}" for name in KERNEL]
    before = {name: sys.modules.pop(name, None) for name in names}
    found = {}
    try:
        for name in KERNEL:
            spec = spec_from_file_location(f"namenorm.kernel.{name}", ROOT / "kernel" / f"{name}.py")
            assert spec is not None
            assert spec.loader is not None
            found[name] = sys.modules[f"namenorm.kernel.{name}"] = module_from_spec(spec)
            spec.loader.exec_module(found[name])
    finally:
        sys.modules.update({name: module for name, module in before.items() if module is not None})
    return SimpleNamespace(**found)


PLAIN = interpreted()


def test_every_module_of_the_kernel_is_looked_at() -> None:
    assert sorted(KERNEL) == sorted(path.stem for path in (ROOT / "kernel").glob("[!_]*.py"))
    assert all(str(getattr(PLAIN, name).__file__).endswith(".py") for name in KERNEL)
    assert PLAIN.tokens.Speller is PLAIN.chunks.Speller, "they know each other, not the compiled ones"


# --- both ways -------------------------------------------------------------------------------------------------------

GROUND = """
Kim Jong-un | Kim Chong-un | Gim Jeongeun | 김정은 | 김 정 은 | 金正恩 | 金正日 | Mao Tse-tung | Mao Zedong | 毛泽东 | 毛澤東 | Xi Jinping | 習近平 |
Hsi Chin-p'ing | Chen Ming-fu | プーチン | ウラジーミル・プーチン | Владимир Путин | Путін | Poutine | مصطفى الكاظمي | الكاظمي | مقتدى الصدر |
بن سلمان | محمد بن سلمان | حزب الله | كتائب حزب الله | בנימין נתניהו | נתניהו | חיזבאללה | Benjamin Netanyahou | नरेन्द्र मोदी | Ναρέντρα Μόντι |
ნიკოლ ფაშინიანი | Նիկոլ Փաշինյան | ไทย | ተወልደ | NIOC | N.I.O.C. | IRGC | ISIL | ISIS | IS | PKK | Hizbullah | Hezb Allah | Hezballah | HizbAllah |
Abdullah | Abd Allah | Abdul Rahman al-Bazzaz | Fakhri Zadeh | Fakhrizadeh | Mohsen Fakhri-Zadeh | Petrogreen | Petro Green | Kata'ib Hezbollah |
Ministry of Defence | Defense Ministry | Wizarat al-Difa | National Iranian Oil Company | Iranian National Oil Co. | Brigades of the Imam Ali |
Imam Ali Brigades | Central Bank of Iraq | Bank Markazi Iran | Iraqi Central Bank | OOO Vektor | Vektor LLC | University of Baghdad | Baghdad University |
Elizabeth II | Elizabeth 2 | J. K. | M. Kadhimi | Mr. al-Sadr | al-Sadr, Muqtada | Saddam Hassan | Uday Saddam Hussein | Hussein Saddam | 2 | II | … | ꦗꦮ |
Iran's Rouhani | Iraqi Prime Minister Kadhimi | Election Commission | Islamic State | State Islamic | Movement of Islamic Resistance | Party of God |
""".replace("\n", "").split("|")  # fmt: skip


def edited(name: str, chance: random.Random) -> str:
    """A name as others might write it."""
    words = name.split()
    letters = list(name)
    at = chance.randrange(len(name))
    match chance.randrange(10):
        case 0:
            letters[at] = ""
        case 1:
            letters[at] *= 2
        case 2:
            letters[at] = chance.choice("aeiouyhkqzsd")
        case 3:
            letters[at : at + 2] = letters[at : at + 2][::-1]
        case 4:
            return " ".join(chance.sample(words, len(words)))
        case 5:
            return name.replace(" ", "", 1)
        case 6:
            return f"{name[:at]} {name[at:]}"
        case 7:
            return " ".join([words[0][:1] + ".", *words[1:]])
        case 8:
            return chance.choice(words)
        case _:
            return f"{name} {chance.choice(['Ltd', 'II', 'al-Sadr', 'Hussein', 'Company', 'bin Ali'])}"
    return "".join(letters)


def aliases(record: Record) -> list[str]:
    return [record.name, *(alias.name for alias in record.aliases)]


def as_dict(record: Record) -> dict[str, Any]:
    listed = [{"name": alias.name, "strength": str(alias.strength)} for alias in record.aliases]
    return {"id": record.id, "name": record.name, "type": record.type, "aliases": listed}


@pytest.fixture(scope="module")
def asked(shipped_table: AliasTable) -> dict[str, Any]:
    """A part of the shipped table, names in every script to ask it, and pairs of them."""
    chance = random.Random(20261125)
    cases = []
    for path in ("canonicalize.csv", "known_errors.csv", "known_gaps.csv"):
        with (CASES / path).open(encoding="utf8", newline="") as file:
            cases += list(csv.DictReader(file))
    wanted = {row["expected"] for row in chance.sample(cases, 60)}
    orgs = [record for record in shipped_table if record.type == "org" and not record.merged_into]
    records = [record for record in shipped_table if record.id in wanted and not record.merged_into]
    records += [record for record in chance.sample(orgs, 40) if record.id not in wanted]
    twins = [{"id": f"twin-{n}", "name": f"Ali {name}", "aliases": ["Abu Ali"]} for n, name in enumerate(("Jaber", "Karim"))]
    names = [name for record in records for name in aliases(record)]
    mentions = [edited(name, chance) for name in chance.choices(names, k=260)]
    mentions += [row["mention"] for row in cases if row["expected"] in wanted or row["expected"] == "none"][:140]
    mentions += [name.strip() for name in GROUND if name.strip()]
    mentions += [" ".join(chance.choices(names, k=12))[:400] for _ in range(3)] + ["", "x" * 600]
    pairs = list(zip(chance.sample(mentions, 60), chance.choices(names, k=60), strict=True))
    return {"records": [*map(as_dict, records), *twins], "mentions": ["Abu Ali", *mentions], "pairs": pairs}


@needs_compiled
def test_compiled_and_interpreted_answer_alike(asked: dict[str, Any], tmp_path: Path) -> None:
    """Every score and every piece of evidence is the same to the last digit, and so is what is kept of a table."""
    shutil.copytree(ROOT, tmp_path / "plain/namenorm", ignore=shutil.ignore_patterns("*.so", "*.pyd", "*.c", "__pycache__"))
    (tmp_path / "asked.json").write_text(json.dumps(asked), "utf8")
    running = [
        subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("both_ways.py")), str(tmp_path / "asked.json")],
            env=os.environ | {"PYTHONPATH": str(folder)}, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True, encoding="utf8",
        )
        for folder in (ROOT.parent, tmp_path / "plain")
    ]  # fmt: skip
    (compiled, errors), (plain, more_errors) = (process.communicate(timeout=300) for process in running)
    assert (errors, more_errors) == ("", "")
    kind, *answers = compiled.splitlines()
    plain_kind, *plain_answers = plain.splitlines()
    assert plain_kind == ".py"
    assert kind != plain_kind
    assert len(answers) > len(asked["mentions"]) + 2 * len(asked["pairs"])
    for one, other in zip(answers, plain_answers, strict=True):
        assert one == other
    assert not [reason for reason in Reason if f"'{reason}'" not in compiled], "answers of every kind are among them"


# --- chunks ----------------------------------------------------------------------------------------------------------

Rows = list[tuple[str, str, int]]
PAIRS = st.tuples(st.text("αβγ", min_size=1, max_size=3), st.text("abc", max_size=4))
EDGES = st.sampled_from([("^", "^"), ("$", "$"), ("^α", "^a"), ("γ$", "c$"), ("", "a"), ("", "b")])
TABLES = st.dictionaries(PAIRS | EDGES, st.integers(0, 12_000), min_size=1, max_size=25).map(
    lambda costs: [(source, target, cost) for (source, target), cost in costs.items()]
)

SHORT = st.tuples(st.text("abc", min_size=1, max_size=2), st.text("abc", max_size=2))
SHORT_EDGES = st.sampled_from([("^", "^"), ("$", "$"), ("^a", "^a"), ("c$", "c$"), ("^b", ""), ("", "a"), ("", "b")])
SHORT_TABLES = st.dictionaries(SHORT | SHORT_EDGES, st.integers(0, 12_000), min_size=1, max_size=40).map(
    lambda costs: [(source, target, cost) for (source, target), cost in costs.items()]
)


def slow_cost(rows: Rows, source: str, target: str) -> int:
    """The cheapest way to write `^source$` as `^target$`, found by trying every step from every place."""
    a, b = f"^{source}$", f"^{target}$"

    @cache
    def rest(i: int, j: int) -> int:
        if i == len(a) and j == len(b):
            return 0
        ways = []
        if i < len(a):
            ways.append(chunks.SKIP + rest(i + 1, j))
        if j < len(b):
            inserted = min([chunks.SKIP, *(cost for chunk, latin, cost in rows if not chunk and latin == b[j])])
            ways.append(inserted + rest(i, j + 1))
        ways += [
            cost + rest(i + len(chunk), j + len(latin))
            for chunk, latin, cost in rows
            if chunk and a.startswith(chunk, i) and b.startswith(latin, j)
        ]
        return min(ways)

    return rest(0, 0)


def plain_costs(table: ChunkTable, rows: Rows) -> Any:
    """The costs of a table for the interpreted kernel."""
    in_use = ChunkTable._laid_out.__globals__
    before = in_use["ChunkCosts"]
    in_use["ChunkCosts"] = PLAIN.chunks.ChunkCosts
    try:
        return ChunkTable(rows).costs
    finally:
        in_use["ChunkCosts"] = before


@given(TABLES, st.text("αβγδ", max_size=7), st.text("abcz", max_size=7), st.integers(-1, 60_000))
@settings(deadline=None, max_examples=150)
def test_a_bounded_cost_is_the_cost_or_nothing(rows: Rows, source: str, target: str, most: int) -> None:
    assert_cost(rows, source, target, most)


@given(SHORT_TABLES, st.text("abcd", max_size=7), st.text("abcz", max_size=7), st.integers(-1, 60_000))
@settings(deadline=None, max_examples=150)
def test_so_it_is_with_short_chunks_of_latin_letters(rows: Rows, source: str, target: str, most: int) -> None:
    assert plain_costs(ChunkTable(rows), rows).short is not None
    assert_cost(rows, source, target, most)


def assert_cost(rows: Rows, source: str, target: str, most: int) -> None:
    table = ChunkTable(rows)
    expected = slow_cost(rows, source, target)
    costs = plain_costs(table, rows)
    speller, lattice = PLAIN.chunks.Speller([costs], None, table.longest), PLAIN.chunks.Lattice(table.longest)
    codes, latin = coded(source), array("i", [*edged(target)])
    lattice.read(costs, codes, 0, len(codes))
    found = speller.cost(lattice, latin, 0, len(latin), most, 0)
    assert found == (expected if expected <= most else chunks.INFINITE)
    assert speller.cost(lattice, latin, 0, len(latin), chunks.INFINITE, 0) == expected == table.cost(source, target)
    assert lattice.ahead[0] <= expected


def slow_readings(rows: Rows, source: str) -> list[tuple[str, int]]:
    """The ten cheapest beginnings from every letter are followed, as texts, where the cheapest end costs 6000 more at the most."""
    text = f"^{source}$"
    ways: dict[str, list[tuple[str, int]]] = {}
    for chunk, latin, cost in sorted(rows, key=lambda row: (row[2], row[1])):
        ways.setdefault(chunk, []).append((latin, cost))

    def steps(start: int) -> list[tuple[int, str, int]]:
        chunks_here = [text[start:stop] for stop in range(start + 1, len(text) + 1)]
        found = [(start + len(chunk), *way) for chunk in chunks_here for way in ways.get(chunk, [])[:7]]
        return [*found, (start + 1, "", chunks.SKIP)]

    rest = [0] * (len(text) + 1)
    for start in reversed(range(len(text))):
        rest[start] = min(cost + rest[stop] for stop, _, cost in steps(start))
    read: list[dict[str, int]] = [{"": 0}, *({} for _ in text)]
    for start in range(len(text)):
        for before, paid in sorted(read[start].items(), key=lambda way: (way[1], way[0]))[:10]:
            for stop, latin, cost in steps(start):
                if paid + cost + rest[stop] <= rest[0] + 6000:
                    read[stop][before + latin] = min(paid + cost, read[stop].get(before + latin, paid + cost))
    whole: dict[str, int] = {}
    for latin, cost in sorted(read[-1].items(), key=lambda way: (way[1], way[0])):
        whole.setdefault(latin.strip("^$"), cost)
    return list(whole.items())[:10]


CHEAP = st.dictionaries(PAIRS | EDGES, st.integers(0, 3) | st.integers(0, 12_000), min_size=1, max_size=60).map(
    lambda costs: [(source, target, cost) for (source, target), cost in costs.items() if source]
)


@given(CHEAP, st.text("αβγδ", max_size=9), st.integers(1, 12))
@settings(deadline=None, max_examples=150)
def test_readings_are_the_cheapest_ways_to_write_a_token(rows: Rows, source: str, most: int) -> None:
    """Many cost the same here: then they come in the order of the alphabet."""
    expected = slow_readings(rows, source)[:most]
    table = ChunkTable(rows)
    assert list(table.readings(source, most)) == expected
    found = PLAIN.readings.Reader(table.longest).readings(plain_costs(table, rows), coded(source), most)
    assert found == expected


@given(LATIN, LATIN, st.integers(0, 90_000))
@settings(deadline=None, max_examples=60)
def test_what_is_told_of_the_rest_changes_no_latin_cost(one: str, other: str, most: int) -> None:
    costs, table = latin_table()
    speller, lattice = PLAIN.chunks.Speller([costs], None, table.longest), PLAIN.chunks.Lattice(table.longest)
    codes, latin = array("i", [*edged(one)]), array("i", [*edged(other)])
    told = latin + speller.ahead(latin)
    lattice.read(costs, codes, 0, len(codes))
    assert speller.cost(lattice, told, 0, len(latin), most, 1) == speller.cost(lattice, latin, 0, len(latin), most, 0)


@cache
def latin_table() -> tuple[Any, ChunkTable]:
    text = (files("namenorm.romanization.tables") / "latn.tsv").read_text("utf8")
    cells = [line.split("\t") for line in text.split("\n") if line and not line.startswith("#")]
    rows = [(source, target, int(cost)) for source, target, cost in cells]
    table = ChunkTable(rows)
    return plain_costs(table, rows), table


# --- letters ---------------------------------------------------------------------------------------------------------

DIGRAPHS = "sch:s tch:j tsh:j kh:k gh:k ph:f th:t dh:t sh:s zh:j ch:j dj:j ts:s tz:s ck:k".split()
CLASSES = str.maketrans("cgqxdzbvwm", "kkkktspffn", "haeiouy")
CLUSTERS = st.lists(st.sampled_from("sch tch tsh kh gh ph th dh sh zh ch dj ts tz ck s t c h a i r m d".split()), max_size=9)


def slow_skeleton(reading: str) -> str:
    """By replacing one digraph after the other in the whole text."""
    for pair in DIGRAPHS:
        letters, sound = pair.split(":")
        reading = reading.replace(letters, sound)
    out = ["a"] if reading[:1] and reading[0] in "aeiouy" else []
    for letter in reading.translate(CLASSES):
        if out[-1:] != [letter]:
            out.append(letter)
    return "".join(out)


@given(LATIN | CLUSTERS.map("".join))
def test_skeletons(reading: str) -> None:
    assert skeleton(reading) == slow_skeleton(reading)


@given(LATIN, LATIN)
def test_keys_are_gathered_without_repeats(one: str, other: str) -> None:
    maker = key_maker()
    for reading in (one, other, one):
        maker.add(reading, False)
    found = list(maker.keys[: maker.count])
    assert len(found) == len(set(found)) <= MOST_KEYS
    heard = {one, other, one.replace("ch", "k"), other.replace("ch", "k")}
    assert {key % (1 << 40) for key in found if key < 1 << 40} == {number(t) for r in heard for t in threes(r)}


def threes(reading: str) -> set[str]:
    """Three neighbouring letters each, edges counted in."""
    marked = f"^{reading}$" if reading else ""
    return {marked[i : i + 3] for i in range(len(marked) - 2)}


def number(letters: str) -> int:
    total = 0
    for letter in letters:
        total = total * 32 + CODES[letter]
    return total


@cache
def letter_rows() -> dict[str, int]:
    text = (files("namenorm.romanization") / "letter_model.tsv").read_text("utf8")
    return {row.split("\t")[0]: int(row.split("\t")[1]) for row in text.splitlines() if not row.startswith("#")}


def slow_surprise(text: str) -> int:
    """Row by row of the file: a letter after two others, or what it costs to forget the first and the letter after the rest."""
    rows = letter_rows()
    marked = f"^^{text}$"

    def cost(before: str, letter: str) -> int:
        if before + letter in rows:
            return rows[before + letter]
        return rows.get(f"{before}*", 0) + cost(before[1:], letter) if before else 3296  # the logarithm of 27

    return sum(cost(marked[i - 2 : i], marked[i]) for i in range(2, len(marked)))


@given(LATIN)
def test_letter_costs(text: str) -> None:
    assert MODEL.surprise(text) == slow_surprise(text)


MODEL = Romanizer().model
SYLLABLES = st.lists(st.sampled_from("kim jong chong un eun il mao ze dong tse tung xi jin ping hsi zhuang yeo x".split()), max_size=5)


@given(SYLLABLES.map("".join) | LATIN, st.sampled_from(TRADITIONS))
@settings(deadline=None)
def test_the_fewest_syllables(word: str, tradition: str) -> None:
    assert fewest(word, tradition) == min((len(way.split()) for way in spoken(word, tradition)), default=0)


@given(SYLLABLES.map("".join) | LATIN, SYLLABLES.map("".join) | LATIN, st.sampled_from(TRADITIONS))
@settings(deadline=None)
def test_words_of_the_same_syllables(one: str, other: str, tradition: str) -> None:
    same = not spoken(one, tradition).isdisjoint(spoken(other, tradition))
    assert may_be_one(one, other, 1 << TRADITIONS.index(tradition)) is same


# --- the index -------------------------------------------------------------------------------------------------------

KEYED = st.lists(st.sets(st.integers(0, 9), max_size=6), min_size=1, max_size=14)
WEIGHTS = st.lists(st.integers(1, 600), min_size=12, max_size=12)


def similar(index: Any, wanted: dict[int, int], most: int) -> list[tuple[int, int]]:
    out, parts = array("i", bytes(4 * most)), array("i", bytes(4 * most))
    count = index.similar(array("q", wanted), array("i", wanted.values()), len(wanted), most, TELLING, out, parts)
    return list(zip(out[:count], parts[:count], strict=True))


@given(KEYED, st.sets(st.integers(0, 11), max_size=8), WEIGHTS, st.integers(1, 16))
def test_similar_tokens(keys: list[set[int]], asked: set[int], weights: list[int], most: int) -> None:
    """By counting over the whole table, but for the commonest keys that weigh a sixth of all or less. A key weighs the same in
    every token that has it.
    """
    table, wanted = [{key: weights[key] for key in some} for some in keys], {key: weights[key] for key in asked}
    known = sorted({key for keyed in table for key in keyed})
    rows = [[token for token, keyed in enumerate(table) if key in keyed] for key in known]
    totals = [sum(keyed.values()) for keyed in table]
    starts = array("i", [0])
    for row in rows:
        starts.append(starts[-1] + len(row))
    flat = array("i", [token for row in rows for token in row])
    arrays = (array("q", known), starts, flat, array("i", totals))

    followed = sorted((key for key in wanted if key in known), key=lambda key: len(rows[known.index(key)]))
    followed = followed[: without_the_commonest([wanted[key] for key in followed])]
    total = sum(wanted[key] for key in followed)
    scores: dict[int, int] = {}
    for key in followed:
        for token in rows[known.index(key)]:
            scores[token] = scores.get(token, 0) + wanted[key]
    parts = {token: 20000 * score // (total + totals[token]) for token, score in scores.items()}
    best = sorted((part >> 7 for part in parts.values()), reverse=True)[:most]  # a hundredth more or less is not told apart
    first = similar(TokenIndex(*arrays), wanted, most)
    assert dict(first).items() <= parts.items()
    assert sorted((part >> 7 for _, part in first), reverse=True) == best
    for kind in (TokenIndex, PLAIN.index.TokenIndex):
        index = kind(*arrays)
        assert similar(index, wanted, most) == first
        assert similar(index, wanted, most) == first, "asked again"


def without_the_commonest(weights: list[int]) -> int:
    """How many are left if as many of the last ones are dropped as weigh a sixth of all together, or less."""
    return next((k for k in range(len(weights)) if 6 * sum(weights[k:]) <= sum(weights)), len(weights))


def test_a_key_of_very_many_tokens_is_passed_over() -> None:
    many = COMMON_KEY + 1
    arrays = (array("q", [1, 2]), array("i", [0, many, many + 1]), array("i", [*range(many), 0]), array("i", [9] * many))
    index = TokenIndex(*arrays)
    assert similar(index, {1: 5}, 3) == []
    assert [token for token, _ in similar(index, {1: 5, 2: 4}, 3)] == [0]


WORDS = st.tuples(st.integers(0, 7), st.sampled_from([Role.NAME, Role.NAME, Role.POSSESSOR, Role.NUMERAL, Role.PARTICLE]), st.integers(0, 3))
NAMES = st.lists(st.lists(WORDS, min_size=1, max_size=4), min_size=1, max_size=10)
ASKS = st.lists(
    st.tuples(
        st.dictionaries(st.integers(0, 7), st.floats(0.05, 1.0), max_size=3), st.floats(0.5, 8.0),
        st.dictionaries(st.integers(1, 3), st.floats(0.5, 4.0), max_size=1),
        st.tuples(st.lists(st.integers(0, 9), max_size=2, unique=True), st.floats(0.5, 4.0)),
    ),
    max_size=5,
)  # fmt: skip
Words = list[tuple[int, Role, int]]


def names_of(names: list[Words], infos: list[float], kind: Any) -> Any:
    starts = array("i", [0])
    for name in names:
        starts.append(starts[-1] + len(name))
    words = [word for name in names for word in name]
    concepts = array("d", [9.0] * 4)
    return kind(
        starts, array("i", [w[0] for w in words]), bytes(ROLES.index(w[1]) for w in words), array("i", [w[2] for w in words]),
        array("d", infos), array("i", [0] * 8), array("i", [0]), array("i", [0] * 9), concepts, bytes(4), ROLE_WEIGHTS,
    )  # fmt: skip


@given(NAMES, st.lists(st.floats(0.5, 8.0), min_size=8, max_size=8), ASKS, st.integers(1, 12))
@settings(deadline=None, max_examples=200)
def test_names_are_found_by_what_they_share(names: list[Words], infos: list[float], asks: list[Any], most: int) -> None:
    """By reading every name: what it shares under each ask is the most telling of what it holds of it."""
    told: list[dict[tuple[str, int], float]] = []
    for tokens, info, concepts, (of_names, nats) in asks:
        ask = {("token", token): p * min(infos[token], info) for token, p in tokens.items()}
        ask |= {("concept", concept): value for concept, value in concepts.items()}
        ask |= {("name", name): nats for name in of_names if name < len(names)}
        told.append(ask)

    def held(number: int) -> set[tuple[str, int]]:
        by_name = {("token", token) for token, role, _ in names[number] if role in (Role.NAME, Role.POSSESSOR, Role.NUMERAL)}
        return by_name | {("concept", mark) for *_, mark in names[number] if mark} | {("name", number)}

    def shared(number: int, part: float = 0.0) -> float:
        """`part` leaves out what tells much less than the most telling thing of an ask."""
        total = 0.0
        for ask in told:
            least = part * max(ask.values(), default=0.0)
            total += max((ask[key] for key in held(number) & set(ask) if key[0] == "name" or ask[key] >= least), default=0.0)
        return total

    total = sum(info for _, info, *_ in asks)
    for names_kind, kind in ((Names, NameFinder), (PLAIN.parts.Names, PLAIN.holders.NameFinder)):
        kernel_names = names_of(names, infos, names_kind)
        parts = [20000 * shared(n) / (total + told_by(name, infos) + 0.002) for n, name in enumerate(names)]
        finder = finder_of(kind, kernel_names, names)
        found = dict(collected(finder, asks, len(names), total, most))
        assert dict(collected(finder, asks, len(names), total, most)) == found, "asked again"
        assert len(found) <= most
        assert all(shared(n) > 0 for n in found)
        assert all(part == pytest.approx(parts[n], abs=1.01) for n, part in found.items())
        assert all(a >= b for a, b in pairwise(found.values()))
        best = max((shared(n) for n in found), default=0.0)
        for n in range(len(names)):
            if n not in found and len(found) < most:
                assert shared(n, 0.4) <= 0.6 * max(best, shared(n)) + 1e-9, "left out though it shares much"


KEYS = st.lists(st.sets(st.integers(0, 7), min_size=1), min_size=2, max_size=2)


@given(NAMES, st.lists(st.floats(0.5, 8.0), min_size=8, max_size=8), KEYS, st.floats(1.0, 9.0))
@settings(deadline=None)
def test_names_are_found_by_neighbours(names: list[Words], infos: list[float], keys: list[set[int]], info: float) -> None:
    """By reading every name: a token of the first key with one of the second behind it; one of the two finds its name."""
    first, second = keys
    findable = (Role.NAME, Role.POSSESSOR, Role.NUMERAL)
    starts, tokens = flattened([sorted(key) for key in keys])
    for names_kind, kind, index in ((Names, NameFinder, TokenIndex), (PLAIN.parts.Names, PLAIN.holders.NameFinder, PLAIN.index.TokenIndex)):
        finder = finder_of(kind, names_of(names, infos, names_kind), names)
        finder.begin()
        finder.ask()
        finder.tell_neighbours(index(array("q", [1, 2]), starts, tokens, array("i", [9] * 8)), 0, 1, 0.9, info)
        out, parts = array("i", bytes(4 * 40)), array("i", bytes(4 * 40))
        found = dict(zip(out, parts[: finder.collect(info, 40, 40, 0.0, out, parts)], strict=False))
        for n, name in enumerate(names):
            pairs = [(a, b) for a, b in pairwise(name) if a[0] in first and b[0] in second]
            nats = [0.9 * min(info, infos[a[0]] + infos[b[0]]) for a, b in pairs]
            if any(a[1] in findable and b[1] in findable for a, b in pairs):
                assert n in found, "found, if both words bear the name"
                whole = 20000 / (info + told_by(name, infos) + 0.002)
                assert min(nats) * whole - 1.01 <= found[n] <= 0.9 * info * whole + 1.01
            assert n not in found or pairs


def told_by(name: Words, infos: list[float]) -> float:
    """What a name tells, by the roles of its words."""
    return sum(infos[token] * ROLE_WEIGHTS[ROLES.index(role)] for token, role, _ in name)


def finder_of(kind: Any, kernel_names: Any, names: list[Words]) -> Any:
    findable = (Role.NAME, Role.POSSESSOR, Role.NUMERAL)
    rows = [[n for n, name in enumerate(names) if any(w[0] == t and w[1] in findable for w in name)] for t in range(8)]
    concepts = [[n for n, name in enumerate(names) if any(w[2] == c for w in name)] for c in range(1, 4)]
    return kind(kernel_names, *flattened(rows), *flattened([[], *concepts]))


def collected(finder: Any, asks: list[Any], names: int, total: float, most: int) -> list[tuple[int, int]]:
    finder.begin()
    for tokens, info, of_concepts, (of_names, nats) in asks:
        finder.ask()
        finder.tell(array("i", tokens), array("d", tokens.values()), len(tokens), info)
        for concept, value in of_concepts.items():
            finder.tell_concept(concept, value)
        finder.tell_names([name for name in of_names if name < names], nats)
    out, parts = array("i", bytes(4 * most)), array("i", bytes(4 * most))
    count = finder.collect(total, most, most, 0.0, out, parts)
    return list(zip(out[:count], parts[:count], strict=True))


def flattened(rows: list[list[int]]) -> tuple[array[int], array[int]]:
    starts = array("i", [0])
    for row in rows:
        starts.append(starts[-1] + len(row))
    return starts, array("i", [item for row in rows for item in row])


@given(st.lists(st.lists(st.integers(0, 9), max_size=4), max_size=8), st.sets(st.integers(0, 7)))
def test_where_tokens_appear_when_names_are_gone(words: list[list[int]], gone: set[int]) -> None:
    """Tokens in the order in which they appear in the names that are left: those that stay and those that move between them."""
    numbers: dict[int, int] = {}
    names = [[numbers.setdefault(word, len(numbers)) for word in name] for name in words]
    left = list(dict.fromkeys(token for n, name in enumerate(names) if n not in gone for token in name))
    firsts = {token: next(n for n, name in enumerate(names) if token in name) for token in left}
    starts, tokens = flattened(names)
    for kind in (splicing.Appearances, PLAIN.splicing.Appearances):
        out, after = (array("i", [0] * len(numbers)) for _ in range(2))
        in_order = array("i", sorted(n for n in gone if n < len(names)))
        count = kind().moved(starts, tokens, in_order, bytearray(len(numbers)), out, after)
        moved = dict(zip(out[:count], after[:count], strict=True))
        assert list(moved) == [token for token in left if firsts[token] in gone]
        placed = [token for token in left if token not in moved]
        assert placed == sorted(placed)
        for token, behind in reversed(moved.items()):
            placed.insert(placed.index(behind) + 1 if behind >= 0 else 0, token)
        assert placed == left


@given(st.lists(st.lists(st.integers(0, 9), max_size=4, unique=True).map(sorted), max_size=6), st.data())
def test_rows_are_spliced_alike(rows: list[list[int]], data: st.DataObject) -> None:
    keys = sorted(data.draw(st.sets(st.integers(0, 20), min_size=len(rows), max_size=len(rows))))
    changed = sorted(data.draw(st.sets(st.integers(0, 20), max_size=5)))
    of_keys = dict(zip(keys, rows, strict=True))
    less = flattened([[i for i in of_keys.get(key, ()) if data.draw(st.booleans())] for key in changed])
    more = flattened([sorted(data.draw(st.sets(st.integers(10, 19), max_size=3))) for _ in changed])
    after = array("i", sorted(data.draw(st.integers(0, 12)) for _ in more[1]))
    found = []
    for kind in (splicing.Splicer, PLAIN.splicing.Splicer):
        starts, out_keys = array("i", [0] * 30), array("q", [0] * 30)
        items = array("i", [0] * (sum(map(len, rows)) + len(more[1])))
        splicer = kind(*flattened(rows), *less, *more, after, starts, items)
        splicer.by_key(array("q", keys), array("q", changed), out_keys)
        found.append((starts[: splicer.rows + 1], items[: splicer.size], out_keys[: splicer.rows]))
    assert found[0] == found[1]


def fnv(text: str) -> int:
    """The number of a token, as Fowler, Noll and Vo tell it, with the bits of its upper half mixed in and no sign."""
    number = 0xCBF29CE484222325
    for letter in text:
        number = (number ^ ord(letter)) * 0x100000001B3 % 2**64
    return (number ^ number >> 29) % 2**63


@given(st.dictionaries(st.text(), st.lists(st.integers(0, 99))), st.dictionaries(st.text(), st.lists(st.integers(0, 99))), st.text())
@pytest.mark.parametrize("kernel", [lookup, PLAIN.lookup], ids=["in use", "interpreted"])
def test_rows_of_texts(kernel: Any, rows: dict[str, list[int]], changed: dict[str, list[int]], other: str) -> None:
    def hashed(rows: dict[str, list[int]], above: Any) -> Any:
        numbers = sorted((text_hash(text), row) for text, row in rows.items())
        items = array("i", (item for _, row in numbers for item in row))
        ends = accumulate((len(row) for _, row in numbers), initial=0)
        return kernel.HashedRows(array("q", (number for number, _ in numbers)), array("i", ends), items, above)

    found = hashed(rows, hashed(changed, None) if changed else None)
    for text in (*rows, *changed, other):
        assert list(found.of_hash(text_hash(text))) == (rows | changed).get(text, [])
    assert kernel.token_hash("Latn", other) == fnv("Latn" + other)


def test_a_very_common_token_is_not_followed_to_all_its_names() -> None:
    many = COMMON + 10
    names: list[Words] = [[(0, Role.NAME, 0)] for _ in range(many)]
    rows = [list(range(many)), *[[]] * 7]
    finder = NameFinder(names_of(names, [1.0] * 8, Names), *flattened(rows), *flattened([[]] * 4))
    finder.begin()
    finder.ask()
    finder.tell(array("i", [0]), array("d", [1.0]), 1, 1.0)
    out, parts = array("i", bytes(4 * 60)), array("i", bytes(4 * 60))
    assert finder.collect(1.0, 60, 60, 0.0, out, parts) == 60
    assert finder.capped
