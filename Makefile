# Two commands for a new checkout: make demo, make test.
# Each makes .venv when it is missing or when pyproject.toml has changed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
TESTED := $(VENV)/installed-for-tests

.PHONY: demo test check format pictures tables clean

demo: $(INSTALLED)
	$(BIN)/workbench demo demo

test: check
	$(BIN)/python -m pytest

check: $(TESTED)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(TESTED)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

pictures: $(TESTED)
	$(BIN)/python docs/make_pictures.py

tables: $(TESTED)
	$(BIN)/python docs/print_tables.py

clean:
	rm -rf $(VENV) demo build dist *.egg-info

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("The workbench needs Python 3.11 or newer." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(INSTALLED): pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(TESTED): pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	touch $@ $(INSTALLED)
