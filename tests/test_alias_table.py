"""The alias table: what it accepts, what it refuses and on which line, and what `check` warns of.

A table in `tables/bad` or `tables/warned` says itself what is wrong with it: a comment `# !! part of a message` stands
on the line of the problem, `# !!7 part of a message` names another line, and `# !!0 ...` means the file as a whole.
"""

from __future__ import annotations

import os
import pickle
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
import yaml  # noqa: TID251 - the tests need the pure parser and the C parser
from hypothesis import given, settings
from hypothesis import strategies as st

import namenorm.alias_table
from namenorm.alias_table import AliasTable
from namenorm.errors import FileError, Problem, TableError
from namenorm.model import Alias, Record, Strength
from namenorm.table_check import check
from namenorm.table_file import read_file

TABLES = Path(__file__).parent / "tables"
PACKAGE = Path(namenorm.alias_table.__file__).parent
CHECKOUT = Path(__file__).parent.parent
EXPECTED = re.compile(r"# !!(\d*) (.*?)\s*(?=# !!|$)")


def tables(folder: str) -> list[object]:
    return [pytest.param(path, id=path.stem) for path in sorted((TABLES / folder).glob("*.yaml"))]


def expected(path: Path) -> list[tuple[int, str]]:
    lines = path.read_text("utf-8").replace("\u2028", " ").split("\n")
    return [(int(at or number), part) for number, line in enumerate(lines, 1) for at, part in EXPECTED.findall(line)]


def assert_as_expected(problems: list[Problem], path: Path) -> None:
    wanted = expected(path)
    rest = list(problems)
    for line, part in wanted:
        found = [problem for problem in rest if (problem.line or 0) == line and part in problem.message]
        assert found, f"nothing on line {line} says {part!r} in:\n" + "\n".join(map(str, rest))
        rest.remove(found[0])
    assert rest == [], "not announced in the table"
    assert [problem.line or 0 for problem in problems] == sorted(line for line, _ in wanted)


def problems_of(data: object) -> list[Problem]:
    with pytest.raises(TableError) as caught:
        AliasTable.from_records(data)  # type: ignore[arg-type]
    return caught.value.problems


def written(folder: Path, content: bytes | str) -> Path:
    path = folder / "table.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


