"""Text files in any encoding, as blocks of whole lines, with the place of every byte that is not of the encoding."""

from __future__ import annotations

import codecs
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from namenorm.errors import FileError

BLOCK = 1 << 17  # bytes
MAX_LINE = 1 << 26  # characters
_BOMS = (  # UTF-32 goes before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KINDS = (
    (b"\x1f\x8b", "gzip", ".gz"),
    (b"\x28\xb5\x2f\xfd", "zstandard", ".zst"),
    (b"PK\x03\x04", "an Excel workbook or a ZIP archive", ".xlsx"),
    (b"PAR1", "Parquet", ".parquet"),
)
_LATIN = ("cp1252", "cp1250", "cp1254")
_OTHER = (
    "cp1256", "cp1251", "gb18030", "shift_jis", "cp1253", "cp1255", "koi8_r", "big5", "euc_kr", "iso8859_6", "mac_cyrillic",
    "cp874",
)  # fmt: skip
_TELLING = 4096  # bytes that an encoding is told by: more take longer and tell no more
_BAD = re.compile("[\udc80-\udcff]")


class Source(Protocol):
    """What bytes are read from."""

    def read(self, size: int, /) -> bytes: ...

    def read1(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoding of a text file by its Python name, and the mark that the file begins with."""

    name: str = "utf-8"
    bom: bytes = b""

    @property
    def wide(self) -> bool:
        """Whether a character is two bytes or more, so that a bad byte can't go out again as it came in."""
        return self.name.startswith(("utf-16", "utf-32"))

    @classmethod
    def called(cls, name: str) -> Encoding:
        """The encoding of a name as Python has it; with a mark if the name leaves the order of bytes open, or asks for one."""
        plain = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}.get(name)
        return cls(name) if plain is None else cls(plain).with_bom()

    def write(self, text: str, target: str) -> bytes:
        """The bytes of a text. Raises FileError, which names the `target`, for a sign that the encoding has not."""
        try:
            return text.encode(self.name)
        except UnicodeEncodeError as error:
            raise FileError(
                f"{target}: the encoding {self.name} has no character {text[error.start]!a}, which is to be written - "
                "give --output-encoding utf-8"
            ) from None

    def encode(self, text: str) -> bytes:
        """The bytes that a text was read from, bad ones included."""
        return text.encode(self.name, "strict" if self.wide else "surrogateescape")

    def with_bom(self) -> Encoding:
        """The same encoding with its mark. Raises KeyError for one that has none."""
        return Encoding(self.name, {name: bom for bom, name in _BOMS}[self.name])


UTF_8 = Encoding()


@dataclass(frozen=True, slots=True)
class Block:
    """Whole lines of a file and the number of the first; `bad` if some byte in it is not of the encoding (a surrogate)."""

    text: str
    line: int
    bad: bool


class TextFile:
    """The blocks of a text file, without its mark. `live`: a block is what has come, not as much as it can hold. `exact`: the
    text is to go out in the same bytes, and a file of an encoding that has several for one sign is refused. `has_option`:
    the user can say which encoding this file has.
    """

    def __init__(
        self, stream: Source, source: str, encoding: str | None = None, *, live: bool = False, exact: bool = True,
        has_option: bool = True,
    ) -> None:  # fmt: skip
        self.source = source
        self._has_option = has_option
        self._read = stream.read1 if live else stream.read
        head = self._head()
        self.encoding = _encoding_of(head, encoding, source)
        self._decoder = codecs.getincrementaldecoder(self.encoding.name)("strict" if self.encoding.wide else "surrogateescape")
        self._checked = exact and not self.encoding.name.startswith("utf-")
        self._first = head[len(self.encoding.bom) :]
        self._fed = len(self.encoding.bom)
        self._carry = ""
        self.nul_line: int | None = None  # the first with a NUL, as far as was read
        self._blocks: Iterator[Block] = self._read_blocks()

    def sample(self) -> str:
        """The text of the first block, which comes again when the blocks are asked for."""
        first = next(self._blocks, None)
        if first is None:
            return ""
        self._blocks = itertools.chain([first], self._blocks)
        return first.text

    def __iter__(self) -> Iterator[Block]:
        return self._blocks

    def _head(self) -> bytes:
        head = b""
        while len(head) < 4 and (more := self._read(BLOCK)):
            head += more
        return head

    def _read_blocks(self) -> Iterator[Block]:
        pieces: list[str] = []
        line, size, data = 1, 0, self._first or self._read(BLOCK)
        while data:
            text = self._decode(data, line, pieces)
            end = _end_of_lines(text, "\r" if pieces and pieces[-1].endswith("\r") else "")
            size = size + len(text) if end is None else len(text) - end
            if size > MAX_LINE:
                what = f"{self.source}: line {line}: the line has more than {MAX_LINE} characters"
                raise FileError(f"{what} - check that this is a text file")
            if end is None:
                pieces.append(text)
            else:
                whole = "".join((*pieces, text[:end]))
                self._carry = text[end:]
                pieces = [self._carry] if self._carry else []
                yield self._block(whole, line)
                line += count_lines(whole)
            data = self._read(BLOCK)
        rest = "".join((*pieces, self._decode(b"", line, pieces)))
        self._carry = ""
        if rest:
            yield self._block(rest, line)

    def _decode(self, data: bytes, line: int, pieces: list[str]) -> str:
        self._fed += len(data)
        before = self._decoder.getstate()[0]
        try:
            text = self._decoder.decode(data, final=not data)
            if self._checked and self.encoding.encode(text) + self._decoder.getstate()[0] != before + data:
                name = self.encoding.name
                raise FileError(
                    f"{self.source}: line {line} or later: {name} has other bytes for this text too, so it would not go out as "
                    "it came in - give --output-encoding utf-8"
                )
            return text
        except UnicodeDecodeError as error:
            place = self._fed - len(error.object) + error.start
            line += count_lines("".join(pieces) + error.object[: error.start].decode(self.encoding.name, "replace"))
            raise self._fault(line, error.object[error.start], place, "") from None

    def _block(self, text: str, line: int) -> Block:
        if self.nul_line is None and (place := text.find("\0")) >= 0:
            self.nul_line = line + count_lines(text[:place])
        return Block(text, line, not (self.encoding.wide or is_sound(text)))

    def bad_byte(self, text: str, line: int, tail: str) -> FileError:
        """The fault of the first bad byte of `text`, which has one and begins on `line`.

        `tail` is the text from there to the end of the block that came last, which tells the place in the file.
        """
        bad = _BAD.search(text)
        assert bad is not None
        pending = len(self._decoder.getstate()[0]) + len(self.encoding.encode(self._carry))
        place = self._fed - pending - len(self.encoding.encode(tail)) + len(self.encoding.encode(text[: bad.start()]))
        line += count_lines(text[: bad.start()])
        return self._fault(line, ord(bad[0]) - 0xDC00, place, _suggestion(self.encoding.encode(tail)[:65536]))

    def _fault(self, line: int, byte: int, place: int, suggestion: str) -> FileError:
        name = "UTF-8" if self.encoding.name == "utf-8" else self.encoding.name
        what = f"{self.source}: line {line}: byte 0x{byte:02X} at offset {place} is not {name}"
        looks = f"it looks like {suggestion}, so " if suggestion else ""
        option = f"give --encoding {suggestion or 'NAME'}, or " if self._has_option else ""
        return FileError(f"{what} - {looks}{option}save the file as UTF-8")


