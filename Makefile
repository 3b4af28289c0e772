# One command for each thing to do; `make` alone lists them.
.DEFAULT_GOAL := help
BIN := .venv/bin
STAMP := .venv/.installed

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(STAMP): uv.lock pyproject.toml scripts/install
	@bash scripts/install
	@touch $@

$(STAMP)-tests: $(STAMP)
	@bash scripts/install tests
	@touch $@

install: $(STAMP)  ## set up .venv and the system packages

run: $(STAMP)  ## read the samples and show the result
	@bash scripts/run-samples

format: $(STAMP)  ## put the code into its form
	$(BIN)/ruff check --fix-only --quiet . ; $(BIN)/ruff format --quiet .

check: $(STAMP)  ## style, types, import contract
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

test: check $(STAMP)-tests  ## all checks and tests
	$(BIN)/pytest -n auto --dist worksteal

soak: $(STAMP)-tests  ## sudden deaths at random moments and many machines, for an hour or more
	$(BIN)/python tests/soak_killed.py --rounds 200
	$(BIN)/python tests/cluster.py --files 500

bench: $(STAMP)  ## speed, as ratios against peers in the same run
	$(BIN)/python -m benchmarks

docs: $(STAMP)  ## make the generated pages and pictures again
	$(BIN)/python scripts/docs.py

.PHONY: help install run format check test soak bench docs