@pytest.fixture(params=["C parser", "pure parser"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "pure parser":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    elif not yaml.__with_libyaml__:
        pytest.skip("PyYAML is built without libyaml")
    return str(request.param)


# Reading


@pytest.mark.parametrize("path", tables("bad"))
def test_bad_table_tells_each_problem_on_its_line(path: Path) -> None:
    with pytest.raises(TableError) as caught:
        AliasTable.load(path)
    assert_as_expected(caught.value.problems, path)
    assert check(path) == caught.value.problems


@pytest.mark.parametrize("path", tables("bad"))
def test_pure_parser_refuses_the_same_tables(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    with pytest.raises(TableError) as caught:
        AliasTable.load(path)
    assert [problem.line or 0 for problem in caught.value.problems] == sorted(line for line, _ in expected(path))


@pytest.mark.parametrize("path", tables("good"))
def test_good_table_loads_without_warning(path: Path, parser: str) -> None:
    assert len(AliasTable.load(path)) > 0
    assert check(path) == []


def test_a_full_record(parser: str) -> None:
    table = AliasTable.load(TABLES / "good" / "full.yaml")
    assert table.record("mustafa-al-kadhimi") == Record(
        "mustafa-al-kadhimi",
        "Mustafa al-Kadhimi",
        "person",
        (
            Alias("مصطفى الكاظمي"),
            Alias("Mustafa al-Kazemi"),
            Alias("Al-Kadhimi", Strength.STRONG, "Latn", "ar-Latn", "newspapers"),
            Alias("Abu Haya", Strength.WEAK),
        ),
        "public knowledge: Prime Minister of Iraq 2020-2022",
    )
    assert table.records == tuple(table)
    assert table.source.endswith("full.yaml")


def test_every_scalar_is_a_text(parser: str) -> None:
    (record,) = AliasTable.load(TABLES / "good" / "words-that-yaml-reads-otherwise.yaml")
    assert record.name == "No"
    given = " ".join(alias.name for alias in record.aliases)
    assert given == "Yes On off null NaN 012 1e3 0x1F 12:30:45 2001-01-01 .5 1_000 9"


@pytest.mark.parametrize(
    "content",
    [
        "\ufeff- id: a\n  name: Å\n",
        "- id: a\r\n  name: Å\r\n",
        "- id: a\r  name: Å\r",
        "- id: a\n  name: Å",
        "# comment\n\n- id: a\n  name: 'Å'\n\n",
    ],
)
def test_byte_order_mark_and_line_ends_do_not_matter(content: str, tmp_path: Path, parser: str) -> None:
    assert [record.name for record in AliasTable.load(written(tmp_path, content))] == ["Å"]


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ("- id: a\n  name: Å\n".encode("latin-1"), 2, "byte 16 of the file is not UTF-8; save the file"),
        ("- id: a\r\n- name: مصطفى\r\n".encode("cp1256"), 2, "not UTF-8"),
        ("- id: a\n  name: A\n".encode("utf-16"), 1, "not UTF-8"),
        (b"- id: a\n  name: \xed\xa0\x80\n", 2, "not UTF-8"),
    ],
)
def test_other_encodings_are_refused(content: bytes, line: int, message: str, tmp_path: Path) -> None:
    problems = check(written(tmp_path, content))
    assert [problem.line for problem in problems] == [line]
    assert message in problems[0].message


@pytest.mark.parametrize(
    "content",
    [
        "[" * 50_000,
        "[" * 50_000 + "]" * 50_000,
        "{a: " * 50_000,
        "- " * 50_000,
        "? " * 50_000,
        "- id: it's\n  name: " + "[" * 3_000_000,
        "".join(" " * depth + "-\n" for depth in range(3000)),
    ],
    ids=["open", "closed", "mappings", "dashes", "keys", "after apostrophe", "indented"],
)
def test_deep_nesting_is_refused_and_not_followed(content: str, tmp_path: Path, parser: str) -> None:
    started = time.perf_counter()
    with pytest.raises(TableError):
        AliasTable.load(written(tmp_path, content))
    assert time.perf_counter() - started < 5.0


def test_too_large_a_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(namenorm.alias_table, "MAX_BYTES", 100)
    path = written(tmp_path, "- id: a\n  name: A\n" + "#" * 100)
    assert [problem.message for problem in check(path)] == ["the file is larger than 100 bytes; split the table"]


def test_messages_stay_short(tmp_path: Path) -> None:
    long = "A" * 100_000
    for content in (f"- id: {long}\n  name: A\n  {long}: x\n", f"- &{long} a\n", f"- !{long} a\n", f"- *{long}\n"):
        assert all(len(str(problem)) < 700 for problem in check(written(tmp_path, content)))


def test_very_many_problems_are_cut_short(tmp_path: Path) -> None:
    problems = check(written(tmp_path, "- x\n" * 200_000))
    assert len(problems) == 1001
    assert "mend these first" in problems[-1].message


@pytest.mark.parametrize("path", ["missing.yaml", "", "a\0b", TABLES])
def test_a_file_that_cannot_be_read_is_a_file_error(path: str | Path) -> None:
    with pytest.raises(FileError, match="can't read the alias table"):
        AliasTable.load(path)
    with pytest.raises(FileError):
        check(path)


@pytest.mark.parametrize("edit", ["grows", "is written over"])
def test_a_table_that_is_edited_while_it_is_read_is_refused(tmp_path: Path, edit: str) -> None:
    """Never half of the old and half of the new: an editor that replaces the file does no harm, one that writes into it does."""
    path = written(tmp_path, "- id: a\n  name: A\n" + "# a remark\n" * 5_000_000)
    code = (
        "import os, sys, time; f = os.open(sys.argv[1], os.O_WRONLY | (os.O_APPEND if sys.argv[2] == 'grows' else 0))\n"
        "print('ready', flush=True)\n"
        "while True: os.write(f, b'#'); time.sleep(0.0001)"
    )
    with subprocess.Popen([sys.executable, "-c", code, path, edit], stdout=subprocess.PIPE) as editor:
        assert editor.stdout
        editor.stdout.readline()
        try:
            with pytest.raises(FileError, match="was changed while it was read; save it, then try again"):
                for _ in range(10):
                    read_file(path)
        finally:
            editor.kill()


LINES = [
    *(
        "- id: a",
        "- id: b",
        "  name: A",
        "  name: *x",
        "  aliases:",
        "    - B",
        "    - {name: C}",
        "  weak: [",
        "  - &a",
    ),
    *("  native: [D]", "]", "\t", "- ", "---", "...", "  <<: {}", "'", '"', "  merged_into: b", "  ? x", "%YAML 1.1"),
]


@settings(max_examples=300, deadline=2000)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.text(alphabet="- \n:[]{}'\"#&*!|>?%@`,\tabidnmeé\x00\u2028", max_size=200).map(str.encode),
        st.lists(st.sampled_from(LINES), max_size=30).map(lambda lines: "\n".join(lines).encode()),
    )
)
def test_any_bytes_are_a_table_or_a_table_error(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = written(tmp_path_factory.getbasetemp(), data)
    try:
        table = AliasTable.load(path)
    except TableError as error:
        assert error.problems
        assert all("\n" not in str(problem) for problem in error.problems)
        assert check(path) == error.problems
    else:
        assert all(problem.severity == "warning" for problem in check(path))
        assert AliasTable.from_records(table) == table


# Building in code


def test_the_dict_form_equals_the_file() -> None:
    built = AliasTable.from_records(
        [
            {
                "id": "mustafa-al-kadhimi",
                "name": "Mustafa al-Kadhimi",
                "type": "person",
                "native": ["مصطفى الكاظمي"],
                "aliases": [
                    "Mustafa al-Kazemi",
                    {"name": "Al-Kadhimi", "script": "Latn", "lang": "ar-Latn", "source": "newspapers"},
                ],
                "weak": ("Abu Haya",),
                "source": "public knowledge: Prime Minister of Iraq 2020-2022",
                "merged_into": None,
            },
            Record("m-al-kadhimi", "M. al-Kadhimi", merged_into="mustafa-al-kadhimi"),
        ]
    )
    loaded = AliasTable.load(TABLES / "good" / "full.yaml")
    assert built.records == loaded.records
    assert built.digest == loaded.digest
    assert built == loaded


def test_a_generator_is_read_once() -> None:
    assert len(AliasTable.from_records({"id": f"r{number}", "name": f"R {number}"} for number in range(3))) == 3


def test_an_alias_is_kept_once_and_strong_wins_over_weak() -> None:
    (record,) = AliasTable.from_records(
        [
            {
                "id": "a",
                "name": "A",
                "aliases": ["B", {"name": "C", "strength": "weak"}, "A", "C ", "B"],
                "weak": ["B", "A", "D"],
            }
        ]
    )
    assert record.aliases == (Alias("B"), Alias("C"), Alias("D", Strength.WEAK))


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"name": "A"}, "entry 2 of the list: the record has no `id`"),
        ({"id": 5, "name": "A"}, "`id` is of type int, but must be text"),
        ({"id": "a", "name": None}, "there is no `name`"),
        ({"id": "a", "name": 5}, "`name` is of type int"),
        ({"id": "a", "name": "\ud800A"}, "control character U+D800"),
        ({"id": "a", "name": "A", "aliases": {"B"}}, "`aliases` is of type set, but must be a list"),
        ({"id": "a", "name": "A", "aliases": [5]}, "an alias is of type int"),
        ({"id": "a", "name": "A", "aliases": [None]}, "an alias is missing"),
        ({"id": "a", "name": "A", 5: "x"}, "unknown field '5'"),
        ({"id": "z", "name": "A"}, "the id is taken by the record at entry 1 of the list"),
        (("a", "A"), "an entry is a list"),
        (None, "an entry is missing"),
        (Record("a", ""), "`name` is empty"),
        (Record("a", "A", aliases=(Alias("!"),)), "without any letter or digit"),
        (Record("a", "A", aliases=(Alias("B", "medium"),)), "unknown strength 'medium'"),  # type: ignore[arg-type]
        (Record("a", "A", merged_into="b"), "merged_into names 'b'"),
    ],
)
def test_records_in_code_obey_the_same_rules(entry: object, message: str) -> None:
    (problem,) = problems_of([{"id": "z", "name": "Z"}, entry])
    assert message in problem.message
    assert problem.line is None


