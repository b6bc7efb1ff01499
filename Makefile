# make demo   builds an environment, loads the samples and asks three questions
# make test   everything that is checked before a commit
# make bench  measures speed against bare libraries, and rewrites the tables of README.md and docs/performance.md
# make ontology   writes the Turtle files anew that repeat the lexicon
# Another interpreter: make test PYTHON=python3.12

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
MORPH := .venv-morph
STORE := demo-store
JOBS ?= auto

.DEFAULT_GOAL := help
.PHONY: help demo test lint format ontology clean bench

help:
	@sed -n '1,4s/^# //p' Makefile

demo: $(VENV)/.runtime
	@rm -rf $(STORE)
	$(BIN)/kb --store $(STORE) load samples
	@echo
	$(BIN)/kb --store $(STORE) ask departments
	@echo
	$(BIN)/kb --store $(STORE) ask projects 承德县医疗保障局
	@echo
	$(BIN)/kb --store $(STORE) ask policy '冀财社〔2023〕225号'

test: lint
	$(BIN)/pytest -n $(JOBS) --durations 15

lint: $(VENV)/.development
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.development
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

ontology: $(VENV)/.development
	$(BIN)/python -m kb.codes.generated

bench: $(VENV)/.development $(MORPH)/.ready
	$(BIN)/python -m benchmarks --morph $(MORPH)/bin/python

# morph-kgc wants an older pyoxigraph than this project: it gets an environment of its own.
$(MORPH)/.ready:
	$(PYTHON) -m venv $(MORPH)
	$(MORPH)/bin/python -m pip install --quiet --disable-pip-version-check 'morph-kgc>=2.10'
	@touch $@

clean:
	rm -rf $(VENV) $(MORPH) $(STORE) build dist

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# The stamps make a second run quick: pip runs again only when pyproject.toml is newer.
$(VENV)/.runtime: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.development: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/.runtime
