# What people type. `make check` is what CI runs.

.DEFAULT_GOAL := help
.PHONY: help run check lint test golden deny advisories

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "%-12s%s\n", $$1, $$2 }' Makefile

run: ## Start everything on this machine: http://localhost:8787
	cargo run

# `make check TESTED=yes` leaves out the tests, for a caller that has just run them: they take minutes.
check: lint $(if $(TESTED),,test) ## All that a change has to pass

lint: ## Format, clippy and documentation, without a warning
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- --deny warnings
	RUSTDOCFLAGS="--deny warnings" cargo doc --workspace --no-deps --locked --quiet

test: ## All tests
	cargo test --workspace

golden: ## Write the golden files anew; read the difference before you commit it
	UPDATE_GOLDEN=1 cargo test --package adapters --test mail_letters

deny: ## Licences, banned crates and sources (needs cargo-deny)
	cargo deny check --hide-inclusion-graph licenses bans sources

# By itself, because it needs the advisory database from the network, and because what it says can change without any
# change here: a finding is news about a dependency, not a broken change.
advisories: ## Known flaws in dependencies (needs cargo-deny and the network)
	cargo deny check advisories