def test_no_records_are_refused() -> None:
    assert "no records" in problems_of([])[0].message


values = st.recursive(
    st.none() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*Record.__slots__, *Alias.__slots__, "native", "weak", "x"]), inner)
    ),
    max_leaves=12,
)


@settings(max_examples=200)
@given(st.lists(values, max_size=4))
def test_any_records_are_a_table_or_a_table_error(entries: list[object]) -> None:
    try:
        AliasTable.from_records(entries)  # type: ignore[arg-type]
    except TableError as error:
        assert error.problems


names = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=20).filter(
    lambda text: any(map(str.isalnum, text)) and text == text.strip()
)
aliases = st.builds(
    Alias,
    names,
    st.sampled_from(Strength),
    st.none() | st.sampled_from(["Arab", "Latn"]),
    st.none() | st.sampled_from(["ar", "zh-Hant"]),
    st.none() | names,
)
records = st.builds(
    Record,
    st.from_regex(r"[a-z0-9][a-z0-9-]{0,8}", fullmatch=True),
    names,
    st.sampled_from(["person", "org", "place", "vessel", "other"]),
    st.lists(aliases, max_size=4, unique_by=lambda alias: alias.name).map(tuple),
    st.none() | names,
)


@settings(max_examples=100, deadline=None)
@given(st.lists(records, min_size=1, max_size=5, unique_by=lambda record: record.id))
def test_a_table_written_as_yaml_comes_back(tmp_path_factory: pytest.TempPathFactory, made: list[Record]) -> None:
    table = AliasTable.from_records(made)
    entries = [
        {
            "id": record.id,
            "name": record.name,
            "type": record.type,
            "aliases": [
                {key: str(value) for key in Alias.__slots__ if (value := getattr(alias, key)) is not None}
                for alias in record.aliases
            ],
            **({"source": record.source} if record.source else {}),
        }
        for record in table
    ]
    text = yaml.safe_dump(entries, allow_unicode=False, default_style='"')
    text = re.sub(r'(?m)^(\s*(?:- )*)"(\w+)":', r"\1\2:", text)
    loaded = AliasTable.load(written(tmp_path_factory.getbasetemp(), text))
    assert loaded.records == table.records
    assert loaded.digest == table.digest
    assert AliasTable.from_records(table.records).digest == table.digest


