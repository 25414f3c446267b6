"""What answers rest on: the content of a table, and the code, weights, tables and lists of this package, as short hashes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from importlib.resources import files
from importlib.resources.abc import Traversable

from namenorm.model import Record


def digest(records: Iterable[Record]) -> str:
    """SHA-256 of the records as JSON, one a line."""
    encode = json.JSONEncoder(separators=(",", ":")).encode
    found = hashlib.sha256()
    for record in records:
        aliases = [[alias.name, alias.strength, alias.script, alias.lang, alias.source] for alias in record.aliases]
        line = encode([record.id, record.name, record.type, aliases, record.source, record.merged_into])
        found.update(line.encode("ascii") + b"\n")
    return found.hexdigest()


def sources() -> list[Traversable]:
    """All that a compiled table and answers depend on: the code, the weights, the word lists and the tables."""
    folder = files("namenorm")
    out = [f for f in folder.iterdir() if f.name.endswith((".py", ".txt"))]
    for name in ("kernel", "lists", "romanization", "romanization/tables"):
        out += [f for f in folder.joinpath(*name.split("/")).iterdir() if f.name.endswith((".py", ".txt", ".tsv"))]
    return out


def model() -> str:
    """The version of the package and a hash of all in it that answers depend on, such as `0.1.0+1f0c2a9b33de`."""
    from namenorm import __version__

    found = hashlib.sha256()
    for content in sorted(f.name.encode() + b":" + f.read_bytes() for f in sources()):
        found.update(content)
    return f"{__version__}+{found.hexdigest()[:12]}"
