# `make demo` and `make test` are all a newcomer needs; both set up their own .venv first.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

# Modules are compiled when they are first used, and kept: the tests start the product hundreds of times.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
WORKERS ?= 4
LIGHT := not heavy and not soak and not prove and not fuzz and not bench
IN_FILES := --dist loadfile --no-loadscope-reorder -m "$(LIGHT)"
# Files of the browser that take longest go first: the last one would else run alone.
LONGEST_PAGES := tests/browser/test_pages.py tests/browser/test_zero_that_moves.py tests/browser/test_practice.py
# Nothing else is collected for the few chains among thousands of tests.
CHAINS = $(shell grep -rl --include='test_*.py' 'mark\.heavy' tests)
ARGS ?=
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --no-input
RUN_READY := .venv/run.stamp
TEST_READY := .venv/test.stamp
NODE_READY := node_modules/.install.stamp
NODE := node_modules/.bin
# The pins are complete, so nothing is left to resolve; modules are compiled when they are used.
INSTALL := $(PIP) install --no-deps --no-compile
LOCK := $(BIN)/python -m piptools compile --quiet --generate-hashes --strip-extras --allow-unsafe \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options \
	--no-annotate --no-header

.PHONY: help
help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.PHONY: demo
demo: $(RUN_READY) ## four simulated learners and the dashboard at port 8050 of this machine
	@exec $(BIN)/steadyhold demo $(ARGS)

