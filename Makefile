PYTHON ?= python3
PORT ?= 8000
DIRECTIVES ?=
SHELL := /bin/sh
export PATH := $(CURDIR)/.venv/bin:$(PATH)
# Where it is set, every process of the suite would compile the whole project again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: install demo test lint trials walks bench bench-reports bench-certificates accept docs

# One stamp a place: in a copy of the folder the commands are installed again, or they would run the first one's code.
STAMP := .venv/installed$(subst /,-,$(CURDIR))

install: $(STAMP)

# The stamp is older than its causes only when the list of parts or the project's own shape has changed.
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name it: make PYTHON=...")'
	test -x .venv/bin/python || $(PYTHON) -m venv .venv
	.venv/bin/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

# From a bare checkout to a running site on 127.0.0.1; documents of a folder have a site of their own.
demo: install
	PHONGTRAO_DEMO=1 PHONGTRAO_HOME=$(CURDIR)/home/demo$(patsubst %,-%,$(notdir $(DIRECTIVES:/=))) phongtrao demo --port $(PORT) $(if $(DIRECTIVES),--directives "$(DIRECTIVES)")

# Tests of doors, pages and files that say nothing of the database under them.
NO_DATABASE := $(addprefix --ignore=tests/,vanban test_house.py test_doors.py test_access.py test_formulas_out.py \
	test_hazards.py test_serve.py test_look.py test_headers.py)

# Everything that must pass: style and types, the site's part on PostgreSQL (75: no server here, said so), all on SQLite.
test: lint
	python scripts/with_postgres.py python -m pytest -q -n auto -m "not trial and not browser" $(NO_DATABASE) \
		|| [ $$? -eq 75 ]
	python -m pytest -q -n auto -m "not trial"

lint: install
	ruff check .
	ruff format --check .
	PHONGTRAO_HOME=$(CURDIR)/.mypy_cache/home python -m mypy src scripts

# Long trials: properties over many made-up documents, kills, races (5: there are none); the drill of backups on both
# databases (75: no server here, said so).
trials: install
	python scripts/with_postgres.py python -m pytest -q -n auto -m trial tests/test_backup_trials.py || [ $$? -eq 75 ]
	python -m pytest -q -n auto -m trial || [ $$? -eq 5 ]

# Of the trials those in a browser: a year of three units from end to end, axe on every page.
walks: install
	python -m pytest -q -n auto -m trial tests/browser

bench: install
	python -m bench

# Reports over millions of cells; CELLS=60000000 takes an hour and 30 GB. With `pip install -e .[bench]` beside the way
# offices consolidate workbooks now.
CELLS ?= 4000000
bench-reports: install
	python -m bench.reports --cells $(CELLS)

# 3,000 certificates drawn and signed on two processes, with P-256 and RSA-2048; beside it Word and LibreOffice.
bench-certificates: install
	python -m bench.certificates

# Golden outputs are accepted on purpose: this rewrites them, the diff is the review.
accept: install
	ACCEPT=1 python -m pytest -q tests/vanban/test_goldens.py

# What is generated in docs/ is written anew; a test holds it fresh.
docs: install
	vanban rules --markdown > docs/rules.md
	vanban rules --layout --markdown > docs/layout.md
	phongtrao permissions --markdown > docs/permissions.md
	phongtrao procedures --markdown > docs/procedures.md
