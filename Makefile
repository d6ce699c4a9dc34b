# Two commands do everything: `make demo` and `make test`. Nothing needs to be installed by hand but Python 3.11 and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := demo
export PYTHONHASHSEED := 0
# Keep what Python compiles: every command starts twice as fast.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test test-fast test-slow test-all test-full test-browser test-postgres check bench lock clean pictures

$(BIN)/uitkomst: requirements.lock pyproject.toml
	$(PYTHON) scripts/set_up.py $(VENV) requirements.lock
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml
	$(PYTHON) scripts/set_up.py $(VENV) requirements-dev.lock
	@touch $@ $(BIN)/uitkomst

demo: $(BIN)/uitkomst ## set-up, then the main job on a fictitious region
	$(BIN)/python scripts/demo.py $(DEMO)

check: $(VENV)/.dev ## format, lint, types, layers of the house
	$(BIN)/ruff format --check src tests scripts benchmarks
	$(BIN)/ruff check src tests scripts benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports

test-fast: $(VENV)/.dev ## all tests but the slow and the browser ones
	$(BIN)/python -m pytest -n auto -m "not slow and not browser"

test-slow: $(VENV)/.dev ## long property runs and large regions
	$(BIN)/python -m pytest -n auto -m "slow and not browser"

test-all: $(VENV)/.dev ## fast and slow in one go, so that both processes stay busy
	$(BIN)/python -m pytest -n auto -m "not browser"

test-browser: $(VENV)/.dev ## pages in Chromium; takes the pictures of the documentation
	$(BIN)/python scripts/need_browser.py
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m browser

test-postgres: $(VENV)/.dev ## the application once more, on PostgreSQL
	$(BIN)/python scripts/with_postgres.py $(BIN)/python -m pytest -n auto tests/site -m "not browser and not slow and not once"

test-full: $(VENV)/.dev ## for a night: many more generated examples, the steps of the container, and all of the application on PostgreSQL
	TEST_EXAMPLES=200 TEST_BUILD_STEPS=1 $(BIN)/python -m pytest -n auto -m "not browser"
	$(BIN)/python scripts/with_postgres.py $(BIN)/python -m pytest -n auto tests/site -m "not browser"

pictures: $(VENV)/.dev ## take the pictures of the documentation anew
	$(BIN)/python scripts/need_browser.py
	TEST_PICTURES=1 $(BIN)/python -m pytest -m browser tests/browser/test_pictures.py tests/browser/test_pictures_site.py

test: check test-all test-postgres test-browser ## everything that must be green

bench: $(VENV)/.dev ## speed, as ratios measured in one run
	$(BIN)/python -m benchmarks
	$(BIN)/python scripts/with_postgres.py $(BIN)/python -m benchmarks --uploads

lock: $(VENV)/.dev ## new versions of the dependencies, hashed, without registry addresses
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url requirements.in -o requirements.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url requirements-dev.in -o requirements-dev.lock

clean:
	rm -rf $(VENV) $(DEMO)
