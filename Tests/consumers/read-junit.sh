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
"$root/Tests/consumers/venv.sh" "$venv" junitparser,xunitparser junitparser==3.2.0 xunitparser==1.3.4
exec "$venv/bin/python" "$root/Tests/consumers/read_junit.py" "$samples"
