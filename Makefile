# make demo   builds an environment, loads the samples and asks three questions
# make test   everything that is checked before a commit
# make ontology   writes the Turtle files anew that repeat the lexicon
# Another interpreter: make test PYTHON=python3.12

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
STORE := demo-store
JOBS ?= auto

.DEFAULT_GOAL := help
.PHONY: help demo test lint format ontology clean

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
	$(BIN)/pytest -n $(JOBS)

lint: $(VENV)/.development
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.development
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

ontology: $(VENV)/.development
	$(BIN)/python -m kb.codelists

clean:
	rm -rf $(VENV) $(STORE) build dist

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# The stamps make a second run quick: pip runs again only when pyproject.toml is newer.
$(VENV)/.runtime: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.development: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/.runtime
