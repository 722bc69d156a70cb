# Everything from a fresh clone, with Python 3.11 or later, git and make.
#
#   make run    build the graph of the packaged profiles, show what it answers, and serve it until Ctrl-C
#   make show   the same without serving it
#   make test   the tests and all that they need, Chromium and Virtuoso too
#   make check  format, lint, types, direction of imports
#   make build  the wheel, in dist/
#   make assets what the pages need in the browser, bundled from npm by Node.js; run, test and build do it too
#   make docs   the list of canned queries
#   make bench  all of the speed, beside its peers’, into benchmarks/results.md and the README; forty minutes
#   make bench-quick  the same in small, what takes long apart, shown in two minutes and not kept
#   make bench-NAME  one of them: reading, validation, reasoning, build, proposing, queries, endpoint or pages, into benchmarks/NAME.md and its part of results.md
#   make bench-naming  how well names, years and groups of findings are proposed, into benchmarks/naming.md
#   make bench-matching  how well indicators are proposed, into benchmarks/matching.md and the README
#   make fit-matching    what proposes them, fitted anew to the scheme and the linked findings, into data/matching/

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATASET := dataset
INSTALLED := $(VENV)/installed
BENCH := .venv-bench
SPEED := reading validation reasoning build proposing queries pages

.PHONY: run show test check format docs assets build clean bench bench-quick bench-endpoint $(SPEED:%=bench-%) peers bench-matching bench-naming fit-matching

run: show
	@$(BIN)/python frontend/hatch_build.py --if-possible
	@echo "Serving it until Ctrl-C; for another address: MGI_GRAPH_HOST, MGI_GRAPH_PORT."
	@$(BIN)/mgi-graph serve --data $(DATASET) --no-access-log

show: $(INSTALLED)
	@$(BIN)/mgi-graph build --out $(DATASET)
	@echo
	@echo "Where Medellín has a gap and another place a well-developed area:"
	@echo
	@$(BIN)/mgi-graph query peer-learning --data $(DATASET) -p place=col-medellin
	@echo
	@echo "What each profile has in each domain (it gives examples: more of them does not mean better governed):"
	@echo
	@$(BIN)/mgi-graph query coverage --data $(DATASET)
	@echo
	@echo "The graph is in $(DATASET)/. All the questions: $(BIN)/mgi-graph query"

test: $(INSTALLED) assets
	@$(BIN)/python -m tests.browser.finding || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && \
	  apt-get update --quiet && apt-get install --quiet --yes chromium; } || exit 2
	@$(BIN)/python -m tests.engines.finding || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && \
	  apt-get update --quiet && \
	  apt-get install --quiet --yes --no-install-recommends virtuoso-opensource-7-bin; } || exit 2
	@test -f frontend/node_modules/axe-core/axe.min.js || { rm -f frontend/.built; $(BIN)/python frontend/hatch_build.py; }
	@$(BIN)/pytest

check: $(INSTALLED)
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(INSTALLED)
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix

docs: $(INSTALLED)
	@{ printf '%s\n\n' '# The canned queries' 'Each is a file `queries/TOPIC/NAME.rq`, valid SPARQL as it lies there. A parameter stands with its default; an open one has none.'; \
	  $(BIN)/mgi-graph query --format markdown; } > docs/queries.md

assets: $(INSTALLED)
	@$(BIN)/python frontend/hatch_build.py

build: $(INSTALLED) assets
	@$(BIN)/python -m build --wheel --no-isolation

# How fast it is. All of it goes into one page; one of them alone into a page of its own.
bench: peers assets
	@$(BIN)/python -m benchmarks.results $(BENCH_OPTIONS)

bench-quick: peers assets
	@$(BIN)/python -m benchmarks.results --quick

bench-endpoint: peers
	@$(BIN)/python -m benchmarks.results endpoint

$(SPEED:%=bench-%): $(INSTALLED) assets
	@$(BIN)/python -m benchmarks.results $(@:bench-%=%)

# A peer has a place of its own: what it needs is not to change what we run on.
peers: $(INSTALLED) $(BENCH)/installed
	@command -v wrk >/dev/null || { test "$$(id -u)" = 0 && apt-get install --quiet --yes wrk; } || \
	  { echo "wrk is not here, and could not be installed; install it (apt install wrk, brew install wrk)"; exit 2; }

# How well it proposes.
bench-matching: $(INSTALLED)
	@$(BIN)/python -m benchmarks.matching

bench-naming: $(INSTALLED)
	@$(BIN)/python -m benchmarks.naming

fit-matching: $(INSTALLED)
	@$(BIN)/python -m benchmarks.matching.fit

clean:
	rm -rf $(VENV) $(BENCH) dataset dist frontend/node_modules frontend/.built src/mgi_graph/web/pages/static/built

$(INSTALLED): pyproject.toml constraints.txt
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is not here; install Python 3.11 or later, or name it: make PYTHON=/path/to/python3"; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed, $(PYTHON) is $$($(PYTHON) --version)"; exit 2; }
	@echo "Installing into $(VENV)/ ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt pip
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --group dev --editable '.[fast,matching]'
	@touch $@

$(BENCH)/installed: pyproject.toml constraints.txt
	@echo "Installing into $(BENCH)/ ..."
	@test -x $(BENCH)/bin/python || $(PYTHON) -m venv $(BENCH)
	@$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt pip
	@$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --group bench
	@touch $@
