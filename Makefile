# gonogo: `make demo` and `make test` each work as the first command on a fresh machine.
# Everything that they need is installed by Tests/install.sh; what is installed already costs nothing.

CONFIGURATION ?= release
BIN = .build/$(CONFIGURATION)
FAULT ?=
export LOAD_DURATION ?= 26s

.PHONY: help demo test build install bench fuzz sanitize format clean

help:
	@echo "make demo              build, start the demo target, verify it, print the verdict"
	@echo "make demo FAULT=slow   the same against a target that misbehaves: slow errors login health reset stall hang headers cors jwt rate-limit"
	@echo "make test              every test: unit, component, end to end"
	@echo "make build             only build ($(BIN)/gonogo)"
	@echo "make bench             side-by-side measurements, see Benchmarks/"
	@echo "make fuzz              hostile bytes for the load engine, eleven million inputs (INPUTS=n, SEED=n)"
	@echo "make sanitize          the load engine's tests under AddressSanitizer and ThreadSanitizer"

demo: build
	@Tests/demo.sh "$(BIN)" "$(FAULT)"

build: install
	@echo "building ($(CONFIGURATION)) ..."
	@swift build -c $(CONFIGURATION) --product gonogo
	@swift build -c $(CONFIGURATION) --product gonogo-target

# Eight tests at once: many of them wait for servers, and on two cores more would only wait for each other.
test: install
	@Tests/install.sh test
	@swift build --build-tests
	@SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=8 swift test --skip-build
	@Tests/consumers/read-junit.sh
	@Tests/consumers/read-hlog.sh
	@Tests/consumers/read-sarif.sh

install:
	@Tests/install.sh build

bench: build
	@Benchmarks/run.sh

# The same generator twice: at length without a sanitizer, then a tenth of it under one. Each has other inputs.
# A trap of Swift's is caught in both; reads and writes out of bounds are what the sanitizer is for.
INPUTS ?= 10000000
SEED ?= 1
fuzz: install
	@swift build -c release --product load-fuzz
	@.build/release/load-fuzz --inputs $(INPUTS) --seed $(SEED)
	@swift build -c release --sanitize=address --scratch-path .build/asan --product load-fuzz
	@ASAN_OPTIONS=abort_on_error=1 .build/asan/release/load-fuzz \
		--inputs $$(($(INPUTS) / 10)) --seed $$(($(SEED) + 1)) --memory 1024

# One test at a time: a sanitizer makes everything some ten times slower, and the tests' time-outs stay what they are.
sanitize: export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH = 1
sanitize: install
	@Tests/install.sh test
	@swift build --build-tests --sanitize=address --scratch-path .build/asan
	@swift test --skip-build --disable-xctest --sanitize=address --scratch-path .build/asan --filter LoadTests
	@swift build --build-tests --sanitize=thread --scratch-path .build/tsan
	@TSAN_OPTIONS=suppressions=$(CURDIR)/Tests/sanitizers/tsan.supp \
		swift test --skip-build --disable-xctest --sanitize=thread --scratch-path .build/tsan --filter LoadTests

format:
	@swift format --in-place --recursive Sources Tests Benchmarks Package.swift

clean:
	@rm -rf .build
