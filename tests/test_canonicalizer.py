"""From a mention to an ID: case tables on the shipped table that need no Python to extend, and small tables for the rest.

`cases/canonicalize.csv` holds what works; expected is an ID, `ambiguous`, or `none` (no ID, whatever the reason). A row
moves to `cases/known_gaps.csv` when a mention is not recognised although a reader would (never a wrong ID), and to
`cases/known_errors.csv` when it is taken for another name: those rows are expected failures, and a row that starts to pass
belongs in the first file.
"""

from __future__ import annotations

import csv
import random
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import namenorm
from namenorm import (
    AliasTable,
    ArgumentError,
    Canonicalizer,
    Comparison,
    Decision,
    NamenormError,
    Reason,
    Status,
)

CASES = Path(__file__).parent / "cases"
NOBODY, DOUBT = "none", "ambiguous"

SAME = {
    "mustafa-al-kadhimi": [
        "Mustafa al-Kadhimi", "Al-Kazemi", "Kadhimi", "Mustafa Kadhemi", "Moustafa al-Kazimi", "PM Mustafa Al-Kadhimi",
        "مصطفى الكاظمي", "Мустафа аль-Казими",
    ],
    "muqtada-al-sadr": [
        "Muqtada al-Sadr", "Moqtada Sadr", "Mr. al-Sadr", "Moktada as-Sadr", "AL-SADR, Muqtada", "مقتدى الصدر",
        "Муктада ас-Садр",
    ],
    "kataib-hezbollah": [
        "Kataib Hezbollah", "Kitaib Hezbollah", "Kata'ib Hizballah", "Kataeb Hizbullah", "Hezbollah Brigades",
        "كتائب حزب الله",
    ],
}  # fmt: skip
OTHERS = [
    "Hezbollah", "حزب الله", "Mustafa al-Hakimi", "Musa al-Sadr", "Muhammad Baqir al-Sadr", "Kataib Imam Ali",
]  # fmt: skip


def rows(name: str) -> list[tuple[str, str, str]]:
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [(row["mention"], row["expected"], row["why"]) for row in csv.DictReader(file)]


def is_as_expected(decision: Decision, expected: str) -> bool:
    """`none` is fulfilled by any answer without an ID: whether a doubt is called ambiguous is a matter of degree."""
    if expected == DOUBT:
        return decision.status is Status.AMBIGUOUS
    return decision.canonical_id == (None if expected == NOBODY else expected)


def told(decision: Decision) -> str:
    best = [(c.canonical_id, c.alias, round(c.score, 2)) for c in decision.candidates[:3]]
    return f"{decision.mention}: {decision.canonical_id} ({decision.reason} {decision.score:.2f}) {best}"


# --- the shipped table -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("mention", "expected", "why"), rows("canonicalize"))
def test_case(shipped: Canonicalizer, mention: str, expected: str, why: str) -> None:
    decision = shipped.explain(mention)
    assert is_as_expected(decision, expected), f"{why}; {told(decision)}"


@pytest.mark.parametrize(("mention", "expected", "why"), rows("known_gaps"))
def test_known_gap_is_never_a_wrong_id(shipped: Canonicalizer, mention: str, expected: str, why: str) -> None:
    decision = shipped.explain(mention)
    assert decision.canonical_id in (None, expected), f"{why}; {told(decision)}"


@pytest.mark.parametrize(("mention", "expected", "why"), rows("known_errors"))
def test_known_error(shipped: Canonicalizer, mention: str, expected: str, why: str) -> None:
    decision = shipped.explain(mention)
    if not is_as_expected(decision, expected):
        pytest.xfail(f"{why}; {told(decision)}")


def test_case_tables_are_sound(shipped_table: AliasTable) -> None:
    every = [row for name in ("canonicalize", "known_gaps", "known_errors") for row in rows(name)]
    mentions = [mention for mention, _, _ in every]
    assert sorted(mentions) == sorted(set(mentions)), "a mention stands in two rows"
    assert {expected for _, expected, _ in every} <= {r.id for r in shipped_table} | {NOBODY, DOUBT}
    assert all(why for _, _, why in every)


def test_case_table_is_large_and_of_many_scripts() -> None:
    mentions = [mention for mention, _, _ in rows("canonicalize")]
    assert len(mentions) >= 150
    scripts = {unicodedata.name(c, "?").split()[0] for mention in mentions for c in mention if c.isalpha()}
    assert scripts >= {
        "LATIN", "ARABIC", "CYRILLIC", "HEBREW", "GREEK", "CJK", "HANGUL", "DEVANAGARI", "BENGALI", "THAI", "GEORGIAN",
        "ARMENIAN", "ETHIOPIC", "MYANMAR",
    }  # fmt: skip


