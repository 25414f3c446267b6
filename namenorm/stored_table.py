"""The stored form of a table file: found again by what the file and the package hold, made when it is not there."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from importlib.resources import files
from importlib.resources.abc import Traversable

from namenorm.compiled_table import compiled
from namenorm.reading import NameReader
from namenorm.storage import Sections, cache_folder
from namenorm.table_file import SHIPPED, read_file, shipped_bytes


def stored(table: str | os.PathLike[str] | None, reader: NameReader) -> Sections:
    """The compiled sections of a table file, the shipped one by default. Works without a cache where none can be kept."""
    content, where = (shipped_bytes(), SHIPPED) if table is None else (read_file(table), os.fsdecode(table))
    digest = hashlib.sha256(content)
    for source in sorted(_sources(files("namenorm")), key=lambda f: f.name):
        digest.update(source.read_bytes())
    try:
        path = cache_folder() / f"{digest.hexdigest()[:32]}.namenorm"
    except RuntimeError:  # no home folder
        path = None
    found = Sections.open(path) if path else None
    if found is None:
        from namenorm.alias_table import AliasTable  # with YAML, which a stored table does without

        writer = compiled(AliasTable.parse(content, where).records, reader)
        found = Sections.of(writer)
        if path:
            with suppress(OSError):  # a cache is a convenience: a full or read-only disk costs time, not answers
                writer.save(path)
    return found


def _sources(folder: Traversable) -> list[Traversable]:
    """All that a compiled table depends on: the stages that read aliases, their word lists and tables."""
    out = [f for f in folder.iterdir() if f.name.endswith(".py")]
    for name in ("lists", "romanization", "romanization/tables"):
        out += [f for f in folder.joinpath(*name.split("/")).iterdir() if f.name.endswith((".py", ".txt", ".tsv"))]
    return out
