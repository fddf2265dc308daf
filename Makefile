# What people type. `make check` is what every change has to pass; CI runs that, and what takes a browser or Lambda's runtime.

.DEFAULT_GOAL := help
.PHONY: help run check lint test examples pages golden openapi fuzz-api deny advisories sbom template lambda build release mutants bench throughput

# Tools that Cargo does not bring. Built once, without optimisation: they run for seconds and would build for minutes.
TOOLS := target/tools
PIP_INSTALL = python3 -m venv $(TOOLS)/$(1) && $(TOOLS)/$(1)/bin/pip install --quiet --disable-pip-version-check
CARGO_INSTALL = cargo install --locked --debug --quiet --root $(TOOLS) --target-dir $(TOOLS)/build

OFFLINE := AWS_ACCESS_KEY_ID=none AWS_SECRET_ACCESS_KEY=none AWS_DEFAULT_REGION=eu-central-1 SAM_CLI_TELEMETRY=0

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-14s%s\n", $$1, $$2 }' Makefile

run: ## Start everything on this machine: http://localhost:8787
	cargo run

# `make check TESTED=yes` leaves out the tests, for a caller that has just run them: they take minutes.
check: lint $(if $(TESTED),,test) examples deny template ## All that a change has to pass

lint: ## Format, clippy and documentation, without a warning
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- --deny warnings
	RUSTDOCFLAGS="--deny warnings" cargo doc --workspace --no-deps --locked --quiet

test: ## All tests
	cargo test --workspace

examples: ## Applications in Rust, Node.js and Python against a Rekey on this machine
	examples/try

pages: ## The pages in a browser (needs chromium, chromedriver and npm); pictures come to target/pages
	npm ci --prefix tests/pages --no-audit --no-fund
	cargo test --package tests-pages -- --include-ignored

# Three tools, because each finds what the others let pass: the translator, the newest rules, and rules that later versions
# lost. None of them reaches AWS, and all want to know a region and somebody's keys.
template: $(TOOLS)/sam/bin/sam $(TOOLS)/cfn-lint/bin/cfn-lint ## Check template.yaml and infra/observability.yaml
	$(OFFLINE) $(TOOLS)/sam/bin/sam validate
	$(OFFLINE) $(TOOLS)/sam/bin/sam validate --lint
	$(OFFLINE) $(TOOLS)/cfn-lint/bin/cfn-lint template.yaml infra/observability.yaml

# The test starts `cargo lambda` as a person would; all that it runs is what `make test` has built.
lambda: $(TOOLS)/cargo-lambda/bin/cargo-lambda ## The main journey through Lambda's runtime, each function by itself (needs python3)
	PATH="$(CURDIR)/$(<D):$$PATH" cargo test --package tests --test watch -- --include-ignored

# Both programs call others by name: `sam` finds cargo-lambda in the PATH, as a person's does.
build: $(TOOLS)/sam/bin/sam $(TOOLS)/cargo-lambda/bin/cargo-lambda ## Build every function as a deployment does; sizes and tests of what came out
	PATH="$(CURDIR)/$(TOOLS)/cargo-lambda/bin:$(CURDIR)/$(TOOLS)/sam/bin:$$PATH" $(OFFLINE) tests/build/run

release: $(TOOLS)/sam/bin/sam $(TOOLS)/cargo-lambda/bin/cargo-lambda ## What a release consists of, the same bytes each time, into target/release-files
	PATH="$(CURDIR)/$(TOOLS)/cargo-lambda/bin:$(CURDIR)/$(TOOLS)/sam/bin:$$PATH" $(OFFLINE) infra/release

golden: ## Write the golden files anew; read the difference before you commit it
	UPDATE_GOLDEN=1 cargo test --package adapters --test mail_letters
	UPDATE_GOLDEN=1 cargo test --package tests --test costs

openapi: ## Write the API's document anew from the code; read the difference before you commit it
	UPDATE_GOLDEN=1 cargo test --package rekey --test api

fuzz-api: ## Call a whole Rekey by its own document for a minute and a half (needs python3)
	tests/fuzz-api/run

# Hours, so not for every change: all of the domain by its own tests, or with OF=store the store by the stories too.
OF := domain
MUTATED_domain := --package domain
MUTATED_store := --file 'shared/adapters/src/store/**' --test-package adapters --test-package tests -- --lib --test stories
mutants: $(TOOLS)/bin/cargo-mutants ## Break the domain, or with OF=store the store, in every small way: what no test sees is listed
	PATH="$(CURDIR)/$(<D):$$PATH" cargo mutants --output target/mutants-$(OF) $(MUTATED_$(OF))

bench: ## Measure the functions as they are released, into docs/performance.md (QUICK=--quick only prints)
	bench/run $(QUICK)

throughput: ## Calls a second of the whole local stack, beside Django and better-auth (needs wrk, npm and python3)
	cargo build --release --locked --package rekey --bin rekey
	bench/throughput/run

# T-1208 is this, `advisories` and `sbom`; that the lock file fits, `--locked` sees to.
deny: $(TOOLS)/bin/cargo-deny ## Licences, banned crates and sources
	$< --locked check --hide-inclusion-graph licenses bans sources

# By itself, because it needs the advisory database from the network, and because what it says can change without any
# change here: a finding is news about a dependency, not a broken change.
advisories: $(TOOLS)/bin/cargo-deny ## Known flaws in dependencies (needs the network)
	$< --locked check advisories

# One list for each function. The commit's time and no machine's paths, so that the same sources give the same lists.
sbom: $(TOOLS)/bin/cargo-cyclonedx ## What each function is made of (CycloneDX), into target/sbom
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $< cyclonedx --format json --spec-version 1.5 \
		--target aarch64-unknown-linux-gnu --no-build-deps --quiet
	mkdir -p target/sbom
	for list in functions/*/*.cdx.json; do sed "s|$$PWD|/rekey|g" "$$list" > target/sbom/"$${list##*/}"; done
	rm functions/*/*.cdx.json shared/*/*.cdx.json infra/*/*.cdx.json tests/*.cdx.json tests/*/*.cdx.json bench/*.cdx.json

$(TOOLS)/bin/cargo-deny:
	$(CARGO_INSTALL) cargo-deny@0.20.2

$(TOOLS)/bin/cargo-cyclonedx:
	$(CARGO_INSTALL) cargo-cyclonedx@0.5.9

$(TOOLS)/bin/cargo-mutants:
	$(CARGO_INSTALL) cargo-mutants@27.1.0

# Each in an environment of its own: they want different versions of the same libraries.
$(TOOLS)/sam/bin/sam:
	$(call PIP_INSTALL,sam) aws-sam-cli==1.170.0

$(TOOLS)/cfn-lint/bin/cfn-lint:
	$(call PIP_INSTALL,cfn-lint) cfn-lint==1.53.3 aws-sam-translator==1.115.0

# With the linker that it builds for another machine's C library with.
$(TOOLS)/cargo-lambda/bin/cargo-lambda:
	$(call PIP_INSTALL,cargo-lambda) cargo-lambda==1.9.2
