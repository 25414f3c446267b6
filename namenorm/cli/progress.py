"""A bar on a terminal that tells how far a run is, how fast, and how long it will still take. Elsewhere nothing."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from namenorm.cli.formats.shape import Reader


class Progress:
    """Counts rows; `bar` shows it, by the bytes read of a text file, or by rows."""

    def __init__(self, bar: Any = None, stream: IO[bytes] | None = None) -> None:
        self.rows = 0
        self._comma = ", " if bar is not None and bar.total else ""  # before the time that is left, where that is known
        self._bar, self._stream = bar, stream

    def add(self, rows: int) -> None:
        """Some more rows are done."""
        self.rows += rows
        if self._bar is not None:
            self._bar.update(rows if self._stream is None else self._stream.tell() - self._bar.n)
            elapsed = self._bar.format_dict["elapsed"] or 1e-9
            self._bar.set_description_str(f"{self.rows:,} rows, {self.rows / elapsed:,.0f} rows/s{self._comma}", refresh=False)


@contextmanager
def progress(stream: IO[bytes], reader: Reader, *, quiet: bool) -> Iterator[Progress]:
    """A progress of the rows of `reader`, which reads `stream`; shown if standard error is a terminal."""
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield Progress()
        return
    from tqdm import tqdm  # only where it is seen

    total = getattr(reader, "total", None)
    by_bytes = total is None and (size := _size(stream)) is not None
    layout = "{percentage:3.0f}% {bar} {desc}{remaining} left" if total or by_bytes else "{desc}"
    total = size if by_bytes else total
    # Rows come while no bytes do, where a block was read ahead: miniters=0 shows them all the same.
    with tqdm(total=total, bar_format=layout, miniters=0, leave=False, file=sys.stderr, dynamic_ncols=True) as bar:
        yield Progress(bar, stream if by_bytes else None)


def _size(stream: IO[bytes]) -> int | None:
    """How many bytes a file has; None for a pipe."""
    try:
        status = os.fstat(stream.fileno())
    except OSError:
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None
