PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help demo test lint bench docs hooks clean

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

bench: $(VENV)/.installed ## Measure
	@$(BIN)/python -m bench

docs: $(VENV)/.installed ## Write the pages of the packs and the index of all pages
	@$(BIN)/python -m tools.pack_pages
	@$(BIN)/python -m tools.docs_index

hooks: $(VENV)/.installed ## Write the file patterns of the pre-commit hooks
	@$(BIN)/python -m tools.hook_patterns

clean: ## Remove what was made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage* dist build

$(VENV)/.installed: pyproject.toml
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@
