"""The stored form of a table file: found again by what the file and the package hold, made when it is not there."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from importlib.resources import files
from pathlib import Path

from namenorm.compiled_table import compiled
from namenorm.provenance import sources
from namenorm.reading import NameReader
from namenorm.similar_tokens import add_similar
from namenorm.storage import Sections, Writer, cache_folder
from namenorm.table_file import SHIPPED, read_file, shipped_bytes


def stored(table: str | os.PathLike[str] | None, reader: NameReader, content: bytes | None = None) -> Sections:
    """The compiled sections of a table file, the shipped one by default. Works without a cache where none can be kept.

    `content` is what the file holds, if it was read already.
    """
    if table is None:
        content, where = content or shipped_bytes(), SHIPPED
    else:
        content, where = read_file(table) if content is None else content, os.fsdecode(table)
    name = _file_name(content)
    places = [Path(str(files("namenorm") / "data" / name))] if table is None else []  # an installed package brings its own
    with suppress(RuntimeError):  # no home folder
        places.append(cache_folder() / name)
    for place in places:
        if (found := Sections.open(place)) is not None:
            return found
    writer = _compile(content, where, reader)
    if places:
        with suppress(OSError):  # a cache is a convenience: a full or read-only disk costs time, not answers
            writer.save(places[-1])
    return Sections.of(writer)


def store_shipped(folder: Path) -> None:
    """Put the compiled form of the shipped table into `folder`, for a package that is being built."""
    content = shipped_bytes()
    _compile(content, SHIPPED, NameReader()).save(folder / _file_name(content))


def _compile(content: bytes, where: str, reader: NameReader) -> Writer:
    from namenorm.alias_table import AliasTable  # with YAML, which a stored table does without

    writer = compiled(AliasTable.parse(content, where).records, reader)
    add_similar(writer, reader)
    return writer


def _file_name(content: bytes) -> str:
    """A name that only this table has, compiled by this very package."""
    digest = hashlib.sha256(content)
    for source in sorted(f.name.encode() + b":" + f.read_bytes() for f in sources()):
        digest.update(source)
    return f"{digest.hexdigest()[:32]}.namenorm"
