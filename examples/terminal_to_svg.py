"""Draws what a command prints on a terminal as an SVG picture, colours included.

    python examples/terminal_to_svg.py docs/explain.svg namenorm explain "Хади аль-Амири"

Needs no package. The command runs in a pseudo-terminal, so it prints what it would print for a person (not on Windows).
"""

from __future__ import annotations

import os
import pty
import re
import shlex
import subprocess
import sys
import unicodedata
from html import escape
from pathlib import Path

COLUMN, LINE, MARGIN = 8.4, 19, 18
STYLES = {"1": "font-weight:bold", "2": "fill:#8b949e", "31": "fill:#ff7b72", "32": "fill:#56d364", "33": "fill:#e3b341"}
FRAME = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" width="{width:.0f}" role="img">
<title>{title}</title>
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<g font-family="'DejaVu Sans Mono',Menlo,Consolas,monospace" font-size="14" fill="#e6edf3" xml:space="preserve">
{text}
</g>
</svg>
"""


def output(command: list[str]) -> str:
    """What `command` prints on a terminal, standard output and error together."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs)
    os.close(theirs)
    printed = b""
    try:
        while more := os.read(ours, 65536):
            printed += more
    except OSError:  # the way Linux says that the other end is closed
        pass
    if process.wait():
        sys.exit(printed.decode())
    return printed.decode().replace("\r\n", "\n").rstrip("\n")


def columns(text: str) -> int:
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def leftwards(text: str) -> bool:
    return any(unicodedata.bidirectional(c) in ("R", "AL") for c in text)


def line(text: str, row: int) -> str:
    """One line: every word at its own column, so that a stand-in font cannot shift what follows."""
    out, column, style = [], 0, ""
    for part in re.split(r"(\x1b\[[0-9;]*m)", text):
        if part.startswith("\x1b"):
            codes = part[2:-1].split(";")
            style = "" if codes == ["0"] else ";".join(filter(None, [style, *(STYLES.get(c, "") for c in codes)]))
            continue
        for word in re.findall(r" +|\S+(?: \S+)*", part):
            x, length = MARGIN + COLUMN * column, COLUMN * columns(word)
            styled = f' style="{style}"' if style else ""
            if set(word) == {"█"}:
                out.append(f'<rect x="{x:.1f}" y="{MARGIN + LINE * row - 12}" width="{length:.1f}" height="14"{styled}/>')
            elif word.strip():  # joined letters must not be stretched
                fit = "" if leftwards(word) else f' textLength="{length:.1f}" lengthAdjust="spacingAndGlyphs"'
                out.append(f'<text x="{x:.1f}" y="{MARGIN + LINE * row}"{fit}{styled}>{escape(word)}</text>')
            column += columns(word)
    return "".join(out)


def main() -> None:
    target, *command = sys.argv[1:]
    asked = shlex.join(command).replace("'", '"')
    lines = [f"\x1b[2m$ {asked}\x1b[0m", *output(command).split("\n")]
    width = 2 * MARGIN + COLUMN * max(columns(re.sub(r"\x1b\[[0-9;]*m", "", text)) for text in lines)
    text = "\n".join(filter(None, (line(text, row) for row, text in enumerate(lines, 1))))
    height = 2 * MARGIN + LINE * len(lines)
    picture = FRAME.format(width=width, height=height, title=escape(asked), text=text)
    Path(target).write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