# The table itself


def test_digest_tells_contents_apart() -> None:
    entry = {"id": "a", "name": "A", "aliases": ["B", "C"]}
    changes: list[dict[str, object]] = [
        {},
        {"id": "b"},
        {"name": "AB"},
        {"type": "org"},
        {"aliases": ["B"]},
        {"aliases": ["C", "B"]},
        {"aliases": ["B"], "weak": ["C"]},
        {"source": "x"},
    ]
    digests = [AliasTable.from_records([entry | change]).digest for change in changes]
    assert len(set(digests)) == len(changes)
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in digests)


def test_record_and_heir() -> None:
    table = AliasTable.from_records(
        [Record("a", "A", merged_into="b"), Record("b", "B", merged_into="c"), Record("c", "C")]
    )
    assert [table.record(record_id).name for record_id in "abc"] == ["A", "B", "C"]
    assert [table.heir(record_id).name for record_id in "abc"] == ["C", "C", "C"]
    for ask in (table.record, table.heir):
        with pytest.raises(KeyError, match="no record has the id 'x' in records given in code"):
            ask("x")


def test_a_table_is_frozen_and_can_be_sent_to_a_worker() -> None:
    table = AliasTable.from_records([Record("a", "A")])
    with pytest.raises(AttributeError):
        table.digest = ""  # type: ignore[misc]
    copy = pickle.loads(pickle.dumps(table))
    assert copy == table
    assert copy.record("a").name == "A"


