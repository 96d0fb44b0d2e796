# The two commands of the README are `make run` and `make test`; both begin with `make install`.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
export FAIS_HOME ?= ./var
# pytest workers; the tests share the machine with the pipelines they start.
WORKERS ?= 2

# No tool of ours reports its use to anyone.
export DO_NOT_TRACK := 1
export DAGSTER_DISABLE_TELEMETRY := 1
export DBT_SEND_ANONYMOUS_USAGE_STATS := false
export GX_ANALYTICS_ENABLED := false
export STREAMLIT_BROWSER_GATHER_USAGE_STATS := false

.PHONY: help install packages run test lint format pytest bench field soak lock wheelhouse

help: ## List the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

install: packages $(INSTALLED) ## Put Python packages into .venv, and the browser and fonts where allowed

# Made again only when the lock or the project's own declaration changes.
$(INSTALLED): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "make install: $(PYTHON) is missing; install Python 3.11 with venv, or say PYTHON=/path/to/python3.11" >&2; exit 1; }
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -qq --no-deps --no-build-isolation -e .
	@touch $@

# The pages' tests need a browser, and Japanese text needs a font; neither is a Python package.
packages:
	@missing=""; \
	command -v chromium >/dev/null || missing="$$missing chromium"; \
	dpkg-query -W -f '$${Status}' fonts-noto-cjk 2>/dev/null | grep -q 'ok installed' || missing="$$missing fonts-noto-cjk"; \
	[ -n "$$missing" ] || exit 0; \
	if [ "$$(id -u)" = 0 ]; then as_root=""; elif sudo -n true 2>/dev/null; then as_root="sudo -n"; \
	else echo "make install: no rights to install$$missing; ask an administrator (apt-get install$$missing). The browser tests need them." >&2; exit 0; fi; \
	$$as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$as_root apt-get install -y -qq --no-install-recommends $$missing >/dev/null

run: install ## Sample home if there is none, one run, then the pages (8501) and Dagster (3000)
	@[ -e "$(FAIS_HOME)" ] || $(BIN)/fais sample
	@$(BIN)/fais run || { code=$$?; [ $$code = 3 ] || exit $$code; }
	@$(BIN)/fais serve

test: install lint pytest ## Lint, types, import directions, SQL style, then every test but bench and soak

lint:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint --disable-progress-bar dbt_project

# The quick tests speak first; a failure there spares the wait for the pipelines and the browser.
pytest:
	$(BIN)/pytest -q -n $(WORKERS) --dist loadfile -m "not e2e and not browser and not soak and not benchmark"
	$(BIN)/pytest -q -n $(WORKERS) --dist loadfile -m "(e2e or browser) and not soak and not benchmark"

format: install ## Rewrite Python and SQL in the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/sqlfluff fix --disable-progress-bar dbt_project

bench: install ## Measure runs as ratios within one process and one machine
	$(BIN)/pytest -q -s -m benchmark

field: install ## Try the readers on real files of public bodies: make field FIELD_DATA=folder
	FAIS_FIELD_DATA="$(FIELD_DATA)" $(BIN)/pytest -q tests/field_data

soak: install ## Many rounds of runs, and a served home with all its processes, killed and started again
	$(BIN)/pytest -q -s -m soak

lock: install ## Resolve pyproject.toml again into requirements.lock: hashes, no addresses
	$(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-strip-extras \
		--extra dev --python-version 3.11 pyproject.toml -o requirements.lock

wheelhouse: install ## Put every package and the project into build/wheelhouse, for a server without internet
	@rm -rf build/wheelhouse && mkdir -p build/wheelhouse
	$(BIN)/python -m pip wheel --quiet --require-hashes --no-deps -r requirements.lock -w build/wheelhouse
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation . -w build/wheelhouse
	@echo "build/wheelhouse: $$(ls build/wheelhouse | wc -l) packages; see deploy/README.md"
