"""What a curator should look at in an alias table: every error, and where there is none, the warnings.

A warning is no fault of form. The table works, but an alias in it can mislead: two records share it, it says the same
twice, or a native form does not sound like any Latin alias beside it.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from namenorm.alias_table import read_entries
from namenorm.cleaning import MAX_CHARACTERS, clean, fold
from namenorm.errors import Problem
from namenorm.model import Record, Strength
from namenorm.table_file import read_file
from namenorm.table_rules import Findings, Path, build_records

MIN_PLAUSIBLE = 0.05

_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")
_FLAGGED = {
    "hidden_characters": "holds hidden characters, shown here as \\u...; type it anew without them",
    "mixed_script": "mixes letters of two scripts in one word; type it anew in one script",
    "too_long": f"is longer than {MAX_CHARACTERS} characters; is it a name?",
}


@dataclass(frozen=True, slots=True)
class _Spelling:
    """One name or alias as written in the table, with its line and the key of an exact alias."""

    text: str
    strong: bool
    line: int | None
    key: str
    flags: tuple[str, ...]


def check(
    path: str | os.PathLike[str], plausible: Callable[[str, str], float] | None = None, content: bytes | None = None
) -> list[Problem]:
    """All errors of the table in a YAML file or, if there is none, its warnings, in file order; empty for a good table.

    `plausible` gives the probability that a native form and a Latin one are spellings of one name; without it the
    native forms are not judged. `content` is what the file holds, if it was read already. FileError where it can't be read.
    """
    entries, findings = read_entries(read_file(path) if content is None else content)
    kept: list[object] = []
    records = build_records(_keeping(entries, kept), findings)
    if findings.problems:
        return findings.in_order()
    written = [_spellings(index, entry, findings) for index, entry in enumerate(kept) if isinstance(entry, Mapping)]
    for record, spellings in zip(records, written, strict=True):
        _warn_single(record, spellings, findings)
        _warn_repeats(record, spellings, findings)
        if plausible is not None:
            _warn_implausible(record, spellings, plausible, findings)
    _warn_shared(records, written, findings)
    return findings.in_order()


def _keeping(entries: Iterable[object], kept: list[object]) -> Iterator[object]:
    for entry in entries:
        kept.append(entry)
        yield entry


def _spellings(index: int, entry: Mapping[str, object], findings: Findings) -> list[_Spelling]:
    """The canonical name and every alias of an entry that has passed the rules, repeated ones too."""
    found = [_spelling(entry["name"], True, (index, "name"), findings)]
    for name in ("native", "aliases", "weak"):
        items = entry.get(name, ())
        for number, item in enumerate(items if isinstance(items, list) else ()):
            weak = name == "weak" or (isinstance(item, Mapping) and item.get("strength") == Strength.WEAK)
            text = item["name"] if isinstance(item, Mapping) else item
            found.append(_spelling(text, not weak, (index, name, number), findings))
    return found


def _spelling(text: object, strong: bool, path: Path, findings: Findings) -> _Spelling:
    name = str(text).strip()
    cleaned = clean(name)
    return _Spelling(name, strong, findings.line(path), fold(cleaned.text), cleaned.flags)


def _warn(findings: Findings, record: Record, line: int | None, message: str) -> None:
    findings.report(Problem(message, line=line, record=record.id, severity="warning"))


def _warn_single(record: Record, spellings: list[_Spelling], findings: Findings) -> None:
    for spelling in spellings:
        for flag in spelling.flags:
            if flag in _FLAGGED:
                _warn(findings, record, spelling.line, f"{_short(spelling.text)} {_FLAGGED[flag]}")
        if not spelling.key:
            message = (
                f"nothing is left of {_short(spelling.text)} after cleaning, so no mention can match it; delete it"
            )
            _warn(findings, record, spelling.line, message)


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "...")


def _warn_repeats(record: Record, spellings: list[_Spelling], findings: Findings) -> None:
    first: dict[str, _Spelling] = {}
    for spelling in spellings:
        earlier = first.setdefault(spelling.key, spelling)
        if earlier is spelling or not spelling.key:
            continue
        where = f" on line {earlier.line}" if earlier.line else ""
        if earlier.text == spelling.text:
            message = f"{_short(spelling.text)} is there already{where}; delete one"
        else:
            message = f"{_short(spelling.text)} is the same as {_short(earlier.text)}{where} after cleaning; delete one"
        _warn(findings, record, spelling.line, message)


def _warn_shared(records: list[Record], written: list[list[_Spelling]], findings: Findings) -> None:
    """Warns of names that several records hold strongly. A weak one beside a strong one is how a curator decides."""
    heirs = {record.id: record.merged_into for record in records}
    owners: dict[str, dict[str, tuple[Record, _Spelling]]] = {}
    for record, spellings in zip(records, written, strict=True):
        person = _heir(record.id, heirs)
        for spelling in spellings:
            if spelling.strong and spelling.key:
                owners.setdefault(spelling.key, {}).setdefault(person, (record, spelling))
    for shared in owners.values():
        if len(shared) < 2:
            continue
        others = list(shared.values())
        record, spelling = others.pop()
        names = ", ".join(f"{other.id!r} (line {line.line})" for other, line in others[:5])
        more = f" and {len(others) - 5} more" if len(others) > 5 else ""
        message = (
            f"{_short(spelling.text)} is also an alias of {names}{more}, so a mention of it will be ambiguous; "
            "if readers would think of one of them, keep it there and make it `weak` elsewhere"
        )
        _warn(findings, record, spelling.line, message)


def _heir(record_id: str, heirs: Mapping[str, str | None]) -> str:
    while (heir := heirs[record_id]) is not None:
        record_id = heir
    return record_id


def _warn_implausible(
    record: Record, spellings: list[_Spelling], plausible: Callable[[str, str], float], findings: Findings
) -> None:
    """Warns of native forms that sound like none of the Latin ones.

    Only persons and places are judged: names of organisations are translated or shortened more often than they are
    transliterated. A person needs a Latin name of two parts or more, and a native form of one part is left alone where
    the script has spaces: it may be a surname or a byname.
    """
    latin = [spelling.text for spelling in spellings if _script_word(spelling.text) == "LATIN"]
    if record.type == "person":
        if not any(len(text.split()) >= 2 for text in latin):
            return
    elif record.type != "place" or not latin:
        return
    for spelling in spellings:
        script = _script_word(spelling.text)
        single = len(spelling.text.split()) < 2 and script not in _UNSPACED
        if script in ("", "LATIN") or not spelling.strong or (single and record.type == "person"):
            continue
        if not any(plausible(spelling.text, text) >= MIN_PLAUSIBLE for text in latin):
            message = (
                f"{_short(spelling.text)} reads like none of the Latin names of the record; "
                "if it is right, add its romanization to `aliases`, else move it to the record it belongs to"
            )
            _warn(findings, record, spelling.line, message)


def _script_word(text: str) -> str:
    """The first word of the Unicode name of the first letter, such as LATIN, ARABIC or CJK; empty without letters."""
    letter = next((c for c in text if c.isalpha()), "")
    return unicodedata.name(letter, "").partition(" ")[0] if letter else ""