@pytest.mark.parametrize(("mention", "expected"), [(m, expected) for expected, every in SAME.items() for m in every])
def test_spellings_of_one_name_have_one_id(shipped: Canonicalizer, mention: str, expected: str) -> None:
    assert shipped.canonicalize(mention) == expected


@pytest.mark.parametrize("mention", OTHERS)
def test_other_names_have_another_id_or_none(shipped: Canonicalizer, mention: str) -> None:
    assert shipped.canonicalize(mention) not in SAME


def test_the_two_functions_answer_by_the_shipped_table(shipped: Canonicalizer) -> None:
    for mention in ("Al-Kazemi", "John Smith", "Fatah", "김정은", ""):
        assert namenorm.explain(mention) == shipped.explain(mention)
        assert namenorm.canonicalize(mention) == shipped.canonicalize(mention)
    assert namenorm.canonicalize("Baghdad", type="place") == "baghdad"
    assert namenorm.canonicalize("Baghdad", type="vessel") is None


MOST_WRONG = 0.03
PEOPLE = {
    "Korean": ("김이박최정강조윤장임한오서신권황안송류홍전고문손양배백허유남심노하곽성차주우구민진지엄", "민호은규서연지훈수현영철미경준우성진하윤태희정숙"),
    "Chinese": ("王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡", "伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚桂玉兰建文志海雪"),
}  # fmt: skip


@pytest.mark.parametrize("people", PEOPLE)
def test_people_of_whom_the_table_knows_nothing_are_mostly_nobody(shipped: Canonicalizer, people: str) -> None:
    """A surname and two signs at random: of the 600 names, hardly one is in the table, and few may be taken for one that is."""
    surnames, signs = PEOPLE[people]
    draw = random.Random(people)
    names = {draw.choice(surnames) + "".join(draw.choices(signs, k=2)) for _ in range(600)}
    linked = [name for name, found in zip(names, shipped.canonicalize_many(names), strict=True) if found]
    assert len(linked) <= MOST_WRONG * len(names), sorted(linked)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("إسحاق رابين", "יצחק רבין"),
        ("Ицхак Рабин", "יצחק רבין"),
        ("محمود عباس", "Махмуд Аббас"),
        ("מחמוד עבאס", "محمود عباس"),
        ("нарендра моди", "नरेन्द्र मोदी"),
        ("버락 오바마", "Барак Обама"),
        ("بشار الأسد", "בשאר אל-אסד"),
    ],
)
def test_names_of_two_scripts_that_are_not_latin_meet(shipped: Canonicalizer, one: str, other: str) -> None:
    assert shipped.compare(one, other, "person").score > 0.75
    assert shipped.compare(other, one, "person").score > 0.75


# --- small tables ----------------------------------------------------------------------------------------------------

RECORDS: list[dict[str, Any]] = [
    {
        "id": "sadr", "name": "Muqtada al-Sadr", "type": "person", "native": ["مقتدى الصدر"],
        "weak": ["Son of the Martyr"],
    },
    {"id": "sadr-city", "name": "Sadr City", "type": "place", "aliases": ["Thawra"]},
    {"id": "thawra", "name": "Al-Thawra Newspaper", "type": "org", "aliases": ["Thawra"]},
    {"id": "basra", "name": "Basra", "type": "place"},
    {"id": "basra-fc", "name": "Basra", "type": "org"},
]  # fmt: skip


@pytest.fixture(scope="module")
def small() -> Canonicalizer:
    return Canonicalizer(AliasTable.from_records(RECORDS))


@pytest.mark.parametrize(
    ("before", "mention"), [("24 Inc", "Inc Karimi"), ("A. Co", "Co Monde"), ("24 inc", "inc Oil Company"), ("Karimi", "Inc Karimi")]
)
def test_an_answer_does_not_hang_on_what_was_asked_before(before: str, mention: str) -> None:
    """A word is looked for by itself with more effort than beside others; what was found then is not used here."""
    fresh, used = Canonicalizer.open(), Canonicalizer.open()
    used.explain(before)
    assert used.explain(mention) == fresh.explain(mention)