.PHONY: test
# Whole chains in real time one after the other, which leaves a core idle: beside them, for most tests
# wait for samples, the rest on twice as many workers as two cores have. Then the browser, whose client
# and asynchronous tests do not share a process. What the chains say comes when the rest is through.
# In the order of the folders: left to itself, xdist puts files of one long test last, alone.
test: $(TEST_READY) $(NODE_READY) ## every test, the browser included
	node --test tests/javascript/*.test.js
	said=$$(mktemp); trap 'kill $$! 2>/dev/null || true; rm -f "$$said"' EXIT; \
	$(BIN)/python -m pytest -m "heavy and not prove" $(CHAINS) >"$$said" 2>&1 & \
	$(BIN)/python -m pytest -n $(WORKERS) $(IN_FILES) --ignore tests/browser && rest=0 || rest=$$?; \
	wait $$! && chains=0 || chains=$$?; \
	cat "$$said"; exit $$((rest ? rest : chains))
	$(BIN)/python -m pytest -n 3 $(IN_FILES) $(LONGEST_PAGES) tests/browser

.PHONY: lint lint-types lint-style lint-browser
# In parts, for two cores: `make -j 2 lint`.
lint: lint-types lint-style lint-browser ## style, types, import contracts, dead names

lint-types: $(TEST_READY)
	$(BIN)/mypy

lint-style: $(TEST_READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/vulture

lint-browser: $(NODE_READY)
	$(NODE)/tsc
	$(NODE)/eslint .
	$(NODE)/prettier --check .

.PHONY: check
check: lint ## lint and the tests of structure and documents, before a commit
	$(BIN)/python -m pytest tests/architecture

.PHONY: format
format: $(TEST_READY) $(NODE_READY) ## mend what can be mended by a machine
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(NODE)/eslint --fix .
	$(NODE)/prettier --write .

.PHONY: schemas
schemas: $(TEST_READY) ## write docs/schemas anew from the code
	$(BIN)/python -m tests.schemas.documents
	$(BIN)/python -m tests.schemas.typescript

.PHONY: fuzz
fuzz: $(TEST_READY) ## the laws and decoders under many thousand examples
	STEADYHOLD_EXAMPLES=fuzz $(BIN)/python -m pytest --timeout 3600 -m "not soak and not prove and not bench and not browser" \
		tests/laws tests/bridge

.PHONY: fuzz-decoders
fuzz-decoders: $(TEST_READY) ## every decoder under coverage-guided noise, two minutes each
	$(PIP) install atheris==3.0.0
	$(BIN)/python tests/fuzz/decoders.py all --seconds 120

.PHONY: fuzz-routes
fuzz-routes: $(TEST_READY) ## every route of the API under schemathesis, twenty minutes
	$(BIN)/python -m venv .venv/schemathesis
	.venv/schemathesis/bin/python -m pip --disable-pip-version-check --quiet install schemathesis==4.32.5
	$(BIN)/python -m tests.fuzz.routes --schemathesis .venv/schemathesis/bin/schemathesis

.PHONY: prove
prove: $(TEST_READY) ## the slow proofs of what `make test` samples
	$(BIN)/python -m pytest --timeout 36000 -m prove

.PHONY: soak
soak: $(TEST_READY) ## long runs
	$(BIN)/python -m pytest --timeout 36000 -m soak

.PHONY: bench
bench: $(TEST_READY) ## measure this machine; prints tables
	for script in benchmarks/*.py; do \
		echo "== $$script"; $(BIN)/python -m "benchmarks.$$(basename "$$script" .py)"; done

.PHONY: lock
lock: $(TEST_READY) ## pin what pyproject.toml and package.json ask for, with hashes; UPGRADE=1 for the newest
	$(LOCK) $(if $(UPGRADE),--upgrade) --output-file requirements/run.txt pyproject.toml requirements/build.in
	$(LOCK) $(if $(UPGRADE),--upgrade) --extra dev --constraint requirements/run.txt \
		--output-file requirements/test.txt pyproject.toml requirements/build.in
	npm install --package-lock-only --no-progress

.PHONY: sbom
sbom: $(TEST_READY) ## what an installation is made of, as build/sbom.json (CycloneDX); the test tools too
	mkdir -p build
	$(BIN)/python -m cyclonedx_py environment --pyproject pyproject.toml --output-reproducible \
		--short-PURLs --output-file build/sbom.json $(BIN)/python

.PHONY: clean
clean: ## forget the environment and every cache
	rm -rf .venv node_modules build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis \
		.import_linter_cache

$(RUN_READY): requirements/run.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Steadyhold needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V)." >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || \
		{ rm -rf .venv; echo "No virtual environment: install it with 'apt install python3-venv'." >&2; exit 1; }
	@echo "Installing what Steadyhold needs into .venv (once, about a minute) ..."
	@$(INSTALL) --require-hashes -r requirements/run.txt
	@$(INSTALL) --no-build-isolation --editable .
	@touch $@

$(TEST_READY): requirements/test.txt $(RUN_READY) | system
	@echo "Installing what the tests need into .venv (once, a few minutes) ..."
	@$(INSTALL) --require-hashes -r requirements/test.txt
	@touch $@

# The tools that check the browser's code; the product itself needs no node.
$(NODE_READY): package.json package-lock.json .npmrc | system
	@echo "Installing what checks the browser's code into node_modules (once, some seconds) ..."
	@npm ci --no-progress --loglevel error
	@touch $@

# Real pages are drawn by the system's Chromium, real firmware is built by its compiler for the
# chip, and the emulator of that chip is compiled here.
.PHONY: system
system:
	@needed=""; \
	command -v chromium >/dev/null || command -v google-chrome >/dev/null \
		|| needed="$$needed chromium fonts-dejavu-core"; \
	command -v node >/dev/null && command -v npm >/dev/null || needed="$$needed nodejs npm"; \
	command -v avr-g++ >/dev/null && test -d /usr/share/arduino/hardware/arduino/avr \
		|| needed="$$needed gcc-avr avr-libc binutils-avr arduino-core-avr"; \
	command -v g++ >/dev/null || needed="$$needed g++"; \
	test -f /usr/include/libelf.h || needed="$$needed libelf-dev"; \
	ldconfig -p 2>/dev/null | grep -q libpangoft2 || needed="$$needed libpango-1.0-0 libpangoft2-1.0-0"; \
	$(PYTHON) -c 'import os, sys, sysconfig as s; \
		sys.exit(not os.path.exists(s.get_path("include") + "/Python.h"))' \
		|| needed="$$needed python3-dev"; \
	if [ -z "$$needed" ]; then exit 0; fi; \
	tell() { echo "The tests need$$needed: install them, then run this again." >&2; exit 1; }; \
	command -v apt-get >/dev/null || tell; \
	as_root=""; if [ "$$(id -u)" != 0 ]; then as_root="sudo -n"; fi; \
	echo "Installing$$needed for the tests ..."; \
	export DEBIAN_FRONTEND=noninteractive; \
	$$as_root apt-get update -qq </dev/null || tell; \
	$$as_root apt-get install -y -qq --no-install-recommends $$needed </dev/null >/dev/null || tell
