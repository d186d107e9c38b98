# Two commands matter: `make demo` runs the product, `make test` proves it. `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help
UV := .uv/bin/uv
PY := .venv/bin/python
export UV_PROJECT_ENVIRONMENT := .venv
export UV_NO_PROGRESS := 1

.PHONY: help demo test setup train lint types format bench clean scenarios

help: ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: setup models/engine.tar.gz ## set everything up and run the product with sample data
	@.venv/bin/tideover demo

test: setup models/engine.tar.gz ## set up what tests need and run them all
	@scripts/test.sh

setup: .venv/.ready engine/.venv/.ready ## create both locked environments

$(UV):
	@scripts/bootstrap-uv.sh

.venv/.ready: $(UV) pyproject.toml uv.lock
	@scripts/step.sh "product environment" $(UV) sync --locked
	@touch $@

engine/.venv/.ready: $(UV) engine/pyproject.toml engine/uv.lock
	@scripts/engine-env.sh
	@touch $@

train: setup ## train the language model (engine and reader)
	@scripts/step.sh "training" engine/.venv/bin/python -m engine.launcher train

models/engine.tar.gz: .venv/.ready engine/.venv/.ready domain.yml config.yml $(wildcard data/nlu/*.yml data/rules/*.yml bot/understanding/*.py bot/understanding/encoder.npz)
	@scripts/step.sh "training the language model (about a minute)" engine/.venv/bin/python -m engine.launcher train

lint: setup ## style, imports, policies, wording, training data
	@scripts/lint.sh

types: setup ## mypy --strict
	@scripts/step.sh "types" .venv/bin/mypy

format: setup ## format the code
	@.venv/bin/ruff format . && .venv/bin/ruff check --fix --quiet .

scenarios: setup models/engine.tar.gz ## run every scenario file
	@.venv/bin/tideover scenario run tests/scenarios

bench: setup models/engine.tar.gz ## measure what has a speed
	@scripts/bench.sh

clean: ## remove environments, models and the demo's data
	rm -rf .venv .uv engine/.venv models var
