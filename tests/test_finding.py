"""What the index brings before anything is scored: names that share little, but what tells."""

from __future__ import annotations

from typing import Any

import pytest

from namenorm import AliasTable, Canonicalizer


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
