"""What the package promises to those who import it, and the walls inside."""

from __future__ import annotations

import ast
import doctest
import pkgutil
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import namenorm

ROOT = Path(namenorm.__file__).parent
README = ROOT.parent / "README.md"
MODULES = ["namenorm", *sorted(m.name for m in pkgutil.walk_packages(namenorm.__path__, "namenorm."))]
PROMISED = {
    "canonicalize", "explain", "AliasTable", "Canonicalizer", "Decision", "Candidate", "Record", "Alias", "Status", "Reason",
    "NamenormError", "TableError",
}  # fmt: skip
WALLS = {
    "rapidfuzz": "namenorm.cli.suggesting",
    "unidecode": "namenorm.romanization.last_resort",
    "jellyfish": "namenorm.keys",
    "yaml": "namenorm.alias_table",
    "click": "namenorm.cli",
    "charset_normalizer": "namenorm.cli.formats.text",
    "openpyxl": "namenorm.cli.formats.excel",
    "tqdm": "namenorm.cli.progress",
    "zstandard": "namenorm.cli.formats.compression",
}
HEAVY = {"yaml", "rapidfuzz", "jellyfish", "unidecode", "numpy", "click", "pandas", "polars", "pyspark"}


def python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT.parent)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


# --- names -----------------------------------------------------------------------------------------------------------


def test_all_is_what_is_promised() -> None:
    assert set(namenorm.__all__) >= PROMISED
    assert sorted(namenorm.__all__) == sorted(set(namenorm.__all__))


@pytest.mark.parametrize("name", sorted(namenorm.__all__))
def test_every_promised_name_is_there(name: str) -> None:
    assert getattr(namenorm, name) is not None
    assert name in dir(namenorm)
    assert getattr(namenorm, name).__doc__


def test_a_star_import_gives_all() -> None:
    names: dict[str, object] = {}
    exec("from namenorm import *", names)
    assert set(namenorm.__all__) <= set(names)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing_like_it"):
        namenorm.nothing_like_it  # noqa: B018
    assert not hasattr(namenorm, "_nothing")


def test_every_module_has_a_docstring() -> None:
    bare = [
        name for name in MODULES if not import_module(name).__doc__ and Path(str(import_module(name).__file__)).stat().st_size
    ]
    assert not bare


# --- what importing costs --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("statement", ["import namenorm", "from namenorm import Decision, Record, Status, NamenormError"])
def test_importing_loads_nothing_heavy(statement: str) -> None:
    loaded = python(f"{statement}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})").split()
    assert not HEAVY & set(loaded)


def test_canonicalizing_loads_no_command_line_and_no_frames() -> None:
    code = "import namenorm, sys; namenorm.canonicalize('Al-Kazemi'); print(*{n.partition('.')[0] for n in sys.modules})"
    assert not {"click", "numpy", "pandas"} & set(python(code).split())


def test_every_module_can_be_imported_first() -> None:
    """No import depends on another one having gone before. One process for all; its modules are forgotten in between."""
    names = [name for name in MODULES if not name.endswith("__main__")]
    code = (
        "import sys\n"
        "from importlib import import_module\n"
        "before = set(sys.modules)\n"
        f"for name in {names!r}:\n"
        "    for loaded in [m for m in sys.modules if m.partition('.')[0] == 'namenorm' and not m.startswith('namenorm.kernel')]:\n"
        "        del sys.modules[loaded]\n"
        "    import_module(name)\n"
        "print('done')"
    )
    assert python(code) == "done"


# --- walls -----------------------------------------------------------------------------------------------------------


def source(module: str) -> Path | None:
    path = ROOT.joinpath(*module.split(".")[1:])
    for candidate in (path / "__init__.py", path.with_suffix(".py")):
        if candidate.is_file():
            return candidate
    return None


def imported(module: str) -> set[str]:
    """The modules that a module imports anywhere in its text, with their full names."""
    path = source(module)
    if path is None:
        return set()
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


