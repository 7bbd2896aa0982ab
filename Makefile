# Each target does whatever set-up it still needs. `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON := .venv/bin/python
MAKEFLAGS += --no-print-directory

# Nothing is reported to anyone, and libraries keep to themselves what no reader can act on; ops/environment.py says the same.
export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
export PYTHONWARNINGS := ignore

.PHONY: help setup setup-dev run cluster move shell train bench hostile audit calibrate report learn test test-all links check lint format lock generate export import screenshots forget clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

run: setup ## start the bot, train first when needed, print the address of its page; PORT=5005
	@exec $(PYTHON) -m ops.run --with-parent

cluster: setup ## many bots on this machine: PostgreSQL, Redis, RabbitMQ, nginx, two bots; PORT=5005
	@exec $(PYTHON) -m ops.cluster --with-parent

move: setup ## copy every conversation into another, empty database, and compare; TO=postgresql://…
	@exec $(PYTHON) -m ops.move "$(TO)"

shell: setup ## the same bot in this terminal
	@exec $(PYTHON) -m ops.shell

train: setup ## train the bot
	@exec $(PYTHON) -m ops.train

bench: setup-dev ## the benchmarks, into benchmarks/results/; PARTS="understanding peers public cost growth"
	@exec $(PYTHON) -m benchmarks $(PARTS)

hostile: setup-dev ## hostile input through every door at full size, into benchmarks/results/hostile.md
	@$(PYTHON) -m ops.train --if-needed
	@exec $(PYTHON) -m benchmarks.hostile

audit: setup-dev ## known holes in the locked packages, asked of the package index; needs the network, fails when it gets no answer
	@$(PYTHON) -m ops.audit; python=$$?; \
	npm audit --prefix tests/widget; widget=$$?; \
	npm audit --prefix tests/deploy; deploy=$$?; \
	exit $$((python || widget || deploy))

calibrate: setup-dev ## choose the thresholds of config.yml on the development set; prints them
	@$(PYTHON) -m ops.train --if-needed
	@exec $(PYTHON) -m benchmarks.calibrate

report: setup ## what people asked, as an HTML page; FROM=2026-11-01 TO=2026-11-30, or DAYS=30; OUT=var/report.html
	@exec $(PYTHON) -m insights $(if $(FROM),--from "$(FROM)") $(if $(TO),--to "$(TO)") $(if $(DAYS),--days "$(DAYS)") $(if $(OUT),--out "$(OUT)")

learn: setup ## teach the bot questions of a report: GROUP=3, then INTENT=toxic_stress, QUESTIONS="1 3", YES=1; UNDO=1
	@exec $(PYTHON) -m insights.learn $(if $(REPORT),--report "$(REPORT)") $(if $(GROUP),--group "$(GROUP)") $(if $(INTENT),--intent "$(INTENT)") $(if $(QUESTIONS),--questions "$(QUESTIONS)") $(if $(YES),--yes) $(if $(UNDO),--undo)

test: setup-dev ## every check and every test; CI runs this
	@sh scripts/setup_tests.sh
	@mkdir -p models
	@$(PYTHON) -m ops.train --if-needed >models/test-training.log 2>&1 & trap "kill $$! 2>/dev/null" EXIT; \
	$(MAKE) check lint && $(PYTHON) -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder

test-all: setup ## put every question to the bot, and show what changed since last time; PART=dev NAME= AGAINST=
	@$(PYTHON) -m ops.train --if-needed
	@exec $(PYTHON) -m ops.trials $(if $(PART),--part "$(PART)") $(if $(NAME),--name "$(NAME)") $(if $(AGAINST),--against "$(AGAINST)")

links: setup ## open every link of knowledge/, write the dates, list what a person must look at; needs internet
	@exec $(PYTHON) -m ops.links

check: setup ## knowledge, generated files and training data
	@exec $(PYTHON) -m ops.check

lint: setup-dev ## style and types
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy

format: setup-dev ## put the code into its one style
	@$(PYTHON) -m ruff check --fix --quiet .
	@$(PYTHON) -m ruff format .

export: setup ## knowledge and training questions as one spreadsheet; FILE=var/knowledge.xlsx
	@exec $(PYTHON) -m ops.spreadsheet.exporting "$(FILE)"

import: setup ## read that spreadsheet back: shows what changes, checks, asks; FILE=..., YES=1 does not ask
	@YES="$(YES)" exec $(PYTHON) -m ops.spreadsheet.importing "$(FILE)"

generate: setup ## write the generated parts of domain.yml and data/ from knowledge/
	@exec $(PYTHON) -m ops.generate

screenshots: setup-dev ## every state of the widget as pictures, into docs/images/
	@sh scripts/setup_tests.sh
	@$(PYTHON) -m ops.train --if-needed
	@exec $(PYTHON) -m tests.widget.screenshots

forget: setup ## delete conversations now: CONVERSATION=id, or CHANNEL=telegram PERSON=id, or DAYS=30
	@exec $(PYTHON) -m ops.forget $(if $(CONVERSATION),--conversation "$(CONVERSATION)") $(if $(CHANNEL),--channel "$(CHANNEL)") $(if $(PERSON),--person "$(PERSON)") $(if $(DAYS),--days "$(DAYS)")

lock: setup-dev ## resolve requirements*.in into the locked requirements*.txt
	@sh scripts/lock.sh

clean: ## remove .venv, trained models and caches; conversations under var/ stay
	@rm -rf .venv models .rasa .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

setup:
	@sh scripts/setup.sh runtime

setup-dev:
	@sh scripts/setup.sh dev