def is_sound(text: str) -> bool:
    """Whether a text holds no surrogate, which is what a bad byte is read as."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def count_lines(text: str) -> int:
    """How many lines end in `text`."""
    count = text.count("\n")
    return count + text.count("\r") - text.count("\r\n") if "\r" in text else count


def split_lines(text: str) -> list[str]:
    """The lines of `text` with their endings: LF, CR or CRLF, and no other sign that Unicode takes for one."""
    import io

    return list(io.StringIO(text, newline=""))


def _end_of_lines(text: str, before: str) -> int | None:
    """Where the last whole line of `text` ends; None if none does. A CR at the very end may be half of a CRLF."""
    end = text.rfind("\n") + 1 or text.rfind("\r", 0, len(text) - 1) + 1
    if end:
        return end
    return 0 if before and text else None


def _encoding_of(head: bytes, asked: str | None, source: str) -> Encoding:
    marked = next((Encoding(name, bom) for bom, name in _BOMS if head.startswith(bom)), None)
    if asked is not None:
        name = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}.get(n := codecs.lookup(asked).name, n)
        if marked is not None and marked.name[:6] == name[:6]:  # a mark also tells the order of bytes
            return marked
        return Encoding(name)
    if marked is not None:
        return marked
    for start, kind, ending in _KINDS:
        if head.startswith(start):
            what = f"{source}: line 1: this looks like {kind}, not like text"
            raise FileError(f"{what} - the name of such a file ends in {ending}")
    _refuse_zeros(head[:512], source)
    return Encoding()


def _refuse_zeros(sample: bytes, source: str) -> None:
    """Raises FileError for what begins as no text in UTF-8 does: with a zero in every other place, or almost only zeros."""
    if sample.count(0) * 3 <= len(sample):
        return
    half = len(sample) // 2
    zeros = {"be": sample[::2].count(0), "le": sample[1::2].count(0)}
    for order, found in zeros.items():
        text = sample[: len(sample) // 4 * 4].decode(f"utf-32-{order}", "replace")
        wide = "utf-32" if text and "\0" not in text and "\ufffd" not in text else "utf-16"
        if wide == "utf-32" or (found * 3 > half * 2 and sample.count(0) - found < half // 2):
            what = f"this looks like {wide.upper()} without a byte order mark"
            raise FileError(f"{source}: line 1: {what} - give --encoding {wide}-{order}")
    if sample.count(0) > half:
        what = "this is no text, for most of its bytes are NUL"
        raise FileError(f"{source}: line 1: {what} - check that the file is whole, or get it anew")


def _suggestion(sample: bytes) -> str:
    """The encoding that `sample` may be in; '' if none is likely. Never used to read by: only a person can tell."""
    from charset_normalizer import from_bytes  # only needed for this message

    telling = b"\n".join(line for line in sample.splitlines() if not line.isascii())[:_TELLING]
    likely = from_bytes(telling, cp_isolation=[*_LATIN, *_OTHER])
    least = min((match.chaos for match in likely), default=0.0)
    found = {name for match in likely if match.chaos <= least + 0.1 for name in match.could_be_from_charset}
    foreign = sum(byte > 127 for byte in telling)
    letters = sum(chr(byte).isalpha() for byte in telling if byte < 128)
    ordered = (*_LATIN, *_OTHER) if foreign < letters else (*_OTHER, *_LATIN)  # accents are few, other scripts are not
    return next((name.replace("_", "-") for name in ordered if name in found), "")