def test_a_match_names_its_record(small: Canonicalizer) -> None:
    decision = small.explain("Muqtada al-Sadr")
    assert (decision.mention, decision.status, decision.reason) == (
        "Muqtada al-Sadr",
        Status.MATCH,
        Reason.EXACT_ALIAS,
    )
    assert (decision.canonical_id, decision.canonical_name) == ("sadr", "Muqtada al-Sadr")
    assert decision.score == 1.0
    assert decision.candidates[0].alias == "Muqtada al-Sadr"


@pytest.mark.parametrize(
    ("mention", "status", "reason"),
    [
        ("muqtada AL SADR", Status.MATCH, Reason.EXACT_ALIAS),
        ("Mr. Muqtada Sadr", Status.MATCH, Reason.SAME_PARTS),
        ("Moqtada Sadr", Status.MATCH, Reason.SIMILAR),
        ("Thawra", Status.AMBIGUOUS, Reason.SHARED_ALIAS),
        ("Basra", Status.AMBIGUOUS, Reason.SHARED_ALIAS),
        ("Son of the Martyr", Status.NO_MATCH, Reason.WEAK_ALIAS),
        ("Wolfgang Amadeus Mozart", Status.NO_MATCH, None),
        ("", Status.NO_MATCH, Reason.EMPTY),
        (" .,;-'\u200b ", Status.NO_MATCH, Reason.EMPTY),
        ("Muqtada al-Sadr " * 200, Status.NO_MATCH, Reason.TOO_LONG),
    ],
)
def test_status_and_reason(small: Canonicalizer, mention: str, status: Status, reason: Reason | None) -> None:
    decision = small.explain(mention)
    assert decision.status is status
    assert reason in (None, decision.reason)
    assert (decision.canonical_id is None) == (status is not Status.MATCH)
    assert (decision.canonical_name is None) == (status is not Status.MATCH)


def test_flags_tell_what_was_met(small: Canonicalizer) -> None:
    assert small.explain("Muqtada al-\u200bSadr").flags == ("hidden_characters",)
    assert "mixed_script" in small.explain("Muqt\u0430da al-Sadr").flags  # a Cyrillic a
    assert small.canonicalize("Muqt\u0430da al-Sadr") == "sadr"
    assert "too_long" in small.explain("x " * 1000).flags


def test_a_type_parts_the_bearers_of_one_name(small: Canonicalizer) -> None:
    assert small.canonicalize("Basra") is None
    assert small.canonicalize("Basra", type="place") == "basra"
    assert small.canonicalize("Basra", type="org") == "basra-fc"
    assert small.explain("Basra", type="vessel").status is Status.NO_MATCH


def test_a_mention_unlike_anything_has_no_candidate() -> None:
    canonicalizer = Canonicalizer(AliasTable.from_records([{"id": "x", "name": "Muqtada al-Sadr"}]))
    assert canonicalizer.explain("Zyzzyx").reason is Reason.NO_CANDIDATE
    assert canonicalizer.explain("Zyzzyx").candidates == ()


def test_a_merged_record_answers_with_its_heir() -> None:
    table = AliasTable.from_records(
        [
            {"id": "old", "name": "Gamma Trading House", "type": "org", "merged_into": "middle"},
            {"id": "middle", "name": "Delta Trading House", "type": "org", "merged_into": "new"},
            {"id": "new", "name": "Omega Trading House", "type": "org"},
        ]
    )
    names = ["Gamma Trading House", "Delta Trading House", "Omega Trading House"]
    canonicalizer = Canonicalizer(table)
    assert canonicalizer.canonicalize_many(names) == ["new", "new", "new"]
    assert {canonicalizer.explain(name).canonical_name for name in names} == {"Omega Trading House"}


@pytest.mark.parametrize(
    ("name", "mentions"),
    [("The The", ["La", "Der", "Le"]), ("Al", ["El", "The", "Mr."]), ("Die", ["La", "Das"]), ("Mr", ["Dr", "Sheikh"])],
)
def test_a_name_of_articles_alone_matches_only_itself(name: str, mentions: list[str]) -> None:
    canonicalizer = Canonicalizer(AliasTable.from_records([{"id": "x", "name": name, "type": "org"}]))
    assert canonicalizer.canonicalize(name) == "x"
    assert canonicalizer.canonicalize_many(mentions) == [None] * len(mentions)


@pytest.mark.parametrize("alias", ["No", "1984", "X", "Ё", "金", "김", "24", "The", "Al", "Y", "e"])
def test_a_short_alias_is_found_as_it_stands(alias: str) -> None:
    canonicalizer = Canonicalizer(AliasTable.from_records([{"id": "x", "name": alias, "type": "other"}]))
    assert canonicalizer.explain(alias).reason is Reason.EXACT_ALIAS


