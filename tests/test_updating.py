"""A canonicalizer that is told of other records answers as one made of all of them."""

from __future__ import annotations

import pickle
import random
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from namenorm import AliasTable, Canonicalizer, Decision, Reason, Record
from namenorm.errors import ArgumentError
from namenorm.kernel import finding

COMPILED = not str(finding.__file__).endswith(".py")
SOME = settings(max_examples=6, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture])
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
    candidates = [(c.canonical_id, c.canonical_name, c.alias, c.type) for c in decision.candidates]
    return decision.mention, decision.status, decision.reason, decision.canonical_id, decision.flags, candidates


def assert_alike(one: Canonicalizer, other: Canonicalizer, mentions: Iterable[str]) -> None:
    for mention in mentions:
        for type in (None, "org", "person"):
            found, expected = one.explain(mention, type), other.explain(mention, type)
            assert summed_up(found) == summed_up(expected)
            scores = [c.score for c in expected.candidates]
            assert [c.score for c in found.candidates] == pytest.approx(scores, abs=1e-9), mention
            assert one.canonicalize(mention, type) == expected.canonical_id


# --- a few records ---------------------------------------------------------------------------------------------------


def test_records_are_added() -> None:
    updated = Canonicalizer(table(SADR, BANK)).updated(table(AMIRI, OIL))
    assert_alike(updated, Canonicalizer(table(SADR, BANK, AMIRI, OIL)), ASKED)
    assert updated.canonicalize("Hadi Ameri") == "amiri"


def test_the_old_one_stays_as_it_is() -> None:
    old = Canonicalizer(table(SADR, BANK))
    before = [old.explain(name) for name in ASKED]
    old.updated(table(AMIRI, OIL), without=["sadr"])
    assert [Canonicalizer(table(SADR, BANK)).explain(name) for name in ASKED] == before
    assert [old.explain(name) for name in ASKED] == before


def test_records_are_left_out() -> None:
    updated = Canonicalizer(table(SADR, AMIRI, OIL, BANK)).updated(without=["sadr", "oil"])
    assert_alike(updated, Canonicalizer(table(AMIRI, BANK)), ASKED)
    assert updated.canonicalize("Muqtada al-Sadr") is None


def test_all_records_may_be_left_out() -> None:
    updated = Canonicalizer(table(SADR, OIL)).updated(without=["sadr", "oil"])
    assert {updated.explain(name).reason for name in ASKED} == {Reason.NO_CANDIDATE, Reason.EMPTY}


def test_a_record_takes_the_place_of_the_one_of_its_id() -> None:
    new = SADR | {"name": "Moktada Sadr", "aliases": ["Mullah Atari"], "weak": []}
    updated = Canonicalizer(table(SADR, AMIRI, OIL)).updated(table(new))
    assert_alike(updated, Canonicalizer(table(AMIRI, OIL, new)), [*ASKED, "Mullah Atari", "Mulla Atari"])
    assert updated.explain("Moktada Sadr").canonical_name == "Moktada Sadr"
    assert updated.explain("Sayyid").canonical_id is None


def test_a_type_may_change() -> None:
    updated = Canonicalizer(table(SADR, BANK)).updated(table(SADR | {"type": "place"}))
    assert updated.canonicalize("Muqtada al-Sadr", "place") == "sadr"
    assert updated.canonicalize("Muqtada al-Sadr", "person") is None


def test_updating_again_and_again() -> None:
    changed = AMIRI | {"name": "Hadi Farhan al-Amiri"}
    updated = Canonicalizer(table(SADR, BANK)).updated(table(AMIRI, KADHIMI)).updated(table(OIL, changed), without=["sadr"])
    assert_alike(updated, Canonicalizer(table(BANK, KADHIMI, OIL, changed)), ASKED)
    back = updated.updated(table(SADR, AMIRI), without=["kadhimi", "oil"])
    assert_alike(back, Canonicalizer(table(BANK, SADR, AMIRI)), ASKED)


def test_nothing_to_change_changes_nothing() -> None:
    whole = Canonicalizer(table(SADR, AMIRI, OIL))
    assert [whole.updated().explain(name) for name in ASKED] == [whole.explain(name) for name in ASKED]


