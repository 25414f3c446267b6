# make example   set up, then the main job: canonicalise the names of examples/mentions.csv
# make test      set up, then the linter, the type checker and the whole test suite
# make picture   draw the picture of the README anew
# make clean     delete what the others have made
#
# Needs Python 3.11 or newer: `make test PYTHON=python3.12` chooses one. A C compiler is used if there is one.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SOURCES := pyproject.toml setup.py $(wildcard namenorm/kernel/*.py namenorm/kernel/*.pxd)
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: example test picture clean

example: $(VENV)/.installed
	@$(BIN)/namenorm canonicalize examples/mentions.csv -c name

test: $(VENV)/.installed-for-test
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

picture: $(VENV)/.installed
	PATH="$(CURDIR)/$(BIN):$$PATH" python examples/terminal_to_svg.py docs/explain.svg namenorm explain "Хади аль-Амири"

# Each stamp is renewed when something changes that an editable install does not see by itself.
$(VENV)/.installed: $(SOURCES) | $(BIN)/pip
	$(BIN)/pip install --quiet --editable .
	@$(BIN)/python -c "import namenorm; namenorm.canonicalize('Al-Kazemi')"  # compiles the shipped table once
	@touch $@

$(VENV)/.installed-for-test: $(SOURCES) | $(BIN)/pip
	$(BIN)/pip install --quiet --editable ".[test]"
	@touch $(VENV)/.installed $@

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "namenorm needs Python 3.11 or newer: make PYTHON=/path/to/it")'
	$(PYTHON) -m venv $(VENV)

clean:
	rm -rf $(VENV) build dist *.egg-info namenorm/kernel/*.c namenorm/kernel/*.so
