# make run    set up, migrate, load the demo, serve          make test   set up and pass everything
# make bench  print speed and memory                          make check  style and types only

VENV := .venv
BIN := $(VENV)/bin
VERIFIERS := tests/certificates/verifiers/node_modules/.package-lock.json
PYTHON ?= python3
# uv installs faster where somebody has it; pip does the same.
INSTALL := $(if $(shell command -v uv 2>/dev/null),uv pip install --quiet --python $(BIN)/python,$(BIN)/python -m pip install --quiet)

.PHONY: run test long check bench translations clean

run: $(VENV)/.run
	@$(BIN)/assess demo
	@$(BIN)/assess serve

test: $(VENV)/.test $(VERIFIERS) check
	$(BIN)/python -m pytest

# The long suite: what takes hours, such as 100,000 mutants of the standards.
long: $(VENV)/.test $(VERIFIERS)
	$(BIN)/python -m pytest -m long

check: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(VENV)/.test
	@for bench in tests/bench/bench_*.py; do PYTHONPATH=. $(BIN)/python $$bench || exit 1; done

translations: $(VENV)/.run
	$(BIN)/python -m assess.i18n.extract

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || (echo "Python 3.11 or newer is needed"; exit 1)
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || (echo "python3-venv is needed: apt-get install python3-venv"; exit 1)
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: setup.cfg pyproject.toml | $(VENV)/bin/python
	$(INSTALL) --editable .
	@touch $@

$(VENV)/.test: setup.cfg pyproject.toml | $(VENV)/bin/python
	$(INSTALL) --editable '.[test]'
	@touch $@ $(VENV)/.run

# Programs of others that check our credentials, as the lock file names them.
$(VERIFIERS): tests/certificates/verifiers/package-lock.json
	npm install --no-save --ignore-scripts --silent --no-audit --no-fund --prefix tests/certificates/verifiers

clean:
	rm -rf $(VENV) tests/certificates/verifiers/node_modules build *.egg-info .pytest_cache .mypy_cache .ruff_cache
