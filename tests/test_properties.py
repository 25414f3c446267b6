"""What holds for any mention and any table: no exceptions, bounded time, one scale of scores, answers that depend on nothing
but the mention and the table."""

from __future__ import annotations

import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from namenorm import AliasTable, Canonicalizer, Decision, Reason, Status
from namenorm.cleaning import clean, fold
from namenorm.model import Record, Strength

ANY_CHARACTER = st.characters(exclude_categories=())  # lone surrogates, controls, private use: all of it
PIECES = """
al el as- Abd Abdul abu bin van de Sheikh President of the Ltd. OOO II X. J.K. O' 's , ( ) & ' - Salah Allah Muqtada Sadr
Mustafa Kadhimi Hezbollah Kataib Kim Jong-un Hussein Baghdad Brigades عبد الله أبو بن الصدر مصطفى آل حزب كتائب абд аль Хусейн
Путин 習近平 平 ソニー 김정은 김 2 नरेन्द्र გიორგი ተወልደ ไทย Հայ שלום Μαρία \u200f \u202e \u0301 \ud800 \x00
"""
MENTIONS = st.one_of(
    st.text(ANY_CHARACTER, max_size=60),
    st.lists(st.sampled_from(PIECES.split(" ")), max_size=12).map(" ".join),
    st.lists(st.sampled_from(PIECES.split(" ")), max_size=6).map("".join),
)
SOME = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
FEW = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
KEPT = """
mustafa-al-kadhimi muqtada-al-sadr musa-al-sadr kataib-hezbollah hezbollah kataib-imam-ali saddam-hussein uday-hussein
kim-jong-un kim-jong-il xi-jinping vladimir-putin vitali-klitschko wladimir-klitschko baghdad sadr-city fatah
fatah-alliance-iraq hassan-nasrallah islamic-state
""".split()
CLEAR = [
    "Mustafa Kadhemi", "Moqtada Sadr", "AL-SADR, Muqtada", "Kata'ib Hizballah", "Sadam Husein", "Kim Jong Un", "Wladimir Putin",
    "Vitaliy Klychko", "Хасан Насралла", "كتائب حزب الله", "김정은", "习近平", "Fatah", "Bagdad", "Hasan Nasrullah", "Hizbullah",
    "John Smith", "Mr. al-Sadr", "Klitschko", "Musa Sadr",
]  # fmt: skip


def aliases(table: AliasTable, strength: Strength) -> Iterator[tuple[str, Record]]:
    for record in table:
        if strength is Strength.STRONG:
            yield record.name, record
        for alias in record.aliases:
            if alias.strength is strength:
                yield alias.name, record


def as_dict(record: Record) -> dict[str, Any]:
    listed = [{"name": alias.name, "strength": str(alias.strength)} for alias in record.aliases]
    return {"id": record.id, "name": record.name, "type": record.type, "aliases": listed}


def check(decision: Decision) -> None:
    """What is true of every decision."""
    scores = [candidate.score for candidate in decision.candidates]
    assert all(0.0 <= score <= 1.0 for score in scores)
    assert scores == sorted(scores, reverse=True)
    assert decision.score == (scores[0] if scores else 0.0)
    assert decision.margin == pytest.approx(decision.score - (scores[1] if len(scores) > 1 else 0.0))
    ids = [candidate.canonical_id for candidate in decision.candidates]
    assert len(ids) == len(set(ids)), "a record is a candidate twice"
    matched = decision.status is Status.MATCH
    best = decision.candidates[0] if decision.candidates else None
    assert decision.canonical_id == (best.canonical_id if matched and best else None)
    assert decision.canonical_name == (best.canonical_name if matched and best else None)
    assert matched == (decision.reason in (Reason.EXACT_ALIAS, Reason.SAME_PARTS, Reason.SIMILAR))
    if 1.0 in scores:
        assert best is not None
        assert decision.reason is Reason.EXACT_ALIAS
        assert fold(clean(best.alias).text) == fold(clean(decision.mention).text)
    if decision.reason is Reason.EXACT_ALIAS:
        assert decision.score == 1.0
    if not fold(clean(decision.mention).text):
        assert decision.reason is Reason.EMPTY


