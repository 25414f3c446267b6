"""Rows that can't be read: the first one is an error, unless there is a file for them to go to as they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO

import click

from namenorm.cli.terminal import escape
from namenorm.errors import FileError

_TOLD = 5


class Rejects:
    """Takes rows that can't be read. `count` is how many it took.

    `head` is that of the file that the rows come from: the rejects begin with it, so that they can be mended and run alone.
    """

    def __init__(self, sink: IO[bytes] | None = None, *, quiet: bool = False) -> None:
        self._sink, self._quiet = sink, quiet
        self.count = 0
        self.head = b""

    @property
    def kept(self) -> bool:
        """Whether there is a file for them."""
        return self._sink is not None

    def take(self, fault: Callable[[], FileError], row: bytes) -> None:
        """Keep a row as it came in. Raises the fault if there is no file to keep it in."""
        if self._sink is None:
            raise fault()
        if not self.count:
            self._sink.write(self.head)
        self._sink.write(row)
        self.count += 1
        if self.count <= _TOLD and not self._quiet:
            click.echo(f"rejected: {escape(str(fault()))}", err=True)
