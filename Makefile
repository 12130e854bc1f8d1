# make up     set up and start the plant, in the foreground
# make test   set up and run all tests
# make fast   tests that need no broker and no browser
# make check  formatting, lint, types, layers, generated files, front end
# make apicurio   the registry's conformance suite against Apicurio Registry (158 MB once)
# make bench  speed, as ratios against baselines
# make validate   published data against the model, and table and plots of the docs
# make design the point at rest of every shipped plant, after a change of its description

PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= 2
PLANT := schemas/twin_schemas/plant
MODELS := ops/docs/models
PLANTS := natural_gas process_air refrigeration ammonia_storage cooling_water steam fuel_flare nitrogen methanol reforming shift purification syngas_compression ammonia_loop products methanol_ammonia
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help up test fast check bench validate design apicurio generate lock package clean

help:
	@sed -n 's/^# //p' Makefile

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; set PYTHON=/path/to/python3.11")'
	@$(PYTHON) -m venv .venv

.venv/run.stamp: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[web,modbus,mqtt,sparkplug]'
	@touch $@

.venv/dev.stamp: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[web,modbus,mqtt,sparkplug,fmu,dev]'
	@touch .venv/run.stamp $@

up: .venv/run.stamp
	@$(BIN)/python -m twin_ops.frontend
	@$(BIN)/twin up

test: .venv/dev.stamp
	@$(BIN)/python -m twin_ops.frontend
	@sh tests/e2e/ensure_chromium.sh
	@sh tests/integration/ensure_kcat.sh
	@sh tests/integration/ensure_mosquitto.sh
	@$(BIN)/python -m tests.integration.npm_packages
	$(BIN)/python -m twin_ops.frontend --npm test
	@$(BIN)/python -m tests.warm
	$(BIN)/python -m pytest -n $(WORKERS) --durations 25

fast: .venv/dev.stamp
	$(BIN)/python -m pytest -m 'not kafka and not opcua and not slow and not e2e'

check: .venv/dev.stamp
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m twin_ops.generate --check
	$(BIN)/python -m twin_ops.frontend --npm check

bench: .venv/run.stamp
	@for name in bus model opcua; do $(BIN)/twin bench $$name || exit 1; done

validate: .venv/dev.stamp
	$(BIN)/twin model validate --plant --accept-known --write $(MODELS)/validation.json --plots $(MODELS)/plots

design: .venv/run.stamp
	@for name in $(PLANTS); do TWIN_PLANT=$(PLANT)/$$name.yaml $(BIN)/twin model design || exit 1; done

apicurio: .venv/dev.stamp
	$(BIN)/python -m tests.contract.apicurio

generate: .venv/dev.stamp
	$(BIN)/python -m twin_ops.generate

lock: .venv/dev.stamp
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --all-extras --no-header --no-annotate --output-file constraints.txt pyproject.toml

package: .venv/dev.stamp
	@$(BIN)/python -m twin_ops.frontend
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

clean:
	rm -rf .venv dist agents/web/node_modules tests/integration/*/node_modules agents/twin_agents/exchange/static \
		agents/twin_agents/exchange/print
