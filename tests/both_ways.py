"""Run as a program by test_kernel.py: answers to many names, to the last digit. What it imports as `namenorm` is up to the caller."""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from importlib import import_module
from pathlib import Path

from namenorm import AliasTable, Canonicalizer, kernel


def main() -> None:
    asked = json.loads(Path(sys.argv[1]).read_text("utf8"))
    modules = [import_module(f"namenorm.kernel.{path.stem}") for path in Path(kernel.__path__[0]).glob("[!_]*.py")]
    print(*{Path(str(module.__file__)).suffix for module in modules})
    canonicalizer = Canonicalizer(AliasTable.from_records(asked["records"]))
    for name, view in canonicalizer._sections.views.items():
        print(name, sha256(view).hexdigest())
    for mention in asked["mentions"]:
        print(ascii(canonicalizer.explain(mention)))
    for type in ("person", "org"):
        for one, other in asked["pairs"]:
            print(ascii(canonicalizer.compare(one, other, type)))


if __name__ == "__main__":
    main()
