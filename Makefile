# make demo   builds an environment, loads the samples and asks three questions
# make test   everything that is checked before a commit
# make bench  measures speed against bare libraries, and rewrites the tables of README.md and docs/performance.md
# make growth tells how time grows with size; make fuzz MINUTES=30 changes the structure of inputs at random
# make sentences  measures what becomes of sentences asked in words, over real documents
# make mutants  tries small changes of the code against its tests; make coverage tells what no document needs
# make questions  writes the patterns that questions share into their files
# make ontology   writes the Turtle files anew that repeat the lexicon
# Another interpreter: make test PYTHON=python3.12

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
MORPH := .venv-morph
STORE := .kb/store
JOBS ?= auto

.DEFAULT_GOAL := help
.PHONY: questions help demo test lint audit format ontology clean bench growth fuzz sentences mutants coverage

help:
	@sed -n '1,9s/^# //p' Makefile

# The store is the default one, so that the commands of the README work right after it.
demo: $(VENV)/.runtime
	@[ ! -e $(STORE) ] || [ -e $(STORE).demo ] || { echo '$(STORE): 已有自己的知识库, 样例不装进去 (a store of yours; the samples are not put into it)' >&2; exit 1; }
	@mkdir -p $(dir $(STORE)) && touch $(STORE).demo
	$(BIN)/kb load samples
	@echo
	$(BIN)/kb ask departments
	@echo
	$(BIN)/kb ask projects 承德县医疗保障局
	@echo
	$(BIN)/kb ask policy '冀财社〔2023〕225号'
	@echo
	@echo '样例在 $(STORE); 装自己的文件前请删去 (the samples are in $(STORE); remove it before you load documents): rm -r $(STORE)*'

test: lint
	$(BIN)/pytest -n $(JOBS) --dist loadfile --durations 15

lint: $(VENV)/.development
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Licences of all that is needed (a test checks them too), what had no release for three years (asks the package index),
# and what is dangerous in the source: judged lines say why.
audit: $(VENV)/.development
	$(BIN)/python -m tools.licences
	$(BIN)/python -m tools.releases
	$(BIN)/bandit --configfile pyproject.toml --quiet --recursive kb loaders 2>/dev/null

format: $(VENV)/.development
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

ontology: $(VENV)/.development
	$(BIN)/python -m kb.codes.generated

questions: $(VENV)/.development
	$(BIN)/python -m tools.shared_patterns

# Small changes of the code, each tried against the tests of its wing: make mutants PATHS='loaders/forms' SAMPLE=60
PATHS ?= loaders/forms loaders/layout loaders/prose
SAMPLE ?= 50
mutants: $(VENV)/.development
	$(BIN)/python -m tools.mutants $(PATHS) --sample $(SAMPLE)

# Which statements of readers and forms run for no document, sample or case: make coverage DOCUMENTS='folder …'
DOCUMENTS ?=
coverage: $(VENV)/.development
	$(BIN)/python -m tools.unneeded --jobs 2 $(DOCUMENTS) 2>/dev/null

bench: $(VENV)/.development $(MORPH)/.ready
	$(BIN)/python -m benchmarks --morph $(MORPH)/bin/python

# Generated inputs doubled four times, for every reader and stage; writes docs/growth.md.
growth: $(VENV)/.development
	$(BIN)/python -m benchmarks.growth --log docs/growth.md

# Inputs of every reader and stage changed at random; tells what crashes, or takes over 20 s or 1 GB; writes docs/fuzz.md.
MINUTES ?= 30
SEED ?= 1
fuzz: $(VENV)/.development
	PYTHONPATH=.:tests $(BIN)/python -W ignore -m fuzz --minutes $(MINUTES) --seed $(SEED) --log docs/fuzz.md

# What becomes of sentences asked in words, over the real documents beside the repository; writes the table of docs/questions.md.
sentences: $(VENV)/.development
	$(BIN)/python -m benchmarks.sentences

# morph-kgc wants an older pyoxigraph than this project: it gets an environment of its own.
$(MORPH)/.ready:
	$(PYTHON) -m venv $(MORPH)
	$(MORPH)/bin/python -m pip install --quiet --disable-pip-version-check 'morph-kgc>=2.10'
	@touch $@

clean:
	rm -rf $(VENV) $(MORPH) build dist

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# The stamps make a second run quick: pip runs again only when pyproject.toml is newer.
$(VENV)/.runtime: pyproject.toml | $(BIN)/python
	@echo '安装 (installing): pyoxigraph, rdflib, networkx …'
	$(BIN)/python -m pip install --disable-pip-version-check --editable . | sed -un 's/^Collecting /  /p; s/^Successfully/  Successfully/p'
	@$(BIN)/kb --version
	@touch $@

$(VENV)/.development: pyproject.toml | $(BIN)/python
	@echo '安装开发工具 (installing development tools) …'
	$(BIN)/python -m pip install --disable-pip-version-check --editable '.[dev]' | sed -un 's/^Collecting /  /p; s/^Successfully installed/  installed/p'
	@$(BIN)/pytest --version
	@touch $@ $(VENV)/.runtime
