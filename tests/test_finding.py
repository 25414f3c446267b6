"""What the index brings before anything is scored: names that share little, but what tells."""

from __future__ import annotations

from typing import Any

import pytest

from namenorm import AliasTable, Canonicalizer, Reason


def best(names: list[str], mention: str) -> tuple[str | None, tuple[str, ...]]:
    """The name of the best candidate in a table of bodies, and the flags of the decision."""
    records: list[dict[str, Any]] = [{"id": f"b{n}", "name": name, "type": "org"} for n, name in enumerate(names)]
    decision = Canonicalizer(AliasTable.from_records(records)).explain(mention)
    return (decision.candidates[0].canonical_name if decision.candidates else None), decision.flags


def test_a_numeral_leads_to_the_one_of_very_many_that_has_it() -> None:
    names = [f"Aircraft Repair Plant {n}" for n in range(1200)]
    found, flags = best(names, "Plant of Aircraft Repair 1150")
    assert found == "Aircraft Repair Plant 1150"
    assert "capped" in flags, "the words alone are too common"


def test_a_numeral_alone_leads_nowhere() -> None:
    assert best(["Aircraft Repair Plant 17"], "17")[0] is None


@pytest.mark.parametrize(
    ("mention", "blend"),
    [
        ("Kommunisticheskiy Soyuz Molodyozhi", "Komsomol"),
        ("Sovet Narodnogo Khozyaystva", "Sovnarkhoz"),
        ("Gosudarstvennyy Planovyy Komitet", "Gosplan"),
    ],
)
def test_a_blend_is_found_by_the_words_that_it_is_made_of(mention: str, blend: str) -> None:
    assert best(["Red Banner Works", blend, "People's Bank"], mention)[0] == blend


@pytest.mark.parametrize(
    ("mention", "initials"),
    [("Bank National Farm Credit JSC", "NFC"), ("The National Iranian Oil Company of Tehran", "NIOC")],
)
def test_initials_may_leave_out_words_at_both_ends(mention: str, initials: str) -> None:
    assert best(["Red Banner Works", initials, "People's Bank"], mention)[0] == initials


def test_what_supports_a_weak_alias_is_judged_however_little_it_shares() -> None:
    """The mention is most of all like a weak alias, which decides with a strong one at its side."""
    record = {"id": "kadhimi", "name": "Mustafa Kadhimi", "type": "person", "weak": ["Mustafa Kadhimi Zebari Barham"]}
    others = ("Ali Hassan", "Barham Salih", "Hoshyar Zebari", "Haider Abadi", "Hadi Amiri", "Faleh Fayyad", "Qais Khazali")
    table = AliasTable.from_records([record, *({"id": name.split()[1].lower(), "name": name, "type": "person"} for name in others)])
    decision = Canonicalizer(table).explain("Mustefa Kadhymi Zebari Barham")
    assert (decision.canonical_id, decision.reason) == ("kadhimi", Reason.SIMILAR)


def test_names_that_are_no_rivals_are_left_out() -> None:
    """Of the names that share a word with the mention, none takes a part of the score of the one that shares all."""
    names = ["Mustafa Kadhimi Barham", *(f"Mustafa {name}" for name in ("Hassan", "Salih", "Zebari", "Abadi", "Amiri", "Fayyad"))]
    table = AliasTable.from_records([{"id": f"p{n}", "name": name, "type": "person"} for n, name in enumerate(names)])
    decision = Canonicalizer(table).explain("Mustefa Kadhymi Barhem")
    assert [candidate.canonical_id for candidate in decision.candidates] == ["p0"]
    assert decision.score > 0.95


@pytest.mark.parametrize("order", [1, -1])
def test_a_rival_that_shares_as_much_is_judged_though_the_best_shares_little(order: int) -> None:
    """Words written as one share hardly a key with those they are made of, but all their letters."""
    names = ["Karel Havel Novak", "Karel Novak Havel"][::order]
    table = AliasTable.from_records([{"id": f"p{n}", "name": name, "type": "person"} for n, name in enumerate(names)])
    decision = Canonicalizer(table).explain("Karellnovak Havel")
    assert decision.reason is Reason.CLOSE_CANDIDATES
