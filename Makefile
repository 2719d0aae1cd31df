# One word per job; CONTRIBUTING.md says when to use which. Each word does its own set-up, once.
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

# Only looked up when .venv is missing. Debian keeps ensurepip in the package python3-venv.
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	"$$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 \
	&& echo "$$name" && break; done)
VENV := .venv
RUN := $(VENV)/bin/python
INSTALL := $(RUN) -m pip install -qq --disable-pip-version-check --require-hashes

# What a live night uses: the embedded analyzer needs no key and no model server.
ANALYZER := $(or $(SPIN_ANALYZER),embedded)
NIGHT := .cache/night
PORT ?= 8000

.PHONY: help install demo serve nightly site test test-browser accept check bench encoder heads evaluate schemas

help:
	@sed -n 's/^## //p' $(MAKEFILE_LIST)

# A stamp per lock file: the second call costs nothing, a changed lock installs again.
$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "set-up: no Python >= 3.11 with venv was found: install one, or say make PYTHON=/path/to/python" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(INSTALL) -r requirements.txt
	$(RUN) -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	$(INSTALL) -r requirements-dev.txt
	@touch $@

$(VENV)/.llm: requirements-llm.txt $(VENV)/.run
	$(INSTALL) -r requirements-llm.txt
	@touch $@

# Checkers from npm; their install scripts stay unrun.
CHECKERS := tests/node/node_modules/.done
$(CHECKERS): tests/node/package.json tests/node/package-lock.json
	npm ci --prefix tests/node --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

## install       everything: run time, model access, test tools, and the package itself, into .venv
install: $(VENV)/.run $(VENV)/.llm $(VENV)/.dev

## demo          the whole job on the sample newsroom, no network and no key; builds ./site
demo: $(VENV)/.run
	$(RUN) -m tests.newsroom.demo

## serve         show ./site on http://127.0.0.1:8000/ (PORT=... for another port)
serve: $(VENV)/.run
	@test -d site || { echo "serve: ./site is not there: run make demo or make site first" >&2; exit 2; }
	$(RUN) -m http.server $(PORT) --bind 127.0.0.1 --directory site

## nightly       one run over the live feeds of content/publishers; the report lies in .cache/night (AGAIN=1: run --again)
nightly: $(VENV)/.run $(if $(filter embedded,$(ANALYZER)),,$(VENV)/.llm)
	@rm -rf $(NIGHT) && mkdir -p $(NIGHT)
	$(RUN) -m generator run --analyzer $(ANALYZER) $(if $(AGAIN),--again) --report $(NIGHT)/run-report.json

## site          build ./site from content
site: $(VENV)/.run
	$(RUN) -m generator build

## test          the whole suite on Python alone
test: $(VENV)/.dev
	$(RUN) -m pytest -m "not browser"

## test-browser  the tests that look at pages with Chromium; a skip is a failure
test-browser: $(VENV)/.dev $(CHECKERS)
	$(RUN) -m pytest -m browser -p tests.house.no_skips

## accept        Lighthouse on three pages of the demo site and every checker over all of it, by hand; figures printed, floors held
accept: $(VENV)/.dev $(CHECKERS) demo
	$(RUN) -m tests.accept

## check         style, types, import contracts, house bars, schemas, content, workflows
check: $(VENV)/.dev
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(RUN) -m pytest tests/house
	$(RUN) -m generator schemas --check
	$(RUN) -m generator check
	$(VENV)/bin/zizmor --persona=pedantic --offline --no-progress .github

## bench         speed and memory, printed
bench: $(VENV)/.dev
	$(RUN) -m tests.bench

## heads         train the heads of the embedded analyzer on tests/heads/data; renews weights and model card
heads: $(VENV)/.dev
	OMP_NUM_THREADS=1 $(RUN) -m tests.heads

## encoder       tune the language model to hear loaded wording; needs torch, transformers and onnx in .venv, and BASE
encoder: $(VENV)/.dev
	$(RUN) -m tests.heads.tuning $(BASE)

## evaluate      measure the analyzer on the labelled data of SPIN_CORPORA, hold it to tests/eval/floors.json
evaluate: $(VENV)/.dev
	$(RUN) -m generator evaluate

## schemas       write schemas/ anew from the models
schemas: $(VENV)/.run
	$(RUN) -m generator schemas
