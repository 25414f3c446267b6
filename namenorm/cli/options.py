"""Options in groups: a command with many of them shows its help under headings."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from typing import Any, TypeVar

import click

from namenorm.cli.formats.sniffing import DELIMITERS

_Command = TypeVar("_Command", bound=Callable[..., Any])


class GroupedOption(click.Option):
    """An option that belongs to a group of its command."""

    def __init__(self, *args: Any, group: str, **extra: Any) -> None:
        super().__init__(*args, **extra)
        self.group = group


class GroupedCommand(click.Command):
    """A command whose help lists its options by group, those of no group last."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        groups: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx) if isinstance(parameter, click.Option) else None
            if record is not None:
                groups.setdefault(getattr(parameter, "group", "Other"), []).append(record)
        for name, records in groups.items():
            with formatter.section(name):
                formatter.write_dl(records, col_max=32)


def in_group(group: str) -> Callable[..., Callable[[_Command], _Command]]:
    """A decorator like `click.option`, whose options belong to `group`."""

    def option(*names: str, **extra: Any) -> Callable[[_Command], _Command]:
        return click.option(*names, cls=GroupedOption, group=group, **extra)

    return option


class Delimiter(click.ParamType[str]):
    """One sign, or the name of one: comma, semicolon, tab, bar."""

    name = "delimiter"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        sign = DELIMITERS.get(value.lower(), "\t" if value == "\\t" else value)
        if len(sign) != 1 or sign in '"\r\n\ufeff' or "\ud800" <= sign <= "\udfff":
            self.fail(f"'{value}' is no delimiter: give one sign, or one of {', '.join(DELIMITERS)}", param, ctx)
        return sign


class EncodingName(click.ParamType[str]):
    """An encoding of text by a name that Python knows, such as cp1256."""

    name = "encoding"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            info = codecs.lookup(value)
        except (LookupError, ValueError):
            info = None
        if info is None or not info._is_text_encoding or info.name in ("idna", "punycode", "undefined", "utf-7"):
            self.fail(f"there is no encoding '{value}': give a name such as utf-8, utf-16, cp1252 or cp1256", param, ctx)
        return info.name
