"""What is fed in: names of odd pieces, and the files of the test corpus with a few bytes put wrong."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

CORPUS = Path(__file__).parents[2] / "tests" / "corpus"
TABLES = CORPUS.parent / "tables"
MAX_BASE = 20_000  # bytes: a larger file is damaged too slowly to be worth it

ANY_CHARACTER = st.characters(exclude_categories=())  # lone surrogates, controls, private use: all of it
PIECES = """
al el as- Abd Abdul abu bin van de Sheikh President of the Ltd. OOO II X. J.K. O' 's s' , ( ) & ' - . Salah Allah Muqtada Sadr
Mustafa Kadhimi Hezbollah Kataib Kim Jong-un Hussein Mohammed Ali Baghdad Brigades عبد الله أبو بن الصدر مصطفى آل حزب كتائب
абд аль Хусейн Путин Рутіn Vlаdimir 習近平 平 ソニー 株式会社 김정은 김 안 2 1st नरेन्द्र গ გიორგი ተወልደ ไทย Հայ שלום צה"ל Μαρία
ﷺ ﷽ İ ı ß ǅ ﬁ é e\u0301 \u0301 \u0335 \u200b \u200c \u200d \u200f \u202e \u2066 \ufe0f \U0001f469 \U000e0041 \u00ad \u115f
\ud800 \udfff \ue000 \x00 \x1b \x7f \u2028 \u0640 \u0660 _ <b> &amp; =1+1 NaN None ꞌ · ・ № ™ µ Ⅷ ½ ㎏ ㈱
""".split()  # noqa: SIM905  # fmt: skip
GAPS = ["", " ", "-", "'", ", ", "  ", "\u00a0", "\u200d", "/"]

BYTES = [
    *(b",", b'"', b'""', b"\n", b"\r\n", b"\r", b";", b"\t", b"|", b" ", b"\0", b"\xff", b"\xfe", b"\xef\xbb\xbf", b"\xff\xfe", b"\xc3"),
    *(b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"name", b"name_id", b"=1", b"{", b"}", b"[", b"]", b":", b"\\", b"\\ud800", b"null", b"1e999"),
    *(b"\x1f\x8b", b"\xd9\x85", "习近平".encode(), "\u202e".encode(), b"x" * 600, b"'", b"\x1a", b"\x85", b"\xe2\x80\xa8"),
]  # fmt: skip
YAML = [
    *(b"- id: a\n", b"  name: A\n", b"  name: *x\n", b"  aliases:\n", b"    - B\n", b"    - {name: C}\n", b"  weak: [", b"- &a\n", b"*a"),
    *(b"  native: [D]\n", b"]", b"}", b"{", b"\t", b"- ", b"---\n", b"...\n", b"  <<: {}\n", b"'", b'"', b"  merged_into: b\n", b"? ", b": "),
    *(b"%YAML 1.1\n", b"%TAG ! x\n", b"!!str ", b"!!python/object ", b"|", b">", b"#", b" ", b"\n", b"  ", b"[" * 40, b"{" * 40, b"- " * 40),
    *(b"  strength: weak\n", b"  type: person\n", b"  source: x\n", b"\\x", b"\\ud800", b'"\\', b"\0", b"\x85", b"\xef\xbb\xbf", b"\xff", b"~"),
    *(b"012", b"NO", b"1e3", b"12:30:45", "习近平".encode(), "\u202e".encode(), "\u2028".encode(), b"A" * 600, b"\r", b"\r\n", b"@", b"`"),
]  # fmt: skip
OPTIONS = [
    *((), (), (), ("-d", ","), ("-d", ";"), ("-d", "\t"), ("--encoding", "cp1251"), ("--encoding", "utf-16"), ("--encoding", "latin-1")),
    *(("--only-id",), ("--excel-safe",), ("--add-bom",), ("--no-header",), ("--rejects", "rejects.csv"), ("--summary",), ("--threshold", "0.5")),
    *(("--line-buffered",), ("--fail-on-unmatched",), ("--prefix", "x_"), ("--review", "review.csv")),
]  # fmt: skip

Edit = tuple[float, str, bytes]
Edits = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from(["insert", "insert", "replace", "delete", "repeat", "cut"]), st.integers(0, 255)),
    max_size=6,
)


@dataclass(frozen=True, slots=True)
class File:
    """A file to be read: what it is called after, what is in it, and with which options."""

    suffix: str
    content: bytes
    column: str = "name"
    options: tuple[str, ...] = ()


def edited(content: bytes, edits: list[tuple[float, str, int]], chunks: list[bytes]) -> bytes:
    """`content` with a few bytes put in, overwritten, taken out, said again, or all cut off after a place."""
    for place, what, number in edits:
        at, chunk = int(place * len(content)), chunks[number % len(chunks)]
        if what == "insert":
            content = content[:at] + chunk + content[at:]
        elif what == "replace":
            content = content[:at] + chunk + content[at + len(chunk) :]
        elif what == "delete":
            content = content[:at] + content[at + 1 + number :]
        elif what == "repeat":
            content = content[:at] + content[at : at + number] * 2 + content[at + number :]
        else:
            content = content[:at]
    return content


@cache
def _bases(folder: Path, pattern: str) -> list[tuple[str, bytes]]:
    files = (file for file in sorted(folder.rglob(pattern)) if file.is_file() and file.stat().st_size < MAX_BASE)
    return [("".join(file.suffixes), file.read_bytes()) for file in files]


def _spelled(pieces: list[str], gaps: list[str]) -> str:
    return "".join(piece + gap for piece, gap in zip(pieces, gaps, strict=False))


_pieces = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12)
NAMES = st.one_of(
    st.text(ANY_CHARACTER, max_size=60),
    st.builds(_spelled, _pieces, st.lists(st.sampled_from(GAPS), min_size=12, max_size=12)),
    _pieces.map(" ".join),
    st.builds(lambda piece, other, times: (piece + other) * times, st.sampled_from(PIECES), st.sampled_from(PIECES + GAPS), st.integers(1, 700)),
)
PAIRS = st.tuples(NAMES, NAMES, st.sampled_from([None, None, None, "person", "org", "place", "vessel", "other"]))


def rows() -> st.SearchStrategy[File]:
    """Files of rows: those of the corpus, damaged, and some made of nothing but separators and oddities."""
    made = st.lists(st.sampled_from(BYTES), max_size=30).map(lambda chunks: (".csv", b"name," + b"".join(chunks)))
    base = st.one_of(st.sampled_from(_bases(CORPUS / "rows", "*")), made)
    return st.builds(
        lambda given, edits, column, options: File(given[0], edited(given[1], edits, BYTES), column, options),
        base, Edits, st.sampled_from(["name", "name", "name", "2", "1", "nam", "x"]), st.sampled_from(OPTIONS),
    )  # fmt: skip


def tables() -> st.SearchStrategy[bytes]:
    """Alias tables: those of the tests, damaged, and some made of lines and signs in any order."""
    bases = [content for folder in (CORPUS / "tables", TABLES) for _, content in _bases(folder, "*.yaml")]
    made = st.lists(st.sampled_from(YAML), max_size=30).map(b"".join)
    return st.builds(lambda given, edits: edited(given, edits, YAML), st.one_of(st.sampled_from(bases), made), Edits)