@pytest.mark.parametrize(("library", "home"), WALLS.items())
def test_a_library_has_one_importer(library: str, home: str) -> None:
    importers = {m for m in MODULES if library in {name.partition(".")[0] for name in imported(m)}}
    assert importers, "nobody imports it: take it out of the dependencies"
    assert all(m == home or m.startswith(f"{home}.") for m in importers)


@pytest.mark.parametrize(
    ("module", "forbidden"),
    [
        ("namenorm.model", ["namenorm."]),
        ("namenorm.errors", ["namenorm."]),
        ("namenorm.cleaning", ["namenorm.alias_table", "namenorm.scoring", "namenorm.parsing", "namenorm.romanization"]),
        ("namenorm.parsing", ["namenorm.scoring", "namenorm.alias_table", "namenorm.index", "namenorm.decision"]),
        ("namenorm.romanization", ["namenorm.alias_table", "namenorm.decision", "namenorm.scoring"]),
        ("namenorm.keys", ["namenorm.scoring", "namenorm.alias_table", "namenorm.index"]),
        ("namenorm.letter_codes", ["namenorm.keys", "namenorm.romanization", "namenorm.reading"]),
        ("namenorm.sounds", ["namenorm.reading", "namenorm.mention", "namenorm.compiled_table"]),
        ("namenorm.mention", ["namenorm.compiled_table", "namenorm.finding", "namenorm.scoring", "namenorm.decision"]),
        ("namenorm.rarity", ["namenorm.compiled_table", "namenorm.scoring", "namenorm.decision"]),
        ("namenorm.compiled_table", ["namenorm.segment", "namenorm.finding", "namenorm.scoring", "namenorm.decision"]),
        ("namenorm.alignment", ["namenorm.compiled_table", "namenorm.scoring", "namenorm.decision"]),
        ("namenorm.finding", ["namenorm.segment", "namenorm.scoring", "namenorm.ranking", "namenorm.decision"]),
        ("namenorm.comparing", ["namenorm.ranking", "namenorm.decision", "namenorm.canonicalizer"]),
        ("namenorm.segment", ["namenorm.ranking", "namenorm.updating", "namenorm.canonicalizer"]),
        ("namenorm.ranking", ["namenorm.decision", "namenorm.canonicalizer"]),
        ("namenorm.updating", ["namenorm.segment", "namenorm.ranking", "namenorm.decision", "namenorm.canonicalizer"]),
        ("namenorm.index", ["namenorm.keys", "namenorm.scoring", "namenorm.decision"]),
        ("namenorm.scoring", ["namenorm.decision", "namenorm.index", "namenorm.alias_table"]),
        ("namenorm.decision", ["namenorm.scoring", "namenorm.index", "namenorm.alias_table", "namenorm.parsing"]),
        ("namenorm.alias_table", ["namenorm.keys", "namenorm.scoring", "namenorm.canonicalizer"]),
    ],
)
def test_a_stage_does_not_know_those_after_it(module: str, forbidden: list[str]) -> None:
    below = [m for m in MODULES if m == module or m.startswith(f"{module}.")]
    found = {name for m in below for name in imported(m) if any(name.startswith(f) for f in forbidden)}
    assert not found


def test_the_kernel_knows_nothing_but_itself() -> None:
    kernel = [m for m in MODULES if m.startswith("namenorm.kernel")]
    assert len(kernel) > 5
    found = {name for m in kernel for name in imported(m)}
    assert not {name for name in found if name.startswith("namenorm") and not name.startswith("namenorm.kernel")}
    assert {name.partition(".")[0] for name in found} == {"array", "math", "namenorm"}


def test_nobody_promises_the_kernel() -> None:
    """Its numbers are the package's own: what it is asked with is checked by those who ask."""
    assert not [name for name in namenorm.__all__ if "kernel" in str(getattr(getattr(namenorm, name), "__module__", ""))]
    asking = {m for m in MODULES if any(n.startswith("namenorm.kernel") for n in imported(m))}
    assert not {m for m in asking if m.startswith(("namenorm.cli", "namenorm.integrations"))}
    private = {n for m in MODULES if not m.startswith("namenorm.kernel") for n in imported(m) if n.startswith("namenorm.kernel")}
    assert not {name for name in private if name.rpartition(".")[2].startswith("_")}, "they are no Python objects once compiled"


