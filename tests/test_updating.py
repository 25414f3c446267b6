"""A canonicalizer that is told of other records answers as one made of all of them."""

from __future__ import annotations

import pickle
import random
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from namenorm import AliasTable, Canonicalizer, Decision, Reason, Record
from namenorm.errors import ArgumentError

SOME = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SADR: dict[str, Any] = {"id": "sadr", "name": "Muqtada al-Sadr", "type": "person", "aliases": ["مقتدى الصدر"], "weak": ["Sayyid"]}
AMIRI = {"id": "amiri", "name": "Hadi al-Amiri", "type": "person"}
KADHIMI = {"id": "kadhimi", "name": "Mustafa al-Kadhimi", "type": "person"}
OIL = {"id": "oil", "name": "National Iranian Oil Company", "type": "org", "aliases": ["NIOC"]}
BANK = {"id": "bank", "name": "Central Bank of Iraq", "type": "org"}
ASKED = [
    "Muqtada al-Sadr", "Moqtada Sadr", "مقتدى الصدر", "Sayyid", "Hadi Ameri", "هادي العامري", "Kazemi", "Mustafa Sadr", "Sadr",
    "Iranian National Oil Co.", "NIOC", "N.I.O.C.", "Iraqi Central Bank", "Bank of Iran", "Oil Company", "Hussein", "x", "",
]  # fmt: skip


def table(*records: dict[str, Any]) -> AliasTable:
    return AliasTable.from_records(records)


def as_dict(record: Record) -> dict[str, Any]:
    listed = [{"name": alias.name, "strength": str(alias.strength)} for alias in record.aliases]
    return {"id": record.id, "name": record.name, "type": record.type, "aliases": listed}


def summed_up(decision: Decision) -> tuple[Any, ...]:
    """What two decisions have to agree in to the letter."""
    candidates = sorted((round(-c.score, 8), c.canonical_id) for c in decision.candidates)
    return (
        decision.mention, decision.status, decision.reason, decision.canonical_id, decision.flags,
        [canonical_id for _, canonical_id in candidates],
    )  # fmt: skip


def assert_alike(one: Canonicalizer, other: Canonicalizer, mentions: Iterable[str]) -> None:
    for mention in mentions:
        for type in (None, "org", "person"):
            found, expected = one.explain(mention, type), other.explain(mention, type)
            assert summed_up(found) == summed_up(expected)
            scores = [c.score for c in expected.candidates]
            assert [c.score for c in found.candidates] == pytest.approx(scores, abs=1e-9), mention
            assert one.canonicalize(mention, type) == expected.canonical_id


def edited(name: str, chance: random.Random) -> str:
    letters, at = list(name), chance.randrange(len(name))
    letters[at] = chance.choice(["", letters[at] * 2, chance.choice("aeioukhs")])
    return "".join(letters)


# --- any part of the shipped table -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def records(shipped_table: AliasTable) -> list[dict[str, Any]]:
    chance = random.Random(7)
    whole = [record for record in shipped_table if not record.merged_into]
    orgs = [record for record in whole if record.type == "org"]
    return [as_dict(record) for record in {r.id: r for r in (*chance.sample(whole, 90), *chance.sample(orgs, 40))}.values()]


@SOME
@given(seed=st.integers(0, 1 << 30))
def test_any_split_of_a_table_answers_as_the_whole(records: list[dict[str, Any]], seed: int) -> None:
    """Some records are there from the first, some are left out, some come later, some come again with other aliases."""
    chance = random.Random(seed)
    parts: dict[str, list[dict[str, Any]]] = {"base": [], "gone": [], "more": [], "changed": []}
    for record in records:
        parts[chance.choice(["base"] * 5 + ["gone", "more", "changed"])].append(record)
    before = [record | {"aliases": record["aliases"][::2], "name": record["name"][1:] + "x"} for record in parts["changed"]]
    base = [*parts["base"], *parts["gone"], *before]
    chance.shuffle(base)
    updated = Canonicalizer(table(*base)).updated(
        table(*parts["more"], *parts["changed"]), without=[record["id"] for record in parts["gone"]]
    )
    fresh = Canonicalizer(table(*parts["base"], *parts["more"], *parts["changed"]))
    names = [name for record in records for name in (record["name"], *(alias["name"] for alias in record["aliases"]))]
    assert_alike(updated, fresh, [edited(name, chance) for name in chance.sample(names, 40)])
