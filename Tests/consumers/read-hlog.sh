#!/bin/sh
# Has HdrHistogram's own reader for Python read the log that LoadTests leaves in .build/load-samples.
# Run the tests first. The reader goes into .build/venv; later runs need no network.
#
# Usage: Tests/consumers/read-hlog.sh
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd)
venv=$root/.build/venv
samples=$root/.build/load-samples

if ! test -f "$samples/expected.txt"; then
    echo "no samples in .build/load-samples: run 'swift test --filter LoadTests' first" >&2
    exit 1
fi
"$root/Tests/consumers/venv.sh" "$venv" hdrh hdrhistogram==0.10.3
exec "$venv/bin/python" "$root/Tests/consumers/read_hlog.py" "$samples"
