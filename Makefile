# Everything a user or developer types; `make help` lists it.
VENV := .venv
BIN := $(VENV)/bin
DB ?= lampiran.db

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test check same format lock bench wheel bundle release release-check recordings samples clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

setup: ## Install what is missing: tesseract with Indonesian, the virtual environment
	@sh scripts/setup.sh

setup-dev: ## The same, with the tools for tests and checks
	@sh scripts/setup.sh dev

run: setup ## Read samples/ into $(DB) and show a query
	@$(BIN)/lampiran run samples --db $(DB)
	@sh scripts/after_run.sh $(BIN) $(DB)

test: setup-dev ## Run the tests, in two processes
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

check: setup-dev ## Read-only checks, the same as in CI: ruff, mypy, import rules, file length
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python scripts/check_lines.py

same: setup-dev ## Compare what the code makes of a fixed corpus with the last commit's run (SAME="--only x --all")
	@$(BIN)/python -m bench.same $(SAME)

wheel: setup ## Build the sdist and wheel into dist/
	@$(BIN)/python scripts/release.py --build

bundle: wheel ## Make offline bundles for Windows, Linux and macOS in dist/ (BUNDLE="--system windows --python 3.13")
	@$(BIN)/python scripts/bundle.py $(BUNDLE)

release: setup ## Build the sdist and wheel into dist/, install the wheel in a clean environment and try it
	@$(BIN)/python scripts/release.py $(RELEASE)

release-check: ## Before a release: try every target that CI does not, in a fresh clone; RELEASE_CHECK=slow tries recordings too
	@sh scripts/check_release.sh $(RELEASE_CHECK)

bench: setup-dev ## Measure against other tools on the same pages (a few minutes); prints Markdown
	@sh bench/setup.sh
	@$(BIN)/python -m bench $(BENCH)

format: setup-dev ## Format the code
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

recordings: setup-dev ## Read the samples for real and record the OCR answers that tests replay
	@rm -rf tests/recordings && mkdir -p tests/recordings
	@LAMPIRAN_OCR_RECORD=1 $(BIN)/python -m pytest -q tests/test_shipped_samples.py

samples: setup-dev ## Print and degrade the shipped samples again
	@$(BIN)/python -m samples.generator --all

lock: setup-dev ## Remake requirements/*.lock from pyproject.toml (needs uv)
	@sh scripts/lock.sh

clean: ## Remove the environments, caches and the sample database
	rm -rf $(VENV) .venv-bench .mypy_cache .ruff_cache .pytest_cache .import_linter_cache dist $(DB) $(DB)-* $(DB:.db=.pages.db)
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
