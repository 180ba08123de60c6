# Every target sets up what it needs, in .venv, and does nothing twice. `make help` lists them.
# ARGS is handed on:  make run ARGS="-v"   make demo ARGS="--speed 60"   make test ARGS="-k silence"

ARGS =
# Any Python from 3.11 on will do; the first one found is taken unless named: make PYTHON=python3.13
PYTHON =

BIN = .venv/bin
# The constraints name every version exactly, those of the build included (the last name is for pip
# from 25.3 on). Only errors are shown.
INSTALL = PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt $(BIN)/python -m pip \
	install --disable-pip-version-check --progress-bar off -qq
FAILED = { echo "The set-up failed. Is the network reached? More: $(BIN)/pip install -v -e ." >&2; exit 1; }

# An environment whose Python is gone, or that was moved or copied here, is made anew.
STALE := $(shell [ "$$(cat .venv/.python 2>/dev/null)" = "$$(pwd -P)" ] \
	&& $(BIN)/python -c '' 2>/dev/null || echo FORCE)

.PHONY: help run demo test bench campaign fix reference pins clean FORCE
.DEFAULT_GOAL = help

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1@/p' Makefile | awk -F@ '{ printf "%-14s %s\n", $$1, $$2 }'

run: .venv/.runtime ## the monitor, with config/monitor.toml, until you stop it
	@$(BIN)/monitor run $(ARGS)

demo: .venv/.runtime ## a story that unfolds on this machine: no network, no configuration
	@$(BIN)/monitor demo $(ARGS)

test: .venv/.dev ## format, lint, types, imports, tests: all that a change must pass
	@echo "1/5 format";  $(BIN)/ruff format --check .
	@echo "2/5 lint";    $(BIN)/ruff check --quiet .
	@echo "3/5 types";   $(BIN)/mypy
	@echo "4/5 imports"; $(BIN)/lint-imports --no-logo
	@echo "5/5 tests";   $(BIN)/pytest $(ARGS)

campaign: .venv/.dev $(if $(FULL),.venv/.fuzz) ## kills, faults, full disks, set clocks, mutants: 10 minutes; FULL=1: up to 90
	@$(BIN)/python -m tests.campaign $(if $(FULL),--full) $(ARGS)

bench: .venv/.runtime .venv/bench/.peers ## speed beside the peers: FULL=1 the long form, PART=P1 one row, JSON=FILE
	@$(BIN)/python -m tests.bench --peers .venv/bench/bin/python $(if $(FULL),--full) \
	$(foreach part,$(PART),--part $(part)) $(if $(JSON),--json $(JSON)) $(ARGS)

fix: .venv/.dev ## formats, and mends what the linter can mend; the rest is listed
	@$(BIN)/ruff check --fix --quiet .; found=$$?; $(BIN)/ruff format . && exit $$found

reference: .venv/.runtime ## the schemas and the reference in config/, anew from the readers of the files
	@for kind in monitor feeds profile; do \
		$(BIN)/monitor config schema $$kind > config/$$kind.schema.json; done
	@$(BIN)/monitor config reference > config/REFERENCE.md

pins: ## constraints.txt anew, with the newest versions that pyproject.toml allows
	@rm -rf .venv/pins && mkdir -p .venv && $(FIND_PYTHON) && $$python -m venv .venv/pins
	@.venv/pins/bin/pip install -qq '.[dev]' hatchling editables
	@sed '/^[^#]/d' constraints.txt > .venv/pins/new
	@.venv/pins/bin/pip freeze --exclude story-monitor >> .venv/pins/new
	@mv .venv/pins/new constraints.txt && rm -rf .venv/pins

clean: ## removes the environment and all caches; never a database
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache build dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Sets $$python for the commands after it, or says what is missing and fails.
FIND_PYTHON = for python in $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11); do \
	$$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& break; python=; done; \
	[ "$$python" ] || { echo "This needs Python 3.11 or newer with its venv module." \
	"On Debian or Ubuntu: sudo apt install python3 python3-venv" >&2; exit 1; }

.venv/.python: $(STALE)
	@$(FIND_PYTHON); rm -rf .venv && $$python -m venv .venv && pwd -P > $@

.venv/.runtime: .venv/.python pyproject.toml constraints.txt
	@echo "setting up .venv: what the monitor needs (about a minute, once)"
	@$(INSTALL) -e . || $(FAILED)
	@touch $@

.venv/bench/.peers: .venv/.python tests/bench/peers.txt
	@echo "setting up .venv/bench: what the bench compares with (about a minute, once)"
	@rm -rf .venv/bench && $(BIN)/python -m venv .venv/bench
	@.venv/bench/bin/python -m pip install --disable-pip-version-check --progress-bar off -qq \
	-r tests/bench/peers.txt || $(FAILED)
	@touch $@

.venv/.fuzz: .venv/.dev tests/campaign/fuzz.txt
	@$(INSTALL) -r tests/campaign/fuzz.txt || $(FAILED)
	@touch $@

.venv/.dev: .venv/.python pyproject.toml constraints.txt
	@echo "setting up .venv: what the monitor and its tests need (about a minute, once)"
	@$(INSTALL) -e '.[dev]' || $(FAILED)
	@touch .venv/.runtime $@