# --- any mention -----------------------------------------------------------------------------------------------------


@SOME
@given(MENTIONS)
def test_every_text_gets_a_sound_decision(shipped: Canonicalizer, mention: str) -> None:
    started = time.process_time()
    decision = shipped.explain(mention)
    assert time.process_time() - started < 1.0
    assert decision.mention == mention
    check(decision)
    assert shipped.canonicalize(mention) == decision.canonical_id


@SOME
@given(MENTIONS, MENTIONS)
def test_any_two_texts_can_be_compared(shipped: Canonicalizer, name: str, other: str) -> None:
    comparison = shipped.compare(name, other)
    assert 0.0 <= comparison.score <= 1.0
    same = fold(clean(name).text) == fold(clean(other).text) != ""
    assert (comparison.score == 1.0) == same
    assert all(pair.cost >= 0.0 for pair in comparison.tokens)


@SOME
@given(MENTIONS)
def test_any_text_can_be_read(shipped: Canonicalizer, mention: str) -> None:
    for token in shipped.read(mention):
        assert token.readings
        costs = [cost for _, cost in token.readings]
        assert costs[0] == 0.0
        assert costs == sorted(costs)
        assert all("a" <= c <= "z" for latin, _ in token.readings for c in latin)


@pytest.mark.parametrize(
    "unit",
    [
        "a", "al-", "Sadr ", "Mustafa ", "الصدر ", "الصدر", "김", "習", "Путин", "é", "e\u0301", "\u0301", "\u202e", "\x00",
        "\ud800", "\U0010ffff", "a\u200b", "ﷺ", ",", "'", "'s ", "Abd ", "J. ", "II ", " ", "12 ", "😀", "(", "Ltd ", "プ",
    ],
)  # fmt: skip
def test_a_megabyte_is_decided_in_a_moment(shipped: Canonicalizer, unit: str) -> None:
    mention = (unit * (1_000_000 // len(unit) + 1))[:1_000_000]
    started = time.process_time()
    decision = shipped.explain(mention)
    assert time.process_time() - started < 1.0
    assert decision.status is Status.NO_MATCH
    check(decision)


@pytest.mark.parametrize("unit", ["Mustafa ", "al-Sadr ", "الصدر ", "김정은", "習近平", "プーチン", "Abd Allah ", "J. K. ", "Ali "])
def test_the_longest_names_are_decided_in_a_moment(shipped: Canonicalizer, unit: str) -> None:
    mention = (unit * 512)[:512]
    started = time.process_time()
    shipped.explain(mention)
    shipped.explain(mention[:170])
    shipped.compare(mention, mention[:300])
    assert time.process_time() - started < 2.0


@SOME
@given(st.lists(st.none() | MENTIONS, max_size=6))
def test_many_are_decided_like_one(shipped: Canonicalizer, mentions: list[str | None]) -> None:
    single = [shipped.explain("" if mention is None else mention) for mention in mentions]
    assert shipped.explain_many(mentions) == single
    assert shipped.canonicalize_many(mentions) == [decision.canonical_id for decision in single]


# --- aliases ---------------------------------------------------------------------------------------------------------


def test_a_strong_alias_is_its_records_or_ambiguous(shipped: Canonicalizer, shipped_table: AliasTable) -> None:
    bearers: dict[str, set[str]] = defaultdict(set)
    for alias, record in aliases(shipped_table, Strength.STRONG):
        bearers[fold(clean(alias).text)].add(record.id)
    for alias, record in aliases(shipped_table, Strength.STRONG):
        decision = shipped.explain(alias)
        check(decision)
        if len(bearers[fold(clean(alias).text)]) == 1:
            assert (decision.canonical_id, decision.reason) == (record.id, Reason.EXACT_ALIAS), alias
        else:
            assert decision.reason is Reason.SHARED_ALIAS
            assert record.id in {candidate.canonical_id for candidate in decision.candidates}


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_the_unicode_form_of_an_alias_does_not_matter(
    shipped: Canonicalizer, shipped_table: AliasTable, form: Any
) -> None:
    for alias, _ in aliases(shipped_table, Strength.STRONG):
        assert shipped.canonicalize(normalize(form, alias)) == shipped.canonicalize(alias), alias


def test_the_case_of_an_alias_does_not_matter(shipped: Canonicalizer, shipped_table: AliasTable) -> None:
    for alias, _ in aliases(shipped_table, Strength.STRONG):
        expected = shipped.canonicalize(alias)
        for other in (alias.upper(), alias.lower(), alias.title(), alias.swapcase()):
            assert shipped.canonicalize(other) == expected, (alias, other)


def test_punctuation_and_hidden_characters_do_not_matter(shipped: Canonicalizer, shipped_table: AliasTable) -> None:
    for alias, _ in aliases(shipped_table, Strength.STRONG):
        expected = shipped.canonicalize(alias)
        for other in (f'"{alias}"', f" {alias}. ", f"\u202b{alias}\u202c", alias.replace(" ", "\u00a0")):
            assert shipped.canonicalize(other) == expected, (alias, other)


def test_a_weak_alias_never_decides(shipped: Canonicalizer, shipped_table: AliasTable) -> None:
    strong: dict[str, set[str]] = defaultdict(set)
    for alias, record in aliases(shipped_table, Strength.STRONG):
        strong[record.id].add(alias)
    for alias, record in aliases(shipped_table, Strength.WEAK):
        decision = shipped.explain(alias)
        check(decision)
        if decision.canonical_id is not None:
            assert decision.candidates[0].alias in strong[decision.canonical_id], (alias, record.id)


@pytest.mark.parametrize(
    "mention",
    ["Abu Hafs the Tall", "Abu Hafz the Tall", "ABU HAFS THE TALL", "Mr. Abu Hafs the Tall", "Abou Hafs the Tall", "Abu Hafs"],
)
def test_a_weak_alias_never_decides_even_misspelled(mention: str) -> None:
    table = AliasTable.from_records(
        [
            {"id": "weak", "name": "Wolfgang Zimmermann", "type": "person", "weak": ["Abu Hafs the Tall"]},
            {"id": "other", "name": "Pedro Sanchez", "type": "person"},
        ]
    )
    for threshold in (0.0, 0.3, 0.8):
        assert Canonicalizer(table, threshold=threshold, margin=0.0).canonicalize(mention) is None


def test_a_type_leaves_only_its_records(shipped: Canonicalizer, shipped_table: AliasTable) -> None:
    types = {record.id: record.type for record in shipped_table}
    for mention in CLEAR + KEPT:
        free = shipped.explain(mention)
        for kind in ("person", "org", "place", "vessel"):
            decision = shipped.explain(mention, kind)
            check(decision)
            assert {types[candidate.canonical_id] for candidate in decision.candidates} <= {kind}
            if free.reason is Reason.EXACT_ALIAS and types[free.canonical_id or ""] == kind:
                assert decision.canonical_id == free.canonical_id


# --- the table -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def some_records(shipped_table: AliasTable) -> list[dict[str, Any]]:
    return [as_dict(shipped_table.record(id)) for id in KEPT]


@pytest.fixture(scope="module")
def answers(some_records: list[dict[str, Any]]) -> list[Decision]:
    return Canonicalizer(AliasTable.from_records(some_records)).explain_many(CLEAR)


def verdicts(decisions: list[Decision]) -> list[tuple[str, Status, str | None, float]]:
    return [(d.mention, d.status, d.canonical_id, round(d.score, 6)) for d in decisions]


@FEW
@given(seed=st.integers(0, 1 << 30))
def test_the_order_of_records_does_not_matter(
    some_records: list[dict[str, Any]], answers: list[Decision], seed: int
) -> None:
    shuffled = random.Random(seed).sample(some_records, len(some_records))
    again = Canonicalizer(AliasTable.from_records(shuffled)).explain_many(CLEAR)
    assert verdicts(again) == verdicts(answers)


def test_the_order_of_aliases_does_not_matter(some_records: list[dict[str, Any]], answers: list[Decision]) -> None:
    turned = [record | {"aliases": record["aliases"][::-1]} for record in some_records]
    assert verdicts(Canonicalizer(AliasTable.from_records(turned)).explain_many(CLEAR)) == verdicts(answers)


@pytest.mark.parametrize(
    "record",
    [
        {"id": "new", "name": "Zürcher Käsefabrik", "type": "org"},
        {"id": "new", "name": "Wolfgang Zimmermann", "type": "person", "aliases": ["Вольфганг Циммерман"]},
        {"id": "new", "name": "Ouagadougou", "type": "place", "weak": ["Ouaga"]},
        {"id": "new", "name": "大阪", "type": "place"},
    ],
)
def test_an_unrelated_record_changes_no_clear_match(
    some_records: list[dict[str, Any]], answers: list[Decision], record: dict[str, Any]
) -> None:
    more = Canonicalizer(AliasTable.from_records([*some_records, record])).explain_many(CLEAR)
    for before, after in zip(answers, more, strict=True):
        if before.score >= 0.9:
            assert (after.status, after.canonical_id) == (before.status, before.canonical_id)


def test_how_many_candidates_are_shown_changes_no_answer(shipped_table: AliasTable, shipped: Canonicalizer) -> None:
    short = Canonicalizer(shipped_table, candidates=1)
    for mention in [*CLEAR, "Mustafa", "Kim", "Barzani", "Fatah", "Usama bin Laden"]:
        one, many = short.explain(mention), shipped.explain(mention)
        assert len(one.candidates) <= 1
        assert (one.status, one.reason, one.canonical_id, one.score, one.margin) == (
            many.status, many.reason, many.canonical_id, many.score, many.margin,
        ), mention  # fmt: skip


# --- threads and repetition ------------------------------------------------------------------------------------------

MIXED = [*CLEAR, "習近平", "毛澤東", "プーチン", "Αθήνα", "नरेन्द्र मोदी", "", "Kim", "Ali", "\ud800"]


def test_threads_get_the_same_answers(some_records: list[dict[str, Any]]) -> None:
    table = AliasTable.from_records(some_records)
    expected = Canonicalizer(table).explain_many(MIXED)
    fresh = Canonicalizer(table)
    with ThreadPoolExecutor(8) as pool:
        rounds = list(pool.map(lambda n: fresh.explain_many(MIXED[n % 7 :] + MIXED[: n % 7]), range(24)))
    for n, found in enumerate(rounds):
        assert found == expected[n % 7 :] + expected[: n % 7]


def test_signs_met_first_in_threads_are_read_alike() -> None:
    """Rare signs are read by a list that is made when the first one is met: no thread may see half of it."""
    table = AliasTable.from_records([{"id": "xi", "name": "Xi Jinping"}, {"id": "li", "name": "Li Keqiang"}])
    signs = "鄧禛瀞碁麴懋珺燁"
    expected = Canonicalizer(table).read(signs)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # threads take turns all the time
    try:
        for _ in range(5):
            fresh = Canonicalizer(table)
            with ThreadPoolExecutor(8) as pool:
                assert all(found == expected for found in pool.map(fresh.read, [signs] * 8))
    finally:
        sys.setswitchinterval(interval)


def test_asking_again_changes_nothing(shipped: Canonicalizer, shipped_table: AliasTable) -> None:
    first = shipped.explain_many(CLEAR)
    for n in range(5000):  # more than is remembered
        shipped.explain(f"{n}")
    assert shipped.explain_many(CLEAR) == first
    assert Canonicalizer(shipped_table).explain_many(CLEAR) == first
