"""The `namenorm` command: `canonicalize` a column, `explain` one name, `check` an alias table.

Exit status: 0 done, 1 the data or a file is at fault (also: `check` found errors), 2 the command line is at fault,
130 interrupted, 143 terminated, killed by SIGPIPE when the reader of the output went away. Every error is one line on
standard error. The matcher is imported by a command when it runs, so that `--help` and shell completion are quick.
"""

from __future__ import annotations

import errno
import io
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, NoReturn

import click

from namenorm import __version__
from namenorm.cli.canonicalize import canonicalize
from namenorm.cli.check import check
from namenorm.cli.explain import explain
from namenorm.cli.terminal import escape
from namenorm.errors import ArgumentError, NamenormError

_HINTS = {
    errno.ENOENT: "check the path",
    errno.EACCES: "check the permissions",
    errno.EPERM: "check the permissions",
    errno.EISDIR: "give a file, not a directory",
    errno.ENOSPC: "free some space",
    errno.EROFS: "write to another place",
}


class _Program(click.Group):
    """A group that answers every fault with one line and the exit status documented above."""

    def main(self, *args: Any, **extra: Any) -> Any:
        if not extra.get("standalone_mode", True):
            return super().main(*args, **extra)
        with _signals():
            _speak_utf8()
            sys.exit(self._status(*args, **{"prog_name": "namenorm"} | extra | {"standalone_mode": False}))

    def _status(self, *args: Any, **extra: Any) -> int:
        try:
            result = super().main(*args, **extra)
            sys.stdout.flush()
            return result if isinstance(result, int) else 0
        except click.UsageError as error:
            command = error.ctx.command_path if error.ctx else "namenorm"
            return _fail(f"{error.format_message().rstrip('.')} - see '{command} --help'", 2)
        except click.ClickException as error:
            return _fail(error.format_message(), error.exit_code)
        except NamenormError as error:
            return _fail(str(error), 2 if isinstance(error, ArgumentError) else 1)
        except OSError as error:
            _discard_stdout()
            return _fail(_account_of(error), 1)
        except (click.Abort, KeyboardInterrupt):
            return 130


def _fail(message: str, status: int) -> int:
    click.echo(f"namenorm: {escape(' '.join(message.splitlines()))}", err=True)
    return status


def _account_of(error: OSError) -> str:
    where = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else "standard input or output"
    hint = _HINTS.get(error.errno or 0)
    return f"{where}: {error.strerror or error}" + (f" - {hint}" if hint else "")


def _discard_stdout() -> None:
    """Forget what standard output could not take, else the interpreter fails over it once more when it ends."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


@contextmanager
def _signals() -> Iterator[None]:
    """While the program runs a closed pipe ends it quietly, and SIGTERM and SIGHUP end it tidily, as Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may set them
        return
    before: dict[int, Any] = {}
    actions: tuple[tuple[str, Any], ...] = (("SIGPIPE", signal.SIG_DFL), ("SIGTERM", _stop), ("SIGHUP", _stop))
    for name, action in actions:
        number = getattr(signal, name, None)  # Windows lacks two of them
        if number is not None and (name == "SIGPIPE" or signal.getsignal(number) == signal.SIG_DFL):
            before[number] = signal.signal(number, action)
    try:
        yield
    finally:
        for number, action in before.items():
            signal.signal(number, action)


def _stop(number: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(128 + number)


@click.group(
    "namenorm",
    cls=_Program,
    no_args_is_help=False,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def main(context: click.Context) -> None:
    """Names, in any spelling and any script, turned into one canonical ID.

    \b
    Example:
      namenorm canonicalize mentions.csv -c name -o mentions-with-ids.csv
      namenorm explain "Mustafa al-Kazemi"
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
        context.exit(2)


for _command in (canonicalize, explain, check):
    main.add_command(_command)
