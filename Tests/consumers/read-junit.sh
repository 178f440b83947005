#!/bin/sh
# Has two JUnit parsers that others wrote read the documents that ReportsTests leaves in .build/junit-samples.
# Run the tests first. The parsers go into a virtual environment of their own, .build/venv; later runs need no network.
#
# Usage: Tests/consumers/read-junit.sh
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd)
venv=$root/.build/venv
samples=$root/.build/junit-samples

if ! test -f "$samples/counts.txt"; then
    echo "no samples in .build/junit-samples: run 'swift test --filter ReportsTests' first" >&2
    exit 1
fi
if ! "$venv/bin/python" -c 'import junitparser, xunitparser' 2>/dev/null; then
    command -v python3 >/dev/null || { echo "python3 is not installed: apt-get install python3 python3-venv" >&2; exit 1; }
    rm -rf "$venv"
    python3 -m venv "$venv" || { echo "python3 lacks venv: apt-get install python3-venv" >&2; exit 1; }
    "$venv/bin/pip" install --quiet --disable-pip-version-check junitparser==3.2.0 xunitparser==1.3.4
fi
exec "$venv/bin/python" "$root/Tests/consumers/read_junit.py" "$samples"
