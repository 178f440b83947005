#!/usr/bin/env bash
# The measured figures of README.md: builds, installs the peers (Debian), and prints Markdown tables.
#   Benchmarks/run.sh [--quick] [ROUNDS]      about an hour; with --quick some five minutes, for a first look
set -euo pipefail
cd "$(dirname "$0")/.."
quick=no
if [ "${1:-}" = --quick ]; then
    quick=yes
    shift
fi
if [ "$quick" = yes ]; then
    rounds=${1:-2}
    compare=(--seconds 2 --memory-seconds 5 --idle-seconds 10)
    accuracy=(--seconds 10)
    soak=(--minutes 1)
else
    rounds=${1:-7}
    compare=()
    accuracy=()
    soak=()
fi
for product in gonogo gonogo-target load-bench; do swift build -c release --product "$product" >/dev/null; done
echo "## Functional runs"
Benchmarks/functional.py --rounds "$rounds"
Benchmarks/compare.py --rounds "$rounds" "${compare[@]}"
Benchmarks/accuracy.py "${accuracy[@]}"
Benchmarks/soak.py "${soak[@]}"
