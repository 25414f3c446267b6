"""The linking protocol: which names make the alias table, which are asked, and what the right answer is.

Every entity set is a TSV file of attested names, several to an entity. In `alias` mode one name of an entity is held
out and asked, the others are the table. In `cross` mode the Latin names are the table and a name in another script is
asked. Either way 15 % of the entities are left out of the table: the right answer to their name is "none".

All choices are drawn from a generator seeded by the entity's ID, so a set gives the same queries in every run and an
entity keeps its part when others are added.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

SEED = 20261122
SHARE_OUT_OF_TABLE = 0.15
FEWEST_QUERIES = 20
"""An entity set that was not planned for is only measured in a mode that gives it this many queries."""


class Mode(StrEnum):
    """What is asked: a held-out spelling, or the native-script name of a record known by its Latin names."""

    ALIAS = "alias"
    CROSS = "cross"


@dataclass(frozen=True, slots=True)
class Row:
    """One attested name."""

    entity_id: str
    type: str
    name: str
    weak: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """What the alias table knows of an entity."""

    name: str
    aliases: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, the canonical one first."""
        return (self.name, *self.aliases, *self.weak)


@dataclass(frozen=True, slots=True)
class Query:
    """A mention and the ID it means; `expected` is None for an entity that is not in the table."""

    mention: str
    expected: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a system said of a mention: its best record, how sure it is, and whether it decided to link.

    `candidates` are record IDs, best first; None for a system that has no candidates to show.
    """

    canonical_id: str | None
    score: float
    linked: bool
    candidates: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One measurement: a file, a mode, and the type of entity it is restricted to."""

    path: Path
    mode: Mode
    type: str

    @property
    def label(self) -> str:
        """The name of the task in tables, such as `un_sc/cross/person`."""
        return f"{self.path.stem.removeprefix('entities_')}/{self.mode}/{self.type}"


@dataclass(slots=True)
class Linking:
    """A task made ready: the table by entity ID and the queries in the order they are asked."""

    table: dict[str, Entry] = field(default_factory=dict)
    queries: list[Query] = field(default_factory=list)


PLANNED: dict[str, tuple[tuple[Mode, str], ...]] = {
    "entities_ofac": ((Mode.ALIAS, "person"), (Mode.ALIAS, "org")),
    "entities_un_sc": ((Mode.ALIAS, "person"), (Mode.CROSS, "person")),
    "entities_petrarch_country_elites": ((Mode.ALIAS, "person"),),
    "entities_petrarch_milnonstate": ((Mode.ALIAS, "org"),),
    "entities_wikidata_arabic_fullnames": ((Mode.ALIAS, "person"), (Mode.CROSS, "person")),
    "entities_netrans_arabic_tokens": ((Mode.CROSS, "person"),),
    "entities_netrans_hebrew_tokens": ((Mode.CROSS, "person"),),
    "entities_netrans_russian_tokens": ((Mode.CROSS, "person"),),
    "entities_netrans_korean_tokens": ((Mode.CROSS, "person"),),
    "entities_netrans_chinese_tokens": ((Mode.CROSS, "person"),),
    "entities_netrans_japanese_tokens": ((Mode.CROSS, "person"),),
    "entities_cmu_indian_names": ((Mode.CROSS, "person"),),
    "entities_habesha_given": ((Mode.CROSS, "person"),),
    # Training material: place names and single name units, measured only on request.
    "entities_cldr_exemplar_cities": (),
    "entities_geonames_cities": (),
    "entities_wikidata_arabic_name_units": (),
}
"""The public sets and how each is measured. A file with another name is measured in every way it can be."""


def discover(folder: Path, wanted: Sequence[str] = (), *, everything: bool = False) -> list[Task]:
    """The tasks a folder holds, planned sets first; `wanted` keeps those whose label contains one of the words."""
    files = {path.stem: path for path in sorted(folder.glob("entities_*.tsv"))}
    planned = [stem for stem in PLANNED if stem in files]
    tasks: list[Task] = []
    for stem in [*planned, *(stem for stem in files if stem not in PLANNED)]:
        unplanned = everything or stem not in PLANNED
        tasks += _possible(files[stem]) if unplanned else [Task(files[stem], *how) for how in PLANNED[stem]]
    return [task for task in tasks if not wanted or any(word in task.label for word in wanted)]


def build(task: Task, limit: int | None = None, asked: Callable[[str], bool] = lambda entity_id: True) -> Linking:
    """The table and the first `limit` queries of a task, the same in every run, about the entities that are `asked`."""
    linking = Linking()
    for entity_id, rows in sorted(_read(task.path).items()):
        if rows[0].type == task.type:
            known = len(linking.queries)
            _place(entity_id, rows, task.mode, linking)
            if not asked(entity_id):
                del linking.queries[known:]
    random.Random(SEED).shuffle(linking.queries)
    if limit is not None:
        del linking.queries[limit:]
    return linking


def is_latin(name: str) -> bool:
    """Whether every letter of the name is Latin (signs and digits are in no script)."""
    return all(not letter.isalpha() or letter < "\u0250" or "\u1e00" <= letter < "\u1f00" for letter in name)


def _possible(path: Path) -> Iterator[Task]:
    types = dict.fromkeys(rows[0].type for rows in _read(path).values())
    for mode in Mode:
        for type_ in types:
            task = Task(path, mode, type_)
            if len(build(task).queries) >= FEWEST_QUERIES:
                yield task


def _read(path: Path) -> dict[str, list[Row]]:
    entities: dict[str, list[Row]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            name = Row(row["entity_id"], row["type"], row["name"], row["role"] == "weak_aka")
            entities.setdefault(name.entity_id, []).append(name)
    return entities


def _place(entity_id: str, rows: list[Row], mode: Mode, linking: Linking) -> None:
    """Put one entity into the table, or its name among the queries, or both."""
    strong = list(dict.fromkeys(row.name for row in rows if not row.weak))
    weak = list(dict.fromkeys(row.name for row in rows if row.weak))
    if not strong:
        return
    chance = random.Random(f"{SEED}:{entity_id}")
    out = chance.random() < SHARE_OUT_OF_TABLE
    mention: str | None = None
    if mode is Mode.CROSS:
        native = [name for name in strong if not is_latin(name)]
        strong, weak = [name for name in strong if is_latin(name)], [name for name in weak if is_latin(name)]
        if not native or not strong:
            return
        mention = chance.choice(native)
    elif out:
        mention = chance.choice(strong)
    elif len(strong) > 1:
        mention = chance.choice(strong[1:])
        strong.remove(mention)
        # A held-out name that differs from one in the table only by case or punctuation would test nothing.
        if bare(mention) in map(bare, strong + weak):
            mention = None
    if not out:
        linking.table[entity_id] = Entry(strong[0], tuple(strong[1:]), tuple(weak))
    if mention:
        linking.queries.append(Query(mention, None if out else entity_id))


def bare(name: str) -> str:
    """A name without case and punctuation."""
    return re.sub(r"\W+", " ", name.casefold()).strip()
