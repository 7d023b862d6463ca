# Everything a person or a CI machine does with this repository. `make` alone lists it.
# The work is in scripts/ (shell) and `manage.py` (Python); nothing here needs more than make and bash.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup run test lint bench demo screenshots lighthouse doctor requirements clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup:  ## install what a running site needs (system libraries, Python packages)
	@scripts/setup.sh

run: setup  ## run the whole site in this terminal (PORT=8000 HOST=127.0.0.1); Ctrl-C stops it
	@exec scripts/python.sh manage.py serve

test:  ## install what tests need, then run all of them (ARGS="tests/core -k jobs" for some)
	@scripts/setup.sh test
	@exec scripts/python.sh -m pytest $(or $(ARGS),-n auto --dist worksteal)

lint:  ## style, types, room walls, templates, migrations, translations, deployment settings
	@scripts/setup.sh lint
	@exec scripts/lint.sh

bench:  ## measure letters, click to PDF, pages and memory (see docs/benchmarks.md)
	@scripts/setup.sh test
	@exec scripts/python.sh scripts/bench.py $(ARGS)

demo: setup  ## tell a finished case and make its three letters in var/demo (OUT=folder for another place)
	@exec scripts/python.sh manage.py demo --out $(or $(OUT),var/demo) $(ARGS)

screenshots:  ## picture every page on phone and desk, in both languages, into var/screenshots
	@scripts/setup.sh test
	@exec scripts/python.sh scripts/screenshots.py $(ARGS)

lighthouse:  ## measure pages on a phone with Lighthouse, installed from npm into var/tools (docs/benchmarks.md)
	@scripts/setup.sh test
	@scripts/lighthouse.sh
	@exec scripts/python.sh scripts/lighthouse.py $(ARGS)

doctor:  ## say in plain words what is missing or misconfigured (ARGS="--language en" for English)
	@exec scripts/python.sh manage.py doctor $(ARGS)

requirements:  ## lock the packages of pyproject.toml into requirements.txt and requirements-dev.txt
	@exec scripts/requirements.sh

clean:  ## remove what was installed and cached; cases, letters and keys under var/ stay
	rm -rf .venv var/tools var/static var/static.stamp .pytest_cache .mypy_cache .ruff_cache .import_linter_cache htmlcov
	find claimguide tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +
