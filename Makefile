PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help demo test lint bench fuzz docs site man lock hooks clean

help: ## List what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1	\2/' | expand -t 16

demo: $(VENV)/.installed ## Check a repository whose versions disagree
	@$(BIN)/vercheck check fixtures/repos/wasm-rules/tree; echo "exit status: $$?"

test: lint ## Everything that CI does
	@tools/install-debian
	@$(BIN)/python -m pytest --numprocesses=auto --cov --cov-report=term:skip-covered

lint: $(VENV)/.installed ## Style, types and layers
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(VENV)/.installed ## Measure, beside the programs that are there; ARGS=NAME=CHECKOUT measures that too
	@$(BIN)/python -m bench $(ARGS)

fuzz: $(VENV)/.installed ## Look for what breaks a promise, in all TARGETS in turn, for SECONDS each
	@$(BIN)/python -m pip install --quiet --group fuzz
	@$(BIN)/python -m tests.robustness.fuzz $(or $(SECONDS),120) $(TARGETS)

docs: $(VENV)/.installed ## Write the pages that are made from code and data, and the index of all pages
	@$(BIN)/python -m tools.pack_pages
	@$(BIN)/python -m tools.configuration_keys
	@$(BIN)/python -m tools.docs_index

site: $(VENV)/.installed ## Build the site of the pages
	@$(BIN)/mkdocs build --strict --quiet --site-dir build/site

man: $(VENV)/.installed ## Write the man page
	@mkdir -p build/man
	@$(BIN)/python -m tools.man_page > build/man/vercheck.1

lock: $(VENV)/.installed ## Write the lock file of everything that a checkout needs
	@$(BIN)/python -m pip install --quiet --group lock
	@$(BIN)/python -m tools.lock

hooks: $(VENV)/.installed ## Write the file patterns of the pre-commit hooks and of the extractors
	@$(BIN)/python -m tools.hook_patterns

clean: ## Remove what was made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage* dist build vercheck/pictures/page/carried

$(VENV)/.installed: pyproject.toml hatch_build.py
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install --quiet --editable . --group dev --group docs
	@touch $@