# --- arguments -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [None, 12, 1.5, b"Sadr", ["Sadr"], float("nan")])
def test_what_is_no_text_is_refused(small: Canonicalizer, name: Any) -> None:
    with pytest.raises(TypeError, match=f"a name is a str, not {type(name).__name__}"):
        small.explain(name)
    with pytest.raises(TypeError, match="str"):
        small.canonicalize(name)


class Text(str):
    """A kind of str, as NumPy's."""

    __slots__ = ()


@pytest.mark.parametrize("name", ["Mustafa Kazemi", "مصطفى الكاظمي", "Kata'ib Hezbollah", "Nobody Atall", ""])
def test_any_kind_of_str_is_a_name(shipped_table: AliasTable, name: str) -> None:
    fresh = Canonicalizer(shipped_table)
    kind = Text(name)
    assert fresh.canonicalize(kind) == fresh.canonicalize_many([kind])[0] == fresh.explain(kind).canonical_id
    assert fresh.explain_many([kind], evidence=False)[0].status is fresh.explain(name).status
    assert fresh.compare(kind, Text("Mustafa")).score == fresh.compare(name, "Mustafa").score
    assert fresh.read(kind) == fresh.read(name)


def test_any_kind_of_str_stands_in_a_table() -> None:
    table = AliasTable.from_records([{"id": Text("kazemi"), "name": Text("Ali Kazemi"), "aliases": [Text("علي الكاظمي")]}])
    assert Canonicalizer(table).canonicalize_many(["ali kazemi", "علي الكاظمي", "Ali Kazimi"]) == ["kazemi"] * 3


def test_many_take_none_for_an_empty_name(small: Canonicalizer) -> None:
    names = ["Muqtada al-Sadr", None, "Basra", "Muqtada al-Sadr", ""]
    assert small.canonicalize_many(names) == ["sadr", None, None, "sadr", None]
    decisions = small.explain_many(names)
    assert [d.reason for d in decisions] == [
        Reason.EXACT_ALIAS,
        Reason.EMPTY,
        Reason.SHARED_ALIAS,
        Reason.EXACT_ALIAS,
        Reason.EMPTY,
    ]
    assert small.canonicalize_many(iter(names)) == small.canonicalize_many(names)
    with pytest.raises(TypeError):
        small.explain_many(["Basra", 12])  # type: ignore[list-item]


def test_without_evidence_a_decision_is_the_same_but_for_that(shipped: Canonicalizer, mentions: list[str | None]) -> None:
    names = [*mentions, *(f"{name}{letter}" for name in mentions if name for letter in "aя")]
    lean = shipped.explain_many(names, evidence=False)
    whole = shipped.explain_many(names)
    assert any(candidate.evidence for decision in whole for candidate in decision.candidates)
    for decision, other in zip(lean, whole, strict=True):
        bare = tuple(replace(candidate, evidence=()) for candidate in other.candidates)
        assert decision == replace(other, candidates=bare)


@pytest.mark.parametrize("argument", ["threshold", "margin"])
@pytest.mark.parametrize("value", [-0.01, 1.01, float("nan"), float("inf")])
def test_a_cut_off_out_of_range_is_refused(argument: str, value: float) -> None:
    table = AliasTable.from_records(RECORDS)
    with pytest.raises(ArgumentError, match=argument) as caught:
        Canonicalizer(table, **{argument: value})
    assert isinstance(caught.value, NamenormError)
    assert isinstance(caught.value, ValueError)


def test_a_higher_threshold_only_takes_matches_away(shipped_table: AliasTable) -> None:
    strict, lax = (Canonicalizer(shipped_table, threshold=t) for t in (0.97, 0.5))
    for mention, _, _ in rows("canonicalize")[:120]:
        sure = strict.canonicalize(mention)
        assert sure is None or lax.canonicalize(mention) == sure


def test_no_match_is_below_the_threshold() -> None:
    decision = Canonicalizer(AliasTable.from_records(RECORDS), threshold=1.0).explain("Muqtada Sadr")
    assert decision.score >= 1.0 or decision.status is not Status.MATCH


# --- reading and comparing -------------------------------------------------------------------------------------------


