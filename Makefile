# The project's only script runner: `make help` lists what there is.

GO     ?= go
FUZZ   ?= 30s
PKGS   ?= ./...

.DEFAULT_GOAL := help

.PHONY: help
help: ## list these targets
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: build
build: ## the binary, as bin/coder
	$(GO) build -trimpath -o bin/coder ./cmd/coder

.PHONY: serve
serve: ## the example site on http://127.0.0.1:8080
	$(GO) run ./cmd/coder serve testdata/sites/blog

.PHONY: test
test: tools lint ## everything: lint, all tests with the race detector, real editors and a real browser
	CODER_REQUIRE_TOOLS=1 $(GO) test -race -timeout 12m $(PKGS)

.PHONY: quick
quick: ## the tests without the race detector, editors and browser where installed
	$(GO) test $(PKGS)

.PHONY: lint
lint: ## gofmt, go vet, staticcheck
	@bad=$$(gofmt -l $$(git ls-files '*.go')); [ -z "$$bad" ] || { echo "gofmt would change: $$bad"; exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...

.PHONY: tools
tools: ## what the tests drive, where missing: from Debian's packages, and VS Code from npm
	@.ci/tools

.PHONY: generate
generate: ## typed tree views and the other generated files
	$(GO) generate ./...

.PHONY: update
update: ## rewrite the expected sections of testdata (never under CI); review with git diff
	CODER_UPDATE=1 $(GO) test ./...

.PHONY: fuzz
fuzz: ## each fuzz target for FUZZ (30s)
	@for pkg in $$($(GO) list ./...); do \
		for target in $$($(GO) test -list '^Fuzz' $$pkg | grep '^Fuzz'); do \
			echo "$$pkg $$target"; $(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZ) $$pkg || exit 1; \
		done; \
	done

.PHONY: bench
bench: ## every benchmark
	$(GO) test -run '^$$' -bench . -benchmem $(PKGS)