@pytest.mark.parametrize("module", sorted((ROOT / "kernel").glob("[!_]*.py")), ids=lambda path: path.stem)
def test_types_of_the_kernel_stand_beside_it(module: Path) -> None:
    """Every name with an underscore that a module gives a number is a C number, and is declared as one."""
    declared = module.with_suffix(".pxd").read_text("utf8")
    assigned: set[str] = set()
    for node in ast.parse(module.read_text("utf8")).body:
        for target in node.targets if isinstance(node, ast.Assign) else ():
            assigned |= {name.id for name in ast.walk(target) if isinstance(name, ast.Name) and name.id.startswith("_")}
    missing = [name for name in sorted(assigned) if not re.search(rf"\b{name}\b", declared)]
    assert not missing
    unknown = set(re.findall(r"\b_[A-Z][A-Z_0-9]+\b", declared)) - assigned
    assert not unknown, "declared, and nowhere in the module"


def told_of() -> list[str]:
    """The modules in the table of the architecture, in its order."""
    page = (ROOT.parent / "docs" / "architecture.md").read_text("utf8")
    table = page.split("## Modules")[1].split("## The command line")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("|")]
    return [f"namenorm.{name.replace('/', '.')}" for row in rows for name in re.findall(r"`([a-z_/]+?)(?:\.py|/)`", row)]


def test_every_module_has_its_line_in_the_architecture() -> None:
    here = {m for m in MODULES if m.count(".") == 1 or m.startswith("namenorm.kernel.")}
    lines = told_of()
    assert here - set(lines) <= {"namenorm.__main__", "namenorm.kernel", "namenorm.data", "namenorm.lists"}
    assert [m for m in lines if m not in MODULES] == ["namenorm.__init__"]
    assert len(lines) == len(set(lines))


def test_imports_go_downwards_in_the_architecture() -> None:
    place = {module: number for number, module in enumerate(told_of())}
    upwards = [(m, name) for m in place for name in imported(m) if place.get(name, -1) > place[m]]
    assert not upwards


def test_nothing_but_the_doors_knows_the_command_line() -> None:
    knowing = {m for m in MODULES if not m.startswith("namenorm.cli") and any("namenorm.cli" in n for n in imported(m))}
    assert knowing <= {"namenorm.__main__"}


# --- examples --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("module", MODULES)
def test_examples_in_docstrings(module: str) -> None:
    result = doctest.testmod(import_module(module))
    assert result.failed == 0


def test_there_are_examples() -> None:
    found = sum(len(doctest.DocTestFinder().find(import_module(m))) for m in MODULES)
    assert found > 20
    assert sum(bool(t.examples) for m in MODULES for t in doctest.DocTestFinder().find(import_module(m))) >= 10


def blocks(text: str) -> list[tuple[int, str]]:
    """Line number and text of every ```python block."""
    out: list[tuple[int, str]] = []
    lines = text.splitlines()
    at = 0
    while at < len(lines):
        if lines[at].strip().lower() in ("```python", "```py", "```pycon"):
            end = next((k for k in range(at + 1, len(lines)) if lines[k].strip() == "```"), len(lines))
            out.append((at + 2, "\n".join(lines[at + 1 : end])))
            at = end
        at += 1
    return out


def test_examples_in_the_readme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks with prompts are run as doctests; blocks of plain code have to be valid Python."""
    if not README.is_file():
        pytest.skip("no README beside the package")
    monkeypatch.chdir(README.parent)
    names: dict[str, object] = {}
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    report: list[str] = []
    for line, text in blocks(README.read_text("utf8")):
        if ">>>" in text:
            test = doctest.DocTestParser().get_doctest(text + "\n", names, f"README.md:{line}", "README.md", line)
            runner.run(test, out=report.append, clear_globs=False)
            names = test.globs  # one block goes on where the last one ended
        else:
            compile(text, f"README.md:{line}", "exec")
    assert not report, "".join(report)
