"""What is similar to each token of a table, found once and stored with it: a word that the table has need not be looked for."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

from namenorm.compiled_table import CompiledTable, write_similar
from namenorm.finding import finder
from namenorm.kernel import finding as kernel
from namenorm.reading import NameReader
from namenorm.storage import Sections, Writer
from namenorm.weights import Weights


def add_similar(writer: Writer, reader: NameReader) -> None:
    """Add to the sections of a compiled table what is similar to its tokens; nothing where the kernel is interpreted.

    There it would take longer than all the questions that a table is made for. The answers are the same without it.
    """
    if not str(kernel.__file__).endswith(".py"):
        write_similar(writer, _similar(CompiledTable(Sections.of(writer), reader), reader))


def _similar(table: CompiledTable, reader: NameReader) -> Iterator[tuple[Sequence[int], Sequence[float]]]:
    names = table.kernel_names(array("d"), array("d"))  # of aliases nothing is asked
    found = finder(table, names, reader.sounds.judge(Weights.shipped()), {})
    for text, script in zip(table.tokens, table.scripts, strict=True):
        similar = found.similar_to_own(reader.sound(text, script))
        yield memoryview(similar.tokens).cast("i"), memoryview(similar.likely).cast("d")