def test_long_chains_of_merged_records() -> None:
    chain = [Record(f"r{number}", "R", merged_into=f"r{number + 1}") for number in range(5000)]
    assert AliasTable.from_records([*chain, Record("r5000", "Last")]).heir("r0").name == "Last"
    circle = problems_of([*chain, Record("r5000", "Last", merged_into="r0")])
    assert [problem.record for problem in circle] == ["r0"]


def test_twenty_thousand_records_are_built_at_once() -> None:
    entries = [{"id": f"r{n}", "name": f"Name {n}", "aliases": [f"Nome {n}", f"Nom {n}"]} for n in range(20_000)]
    started = time.perf_counter()
    AliasTable.from_records(entries)
    assert time.perf_counter() - started < 3.0  # measured: 0.25 s; the margin is for a busy machine


# Check


@pytest.mark.parametrize("path", tables("warned"))
def test_warnings_stand_on_their_lines(path: Path) -> None:
    alike = {("مصطفى الكاظمي", "Mustafa al-Kadhimi")}
    problems = check(path, lambda native, latin: 0.9 if (native, latin) in alike else 0.01)
    assert {problem.severity for problem in problems} == {"warning"}
    assert_as_expected(problems, path)
    assert len(AliasTable.load(path)) > 0


def test_very_many_warnings_are_still_warnings(tmp_path: Path) -> None:
    problems = check(written(tmp_path, "".join(f"- {{id: r{n}, name: A{n}, weak: [a{n}]}}\n" for n in range(1500))))
    assert len(problems) == 1001
    assert {problem.severity for problem in problems} == {"warning"}


def test_native_forms_are_not_judged_without_a_judge() -> None:
    assert check(TABLES / "warned" / "implausible.yaml") == []


# The shipped table


@pytest.fixture
def zipped(tmp_path: Path) -> Path:
    """The package as a zip file, with a small table where the wheel has the shipped one."""
    path = tmp_path / "namenorm.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in PACKAGE.rglob("*"):
            if file.suffix in (".py", ".txt", ".tsv"):
                archive.write(file, f"namenorm/{file.relative_to(PACKAGE).as_posix()}")
        archive.write(TABLES / "good" / "full.yaml", "namenorm/data/aliases.yaml")
    return path


def run_python(code: str, path: Path, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={**os.environ, "PYTHONPATH": str(path)},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_shipped_table_is_found_in_a_zip(zipped: Path, tmp_path: Path) -> None:
    code = (
        "import namenorm.alias_table as m; assert '.zip' in m.__file__;"
        "import namenorm.table_check; print(m.AliasTable.shipped().digest)"
    )
    assert run_python(code, zipped, tmp_path).strip() == AliasTable.load(TABLES / "good" / "full.yaml").digest


def test_missing_shipped_table_is_told(tmp_path: Path) -> None:
    package = tmp_path / "namenorm"
    package.mkdir()
    for name in ("alias_table.py", "table_rules.py", "model.py", "errors.py"):
        (package / name).write_bytes((PACKAGE / name).read_bytes())
    (package / "__init__.py").touch()
    code = (
        "from namenorm.alias_table import AliasTable; from namenorm.errors import FileError\n"
        "try: AliasTable.shipped()\nexcept FileError as error: print(error)"
    )
    assert "install namenorm again" in run_python(code, tmp_path, tmp_path)


@pytest.mark.skipif(not (CHECKOUT / "data" / "aliases.yaml").is_file(), reason="only where the sources are")
def test_shipped_table_has_no_error() -> None:
    table = AliasTable.shipped()
    assert len(table) > 0
    assert table == AliasTable.load(CHECKOUT / "data" / "aliases.yaml")
    assert AliasTable.shipped() is not table
