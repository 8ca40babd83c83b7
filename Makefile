# `make` prints what there is. PORT and DATA are settings of `make demo`.
PORT ?= 8080
DATA ?= ./demo-data
BUILD ?= .build/debug
SOURCES := $(shell find Sources -type f) Package.swift

.PHONY: help setup demo dev test model simulate check fmt fuzz backtest bench bench-delivery bench-scan bench-unrelated docs release screenshots

help:  ## say what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 18

setup:  ## install what building and running need (Debian and Ubuntu)
	@scripts/setup

demo: $(BUILD)/kicau  ## build and serve a populated Kicau with rehearsal networks
	@exec $(BUILD)/kicau demo --port $(PORT) --data $(DATA)

# A built program newer than every source starts at once: asking the package manager takes seconds.
$(BUILD)/kicau: $(SOURCES) | setup
	@scripts/build

dev: setup  ## build for work on the code, all tests too
	@swift build --build-tests

test: setup  ## run every test: units, conformance, the delivery model, seeds, journeys
	@scripts/test

model:  ## check the model of the delivery protocol, and that each weakening of it is caught
	@scripts/model

simulate:  ## play seeds against the delivery protocol; SEEDS=100000 plays more of them
	@scripts/simulate

check:  ## format, arrows, no warnings: what a change must pass before it is sent
	@scripts/check

fmt:  ## format the sources
	@swift format --in-place --recursive --configuration .swift-format Sources Tests Benchmarks Package.swift

fuzz: setup  ## a million small scans against brute force, and changed files for every reader; TIMES=1000 changes more
	@KICAU_SCAN_CASES=1000000 KICAU_FUZZ=$(or $(TIMES),100) swift test --filter 'MutationTests|PostScannerTests'

backtest: setup  ## hold forecasts against many made-up archives; SEEDS=200 plays more of them
	@KICAU_BACKTEST_SEEDS=$(or $(SEEDS),60) swift test --filter BackTestTests

bench: setup  ## measure, and write docs/performance.md
	@scripts/bench

bench-delivery: setup  ## measure deliveries beside other job queues, and write docs/performance.md
	@scripts/bench-delivery

bench-scan: setup  ## measure scans beside other tools, and write docs/performance.md
	@scripts/bench-scan

bench-unrelated: setup  ## look for 50,000 real sentences where they are not: what is called strong all the same
	@scripts/bench-unrelated

screenshots: $(BUILD)/kicau  ## make the pictures of docs/screenshots
	@scripts/screenshots

docs: $(BUILD)/kicau  ## write the command line's reference from its own help
	@scripts/docs

release: setup  ## build the program for installation, into ./release
	@scripts/release
