"""The package alone needs none of the engines, and a door without its library says what to install."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

import namenorm.integrations

ROOT = Path(namenorm.integrations.__file__).parent.parent.parent
DOORS = sorted(path.stem for path in Path(namenorm.integrations.__file__).parent.glob("*.py"))
LIBRARIES = {
    "pandas": ["pandas"],
    "polars": ["polars", "pyarrow"],
    "duckdb": ["duckdb", "numpy", "pyarrow"],
    "arrow": ["pyarrow"],
    "spark": ["pyspark", "pyarrow"],
    "sklearn": ["sklearn"],
}
SHARED = {"__init__", "answers", "columns"}
NO_EXTRA = {"sqlite"}


def python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)


def test_every_door_is_in_this_file() -> None:
    assert set(DOORS) == {*LIBRARIES, *SHARED, *NO_EXTRA}


@pytest.mark.parametrize(("door", "library"), [(door, library) for door, needed in LIBRARIES.items() for library in needed])
def test_a_door_without_its_library_names_the_extra(door: str, library: str) -> None:
    done = python(f"import sys; sys.modules[{library!r}] = None; import namenorm.integrations.{door}")
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert last.endswith(f'ExtraError: namenorm.integrations.{door} needs {library}: pip install "namenorm[{door}]"')


def test_the_error_is_of_our_tree_and_an_import_error() -> None:
    code = (
        "import sys; sys.modules['polars'] = None\n"
        "from namenorm import NamenormError\n"
        "try: import namenorm.integrations.polars\n"
        "except NamenormError as error: print(isinstance(error, ImportError))"
    )
    assert python(code).stdout.strip() == "True"


def test_sqlite_and_what_doors_share_load_none_of_the_libraries() -> None:
    code = "import sys, namenorm.integrations.sqlite, namenorm.integrations.answers; print(*sys.modules)"
    loaded = {name.partition(".")[0] for name in python(code).stdout.split()}
    assert "namenorm" in loaded
    assert not loaded & {library for needed in LIBRARIES.values() for library in needed}


def test_the_package_alone_asks_for_none_of_the_libraries() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    required = " ".join(project["dependencies"])
    assert not any(library in required for needed in LIBRARIES.values() for library in needed)
    assert set(LIBRARIES) <= set(project["optional-dependencies"])
    (brought,) = [line for line in project["optional-dependencies"]["test"] if line.startswith("namenorm[")]
    assert set(LIBRARIES) <= set(brought.removeprefix("namenorm[").removesuffix("]").split(","))


def test_all_libraries_are_here() -> None:
    """The tests of the doors run on the real engines: none of them may be skipped for want of a library."""
    assert [library for needed in LIBRARIES.values() for library in needed if find_spec(library) is None] == []


@pytest.mark.parametrize("door", [*LIBRARIES, *NO_EXTRA])
def test_a_door_is_thin(door: str) -> None:
    assert len((ROOT / "namenorm" / "integrations" / f"{door}.py").read_text("utf-8").splitlines()) < 60
