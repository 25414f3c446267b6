"""Every command is documented: its help has examples that run, its options are in docs/command-line.md, a shell completes it."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import namenorm
from namenorm.cli import main

ROOT = Path(namenorm.__file__).parents[1]
PAGE = (ROOT / "docs" / "command-line.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(ROOT / "examples" / "mentions.csv", "mentions.csv")
    Path("aliases.yaml").write_text("- {id: reuters, name: Reuters, type: org, native: [رويترز]}\n", encoding="utf-8")


def examples(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.startswith(("  namenorm ", "    namenorm "))]


def test_the_examples_of_every_help_run_in_their_order() -> None:
    for name in ("", *main.commands):
        found = examples(CliRunner().invoke(main, [*([name] if name else []), "--help"]).stdout)
        assert found, f"namenorm {name} --help has no example"
        for line in found:
            result = CliRunner().invoke(main, shlex.split(line)[1:], catch_exceptions=False)
            assert result.exit_code == 0, (line, result.output)


@pytest.mark.parametrize("command", [main, *main.commands.values()], ids=lambda command: str(command.name))
def test_every_option_is_documented(command: click.Command) -> None:
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help
            for option in parameter.opts:
                assert re.search(rf"`{re.escape(option)}[` ]", PAGE), f"{option} of {command.name} is not in docs/command-line.md"


def test_what_the_page_shows_is_what_comes_out() -> None:
    """Every `$ namenorm` line of a console block, with what follows it, on the example file; `...` stands for anything."""
    blocks = re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
    assert len(blocks) > 5
    environment = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "100"}
    Path("namenorm").write_text(f"#!{sys.executable}\nfrom namenorm.cli import main\nmain()\n")
    Path("namenorm").chmod(0o755)
    environment["PATH"] = f"{Path.cwd()}{os.pathsep}{environment['PATH']}"
    for block in blocks:
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, _, expected = part.partition("\n")
            done = subprocess.run(line, shell=True, capture_output=True, text=True, check=False, env=environment)
            shown = done.stderr + done.stdout if "2>&1" not in line else done.stdout
            pattern = ".*".join(re.escape(text) for text in expected.split("..."))
            assert re.fullmatch(pattern, shown, re.DOTALL), f"{line}\n{shown}"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_completes_commands_and_options(shell: str) -> None:
    code = "import sys; sys.argv[0] = 'namenorm'; from namenorm.cli import main; main()"
    environment = os.environ | {"PYTHONPATH": str(ROOT), "_NAMENORM_COMPLETE": f"{shell}_source"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0
    assert "_NAMENORM_COMPLETE" in done.stdout
    for words, expected in (("namenorm cano", "canonicalize"), ("namenorm canonicalize --rev", "--review-below"), ("namenorm canonicalize --format j", "jsonl")):
        environment |= {"_NAMENORM_COMPLETE": f"{shell}_complete", "COMP_WORDS": words, "COMP_CWORD": words.split()[-1] if shell == "fish" else str(len(words.split()) - 1)}
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment)
        assert expected in done.stdout, (words, done.stdout, done.stderr)


def test_the_page_is_found_from_the_readme() -> None:
    assert "docs/command-line.md" in README
