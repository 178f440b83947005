#!/usr/bin/env bash
# The measured figures of README.md: installs the peers (Debian), builds, and prints Markdown tables.
#   Benchmarks/run.sh [ROUNDS]
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-7}
missing=()
for package in wrk nginx-light; do
    dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
    sudo=()
    [ "$(id -u)" -eq 0 ] || sudo=(sudo)
    "${sudo[@]}" apt-get update -q >/dev/null
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >/dev/null
fi
for product in gonogo gonogo-target load-bench; do swift build -c release --product "$product" >/dev/null; done
echo "## Functional runs"
Benchmarks/functional.py --rounds "$rounds"
echo
echo "## Load engine against wrk"
Benchmarks/compare.py --rounds "$rounds"
