# gonogo: `make demo` and `make test` each work as the first command on a fresh machine.
# Everything that they need is installed by Tests/install.sh; what is installed already costs nothing.

CONFIGURATION ?= release
BIN = .build/$(CONFIGURATION)
FAULT ?=
export LOAD_DURATION ?= 26s

.PHONY: help demo test build install bench format clean

help:
	@echo "make demo              build, start the demo target, verify it, print the verdict"
	@echo "make demo FAULT=slow   the same against a target that misbehaves: slow errors login health reset stall hang"
	@echo "make test              every test: unit, component, end to end"
	@echo "make build             only build ($(BIN)/gonogo)"
	@echo "make bench             side-by-side measurements, see Benchmarks/"

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

install:
	@Tests/install.sh build

bench: build
	@Benchmarks/run.sh

format:
	@swift format --in-place --recursive Sources Tests Benchmarks Package.swift

clean:
	@rm -rf .build
