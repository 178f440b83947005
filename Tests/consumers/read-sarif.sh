#!/bin/sh
# Holds the SARIF files that ReportsTests and the golden cases leave in .build/sarif-samples against the format's own
# JSON Schema, and has a reader that others wrote count their results. Further files or folders can be named.
# Run the tests first. Reader, validator and schema go into .build; later runs need no network.
#
# Usage: Tests/consumers/read-sarif.sh [FILE|FOLDER]...
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd)
venv=$root/.build/venv
samples=$root/.build/sarif-samples
schema=$root/.build/sarif-schema

if ! test -f "$samples/counts.txt"; then
    echo "no samples in .build/sarif-samples: run 'swift test --filter ReportsTests' first" >&2
    exit 1
fi
"$root/Tests/consumers/venv.sh" "$venv" sarif,jsonschema sarif-tools==3.0.5 jsonschema==4.26.0
if ! test -f "$schema/schema.json"; then
    # The schema stands in the source package of sarif-om, whose classes were made from it.
    rm -rf "$schema" && mkdir -p "$schema"
    "$venv/bin/pip" download --quiet --disable-pip-version-check --no-deps --no-binary :all: \
        --dest "$schema" sarif-om==1.0.4
    tar -xzf "$schema"/sarif*om-1.0.4.tar.gz -C "$schema"
    mv "$schema"/sarif*om-1.0.4/sarif-2.1.0-rtm.4.json "$schema/schema.json"
fi
test -d "$samples/golden" && set -- "$samples/golden" "$@"
exec "$venv/bin/python" "$root/Tests/consumers/read_sarif.py" "$schema/schema.json" "$samples" "$@"