def test_read_tells_tokens_with_readings(small: Canonicalizer) -> None:
    tokens = small.read("مقتدى الصدر")
    assert [(t.script, t.role) for t in tokens] == [("Arab", "name"), ("Arab", "article"), ("Arab", "name")]
    assert all(t.readings[0][1] == 0.0 for t in tokens)
    assert "sadr" in [latin for latin, _ in tokens[2].readings]
    assert small.read("") == []


def compared(canonicalizer: Canonicalizer, name: str, other: str) -> Comparison:
    comparison = canonicalizer.compare(name, other)
    assert 0.0 <= comparison.score <= 1.0
    assert (comparison.mention, comparison.alias) == (name, other)
    return comparison


@pytest.mark.parametrize(
    ("name", "like", "unlike"),
    [
        ("Mustafa al-Kadhimi", "Moustafa al-Kazemi", "Mustafa al-Hakimi"),
        ("Saddam Hussein", "Sadam Husayn", "Saddam Hassan"),
        ("مقتدى الصدر", "Muqtada al-Sadr", "Musa al-Sadr"),
        ("김정은", "Kim Jong-un", "Kim Yo-jong"),
        ("Kataib Hezbollah", "Kata'ib Hizballah", "Kataib Imam Ali"),
        ("Владимир Путин", "Wladimir Putin", "Vladimir Medvedev"),
    ],
)
def test_a_spelling_is_closer_than_another_name(shipped: Canonicalizer, name: str, like: str, unlike: str) -> None:
    assert compared(shipped, name, like).score > compared(shipped, name, unlike).score


@pytest.mark.parametrize(("name", "other"), [("", ""), ("", "Sadr"), ("Sadr", ""), ("...", "Sadr"), ("the", "al-")])
def test_nothing_compares_to_nothing(small: Canonicalizer, name: str, other: str) -> None:
    assert compared(small, name, other).score < 0.5


def test_only_equal_names_compare_as_one(small: Canonicalizer) -> None:
    assert compared(small, "Muqtada al-Sadr", "MUQTADA AL SADR").score == 1.0
    assert compared(small, "Muqtada al-Sadr", "Moqtada al-Sadr").score < 1.0


def test_a_comparison_shows_every_token(small: Canonicalizer) -> None:
    comparison = compared(small, "Sheikh Muqtada al-Sadr", "Moqtada Sadr Baghdadi")
    assert {p.mention for p in comparison.tokens if p.mention} == {"sheikh", "muqtada", "sadr"}
    assert {p.alias for p in comparison.tokens if p.alias} == {"moqtada", "sadr", "baghdadi"}
    assert {"bias", "matched"} <= {e.feature for e in comparison.evidence}


# --- weak aliases ----------------------------------------------------------------------------------------------------


def test_a_weak_alias_counts_where_a_strong_one_agrees() -> None:
    record = {"id": "farouqi", "name": "Gharida Farooqi", "type": "person", "weak": ["Ghareeda Farooqui"]}
    canonicalizer = Canonicalizer(AliasTable.from_records([record]))
    assert canonicalizer.canonicalize("Ghareedah Farooqui") == "farouqi"
    assert canonicalizer.explain("Ghareeda Farooqui").reason is Reason.WEAK_ALIAS, "the curator said that it is in doubt"


def test_a_bare_surname_does_not_outvote_the_full_name() -> None:
    record = {"id": "saddam", "name": "Saddam Hussein", "type": "person", "aliases": ["Saddam"]}
    canonicalizer = Canonicalizer(AliasTable.from_records([record]))
    assert canonicalizer.canonicalize("Saddam") == canonicalizer.canonicalize("Sadam Husayn") == "saddam"
    assert canonicalizer.canonicalize("Saddam Hassan") is None


@pytest.mark.parametrize(
    ("name", "other", "glued"),
    [
        ("Serdar Berdimuhamedow", "Сердар Бердымухамедов", "SerdarBerdimuhamedow"),
        ("Эбрахим Раиси", "ابراهيم رئيسي", "ЭбрахимРаиси"),
        ("منصور عباس", "Mansour Abbas", "منصورعباس"),
        ("בנימין נתניהו", "Benjamin Netanyahu", "בנימיןנתניהו"),
    ],
)
def test_a_name_without_its_space_is_found_whatever_else_its_record_is_called(name: str, other: str, glued: str) -> None:
    for aliases in ([], [other]):
        table = AliasTable.from_records([{"id": "meant", "name": name, "type": "person", "aliases": aliases}])
        assert Canonicalizer(table).canonicalize(glued) == "meant"