def test_what_is_common_is_so_in_all_records_together() -> None:
    """A word that only the old records have tells as little beside a new record as it does in one table."""
    old = [{"id": f"n{n}", "name": f"{town} News Agency", "type": "org"} for n, town in enumerate(["Basra", "Qom", "Aden", "Sirte"])]
    new = {"id": "new", "name": "Mosul Gazette", "type": "org"}
    names = ["Mosul News", "News Gazette", "Musul Gazette", "Mosul Gazette Agency", "Agency"]
    assert_alike(Canonicalizer(table(*old)).updated(table(new)), Canonicalizer(table(*old, new)), names)


@pytest.mark.parametrize("unknown", [["nobody"], ["sadr", "nobody"], ["nobody", "amiri"]])
def test_an_unknown_record_cannot_be_left_out(unknown: list[str]) -> None:
    canonicalizer = Canonicalizer(table(SADR)).updated(table(AMIRI))
    with pytest.raises(ArgumentError, match="nobody"):
        canonicalizer.updated(without=unknown)


def test_a_record_cannot_be_left_out_twice() -> None:
    updated = Canonicalizer(table(SADR, AMIRI)).updated(without=["sadr"])
    with pytest.raises(ArgumentError, match="sadr"):
        updated.updated(without=["sadr"])


def test_settings_go_along() -> None:
    updated = Canonicalizer(table(SADR, AMIRI), threshold=1.0, candidates=1).updated(table(KADHIMI))
    assert updated.explain("Moqtada Sadr").canonical_id is None
    assert len(updated.explain("Mustafa Sadr").candidates) <= 1
    assert updated.provenance.threshold == 1.0


def test_an_updated_one_travels() -> None:
    updated = Canonicalizer(table(SADR, BANK)).updated(table(AMIRI, OIL), without=["bank"])
    again = pickle.loads(pickle.dumps(updated))
    assert [again.explain(name) for name in ASKED] == [updated.explain(name) for name in ASKED]
    assert again.provenance == updated.provenance
    assert_alike(again.updated(table(BANK)), Canonicalizer(table(SADR, AMIRI, OIL, BANK)), ASKED)


def test_provenance_tells_tables_apart() -> None:
    base = Canonicalizer(table(SADR, AMIRI))
    made = [base, base.updated(table(OIL)), base.updated(without=["sadr"]), base.updated(table(OIL), without=["sadr"])]
    assert len({canonicalizer.provenance.table for canonicalizer in made}) == 4


def test_merged_records_come_along() -> None:
    heirs = [{"id": "moqtada", "name": "Moqtada Sadr", "merged_into": "sadr"}, SADR]
    assert_alike(Canonicalizer(table(AMIRI)).updated(table(*heirs)), Canonicalizer(table(AMIRI, *heirs)), ASKED)
    assert_alike(Canonicalizer(table(*heirs)).updated(table(AMIRI)), Canonicalizer(table(*heirs, AMIRI)), ASKED)


def test_merged_records_go_where_their_record_goes() -> None:
    heirs = [SADR, {"id": "moqtada", "name": "Moqtada Sadr", "merged_into": "sadr"}]
    changed = SADR | {"name": "Moktada Sadr"}
    for old in (Canonicalizer(table(AMIRI, *heirs)), Canonicalizer(table(AMIRI)).updated(table(*heirs))):
        assert old.updated(without=["moqtada", "sadr"]).canonicalize("Moqtada Sadr") is None
        assert old.updated(table(changed)).canonicalize("Moqtada Sadr") == "sadr"
        with pytest.raises(ArgumentError, match="'moqtada' was merged into 'sadr'"):
            old.updated(without=["sadr"])
    updated = Canonicalizer(table(AMIRI, *heirs)).updated(table(changed))
    assert_alike(updated, Canonicalizer(table(AMIRI, changed, heirs[1])), ASKED)


def test_words_without_a_sound_are_counted_one_by_one() -> None:
    old = [{"id": "agency", "name": "Agency 24"}, {"id": "channel", "name": "Channel 5"}, {"id": "gone", "name": "Wave 24"}]
    new = [{"id": "radio", "name": "Radio 24"}, {"id": "paper", "name": "Paper 7"}]
    fresh, updated = Canonicalizer(table(*old[:2], *new)), Canonicalizer(table(*old)).updated(table(*new), without=["gone"])
    assert told(updated) == pytest.approx(told(fresh), abs=1e-9)
    assert_alike(updated, fresh, ["Agence 24", "Radyo 24", "Paper 5", "Channel 7", "24", "7"])


