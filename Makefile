# One command does everything it needs: sets up, builds, serves, tests. See README.md.

PORT ?= 8000
# The first of these that really runs; it only has to start the set-up, which finds or fetches the right Python.
python := $(firstword $(foreach each,python3 /usr/bin/python3,$(shell $(each) -c 'print("$(each)")' 2>/dev/null)) python3)
run := .venv/bin/python -m
at_once := -n auto --dist worksteal  # as many tests as there are processors
quick := $(addprefix tests/,data rules screen properties oracle kept/test_documents.py)
covering := $(addprefix tests/,data rules screen batch properties oracle)

.PHONY: browser serve build test quick night coverage check bench mutants lighthouse lock profile freshness schemas clean set-up-site set-up-test set-up-check

serve: build  ## build the site and serve it on http://127.0.0.1:$(PORT)/
	@$(run) publishing.serve --port $(PORT)

build: set-up-site  ## the site in site/
	@$(run) publishing.build

test: set-up-test  ## what every change must pass; NIGHT=1: every test
	@$(MAKE) --no-print-directory --jobs=2 browser build
	$(if $(NIGHT),@$(run) publishing.engines)
	$(if $(NIGHT),@$(run) tests.engine.profile)
	@$(run) pytest $(at_once) $(if $(NIGHT),--hypothesis-profile=night,-m "not night")

night: NIGHT = 1
night: test coverage  ## every test, those that take long too

coverage: set-up-test  ## whether the tests without a browser run every line and branch of the calculator
	@$(run) pytest -q $(at_once) -m "not night and not long" --hypothesis-profile=quick $(covering) --cov --cov-report=term-missing

quick: set-up-test  ## while you work: the rules, the data and the words, without a browser
	@$(run) pytest -q $(at_once) -m "not night and not long" --hypothesis-profile=quick $(quick)

check: set-up-check  ## style, types, import contracts, scripts and workflows
	@$(run) publishing.check

bench: set-up-test  ## assessments per second, and the engine beside stock Pyodide: measured, not judged
	@$(run) tests.benchmarks.assess
	@$(run) tests.benchmarks.batch
	@$(run) publishing.chromium
	@$(run) tests.benchmarks.engine

mutants: set-up-test  ## whether the tests notice a changed rule: a fixed sample of small changes
	@$(run) tests.mutants

lighthouse: set-up-check  ## what Lighthouse says of four pages on a phone
	@$(run) publishing.chromium
	@$(run) tests.benchmarks.lighthouse

lock: set-up-test  ## pin the newest versions that pyproject.toml and package.json allow
	@$(run) publishing.lock

profile: set-up-test  ## look anew which functions of Python's WebAssembly the calculator needs, and keep that
	@$(run) tests.engine.profile

freshness: set-up-site  ## what must be read again; another day with ON=2027-03-01
	@$(run) publishing.freshness --on "$${ON:-$$(date +%F)}"

schemas: set-up-site  ## the schemas with which an editor helps to fill in data files
	@$(run) publishing.schemas

clean:  ## remove what the other commands make, the set-up included
	rm -rf site build .venv .tools node_modules requirements/chromium/node_modules

browser:
	@$(run) publishing.chromium

set-up-site:
	@$(python) publishing/bootstrap.py site

set-up-test:
	@$(python) publishing/bootstrap.py test

set-up-check:
	@$(python) publishing/bootstrap.py check
