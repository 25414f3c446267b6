"""Scripts and cookbook pages do what they say, each in a process of its own, as a reader runs them."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
PAGES = sorted((ROOT / "docs" / "cookbook").glob("*.md"))
MOST = ["mustafa-al-kadhimi 5", "muqtada-al-sadr 3", "qassem-soleimani 3"]
PRINTED = {
    "with_arrow.py": ["dictionary<values=string, indices=int32, ordered=0>", "Al-Kazemi mustafa-al-kadhimi exact_alias"],
    "with_duckdb.py": [*MOST, "Fatah shared_alias"],
    "with_pandas.py": ["mustafa-al-kadhimi    5", "Fatah shared_alias  0.495"],
    "with_polars.py": MOST,
    "with_shell.sh": ["2023-10-30,Fatah,", ",ambiguous,"],
    "with_sklearn.py": ["Мустафа аль-Казыми Baghdad", "ולדימיר פוטין Moscow"],
    "with_spark.py": MOST,
    "with_sqlite.py": ["2020-10-02 Moqtada Sadr", "2020-11-27 مقتدى الصدر", "2021-02-15 Муктада ас-Садр"],
}
NEEDED = {"dask.md": "dask", "ray.md": "ray"}  # recipes for libraries that the tests do not install


def run(*command: object) -> str:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, encoding="utf-8", check=False, env=environment, cwd=ROOT
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def skip_without_java(text: str) -> None:
    if "pyspark" in text and not os.environ.get("CI") and not shutil.which("java") and not os.environ.get("JAVA_HOME"):
        pytest.skip("Spark needs Java 17: install it (Debian, Ubuntu: apt-get install openjdk-17-jre-headless)")


def printed(script: str) -> str:
    path = EXAMPLES / script
    skip_without_java(path.read_text("utf-8"))
    return run("sh" if script.endswith(".sh") else sys.executable, path)


def test_every_script_is_in_this_file() -> None:
    assert {path.name for path in EXAMPLES.glob("with_*")} == set(PRINTED)


@pytest.mark.parametrize("script", PRINTED)
def test_a_script_prints_what_it_should(script: str) -> None:
    out = printed(script)
    for wanted in PRINTED[script]:
        assert wanted in out


def test_two_lists_are_joined_to_the_same_rows_by_all_engines() -> None:
    out = {engine: printed(f"join_with_{engine}.py") for engine in ("duckdb", "polars", "spark")}
    assert out["duckdb"] == out["polars"] == out["spark"]
    rows = list(csv.DictReader(out["duckdb"].splitlines()))
    assert len(rows) == 22
    pairs = {(row["listed_as"], row["name"]) for row in rows}
    assert {("SULEIMANI, Qasim", "قاسم سلیمانی"), ("ПУТИН, Владимир Владимирович", "ולדימיר פוטין"), ("习近平", "Xi Jinping")} <= pairs
    assert "FATAH" not in {listed for listed, _ in pairs}  # ambiguous in both lists


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_of_the_cookbook_runs(page: Path) -> None:
    library = NEEDED.get(page.name)
    if library and find_spec(library) is None:
        pytest.skip(f"a recipe for {library}, which is not installed: pip install {library}")
    skip_without_java(page.read_text("utf-8"))
    run(sys.executable, "-m", "doctest", "-o", "NORMALIZE_WHITESPACE", page)


def test_links_of_the_cookbook_lead_somewhere() -> None:
    for page in [ROOT / "docs" / "cookbook.md", ROOT / "docs" / "engines.md", *PAGES]:
        for link in re.findall(r"\]\(([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"