# --- any part of the shipped table -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def records(shipped_table: AliasTable) -> list[dict[str, Any]]:
    chance = random.Random(7)
    whole = [record for record in shipped_table if not record.merged_into]
    orgs = [record for record in whole if record.type == "org"]
    return [as_dict(record) for record in {r.id: r for r in (*chance.sample(whole, 40), *chance.sample(orgs, 20))}.values()]


def split(records: list[dict[str, Any]], chance: random.Random) -> tuple[Canonicalizer, Canonicalizer]:
    """(updated, fresh): some records are there from the first, some are left out, some come later or again, changed."""
    parts: dict[str, list[dict[str, Any]]] = {"base": [], "gone": [], "more": [], "changed": []}
    for record in records:
        parts[chance.choice(["base"] * 5 + ["gone", "more", "changed"])].append(record)
    before = [record | {"aliases": record["aliases"][::2], "name": record["name"][1:] + "x"} for record in parts["changed"]]
    base, more = [*parts["base"], *parts["gone"], *before], [*parts["more"], *parts["changed"]]
    chance.shuffle(base)
    chance.shuffle(more)
    updated = Canonicalizer(table(*base)).updated(table(*more), without=[record["id"] for record in parts["gone"]])
    return updated, Canonicalizer(table(*(record for record in base if record in parts["base"]), *more))


def names_of(records: Iterable[dict[str, Any]]) -> list[str]:
    return [name for record in records for name in (record["name"], *(alias["name"] for alias in record["aliases"]))]


@SOME
@given(seed=st.integers(0, 1 << 30))
def test_any_split_of_a_table_knows_what_the_whole_knows(records: list[dict[str, Any]], seed: int) -> None:
    """What equals an alias, and how much every word tells."""
    updated, fresh = split(records, random.Random(seed))
    for name in names_of(records):
        found, expected = updated.explain(name), fresh.explain(name)
        if expected.reason in (Reason.EXACT_ALIAS, Reason.SAME_PARTS, Reason.SHARED_ALIAS):
            assert summed_up(found) == summed_up(expected)
            assert found.score == expected.score
    assert told(updated) == pytest.approx(told(fresh), abs=1e-9)


def told(canonicalizer: Canonicalizer) -> dict[tuple[str, str], float]:
    """What each word of the names that are there tells."""
    segment = canonicalizer._segment
    table = segment.table
    words = zip(table.tokens, table.scripts, strict=True)
    return {word: info for word, info, often in zip(words, segment.infos, table.counts.tokens, strict=True) if often}


@SOME
@given(seed=st.integers(0, 1 << 30))
def test_misspelled_names_are_answered_alike(records: list[dict[str, Any]], seed: int) -> None:
    chance = random.Random(seed)
    updated, fresh = split(records, chance)
    assert_alike(updated, fresh, [edited(name, chance) for name in chance.sample(names_of(records), 40)])


def test_a_large_part_of_a_large_table_may_change(shipped_table: AliasTable) -> None:
    """Where many tokens are near to a word only the first of them count: they are to be the same ones."""
    chance = random.Random(11)
    records = [as_dict(record) for record in shipped_table if not record.merged_into]
    updated, fresh = split(records, chance)
    for name in [edited(name, chance) for name in chance.sample(names_of(records), 500)]:
        found, expected = updated.explain(name), fresh.explain(name)
        assert summed_up(found) == summed_up(expected)
        assert [c.score for c in found.candidates] == pytest.approx([c.score for c in expected.candidates], abs=1e-9), name


def test_a_stored_table_answers_as_one_in_memory(shipped_table: AliasTable) -> None:
    """It brings along what is similar to its words, which holds no more once it is updated."""
    chance = random.Random(13)
    stored, made = Canonicalizer.open(), Canonicalizer(shipped_table)
    assert stored._segment.table.similar or not COMPILED
    names = names_of(map(as_dict, shipped_table))
    more = table(*({"id": f"new{n}", "name": edited(name, chance)} for n, name in enumerate(chance.sample(names, 50))))
    for one, other in ((stored, made), (stored.updated(more), made.updated(more))):
        for name in chance.sample(names, 200):
            mention = edited(name, chance)
            assert one.explain(mention) == other.explain(mention)


def edited(name: str, chance: random.Random) -> str:
    letters, at = list(name), chance.randrange(len(name))
    letters[at] = chance.choice(["", letters[at] * 2, chance.choice("aeioukhs")])
    return "".join(letters)
