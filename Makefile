# What a person does with this project. Every target installs what it misses and says what it does.
SHELL := /bin/bash
.DEFAULT_GOAL := help

TOOLS := . scripts/toolchain.sh &&
BINARY := target/release/chat-console

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## Install what is missing, build, start the console and print its address
	@exec $(BINARY) serve

build: ## Build target/release/chat-console and its site
	@scripts/bootstrap
	@scripts/build

demo: build ## Start with sample data and nine simulated vendors in ./data-demo
	@export CHAT_CONSOLE_DATA_DIR=$${CHAT_CONSOLE_DATA_DIR:-./data-demo}; exec $(BINARY) demo --serve

watch: ## Build and restart at every change, for development
	@scripts/bootstrap
	@$(TOOLS) exec cargo leptos watch --split

test: ## Install what is missing and run every test
	@scripts/bootstrap --for-tests
	@scripts/test

lint: ## Formatting and clippy, host and Wasm
	@scripts/bootstrap
	@scripts/lint

crash: build ## 200 rounds of kill -9 under load, at random and at every named step of the delivery; more with ROUNDS=
	@scripts/bootstrap --for-tests
	@$(TOOLS) node end2end/crash.mjs --rounds $${ROUNDS:-200}
	@$(TOOLS) node end2end/crash_delivery.mjs --rounds $${ROUNDS:-200}
	@$(TOOLS) scripts/postgres node end2end/crash_delivery.mjs --database postgres --rounds $${ROUNDS:-200}
	@$(TOOLS) ROUNDS=$${ROUNDS:-200} CHAT_CONSOLE_REQUIRE_POSTGRES=1 scripts/postgres cargo test --quiet -p console --test console crash

bench: build ## Measure speed and size; one "name: value unit" a line
	@scripts/bootstrap --for-tests
	@$(TOOLS) node end2end/bench.mjs
	@$(TOOLS) cargo build --quiet --release -p push --example client_speed && node end2end/bench_delivery.mjs
	@$(TOOLS) cargo build --quiet --release -p domain --example speed && node end2end/usersig_speed.mjs
	@$(TOOLS) cargo run --quiet --release -p console --example jobs

fuzz: ## 10 million damaged inputs against UserSig, userbuf, keys and the diagnosis, a million against credentials
	@scripts/bootstrap
	@$(TOOLS) cargo run --quiet --release -p domain --example fuzz -- --inputs $${INPUTS:-10000000} --seed $${SEED:-1}
	@$(TOOLS) cargo run --quiet --release -p push --example fuzz -- --inputs $${INPUTS:-1000000} --seed $${SEED:-1}

checks: ## Scripts, documentation in the code, unused and refused dependencies
	@scripts/bootstrap --for-checks
	@scripts/checks

advisories: ## Known vulnerabilities of the dependencies; needs their database from the network
	@scripts/bootstrap --for-checks
	@scripts/advisories

clean: ## Remove what was built (not the tools, not your data)
	rm -rf target end2end/node_modules end2end/test-results end2end/playwright-report
